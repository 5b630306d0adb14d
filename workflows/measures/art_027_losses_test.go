package measures_test

import (
	"fmt"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

var (
	town   = measures.Defendant{Name: "张村镇人民政府", Unit: "张村镇"}
	city   = measures.Defendant{Name: "威海市人民政府"}
	upheld = measures.Paper{Outcome: "uphold"}
)

// by makes a paper of a kind.
func by(o measures.Outcome) measures.Paper {
	return measures.Paper{Form: o.Effect().Form, Outcome: o}
}

// TestArticle27_WhoHasLost: it follows from the papers, from the first to the effective
// one.
func TestArticle27_WhoHasLost(t *testing.T) {
	second, retrial := appealed(measures.Plaintiff, "2024-06-01"), retried("2025-01-02")
	took := func(on string) fact { return effective(on, on) }
	secondAgain := func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.Second, Round: 1, RemandedOn: day("2025-04-01")})
	}
	decides := func(p measures.Paper) fact { return decided("2024-05-06", p) }
	then := func(p measures.Paper) fact { return decided("2024-08-01", p) }
	departing := func(p measures.Paper, lost bool) measures.Paper {
		p.Lost, p.LostWhy = lost, "仅程序轻微违法，实体请求被驳回"
		return p
	}
	results := func(p measures.Paper, r ...measures.Result) measures.Paper {
		p.Results = r
		return p
	}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string // the units of the organs that lost
	}{
		{"revoked", []fact{decides(by("revoke")), took("2024-06-01")}, "区政府"},
		{"not before it has taken effect", []fact{decides(by("revoke"))}, ""},
		{"dismissed", []fact{decides(by("dismiss_claims")), took("2024-06-01")}, ""},
		{"a claim for damages dismissed is no half loss", []fact{decides(by("dismiss_compensation")), took("2024-06-01")}, ""},
		{"行诉法89: upheld after a loss", []fact{decides(by("revoke")), second, then(upheld), took("2024-08-01")}, "区政府"},
		{"upheld after a victory", []fact{decides(by("dismiss_claims")), second, then(upheld), took("2024-08-01")}, ""},
		{"turned round after a loss", []fact{decides(by("revoke")), second, then(by("reverse")), took("2024-08-01")}, ""},
		{"turned round after a victory", []fact{decides(by("dismiss_claims")), second, then(by("reverse")), took("2024-08-01")}, "区政府"},
		{"行诉法85: an appeal withdrawn leaves the judgment below", []fact{decides(by("revoke")), second, then(by("withdraw_appeal")), took("2024-08-01")}, "区政府"},
		{"行诉解释61: so does an appeal whose fee was not paid", []fact{decides(by("revoke")), second, then(by("deemed_withdrawn_appeal")), took("2024-08-01")}, "区政府"},
		{"the suit itself withdrawn on appeal", []fact{decides(by("revoke")), second, then(by("withdraw")), took("2024-08-01")}, ""},
		{"行诉解释109: sent back to be tried is no loss", []fact{decides(by("dismiss_suit")), second, then(by("order_continue"))}, ""},
		{"行诉解释123: the suit dismissed on appeal", []fact{decides(by("revoke")), second, then(by("revoke_dismiss")), took("2024-08-01")}, ""},
		{"won in the retrial", []fact{decides(by("revoke")), took("2024-06-01"), retrial, decided("2025-03-03", by("reverse")), took("2025-03-03")}, ""},
		{"行诉解释121: a retrial that ends by itself leaves what was", []fact{decides(by("revoke")), took("2024-06-01"), retrial, decided("2025-03-03", by("terminate_retrial")), took("2025-03-03")}, "区政府"},
		{"three courts, each upholding", []fact{decides(by("revoke")), second, then(upheld), took("2024-08-01"), retrial, decided("2025-03-03", by("uphold_effective")), took("2025-03-03")}, "区政府"},
		{"a reason to depart from the kind", []fact{decides(departing(by("declare_unlawful_procedure"), false)), took("2024-06-01")}, ""},
		{"upheld after a departure", []fact{decides(departing(by("declare_unlawful_procedure"), false)), second, then(upheld), took("2024-08-01")}, ""},
		{"the kind does not say: a person does", []fact{decides(measures.Paper{Outcome: "judgment", Lost: true}), took("2024-06-01")}, "区政府"},
		{"two organs, both", []fact{against(district, town), decides(by("revoke")), took("2024-06-01")}, "区政府 张村镇"},
		{"an organ from outside is not the district's loss", []fact{against(city, district), decides(by("revoke")), took("2024-06-01")}, "区政府"},
		{"行诉解释136: only the decision on reconsideration was wrong", []fact{against(town, district),
			decides(results(by("dismiss_claims"), measures.Result{Name: district.Name, Outcome: "revoke"})), took("2024-06-01")}, "区政府"},
		{"and upheld, each keeps its own", []fact{against(town, district),
			decides(results(by("dismiss_claims"), measures.Result{Name: district.Name, Outcome: "revoke"})), second, then(upheld), took("2024-08-01")}, "区政府"},
		{"turned round for one of them", []fact{against(town, district), decides(by("revoke")), second,
			then(results(upheld, measures.Result{Name: town.Name, Outcome: "reverse"})), took("2024-08-01")}, "区政府"},
		{"a result with a reason of its own", []fact{against(town, district),
			decides(results(by("revoke"), measures.Result{Name: town.Name, Outcome: "revoke", LostWhy: "仅撤销复议决定"})), took("2024-06-01")}, "区政府"},
		{"行诉解释122: an appeal that a retrial sends back looks at the first instance again", []fact{decides(by("dismiss_claims")), second, then(by("reverse")), took("2024-08-01"), retrial,
			decided("2025-03-03", by("remand")), secondAgain, decided("2025-06-02", upheld), took("2025-06-02")}, ""},
		{"and turns that round", []fact{decides(by("dismiss_claims")), second, then(upheld), took("2024-08-01"), retrial,
			decided("2025-03-03", by("remand")), secondAgain, decided("2025-06-02", by("reverse")), took("2025-06-02")}, "区政府"},
		{"of the law before, what a person said stands", []fact{decides(by("revoke")), second, then(measures.Paper{Outcome: "uphold", Stated: true}), took("2024-08-01")}, ""},
		{"an interlocutory ruling decides nothing", []fact{decides(by("stay"))}, ""},
	} {
		f := file(row.facts...)
		var units []string
		for _, p := range f.Losers() {
			units = append(units, p.Unit)
		}
		if got := strings.Join(units, " "); got != row.want || f.Lost() != (row.want != "") {
			t.Errorf("%s: lost by %q, want %q", row.name, got, row.want)
		}
	}
}

// What turns a loss round can be a victory or a greater loss: somebody has to say which.
func TestArticle27_WhatNobodyCanTell(t *testing.T) {
	results := func(p measures.Paper, r ...measures.Result) measures.Paper {
		p.Results = r
		return p
	}
	second, both := appealed(measures.Plaintiff, "2024-06-01"), against(district, town)
	lost, won := decided("2024-05-06", by("revoke")), decided("2024-05-06", by("dismiss_claims"))
	apart := decided("2024-05-06", results(by("revoke"), measures.Result{Name: district.Name, Outcome: "dismiss_claims"}))
	ofTown, ofDistrict := measures.Result{Name: town.Name, Outcome: "reverse"}, measures.Result{Name: district.Name, Outcome: "uphold"}
	for _, row := range []struct {
		name  string
		facts []fact
		paper measures.Paper
		want  string // unsaid as a whole, and of whom apart
	}{
		{"行诉法89: turned round after a loss", []fact{lost, second}, by("reverse"), "true"},
		{"after a victory it can only be a loss", []fact{won, second}, by("reverse"), "false"},
		{"upheld is what it was", []fact{lost, second}, by("uphold"), "false"},
		{"in part nobody can tell", []fact{won, second}, by("uphold_part"), "true"},
		{"two that lost", []fact{both, lost, second}, by("reverse"), "true"},
		{"two, one of which had lost", []fact{both, apart, second}, by("reverse"), "true"},
		{"said of the one that had lost, and not of the other", []fact{both, apart, second}, results(by("reverse"), ofTown), "true 张村镇人民政府"},
		{"said of each", []fact{both, apart, second}, results(by("reverse"), ofTown, ofDistrict), "false 张村镇人民政府"},
		{"said of the only one", []fact{lost, second}, results(by("reverse"), ofDistrict), "false"},
		{"one that had lost, and is no longer sued", []fact{both, apart, second, func(f *measures.File) {
			f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Leaves, Side: measures.Respondent, Name: town.Name, On: day("2024-06-20")})
		}}, by("reverse"), "false"},
		{"upheld, and nobody knows what", []fact{func(f *measures.File) { f.Instances[0].Level = measures.Retrial }}, by("uphold_effective"), "true"},
		{"and no organ of the district is sued any more", []fact{func(f *measures.File) {
			f.Instances[0].Level = measures.Retrial
			f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Leaves, Side: measures.Respondent, Name: district.Name, On: day("2024-06-20")})
		}}, by("uphold_effective"), "false"},
		{"turned round, and nobody knows what", []fact{func(f *measures.File) { f.Instances[0].Level = measures.Retrial }}, by("reverse"), "true"},
		{"it says so itself", []fact{lost, second}, by("revoke_dismiss"), "false"},
	} {
		f := file(row.facts...)
		got := fmt.Sprint(f.Unsaid(row.paper.Outcome, f.SaidOf(row.paper.Results), under(first)))
		for _, r := range row.paper.Results {
			if organ, _ := f.Organ(r.Name); f.Unsaid(r.Outcome, []measures.Party{organ}, under(first)) {
				got += " " + r.Name
			}
		}
		if got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
		before, since := under(first), under(first)
		before.Logic, since.Logic = measures.Papers, measures.Letters
		if organs := f.SaidOf(row.paper.Results); f.Unsaid(row.paper.Outcome, organs, since) != f.Unsaid(row.paper.Outcome, organs, under(first)) {
			t.Errorf("%s: since Letters it is the same", row.name)
		}
		if f.Unsaid(row.paper.Outcome, f.SaidOf(nil), before) != (row.paper.Outcome == "uphold_part") {
			t.Errorf("%s: before Letters it is another", row.name)
		}
	}
}

func TestArticle27_AReportIsOwedUntilTheBureauIsContent(t *testing.T) {
	took := []fact{decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}
	checked := func(on string, accepted bool) fact {
		return func(f *measures.File) {
			r := f.LossReport()
			r.CheckedOn, r.Accepted = day(on), accepted
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		owed  bool
		last  string // the report that counts
	}{
		{"lost, nothing sent", nil, true, ""},
		{"sent", []fact{reported("2024-06-07")}, false, "2024-06-07"},
		{"accepted", []fact{reported("2024-06-07"), checked("2024-06-12", true)}, false, "2024-06-07"},
		{"sent back", []fact{reported("2024-06-07"), checked("2024-06-12", false)}, true, "2024-06-07"},
		{"sent anew", []fact{reported("2024-06-07"), checked("2024-06-12", false), reported("2024-06-14")}, false, "2024-06-14"},
		{"sent back twice", []fact{reported("2024-06-07"), checked("2024-06-12", false), reported("2024-06-14"), checked("2024-06-17", false)}, true, "2024-06-14"},
	} {
		f := with(file(took...), row.facts...)
		last := ""
		if r := f.LossReport(); r != nil {
			last = r.On.String()
		}
		if f.OwesLossReport() != row.owed || last != row.last {
			t.Errorf("%s: owed %t, the last is of %s; want %t and %s", row.name, f.OwesLossReport(), last, row.owed, row.last)
		}
	}
	if file(decided("2024-05-06", won), effective("2024-05-31", "2024-05-31")).OwesLossReport() {
		t.Error("a report on a lawsuit that was won")
	}
	if file(decided("2024-05-06", lost)).OwesLossReport() {
		t.Error("a report before the judgment has taken effect")
	}
}

// What is lost twice is reported twice: the second report has a time of its own.
func TestArticle27_LostAgain(t *testing.T) {
	f := file(decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31"), reported("2024-06-07"), retried("2025-01-02"),
		decided("2025-03-03", by("remand")), func(f *measures.File) {
			f.Instances = append(f.Instances, measures.Instance{Level: measures.First, Round: 1, RemandedOn: day("2025-04-01")})
		}, decided("2025-06-02", lost), effective("2025-06-20", "2025-06-20"))
	for id, want := range map[string]string{"loss_report": "2024-06-11 (safe 2024-06-07) met 2024-06-07", "loss_report/first-2": "2025-06-30 running"} {
		if got := written(mustClock(t, f, id)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	seen := map[string]bool{}
	for _, c := range clocksOf(f) {
		if seen[c.ID] {
			t.Errorf("two clocks are called %s", c.ID)
		}
		seen[c.ID] = true
	}
}

// 行诉解释119: a retrial follows the procedure of the instance whose decision holds.
func TestArticle26_WhichDecisionHolds(t *testing.T) {
	first := []fact{decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-20")}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"the first instance's", []fact{decided("2024-05-06", lost)}, "first"},
		{"the second instance's", append(first, decided("2024-08-01", upheld)), "second"},
		{"an appeal that was withdrawn leaves the first", append(first, decided("2024-08-01", by("withdraw_appeal"))), "first"},
		{"or whose fee was not paid", append(first, decided("2024-08-01", by("deemed_withdrawn_appeal"))), "first"},
		{"the suit withdrawn on appeal", append(first, decided("2024-08-01", by("withdraw"))), "second"},
		{"a retrial that ended by itself", append(first, decided("2024-08-01", upheld), retried("2025-01-02"), decided("2025-03-03", by("terminate_retrial"))), "second"},
	} {
		if got := file(row.facts...).Holding().Key(); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// What a paper says by its kind is expected of it; where the kind leaves it open, or decides
// nothing, nothing is.
func TestArticle27_WhatAKindSays(t *testing.T) {
	second := appealed(measures.Plaintiff, "2024-06-01")
	lost, won := decided("2024-05-06", by("revoke")), decided("2024-05-06", by("dismiss_claims"))
	for _, row := range []struct {
		name        string
		facts       []fact
		kind        measures.Outcome
		lost, known bool
	}{
		{"行诉法70: revoked", nil, "revoke", true, true},
		{"行诉法69: dismissed", nil, "dismiss_claims", false, true},
		{"其他判决: a person has to say", nil, "judgment", false, false},
		{"行诉法56: a stay of the act decides nothing", nil, "stay", false, false},
		{"行诉法89: upheld after a loss", []fact{lost, second}, "uphold", true, true},
		{"upheld after a victory", []fact{won, second}, "uphold", false, true},
		{"turned round after a victory", []fact{won, second}, "reverse", true, true},
		{"turned round after a loss", []fact{lost, second}, "reverse", false, true},
	} {
		f := file(row.facts...)
		organ, _ := f.Organ("")
		if lost, known := f.Expected(row.kind, organ); lost != row.lost || known != row.known {
			t.Errorf("%s: lost %t, known %t; want %t and %t", row.name, lost, known, row.lost, row.known)
		}
	}
}

// Who lost by a paper: by the one that decided an instance, and once it takes effect by that of
// the open one.
func TestArticle27_WhoLosesByAPaper(t *testing.T) {
	results := func(p measures.Paper, r ...measures.Result) measures.Paper {
		p.Results = r
		return p
	}
	numbered := func(number string, p measures.Paper) measures.Paper {
		p.Number = number
		return p
	}
	apart := numbered("15号", results(by("dismiss_claims"), measures.Result{Name: town.Name, Outcome: "revoke"}))
	f := file(against(district, town), decided("2024-05-06", numbered("14号", by("stay"))), decided("2024-05-07", apart),
		appealed(measures.Plaintiff, "2024-05-20"), decided("2024-08-01", numbered("88号", upheld)))
	one, two := &f.Instances[0], &f.Instances[1]
	for _, row := range []struct {
		name  string
		in    *measures.Instance
		paper measures.Paper
		want  string
	}{
		{"an interlocutory ruling", one, one.Papers[0], ""},
		{"the judgment", one, one.Papers[1], town.Name},
		{"upheld", two, two.Papers[0], town.Name},
		{"of another instance", two, one.Papers[1], ""},
		{"of another number", one, numbered("16号", apart), ""},
		{"that said something else", one, numbered("15号", by("revoke")), ""},
	} {
		if got := strings.Join(f.LostBy(*row.in, row.paper), " "); got != row.want {
			t.Errorf("%s: %q lost, want %q", row.name, got, row.want)
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		paper func(f *measures.File) *measures.Paper
		want  int
	}{
		{"nothing", nil, func(*measures.File) *measures.Paper { return nil }, 0},
		{"the judgment", []fact{decided("2024-05-06", by("revoke"))}, func(f *measures.File) *measures.Paper { return f.Current().Decision() }, 1},
		{"a victory", []fact{decided("2024-05-06", by("dismiss_claims"))}, func(f *measures.File) *measures.Paper { return f.Current().Decision() }, 0},
		{"another paper of the same instance", []fact{decided("2024-05-06", by("stay")), decided("2024-05-07", by("revoke"))}, func(f *measures.File) *measures.Paper { return &f.Current().Papers[0] }, 0},
		{"that of an instance below", []fact{decided("2024-05-06", by("revoke")), appealed(measures.Plaintiff, "2024-05-20")}, func(f *measures.File) *measures.Paper { return f.Instances[0].Decision() }, 0},
		{"行诉法89: sent back, nobody has lost yet", []fact{decided("2024-05-06", by("revoke")), appealed(measures.Plaintiff, "2024-05-20"), decided("2024-08-01", measures.Paper{Form: measures.RulingForm, Outcome: "remand", Stated: true, Lost: true})}, func(f *measures.File) *measures.Paper { return f.Current().Decision() }, 0},
	} {
		f := file(row.facts...)
		if got := len(f.LostNow(row.paper(f))); got != row.want {
			t.Errorf("%s: %d lose, want %d", row.name, got, row.want)
		}
	}
}
