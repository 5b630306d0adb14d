package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// Every number on the page leads to exactly the lawsuits that it counts, and to its own
// reader's only.
func TestEveryNumberLeadsToItsLawsuits(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	r.tell(r.office.Today())
	for _, who := range []string{"supervisor", "unit-clerk"} {
		reader, followed := r.as(who), 0
		page := reader.get("/statistics?period=2026").want(200, "2026年度", "指标说明", "上年同期", "收到应诉通知")
		sound(t, page)
		for _, cell := range page.all("td") {
			for _, link := range elements(cell, "a") {
				at := attr(link, "href")
				if !strings.HasPrefix(at, behindPath) {
					continue
				}
				followed++
				number := strings.FieldsFunc(innerText(link), func(r rune) bool { return r < '0' || r > '9' })[0]
				listed := reader.get(at).want(200)
				if strings.Contains(innerText(link), "天") || strings.Contains(innerText(link), "元") { // no number of rows
					continue
				}
				listed.want(200, "共"+number+"项")
				if n := len(elements(listed.all("tbody")[0], "tr")); fmt.Sprint(n) != number && n != 50 {
					t.Errorf("%s as %s: %d lines behind %s", at, who, n, innerText(link))
				}
				if who == "unit-clerk" {
					for _, row := range elements(listed.all("tbody")[0], "tr") {
						if !strings.Contains(innerText(row), "区城市管理局") {
							t.Errorf("%s: a unit is shown %s", at, innerText(row))
						}
					}
				}
			}
		}
		if followed < 15 {
			t.Errorf("%s can follow only %d numbers", who, followed)
		}
	}
	clerk := r.as("clerk")
	clerk.get("/statistics").want(200, "2026年第四季度")
	clerk.get("/statistics?period=1999").want(http.StatusUnprocessableEntity, "没有这个期间")
	clerk.get("/statistics?period=2026&table=nothing").want(http.StatusNotFound, "没有这张表")
	clerk.get("/statistics/behind?period=2026&figure=won").want(http.StatusUnprocessableEntity, "没有这项指标")
	clerk.get("/statistics/behind?period=2026&figure=received&by=colour").want(http.StatusUnprocessableEntity, "不能这样分组")
	clerk.get("/statistics/behind?period=2026&figure=received&cursor=x").want(http.StatusUnprocessableEntity, "翻页标记无效")
	clerk.get("/statistics?period=2031").want(200, "2031年度")
	if got := clerk.get("/statistics/behind/export?period=2026&figure=received"); got.status != 200 || !strings.HasPrefix(got.body, "PK") {
		t.Errorf("export: %d", got.status)
	}
}

// A table that is long, and what stands behind a number that is large, go on elsewhere.
func TestLongStatisticsGoOn(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n := range 60 {
		r.register(notice(fmt.Sprintf("（2026）鲁10行初%d号", 400+n), calendar.On(2026, 1, 5).AddDays(n), func(in filled) {
			in["court"] = fmt.Sprintf("第%d人民法院", n%20)
		}))
	}
	clerk := r.as("clerk")
	page := clerk.get("/statistics?period=2026").want(200, "全部20行")
	if len(page.body) > 150<<10 {
		t.Errorf("the page has %d bytes", len(page.body))
	}
	clerk.get("/statistics?period=2026&table=courts").want(200, "第19人民法院", "返回全部统计表")
	first := clerk.get("/statistics/behind?period=2026&figure=received").want(200, "共60项", "（2026）鲁10行初400号", "下一页")
	for _, link := range first.all("a") {
		if attr(link, "rel") == "next" {
			next := clerk.get(attr(link, "href")).want(200, "共60项", "（2026）鲁10行初459号", "第一页")
			if n := len(elements(next.all("tbody")[0], "tr")); n != 10 {
				t.Errorf("%d lines on the second page", n)
			}
		}
	}
}

// The figures are written with the definitions that count them.
func TestDefinitionsAreWhole(t *testing.T) {
	for _, f := range statistics.Figures {
		if f.Title == "" || f.Meaning == "" || f.Basis == "" || f.Source == "" || f.Kind == "" {
			t.Errorf("%+v is not defined", f)
		}
	}
}

// The numbers on the dashboard lead to as many lawsuits.
func TestDashboard(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	r.tell(r.office.Today())
	reader := r.as("supervisor")
	page := reader.get("/dashboard").want(200, "近十二个月收案和审结", "2026年11月", "2025年12月")
	sound(t, page)
	if n := len(page.all("svg")); n != 3 {
		t.Errorf("%d charts", n)
	}
	followed := 0
	for _, cell := range page.all("td") {
		for _, link := range elements(cell, "a") {
			followed++
			number := innerText(link)
			listed := reader.get(attr(link, "href")).want(200)
			if text := listed.text(); !strings.Contains(text, "共"+number+"项") && !strings.Contains(text, "共"+number+"件") {
				t.Errorf("%s does not list %s", attr(link, "href"), number)
			}
		}
	}
	if followed < 10 {
		t.Errorf("only %d numbers lead anywhere", followed)
	}
	r.as("unit-official").get("/dashboard").want(http.StatusForbidden)
}

// What does not stand on the dashboard is said, and stands where it leads.
func TestALongDashboardGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	const many = 17
	for n := range many {
		name := fmt.Sprintf("第%d街道", n+1)
		must(t, r.ledger.AddUnit(t.Context(), models.Unit{Name: name, FullName: "威海市环翠区" + name + "办事处", Kind: models.Town}))
		r.register(notice(fmt.Sprintf("（2026）鲁1002行初%d号", 500+n), calendar.On(2026, 11, 2), func(in filled) {
			in["defendants"] = []filled{{"name": "威海市环翠区" + name + "办事处", "unit": name}}
			delete(in, "origin")
		}))
	}
	reader := r.as("supervisor")
	heat := func(at string) int {
		for _, table := range reader.get(at).want(200).all("table") {
			if strings.Contains(attr(table, "class"), "heat") {
				return len(elements(elements(table, "tbody")[0], "tr"))
			}
		}
		return 0
	}
	page := reader.get("/dashboard").want(200, "只列在办案件最多的15个单位", "只列收案最多的15个单位", "全部17个单位")
	sound(t, page)
	for _, link := range page.all("a") {
		if at := attr(link, "href"); strings.HasPrefix(at, "/dashboard?") {
			if few, all := heat("/dashboard"), heat(at); few != mostBars || all != many {
				t.Errorf("%d units, and %d behind %s", few, all, at)
			}
			return
		}
	}
	t.Error("no link leads to all units")
}
