package auth

import (
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// SetCookie gives a browser its session. The cookie ends with the browser, and
// the session by its own limits.
//
// It is Lax: a link in a mail or in Temporal's console, which stand on another
// site, opens the lawsuit without another sign-in. Such a link can only read;
// whatever changes something is guarded besides, by a token in forms and by
// SameOrigin in the interface for programs.
func (g *Gate) SetCookie(c echo.Context, token string) { c.SetCookie(g.cookie(token)) }

// ClearCookie takes the session away from a browser, and what the pages kept.
func (g *Gate) ClearCookie(c echo.Context) {
	gone := g.cookie("")
	gone.MaxAge = -1
	c.SetCookie(gone)
	c.Response().Header().Set("Clear-Site-Data", `"storage"`)
}

func (g *Gate) cookie(token string) *http.Cookie {
	return &http.Cookie{Name: g.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode}
}

// cookieName makes browsers hold the cookie to its promises: the prefix is
// refused unless it is Secure, and sent to no other host.
func (g *Gate) cookieName() string {
	if g.Secure {
		return "__Host-yingsu"
	}
	return "yingsu"
}

// Token returns the token that came with a request, or nothing. A Bearer token
// goes before the cookie, even if it is good for nothing.
func (g *Gate) Token(c echo.Context) string {
	if token, ok := bearer(c.Request()); ok {
		return token
	}
	if cookie, err := c.Cookie(g.cookieName()); err == nil {
		return cookie.Value
	}
	return ""
}

func bearer(r *http.Request) (token string, ok bool) {
	scheme, token, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
	return token, strings.EqualFold(scheme, "Bearer")
}

// SameOrigin keeps other sites from acting through somebody's browser by way of
// the interface for programs: it refuses what browsers say comes from elsewhere,
// and what an HTML form could send. A Bearer token is not sent by a browser on
// its own account, so such requests pass.
func (g *Gate) SameOrigin() echo.MiddlewareFunc {
	browsers := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if _, ok := bearer(r); ok || safe(r.Method) {
				return next(c)
			}
			if browsers.Check(r) != nil {
				return &models.Error{Code: models.Forbidden, Detail: "该请求来自其他网站，为防止冒用您的身份已被拒绝。请在本系统内操作。"}
			}
			if _, err := c.Cookie(g.cookieName()); err == nil && r.Method != http.MethodDelete && !isJSON(r) {
				return &models.Error{Code: models.Forbidden, Detail: "凭登录会话（Cookie）提交的请求须以 application/json 发送。请改用该类型，或者改用 Bearer 令牌。"}
			}
			return next(c)
		}
	}
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	return err == nil && kind == echo.MIMEApplicationJSON
}
