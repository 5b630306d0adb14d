package web

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// A bulletin is drafted, edited by one at a time, frozen, read by everybody and corrected.
func TestBulletin(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 4, 1))
	s := r.register(notice("（2026）鲁10行初11号", calendar.On(2026, 2, 3)))
	clerk, director, unit := r.as("clerk"), r.as("director"), r.as("unit-official")

	list := clerk.get("/bulletins").want(200, "还没有通报", "2026年第一季度", "2025年度")
	sound(t, list)
	f := list.form("/bulletins")
	f.Set("period", "2026Q2")
	clerk.post("/bulletins", f).want(422, "已经结束的季度")
	f.Set("period", "2026Q1")
	clerk.post("/bulletins", f).wantTo("/bulletins/2026Q1/1")
	clerk.post("/bulletins", f).want(409, "已经起草")
	unit.get("/bulletins").want(200, "还没有通报")
	unit.get("/bulletins/2026Q1/1").want(404, "没有这期通报")
	r.as("supervisor").get("/bulletins/2026Q1/1").want(200, "草稿")

	const here = "/bulletins/2026Q1/1"
	page := clerk.get(here).want(200, "全区共收到行政诉讼案件1件", "【收案】", "可用的数字")
	sound(t, page)
	edit := page.form(here)
	edit.Set("block-advice", "本期收案【收案】件，胜诉【胜诉率】。")
	sound(t, clerk.post(here, edit).want(422, "【胜诉率】", "本期收案【收案】件，胜诉"))
	edit.Set("block-advice", "<b>本期</b>收案【收案】件。")
	edit.Set("block-cases", "【基本案情】某镇强制拆除房屋。【评析】程序违法。")
	clerk.post(here, edit).wantTo(here)
	edit.Set("block-advice", "后来的文字")
	clerk.post(here, edit).want(409, "已由他人修改", "后来的文字")
	clerk.get(here).want(200, "<b>本期</b>收案1件。")

	sure := director.get(here).form(here + "/freeze")
	asked := director.post(here+"/freeze", sure).want(200, "确认定稿？")
	sound(t, asked)
	clerk.post(here+"/freeze", asked.form(here+"/freeze")).want(403)
	own := asked.form(here + "/freeze")
	director.post(here+"/freeze", own).wantTo(here)
	director.post(here+"/freeze", own).want(409, "已经定稿")
	clerk.post(here, edit).want(409, "已经定稿")

	s.do("director", "strike_off", calendar.On(2026, 4, 1), filled{"on": "2026-04-01", "reason": "与另案重复登记"}) // it counts for nothing any more
	frozen := unit.get(here).want(200, "已定稿", "【基本案情】某镇强制拆除房屋。【评析】程序违法。", "全区共收到行政诉讼案件1件", "统计截止")
	sound(t, frozen)
	sound(t, unit.get(here+"/print").want(200, "关于2026年第一季度行政应诉", "附件：2026年第一季度行政应诉统计表"))
	unit.get(here + "/behind?figure=received").want(403)
	director.get(here+"/behind?figure=received").want(200, "（2026）鲁10行初11号", "共1项", "定稿时的记录")
	director.get("/statistics/behind?period=2026Q1&figure=received").want(200, "本期没有计入的案件")
	director.get(here+"/behind?figure=x").want(422, "没有这项指标")
	for _, reader := range []string{"unit-official", "director", "supervisor", "clerk"} {
		r.as(reader).get("/inbox").want(200, "2026年第一季度行政应诉通报已发布")
	}
	if text := part(t, unit.get(here+"/docx"), "word/document.xml"); !strings.Contains(text, "全区共收到行政诉讼案件1件") || !strings.Contains(text, "&lt;b&gt;本期") || !strings.Contains(text, "按期转交率") {
		t.Errorf("docx: %.300s", text)
	}
	if text := part(t, unit.get(here+"/xlsx"), "xl/workbook.xml"); !strings.Contains(text, "总体情况") || !strings.Contains(text, "各承办单位") || !strings.Contains(text, "各单位按期办理") {
		t.Errorf("xlsx: %.300s", text)
	}

	correct := clerk.get(here).form(here + "/correct")
	clerk.post(here+"/correct", correct).want(422, "请填写更正的原因")
	correct.Set("reason", "误登一件")
	clerk.post(here+"/correct", correct).wantTo("/bulletins/2026Q1/2")
	clerk.post(here+"/correct", correct).want(409, "已有更正")
	clerk.get("/bulletins/2026Q1/2").want(200, "第2版", "误登一件", "全区共收到行政诉讼案件0件", "<b>本期</b>收案【收案】件。")
	unit.get(here).want(200, "全区共收到行政诉讼案件1件")
	kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "freeze_bulletin"})
	if err != nil || len(kept) < 2 {
		t.Errorf("%d attempts to freeze on record, %v", len(kept), err)
	}
}

// part unpacks one part of an office file.
func part(t *testing.T, a *answer, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(a.body)), int64(len(a.body)))
	must(t, err)
	f, err := z.Open(name)
	must(t, err)
	defer f.Close()
	text, err := io.ReadAll(f)
	must(t, err)
	return string(text)
}
