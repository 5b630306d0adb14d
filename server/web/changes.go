package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// changing is the page of the law that all lawsuits are counted by: the years of
// the calendar, the editions of the Measures, and what two persons change of them.
type changing struct {
	CSRF      string
	Years     []calendar.Year
	Closures  []calendar.Closure
	Editions  []string
	Proposals []models.Proposal
	Names     map[string]string
	Sheets    []*sheet // the forms of those who may propose
}

// deciding is the page of one change, with every date that it moves.
type deciding struct {
	models.Proposal
	CSRF string
	office.Effects
	Names    map[string]string
	Own      bool // the reader proposed it, so another has to confirm
	Problem  *models.Error
	Simulate bool           // nothing is kept
	Reads    bool           // the reader may open lawsuits
	Run      *models.Errand // that looks at the open lawsuits, where they are many
}

// RunAt is where it is seen how far the errand is.
func (d deciding) RunAt() string {
	if d.Simulate {
		return effectsPath + strconv.FormatInt(d.Run.ID, 10)
	}
	return "/changes/" + strconv.FormatInt(d.ID, 10)
}

const effectsPath = "/changes/effects/"

func (p *Pages) changes(c echo.Context, who models.Caller) error {
	return p.showChanges(c, who, http.StatusOK, nil)
}

// showChanges shows the page, with one form as it was sent where it was refused.
func (p *Pages) showChanges(c echo.Context, who models.Caller, status int, sent *sheet) error {
	ctx := c.Request().Context()
	law, err := p.office.Law(ctx, who)
	if err != nil {
		return err
	}
	k := changing{CSRF: csrfOf(c), Closures: law.Calendar.Closures}
	for _, e := range law.Editions {
		k.Editions = append(k.Editions, e.Name+"（"+e.From.Chinese()+"起施行）")
	}
	k.Years = slices.Clone(law.Calendar.Years)
	slices.Reverse(k.Years)
	if k.Proposals, err = p.office.Proposals(ctx, who); err != nil {
		return err
	}
	if k.Names, err = p.office.Names(ctx, who); err != nil {
		return err
	}
	if office.Proposing.Of(who.Role) {
		for _, change := range office.Changes {
			s := sent
			if sent == nil || sent.ID != change.Name {
				known := meant(c, change)
				s = p.changeSheet(c, change, known, &plan{today: p.office.Today()})
				s.Open = len(known) > 0
			}
			k.Sheets = append(k.Sheets, s)
		}
	}
	title := "日历管理"
	if sent != nil {
		title = sent.mark() + title
	}
	return p.show(c, status, "changes", page{Title: title, Here: "/changes", Body: k})
}

// meant is what a form begins with where a link has led to it.
func meant(c echo.Context, change *office.Change) filled {
	if number := c.QueryParam(change.Name); number != "" && change == office.ChangeNamed("restart") {
		return filled{"case_number": number}
	}
	return filled{}
}

func (p *Pages) changeSheet(c echo.Context, change *office.Change, in filled, pl *plan) *sheet {
	s := handOut(c, &change.Form, change.Fields, in, pl)
	s.Action = "/changes/new/" + change.Name
	s.Foresee = s.Action + "/preview"
	return s
}

// propose keeps a change for another person to confirm.
func (p *Pages) propose(c echo.Context, who models.Caller) error {
	draft, sent, err := p.draft(c, who)
	if sent != nil {
		return p.showChanges(c, who, statusOf(&sent.Problem.Error), sent)
	}
	if err != nil {
		return err
	}
	kept, err := p.office.Propose(c.Request().Context(), who, draft)
	if err != nil {
		return err
	}
	return leave(c, "/changes/"+strconv.FormatInt(kept.ID, 10))
}

// simulate shows what a change would move, and keeps nothing.
func (p *Pages) simulate(c echo.Context, who models.Caller) error {
	draft, sent, err := p.draft(c, who)
	if sent != nil {
		f := &foreseen{Problem: &sent.Problem.Error}
		return p.answerForesight(c, f, func(status int) error { return p.showChanges(c, who, status, sent) })
	}
	if err != nil {
		return err
	}
	return p.showChange(c, who, http.StatusOK, deciding{Proposal: draft, Simulate: true})
}

// draft reads the form of a change, or returns the form again with why it was
// refused.
func (p *Pages) draft(c echo.Context, who models.Caller) (models.Proposal, *sheet, error) {
	change := office.ChangeNamed(c.Param("change"))
	if change == nil {
		return models.Proposal{}, nil, echo.ErrNotFound
	}
	in := readForm(change.Fields, c.Request().PostForm)
	draft, err := p.office.Draft(c.Request().Context(), who, change, in.json())
	wrong, ok := refused(err)
	if !ok {
		return draft, nil, err
	}
	pl := &plan{today: p.office.Today(), errors: wrong.Fields}
	s := p.changeSheet(c, change, in, pl)
	s.refuse(pl, wrong)
	return draft, s, err
}

func (p *Pages) change(c echo.Context, who models.Caller) error {
	kept, err := p.wanted(c, who)
	if err != nil {
		return err
	}
	return p.showChange(c, who, http.StatusOK, deciding{Proposal: kept})
}

func (p *Pages) wanted(c echo.Context, who models.Caller) (models.Proposal, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return models.Proposal{}, echo.ErrNotFound
	}
	return p.office.Proposal(c.Request().Context(), who, id)
}

func (p *Pages) showChange(c echo.Context, who models.Caller, status int, d deciding) (err error) {
	d.CSRF, d.Own, d.Reads = csrfOf(c), d.ProposedBy == who.Username, office.SeeingEverything.Of(who.Role)
	if d.Run == nil && (d.Simulate || d.State == models.Proposed) {
		if d.Effects, d.Run, err = p.office.Foresee(c.Request().Context(), who, d.Proposal); err != nil {
			return err
		}
	}
	if d.Names, err = p.office.Names(c.Request().Context(), who); err != nil {
		return err
	}
	if isFragment(c) {
		return p.fragment(c, status, "change", "moves", d)
	}
	pg := page{Title: d.Title(), Here: "/changes", Body: d}
	if d.Run != nil && d.Run.Runs() {
		if d.Simulate && c.Request().Method == http.MethodPost { // which cannot be asked for again
			return leave(c, d.RunAt())
		}
		pg.Again = againAfter
	}
	return p.show(c, status, "change", pg)
}

// effects is the page of a change that was only tried, while the open lawsuits are looked
// at and after.
func (p *Pages) effects(c echo.Context, who models.Caller) error {
	id, err := strconv.ParseInt(c.Param("errand"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	d := deciding{Simulate: true}
	if d.Proposal, d.Effects, d.Run, err = p.office.ForeseenBy(c.Request().Context(), who, id); err != nil {
		return err
	}
	if d.ID > 0 {
		return leave(c, "/changes/"+strconv.FormatInt(d.ID, 10))
	}
	return p.showChange(c, who, http.StatusOK, d)
}

// decide confirms or withdraws a change.
func (p *Pages) decide(c echo.Context, who models.Caller) error {
	kept, err := p.wanted(c, who)
	if err != nil {
		return err
	}
	state := map[string]models.ProposalState{"confirm": models.Confirmed, "withdraw": models.Withdrawn}[posted(c, "do")]
	if state == "" {
		return leave(c, "/changes/"+c.Param("id"))
	}
	err = p.office.Decide(c.Request().Context(), who, kept.ID, state)
	var wrong *models.Error
	if errors.As(err, &wrong) {
		return p.showChange(c, who, statusOf(wrong), deciding{Proposal: kept, Problem: wrong})
	}
	if err != nil {
		return err
	}
	return leave(c, "/changes/"+c.Param("id"))
}
