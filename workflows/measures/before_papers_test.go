package measures_test

import (
	"encoding/json"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle27_CallingItALossAgainstTheListWantsAReason(t *testing.T) {
	for _, row := range []struct {
		outcome string
		lost    bool
		want    string // a part of the doubt, nothing where there is none
	}{
		{"撤销", true, ""},
		{"撤销", false, "“撤销”通常计为败诉"},
		{"确认违法", false, "“确认违法”通常计为败诉"},
		{"驳回诉讼请求", false, ""},
		{"驳回诉讼请求", true, "“驳回诉讼请求”通常不计为败诉"},
		{"准许因被告改变行政行为撤诉", true, "“准许因被告改变行政行为撤诉”通常不计为败诉"},
		// Who lost turns on the decision below, or on what was changed.
		{"驳回上诉，维持原判", true, ""},
		{"驳回上诉，维持原判", false, ""},
		{"改判", true, ""},
		{"改判", false, ""},
		{"其他", true, ""},
		{"an outcome that is not on the list", true, ""},
	} {
		got := measures.DoubtInWords(row.outcome, row.lost)
		if (got == "") != (row.want == "") || !strings.HasPrefix(got, row.want) {
			t.Errorf("%s, lost %t: %q, want %q", row.outcome, row.lost, got, row.want)
		}
	}
}

// TestArticle27_OutcomesInOtherWords asks who lost also where the outcome is not
// written as on the list.
func TestArticle27_OutcomesInOtherWords(t *testing.T) {
	for outcome, asks := range map[string]bool{
		"撤销处罚决定": true, "全部撤销": true, "撤销被诉处罚决定": true, "判决赔偿": true, "确认强制拆除行为违法": true, "责令三十日内答复": true,
		"驳回原告的诉讼请求": false, "维持原判": false, "部分支持": false,
	} {
		if got := measures.DoubtInWords(outcome, false) != ""; got != asks {
			t.Errorf("%s as not lost: asks %t, want %t", outcome, got, asks)
		}
		if why := measures.DoubtInWords(outcome+"，驳回其他诉讼请求", false); asks && !strings.Contains(why, "既有支持也有驳回") {
			t.Errorf("%s in part: %s", outcome, why)
		}
		if why := measures.DoubtInWords(outcome, true); why != "" {
			t.Errorf("%s as lost: %s", outcome, why)
		}
	}
}

// checkClockBefore checks a table about one clock of lawsuits under the law before
// Papers.
func checkClockBefore(t *testing.T, id string, rows []clockRow) {
	t.Helper()
	for _, row := range rows {
		if got := clockUnder(measures.Enduring, file(row.facts...), id); got != row.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", id, row.name, orNone(got), orNone(row.want))
		}
	}
}

// TestBeforePapers_OneForAll: all organs of the district were one party.
func TestBeforePapers_OneForAll(t *testing.T) {
	two := against(district, unitServed("张村镇", "2024-03-07"))
	both := against(district, unitServed("张村镇", ""))
	checkClockBefore(t, "evidence", []clockRow{
		{"the first served", []fact{two}, "2024-03-20 running"},
		{"the order of the defendants does not matter", []fact{against(unitServed("张村镇", "2024-03-07"), district)}, "2024-03-20 running"},
		{"one served before the day on the file", []fact{against(district, unitServed("张村镇", "2024-03-04"))}, "2024-03-19 running"},
		{"the court's own day", []fact{two, courtSays("2024-03-25")}, "2024-03-25 running"},
		{"only outsiders", []fact{against(measures.Defendant{Name: "某市局", ServedOn: day("2024-02-20")})}, "2024-03-20 running"},
	})
	checkClockBefore(t, "evidence/2024-03-07", []clockRow{
		{"the second served", []fact{two}, "2024-03-22 running"},
		{"filed between the two", []fact{two, filed("2024-03-21")}, "2024-03-22 met 2024-03-21"},
	})
	checkClockBefore(t, "review", []clockRow{
		{"before the earliest of several deadlines", []fact{against(unitServed("张村镇", "2024-03-01"), district)}, "2024-03-11 running"},
	})
	for _, id := range []string{"evidence/张村镇", "appeal_judgment/张村镇", "loss_report/张村镇", "leader_filing/first/1/张村镇"} {
		checkClockBefore(t, id, []clockRow{
			{"none of its own", []fact{both, summoned("2024-04-11"), decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}, ""},
		})
	}
	checkClockBefore(t, "loss_report", []clockRow{
		{"one report for all", []fact{both, decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31"), reported("2024-06-07")}, "2024-06-11 (safe 2024-06-07) met 2024-06-07"},
	})
	checkClockBefore(t, "performance", []clockRow{
		{"a retrial did not suspend it", []fact{decided("2024-05-06", lost), effective("2024-05-22", "2024-05-22"), performing("2024-08-02", ""), retried("2024-07-01")}, "2024-08-02 running"},
	})
	checkClockBefore(t, "effective", []clockRow{
		{"mediation from the day of ours", []fact{decided("2024-05-06", measures.Paper{Form: measures.MediationForm}), alsoServed(measures.Plaintiff, "王某某", "2024-05-13")}, "2024-05-07 running"},
	})
}

// What was put on file in words is the kind that it is called, where its form and its level
// let it do what it did then.
func TestBeforePapers_InWords(t *testing.T) {
	for _, row := range []struct {
		level      measures.Level
		form       measures.Form
		words      string
		kind, text string
	}{
		{measures.First, measures.JudgmentForm, "撤销", "revoke", ""},
		{measures.First, measures.RulingForm, "撤销", "ruling_in_words", "撤销"},
		{measures.First, measures.JudgmentForm, "部分支持", "judgment_in_words", "部分支持"},
		{measures.Second, measures.JudgmentForm, "驳回上诉，维持原判", "uphold", ""},
		{measures.First, measures.JudgmentForm, "驳回上诉，维持原判", "judgment_in_words", "驳回上诉，维持原判"},
		{measures.Second, measures.RulingForm, "撤销原判，发回重审", "remand", ""},
		{measures.Second, measures.JudgmentForm, "撤销原判，发回重审", "remand", ""},
		{measures.First, measures.MediationForm, "调解结案", "mediate", ""},
		{measures.Reconsidering, measures.DecisionForm, "维持", "upheld", ""},
	} {
		if kind, text := measures.InWords(row.level, row.form, row.words); string(kind) != row.kind || text != row.text {
			t.Errorf("%s of the %s instance, %s: %s %q, want %s %q", row.form, row.level, row.words, kind, text, row.kind, row.text)
		}
	}
}

// Files are read as they were written: with one official, one judgment and one duty.
func TestBeforePapers_ReadsWhatWasWrittenThen(t *testing.T) {
	var in measures.Instance
	const was = `{"level":"first","hearings":[{"on":"2024-04-11","official":{"name":"赵某某","employer":"区政府"}},{"on":"2024-04-25"}],
		"judgment":{"form":"judgment","outcome":"撤销","made_on":"2024-05-06"},"performance":{"duty":"重作"}}`
	if err := json.Unmarshal([]byte(was), &in); err != nil {
		t.Fatal(err)
	}
	if len(in.Hearings) != 2 || len(in.Hearings[0].Officials) != 1 || in.Hearings[0].Officials[0].Name != "赵某某" || len(in.Hearings[1].Officials) != 0 {
		t.Errorf("hearings %+v", in.Hearings)
	}
	if len(in.Papers) != 1 || in.Papers[0].Outcome != "revoke" || !in.Papers[0].Stated || in.Papers[0].MadeOn != day("2024-05-06") {
		t.Errorf("papers %+v", in.Papers)
	}
	if len(in.Obligations) != 1 || in.Obligations[0].Duty != "重作" {
		t.Errorf("obligations %+v", in.Obligations)
	}
	var none measures.Instance
	if err := json.Unmarshal([]byte(`{"level":"first"}`), &none); err != nil || none.Papers != nil || none.Obligations != nil {
		t.Errorf("nothing of it: %+v, %v", none, err)
	}
	for _, broken := range []string{`{"level":1}`, `{"level":"first","judgment":{"made_on":"yesterday"}}`, `{"hearings":[{"on":"yesterday"}]}`, `{"hearings":[{"on":"2024-04-11","official":"赵某某"}]}`} {
		if err := json.Unmarshal([]byte(broken), new(measures.Instance)); err == nil {
			t.Errorf("%s is taken", broken)
		}
	}
}

// A side was one party, with one last day to appeal.
func TestBeforePapers_LastAppealOfASide(t *testing.T) {
	p := file(decided("2024-09-20", lost), alsoServed(measures.Plaintiff, "王某某", "2024-09-26"), alsoServed(measures.Plaintiff, "李某某", "2024-09-27")).Current().Decision()
	for side, want := range map[measures.Side]string{measures.Respondent: "2024-10-08", measures.Plaintiff: "2024-10-12", measures.ThirdParty: ""} {
		if got := p.LastAppealOf(side, under(first)).String(); got != want {
			t.Errorf("%s: %s, want %s", side, got, want)
		}
	}
}

// A paper is called by its kind, and one that was put on file in words by these.
func TestBeforePapers_WhatAPaperIsCalled(t *testing.T) {
	for want, p := range map[string]measures.Paper{
		"判决：撤销":   {Form: measures.JudgmentForm, Outcome: "revoke", Text: "撤销被诉处罚决定"},
		"判决：部分支持": {Form: measures.JudgmentForm, Outcome: "judgment_in_words", Text: "部分支持"},
		"裁定：裁定":   {Form: measures.RulingForm, Outcome: "ruling_in_words"},
	} {
		if got := p.Title(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
