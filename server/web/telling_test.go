package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"yingsu/models"
)

func (r *rig) channels(open ...string) {
	r.Helper()
	must(r.T, r.ledger.SayChannels(r.Context(), open))
}

func TestTelling(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("unit-clerk")
	b.get("/account").want(http.StatusOK, "通知渠道和日历")
	b.get("/account/ways").want(http.StatusOK, "本单位没有开通邮件、短信和群机器人")
	r.channels("drop", models.Mail, models.WeCom)
	sound(t, b.get("/account/ways").want(http.StatusOK, "启用电子邮件", "启用企业微信群机器人", "每日08:30汇总一次"))

	form := b.get("/account/ways").form("/account/ways") // the first: mail
	form.Set("on", "1")
	form.Set("address", "zhang")
	form.Set("quiet_from", "22:00")
	form.Set("quiet_to", "07:00")
	wrong := b.post("/account/ways", form).want(http.StatusUnprocessableEntity, "电子邮箱不完整")
	sound(t, wrong)
	if again := wrong.form("/account/ways"); again.Get("address") != "zhang" || again.Get("quiet_from") != "22:00" || again.Get("on") == "" {
		t.Errorf("what was typed is lost: %v", again)
	}
	form.Set("address", "zhang@example.gov.cn")
	form.Set("digest", "1")
	b.post("/account/ways", form).wantTo("/account/ways?done=way")
	kept := b.get("/account/ways?done=way").want(http.StatusOK, "已保存").form("/account/ways")
	if kept.Get("address") != "zhang@example.gov.cn" || kept.Get("digest") != "1" || kept.Get("on") != "1" || kept.Get("quiet_to") != "07:00" {
		t.Errorf("kept: %v", kept)
	}
	line, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: "unit-clerk", Action: "set_way", Outcome: "done"})
	must(t, err)
	if len(line) != 1 || line[0].Detail != "mail z***@example.gov.cn" {
		t.Errorf("on record: %+v", line)
	}
	if others := r.as("town-clerk").get("/account/ways").form("/account/ways"); others.Get("address") != "" {
		t.Errorf("somebody else sees %v", others)
	}
	form.Set("channel", "sms")
	form.Set("address", "13800000000")
	b.post("/account/ways", form).want(http.StatusConflict, "没有开通短信")
	form.Set("channel", "pigeon")
	b.post("/account/ways", form).want(http.StatusNotFound)
}

// The address of a robot holds a key: it is shown to nobody again, and stays where none
// is typed in.
func TestTellingByARobot(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.channels(models.DingTalk)
	b := r.as("clerk")
	form := b.get("/account/ways").form("/account/ways")
	form.Set("on", "1")
	for _, inside := range []string{"https://127.0.0.1/robot", "https://169.254.169.254/", "http://oapi.dingtalk.com/robot/send", "https://oa.corp/robot"} {
		form.Set("address", inside)
		b.post("/account/ways", form).want(http.StatusUnprocessableEntity, "Webhook地址")
	}
	form.Set("address", "https://oapi.dingtalk.com/robot/send?access_token=0123456789")
	form.Set("secret", "SEC0123456789abcdef")
	b.post("/account/ways", form).wantTo("/account/ways?done=way")
	page := b.get("/account/ways").want(http.StatusOK, "现为https://oapi.dingtalk.com/…6789")
	if strings.Contains(page.body, "0123456789") || strings.Contains(page.body, "SEC0") {
		t.Error("the page gives the key away")
	}
	form = page.form("/account/ways")
	form.Set("quiet_from", "22:00")
	form.Set("quiet_to", "07:00")
	b.post("/account/ways", form).wantTo("/account/ways?done=way")
	user, err := r.ledger.UserByName(t.Context(), "clerk")
	must(t, err)
	ways, err := r.ledger.Ways(t.Context(), user.ID)
	must(t, err)
	if len(ways) != 1 || !ways[0].On || !strings.HasSuffix(ways[0].Address, "0123456789") || ways[0].Secret != "SEC0123456789abcdef" || ways[0].QuietTo != "07:00" {
		t.Errorf("%+v", ways)
	}
}

// What became of each notice stands on the page of its reader.
func TestTellingSaysWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.ledger.PostBy("drop")
	r.register(notice("（2026）鲁10行初15号", today))
	must(t, r.ledger.Tell(t.Context(), "", models.Notice{Key: "1", To: []models.Recipient{{Role: models.Clerk}}, Title: "试一试"}))
	r.as("clerk").get("/account/ways").want(http.StatusOK, "最近的发送", "试一试", "待发送")
}

func TestFeedsAreMadeAndRevoked(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("unit-clerk")
	form := b.get("/account/ways").want(http.StatusOK, "本人日历", "区城市管理局的日历").form("/account/feeds")
	form.Set("do", "make")
	made := b.post("/account/feeds", form).want(http.StatusOK, "只显示这一次", "http://127.0.0.1/feeds/")
	sound(t, made)
	_, rest, _ := strings.Cut(made.body, "/feeds/")
	secret, _, _ := strings.Cut(rest, ".ics")
	if len(secret) != 43 {
		t.Fatalf("secret %q", secret)
	}
	if strings.Contains(b.get("/account/ways").body, secret) {
		t.Error("it is shown again")
	}
	agenda, err := r.office.Agenda(t.Context(), secret)
	must(t, err)
	if agenda.Title != "应诉 孙承办" {
		t.Errorf("%q", agenda.Title)
	}
	form.Set("do", "revoke")
	b.post("/account/feeds", form).wantTo("/account/ways?done=revoked")
	if _, err := r.office.Agenda(t.Context(), secret); err == nil {
		t.Error("it is fetched once it was revoked")
	}
	form.Set("do", "else")
	b.post("/account/feeds", form).want(http.StatusUnprocessableEntity)
	// An address does not outlive the account that it was shown to: not a new password, and
	// not the time for which the account is disabled.
	user, err := r.ledger.UserByName(t.Context(), "unit-clerk")
	must(t, err)
	there := fmt.Sprintf("/admin/users/%d", user.ID)
	boss := r.as("boss")
	keep := boss.get("/admin").form(there)
	for _, deeds := range [][]string{{"reset"}, {"disable", "enable"}} {
		_, err := r.office.MakeFeed(t.Context(), models.Caller{Actor: user.Actor(), UserID: user.ID}, false)
		must(t, err)
		for _, deed := range deeds {
			keep.Set("do", deed)
			boss.post(there, keep)
		}
		feeds, err := r.ledger.Feeds(t.Context(), user.ID, "")
		must(t, err)
		if len(feeds) > 0 {
			t.Errorf("after %v it can be fetched", deeds)
		}
	}
	// Whoever handles no lawsuits has none, and whoever belongs to no unit their own.
	r.as("boss").get("/account/ways").want(http.StatusOK)
	of := r.as("supervisor")
	form = of.get("/account/ways").form("/account/feeds")
	form.Set("of", "unit")
	form.Set("do", "make")
	of.post("/account/feeds", form).want(http.StatusForbidden, "单位日历")
}

// A test message goes by a channel that its reader has set, once a minute, and what became
// of it stands on the page.
func TestTellingIsTried(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.channels("drop", models.Mail, models.SMS)
	b := r.as("unit-clerk")
	page := b.get("/account/ways")
	if strings.Contains(page.text(), "发送测试消息") {
		t.Error("a channel can be tried that is not set")
	}
	form := page.form("/account/ways")
	form.Set("channel", models.Mail)
	b.post("/account/ways/try", form).want(http.StatusConflict, "没有发送", "您没有启用电子邮件")
	form.Set("on", "1")
	form.Set("address", "zhang@example.gov.cn")
	b.post("/account/ways", form).wantTo("/account/ways?done=way")
	page = b.get("/account/ways").want(http.StatusOK, "发送测试消息 ：电子邮件")
	sound(t, page)
	try := page.form("/account/ways/try")
	b.post("/account/ways/try", try).wantTo("/account/ways?done=tried")
	sound(t, b.get("/account/ways?done=tried").want(http.StatusOK, "测试消息已交付发送", "最近的发送", "测试消息 电子邮件", "待发送"))
	again := b.post("/account/ways/try", try)
	if again.status != http.StatusTooManyRequests { // as the minute may have passed
		again = b.post("/account/ways/try", try)
	}
	sound(t, again.want(http.StatusTooManyRequests, "没有发送", "一分钟内只能发送一条"))

	taken, err := r.ledger.TakeDeliveries(t.Context(), []string{models.Mail, "drop"}, time.Now().Add(time.Second), time.Minute, 10)
	must(t, err)
	if len(taken) == 0 || taken[0].Channel != models.Mail || taken[0].Way.Address != "zhang@example.gov.cn" {
		t.Fatalf("taken %+v", taken)
	}
	must(t, r.ledger.Failed(t.Context(), taken, "邮件服务器没有接受：收件邮箱不存在（对方答复：550 <b>no</b>）", time.Time{}))
	sound(t, b.get("/account/ways").want(http.StatusOK, "没有送出", "收件邮箱不存在（对方答复：550 <b>no</b>）"))
	b.get("/inbox").want(http.StatusOK, "测试消息", "测试")
	if strings.Contains(b.get("/inbox").text(), "条未读") {
		t.Error("it waits to be read")
	}

	for _, channel := range []string{"drop", "pigeon", ""} {
		try.Set("channel", channel)
		b.post("/account/ways/try", try).want(http.StatusNotFound, "没有这个通知渠道")
	}
	r.channels("drop")
	try.Set("channel", models.Mail)
	b.post("/account/ways/try", try).want(http.StatusConflict, "没有开通电子邮件")
	try.Set(csrfField, "stale")
	b.post("/account/ways/try", try).want(http.StatusForbidden)
	lines, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: "unit-clerk", Action: "try_way"})
	must(t, err)
	if len(lines) < 7 || lines[0].Action != "try_way" {
		t.Errorf("%d on record, first %+v", len(lines), lines[len(lines)-1])
	}
}

// What happens to an account is told to its holder, wherever they look, and leads to where
// something can be done about it.
func TestAccountsAreToldOf(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	unit, boss := r.as("unit-clerk"), r.as("boss")
	r.as("unit-clerk") // from another browser
	inbox := unit.get("/inbox").want(http.StatusOK, "系统事项", "账号安全：在新的浏览器登录", "来自127.0.0.1")
	sound(t, inbox)
	if !strings.Contains(inbox.body, `name="open" value="-own"`) {
		t.Error("it does not say what it is about")
	}
	open := inbox.form("/inbox")
	open.Set("id", inputNamed(inbox, "id"))
	open.Set("open", "-own")
	unit.post("/inbox", open).wantTo("/account/security")

	token := unit.get("/account/security").form("/account/security/tokens")
	token.Set("name", "<i>取数</i>")
	made := unit.post("/account/security/tokens", token).want(http.StatusCreated, "令牌已建立")
	feed := unit.get("/account/ways").form("/account/feeds")
	feed.Set("do", "make")
	address := unit.post("/account/feeds", feed).want(http.StatusOK, "日历地址")
	text := unit.get("/inbox").want(http.StatusOK, "新建了程序令牌", "“<i>取数</i>”", "生成了日历地址", "本人日历").body
	for _, page := range []*answer{made, address} {
		for _, code := range page.all("code") {
			if secret := innerText(code); secret == "" || strings.Contains(text, secret) || strings.Contains(text, secret[len(secret)-20:]) {
				t.Errorf("the inbox gives %q away", secret)
			}
		}
	}

	user, err := r.ledger.UserByName(t.Context(), "unit-clerk")
	must(t, err)
	there := fmt.Sprintf("/admin/users/%d", user.ID)
	reset := boss.get("/admin").form(there)
	reset.Set("do", "reset")
	shown := boss.post(there, reset).want(http.StatusOK, "初始密码")
	reset.Set("do", "disable")
	boss.post(there, reset)
	reset.Set("do", "enable")
	boss.post(there, reset)
	page, err := r.ledger.Inbox(t.Context(), user.ID, models.MessageFilter{})
	must(t, err)
	var said strings.Builder
	for _, m := range page.Messages {
		said.WriteString(m.Title + m.Body + "\n")
	}
	for _, says := range []string{"密码已由管理员重置", "管理员（boss）重置了密码", "账号已停用", "账号已重新启用"} {
		if !strings.Contains(said.String(), says) {
			t.Errorf("the holder is not told %s: %s", says, said.String())
		}
	}
	if password := innerText(shown.all("code")[0]); password == "" || strings.Contains(said.String(), password) {
		t.Errorf("the password %q is given away", password)
	}
	if others, err := r.ledger.UserByName(t.Context(), "unit-official"); err != nil {
		t.Fatal(err)
	} else if page, err := r.ledger.Inbox(t.Context(), others.ID, models.MessageFilter{}); err != nil || len(page.Messages) != 0 {
		t.Errorf("a colleague is told of it: %+v, %v", page, err)
	}
}

// Who has changed their password is known in that browser, and told of it.
func TestANewPasswordKeepsTheBrowserKnown(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("unit-clerk")
	const chosen = "Qingquan-2027-x"
	form := b.get("/account").form("/account")
	form.Set("old", password)
	form.Set("new", chosen)
	form.Set("again", chosen)
	b.post("/account", form).wantTo("/account?changed=1")
	b.post("/sign-out", b.get("/").form("/sign-out"))
	in := b.get("/sign-in").form("/sign-in")
	in.Set("username", "unit-clerk")
	in.Set("password", chosen)
	b.post("/sign-in", in).wantTo("/")
	text := b.get("/inbox").want(http.StatusOK, "账号安全：密码已修改").text()
	if strings.Contains(text, "新的浏览器") {
		t.Error("the browser is taken for a new one")
	}
}
