package web

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// Somebody sets up the second step of their sign-ins, signs in with it, and an
// administrator takes it away with a new password when the phone is lost.
func TestSecondStepOfASignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("boss")
	f := b.get("/account/security").want(200, "系统管理员、安全管理员、审计员应当启用", "就是这里").form("/account/security/step")
	secret := f.Get("secret")
	f.Set("password", password)
	f.Set("code", "000000")
	f = b.post("/account/security/step", f).want(422, "动态验证码不正确").form("/account/security/step")
	if f.Get("secret") != secret {
		t.Fatal("the phone has read another secret")
	}
	f.Set("password", password)
	f.Set("code", codeOf(t, secret, time.Now()))
	b.post("/account/security/step", f).wantTo("/account/security?done=step")
	b.get("/account/security?done=step").want(200, "两步验证已启用", "停用两步验证")

	again := r.visitor()
	in := again.get("/sign-in").form("/sign-in")
	in.Set("username", "boss")
	in.Set("password", password)
	in = again.post("/sign-in", in).want(401, "启用了两步验证").form("/sign-in")
	in.Set("password", password)
	in.Set("code", codeOf(t, secret, time.Now().Add(30*time.Second))) // the one before has set it up
	again.post("/sign-in", in).wantTo("/")

	drop := b.get("/account/security").form("/account/security/step/drop")
	drop.Set("password", password)
	drop.Set("code", "000000")
	b.post("/account/security/step/drop", drop).want(422, "动态验证码不正确")
}

func TestTokensOfPrograms(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/account/security").form("/account/security/tokens")
	if f.Get("scope") != "read" || f.Get("days") != "90" {
		t.Errorf("the form begins with %v", f)
	}
	f.Set("name", "<b>统计</b>")
	f.Set("days", "许多")
	f = b.post("/account/security/tokens", f).want(422, "有效期须为1至366日").form("/account/security/tokens")
	f.Set("days", "30")
	made := b.post("/account/security/tokens", f).want(201, "令牌已建立", "离开本页后不再显示", "令牌：<b>统计</b>", "只读")
	b.get("/account/security").want(200, "令牌：<b>统计</b>")
	for _, code := range made.all("code") {
		if strings.Contains(b.get("/account/security").text(), code.FirstChild.Data) && len(code.FirstChild.Data) == 43 {
			t.Error("the token is shown again")
		}
	}
	end := b.get("/account/security").form("/account/security/end")
	b.post("/account/security/end", end).wantTo("/account/security?done=end")
	b.post("/account/security/end", end).want(404, "没有这个登录")
}

func codeOf(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	must(t, err)
	return code
}
