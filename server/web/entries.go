package web

import (
	"errors"
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
)

const entriesPath = "/lawsuits/entries"

// checkingEntries is the page on which what was entered late is checked, in several
// lawsuits at once.
type checkingEntries struct {
	CSRF, Key string
	office.Entries
	Report  *office.EntriesReport // of what was just done
	Problem *models.Error
	After   string // address of the next page
}

func (p *Pages) entriesPage(c echo.Context, who models.Caller) error {
	return p.showEntries(c, who, http.StatusOK, checkingEntries{})
}

func (p *Pages) showEntries(c echo.Context, who models.Caller, status int, e checkingEntries) error {
	var err error
	if e.Entries, err = p.office.Entries(c.Request().Context(), who, c.QueryParam("cursor")); err != nil {
		return err
	}
	if e.CSRF, e.Key = csrfOf(c), uuid.NewString(); e.Next != "" {
		e.After = address(entriesPath, c.QueryParams(), e.Next)
	}
	title := office.Checking.Title
	if e.Problem != nil {
		title = "错误：" + title
	}
	return p.show(c, status, "entries", page{Title: title, Here: "/lawsuits", Body: e})
}

// checkEntries checks what was chosen, and says of each what came of it.
func (p *Pages) checkEntries(c echo.Context, who models.Caller) error {
	report, err := p.office.CheckEntries(c.Request().Context(), who, keyOf(c), c.Request().PostForm["lawsuit"], p.office.Today())
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong):
		return p.showEntries(c, who, statusOf(wrong), checkingEntries{Problem: wrong})
	case err != nil:
		return err
	}
	return p.showEntries(c, who, http.StatusOK, checkingEntries{Report: &report})
}
