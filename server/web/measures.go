package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// browser is the page of the Measures: the forty articles with what this system
// does about each.
type browser struct {
	Chapters []chapter
	Counters []counter
	Today    calendar.Date
	Edition  string
	Reach    []measures.Reach // who is told when
}

type chapter struct {
	Title    string
	Articles []article
}

type article struct {
	measures.Article
	Paragraphs []string
	Rules      []*measures.Rule
	Code       workflows.Code
}

// counter says how many articles are treated in one way.
type counter struct {
	measures.Treatment
	Count int
}

func (p *Pages) measures(c echo.Context, _ models.Caller) error {
	bench, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	b := browser{Today: bench.Today, Edition: bench.Edition.Name, Reach: bench.Edition.Reach()}
	for _, t := range []measures.Treatment{
		measures.ComputesDate, measures.OrdersStep, measures.ChecksContents, measures.LetsAct, measures.Counts, measures.LeftToPeople,
	} {
		b.Counters = append(b.Counters, counter{Treatment: t})
	}
	for _, a := range measures.Articles() {
		b.add(a)
	}
	return p.show(c, http.StatusOK, "measures", page{Title: "法规", Here: "/measures", Body: b})
}

func (b *browser) add(a measures.Article) {
	if n := len(b.Chapters); n == 0 || b.Chapters[n-1].Title != a.Chapter {
		b.Chapters = append(b.Chapters, chapter{Title: a.Chapter})
	}
	last := &b.Chapters[len(b.Chapters)-1]
	x := article{Article: a, Paragraphs: strings.Split(a.Text, "\n"), Code: workflows.CodeOf(a)}
	for _, key := range a.Periods {
		x.Rules = append(x.Rules, measures.RuleNamed(key))
	}
	last.Articles = append(last.Articles, x)
	for i := range b.Counters {
		if b.Counters[i].Treatment == a.Treatment {
			b.Counters[i].Count++
		}
	}
}

// code is the listing of a file that carries out an article, or tests it.
type code struct {
	File  string
	Lines []string
}

func (p *Pages) code(c echo.Context, _ models.Caller) error {
	file := c.Param("*")
	text, ok := workflows.Source(file)
	if !ok {
		return echo.ErrNotFound
	}
	return p.show(c, http.StatusOK, "code", page{Title: file, Here: "/measures", Body: code{file, strings.Split(strings.TrimSuffix(text, "\n"), "\n")}})
}

// Number counts lines from 1, as references to code do.
func (code) Number(index int) int { return index + 1 }

// trial is one period tried on a day.
type trial struct {
	Rule    *measures.Rule
	Rules   []*measures.Rule // to choose another
	From    string
	Clock   *measures.Clock
	Bar     *bar
	Problem string
	Today   calendar.Date
}

func (p *Pages) calculator(c echo.Context, _ models.Caller) error {
	t := trial{Rule: measures.RuleNamed(c.Param("key")), Rules: measures.Rules, From: tidy(c.QueryParam("from")), Today: p.office.Today()}
	if t.Rule == nil {
		return echo.ErrNotFound
	}
	status := http.StatusOK
	if t.From != "" {
		b, err := p.office.Bench(c.Request().Context())
		if err != nil {
			return err
		}
		t.count(b)
	}
	if t.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	if isFragment(c) {
		return p.fragment(c, status, "calculator", "count", t)
	}
	return p.show(c, status, "calculator", page{Title: "试算期限：" + t.Rule.Title, Here: "/measures", Body: t})
}

func (t *trial) count(b workflows.Bench) {
	from, err := calendar.ParseDate(t.From)
	if err == nil && (from.Year() < calendar.FirstYear || from.Year() > calendar.LastYear) {
		t.Problem = "请填写1990年至2100年之间的日期"
		return
	}
	if err != nil {
		t.Problem = err.Error()
		return
	}
	clock := t.Rule.Calculate(from, b.Law)
	t.Clock, t.Bar = &clock, barOf(clock, calendar.Date{}, b.Calendar)
}
