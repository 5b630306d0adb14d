package post_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
)

var at = time.Date(2026, 3, 10, 1, 30, 0, 0, time.UTC)

// What is told of each event to the account's holder alone: at once, where it may be a
// stranger's doing.
func TestAccountNews(t *testing.T) {
	for _, row := range []struct {
		news   post.AccountNews
		title  string
		says   []string
		urgent bool
	}{
		{post.AccountNews{Event: post.PasswordReset, By: "安管（keeper）"}, "密码已由管理员重置", []string{"安管（keeper）重置了密码", "两步验证"}, true},
		{post.AccountNews{Event: post.PasswordChanged}, "密码已修改", []string{"不是您本人修改的"}, true},
		{post.AccountNews{Event: post.CodeSet}, "两步验证已启用或者更换手机", []string{"其他登录已退出", "联系管理员重置密码"}, true},
		{post.AccountNews{Event: post.CodeRemoved}, "两步验证已停用", []string{"此后登录只需密码"}, true},
		{post.AccountNews{Event: post.Reappointed, By: "安管（keeper）", Detail: "张村镇 单位经办人"}, "身份或者单位已调整", []string{"调整为张村镇 单位经办人"}, false},
		{post.AccountNews{Event: post.Closed, By: "安管（keeper）"}, "账号已停用", []string{"不能再登录"}, true},
		{post.AccountNews{Event: post.Reopened, By: "安管（keeper）"}, "账号已重新启用", []string{"可以登录"}, false},
		{post.AccountNews{Event: post.NewBrowser, Detail: "192.0.2.7"}, "在新的浏览器登录", []string{"来自192.0.2.7", "立即在“账号”页面修改密码"}, true},
		{post.AccountNews{Event: post.NewProgram, Detail: "192.0.2.7"}, "有程序以密码登录", []string{"来自192.0.2.7"}, true},
		{post.AccountNews{Event: post.TokenMade, Detail: "统计平台"}, "新建了程序令牌", []string{"“统计平台”", "收回"}, true},
		{post.AccountNews{Event: post.CalendarMade, Detail: "本人日历"}, "生成了日历地址", []string{"本人日历的订阅地址"}, true},
	} {
		row.news.Username, row.news.At = "anna", at
		n := row.news.Notice()
		for _, says := range append(row.says, "账号anna", "2026年3月10日（周二）09:30") {
			if !strings.Contains(n.Body, says) {
				t.Errorf("%s does not say %s: %s", row.news.Event, says, n.Body)
			}
		}
		if n.Title != "账号安全："+row.title || !n.Private || !slices.Equal(n.Persons, []string{"anna"}) || len(n.To) != 0 || post.Urgent(n, calendar.DateOf(at)) != row.urgent {
			t.Errorf("%s: %+v", row.news.Event, n)
		}
	}
}

// Sign-ins from one address are told once a day, and those of programs once a month;
// anything else each time.
func TestAccountNewsOnce(t *testing.T) {
	key := func(event post.AccountEvent, detail string, when time.Time) string {
		return post.AccountNews{Username: "anna", Event: event, Detail: detail, At: when}.Notice().Key
	}
	day, later := at.Add(time.Hour), at.AddDate(0, 0, 1)
	for _, row := range []struct {
		name      string
		one, two  string
		different bool
	}{
		{"again on that day", key(post.NewBrowser, "a", at), key(post.NewBrowser, "a", day), false},
		{"from elsewhere", key(post.NewBrowser, "a", at), key(post.NewBrowser, "b", day), true},
		{"on the next day", key(post.NewBrowser, "a", at), key(post.NewBrowser, "a", later), true},
		{"a program on the next day", key(post.NewProgram, "a", at), key(post.NewProgram, "a", later), false},
		{"a program in the next month", key(post.NewProgram, "a", at), key(post.NewProgram, "a", at.AddDate(0, 1, 0)), true},
		{"another token", key(post.TokenMade, "a", at), key(post.TokenMade, "a", at.Add(time.Millisecond)), true},
	} {
		if (row.one != row.two) != row.different {
			t.Errorf("%s: %s and %s", row.name, row.one, row.two)
		}
	}
}

// A change of an account is told by what has changed of it.
func TestAccountChanged(t *testing.T) {
	anna := models.User{Username: "anna", Name: "安娜", Role: models.UnitClerk, Unit: city}
	for _, row := range []struct {
		name   string
		change func(before, after *models.User)
		want   []post.AccountEvent
	}{
		{"a name", func(_, after *models.User) { after.Name = "安娜娜" }, nil},
		{"a role", func(_, after *models.User) { after.Role = models.UnitOfficial }, []post.AccountEvent{post.Reappointed}},
		{"a unit", func(_, after *models.User) { after.Unit = town }, []post.AccountEvent{post.Reappointed}},
		{"closed", func(_, after *models.User) { after.Disabled = true }, []post.AccountEvent{post.Closed}},
		{"opened again", func(before, _ *models.User) { before.Disabled = true }, []post.AccountEvent{post.Reopened}},
		{"opened again elsewhere", func(before, after *models.User) { before.Disabled, after.Unit = true, town }, []post.AccountEvent{post.Reopened, post.Reappointed}},
		{"closed already", func(before, after *models.User) { before.Disabled, after.Disabled = true, true }, nil},
	} {
		before, after := anna, anna
		row.change(&before, &after)
		var got []post.AccountEvent
		for _, n := range post.AccountChanged(before, after, "安管（keeper）", at) {
			got = append(got, n.Event)
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// What is private reaches the persons named, by all their channels, also where their
// accounts are closed; neither who stands in for them nor the clerks in their place.
func TestPrivateNotices(t *testing.T) {
	s := staff("clerk", "city", "city2", "admin")
	s.Away = []models.Substitution{away("city", "city2")}
	s.Channels = []string{models.Mail}
	s.Ways = map[int64][]models.Way{2: {{Channel: models.Mail, Address: "city@example.gov.cn", On: true}}}
	s.People[1].Disabled = true
	notice := models.Notice{Persons: []string{"city"}, Private: true, Body: "内容"}
	var got []string
	for _, d := range post.Deliver(notice, s) {
		got = append(got, d.Channel+" "+s.People[d.Person-1].Username+" "+d.Body)
	}
	if want := []string{"inbox city 内容", "mail city 内容"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	notice.Persons = []string{"nobody"}
	if all := post.Deliver(notice, s); len(all) != 0 {
		t.Errorf("in the place of nobody: %+v", all)
	}
	// What is not private does not reach whose account is closed.
	open := models.Notice{To: []models.Recipient{{Role: models.UnitClerk, Unit: city}}, Persons: []string{"city"}, Body: "内容"}
	for _, d := range post.Deliver(open, s) {
		if s.People[d.Person-1].Username == "city" {
			t.Error("whose account is closed is told")
		}
	}
}

// A trial waits for nothing, and there is one in a minute.
func TestTrial(t *testing.T) {
	n := post.Trial("anna", models.Mail, "电子邮件", at)
	way := models.Way{Digest: true, QuietFrom: "00:00", QuietTo: "23:59"}
	if !post.When(way, n, at, at).Equal(at) || post.InDigest(way, n, at) || !n.Private || !strings.Contains(n.Body, "电子邮件") {
		t.Errorf("%+v", n)
	}
	if again := post.Trial("anna", models.Mail, "电子邮件", at.Add(59*time.Second)); again.Key != n.Key {
		t.Errorf("%s and %s in one minute", n.Key, again.Key)
	}
	for _, other := range []models.Notice{post.Trial("anna", models.SMS, "短信", at), post.Trial("anna", models.Mail, "电子邮件", at.Add(time.Minute))} {
		if other.Key == n.Key {
			t.Errorf("%s twice", n.Key)
		}
	}
}
