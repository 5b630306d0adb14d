package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// A year's assessment: looked at while it runs, given marks, published, objected to,
// answered and decided; what the units were told stays.
func TestAssessment(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 12, 20))
	r.register(notice("（2026）鲁10行初11号", calendar.On(2026, 2, 3)))
	clerk, director, official, unit, town := r.as("clerk"), r.as("director"), r.as("unit-official"), r.as("unit-clerk"), r.as("town-clerk")
	const here, sheet = "/assessments/2026", "/assessments/2026/units/%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80"
	f := unit.get("/registers/training/new").form("/registers/training/new")
	for field, value := range map[string]string{"on": "2026-05-12", "kind": "course", "title": "举证规则", "persons": "25"} {
		f.Set(field, value)
	}
	unit.post("/registers/training/new", f).wantTo("/registers/training/1")

	sound(t, clerk.get("/assessments").want(200, "2026年度", "2025年度", "日常考核"))
	page := clerk.get(here).want(200, "日常考核", "张村镇", "区城市管理局", "尚未评定：承办案件的质量、案卷质量和信息化", "设定分值")
	sound(t, page)
	if strings.Contains(page.text(), "区司法局 第") || len(elements(page.all("tbody")[0], "tr")) != 6 {
		t.Errorf("%d units are assessed, want 6: neither the government nor the Bureau", len(elements(page.all("tbody")[0], "tr")))
	}
	town.get(here).want(200, "张村镇")
	if strings.Contains(town.get(here).text(), "区城市管理局") {
		t.Error("a unit sees how another stands before it is decided")
	}
	sound(t, unit.get(sheet).want(200, "应诉培训", "1条", "待评", "不适用"))
	town.get(sheet).want(404, "不属于您的单位")
	sound(t, unit.get(sheet+"/behind?indicator=training").want(200, "举证规则", "共1条"))
	unit.get(sheet + "/behind?indicator=x").want(404)
	unit.get(sheet + "/behind?indicator=volumes").want(404)
	for _, where := range []string{"/assessments/2017", "/assessments/2027", "/assessments/x"} {
		clerk.get(where).want(404, "没有这个年度的考核")
	}
	r.as("boss").get(here).want(403)

	// weights
	w := clerk.get(here + "/weights").form(here + "/weights")
	w.Set("weight-rules", "6")
	sound(t, clerk.post(here+"/weights", w).want(422, "各项分值合计应当是100分，现在是101分"))
	w.Set("weight-rules", "很多")
	if typed := clerk.post(here+"/weights", w).want(422, "“制度和执法规范”的分值应当是0至100之间的整数"); !strings.Contains(typed.body, `value="很多"`) {
		t.Error("what was typed is gone")
	}
	w.Set("weight-rules", "0")
	w.Set("weight-timely", "10")
	clerk.post(here+"/weights", w).wantTo(here)
	if again := clerk.post(here+"/weights", w).want(409, "已由他人办理").form(here + "/weights"); again.Get("revision") != w.Get("revision") {
		t.Error("weights that were refused would go over those that hold")
	}

	// marks
	for _, indicator := range []string{"government_quality", "volumes"} {
		at := here + "/marks/" + indicator
		marks := clerk.get(at).want(200, "根据").form(at)
		marks.Set("points-0", "5.1")
		sound(t, clerk.post(at, marks).want(422, "分数不能超过这项的分值5分", "请填写给"))
		marks.Set("points-0", "四分")
		clerk.post(at, marks).want(422, "最多一位小数")
		for n := range 6 {
			marks.Set(fmt.Sprint("points-", n), "4.5")
			marks.Set(fmt.Sprint("note-", n), "抽查案卷")
		}
		other := clerk.get(at).form(at)
		other.Set("points-5", "3")
		other.Set("note-5", "另一人的根据")
		clerk.post(at, marks).wantTo(here)
		refused := clerk.post(at, other).want(409, "已由他人办理", "重新打开页面")
		sound(t, refused)
		if again := refused.form(at); again.Get("note-5") != "另一人的根据" || again.Get("revision") != other.Get("revision") {
			t.Errorf("what the second one typed is gone, or would go over the first one's marks: %v", again)
		}
		clerk.post(at, refused.form(at)).want(409, "已由他人办理")
	}
	clerk.get(here + "/marks/timely").want(404)

	// published after the year, once it is meant
	until := "2027-01-29"
	token := director.get(here).form("/sign-out").Get(csrfField)
	early := url.Values{csrfField: {token}, "until": {until}, "sure": {"true"}, "revision": {"2"}}
	director.post(here+"/publish", early).want(409, "2026年度还没有结束")
	r.moveTo(calendar.On(2027, 1, 5))
	clerk.get(here).want(200, "日常考核")
	p := director.get(here).form(here + "/publish")
	sound(t, director.post(here+"/publish", p).want(422, "请填写异议的最后一日"))
	p.Set("until", "2027-01-05")
	p.Set("sure", "true")
	sound(t, director.post(here+"/publish", p).want(422, "应当晚于今天"))
	p.Set("until", until)
	p.Del("sure")
	asked := director.post(here+"/publish", p).want(200, "确认公布？")
	sound(t, asked)
	sure := asked.form(here + "/publish")
	clerk.post(here+"/publish", sure).want(403)
	director.post(here+"/publish", sure).wantTo(here)
	director.post(here+"/publish", sure).want(409, "已经公布")
	clerk.post(here+"/weights", w).want(409, "考核已经公布")
	official.get("/inbox").want(200, "2026年度行政应诉考核结果已公布")

	// what comes later changes nothing
	told := func() string { return innerText(unit.get(sheet).all("main")[0]) } // above it stands what is new in the inbox
	before := told()
	late := unit.get("/registers/training/new").form("/registers/training/new")
	for field, value := range map[string]string{"on": "2026-06-12", "kind": "course", "title": "后来补登", "persons": "25"} {
		late.Set(field, value)
	}
	unit.post("/registers/training/new", late).wantTo("/registers/training/2")
	unit.get(sheet+"/behind?indicator=training").want(200, "举证规则", "共1条")
	if after := told(); after != before {
		t.Errorf("what was entered later changed what the unit was told:\n%s\n%s", before, after)
	}

	// objected to
	o := official.get(sheet).want(200, "提出异议").form(sheet + "/objections")
	o.Set("indicator", "training")
	sound(t, official.post(sheet+"/objections", o).want(422, "请填写异议的理由和根据"))
	o.Set("reason", "6月另有一次培训，<i>见登记</i>")
	unit.post(sheet+"/objections", o).want(403)
	unfit := url.Values{csrfField: o[csrfField], "indicator": {"archives"}, "reason": {"已归档"}}
	sound(t, official.post(sheet+"/objections", unfit).want(409, "“立卷归档”对区城市管理局不适用", "请与区司法局联系"))
	official.post(sheet+"/objections", o).wantTo(sheet)
	official.post(sheet+"/objections", o).want(409, "已经提出过异议")
	sound(t, official.get(sheet).want(200, "<i>见登记</i>", "待答复"))
	director.get("/inbox").want(200, "区城市管理局对2026年度考核“应诉培训”提出异议")

	// answered
	answerAt := sheet + "/objections/1"
	a := director.get(sheet).form(answerAt)
	sound(t, director.post(answerAt, a).want(422, "请选择异议是否成立"))
	a.Set("decision", "upheld")
	a.Set("answer", "两次培训属实")
	sound(t, director.post(answerAt, a).want(422, "更改后的分数应当是0至3之间的数", "两次培训属实"))
	a.Set("points", "3")
	clerk.post(answerAt, a).want(403)
	r.moveTo(calendar.On(2027, 1, 30))
	d := p
	d.Set("revision", "3")
	d.Set("sure", "true")
	director.post(here+"/decide", d).want(409, "还有1项异议没有答复")
	director.post(answerAt, a).wantTo(sheet)
	director.post(answerAt, a).want(409, "已经答复")
	sound(t, unit.get(sheet).want(200, "成立，改为3.0分", "两次培训属实"))
	official.post(sheet+"/objections", o).want(409, "提出异议的期限已于2027年1月29日（周五）届满")

	// one that was made to what does not apply cannot be upheld
	must(t, r.ledger.Object(t.Context(), models.Objection{Year: 2026, Unit: "区城市管理局", Indicator: "archives", Reason: "已归档", At: time.Now(), By: "unit-official"}, models.Notice{Key: "archives"}))
	unfit = director.get(sheet).form(sheet + "/objections/2")
	for field, value := range map[string]string{"decision": "upheld", "points": "5", "answer": "属实"} {
		unfit.Set(field, value)
	}
	sound(t, director.post(sheet+"/objections/2", unfit).want(422, "“立卷归档”对区城市管理局不适用", "请选择“不成立”"))
	unfit.Set("decision", "rejected")
	director.post(sheet+"/objections/2", unfit).wantTo(sheet)

	// decided
	asked = director.post(here+"/decide", director.get(here).form(here+"/decide")).want(200, "确认定案？")
	sound(t, asked)
	director.post(here+"/decide", asked.form(here+"/decide")).wantTo(here)
	sound(t, town.get(here).want(200, "已定案", "区城市管理局", "名次"))
	town.get(sheet).want(404)
	if text := part(t, town.get(here+"/export"), "xl/worksheets/sheet1.xml"); !strings.Contains(text, "区城市管理局") || strings.Contains(text, "两次培训属实") {
		t.Errorf("a unit's table: %.500s", text)
	}
	sound(t, clerk.get(here+"/print").want(200, "2026年度行政应诉工作考核结果", "已定案"))
	if text := part(t, clerk.get(here+"/docx"), "word/document.xml"); !strings.Contains(text, "里口山管理服务中心") {
		t.Errorf("docx: %.300s", text)
	}
	town.get("/inbox").want(200, "2026年度行政应诉考核已定案")
}

// What was agreed on with the courts is counted by whether it was done in time; honours stand
// beside the score, and change nothing. Both are kept as the units were told.
func TestMeetingsAndHonoursInAnAssessment(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 12, 20))
	const here, sheet = "/assessments/2026", "/assessments/2026/units/%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80"
	clerk, unit := r.as("clerk"), r.as("unit-clerk")
	enter := func(register string, values map[string]string) {
		t.Helper()
		at := "/registers/" + register + "/new"
		f := clerk.get(at).form(at)
		f.Set("unit", "区城市管理局")
		for field, value := range values {
			f.Set(field, value)
		}
		clerk.post(at, f).want(303)
	}
	meeting := func(title, due, done string) {
		t.Helper()
		enter("meetings", map[string]string{"on": "2026-03-20", "kind": "joint", "title": title, "matters": title, "due": due, "done": done})
	}
	total := func() string { return innerText(elements(unit.get(sheet).all("main")[0], "b")[0]) }
	unit.get(sheet).want(200, "府院联席会议议定的事项", "第三十五条第二款所列七项中没有这一项，不计分", "表彰奖励：0条")
	before := total()
	enter("commendations", map[string]string{"on": "2026-11-20", "title": "先进单位", "by": "环翠区人民政府", "ground": "全年无逾期"})
	if after := total(); after != before {
		t.Errorf("an honour changes the total from %s to %s", before, after)
	}
	sound(t, unit.get(sheet+"/behind?indicator=commendations").want(200, "先进单位", "共1条"))
	meeting("按期落实的事项", "2026-06-30", "2026-06-30")
	meeting("逾期落实的事项", "2026-06-30", "2026-07-02")
	meeting("没有落实的事项", "2026-12-19", "")
	meeting("还没有到期的事项", "2026-12-20", "")
	meeting("明年的事项", "2027-01-20", "")
	meeting("没有期限的事项", "", "")
	lists := func(lacks ...string) {
		t.Helper()
		sound(t, unit.get(sheet).want(200, "1/3（33.3%）", "表彰奖励： 1条"))
		behind := unit.get(sheet+"/behind?indicator=meetings").want(200, "共3条", "按期落实的事项", "2026年7月2日（周四）落实，不计分", "没有落实，不计分")
		sound(t, behind)
		for _, lacked := range lacks {
			if strings.Contains(behind.text(), lacked) {
				t.Errorf("%s is counted", lacked)
			}
		}
	}
	lists("还没有到期", "明年", "没有期限")
	sound(t, clerk.get(here).want(200, "表彰奖励：", "1条", "不计分"))
	if text := part(t, clerk.get(here+"/export"), "xl/worksheets/sheet1.xml"); !strings.Contains(text, "表彰奖励（不计分）") || !strings.Contains(text, "府院联席会议议定的事项（2分）") {
		t.Errorf("export: %.600s", text)
	}
	clerk.get(here+"/print").want(200, "表彰奖励：本年登记的", "不计分")

	r.moveTo(calendar.On(2026, 12, 21)) // one more is over
	unit.get(sheet).want(200, "1/4（25.0%）")
	r.moveTo(calendar.On(2027, 1, 25))
	unit.get(sheet).want(200, "1/4（25.0%）") // what is due in the next year is the next year's
	r.publishes(clerk, here, "2027-02-05")
	meeting("后来补登的事项", "2026-06-30", "2026-06-30")
	enter("commendations", map[string]string{"on": "2026-12-20", "title": "后来补登的", "by": "环翠区人民政府", "ground": "全年无逾期"})
	unit.get(sheet).want(200, "1/4（25.0%）", "表彰奖励： 1条")
	unit.get(sheet+"/behind?indicator=meetings").want(200, "共4条")
	unit.get(sheet+"/behind?indicator=commendations").want(200, "共1条")
}

// What does not apply to a unit is found by the Bureau with a reason, taken back, left out of
// the unit's whole, and objected to like a score.
func TestAnIndicatorThatDoesNotApply(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 12, 20))
	const here, sheet = "/assessments/2026", "/assessments/2026/units/%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80"
	clerk, reviewer, unit, official, director := r.as("clerk"), r.as("reviewer"), r.as("unit-clerk"), r.as("unit-official"), r.as("director")
	exempt := func(indicator, reason string) url.Values {
		f := clerk.get(sheet).form(sheet + "/exempt")
		f.Set("indicator", indicator)
		f.Set("reason", reason)
		return f
	}
	sound(t, clerk.get(sheet).want(200, "认定不适用"))
	sound(t, clerk.post(sheet+"/exempt", exempt("resources", " ")).want(422, "请填写“经费、人员和装备”对区城市管理局不适用的理由，最多"))
	clerk.post(sheet+"/exempt", exempt("resources", strings.Repeat("长", 2001))).want(422, "最多")
	for _, indicator := range []string{"nothing", "commendations"} {
		clerk.post(sheet+"/exempt", exempt(indicator, "理由")).want(404)
	}
	unit.post(sheet+"/exempt", exempt("resources", "理由")).want(403)
	second := reviewer.get(sheet).form(sheet + "/exempt")
	second.Set("indicator", "training")
	second.Set("reason", "另一人的<i>理由</i>")
	clerk.post(sheet+"/exempt", exempt("resources", "应诉经费由区财政统一保障")).wantTo(sheet)
	refused := reviewer.post(sheet+"/exempt", second).want(409, "已由他人办理")
	sound(t, refused)
	if again := refused.form(sheet + "/exempt"); again.Get("revision") != second.Get("revision") || !strings.Contains(refused.body, `value="另一人的&lt;i&gt;理由&lt;/i&gt;"`) {
		t.Errorf("what the second one typed is gone, or would go over what the first one found: revision %s, of the page %s", again.Get("revision"), second.Get("revision"))
	}
	sound(t, clerk.get(sheet).want(200, "应诉经费由区财政统一保障", "撤销不适用的认定"))
	sound(t, clerk.get(here).want(200, "认定不适用的指标", "经费、人员和装备：应诉经费由区财政统一保障"))
	unit.get(sheet).want(200, "应诉经费由区财政统一保障")
	for _, door := range []string{"", "/export", "/print"} {
		if text := r.as("town-clerk").get(here + door).want(200); strings.Contains(text.body, "区财政统一保障") {
			t.Errorf("another unit reads why at %s", door)
		}
	}
	if text := part(t, clerk.get(here+"/export"), "xl/worksheets/sheet1.xml"); !strings.Contains(text, "应诉经费由区财政统一保障") {
		t.Errorf("export: %.600s", text)
	}
	clerk.get(here+"/print").want(200, "经区司法局认定不适用的指标，其分值不计入：区城市管理局“经费、人员和装备”：应诉经费由区财政统一保障。")

	// what weighs nothing need not be left out, and what is left out is given no points
	w := clerk.get(here + "/weights").form(here + "/weights")
	for indicator, weight := range map[string]string{"government_quality": "0", "timely": "10"} {
		w.Set("weight-"+indicator, weight)
	}
	clerk.post(here+"/weights", w).wantTo(here)
	clerk.get(sheet).want(200, "应诉经费由区财政统一保障") // the weights have not taken that away
	clerk.post(sheet+"/exempt", exempt("government_quality", "理由")).want(409, "分值是0")
	clerk.post(sheet+"/exempt", exempt("volumes", "全年没有归档的案卷")).wantTo(sheet)
	marks := clerk.get(here+"/marks/volumes").want(200, "对区城市管理局已认定不适用，不评分")
	if n := len(elements(marks.all("tbody")[0], "tr")); n != 5 {
		t.Errorf("%d units are given points, want 5", n)
	}
	given := marks.form(here + "/marks/volumes")
	for n := range 5 {
		given.Set(fmt.Sprint("points-", n), "4.5")
		given.Set(fmt.Sprint("note-", n), "抽查案卷")
	}
	clerk.post(here+"/marks/volumes", given).wantTo(here)
	if text := clerk.get(here).text(); strings.Contains(text, "尚未评定") {
		t.Error("what does not apply to a unit is missing")
	}

	// something is left of every unit
	few := clerk.get("/assessments/2025/weights").form("/assessments/2025/weights")
	for name := range few {
		if strings.HasPrefix(name, "weight-") {
			few.Set(name, "0")
		}
	}
	few.Set("weight-rules", "60")
	few.Set("weight-training", "40")
	clerk.post("/assessments/2025/weights", few).wantTo("/assessments/2025")
	last := strings.Replace(sheet, "2026", "2025", 1)
	for _, indicator := range []string{"rules", "training"} {
		f := clerk.get(last).form(last + "/exempt")
		f.Set("indicator", indicator)
		f.Set("reason", "理由")
		if a := clerk.post(last+"/exempt", f); indicator == "training" {
			a.want(409, "“应诉培训”是区城市管理局最后一项适用的指标", "请先撤销其他指标的认定")
		}
	}

	// taken back, and found again
	back := clerk.get(sheet).form(sheet + "/include")
	back.Set("indicator", "volumes")
	clerk.post(sheet+"/include", back).wantTo(sheet)
	clerk.post(sheet+"/include", back).want(409, "已由他人办理")
	clerk.get(here).want(200, "尚未评定：案卷质量和信息化")
	clerk.post(sheet+"/exempt", exempt("volumes", "全年没有归档的案卷")).wantTo(sheet)

	// told, objected to, and given points
	r.moveTo(calendar.On(2027, 1, 5))
	late := exempt("training", "理由")
	p := director.get(here).form(here + "/publish")
	p.Set("until", "2027-01-29")
	p.Set("sure", "true")
	director.post(here+"/publish", p).wantTo(here)
	clerk.post(sheet+"/exempt", late).want(409, "考核已经公布")
	late.Set("indicator", "volumes")
	clerk.post(sheet+"/include", late).want(409, "考核已经公布")
	if strings.Contains(clerk.get(sheet).body, "/exempt") || strings.Contains(clerk.get(sheet).body, "/include") {
		t.Error("what cannot be done any more is offered")
	}
	o := official.get(sheet).form(sheet + "/objections")
	o.Set("indicator", "resources")
	o.Set("reason", "本单位自有经费和人员")
	official.post(sheet+"/objections", o).wantTo(sheet)
	a := director.get(sheet).form(sheet + "/objections/1")
	for field, value := range map[string]string{"decision": "upheld", "points": "3", "answer": "应当考核"} {
		a.Set(field, value)
	}
	director.post(sheet+"/objections/1", a).wantTo(sheet)
	sound(t, unit.get(sheet).want(200, "成立，改为3.0分", "全年没有归档的案卷"))
	if text := clerk.get(here + "/print").want(200).text(); strings.Contains(text, "区财政统一保障") || !strings.Contains(text, "全年没有归档的案卷") {
		t.Errorf("print: %s", text)
	}
}

// A year whose units were told before there was more to count stays as they were told.
func TestAYearThatWasToldBefore(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 12, 20))
	const unit = "区城市管理局"
	facts := map[string]models.Fact{"timely": {N: 8, Of: 10}, "training": {N: 2}, "observations": {N: 1}, "resources": {N: 1}}
	must(t, r.ledger.KeepAssessment(t.Context(), models.Assessment{
		Year: 2025, Revision: 1, EditedAt: time.Now(), EditedBy: "director",
		Published: &models.PublishedAssessment{
			At: time.Now(), By: "director", CutOff: calendar.On(2026, 1, 5), ObjectUntil: calendar.On(2026, 1, 29),
			Facts: map[string]map[string]models.Fact{unit: facts}, Units: map[string][]string{unit: {unit}},
		},
	}))
	const here = "/assessments/2025"
	sheet := here + "/units/" + url.PathEscape(unit)
	clerk := r.as("clerk")
	// timely 4 of 5; 第三十七条 5 of 5; training, observations and resources all of 10; nothing of
	// the 10 for rules and prevention and of the 10 that nobody has given: 19 of 40.
	page := clerk.get(sheet).want(200, "总分 47.5", "分值4", "分值3")
	for _, where := range []string{sheet, here, here + "/print"} {
		if text := clerk.get(where).want(200).text(); strings.Contains(text, "府院") || strings.Contains(text, "表彰奖励") {
			t.Errorf("%s says what the unit was not told: %s", where, text)
		}
	}
	sound(t, page)
}

// Behind a score stand the facts that count for the unit and those that do not, whichever
// of the two the indicator's figure counts.
func TestAllThatARateIsOfStandsBehindAScore(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 12, 20))
	cal := calendar.Builtin()
	r.lost("（2026）鲁10行初97号", func(n int) calendar.Date { return cal.LastWorking(calendar.On(2026, 12, 20).AddDays(-n)) }, 110)
	const sheet = "/assessments/2026/units/%E5%8C%BA%E5%9F%8E%E5%B8%82%E7%AE%A1%E7%90%86%E5%B1%80"
	clerk := r.as("clerk")
	lists := func() {
		for _, c := range []struct {
			indicator, score string
			kept, missed     int
		}{
			{"timely", "3/4（75.0%）", 3, 1},
			{"losses", "0/1（0.0%）", 0, 1}, // the figure counts what was lost
			{"loss_reports", "0/1（0.0%）", 0, 1},
		} {
			clerk.get(sheet).want(200, c.score)
			behind := clerk.get(sheet+"/behind?indicator="+c.indicator).want(200, fmt.Sprintf("共%d项", c.kept+c.missed))
			said := map[string]int{}
			for _, cell := range behind.all("td") {
				said[innerText(cell)]++
			}
			if said["计分"] != c.kept || said["不计分"] != c.missed {
				t.Errorf("%s: %d count and %d do not, want %d and %d", c.indicator, said["计分"], said["不计分"], c.kept, c.missed)
			}
		}
	}
	lists()
	r.moveTo(calendar.On(2027, 1, 5))
	const here = "/assessments/2026"
	r.publishes(clerk, here, "2027-01-29")
	lists()
}

// publishes tells the units of a year, once nothing is weighed that nobody has given.
func (r *rig) publishes(clerk *person, here, until string) {
	r.Helper()
	w := clerk.get(here + "/weights").form(here + "/weights")
	for indicator, weight := range map[string]string{"government_quality": "0", "volumes": "0", "timely": "15"} {
		w.Set("weight-"+indicator, weight)
	}
	clerk.post(here+"/weights", w).wantTo(here)
	director := r.as("director")
	p := director.get(here).form(here + "/publish")
	p.Set("until", until)
	p.Set("sure", "true")
	director.post(here+"/publish", p).wantTo(here)
}

// moveTo lets the civil day be another one.
func (r *rig) moveTo(day calendar.Date) {
	r.office.Civil = calendar.Civil{Origin: time.Now(), Start: day, DaySeconds: 24 * 60 * 60}
}
