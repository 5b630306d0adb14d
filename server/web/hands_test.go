package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestHands: a lawsuit is taken, handed over and assigned on its page, and the page says
// who has it.
func TestHands(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	here := "/lawsuits/" + s.ID
	unit, official := r.as("unit-clerk"), r.as("unit-official")

	page := unit.get(here+"/hands").want(200, "由我承办", "尚无")
	sound(t, page)
	if strings.Contains(page.text(), "接替何人") {
		t.Error("a clerk is offered to assign others")
	}
	unit.post(here+"/hands", page.form(here+"/hands")).wantTo(here + "/hands")
	unit.get(here).want(200, "承办人：孙承办")
	unit.get("/lawsuits?mine=1").want(200, "初1号")
	unit.get("/lawsuits?q=孙承办").want(200, "初1号")

	f := unit.get(here+"/hands").want(200, "移交").form(here + "/hands")
	f.Set("to", "town-clerk")
	again := unit.post(here+"/hands", f).want(422, "没有保存", "本单位在用的账号")
	sound(t, again)
	f.Set("to", "unit-official")
	f.Set("note", "<b>休假</b>")
	unit.post(here+"/hands", f).wantTo(here + "/hands")
	page = unit.get(here+"/hands").want(200, "孙承办移交，原承办人孙承办，承办人吴管成；说明：<b>休假</b>", "由我承办")
	sound(t, page)
	unit.post(here+"/hands", f).want(403)
	official.get("/inbox").want(200, "本案由您承办", "说明：<b>休假</b>")

	sound(t, official.get(here+"/hands").want(200, "移交", "指定"))
	f.Set("csrf", official.get(here+"/hands").form(here+"/hands").Get("csrf"))
	f.Set("form", "assign")
	f.Set("from", "unit-official")
	f.Set("to", "unit-clerk")
	official.post(here+"/hands", f).wantTo(here + "/hands")
	official.get(here).want(200, "承办人：孙承办")

	looking := r.as("supervisor")
	sound(t, looking.get(here+"/hands").want(200, "承办人", "孙承办"))
	f.Set("csrf", looking.get("/account").form("/account").Get("csrf"))
	looking.post(here+"/hands", f).want(403, "案件由办理单位和区司法局的人员承办")
	r.as("town-clerk").get(here + "/hands").want(404)
}

// TestSidesOfTheDesk: the desk shows what somebody has in hand, what others owe, and what
// was done lately.
func TestSidesOfTheDesk(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n, number := range []string{"（2026）鲁10行初1号", "（2026）鲁10行初2号"} {
		s := r.register(notice(number, today))
		s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
		s.do("clerk", "forward_materials", today, filled{"on": today.String()})
		if n == 0 {
			unit := r.as("unit-clerk")
			unit.post("/lawsuits/"+s.ID+"/hands", unit.get("/lawsuits/"+s.ID+"/hands").form("/lawsuits/"+s.ID+"/hands")).wantTo("/lawsuits/" + s.ID + "/hands")
		}
	}
	lists := func(a *answer, first, second bool) {
		t.Helper()
		sound(t, a)
		if text := a.want(200).text(); strings.Contains(text, "行初1号") != first || strings.Contains(text, "行初2号") != second {
			t.Errorf("lists %v %v: %s", first, second, text)
		}
	}
	unit, clerk := r.as("unit-clerk"), r.as("clerk")
	lists(unit.get("/"), true, true)
	unit.get("/").want(200, "1  我承办的案件")
	lists(unit.get("/?side=mine"), true, false)
	lists(unit.get("/duties?section=mine-later"), true, false)
	lists(r.as("unit-official").get("/?side=mine"), false, false)
	lists(clerk.get("/?side=waiting"), true, true)
	lists(clerk.get("/?side=done"), true, true)
	clerk.get("/?side=done").want(200, "转交应诉材料")
	lists(unit.get("/?side=done"), false, false)
	if text := r.as("supervisor").get("/?side=mine").want(200).text(); strings.Contains(text, "我承办的") {
		t.Error("a supervisor has lawsuits in hand")
	}
	r.as("boss").get("/?side=done").want(200, "不查看案件")
}

// TestRemarks: what is said in a lawsuit is read by all who see it, as it was typed.
func TestRemarks(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	here := "/lawsuits/" + s.ID + "/hands"
	clerk, unit := r.as("clerk"), r.as("unit-clerk")
	f := clerk.get(here).want(200, "还没有留言").form("/lawsuits/" + s.ID + "/remarks")
	sound(t, clerk.post("/lawsuits/"+s.ID+"/remarks", f).want(422, "没有保存", "请填写留言"))
	f.Set("text", "请@孙承办 核对<script>alert(1)</script>")
	clerk.post("/lawsuits/"+s.ID+"/remarks", f).wantTo(here)
	clerk.post("/lawsuits/"+s.ID+"/remarks", f).wantTo(here) // the same form
	page := unit.get(here).want(200, "请@孙承办 核对<script>alert(1)</script>", "林小文")
	sound(t, page)
	if n := strings.Count(page.text(), "请@孙承办"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
	unit.get("/inbox").want(200, "林小文在留言中提到您")
	unit.get("/lawsuits/"+s.ID).want(200, "1条留言")
	var withdraw string
	for _, form := range clerk.get(here).all("form") {
		if action := attr(form, "action"); strings.HasPrefix(action, "/lawsuits/"+s.ID+"/remarks/") {
			withdraw = action
		}
	}
	g := unit.get(here).form("/lawsuits/" + s.ID + "/remarks")
	unit.post(withdraw, g).want(403, "只能撤回本人的留言")
	clerk.post(withdraw, clerk.get(here).form(withdraw)).wantTo(here)
	if text := unit.get(here).want(200, "留言已由本人撤回").text(); strings.Contains(text, "请@孙承办") {
		t.Error("what was withdrawn is shown")
	}
}

// TestDemands: what is asked of a unit stands on both desks until it is answered.
func TestDemands(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	here, asks := "/lawsuits/"+s.ID+"/hands", "/lawsuits/"+s.ID+"/demands"
	supervisor, unit := r.as("supervisor"), r.as("unit-clerk")
	f := supervisor.get(here).want(200, "发出督办", "本案没有督办").form(asks)
	f.Set("office", "区城市管理局")
	f.Set("asked", "答辩状何时提交？")
	sound(t, supervisor.post(asks, f).want(422, "请填写答复日期"))
	f.Set("answer_by", today.AddDays(-1).String())
	supervisor.post(asks, f).want(422, "不能早于今天")
	f.Set("answer_by", today.AddDays(2).String())
	supervisor.post(asks, f).wantTo(here)
	supervisor.post(asks, f).wantTo(here) // the same form
	for _, b := range []*person{supervisor, unit} {
		b.get("/").want(200, "1  督办待答复")
		sound(t, b.get("/demands").want(200, "答辩状何时提交？", "尚未签收"))
	}
	unit.get("/inbox").want(200, "督办：请签收并于")
	r.as("unit-official").get("/inbox").want(200, "督办：请签收并于")
	if text := r.as("town-clerk").get("/demands").want(200).text(); strings.Contains(text, "答辩状") {
		t.Error("another unit sees it")
	}
	page := unit.get(here).want(200, "签收")
	sound(t, page)
	var settle string
	for _, form := range page.all("form") {
		if action := attr(form, "action"); strings.HasPrefix(action, asks+"/") {
			settle = action
		}
	}
	g := page.form(settle)
	g.Set("do", "receive")
	unit.post(settle, g).wantTo(here)
	supervisor.get("/demands").want(200, "孙承办已签收")
	g.Set("do", "answer")
	unit.post(settle, g).want(422, "请填写答复")
	g.Set("answer", "明日提交。")
	unit.post(settle, g).wantTo(here)
	unit.post(settle, g).want(409, "已经答复")
	sound(t, supervisor.get(here).want(200, "孙承办于", "答复：", "明日提交。"))
	supervisor.get("/inbox").want(200, "区城市管理局答复了督办")
	supervisor.get("/demands").want(200, "没有待答复的督办")
	g.Set("csrf", r.as("clerk").get(here).form(asks).Get("csrf"))
	unit.post(asks, g).want(403)
}

// TestADemandIsWithdrawn: by who asked or their colleagues, and nobody else; it waits no
// more then.
func TestADemandIsWithdrawn(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	here, asks := "/lawsuits/"+s.ID+"/hands", "/lawsuits/"+s.ID+"/demands"
	clerk, director, supervisor, unit := r.as("clerk"), r.as("director"), r.as("supervisor"), r.as("unit-clerk")
	f := clerk.get(here).want(200, "逾期未答复的告知您").form(asks)
	f.Set("office", "区城市管理局")
	f.Set("asked", "<b>答辩状</b>何时提交？")
	f.Set("answer_by", today.AddDays(2).String())
	clerk.post(asks, f).wantTo(here)
	all, err := r.ledger.DemandsIn(t.Context(), s.ID)
	must(t, err)
	one := fmt.Sprintf("%s/%d", asks, all[0].ID)
	withdraw := func(b *person, path string) *answer {
		form := url.Values{csrfField: {b.get("/account").form("/account").Get(csrfField)}, "do": {"withdraw"}}
		return b.post(path, form)
	}
	for _, b := range []*person{supervisor, unit} {
		if strings.Contains(b.get(here).want(200, "何时提交？").text(), "撤回督办") {
			t.Error("somebody else is offered to withdraw it")
		}
	}
	withdraw(supervisor, one).want(403, "督办由发出的人员或者其单位撤回，这项督办由林小文发出")
	withdraw(unit, one).want(403)
	withdraw(r.as("town-clerk"), one).want(404)
	withdraw(clerk, asks+"/9999").want(404)
	sound(t, director.get(here).want(200, "撤回督办"))
	withdraw(director, one).wantTo(here)
	withdraw(clerk, one).want(409, "已经答复或者撤回") // the page was stale
	sound(t, unit.get(here).want(200, "郑司远于", "撤回，无须答复"))
	unit.get("/demands").want(200, "没有待答复的督办")
	unit.get("/inbox").want(200, "督办已撤回，无须答复", "<b>答辩状</b>何时提交？")
	g := url.Values{csrfField: {unit.get("/account").form("/account").Get(csrfField)}, "do": {"answer"}, "answer": {"明日"}}
	unit.post(one, g).want(409, "已经撤回，无须签收和答复")
}

// TestFollowUps: a reminder is set on a lawsuit, stands on one's own desk, and is ended.
func TestFollowUps(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	unit, here := r.as("unit-clerk"), "/followups?lawsuit="+s.ID
	page := unit.get(here).want(200, "没有自设的提醒")
	sound(t, page)
	f := page.form("/followups")
	sound(t, unit.post("/followups", f).want(422, "请填写提醒日期"))
	f.Set("on", today.AddDays(-1).String())
	f.Set("note", "<i>问法官排期</i>")
	unit.post("/followups", f).want(422, "不能早于今天")
	f.Set("on", today.String())
	unit.post("/followups", f).wantTo(here)
	unit.get("/").want(200, "1  自设提醒")
	sound(t, unit.get("/followups").want(200, "<i>问法官排期</i>", "已到"))
	r.as("unit-official").get("/followups").want(200, "没有自设的提醒")
	town := r.as("town-clerk")
	f.Set("csrf", town.get("/account").form("/account").Get("csrf"))
	town.post("/followups", f).want(404)
	var end string
	for _, form := range unit.get("/followups").all("form") {
		if action := attr(form, "action"); strings.HasPrefix(action, "/followups/") {
			end = action
		}
	}
	town.post(end, f).want(404)
	unit.post(end, unit.get("/followups").form(end)).wantTo("/followups")
	unit.get("/followups").want(200, "没有自设的提醒")
}
