package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.visitor()
	b.get("/").wantTo("/sign-in")
	b.get("/lawsuits?stage=review").wantTo("/sign-in?next=%2Flawsuits%3Fstage%3Dreview")

	f := b.get("/sign-in?next=%2Flawsuits%3Fstage%3Dreview").want(200, "登录").form("/sign-in")
	f.Set("username", "clerk")
	f.Set("password", "wrong")
	again := b.post("/sign-in", f).want(401, "登录失败", "用户名或者密码不正确").form("/sign-in")
	if again.Get("username") != "clerk" || again.Get("password") != "" {
		t.Errorf("the form came back with %v", again)
	}
	again.Set("password", password)
	b.post("/sign-in", again).wantTo("/lawsuits?stage=review")
	b.get("/lawsuits?stage=review").want(200, "林小文")
	b.get("/sign-in").wantTo("/")

	b.post("/sign-out", b.get("/").form("/sign-out")).wantTo("/sign-in")
	b.get("/").wantTo("/sign-in")
}

func TestNobodyIsLedAstray(t *testing.T) {
	for _, to := range []string{"//evil.cn", "https://evil.cn/", `/\evil.cn`, "javascript:alert(1)", "evil", "", "/\tevil", "/%zz"} {
		if got := local(to); got != "/" {
			t.Errorf("local(%q) = %q", to, got)
		}
	}
	if got := local("/lawsuits?q=张"); got != "/lawsuits?q=张" {
		t.Errorf("local of a page here = %q", got)
	}
}

func TestFirstPassword(t *testing.T) {
	t.Parallel()
	b := newRig(t, today).as("newcomer")
	for _, path := range []string{"/", "/lawsuits", "/inbox", "/measures"} {
		b.get(path).wantTo("/account")
	}
	f := b.get("/account").want(200, "请先修改密码").form("/account")
	f.Set("old", password)
	f.Set("new", "12345")
	f.Set("again", "12345")
	f = b.post("/account", f).want(422, "没有修改成功", "密码至少8位").form("/account")
	f.Set("old", password)
	f.Set("new", "Chenguang-77")
	f.Set("again", "Chenguang-78")
	f = b.post("/account", f).want(422, "不一致").form("/account")
	f.Set("old", password)
	f.Set("new", "Chenguang-77")
	f.Set("again", "Chenguang-77")
	b.post("/account", f).wantTo("/")
	b.get("/").want(200, "工作台")
}

// TestForgery has others try to make the unit's browser act.
func TestForgery(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	b := r.as("unit-clerk")
	inbox := b.get("/inbox").want(200, "条未读").form("/inbox")
	theirs := r.as("reviewer").get("/").form("/sign-out").Get("csrf")
	visitors := r.visitor().get("/sign-in").form("/sign-in").Get("csrf")
	for name, token := range map[string]string{
		"no token": "", "a guess": "guessed", "another account's": theirs, "a visitor's": visitors,
	} {
		b.post("/inbox", url.Values{"all": {"1"}, "csrf": {token}}).want(403, "内容没有保存", "返回上一页刷新")
		b.posted("/inbox", url.Values{"all": {"1"}, "csrf": {token}}, "Sec-Fetch-Site", "same-origin").want(403, "内容没有保存")
		if !strings.Contains(b.get("/inbox").text(), "条未读") {
			t.Fatalf("with %s all was marked read", name)
		}
	}
	// A neighbour can plant cookies: those of another port and of a parent domain
	// come along.
	for _, value := range []string{"evil", ""} {
		for _, name := range []string{"yingsu-form", "yingsu-browser"} {
			b.posted("/inbox", url.Values{"all": {"1"}, "csrf": {value}}, "Cookie", name+"="+value).want(403, "内容没有保存")
		}
	}
	b.post("/lawsuits/"+s.ID+"/acts/acknowledge", url.Values{}).want(403, "内容没有保存")
	b.post("/sign-out", url.Values{}).want(403)
	inbox.Set("all", "1")
	b.post("/inbox", inbox).wantTo("/inbox")
	if strings.Contains(b.get("/inbox").text(), "条未读") {
		t.Error("our own form was refused")
	}
}

// TestElsewhere posts to every page what its own form would, from other places.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/").form("/sign-out")
	f.Set("all", "1")
	host := strings.TrimPrefix(r.server.URL, "http://")
	elsewhere := [][]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},                                            // another port, or a sibling
		{"Sec-Fetch-Site", "same-site", "Origin", "http://" + host},                // whatever Origin says
		{"Origin", "http://127.0.0.1:9797"},                                        // another port, by an old browser or without https
		{"Origin", "http://sibling.127.0.0.1"},                                     //
		{"Origin", "http://" + strings.Replace(host, "127.0.0.1", "localhost", 1)}, // another name of this machine
		{"Origin", "null"},                                                         // a sandboxed frame
		{"Origin", "https://evil.example"},                                         //
	}
	pages := 0
	for _, route := range r.server.Config.Handler.(*echo.Echo).Routes() {
		if route.Method != http.MethodPost {
			continue
		}
		pages++
		for _, headers := range elsewhere {
			if got := b.posted(route.Path, f, headers...); got.status != 403 || !strings.Contains(got.text(), "来自其他网站") {
				t.Errorf("%s from %v: %d %s", route.Path, headers, got.status, got.text())
			}
		}
	}
	if pages < 15 {
		t.Errorf("only %d pages take forms", pages)
	}
	for _, headers := range [][]string{{"Origin", r.server.URL}, {"Sec-Fetch-Site", "same-origin", "Origin", r.server.URL}, {"Sec-Fetch-Site", "none"}} {
		b.posted("/inbox", f, headers...).wantTo("/inbox")
	}
}

// TestFormOutlivesSession: what was filled in when the session ended is sent after
// another sign-in, by the same person.
func TestFormOutlivesSession(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/inbox").form("/sign-out")
	f.Set("all", "1")
	b.post("/sign-out", f).wantTo("/sign-in")
	b.post("/inbox", f).want(401, "登录已过期")
	in := b.get("/sign-in").form("/sign-in")
	in.Set("username", "clerk")
	in.Set("password", password)
	b.post("/sign-in", in).wantTo("/")
	b.post("/inbox", f).wantTo("/inbox")
}

// TestOtherSpelling: a form in another character set would be read as something
// else.
func TestOtherSpelling(t *testing.T) {
	t.Parallel()
	b := newRig(t, today).as("clerk")
	f := b.get("/").form("/sign-out")
	f.Set("all", "1")
	const form = "application/x-www-form-urlencoded"
	for kind, status := range map[string]int{
		form + "; charset=gbk": 415, form + "; charset=utf-16": 415, form + "; charset=": 415, "text/plain": 415, "multipart/form-data; boundary=x": 415,
		form: 303, form + "; charset=UTF-8": 303, form + `;charset="utf-8"`: 303,
	} {
		if got := b.posted("/inbox", f, "Content-Type", kind); got.status != status {
			t.Errorf("%s: %d, want %d", kind, got.status, status)
		}
	}
}

// TestSessionEnded: who has filled in a form is not sent away from it.
func TestSessionEnded(t *testing.T) {
	t.Parallel()
	b := newRig(t, today).visitor()
	f := b.get("/sign-in").form("/sign-in")
	b.post("/lawsuits/new", f).want(401, "登录已过期", "不会重复办理")
}

func TestScope(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	r.as("unit-clerk").get("/lawsuits/"+s.ID).want(200, "（2026）鲁10行初1号")
	town := r.as("town-clerk")
	theirs, none := town.get("/lawsuits/"+s.ID).want(404), town.get("/lawsuits/0123456789abcdef").want(404, "没有找到")
	if theirs.text() != none.text() {
		t.Errorf("a foreign lawsuit shows:\n%s\nan unknown one:\n%s", theirs.text(), none.text())
	}
	town.get("/lawsuits/" + s.ID + "/acts/add_material").want(404)
	if strings.Contains(town.get("/lawsuits").want(200).text(), "鲁10行初1号") {
		t.Error("a foreign lawsuit is listed")
	}
	f := town.get("/").form("/sign-out")
	town.post("/lawsuits/"+s.ID+"/acts/add_material", f).want(404, "没有找到")
	r.as("boss").get("/lawsuits/" + s.ID).want(404)
	r.as("checker").get("/lawsuits/" + s.ID).want(404)
}

func TestRegistration(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/lawsuits/new").want(200, "第（五）项：征收或者强制拆除", "强制拆除等行政强制行为引起").form("/lawsuits/new")
	key := f.Get("key")

	// Nothing filled in: everything that is wrong is said twice, and linked.
	a := b.post("/lawsuits/new", f).want(422, "提交的内容有误", "请填写案号", "请填写受理法院", "请填写送达日期")
	sound(t, a)
	if links := summaryLinks(a); !links["#register-case_number"] || !links["#register-defendants"] {
		t.Errorf("the summary links to %v", links)
	}
	if got := a.form("/lawsuits/new").Get("key"); got != key {
		t.Errorf("the key became %s", got)
	}

	// More rows, keeping what was typed.
	f = a.form("/lawsuits/new")
	f.Set("defendants.0.name", "威海市环翠区人民政府")
	f.Set("defendants.0.unit", "区政府")
	f.Set("defendants.2.name", "威海市人民政府")
	f.Set("plaintiffs", "王某某\r\n李某某")
	f.Set("do", "rows")
	f = b.post("/lawsuits/new", f).want(200).form("/lawsuits/new")
	if f.Get("defendants.1.name") != "威海市人民政府" || f.Get("plaintiffs") != "王某某\n李某某" || !f.Has("defendants.4.name") {
		t.Errorf("the form came back with %v", f)
	}

	// What would run, before anything is stored.
	f.Set("case_number", "(2026) 鲁10行初15号")
	f.Set("court", "威海市中级人民法院")
	f.Set("cause", "房屋征收补偿")
	f.Set("served_on", "2026-02-10")
	f.Set("origin.item", "5")
	f.Set("origin.unit", "不存在的单位")
	f.Set("do", "foresee")
	a = b.post("/lawsuits/new", f).want(200, "尚未保存", "将应诉材料副本转交承办单位", "转交期限与报审期限倒挂")
	sound(t, a)

	// An unknown unit is refused beside its box, which keeps the row's place.
	f = a.form("/lawsuits/new")
	f.Set("defendants.1.unit", "无此单位")
	f.Set(lateField, "true") // a month past, and meant
	a = b.post("/lawsuits/new", f).want(422, "单位名录中没有“无此单位”")
	if links := summaryLinks(a); !links["#register-defendants-1-unit"] {
		t.Errorf("the summary links to %v", links)
	}

	// Temporal is down: nothing is lost, and the key stays the same.
	f = a.form("/lawsuits/new")
	f.Del("defendants.1.unit")
	f.Set("origin.unit", "区城市管理局")
	a = b.post("/lawsuits/new", f).want(503, "服务暂时不可用", "不会重复办理")
	sound(t, a)
	f = a.form("/lawsuits/new")
	if f.Get("key") != key || f.Get("case_number") != "(2026) 鲁10行初15号" || f.Get("origin.unit") != "区城市管理局" {
		t.Errorf("the form came back with %v", f)
	}

	// Who may not is told who may.
	r.as("unit-clerk").get("/lawsuits/new").want(403, "由区司法局登记")
}

func summaryLinks(a *answer) map[string]bool {
	links := map[string]bool{}
	for _, n := range a.all("div") {
		if attr(n, "class") == "problem" {
			for _, link := range elements(n, "a") {
				links[attr(link, "href")] = true
			}
		}
	}
	return links
}

func TestSuggestionWithoutALawsuit(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	b.get("/lawsuits/new").want(200, "登记建议书")
	form := b.get("/suggestions/new").want(200, "发出机关", "被建议单位").form("/suggestions/new")
	b.post("/suggestions/new", form).want(422, "请填写文号", "请填写收到日期")
	for name, value := range map[string]string{
		"document": "环检行公建〔2026〕3号", "from": "威海市环翠区人民检察院", "kind": "procuratorial", "cause": "河道倾倒垃圾", "received_on": "2026-03-02",
		"to.0.name": "威海市环翠区城市管理局", "to.0.unit": "区城市管理局", "do": "foresee",
	} {
		form.Set(name, value)
	}
	b.post("/suggestions/new", form).want(200, "尚未保存", "依法履职并书面回复检察建议", "2026年5月6日") // the 2nd and the holiday
	form.Del("do")
	b.post("/suggestions/new", form).want(422, "距今8天")
	form.Set(lateField, "true")
	b.post("/suggestions/new", form).want(503, "服务暂时不可用")
	r.as("unit-clerk").get("/suggestions/new").want(403, "由区司法局登记")

	s := r.opens(workflows.RegisterSuggestion, "received_on", filled{
		"document": "环检行公建〔2026〕4号", "from": "威海市环翠区人民检察院", "kind": "procuratorial", "cause": "河道倾倒垃圾",
		"to": []filled{{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}}, "received_on": "2026-03-02",
	})
	page := r.as("unit-clerk").get("/lawsuits/"+s.ID).want(200, "办理反馈", "被建议单位", "威海市环翠区人民检察院检察建议书", "尚未反馈", "书面反馈建议")
	for _, word := range []string{"应诉材料 ", "开庭与裁判", "原告", "登记传票"} {
		if strings.Contains(page.text(), word) {
			t.Errorf("the page says %q", word)
		}
	}
	r.as("clerk").get("/lawsuits").want(200, "致威海市环翠区城市管理局")
}

func TestDuplicateRegistration(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初15号", today))
	b := r.as("clerk")
	f := b.get("/lawsuits/new").form("/lawsuits/new")
	for name, value := range map[string]string{
		"case_number": "(2026)鲁10行初15号", "court": "威海市中级人民法院", "cause": "征收", "plaintiffs": "王某某", "served_on": "2026-03-09",
		"defendants.0.name": "区政府", "defendants.0.unit": "区政府",
	} {
		f.Set(name, value)
	}
	a := b.post("/lawsuits/new", f).want(409, "已经登记", "已经登记")
	if links := summaryLinks(a); !links["/lawsuits/"+s.ID] {
		t.Errorf("the summary links to %v", links)
	}
}

func TestActs(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	s.do("clerk", "designate_unit", today.AddDays(-4), filled{"lead": "区城市管理局"})
	clerk, path := r.as("clerk"), "/lawsuits/"+s.ID
	act := path + "/acts/forward_materials"

	f := clerk.get(path).want(200, "转交应诉材料", "建议").form(act)
	if f.Get("on") != today.String() {
		t.Errorf("the day is %q by default, want today", f.Get("on"))
	}
	f.Set("on", "2026-03-01")
	f.Set("late_reason", "等待\r\n材料")
	a := clerk.post(act, f).want(422, "不能早于司法局收到应诉通知之日")
	sound(t, a)
	if links := summaryLinks(a); !links["#forward_materials-on"] {
		t.Errorf("the summary links to %v", links)
	}
	if got := a.form(act); got.Get("on") != "2026-03-01" || got.Get("late_reason") != "等待\n材料" || got.Get("key") != f.Get("key") {
		t.Errorf("the form came back with %v", got)
	}

	// A look ahead, as a page and as a part of one.
	f.Set("on", today.String())
	a = clerk.post(act+"/preview", f).want(200, "尚未保存", "将应诉材料副本转交承办单位", "逾期办结")
	sound(t, a)
	part := clerk.part(act+"/preview", f).want(200, "尚未保存")
	if len(part.all("h1")) > 0 {
		t.Error("htmx was sent a whole page")
	}
	clerk.part(act+"/preview", url.Values{"csrf": f["csrf"]}).want(422, "还不能办理", "请填写转交日期")
	clerk.get(act + "/preview").wantTo(act)
	clerk.get(act).want(200, "转交应诉材料")

	// Temporal is down.
	a = clerk.post(act, f).want(503, "服务暂时不可用")
	if a.form(act).Get("late_reason") != "等待\n材料" {
		t.Error("the reason was lost")
	}

	// Not open, not theirs, not there.
	clerk.get(path+"/acts/archive").want(409, "案件尚未终结", "第三十条")
	clerk.post(path+"/acts/archive", f).want(409, "案件尚未终结")
	clerk.get(path+"/acts/approve_review").want(403, "区司法局审查人")
	clerk.post(path+"/acts/approve_review", f).want(403, "区司法局审查人")
	clerk.get(path + "/acts/nothing").want(404)
	clerk.post(path+"/acts/nothing", f).want(404)
	clerk.post("/lawsuits/nothing/acts/archive", f).want(404)
}

// part posts a form as htmx does.
func (b *person) part(path string, form url.Values) *answer {
	q, err := http.NewRequest(http.MethodPost, b.server.URL+path, strings.NewReader(form.Encode()))
	must(b.T, err)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("HX-Request", "true")
	return b.send(q)
}

// TestTwice: a form that was sent before is answered as it was then.
func TestTwice(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	key := s.do("clerk", "forward_materials", today, filled{"on": today.String()})
	b, act := r.as("clerk"), "/lawsuits/"+s.ID+"/acts/forward_materials"
	f := b.get("/").form("/sign-out")
	f.Set("key", key)
	f.Set("on", today.String())
	b.post(act, f).wantTo("/lawsuits/" + s.ID + "?done=" + key)
	b.get("/lawsuits/"+s.ID+"?done="+key).want(200, "已办理：转交应诉材料", "按期办结")
	b.get("/lawsuits/"+s.ID+"?done=forged").want(200, "转交应诉材料")

	f.Set("on", "2026-03-09")
	a := b.post(act, f).want(422, "已经提交过", "请先到案件页面核对")
	if a.form(act).Get("key") == key {
		t.Error("the key that is used up was handed out again")
	}
}

// TestTwoDecideAtOnce: whoever opened a form before somebody else did the same is told
// by whom and when, and can send it all the same.
func TestTwoDecideAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	act := "/lawsuits/" + s.ID + "/acts/designate_unit"
	director := r.as("director")
	opened := director.get(act).want(200).form(act)
	opened.Set("lead", "张村镇")
	opened.Set("reason", "属地办理")
	clerk := r.as("clerk")
	stale := clerk.get(act).want(200).form(act)
	stale.Set("lead", "张村镇")
	stale.Set("reason", "属地办理")
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})

	a := director.post(act, opened).want(409, "其间已经办理", "林小文（区司法局）", "“确定承办单位”", "请先到案件页面核对")
	sound(t, a)
	again := a.form(act)
	if again.Get("lead") != "张村镇" || again.Get("key") == opened.Get("key") || again.Get("seen") == opened.Get("seen") {
		t.Errorf("the form came back with %v", again)
	}
	director.post(act, again).want(503)                 // it is asked of the workflow now, which is not there
	clerk.post(act, stale).want(409, "其间已经办理", "您本人已于") // opened in another window
	fresh := clerk.get(act).want(200).form(act)
	fresh.Set("lead", "竹岛街道")
	fresh.Set("reason", "改由街道办理")
	clerk.post(act, fresh).want(503) // what they have seen is no news to them
}

// TestWhatWaits: what somebody waits for stands on the desk of whoever is to do it, also
// where no period runs, and leads to the lawsuits.
func TestWhatWaits(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	r.register(notice("（2026）鲁10行初2号", today.AddDays(-1)))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	s.do("clerk", "forward_materials", today, filled{"on": today.String()})
	s.do("unit-clerk", "request_lawyer", today, filled{"on": today.String(), "reason": "案情复杂"})

	desk := r.as("clerk").get("/").want(200, "待指派律师")
	list := r.as("clerk").get("/lawsuits?waits=assign_lawyer").want(200, "（2026）鲁10行初1号", "只列待指派律师的案件")
	if strings.Contains(list.text(), "行初2号") || strings.Contains(r.as("unit-clerk").get("/").want(200).text(), "待指派律师") {
		t.Error("the list or the desk shows what does not wait for its reader")
	}
	sound(t, desk)
	s.do("clerk", "assign_lawyer", today, filled{"on": today.String(), "name": "高某某", "firm": "山东某某律师事务所"})
	if text := r.as("clerk").get("/").want(200).text(); strings.Contains(text, "待指派律师") {
		t.Error("what is done still waits")
	}
}

// TestHearings: the schedule shows the hearings of a week or a month that its reader may
// see, and which of them cannot both be; those that were put off are gone from their day.
func TestHearings(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n, day := range []string{"2026-04-02", "2026-04-02", "2026-04-20"} {
		s := r.register(notice(fmt.Sprintf("（2026）鲁10行初%d号", n+1), today.AddDays(-20)))
		s.do("clerk", "designate_unit", today.AddDays(-19), filled{"lead": "区城市管理局"})
		s.do("unit-clerk", "record_summons", today, filled{"received_on": today.String(), "hearing_on": day, "time": "09:00", "place": fmt.Sprintf("第%d法庭", n+1)})
		s.do("unit-clerk", "name_official", today, filled{"name": "赵某某", "employer": "区政府", "post": "副区长", "rank": "deputy", "on": today.String()})
	}
	clerk := r.as("clerk")
	a := clerk.get("/hearings?from=2026-04-01").want(200, "2026年3月30日（周一）至2026年4月5日（周日）", "共2场，其中2场时间冲突", "赵某某同时在（2026）鲁10行初2号出庭", "第1法庭")
	sound(t, a)
	sound(t, clerk.get("/hearings?span=month&from=2026-04-01").want(200, "2026年4月", "共3场", "4月20日"))
	clerk.get("/hearings?from=2026-06-01").want(200, "本周没有开庭")
	clerk.get("/hearings?from=nonsense").want(200, "本周没有开庭")
	r.as("town-clerk").get("/hearings?from=2026-04-01").want(200, "本周没有开庭")
	r.as("checker").get("/hearings").want(403)
}

// TestExport: a list goes out as it is filtered, as texts that no table program computes.
func TestExport(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.register(notice("（2026）鲁10行初1号", today.AddDays(-1), func(in filled) { in["plaintiffs"] = []string{"=1+1"} }))
	r.register(notice("（2025）鲁10行初2号", today.AddDays(-1)))
	a := r.as("clerk").get("/lawsuits/export?q=2026").want(200)
	book, err := excelize.OpenReader(strings.NewReader(a.body))
	must(t, err)
	rows, err := book.GetRows("案件台账")
	must(t, err)
	formula, err := book.GetCellFormula("案件台账", "F2")
	must(t, err)
	if len(rows) != 2 || rows[1][0] != "（2026）鲁10行初1号" || rows[1][5] != "=1+1" || formula != "" {
		t.Errorf("exported %q, formula %q", rows, formula)
	}
	r.as("checker").get("/lawsuits/export").want(403)
}

// TestWhoseDuty: a page offers first what is the reader's own to do, and apart from it what
// they can only take down for others.
func TestWhoseDuty(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	s.do("clerk", "forward_materials", today, filled{"on": today.String()})
	path := "/lawsuits/" + s.ID

	unit := r.as("unit-clerk").get(path).want(200, "王某某、李某某 诉 威海市环翠区人民政府", "最近期限", "下次开庭", "等待")
	if !offersForms(unit) || strings.Contains(unit.text(), "可以代为登记") {
		t.Error("the unit is not offered its own duty")
	}
	clerk := r.as("clerk").get(path).want(200, "本阶段没有需要您办理的事项", "可以代为登记：", "报送审查")
	if offersForms(clerk) {
		t.Error("the Bureau's clerk is offered the unit's duty as if it were theirs")
	}
	r.as("unit-clerk").get(path+"/acts/submit_for_review").want(200, "办理前请核对", "尚未登记诉讼代理人")
}

// offersForms tells whether a lawsuit's page has an act's form on it.
func offersForms(a *answer) bool {
	return slices.ContainsFunc(a.all("form"), func(n *html.Node) bool { return strings.Contains(attr(n, "action"), "/acts/") })
}

func TestBadBodies(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	b, act := r.as("unit-clerk"), "/lawsuits/"+s.ID+"/acts/add_material"
	f := b.get("/").form("/sign-out")
	with := func(name, value string) url.Values {
		g := url.Values{"csrf": f["csrf"], "kind": {"1"}, "title": {"答辩状"}}
		g.Set(name, value)
		return g
	}
	b.post(act, with("content", strings.Repeat("长", 400_000))).want(413, "超过1 MB")
	b.post(act, with("title", strings.Repeat("长", 10_000))).want(422, "最多200字，现有10000字")
	b.post(act, with("title", "a\x00b")).want(422, "不可见字符")
	b.post(act, with("title", "a\xffb")).want(422, "不可见字符")
	b.post(act, with("kind", "7")).want(422, "没有“7”这一项")
	b.post(act, with("pages", "-1")).want(422, "页数应当是")
	b.post(act, with("pages", "九")).want(422, "页数应当是")

	for _, test := range []struct {
		kind, body string
		status     int
	}{
		{"application/json", `{"kind":1}`, 415}, {"multipart/form-data", "x", 415}, {"", "kind=1", 415},
		{"application/x-www-form-urlencoded", "kind=%zz", 400},
	} {
		q, err := http.NewRequest(http.MethodPost, r.server.URL+act, strings.NewReader(test.body))
		must(t, err)
		q.Header.Set("Content-Type", test.kind)
		b.send(q).want(test.status)
	}
}

// TestAnything: whatever is posted, nothing breaks.
func TestAnything(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-3)))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	b := r.as("unit-clerk")
	token := b.get("/").form("/sign-out").Get("csrf")
	names := []string{"key", "do", "on", "unit", "joint", "kind", "title", "pages", "defendants", "defendants.0", "defendants.0.unit", "defendants..x", "origin.item", "lost", "clock", "hearing_on", "to", "number", "form"}
	values := []string{"", "0", "-1", "true", "2026-03-10", "9999-12-31", "0000-00-00", "区政府", "<script>", "\x00", "\xff", "１", "first/1", "null", "{}", "%", "evidence"}
	var acts []string
	for _, a := range workflows.Acts {
		acts = append(acts, a.Name)
	}
	rapid.Check(t, func(t *rapid.T) {
		f := url.Values{"csrf": {token}}
		for range rapid.IntRange(0, 6).Draw(t, "fields") {
			f.Add(rapid.SampledFrom(names).Draw(t, "name"), rapid.SampledFrom(values).Draw(t, "value"))
		}
		act := rapid.SampledFrom(acts).Draw(t, "act")
		if got := b.post("/lawsuits/"+s.ID+"/acts/"+act+"/preview", f); got.status >= 500 {
			t.Fatalf("status %d: %s", got.status, got.text())
		}
	})
}

func TestLists(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n := range 60 {
		r.register(notice("（2026）鲁10行初"+strconv.Itoa(100+n)+"号", today.AddDays(-n%20), func(in filled) { in["cause"] = "行政处罚" }))
	}
	b := r.as("clerk")
	first := b.get("/lawsuits?q=处罚").want(200, "共60件")
	sound(t, first)
	second := b.get(linkTo(first, "next")).want(200, "共60件")
	if got := len(elements(second.root, "tbody")); got != 1 {
		t.Fatalf("%d tables on the second page", got)
	}
	if got := len(elements(elements(second.root, "tbody")[0], "tr")); got != 10 {
		t.Errorf("%d lines on the second page, want 10", got)
	}
	b.get("/lawsuits?cursor=forged").want(422, "翻页标记无效")
	b.get("/lawsuits?court=%27&unit=%25").want(200, "没有符合条件的案件")
	for query, why := range map[string]string{
		"stage=nothing": "阶段", "kind=x": "案件种类", "status=y": "状态", "level=z": "审级", "outcome=?": "裁判结果", "sort=up": "排序",
		"served_from=2026-02-30": "送达日期起", "served_from=2026-03-02&served_to=2026-03-01": "送达日期止不能早于送达日期起", "q=%00%ff": "",
	} {
		sound(t, b.get("/lawsuits?"+query).want(422, "无法查询", why))
		b.get("/lawsuits/export?"+query).want(422, why)
	}
	b.get("/lawsuits?level=first&cause=处罚&served_from=2026-03-10&served_to=2026-03-10").want(200, "共3件", "王某某、李某某")
	b.get("/lawsuits?outcome=revoke").want(200, "没有符合条件的案件")
	if got := b.get("/lawsuits?sort=newest").want(200, "最近登记的在前").text(); strings.Contains(got, "。剩余时间少的在前") {
		t.Error("the list says two orders")
	}
	b.get("/lawsuits?overdue=1&status=open&stage=designation").want(200, "已逾期")
	b.get("/lawsuits?status=closed").want(200, "没有符合条件的案件")
	b.get("/").want(200, "待确定承办单位", "已逾期")
}

func TestInbox(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	s.do("clerk", "forward_materials", today, filled{"on": today.String()})
	b := r.as("unit-clerk")
	a := b.get("/inbox").want(200, "3条未读", "你单位被确定为本案承办单位", "告知")
	f := a.form("/inbox")
	all, one := url.Values{"csrf": f["csrf"], "all": {"1"}}, url.Values{"csrf": f["csrf"], "id": {inputNamed(a, "id")}}
	r.as("clerk").get("/inbox")
	b.post("/inbox", one).wantTo("/inbox")
	b.get("/inbox").want(200, "2条未读")
	b.post("/inbox", url.Values{"csrf": f["csrf"], "id": {"x"}}).want(422, "收件箱")
	b.post("/inbox", all).wantTo("/inbox")
	if strings.Contains(b.get("/inbox").want(200).text(), "条未读") {
		t.Error("something is unread still")
	}
	b.get("/inbox?cursor=forged").want(422, "翻页标记无效", "从第一页查看")
	town := r.as("town-clerk")
	one.Set("csrf", town.get("/").form("/sign-out").Get("csrf"))
	town.post("/inbox", one).wantTo("/inbox") // not theirs: nothing happens
}

// TestInboxPages turns the pages of a full inbox, and marks a message of the second
// as read from there.
func TestInboxPages(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	var told []models.Told
	for n := range 70 {
		told = append(told, models.Told{Notice: models.Notice{Key: strconv.Itoa(n), Title: "提醒", To: []models.Recipient{{Role: models.Director}}}})
	}
	if err := r.ledger.TellAll(t.Context(), told); err != nil {
		t.Fatal(err)
	}
	b, seen := r.as("director"), map[string]bool{}
	first := b.get("/inbox").want(200, "70条未读", "下一页")
	sound(t, first)
	path := linkTo(first, "next")
	second := b.get(path).want(200, "第一页")
	for _, a := range []*answer{first, second} {
		for _, n := range a.all("input") {
			if attr(n, "name") == "id" {
				seen[attr(n, "value")] = true
			}
		}
	}
	if len(seen) != 70 || linkTo(second, "next") != "" {
		t.Errorf("%d messages on two pages, want 70; then %q", len(seen), linkTo(second, "next"))
	}
	form := second.form(path)
	b.post(path, url.Values{"csrf": form["csrf"], "id": {inputNamed(second, "id")}}).wantTo(path)
	b.get(path).want(200, "第一页")
}

// linkTo returns the address to which a page is related so, if any.
func linkTo(a *answer, rel string) string {
	for _, link := range a.all("a") {
		if attr(link, "rel") == rel {
			return attr(link, "href")
		}
	}
	return ""
}

func inputNamed(a *answer, name string) string {
	for _, n := range a.all("input") {
		if attr(n, "name") == name {
			return attr(n, "value")
		}
	}
	return ""
}

func TestMeasures(t *testing.T) {
	t.Parallel()
	b := newRig(t, today).as("unit-clerk")
	a := b.get("/measures").want(200, "第一条", "第四十条", "自动计算期限", "由人把握")
	if got := len(a.all("article")); got != 40 {
		t.Errorf("%d articles", got)
	}
	b.get("/measures/clocks/review?from=2026-09-24").want(200, "9月24日", "国庆节放假，不计")
	b.get("/measures/clocks/review").want(200, "试算")
	b.get("/measures/clocks/nothing?from=2026-09-24").want(404, "没有找到")
	for _, from := range []string{"yesterday", "2026-02-30", "1950-01-01", "9999-12-31", "%00"} {
		sound(t, b.get("/measures/clocks/review?from="+from).want(422))
	}
}

func TestAdministration(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.as("clerk").get("/admin").want(403, "供系统管理员和安全管理员使用")
	b := r.as("boss")
	f := b.get("/admin").want(200, "unit-clerk").form("/admin/users")
	f.Set("username", "Bad Name")
	f.Set("name", "<i>王</i>")
	f.Set("role", "unit_clerk")
	a := b.post("/admin/users", f).want(422, "用户名须为2至32位")
	sound(t, a)
	f = a.form("/admin/users")
	if f.Get("name") != "<i>王</i>" || f.Get("role") != "unit_clerk" {
		t.Errorf("the form came back with %v", f)
	}
	f.Set("username", "wang")
	f.Set("unit", "张村镇")
	a = b.post("/admin/users", f).want(200, "只显示这一次")
	sound(t, a)
	first := innerText(elements(a.root, "code")[0])

	wang := r.visitor()
	g := wang.get("/sign-in").form("/sign-in")
	g.Set("username", "wang")
	g.Set("password", first)
	wang.post("/sign-in", g).wantTo("/account")

	user, err := r.ledger.UserByName(context.Background(), "wang")
	must(t, err)
	at := "/admin/users/" + strconv.FormatInt(user.ID, 10)
	do := func(what string) url.Values { return url.Values{"csrf": f["csrf"], "do": {what}} }
	b.post(at, do("disable")).wantTo("/admin?done=user")
	b.get("/admin?done=user").want(200, "账号已更改", "已停用")
	wang.get("/account").wantTo("/sign-in?next=%2Faccount")
	b.post(at, do("enable")).wantTo("/admin?done=user")
	second := innerText(elements(b.post(at, do("reset")).want(200, "只显示这一次").root, "code")[0])
	if first == second {
		t.Error("the password is the old one")
	}
	b.post(at, do("nothing")).want(422)
	b.post("/admin/users/99999", do("reset")).want(404)
	b.post("/admin/users/x", do("reset")).want(404)
	r.as("clerk").post(at, url.Values{"do": {"reset"}}).want(403)

	g = b.get("/admin").form("/admin/units")
	g.Set("name", "区财政局")
	g.Set("full_name", "威海市环翠区财政局")
	b.post("/admin/units", g).wantTo("/admin?done=unit")
	b.post("/admin/units", g).want(409, "已有该单位")
	g.Set("name", strings.Repeat("长", 500))
	b.post("/admin/units", g).want(422, "不超过60字")
	g.Set("name", "区审计局")
	g.Set("kind", "palace")
	b.post("/admin/units", g).want(422, "请选择单位类别")

	g = b.get("/admin").form("/admin/units/change")
	g.Set("unit", "区财政局")
	g.Set("closed_on", "2026-03-01")
	b.post("/admin/units/change", g).want(422, "须是名录中现有的单位")
	g.Set("closed_on", "明天")
	b.post("/admin/units/change", g).want(422, "不是有效日期")
	g.Set("closed_on", "2026-03-01")
	g.Set("successor", "张村镇")
	b.post("/admin/units/change", g).wantTo("/admin?done=changed")
	b.get("/admin?done=changed").want(200, "单位已更改", "自2026年3月1日（周日）起撤销或者更名，由张村镇继续行使职能")
	g = b.get("/admin").form("/admin/units/change")
	g.Set("unit", "区财政局")
	g.Set("full_name", "威海市环翠区财政金融局")
	g.Set("do", "reopen")
	b.post("/admin/units/change", g).wantTo("/admin?done=changed")
	if page := b.get("/admin").want(200, "财政金融局"); strings.Contains(page.text(), "由张村镇继续行使职能") {
		t.Error("the unit is still closed")
	}
	r.as("clerk").post("/admin/units/change", g).want(403)
}

// The page of those who run the system shows each of them what is theirs, and says while
// one of them has two offices.
func TestAdministrationApart(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	boss, checker := r.as("boss"), r.as("checker")
	a := boss.get("/admin").want(200, "尚未设安全管理员，账号由您一并维护")
	checker.get("/audit").want(200, "尚未设安全管理员")
	f := a.form("/admin/users")
	f.Set("username", "keeper")
	f.Set("name", "安有度")
	f.Set("role", "security_admin")
	// The page that answers still has the password, and is the last of its kind.
	first := innerText(elements(boss.post("/admin/users", f).want(200, "只显示这一次").root, "code")[0])
	boss.post("/admin/users", f).want(403, "账号由安全管理员维护")
	boss.post("/admin/leaves", f).want(403)
	a = boss.get("/admin").want(200, "单位名录")
	sound(t, a)
	if strings.Contains(a.text(), "重置密码") || strings.Contains(a.text(), "代为委托") {
		t.Errorf("the system administrator still keeps accounts: %s", a.text())
	}
	checker.get("/audit").want(200, "已经分设")

	keeper := r.visitor()
	g := keeper.get("/sign-in").form("/sign-in")
	g.Set("username", "keeper")
	g.Set("password", first)
	keeper.post("/sign-in", g).wantTo("/account")
	g = keeper.get("/account").form("/account")
	g.Set("old", first)
	g.Set("new", "Chenguang-7788")
	g.Set("again", "Chenguang-7788")
	keeper.post("/account", g).wantTo("/")
	keeper.get("/admin").wantTo("/account/security?next=%2Fadmin")
	keeper.setsUpAPhone("/account/security?next=%2Fadmin", "Chenguang-7788").wantTo("/admin")
	a = keeper.get("/admin").want(200, "重置密码", "代为委托")
	sound(t, a)
	if strings.Contains(a.text(), "添加单位") || strings.Contains(a.text(), "一并维护") {
		t.Errorf("the security administrator keeps units: %s", a.text())
	}
	sound(t, keeper.get("/").want(200, "不查看案件", "管理"))
	keeper.get("/troubles").want(403)
}

// Whoever could not name a substitute in time has an administrator do it.
func TestAdministrator_ArrangesALeave(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("boss")
	f := b.get("/admin").form("/admin/leaves")
	b.post("/admin/leaves", f).want(422, "开始和结束日期")
	f.Set("username", "unit-official")
	f.Set("substitute", "town-clerk")
	f.Set("from", today.String())
	f.Set("to", today.AddDays(2).String())
	a := b.post("/admin/leaves", f).want(422, "代理人须为同单位在用账号")
	sound(t, a)
	f = a.form("/admin/leaves")
	if f.Get("username") != "unit-official" || f.Get("to") != today.AddDays(2).String() {
		t.Errorf("the form came back with %v", f)
	}
	r.as("clerk").post("/admin/leaves", f).want(403)
	f.Set("substitute", "unit-clerk")
	b.post("/admin/leaves", f).wantTo("/admin?done=leave")
	b.post("/admin/leaves", f).want(409)
	r.as("unit-clerk").get("/account").want(200, "请假，由您代理")

	a = b.get("/admin?done=leave").want(200, "请假代理已办理", "unit-official由unit-clerk代理")
	sound(t, a)
	for _, form := range elements(a.root, "form") {
		if action := attr(form, "action"); strings.HasPrefix(action, "/account/leaves/") {
			b.post(action, a.form(action)).wantTo("/admin?done=leave")
		}
	}
	if strings.Contains(b.get("/admin").text(), "由unit-clerk代理") {
		t.Error("a leave that has ended is still shown")
	}
}

// TestNamesAreText: what people type is text wherever it is shown.
func TestNamesAreText(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;{{.}}`
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-20), func(in filled) {
		in["plaintiffs"], in["cause"], in["court"], in["challenged_act"] = []string{evil}, evil, evil, evil
		in["third_parties"] = []string{evil}
	}))
	s.do("clerk", "designate_unit", today.AddDays(-19), filled{"lead": "区城市管理局", "reason": evil})
	s.do("unit-clerk", "add_material", today.AddDays(-3), filled{"kind": "1", "title": evil, "source": evil, "proves": evil, "content": evil})
	s.remind(today)
	b := r.as("clerk")
	for _, path := range []string{"/", "/lawsuits", "/lawsuits?q=" + url.QueryEscape(evil) + "&court=" + url.QueryEscape(evil), "/lawsuits/" + s.ID, "/lawsuits/" + s.ID + "/acts/" + url.PathEscape(evil), "/inbox", "/" + url.PathEscape(evil)} {
		a := b.get(path)
		sound(t, a)
		if len(a.all("img")) > 0 {
			t.Errorf("%s: what was typed became an element", path)
		}
	}
	if !strings.Contains(b.get("/lawsuits/"+s.ID).text(), evil) {
		t.Error("what was typed is not shown as it was")
	}
	f := b.get("/lawsuits/new").form("/lawsuits/new")
	for _, name := range []string{"case_number", "court", "plaintiffs", "cause", "defendants.0.name", "challenged_act"} {
		f.Set(name, evil)
	}
	a := b.post("/lawsuits/new", f).want(422)
	sound(t, a)
	if got := a.form("/lawsuits/new"); got.Get("court") != evil || got.Get("plaintiffs") != evil || got.Get("challenged_act") != evil {
		t.Errorf("the form came back with %v", got)
	}
}

func TestAddressesNobodyServes(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	b.get("/nowhere").want(404, "没有找到", "林小文")
	r.visitor().get("/nowhere").want(404, "没有找到")
	b.get("/admin/users").want(405, "只用于提交表单")
	b.post("/measures", url.Values{}).want(405)
	if got := b.get("/api/v1/nowhere").want(404); strings.Contains(got.header.Get("Content-Type"), "html") {
		t.Error("programs are answered with a page")
	}
	q, err := http.NewRequest(http.MethodHead, r.server.URL+"/lawsuits", nil)
	must(t, err)
	if got := b.send(q).want(200); got.body != "" || !strings.Contains(got.header.Get("Content-Type"), "html") {
		t.Errorf("HEAD: %v %q", got.header, got.body)
	}
}

// TestWhoSeesWhat: each role meets what it is for.
func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	for who, says := range map[string][]string{
		"clerk": {"待确定承办单位", "已逾期"}, "reviewer": {"待审查"}, "director": {"待审查"}, "unit-clerk": {"待准备报送"},
		"supervisor": {"全区已逾期", "将应诉材料副本转交承办单位"}, "boss": {"不查看案件", "管理"}, "checker": {"不查看案件"},
	} {
		r.as(who).get("/").want(200, says...)
	}
	r.as("clerk").get("/lawsuits/"+s.ID).want(200, "建议由区城市管理局承办", "第八条第二款第（五）项", "在流程控制台查看")
	got := r.as("supervisor").get("/lawsuits/"+s.ID).want(200, "没有需要您办理的事项", "在流程控制台查看")
	if len(got.all("textarea")) > 0 {
		t.Error("a supervisor is offered forms")
	}
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	if strings.Contains(r.as("unit-clerk").get("/lawsuits/"+s.ID).want(200).text(), "控制台") {
		t.Error("a unit is led to the console, which shows all lawsuits")
	}
}

// TestLeave has a colleague stand in, and lets them act in one's place.
func TestLeave(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	official, unit := r.as("unit-official"), r.as("unit-clerk")
	f := official.get("/account").want(200, "请假代理").form("/account/leaves")
	f.Set("to", "")
	sound(t, official.post("/account/leaves", f).want(422, "开始和结束日期"))
	f.Set("to", today.AddDays(2).String())
	official.post("/account/leaves", f).want(422, "没有用户名为")
	f.Set("substitute", "unit-clerk")
	official.post("/account/leaves", f).wantTo("/account")
	official.get("/account").want(200, "吴管成由孙承办代理", "提前结束")

	g := unit.get("/account").want(200, "以吴管成的名义办理").form("/account/seat")
	unit.post("/account/seat", g).wantTo("/")
	sound(t, unit.get("/account").want(200, "孙承办（代吴管成）", "您正在代理他人", "恢复本人身份"))
	back := unit.get("/account").form("/account/seat")
	back.Del("username")
	unit.post("/account/seat", back).wantTo("/")
	if a := unit.get("/account"); strings.Contains(a.text(), "孙承办（代") {
		t.Error("still in the other's place")
	}

	page := official.get("/account")
	for _, form := range page.all("form") {
		if action := attr(form, "action"); strings.HasPrefix(action, "/account/leaves/") {
			official.post(action, successful(form)).wantTo("/account")
		}
	}
	official.get("/account").want(200, "已提前结束")
	unit.post("/account/seat", g).want(403, "您今天不代理")
	if a := r.as("boss").get("/account"); strings.Contains(a.text(), "请假代理") {
		t.Error("an administrator has no lawsuits to leave to anybody")
	}
}

// What nobody said is not said on the page: nobody is ticked as having come to court, each
// organ of several is told of by its name, and of a decision that its kind makes a loss the
// journal does not say that it is none.
func TestLawsuit_SaysNothingThatNobodySaid(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	ago := func(n int) calendar.Date { return today.AddDays(-n) }
	s := r.register(notice("（2026）鲁10行初71号", ago(40), func(in filled) {
		in["defendants"] = []filled{{"name": "威海市环翠区人民政府", "unit": "区政府"}, {"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}}
	}))
	s.do("clerk", "designate_unit", ago(39), filled{"lead": "区城市管理局", "reason": "具体实施", "joint": []string{"张村镇"}})
	s.do("clerk", "record_summons", ago(38), filled{"hearing_on": ago(20).String(), "received_on": ago(38).String()})
	s.do("clerk", "record_petition", ago(30), filled{"on": ago(30).String(), "kind": "jurisdiction", "name": "威海市环翠区人民政府", "what": "应由荣成市人民法院管辖"})
	b, here := r.as("clerk"), "/lawsuits/"+s.ID
	hearing := here + "/acts/record_hearing"
	if f := b.get(hearing).want(200).form(hearing); f.Get("official_attended") != "" {
		t.Error("the official is ticked beforehand as having been in court")
	}
	s.do("clerk", "record_hearing", ago(20), filled{"on": ago(20).String(), "official_attended": true,
		"others": []filled{{"name": "威海市环翠区张村镇人民政府", "attended": false, "absence_reason": "参加防汛"}}})
	sound(t, b.get(here).want(200, "威海市环翠区人民政府负责人出庭", "威海市环翠区张村镇人民政府负责人未出庭：参加防汛"))

	judgment := here + "/acts/record_judgment"
	sound(t, b.get(judgment).want(200, "申请尚未答复", "登记法院对申请的答复"))
	s.do("clerk", "record_judgment", ago(5), filled{"number": "（2026）鲁10行初71号", "outcome": "declare_unlawful", "made_on": ago(6).String(), "served_on": ago(5).String(), "lost": false})
	if page := b.get(here).want(200, "败诉").text(); strings.Contains(page, "是否败诉：否") || !strings.Contains(page, "由裁判种类确定") {
		t.Error("the journal says that nobody lost")
	}
}

// What was entered late is listed where it is checked, with who entered it; it is a duty of
// the Bureau's clerk, who is warned where it is their own work.
func TestEntries_AreListedWhereTheyAreChecked(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初72号", today.AddDays(-20)))
	s.do("clerk", "designate_unit", today.AddDays(-19), filled{"lead": "区城市管理局", "item": 5})
	s.do("clerk", "forward_materials", today, filled{"on": today.AddDays(-19).String()})
	b, check := r.as("clerk"), "/lawsuits/"+s.ID+"/acts/check_entry"
	sound(t, b.get(check).want(200, "待核对的补录（1项）", "林小文于", "由您本人录入，宜由他人核对"))
	b.get(entriesPath).want(200, "由您本人录入")
	if text := r.as("director").get(check).want(200, "林小文于").text(); strings.Contains(text, "由您本人录入") {
		t.Error("the director is said to have entered it")
	}
	if text := b.get("/lawsuits/"+s.ID).want(200, "核对补录").text(); strings.Contains(text, "没有需要您办理的事项") {
		t.Error("it is not said to be the clerk's to do")
	}
	// Who has said today that the lawsuit is put on file late is not asked again.
	file := "/lawsuits/" + s.ID + "/acts/record_summons"
	f := b.get(file).form(file)
	f.Set("hearing_on", today.AddDays(20).String())
	f.Set("received_on", today.AddDays(-15).String())
	b.post(file, f).want(503)
}
