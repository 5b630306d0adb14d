package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// TestViews: a filter is saved from the ledger's page, opened by a link above the list,
// renamed and removed.
func TestViews(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today))
	s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
	r.register(notice("（2026）鲁10行初2号", today))
	b := r.as("unit-clerk")
	if text := b.get("/lawsuits").want(200).text(); strings.Contains(text, "保存为视图") {
		t.Error("a list without a filter is offered to be saved")
	}
	const asked, kept = "/lawsuits?q=&stage=&unit=" + "%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80" + "&mine=&sort=newest&limit=5&cursor=", "/lawsuits?sort=newest&unit=%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80"
	page := b.get(asked).want(200, "保存为视图", "行初1号")
	sound(t, page)
	f := page.form(viewsPath)
	for name, why := range map[string]string{
		"": "请填写视图的名称", "  ": "请填写视图的名称", strings.Repeat("长", 31): "不超过30字", "逾\u200b期": "不可见的字符", "\u202e期逾": "不可见的字符", "\u3164": "不可见的字符",
	} {
		f.Set("name", name)
		wrong := b.post(viewsPath, f).want(422, "没有保存", why)
		sound(t, wrong)
		if again := wrong.form(viewsPath); again.Get("query") == "" || again.Get("name") != tidy(name) {
			t.Errorf("what was typed is lost: %v", again)
		}
	}
	f.Set("name", " 本局  <script>的</script> ")
	b.post(viewsPath, f).wantTo(kept)
	page = b.get(kept).want(200, "保存的视图：", "本局 <script>的</script>", "行初1号", "管理视图")
	sound(t, page)
	if strings.Contains(page.text(), "保存为视图") {
		t.Error("what is saved is offered to be saved")
	}
	if !strings.Contains(page.body, `href="`+strings.ReplaceAll(kept, "&", "&amp;")+`"`) {
		t.Error("its link leads elsewhere")
	}
	if !strings.Contains(page.body, `aria-current="page">本局`) {
		t.Error("it does not say which view is shown")
	}
	b.post(viewsPath, f).want(409, "您已经有名为“本局 <script>的</script>”的视图")
	f.Set("name", "另一个")
	f.Set("query", "overdue=true")
	b.post(viewsPath, f).wantTo("/lawsuits?overdue=true")

	view := func(username, name string) (path string) {
		t.Helper()
		all, err := r.ledger.Views(t.Context(), username, "")
		must(t, err)
		for _, v := range all {
			if v.Name == name {
				path = fmt.Sprintf("%s/%d", viewsPath, v.ID)
			}
		}
		return path
	}
	one := view("unit-clerk", "另一个")
	manage := b.get(viewsPath).want(200, "我的视图", "另一个")
	sound(t, manage)
	g := manage.form(one)
	g.Set("name", "本局 <script>的</script>")
	sound(t, b.post(one, g).want(409, "您已经有名为"))
	g.Set("name", strings.Repeat("长", 31))
	b.post(one, g).want(422, "不超过30字")
	g.Set("name", "逾期的")
	b.post(one, g).wantTo(viewsPath + "?done=changed")
	sound(t, b.get(viewsPath+"?done=changed").want(200, "已保存", "逾期的"))

	// It is nobody else's, and stale forms say so.
	other := r.as("unit-official")
	if strings.Contains(other.get("/lawsuits").text(), "逾期的") {
		t.Error("a colleague is shown what is not shared")
	}
	foreign := url.Values{csrfField: {other.get("/account").form("/account").Get(csrfField)}, "name": {"x"}}
	other.post(one, foreign).want(404, "没有这个视图")
	foreign.Set("do", "remove")
	other.post(one, foreign).want(404, "没有这个视图")
	g.Set("do", "remove")
	b.post(one, g).wantTo(viewsPath + "?done=removed")
	b.post(one, g).want(404, "没有这个视图")
	b.post(viewsPath+"/x", g).want(404)
	g.Set(csrfField, "stale")
	b.post(one, g).want(403)
	r.as("boss").get(viewsPath).want(403)
}

// What cannot be looked for is not saved.
func TestViewsOfNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/lawsuits?overdue=true").form(viewsPath)
	f.Set("name", "视图")
	for query, why := range map[string]string{
		"": "没有设定条件", "cursor=x&limit=3": "没有设定条件", "unknown=1": "没有设定条件", "%zz": "无法识别", "stage=none": "没有保存",
		"served_from=2026-03-02&served_to=2026-03-01": "不能早于", "q=" + strings.Repeat("%E9%95%BF", 201): "最多200字",
	} {
		f.Set("query", query)
		sound(t, b.post(viewsPath, f).want(422, why))
	}
	for n := range models.MostViews {
		f.Set("name", fmt.Sprint("视图", n))
		f.Set("query", fmt.Sprint("q=", n))
		b.post(viewsPath, f).wantTo(fmt.Sprint("/lawsuits?q=", n))
	}
	f.Set("name", "再多一个")
	sound(t, b.post(viewsPath, f).want(422, "每人最多保存20个视图"))
	sound(t, b.get("/lawsuits").want(200, "视图19"))
}

// A view is judged anew when it is opened: also after its unit was closed, or after what it
// asks for is known no more.
func TestViewsOutliveWhatTheyName(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	f := b.get("/lawsuits?unit=张村镇").form(viewsPath)
	f.Set("name", "张村镇的")
	b.post(viewsPath, f).want(http.StatusSeeOther)
	closed, heir := today, "竹岛街道"
	_, err := r.ledger.ChangeUnit(t.Context(), "张村镇", models.UnitChange{ClosedOn: &closed, Successor: &heir})
	must(t, err)
	page := b.get("/lawsuits?unit=张村镇").want(200, "没有符合条件的案件", "张村镇的")
	sound(t, page)
	if got := page.form("/lawsuits").Get("unit"); got != "张村镇" {
		t.Errorf("the filter shows %q", got)
	}
	_, err = r.ledger.SaveView(t.Context(), models.View{Owner: "clerk", Name: "旧的", Query: "stage=gone", At: calendar.On(2026, 1, 1).At(9, 0)})
	must(t, err)
	sound(t, b.get("/lawsuits?stage=gone").want(422, "无法查询", "查看全部", "旧的"))
}

// The Bureau and the supervisors share views with their offices.
func TestViewsAreShared(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	clerk, unit := r.as("clerk"), r.as("unit-clerk")
	f := clerk.get("/lawsuits?lost=true").want(200, "共享给本单位人员").form(viewsPath)
	f.Set("name", "败诉的")
	f.Set("shared", "1")
	clerk.post(viewsPath, f).wantTo("/lawsuits?lost=true")
	reviewer := r.as("reviewer")
	sound(t, reviewer.get("/lawsuits").want(200, "败诉的"))
	sound(t, reviewer.get(viewsPath).want(200, "本单位共享的视图", "林小文共享"))
	for _, other := range []*person{unit, r.as("supervisor")} {
		if strings.Contains(other.get("/lawsuits").want(200).text(), "败诉的") {
			t.Error("another office is shown it")
		}
	}
	page := unit.get("/lawsuits?lost=true")
	if strings.Contains(page.text(), "共享给") {
		t.Error("a unit is offered to share")
	}
	g := page.form(viewsPath)
	g.Set("name", "败诉的")
	g.Set("shared", "1")
	unit.post(viewsPath, g).want(403, "视图由区司法局和监督人员共享给本单位人员")

	manage := clerk.get(viewsPath)
	all, err := r.ledger.Views(t.Context(), "clerk", "")
	must(t, err)
	one := fmt.Sprintf("%s/%d", viewsPath, all[0].ID)
	h := manage.form(one)
	if h.Get("shared") == "" {
		t.Error("the form does not say that it is shared")
	}
	h.Del("shared")
	clerk.post(one, h).wantTo(viewsPath + "?done=changed")
	if strings.Contains(reviewer.get("/lawsuits").text(), "败诉的") {
		t.Error("it is shown when it is shared no more")
	}
}
