package post_test

import (
	"errors"
	"net/netip"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
)

func TestWhen(t *testing.T) {
	day := calendar.On(2026, 3, 10)
	quiet := models.Way{QuietFrom: "22:00", QuietTo: "07:00"}
	noon := models.Way{QuietFrom: "12:00", QuietTo: "14:00"}
	digest := models.Way{Digest: true}
	both := models.Way{Digest: true, QuietFrom: "22:00", QuietTo: "09:00"}
	reminder := models.Notice{Urgency: models.Reminder, Due: day.AddDays(3)}
	for _, row := range []struct {
		name    string
		way     models.Way
		notice  models.Notice
		written time.Time
		now     time.Time
		want    time.Time
	}{
		{"at once where nobody asks otherwise", models.Way{}, reminder, day.At(23, 0), day.At(23, 0), day.At(23, 0)},
		{"a minute before quiet", quiet, reminder, day.At(21, 59), day.At(21, 59), day.At(21, 59)},
		{"as quiet begins", quiet, reminder, day.At(22, 0), day.At(22, 0), day.AddDays(1).At(7, 0)},
		{"after midnight", quiet, reminder, day.At(0, 0), day.At(0, 0), day.At(7, 0)},
		{"the last minute of quiet", quiet, reminder, day.At(6, 59), day.At(6, 59), day.At(7, 0)},
		{"as quiet ends", quiet, reminder, day.At(7, 0), day.At(7, 0), day.At(7, 0)},
		{"within a day", noon, reminder, day.At(13, 59), day.At(13, 59), day.At(14, 0)},
		{"outside within a day", noon, reminder, day.At(14, 0), day.At(14, 0), day.At(14, 0)},
		{"the same time twice is none", models.Way{QuietFrom: "08:00", QuietTo: "08:00"}, reminder, day.At(8, 0), day.At(8, 0), day.At(8, 0)},
		{"due today gets through", quiet, models.Notice{Urgency: models.Reminder, Due: day}, day.At(23, 0), day.At(23, 0), day.At(23, 0)},
		{"late gets through", both, models.Notice{Urgency: models.Escalation, Due: day.AddDays(-3)}, day.At(23, 0), day.At(23, 0), day.At(23, 0)},
		{"a warning gets through", both, models.Notice{Urgency: models.Warning}, day.At(23, 0), day.At(23, 0), day.At(23, 0)},
		{"due tomorrow waits, until it is tomorrow", quiet, models.Notice{Urgency: models.Reminder, Due: day.AddDays(1)}, day.At(22, 30), day.AddDays(1).At(0, 0), day.AddDays(1).At(0, 0)},
		{"a digest the same morning", digest, reminder, day.At(8, 29), day.At(8, 29), day.At(8, 30)},
		{"a digest the next morning", digest, reminder, day.At(8, 30), day.At(8, 30), day.AddDays(1).At(8, 30)},
		{"a digest whose time has come", digest, reminder, day.At(8, 29), day.At(8, 31), day.At(8, 31)},
		{"a digest in quiet", both, reminder, day.At(8, 0), day.At(8, 0), day.At(9, 0)},
		{"after an outage, in quiet", quiet, reminder, day.At(16, 0), day.At(23, 30), day.AddDays(1).At(7, 0)},
	} {
		// The answer does not depend on the zone of the machine, nor on its summer time.
		for _, zone := range []string{"UTC", "Asia/Shanghai", "America/New_York"} {
			place, err := time.LoadLocation(zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := post.When(row.way, row.notice, row.written.In(place), row.now.In(place)); !got.Equal(row.want) {
				t.Errorf("%s (%s): %s, want %s", row.name, zone, got.In(calendar.Zone), row.want.In(calendar.Zone))
			}
		}
	}
	if post.InDigest(digest, models.Notice{Due: day}, day.At(9, 0)) || !post.InDigest(digest, reminder, day.At(9, 0)) || post.InDigest(quiet, reminder, day.At(9, 0)) {
		t.Error("something else goes with the digest than what can wait, of who wants it")
	}
}

// Other zones' days on which clocks are changed are days like others here.
func TestWhenOthersChangeTheirClocks(t *testing.T) {
	way, reminder := models.Way{QuietFrom: "01:00", QuietTo: "03:30"}, models.Notice{Urgency: models.Reminder}
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []calendar.Date{calendar.On(2026, 3, 8), calendar.On(2026, 3, 9), calendar.On(2026, 11, 1), calendar.On(2026, 11, 2)} {
		for minute := range 24 * 60 {
			at := day.At(minute/60, minute%60)
			want := at
			if minute >= 60 && minute < 210 {
				want = day.At(3, 30)
			}
			if got := post.When(way, reminder, at, at.In(newYork)); !got.Equal(want) {
				t.Fatalf("%s %02d:%02d: %s", day, minute/60, minute%60, got)
			}
		}
	}
}

func TestCheckWay(t *testing.T) {
	mail := func(a string) models.Way { return models.Way{Channel: models.Mail, On: true, Address: a} }
	sms := func(a string) models.Way { return models.Way{Channel: models.SMS, On: true, Address: a} }
	robot := func(a string) models.Way { return models.Way{Channel: models.WeCom, On: true, Address: a} }
	hosts := []string{"robot.intranet:8443", "10.0.0.9", "gateway.local"}
	for _, row := range []struct {
		way   models.Way
		field string // that is to blame; empty where all is well
	}{
		{mail("zhang.san@example.gov.cn"), ""},
		{mail(""), "address"},
		{models.Way{Channel: models.Mail}, ""}, // switched off
		{mail("zhang"), "address"},
		{mail("张三 <zhang@example.gov.cn>"), "address"},
		{mail("zhang@example.gov.cn\r\nBcc: all@example.gov.cn"), "address"},
		{mail("zhang@localhost"), "address"},
		{mail("a@b.example.cn,c@d.example.cn"), "address"},
		{sms("13800000000"), ""},
		{sms("12800000000"), "address"},
		{sms("138000000001"), "address"},
		{sms("０１２３４５６７８９０"), "address"},
		{robot("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f"), ""},
		{robot("http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f"), "address"},
		{robot("ftp://qyapi.weixin.qq.com/"), "address"},
		{robot("https://user:secret@qyapi.weixin.qq.com/"), "address"},
		{robot("https://qyapi.weixin.qq.com/\r\nHost: x"), "address"},
		{robot("https://localhost/"), "address"},
		{robot("https://localhost./"), "address"},
		{robot("https://127.0.0.1/"), "address"},
		{robot("https://2130706433/"), "address"},
		{robot("https://0x7f000001/"), "address"},
		{robot("https://127.1/"), "address"},
		{robot("https://[::1]/"), "address"},
		{robot("https://[::ffff:10.0.0.1]/"), "address"},
		{robot("https://[64:ff9b::a00:1]/"), "address"},
		{robot("https://169.254.169.254/latest/meta-data"), "address"},
		{robot("https://192.168.1.1/"), "address"},
		{robot("https://100.64.0.1/"), "address"},
		{robot("https://oa.corp/"), "address"},
		{robot("https://oa/"), "address"},
		{robot("https://robot.intranet:8443/send"), ""},
		{robot("http://robot.intranet:8443/send"), ""},
		{robot("https://robot.intranet/send"), "address"}, // another port of it
		{robot("http://10.0.0.9/send"), ""},
		{robot("http://10.0.0.9:22/"), "address"},
		{models.Way{Channel: models.DingTalk, On: true, Address: "https://oapi.dingtalk.com/robot/send?access_token=a", Secret: "SEC0123456789abcdef"}, ""},
		{models.Way{Channel: models.DingTalk, On: true, Address: "https://oapi.dingtalk.com/robot/send?access_token=a", Secret: "hunter2"}, "secret"},
		{models.Way{Channel: models.SMS, QuietFrom: "22:00", QuietTo: "07:00"}, ""},
		{models.Way{Channel: models.SMS, QuietFrom: "25:00", QuietTo: "07:00"}, "quiet_from"},
		{models.Way{Channel: models.SMS, QuietFrom: "22:00", QuietTo: "7:00"}, "quiet_to"},
		{models.Way{Channel: models.SMS, QuietFrom: "22:00"}, "quiet_to"},
	} {
		err := post.CheckWay(row.way, hosts)
		var wrong *models.Error
		switch {
		case row.field == "" && err == nil:
		case row.field == "" || !errors.As(err, &wrong) || wrong.Code != models.Invalid || wrong.Fields[0].Field != row.field:
			t.Errorf("%+v: %v, want %q", row.way, err, row.field)
		}
	}
}

func TestPublicAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "2400:3200::1": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.0.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "0.1.2.3": false, "255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false, "203.0.113.1": false,
		"::": false, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "ff02::1": false, "::ffff:127.0.0.1": false, "::7f00:1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:0:1::": false, "fec0::1": false, "::ffff:0:127.0.0.1": false, "::ffff:0:8.8.8.8": false,
	} {
		if got := post.PublicAddress(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: public %t", text, got)
		}
	}
}

// What somebody asks for reaches them, and nobody else.
func TestDeliver_ByTheWaysOfEach(t *testing.T) {
	s := staff("city", "city2")
	s.Channels = []string{"drop", models.Mail, models.SMS}
	s.Ways = map[int64][]models.Way{1: {{Channel: models.Mail, On: true, Digest: true}, {Channel: models.SMS}, {Channel: models.WeCom, On: true}}}
	got := map[string]bool{}
	for _, d := range post.Deliver(models.Notice{To: []models.Recipient{{Role: models.UnitClerk, Unit: city}}}, s) {
		got[s.People[d.Person-1].Username+" "+d.Channel] = d.Way.Digest
	}
	if len(got) != 5 || !got["city mail"] {
		t.Errorf("%v", got)
	}
	for _, want := range []string{"city inbox", "city drop", "city2 inbox", "city2 drop"} {
		if _, told := got[want]; !told {
			t.Errorf("not %s: %v", want, got)
		}
	}
}

func TestShown(t *testing.T) {
	for _, row := range [][3]string{
		{models.Mail, "zhang@example.gov.cn", "z***@example.gov.cn"}, {models.SMS, "13812345678", "138****5678"},
		{models.WeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef", "https://qyapi.weixin.qq.com/…cdef"}, {models.Mail, "", ""},
	} {
		if got := post.Shown(models.Way{Channel: row[0], Address: row[1]}); got != row[2] {
			t.Errorf("%s, want %s", got, row[2])
		}
	}
}
