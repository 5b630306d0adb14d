package main

import (
	"context"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "`directory` to keep pictures of the pages in")

// patience is how long a page may take to show what is waited for.
const patience = 30 * time.Second

// startChromium starts a browser without windows, in a profile of its own, or
// skips the test where there is none.
func startChromium(t *testing.T) context.Context {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	if program == "" {
		program = "/usr/bin/chromium"
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("no browser: install Chromium as .ci/run does, or set CHROMIUM (%v)", err)
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()),
		chromedp.Env("LANGUAGE=zh_CN")) // in boxes for dates, where the browser has its Chinese
	for _, name := range []string{"no-sandbox", "disable-gpu", "disable-quic", "disable-component-update", "hide-scrollbars"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("start Chromium: ", err)
	}
	return ctx
}

// tab is a tab of the browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	home string
}

// visit opens a tab with cookies of its own. What the browser complains of while
// it shows our pages fails the test.
func visit(t *testing.T, browser context.Context, p *process) *tab {
	t.Helper()
	b := &tab{t: t, home: p.http}
	var leave context.CancelFunc
	b.ctx, leave = chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.hear))
	t.Cleanup(leave)
	if err := chromedp.Do(b.ctx); err != nil {
		t.Fatal("open a tab: ", err)
	}
	b.size(1190)
	return b
}

// size makes the tab as high as this.
func (b *tab) size(height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(1440, height))
}

// hear hears what the browser tells of the tab.
func (b *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.t.Errorf("a script failed: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.URL)
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError && e.Entry.Source != cdplog.EntrySourceNetwork { // a refused form is answered 422
			b.t.Errorf("the browser says: %s %s", e.Entry.Text, e.Entry.URL)
		}
	}
}

// do does something in the tab, which must come about.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	run(b, chromedp.Steps(steps...))
}

// run does something in the tab and returns what came of it.
func run[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("%v, on this page:\n%s", err, b.page())
	}
	return value
}

// page is what stands on the page, for messages.
func (b *tab) page() string {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.querySelector("main").innerText.slice(0, 2000)`))
	if err != nil {
		return err.Error()
	}
	return text
}

// open goes to a page of ours.
func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.home + path))
}

// press clicks on what leads to another page, and waits for it.
func (b *tab) press(selector string) {
	b.t.Helper()
	b.arrive(chromedp.Click(chromedp.CSS(selector)))
}

// follow clicks on the link with this text.
func (b *tab) follow(text string) {
	b.t.Helper()
	b.arrive(chromedp.Click(chromedp.Search(`//main//a[normalize-space()="` + text + `"]`)))
}

// followAside clicks on a link that opens a tab of its own, and turns to it.
func (b *tab) followAside(selector string) *tab {
	b.t.Helper()
	opened := chromedp.WaitNewTarget(b.ctx, func(i *target.Info) bool { return i.URL != "" })
	b.do(chromedp.Click(chromedp.CSS(selector)))
	id := run(b, func(ctx context.Context, _ *chromedp.Target) (target.ID, error) {
		select {
		case id := <-opened:
			return id, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id))
	b.t.Cleanup(leave)
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal("turn to the tab that was opened: ", err)
	}
	return &tab{b.t, ctx, b.home}
}

// arrive does what leads to another page, and waits for it.
func (b *tab) arrive(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.RunResponse(ctx, steps...)
		return chromedp.Void{}, err
	})
}

// text waits for an element and returns what it says.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return strings.TrimSpace(run(b, chromedp.Text(chromedp.CSS(selector), chromedp.NodeVisible)))
}

// says waits for an element, which must say all of this.
func (b *tab) says(selector string, words ...string) {
	b.t.Helper()
	text := b.text(selector)
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Errorf("%s does not say %s: %s", selector, w, text)
		}
	}
}

// count counts the elements on the page.
func (b *tab) count(selector string) int {
	b.t.Helper()
	return len(run(b, chromedp.Nodes(chromedp.CSSAll(selector), chromedp.AtLeast(0))))
}

// filled returns what is filled in in a form, by the names of its boxes.
func (b *tab) filled(form string) map[string]string {
	b.t.Helper()
	return run(b, chromedp.Evaluate[map[string]string]("Object.fromEntries(new FormData(document.querySelector(`"+form+"`)))"))
}

// fill fills in boxes of a form, by their names.
func (b *tab) fill(form string, boxes map[string]string) {
	b.t.Helper()
	for name, value := range boxes {
		b.fillBox(form+` [name="`+name+`"]`, value)
	}
}

func (b *tab) fillBox(selector, value string) {
	b.t.Helper()
	node := run(b, chromedp.Nodes(chromedp.CSS(selector)))[0]
	switch kind := node.AttributeValue("type"); {
	case kind == "radio":
		b.do(chromedp.Click(chromedp.CSS(selector + `[value="` + value + `"]`)))
	case kind == "date" || node.LocalName == "select": // as the browser's own calendar and list do
		b.do(chromedp.SetValue(chromedp.CSS(selector), value))
	default:
		b.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.KeyEvent(value))
	}
}

// signIn signs a person of the sample in.
func (b *tab) signIn(username string) {
	b.t.Helper()
	b.open("/sign-in")
	b.fill("main form", map[string]string{"username": username, "password": password})
	b.press("main form button")
	b.says("h1", "工作台")
}

func (b *tab) signOut() {
	b.t.Helper()
	b.press(".me button")
	b.says("h1", "登录")
}

// find opens a lawsuit from the list of lawsuits.
func (b *tab) find(number string) {
	b.t.Helper()
	b.open("/lawsuits")
	b.follow(number)
	b.says("h1", number)
}

// formOf selects the form of an act.
func formOf(act string) string { return `form[action$="/acts/` + act + `"]` }

// does does an act by its form on the lawsuit's page, unfolding it where it is
// folded, and checks at which stage the lawsuit stands then.
func (b *tab) does(act string, boxes map[string]string, stage string) {
	b.t.Helper()
	if b.count("#"+act+":not([open])") > 0 {
		b.do(chromedp.Click(chromedp.CSS("#" + act + " > summary")))
	}
	title := b.text("#" + act + " > summary b")
	b.fill(formOf(act), boxes)
	b.press(formOf(act) + " .buttons button:not(.second)")
	b.says(".told", "已办理："+title)
	b.says(".chip.stage", stage)
}

// sendTwice clicks on the button of a form, and again once the form has been sent
// and before the answer is there. The form must be sent both times.
func (b *tab) sendTwice(selector string) {
	b.t.Helper()
	b.do(chromedp.ScrollIntoView(chromedp.CSS(selector)))
	at := run(b, chromedp.Dimensions(chromedp.CSS(selector))).Content
	click := chromedp.MouseClickXY((at[0]+at[4])/2, (at[1]+at[5])/2)
	sent := func(e network.EventRequestWillBeSent) bool { return e.Request.Method == http.MethodPost }
	b.delayAnswers(2000)
	run(b, chromedp.WaitEvent(network.RequestWillBeSent, sent, click))
	run(b, chromedp.WaitEvent(network.RequestWillBeSent, sent, click))
	b.delayAnswers(0)
}

// delayAnswers lets all that is sent from now on be answered after so many
// milliseconds at the earliest.
func (b *tab) delayAnswers(ms float64) {
	b.t.Helper()
	b.do(call(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: ms, DownloadThroughput: -1, UploadThroughput: -1}},
	}))
}

// call is a command of the protocol.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// picture keeps a picture of what the tab shows, where pictures are asked for.
func (b *tab) picture(name string) {
	b.t.Helper()
	if *pictures == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), run(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}
