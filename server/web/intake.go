package web

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/intake"
	"yingsu/server/office"
	"yingsu/workflows/form"
)

// A paper that is pasted or uploaded fills in the form above which that was done. Each
// field that was read is marked with the words that it comes from, until it is filed.

// receiving is where a paper is handed in: above a form.
type receiving struct {
	CSRF    string
	Action  string
	What    string  // is handed in
	Open    bool    // shown unfolded: it is how the form is most easily filled in
	Text    string  // as it was pasted
	Read    *digest // what was just read; nil before
	Problem *models.Error
}

// digest is what a paper says, as a page tells it.
type digest struct {
	Filled   int // fields
	Disputed []intake.Reading
	Unread   []intake.Reading
	Besides  []intake.Reading // what no field of the form asks for
	Warning  string
}

// mark is what a field was read from. It travels with the form.
type mark struct{ Path, Words string }

const (
	markPrefix = "mark."
	mostMarks  = 100
	markLength = 120 // characters
)

// marksIn are the marks that a posted form carries.
func marksIn(posted url.Values) map[string]string {
	marks := map[string]string{}
	for name, values := range posted {
		if path, ok := strings.CutPrefix(name, markPrefix); ok && len(marks) < mostMarks {
			marks[path] = shortened(values[0])
		}
	}
	return marks
}

// marksOf are those of what was just read.
func marksOf(p intake.Proposal) map[string]string {
	marks := map[string]string{}
	for path, r := range p.Marks {
		marks[path] = shortened(r.From)
	}
	return marks
}

// shortened is a text in one line, as much as fits beside a field.
func shortened(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > markLength {
		return string(runes[:markLength]) + "……"
	}
	return string(runes)
}

// carried are those of the fields that are drawn.
func (p *plan) carried() []mark {
	var all []mark
	for _, path := range slices.Sorted(maps.Keys(p.marks)) {
		if _, drawn := p.taken[path]; drawn {
			all = append(all, mark{markPrefix + path, p.marks[path]})
		}
	}
	return all
}

// receivedIn is the paper that came with a form.
func receivedIn(c echo.Context) (office.ReceivedPaper, error) {
	r := office.ReceivedPaper{Text: tidy(posted(c, "text"))}
	file, _, err := c.Request().FormFile("file")
	if err != nil {
		return r, nil
	}
	defer func() { _ = file.Close() }() // it was read by then
	r.Content, err = io.ReadAll(io.LimitReader(file, intake.MaxFile+1))
	return r, err
}

// read reads a paper for a form. What cannot be read is told above it, and the form stays
// empty.
func (p *Pages) read(c echo.Context, who models.Caller, fields []form.Field) (*receiving, office.PaperRead, error) {
	paper, err := receivedIn(c)
	if err != nil {
		return nil, office.PaperRead{}, err
	}
	in := &receiving{Text: paper.Text}
	read, err := p.office.ReadPaper(c.Request().Context(), who, fields, paper)
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong):
		in.Problem = wrong
		return in, read, nil
	case err != nil:
		return nil, read, err
	}
	in.Read = tellOf(read)
	return in, read, nil
}

func tellOf(read office.PaperRead) *digest {
	t := &digest{Filled: len(read.Marks), Unread: read.Unread()}
	for _, r := range read.Disputed() { // unless the form itself tells which it is
		if !slices.ContainsFunc(slices.Collect(maps.Values(read.Marks)), func(m intake.Reading) bool { return m.Field == r.Field }) {
			t.Disputed = append(t.Disputed, r)
		}
	}
	for _, r := range read.Readings {
		taken := func(m intake.Reading) bool { return m.Field == r.Field }
		if r.Value != "" && r.Field != intake.Ruling && !slices.Contains(t.Disputed, r) && !slices.ContainsFunc(slices.Collect(maps.Values(read.Marks)), taken) {
			t.Besides = append(t.Besides, r)
		}
	}
	return t
}

// readNotice fills in the registration from a notice. Nothing is stored.
func (p registration) readNotice(c echo.Context, who models.Caller) error {
	fields, err := p.office.Fields(c.Request().Context(), p.opening.Fields)
	if err != nil {
		return err
	}
	in, read, err := p.read(c, who, fields[0])
	if err != nil {
		return err
	}
	v := maps.Clone(p.usual)
	maps.Copy(v, refilled(fields[0], filled(read.Input).json()))
	if in.Read != nil && read.Decides() {
		in.Read.Warning = "这是裁判文书，不是应诉通知。案件已经登记的，请在案件页面登记裁判；直接登记二审、再审案件的，请填写此前各审级的裁判。"
	}
	return p.showForm(c, statusOfPaper(in), v, &plan{marks: marksOf(read.Proposal)}, nil, nil, in)
}

func statusOfPaper(in *receiving) int {
	if in.Problem != nil {
		return statusOf(in.Problem)
	}
	return http.StatusOK
}

// readForAct fills in the form of an act from a court's paper.
func (p *Pages) readForAct(c echo.Context, who models.Caller) error {
	v, offer, err := p.openOffer(c, who)
	if err != nil {
		return err
	}
	if !intake.Fills(offer.Fields) {
		return echo.ErrNotFound
	}
	in, read, err := p.read(c, who, offer.Fields)
	if err != nil {
		return err
	}
	if in.Read != nil {
		in.Read.Warning = ofAnother(v, read)
	}
	input := usualIn(offer)
	maps.Copy(input, refilled(offer.Fields, filled(read.Input).json()))
	return p.showAct(c, who, statusOfPaper(in), v, offer, input, &plan{marks: marksOf(read.Proposal)}, nil, nil, in)
}

// ofAnother warns of a paper that bears the number of another case, or nothing.
func ofAnother(v office.View, read office.PaperRead) string {
	number, ok := read.One(intake.CaseNumber)
	if !ok {
		return ""
	}
	for _, i := range v.File.Instances {
		if i.CaseNumber == number.Value {
			return ""
		}
	}
	return "文书的案号是" + number.Value + "，与本案已经登记的案号（" + v.File.Current().CaseNumber + "）不同，请核对文书是否属于本案。"
}

// paperOffer is where a paper is handed in for an act, or nil for acts that no paper fills
// in.
func paperOffer(c echo.Context, action, what string, fields []form.Field, in *receiving) *receiving {
	if !intake.Fills(fields) {
		return nil
	}
	if in == nil {
		in = &receiving{}
	}
	in.CSRF, in.Action, in.What = csrfOf(c), action, what
	return in
}

// backToForm leads from the address at which a notice is read to the form.
func (p *Pages) backToForm(c echo.Context, _ models.Caller) error {
	return leave(c, "/lawsuits/new")
}
