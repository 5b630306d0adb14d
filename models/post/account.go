package post

import (
	"fmt"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// AccountEvent is what happens to an account that its holder is told of, whoever does it:
// what opens it to somebody else would otherwise be noticed by nobody.
type AccountEvent string

const (
	PasswordReset   AccountEvent = "password_reset"   // by who keeps the accounts
	PasswordChanged AccountEvent = "password_changed" // with the one before
	CodeSet         AccountEvent = "code_set"         // the first time, or of another phone
	CodeRemoved     AccountEvent = "code_removed"
	Reappointed     AccountEvent = "reappointed" // to another role or unit
	Closed          AccountEvent = "closed"
	Reopened        AccountEvent = "reopened"
	NewBrowser      AccountEvent = "new_browser"
	NewProgram      AccountEvent = "new_program" // signed in by the interface, from where none did in this month
	TokenMade       AccountEvent = "token_made"
	CalendarMade    AccountEvent = "calendar_made"
)

// AccountNews is something that happened to an account. It holds no secret.
type AccountNews struct {
	Username string
	Event    AccountEvent
	By       string // name and user name of whoever keeps the accounts; empty where the holder did it
	Detail   string // what the words of the event ask for: an address, a name, an office
	At       time.Time
}

// AccountChanged returns what the holder of an account is told of a change by whoever
// keeps the accounts.
func AccountChanged(before, after models.User, by string, at time.Time) []AccountNews {
	news := AccountNews{Username: after.Username, By: by, At: at}
	var all []AccountNews
	tell := func(event AccountEvent, detail string) {
		news.Event, news.Detail = event, detail
		all = append(all, news)
	}
	switch {
	case after.Disabled && !before.Disabled:
		tell(Closed, "")
	case !after.Disabled && before.Disabled:
		tell(Reopened, "")
	}
	if after.Role != before.Role || after.Unit != before.Unit {
		tell(Reappointed, strings.TrimSpace(after.Unit+" "+after.Role.Title()))
	}
	return all
}

// Notice puts the news into words. Titles are fixed, as mails and short messages show
// hardly more; what somebody has named themselves stands in the body alone.
func (n AccountNews) Notice() models.Notice {
	title, said, next, urgency := n.words()
	return models.Notice{
		Key: n.key(), To: []models.Recipient{}, Persons: []string{n.Username}, Urgency: urgency, Private: true,
		Title: "账号安全：" + title, Body: fmt.Sprintf("账号%s：%s（%s）。%s", n.Username, said, when(n.At), next),
	}
}

// words are the title of an event, a sentence about it, what to do next, and whether it
// waits for a digest or the end of a quiet time: not what may be somebody else's doing.
func (n AccountNews) words() (title, said, next string, urgency models.Urgency) {
	const (
		stranger = "不是您本人的，请立即在“账号”页面修改密码，在“登录与安全”中退出不认识的登录，并告知管理员。"
		ask      = "有疑问的，请联系管理员。"
	)
	switch n.Event {
	case PasswordReset:
		return "密码已由管理员重置", n.By + "重置了密码，原密码和日历地址失效，两步验证和全部登录同时解除", "请向其取得一次性密码，登录后立即修改；不是您要求重置的，请立即告知其他管理员和审计员。", models.Warning
	case PasswordChanged:
		return "密码已修改", "密码已修改，其他地方的登录和全部程序令牌失效", "不是您本人修改的，请立即联系管理员重置密码。", models.Warning
	case CodeSet:
		return "两步验证已启用或者更换手机", "两步验证已启用或者更换手机，此后登录须填写该手机显示的动态验证码，其他登录已退出", "不是您本人办理的，请立即联系管理员重置密码。", models.Warning
	case CodeRemoved:
		return "两步验证已停用", "两步验证已停用，此后登录只需密码", stranger, models.Warning
	case Reappointed:
		return "身份或者单位已调整", n.By + "将身份、单位调整为" + n.Detail, "可以查看和办理的范围随之变化。" + ask, models.Information
	case Closed:
		return "账号已停用", n.By + "停用了账号，不能再登录", ask, models.Warning
	case Reopened:
		return "账号已重新启用", n.By + "重新启用了账号，可以登录", ask, models.Information
	case NewBrowser:
		return "在新的浏览器登录", "在以前没有用过的浏览器登录，来自" + n.Detail, stranger, models.Warning
	case NewProgram:
		return "有程序以密码登录", "有程序通过接口以密码登录，来自" + n.Detail, stranger, models.Warning
	case TokenMade:
		return "新建了程序令牌", "新建了程序令牌“" + n.Detail + "”", "持有令牌的程序可以您的身份读取或者办理，在“登录与安全”中可以收回。" + stranger, models.Warning
	case CalendarMade:
		return "生成了日历地址", "生成了" + n.Detail + "的订阅地址，原地址失效", "知道地址的人都能看到该日历，在“通知渠道和日历”中可以停用。" + stranger, models.Warning
	}
	return "账号变动", "账号有变动", ask, models.Information
}

// key has each event told once. Of sign-ins that are not known to be one's own, one a day
// is told from one address, or one a month of programs: some browsers keep nothing, and
// programs never do.
func (n AccountNews) key() string {
	switch n.Event {
	case NewBrowser:
		return fmt.Sprintf("own/%s/%s/%s", n.Event, calendar.DateOf(n.At), n.Detail)
	case NewProgram:
		return fmt.Sprintf("own/%s/%s/%s", n.Event, calendar.DateOf(n.At).String()[:len("2026-01")], n.Detail)
	}
	return fmt.Sprintf("own/%s/%d", n.Event, n.At.UnixNano())
}

// when writes an instant in Beijing.
func when(t time.Time) string {
	return calendar.DateOf(t).Chinese() + t.In(calendar.Zone).Format("15:04")
}
