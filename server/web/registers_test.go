package web

import (
	"net/url"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// An entry is made once, read by those whose it is, changed by one at a time and withdrawn.
func TestRegisters(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 6, 30))
	unit, town, clerk := r.as("unit-clerk"), r.as("town-clerk"), r.as("clerk")
	sound(t, unit.get("/registers").want(200, "源头预防", "府院联动", "由区司法局登记", "第三十四条第一款"))
	sound(t, unit.get("/registers/prevention").want(200, "没有符合条件的登记"))

	const list = "/registers/prevention"
	page := unit.get(list+"/new").want(200, "行政行为或者问题", "区城市管理局")
	sound(t, page)
	if strings.Contains(page.body, "张村镇") {
		t.Error("a unit enters for another")
	}
	f := page.form(list + "/new")
	refusedOnce := unit.post(list+"/new", f).want(422, "请填写行政行为或者问题", "请填写措施")
	sound(t, refusedOnce)
	f.Set("title", "<b>户外广告</b>")
	f.Set("measure", "听取陈述申辩")
	f.Set("on", "2026-06-01")
	f.Set("due", "2026-05-01")
	sound(t, unit.post(list+"/new", f).want(422, "完成期限不能早于2026年6月1日", "听取陈述申辩"))
	f.Set("due", "2026-06-20")
	f.Set("unit", "张村镇")
	unit.post(list+"/new", f).want(422, "单位只登记本单位的事项")
	f.Set("unit", "区城市管理局")
	unit.post(list+"/new", f).wantTo(list + "/1")
	unit.post(list+"/new", f).wantTo(list + "/1") // clicked twice
	g := url.Values{}
	for k, v := range f {
		g[k] = v
	}
	g.Set("title", "别的")
	unit.post(list+"/new", g).want(422, "此前已经提交并且登记")

	sound(t, unit.get(list+"/1").want(200, "<b>户外广告</b>", "听取陈述申辩", "孙承办（区城市管理局）于", "2026年6月1日"))
	sound(t, clerk.get(list).want(200, "<b>户外广告</b>", "逾期", "2026年6月20日"))
	clerk.get(list+"?unit="+url.QueryEscape("张村镇")).want(200, "没有符合条件的登记")
	clerk.get(list+"?from=2026-07-01&to=2026-06-01").want(422, "结束日期不能早于开始日期")
	town.get(list).want(200, "没有符合条件的登记")
	town.get(list+"/1").want(404, "没有这条登记")
	clerk.get("/registers/nothing").want(404, "没有这本登记簿")
	clerk.get("/registers/rules/1").want(404, "没有这条登记")
	r.as("boss").get("/registers").want(403)

	change := unit.get(list + "/1").form(list + "/1")
	stale := clerk.get(list + "/1").form(list + "/1")
	change.Set("done", "2026-06-25")
	change.Set("result", "已修订裁量基准")
	unit.post(list+"/1", change).wantTo(list + "/1")
	stale.Set("title", "另一个名称")
	told := clerk.post(list+"/1", stale).want(409, "已由他人修改")
	if sound(t, told); !strings.Contains(told.body, `value="另一个名称"`) {
		t.Error("what was typed is gone")
	}
	town.post(list+"/1", url.Values{csrfField: {town.get(list + "/new").form(list + "/new").Get(csrfField)}, "revision": {"2"}}).want(404)
	sound(t, unit.get(list).want(200, "已落实", "2026年6月25日"))
	unit.get(list+"?open=true").want(200, "没有符合条件的登记")

	off := unit.get(list + "/1").form(list + "/1/withdraw")
	sound(t, unit.post(list+"/1/withdraw", off).want(422, "请填写撤销的原因"))
	off.Set("reason", "重复登记")
	unit.post(list+"/1/withdraw", off).wantTo(list + "/1")
	sound(t, unit.get(list+"/1").want(200, "已撤销", "重复登记"))
	unit.post(list+"/1/withdraw", off).want(409, "已经撤销")

	unit.get("/registers/meetings/new").want(403, "由区司法局登记")
	clerk.get("/registers/meetings/new").want(200, "议定事项")
	if text := part(t, clerk.get(list+"/export"), "xl/worksheets/sheet1.xml"); !strings.Contains(text, "户外广告") || !strings.Contains(text, "重复登记") {
		t.Errorf("export: %.500s", text)
	}
	kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "enter"})
	if err != nil || len(kept) < 2 {
		t.Errorf("%d attempts on record, %v", len(kept), err)
	}
}
