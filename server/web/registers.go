package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/registers"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
)

const (
	registersPath = "/registers"
	registerPath  = registersPath + "/:register"
	entryPath     = registerPath + "/:entry"
)

func (p *Pages) registers(c echo.Context, who models.Caller) error {
	books, err := p.office.Books(who)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "registers", page{Title: "登记簿", Here: registersPath, Body: books})
}

// openBook is the page of a register.
type openBook struct {
	office.Book
	Path                string
	Units               []models.Unit // to choose from; empty for who sees one unit's only
	Query               office.RegisterQuery
	Today               calendar.Date
	Export, First, More string // addresses
}

var registerFields = form.Of[office.RegisterQuery]()

func (p *Pages) bookPage(c echo.Context, who models.Caller) error {
	var q office.RegisterQuery
	if err := p.ask(registerFields, c.QueryParams(), &q); err != nil {
		return err
	}
	found, err := p.office.Book(c.Request().Context(), who, c.Param("register"), q)
	if err != nil {
		return err
	}
	b := openBook{Book: found, Path: registersPath + "/" + found.Key, Query: q, Today: p.office.Today()}
	b.Export = address(b.Path+"/export", c.QueryParams(), "")
	if found.Next != "" {
		b.More = address(b.Path, c.QueryParams(), found.Next)
	}
	if q.Cursor != "" {
		b.First = address(b.Path, c.QueryParams(), "")
	}
	if office.SeeingEverything.Of(who.Role) {
		if b.Units, err = p.office.Units(c.Request().Context(), who); err != nil {
			return err
		}
	}
	return p.show(c, http.StatusOK, "book", page{Title: found.Title, Here: registersPath, Body: b})
}

func (p *Pages) exportBook(c echo.Context, who models.Caller) error {
	var q office.RegisterQuery
	if err := p.ask(registerFields, c.QueryParams(), &q); err != nil {
		return err
	}
	title, rows, err := p.office.RegisterTable(c.Request().Context(), who, c.Param("register"), q)
	return p.handTable(c, title, rows, err)
}

// entrySheet is the page of an entry: what it says, and its form for whoever may change it.
type entrySheet struct {
	office.Entry
	New      bool
	Path     string
	CSRF     string
	Key      string
	Revision int64 // that the reader's form is of
	Boxes    []box
	Said     []office.Saying
	Reason   string // for which it is to be withdrawn, as typed
	Problem  *blame
}

func (p *Pages) newEntry(c echo.Context, who models.Caller) error {
	usual := filled{"on": p.office.Today().String(), "unit": who.Unit}
	return p.showNewEntry(c, who, http.StatusOK, usual, nil)
}

func (p *Pages) showNewEntry(c echo.Context, who models.Caller, status int, v filled, wrong *models.Error) error {
	found, err := p.office.Book(c.Request().Context(), who, c.Param("register"), office.RegisterQuery{Limit: 1})
	if err != nil {
		return err
	}
	if !found.Enters {
		return office.KeptByBureau(found.Register)
	}
	s := entrySheet{New: true, Entry: office.Entry{Book: found.Register, Changes: true}, Path: registersPath + "/" + found.Key}
	return p.showSheet(c, who, status, s, v, wrong)
}

func (p *Pages) enter(c echo.Context, who models.Caller) error {
	r, ok := registers.Of(c.Param("register"))
	if !ok {
		return office.NoRegister
	}
	v := readForm(r.Fields, c.Request().PostForm)
	id, err := p.office.Enter(c.Request().Context(), who, r.Key, keyOf(c), v.json())
	if wrong, ok := refused(err); ok {
		return p.showNewEntry(c, who, statusOf(wrong), v, wrong)
	}
	if err != nil {
		return err
	}
	return leave(c, registersPath+"/"+r.Key+"/"+strconv.FormatInt(id, 10))
}

func (p *Pages) entry(c echo.Context, who models.Caller) error {
	return p.showEntry(c, who, http.StatusOK, entrySheet{}, nil, nil)
}

func (p *Pages) showEntry(c echo.Context, who models.Caller, status int, s entrySheet, v filled, wrong *models.Error) (err error) {
	if s.Entry, err = p.office.Entry(c.Request().Context(), who, c.Param("register"), number(c, "entry")); err != nil {
		return err
	}
	s.Path = registersPath + "/" + s.Register + "/" + strconv.FormatInt(s.ID, 10)
	for _, said := range office.Said(s.Book, s.RegisterEntry) {
		if day, err := calendar.ParseDate(said.Text); err == nil {
			said.Text = day.Chinese()
		}
		s.Said = append(s.Said, said)
	}
	if v == nil {
		v = refilled(s.Book.Fields, s.Content)
	}
	if s.Revision == 0 {
		s.Revision = s.RegisterEntry.Revision
	}
	return p.showSheet(c, who, status, s, v, wrong)
}

func (p *Pages) showSheet(c echo.Context, who models.Caller, status int, s entrySheet, v filled, wrong *models.Error) error {
	s.CSRF, s.Key = csrfOf(c), keyOf(c)
	pl := &plan{id: "entry", today: p.office.Today()}
	if wrong != nil {
		pl.errors = wrong.Fields
		s.Problem = &blame{Error: *wrong, Title: titleOf(problem.Of(wrong))}
	}
	if s.Changes {
		fields, err := p.office.EntryFields(c.Request().Context(), who, s.Book)
		if err != nil {
			return err
		}
		s.Boxes = pl.boxesOf(fields, v)
	}
	for _, f := range pl.errors {
		s.Problem.Points = append(s.Problem.Points, point{pl.hrefOf(f.Field), f.Detail})
	}
	title := s.Book.Title
	if s.Title != "" {
		title = s.Title + " - " + title
	}
	return p.show(c, status, "entry", page{Title: title, Here: registersPath, Body: s})
}

func (p *Pages) changeEntry(c echo.Context, who models.Caller) error {
	r, ok := registers.Of(c.Param("register"))
	if !ok {
		return office.NoRegister
	}
	v, revision := readForm(r.Fields, c.Request().PostForm), revisionIn(c)
	err := p.office.ChangeEntry(c.Request().Context(), who, r.Key, number(c, "entry"), revision, v.json())
	return p.afterEntry(c, who, err, entrySheet{Revision: revision}, v)
}

func (p *Pages) withdrawEntry(c echo.Context, who models.Caller) error {
	reason := tidy(posted(c, "reason"))
	err := p.office.WithdrawEntry(c.Request().Context(), who, c.Param("register"), number(c, "entry"), revisionIn(c), reason)
	return p.afterEntry(c, who, err, entrySheet{Reason: reason}, nil)
}

// afterEntry leads to the entry that was changed, or shows why it was not.
func (p *Pages) afterEntry(c echo.Context, who models.Caller, err error, sent entrySheet, v filled) error {
	if wrong, ok := refused(err); ok {
		return p.showEntry(c, who, statusOf(wrong), sent, v, wrong)
	}
	if err != nil {
		return err
	}
	return leave(c, registersPath+"/"+url.PathEscape(c.Param("register"))+"/"+url.PathEscape(c.Param("entry")))
}
