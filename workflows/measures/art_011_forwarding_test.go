package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle11_ForwardingTwoWorkingDaysAfterTheBureauReceives(t *testing.T) {
	town := measures.Defendant{Name: "张村镇人民政府", Unit: "张村镇"}
	checkClock(t, "forward", []clockRow{
		{"V01", nil, "2024-03-07 running"},
		{"V02", []fact{served("2024-09-13")}, "2024-09-18 running"},
		{"received two days after service", []fact{received("2024-03-07")}, "2024-03-11 running"},
		{"received on a day that nobody noted: that of service", []fact{func(f *measures.File) { f.BureauReceivedOn = noDay }}, "2024-03-07 running"},
		{"nothing known yet", []fact{func(f *measures.File) { f.BureauReceivedOn, f.ServedOn = noDay, noDay }}, ""},
		{"on the first day", []fact{forwarded("2024-03-05")}, "2024-03-07 met 2024-03-05"},
		{"on the last day", []fact{forwarded("2024-03-07")}, "2024-03-07 met 2024-03-07"},
		{"a day late", []fact{forwarded("2024-03-08")}, "2024-03-07 met_late 2024-03-08"},
		{"a day late, with a reason", []fact{forwarded("2024-03-08"), because("forward", "承办单位有争议")}, "2024-03-07 met_late 2024-03-08: 承办单位有争议"},
		{"the district and a town are sued", []fact{against(town, district)}, "2024-03-07 running"},
		{"a town alone is sued", []fact{against(town)}, ""},
		{"nobody of the district is sued", []fact{against(measures.Defendant{Name: "某局"})}, ""},
		{"reconsideration (第三十八条)", []fact{reconsideration}, "2024-03-07 running"},
		{"withdrawn on the last day", []fact{withdrawn("2024-03-07")}, "2024-03-07 void: 案件已撤诉或者和解结案"},
		{"withdrawn when it was overdue", []fact{withdrawn("2024-03-08")}, "2024-03-07 missed: 逾期未办，案件已撤诉或者和解结案"},
		{"forwarded, then withdrawn", []fact{forwarded("2024-03-06"), withdrawn("2024-03-07")}, "2024-03-07 met 2024-03-06"},
		{"archived without it", []fact{archived("2024-09-01")}, "2024-03-07 missed: 逾期未办，案件已归档"},
	})
}

func TestArticle11_SixKindsOfMaterials(t *testing.T) {
	kinds := measures.MaterialItem(0).Choices()
	if len(kinds) != 6 {
		t.Fatalf("%d kinds", len(kinds))
	}
	for i, kind := range kinds {
		item := measures.MaterialItem(i + 1)
		if !strings.Contains(cited("第十一条第一款"), "（"+numeral(i+1)+"）"+kind.Title) || item.Title() != kind.Title || kind.Value != string(rune('1'+i)) {
			t.Errorf("kind %d is %v", i+1, kind)
		}
	}
}

func TestArticle11_MissingMaterials(t *testing.T) {
	for _, row := range []struct {
		name string
		have []measures.MaterialItem
		want []measures.MaterialItem
	}{
		{"nothing", nil, []measures.MaterialItem{1, 2, 3, 4, 5}},
		{"all five", []measures.MaterialItem{5, 4, 3, 2, 1}, nil},
		{"all six", []measures.MaterialItem{1, 2, 3, 4, 5, 6}, nil},
		{"no authorization", []measures.MaterialItem{1, 2, 3, 4, 6, 2}, []measures.MaterialItem{5}},
		{"no answer", []measures.MaterialItem{2, 3, 4, 5}, []measures.MaterialItem{1}},
		{"only what else is asked for", []measures.MaterialItem{6}, []measures.MaterialItem{1, 2, 3, 4, 5}},
	} {
		if got := file(papers(row.have...)).MissingMaterials(); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v are missing, want %v", row.name, got, row.want)
		}
	}
}
