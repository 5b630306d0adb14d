package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
)

// contentPolicy lets a page load nothing but what this server serves, and send
// nothing anywhere else. connect-src is what htmx needs.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// withHeaders says what a page may load. Nothing is kept in caches, but for static
// files, which say so themselves.
func withHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		setHeaders(c)
		return next(c)
	}
}

func setHeaders(c echo.Context) {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("Cache-Control", "no-store")
}

// readBody reads a posted form before anything looks into it.
func readBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !auth.Holds(r, echo.MIMEApplicationForm) {
			return &models.Error{Code: problem.UnsupportedType, Detail: "提交的内容不是表单，或者不是UTF-8编码，没有保存。请在页面上填写后提交。"}
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, doors.MaxBody)
		var tooLarge *http.MaxBytesError
		switch err := r.ParseForm(); {
		case errors.As(err, &tooLarge):
			return &models.Error{Code: models.TooLarge, Detail: "提交的内容超过1 MB，没有保存。请精简文字后重新提交。"}
		case err != nil:
			return &models.Error{Code: problem.BadRequest, Detail: "提交的内容无法读取，没有保存。请返回上一页重新提交。"}
		}
		return next(c)
	}
}

// posted returns what was posted under a name; what stands in the address does not
// count.
func posted(c echo.Context, name string) string { return c.Request().PostForm.Get(name) }

// staleForm answers a form that this browser was not given, or long ago.
var staleForm = &models.Error{
	Code: models.Forbidden, Detail: "页面打开的时间过长，或者请求并非来自本系统的页面，内容没有保存。请返回上一页刷新后重新提交。",
}

// door is a handler that knows who asks; nobody is the zero Caller.
type door func(c echo.Context, who models.Caller) error

// admit lets in those whom a page is for. What they post comes from a form that was
// drawn for them.
func (p *Pages) admit(r route) echo.HandlerFunc {
	return func(c echo.Context) error {
		who, user, ok := auth.Who(c)
		if !ok && r.may != office.Everybody {
			return p.askToSignIn(c)
		}
		return p.genuine(func(c echo.Context) error {
			if user.MustChange && !r.early {
				return leave(c, "/account")
			}
			if p.gate.StepMissing(user) && !r.beforeStep() {
				return stepFirst(c)
			}
			if err := p.office.Admit(c.Request().Context(), who, r.may, r.method+" "+r.path); err != nil {
				return err
			}
			return r.do(c, who)
		})(c)
	}
}

// stepFirst leads an administrator who has no second step yet to where it is set up, and
// then on to where they wanted to go. Who has just posted something is told instead: a
// redirect would lose it.
func stepFirst(c echo.Context) error {
	r := c.Request()
	if r.Method == http.MethodPost || isFragment(c) {
		return auth.StepFirst
	}
	return leave(c, auth.ToStep(r.URL.RequestURI()))
}

// genuine refuses what is posted unless it comes from a form that was drawn for
// whoever posts it.
func (p *Pages) genuine(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method != http.MethodPost {
			return next(c)
		}
		switch ok, err := p.gate.Genuine(c, posted(c, csrfField)); {
		case err != nil:
			return err
		case !ok:
			return staleForm
		}
		return next(c)
	}
}

// withToken has at hand what the forms of a page carry.
func (p *Pages) withToken(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		token, err := p.gate.FormToken(c)
		if err != nil {
			return err
		}
		c.Set(csrfField, token)
		return next(c)
	}
}

// askToSignIn leads a reader to the sign-in and back. Who has just posted
// something is told instead how to send it again: a redirect would lose it.
func (p *Pages) askToSignIn(c echo.Context) error {
	r := c.Request()
	if isFragment(c) {
		return &models.Error{Code: models.SignIn, Detail: "登录已过期。请在另一个窗口登录，再点一次；填写的内容都在。", Link: "/sign-in"}
	}
	if r.Method == http.MethodPost {
		return &models.Error{Code: models.SignIn, Detail: "登录已过期，刚才的内容没有提交。"}
	}
	if r.URL.Path == "/" {
		return leave(c, "/sign-in")
	}
	return leave(c, "/sign-in?"+url.Values{"next": {r.URL.RequestURI()}}.Encode())
}

// leave sends the browser on to another page, also where htmx asked.
func leave(c echo.Context, to string) error {
	if isFragment(c) {
		c.Response().Header().Set("HX-Redirect", to)
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// local returns an address if it leads to a page of this server, and the first
// page otherwise.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil ||
		!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// isFragment tells whether htmx asks for a part of a page.
func isFragment(c echo.Context) bool { return c.Request().Header.Get("HX-Request") == "true" }
