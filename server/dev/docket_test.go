package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yingsu/workflows/calendar"
)

// TestTheConsoleAnswers asks Temporal's own console, as a supervisor who reads no
// English, what a supervisor wants to know of a lawsuit before court, after judgment and
// closed, and of all.
func TestTheConsoleAnswers(t *testing.T) {
	browser := startChromium(t)
	p := launch(t, memoryDir(t), "-sample")
	today := calendar.DateOf(time.Now())
	ago := func(n int) calendar.Date { return calendar.Builtin().LastWorking(today.AddDays(-n)) }
	number := func(n int) string { return fmt.Sprintf("（%d）鲁10行初%d号", today.Year(), n) }

	t.Run("before court", func(t *testing.T) {
		c := openConsole(visit(t, browser, p), number(108))
		c.asks("who handles it", "承办单位", "区城市管理局", "区城市管理局孙")
		c.asks("where it stands and whom it waits for", "开庭审理", "等待：", "报备出庭负责人（区城市管理局")
		c.asks("what runs, until when, whose duty", "进行中的期限", "将传票和出庭负责人名单报区司法局备案", today.AddDays(8).String()[:4]+"年")
		c.asks("when the hearing is and who attends", "下次开庭", "09:30 第三法庭", "出庭负责人尚未报备")
		c.tells("〔第十九条第三款〕登记传票", "〔第十四条第一款〕提交人民法院", "登记传票", "审查通过")
	})
	t.Run("after judgment", func(t *testing.T) {
		c := openConsole(visit(t, browser, p), number(111))
		c.asks("what the court decided", "一审判决", "确认违法", "败诉：威海市环翠区人民政府", "一审生效")
		c.asks("which day it is", "截至"+today.Chinese())
		c.asks("who is late now", "报送败诉情况分析报告", "已逾期")
		c.asks("the last lines", "最近的记录", "〔第二十五条〕登记裁判", "确认违法 败诉（区政府）")
		c.tells("〔第二十五条〕登记裁判", "到期，", "→") // the next rung is the report's, or that of the entry to be checked, by the day of the week
	})
	t.Run("closed", func(t *testing.T) {
		c := openConsole(visit(t, browser, p), number(112))
		c.asks("who was late, by how much and why", "逾期办结和逾期未办", "报送败诉情况分析报告", ago(150-115).Chinese(), "日", "等待现场复核结论")
		c.asks("how it ended", "已归档", "归档", "案卷号环应诉")
	})
	t.Run("of all", func(t *testing.T) {
		b := visit(t, browser, p)
		b.signIn("supervisor")
		list := b.followAside(`p.hint a[href*="` + url.QueryEscape("逾期") + `"]`)
		list.do(chromedp.WaitVisible(chromedp.Search(`//a[contains(., "` + number(111) + `")]`)))
		if n := list.count(`a[href*="` + url.PathEscape(number(101)) + `"]`); n != 0 {
			t.Error("a lawsuit that is not late stands among the late ones")
		}
		list.size(1190)
		list.do(
			chromedp.WaitVisible(chromedp.Search(`//main//*[contains(text(), "有逾期的")]`)),
			chromedp.WaitVisible(chromedp.Search(`//table//*[contains(text(), "败诉报告")]`)),
			chromedp.WaitVisible(chromedp.Search(`//table//*[contains(text(), "区城市管理局")]`)))
		list.picture("console-list.png")
	})
}

// consoleTab is a lawsuit in Temporal's console.
type consoleTab struct {
	*tab
	details string
}

func openConsole(b *tab, number string) *consoleTab {
	b.t.Helper()
	b.signIn("supervisor")
	b.find(number)
	c := b.followAside(".split aside a[target=_blank]")
	c.do(call(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Shanghai"}))
	c.size(3000)
	c.do(chromedp.Reload(),
		chromedp.WaitVisible(chromedp.Search(`//*[normalize-space(text())="User Metadata"]`)),
		chromedp.Click(chromedp.Search(`//*[normalize-space(text())="User Metadata"]`)),
		chromedp.WaitVisible(chromedp.CSS("iframe")))
	c.picture(fmt.Sprintf("console-details-%s.png", strings.Trim(number[len(number)-6:], "号")))
	return &consoleTab{c, c.framed("截至")}
}

// framed waits until the frames in which the console shows Markdown say this, and
// returns all that stands in them. A frame that is still loading has no body.
func (b *tab) framed(text string) string {
	b.t.Helper()
	const read = `Array.from(document.querySelectorAll("iframe"), f => f.contentDocument?.body?.innerText ?? "")`
	return run(b, func(ctx context.Context, t *chromedp.Target) (string, error) {
		for {
			texts, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](read))
			if said := strings.Join(texts, "\n"); err != nil || strings.Contains(said, text) {
				return said, err
			}
			select {
			case <-ctx.Done():
				return "", fmt.Errorf("no frame says %q but %q: %w", text, texts, ctx.Err())
			case <-time.After(100 * time.Millisecond):
			}
		}
	})
}

// asks looks for the answer to a question in the lawsuit's details.
func (c *consoleTab) asks(question string, words ...string) {
	c.t.Helper()
	for _, w := range words {
		if !strings.Contains(c.details, w) {
			c.t.Errorf("%s: the console does not say %q:\n%s", question, w, c.details)
		}
	}
}

// tells looks for lines in the timeline.
func (c *consoleTab) tells(lines ...string) {
	c.t.Helper()
	c.do(chromedp.Click(chromedp.Search(`//*[normalize-space(text())="Timeline"]`)))
	for _, line := range lines {
		c.do(chromedp.WaitVisible(chromedp.Search(`//*[contains(text(), "` + line + `")]`)))
	}
}
