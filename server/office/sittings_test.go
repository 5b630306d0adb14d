package office

import (
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

func TestClashes(t *testing.T) {
	day := calendar.On(2026, 4, 2)
	sitting := func(id, time, place string, officials ...string) models.Sitting {
		return models.Sitting{LawsuitID: id, CaseNumber: id + "号", On: day, Time: time, Place: place, Court: "威海市中级人民法院", Officials: officials}
	}
	later := sitting("3", "09:00", "", "赵某某")
	later.On = day.AddDays(1)
	held := sitting("4", "09:00", "", "赵某某")
	held.Held = true
	for _, c := range []struct {
		name string
		all  []models.Sitting
		want string
	}{
		{"one person, an hour apart", []models.Sitting{sitting("1", "09:00", "", "赵某某"), sitting("2", "10:00", "", "钱某某", "赵某某")}, "赵某某同时在2号出庭|赵某某同时在1号出庭"},
		{"morning and afternoon", []models.Sitting{sitting("1", "09:00", "", "赵某某"), sitting("2", "14:30", "", "赵某某")}, "|"},
		{"a time that is not known", []models.Sitting{sitting("1", "", "", "赵某某"), sitting("2", "14:30", "", "赵某某")}, "赵某某同时在2号出庭|赵某某同时在1号出庭"},
		{"other persons", []models.Sitting{sitting("1", "09:00", "", "赵某某"), sitting("2", "09:00", "", "钱某某")}, "|"},
		{"another day", []models.Sitting{sitting("1", "09:00", "", "赵某某"), later}, "|"},
		{"one that was held", []models.Sitting{sitting("1", "09:00", "", "赵某某"), held}, "|"},
		{"one room at one time", []models.Sitting{sitting("1", "09:00", "第三法庭"), sitting("2", "09:00", "第三法庭")}, "与2号同时同庭，请与人民法院核对|与1号同时同庭，请与人民法院核对"},
		{"one room, one after the other", []models.Sitting{sitting("1", "09:00", "第三法庭"), sitting("2", "10:30", "第三法庭")}, "|"},
	} {
		var got []string
		for _, s := range withClashes(c.all) {
			got = append(got, strings.Join(s.Clashes, "；"))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, "|"), c.want)
		}
	}
}
