package web

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/problem"
)

// orElse answers browsers that ask for an address which nobody serves, and
// leaves everything else to the handler for programs.
func (p *Pages) orElse(programs echo.HTTPErrorHandler) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		r := c.Request()
		if c.Response().Committed || strings.HasPrefix(r.URL.Path, "/api/") || !strings.Contains(r.Header.Get(echo.HeaderAccept), echo.MIMETextHTML) {
			programs(err, c)
			return
		}
		setHeaders(c)
		answer := p.gate.Identify()(func(c echo.Context) error { return p.refuse(c, err) })
		if answer(c) != nil {
			programs(err, c)
		}
	}
}

// answerErrors makes a page of whatever went wrong behind it.
func (p *Pages) answerErrors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		if err == nil || c.Response().Committed {
			return err
		}
		return p.refuse(c, err)
	}
}

// refusal is the page of an error: what happened, why, and a way on.
type refusal struct {
	models.Error
	Title   string
	SignIn  bool   // it can be sent again after signing in
	Request string // by which the log tells more, where the fault is ours
}

func (p *Pages) refuse(c echo.Context, err error) error {
	of := problem.Of(err)
	body := refusal{Error: told(err), Title: titleOf(of), SignIn: of.Code == models.SignIn && !isFragment(c)}
	if of.Status >= http.StatusInternalServerError {
		body.Request = c.Response().Header().Get(echo.HeaderXRequestID)
		slog.ErrorContext(c.Request().Context(), "a page could not be shown", "request_id", body.Request, "path", problem.Place(c), "status", of.Status, "error", err)
	}
	if seconds := of.RetryAfter(); seconds > 0 {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(seconds))
	}
	if isFragment(c) {
		return p.fragment(c, of.Status, "error", "refusal", body)
	}
	return p.show(c, of.Status, "error", page{Title: body.Title, Body: body})
}

// told is what people are told of an error. What the server says by a status
// alone is put into words for those who came with a browser.
func told(err error) models.Error {
	of := problem.Of(err)
	var refusal *models.Error
	if words, ok := protocol[of.Code]; ok && !errors.As(err, &refusal) {
		return models.Error{Code: of.Code, Detail: words}
	}
	return models.Error{Code: of.Code, Detail: of.Detail, Article: of.Article, Stage: of.Stage, Link: of.Link, Fields: of.Errors}
}

var protocol = map[models.Code]string{
	models.NotFound:          "没有找到这个页面，或者您无权查看。请核对地址，或者从工作台进入。",
	models.Forbidden:         staleForm.Detail,
	problem.MethodNotAllowed: "这个地址只用于提交表单，不能直接打开。请从工作台或者案件页面进入。",
	problem.BadRequest:       "请求无法识别，请从工作台重新进入。",
	models.Internal:          "系统内部错误，已记录在案，没有保存任何内容。请稍后重试；仍不成功的，请联系系统管理员。",
}

// titleOf names a problem for those who came with a browser.
func titleOf(of problem.Problem) string {
	switch of.Code {
	case models.KeyReused:
		return "已经提交过"
	case problem.MethodNotAllowed:
		return "这个地址不能直接打开"
	case models.Conflict:
		return "已经登记"
	}
	return of.Title
}

// statusOf returns the status of a refusal.
func statusOf(wrong *models.Error) int { return problem.Of(wrong).Status }
