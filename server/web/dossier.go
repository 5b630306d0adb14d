package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// bundle is the page of a lawsuit's catalogue of evidence (第十三条), or of its
// volume (第三十条): paper in these offices, so it is made to be printed.
type bundle struct {
	models.Lawsuit
	Exhibits   []measures.Exhibit
	Items      []measures.VolumeItem
	Defects    []measures.Defect // what the text wants and the file does not show
	Head       string            // last hash of the journal
	Lines      int               // of the journal
	Today      calendar.Date
	Respondent string
}

func (p *Pages) evidence(c echo.Context, who models.Caller) error {
	l, err := p.office.Lawsuit(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	b := bundle{Lawsuit: l, Exhibits: l.File.Catalogue(), Defects: measures.Defects(&l.File), Today: p.office.Today()}
	return p.show(c, http.StatusOK, "evidence", page{Title: "证据目录 " + l.CaseNumber, Here: "/lawsuits", Body: b, Paper: true})
}

func (p *Pages) volume(c echo.Context, who models.Caller) error {
	ctx := c.Request().Context()
	l, err := p.office.Lawsuit(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	journal, err := p.office.Journal(ctx, who, l.ID)
	if err != nil {
		return err
	}
	b := bundle{Lawsuit: l, Items: measures.Volume(&l.File), Today: p.office.Today(), Lines: len(journal), Head: journal[len(journal)-1].Hash}
	if !l.Closed {
		b.Defects = measures.Incomplete(&l.File)
	}
	return p.show(c, http.StatusOK, "volume", page{Title: "卷内目录 " + l.CaseNumber, Here: "/lawsuits", Body: b, Paper: true})
}

// backThen is the page of a lawsuit as it stood on a past day.
type backThen struct {
	office.Past
	Day     string // as it was asked for
	Today   calendar.Date
	Problem *models.Error
}

func (p *Pages) past(c echo.Context, who models.Caller) error {
	b := backThen{Day: tidy(c.QueryParam("on")), Today: p.office.Today()}
	day, err := calendar.ParseDate(b.Day)
	if b.Day == "" {
		day, err = b.Today, nil
	}
	if err != nil { // no day at all: the lawsuit is looked for all the same
		err = &models.Error{Code: models.Invalid, Detail: err.Error()}
	} else {
		b.Past, err = p.office.Past(c.Request().Context(), who, c.Param("id"), day)
	}
	status := http.StatusOK
	if wrong, ok := refused(err); ok {
		b.Problem, status = wrong, statusOf(wrong)
		b.Lawsuit, err = p.office.Lawsuit(c.Request().Context(), who, c.Param("id"))
	}
	if err != nil {
		return err
	}
	return p.show(c, status, "past", page{Title: "历史状态 " + b.CaseNumber, Here: "/lawsuits", Body: &b})
}

// dossier hands out the electronic package.
func (p *Pages) dossier(c echo.Context, who models.Caller) error {
	name, content, err := p.office.Dossier(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	return doors.Hand(c, name, "application/zip", content)
}
