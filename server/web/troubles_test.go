package web

import (
	"net/url"
	"testing"
	"time"

	"yingsu/models"
)

// TestTroubles: the page says what goes wrong, why, and leads each reader to what is
// theirs to do about it.
func TestTroubles(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	l := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	now := time.Now()
	must(t, r.ledger.KeepLook(t.Context(), models.Look{What: models.LookClosely, Worker: "7@machine", At: now, Looked: 30, Found: 2, Unmended: 1,
		Remains: []models.Remains{{LawsuitID: l.ID, CaseNumber: "（2026）鲁10行初1号", What: "办理流程没有答复", Why: "nondeterministic <workflow>"}}}))
	for _, what := range []string{models.LookReminders, models.LookLaw} {
		must(t, r.ledger.KeepLook(t.Context(), models.Look{What: what, Worker: "7@machine", At: now}))
	}

	_, _, err := r.ledger.BeginErrand(t.Context(), models.Errand{
		Kind: models.TakingStock, Key: "stock/half", Title: "批量接收在办案件", By: models.Caller{Actor: actor("clerk")}, BegunAt: now.Add(-time.Hour),
	})
	must(t, err)

	restart := "/changes?" + url.Values{"restart": {"（2026）鲁10行初1号"}}.Encode() + "#restart"
	for who, c := range map[string]struct{ reads, restarts bool }{"boss": {false, true}, "checker": {}, "supervisor": {reads: true}} {
		page := r.as(who).get("/troubles").want(200, "流程引擎（Temporal）无法连接", "未能自行恢复（1项）", "办案规则与本案已有的办理过程不一致", "nondeterministic <workflow>", "查看30件，发现2项，1项未能恢复", "批量接收等后台办理没有办完（1项）", "没有服务器在办理它")
		sound(t, page)
		links := map[string]bool{}
		for _, a := range page.all("a") {
			links[attr(a, "href")] = true
		}
		if links["/lawsuits/"+l.ID] != c.reads || links[restart] != c.restarts || !links["/troubles"] {
			t.Errorf("%s is led to %v", who, links)
		}
	}
	f := r.as("boss").get("/changes?restart=" + url.QueryEscape("（2026）鲁10行初1号")).want(200).form("/changes/new/restart")
	if got := f.Get("case_number"); got != "（2026）鲁10行初1号" {
		t.Errorf("the form begins with %q", got)
	}
	r.as("clerk").get("/troubles").want(403, "系统运行的异常由系统管理员处理")
}
