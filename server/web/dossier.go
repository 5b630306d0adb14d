package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/documents"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// documents is the page of the papers that can be drawn in a lawsuit.
func (p *Pages) documents(c echo.Context, who models.Caller) error {
	work, err := p.office.Documents(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "documents", page{Title: "本案文书 " + work.CaseNumber, Here: "/lawsuits", Body: work})
}

// document shows one of them as it is printed, or hands it out for office programs.
func (p *Pages) document(c echo.Context, who models.Caller) error {
	kind, file := strings.CutSuffix(c.Param("kind"), ".docx")
	d, err := p.office.Document(c.Request().Context(), who, c.Param("id"), kind, tidy(c.QueryParam("of")))
	if err != nil {
		return err
	}
	if d.Court() && d.Holds() { // as they were typed: that it was drawn is on record
		c.Set(coversKey, &covers{Clear: true})
	}
	if !file {
		return p.show(c, http.StatusOK, "document", page{Title: d.Title + " " + d.CaseNumber, Here: "/lawsuits", Body: d, Paper: true})
	}
	content, err := d.Docx()
	if err != nil {
		return err
	}
	return doors.Hand(c, d.Name+".docx", documents.DocxType, content)
}

// moved leads from where a document was before all of them had one place.
func moved(kind string) door {
	return func(c echo.Context, _ models.Caller) error {
		return c.Redirect(http.StatusMovedPermanently, "/lawsuits/"+url.PathEscape(c.Param("id"))+"/documents/"+kind)
	}
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
	packet, err := p.office.Dossier(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	return doors.Stream(c, packet.Name, "application/zip", packet.Write)
}
