package workflows_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// What came out wrong when real lawsuits were told, and how it comes out right; see the
// table in real_story_test.go.

// A hearing of 2019 to which the head did not come.
func TestReal_NobodyIsReproachedWithAHearingOfBeforeTheMeasures(t *testing.T) {
	s := former(t, "（2019）鲁10行初63号", "2019-03-11", nil)
	s.gives("2019-03-12", "2019-03-19")
	s.past("record_summons", fields{"hearing_on": "2019-06-13", "received_on": "2019-05-30"})
	s.past("record_hearing", fields{"on": "2019-06-13", "official_attended": false, "absence_reason": "公务"})
	s.finds(entryDay, func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, entryDay)) {
			t.Errorf("found %+v", f)
		}
	})
	s.goesOn("2026-12-01")
}

// Two losses of before the Measures: a meeting of 2019 to which nobody came.
func TestReal_NorWithAMeeting(t *testing.T) {
	s := former(t, "（2019）鲁10行初60号", "2019-03-11", nil)
	s.gives("2019-03-12", "2019-03-19")
	s.past("record_meeting", fields{"on": "2019-03-14", "form": "analysis", "subject": "程序", "attended": []string{"区城市管理局"}, "absent": []string{"张村镇"}})
	s.finds(entryDay, func(p workflows.Picture) {
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, entryDay)) {
			t.Errorf("found %+v", f)
		}
	})
	s.goesOn("2026-12-01")
}

// 城阳: a designated court, a hearing on a Saturday, two lawyers alone; lost.
func TestReal_Chengyang(t *testing.T) {
	s := former(t, "（2013）威行初字第40号", "2013-03-04", fields{"plaintiffs": []string{"纪某某"}, "evidence_deadline": "2013-03-19"})
	s.gives("2013-03-05", "2013-03-12")
	s.rules("（2013）威行初字第40号之一", "指定管辖", "2013-03-25", "2013-03-27", fields{"court": "乳山市人民法院"})
	s.stands(entryDay, measures.Trying)
	s.past("record_case_number", fields{"on": "2013-04-03", "case_number": "（2013）乳行初字第9号"})
	lawyer := func(name string) fields {
		return fields{"name": name, "kind": "outside_lawyer", "employer": "某某律师事务所", "authority": "general"}
	}
	s.pastRefused("appoint_agents", fields{"agents": []fields{lawyer("冯某"), lawyer("褚某")}}, "第十六条第一款")
	s.past("record_summons", fields{"hearing_on": "2013-05-11", "received_on": "2013-04-24"}) // a Saturday
	s.past("record_hearing", fields{"on": "2013-05-11", "official_attended": false, "absence_reason": "仅委托律师出庭"})
	s.pastRefused("record_judgment", courtPaper("（2013）乳行初字第9号", "撤销", "2013-05-10"), "第二十五条")
	s.rules("（2013）乳行初字第9号", "撤销", "2013-06-14", "2013-06-18", nil)
	s.serves("plaintiff", "纪某某", "2013-06-19")
	s.takesEffect("2013-07-05", "2013-06-18", "第二十五条")
	s.past("file_loss_report", fields{"on": "2013-07-12", "analysis": "程序违法"})
	s.isOver("2013-07-15", "2013-08-09")
	s.comesTo(upshot{effective: "2013-07-05", lost: "区政府", clocks: `
		forward 2013-03-06 met
		evidence 2013-03-19 met
		review void
		leader_filing/first/1 void
		appeal_judgment void
		retrial_application void
		loss_report 2013-07-15 met
		archive 2013-08-14 met`})
}

// A response of 2013 that went to the court on the last day was not "missed" at a review that came in 2023.
func TestReal_NoReviewWasOwedIn2013(t *testing.T) {
	s := former(t, "（2013）威行初字第41号", "2013-03-04", fields{"evidence_deadline": "2013-03-19"})
	s.gives("2013-03-05", "2013-03-19")
	s.state(entryDay, "review", measures.Void, "")
	s.goesOn("2026-12-01")
}

// 行诉解释119: a retrial by first-instance procedure: its decision can be appealed, whatever it says.
func retriedAtFirst(t *testing.T, first, outcome string) *story {
	s := former(t, "（2016）鲁1002行初88号", "2016-05-09", sole("区城市管理局"))
	s.sends("2016-05-20")
	s.rules("（2016）鲁1002行初88号", first, "2016-08-15", "2016-08-18", nil)
	s.serves("plaintiff", "王某某", "2016-08-19")
	s.takesEffect("2016-09-06", "2016-08-18", "第二十五条")
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2016-12-15"})
	s.past("record_retrial_decision", fields{"on": "2017-06-20", "accepted": true, "case_number": "（2017）鲁1002行再2号"})
	s.rules("（2017）鲁1002行再2号", outcome, "2017-10-23", "2017-10-25", fields{"served": []fields{{"party": "plaintiff", "name": "王某某", "on": "2017-10-26"}}})
	s.pastRefused("record_effective", fields{"on": "2017-11-10", "received_on": "2017-10-25"}, "第二十五条")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2017-11-08"})
	s.stands(entryDay, measures.Trying)
	s.goesOn("2026-12-01")
	return s
}

func TestReal_RetriedByFirstProcedureAndUpheld(t *testing.T) {
	retriedAtFirst(t, "驳回诉讼请求", "再审维持原判")
}

func TestReal_RetriedByFirstProcedureAndReversed(t *testing.T) {
	retriedAtFirst(t, "驳回诉讼请求", "改判")
}

func TestReal_RetriedByFirstProcedureAndRevoked(t *testing.T) {
	retriedAtFirst(t, "驳回诉讼请求", "撤销")
}

func TestReal_RetriedByFirstProcedureAndDismissed(t *testing.T) {
	s := former(t, "（2016）鲁1002行初89号", "2016-05-09", sole("区城市管理局"))
	s.sends("2016-05-20")
	s.rules("（2016）鲁1002行初89号", "撤销", "2016-08-15", "2016-08-18", nil)
	s.serves("plaintiff", "王某某", "2016-08-19")
	s.takesEffect("2016-09-06", "2016-08-18", "第二十五条")
	s.past("record_retrial_application", fields{"by": "plaintiff", "on": "2016-12-15"})
	s.past("record_retrial_decision", fields{"on": "2017-06-20", "accepted": true, "case_number": "（2017）鲁1002行再3号"})
	s.rules("（2017）鲁1002行再3号", "撤销原判，驳回起诉", "2017-10-23", "2017-10-25", fields{"served": []fields{{"party": "plaintiff", "name": "王某某", "on": "2017-10-26"}}})
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2017-11-03"})
	s.goesOn("2026-12-01")
}

// Taken up at a retrial that follows the first instance's procedure: its decision can be appealed.
func TestReal_TakenUpAtARetrialByFirstProcedure(t *testing.T) {
	before := []fields{{"level": "first", "court": "威海市环翠区人民法院", "case_number": "（2016）鲁1002行初20号", "outcome": "驳回诉讼请求", "made_on": "2016-11-01", "served_on": "2016-11-04"}}
	special := sole("区城市管理局")
	special["level"], special["before"], special["court"] = "retrial", before, "威海市环翠区人民法院"
	s := former(t, "（2018）鲁1002行再5号", "2018-11-12", special)
	s.rules("（2018）鲁1002行再5号", "撤销", "2018-12-24", "2018-12-26", nil)
	s.pastRefused("record_effective", fields{"on": "2018-12-26", "received_on": "2018-12-26"}, "第二十五条")
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-01-08"})
	s.goesOn("2026-12-01")
}

// 行诉解释119: by whose procedure a retrial goes that is taken up here, and who can appeal.
func TestTakenUpAtARetrial(t *testing.T) {
	decided := func(level, outcome string) fields {
		return fields{"level": level, "court": "威海市中级人民法院", "case_number": "（2016）鲁10行初20号", "outcome": outcome, "made_on": "2016-11-01"}
	}
	first, second := decided("first", "驳回诉讼请求"), decided("second", "驳回上诉，维持原判")
	for _, row := range []struct {
		name     string
		before   []fields
		elevated bool
		law      measures.Logic
		want     measures.Level
	}{
		{"only the first instance had decided", []fields{first}, false, measures.Letters, measures.First},
		{"and a court above takes it up itself", []fields{first}, true, measures.Letters, measures.Second},
		{"the second had", []fields{first, second}, false, measures.Letters, measures.Second},
		{"the appeal was withdrawn", []fields{first, decided("second", "准许撤回上诉")}, false, measures.Letters, measures.First},
		{"retried a second time", []fields{first, decided("retrial", "再审维持原判")}, false, measures.Letters, measures.First},
		{"retried a second time, after an appeal", []fields{first, decided("retrial", "再审维持原判"), second}, false, measures.Letters, measures.Second},
		{"before Letters nobody knew", []fields{first}, false, measures.Papers, ""},
	} {
		n := notice("（2018）鲁1002行再5号", "2018-11-12")
		n["level"], n["before"], n["elevated"] = "retrial", row.before, row.elevated
		b := workflows.Bench{Law: today, Today: on(t, entryDay)}
		b.Logic = row.law
		f, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, b)
		if refusal != nil {
			t.Errorf("%s: %v %v", row.name, refusal, refusal.Fields)
			continue
		}
		if got := f.Current().As; got != row.want {
			t.Errorf("%s: by that of %q, want %q", row.name, got, row.want)
		}
	}
}

// The plaintiff alone appealed, for more; the second instance gave more by 改判.
func TestReal_ReversedForThePlaintiff(t *testing.T) {
	s := former(t, "（2019）鲁1002行初90号", "2019-05-06", sole("区城市管理局"))
	s.sends("2019-05-17")
	s.rules("（2019）鲁1002行初90号", "行政赔偿", "2019-08-12", "2019-08-15", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2019-08-20", "case_number": "（2019）鲁10行终90号"})
	s.pastRefused("record_judgment", courtPaper("（2019）鲁10行终90号", "改判", "2019-12-02"), "第二十七条")
	s.rules("（2019）鲁10行终90号", "改判", "2019-12-02", "2019-12-02", fields{"lost": true, "lost_reason": "增加赔偿数额"})
	s.takesEffect("2019-12-02", "2019-12-02", "第二十六条第一款")
	s.stands(entryDay, measures.Reporting)
	s.goesOn("2026-12-01")
}

// 沙坪坝 with an appeal of the one that had lost: 改判 in its favour is no loss of the other.
func TestReal_ReversedForOneOfTwo(t *testing.T) {
	const center = "里口山管理服务中心"
	s := former(t, "（2019）鲁10行初59号", "2019-03-11", fields{"defendants": beside(center, center)})
	s.gives("2019-03-12", "2019-03-19")
	s.rules("（2019）鲁10行初59号", "确认违法", "2019-07-22", "2019-07-25", fields{"results": []fields{{"name": "区政府", "outcome": "驳回诉讼请求"}}})
	s.past("record_appeal", fields{"by": "defendant", "name": center, "on": "2019-08-05", "case_number": "（2019）鲁行终59号"})
	s.pastRefused("record_judgment", courtPaper("（2019）鲁行终59号", "改判", "2019-12-02"), "第二十七条")
	half := courtPaper("（2019）鲁行终59号", "改判", "2019-12-02")
	half["results"] = []fields{{"name": center, "outcome": "改判", "lost_reason": "确认合法"}}
	s.pastRefused("record_judgment", half, "第二十七条") // and the district?
	s.rules("（2019）鲁行终59号", "改判", "2019-12-02", "2019-12-02", fields{"lost_reason": "撤销原判，驳回全部诉讼请求"})
	s.past("record_effective", fields{"on": "2019-12-02", "received_on": "2019-12-02"})
	s.finds(entryDay, func(p workflows.Picture) {
		if got := losers(p); got != "" {
			t.Errorf("lost by %q", got)
		}
	})
	s.goesOn("2026-12-01")
}

// The plaintiff appealed before the town had the judgment: its own time runs from its own service.
func TestReal_ServedAfterAnotherHadAppealed(t *testing.T) {
	s := former(t, "（2022）鲁10行初513号", "2022-11-14", fields{"defendants": beside(townName, "张村镇")})
	s.gives("2022-11-15", "2022-11-22")
	s.rules("（2022）鲁10行初513号", "撤销", "2023-05-22", "2023-05-25", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2023-05-26"})
	s.serves("defendant", townName, "2023-05-29")
	s.past("record_appeal", fields{"by": "defendant", "name": townName, "on": "2023-06-12"})
	s.goesOn("2026-12-01")
}

// The town's judgment was served on it later than on the district, and nobody had said so
// when the effect was put on file.
func TestReal_AnOrganServedLaterThanTheEffect(t *testing.T) {
	s := former(t, "（2022）鲁10行初515号", "2022-11-14", fields{"defendants": beside(townName, "张村镇")})
	s.gives("2022-11-15", "2022-11-22")
	s.rules("（2022）鲁10行初515号", "撤销", "2023-05-22", "2023-05-25", fields{"served": []fields{{"party": "plaintiff", "name": "王某某", "on": "2023-05-25"}}})
	s.takesEffect("2023-06-10", "2023-05-25", "第二十五条")
	s.serves("defendant", townName, "2023-05-29")
	s.stands(entryDay, measures.Deciding)
	s.past("record_appeal", fields{"by": "defendant", "name": townName, "on": "2023-06-12"})
	s.goesOn("2026-12-01")
}

func TestReal_ServedLaterByACorrection(t *testing.T) {
	s := former(t, "（2022）鲁10行初516号", "2022-11-14", fields{"defendants": beside(townName, "张村镇")})
	s.gives("2022-11-15", "2022-11-22")
	s.rules("（2022）鲁10行初516号", "撤销", "2023-05-22", "2023-05-25", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2023-05-26"})
	right := courtPaper("（2022）鲁10行初516号", "撤销", "2023-05-25")
	right["made_on"], right["served"] = "2023-05-22", []fields{{"party": "defendant", "name": townName, "on": "2023-05-29"}}
	s.past("propose_correction", fields{"line": 5, "input": right, "reason": "以送达回证为准"})
	s.does(entryDay, director, "confirm_correction", fields{})
	s.past("record_appeal", fields{"by": "defendant", "name": townName, "on": "2023-06-12"})
	s.goesOn("2026-12-01")
}

// 舒兰, where the ruling itself names the other court: the old number was the old court's.
func TestReal_TheOldNumberIsOfTheOldCourt(t *testing.T) {
	s := former(t, "（2015）威行初字第9号", "2015-04-24", fields{"evidence_deadline": "2015-05-11"})
	s.rules("（2015）威行初字第9号", "移交审理", "2015-04-21", "2015-04-24", fields{"court": "威海市环翠区人民法院"})
	s.past("record_case_number", fields{"on": "2015-05-06", "case_number": "（2015）威环行初字第36号"})
	s.finds(entryDay, func(p workflows.Picture) {
		if in := p.File.Current(); len(in.Former) != 1 || in.Former[0].Court != "威海市中级人民法院" {
			t.Errorf("before it was %+v", in.Former)
		}
	})
	s.goesOn("2026-12-01")
}

// A number belongs to the court that gave it, whichever of the two is known first.
func TestNumbersAreOfTheCourtThatGaveThem(t *testing.T) {
	const old, next, third = "（2015）威行初字第9号", "（2015）威环行初字第36号", "（2015）乳行初字第7号"
	const city, district, county = "威海市中级人民法院", "威海市环翠区人民法院", "乳山市人民法院"
	on1, on2 := on(t, "2015-05-06"), on(t, "2015-05-20")
	law := today
	before := today
	before.Logic = measures.Papers
	for _, row := range []struct {
		name string
		law  measures.Law
		do   func(in *measures.Instance, l measures.Law)
		want []measures.Former
	}{
		{"both at once", law, func(in *measures.Instance, l measures.Law) { in.Renumber(next, district, on1, l) }, []measures.Former{{CaseNumber: old, Court: city, Until: on1}}},
		{"the court, then the number", law, func(in *measures.Instance, l measures.Law) {
			in.Renumber("", district, on1, l)
			in.Renumber(next, "", on2, l)
		}, []measures.Former{{CaseNumber: old, Court: city, Until: on1}}},
		{"another number of the same court", law, func(in *measures.Instance, l measures.Law) { in.Renumber(next, "", on1, l) }, []measures.Former{{CaseNumber: old, Court: city, Until: on1}}},
		{"two numbers, one after the other", law, func(in *measures.Instance, l measures.Law) {
			in.Renumber(next, district, on1, l)
			in.Renumber(third, "", on2, l)
		}, []measures.Former{{CaseNumber: old, Court: city, Until: on1}, {CaseNumber: next, Court: district, Until: on2}}},
		{"sent on before the first had a number for it", law, func(in *measures.Instance, l measures.Law) {
			in.Renumber("", district, on1, l)
			in.Renumber("", county, on2, l)
			in.Renumber(third, "", on2, l)
		}, []measures.Former{{CaseNumber: old, Court: city, Until: on1}, {Court: district, Until: on2}}},
		{"before Letters", before, func(in *measures.Instance, l measures.Law) {
			in.Renumber("", district, on1, l)
			in.Renumber(next, "", on2, l)
		}, []measures.Former{{CaseNumber: old, Court: city, Until: on1}, {CaseNumber: old, Court: district, Until: on2}}},
	} {
		in := measures.Instance{CaseNumber: old, Court: city}
		row.do(&in, row.law)
		if !slices.Equal(in.Former, row.want) {
			t.Errorf("%s: %+v, want %+v", row.name, in.Former, row.want)
		}
	}
}

// Taken up at second instance: two organs with two results below.
func TestReal_TakenUpWithTwoResults(t *testing.T) {
	const center = "里口山管理服务中心"
	before := []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2018）鲁10行初20号", "outcome": "确认违法", "made_on": "2018-11-01",
		"results": []fields{{"name": "区政府", "outcome": "驳回诉讼请求"}}}}
	s := former(t, "（2019）鲁行终20号", "2019-01-14", fields{"court": "山东省高级人民法院", "level": "second", "appellant": "plaintiff", "before": before, "defendants": beside(center, center)})
	s.past("designate_unit", fields{"lead": "区城市管理局"})
	s.past("forward_materials", fields{"on": "2019-01-15"})
	s.rules("（2019）鲁行终20号", "驳回上诉，维持原判", "2019-05-06", "2019-05-09", nil)
	s.takesEffect("2019-05-09", "2019-05-09", "第二十六条第一款")
	s.finds(entryDay, func(p workflows.Picture) {
		if got := losers(p); got != center {
			t.Errorf("lost by %q", got)
		}
	})
	s.goesOn("2026-12-01")
}

// What earlier instances decided is judged as a paper of their level is.
func TestWhatEarlierInstancesDecided(t *testing.T) {
	const center = "里口山管理服务中心"
	paper := func(level, outcome string, more fields) fields {
		in := fields{"level": level, "court": "威海市中级人民法院", "case_number": "（2016）鲁10行初20号", "outcome": outcome, "made_on": "2016-11-01"}
		for k, v := range more {
			in[k] = v
		}
		return in
	}
	results := func(name, outcome string, more ...string) fields {
		r := fields{"name": name, "outcome": outcome}
		if len(more) > 0 {
			r["lost_reason"] = more[0]
		}
		return fields{"results": []fields{r}}
	}
	lost := paper("first", "撤销", nil)
	for _, row := range []struct {
		name   string
		before []fields
		wrong  string // the field
	}{
		{"two results", []fields{paper("first", "撤销", results("区政府", "驳回诉讼请求"))}, ""},
		{"of who is not sued", []fields{paper("first", "撤销", results("张村镇", "驳回诉讼请求"))}, "before.0.results.0.name"},
		{"of a kind that nobody knows", []fields{paper("first", "撤销", results("区政府", "胜诉"))}, "before.0.results.0.outcome"},
		{"of a kind that the first instance does not give", []fields{paper("first", "撤销", results("区政府", "改判"))}, "before.0.results.0.outcome"},
		{"of which nobody can tell", []fields{lost, paper("second", "驳回上诉，维持原判", results("区政府", "改判"))}, "before.1.results.0.lost_reason"},
		{"and somebody says", []fields{lost, paper("second", "驳回上诉，维持原判", results("区政府", "改判", "撤销一审判决"))}, ""},
		{"a loss turned round", []fields{lost, paper("second", "改判", nil)}, "before.1.lost_reason"},
		{"and somebody says", []fields{lost, paper("second", "改判", fields{"lost_reason": "驳回诉讼请求"})}, ""},
		{"a victory turned round", []fields{paper("first", "驳回诉讼请求", nil), paper("second", "改判", nil)}, ""},
		{"upheld, and nobody knows what", []fields{paper("second", "驳回上诉，维持原判", nil)}, "before.0.lost_reason"},
	} {
		n := notice("（2018）最高法行再5号", "2018-11-12")
		n["level"], n["before"], n["defendants"] = "retrial", row.before, beside(center, center)
		_, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, workflows.Bench{Law: today, Today: on(t, entryDay)})
		wrong := ""
		if refusal != nil {
			for _, f := range refusal.Fields {
				wrong += f.Field
			}
		}
		if wrong != row.wrong {
			t.Errorf("%s: wrong is %q, want %q", row.name, wrong, row.wrong)
		}
	}
}

// Taken up at a later instance: who handles it is still to be said.
func TestReal_TakenUpAndNobodyHandlesIt(t *testing.T) {
	before := []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2016）鲁10行初20号", "outcome": "驳回诉讼请求", "made_on": "2016-11-01"},
		{"level": "second", "court": "山东省高级人民法院", "case_number": "（2017）鲁行终20号", "outcome": "撤销并责令重作", "made_on": "2017-05-10"}}
	s := former(t, "（2018）最高法行再128号", "2018-11-12", fields{"court": "最高人民法院", "level": "retrial", "before": before})
	s.stands(entryDay, measures.Designating)
	s.finds(entryDay, func(p workflows.Picture) {
		if len(p.Awaits) == 0 || p.Awaits[0] != "designate_unit" {
			t.Errorf("it waits for %v", p.Awaits)
		}
	})
	s.goesOn("2026-12-01")
}

// 湖州: the ruling on part of the suit was appealed before the rest was decided.
func TestReal_AnAppealAgainstAPartRuling(t *testing.T) {
	s := former(t, "（2015）威行初字第28号", "2015-06-01", fields{"third_parties": []string{"卢某某"}})
	s.gives("2015-06-02", "2015-06-09")
	s.rules("（2015）威行初字第28-1号", "驳回部分起诉", "2015-08-14", "2015-08-17", nil)
	s.past("record_appeal", fields{"by": "plaintiff", "on": "2015-08-24"})
	s.stands(entryDay, measures.Trying)
	s.pastRefused("record_judgment", courtPaper("（2015）威行终字第90号", "驳回上诉，维持原裁定", "2015-10-15"), "第二十五条") // which ends an instance
	s.rules("（2015）威行终字第90号", "二审维持驳回部分起诉裁定", "2015-10-12", "2015-10-15", nil)
	s.past("record_appeal", fields{"by": "third_party", "on": "2015-08-26"})
	s.rules("（2015）威行终字第91号", "二审撤销驳回部分起诉裁定，指令继续审理", "2015-10-12", "2015-10-15", nil)
	s.stands(entryDay, measures.Trying)
	s.goesOn("2026-12-01")
}

// A number of another year than the service is doubted.
func TestReal_TheYearOfTheNumber(t *testing.T) {
	s := former(t, "（2026）鲁10行初514号", "2016-03-02", nil)
	s.goesOn("2026-12-01")
	if !journalSays(s.journal(), "年") || !journalSays(s.journal(), "提示") {
		t.Error("nobody says that the number is ten years younger than the service")
	}
}

// What is odd in a registration is said: in the journal, on the receipt, and beforehand.
func TestOpeningDoubts(t *testing.T) {
	first := []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2016）鲁10行初20号", "outcome": "撤销", "made_on": "2016-11-01"}}
	retrial := func(more fields) fields {
		more["level"] = "retrial"
		return more
	}
	for _, row := range []struct {
		name, number, served string
		special              fields
		want                 []string // a word of each
	}{
		{"as it should be", "（2026）鲁10行初1号", "2026-03-02", nil, nil},
		{"the number of the year before", "（2025）鲁10行初1号", "2026-03-02", nil, nil},
		{"the number of the year after", "（2026）鲁10行初1号", "2025-12-31", nil, nil},
		{"of two years before", "（2024）鲁10行初1号", "2026-01-01", nil, []string{"年份与送达日期"}},
		{"of two years after", "（2026）鲁10行初1号", "2024-12-31", nil, []string{"年份与送达日期"}},
		{"a short time from the court", "（2026）鲁10行初1号", "2026-03-02", fields{"evidence_deadline": "2026-03-09"}, []string{"《行政诉讼法》第六十七条"}},
		{"the last day of the former procedure, and its ten days", "（2015）威行初字第1号", "2015-04-30", fields{"evidence_deadline": "2015-05-11"}, []string{"10日"}},
		{"the first of the present one", "（2015）威行初字第1号", "2015-05-01", nil, nil},
		{"two at once", "（2026）鲁10行初1号", "2013-03-04", nil, []string{"年份与送达日期", "10日"}},
		{"a reconsideration counts otherwise", "威政复（2024）1号", "2026-03-02", fields{"kind": "reconsideration"}, nil},
		{"a retrial of nobody knows what", "（2018）鲁10行再1号", "2018-03-05", retrial(fields{"reopens": "（2016）鲁10行初20号"}), []string{"《行诉解释》第一百一十九条"}},
		{"a retrial that a court above has taken up", "（2018）鲁10行再1号", "2018-03-05", retrial(fields{"reopens": "（2016）鲁10行初20号", "elevated": true}), nil},
		{"a retrial of what is known", "（2018）鲁10行再1号", "2018-03-05", retrial(fields{"before": first}), nil},
		{"whose number is younger than its decision", "（2018）鲁10行再1号", "2018-03-05", retrial(fields{"before": []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2017）鲁10行初20号", "outcome": "撤销", "made_on": "2016-11-01"}}}), []string{"晚于其裁判日期"}},
	} {
		n := notice(row.number, row.served)
		for k, v := range row.special {
			n[k] = v
		}
		b := workflows.Bench{Law: today, Today: on(t, entryDay)}
		f, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, b)
		if refusal != nil {
			t.Errorf("%s: %v %v", row.name, refusal, refusal.Fields)
			continue
		}
		got := workflows.OpeningDoubts(f)
		entry := workflows.Docket{File: *f}.RegistrationEntry()
		text := entry.Text
		if entry.Law != measures.Current { // or the file could not be made again from the journal
			t.Errorf("%s: the journal says that it was judged by %d", row.name, entry.Law)
		}
		ok := len(got) == len(row.want) && strings.Contains(text, "提示：") == (len(got) > 0)
		for i := range got {
			ok = ok && strings.Contains(got[i], row.want[i]) && strings.Contains(text, got[i])
		}
		if !ok {
			t.Errorf("%s: %q, want %q; the journal says %s", row.name, got, row.want, text)
		}
		if b.Logic = measures.Papers; true {
			f, _ := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, b)
			if f != nil && len(workflows.OpeningDoubts(f)) > 0 && row.special["evidence_deadline"] == nil {
				t.Errorf("%s: doubted before Letters", row.name)
			}
		}
	}
}

func TestReal_TheRegistrationIsDoubtedOnItsReceipt(t *testing.T) {
	s := former(t, "（2026）鲁10行初517号", "2013-03-04", nil)
	s.goesOn("2026-12-01")
	effect, found, err := s.ledger.Effect(context.Background(), models.IDOf("（2026）鲁10行初517号"), "opening")
	var receipt models.Receipt
	if err != nil || !found || json.Unmarshal(effect.Receipt, &receipt) != nil || len(receipt.Doubts) != 2 {
		t.Errorf("the receipt says %q: %v", receipt.Doubts, err)
	}
}

// 最高法行申4350号 in a file of its own: an application is examined, and dismissed.
func TestReal_AnApplicationInAFileOfItsOwn(t *testing.T) {
	before := []fields{
		{"level": "first", "court": "威海市中级人民法院", "case_number": "（2015）威行初字第61号", "outcome": "驳回诉讼请求", "made_on": "2015-11-16"},
		{"level": "second", "court": "山东省高级人民法院", "case_number": "（2016）鲁行终41号", "outcome": "驳回上诉，维持原判", "made_on": "2016-03-21"},
	}
	s := former(t, "（2016）最高法行申4350号", "2016-12-20", fields{"court": "最高人民法院", "level": "retrial", "before": before})
	s.past("designate_unit", fields{"lead": "区城市管理局"})
	s.past("forward_materials", fields{"on": "2016-12-21"})
	s.state(entryDay, "retrial_opinion", measures.Running, "2017-01-04")
	s.pastRefused("record_retrial_decision", fields{"on": "2017-03-28", "accepted": false}, "《行诉解释》第一百一十六条")
	s.pastRefused("record_judgment", courtPaper("（2016）最高法行申4350号", "驳回诉讼请求", "2017-04-05"), "第二十五条") // it decides no dispute
	s.past("answer_retrial", fields{"on": "2017-01-03"})
	s.rules("（2016）最高法行申4350号", "驳回再审申请", "2017-03-28", "2017-04-05", nil)
	s.pastRefused("record_appeal", fields{"by": "plaintiff", "on": "2017-04-10"}, "第二十五条")
	s.takesEffect("2017-04-05", "2017-04-05", "第二十六条第一款")
	s.isOver("2017-04-06", "2017-05-03")
	s.comesTo(upshot{effective: "2017-04-05", clocks: `
		forward 2016-12-22 met
		retrial_opinion 2017-01-04 met
		archive 2017-05-08 met`})
}

// The court orders the retrial: it goes on in the same file, and looks at what was effective.
func TestReal_AnApplicationThatIsGranted(t *testing.T) {
	before := []fields{
		{"level": "first", "court": "威海市中级人民法院", "case_number": "（2015）威行初字第62号", "outcome": "撤销", "made_on": "2015-11-16"},
		{"level": "second", "court": "山东省高级人民法院", "case_number": "（2016）鲁行终42号", "outcome": "驳回上诉，维持原判", "made_on": "2016-03-21"},
	}
	s := former(t, "（2016）最高法行申4351号", "2016-12-20", fields{"court": "最高人民法院", "level": "retrial", "before": before, "appellant": "defendant"})
	s.stands(entryDay, measures.Designating)
	s.past("designate_unit", fields{"lead": "区城市管理局"})
	s.past("forward_materials", fields{"on": "2016-12-21"})
	s.pastRefused("answer_retrial", fields{"on": "2017-01-03"}, "第二十六条第二款") // the application is our own
	s.past("record_retrial_decision", fields{"on": "2017-03-28", "accepted": true, "elevated": true, "case_number": "（2017）最高法行再12号", "court": "最高人民法院"})
	s.stands(entryDay, measures.Trying)
	s.finds(entryDay, func(p workflows.Picture) {
		if in := p.File.Current(); in.Title() != "再审" || in.As != measures.Second || p.File.Instances[2].Title() != "再审审查" {
			t.Errorf("%s by the procedure of %s, after %s", in.Title(), in.As, p.File.Instances[2].Title())
		}
	})
	s.pastRefused("record_judgment", courtPaper("（2017）最高法行再12号", "改判", "2017-06-26"), "第二十七条") // they had lost
	s.rules("（2017）最高法行再12号", "再审维持原判", "2017-06-26", "2017-06-29", nil)
	s.takesEffect("2017-06-29", "2017-06-29", "第二十六条第一款")
	s.past("file_loss_report", fields{"on": "2017-07-05", "analysis": "程序违法"})
	s.isOver("2017-07-06", "2017-08-01")
	s.comesTo(upshot{effective: "2017-06-29", lost: "区政府", clocks: `
		forward 2016-12-22 met
		retrial_application/retrial void
		loss_report/retrial 2017-07-10 met
		archive 2017-08-07 met`})
}

// 法〔2015〕137号: what a number says of the case, and who is owed an opinion.
func TestWhatIsExamined(t *testing.T) {
	for _, row := range []struct {
		number, appellant string
		law               measures.Logic
		level             measures.Level
		by                measures.Applicant
		opinion           bool
	}{
		{"（2016）最高法行申4350号", "", measures.Letters, measures.Examining, measures.ByPlaintiff, true},
		{"（2016）最高法行申4350号", "third_party", measures.Letters, measures.Examining, measures.ByThirdParty, true},
		{"（2016）最高法行申4350号", "defendant", measures.Letters, measures.Examining, measures.ByDistrict, false},
		{"（2016）最高法行赔申50号", "", measures.Letters, measures.Examining, measures.ByPlaintiff, true},
		{"（2016）鲁行监5号", "", measures.Letters, measures.Examining, measures.ByCourtItself, false},
		{"（2016）鲁行抗5号", "", measures.Letters, measures.Examining, measures.ByProcuracy, false},
		{"（2016）最高法行再5号", "", measures.Letters, measures.Retrial, "", false},
		{"（2016）最高法行申4350号", "", measures.Papers, measures.Retrial, "", false},
	} {
		n := notice(row.number, "2016-12-20")
		n["level"], n["before"] = "retrial", []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2015）威行初字第61号", "outcome": "撤销", "made_on": "2015-11-16"}}
		if row.appellant != "" {
			n["appellant"] = row.appellant
		}
		b := workflows.Bench{Law: today, Today: on(t, entryDay)}
		b.Logic = row.law
		f, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, b)
		if refusal != nil {
			t.Errorf("%s: %v %v", row.number, refusal, refusal.Fields)
			continue
		}
		var by measures.Applicant
		opinion := false
		for _, r := range f.Retrials {
			by, opinion = r.By, !r.CopyServedOn.IsZero()
		}
		if in := f.Current(); in.Level != row.level || by != row.by || opinion != row.opinion || (in.RetriedOn.IsZero() != (row.level == measures.Examining)) {
			t.Errorf("%s of %q under %d: at %s, asked for by %q, an opinion %t, retried on %s", row.number, row.appellant, row.law, in.Level, by, opinion, in.RetriedOn)
		}
	}
	n := notice("（2016）最高法行再5号", "2016-12-20")
	n["level"], n["appellant"] = "retrial", "plaintiff"
	n["before"] = []fields{{"level": "first", "court": "威海市中级人民法院", "case_number": "（2015）威行初字第61号", "outcome": "撤销", "made_on": "2015-11-16"}}
	if _, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: input(t, n)}, workflows.Bench{Law: today, Today: on(t, entryDay)}); refusal == nil {
		t.Error("a retrial that was ordered has an applicant")
	}
}

// 区政府 was let out before the judgment, the town lost and was served later; etc.
func TestReal_ADefendantIsReplaced(t *testing.T) {
	s := former(t, "（2019）鲁10行初61号", "2019-03-11", nil)
	s.gives("2019-03-12", "2019-03-19")
	s.past("change_parties", fields{"kind": "replace", "side": "defendant", "name": townName, "unit": "张村镇", "replaces": "威海市环翠区人民政府", "on": "2019-04-10", "served_on": "2019-04-15"})
	s.state(entryDay, "evidence/"+townName, measures.Running, "2019-04-30")
	s.past("file_with_court", fields{"on": "2019-04-26", "method": "当面", "missing_reason": "无"})
	s.rules("（2019）鲁10行初61号", "撤销", "2019-07-22", "2019-07-25", fields{"served": []fields{{"party": "plaintiff", "name": "王某某", "on": "2019-07-25"}}})
	s.takesEffect("2019-08-10", "2019-07-25", "第二十五条")
	s.finds(entryDay, func(p workflows.Picture) {
		if got := losers(p); got != "张村镇" {
			t.Errorf("lost by %q", got)
		}
		for _, f := range measures.Findings(&p.File, p.Clocks, on(t, entryDay)) {
			t.Errorf("found %+v", f)
		}
	})
	s.goesOn("2026-12-01")
}
