package web

import (
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
