package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/problem"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// sheet is a form, as it is handed to somebody to fill in.
type sheet struct {
	*workflows.Form
	ID        string
	Action    string // where it is sent
	Foresee   string // where it is sent to see what would come of it, empty if nowhere
	CSRF      string
	Key       string // the same for every repetition of the same wish
	Seen      int64  // see workflows.Request
	Boxes     []box
	Folds     []fold      // more of the form, unfolded where something is filled in or wrong
	Marks     []mark      // what fields were read from
	Papers    []paperLink // that it may take
	FromPaper string      // where it is filled in from a court's paper; empty where none fills it in
	Open      bool        // shown unfolded
	Late      string      // the box to tick where a day lies long past; empty where none does
	Meant     bool        // it is ticked
	Problem   *blame
	Foreseen  *foreseen
	Mind      []measures.Defect // what is to be looked at first
}

// fold is a part of a form that most do not need.
type fold struct {
	Title string
	Boxes []box
	Open  bool
}

// paperLink leads to a paper of the lawsuit, to be printed.
type paperLink struct{ Title, Href string }

// blame is why a form was not accepted, with links to the fields to correct.
type blame struct {
	models.Error
	Title  string
	Points []point
}

type point struct {
	Href   string // empty where the form has no such field
	Detail string
}

// handOut draws a form.
func handOut(c echo.Context, of *workflows.Form, fields []form.Field, v filled, p *plan) *sheet {
	p.id = of.Name
	boxes := p.boxesOf(fields, v)
	s := &sheet{Form: of, ID: of.Name, CSRF: csrfOf(c), Key: keyOf(c), Boxes: boxes, Marks: p.carried()}
	if s.Meant = posted(c, lateField) == "true"; p.late || s.Meant {
		s.Late = lateLabel
	}
	return s
}

// keyOf returns the key that came with a form, or one for a new form. A form that
// came without is given one for as long as it is answered.
func keyOf(c echo.Context) string {
	if key, err := uuid.Parse(posted(c, keyField)); err == nil {
		return key.String()
	}
	key := uuid.NewString()
	if form := c.Request().PostForm; form != nil {
		form.Set(keyField, key)
	}
	return key
}

// seenIn reads what a form says of when its sender saw the lawsuit.
func seenIn(c echo.Context) int64 {
	seen, _ := strconv.ParseInt(posted(c, seenField), 10, 64)
	return max(seen, 0)
}

// HasRows tells whether the form has a button that asks for more rows. The Enter
// key presses the first button of a form, which must not be that one.
func (s *sheet) HasRows() bool {
	return slices.ContainsFunc(s.Boxes, func(b box) bool { return b.Widget == "groups" })
}

// refuse puts a refusal on the form that it answers.
func (s *sheet) refuse(p *plan, wrong *models.Error) {
	s.Open = true
	s.Problem = &blame{Error: *wrong, Title: titleOf(problem.Of(wrong))}
	if wrong.Code == models.KeyReused {
		s.Problem.Detail = "这张表单此前已经提交并且办理，这次填写的内容与当时不同，没有保存。请先到案件页面核对；确需另行办理的，请再次提交。"
		s.Key = uuid.NewString()
	}
	if wrong.Code == models.Overtaken { // another wish, now that its sender knows
		s.Key = uuid.NewString()
	}
	for _, f := range wrong.Fields {
		s.Problem.Points = append(s.Problem.Points, point{p.hrefOf(f.Field), f.Detail})
	}
}

// mark begins the title of a page with a form that was refused: it is what is
// heard first.
func (s *sheet) mark() string {
	if s.Problem == nil {
		return ""
	}
	return "错误："
}

// hrefOf links to the box of a field, or to the one that holds it.
func (p *plan) hrefOf(field string) string {
	for path := field; path != ""; path = path[:max(strings.LastIndex(path, "."), 0)] {
		if id, ok := p.taken[path]; ok {
			return "#" + id
		}
	}
	return ""
}

// refused tells an error that the form is to answer from one that ends the page.
func refused(err error) (*models.Error, bool) {
	var wrong *models.Error
	if !errors.As(err, &wrong) {
		return nil, false
	}
	switch wrong.Code {
	case models.Invalid, models.NotOpen, models.Conflict, models.Overtaken, models.KeyReused, models.Unavailable, models.Unknown:
		return wrong, true
	}
	return nil, false
}

// foreseen is what an act would make of a lawsuit.
type foreseen struct {
	Stage   measures.Stage
	Kind    measures.Kind
	Doubts  []string // what does not agree with a provision, and can be put on file all the same
	Changes []change
	Warning string // where the chain of periods is tight or cannot be kept
	Problem *models.Error
}

// mind adds what a day long past would mean.
func (f *foreseen) mind(l *longPast) {
	if l != nil {
		f.Doubts = append(f.Doubts, l.said())
	}
}

// change is a clock that is set off, moved or met. Before is nil for a new one.
type change struct {
	measures.Clock
	Before *measures.Clock
}

func changesOf(before, moved []measures.Clock) []change {
	var all []change
	for _, c := range moved {
		x := change{Clock: c}
		for i := range before {
			if before[i].ID == c.ID {
				x.Before = &before[i]
			}
		}
		all = append(all, x)
	}
	return all
}

// answerForesight shows what would come of a form: as a part where htmx asked,
// and else as the page with the form below it.
func (p *Pages) answerForesight(c echo.Context, f *foreseen, whole func(status int) error) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = statusOf(f.Problem)
	}
	if isFragment(c) {
		return p.fragment(c, status, "act", "foreseen", f)
	}
	return whole(status)
}
