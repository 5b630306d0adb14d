package registers_test

import (
	"encoding/json"
	"testing"

	"yingsu/models/registers"
	"yingsu/workflows/calendar"
)

var today = calendar.On(2026, 6, 30)

// What is entered is read by the declaration of its register, and what cannot be so is
// refused by name.
func TestEntries(t *testing.T) {
	for _, c := range []struct{ name, register, in, wrong, title string }{
		{"a rule", "rules", `{"unit":"区城市管理局","on":"2026-03-10","kind":"litigation","title":"行政应诉工作规则"}`, "", "行政应诉工作规则"},
		{"a rule of another kind", "rules", `{"unit":"区城市管理局","on":"2026-03-10","kind":"x","title":"规则"}`, "kind", ""},
		{"tomorrow's", "rules", `{"unit":"区城市管理局","on":"2026-07-01","kind":"litigation","title":"规则"}`, "on", ""},
		{"a measure", "prevention", `{"unit":"张村镇","on":"2026-03-10","title":"征收告知","measure":"先听取意见","due":"2026-03-10","done":"2026-03-10"}`, "", "征收告知"},
		{"due before it began", "prevention", `{"unit":"张村镇","on":"2026-03-10","title":"征收告知","measure":"先听取意见","due":"2026-03-09"}`, "due", ""},
		{"done before it began", "prevention", `{"unit":"张村镇","on":"2026-03-10","title":"征收告知","measure":"先听取意见","done":"2026-03-09"}`, "done", ""},
		{"of a lawsuit", "prevention", `{"unit":"张村镇","on":"2026-03-10","title":"征收告知","measure":"听取意见","case_number":"(2026)鲁1002行初18号"}`, "", "征收告知"},
		{"of no number", "prevention", `{"unit":"张村镇","on":"2026-03-10","title":"征收告知","measure":"听取意见","case_number":"第十八件"}`, "case_number", ""},
		{"settled", "mediations", `{"unit":"张村镇","on":"2026-03-10","title":"补偿面积","way":"people","done":"2026-03-20","outcome":"agreed"}`, "", "补偿面积"},
		{"over, and nobody knows how", "mediations", `{"unit":"张村镇","on":"2026-03-10","title":"补偿面积","way":"people","done":"2026-03-20"}`, "outcome", ""},
		{"known how, and not when", "mediations", `{"unit":"张村镇","on":"2026-03-10","title":"补偿面积","way":"people","outcome":"failed"}`, "done", ""},
		{"funds", "resources", `{"unit":"张村镇","on":"2026-01-15","kind":"funds","title":"经费","amount":"80000.00"}`, "", "经费"},
		{"a vehicle costs nothing here", "resources", `{"unit":"张村镇","on":"2026-01-15","kind":"vehicles","title":"车辆","amount":"80000.00"}`, "amount", ""},
		{"a meeting", "meetings", `{"on":"2026-03-20","kind":"joint","title":"征收案件","unit":"区司法局","courts":["环翠区人民法院"]}`, "", "征收案件"},
		{"a day promised for nothing", "meetings", `{"on":"2026-03-20","kind":"joint","title":"征收案件","unit":"区司法局","due":"2026-04-01"}`, "matters", ""},
		{"training", "training", `{"unit":"张村镇","on":"2026-05-12","kind":"course","title":"举证规则","persons":25,"officials":25}`, "", "举证规则"},
		{"more officials than persons", "training", `{"unit":"张村镇","on":"2026-05-12","kind":"course","title":"举证规则","persons":25,"officials":26}`, "officials", ""},
		{"nobody was there", "training", `{"unit":"张村镇","on":"2026-05-12","kind":"course","title":"举证规则","persons":0}`, "persons", ""},
		{"observation", "observations", `{"unit":"张村镇","on":"2026-05-12","title":"某公司案","persons":3,"officials":4}`, "officials", ""},
		{"a person is honoured", "commendations", `{"unit":"张村镇","on":"2026-05-12","person":"钱镇安","title":"先进个人","by":"区政府","ground":"无逾期"}`, "", "钱镇安：先进个人"},
		{"by nobody", "commendations", `{"unit":"张村镇","on":"2026-05-12","title":"先进个人","ground":"无逾期"}`, "by", ""},
	} {
		t.Run(c.register+" "+c.name, func(t *testing.T) {
			r, ok := registers.Of(c.register)
			if !ok {
				t.Fatal("no such register")
			}
			content, wrong := r.Read(r.Fields, json.RawMessage(c.in), today)
			if len(wrong) > 0 || c.wrong != "" {
				if len(wrong) != 1 || wrong[0].Field != c.wrong || wrong[0].Detail == "" {
					t.Errorf("refused for %+v, want %q", wrong, c.wrong)
				}
				return
			}
			if title := content.Head().Title; title != c.title {
				t.Errorf("title %q, want %q", title, c.title)
			}
		})
	}
}

// Every register says what it is for and by which article it is kept.
func TestRegistersAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range registers.Registers {
		if r.Title == "" || r.Article == "" || r.Purpose == "" || len(r.Fields) < 4 || seen[r.Key] {
			t.Errorf("%+v is not declared whole", r)
		}
		seen[r.Key] = true
	}
	if _, ok := registers.Of("nothing"); ok {
		t.Error("there is a register of nothing")
	}
}
