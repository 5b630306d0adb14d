package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// notice2027 is an invented notice: a fixture, not a forecast.
const notice2027 = `元旦：1月1日放假。
春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。
清明节：4月3日至5日放假，共3天。
劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
端午节：6月9日放假。
中秋节：9月15日放假。
国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`

// TestTheCalendarIsKept has an administrator enter a year's notice and the
// director confirm it.
func TestTheCalendarIsKept(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	admin, director := r.as("boss"), r.as("director")

	page := admin.get("/changes").want(200, "2027年", "未公布，期限暂定", "导入放假安排", "登记本地停工", "提出新的版本")
	sound(t, page)
	f := page.form("/changes/new/year")
	f.Set("format", "notice")
	f.Set("year", "2027")
	f.Set("notice", "测试发〔2026〕1号")
	f.Set("published", "2026-01-05")
	f.Set("content", strings.Split(notice2027, "国庆节")[0])
	a := admin.post("/changes/new/year", f).want(422, "缺少国庆节的安排")
	sound(t, a)
	if got := a.form("/changes/new/year").Get("content"); !strings.HasPrefix(got, "元旦") {
		t.Errorf("the notice came back as %q", got)
	}
	if ahead := "formaction=\"/changes/new/year/preview\""; !strings.Contains(a.body, ahead+">") || !strings.Contains(page.body+admin.get("/changes").body, ahead+" hx-post") {
		t.Error("looking ahead from a page that says what is wrong leaves that standing, or is no part of the others")
	}
	admin.part("/changes/new/year/preview", f).want(422, "缺少国庆节的安排")
	f.Set("content", notice2027)
	admin.part("/changes/new/year/preview", f).want(200, "在办案件将要变化的期限")
	sound(t, admin.post("/changes/new/year/preview", f).want(200, "只是试算"))
	admin.post("/changes/new/year", f).wantTo("/changes/1")
	sound(t, admin.get("/changes/1").want(200, "待确认", "您是提出人", "春节"))
	admin.post("/changes/1", with(admin.get("/changes/1").form("/changes/1"), "do", "confirm")).want(403, "须由第二人确认")

	sound(t, director.get("/changes").want(200, "测试发〔2026〕1号"))
	if a := director.get("/changes"); strings.Contains(a.text(), "提出变更") {
		t.Error("the director is offered to propose")
	}
	director.post("/changes/new/year", f).want(403)
	director.post("/changes/1", with(director.get("/changes/1").want(200, "确认变更").form("/changes/1"), "do", "confirm")).wantTo("/changes/1")
	director.get("/changes/1").want(200, "已确认", "郑司远")
	if a := admin.get("/changes"); strings.Contains(a.text(), "未公布，期限暂定") {
		t.Error("2027 is still not published")
	}
	for _, path := range []string{"/changes/9", "/changes/x", "/changes/new/lunch"} {
		admin.get(path).want(404)
	}
	r.as("clerk").get("/changes").want(403, "系统管理员提出变更")
}

// TestAWorkflowIsRestarted has an administrator propose that a lawsuit's workflow begins
// anew, and the director confirm it while Temporal is away.
func TestAWorkflowIsRestarted(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	admin, director := r.as("boss"), r.as("director")
	f := admin.get("/changes").want(200, "重新启动案件流程").form("/changes/new/restart")
	f.Set("case_number", "（2026）鲁10行初2号")
	f.Set("reason", "工作流任务反复失败")
	sound(t, admin.post("/changes/new/restart", f).want(422, "台账中没有这个案号的案件"))
	f.Set("case_number", "(2026)鲁10行初1号")
	admin.part("/changes/new/restart/preview", f).want(200, "没有期限因此变化")
	admin.post("/changes/new/restart", f).wantTo("/changes/1")
	sound(t, admin.get("/changes/1").want(200, "重新启动（2026）鲁10行初1号的办理流程", "工作流任务反复失败", "您是提出人", "案件事实、办理日志和期限都不变"))
	sound(t, director.post("/changes/1", with(director.get("/changes/1").form("/changes/1"), "do", "confirm")).want(503, "变更已经确认，但流程引擎暂时没有完成重新启动"))
	director.get("/changes/1").want(200, "已确认", "郑司远")
	if law, err := r.ledger.Law(t.Context()); err != nil || len(law.Editions) != 1 {
		t.Errorf("the law has %d editions, %v", len(law.Editions), err)
	}
}

// TestEditionsAreSimulated shows which dates of open lawsuits another edition
// would change.
func TestEditionsAreSimulated(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	admin := r.as("boss")
	f := admin.get("/changes").form("/changes/new/edition")
	for field, value := range map[string]string{
		"name": "2027", "from": "2027-01-01", "reason": "修订", "amends.0.key": "review", "amends.0.n": "7", "amends.0.unit": "working_days",
		"ladder.before": "1\n3", "ladder.every": "3",
	} {
		f.Set(field, value)
	}
	a := admin.post("/changes/new/edition", f).want(422, "由远及近")
	if got := a.form("/changes/new/edition").Get("ladder.before"); strings.TrimSpace(got) != "1\n3" {
		t.Errorf("the reminders came back as %q", got)
	}
	f.Set("ladder.before", "5\n2")
	for field, value := range map[string]string{"told.0.key": "evidence", "told.0.days": "1", "told.0.circle": "3", "told.1.key": "evidence", "told.1.late": "1", "told.1.circle": "2"} {
		f.Set(field, value)
	}
	admin.post("/changes/new/edition", f).want(422, "通知范围应当逐步扩大")
	f.Set("told.1.circle", "4")
	f.Set("told.2.days", "2")
	f.Set("told.2.circle", "2")
	admin.post("/changes/new/edition/preview", f).want(200, "试算：办法版本2027", "（2026）鲁10行初1号", "将应诉材料报送区司法局审查", "前7个工作日", "5、2、0个工作日",
		"自到期前2个工作日起通知经办人和负责人", "自到期前1个工作日起通知经办人、负责人和区司法局；自第1次督办起通知经办人、负责人、区司法局和监督人员")
	admin.post("/changes/new/edition", f).wantTo("/changes/1")
	admin.post("/changes/1", with(admin.get("/changes/1").form("/changes/1"), "do", "withdraw")).wantTo("/changes/1")
	admin.get("/changes/1").want(200, "已撤回")
	r.as("clerk").get("/measures").want(200, "提醒和督办通知谁", "由本机关自行设定", "到期前1个工作日通知经办人、负责人和区司法局")
}

func with(form url.Values, name, value string) url.Values {
	form.Set(name, value)
	return form
}

// What a change moves in many lawsuits is looked at behind the page: it shows how far that
// is, also to somebody else, and then the same as it does of a few.
func TestTheEffectsOnManyLawsuitsAreForeseenBehind(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n := range 401 {
		r.register(notice(fmt.Sprintf("（2026）鲁10行初%d号", n+1), today.AddDays(-5)))
	}
	admin, director := r.as("boss"), r.as("director")
	f := admin.get("/changes").form("/changes/new/closure")
	f.Set("date", "2026-03-13")
	f.Set("reason", "台风停工")
	admin.post("/changes/new/closure", f).wantTo("/changes/1")
	page := admin.get("/changes/1").want(http.StatusOK, "在办案件多，正在后台核算：等待开始", "可以离开本页")
	sound(t, page)
	if !strings.Contains(page.body, `<noscript><meta http-equiv="refresh"`) || strings.Contains(page.text(), "没有期限因此变化") {
		t.Errorf("before it is looked at: %s", page.body)
	}
	admin.part("/changes/new/closure/preview", f).want(http.StatusOK, "正在后台核算")
	admin.post("/changes/new/closure/preview", f).wantTo("/changes/effects/2")

	r.doErrands()
	page = director.until("/changes/1", "的台账核算")
	sound(t, page)
	if strings.Contains(page.body, "http-equiv") || !strings.Contains(page.text(), "仅列最近的200项") {
		t.Errorf("after it was looked at: %s", page.text())
	}
	tried := admin.until("/changes/effects/2", "的台账核算")
	sound(t, tried.want(http.StatusOK, "只是试算"))
	admin.get("/changes/effects/1").wantTo("/changes/1")
	admin.get("/changes/effects/99").want(http.StatusNotFound)
	r.as("clerk").get("/changes/effects/2").want(http.StatusForbidden)
	if d := len(page.body); d > 150<<10 {
		t.Errorf("the page has %d bytes", d)
	}
}
