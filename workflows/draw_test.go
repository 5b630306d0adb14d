package workflows_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// people are those who act in random lawsuits.
var people = []models.Actor{clerk, reviewer, director, unitClerk, official, townClerk, overseer}

// drawLawsuit draws a notice and what people want after it. What is drawn is taken
// from the fields that acts declare; whether it is right, the oracle alone says.
func drawLawsuit(r *rapid.T, days almanac, number int) *model {
	served := calendar.On(2024, 1, 2).AddDays(even(0, 900).Draw(r, "served"))
	m := &model{
		days: days, number: number, opened: served.AddDays(even(0, 6).Draw(r, "registered")), stages: map[string]bool{},
	}
	m.now = m.opened.At(10, 0)
	m.opening = workflows.Register
	switch even(0, 7).Draw(r, "what is registered") {
	case 0, 1:
		m.notice = drawLater(r, number, served)
	case 2:
		m.opening, m.notice = workflows.RegisterSuggestion, drawAdvice(r, number, served)
	default:
		m.notice = drawNotice(r, fmt.Sprintf("（2026）鲁10行初%d号", number), served)
	}
	l, refusal := register(days, deed{m.opening.Name, asSomebody(clerk), dayOf(m.now), m.filed()})
	if refusal != nil {
		r.Fatalf("the notice is refused by %v: %v", refusal.articles, m.notice)
	}
	m.oracle = l
	m.look()

	m.fussy = even(0, 3).Draw(r, "fussy") == 0
	straight := even(0, 25).Draw(r, "straight on")
	for n := range even(10, 35).Draw(r, "wishes") {
		if m.oracle.stage() == "archived" || m.oracle.struck != 0 {
			break
		}
		m.pass(r)
		m.drawWish(r, n < straight)
	}
	m.now = m.now.AddDate(0, 0, even(0, 30).Draw(r, "silence"))
	return m
}

// drawNotice draws who is sued, and by which procedure: several organs in a third of the
// lawsuits.
func drawNotice(r *rapid.T, number string, served calendar.Date) fields {
	n := notice(number, served.String())
	district, town := fields{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, fields{"name": "张村镇人民政府", "unit": "张村镇"}
	office := fields{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}
	if even(0, 2).Draw(r, "several?") == 0 {
		n["defendants"] = pick(r, "defendants", [][]fields{{district, town}, {town, district}, {district, town, office}, {town, office}, {district, {"name": "威海市某某局"}, town}})
		if rapid.Bool().Draw(r, "served apart") { // each defendant counts from its own day
			town["served_on"] = served.AddDays(-even(0, 3).Draw(r, "served before"))
		}
	}
	switch even(0, 11).Draw(r, "kind of lawsuit") {
	case 0:
		n["defendants"] = []fields{town}
	case 1:
		n["kind"], n["defendants"] = "reconsideration", []fields{district}
	case 2:
		n["procedure"] = "summary"
	case 3:
		n["third_parties"] = []string{"某某公司"}
	case 4:
		n["evidence_deadline"] = served.AddDays(20)
	case 5:
		n["origin"] = fields{"item": 7, "unit": "区城市管理局", "decision": pick(r, "decision", []string{"upheld", "changed"})}
	case 6: // one that is only a third party: its head comes all the same
		n["defendants"], n["third_organs"] = []fields{district}, []fields{town}
	case 9: // the district government as a third party: units are designated for it
		n["defendants"], n["third_organs"] = []fields{town}, []fields{district}
	case 7:
		n["plaintiffs"], n["representatives"] = []string{"王某某", "李某某", "赵某某"}, []string{"王某某", "赵某某"}
	case 8:
		n["plaintiffs"], n["public_interest"] = []string{"环翠区人民检察院"}, true
	}
	return n
}

// drawLater draws a lawsuit that is taken up at a later instance: what was decided before is
// known, or that it was, or nothing but the number of the first case.
func drawLater(r *rapid.T, number int, served calendar.Date) fields {
	n := drawNotice(r, fmt.Sprintf("（2026）鲁10行终%d号", number), served)
	delete(n, "kind")
	delete(n, "procedure")
	delete(n, "evidence_deadline")
	before := func(level, outcome string, made int) fields {
		p := fields{"level": level, "court": "威海市环翠区人民法院", "case_number": fmt.Sprintf("（2025）鲁1002行%s%d号", map[string]string{"first": "初", "second": "终"}[level], number), "outcome": outcome, "made_on": served.AddDays(-made)}
		if rapid.Bool().Draw(r, "served then") {
			p["served_on"] = served.AddDays(-even(1, made).Draw(r, "served before"))
		}
		if outcome == "judgment" || outcome == "reverse" {
			p["lost"], p["lost_reason"] = rapid.Bool().Draw(r, "lost then"), "以主文为准"
		}
		return p
	}
	first := before("first", pick(r, "decided", []string{"dismiss_claims", "revoke", "revoke", "dismiss_suit", "judgment"}), even(31, 90).Draw(r, "decided before"))
	if organs := n["defendants"].([]fields); len(organs) > 1 && first["outcome"] != "judgment" && rapid.Bool().Draw(r, "decided apart") {
		for _, o := range organs {
			if o["unit"] != nil {
				first["results"] = []fields{{"name": o["name"], "outcome": "dismiss_claims"}}
			}
		}
	}
	n["level"], n["before"] = "second", []fields{first}
	switch asked := pick(r, "who asked", []string{"", "plaintiff", "defendant"}); even(0, 5).Draw(r, "how far") {
	case 0: // nobody says who has appealed
	case 1, 2:
		n["appellant"] = pick(r, "who appealed", []string{"plaintiff", "defendant", "third_party"})
	case 3: // only examined
		n["level"], n["case_number"] = "retrial", fmt.Sprintf("（2026）鲁10行%s%d号", pick(r, "examined", []string{"申", "申", "监", "抗"}), number)
		if asked != "" && strings.Contains(n["case_number"].(string), "申") {
			n["appellant"] = asked
		}
	case 4:
		n["level"], n["case_number"], n["elevated"] = "retrial", fmt.Sprintf("（2026）鲁10行再%d号", number), rapid.Bool().Draw(r, "elevated")
		if rapid.Bool().Draw(r, "appealed then") {
			n["before"] = []fields{first, before("second", pick(r, "decided above", []string{"uphold", "reverse"}), even(2, 30).Draw(r, "decided above before"))}
		}
	case 5: // the first file is here, or nobody says what was decided
		n["level"], n["case_number"], n["reopens"] = "retrial", fmt.Sprintf("（2026）鲁10行再%d号", number), fmt.Sprintf("（2019）鲁10行初%d号", number)
		delete(n, "before")
	}
	return n
}

// drawAdvice draws a suggestion that no lawsuit belongs to.
func drawAdvice(r *rapid.T, number int, received calendar.Date) fields {
	n := fields{
		"document": fmt.Sprintf("环检行公建（2026）%d号", number), "from": "威海市环翠区人民检察院",
		"kind":  pick(r, "kind of suggestion", workflows.ActNamed("record_suggestion").Fields[0].Choices).Value,
		"to":    []fields{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}},
		"cause": "河道违法倾倒建筑垃圾", "received_on": received,
	}
	switch even(0, 3).Draw(r, "to whom") {
	case 0:
		n["to"] = []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}}
		n["origin"] = fields{"item": 5, "unit": "区城市管理局"}
	case 1:
		n["to"] = []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, {"name": "张村镇人民政府", "unit": "张村镇"}}
		n["due"] = received.AddDays(30)
	}
	return n
}

// pass lets some time go by, sometimes weeks.
func (m *model) pass(r *rapid.T) {
	gap := 0
	long := 8
	if stage := m.oracle.stage(); stage == "trial" || stage == "decision" { // courts take their time
		long = 6
	}
	switch n := even(0, 9).Draw(r, "pace"); {
	case n > long:
		gap = even(6, 60).Draw(r, "days")
	case n > 4:
		gap = even(1, 5).Draw(r, "days")
	case n == 4:
		if days := m.edges(dayOf(m.now)+1, dayOf(m.now)+60); len(days) > 0 {
			gap = int(pick(r, "edge", days) - dayOf(m.now))
		}
	}
	hour := pick(r, "hour", []int{8, 15}) // before and after reminders go out
	at := m.today().AddDays(gap).At(hour, 0)
	if !at.After(m.now) {
		at = m.now.Add(time.Minute)
	}
	m.now = at
}

// edges lists the days within a span on which something ends or is late for the first
// time: what is done on them tells a period from one that is a day longer.
func (m *model) edges(from, to day) []day {
	var all []day
	for _, d := range m.oracle.duties() {
		for _, x := range []day{d.from, d.safe, d.due, d.limit, d.limit + 1} {
			if d.running() && from <= x && x <= to {
				all = append(all, x)
			}
		}
	}
	return all
}

// drawWish draws somebody who wants something: mostly what is open to them.
func (m *model) drawWish(r *rapid.T, straight bool) *wish {
	kind := even(0, 11).Draw(r, "wish")
	if straight {
		kind = 1
	}
	switch {
	case kind >= 10 && len(m.wishes) > 0:
		return m.drawRepetition(r)
	case kind == 9: // whatever, whoever
		act := pick(r, "act", workflows.Acts)
		return m.request(act, pick(r, "who", people), m.drawInput(r, act, false))
	}
	acts := m.open(kind < 5)
	if kind == 5 || kind == 6 {
		acts = m.turns()
	}
	if kind == 8 || m.fussy && kind%2 == 0 { // one correction after the other
		acts = []*workflows.Act{workflows.ActNamed("propose_correction")}
		if m.oracle.pendingFix() != nil {
			acts = []*workflows.Act{workflows.ActNamed("confirm_correction")}
		}
	}
	act := pick(r, "act", acts)
	who := pick(r, "who", m.mayDo(act))
	return m.request(act, who, m.drawInput(r, act, straight))
}

// request wants something under a key of its own.
func (m *model) request(act *workflows.Act, who models.Actor, in fields) *wish {
	key := fmt.Sprintf("%d/%d", m.number, len(m.wishes))
	data, err := json.Marshal(in)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return m.wants(act, workflows.Request{Key: key, By: who, Input: data}, key)
}

// drawRepetition sends a key again: the same Update, another one as after a
// fresh run, or for something else.
func (m *model) drawRepetition(r *rapid.T) *wish {
	old := pick(r, "again", m.wishes)
	again := fmt.Sprintf("%d/%d again", m.number, len(m.wishes))
	switch n := even(0, 2).Draw(r, "how"); {
	case n == 0 && !old.refused() && old.first == nil:
		return m.wants(old.act, old.request, old.update)
	case n == 1:
		act := pick(r, "act", m.open(false))
		other := old.request
		other.By = pick(r, "who", m.mayDo(act))
		return m.wants(act, other, again)
	}
	return m.wants(old.act, old.request, again)
}

// open lists the acts that somebody can do now; with a direction, those that
// lead on from the stage at hand.
func (m *model) open(on bool) []*workflows.Act {
	var all, ahead []*workflows.Act
	for _, a := range workflows.Acts {
		if len(m.mayDo(a)) == 0 {
			continue
		}
		all = append(all, a)
		if m.leadsOn(a) {
			ahead = append(ahead, a)
		}
	}
	if on && len(ahead) > 0 {
		return ahead
	}
	return all
}

// turns lists what can be done now and seldom can: what answers something. What leads
// on, where there is nothing of the kind.
func (m *model) turns() []*workflows.Act {
	var all []*workflows.Act
	for _, a := range m.open(false) {
		if slices.Contains(answering, a.Name) && !(a.Name == "change_parties" && m.changed() > 1) {
			all = append(all, a)
		}
	}
	if len(all) > 0 {
		return all
	}
	return m.open(true)
}

// changed counts how often the parties have changed.
func (m *model) changed() int {
	n := 0
	for _, d := range m.oracle.done {
		if d.act == "change_parties" {
			n++
		}
	}
	return n
}

var answering = []string{
	"change_parties", "record_service", "record_appeal", "cancel_hearing", "check_entry", "report_remedy", "pass_remedy",
	"give_assistance", "acknowledge", "record_extension", "assign_lawyer", "return_review", "confirm_letter", "resume",
	"answer_appeal", "record_appeal_fee", "record_remand", "perform_judgment", "answer_retrial", "record_retrial_decision",
	"accept_loss_report", "return_loss_report", "apply_compensation", "record_payment", "answer_suggestion", "record_petition_answer", "issue_letter", "decline_correction", "file_with_court",
}

func (m *model) leadsOn(a *workflows.Act) bool {
	switch {
	case a.Name == "confirm_correction":
		return true
	case a.Name == "add_material" && m.oracle.missing() == 0:
		return false
	case a.Name == "require_principal" && len(m.oracle.grounds) > 0:
		return false
	case a.Name == "record_service":
		return len(m.oracle.appealed().decision.others) == 0
	}
	return slices.Contains(onward[m.oracle.stage()], a.Name)
}

func (m *model) mayDo(a *workflows.Act) []models.Actor {
	var who []models.Actor
	for _, p := range people {
		if m.oracle.closed(a.Name, asSomebody(p)) == nil {
			who = append(who, p)
		}
	}
	return who
}

// onward says which acts lead on from a stage, so that lawsuits get somewhere.
var onward = map[string][]string{
	"designation": {"designate_unit"},
	"answering":   {"answer_suggestion", "ask_assistance", "record_meeting"},
	"forwarding":  {"forward_materials"},
	"preparation": {"add_material", "submit_for_review"},
	"review":      {"approve_review"},
	"filing":      {"file_with_court"},
	"trial":       {"record_summons", "name_official", "record_hearing", "record_judgment", "record_obligation", "require_principal"},
	"decision":    {"record_service", "record_appeal", "record_remand", "record_effective"},
	"loss_report": {"file_loss_report"},
	"conclusion":  {"record_obligation", "record_compensation", "propose_correction", "record_remand", "conclude"},
	"following":   {"perform_judgment", "report_remedy", "pass_remedy", "answer_suggestion", "record_payment", "record_retrial_decision"},
	"archiving":   {"propose_correction", "record_retrial_application", "record_retrial_decision", "archive"},
}

// drawInput fills in an act: as it should be, with other values here and there,
// or with one field spoiled.
func (m *model) drawInput(r *rapid.T, a *workflows.Act, plain bool) fields {
	in := fields{}
	for _, f := range a.Fields {
		if f.Required {
			in[f.Name] = sample(f, m.today())
		}
	}
	if more := needed[a.Name]; more != nil {
		maps.Copy(in, more(m, r))
	}
	for _, f := range a.Fields {
		if !plain && even(0, 5).Draw(r, f.Name+"?") == 0 {
			in[f.Name] = m.drawValue(r, f)
		}
	}
	if a.Name == "propose_correction" {
		maps.Copy(in, m.drawCorrection(r))
	}
	if !plain && len(a.Fields) > 0 && even(0, 9).Draw(r, "spoiled?") == 0 {
		f := pick(r, "spoiled", a.Fields)
		in[f.Name] = pick(r, "nonsense", nonsense)
	}
	return in
}

// needed says, by act, what has to be filled in beyond what the fields declare, so
// that it is mostly right.
var needed = map[string]func(m *model, r *rapid.T) fields{
	"designate_unit": func(m *model, _ *rapid.T) fields {
		lead, joint, assisting := m.oracle.proposal()
		in := fields{"lead": lead, "joint": joint, "assisting": assisting}
		if m.oracle.lead != "" {
			in["reason"] = "职责所在"
		}
		return in
	},
	"give_assistance": func(m *model, _ *rapid.T) fields { return fields{"number": max(len(m.oracle.asks), 1)} },
	"add_material": func(m *model, _ *rapid.T) fields {
		kind := 1
		for kind < 6 && slices.ContainsFunc(m.oracle.pieces, func(p piece) bool { return p.kind == kind && !p.gone }) {
			kind++
		}
		return fields{"kind": kind, "title": fmt.Sprintf("材料%d", len(m.oracle.pieces)+1)}
	},
	"revise_material": func(m *model, _ *rapid.T) fields {
		return fields{"number": m.lastPiece(), "title": fmt.Sprintf("材料%d", len(m.oracle.pieces)+1)}
	},
	"void_material": func(m *model, _ *rapid.T) fields { return fields{"number": m.lastPiece()} },
	"record_order": func(m *model, r *rapid.T) fields {
		if m.oracle.reconsideration || rapid.Bool().Draw(r, "procedure changes") {
			return fields{"procedure": "summary"}
		}
		return fields{"evidence_deadline": m.today().AddDays(7)}
	},
	"apply_extension": func(m *model, _ *rapid.T) fields { return fields{"on": m.oracle.served} },
	"record_extension": func(m *model, r *rapid.T) fields {
		return pick(r, "answer", []fields{{"granted": false}, {"granted": true, "ceased_on": m.today()}, {"granted": true, "until": m.today().AddDays(30)}})
	},
	"record_summons": func(m *model, r *rapid.T) fields {
		return fields{"hearing_on": m.today().AddDays(even(0, 12).Draw(r, "hearing"))}
	},
	"require_principal": func(m *model, _ *rapid.T) fields {
		return fields{"item": len(m.oracle.grounds)%6 + 1, "document": "环司建〔2026〕1号"}
	},
	"file_with_court": func(m *model, r *rapid.T) fields {
		if rapid.Bool().Draw(r, "without a word") {
			return nil
		}
		return fields{"unreviewed_reason": "期限将届满", "missing_reason": "先行提交"}
	},
	"record_effective": func(m *model, r *rapid.T) fields {
		c := m.oracle.now()
		if c.decision == nil {
			return nil
		}
		from := max(m.oracle.lastAppeal(c), c.decision.served)
		return pick(r, "since", []fields{nil, {"on": min(from, dayOf(m.now))}, {"on": min(from+1, dayOf(m.now))}})
	},
	"name_official": func(m *model, r *rapid.T) fields {
		return fields{"employer": pick(r, "employer", m.oracle.organs()).unit, "rank": pick(r, "rank", []string{"principal", "deputy"})}
	},
	"record_payment": func(_ *model, r *rapid.T) fields {
		return pick(r, "paid", []fields{{"paid": "120000"}, {"paid": "100000.00"}, {"paid": "100000.00", "note": "扣除已付部分"}})
	},
	"record_hearing": func(m *model, _ *rapid.T) fields {
		if h := m.oracle.now().coming(); h != nil {
			return fields{"on": h.on, "official_attended": true}
		}
		return nil
	},
	"record_judgment": func(m *model, r *rapid.T) fields {
		if m.oracle.reconsideration {
			return pick(r, "outcome", []fields{{"outcome": "复议决定撤销"}, {"outcome": "维持"}, {"outcome": "中止行政复议"}, {"outcome": "调解结案"}})
		}
		level := m.oracle.now().level
		if m.oracle.advice { // no court gives anything
			level = "first"
		}
		in := fields{"outcome": pick(r, "outcome", decisive[level])}
		if m.oracle.now().decision != nil || even(0, 4).Draw(r, "interlocutory?") == 0 { // it ends nothing, and can come after the end
			in["outcome"] = pick(r, "interlocutory", interlocutory)
		}
		if most := map[any]int{"改判": 1}[in["outcome"]]; even(0, cmp.Or(most, 7)).Draw(r, "somebody says?") == 0 {
			in["lost"], in["lost_reason"] = rapid.Bool().Draw(r, "lost"), "以主文为准"
		}
		organs := m.oracle.organs()
		last := organs[len(organs)-1]
		switch even(0, 3).Draw(r, "each for itself?") {
		case 0:
			in["results"] = []fields{{"name": last.name, "outcome": pick(r, "its own", []string{"撤销", "驳回诉讼请求", "驳回起诉", "改判"})}}
		case 1:
			in["served"] = []fields{{"party": last.side(), "name": last.name, "on": m.today()}}
		}
		return in
	},
	"record_appeal": func(m *model, r *rapid.T) fields {
		who := pick(r, "appellant", m.oracle.ever)
		in := fields{"by": who.side, "name": who.name, "admitted": rapid.Bool().Draw(r, "admitted")}
		if who.side != "defendant" {
			in["copy_served_on"] = m.today()
		}
		return pick(r, "appeal", []fields{in, in, {"by": "plaintiff"}, {"by": "defendant"}, {"by": "plaintiff", "copy_served_on": m.today()}})
	},
	"record_withdrawal": func(m *model, r *rapid.T) fields {
		in := fields{"number": "（2026）鲁10行初15号之一"}
		if m.oracle.now().level == "second" {
			in["outcome"] = pick(r, "withdrawn", []string{"准许撤诉", "准许撤回上诉"})
		}
		return in
	},
	"change_parties": func(m *model, r *rapid.T) fields {
		who, next := pick(r, "who", m.oracle.ever), fmt.Sprintf("后来者%d", len(m.wishes))
		return pick(r, "change", []fields{
			{"kind": "join", "side": "third_party", "name": fmt.Sprintf("第三人%d", len(m.wishes)), "served_on": m.today()},
			{"kind": "join", "side": "defendant", "name": "张村镇人民政府", "unit": "张村镇", "served_on": m.today()},
			{"kind": "succeed", "side": "plaintiff", "name": fmt.Sprintf("承继人%d", len(m.wishes)), "replaces": m.oracle.ever[0].name},
			{"kind": "join", "side": "defendant", "name": "威海市环翠区城市管理局", "unit": "区城市管理局", "served_on": m.today()},
			{"kind": "join", "side": "defendant", "name": "威海市环翠区人民政府", "unit": "区政府", "served_on": m.today()},
			{"kind": "leave", "side": who.side, "name": who.name},
			{"kind": pick(r, "how", []string{"replace", "succeed"}), "side": who.side, "name": next, "replaces": who.name},
			{"kind": "succeed", "side": "defendant", "name": next, "unit": "张村镇", "replaces": "张村镇人民政府", "served_on": m.today()},
		})
	},
	"record_counsel": func(m *model, r *rapid.T) fields {
		who := pick(r, "whose", m.oracle.ever)
		agents := pick(r, "counsel", [][]string{nil, {"冯某某（律师）"}, {"冯某某（律师）", "蒋某某（近亲属）"}, {"甲某", "乙某", "丙某"}})
		return pick(r, "of whom", []fields{{"side": who.side, "name": who.name, "agents": agents}, {"side": who.side, "agents": agents}})
	},
	"record_case_number": func(m *model, _ *rapid.T) fields {
		return fields{"case_number": fmt.Sprintf("（2026）鲁1083行初%d号", 1000+m.number*50+len(m.wishes))}
	},
	"link_lawsuits": func(m *model, _ *rapid.T) fields {
		return fields{"case_number": fmt.Sprintf("（2025）鲁10行初%d号", 1+len(m.wishes)%3)}
	},
	"submit_for_review": func(m *model, r *rapid.T) fields {
		return pick(r, "missing", []fields{nil, {"missing_reason": "没有证据材料"}})
	},
	"file_loss_report": func(m *model, r *rapid.T) fields {
		return pick(r, "remedy", []fields{{"analysis": "程序违法"}, {"on_paper": true, "remedy_due": m.today().AddDays(15)}, {"analysis": "程序违法", "remedy_due": m.today().AddDays(15)}, {"on": pick(r, "a day", m.since(m.oracle.courts[m.oracle.reported()].effective))}})
	},
	"conclude": func(_ *model, r *rapid.T) fields {
		return pick(r, "unreviewed", []fields{nil, {"unreviewed_reason": "期限将至"}})
	},
	"pass_remedy": func(_ *model, r *rapid.T) fields {
		return pick(r, "remedied", []fields{{"passed": true}, {"passed": false, "opinion": "未附材料"}})
	},
	"record_review_hearing": func(m *model, r *rapid.T) fields {
		return fields{"hearing_on": m.today().AddDays(even(0, 12).Draw(r, "hearing"))}
	},
	"record_obligation": func(m *model, r *rapid.T) fields {
		in := pick(r, "until", []fields{{"days": 30}, {"due": m.today().AddDays(20)}, {"days": 20}})
		if p := m.oracle.now().advanced(""); p != nil && rapid.Bool().Draw(r, "before the judgment") {
			in["ruling"] = p.number
		}
		if organs := m.oracle.organs(); rapid.Bool().Draw(r, "whose duty") {
			in["name"] = pick(r, "who owes it", organs).name
		}
		return in
	},
	"record_remand": func(m *model, r *rapid.T) fields {
		if m.oracle.now().level == "retrial" {
			return pick(r, "to", []fields{nil, {"level": "second"}})
		}
		return nil
	},
	"record_retrial_application": func(m *model, r *rapid.T) fields {
		return pick(r, "application", []fields{{"by": "defendant"}, {"by": "plaintiff", "copy_served_on": m.today()}, {"by": "procuratorate"}, {"by": "procuratorate_letter"}})
	},
	"record_service": func(m *model, r *rapid.T) fields {
		who := pick(r, "served", m.oracle.ever)
		return fields{"party": who.side, "name": who.name}
	},
	"record_appeal_fee":       func(m *model, _ *rapid.T) fields { return fields{"notice_on": m.today()} },
	"accept_loss_report":      func(*model, *rapid.T) fields { return fields{"opinion": "纸质报告附卷"} },
	"record_retrial_decision": func(_ *model, r *rapid.T) fields { return fields{"accepted": rapid.Bool().Draw(r, "accepted")} },
	"record_suggestion": func(m *model, r *rapid.T) fields {
		kind := pick(r, "kind", workflows.ActNamed("record_suggestion").Fields[0].Choices).Value
		return fields{"kind": kind, "document": fmt.Sprintf("（2026）鲁10司建%d号", len(m.oracle.letters)+1)}
	},
	"explain_late": func(m *model, _ *rapid.T) fields {
		for _, d := range m.oracle.duties() {
			if d.state == "met_late" || d.state == "missed" || d.overdue(dayOf(m.now)) {
				return fields{"clock": d.id}
			}
		}
		return nil
	},
	"archive": func(_ *model, r *rapid.T) fields {
		return pick(r, "explained", []fields{nil, {"missing_reason": "原件由法院留存"}})
	},
}

// decisive are the kinds of paper that end an instance, the commoner ones more than once;
// interlocutory are those that do not.
var (
	decisive = map[string][]string{
		"first":       {"撤销", "撤销", "撤销并责令重作", "确认违法", "驳回诉讼请求", "驳回诉讼请求", "驳回起诉", "准许撤诉", "按撤诉处理", "调解结案", "其他判决", "行政赔偿"},
		"second":      {"驳回上诉，维持原判", "驳回上诉，维持原判", "改判", "改判", "撤销原判，发回重审", "撤销原裁定，指令继续审理", "准许撤回上诉", "按自动撤回上诉处理", "撤销原判，驳回起诉", "部分维持、部分改判", "准许撤诉", "确认违法，行政赔偿部分发回重审"},
		"examination": {"驳回再审申请", "驳回再审申请", "准许撤回再审申请"},
		"retrial":     {"再审维持原判", "改判", "撤销原判，发回重审", "撤销原裁定，指令继续审理", "终结再审程序", "准许撤回再审申请", "撤销"},
	}
	interlocutory = []string{"驳回管辖异议", "管辖异议成立，移送其他法院", "移送管辖", "驳回部分起诉", "停止执行", "先予执行", "先予执行", "中止诉讼", "补正裁判文书", "准许部分原告撤诉", "二审维持管辖裁定", "二审维持驳回部分起诉裁定", "二审撤销驳回部分起诉裁定，指令继续审理"}
)

// since lists some days from one on until today.
func (m *model) since(from day) []day {
	all := []day{dayOf(m.now)}
	for d := dayOf(m.now); d > from && len(all) < 10; d-- {
		all = append(all, d)
	}
	return all
}

// lastPiece is the number of the last paper that counts, 1 if there is none.
func (m *model) lastPiece() int {
	for n := len(m.oracle.pieces); n > 0; n-- {
		if !m.oracle.pieces[n-1].gone {
			return n
		}
	}
	return 1
}

// nonsense is what no field takes, or only some do: nothing, days that are none
// or too far off, a choice that nobody offers, a number below one.
var nonsense = []any{nil, "", "明天", "1989-01-01", "2026-02-30", "2099-01-01", "无此项", -1, []int{1}, fields{"x": 1}, strings.Repeat("长", 5000)}

// drawValue draws something that a field's declaration allows.
func (m *model) drawValue(r *rapid.T, f form.Field) any {
	today := m.today()
	if days := m.edges(m.oracle.served, dayOf(m.now)); f.Type == form.Date && len(days) > 0 && rapid.Bool().Draw(r, "edge?") {
		return pick(r, f.Name, days)
	}
	switch {
	case f.Type == form.Date && f.Past:
		return today.AddDays(-even(0, 20).Draw(r, f.Name))
	case f.Type == form.Date:
		return today.AddDays(even(-3, 60).Draw(r, f.Name))
	case f.Type == form.Choice:
		return pick(r, f.Name, f.Choices).Value
	case f.Type == form.Integer:
		return even(1, 3).Draw(r, f.Name)
	case f.Type == form.Flag:
		return rapid.Bool().Draw(r, f.Name)
	case f.Type == form.Unit:
		return pick(r, f.Name, []string{"区城市管理局", "张村镇", measures.JusticeBureau})
	case f.Type == form.Number:
		return nil // the court's numbers are the court's
	case f.Type == form.List:
		return []any{m.drawValue(r, form.Field{Name: f.Name, Type: f.Of, Choices: f.Choices, Example: f.Example})}
	case f.Name == "outcome":
		return pick(r, f.Name, measures.Effects).Name
	case f.Name == "name" || f.Name == "for" || f.Name == "employer":
		return m.drawName(r)
	}
	return sample(f, today)
}

// drawName draws somebody in the lawsuit, or a unit, or nobody.
func (m *model) drawName(r *rapid.T) string {
	names := []string{"区政府", "张村镇", "无此机关"}
	for _, p := range m.oracle.ever {
		names = append(names, p.name)
	}
	return pick(r, "whose", names)
}

// even draws a number of a range, each as likely as the others; rapid's own
// ranges lean to their ends, and lawsuits would seldom get far.
func even(from, to int) *rapid.Generator[int] {
	return rapid.Custom(func(r *rapid.T) int {
		n := 0
		for range 12 {
			n *= 2
			if rapid.Bool().Draw(r, "bit") {
				n++
			}
		}
		return from + n%(to-from+1)
	})
}

// pick draws one of a list, by its number: what is drawn is written to the log.
func pick[T any](r *rapid.T, label string, from []T) T {
	return from[even(0, len(from)-1).Draw(r, label)]
}

// drawCorrection draws an act that never happened, or happened on other days; or
// takes the last correction back.
func (m *model) drawCorrection(r *rapid.T) fields {
	done := m.oracle.done
	line := even(1, len(done)).Draw(r, "line")
	switch last := len(m.oracle.fixes) - 1; even(0, 5).Draw(r, "way") {
	case 0:
		return fields{"line": line, "void": true, "input": nil}
	case 1, 2:
		line = 1 // on which most clocks hang
	case 3, 4:
		if last >= 0 {
			line = m.oracle.fixes[last].line
			return fields{"line": line, "input": json.RawMessage(done[line-1].input)}
		}
	}
	var in fields
	if err := json.Unmarshal(done[line-1].input, &in); err != nil {
		r.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(in)) {
		text, _ := in[name].(string)
		if day, err := calendar.ParseDate(text); err == nil {
			in[name] = day.AddDays(even(-2, 1).Draw(r, name))
		}
	}
	return fields{"line": line, "input": in}
}
