package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"yingsu/models"
	"yingsu/server/auth"
)

// Somebody who need not sets up the second step of their sign-ins, signs in with it, goes
// on with another phone, and drops it again.
func TestSecondStepOfASignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get(securityPath).want(200, "他人即使知道密码也不能登录", "就是这里").form(stepPath)
	first := f.Get("secret")
	f.Set("password", password)
	f.Set("code", "000000")
	f = b.post(stepPath, f).want(422, "动态验证码不正确").form(stepPath)
	if f.Get("secret") != first {
		t.Fatal("the phone has read another secret")
	}
	f.Set("password", password)
	f.Set("code", codeOf(t, first, time.Now()))
	b.post(stepPath, f).wantTo("/account/security?done=step")
	sound(t, b.get("/account/security?done=step").want(200, "两步验证已启用", "停用两步验证", "更换手机"))

	again := r.visitor()
	in := again.get("/sign-in").form("/sign-in")
	in.Set("username", "clerk")
	in.Set("password", password)
	in = again.post("/sign-in", in).want(401, "启用了两步验证").form("/sign-in")
	in.Set("password", password)
	in.Set("code", codeOf(t, first, time.Now().Add(30*time.Second))) // the one before has set it up
	again.post("/sign-in", in).wantTo("/")

	drop := b.get(securityPath).form(stepPath + "/drop")
	drop.Set("password", password)
	drop.Set("code", "000000")
	b.post(stepPath+"/drop", drop).want(422, "动态验证码不正确")

	f = b.get(securityPath).form(stepPath)
	next := f.Get("secret")
	f.Set("password", password)
	f.Set("old", "000000")
	f.Set("code", codeOf(t, next, time.Now()))
	a := b.post(stepPath, f).want(422, "原手机的动态验证码不正确")
	sound(t, a)
	if f = a.form(stepPath); f.Get("secret") != next {
		t.Fatal("the new phone has read another secret")
	}
	f.Set("password", password)
	f.Set("old", r.code("clerk"))
	f.Set("code", codeOf(t, next, time.Now()))
	b.post(stepPath, f).wantTo("/account/security?done=step")
	drop.Set("code", r.code("clerk"))
	b.post(stepPath+"/drop", drop).wantTo("/account/security?done=drop")
}

// An administrator without a second step can do nothing but set it up, and is told why;
// after it they go on to where they wanted to go. They do not drop it.
func TestAdministratorsHaveASecondStep(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.loses("boss")
	b := r.visitor()
	in := b.get("/sign-in?next=/troubles").form("/sign-in")
	in.Set("username", "boss")
	in.Set("password", password)
	b.post("/sign-in", in).wantTo("/troubles")
	here := "/account/security?next=%2Ftroubles"
	b.get("/troubles").wantTo(here)
	pages, err := New(r.office, nil)
	must(t, err)
	form := url.Values{csrfField: {b.get("/account").form("/account").Get(csrfField)}}
	for _, page := range pages.routes() {
		switch {
		case page.beforeStep():
		case page.method == http.MethodPost:
			b.post(page.path, form).want(http.StatusForbidden, "须启用两步验证", "没有办理", "登录与安全")
		default:
			if to := b.get(page.path).header.Get("Location"); !strings.HasPrefix(to, securityPath+"?next=") {
				t.Errorf("%s leads to %q", page.path, to)
			}
		}
	}
	for path, says := range map[string]string{"/account": "还须启用两步验证", "/help": "使用手册", "/help/admin": "系统管理员"} {
		sound(t, b.get(path).want(200, says))
	}
	a := b.get(here).want(200, "请先启用两步验证", "三员账号须启用两步验证", "请按下面的办法启用")
	sound(t, a)
	for _, says := range []string{"程序令牌", "已登录的地方", "停用两步验证", "管理"} {
		for _, e := range elements(a.root, "h2", "a", "button") {
			if innerText(e) == says {
				t.Errorf("it offers %s, which is refused", says)
			}
		}
	}
	b.setsUpAPhone(here, password).wantTo("/troubles")
	b.get("/troubles").want(200)
	a = b.get(securityPath).want(200, "更换手机", "三员账号须启用两步验证，不能停用")
	sound(t, a)
	drop := a.form(stepPath)
	drop.Set("password", password)
	drop.Set("code", r.code("boss"))
	sound(t, b.post(stepPath+"/drop", drop).want(http.StatusForbidden, "须启用两步验证，不能停用", "更换手机", "重置密码"))
}

// Who becomes an administrator is asked for a second step at the next request, and nobody
// else is; the list of accounts says who lacks one.
func TestASecondStepIsAskedForWithTheOffice(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	clerk, auditor := r.as("clerk"), models.Auditor
	clerk.get("/").want(200)
	user, err := r.ledger.UserByName(t.Context(), "clerk")
	must(t, err)
	must(t, r.ledger.UpdateUser(t.Context(), user.ID, models.UserChange{Role: &auditor}))
	clerk.get("/audit?action=x").wantTo("/account/security?next=%2Faudit%3Faction%3Dx")
	r.as("boss").get("/admin").want(200, "待启用两步验证")
	clerk.setsUpAPhone(auth.ToStep("//elsewhere.example/"), password).wantTo("/")
	clerk.get("/audit").want(200)
}

// Where the site leaves it to them, administrators are asked for nothing, and told so.
func TestASecondStepOnTrial(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.loses("checker")
	r.serveBehind(&auth.Gate{Store: r.ledger, Civil: r.office.Civil, StepOptional: true})
	b := r.as("checker")
	b.get("/audit").want(200)
	sound(t, b.get(securityPath).want(200, "SECOND_STEP=optional", "您可以不启用", "程序令牌"))
}

// loses takes the second step of somebody away.
func (r *rig) loses(username string) {
	r.Helper()
	user, err := r.ledger.UserByName(r.Context(), username)
	must(r.T, err)
	must(r.T, r.ledger.SetTOTP(r.Context(), user.ID, ""))
}

// setsUpAPhone sets the second step up on the page where somebody is asked to.
func (b *person) setsUpAPhone(page, password string) *answer {
	b.Helper()
	f := b.get(page).want(200, "请先启用两步验证").form(stepPath)
	f.Set("password", password)
	f.Set("code", codeOf(b.T, f.Get("secret"), time.Now()))
	return b.post(stepPath, f)
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
