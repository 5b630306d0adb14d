package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
)

// inHand is the page of who has a lawsuit in hand.
type inHand struct {
	office.Hands
	CSRF    string
	Self    string // the reader's user name
	Typed   office.Handover
	Form    string // the one of the page that was posted
	Problem *models.Error
}

func (p *Pages) hands(c echo.Context, who models.Caller) error {
	return p.showHands(c, who, http.StatusOK, inHand{})
}

func (p *Pages) showHands(c echo.Context, who models.Caller, status int, h inHand) (err error) {
	if h.Hands, err = p.office.Hands(c.Request().Context(), who, c.Param("id")); err != nil {
		return err
	}
	h.CSRF, h.Self = csrfOf(c), who.Username
	return p.show(c, status, "hands", page{Title: "承办人：" + h.CaseNumber, Here: "/lawsuits", Body: h})
}

// hand changes who has the lawsuit in hand in the reader's office.
func (p *Pages) hand(c echo.Context, who models.Caller) error {
	typed := office.Handover{From: posted(c, "from"), To: posted(c, "to"), Note: tidy(posted(c, "note"))}
	err := p.office.Hand(c.Request().Context(), who, c.Param("id"), typed)
	if wrong, ok := refused(err); ok {
		return p.showHands(c, who, statusOf(wrong), inHand{Typed: typed, Form: posted(c, "form"), Problem: wrong})
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+c.Param("id")+"/hands")
}
