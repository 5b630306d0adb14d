package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/server/stock/stocktest"
	"yingsu/workflows/measures"
)

// upload sends a form with a file, as a browser does.
func (b *person) upload(form url.Values, file []byte) *answer {
	b.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name := range form {
		must(b.T, m.WriteField(name, form.Get(name)))
	}
	if file != nil {
		part, err := m.CreateFormFile("file", "台账.xlsx")
		must(b.T, err)
		_, err = part.Write(file)
		must(b.T, err)
	}
	must(b.T, m.Close())
	q, err := http.NewRequest(http.MethodPost, b.server.URL+stockPath, &body)
	must(b.T, err)
	q.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(q)
}

// report returns what a browser would send with the form below the report.
func (a *answer) report() url.Values {
	a.Helper()
	for _, f := range a.all("form") {
		if attr(f, "action") == stockPath && successful(f).Get("content") != "" {
			return successful(f)
		}
	}
	a.Fatalf("there is no report: %s", a.text())
	return nil
}

// A clerk uploads a ledger, reads what would become of it, sets a column right and takes
// the report away. Temporal is away: nothing is taken over, and that is what is said.
func TestStock_FromTheFileToTheReport(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	b.get("/lawsuits").want(http.StatusOK, "批量接收在办案件")
	page := b.get(stockPath).want(http.StatusOK, "下载空白模板")
	sound(t, page)
	form := page.form(stockPath)
	b.upload(form, nil).want(http.StatusUnprocessableEntity, "请选择台账文件")
	b.upload(form, []byte("没有表头")).want(http.StatusUnprocessableEntity, "没有找到表头")

	ledger := stocktest.Fifty(today)[:5]
	ledger[1].Cells["承办单位"] = "区不存在局"
	ledger[2].Cells["案号"] = ledger[3].Cells["案号"]
	ledger[4].Cells["原告"] = "=HYPERLINK(1)"
	content, err := stocktest.Workbook(ledger)
	must(t, err)
	r.register(notice(ledger[0].Number(), today.AddDays(-8)))

	got := b.upload(form, content).want(http.StatusOK, "共5行", "1行可以接收", "此前已在台账中1行", "不能接收3行", "“承办单位”列：单位名录中没有“区不存在局”", "与第6行重复", "与第7行重复", "第八条")
	sound(t, got)
	again := got.report()
	if again.Get("column.9") != "served" || again.Get("column.1") != "" {
		t.Errorf("the columns are taken for %v", again)
	}

	again.Set("column.9", "received")
	again.Set("column.42", "served")
	wrong := b.upload(again, nil).want(http.StatusOK, "不能识别为日期")
	again = wrong.report()
	again.Set("column.42", "received")
	b.upload(again, nil).want(http.StatusUnprocessableEntity, "都对应“司法局收到日期”")

	again = got.report()
	again.Set("do", "csv")
	report := b.upload(again, nil).want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(report.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 6 || rows[1][2] != "已在台账中" || rows[5][2] != "可以接收" {
		t.Errorf("the report is %v, %v", rows, err)
	}
	again.Set("do", "xlsx")
	book, err := excelize.OpenReader(strings.NewReader(b.upload(again, nil).want(http.StatusOK).body))
	must(t, err)
	if value, _ := book.GetCellValue("接收报告", "C3"); value != "不能接收" {
		t.Errorf("the second line is %s in the report", value)
	}

	again.Set("do", "take")
	b.upload(again, nil).wantTo(stockPath + "/1")
	kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: "clerk", Action: "take_over"})
	if err != nil || len(kept) != 1 || !strings.HasPrefix(kept[0].Detail, "文件") {
		t.Errorf("on record are %+v, %v", kept, err)
	}
}

// A taking over goes on by itself: whoever began it leaves and comes back, a colleague is
// told, a server that stops leaves it to the next one, and it is done in the name of an
// account that may. Temporal is away, so that it waits, and says so.
func TestStock_TakingOverGoesOnByItself(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	stop := r.doErrands()
	content, err := stocktest.Workbook(stocktest.Fifty(today)[:3])
	must(t, err)
	clerk, director := r.as("clerk"), r.as("director")
	take := func(b *person) *answer {
		form := b.upload(b.get(stockPath).form(stockPath), content).want(http.StatusOK, "3行可以接收").report()
		form.Set("do", "take")
		return b.upload(form, nil)
	}
	const run = stockPath + "/1"
	take(clerk).wantTo(run)
	page := clerk.until(run, "3件中已办完0件")
	sound(t, page.want(http.StatusOK, "正在接收", "可以离开本页", "刷新"))
	if !strings.Contains(page.body, `<noscript><meta http-equiv="refresh"`) || !strings.Contains(page.body, `hx-get="`+run+`"`) {
		t.Errorf("the page is not asked for again by itself: %s", page.body)
	}
	sound(t, clerk.get(stockPath).want(http.StatusOK, "最近的接收", "林小文于", "正在办理", "3件中办完0件"))
	take(director).wantTo(run)
	director.get(run).want(http.StatusOK, "同一台账正在由林小文接收，请待其完成")
	r.as("supervisor").get(run).want(http.StatusForbidden, "在办案件由区司法局接收")
	clerk.until(run, "办理服务暂时不可用，恢复后自动继续")

	stop()
	clerk.get(run).want(http.StatusOK, "正在接收")
	stop = r.doErrands()
	clerk.until(run, "办理服务暂时不可用，恢复后自动继续")
	stop()

	off := true
	user, err := r.ledger.UserByName(t.Context(), "clerk")
	must(t, err)
	must(t, r.ledger.UpdateUser(t.Context(), user.ID, models.UserChange{Disabled: &off}))
	r.doErrands()
	page = director.until(run, "没有办完")
	sound(t, page.want(http.StatusOK, "接收结果", "交办人林小文的账号、身份或者代理已经变更"))
	if strings.Contains(page.body, "http-equiv") {
		t.Error("what has stopped is asked for again")
	}
	next := director.post(run, page.form(run)).header.Get("Location")
	if next == run || !strings.HasPrefix(next, stockPath+"/") {
		t.Errorf("what was left goes on at %q", next)
	}
	director.until(next, "3件中已办完0件")
	director.get(run + "/report?as=xlsx").want(http.StatusOK)
	director.get(stockPath + "/99").want(http.StatusNotFound)
	director.get(stockPath + "/x").want(http.StatusNotFound)
}

// What is there already is no work: such a run ends at once, and what came of it stays.
func TestStock_ARunEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	r.doErrands()
	ledger := stocktest.Fifty(today)[:2]
	for _, l := range ledger {
		r.register(notice(l.Number(), today.AddDays(-8)))
	}
	ledger[1].Cells["承办单位"] = "区不存在局"
	content, err := stocktest.Workbook(ledger)
	must(t, err)
	clerk := r.as("clerk")
	form := clerk.upload(clerk.get(stockPath).form(stockPath), content).want(http.StatusOK, "此前已在台账中2行").report()
	form.Set("do", "take")
	clerk.upload(form, nil).wantTo(stockPath + "/1")
	page := clerk.until(stockPath+"/1", "接收结果")
	sound(t, page.want(http.StatusOK, "共2行：已接收0行，此前已在台账中2行，不能接收0行", ledger[0].Number()))
	clerk.post(stockPath+"/1", url.Values{csrfField: {clerk.get("/account").form("/account").Get(csrfField)}}).want(http.StatusConflict, "已经接收完毕")
	input, err := json.Marshal(office.StockFile{Content: content})
	must(t, err)
	user, err := r.ledger.UserByName(t.Context(), "clerk")
	must(t, err)
	_, _, err = r.ledger.BeginErrand(t.Context(), models.Errand{
		Kind: models.TakingStock, Key: "stock/long", Title: "批量接收在办案件", By: models.Caller{Actor: user.Actor(), UserID: user.ID}, Input: input,
		BegunAt: time.Now().Add(-2 * models.ErrandTold),
	})
	must(t, err)
	clerk.until(stockPath+"/2", "接收结果")
	clerk.get("/inbox").want(http.StatusOK, "批量接收在办案件已办完", "结果见案件台账的“批量接收在办案件”页面")

	got := clerk.get(stockPath + "/1/report?as=csv").want(http.StatusOK)
	if rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\ufeff"))).ReadAll(); err != nil || len(rows) != 3 || rows[1][2] != "已在台账中" {
		t.Errorf("the report is %v, %v", rows, err)
	}
}

func TestStock_Template(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	got := r.as("director").get(stockPath + "/template").want(http.StatusOK)
	book, err := excelize.OpenReader(strings.NewReader(got.body))
	must(t, err)
	rows, err := book.GetRows("台账")
	must(t, err)
	notes, err := book.GetRows("说明")
	must(t, err)
	if len(rows) != 1 || rows[0][0] != "案号" || len(notes) < len(rows[0]) {
		t.Errorf("the template has %v", rows)
	}
	// Sent back as it is, with nothing filled in, it says so.
	b := r.as("clerk")
	b.upload(b.get(stockPath).form(stockPath), []byte(got.body)).want(http.StatusUnprocessableEntity, "下面没有内容")
}

// A lawsuit that is taken over says on its page that it is incomplete, until somebody says
// that all of it is on file; the ledger says so too of one that was put on file by hand.
func TestStock_WhatIsIncompleteSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	ledger := stocktest.Fifty(today)[:2]
	s := r.register(notice(ledger[0].Number(), today.AddDays(-2), func(in filled) { in["taken_over"] = true }))
	b := r.as("clerk")
	page := b.get("/lawsuits/"+s.ID).want(http.StatusOK, "接收尚未完成", "再次上传原台账续办")
	sound(t, page)
	content, err := stocktest.Workbook(ledger)
	must(t, err)
	b.upload(b.get(stockPath).want(http.StatusOK, "尚未录完").form(stockPath), content).want(http.StatusOK, "此前已在台账中1行", "本案逐件接收，尚未录完")
	s.do("clerk", "finish_takeover", today, filled{"on": today.String()})
	if strings.Contains(b.get("/lawsuits/"+s.ID).want(http.StatusOK).text(), "接收尚未完成") {
		t.Error("it is still said to be incomplete")
	}
}

// Of a line whose taking over was cut off after the registration the report says how the
// lawsuit really stands, and what it lacks; whoever uploads it, in whatever file.
func TestStock_WhatWasCutOffIsResumed(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	line := stocktest.Fifty(today)[8]
	r.registeredUnder = "stock/another/302"
	r.register(notice(line.Number(), today.AddDays(-2), func(in filled) { in["taken_over"] = true }))
	content, err := stocktest.Workbook([]stocktest.Lawsuit{line})
	must(t, err)
	b := r.as("director")
	b.upload(b.get(stockPath).form(stockPath), content).want(http.StatusOK, "1行可以接收", "尚未录完", "接收中断，再次接收即续办：确定承办单位、", "登记裁判", "完成接收", measures.Designating.Title())
}
