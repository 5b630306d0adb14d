package post_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

const (
	city = "区城市管理局"
	town = "张村镇"
)

// staff has everybody who is named, in the order given.
func staff(names ...string) post.Staff {
	var s post.Staff
	for i, name := range names {
		u := known[name]
		u.ID, u.Username, u.Name = int64(i+1), name, strings.ToUpper(name)
		s.People = append(s.People, u)
	}
	return s
}

// heirs is staff of a day on which the town continues the functions of the city's unit.
func heirs(names ...string) post.Staff {
	s := staff(names...)
	s.Closed = []models.Unit{{Name: city, ClosedOn: calendar.On(2026, 3, 1), Successor: town}}
	return s
}

var known = map[string]models.User{
	"clerk":    {Role: models.Clerk, Unit: measures.JusticeBureau},
	"clerk2":   {Role: models.Clerk, Unit: measures.JusticeBureau},
	"director": {Role: models.Director, Unit: measures.JusticeBureau},
	"city":     {Role: models.UnitClerk, Unit: city},
	"city2":    {Role: models.UnitClerk, Unit: city},
	"official": {Role: models.UnitOfficial, Unit: city},
	"town":     {Role: models.UnitClerk, Unit: town},
	"homeless": {Role: models.UnitClerk},
	"watcher":  {Role: models.Supervisor},
	"admin":    {Role: models.Admin},
}

func away(absent, substitute string) models.Substitution {
	day := calendar.On(2026, 3, 2)
	return models.Substitution{Absent: absent, Substitute: substitute, From: day, To: day}
}

func TestDeliver(t *testing.T) {
	toCity, toTown := models.Recipient{Role: models.UnitClerk, Unit: city}, models.Recipient{Role: models.UnitClerk, Unit: town}
	cityOfficial := models.Recipient{Role: models.UnitOfficial, Unit: city}
	clerk, director, supervisor := models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director}, models.Recipient{Role: models.Supervisor}
	const vacantTown = "（张村镇尚无可用账号，请另行通知。）"
	for _, row := range []struct {
		name  string
		staff post.Staff
		away  []models.Substitution
		to    []models.Recipient
		want  string // who by user name, and what stands before the body
	}{
		{"each who holds the office", staff("city", "clerk", "city2"), nil, []models.Recipient{toCity}, "city city2"},
		{"in the order of the offices, once each", staff("clerk", "city"), nil, []models.Recipient{toCity, clerk, toCity}, "city clerk"},
		{"another unit's are not told", staff("town", "city"), nil, []models.Recipient{toCity}, "city"},
		{"an organ without anybody is told by the clerks", staff("clerk", "watcher", "admin"), nil, []models.Recipient{toTown, supervisor}, "watcher" + vacantTown + " clerk" + vacantTown},
		{"where one office of a unit is held, the unit is not vacant", staff("clerk", "city"), nil, []models.Recipient{toCity, cityOfficial}, "city"},
		{"two organs without anybody are named once each", staff("clerk"), nil, []models.Recipient{toTown, toCity, cityOfficial}, "clerk（张村镇、区城市管理局尚无可用账号，请另行通知。）"},
		{"without a clerk the administrators", staff("admin"), nil, []models.Recipient{clerk, director}, "admin（区司法局尚无可用账号，请另行通知。）"},
		{"to nobody in particular: the clerks", staff("clerk", "admin"), nil, nil, "clerk"},
		{"nobody at all keeps the notice", staff("town"), nil, []models.Recipient{toCity}, "nobody（区城市管理局尚无可用账号，请另行通知。）"},
		{"an office of a unit that is not named is nobody's", staff("homeless", "clerk"), nil, []models.Recipient{{Role: models.UnitClerk}}, "clerk（单位经办人尚无可用账号，请另行通知。）"},
		{"who stands in is told too", staff("city", "city2", "official"), []models.Substitution{away("official", "city2")}, []models.Recipient{cityOfficial}, "official city2（OFFICIAL请假，由您代理。）"},
		{"who is told anyhow is not told in another's place", staff("city", "city2"), []models.Substitution{away("city", "city2")}, []models.Recipient{toCity}, "city city2"},
		{"of another unit nobody stands in", staff("city", "town"), []models.Substitution{away("city", "town")}, []models.Recipient{toCity}, "city"},
		{"who has left stands in for nobody", staff("city"), []models.Substitution{away("city", "city2")}, []models.Recipient{toCity}, "city"},
		{"who continues its functions is told as well", heirs("city", "town"), nil, []models.Recipient{toCity}, "city（区城市管理局的职能由张村镇继续行使。） town（区城市管理局的职能由张村镇继续行使。）"},
		{"and once", heirs("town"), nil, []models.Recipient{toCity, toTown}, "town（区城市管理局的职能由张村镇继续行使。）"},
		{"an office that nobody holds there either", heirs("town", "clerk"), nil, []models.Recipient{cityOfficial}, "clerk（区城市管理局尚无可用账号，请另行通知。）（区城市管理局的职能由张村镇继续行使。）"},
	} {
		row.staff.Away = row.away
		var got []string
		for _, d := range post.Deliver(models.Notice{To: row.to, Body: "内容"}, row.staff) {
			who := "nobody"
			if d.Person != 0 {
				who = row.staff.People[d.Person-1].Username
			}
			if d.Channel != post.Inbox {
				t.Errorf("%s: by %s", row.name, d.Channel)
			}
			got = append(got, who+strings.ReplaceAll(strings.TrimSuffix(d.Body, "内容"), "\n", ""))
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, s, row.want)
		}
	}
}

func TestDeliver_ByEveryChannelInTheSameWords(t *testing.T) {
	s := staff("city", "city2", "official")
	s.Away, s.Channels = []models.Substitution{away("official", "city2")}, []string{"drop", "mail"}
	got := post.Deliver(models.Notice{To: []models.Recipient{{Role: models.UnitOfficial, Unit: city}}, Body: "内容"}, s)
	var all []string
	for _, d := range got {
		all = append(all, fmt.Sprint(d.Person, d.Channel, len(d.Body)))
	}
	if !slices.Equal(all, []string{"3inbox6", "3drop6", "3mail6", "2inbox45", "2drop45", "2mail45"}) {
		t.Errorf("%q", all)
	}
	if nobody := post.Deliver(models.Notice{}, post.Staff{Channels: []string{"drop"}}); len(nobody) != 1 || nobody[0].Channel != post.Inbox {
		t.Errorf("what reached nobody is sent out: %+v", nobody)
	}
}

// TestWords names each organ once, whatever the offices and their order.
func TestWords(t *testing.T) {
	f := &measures.File{}
	f.Designation = &measures.Designation{Lead: city}
	for _, row := range []struct {
		clock  measures.Clock
		circle measures.Circle
		want   string
	}{
		{measures.Clock{Owner: measures.OwnedByHandlers}, measures.Handlers, "区城市管理局经办人"},
		{measures.Clock{Owner: measures.OwnedByHandlers}, measures.Officials, "区城市管理局经办人、负责人"},
		{measures.Clock{Owner: measures.OwnedByHandlers}, measures.Supervisors, "区城市管理局经办人、负责人，区司法局经办人、负责人，监督人员"},
		{measures.Clock{Owner: measures.OwnedByBureau}, measures.Handlers, "区司法局经办人"},
		{measures.Clock{Owner: measures.OwnedByBureau}, measures.Bureau, "区司法局经办人、负责人"},
		{measures.Clock{Owner: measures.OwnedByBureau}, measures.Supervisors, "区司法局经办人、负责人，监督人员"},
		{measures.Clock{Owner: measures.OwnedByHandlers, Unit: town}, measures.Bureau, "张村镇经办人、负责人，区司法局经办人、负责人"},
	} {
		if got := post.Words(post.Circle(f, row.clock, row.circle)); got != row.want {
			t.Errorf("%s, want %s", got, row.want)
		}
	}
	if got := post.Words(post.Circle(&measures.File{}, measures.Clock{Owner: measures.OwnedByHandlers}, measures.Officials)); got != "区司法局经办人、负责人" {
		t.Errorf("while nobody handles it: %s", got)
	}
}

// TestKey: what one person is told of one notice by one channel has a name of its
// own, and the same one for ever.
func TestKey(t *testing.T) {
	keys := map[string]bool{}
	for _, k := range []string{
		post.Key("a", "b", 1, "drop"), post.Key("a", "b", 2, "drop"), post.Key("a", "c", 1, "drop"),
		post.Key("b", "b", 1, "drop"), post.Key("a", "b", 1, "mail"), post.Key("ab", "", 1, "drop"), post.Key("", "ab", 1, "drop"),
	} {
		if keys[k] || len(k) != 32 || strings.ContainsFunc(k, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }) {
			t.Errorf("%q, again or not a name", k)
		}
		keys[k] = true
	}
	if k := post.Key("a", "b", 1, "drop"); k != "3a5d9c24701cb7644bef032be5bd67b3" {
		t.Errorf("what was sent yesterday would be sent again: %s", k)
	}
}
