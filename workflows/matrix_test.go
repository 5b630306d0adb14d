package workflows_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// TestEveryActFromEveryStageByEveryRole tries each act in each situation by each
// kind of person, and expects the answer that the act's declaration promises:
// its roles, its Open, and that nothing but a supplement is done in an archived
// file.
func TestEveryActFromEveryStageByEveryRole(t *testing.T) {
	m := matrix{T: t, accepted: map[string]int{}, closed: map[string]int{}, law: workflows.Bench{Law: today, Today: on(t, "2026-12-04")}}
	all := m.situations()
	m.checkReached(all)
	for _, s := range all {
		for _, a := range workflows.Acts {
			m.tryAll(s, a)
		}
	}
	m.checkActs()
	t.Logf("%d situations, %d acts, %d kinds of people", len(all), len(workflows.Acts), len(everybody()))
}

// TestArticle38_ActsHaveTheWordsOfAReconsideration: whatever is open in one is called as
// people call it there.
func TestArticle38_ActsHaveTheWordsOfAReconsideration(t *testing.T) {
	m := matrix{T: t, accepted: map[string]int{}, closed: map[string]int{}, law: workflows.Bench{Law: today, Today: on(t, "2026-12-04")}}
	courts := regexp.MustCompile("裁判|开庭|庭审|出庭|法院|诉讼|撤诉|原告|被告|败诉|上诉")
	for _, s := range m.situations() {
		for _, a := range workflows.Acts {
			if title := a.In(s.file.Kind).Title; s.file.Kind == measures.Reconsideration && a.OpenTo(&s.file, director, today) && courts.MatchString(title) {
				t.Errorf("%s: %s is called %s", s.name, a.Name, title)
			}
		}
	}
}

// matrix counts what became of the acts that were tried.
type matrix struct {
	*testing.T
	law              workflows.Bench
	accepted, closed map[string]int
}

// situation is a file as acts have made it.
type situation struct {
	name string
	file measures.File
	done []models.Done
}

// everybody returns one person of each role; of the unit roles one of each part
// that a unit can have: handling, assisting, asked for something, none.
func everybody() []models.Actor {
	var all []models.Actor
	for _, role := range models.Roles {
		units := []string{measures.JusticeBureau}
		if role.OfUnit() {
			units = []string{"区城市管理局", "张村镇", "区财政局", "区教育局"}
		}
		for _, unit := range units {
			name := string(role) + "/" + unit
			all = append(all, models.Actor{Username: name, Name: name, Role: role, Unit: unit})
		}
	}
	return all
}

// expects says what the declaration of an act promises to a person: Forbidden,
// NotOpen, or nothing where it depends on what is filled in. It looks at the
// facts themselves, not at how acts find out.
func (s situation) expects(a *workflows.Act, who models.Actor) models.Code {
	switch {
	case !slices.Contains(a.By, who.Role):
		return models.Forbidden
	case who.Role.OfUnit() && !slices.Contains(s.handling(), who.Unit) && !(a.Wider && slices.Contains(s.helping(), who.Unit)):
		return models.Forbidden
	case s.file.Struck != nil, s.file.Kind == measures.SuggestionOnly && !a.WithoutSuit, a.Archived && s.file.Archive == nil, s.file.Archive != nil && !a.Archived && !a.Afterwards,
		a.Open != nil && a.Open(&s.file, today) != "":
		return models.NotOpen
	}
	return ""
}

// handling names the units that handle the lawsuit: the designated ones, and the
// other organs that are in it; where the district is not sued nobody is designated.
func (s situation) handling() []string {
	var units []string
	if d := s.file.Designation; d != nil {
		units = append([]string{d.Lead}, d.Joint...)
	}
	for _, p := range s.file.Parties() {
		if p.Unit != "" && p.Unit != measures.DistrictGovernment && p.LeftOn.IsZero() {
			units = append(units, p.Unit)
		}
	}
	return units
}

// helping names the units that assist, or have been asked for something.
func (s situation) helping() []string {
	var units []string
	if d := s.file.Designation; d != nil {
		units = append(units, d.Assisting...)
	}
	for _, a := range s.file.Assistance {
		units = append(units, a.Unit)
	}
	return units
}

// tryAll lets everybody try an act in a situation.
func (m *matrix) tryAll(s situation, a *workflows.Act) {
	m.Helper()
	b := m.law
	b.Done = s.done
	r := workflows.Request{Key: "key", Input: input(m.T, filled(a, &s.file, b))}
	before := encoded(m.T, s.file)
	for _, r.By = range everybody() {
		cell := fmt.Sprintf("%s: %s by %s", s.name, a.Name, r.By.Username)
		m.try(cell, s, a, r, b)
		if after := encoded(m.T, s.file); after != before {
			m.Fatalf("%s changed the file that it was tried on:\n%s\n%s", cell, before, after)
		}
	}
}

// try is one cell.
func (m *matrix) try(cell string, s situation, a *workflows.Act, r workflows.Request, b workflows.Bench) {
	m.Helper()
	defer func() {
		if r := recover(); r != nil {
			m.Errorf("%s: panic: %v", cell, r)
		}
	}()
	o, refusal := a.Try(&s.file, r, b)
	want := s.expects(a, r.By)
	if refusal != nil {
		m.refused(cell, s, a, want, refusal)
		return
	}
	if want != "" {
		m.Errorf("%s was accepted, want %s", cell, want)
	}
	m.accepted[a.Name]++
	m.checkOutcome(cell, s, a, o, b)
}

// refused checks that a refusal is the declared one and says what people need:
// by which article, and where the lawsuit stands or which field is wrong.
func (m *matrix) refused(cell string, s situation, a *workflows.Act, want models.Code, refusal *models.Error) {
	m.Helper()
	stage := measures.StageOf(&s.file).TitleIn(s.file.Kind)
	switch want {
	case "":
		want = models.Invalid
		if len(refusal.Fields) == 0 {
			m.Errorf("%s: invalid, but no field is named: %s", cell, refusal.Detail)
		}
	case models.NotOpen:
		if a.Open == nil || s.file.Archive == nil {
			m.closed[a.Name]++
		}
		if refusal.Article != a.Article || refusal.Stage != stage || !strings.HasSuffix(refusal.Detail, "案件处于“"+stage+"”阶段。") {
			m.Errorf("%s: by %s at %s: %s", cell, refusal.Article, refusal.Stage, refusal.Detail)
		}
	}
	if refusal.Code != want || refusal.Article == "" || refusal.Detail == "" {
		m.Errorf("%s: refused as %s by %q, want %s: %s", cell, refusal.Code, refusal.Article, want, refusal.Detail)
	}
}

// checkOutcome checks what an accepted act has made of the file.
func (m *matrix) checkOutcome(cell string, s situation, a *workflows.Act, o workflows.Outcome, b workflows.Bench) {
	m.Helper()
	var again measures.File
	if err := json.Unmarshal([]byte(encoded(m.T, o.File)), &again); err != nil || !reflect.DeepEqual(again, o.File) {
		m.Errorf("%s: the file comes back otherwise: %v\n%+v\n%+v", cell, err, o.File, again)
	}
	if a.Name == "record_case_number" {
		return // the court has moved the lawsuit, or numbered it anew
	}
	if o.File.CaseNumber != s.file.CaseNumber || o.File.Instances[0].CaseNumber != s.file.Instances[0].CaseNumber {
		m.Errorf("%s changed the case number to %s", cell, o.File.CaseNumber)
	}
	for _, clock := range lost(b, &s.file, &o.File, a) {
		m.Errorf("%s lost the clock %s", cell, clock)
	}
}

// lost returns the clocks that ran before an act and are gone after it, although
// what set them off is still on file.
func lost(b workflows.Bench, before, after *measures.File, a *workflows.Act) []string {
	if a.Name == "confirm_correction" {
		return nil // what set a clock off may never have happened
	}
	if effective := func(f *measures.File) bool { return f.Current().Effective != nil }; effective(before) && !effective(after) {
		return nil // an appeal, or a later service, undoes what took effect too early
	}
	var gone []string
	clocks := b.Clocks(after)
	for _, c := range b.Clocks(before) {
		stays := slices.ContainsFunc(clocks, func(x measures.Clock) bool { return x.ID == c.ID })
		if c.State == measures.Running && !stays && !replaced(c, clocks, after) {
			gone = append(gone, c.ID)
		}
	}
	return gone
}

// replaced tells whether a clock is gone for one of the reasons for which it
// may: another procedure or the court's own date counts instead, the unit that
// owed it is no longer designated, or the case is not concluded any more.
func replaced(c measures.Clock, clocks []measures.Clock, f *measures.File) bool {
	counts := func(keys ...string) bool {
		return slices.ContainsFunc(clocks, func(x measures.Clock) bool { return slices.Contains(keys, x.Key) })
	}
	switch c.Key {
	case "evidence", "evidence_summary":
		return counts("evidence", "evidence_summary")
	case "reconsideration_reply", "reconsideration_reply_summary":
		return counts("reconsideration_reply", "reconsideration_reply_summary")
	case "reconsideration_review", "reconsideration_review_summary":
		return counts("reconsideration_review", "reconsideration_review_summary")
	case "acknowledge":
		d := f.Designation // an organ's own unit signs for nothing
		return d.Lead != c.Unit && !slices.Contains(d.Joint, c.Unit)
	case "archive":
		return f.Conclusion == nil
	case "appeal_judgment", "appeal_ruling", "loss_report", "remedy", "leader_filing": // it had left by then
		organ, ok := f.Organ(c.Organ)
		return ok && !organ.LeftOn.IsZero()
	}
	return false
}

// checkActs checks that every act was accepted somewhere, so that not all inputs
// were wrong, and was not open somewhere: by its own words where it has any, in
// an archived file otherwise.
func (m *matrix) checkActs() {
	m.Helper()
	for _, a := range workflows.Acts {
		if m.accepted[a.Name] == 0 {
			m.Errorf("%s was accepted nowhere", a.Name)
		}
		if m.closed[a.Name] == 0 {
			m.Errorf("%s was open everywhere", a.Name)
		}
	}
}

// checkReached checks that the situations hold every stage and every special one.
func (m *matrix) checkReached(all []situation) {
	m.Helper()
	special := map[string]func(f *measures.File) bool{
		"suspended": (*measures.File).Suspended,
		"withdrawn": func(f *measures.File) bool {
			d := f.Current().Decision()
			return d != nil && d.Outcome.Effect().Withdraws
		},
		"struck":            func(f *measures.File) bool { return f.Struck != nil },
		"checked":           func(f *measures.File) bool { return len(f.Entries) > 0 && f.Unchecked() == nil },
		"pending review":    func(f *measures.File) bool { return f.PendingReview() != nil },
		"pending extension": func(f *measures.File) bool { return f.PendingExtension("") != nil },
		"hearing pending":   func(f *measures.File) bool { return f.Current().Hearing() != nil },
		"a judgment remands": func(f *measures.File) bool {
			p := f.Current().Decision()
			return p != nil && p.Sends() != measures.SendsNowhere
		},
		"retrial pending":       func(f *measures.File) bool { return f.PendingRetrial() != nil },
		"correction pending":    func(f *measures.File) bool { return f.PendingCorrection() != nil },
		"concluded":             func(f *measures.File) bool { return f.Conclusion != nil && f.Archive == nil },
		"archived":              func(f *measures.File) bool { return f.Archive != nil },
		"against the district":  func(f *measures.File) bool { return f.Kind == measures.Litigation && f.AgainstDistrict() },
		"against a town alone":  func(f *measures.File) bool { return f.Kind == measures.Litigation && !f.AgainstDistrict() },
		"reconsideration":       func(f *measures.File) bool { return f.Kind == measures.Reconsideration },
		"a third new instance":  func(f *measures.File) bool { return len(f.Instances) > 2 },
		"a retrial":             func(f *measures.File) bool { return f.Current().Level == measures.Retrial },
		"a unit asked for help": func(f *measures.File) bool { return len(f.Assistance) > 0 },
	}
	for _, stage := range measures.Stage("").Choices() {
		special[stage.Value] = func(f *measures.File) bool { return string(measures.StageOf(f)) == stage.Value }
	}
	for name, is := range special {
		if !slices.ContainsFunc(all, func(s situation) bool { return is(&s.file) }) {
			m.Errorf("no situation is %s", name)
		}
	}
}

// course is a way that a lawsuit can take.
type course struct {
	notice fields
	steps  []step
}

// step is an act on a day. What is filled in is made from the act's fields,
// except for what stands here.
type step struct {
	day string
	who models.Actor
	act string
	but fields
}

// situations plays the courses; each prefix of each is a situation.
func (m *matrix) situations() []situation {
	m.Helper()
	var all []situation
	seen := map[string]bool{}
	for _, c := range courses() {
		s := m.opened(c.notice)
		for n := range len(c.steps) + 1 {
			if n > 0 {
				s = m.then(s, c.steps[n-1])
			}
			if key := encoded(m.T, s.file); !seen[key] {
				seen[key] = true
				all = append(all, s)
			}
		}
	}
	return all
}

func (m *matrix) opened(notice fields) situation {
	m.Helper()
	b, r := m.law, workflows.Request{By: clerk, Input: input(m.T, notice)}
	b.Today = on(m.T, "2026-03-02")
	opening := workflows.Register
	if notice["document"] != nil {
		opening = workflows.RegisterSuggestion
	}
	f, refusal := workflows.Open(opening, r, b)
	if refusal != nil {
		m.Fatalf("the notice was refused: %v %v", refusal, refusal.Fields)
	}
	return situation{
		name: f.CaseNumber, file: *f,
		done: []models.Done{{Act: opening.Name, By: clerk, On: b.Today, Law: b.Logic, Input: r.Input}},
	}
}

// then returns the situation after one more act, which must be accepted.
func (m *matrix) then(s situation, x step) situation {
	m.Helper()
	b := m.law
	b.Today, b.Done = on(m.T, x.day), s.done
	a := workflows.ActNamed(x.act)
	in := filled(a, &s.file, b)
	maps.Copy(in, x.but)
	r := workflows.Request{By: x.who, Input: input(m.T, in)}
	o, refusal := a.Try(&s.file, r, b)
	if refusal != nil {
		m.Fatalf("%s, then %s on %s: %v %v", s.name, x.act, x.day, refusal, refusal.Fields)
	}
	m.checkOutcome(s.name+", then "+x.act, s, a, o, b)
	return situation{
		name: fmt.Sprintf("%s, %d acts on, the last %s", o.File.CaseNumber, len(s.done), x.act), file: o.File,
		done: append(slices.Clone(s.done), models.Done{Act: x.act, By: x.who, On: b.Today, Law: b.Logic, Input: r.Input}),
	}
}

// courses lists the ways, the main line first; the others leave it somewhere.
func courses() []course {
	district := notice("（2026）鲁10行初1号", "2026-03-02")
	town := notice("（2026）鲁1002行初2号", "2026-03-02")
	town["defendants"] = []fields{{"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}}
	late := notice("（2026）鲁10行初3号", "2026-01-05")
	running := notice("（2026）鲁10行初4号", "2026-01-05")
	running["taken_over"] = true
	designated := []step{{"2026-03-03", clerk, "designate_unit", fields{"assisting": []string{"张村镇"}}}}
	prepared := append(slices.Clone(designated), step{"2026-03-03", clerk, "forward_materials", nil},
		step{"2026-03-04", unitClerk, "acknowledge", nil})
	prepared = append(prepared, papers("2026-03-05", unitClerk)...)
	filed := append(slices.Clone(prepared), step{"2026-03-09", unitClerk, "submit_for_review", nil},
		step{"2026-03-10", reviewer, "approve_review", nil}, step{"2026-03-11", unitClerk, "file_with_court", nil})
	heard := append(slices.Clone(filed), step{"2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"}},
		step{"2026-04-03", clerk, "issue_letter", nil}, step{"2026-04-07", unitClerk, "name_official", nil},
		step{"2026-04-10", unitClerk, "record_hearing", nil})
	judged := append(slices.Clone(heard), step{"2026-06-05", unitClerk, "record_judgment", nil})
	effective := append(slices.Clone(judged), step{"2026-06-23", unitClerk, "record_effective", nil})
	after := func(before []step, more ...step) []step { return append(slices.Clone(before), more...) }
	return []course{
		{district, after(effective, step{"2026-07-20", unitClerk, "file_loss_report", nil}, step{"2026-07-20", reviewer, "accept_loss_report", nil},
			step{"2026-07-21", clerk, "conclude", nil}, step{"2026-08-03", unitClerk, "archive", nil})},
		{district, after(designated, step{"2026-03-04", clerk, "ask_assistance", fields{"unit": "区财政局"}},
			step{"2026-03-04", unitClerk, "request_lawyer", nil}, step{"2026-03-04", unitClerk, "return_designation", nil},
			step{"2026-03-05", unitClerk, "apply_extension", nil}, step{"2026-03-06", unitClerk, "suspend", nil})},
		{district, after(prepared, step{"2026-03-09", unitClerk, "submit_for_review", nil}, step{"2026-03-10", reviewer, "return_review", nil},
			step{"2026-03-11", unitClerk, "propose_correction", nil})},
		{district, after(judged, step{"2026-06-08", unitClerk, "record_appeal", fields{"copy_served_on": "2026-06-08"}},
			step{"2026-06-09", unitClerk, "record_appeal", fields{"by": "defendant"}},
			step{"2026-08-10", unitClerk, "record_judgment", fields{"form": "ruling", "outcome": "撤销原判，发回重审", "lost": false}},
			step{"2026-08-20", unitClerk, "record_remand", nil})},
		{district, after(effective, step{"2026-06-24", unitClerk, "record_obligation", nil}, step{"2026-06-25", unitClerk, "record_compensation", nil},
			step{"2026-06-26", unitClerk, "apply_compensation", nil}, step{"2026-06-29", unitClerk, "record_suggestion", nil},
			step{"2026-07-01", unitClerk, "record_retrial_application", fields{"by": "procuratorate", "copy_served_on": "2026-07-01"}},
			step{"2026-08-03", unitClerk, "record_retrial_decision", nil})},
		{district, after(heard[:len(heard)-1], step{"2026-04-08", unitClerk, "record_withdrawal", fields{"number": "（2026）鲁10行初1号"}}, step{"2026-04-09", clerk, "conclude", nil})},
		{town, after(papers("2026-03-05", townClerk), step{"2026-03-10", townClerk, "file_with_court", nil},
			step{"2026-06-05", townClerk, "record_judgment", fields{"outcome": "驳回诉讼请求", "lost": false}})},
		{district, after(effective, step{"2026-06-24", unitClerk, "file_loss_report", fields{"remedy_due": "2026-08-31"}}, step{"2026-06-25", reviewer, "accept_loss_report", nil},
			step{"2026-06-25", unitClerk, "report_remedy", nil}, step{"2026-06-26", reviewer, "pass_remedy", nil},
			step{"2026-06-26", unitClerk, "record_obligation", nil}, step{"2026-07-21", clerk, "conclude", nil}, step{"2026-08-03", unitClerk, "archive", nil})},
		{district, []step{{"2026-03-03", director, "strike_off", nil}}},
		{district, after(designated, step{"2026-03-04", unitClerk, "record_petition", nil}, step{"2026-03-05", unitClerk, "record_petition_answer", nil})},
		{warned("2026-03-02"), []step{{"2026-03-03", unitClerk, "answer_suggestion", nil}, {"2026-03-04", clerk, "archive", nil}}},
		{late, []step{{"2026-03-03", clerk, "check_entry", nil}}},
		{running, []step{{"2026-03-03", clerk, "finish_takeover", nil}}},
		{reconsideration("威政复（2026）3号", "ordinary"), after(filed, step{"2026-04-30", unitClerk, "record_judgment", nil},
			step{"2026-04-30", unitClerk, "record_effective", nil})},
	}
}

// papers enters the five kinds that a response needs.
func papers(day string, who models.Actor) []step {
	var all []step
	for range 5 {
		all = append(all, step{day, who, "add_material", nil})
	}
	return all
}

// filled returns an input for an act that is right wherever the act is open:
// what its fields declare, done today, and what the file asks for besides.
func filled(a *workflows.Act, f *measures.File, b workflows.Bench) fields {
	in := fields{}
	for _, field := range a.Fields {
		if field.Required {
			in[field.Name] = sample(field, b.Today)
		}
	}
	if more := asked[a.Name]; more != nil {
		maps.Copy(in, more(f, b))
	}
	return in
}

// sample returns what a field's own declaration offers.
func sample(f form.Field, today calendar.Date) any {
	switch f.Type {
	case form.Date:
		if f.Past {
			return today
		}
		return today.AddDays(30)
	case form.Choice:
		return f.Choices[0].Value
	case form.Integer:
		return 1
	case form.Flag:
		return false
	case form.List:
		return []any{sample(form.Field{Type: f.Of, Choices: f.Choices, Example: "区城市管理局"}, today)}
	case form.Group:
		return samples(f.Fields, today)
	case form.Groups:
		return []any{samples(f.Fields, today)}
	}
	if f.Example == "" {
		return f.Label
	}
	return f.Example
}

func samples(all []form.Field, today calendar.Date) fields {
	in := fields{}
	for _, f := range all {
		if f.Required {
			in[f.Name] = sample(f, today)
		}
	}
	return in
}

// asked says, by act, what the file or the law asks for beyond the fields'
// declarations.
var asked = map[string]func(f *measures.File, b workflows.Bench) fields{
	"designate_unit":  func(*measures.File, workflows.Bench) fields { return fields{"reason": "职责所在"} },
	"give_assistance": func(f *measures.File, _ workflows.Bench) fields { return fields{"number": max(len(f.Assistance), 1)} },
	"add_material": func(f *measures.File, _ workflows.Bench) fields {
		kind := measures.MaterialItem(6)
		if missing := f.MissingMaterials(); len(missing) > 0 {
			kind = missing[0]
		}
		return fields{"kind": kind, "title": fmt.Sprintf("材料%d", len(f.Materials)+1)}
	},
	"revise_material": func(f *measures.File, _ workflows.Bench) fields {
		return fields{"number": paper(f), "title": fmt.Sprintf("材料%d", len(f.Materials)+1)}
	},
	"void_material": func(f *measures.File, _ workflows.Bench) fields { return fields{"number": paper(f)} },
	"record_order": func(f *measures.File, b workflows.Bench) fields {
		if f.Kind == measures.Reconsideration {
			return fields{"procedure": "summary"}
		}
		return fields{"evidence_deadline": b.Today.AddDays(7)}
	},
	"apply_extension": func(f *measures.File, _ workflows.Bench) fields { return fields{"on": f.ServedOn} },
	"file_with_court": func(*measures.File, workflows.Bench) fields { return fields{"unreviewed_reason": "期限将届满"} },
	"require_principal": func(f *measures.File, _ workflows.Bench) fields {
		return fields{"item": len(f.Principal)%6 + 1, "document": "环司建〔2026〕1号"}
	},
	"name_official": func(f *measures.File, _ workflows.Bench) fields {
		return fields{"employer": f.Employers()[0], "no_principal_reason": "另有公务"}
	},
	"record_hearing": func(f *measures.File, b workflows.Bench) fields {
		if h := f.Current().Hearing(); h != nil {
			return fields{"on": h.On, "official_attended": true}
		}
		return nil
	},
	"record_judgment": func(f *measures.File, _ workflows.Bench) fields {
		if f.Kind == measures.Reconsideration {
			return fields{"form": "decision", "outcome": "复议决定撤销", "lost": true}
		}
		return fields{"lost": true}
	},
	"pass_remedy": func(*measures.File, workflows.Bench) fields { return fields{"passed": true} },
	"record_withdrawal": func(*measures.File, workflows.Bench) fields {
		return fields{"number": "（2026）鲁10行初1号", "outcome": "准许撤诉"}
	},
	"record_case_number": func(*measures.File, workflows.Bench) fields {
		return fields{"case_number": "（2026）鲁1083行初9号"}
	},
	"record_service":          func(f *measures.File, _ workflows.Bench) fields { return fields{"name": f.Parties()[0].Name} },
	"record_appeal_fee":       func(_ *measures.File, b workflows.Bench) fields { return fields{"notice_on": b.Today} },
	"accept_loss_report":      func(*measures.File, workflows.Bench) fields { return fields{"opinion": "纸质报告附卷"} },
	"record_retrial_decision": func(*measures.File, workflows.Bench) fields { return fields{"accepted": true} },
	"record_suggestion": func(f *measures.File, _ workflows.Bench) fields {
		return fields{"document": fmt.Sprintf("（2026）鲁10司建%d号", len(f.Suggestions)+1)}
	},
	"explain_late": func(f *measures.File, b workflows.Bench) fields {
		for _, c := range b.Clocks(f) {
			if c.State == measures.MetLate || c.State == measures.Missed || c.Overdue(b.Today) {
				return fields{"clock": c.ID}
			}
		}
		return nil
	},
	"propose_correction": func(_ *measures.File, b workflows.Bench) fields {
		var notice fields
		if json.Unmarshal(b.Done[0].Input, &notice) == nil {
			notice["cause"] = fmt.Sprintf("%s（第%d次更正）", notice["cause"], len(b.Done))
		}
		return fields{"line": 1, "input": notice}
	},
	"file_loss_report": func(*measures.File, workflows.Bench) fields { return fields{"analysis": "程序违法"} },
	"archive":          func(*measures.File, workflows.Bench) fields { return fields{"missing_reason": "原件由法院留存"} },
}

// paper returns the number of the last paper that counts, 1 if there is none.
func paper(f *measures.File) int {
	for n := len(f.Materials); n > 0; n-- {
		if f.Materials[n-1].Counts() {
			return n
		}
	}
	return 1
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
