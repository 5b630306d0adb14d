package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"yingsu/workflows/calendar"
)

// TestInABrowser does in Chromium what people do with the program, by the forms
// on its pages.
func TestInABrowser(t *testing.T) {
	browser := startChromium(t)
	p := launch(t, memoryDir(t), "-sample")
	today := calendar.DateOf(time.Now())
	number := func(n int) string { return fmt.Sprintf("（%d）鲁10行初%d号", today.Year(), n) }

	walked := t.Run("a notice is registered", func(t *testing.T) { register(visit(t, browser, p), today, number(915)) }) &&
		t.Run("the response goes to court", func(t *testing.T) { respond(visit(t, browser, p), today, number(915)) })
	if walked {
		t.Run("in the console", func(t *testing.T) { readInConsole(visit(t, browser, p), number(915)) })
	}
	t.Run("without JavaScript", func(t *testing.T) { withoutJavaScript(visit(t, browser, p), number(107)) })
	t.Run("by keyboard", func(t *testing.T) { byKeyboard(visit(t, browser, p), number(101)) })
	t.Run("how a date was counted", func(t *testing.T) { readCounting(visit(t, browser, p), number(105)) })
}

// register enters a notice, at first with a slip in its date, and then clicks the
// button twice.
func register(b *tab, today calendar.Date, number string) {
	const form = `form[action="/lawsuits/new"]`
	b.signIn("clerk")
	b.press(`nav a[href="/lawsuits/new"]`)
	typed := map[string]string{
		"case_number": strings.NewReplacer("（", "(", "）", ") ").Replace(number), "court": "威海市中级人民法院",
		"plaintiffs": "宋某辰", "cause": "房屋强制拆除", "defendants.0.name": "威海市环翠区人民政府",
		"defendants.0.unit": "区政府", "served_on": today.AddDays(1).String(), "origin.item": "5", "origin.unit": "区城市管理局",
	}
	b.do(chromedp.Click(chromedp.CSS(form + " details summary"))) // where the dispute comes from
	b.fill(form, typed)
	b.press(form + " .buttons button:not(.second)")
	b.says("h1", "收案登记")
	b.says("#register-served_on-error", "送达日期")
	back := b.filled(form)
	for name, value := range typed {
		if back[name] != value {
			b.t.Errorf("%s came back as %q, typed was %q", name, back[name], value)
		}
	}

	b.fill(form, map[string]string{"served_on": today.String()})
	b.press(form + " .buttons button.second") // to a page without what was wrong
	b.says(".foreseen", "试算", "确定承办单位", "将应诉材料副本转交承办单位")
	if n := b.count(".problem, [aria-invalid]"); n != 0 {
		b.t.Errorf("what was wrong stands in %d places above what will come", n)
	}
	b.do(chromedp.Click(chromedp.CSS(form + " .buttons button.second")))
	b.says("#register-foreseen .foreseen", "试算", "确定承办单位", "将应诉材料副本转交承办单位")

	b.sendTwice(form + " .buttons button:not(.second)")
	b.says(".told", "已办理：登记应诉通知")
	b.says("h1", number)
	b.says(".chip.stage", "确定承办单位")
	b.says("section[aria-labelledby=clocks]", "将应诉材料副本转交承办单位", "报送区司法局审查", "计算过程")
	if n := b.count(".journal .act"); n != 1 {
		b.t.Errorf("the journal has %d acts after the form was sent twice", n)
	}
	b.open("/lawsuits?q=" + number)
	b.says("#results", "共1件")
}

// respond walks the lawsuit until the response is with the court, and the court
// has called.
func respond(b *tab, today calendar.Date, number string) {
	b.signIn("clerk")
	b.find(number)
	b.says(".proposal", "建议由区城市管理局承办", "第八条第二款")
	b.does("designate_unit", nil, "转交材料")
	b.does("forward_materials", nil, "准备应诉材料")
	b.signOut()

	b.signIn("unit-clerk")
	b.find(number)
	b.does("acknowledge", nil, "准备应诉材料")
	for n, title := range []string{"行政答辩状", "现场勘查笔录", "《国有土地上房屋征收与补偿条例》", "法定代表人身份证明书", "授权委托书"} {
		b.does("add_material", map[string]string{"kind": fmt.Sprint(n + 1), "title": title}, "准备应诉材料")
	}
	b.does("submit_for_review", nil, "司法局审查")
	b.signOut()

	b.signIn("reviewer")
	b.find(number)
	b.does("return_review", map[string]string{"opinion": "证据目录缺少证明对象，请补充"}, "准备应诉材料")
	b.signOut()

	b.signIn("unit-clerk")
	b.find(number)
	b.says("#papers + ol ~ .facts", "退回修改", "证据目录缺少证明对象，请补充")
	b.does("submit_for_review", nil, "司法局审查")
	b.signOut()

	b.signIn("reviewer")
	b.find(number)
	b.does("approve_review", map[string]string{"opinion": "同意提交"}, "提交人民法院")
	b.signOut()

	b.signIn("unit-clerk")
	b.find(number)
	b.does("file_with_court", map[string]string{"method": "人民法院在线服务平台", "receipt": "WH915"}, "开庭审理")
	b.does("record_summons", map[string]string{"hearing_on": today.AddDays(30).String(), "time": "09:30", "place": "第三法庭"}, "开庭审理")
	b.says("section[aria-labelledby=clocks]", "将传票和出庭负责人名单报区司法局备案")
}

// withoutJavaScript looks at what an act would change, as a whole page.
func withoutJavaScript(b *tab, number string) {
	b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	b.signIn("unit-clerk")
	b.find(number)
	form := formOf("file_with_court")
	b.fill(form, map[string]string{"method": "邮寄"})
	b.press(form + " .buttons .second")
	b.says("h1", "提交人民法院")
	b.says(".foreseen", "尚未保存", "开庭审理", "按期办结")
	if got := b.filled(form)["method"]; got != "邮寄" {
		b.t.Errorf("the form came back with %q", got)
	}
}

// focus is where the keyboard is.
type focus struct {
	Words   string
	Form    string // where its form is sent
	Submit  bool
	Visible bool
}

// What is in focus is brought into sight with the next frame.
const whereFocusIs = `(async () => {
	await new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))
	const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect()
	return {
		Words: e.textContent.trim() || e.name || e.tagName,
		Form: e.form?.getAttribute("action") ?? "", Submit: e.type === "submit" && !e.formAction.endsWith("/preview"),
		Visible: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 &&
			r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
	}
})()`

// byKeyboard signs in, finds a lawsuit and does an act without a mouse.
func byKeyboard(b *tab, number string) {
	b.open("/sign-in")
	b.do(chromedp.WaitVisible(chromedp.CSS("#username:focus")), chromedp.KeyEvent("clerk"+kb.Tab+password))
	b.arrive(chromedp.KeyEvent(kb.Enter))
	b.says("h1", "工作台")
	b.open("/lawsuits")
	b.tabTo(func(f focus) bool { return f.Words == number })
	b.arrive(chromedp.KeyEvent(kb.Enter))
	b.tabTo(func(f focus) bool { return f.Submit && strings.HasSuffix(f.Form, "/acts/designate_unit") })
	b.arrive(chromedp.KeyEvent(kb.Enter))
	b.says(".told", "已办理：确定承办单位")
}

// tabTo presses the tab key until the focus is where it is wanted. Wherever it
// goes on the way, it must be seen.
func (b *tab) tabTo(wanted func(focus) bool) {
	b.t.Helper()
	for range 60 {
		b.do(chromedp.KeyEvent(kb.Tab))
		f := run(b, chromedp.Evaluate[focus](whereFocusIs, func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
		if !f.Visible {
			b.t.Errorf("the focus on %q is not to be seen", f.Words)
		}
		if wanted(f) {
			return
		}
	}
	b.t.Fatal("the tab key never got there")
}

// readCounting unfolds how the first of a lawsuit's dates was counted.
func readCounting(b *tab, number string) {
	b.signIn("reviewer")
	b.find(number)
	b.do(chromedp.Click(chromedp.CSS(".clocks .how summary")))
	b.says(".clocks .how .steps", "当日不计入", "个工作日")
	b.picture("lawsuit.png")
}

// readInConsole follows the link to Temporal's console, where the timers say in
// Chinese what they wait for.
func readInConsole(b *tab, number string) {
	b.signIn("clerk")
	b.find(number)
	console := b.followAside(".split aside a[target=_blank]")
	console.do(call(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Shanghai"}))
	console.size(2400) // the console draws no more than is in sight
	console.do(chromedp.Reload())
	for _, summary := range []string{"〔第十一条第二款〕", "〔第十四条第一款〕", "〔第十四条第二款〕", "〔第十九条第三款〕"} {
		console.do(chromedp.WaitVisible(chromedp.Search(`//*[contains(text(), "` + summary + `")]`)))
	}
	console.pictureTimeline()
}

// pictureTimeline leaves out what only keeps the ledger, to have the whole
// timeline in the picture.
func (b *tab) pictureTimeline() {
	b.t.Helper()
	if *pictures == "" {
		return
	}
	b.do(
		chromedp.Click(chromedp.Search(`//button[normalize-space()="Filter"]`)),
		chromedp.Click(chromedp.Search(`//*[normalize-space(text())="Local Activity"]`)),
		chromedp.KeyEvent(kb.Escape),
		chromedp.WaitNotPresent(chromedp.Search(`//*[normalize-space(text())="记入台账"]`)),
	)
	b.size(1290)
	b.picture("console.png")
}
