package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/intake"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// acting is the page of one act: its form, below the head of the lawsuit.
type acting struct {
	View  office.View
	Sheet *sheet
	Paper *receiving // from which the form can be filled in; nil where it cannot

	Entered office.EnteredLate  // what the reader is to compare with the papers
	Asked   []measures.Petition // of the court, and not answered yet: this paper may answer it
}

func (p *Pages) actPage(c echo.Context, who models.Caller) error {
	v, offer, err := p.openOffer(c, who)
	if err != nil {
		return err
	}
	return p.showAct(c, who, http.StatusOK, v, offer, usualIn(offer), &plan{}, nil, nil, &receiving{Open: true})
}

// openOffer returns an act that is open as its reader meets it, or why it is not open.
func (p *Pages) openOffer(c echo.Context, who models.Caller) (office.View, office.Offer, error) {
	ctx := c.Request().Context()
	v, act, err := p.openAct(c, who)
	if err != nil {
		return v, office.Offer{}, err
	}
	if !slices.Contains(v.Acts, act) {
		if _, err := p.office.Preview(ctx, who, v.ID, act.Name, filled{}.json()); err != nil {
			return v, office.Offer{}, err
		}
	}
	offers, err := p.office.Offers(ctx, who, v, act)
	if err != nil {
		return v, office.Offer{}, err
	}
	return v, offers[0], nil
}

// backToAct leads from an address at which an act is only posted to its form.
func (p *Pages) backToAct(c echo.Context, who models.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+v.ID+"/acts/"+act.Name)
}

// openAct finds the lawsuit and the act that an address names.
func (p *Pages) openAct(c echo.Context, who models.Caller) (office.View, *workflows.Act, error) {
	v, err := p.office.View(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return v, nil, err
	}
	act := workflows.ActNamed(c.Param("act"))
	if act == nil {
		return v, nil, echo.ErrNotFound
	}
	return v, act, nil
}

func (p *Pages) act(c echo.Context, who models.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	in, key := readForm(act.Fields, c.Request().PostForm), keyOf(c)
	if wrong := unconfirmed(c, lateInActs(v, act, in)); wrong != nil {
		if _, err := p.office.Preview(c.Request().Context(), who, v.ID, act.Name, in.json()); err == nil {
			return p.answerAct(c, who, v, act, in, wrong, nil)
		}
	}
	_, err = p.office.Act(c.Request().Context(), who, v.ID, act.Name, workflows.Request{Key: key, Input: in.json(), Seen: seenIn(c)})
	if wrong, ok := refused(err); ok {
		return p.answerAct(c, who, v, act, in, wrong, nil)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+v.ID+"?done="+key)
}

// preview shows which clocks an act would set off, move or meet.
func (p *Pages) preview(c echo.Context, who models.Caller) error {
	v, act, err := p.openAct(c, who)
	if err != nil {
		return err
	}
	in := readForm(act.Fields, c.Request().PostForm)
	outcome, err := p.office.Preview(c.Request().Context(), who, v.ID, act.Name, in.json())
	wrong, ok := refused(err)
	if err != nil && !ok {
		return err
	}
	f := &foreseen{Problem: wrong}
	if wrong == nil {
		f = foresee(v, outcome)
		f.mind(lateInActs(v, act, in))
	}
	return p.answerForesight(c, f, func(int) error { return p.answerAct(c, who, v, act, in, wrong, f) })
}

// lateInActs is lateIn for an act; while a running lawsuit is taken over, everything lies
// past, and whoever has said today that the lawsuit is put on file late has said so.
func lateInActs(v office.View, act *workflows.Act, in filled) *longPast {
	if e := v.File.Unchecked(); v.File.TakeOver() != nil || e != nil && e.On == v.Today {
		return nil
	}
	return lateIn(act.Fields, in, v.Today)
}

// answerAct hands a form back as it was sent, with what is wrong or what will come.
func (p *Pages) answerAct(c echo.Context, who models.Caller, v office.View, act *workflows.Act, in filled, wrong *models.Error, f *foreseen) error {
	offers, err := p.office.Offers(c.Request().Context(), who, v, act)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = statusOf(wrong)
	}
	return p.showAct(c, who, status, v, offers[0], in, &plan{marks: marksIn(c.Request().PostForm), late: lateInActs(v, act, in) != nil}, wrong, f, nil)
}

func foresee(v office.View, o workflows.Outcome) *foreseen {
	before := v.Plain()
	return &foreseen{Stage: measures.StageOf(&o.File), Kind: o.File.Kind, Doubts: o.Doubts, Changes: changesOf(before, o.Moved)}
}

func (p *Pages) showAct(c echo.Context, who models.Caller, status int, v office.View, offer office.Offer, in filled, pl *plan, wrong *models.Error, f *foreseen, paper *receiving) error {
	pl.today = v.Today
	if wrong != nil {
		pl.errors = wrong.Fields
	}
	s := sheetOf(c, v, offer, in, pl)
	s.Foreseen, s.Open = f, true
	if wrong != nil {
		s.refuse(pl, wrong)
	}
	a := acting{View: v, Sheet: s, Paper: paperOffer(c, s.Action+"/read", "文书", offer.Fields, paper)}
	switch offer.Act {
	case workflows.Checking:
		var err error
		if a.Entered, err = p.office.EnteredIn(c.Request().Context(), who, v); err != nil {
			return err
		}
	case workflows.Judging:
		for _, n := range v.File.OpenPetitions() {
			a.Asked = append(a.Asked, v.File.Petitions[n-1])
		}
	}
	return p.show(c, status, "act", page{Title: s.mark() + offer.Title + " " + v.CaseNumber, Here: "/lawsuits", Body: a})
}

// sheetOf draws the form of an act in a lawsuit.
func sheetOf(c echo.Context, v office.View, offer office.Offer, in filled, pl *plan) *sheet {
	s := handOut(c, &offer.Form, offer.Fields, in, pl)
	s.Action = "/lawsuits/" + v.ID + "/acts/" + offer.Name
	s.Foresee = s.Action + "/preview"
	s.Mind, s.Seen = offer.Mind, v.UpdatedAt.UnixMicro()
	if intake.Fills(offer.Fields) {
		s.FromPaper = s.Action
	}
	for _, paper := range offer.Papers {
		s.Papers = append(s.Papers, paperLink{paper.Title, "/lawsuits/" + v.ID + "/documents/" + paper.Name})
	}
	return s
}

// usualIn is what is most likely meant, as the form takes it.
func usualIn(offer office.Offer) filled { return refilled(offer.Fields, offer.Usual) }
