package web

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
)

// TestPaper shows what is printed.
func TestPaper(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())
	unit, clerk := r.as("unit-clerk"), r.as("clerk")

	here := "/lawsuits/" + s["review"].ID
	unit.get(here).want(200, "本案文书")
	list := unit.get(here+"/documents").want(200, "授权委托书", "没有生效的败诉裁判", "由区司法局制作，您的身份是单位经办人", "没有待开的庭审")
	for _, a := range list.all("a") {
		if href := attr(a, "href"); strings.HasPrefix(href, here+"/documents/") {
			page := unit.get(href)
			page.want(200)
			if file := strings.Contains(href, ".docx"); file != strings.HasPrefix(page.body, "PK") {
				t.Errorf("%s begins with %.20q", href, page.body)
			}
		}
	}
	page := unit.get(here+"/documents/evidence").want(200, "1-1", "现场勘查笔录", "本机关制作", "拆除前的现场状况", "尚未说明证据种类", "提交人（盖章）", "没有启用脚本")
	if !strings.Contains(page.body, "data-print hidden") || !strings.Contains(page.body, "/static/print.") {
		t.Error("there is no button that prints")
	}
	unit.get(here+"/documents/volume").want(200, "尚未归档", "第一次审查意见")
	clerk.get(here+"/documents/forwarding").want(200, "威海市环翠区城市管理局（承办单位）", "竹岛街道办事处（配合单位）")
	clerk.get(here+"/documents/forwarding?of=竹岛街道").want(200, "威海市环翠区人民政府竹岛街道办事处（配合单位）")
	clerk.get(here+"/documents/forwarding?of=区财政局").want(404, "请从本案文书中选择")
	clerk.get(here+"/documents/letter").want(409, "请先登记传票")
	clerk.get(here+"/documents/nothing").want(404, "没有“nothing”这种文书")
	unit.get(here+"/documents/forwarding").want(403, "由区司法局制作")
	r.as("supervisor").get(here+"/documents/identity").want(403, "由承办单位或者区司法局制作")
	if a := unit.get(here + "/dossier"); a.status != 409 || !strings.Contains(a.text(), "归档后才能导出") {
		t.Errorf("a package of an open lawsuit: %d %s", a.status, a.text())
	}
	for _, was := range []string{"evidence", "volume"} {
		if a := unit.get(here + "/" + was); a.status != 301 || a.header.Get("Location") != here+"/documents/"+was {
			t.Errorf("%s has moved to %d %s", was, a.status, a.header.Get("Location"))
		}
	}

	archived := "/lawsuits/" + s["archived"].ID
	unit.get(archived).want(200, "补卷", "电子案卷包")
	unit.get(archived+"/documents/volume").want(200, "环应诉〔2026〕61卷", "应诉通知书、起诉状副本、送达回证", "败诉情况分析报告")
	unit.get(archived+"/documents/note").want(200, "末条校验值", "尚未封存")
	unit.get(archived+"/documents/cover").want(200, "行政应诉案卷", "一审判决：确认违法")
	unit.get(archived+"/documents/loss_report").want(200, "拆除前未依法作出强制执行决定，程序违法")
	if a := unit.get(archived + "/dossier"); a.status != 200 || !strings.HasPrefix(a.body, "PK") || a.header.Get("Content-Type") != "application/zip" {
		t.Errorf("the package: %d %v", a.status, a.header)
	}
	for _, page := range []string{"/documents", "/documents/evidence", "/documents/volume.docx", "/dossier", "/past", "/corrections/1"} {
		r.as("town-clerk").get(here + page).want(404)
	}
}

// TestPapersBesideActs: where a paper is needed it can be printed.
func TestPapersBesideActs(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())
	for act, paper := range map[string]string{"apply_extension": "extension", "appoint_agents": "authorization", "add_material": "evidence"} {
		here := "/lawsuits/" + s["preparing"].ID
		page := r.as("unit-clerk").get(here + "/acts/" + act)
		if !strings.Contains(page.body, here+"/documents/"+paper+`"`) {
			t.Errorf("%s does not lead to %s: %s", act, paper, page.text())
		}
	}
	for _, x := range []struct{ who, story, act, paper string }{
		{"clerk", "trial", "issue_letter", "letter"}, {"unit-clerk", "trial", "name_official", "officials"}, {"unit-clerk", "lost", "file_loss_report", "loss_report"},
	} {
		here := "/lawsuits/" + s[x.story].ID
		page := r.as(x.who).get(here + "/acts/" + x.act)
		if !strings.Contains(page.body, here+"/documents/"+x.paper+`"`) {
			t.Errorf("%s does not lead to %s: %s", x.act, x.paper, page.text())
		}
	}
}

// TestPrints has a browser print the papers: on how many sheets, each with its number.
func TestPrints(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium to print with")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("there is no pdftotext (poppler-utils) to read what was printed")
	}
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())
	dir := t.TempDir()
	files, err := loadAssets()
	must(t, err)
	for name, content := range files.byName {
		must(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	if keep := os.Getenv("PRINTS"); keep != "" { // to be looked at
		defer func() { must(t, os.CopyFS(keep, os.DirFS(dir))) }()
	}
	for _, x := range []struct {
		who, story, paper string
		sheets            int
	}{
		{"clerk", "review", "forwarding", 1}, {"unit-clerk", "review", "defence", 2}, {"unit-clerk", "review", "evidence", 1}, {"unit-clerk", "archived", "volume", 1},
	} {
		a := r.as(x.who).get("/lawsuits/" + s[x.story].ID + "/documents/" + x.paper).want(200)
		file := filepath.Join(dir, x.paper)
		must(t, os.WriteFile(file+".html", []byte(strings.ReplaceAll(a.body, "/static/", "")), 0o600))
		out, err := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
			"--no-pdf-header-footer", "--print-to-pdf="+file+".pdf", "file://"+file+".html").CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v %s", x.paper, err, out)
		}
		text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", file+".pdf", "-").Output()
		must(t, err)
		sheets := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
		if len(sheets) != x.sheets {
			t.Errorf("%s is printed on %d sheets, want %d", x.paper, len(sheets), x.sheets)
		}
		for n, sheet := range sheets {
			if number := fmt.Sprintf("—%d—", n+1); !strings.HasSuffix(strings.Join(strings.Fields(sheet), ""), number) {
				t.Errorf("%s: sheet %d does not end with %s:\n%s", x.paper, n+1, number, sheet)
			}
		}
		if strings.Contains(string(text), "案件台账") || strings.Contains(string(text), "打印") {
			t.Errorf("%s is printed with what is around it: %s", x.paper, text)
		}
	}
}

// TestThePast shows a lawsuit as it stood on a day.
func TestThePast(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	s.do("clerk", "designate_unit", today.AddDays(-1), filled{"lead": "区城市管理局"})
	clerk, here := r.as("clerk"), "/lawsuits/"+s.ID+"/past"
	clerk.get(here+"?on="+today.AddDays(-2).String()).want(200, "已办理1项", "尚未确定", "2026年3月8日")
	clerk.get(here+"?on="+today.AddDays(-1).String()).want(200, "已办理2项", "区城市管理局")
	clerk.get(here+"?on="+today.AddDays(1).String()).want(422, "今天")
	clerk.get(here+"?on=2026-13-40").want(422, "2026-13-40")
	clerk.get(here+"?on=2025-01-01").want(404, "尚未登记")
}

// TestCorrections asks for a wrong date to be corrected, and shows beforehand
// what will move.
func TestCorrections(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	s.do("clerk", "designate_unit", today.AddDays(-1), filled{"lead": "区城市管理局", "assisting": []string{"竹岛街道"}})
	clerk, here := r.as("clerk"), "/lawsuits/"+s.ID
	if a := clerk.get(here); !strings.Contains(a.body, here+"/corrections/2") {
		t.Error("the journal offers no correction")
	}
	if a := r.as("supervisor").get(here); strings.Contains(a.body, "/corrections/") {
		t.Error("who may not ask for a correction is offered one")
	}

	page := here + "/corrections/1"
	f := clerk.get(page).want(200, "更正：登记应诉通知", "第1项办理").form(page)
	for field, value := range map[string]string{
		"input.served_on": today.AddDays(-5).String(), "input.plaintiffs": "王某某\n李某某", "input.defendants.0.unit": "区政府", "input.origin.item": "5",
	} {
		if f.Get(field) != value {
			t.Errorf("%s comes back as %q, want %q", field, f.Get(field), value)
		}
	}
	sound(t, clerk.post(page, f).want(422, "请填写更正原因"))
	f.Set("reason", "以送达回证为准")
	clerk.post(page, f).want(422, "相同")
	f.Set("input.served_on", today.AddDays(-6).String())
	clerk.post(page+"/preview", f).want(200, "尚未保存", "向人民法院提交答辩状、证据和依据", "2026年3月19日")
	f.Set("input.case_number", "（2026）鲁10行初2号")
	clerk.post(page, f).want(422, "案号是本案的标识")
	f.Set("input.case_number", "（2026）鲁10行初1号")
	clerk.post(page, f).want(503) // as far as it gets without Temporal

	voided := here + "/corrections/2"
	g := clerk.get(voided).form(voided)
	if got := g["input.assisting"]; len(got) != 1 || got[0] != "竹岛街道" {
		t.Errorf("the assisting units come back as %v", got)
	}
	g.Set("void", "true")
	g.Set("reason", "误登记")
	clerk.post(voided+"/preview", g).want(200, "确定承办单位")
	for _, line := range []string{"0", "3", "x", "-1"} {
		clerk.get(here + "/corrections/" + line).want(404)
	}
}

// TestWhatWaitsForADecision shows it where the one who decides looks first.
func TestWhatWaitsForADecision(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	s := r.register(notice("（2026）鲁10行初1号", today.AddDays(-5)))
	s.do("clerk", "designate_unit", today.AddDays(-4), filled{"lead": "区城市管理局", "assisting": []string{"竹岛街道"}})
	s.do("unit-clerk", "return_designation", today.AddDays(-3), filled{"on": today.AddDays(-3).String(), "reason": "职能已划转"})
	clerk, here := r.as("clerk"), "/lawsuits/"+s.ID
	page := clerk.get(here).want(200, "区城市管理局于2026年3月7日（周六）退回承办", "职能已划转")
	if f := page.form(here + "/acts/designate_unit"); f.Get("lead") != "区城市管理局" || f.Get("assisting") != "竹岛街道" || f.Get("on") == "" {
		t.Errorf("the form of the change of hands begins with %v", f)
	}
	s.do("clerk", "designate_unit", today.AddDays(-2), filled{"lead": "区城市管理局", "assisting": []string{"竹岛街道"}, "reason": "维持原定"})

	s.do("unit-clerk", "add_material", today.AddDays(-1), filled{"kind": "1", "title": "答辩状一稿"})
	s.do("unit-clerk", "revise_material", today.AddDays(-1), filled{"number": 1, "kind": "1", "title": "答辩状二稿"})
	page = r.as("unit-clerk").get(here).want(200, "第2份：答辩状二稿")
	if strings.Contains(page.text(), "第1份：答辩状一稿") {
		t.Error("a paper that was replaced is listed as one of the response")
	}

	done, err := r.ledger.Done(t.Context(), s.ID)
	must(t, err)
	s.bench.Done = done
	s.do("clerk", "propose_correction", today, filled{"line": 4, "input": filled{"lead": "区城市管理局", "reason": "维持原定，配合单位误录"}, "reason": "误录"})
	page = r.as("director").get(here).want(200, "待确认的更正：第4项办理“确定承办单位”", "现为：", "配合单位：竹岛街道", "拟改为：", "配合单位误录")
	if strings.Contains(page.text(), "没有需要您办理的事项") {
		t.Error("the correction is not said to be the director's to confirm")
	}
}

// TestCode leads from an article to the code that carries it out.
func TestCode(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("unit-clerk")
	links := map[string]bool{}
	for _, a := range b.get("/measures").all("a") {
		if href := attr(a, "href"); strings.HasPrefix(href, "/measures/code/") {
			page, _, _ := strings.Cut(href, "#")
			links[page] = true
		}
	}
	if len(links) < 40 {
		t.Errorf("%d files of code", len(links))
	}
	for page := range links {
		b.get(page).want(200, "package ")
	}
	b.get("/measures/code/workflows/measures/art_014_review_test.go").want(200, "TestArticle14_ReviewFiveWorkingDaysBeforeExpiry")
	b.get("/measures/code/go.mod").want(404)
	b.get("/measures/code/workflows/../go.mod").want(404)
}
