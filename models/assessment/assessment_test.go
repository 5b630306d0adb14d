package assessment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yingsu/models"
	"yingsu/models/assessment"
	"yingsu/models/registers"
	"yingsu/models/statistics"
	"yingsu/workflows/measures"
)

var today = time.Date(2027, 1, 20, 1, 0, 0, 0, time.UTC)

func TestIndicatorsAreWhole(t *testing.T) {
	books := map[string]string{}
	for _, x := range assessment.Indicators {
		if _, known := statistics.FigureOf(x.Figure); x.Figure != "" && !known {
			t.Errorf("%s: there is no figure %q", x.Key, x.Figure)
		}
		for _, r := range x.Registers {
			if _, known := registers.Of(r); !known || x.CountsEntries() != (x.Enough > 0) {
				t.Errorf("%s: register %q, enough %d", x.Key, r, x.Enough)
			}
			if books[r] != "" {
				t.Errorf("%s and %s count the same entries", x.Key, books[r])
			}
			books[r] = x.Key
		}
		if x.Title == "" || x.Meaning == "" || x.Point < 1 || x.Point > len(assessment.Points) {
			t.Errorf("%+v is not whole", x)
		}
	}
	for n := range assessment.Proposed().Proposal + 1 {
		s, points := models.Scheme{Proposal: n}, make([]int, len(assessment.Points))
		for _, x := range assessment.In(s) {
			points[x.Point-1] += x.Weight
		}
		if want := []int{15, 20, 15, 20, 10, 10, 10}; !slices.Equal(points, want) || len(assessment.Wrong(s)) > 0 {
			t.Errorf("proposal %d: the points weigh %v, want %v; wrong: %v", n, points, want, assessment.Wrong(s))
		}
	}
	if x := assessment.Honours; x.Point != 0 || x.Proposed != (assessment.Indicator{}).Proposed || !strings.Contains(x.Meaning, "不计分") {
		t.Errorf("%+v is scored", x)
	}
}

// A year worked out by hand. The town has 8 of 10 duties kept, all in its own lawsuits; 1
// of 3 lawsuits lost; its official was there in 2 of 3; nothing of the rest. It is given
// 4.5 for its volumes, and nobody has said how good its lawsuits for the government are.
//
//	rules 1 of 2: 2.5 · prevention 3 of 2: 5 · timely 8/10 of 5: 4 · own 8/10 of 10: 8
//	losses 2/3 of 5: 3.3 · findings one: 4 · government: does not apply · its quality: 0
//	attendance 2/3 of 15: 10 · principals, loss reports, suggestions, archives: do not apply
//	volumes 4.5 · training 1 of 2 of 4: 2 · observations 0 · resources 3
//	= 46.3 of 100-10-5-5-5-5 = 70: 66.1
func TestAYearByHand(t *testing.T) {
	facts, marks := year()
	sheet := assessment.Sheets([]string{"张村镇"}, models.Scheme{}, facts, marks, nil)[0]
	want := strings.Fields(`
		rules:2.5:1条 prevention:5.0:3条 timely:4.0:8/10（80.0%） own_duties:8.0:8/10（80.0%） losses:3.3:2/3（66.7%） findings:4.0:1项
		government_duties:-:— government_quality:?:— attendance:10.0:2/3（66.7%） principals:-:— loss_reports:-:— suggestions:-:— archives:-:—
		volumes:4.5:— training:2.0:1条 observations:0.0:0条 resources:3.0:5条`)
	if got := written(sheet); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nby hand\n%s", got, want)
	}
	if got := assessment.PointsOf(sheet.Total); got != "66.1" {
		t.Errorf("total %s, want 66.1", got)
	}
	if missing := sheet.Missing(); len(missing) != 1 || missing[0] != "承办案件的质量" {
		t.Errorf("missing: %v", missing)
	}
	upheld := []models.Objection{
		{Unit: "张村镇", Indicator: "findings", Upheld: true, Tenths: 50, Answer: "该项不成立", DecidedAt: today},
		{Unit: "张村镇", Indicator: "losses", Upheld: true, Tenths: 50}, // not decided yet
		{Unit: "张村镇", Indicator: "timely", Tenths: 50, DecidedAt: today},
	}
	after := assessment.Sheets([]string{"张村镇"}, models.Scheme{}, facts, marks, upheld)[0]
	if got := assessment.PointsOf(after.Total); got != "67.6" { // 47.3 of 70
		t.Errorf("total after the objection %s, want 67.6", got)
	}
}

// The same year as it is proposed now: of two matters that were agreed on with the court one
// was carried out in time, which is 1.0 of 2; the training is 1 of 2 of 3: 1.5. That is 46.8
// of 70: 66.9. The honours stand beside it. A year that was told before is as it was.
func TestWhatIsCountedSince(t *testing.T) {
	facts, marks := year()
	sheet := assessment.Sheets([]string{"张村镇"}, assessment.Proposed(), facts, marks, nil)[0]
	got := written(sheet)
	if want := strings.Fields("training:1.5:1条 observations:0.0:0条 meetings:1.0:1/2（50.0%） resources:3.0:5条"); !slices.Equal(got[len(got)-4:], want) {
		t.Errorf("got %s, by hand %s", got[len(got)-4:], want)
	}
	if got := assessment.PointsOf(sheet.Total); got != "66.9" {
		t.Errorf("total %s, by hand 66.9", got)
	}
	if sheet.Honours == nil || sheet.Honours.Text() != "5条" {
		t.Errorf("honours: %+v", sheet.Honours)
	}
	delete(facts["张村镇"], "meetings")
	delete(facts["张村镇"], "commendations")
	told := assessment.Sheets([]string{"张村镇"}, models.Scheme{}, facts, marks, nil)[0]
	if told.Honours != nil || len(told.Scores) != 17 || assessment.PointsOf(told.Total) != "66.1" {
		t.Errorf("a year that was told before: %d scores, %d, honours %v", len(told.Scores), told.Total, told.Honours)
	}
	weighed := assessment.In(models.Scheme{Weights: map[string]int{"meetings": 2, "training": 2}})
	if !slices.ContainsFunc(weighed, func(x assessment.Indicator) bool { return x.Key == "meetings" && x.Weight == 2 }) {
		t.Error("a year that has begun before cannot be given the new indicator")
	}
}

// What the Bureau has found not to apply leaves the whole: without the attendance, 10 of 15,
// and the quality that nobody has given, 36.8 of 50 are 73.6. An objection that is upheld
// brings it back: with 12 of 15 for the attendance, 48.8 of 65 are 75.1.
func TestWhatDoesNotApplyToAUnit(t *testing.T) {
	facts, marks := year()
	s := assessment.Proposed()
	for _, x := range []string{"attendance", "government_quality"} {
		s.Exempt = append(s.Exempt, models.Exemption{Unit: "张村镇", Indicator: x, Reason: "理由" + x}, models.Exemption{Unit: "竹岛街道", Indicator: "rules"})
	}
	marks = append(marks, models.Mark{Unit: "张村镇", Indicator: "government_quality", Tenths: 50})
	sheet := assessment.Sheets([]string{"张村镇"}, s, facts, marks, nil)[0]
	x := sheet.Score("attendance")
	if got := assessment.PointsOf(sheet.Total); got != "73.6" || len(sheet.Exempt()) != 2 || len(sheet.Missing()) != 0 || x.Applies || x.Note != "理由attendance" || x.Text() != "2/3（66.7%）" || !x.Contestable() {
		t.Errorf("total %s, by hand 73.6; missing %v; %+v", got, sheet.Missing(), x)
	}
	upheld := []models.Objection{{Unit: "张村镇", Indicator: "attendance", Upheld: true, Tenths: 120, Answer: "应当考核", DecidedAt: today}}
	sheet = assessment.Sheets([]string{"张村镇"}, s, facts, marks, upheld)[0]
	if got, x := assessment.PointsOf(sheet.Total), sheet.Score("attendance"); got != "75.1" || len(sheet.Exempt()) != 1 || !x.Applies || x.Note != "应当考核" {
		t.Errorf("total after the objection %s, by hand 75.1; %+v", got, x)
	}
	s.Weights = map[string]int{"attendance": 0, "timely": 20}
	if x := assessment.Sheets([]string{"张村镇"}, s, facts, marks, nil)[0].Score("attendance"); x.Exempt || x.Contestable() {
		t.Errorf("what weighs nothing for anybody: %+v", x)
	}
}

// year is what there is of the year that is worked out by hand.
func year() (assessment.Facts, []models.Mark) {
	cells := []statistics.Cell{
		{Sort: statistics.Sort{Kind: statistics.Duty, Unit: "张村镇", Sued: statistics.UnitSued, What: "evidence", Over: true}, N: 8},
		{Sort: statistics.Sort{Kind: statistics.Duty, Unit: "张村镇", Sued: statistics.UnitSued, What: "evidence", Over: true, Marks: statistics.Late}, N: 1},
		{Sort: statistics.Sort{Kind: statistics.Duty, Unit: "原张村乡", Sued: statistics.UnitSued, What: "evidence"}, N: 1},
		{Sort: statistics.Sort{Kind: statistics.Judged, Unit: "张村镇", Level: measures.First}, N: 2},
		{Sort: statistics.Sort{Kind: statistics.Judged, Unit: "张村镇", Level: measures.First, Marks: statistics.Lost}, N: 1},
		{Sort: statistics.Sort{Kind: statistics.Appearance, Unit: "张村镇", Level: measures.First, Marks: statistics.Attended}, N: 2},
		{Sort: statistics.Sort{Kind: statistics.Appearance, Unit: "张村镇", Level: measures.First}, N: 1},
		{Sort: statistics.Sort{Kind: statistics.Finding, Unit: "张村镇", What: "3"}, N: 1},
		{Sort: statistics.Sort{Kind: statistics.Duty, Unit: "竹岛街道"}, N: 9},
	}
	entries := []models.RegisterCount{
		{Register: "rules", Unit: "张村镇", N: 1}, {Register: "prevention", Unit: "张村镇", N: 1}, {Register: "mediations", Unit: "原张村乡", N: 2},
		{Register: "training", Unit: "张村镇", N: 1}, {Register: "resources", Unit: "张村镇", N: 5}, {Register: "commendations", Unit: "张村镇", N: 5},
		{Register: "meetings", Unit: "张村镇", N: 4, Due: 1, Kept: 1}, {Register: "meetings", Unit: "原张村乡", Due: 1}, {Register: "meetings", Unit: "竹岛街道", N: 1, Due: 9},
	}
	facts := assessment.FactsOf(map[string][]string{"张村镇": {"张村镇", "原张村乡"}}, cells, entries)
	marks := []models.Mark{{Unit: "张村镇", Indicator: "volumes", Tenths: 45, Note: "抽查三卷"}, {Unit: "竹岛街道", Indicator: "government_quality", Tenths: 50}}
	return facts, marks
}

// written writes the scores of a sheet: the points, a dash for what does not apply and a
// question mark for what nobody has given, and the facts.
func written(sheet assessment.Sheet) (scores []string) {
	for _, s := range sheet.Scores {
		points := assessment.PointsOf(s.Tenths)
		if !s.Applies {
			points = "-"
		}
		if s.Missing {
			points = "?"
		}
		scores = append(scores, fmt.Sprintf("%s:%s:%s", s.Key, points, s.Text()))
	}
	return scores
}

// Whatever the facts: no score is above its weight or below nothing, the total lies within
// 0 and 100, the best comes first, and who is better in one thing and equal in all others
// is not behind.
func TestSheetsAreFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := []string{"甲局", "乙局", "丙镇"}
		facts := assessment.Facts{}
		for _, u := range units {
			facts[u] = map[string]models.Fact{}
			for _, x := range assessment.Indicators {
				of := rapid.IntRange(0, 5).Draw(t, "of")
				facts[u][x.Key] = models.Fact{N: rapid.IntRange(0, of).Draw(t, "n"), Of: of}
			}
		}
		scheme := assessment.Proposed()
		for _, x := range assessment.Indicators {
			if rapid.IntRange(0, 9).Draw(t, "exempt") == 0 {
				scheme.Exempt = append(scheme.Exempt, models.Exemption{Unit: rapid.SampledFrom(units).Draw(t, "unit"), Indicator: x.Key})
			}
		}
		sheets := assessment.Sheets(units, scheme, facts, nil, nil)
		for n, s := range sheets {
			if s.Total < 0 || s.Total > 1000 || n > 0 && (s.Total > sheets[n-1].Total || (s.Rank == sheets[n-1].Rank) != (s.Total == sheets[n-1].Total)) {
				t.Fatalf("place %d: %d, rank %d", n, s.Total, s.Rank)
			}
			for _, x := range s.Scores {
				if x.Tenths < 0 || x.Tenths > 10*x.Weight || !x.Applies && x.Tenths != 0 {
					t.Fatalf("%s: %d of %d", x.Key, x.Tenths, x.Weight)
				}
			}
		}
		better := facts["甲局"]["timely"]
		if better.N < better.Of {
			before, _ := totalOf(sheets, "甲局")
			facts["甲局"]["timely"] = models.Fact{N: better.N + 1, Of: better.Of}
			if after, _ := totalOf(assessment.Sheets(units, scheme, facts, nil, nil), "甲局"); after < before {
				t.Fatalf("%d after one more duty was kept, %d before", after, before)
			}
		}
	})
}

func totalOf(sheets []assessment.Sheet, unit string) (int, bool) {
	for _, s := range sheets {
		if s.Unit == unit {
			return s.Total, true
		}
	}
	return 0, false
}

func TestImpossibleWeights(t *testing.T) {
	for _, c := range []struct {
		name   string
		scheme models.Scheme
		wrong  string
	}{
		{"moved", models.Scheme{Weights: map[string]int{"rules": 0, "timely": 10}}, ""},
		{"too little", models.Scheme{Weights: map[string]int{"rules": 4}}, "各项分值合计应当是100分，现在是99分"},
		{"too much", models.Scheme{Weights: map[string]int{"rules": 6}}, "各项分值合计应当是100分，现在是101分"},
		{"negative", models.Scheme{Weights: map[string]int{"rules": -5, "timely": 15}}, "“制度和执法规范”的分值应当是0至100之间的整数"},
		{"over a hundred", models.Scheme{Weights: map[string]int{"rules": 101}}, "“制度和执法规范”的分值应当是0至100之间的整数"},
		{"nothing is enough", models.Scheme{Enough: map[string]int{"training": 0}}, "“应诉培训”的满分条数应当是1至100之间的整数"},
		{"a rate has no enough", models.Scheme{Enough: map[string]int{"timely": 0}}, ""},
	} {
		wrong := assessment.Wrong(c.scheme)
		if got := fmt.Sprint(wrong); (c.wrong == "") != (len(wrong) == 0) || !strings.Contains(got, c.wrong) {
			t.Errorf("%s: %v, want %q", c.name, wrong, c.wrong)
		}
	}
}
