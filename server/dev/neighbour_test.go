package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// TestANeighbourForgesNoAct opens, in the browser of a clerk who is signed in, a page
// on another port of the same host, and one on a sibling of its name: to the browser
// both are of the same site, so that the clerk's session comes along. They plant
// whatever cookies they can and send a form as the clerk.
func TestANeighbourForgesNoAct(t *testing.T) {
	browser := startChromium(t)
	p := launch(t, memoryDir(t), "-sample")
	b := visit(t, browser, p)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(p.http, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	b.home = "http://yingsu.gov.localhost:" + port
	b.signIn("clerk")
	id := models.IDOf(fmt.Sprintf("（%d）鲁10行初101号", calendar.DateOf(time.Now()).Year()))
	act := "/lawsuits/" + id + "/acts/designate_unit"
	clerk := p.signIn("clerk")
	before := len(clerk.journal(id))
	b.open("/lawsuits/" + id)
	token := b.filled(formOf("designate_unit"))["csrf"]
	if token == "" {
		t.Fatal("the clerk's own form has no token")
	}

	evil := neighbour(t, b.home+act)
	for _, from := range []string{"yingsu.gov.localhost", "evil.gov.localhost", "evil.localhost"} {
		for name, value := range map[string]string{"planted": "evil", "empty": "", "stolen": token} {
			b.arrive(chromedp.Navigate("http://" + from + evil + "/?token=" + value))
			b.arrive(chromedp.Click(chromedp.CSS("button")))
			if text := b.text("main"); !strings.Contains(text, "来自其他网站") {
				t.Errorf("from %s with a %s token: %s", from, name, text)
			}
		}
	}
	if after := len(clerk.journal(id)); after != before {
		t.Fatalf("%d lines were forged", after-before)
	}
	b.find(fmt.Sprintf("（%d）鲁10行初101号", calendar.DateOf(time.Now()).Year()))
	b.does("designate_unit", nil, "转交材料") // the session was there all the while
}

// neighbour serves a page that plants cookies and holds a form, and returns its port.
func neighbour(t *testing.T, target string) string {
	t.Helper()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := r.URL.Query().Get("token")
		for _, name := range []string{"yingsu-form", "yingsu-browser"} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: token, Path: "/"})
			http.SetCookie(w, &http.Cookie{Name: name, Value: token, Path: "/", Domain: "gov.localhost"})
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><main><form method="post" action="%s"><input name="csrf" value="%s"><input name="lead" value="区城市管理局"><button>go</button></form></main>`, target, token)
	}))
	t.Cleanup(page.Close)
	_, port, err := net.SplitHostPort(page.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return ":" + port
}
