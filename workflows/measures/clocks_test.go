package measures_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// lostLawsuit is a whole lawsuit, lost in two instances.
func lostLawsuit() *measures.File {
	return file(
		designated("区城市管理局", measures.JusticeBureau), forwarded("2024-03-06"), papers(1, 2, 3, 4, 5),
		submitted("2024-03-12"), returned("2024-03-13"), submitted("2024-03-14"), approved("2024-03-15"), filed("2024-03-19"),
		summoned("2024-04-11"), named("2024-04-09"), postponed("2024-04-25"), named("2024-04-22"), held, decided("2024-05-06", lost),
		appealed(measures.Respondent, "2024-05-20"),
		summoned("2024-07-11"), held, because("leader_filing/second/1", "传票当日才转到"), decided("2024-08-01", lost),
		effective("2024-08-01", "2024-08-02"), reported("2024-08-13"), because("loss_report", "会商未完成"),
		concluded("2024-08-20"), archived("2024-09-18"),
	)
}

func TestClocks_OfALostLawsuit(t *testing.T) {
	want := strings.TrimSpace(`
forward 2024-03-07 met 2024-03-06
acknowledge/区城市管理局 2024-03-07 void: 应诉材料已提交人民法院
acknowledge/区司法局 2024-03-07 void: 应诉材料已提交人民法院
evidence 2024-03-20 met 2024-03-19
review 2024-03-13 met 2024-03-12
review_opinion 2024-03-14 met 2024-03-13
review_opinion/2 2024-03-18 met 2024-03-15
leader_filing/first/1 2024-04-09 met 2024-04-09
leader_filing/first/2 2024-04-23 met 2024-04-22
leader_filing/second/1 2024-07-09 missed: 传票当日才转到
appeal_judgment 2024-05-21 met 2024-05-20
effective 2024-05-22 void: 案件进入二审
effective/second 2024-08-02 met 2024-08-01
retrial_application/second 2025-02-05 (safe 2025-01-27) void: 案件已归档，不再提醒；期限届满前仍可申请再审
loss_report 2024-08-12 met_late 2024-08-13: 会商未完成
archive 2024-09-19 met 2024-09-18`)
	var got []string
	for _, c := range clocksOf(lostLawsuit()) {
		got = append(got, c.ID+" "+written(c))
	}
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

func TestClocks_WithdrawalEndsWhatIsOwedToTheCourtButNotArchiving(t *testing.T) {
	f := file(submitted("2024-03-12"), summoned("2024-04-11"), withdrawn("2024-03-07"), concluded("2024-03-08"))
	want := []string{"forward void", "evidence void", "review met", "review_opinion void", "leader_filing/first/1 void", "archive running"}
	if got := ids(f); !slices.Equal(got, want) {
		t.Errorf("clocks %v, want %v", got, want)
	}
}

func TestClocks_ReasonsAreForWhatIsLate(t *testing.T) {
	reason := because("forward", "争议")
	checkClock(t, "forward", []clockRow{
		{"met in time: the reason is not shown", []fact{forwarded("2024-03-07"), reason}, "2024-03-07 met 2024-03-07"},
		{"void", []fact{withdrawn("2024-03-06"), reason}, "2024-03-07 void: 案件已撤诉或者和解结案"},
		{"running, perhaps overdue by now", []fact{reason}, "2024-03-07 running: 争议"},
		{"met late", []fact{forwarded("2024-03-11"), reason}, "2024-03-07 met_late 2024-03-11: 争议"},
		{"missed", []fact{withdrawn("2024-03-11"), reason}, "2024-03-07 missed: 争议"},
		{"another clock's", []fact{forwarded("2024-03-11"), because("review", "争议")}, "2024-03-07 met_late 2024-03-11"},
	})
}

func TestClocks_ProvisionalInto2027(t *testing.T) {
	f := file(served("2026-12-24")) // the response is due on Friday 8 January 2027
	for id, want := range map[string]string{
		"forward": "2026-12-28 running, provisional", "evidence": "2027-01-08 running, provisional", "review": "2026-12-31 running, provisional",
	} {
		if got := written(mustClock(t, f, id)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	// Once the year is published the same file is settled: were 3 January 2027 a
	// make-up Sunday, the review would be due a working day later.
	published := builtin.With(calendar.Year{Year: 2027, Status: calendar.Published, Holidays: []calendar.Holiday{
		{Name: "元旦", From: day("2027-01-01"), To: day("2027-01-02"), Makeup: []calendar.Date{day("2027-01-03")}},
	}})
	after := measures.Clocks(f, measures.Law{Calendar: published, Edition: first, Logic: measures.Current})
	if got := after[2]; got.ID != "review" || got.Provisional || got.Due != day("2027-01-03") {
		t.Errorf("the review with the notice of 2027: %s", written(got))
	}
	moved := measures.Moved(clocksOf(f), after)
	if len(moved) != 3 || moved[1].ID != "evidence" || moved[2].ID != "review" || moved[2].Steps != nil || after[2].Steps == nil {
		t.Errorf("moved: %v", moved)
	}
}

func TestMoved(t *testing.T) {
	before := clocksOf(file())
	for _, row := range []struct {
		name string
		then []fact
		want []string
	}{
		{"nothing", nil, nil},
		{"a paper", []fact{papers(1)}, nil},
		{"met", []fact{forwarded("2024-03-06")}, []string{"forward"}},
		{"new", []fact{summoned("2024-04-11")}, []string{"leader_filing/first/1"}},
		{"another date", []fact{courtSays("2024-03-22")}, []string{"evidence", "review"}},
		{"a reason", []fact{because("review", "病假")}, []string{"review"}},
		{"void", []fact{withdrawn("2024-03-06")}, []string{"forward", "evidence", "review"}},
	} {
		var got []string
		for _, c := range measures.Moved(before, clocksOf(file(row.then...))) {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
	if got := measures.Moved(nil, before); len(got) != 3 {
		t.Errorf("of a new lawsuit: %v", got)
	}
	if got := measures.Moved(before, nil); got == nil || len(got) != 0 {
		t.Errorf("of no clocks: %#v", got)
	}
	// Only what people are told counts.
	c := before[0]
	for name, change := range map[string]func(c *measures.Clock){
		"due":  func(c *measures.Clock) { c.Due = c.Due.AddDays(1) },
		"safe": func(c *measures.Clock) { c.Safe = c.Safe.AddDays(1) },
		"prov": func(c *measures.Clock) { c.Provisional = true },
		"stat": func(c *measures.Clock) { c.State = measures.Void },
		"met":  func(c *measures.Clock) { c.MetOn = day("2024-03-06") },
		"why":  func(c *measures.Clock) { c.Reason = "x" },
	} {
		other := c
		change(&other)
		if c.Same(other) || !c.Same(c) {
			t.Errorf("two clocks that differ in %s are the same", name)
		}
	}
}

func TestBrief(t *testing.T) {
	clocks := clocksOf(file())
	for i, c := range measures.Brief(clocks) {
		if c.Steps != nil || clocks[i].Steps == nil || c.ID != clocks[i].ID || !c.Same(clocks[i]) {
			t.Errorf("%s: %v", c.ID, c.Steps)
		}
	}
}

func TestClock_OverdueOnlyAfterTheLimit(t *testing.T) {
	for _, row := range []struct {
		name, id string
		facts    []fact
		on       string
		want     bool
	}{
		{"on the safe day", "evidence", []fact{served("2025-09-17")}, "2025-09-30", false},
		{"between", "evidence", []fact{served("2025-09-17")}, "2025-10-05", false},
		{"on the last day", "evidence", []fact{served("2025-09-17")}, "2025-10-09", false},
		{"after it", "evidence", []fact{served("2025-09-17")}, "2025-10-10", true},
		{"met", "evidence", []fact{served("2025-09-17"), filed("2025-10-09")}, "2025-10-10", false},
		{"a right is never overdue", "appeal_judgment", []fact{decided("2024-09-20", lost)}, "2025-09-20", false},
	} {
		if got := mustClock(t, file(row.facts...), row.id).Overdue(day(row.on)); got != row.want {
			t.Errorf("%s: overdue %t", row.name, got)
		}
	}
}

func TestClock_StateOn(t *testing.T) {
	evidence, appeal := served("2025-09-17"), decided("2024-09-20", lost) // due 10-09, safe 09-30; due 10-08, safe 09-30
	for _, row := range []struct {
		id    string
		facts []fact
		on    string
		want  string
	}{
		{"evidence", []fact{evidence}, "2025-09-26", "进行中"},
		{"evidence", []fact{evidence}, "2025-09-27", "临期"},
		{"evidence", []fact{evidence}, "2025-09-30", "临期"},
		{"evidence", []fact{evidence}, "2025-10-09", "临期"},
		{"evidence", []fact{evidence}, "2025-10-10", "已逾期"},
		{"evidence", []fact{evidence, filed("2025-09-29")}, "2025-10-10", "按期办结"},
		{"evidence", []fact{evidence, filed("2025-10-10")}, "2025-10-10", "逾期办结"},
		{"evidence", []fact{evidence, withdrawn("2025-09-20")}, "2025-10-10", "不再计算"},
		{"evidence", []fact{evidence, withdrawn("2025-10-20")}, "2025-10-21", "逾期未办"},
		{"appeal_judgment", []fact{appeal}, "2024-09-26", "进行中"},
		{"appeal_judgment", []fact{appeal}, "2024-10-08", "临期"},
		{"appeal_judgment", []fact{appeal}, "2024-10-09", "已届满"},
	} {
		if got := mustClock(t, file(row.facts...), row.id).StateOn(day(row.on)); got != row.want {
			t.Errorf("%s on %s: %s, want %s", row.id, row.on, got, row.want)
		}
	}
}

// history draws a lawsuit as a sequence of facts in which every prefix, and every
// order of those that do not build on each other, is a possible file.
type history struct {
	opening fact   // the registration, and what else comes first
	facts   []fact // in any order
	appeal  fact   // last, and only where the first decision has not taken effect
}

func (h history) file() *measures.File { return with(file(h.opening), h.ordered()...) }

func (h history) ordered() []fact {
	if h.appeal == nil {
		return h.facts
	}
	return append(slices.Clone(h.facts), h.appeal)
}

var histories = rapid.Custom(drawHistory)

func drawHistory(t *rapid.T) history {
	start := calendar.On(2023, 1, 2).AddDays(rapid.IntRange(0, 1500).Draw(t, "served"))
	after := func(label string, most int) string {
		return start.AddDays(rapid.IntRange(0, most).Draw(t, label)).String()
	}
	maybe := func(label string, f func() fact) fact {
		if rapid.Bool().Draw(t, label+"?") {
			return f()
		}
		return func(*measures.File) {}
	}
	opening := []fact{
		served(start.String()),
		maybe("received", func() fact { return received(after("received", 5)) }),
		rapid.SampledFrom([]fact{against(district), bureauAlone(), against(district, unitServed("张村镇", after("second service", 6)))}).Draw(t, "defendants"),
		maybe("summary", func() fact { return summary }),
		maybe("reconsideration", func() fact { return reconsideration }),
		maybe("court's date", func() fact { return courtSays(start.AddDays(rapid.IntRange(1, 30).Draw(t, "court's date")).String()) }),
	}
	hearing := func(label string) fact {
		on, by := after(label, 200), after(label+" named", 200)
		then := rapid.SampledFrom([]fact{named(by), held, func(*measures.File) {}}).Draw(t, label+" then")
		return func(f *measures.File) { with(f, summoned(on), then) }
	}
	decisions := []measures.Paper{won, lost, ruling, {Form: measures.MediationForm}, {Form: measures.RulingForm, Outcome: "withdraw"}}
	h := history{
		opening: func(f *measures.File) { with(f, opening...) },
		facts: []fact{
			maybe("designated", func() fact { return designated("区城市管理局") }),
			maybe("forwarded", func() fact { return forwarded(after("forwarded", 20)) }),
			maybe("papers", func() fact { return papers(1, 2, 3, 4, 5) }),
			maybe("submitted", func() fact { return submitted(after("submitted", 30)) }),
			maybe("filed", func() fact { return filed(after("filed", 40)) }),
			maybe("hearing", func() fact { return hearing("hearing") }),
			maybe("decided", func() fact {
				return decided(after("decided", 300), rapid.SampledFrom(decisions).Draw(t, "decision"))
			}),
			maybe("withdrawn", func() fact { return withdrawn(after("withdrawn", 300)) }),
			maybe("reported", func() fact { return reported(after("reported", 400)) }),
			maybe("concluded", func() fact { return concluded(after("concluded", 400)) }),
			maybe("archived", func() fact { return archived(after("archived", 500)) }),
			maybe("reason", func() fact { return because("forward", "甲") }),
			maybe("another reason", func() fact { return because("review", "乙") }),
		},
	}
	if rapid.Bool().Draw(t, "appealed?") {
		by := rapid.SampledFrom([]measures.Side{measures.Plaintiff, measures.Respondent, measures.ThirdParty}).Draw(t, "by")
		more := []fact{appealed(by, after("appealed", 350)), copyServed(after("copy", 360)),
			maybe("answered", func() fact { return answered(after("answered", 380)) }),
			hearing("second hearing"),
			maybe("second decision", func() fact {
				return decided(after("second decision", 500), rapid.SampledFrom(decisions).Draw(t, "second decision"))
			})}
		h.appeal = func(f *measures.File) { with(f, more...) }
		return h
	}
	return withEffect(h, maybe("effective", func() fact { return effective(after("effective", 350), after("effective received", 350)) }))
}

func withEffect(h history, effective fact) history {
	h.facts = append(h.facts, effective)
	return h
}

// TestClocks_HoldForEveryFile checks what is true of every clock of every file.
func TestClocks_HoldForEveryFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := histories.Draw(t, "history").file()
		seen := map[string]bool{}
		last := -1
		for _, c := range clocksOf(f) {
			at := slices.IndexFunc(measures.Rules, func(r *measures.Rule) bool { return r.Key == c.Key })
			rule := measures.Rules[at]
			if seen[c.ID] || at < last || !strings.HasPrefix(c.ID, c.Key) {
				t.Fatalf("%s stands twice or out of order", c.ID)
			}
			seen[c.ID], last = true, at
			if c.Due.IsZero() || c.Trigger.IsZero() || c.Safe.After(c.Due) || c.Due.After(c.Limit()) || len(c.Steps) == 0 {
				t.Fatalf("%s from %s: %s, limit %s, %d steps", c.ID, c.Trigger, written(c), c.Limit(), len(c.Steps))
			}
			if !builtin.Working(c.Safe) || !builtin.Working(c.Due) {
				t.Fatalf("%s falls on a day off: %s", c.ID, written(c))
			}
			if c.Title != rule.Title || c.Article != rule.Article || c.Owner != rule.Owner || c.Right != rule.Right || c.TriggerIs == "" {
				t.Fatalf("%s does not say what its rule says: %+v", c.ID, c)
			}
			if (c.State == measures.Met || c.State == measures.MetLate) != !c.MetOn.IsZero() ||
				c.State == measures.MetLate && !c.MetOn.After(c.Limit()) || c.State == measures.Met && c.MetOn.After(c.Limit()) && !c.Internal {
				t.Fatalf("%s: %s", c.ID, written(c))
			}
			if c.Internal && (c.State == measures.MetLate || c.State == measures.Missed) {
				t.Fatalf("our own target %s is called late: %s", c.ID, written(c))
			}
			if c.Right && (c.State == measures.MetLate && f.Instances[1].Appeals[0].By != measures.Respondent || c.State == measures.Missed) {
				t.Fatalf("the right %s was missed: %s", c.ID, written(c))
			}
			if f.Archive != nil && c.State == measures.Running && c.Key != "loss_report" && !c.Internal {
				t.Fatalf("%s still runs in an archived file", c.ID)
			}
		}
	})
}

// TestClocks_AreAFunctionOfTheFacts checks that the order in which facts were
// put on file makes no difference, nor does asking twice or asking the file's
// copy that went through JSON; and that asking changes nothing.
func TestClocks_AreAFunctionOfTheFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories.Draw(t, "history")
		f := h.file()
		clocks := clocksOf(f)

		h.facts = rapid.Permutation(h.facts).Draw(t, "order")
		other := clocksOf(h.file())
		if !reflect.DeepEqual(clocks, other) {
			t.Fatalf("in another order:\n%v\n%v", clocks, other)
		}
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var stored measures.File
		if err := json.Unmarshal(data, &stored); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(f, &stored) {
			t.Fatalf("the file comes back otherwise:\n%+v\n%+v", f, stored)
		}
		if again := clocksOf(&stored); !reflect.DeepEqual(clocks, again) {
			t.Fatalf("from storage:\n%v\n%v", clocks, again)
		}
		if data, err = json.Marshal(clocks); err != nil {
			t.Fatal(err)
		}
		var kept []measures.Clock
		if err := json.Unmarshal(data, &kept); err != nil {
			t.Fatal(err)
		}
		if len(clocks) > 0 && !reflect.DeepEqual(clocks, kept) {
			t.Fatalf("the clocks come back otherwise:\n%v\n%v", clocks, kept)
		}
	})
}

// TestClocks_DefendantsInAnyOrder checks the one list whose order could matter.
func TestClocks_DefendantsInAnyOrder(t *testing.T) {
	all := []measures.Defendant{district, unitServed("张村镇", "2024-03-07"), unitServed("区城市管理局", "2024-03-04"), {Name: "某市局", ServedOn: day("2024-02-20")}}
	byID := func(defendants []measures.Defendant) []measures.Clock {
		clocks := clocksOf(file(against(defendants...)))
		slices.SortFunc(clocks, func(a, b measures.Clock) int { return strings.Compare(a.ID, b.ID) })
		return clocks
	}
	want := byID(all)
	rapid.Check(t, func(t *rapid.T) {
		got := byID(rapid.Permutation(all).Draw(t, "defendants"))
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestClocks_NoFactLosesAClock checks that what has once been counted stays in
// the picture, and that what is settled does not run again.
func TestClocks_NoFactLosesAClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories.Draw(t, "history")
		f := file(h.opening)
		before := clocksOf(f)
		for _, put := range h.ordered() {
			put(f)
			after := clocksOf(f)
			for _, b := range before {
				i := slices.IndexFunc(after, func(c measures.Clock) bool { return c.ID == b.ID })
				if i < 0 {
					t.Fatalf("%s is lost", b.ID)
				}
				if b.State != measures.Running && after[i].State == measures.Running {
					t.Fatalf("%s was %s and runs again", b.ID, b.State)
				}
				if after[i].Due != b.Due || after[i].Safe != b.Safe {
					t.Fatalf("%s moved from %s to %s", b.ID, written(b), written(after[i]))
				}
			}
			before = after
		}
	})
}

func BenchmarkClocks(b *testing.B) {
	f := lostLawsuit()
	b.ReportAllocs()
	for b.Loop() {
		if len(clocksOf(f)) == 0 {
			b.Fatal("no clocks")
		}
	}
}

// 第四十条: what only the Measures ask for, nobody owed before their first day.
func TestArticle40_NothingIsMissedBeforeItsFirstDay(t *testing.T) {
	silent := []fact{served("2023-05-22"), summoned("2023-06-20"), held, decided("2023-07-03", lost)} // evidence by 2023-06-06, review by 05-30
	held := func(hearing string) []fact {
		return []fact{served("2023-05-22"), summoned(hearing), held, decided("2023-08-07", won)}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		clock string
		want  string
	}{
		{"the review, filed without it on the last day", []fact{served("2023-05-22"), filed("2023-06-06")}, "review", "2023-05-30 void: 办法施行前"},
		{"the review, never filed", silent, "review", "2023-05-30 void: 办法施行前"},
		{"the review, before anything is filed", []fact{served("2023-05-22")}, "review", "2023-05-30 void: 办法施行前"},
		{"the review, done all the same, and late", []fact{served("2023-05-22"), submitted("2023-06-01"), filed("2023-06-06")}, "review", "2023-05-30 met_late 2023-06-01"},
		{"行政诉讼法67: the evidence is owed by statute", silent, "evidence", "2023-06-06 missed: 逾期未办，人民法院已作出裁判"},
		{"the review, on the first day", []fact{served("2023-06-12"), filed("2023-06-27")}, "review", "2023-06-19 missed: 逾期未办，应诉材料未经审查即已提交"},
		{"the list of the head", held("2023-06-19"), "leader_filing/first/1", "2023-06-16 void: 办法施行前"},
		{"the list of the head, which is late on the first day", held("2023-06-20"), "leader_filing/first/1", "2023-06-16 missed: 开庭前没有报备"},
		{"forwarding, for as long as it can be done", []fact{served("2023-05-22")}, "forward", "2023-05-24 running"},
		{"and when it no longer can", []fact{served("2023-05-22"), archived("2023-12-01")}, "forward", "2023-05-24 void: 办法施行前"},
		{"a reconsideration", []fact{reconsideration, served("2023-05-22"), filed("2023-06-05")}, "reconsideration_review", "2023-06-01 void: 办法施行前"},
	} {
		if got := written(mustClock(t, file(row.facts...), row.clock)); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
	before := under(first)
	before.Logic = measures.Papers
	for _, c := range measures.Clocks(file(silent...), before) {
		if c.Key == "review" && c.State != measures.Missed {
			t.Errorf("before Letters the review was %s", c.State)
		}
	}
}

// What presses most speaks for all: a duty before a right and before a target of our own, and
// then what has least time left.
func TestPressing(t *testing.T) {
	duty := func(id, safe, due string) measures.Clock {
		return measures.Clock{ID: id, State: measures.Running, Safe: day(safe), Due: day(due)}
	}
	right := func(id, on string) measures.Clock { c := duty(id, on, on); c.Right = true; return c }
	internal := func(id, on string) measures.Clock { c := duty(id, on, on); c.Internal = true; return c }
	met := duty("met", "2024-03-07", "2024-03-07")
	met.State = measures.Met
	for _, row := range []struct {
		name   string
		clocks []measures.Clock
		want   string
	}{
		{"nothing", nil, ""},
		{"what is done presses no more", []measures.Clock{met}, ""},
		{"though it would have been the first", []measures.Clock{met, duty("a", "2024-03-13", "2024-03-13")}, "a"},
		{"the earlier safe day", []measures.Clock{duty("a", "2024-03-20", "2024-03-20"), duty("b", "2024-03-13", "2024-03-25")}, "b"},
		{"of one safe day, the earlier limit", []measures.Clock{duty("a", "2024-03-13", "2024-03-18"), duty("b", "2024-03-13", "2024-03-13")}, "b"},
		{"of two that are alike, the first", []measures.Clock{duty("a", "2024-03-13", "2024-03-13"), duty("b", "2024-03-13", "2024-03-13")}, "a"},
		{"a duty before a right that lapses sooner", []measures.Clock{right("a", "2024-03-07"), duty("b", "2024-03-13", "2024-03-13")}, "b"},
		{"whichever comes first", []measures.Clock{duty("b", "2024-03-13", "2024-03-13"), right("a", "2024-03-07")}, "b"},
		{"and before a target of our own", []measures.Clock{internal("a", "2024-03-07"), duty("b", "2024-03-13", "2024-03-13")}, "b"},
		{"of a right and a target, the sooner", []measures.Clock{right("a", "2024-03-20"), internal("b", "2024-03-13")}, "b"},
	} {
		c, found := measures.Pressing(row.clocks)
		if c.ID != row.want || found != (row.want != "") {
			t.Errorf("%s: %q, want %q", row.name, c.ID, row.want)
		}
	}
}
