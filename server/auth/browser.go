package auth

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// SetCookie gives a browser its session. The cookie ends with the browser, and
// the session by its own limits.
//
// It is Lax: a link in a mail or in Temporal's console, which stand on another
// site, opens the lawsuit without another sign-in. Such a link can only read;
// whatever changes something is guarded besides, by SameOrigin, and by a token in
// forms.
func (g *Gate) SetCookie(c echo.Context, token string) { c.SetCookie(g.cookie("", token)) }

// ClearCookie takes the session away from a browser, and what the pages kept.
func (g *Gate) ClearCookie(c echo.Context) {
	gone := g.cookie("", "")
	gone.MaxAge = -1
	c.SetCookie(gone)
	c.Response().Header().Set("Clear-Site-Data", `"storage"`)
}

func (g *Gate) cookie(part, value string) *http.Cookie {
	return &http.Cookie{Name: g.cookieName(part), Value: value, Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode}
}

// cookieName makes browsers hold the cookie to its promises: the prefix is
// refused unless it is Secure, and neither sent to nor taken from another host.
func (g *Gate) cookieName(part string) string {
	name := "yingsu"
	if part != "" {
		name += "-" + part
	}
	if g.Secure {
		return "__Host-" + name
	}
	return name
}

// Token returns the token that came with a request, or nothing. A Bearer token
// goes before the cookie, even if it is good for nothing.
func (g *Gate) Token(c echo.Context) string {
	if token, ok := bearer(c.Request()); ok {
		return token
	}
	if cookie, err := c.Cookie(g.cookieName("")); err == nil {
		return cookie.Value
	}
	return ""
}

func bearer(r *http.Request) (token string, ok bool) {
	scheme, token, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
	return token, strings.EqualFold(scheme, "Bearer")
}

// SameOrigin keeps other sites from acting through somebody's browser: it refuses
// what the browser says comes from elsewhere, and elsewhere is another port of this
// host too, and its siblings. A Bearer token is not sent by a browser on its own
// account, so such requests pass.
func (g *Gate) SameOrigin() echo.MiddlewareFunc {
	browsers := http.NewCrossOriginProtection()
	if site, err := url.Parse(g.Site); err == nil && site.Host != "" { // a proxy may have given the request another Host
		_ = browsers.AddTrustedOrigin(site.Scheme + "://" + site.Host) // which has the form of one
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if _, ok := bearer(c.Request()); !ok && browsers.Check(c.Request()) != nil {
				return &models.Error{Code: models.Forbidden, Detail: "该请求来自其他网站，为防止冒用您的身份已被拒绝，内容没有保存。请在本系统内操作。"}
			}
			return next(c)
		}
	}
}

// NoForms keeps out of the interface for programs what an HTML form could send
// with somebody's cookie.
func (g *Gate) NoForms(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		_, token := bearer(r)
		_, err := c.Cookie(g.cookieName(""))
		if !token && err == nil && !safe(r.Method) && r.Method != http.MethodDelete && !Holds(r, echo.MIMEApplicationJSON) {
			return &models.Error{Code: models.Forbidden, Detail: "凭登录会话（Cookie）提交的请求须以 application/json 发送。请改用该类型，或者改用 Bearer 令牌。"}
		}
		return next(c)
	}
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// Holds tells whether a request says that it holds this kind of text, in UTF-8:
// what is said to be written otherwise would be read as something else.
func Holds(r *http.Request, kind string) bool {
	said, with, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	charset := strings.ToLower(cmp.Or(with["charset"], "utf-8"))
	return err == nil && said == kind && (charset == "utf-8" || charset == "utf8")
}

// KeepFlow gives a browser what it keeps of a way to the provider and back, or takes it away
// where there is nothing to keep.
func (g *Gate) KeepFlow(c echo.Context, kept string) {
	cookie := g.cookie("flow", kept)
	cookie.MaxAge = int(flowLife.Seconds())
	if kept == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// Flow returns what a browser has kept of it, or nothing.
func (g *Gate) Flow(c echo.Context) string {
	if cookie, err := c.Cookie(g.cookieName("flow")); err == nil {
		return cookie.Value
	}
	return ""
}
