package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"yingsu/models"
)

// TestAuditPage: the auditor finds by person, act, outcome and day who tried what, page
// by page, and each look is on record itself.
func TestAuditPage(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n := range 101 {
		_, err := r.ledger.Audit(t.Context(), models.Attempt{At: today.At(8, n%60), Username: "old-hand", Role: models.Clerk, Unit: "区司法局", Address: "10.0.0.9", Action: "forward_materials", LawsuitID: fmt.Sprint("lawsuit-", n)})
		must(t, err)
	}
	line, err := r.ledger.Audit(t.Context(), models.Attempt{At: today.AddDays(1).At(0, 0), Username: "=cmd|'/c calc'!A1", Action: "sign_in"})
	must(t, err)
	must(t, r.ledger.SettleAttempt(t.Context(), line, "refused", "sign_in", "没有这个用户名"))

	b := r.as("checker")
	a := b.get("/audit?username=old-hand").want(200, "转交应诉材料", "forward_materials", "未见结果", "区司法局经办人", "lawsuit-100")
	sound(t, a)
	if got := len(a.all("tr")); got != 101 {
		t.Errorf("%d lines on the first page, want 100 below the heading", got)
	}
	sound(t, b.get(linkTo(a, "next")).want(200, "lawsuit-0", "第一页"))
	b.get("/audit?action=登录&outcome=refused&from=2026-03-11&to=2026-03-11").want(200, "没有这个用户名", "被拒绝")
	b.get("/audit?action=转交应诉材料&from=2026-03-11").want(200, "没有符合条件的记录")
	b.get("/audit?action=forward_materials&to=2026-03-09").want(200, "没有符合条件的记录")
	for query, why := range map[string]string{"outcome=lost": "结果", "from=x": "开始日期", "from=2026-03-02&to=2026-03-01": "结束日期不能早于开始日期", "cursor=x": "翻页标记无效", "cursor=-1": "翻页标记无效"} {
		sound(t, b.get("/audit?"+query).want(422, "无法查询", why))
	}
	b.get("/audit/export?outcome=lost").want(422, "结果")

	id := r.register(notice("（2026）鲁10行初15号", today)).ID
	_, err = r.ledger.Audit(t.Context(), models.Attempt{At: today.At(8, 0), Username: "old-hand", Action: "open_file", LawsuitID: id})
	must(t, err)
	for _, asked := range []string{"(2026)鲁10行初15号", id} {
		b.get("/audit?lawsuit="+url.QueryEscape(asked)).want(200, "打开文件", "old-hand")
	}
	b.get("/audit?lawsuit="+url.QueryEscape("（2026）鲁10行初16号")).want(200, "没有符合条件的记录")

	before := time.Now()
	rows := rowsIn(t, b.get("/audit/export?action=sign_in&outcome=refused").want(200))
	if len(rows) != 2 || rows[1][1] != "=cmd|'/c calc'!A1" || rows[1][5] != "登录" || rows[1][8] != "被拒绝" {
		t.Errorf("the workbook holds %q", rows)
	}
	looks, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: "checker", Action: "read_audit", Outcome: "done", Limit: 1})
	must(t, err)
	if len(looks) != 1 || looks[0].At.Before(before.Add(-time.Second)) {
		t.Errorf("the look is not on record: %v", looks)
	}
	b.get("/audit?action=查阅审计日志").want(200, "用户名old-hand", "动作sign_in，结果refused")
}

// rowsIn reads the one sheet of a workbook, in which nothing may be a formula.
func rowsIn(t *testing.T, a *answer) [][]string {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(a.body))
	must(t, err)
	defer book.Close()
	name := book.GetSheetName(0)
	rows, err := book.GetRows(name)
	must(t, err)
	for i, row := range rows {
		for k := range row {
			cell, err := excelize.CoordinatesToCellName(k+1, i+1)
			must(t, err)
			if formula, err := book.GetCellFormula(name, cell); err != nil || formula != "" {
				t.Errorf("%s holds the formula %q, %v", cell, formula, err)
			}
		}
	}
	return rows
}

// TestExports: each list goes out as a workbook that says what the page says, and runs
// nothing that somebody has written into a name.
func TestExports(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-8), func(in filled) { in["plaintiffs"] = []string{"=HYPERLINK(1)"} }))
	s.do("clerk", "designate_unit", today.AddDays(-8), filled{"lead": "区城市管理局"})
	s.do("unit-clerk", "record_summons", today, filled{"hearing_on": today.AddDays(3).String(), "time": "09:30", "place": "第三法庭", "received_on": today.String()})
	b := r.as("clerk")
	duties := rowsIn(t, b.get("/duties/export?section=late").want(200))
	if len(duties) < 2 || duties[1][3] != s.CaseNumber || duties[1][4] != "=HYPERLINK(1)" || duties[1][10] != "已逾期" {
		t.Errorf("duties: %q", duties)
	}
	hearings := rowsIn(t, b.get("/hearings/export?span=month&from="+today.String()).want(200))
	if len(hearings) != 2 || hearings[1][0] != today.AddDays(3).String() || hearings[1][1] != "09:30" || hearings[1][3] != "=HYPERLINK(1)" {
		t.Errorf("hearings: %q", hearings)
	}
	letters := rowsIn(t, b.get("/inbox/export").want(200))
	if len(letters) < 2 || letters[1][4] != s.CaseNumber || letters[0][1] != "级别" {
		t.Errorf("inbox: %q", letters)
	}
	if got := rowsIn(t, r.as("town-clerk").get("/hearings/export?span=month&from="+today.String()).want(200)); len(got) != 1 {
		t.Errorf("another unit is handed %q", got)
	}
	b.get("/duties/export?section=nothing").want(404)
	for _, path := range []string{"/duties?section=late", "/hearings?span=month", "/inbox"} {
		if page := b.get(path).want(200, "导出Excel"); page.status != 200 {
			t.Errorf("%s: %d", path, page.status)
		}
	}
}

// TestThreads: what concerns one lawsuit stands together, and of the reminders of one
// period the last one, however the page is sorted.
func TestThreads(t *testing.T) {
	t.Parallel()
	message := func(id int64, lawsuit, clock string, read bool) models.Message {
		m := models.Message{ID: id, LawsuitID: lawsuit, Notice: models.Notice{Clock: clock}}
		if read {
			m.ReadAt = today.At(9, 0)
		}
		return m
	}
	var said []string
	for _, thread := range threadsOf([]models.Message{
		message(3, "a", "evidence", false), message(9, "b", "", false), message(7, "a", "evidence", false), message(8, "b", "", false), message(5, "a", "review", false), message(1, "a", "evidence", true),
	}) {
		text := thread.LawsuitID
		for _, l := range thread.Letters {
			text += fmt.Sprintf(" %d", l.ID)
			for _, b := range l.Before {
				text += fmt.Sprintf("<%d", b.ID)
			}
			text += fmt.Sprint(l.Waiting)
		}
		said = append(said, text)
	}
	if got, want := strings.Join(said, "; "), "a 7<3<1[3 7] 5[5]; b 9[9] 8[8]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestOpenMessage: opening a message reads it, and those that it has superseded, and
// leads on to what it is about.
func TestOpenMessage(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-8)))
	s.remind(today)
	b := r.as("clerk")
	a := b.get("/inbox").want(200, "此前的提醒", "未读")
	sound(t, a)
	for _, f := range a.all("form") {
		if ids := successful(f)["id"]; len(ids) > 1 {
			form := successful(f)
			form.Set("open", s.ID)
			b.post("/inbox", form).wantTo("/lawsuits/" + s.ID)
			left := b.get("/inbox")
			for _, id := range ids {
				if strings.Contains(left.body, `name="id" value="`+id+`"`) {
					t.Errorf("message %s is unread still", id)
				}
			}
			form.Set("open", "-")
			b.post("/inbox", form).wantTo("/changes")
			form.Set("open", "../admin")
			b.post("/inbox", form).wantTo("/lawsuits/..%2Fadmin")
			form["id"] = make([]string, mostLetters+1)
			b.post("/inbox", form).want(422, "没有指明")
			return
		}
	}
	t.Error("no message has superseded another")
}
