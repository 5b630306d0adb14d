package assessment_test

import (
	"fmt"
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
	sum, points := 0, map[int]int{}
	for _, x := range assessment.Indicators {
		sum += x.Weight
		points[x.Point] += x.Weight
		if _, known := statistics.FigureOf(x.Figure); x.Figure != "" && !known {
			t.Errorf("%s: there is no figure %q", x.Key, x.Figure)
		}
		for _, r := range x.Registers {
			if _, known := registers.Of(r); !known || x.Enough < 1 {
				t.Errorf("%s: register %q, enough %d", x.Key, r, x.Enough)
			}
		}
		if x.Title == "" || x.Meaning == "" || x.Point < 1 || x.Point > len(assessment.Points) {
			t.Errorf("%+v is not whole", x)
		}
	}
	if sum != assessment.Whole || len(points) != len(assessment.Points) || len(assessment.Wrong(models.Scheme{})) > 0 {
		t.Errorf("the weights come to %d, in %d points, wrong: %v", sum, len(points), assessment.Wrong(models.Scheme{}))
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
	}
	facts := assessment.FactsOf(map[string][]string{"张村镇": {"张村镇", "原张村乡"}}, cells, entries)
	marks := []models.Mark{{Unit: "张村镇", Indicator: "volumes", Tenths: 45, Note: "抽查三卷"}, {Unit: "竹岛街道", Indicator: "government_quality", Tenths: 50}}
	sheet := assessment.Sheets([]string{"张村镇"}, models.Scheme{}, facts, marks, nil)[0]
	want := strings.Fields(`
		rules:2.5:1条 prevention:5.0:3条 timely:4.0:8/10（80.0%） own_duties:8.0:8/10（80.0%） losses:3.3:2/3（66.7%） findings:4.0:1项
		government_duties:-:— government_quality:?:— attendance:10.0:2/3（66.7%） principals:-:— loss_reports:-:— suggestions:-:— archives:-:—
		volumes:4.5:— training:2.0:1条 observations:0.0:0条 resources:3.0:5条`)
	for n, s := range sheet.Scores {
		points := assessment.PointsOf(s.Tenths)
		if !s.Applies {
			points = "-"
		}
		if s.Missing {
			points = "?"
		}
		if got := fmt.Sprintf("%s:%s:%s", s.Key, points, s.Text()); got != want[n] {
			t.Errorf("got %s, want %s", got, want[n])
		}
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
		sheets := assessment.Sheets(units, models.Scheme{}, facts, nil, nil)
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
			if after, _ := totalOf(assessment.Sheets(units, models.Scheme{}, facts, nil, nil), "甲局"); after < before {
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
