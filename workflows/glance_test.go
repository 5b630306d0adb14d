package workflows_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// TestGlance: what runs stands with the least time left first, what was late with its days
// and its reason; who sues is left out where that is wanted; nothing breaks a table.
func TestGlance(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil}, step{"2026-03-05", clerk, "forward_materials", fields{"on": "2026-03-05", "late_reason": "等待|补正\n材料"}},
		step{"2026-03-20", unitClerk, "record_summons", fields{"hearing_on": "2026-04-10", "time": "09:30", "place": "第三法庭"}})
	b := m.law
	b.Today = on(t, "2026-03-30")
	g := workflows.Glance{
		File: &s.file, Clocks: b.Clocks(&s.file), Law: b.Law, Today: b.Today, Recent: []string{"甲", "乙"}, Link: "https://yingsu.example/lawsuits/1",
	}
	got := g.Draw()
	for _, want := range []string{
		"截至2026年3月30日（周一）", "| 原告 | 王某某 |", "2026年4月10日（周五） 09:30 第三法庭；出庭负责人尚未报备",
		"| 将应诉材料副本转交承办单位 | [第十一条第二款](https://yingsu.example/measures#11) | 2026年3月4日（周三） | 2026年3月5日（周四） | 1日 | 区司法局 | 等待｜补正 材料 |",
		"- 甲\n- 乙", "[打开案件页面](https://yingsu.example/lawsuits/1)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
	if evidence, hearing := strings.Index(got, "向人民法院提交答辩状"), strings.Index(got, "将传票和出庭负责人名单"); evidence < 0 || hearing < evidence {
		t.Errorf("what has least time left does not come first:\n%s", got)
	}
	if lines := workflows.RecentIn(got); !slices.Equal(lines, g.Recent) {
		t.Errorf("the last lines are read as %q", lines)
	}
	if g.Discreet = true; strings.Contains(g.Draw(), "王某某") {
		t.Error("it says who sues")
	}
	later := g
	later.Today = on(t, "2026-04-01")
	if later.Draw() == g.Draw() {
		t.Error("days left do not change with the day")
	}
	if stage := measures.StageOf(&s.file); !strings.HasPrefix(got, "**"+stage.Title()+"**") {
		t.Errorf("it stands at %s", stage.Title())
	}
}
