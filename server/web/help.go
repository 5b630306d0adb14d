package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/yuin/goldmark" // CommonMark without dependencies of its own: chapters stay plain files that anybody can edit
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"yingsu/models"
)

// explained says which passages of the handbook explain a page, by the beginning of its
// path; of several, a reader is led to the one in their own chapter, or else to the first.
var explained = map[string][]string{
	"/":                         {"desk"},
	"/duties":                   {"desk"},
	"/account":                  {"account"},
	"/account/leaves":           {"leave"},
	"/account/seat":             {"leave"},
	"/account/security":         {"security"},
	tellingPath:                 {"ways"},
	"/account/feeds":            {"ways"},
	"/demands":                  {"hands"},
	"/followups":                {"followups"},
	"/inbox":                    {"inbox"},
	"/measures":                 {"measures"},
	"/hearings":                 {"hearings"},
	"/lawsuits":                 {"ledger"},
	"/lawsuits/new":             {"register"},
	"/lawsuits/stock":           {"take-over"},
	"/lawsuits/entries":         {"check-entries"},
	viewsPath:                   {"views"},
	"/lawsuits/:id":             {"lawsuit"},
	"/lawsuits/:id/acts":        {"act"},
	"/lawsuits/:id/corrections": {"correct"},
	"/lawsuits/:id/documents":   {"documents"},
	"/lawsuits/:id/evidence":    {"documents"},
	"/lawsuits/:id/files":       {"files"},
	"/lawsuits/:id/hands":       {"hands"},
	"/lawsuits/:id/demands":     {"hands"},
	"/lawsuits/:id/remarks":     {"hands"},
	"/lawsuits/:id/volume":      {"documents"},
	"/lawsuits/:id/past":        {"past"},
	"/lawsuits/:id/numbers":     {"numbers"},
	watermarkPath:               {"numbers"},
	"/lawsuits/:id/dossier":     {"past"},
	dashboardPath:               {"dashboard"},
	statisticsPath:              {"statistics"},
	bulletinsPath:               {"bulletins", "freeze"},
	registersPath:               {"registers"},
	assessmentsPath:             {"assessment", "marks", "settle", "object"},
	"/suggestions":              {"suggestion"},
	"/changes":                  {"calendar", "decide"},
	"/troubles":                 {"troubles", "supervise-troubles", "audit-troubles"},
	calendarPath:                {"calendar-page"},
	auditPath:                   {"audit"},
	"/admin":                    {"apart", "users"},
	"/admin/users":              {"users"},
	"/admin/units":              {"units"},
	"/admin/undeliverable":      {"undelivered"},
	"/admin/leaves":             {"leaves"},
	handbookPath:                {"handbook"},
}

const handbookPath = "/help"

//go:embed help
var handbookFiles embed.FS

// handbook is what there is to know for those who work with the pages: a chapter for
// everybody, and one for each role.
type handbook struct {
	Chapters []guide
}

// guide is a chapter: one file of the handbook.
type guide struct {
	Name, Title string
	Lead        template.HTML // what stands before the first passage
	Passages    []passage
}

// passage is one task, step by step. Its ID is its own in the whole handbook.
type passage struct {
	ID, Title string
	Body      template.HTML
	words     string // without marks, for those who search
}

// loadHandbook reads the chapters in the order of their contents. Their pictures are among
// the static files.
func loadHandbook(a assets) (handbook, error) {
	names := []string{"start"}
	for _, role := range models.Roles {
		names = append(names, string(role))
	}
	var h handbook
	for _, name := range names {
		source, err := handbookFiles.ReadFile("help/" + name + ".md")
		if err != nil {
			return h, err
		}
		c, err := readChapter(a, name, source)
		if err != nil {
			return h, fmt.Errorf("help/%s.md: %w", name, err)
		}
		h.Chapters = append(h.Chapters, c)
	}
	return h, nil
}

var markdown = goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()))

// readChapter cuts a chapter at its headings: # names it, ## begins a passage and says
// its ID in braces.
func readChapter(a assets, name string, source []byte) (guide, error) {
	c, body := guide{Name: name}, new(bytes.Buffer)
	finish := func() {
		if n := len(c.Passages); n > 0 {
			c.Passages[n-1].Body = template.HTML(body.String())
		} else {
			c.Lead = template.HTML(body.String())
		}
		body.Reset()
	}
	for n := markdown.Parser().Parse(text.NewReader(source)).FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		switch {
		case ok && heading.Level == 1:
			c.Title = wordsOf(n, source)
		case ok && heading.Level == 2:
			finish()
			id, _ := n.AttributeString("id")
			named, _ := id.([]byte)
			c.Passages = append(c.Passages, passage{ID: string(named), Title: wordsOf(n, source)})
		default:
			if err := renderPart(body, a, source, n); err != nil {
				return c, err
			}
			if p := len(c.Passages); p > 0 {
				c.Passages[p-1].words += wordsOf(n, source)
			}
		}
	}
	finish()
	return c, nil
}

// renderPart renders a part of a chapter: a picture that stands by itself with its title
// below it, anything else as it is.
func renderPart(body *bytes.Buffer, a assets, source []byte, part ast.Node) error {
	shown, ok := part.FirstChild().(*ast.Image)
	if !ok || part.Kind() != ast.KindParagraph || part.ChildCount() > 1 {
		return markdown.Renderer().Render(body, source, part)
	}
	at, err := a.address(string(shown.Destination))
	if err != nil {
		return err
	}
	return figure.Execute(body, map[string]any{
		"At": at, "Alt": wordsOf(shown, source), "Title": string(shown.Title), "Width": pictureWidth, "Height": pictureHeight,
	})
}

// figure keeps the place of a picture, so that nothing jumps when it comes, and has it come
// when it is looked at.
var figure = template.Must(template.New("figure").Parse(
	`<figure><img src="{{.At}}" alt="{{.Alt}}" width="{{.Width}}" height="{{.Height}}" loading="lazy"><figcaption>{{.Title}}</figcaption></figure>` + "\n"))

// How large pictures are; server/dev/browser/pictures.mjs makes them so.
const pictureWidth, pictureHeight = 920, 560

// wordsOf returns what a part of a chapter says, without its marks.
func wordsOf(part ast.Node, source []byte) string {
	var said strings.Builder
	_ = ast.Walk(part, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it fails only where this does
		if t, ok := n.(*ast.Text); ok && entering {
			said.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return said.String()
}

// address is where a passage stands, or the contents where there is none of that ID.
func (h handbook) address(id string) string {
	for _, c := range h.Chapters {
		if slices.ContainsFunc(c.Passages, func(p passage) bool { return p.ID == id }) {
			return handbookPath + "/" + c.Name + "#" + id
		}
	}
	return handbookPath
}

// about is where the handbook explains a page to somebody.
func (h handbook) about(path string, reader models.Role) string {
	for {
		if ids := explained[path]; len(ids) > 0 {
			for _, id := range ids {
				if at := h.address(id); strings.HasPrefix(at, handbookPath+"/"+string(reader)+"#") {
					return at
				}
			}
			return h.address(ids[0])
		}
		up := strings.LastIndex(path, "/")
		if up <= 0 {
			return handbookPath
		}
		path = path[:up]
	}
}

// hit is a passage that has all the words searched for.
type hit struct {
	Chapter, Title, Link, Excerpt string
}

// search returns the passages in which each word occurs.
func (h handbook) search(query string) []hit {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return nil
	}
	var hits []hit
	for _, c := range h.Chapters {
		for _, p := range c.Passages {
			all := strings.ToLower(p.Title + "\n" + p.words)
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
				continue
			}
			hits = append(hits, hit{c.Title, p.Title, h.address(p.ID), excerpt(p.words, words[0])})
		}
	}
	return hits
}

// excerptLength is how many characters around a word are shown.
const excerptLength = 60

// excerpt is what stands around a word, or else the beginning.
func excerpt(said, word string) string {
	before, _, _ := strings.Cut(strings.ToLower(said), word)
	all, from := []rune(said), 0
	if len(before) < len(said) {
		from = max(0, len([]rune(before))-excerptLength/2)
	}
	from = min(from, len(all))
	to := min(len(all), from+excerptLength)
	shown := string(all[from:to])
	if from > 0 {
		shown = "…" + shown
	}
	if to < len(all) {
		shown += "…"
	}
	return shown
}

// helpPage is the handbook's contents, or what was found in it.
type helpPage struct {
	Query    string
	Found    []hit
	Own      guide // the reader's
	Chapters []guide
}

func (p *Pages) help(c echo.Context, who models.Caller) error {
	h := helpPage{Query: tidy(c.QueryParam("q")), Chapters: p.handbook.Chapters}
	if len([]rune(h.Query)) > excerptLength {
		return &models.Error{Code: models.Invalid, Detail: "查找的内容太长，请用几个词，例如：退回 材料。", Link: handbookPath}
	}
	h.Found = p.handbook.search(h.Query)
	if own, ok := p.handbook.chapter(string(who.Role)); ok {
		h.Own = own
	}
	return p.show(c, http.StatusOK, "help", page{Title: "使用手册", Here: handbookPath, Body: h})
}

func (p *Pages) helpChapter(c echo.Context, _ models.Caller) error {
	about, ok := p.handbook.chapter(c.Param("chapter"))
	if !ok {
		return echo.ErrNotFound
	}
	return p.show(c, http.StatusOK, "help_chapter", page{Title: about.Title + " - 使用手册", Here: handbookPath, Body: about})
}

func (h handbook) chapter(name string) (guide, bool) {
	i := slices.IndexFunc(h.Chapters, func(c guide) bool { return c.Name == name })
	if i < 0 {
		return guide{}, false
	}
	return h.Chapters[i], true
}
