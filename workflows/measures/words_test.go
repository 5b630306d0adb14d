package measures_test

import (
	"testing"
	"unicode"

	"yingsu/workflows/measures"
)

// TestChoices checks every closed list: its values are told apart, and so are
// their words, which are Chinese.
func TestChoices(t *testing.T) {
	for name, list := range map[string]struct {
		choices []measures.Choice
		title   func(value string) string
		want    int
	}{
		"kind":             {measures.Kind("").Choices(), func(v string) string { return measures.Kind(v).Title() }, 3},
		"procedure":        {measures.Procedure("").Choices(), func(v string) string { return measures.Procedure(v).Title() }, 2},
		"decision":         {measures.Decision("").Choices(), func(v string) string { return measures.Decision(v).Title() }, 3},
		"level":            {measures.Level("").Choices(), func(v string) string { return measures.Level(v).Title() }, 4},
		"party":            {measures.Side("").Choices(), func(v string) string { return measures.Side(v).Title() }, 3},
		"rank":             {measures.Rank("").Choices(), func(v string) string { return measures.Rank(v).Title() }, 4},
		"form":             {measures.Form("").Choices(), func(v string) string { return measures.Form(v).Title() }, 4},
		"state":            {measures.State("").Choices(), func(v string) string { return measures.State(v).Title() }, 5},
		"stage":            {measures.Stage("").Choices(), func(v string) string { return measures.Stage(v).Title() }, 14},
		"meeting form":     {measures.MeetingForm("").Choices(), func(v string) string { return measures.MeetingForm(v).Title() }, 3},
		"defence element":  {measures.DefenceElement("").Choices(), func(v string) string { return measures.DefenceElement(v).Title() }, 7},
		"evidence class":   {measures.EvidenceClass("").Choices(), func(v string) string { return measures.EvidenceClass(v).Title() }, 8},
		"copy kind":        {measures.CopyKind("").Choices(), func(v string) string { return measures.CopyKind(v).Title() }, 2},
		"extension ground": {measures.ExtensionGround("").Choices(), func(v string) string { return measures.ExtensionGround(v).Title() }, 2},
		"sealed paper":     {measures.SealedPaper("").Choices(), func(v string) string { return measures.SealedPaper(v).Title() }, 3},
		"agent kind":       {measures.AgentKind("").Choices(), func(v string) string { return measures.AgentKind(v).Title() }, 3},
		"authority":        {measures.Authority("").Choices(), func(v string) string { return measures.Authority(v).Title() }, 2},
		"talk result":      {measures.TalkResult("").Choices(), func(v string) string { return measures.TalkResult(v).Title() }, 3},
		"excuse":           {measures.Excuse("").Choices(), func(v string) string { return measures.Excuse(v).Title() }, 4},
		"answer":           {measures.Answer("").Choices(), func(v string) string { return measures.Answer(v).Title() }, 2},
		"applicant":        {measures.Applicant("").Choices(), func(v string) string { return measures.Applicant(v).Title() }, 6},
		"petition kind":    {measures.PetitionKind("").Choices(), func(v string) string { return measures.PetitionKind(v).Title() }, 8},
		"suggestion kind":  {measures.SuggestionKind("").Choices(), func(v string) string { return measures.SuggestionKind(v).Title() }, 5},
	} {
		if len(list.choices) != list.want {
			t.Errorf("%s: %d choices, want %d", name, len(list.choices), list.want)
		}
		seen := map[string]bool{}
		for _, c := range list.choices {
			if seen[c.Value] || seen[c.Title] || c.Value == "" || !unicode.Is(unicode.Han, []rune(c.Title)[0]) {
				t.Errorf("%s: %+v", name, c)
			}
			seen[c.Value], seen[c.Title] = true, true
			if got := list.title(c.Value); got != c.Title {
				t.Errorf("%s: %s is titled %s, but offered as %s", name, c.Value, got, c.Title)
			}
		}
	}
	if got := measures.Level("fourth").Title(); got != "fourth" {
		t.Errorf("an unknown level is %s", got)
	}
}

func TestWordsOfTheLaw(t *testing.T) {
	for got, want := range map[string]string{
		measures.Plaintiff.Title(): "原告", measures.Respondent.Title(): "被告", measures.ThirdParty.Title(): "第三人",
		measures.First.Title(): "一审", measures.Second.Title(): "二审", measures.Retrial.Title(): "再审", measures.Examining.Title(): "再审审查",
		measures.Principal.Title(): "正职负责人", measures.Upheld.Title(): "维持原行政行为",
		measures.OwnedByBureau.Title(): "区司法局", measures.OwnedByHandlers.Title(): "承办单位",
		measures.Met.Title(): "按期办结", measures.MetLate.Title(): "逾期办结", measures.Missed.Title(): "逾期未办", measures.Void.Title(): "不再计算",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestPeriod_String(t *testing.T) {
	for want, p := range map[string]measures.Period{
		"前5个工作日": {N: 5, Unit: measures.WorkingDays, Back: true}, "2个工作日": {N: 2, Unit: measures.WorkingDays},
		"前5个整工作日": {N: 5, Unit: measures.WorkingDays, Back: true, Clear: true}, "前2个整日": {N: 2, Unit: measures.Days, Back: true, Clear: true},
		"前2日": {N: 2, Unit: measures.Days, Back: true}, "15日": {N: 15, Unit: measures.Days}, "6个月": {N: 6, Unit: measures.Months},
	} {
		if p.String() != want {
			t.Errorf("%+v is %s, want %s", p, p, want)
		}
	}
}

// TestPeriod_WithoutAWayToCount checks that a period nobody has thought of is not
// counted in some other way.
func TestPeriod_WithoutAWayToCount(t *testing.T) {
	for _, p := range []measures.Period{{N: 1, Unit: measures.Months, Back: true}, {N: 1, Unit: "weeks"}, {N: 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was counted", p)
				}
			}()
			p.Count(builtin, day("2024-03-05"))
		}()
	}
}

func TestClock_LimitTitle(t *testing.T) {
	for key, want := range map[string]string{
		"evidence": "法定最后日", "loss_report": "本办法规定的最后一日", "no such period": "法定最后日", "acknowledge": "内部时限（非法定）", "assistance": "区司法局指定的最后日", "performance": "裁判指定的最后日",
	} {
		r := measures.RuleNamed(key)
		if got := (measures.Clock{Key: key, Internal: r != nil && r.Internal}).LimitTitle(); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	for n, want := range map[int]string{
		0: "第0次", 1: "第一次", 9: "第九次", 10: "第十次", 11: "第十一次", 19: "第十九次", 20: "第二十次", 21: "第二十一次", 99: "第九十九次", 100: "第100次",
	} {
		if got := measures.Times(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
