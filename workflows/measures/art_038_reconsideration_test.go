package measures_test

import (
	"slices"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle38_ReplyInWorkingDays(t *testing.T) {
	checkClock(t, "reconsideration_reply", []clockRow{
		{"X01", []fact{reconsideration, served("2026-02-09")}, "2026-02-28 running"},
		{"ten working days", []fact{reconsideration}, "2024-03-19 running"},
		{"on the last day", []fact{reconsideration, filed("2024-03-19")}, "2024-03-19 met 2024-03-19"},
		{"a day late", []fact{reconsideration, filed("2024-03-20")}, "2024-03-19 met_late 2024-03-20"},
		{"withdrawn", []fact{reconsideration, withdrawn("2024-03-19")}, "2024-03-19 void: 案件已撤诉或者和解结案"},
		{"decided without it", []fact{reconsideration, decided("2024-05-06", lost)}, "2024-03-19 missed: 逾期未办，行政复议机关已作出决定"},
		{"summary has its own", []fact{reconsideration, summary}, ""},
		{"a lawsuit has none", nil, ""},
	})
	checkClock(t, "reconsideration_reply_summary", []clockRow{
		{"five working days", []fact{reconsideration, summary}, "2024-03-12 running"},
		{"on the last day", []fact{reconsideration, summary, filed("2024-03-12")}, "2024-03-12 met 2024-03-12"},
		{"a day late", []fact{reconsideration, summary, filed("2024-03-13")}, "2024-03-12 met_late 2024-03-13"},
		{"ordinary has its own", []fact{reconsideration}, ""},
		{"a lawsuit has none", []fact{summary}, ""},
	})
}

func TestArticle38_ReviewLeadsOfItsOwn(t *testing.T) {
	checkClock(t, "reconsideration_review", []clockRow{
		{"two working days before", []fact{reconsideration}, "2024-03-15 running"},
		{"on the day", []fact{reconsideration, submitted("2024-03-15")}, "2024-03-15 met 2024-03-15"},
		{"a day late", []fact{reconsideration, submitted("2024-03-18")}, "2024-03-15 met_late 2024-03-18"},
		{"filed without it, in time", []fact{reconsideration, filed("2024-03-15")}, "2024-03-15 void: 应诉材料未经审查即已提交"},
		{"filed without it, too late", []fact{reconsideration, filed("2024-03-18")}, "2024-03-15 missed: 逾期未办，应诉材料未经审查即已提交"},
		{"summary has its own", []fact{reconsideration, summary}, ""},
	})
	checkClock(t, "reconsideration_review_summary", []clockRow{
		{"one working day before", []fact{reconsideration, summary}, "2024-03-11 running"},
		{"a day late", []fact{reconsideration, summary, submitted("2024-03-12")}, "2024-03-11 met_late 2024-03-12"},
		{"ordinary has its own", []fact{reconsideration}, ""},
	})
	for _, row := range []struct {
		id, trigger string
		facts       []fact
	}{
		{"reconsideration_review", "2024-03-19", []fact{reconsideration}},
		{"reconsideration_review_summary", "2024-03-12", []fact{reconsideration, summary}},
	} {
		if c := mustClock(t, file(row.facts...), row.id); c.Trigger.String() != row.trigger {
			t.Errorf("%s is triggered on %s, want %s", row.id, c.Trigger, row.trigger)
		}
	}
}

// TestArticle38_NothingOfALawsuit checks the whole set: none of the periods of
// the court, and no list of leaders.
func TestArticle38_NothingOfALawsuit(t *testing.T) {
	f := file(reconsideration, summoned("2024-04-11"), decided("2024-05-06", lost), concluded("2024-06-03"))
	want := []string{"forward running", "reconsideration_reply missed", "reconsideration_review missed", "effective running", "archive running"}
	if got := ids(f); !slices.Equal(got, want) {
		t.Errorf("clocks %v, want %v", got, want)
	}
}

// 参照: a reconsideration, and a suggestion, are spoken of in their own words.
func TestArticle38_InItsOwnWords(t *testing.T) {
	for _, row := range []struct {
		kind                          measures.Kind
		plaintiff, respondent, trying string
	}{
		{measures.Litigation, "原告", "被告", "开庭审理"},
		{measures.Reconsideration, "申请人", "被申请人", "复议审理"},
		{measures.SuggestionOnly, "原告", "被建议单位", "开庭审理"},
	} {
		if got := measures.Plaintiff.TitleIn(row.kind); got != row.plaintiff {
			t.Errorf("%s: %s, want %s", row.kind, got, row.plaintiff)
		}
		if got := measures.Respondent.TitleIn(row.kind); got != row.respondent {
			t.Errorf("%s: %s, want %s", row.kind, got, row.respondent)
		}
		if got := measures.ThirdParty.TitleIn(row.kind); got != "第三人" {
			t.Errorf("%s: %s, want 第三人", row.kind, got)
		}
		if got := trying.TitleIn(row.kind); got != row.trying {
			t.Errorf("%s: %s, want %s", row.kind, got, row.trying)
		}
	}
	if got := archiving.TitleIn(measures.Reconsideration); got != "立卷归档" {
		t.Errorf("what has no words of its own: %s", got)
	}
}
