package measures_test

import (
	"reflect"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle8_NineItemsInItsWords(t *testing.T) {
	if len(measures.HandlingItems) != 9 {
		t.Fatalf("%d items", len(measures.HandlingItems))
	}
	choices := measures.Item(0).Choices()
	for i, item := range measures.HandlingItems {
		number := numeral(i + 1)
		if int(item.Item) != i+1 || !strings.Contains(cited("第八条第二款"), "（"+number+"）"+item.Text) {
			t.Errorf("item %d is not worded as in 第八条: （%s）%s", item.Item, number, item.Text)
		}
		if got := measures.ItemCitation(item.Item); got != "第八条第二款第（"+number+"）项" {
			t.Errorf("item %d is cited as %s", item.Item, got)
		}
		if choices[i].Value != string(rune('1'+i)) || !strings.HasPrefix(choices[i].Title, "第（"+number+"）项：") {
			t.Errorf("item %d is offered as %v", item.Item, choices[i])
		}
	}
	for _, none := range []measures.Item{-1, 0, 10} {
		if got := measures.ItemCitation(none); got != "第八条第二款" {
			t.Errorf("item %d is cited as %s", none, got)
		}
	}
}

func TestArticle8_Proposals(t *testing.T) {
	const bureau, unit, heir = measures.JusticeBureau, "区城市管理局", "区综合行政执法局"
	type origin = measures.Origin
	for _, row := range []struct {
		name   string
		origin origin
		want   measures.Designation
		why    string
	}{
		{"（一） made by the district government", origin{Item: 1}, measures.Designation{Lead: bureau}, "由区政府直接作出"},
		{"（一） whoever else is named", origin{Item: 1, Unit: unit}, measures.Designation{Lead: bureau}, "由区政府直接作出"},
		{"（二） carried out by a unit", origin{Item: 2, Unit: unit}, measures.Designation{Lead: unit}, unit},
		{"（三） entrusted to a unit", origin{Item: 3, Unit: unit}, measures.Designation{Lead: unit}, unit},
		{"（四） inaction", origin{Item: 4, Unit: unit}, measures.Designation{Lead: unit}, unit},
		{"（五） expropriation, demolition", origin{Item: 5, Unit: unit}, measures.Designation{Lead: unit}, unit},
		{"（六） an agency of the district", origin{Item: 6, Unit: unit}, measures.Designation{Lead: unit}, unit},
		{"（七） upheld: both handle it", origin{Item: 7, Unit: unit, Decision: measures.Upheld},
			measures.Designation{Lead: unit, Joint: []string{bureau}}, "维持原行政行为，" + unit + "与" + bureau},
		{"（七） changed: the Bureau, the unit takes part", origin{Item: 7, Unit: unit, Decision: measures.Changed},
			measures.Designation{Lead: bureau, Assisting: []string{unit}}, "改变原行政行为"},
		{"（七） inadmissible: the same", origin{Item: 7, Unit: unit, Decision: measures.Inadmissible},
			measures.Designation{Lead: bureau, Assisting: []string{unit}}, "不符合受理条件"},
		{"（八） the successor", origin{Item: 8, Unit: unit, Successor: heir}, measures.Designation{Lead: heir}, unit + "被撤销"},
		{"（八） of a unit that nobody names", origin{Item: 8, Successor: heir}, measures.Designation{Lead: heir}, "原单位被撤销"},
		{"（九） left to the Bureau", origin{Item: 9, Unit: unit}, measures.Designation{}, "由区司法局根据案件实际需要确定"},

		{"（二） by nobody yet", origin{Item: 2}, measures.Designation{}, "请填写具体实施"},
		{"（六） by nobody yet", origin{Item: 6}, measures.Designation{}, "请填写具体实施"},
		{"（七） against an unnamed organ's act", origin{Item: 7, Decision: measures.Upheld}, measures.Designation{}, "请填写作出原行政行为的行政机关"},
		{"（七） with an unknown result", origin{Item: 7, Unit: unit}, measures.Designation{}, "请填写行政复议的结果"},
		{"（八） without a successor", origin{Item: 8, Unit: unit}, measures.Designation{}, "请填写继续行使职能的单位"},
	} {
		got := measures.Propose(row.origin)
		row.want.Item = row.origin.Item
		if !reflect.DeepEqual(got.Designation, row.want) || !strings.Contains(got.Why, row.why) {
			t.Errorf("%s: %+v because %s", row.name, got.Designation, got.Why)
		}
		if got.Article != measures.ItemCitation(row.origin.Item) || got.Text != measures.HandlingItems[row.origin.Item-1].Text {
			t.Errorf("%s cites %s: %s", row.name, got.Article, got.Text)
		}
	}
}

func TestArticle8_NoItemChosen(t *testing.T) {
	for _, none := range []measures.Item{-1, 0, 10} {
		got := measures.Propose(measures.Origin{Item: none, Unit: "区城市管理局"})
		if got.Lead != "" || got.Item != 0 || got.Article != "第八条第二款" || !strings.Contains(got.Why, "请先选择") {
			t.Errorf("item %d: %+v", none, got)
		}
	}
}

func TestArticle8_Handlers(t *testing.T) {
	town := measures.Defendant{Name: "张村镇人民政府", Unit: "张村镇"}
	outside := measures.Defendant{Name: "威海市自然资源和规划局"}
	bureau := measures.Defendant{Name: "威海市环翠区城市管理局", Unit: "区城市管理局"}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string // those designated
		more  string // those who handle it for an organ of their own
	}{
		{"the district before a designation", nil, "", ""},
		{"the district and a town before a designation", []fact{against(district, town)}, "", "张村镇"},
		{"the district and a town", []fact{against(district, town), designated("区城市管理局")}, "区城市管理局", "张村镇"},
		{"a town that is designated too", []fact{against(district, town), designated("区城市管理局", "张村镇")}, "区城市管理局、张村镇", ""},
		{"lead and joint", []fact{designated("区城市管理局", measures.JusticeBureau)}, "区城市管理局、区司法局", ""},
		{"a bureau by itself", []fact{against(bureau)}, "区城市管理局", ""},
		{"a bureau and a town, once each", []fact{against(bureau, town, bureau, outside)}, "区城市管理局、张村镇", ""},
		{"nobody of the district", []fact{against(outside)}, "", ""},
	} {
		f := file(row.facts...)
		if got := strings.Join(f.Designated(), "、"); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
		all := strings.Trim(row.want+"、"+row.more, "、")
		if got := strings.Join(f.Handlers(), "、"); got != all {
			t.Errorf("%s: handled by %s, want %s", row.name, got, all)
		}
	}
	f := file(designated("区城市管理局"))
	f.Designation.Assisting = []string{"张村镇"}
	if !f.Assists("张村镇") || f.Assists("区城市管理局") || file().Assists("张村镇") {
		t.Error("who assists")
	}
	if f.AgainstDistrict() != true || file(against(bureau, town)).AgainstDistrict() {
		t.Error("who is sued")
	}
}

func TestOwnerOf(t *testing.T) {
	f := file()
	for id, want := range map[string]string{"forward": "区司法局", "review": "承办单位"} {
		if got := f.OwnerOf(mustClock(t, f, id)); got != want {
			t.Errorf("before a designation %s is owed by %s, want %s", id, got, want)
		}
	}
	with(f, designated("区城市管理局", measures.JusticeBureau))
	for id, want := range map[string]string{"forward": "区司法局", "review": "区城市管理局、区司法局"} {
		if got := f.OwnerOf(mustClock(t, f, id)); got != want {
			t.Errorf("%s is owed by %s, want %s", id, got, want)
		}
	}
}
