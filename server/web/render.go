package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// page is what every page is rendered with; Body is its own.
type page struct {
	Title  string
	Here   string // the entry of the navigation that it belongs to
	Who    *visitor
	CSRF   string
	Today  string
	Drill  bool
	Stamp  string // when it was made, for prints
	Body   any
	Unread string // how many messages wait; empty for none
	Paper  bool   // a document: printed without anything of ours around it
	Marked bool   // it bears who looks at it: see watermark.go
	Covers *covers
	Help   string // where the handbook explains it
	Again  int    // after how many seconds it is asked for again, where there are no scripts; zero for never
}

// againAfter is after how many seconds a page is asked for again on which something goes on.
const againAfter = 3

// visitor is who looks at a page.
type visitor struct {
	models.User
	Waits bool // something has to be done before any other page opens
}

// May tells whether the visitor has a capability of the office's.
func (v *visitor) May(name string) (bool, error) {
	c := office.CapabilityNamed(name)
	if c == nil {
		return false, fmt.Errorf("no capability %q", name)
	}
	return c.For(models.Caller{Actor: v.Actor(), Sole: v.Sole}), nil
}

// RoleTitle names the visitor's office.
func (v *visitor) RoleTitle() string {
	if v.Unit == "" || v.Role.OfBureau() {
		return v.Role.Title()
	}
	return v.Unit + " " + v.Role.Title()
}

// show answers with a whole page. Numbers of persons are covered on it: see covers.go.
func (p *Pages) show(c echo.Context, status int, name string, pg page) error {
	p.dress(c, &pg)
	draw := func(v *covers) ([]byte, error) {
		pg.Covers = v
		return p.draw(name, "layout", pg)
	}
	content, err := p.covering(c, &status, draw)
	if err != nil {
		return err
	}
	return send(c, status, content)
}

// fragment answers with a part of a page.
func (p *Pages) fragment(c echo.Context, status int, name, part string, body any) error {
	content, err := p.draw(name, part, body)
	if err != nil {
		return err
	}
	covered, _ := coveredIn(content)
	return send(c, status, covered)
}

// dress adds to a page what all pages have around them.
func (p *Pages) dress(c echo.Context, pg *page) {
	pg.CSRF = csrfOf(c)
	pg.Today, pg.Drill = p.office.Today().Chinese(), p.office.Civil.Drill()
	pg.Stamp = beijing(time.Now())
	_, user, ok := auth.Who(c)
	if !ok {
		return
	}
	pg.Who, pg.Help, pg.Marked = &visitor{user, user.MustChange || p.gate.StepMissing(user)}, p.handbook.about(c.Path(), user.Role), p.marks(c)
	if n := auth.Unread(c); n > 0 {
		pg.Unread = upTo(n, n >= models.ManyUnread, "")
	}
}

func (p *Pages) draw(name, part string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := p.templates[name].ExecuteTemplate(&b, part, data); err != nil {
		return nil, fmt.Errorf("web: render %s: %w", name, err)
	}
	return b.Bytes(), nil
}

func send(c echo.Context, status int, content []byte) error {
	if c.Request().Method == http.MethodHead {
		c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
		return c.NoContent(status)
	}
	return c.HTMLBlob(status, content)
}

// loadTemplates parses each page together with the layout and the parts, whose
// file names begin with an underscore.
func loadTemplates(a assets) (map[string]*template.Template, error) {
	words := template.FuncMap{
		"asset": a.address, "about": aboutOf, "page": func(m models.Message) string { return aboutPage(aboutOf(m)) }, "article": measures.ArticleOf, "beijing": beijing, "chip": chipOf,
		"urgency": urgencyTitle, "channel": office.ChannelTitle, "dict": dict, "plain": plain, "period": periodTitle, "pixels": pixels, "size": sizeTitle, "megabytes": megabytes, "short": shortened,
	}
	shared, err := template.New("").Funcs(words).ParseFS(files, "templates/_*.html")
	if err != nil {
		return nil, err
	}
	pages, err := fs.Glob(files, "templates/[a-z]*.html")
	if err != nil {
		return nil, err
	}
	all := map[string]*template.Template{}
	for _, file := range pages {
		t, err := template.Must(shared.Clone()).ParseFS(files, file)
		if err != nil {
			return nil, err
		}
		all[strings.TrimSuffix(path.Base(file), ".html")] = t
	}
	return all, nil
}

// beijing writes an instant as staff read it: 2026年3月4日（周三）09:30.
func beijing(t time.Time) string {
	return calendar.DateOf(t).Chinese() + t.In(calendar.Zone).Format("15:04")
}

// periodTitle names a period as staff read it.
func periodTitle(key string) string {
	if r := measures.RuleNamed(key); r != nil {
		return r.Title + "（" + r.Article + "）"
	}
	return key
}

// pixels are millimetres on a screen.
func pixels(mm int) int { return mm * 960 / 254 }

// plain is a text without the marks that a plain page has no use for.
func plain(text string) string { return strings.NewReplacer("**", "", "`", "").Replace(text) }

// dict hands several values to a template.
func dict(pairs ...any) map[string]any {
	d := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		d[pairs[i].(string)] = pairs[i+1]
	}
	return d
}
