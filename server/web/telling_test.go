package web

import (
	"net/http"
	"strings"
	"testing"

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
	// Whoever handles no lawsuits has none, and whoever belongs to no unit their own.
	r.as("boss").get("/account/ways").want(http.StatusOK)
	of := r.as("supervisor")
	form = of.get("/account/ways").form("/account/feeds")
	form.Set("of", "unit")
	form.Set("do", "make")
	of.post("/account/feeds", form).want(http.StatusForbidden, "单位日历")
}
