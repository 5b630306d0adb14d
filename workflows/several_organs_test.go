package workflows_test

import (
	"maps"
	"slices"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Where several organs of the district are in a lawsuit, what one of them does is not done
// for another, and what is left out is made good by nobody's guess.

const townName = "张村镇人民政府"

// against opens a lawsuit against the district government and a town.
func (m *matrix) against(more ...fields) situation {
	n := notice("（2026）鲁10行初401号", "2026-03-02")
	n["defendants"] = append([]fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, {"name": townName, "unit": "张村镇"}}, more...)
	return m.opened(n)
}

// all plays steps.
func (m *matrix) all(s situation, steps ...step) situation {
	m.Helper()
	for _, x := range steps {
		s = m.then(s, x)
	}
	return s
}

// refuses tries a step, which must be refused with a code.
func (m *matrix) refuses(what string, s situation, x step, code models.Code) {
	m.Helper()
	if _, refusal := m.tries(s, x); refusal == nil || refusal.Code != code {
		m.Errorf("%s: %v, want it %s", what, refusal, code)
	}
}

// tries judges a step.
func (m *matrix) tries(s situation, x step) (workflows.Outcome, *models.Error) {
	m.Helper()
	b := m.law
	b.Today, b.Done = on(m.T, x.day), s.done
	a := workflows.ActNamed(x.act)
	in := filled(a, &s.file, b)
	maps.Copy(in, x.but)
	return a.Try(&s.file, workflows.Request{By: x.who, Input: input(m.T, in)}, b)
}

func several(t *testing.T) *matrix {
	return &matrix{T: t, accepted: map[string]int{}, closed: map[string]int{}, law: workflows.Bench{Law: today, Today: on(t, "2026-12-04")}}
}

func TestSeveralOrgans_EachReportOfALossIsChecked(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil},
		step{"2026-06-05", unitClerk, "record_judgment", nil}, step{"2026-06-23", unitClerk, "record_effective", nil},
		step{"2026-06-25", unitClerk, "file_loss_report", nil}, step{"2026-06-26", townClerk, "file_loss_report", nil},
		step{"2026-07-06", reviewer, "return_loss_report", nil}, step{"2026-07-07", reviewer, "accept_loss_report", nil})
	reports := s.file.Current().LossReports
	if len(reports) != 2 || reports[0].Accepted || reports[0].CheckedOn.String() != "2026-07-06" || !reports[1].Accepted {
		t.Errorf("the reports are %+v", reports)
	}
	// The district's comes again; when the town's was checked is no matter.
	s = m.all(s, step{"2026-07-08", unitClerk, "file_loss_report", fields{"on": "2026-07-06"}})
	if s.file.OwesLossReport() {
		t.Error("a report is still owed")
	}
	m.refuses("before its own was sent back", m.all(m.then(s, step{"2026-07-09", reviewer, "return_loss_report", fields{"on": "2026-07-09"}})),
		step{"2026-07-10", unitClerk, "file_loss_report", fields{"on": "2026-07-08"}}, models.Invalid)
}

func TestSeveralOrgans_AnOrganIsKnownByItsUnit(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil},
		step{"2026-03-04", clerk, "record_order", fields{"name": "张村镇", "evidence_deadline": "2026-03-25"}},
		step{"2026-03-05", townClerk, "apply_extension", fields{"name": "张村镇"}})
	if got := s.file.Orders[0].Name + s.file.Extensions[0].Name; got != townName+townName {
		t.Errorf("the order and the application are of %s", got)
	}
	m.refuses("no later than its own last day", s, step{"2026-03-06", townClerk, "record_extension", fields{"granted": true, "until": "2026-03-25"}}, models.Invalid)
	s = m.all(s, step{"2026-03-06", townClerk, "record_extension", fields{"granted": true, "until": "2026-03-26"}},
		step{"2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10"}},
		step{"2026-03-23", townClerk, "name_official", fields{"employer": "张村镇", "name": "甲某"}},
		step{"2026-03-24", townClerk, "name_official", fields{"employer": townName, "name": "乙某"}})
	if o := s.file.Current().Hearing().Officials; len(o) != 1 || o[0].Name != "乙某" {
		t.Errorf("named are %+v", o)
	}
}

func TestSeveralOrgans_NobodyActsForAnother(t *testing.T) {
	m := several(t)
	s := m.against()
	m.refuses("the district's papers are reviewed before anybody handles them", s, step{"2026-03-03", townClerk, "submit_for_review", nil}, models.NotOpen)
	s = m.all(s, step{"2026-03-03", clerk, "designate_unit", nil}, step{"2026-03-03", clerk, "forward_materials", nil})
	m.refuses("a town signs for what was sent to others", s, step{"2026-03-04", townClerk, "acknowledge", nil}, models.Invalid)
	m.refuses("a town gives back what it was not given", s, step{"2026-03-04", townClerk, "return_designation", nil}, models.Invalid)
	s = m.all(s, step{"2026-03-09", townClerk, "file_with_court", fields{"missing_reason": "另附"}})
	if got := s.file.Filings[0].For; !slices.Equal(got, []string{townName}) {
		t.Errorf("the town's papers are of %v", got)
	}
	m.then(s, step{"2026-03-10", unitClerk, "return_designation", nil}) // the town's answer is not the district's
	m.refuses("more proof of nobody", s, step{"2026-03-11", unitClerk, "file_with_court", fields{"kind": "supplement", "for": []string{"无此机关"}}}, models.Invalid)
}

func TestSeveralOrgans_AnOutsidersAppealIsNotOurs(t *testing.T) {
	m := several(t)
	s := m.all(m.against(fields{"name": "威海市某某局"}), step{"2026-03-03", clerk, "designate_unit", nil}, step{"2026-06-05", unitClerk, "record_judgment", nil},
		step{"2026-06-08", unitClerk, "record_appeal", fields{"by": "defendant", "name": "威海市某某局"}})
	m.refuses("its fee", s, step{"2026-06-09", unitClerk, "record_appeal_fee", nil}, models.NotOpen)
	s = m.all(s, step{"2026-06-09", unitClerk, "record_appeal", fields{"by": "defendant", "name": "区政府"}},
		step{"2026-06-10", unitClerk, "record_appeal", fields{"by": "defendant", "name": townName}},
		step{"2026-06-11", unitClerk, "record_appeal_fee", fields{"paid_on": "2026-06-11"}}, step{"2026-06-12", townClerk, "record_appeal_fee", fields{"paid_on": "2026-06-12"}})
	a := s.file.Current().Appeals
	if !a[0].FeePaidOn.IsZero() || a[1].FeePaidOn.String() != "2026-06-11" || a[2].FeePaidOn.String() != "2026-06-12" {
		t.Errorf("the appeals are %+v", a)
	}
}

// 诉讼费用交纳办法第二十二条: each who appeals pays for itself.
func TestSeveralOrgans_EachPaysTheFeeOfItsOwnAppeal(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil}, step{"2026-06-05", unitClerk, "record_judgment", nil},
		step{"2026-06-09", unitClerk, "record_appeal", fields{"by": "defendant", "name": "区政府"}},
		step{"2026-06-10", unitClerk, "record_appeal", fields{"by": "defendant", "name": townName}},
		step{"2026-06-11", townClerk, "record_appeal_fee", fields{"notice_on": "2026-06-11"}},
		step{"2026-06-12", unitClerk, "record_appeal_fee", fields{"name": "区政府", "notice_on": "2026-06-12"}},
		step{"2026-06-15", townClerk, "record_appeal_fee", fields{"notice_on": "2026-06-11", "paid_on": "2026-06-15"}})
	a := s.file.Current().Appeals
	if a[0].FeeNoticeOn.String() != "2026-06-12" || !a[0].FeePaidOn.IsZero() || a[1].FeeNoticeOn.String() != "2026-06-11" || a[1].FeePaidOn.String() != "2026-06-15" {
		t.Errorf("the appeals are %+v", a)
	}
	m.refuses("twice", s, step{"2026-06-16", townClerk, "record_appeal_fee", fields{"paid_on": "2026-06-16"}}, models.Invalid)
	m.refuses("of who did not appeal", s, step{"2026-06-16", unitClerk, "record_appeal_fee", fields{"name": "无此机关", "paid_on": "2026-06-16"}}, models.Invalid)
}

func TestSeveralOrgans_WhoComesAgainHasAnotherName(t *testing.T) {
	m := several(t)
	leaves := fields{"kind": "leave", "side": "defendant", "name": townName}
	s := m.all(m.against(), step{"2026-03-05", clerk, "change_parties", leaves})
	again := fields{"kind": "join", "side": "defendant", "name": townName, "unit": "张村镇"}
	m.refuses("under the same name", s, step{"2026-04-05", clerk, "change_parties", again}, models.Invalid)
	again["name"] = townName + "（再次参加）"
	s = m.then(s, step{"2026-04-05", clerk, "change_parties", again})
	again["side"] = "third_party"
	m.refuses("on two sides at once", s, step{"2026-04-06", clerk, "change_parties", again}, models.Invalid)
}

// 行诉解释第八十五条: a mediation takes effect when the last has signed for it.
func TestArticle26_AMediationThatWasSignedLater(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil},
		step{"2026-06-05", unitClerk, "record_judgment", fields{"outcome": "调解结案", "lost": false}}, step{"2026-06-06", unitClerk, "record_effective", nil},
		step{"2026-06-08", clerk, "conclude", nil}, step{"2026-06-12", unitClerk, "record_service", nil})
	if s.file.Current().Effective != nil || s.file.Conclusion != nil {
		t.Error("it is still taken for effective and over")
	}
	m.refuses("before the last signature", s, step{"2026-06-12", unitClerk, "record_effective", fields{"on": "2026-06-11"}}, models.Invalid)
	m.then(s, step{"2026-06-12", unitClerk, "record_effective", nil})
}

// What an earlier decision ordered is performed on a day of its own, whatever was decided
// since.
func TestArticle26_PerformedBeforeTheRetrialWasDecided(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil},
		step{"2026-06-05", unitClerk, "record_judgment", nil}, step{"2026-06-23", unitClerk, "record_effective", nil}, step{"2026-06-24", unitClerk, "record_obligation", nil},
		step{"2026-07-01", unitClerk, "record_retrial_application", nil}, step{"2026-08-03", unitClerk, "record_retrial_decision", nil},
		step{"2026-11-02", unitClerk, "record_judgment", fields{"outcome": "再审维持原判", "lost": false}})
	m.then(s, step{"2026-11-03", unitClerk, "perform_judgment", fields{"on": "2026-08-20"}})
	m.refuses("before it was ordered", s, step{"2026-11-03", unitClerk, "perform_judgment", fields{"on": "2026-06-04"}}, models.Invalid)
}

// What is not effective any more cannot be retried.
func TestArticle26_NoRetrialOfWhatIsUndone(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil},
		step{"2026-06-05", unitClerk, "record_judgment", nil}, step{"2026-06-23", unitClerk, "record_effective", nil},
		step{"2026-07-01", unitClerk, "record_retrial_application", nil}, step{"2026-07-02", unitClerk, "record_appeal", fields{"admitted": true}})
	m.refuses("a retrial", s, step{"2026-07-10", unitClerk, "record_retrial_decision", nil}, models.Invalid)
	m.then(s, step{"2026-07-10", unitClerk, "record_retrial_decision", fields{"accepted": false}})
}

const cityName = "威海市环翠区城市管理局"

// twoUnits opens a lawsuit against a department and a town, for which no unit is designated.
func (m *matrix) twoUnits() situation {
	n := notice("（2026）鲁10行初402号", "2026-03-02")
	n["defendants"] = []fields{{"name": cityName, "unit": "区城市管理局"}, {"name": townName, "unit": "张村镇"}}
	return m.opened(n)
}

// met says which periods of a kind are met, by the organs that owe them.
func (m *matrix) met(s situation, key string) map[string]string {
	days := map[string]string{}
	for _, c := range measures.Clocks(&s.file, m.law.Law) {
		if c.Key == key {
			days[c.Unit] = c.MetOn.String()
		}
	}
	return days
}

func TestSeveralOrgans_EachAnswersForItselfWhereNoneIsDesignated(t *testing.T) {
	m := several(t)
	s := m.all(m.twoUnits(), step{"2026-03-12", townClerk, "file_with_court", fields{"missing_reason": "负责人本人应诉"}})
	if got := m.met(s, "evidence"); got["张村镇"] != "2026-03-12" || got["区城市管理局"] != "" {
		t.Errorf("the town has answered, and who has is %v", got)
	}
	if got := workflows.ActNamed("file_with_court").Doer(&s.file, today); got != "区城市管理局" {
		t.Errorf("the court waits for %s", got)
	}
	m.refuses("the town for the department", s, step{"2026-03-13", townClerk, "file_with_court", fields{"for": []string{cityName}, "missing_reason": "没有"}}, models.Invalid)
	s = m.all(s, step{"2026-03-16", unitClerk, "file_with_court", fields{"missing_reason": "负责人本人应诉"}})
	if got := m.met(s, "evidence"); got["区城市管理局"] != "2026-03-16" {
		t.Errorf("who has answered is %v", got)
	}
}

func TestSeveralOrgans_EachHasItsOwnPapers(t *testing.T) {
	m := several(t)
	s := m.twoUnits()
	for kind := 1; kind <= 5; kind++ {
		s = m.all(s, step{"2026-03-05", townClerk, "add_material", fields{"kind": kind, "title": "授权委托书"}})
	}
	m.refuses("the department has none of its own", s, step{"2026-03-12", unitClerk, "file_with_court", fields{"missing_reason": ""}}, models.Invalid)
	for kind := 1; kind <= 5; kind++ { // of the same titles
		s = m.all(s, step{"2026-03-06", unitClerk, "add_material", fields{"kind": kind, "title": "授权委托书"}})
	}
	s = m.all(s, step{"2026-03-12", unitClerk, "file_with_court", fields{"missing_reason": ""}})
	for i, m := range s.file.Materials {
		if want := []string{townName, cityName}[i/5]; m.Organ != want {
			t.Errorf("paper %d is of %s, want %s", i+1, m.Organ, want)
		}
	}
	m.refuses("a paper of the town's", s, step{"2026-03-13", unitClerk, "add_material", fields{"kind": 6, "title": "情况说明", "organ": townName}}, models.Invalid)
}

func TestSeveralOrgans_EachNamesItsOwnOfficialAndNotEarlierThanBefore(t *testing.T) {
	m := several(t)
	s := m.all(m.twoUnits(), step{"2026-03-20", clerk, "record_summons", fields{"hearing_on": "2026-04-10"}})
	m.refuses("the town for the department", s, step{"2026-03-23", townClerk, "name_official", fields{"employer": cityName, "name": "甲某"}}, models.Invalid)
	s = m.all(s, step{"2026-03-23", townClerk, "name_official", fields{"employer": townName, "name": "甲某", "on": "2026-03-23"}})
	m.refuses("another one on an earlier day", s, step{"2026-03-24", townClerk, "name_official", fields{"employer": townName, "name": "乙某", "on": "2026-03-20"}}, models.Invalid)
	m.all(s, step{"2026-03-24", townClerk, "name_official", fields{"employer": townName, "name": "乙某", "on": "2026-03-24"}})
}

func TestSeveralOrgans_EachAnswersAnAppealAndAnApplicationForARetrial(t *testing.T) {
	m := several(t)
	s := m.all(m.twoUnits(), step{"2026-06-05", clerk, "record_judgment", fields{"outcome": "确认违法", "lost": nil, "lost_reason": nil, "results": []fields{{"name": townName, "outcome": "驳回诉讼请求"}}}},
		step{"2026-06-12", clerk, "record_appeal", fields{"by": "plaintiff", "copy_served_on": "2026-06-12"}},
		step{"2026-06-20", townClerk, "answer_appeal", nil})
	if got := m.met(s, "appeal_answer"); got["张村镇"] != "2026-06-20" || got["区城市管理局"] != "" || len(got) != 2 {
		t.Errorf("answers to the appeal: %v", got)
	}
	m.refuses("the town a second time", s, step{"2026-06-21", townClerk, "answer_appeal", nil}, models.Invalid)
	s = m.all(s, step{"2026-06-22", unitClerk, "answer_appeal", nil})
	if a := s.file.Current().Appeals[0]; a.AnsweredOn.String() != "2026-06-22" {
		t.Errorf("all have answered on %s", a.AnsweredOn)
	}
	s = m.all(s, step{"2026-08-05", clerk, "record_judgment", fields{"outcome": "驳回上诉，维持原判", "lost": nil, "lost_reason": nil}}, step{"2026-08-06", clerk, "record_effective", nil},
		step{"2026-09-11", clerk, "record_retrial_application", fields{"by": "plaintiff", "on": "2026-09-10", "copy_served_on": "2026-09-11"}},
		step{"2026-09-20", unitClerk, "answer_retrial", nil})
	if got := m.met(s, "retrial_opinion"); got["区城市管理局"] != "2026-09-20" || got["张村镇"] != "" || len(got) != 2 {
		t.Errorf("opinions: %v", got)
	}
	if got := workflows.ActNamed("answer_retrial").Doer(&s.file, today); got != "张村镇" {
		t.Errorf("the court waits for %s", got)
	}
	if losers := s.file.Losers(); len(losers) != 1 || losers[0].Name != cityName {
		t.Errorf("lost have %v", losers)
	}
	m.refuses("the town reports the department's loss", s, step{"2026-08-10", townClerk, "file_loss_report", nil}, models.Invalid)
}

func TestARulingOnTheJurisdictionAnswersTheObjection(t *testing.T) {
	m := several(t)
	s := m.all(m.twoUnits(), step{"2026-03-05", unitClerk, "record_petition", fields{"kind": "jurisdiction", "ceased_on": nil}},
		step{"2026-03-20", clerk, "record_judgment", fields{"outcome": "驳回管辖异议", "made_on": "2026-03-19", "lost": nil, "lost_reason": nil}})
	if p := s.file.Petitions[0]; p.Answer == nil || p.Answer.Granted || p.Answer.On.String() != "2026-03-19" {
		t.Errorf("the objection: %+v", p.Answer)
	}
}

func TestASummonsLongAfterItsDayIsMarkedAndAccusesNobody(t *testing.T) {
	m := several(t)
	s := m.all(m.twoUnits(), step{"2026-06-20", clerk, "record_summons", fields{"hearing_on": "2026-04-10", "received_on": nil}})
	if s.file.Unchecked() == nil {
		t.Error("a hearing of April that is entered in June is not marked 补录")
	}
	today := on(t, "2026-06-20")
	if found := measures.Findings(&s.file, measures.Clocks(&s.file, m.law.Law), today); len(found) != 0 {
		t.Errorf("before it is checked: %v", found)
	}
	s = m.all(s, step{"2026-06-22", clerk, "check_entry", nil})
	if found := measures.Findings(&s.file, measures.Clocks(&s.file, m.law.Law), today); len(found) == 0 {
		t.Error("after it was checked nothing is found")
	}
}

func TestSeveralOrgans_OnlyThenIsItAskedWhichIsMeant(t *testing.T) {
	m := several(t)
	asks := func(s situation, act, field string) bool {
		fields := workflows.ActNamed(act).Offered(&s.file, clerk, m.law)
		return slices.ContainsFunc(fields, func(f form.Field) bool { return f.Name == field })
	}
	one, two := m.opened(notice("（2026）鲁10行初403号", "2026-03-02")), m.twoUnits()
	for act, field := range map[string]string{
		"add_material": "organ", "file_with_court": "for", "file_loss_report": "name", "answer_appeal": "organ", "answer_retrial": "organ",
		"apply_extension": "name", "record_order": "name", "record_petition": "name", "record_hearing": "others", "appoint_agents": "name",
	} {
		if asks(one, act, field) || !asks(two, act, field) {
			t.Errorf("%s asks for %s of one: %t, of two: %t", act, field, asks(one, act, field), asks(two, act, field))
		}
	}
}
