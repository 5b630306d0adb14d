package web

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// TestPages looks at every page, as everybody who may open it, for what holds
// of all of them.
func TestPages(t *testing.T) {
	t.Parallel()
	r := newRig(t, calendar.On(2026, 11, 24))
	s := r.tell(r.office.Today())
	common := []string{"/", "/inbox", "/measures", "/measures/clocks/review", "/measures/clocks/review?from=2026-09-24", "/measures/code/workflows/measures/art_014_review.go", "/account", "/account/security", "/account/ways", "/nowhere"}
	of := map[string][]string{
		"":           {"/sign-in"},
		"clerk":      {"/lawsuits", "/lawsuits/views", "/lawsuits/new", "/lawsuits/stock", "/lawsuits/entries", "/suggestions/new", "/lawsuits?overdue=1&stage=forwarding", "/lawsuits/nothing", "/statistics?period=2026", "/bulletins", "/bulletins/2026Q1/1", "/statistics?period=2026&table=units", "/statistics/behind?period=2026&figure=received", "/statistics?period=x", "/statistics/behind?figure=x"},
		"unit-clerk": {"/statistics", "/lawsuits", "/lawsuits/" + s["preparing"].ID + "/acts/add_material"},
		"reviewer":   {},
		"supervisor": {"/dashboard", "/lawsuits", "/troubles"},
		"boss":       {"/admin", "/changes", "/changes?restart=x", "/troubles"},
		"checker":    {"/troubles"},
		"newcomer":   {"/account"},
	}
	for _, l := range s {
		for _, who := range []string{"clerk", "reviewer", "supervisor"} {
			here := "/lawsuits/" + l.ID
			of[who] = append(of[who], here, here+"/hands", here+"/documents", here+"/documents/volume", here+"/documents/cover", here+"/documents/note", here+"/documents/identity", here+"/documents/defence", here+"/documents/letter", here+"/documents/loss_report", here+"/documents/nothing", here+"/past", here+"/past?on=2026-09-30", here+"/past?on=x", here+"/files", here+"/files/99", here+"/corrections/1")
		}
	}
	for who, paths := range of {
		t.Run(who, func(t *testing.T) {
			b := r.visitor()
			if who != "" && who != "newcomer" {
				paths = append(paths, common...)
			}
			if who != "" {
				b = r.as(who)
			}
			for _, path := range paths {
				t.Run(path, func(t *testing.T) { sound(t, b.get(path)) })
			}
		})
	}
}

// sound checks one page.
func sound(t *testing.T, a *answer) {
	if a.status == http.StatusInternalServerError {
		t.Fatalf("status %d", a.status)
	}
	one := func(tag string) *html.Node {
		all := a.all(tag)
		if len(all) != 1 {
			t.Fatalf("%d elements <%s>, want one", len(all), tag)
		}
		return all[0]
	}
	if lang := attr(one("html"), "lang"); lang != "zh-CN" {
		t.Errorf("language %q", lang)
	}
	if title := innerText(one("title")); !strings.HasSuffix(title, " - 应诉") || strings.HasPrefix(title, " ") {
		t.Errorf("title %q", title)
	}
	if strings.TrimSpace(innerText(one("h1"))) == "" {
		t.Error("an empty h1")
	}
	one("main")
	withHeadings(t, a)
	withNames(t, a)
	withLabels(t, a)
	withTokens(t, a)
	withoutForeigners(t, a)
	if got := a.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	if csp := a.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
}

// withHeadings wants no level of headings skipped.
func withHeadings(t *testing.T, a *answer) {
	last := 0
	for _, h := range elements(a.root, "h1", "h2", "h3", "h4") {
		level := int(h.Data[1] - '0')
		if level > last+1 {
			t.Errorf("<%s> %q follows <h%d>", h.Data, innerText(h), last)
		}
		last = level
	}
}

// withNames wants each id once, and everything that is named to be there.
func withNames(t *testing.T, a *answer) {
	ids := map[string]bool{}
	for n := range a.root.Descendants() {
		if id, ok := lookup(n, "id"); ok {
			if id == "" || ids[id] || strings.ContainsAny(id, " .") {
				t.Errorf("id %q is empty, used twice or badly written", id)
			}
			ids[id] = true
		}
	}
	for n := range a.root.Descendants() {
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "list"} {
			for _, id := range strings.Fields(attr(n, name)) {
				if !ids[id] {
					t.Errorf("<%s %s=%q> names nothing", n.Data, name, id)
				}
			}
		}
		if href := attr(n, "href"); len(href) > 1 && href[0] == '#' && !ids[href[1:]] {
			t.Errorf("a link to %s leads nowhere", href)
		}
		if target := attr(n, "hx-target"); target != "" && !ids[target[1:]] {
			t.Errorf("hx-target %s is not there", target)
		}
	}
}

// withLabels wants every control to say what it is for.
func withLabels(t *testing.T, a *answer) {
	labels := map[string]string{}
	for _, l := range a.all("label") {
		labels[attr(l, "for")] = strings.TrimSpace(innerText(l))
	}
	for _, n := range elements(a.root, "input", "select", "textarea") {
		if attr(n, "type") != "hidden" && labels[attr(n, "id")] == "" {
			t.Errorf("<%s name=%q> has no label", n.Data, attr(n, "name"))
		}
	}
	for _, n := range elements(a.root, "button", "a", "summary", "th", "caption", "legend") {
		if strings.TrimSpace(innerText(n)) == "" {
			t.Errorf("an empty <%s>", n.Data)
		}
	}
	for _, n := range a.all("th") {
		if attr(n, "scope") == "" {
			t.Errorf("<th> %q has no scope", innerText(n))
		}
	}
	for _, n := range a.all("svg") {
		if attr(n, "aria-label") == "" {
			t.Error("a picture without words")
		}
	}
	for _, n := range a.all("fieldset") {
		if len(elements(n, "legend")) == 0 {
			t.Error("a fieldset without legend")
		}
	}
}

// withTokens wants every form that changes something to carry a token.
func withTokens(t *testing.T, a *answer) {
	for _, f := range a.all("form") {
		if attr(f, "method") == "post" && successful(f).Get(csrfField) == "" {
			t.Errorf("the form for %s has no token", attr(f, "action"))
		}
		for p := f.Parent; p != nil; p = p.Parent {
			if p.Data == "form" {
				t.Errorf("the form for %s is in another one", attr(f, "action"))
			}
		}
	}
}

// withoutForeigners wants nothing that the policy forbids, and nothing from
// elsewhere but links to the console.
func withoutForeigners(t *testing.T, a *answer) {
	for n := range a.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && (attr(n, "src") == "" || n.FirstChild != nil) {
			t.Errorf("an inline <%s>", n.Data)
		}
		for _, at := range n.Attr {
			foreign := strings.Contains(at.Val, "://") || strings.HasPrefix(at.Val, "//")
			address := slices.Contains([]string{"href", "src", "action", "formaction", "hx-get", "hx-post"}, at.Key)
			toConsole := n.Data == "a" && strings.HasPrefix(at.Val, "http://127.0.0.1:8233/")
			if at.Key == "style" || strings.HasPrefix(at.Key, "on") || strings.HasPrefix(at.Key, "hx-on") || address && foreign && !toConsole {
				t.Errorf("<%s %s=%q>", n.Data, at.Key, at.Val)
			}
		}
	}
}

// TestStatic checks the files that pages load.
func TestStatic(t *testing.T) {
	t.Parallel()
	a, err := loadAssets()
	must(t, err)
	style := a.byName[a.named["style.css"]]
	if len(style) > 20<<10 {
		t.Errorf("the stylesheet has %d bytes, at most %d are agreed", len(style), 20<<10)
	}
	for _, word := range []string{"url(", "@import", "http:", "https:"} {
		if strings.Contains(strings.ReplaceAll(string(style), "url("+watermarkPath+")", ""), word) {
			t.Errorf("the stylesheet says %s", word)
		}
	}
	if paper := a.byName[a.named["paper.css"]]; len(paper) > 6<<10 || strings.Contains(string(paper), "url(") {
		t.Errorf("the stylesheet of documents has %d bytes, at most %d are agreed, and nothing from elsewhere", len(paper), 6<<10)
	}
	r := newRig(t, today)
	for name := range a.byName {
		got := r.visitor().get("/static/" + name)
		got.want(http.StatusOK)
		if cache := got.header.Get("Cache-Control"); !strings.Contains(cache, "immutable") {
			t.Errorf("%s: Cache-Control %q", name, cache)
		}
	}
	r.visitor().get("/static/style.css").want(http.StatusNotFound)
	r.visitor().get("/static/..%2fweb.go").want(http.StatusNotFound)
}

// TestPagesNameNoAct: what an act is filled in with, offers and leads to stands in its
// declaration. A page that knew one by its name would be a second place.
func TestPagesNameNoAct(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.go", "templates/*.html", "../api/*.go", "../office/*.go"} {
		found, err := filepath.Glob(pattern)
		must(t, err)
		files = append(files, found...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		must(t, err)
		for _, act := range workflows.Acts {
			if strings.Contains(string(text), `"`+act.Name+`"`) {
				t.Errorf("%s names %s", file, act.Name)
			}
		}
	}
}
