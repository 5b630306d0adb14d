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

// Where several organs answer, each needs every item, its own or one for all.
func TestArticle11_MissingMaterialsOfEachOrgan(t *testing.T) {
	of := func(organ string, items ...measures.MaterialItem) fact {
		return func(f *measures.File) {
			for _, item := range items {
				f.Materials = append(f.Materials, measures.Material{Kind: item, Title: item.Title(), Organ: organ})
			}
		}
	}
	for _, row := range []struct {
		name   string
		facts  []fact
		organs []string
		want   []measures.MaterialItem
	}{
		{"the town's own", []fact{of(town.Name, 1, 2, 3, 4, 5)}, []string{town.Name}, nil},
		{"the district's are not the town's", []fact{of(district.Name, 1, 2, 3, 4, 5)}, []string{town.Name}, []measures.MaterialItem{1, 2, 3, 4, 5}},
		{"those for all are the town's too", []fact{papers(2, 3), of(town.Name, 1, 4)}, []string{town.Name}, []measures.MaterialItem{5}},
		{"of both: what either lacks, once", []fact{papers(3), of(district.Name, 1, 2, 4), of(town.Name, 1, 5)}, []string{district.Name, town.Name}, []measures.MaterialItem{2, 4, 5}},
		{"of both: nothing", []fact{papers(2, 3), of(district.Name, 1, 4, 5), of(town.Name, 1, 4, 5)}, []string{district.Name, town.Name}, nil},
		{"whoever gave it, where nobody is named", []fact{papers(2, 3), of(district.Name, 1, 4), of(town.Name, 5)}, nil, nil},
	} {
		if got := file(append([]fact{against(district, town)}, row.facts...)...).MissingMaterials(row.organs...); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v are missing, want %v", row.name, got, row.want)
		}
	}
}
