package form_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// paper has a field of every type.
type paper struct {
	Name   string        `json:"name" label:"姓名" check:"required" example:"王某某" help:"如实填写"`
	Alias  string        `json:"alias,omitempty" label:"别名"`
	Story  string        `json:"story,omitempty" label:"经过" check:"long"`
	Case   string        `json:"case,omitempty" label:"案号" check:"number" example:"（2026）鲁10行初15号"`
	On     calendar.Date `json:"on" label:"日期" check:"required,past" example:"2026-03-02"`
	Until  calendar.Date `json:"until,omitzero" label:"届满日"`
	Pages  int           `json:"pages,omitempty" label:"页数" example:"3"`
	Copies int           `json:"copies,omitempty" label:"份数" check:"positive"`
	Lost   bool          `json:"lost" label:"是否败诉"`
	By     measures.Side `json:"by" label:"上诉人" check:"required"`
	Item   measures.Item `json:"item,omitempty" label:"情形"`
	Unit   string        `json:"unit,omitempty" label:"单位" check:"unit"`
	Names  []string      `json:"names" label:"原告" check:"required" example:"李某某"`
	Units  []string      `json:"units,omitempty" label:"配合单位" check:"unit"`
	Sued   []person      `json:"sued" label:"被告" check:"required"`
	Others []person      `json:"others,omitempty" label:"第三人"`
	Main   person        `json:"main" label:"主要经办人" check:"required"`
	Second person        `json:"second,omitzero" label:"另一经办人"`
	remark
	Nothing struct{} `json:"nothing,omitzero" label:"空"`
}

type person struct {
	Name string        `json:"name" label:"名称" check:"required"`
	Unit string        `json:"unit,omitempty" label:"单位" check:"unit"`
	On   calendar.Date `json:"on,omitzero" label:"送达日期" check:"past"`
	Head bool          `json:"head,omitempty" label:"负责人"`
}

// remark is embedded: its fields are the paper's own.
type remark struct {
	Remark string `json:"remark,omitempty" label:"备注" check:"long"`
}

var (
	fields = form.Of[paper]()
	today  = calendar.On(2026, 3, 10)
)

func fieldNamed(t *testing.T, name string) form.Field {
	t.Helper()
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("no field %s", name)
	}
	return fields[i]
}

func TestOf(t *testing.T) {
	type row struct {
		name          string
		typ, of       form.Type
		required      bool
		past          bool
		positive      bool
		choices, subs int
	}
	want := []row{
		{name: "name", typ: form.Text, required: true},
		{name: "alias", typ: form.Text},
		{name: "story", typ: form.Long},
		{name: "case", typ: form.Number},
		{name: "on", typ: form.Date, required: true, past: true},
		{name: "until", typ: form.Date},
		{name: "pages", typ: form.Integer},
		{name: "copies", typ: form.Integer, positive: true},
		{name: "lost", typ: form.Flag},
		{name: "by", typ: form.Choice, required: true, choices: 3},
		{name: "item", typ: form.Choice, choices: 9},
		{name: "unit", typ: form.Unit},
		{name: "names", typ: form.List, of: form.Text, required: true},
		{name: "units", typ: form.List, of: form.Unit},
		{name: "sued", typ: form.Groups, required: true, subs: 4},
		{name: "others", typ: form.Groups, subs: 4},
		{name: "main", typ: form.Group, required: true, subs: 4},
		{name: "second", typ: form.Group, subs: 4},
		{name: "remark", typ: form.Long},
		{name: "nothing", typ: form.Group},
	}
	if len(fields) != len(want) {
		t.Fatalf("%d fields, want %d", len(fields), len(want))
	}
	for i, f := range fields {
		got := row{f.Name, f.Type, f.Of, f.Required, f.Past, f.Positive, len(f.Choices), len(f.Fields)}
		if got != want[i] {
			t.Errorf("field %d: %+v, want %+v", i, got, want[i])
		}
		if f.Label == "" {
			t.Errorf("%s has no label", f.Name)
		}
	}
	if f := fields[0]; f.Label != "姓名" || f.Example != "王某某" || f.Help != "如实填写" {
		t.Errorf("words of name: %+v", f)
	}
	if !fieldNamed(t, "item").Numeric || fieldNamed(t, "by").Numeric {
		t.Error("which choices are numbers")
	}
}

func TestWithUnits(t *testing.T) {
	units := []measures.Choice{{Value: "区教育局", Title: "区教育局"}, {Value: "张村镇", Title: "张村镇"}}
	for i, f := range form.WithUnits(fields, units) {
		before := len(fields[i].Choices)
		want := before
		if f.Name == "unit" || f.Name == "units" {
			want = len(units)
		}
		if len(f.Choices) != want || len(fields[i].Choices) != before {
			t.Errorf("%s offers %d choices, want %d", f.Name, len(f.Choices), want)
		}
		if len(f.Fields) == 4 && (len(f.Fields[0].Choices) != 0 || len(f.Fields[1].Choices) != len(units) || len(fields[i].Fields[1].Choices) != 0) {
			t.Errorf("%s: a unit is chosen among %v", f.Name, f.Fields)
		}
	}
}

// examples fills in what the fields give as examples.
func examples(t *testing.T, fields []form.Field) map[string]any {
	object := map[string]any{}
	for _, f := range fields {
		if f.Label == "" || f.Name == "" {
			t.Errorf("%+v has no words", f)
		}
		switch {
		case f.Type == form.Groups:
			object[f.Name] = []any{examples(t, f.Fields)}
		case f.Type == form.List:
			object[f.Name] = []string{f.Example}
		case f.Type == form.Choice && f.Required:
			object[f.Name] = f.Choices[0].Value
		case f.Example != "":
			object[f.Name] = f.Example
		}
	}
	return object
}

// TestOf_Registration checks the one declaration that is larger than any act's:
// every field has words, every example is accepted.
func TestOf_Registration(t *testing.T) {
	object := examples(t, form.Of[measures.Registration]())
	delete(object, "third_parties")
	data, _ := json.Marshal(object)
	var r measures.Registration
	if errs := form.Read(form.Of[measures.Registration](), data, calendar.On(2026, 3, 10), measures.Current, &r); len(errs) > 0 {
		t.Errorf("the examples are refused: %v", errs)
	}
	if r.CaseNumber != "（2026）鲁10行初15号" || r.Defendants[0].Unit != measures.DistrictGovernment || r.ServedOn != calendar.On(2026, 3, 2) {
		t.Errorf("read as %+v", r)
	}
}

func TestShow(t *testing.T) {
	p := paper{
		Name: "王某某", Story: "一\n二", On: calendar.On(2026, 3, 2), Pages: 3, By: measures.Respondent, Item: 5,
		Names: []string{"甲", "乙"}, Units: []string{"区教育局"},
		Sued:   []person{{Name: "区政府", Unit: "区政府", On: calendar.On(2026, 3, 1)}, {Name: "某局", Head: true}},
		Main:   person{Name: "赵", Unit: "区城市管理局"},
		remark: remark{"无"},
	}
	for name, want := range map[string]string{
		"name": "王某某", "alias": "", "story": "一\n二", "case": "", "on": "2026年3月2日（周一）", "until": "", "pages": "3", "copies": "",
		"lost": "否", "by": "被告", "item": "第（五）项：征收或者强制拆除", "unit": "", "names": "甲、乙", "units": "区教育局",
		"sued": "名称区政府，单位区政府，送达日期2026年3月1日（周日），负责人否；名称某局，负责人是", "others": "",
		"main": "名称赵，单位区城市管理局，负责人否", "second": "", "remark": "无",
	} {
		f := fieldNamed(t, name)
		if got := f.Show(p); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if got := f.Show(&p); got != want {
			t.Errorf("%s, behind a pointer: %s, want %s", name, got, want)
		}
	}
	p.Lost, p.By = true, "court"
	if got := fieldNamed(t, "lost").Show(p); got != "是" {
		t.Errorf("lost: %s", got)
	}
	if got := fieldNamed(t, "by").Show(p); got != "court" {
		t.Errorf("a choice that nobody offers: %s", got)
	}
}

// good is a paper with everything filled in, as JSON would have it.
func good() map[string]any {
	return map[string]any{
		"name": "王某某", "alias": "老王", "story": "一\n二", "case": "(2026)鲁10行初15号", "on": "2026-03-02", "until": "2027-03-02",
		"pages": 3, "copies": 1, "lost": true, "by": "plaintiff", "item": 5, "unit": "区教育局",
		"names": []any{"甲", "乙"}, "units": []any{"区教育局"},
		"sued":   []any{map[string]any{"name": "区政府", "unit": "区政府", "on": "2026-03-01"}},
		"others": []any{map[string]any{"name": "丙"}},
		"main":   map[string]any{"name": "赵", "head": true}, "second": map[string]any{"name": "钱"},
		"remark": "无",
	}
}

// changed is the good paper with some fields other than they were; what is nil is
// left out.
func changed(changes map[string]any) []byte {
	p := good()
	for name, v := range changes {
		if v == nil {
			delete(p, name)
		} else {
			p[name] = v
		}
	}
	data, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return data
}

func read(data []byte) (paper, []string) {
	var p paper
	var errs []string
	for _, e := range form.Read(fields, data, today, measures.Papers, &p) {
		errs = append(errs, e.Field+": "+e.Detail)
	}
	return p, errs
}

func TestRead_FillsEveryField(t *testing.T) {
	got, errs := read(changed(nil))
	want := paper{
		Name: "王某某", Alias: "老王", Story: "一\n二", Case: "（2026）鲁10行初15号", On: calendar.On(2026, 3, 2), Until: calendar.On(2027, 3, 2),
		Pages: 3, Copies: 1, Lost: true, By: measures.Plaintiff, Item: 5, Unit: "区教育局",
		Names: []string{"甲", "乙"}, Units: []string{"区教育局"},
		Sued:   []person{{Name: "区政府", Unit: "区政府", On: calendar.On(2026, 3, 1)}},
		Others: []person{{Name: "丙"}},
		Main:   person{Name: "赵", Head: true}, Second: person{Name: "钱"},
		remark: remark{"无"},
	}
	if len(errs) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", errs, got, want)
	}
}

func long(n int) string { return strings.Repeat("文", n) }

func list(n int) []any {
	var all []any
	for range n {
		all = append(all, "甲")
	}
	return all
}

// TestRead_Accepts are ways of filling in that come to the same or are just
// within a limit. show is how the field then reads.
func TestRead_Accepts(t *testing.T) {
	for _, row := range []struct {
		name  string
		field string
		value any
		show  string
	}{
		{"spaces around", "name", " 王某某　\n", "王某某"},
		{"200 characters", "name", long(form.MaxText), long(form.MaxText)},
		{"4000 characters", "story", long(form.MaxLong), long(form.MaxLong)},
		{"tabs and line ends in a long text", "story", "一\t二\r\n三", "一\t二\r\n三"},
		{"an emoji", "name", "王👍", "王👍"},
		{"an optional text left empty", "alias", "", ""},
		{"only spaces", "alias", "  ", ""},
		{"a case number with what is invisible", "case", "(2026)鲁10行初\u200b15号", "（2026）鲁10行初15号"},
		{"today", "on", "2026-03-10", "2026年3月10日（周二）"},
		{"spaces around a date", "on", " 2026-03-02 ", "2026年3月2日（周一）"},
		{"the day the law began", "on", "1990-10-01", "1990年10月1日（周一）"},
		{"two years ahead", "until", "2028-03-10", "2028年3月10日（周五）"},
		{"a leap day", "on", "2024-02-29", "2024年2月29日（周四）"},
		{"no date", "until", "", ""},
		{"zero", "pages", 0, ""},
		{"a million", "pages", 1_000_000, "1000000"},
		{"one", "copies", 1, "1"},
		{"false", "lost", false, "否"},
		{"a choice by its words", "by", "第三人", "第三人"},
		{"with spaces around", "by", " third_party ", "第三人"},
		{"a number as text", "item", "7", "第（七）项：经区政府复议"},
		{"a number", "item", 9, "第（九）项：其他，由区司法局确定"},
		{"a number by its words", "item", "第（一）项：区政府直接作出", "第（一）项：区政府直接作出"},
		{"no choice", "item", "", ""},
		{"null for what may be missing", "item", json.RawMessage("null"), ""},
		{"null for a list", "units", json.RawMessage("null"), ""},
		{"null for a group", "second", json.RawMessage("null"), ""},
		{"null for a flag", "lost", json.RawMessage("null"), "否"},
		{"an empty list", "units", []any{}, ""},
		{"a list of a hundred", "names", list(form.MaxList), strings.TrimSuffix(strings.Repeat("甲、", form.MaxList), "、")},
		{"an empty list of groups", "others", []any{}, ""},
		{"escapes", "name", json.RawMessage(`"\u738b\u67d0"`), "王某"},
	} {
		p, errs := read(changed(map[string]any{row.field: row.value}))
		if got := fieldNamed(t, row.field).Show(p); len(errs) > 0 || got != row.show {
			t.Errorf("%s: %v, %s reads “%s”", row.name, errs, row.field, got)
		}
	}
}

func TestRead_Refuses(t *testing.T) {
	person := func(name string, more ...any) map[string]any {
		p := map[string]any{"name": name}
		for i := 0; i < len(more); i += 2 {
			p[more[i].(string)] = more[i+1]
		}
		return p
	}
	for _, row := range []struct {
		name  string
		field string
		value any
		want  string // the only error
	}{
		{"missing text", "name", nil, "name: 请填写姓名"},
		{"null", "name", json.RawMessage("null"), "name: 请填写姓名"},
		{"empty", "name", "", "name: 请填写姓名"},
		{"only full-width spaces", "name", "　　", "name: 请填写姓名"},
		{"a number for a text", "name", 7, "name: 姓名应当是文字"},
		{"a list for a text", "name", []any{"王"}, "name: 姓名应当是文字"},
		{"an object for a text", "name", person("王"), "name: 姓名应当是文字"},
		{"201 characters", "name", long(form.MaxText + 1), "name: 姓名最多200字，现有201字"},
		{"10,000 characters", "story", long(10_000), "story: 经过最多4000字，现有10000字"},
		{"10,000 characters of a case number", "case", strings.Repeat("1", 10_000), "case: “" + strings.Repeat("1", 60) + "”不像案号，请按“（2026）鲁10行初15号”的格式填写"},
		{"a control character", "name", "王\u0000某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"an escape", "name", "王\u001b[31m某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a line end in a line", "name", "王\n某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a tab in a line", "name", "王\t某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a zero-width space", "name", "王\u200b某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a byte order mark", "unit", "\ufeff区教育局", "unit: 单位含有不可见字符，请删除后重新填写"},
		{"right-to-left override", "name", "王\u202e某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"an isolate", "story", "一\u2066二", "story: 经过含有不可见字符，请删除后重新填写"},
		{"a bell in a long text", "story", "一\a二", "story: 经过含有不可见字符，请删除后重新填写"},
		{"a filler", "name", "\u3164", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"the braille blank", "name", "\u2800", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a Korean filler", "name", "王\u115f某", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"its half", "name", "王\uffa0", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a joiner of marks", "name", "\u034f", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"an accent on nothing", "name", "\u0301", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"an accent on a space", "name", "王 \u0301", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a variant of nothing", "name", "a\ufe00", "name: 姓名含有不可见字符，请删除后重新填写"},
		{"a variant of nothing at a line's end", "story", "一\n\u0301", "story: 经过含有不可见字符，请删除后重新填写"},
		{"half a surrogate pair", "name", json.RawMessage(`"王\ud800"`), "name: 姓名含有不可见字符，请删除后重新填写"},
		{"nonsense for a case number", "case", "十五号", "case: “十五号”不像案号，请按“（2026）鲁10行初15号”的格式填写"},

		{"a missing date", "on", nil, "on: 请填写日期"},
		{"an empty date", "on", "", "on: 请填写日期"},
		{"a number for a date", "on", 20260302, "on: 日期应当是文字"},
		{"slashes", "on", "2026/03/02", "on: “2026/03/02”不是有效日期，请按“2026-10-09”的格式填写"},
		{"one digit", "on", "2026-3-2", "on: “2026-3-2”不是有效日期，请按“2026-10-09”的格式填写"},
		{"Chinese", "on", "2026年3月2日", "on: “2026年3月2日”不是有效日期，请按“2026-10-09”的格式填写"},
		{"with a time", "on", "2026-03-02T00:00:00Z", "on: “2026-03-02T00:00:00Z”不是有效日期，请按“2026-10-09”的格式填写"},
		{"30 February", "on", "2026-02-30", "on: “2026-02-30”不是有效日期，请按“2026-10-09”的格式填写"},
		{"full-width digits", "on", "２０２６-03-02", "on: “２０２６-03-02”不是有效日期，请按“2026-10-09”的格式填写"},
		{"tomorrow", "on", "2026-03-11", "on: 日期不能晚于今天（2026年3月10日（周二））"},
		{"more than two years ahead", "until", "2028-03-11", "until: 届满日2028年3月11日（周六）在2年以后，请核对年份"},
		{"before the law", "on", "1990-09-30", "on: 日期1990年9月30日（周日）早于《行政诉讼法》施行之日（1990年10月1日），请核对年份"},
		{"1890", "on", "1890-03-02", "on: “1890-03-02”早于1949年，请核对年份"},

		{"a text for a number", "pages", "3", "pages: 页数应当是0至1000000之间的整数"},
		{"a fraction", "pages", 1.5, "pages: 页数应当是0至1000000之间的整数"},
		{"less than nothing", "pages", -1, "pages: 页数应当是0至1000000之间的整数"},
		{"more than a million", "pages", 1_000_001, "pages: 页数应当是0至1000000之间的整数"},
		{"far too much", "pages", json.RawMessage("1e400"), "pages: 页数应当是0至1000000之间的整数"},
		{"none where there must be one", "copies", 0, "copies: 份数应当是1以上的整数"},
		{"a word for a flag", "lost", "是", "lost: 是否败诉应当是 true 或者 false"},
		{"a number for a flag", "lost", 1, "lost: 是否败诉应当是 true 或者 false"},

		{"a missing choice", "by", nil, "by: 请填写上诉人"},
		{"an empty choice", "by", " ", "by: 请选择上诉人"},
		{"an unknown choice", "by", "court", "by: 上诉人没有“court”这一项；可选：plaintiff（原告）、defendant（被告）、third_party（第三人）"},
		{"in capitals", "by", "Plaintiff", "by: 上诉人没有“Plaintiff”这一项；可选：plaintiff（原告）、defendant（被告）、third_party（第三人）"},
		{"an object for a choice", "by", person("王"), "by: 上诉人应当是一个选项；可选：plaintiff（原告）、defendant（被告）、third_party（第三人）"},
		{"a flag for a choice", "by", true, "by: 上诉人应当是一个选项；可选：plaintiff（原告）、defendant（被告）、third_party（第三人）"},

		{"no names", "names", nil, "names: 请填写原告"},
		{"an empty list", "names", []any{}, "names: 请至少填写一个原告"},
		{"a text for a list", "names", "甲、乙", "names: 原告应当是一个列表"},
		{"an object for a list", "names", person("甲"), "names: 原告应当是一个列表"},
		{"2001 names", "names", list(form.MaxNames + 1), "names: 原告最多2000项，现有2001项"},
		{"an empty entry", "names", []any{"甲", " "}, "names.1: 请填写原告"},
		{"a null entry", "names", []any{"甲", nil}, "names.1: 请填写原告"},
		{"a number among names", "names", []any{7}, "names.0: 原告应当是文字"},
		{"a long entry", "units", []any{long(201)}, "units.0: 配合单位最多200字，现有201字"},

		{"no defendants", "sued", nil, "sued: 请填写被告"},
		{"an empty list of defendants", "sued", []any{}, "sued: 请至少填写一个被告"},
		{"101 defendants", "sued", list(101), "sued: 被告最多100项，现有101项"},
		{"a text for a defendant", "sued", []any{"区政府"}, "sued.0: 内容不是有效的JSON对象，请检查括号和引号"},
		{"a nameless defendant", "sued", []any{person("区政府"), map[string]any{}}, "sued.1.name: 请填写名称"},
		{"a defendant's unit", "sued", []any{person("区政府", "unit", 7)}, "sued.0.unit: 单位应当是文字"},
		{"a defendant served tomorrow", "sued", []any{person("区政府"), person("张村镇", "on", "2026-03-11")}, "sued.1.on: 送达日期不能晚于今天（2026年3月10日（周二））"},
		{"what defendants do not have", "sued", []any{person("区政府", "age", 7)}, "sued.0.age: 没有“age”这个字段；可填写：name、unit、on、head"},

		{"no main person", "main", nil, "main.name: 请填写名称"},
		{"null for the main person", "main", json.RawMessage("null"), "main.name: 请填写名称"},
		{"a nameless main person", "main", map[string]any{"unit": "区教育局"}, "main.name: 请填写名称"},
		{"a list for a group", "main", []any{}, "main: 内容不是有效的JSON对象，请检查括号和引号"},
		{"a group that may be missing, half filled in", "second", map[string]any{"unit": "区教育局"}, "second.name: 请填写名称"},
		{"unknown within a group", "main", person("赵", "age", 7), "main.age: 没有“age”这个字段；可填写：name、unit、on、head"},
	} {
		_, errs := read(changed(map[string]any{row.field: row.value}))
		if len(errs) != 1 || errs[0] != row.want {
			t.Errorf("%s:\n got %q\nwant %q", row.name, errs, row.want)
		}
	}
}

func TestRead_UnknownField(t *testing.T) {
	_, errs := read(changed(map[string]any{"nmae": "王", "Name": "王"}))
	if len(errs) != 2 || !strings.HasPrefix(errs[0], "Name: 没有“Name”这个字段；可填写：name、alias、") || !strings.HasPrefix(errs[1], "nmae: 没有“nmae”这个字段；") {
		t.Errorf("%q", errs)
	}
	_, errs = read(changed(map[string]any{long(5000): "王"}))
	if len(errs) != 1 || !strings.Contains(errs[0], "没有“"+long(40)+"”这个字段") {
		t.Errorf("%.200q", errs)
	}
}

// TestRead_Broken are requests that are no JSON object, or one that two readers
// could understand differently.
func TestRead_Broken(t *testing.T) {
	const noObject = ": 内容不是有效的JSON对象，请检查括号和引号"
	for _, row := range []struct{ data, want string }{
		{``, noObject},
		{`null`, noObject},
		{`[]`, noObject},
		{`"name"`, noObject},
		{`name=王`, noObject},
		{`{`, ": JSON格式有误：没有结束的括号"},
		{`{"name"`, ": JSON格式有误（第"},
		{`{"name":`, ": JSON格式有误（第"},
		{`{"name":"王"`, ": JSON格式有误：没有结束的括号"},
		{`{"name":"王",}`, ": JSON格式有误（第"},
		{`{"name":"王" "alias":"王"}`, ": JSON格式有误（第"},
		{`{name:"王"}`, ": JSON格式有误（第"},
		{`{1:"王"}`, ": JSON格式有误（第"},
		{`{"name":'王'}`, ": JSON格式有误（第"},
		{`{"name":NaN}`, ": JSON格式有误（第"},
		{`{"name":"王"}}`, ": JSON格式有误：结束之后还有内容"},
		{`{"name":"王"} {}`, ": JSON格式有误：结束之后还有内容"},
		{`{"name":"王"}//`, ": JSON格式有误：结束之后还有内容"},
		{"{\"name\":\"\xff\"}", ": 内容不是有效的UTF-8文字"},
		{`{"name":"王","name":"李"}`, ": “name”填写了两次"},
		{`{"name":null,"name":"李"}`, ": “name”填写了两次"},
		{`{"name":"王","n\u0061me":"李"}`, ": “name”填写了两次"},
		{`{"age":1,"age":1}`, ": “age”填写了两次"},
		{`{"main":{"name":"王","name":"李"}}`, "main: “name”填写了两次"},
		{`{"sued":[{"name":"王"},{"name":"王","name":"李"}]}`, "sued.1: “name”填写了两次"},
		{`{"name":` + strings.Repeat(`[`, 20_000), ": JSON格式有误（第"},
	} {
		_, errs := read([]byte(row.data))
		if !slices.ContainsFunc(errs, func(e string) bool { return strings.HasPrefix(e, row.want) }) {
			t.Errorf("%.60s: %q, want %s", row.data, errs, row.want)
		}
	}
}

func TestRead_Hostile(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 9_000) + `1` + strings.Repeat(`}`, 9_000)
	for name, row := range map[string]struct{ data, want string }{
		"deep, where nothing is expected": {`{"a":` + deep + `}`, "a: 没有“a”这个字段"},
		"deep, for a text":                {`{"name":` + deep + `}`, "name: 姓名应当是文字"},
		"deep, for a choice":              {`{"by":` + deep + `}`, "by: 上诉人应当是一个选项"},
		"deep, for a group":               {`{"main":` + deep + `}`, "main.a: 没有“a”这个字段"},
	} {
		_, errs := read([]byte(row.data))
		if !slices.ContainsFunc(errs, func(e string) bool { return strings.HasPrefix(e, row.want) }) {
			t.Errorf("%s: %.300q", name, errs)
		}
	}
	var many strings.Builder
	many.WriteString("{")
	for i := range 100_000 {
		many.WriteString(`"f` + strings.Repeat("a", i%7) + string(rune('一'+i%20_000)) + `":0,`)
	}
	_, errs := read([]byte(many.String() + `"z":0}`))
	if len(errs) != 1 || errs[0] != ": 字段过多，最多100个" {
		t.Errorf("a hundred thousand fields: %d errors, %.200q", len(errs), errs)
	}
}

// TestRead_ErrorsInTheOrderOfTheDeclaration checks that errors stand as the form
// does, whatever the order of the request, and that each is a Chinese sentence.
func TestRead_ErrorsInTheOrderOfTheDeclaration(t *testing.T) {
	_, errs := read([]byte(`{"zzz":1,"sued":[{"unit":"x"},{"name":1}],"lost":"?","copies":0,"on":"?","name":"","aaa":1}`))
	var at []string
	for _, e := range errs {
		field, detail, _ := strings.Cut(e, ": ")
		at = append(at, field)
		if !strings.ContainsAny(detail, "请应没不") || strings.HasSuffix(detail, "。") {
			t.Errorf("%s is told “%s”", field, detail)
		}
	}
	want := []string{"name", "on", "copies", "lost", "by", "names", "sued.0.name", "sued.1.name", "main.name", "zzz", "aaa"}
	if !slices.Equal(at, want) {
		t.Errorf("errors at %v, want %v", at, want)
	}
}

func TestRead_NothingAtAll(t *testing.T) {
	_, errs := read([]byte(`{}`))
	want := []string{"name: 请填写姓名", "on: 请填写日期", "by: 请填写上诉人", "names: 请填写原告", "sued: 请填写被告", "main.name: 请填写名称"}
	if !slices.Equal(errs, want) {
		t.Errorf("%q, want %q", errs, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(changed(nil))
	for _, seed := range []string{
		`{}`, `{"name":null}`, `{"name":"王","on":"2026-03-02"}`, `{"sued":[{"name":"王","on":""}],"main":{}}`, `{"item":7,"by":"原告"}`,
		`{"item":7.0,"pages":1e5,"copies":-0}`, `{"a":1,"a":2}`, `{"names":["甲",null,{}]}`, `{"name"`, `{1:2}`, `{"case":"\ud800"}`, "\xff", `[[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p paper
		errs := form.Read(fields, data, today, measures.Papers, &p)
		for _, e := range errs {
			if e.Detail == "" {
				t.Errorf("an error without words at %q", e.Field)
			}
		}
		for _, f := range fields {
			f.Show(p)
		}
		if len(errs) > 0 {
			return
		}
		// What was accepted is accepted again as it was understood.
		again, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var q paper
		if errs := form.Read(fields, again, today, measures.Papers, &q); len(errs) > 0 {
			t.Fatalf("%s was accepted, but not %s: %v", data, again, errs)
		}
	})
}

// A file is longer than any text, and has its own limit.
func TestRead_File(t *testing.T) {
	type upload struct {
		Content string `json:"content" label:"文件" check:"required,file"`
	}
	fields := form.Of[upload]()
	for size, fine := range map[int]bool{form.MaxWhole + 1: true, form.MaxFile + 1: false} {
		var in upload
		data, err := json.Marshal(upload{strings.Repeat("A", size)})
		if err != nil {
			t.Fatal(err)
		}
		if wrong := form.Read(fields, data, today, measures.Papers, &in); fine != (len(wrong) == 0) {
			t.Errorf("a file of %d: %v", size, wrong)
		}
	}
	if s := form.Schema(fields)["properties"].(map[string]any)["content"].(map[string]any); s["contentEncoding"] != "base64" {
		t.Errorf("the schema is %v", s)
	}
}
