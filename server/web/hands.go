package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// inHand is the page of who has a lawsuit in hand.
type inHand struct {
	office.Hands
	CSRF    string
	Key     string // the same for every repetition of the same wish
	Self    string // the reader's user name
	Typed   office.Handover
	Said    string // as typed
	Asked   string
	Of, By  string
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
	if h.Form == "" && len(h.Asks) > 0 {
		h.Of = h.Asks[0] // the unit that leads is asked most often
	}
	h.CSRF, h.Key, h.Self = csrfOf(c), keyOf(c), who.Username
	return p.show(c, status, "hands", page{Title: "承办人、督办和留言：" + h.CaseNumber, Here: "/lawsuits", Body: h})
}

// hand changes who has the lawsuit in hand in the reader's office.
func (p *Pages) hand(c echo.Context, who models.Caller) error {
	typed := office.Handover{From: posted(c, "from"), To: posted(c, "to"), Note: tidy(posted(c, "note"))}
	err := p.office.Hand(c.Request().Context(), who, c.Param("id"), typed)
	return p.answerHands(c, who, err, inHand{Typed: typed, Form: posted(c, "form")})
}

// answerHands leads back to the page, or shows it again with what was wrong.
func (p *Pages) answerHands(c echo.Context, who models.Caller, err error, typed inHand) error {
	if wrong, ok := refused(err); ok {
		typed.Problem = wrong
		return p.showHands(c, who, statusOf(wrong), typed)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+c.Param("id")+"/hands")
}

// remark says something in the lawsuit.
func (p *Pages) remark(c echo.Context, who models.Caller) error {
	said := tidy(posted(c, "text"))
	err := p.office.Remark(c.Request().Context(), who, c.Param("id"), keyOf(c), said)
	return p.answerHands(c, who, err, inHand{Said: said, Form: "say"})
}

// withdrawRemark takes back what the reader has said.
func (p *Pages) withdrawRemark(c echo.Context, who models.Caller) error {
	return p.answerHands(c, who, p.office.WithdrawRemark(c.Request().Context(), who, c.Param("id"), number(c, "remark")), inHand{})
}

// demand asks something of an office.
func (p *Pages) demand(c echo.Context, who models.Caller) error {
	typed := inHand{Form: "ask", Asked: tidy(posted(c, "asked")), Of: posted(c, "office"), By: tidy(posted(c, "answer_by"))}
	day, err := calendar.ParseDate(typed.By)
	if err != nil {
		err = models.Wrong("answer_by", "请填写答复日期，例如2026-12-01")
	} else {
		err = p.office.Demand(c.Request().Context(), who, c.Param("id"), keyOf(c), office.DemandWish{Office: typed.Of, Asked: typed.Asked, AnswerBy: day})
	}
	return p.answerHands(c, who, err, typed)
}

// settleDemand signs for a demand, answers it or takes it back.
func (p *Pages) settleDemand(c echo.Context, who models.Caller) error {
	ctx, id, demand := c.Request().Context(), c.Param("id"), number(c, "demand")
	switch posted(c, "do") {
	case "receive":
		return p.answerHands(c, who, p.office.ReceiveDemand(ctx, who, id, demand), inHand{})
	case "withdraw":
		return p.answerHands(c, who, p.office.WithdrawDemand(ctx, who, id, demand), inHand{})
	}
	err := p.office.AnswerDemand(ctx, who, id, demand, tidy(posted(c, "answer")))
	return p.answerHands(c, who, err, inHand{Form: "answer-" + c.Param("demand")})
}

// number reads a number of the path; what is none stands for nothing.
func number(c echo.Context, name string) int64 {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// demands lists what waits for an answer.
func (p *Pages) demands(c echo.Context, who models.Caller) error {
	found, err := p.office.OpenDemands(c.Request().Context(), who)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "demands", page{Title: "督办", Here: "/", Body: found})
}
