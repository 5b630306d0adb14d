package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

// formLife is how long a form can be sent after it was drawn.
const formLife = 24 * time.Hour

// FormToken returns what a form drawn for this request carries, so that nobody
// else can have it sent. It is bound to the account and the seat that somebody is
// in, and not to the session: a form that was filled in when the session ended can
// be sent after another sign-in by the same person. Before a sign-in it is bound
// to the browser, by a cookie.
func (g *Gate) FormToken(c echo.Context) (string, error) {
	return g.formToken(c.Request().Context(), g.holder(c), g.now())
}

// Genuine tells whether a token was made for whoever sends it, and not too long
// ago.
func (g *Gate) Genuine(c echo.Context, token string) (bool, error) {
	drawn, ok := drawnAt(token)
	if age := g.now().Sub(drawn); !ok || age < -time.Minute || age > formLife { // the clocks of two servers may differ a little
		return false, nil
	}
	right, err := g.formToken(c.Request().Context(), g.holder(c), drawn)
	return hmac.Equal([]byte(right), []byte(token)), err
}

// A token is the second in which the form was drawn, and a code over that and the
// holder.
func (g *Gate) formToken(ctx context.Context, holder string, drawn time.Time) (string, error) {
	key, err := g.Store.Secret(ctx, "form")
	if err != nil {
		return "", err
	}
	token := binary.BigEndian.AppendUint64(nil, uint64(drawn.Unix()))
	code := hmac.New(sha256.New, key)
	code.Write(token)
	code.Write([]byte(holder))
	return base64.RawURLEncoding.EncodeToString(code.Sum(token)), nil
}

func drawnAt(token string) (time.Time, bool) {
	bytes, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(bytes) != 8+sha256.Size {
		return time.Time{}, false
	}
	return time.Unix(int64(binary.BigEndian.Uint64(bytes)), 0), true
}

// holder names whom a form is for: an account in a seat, or a browser that nobody
// has signed in with.
func (g *Gate) holder(c echo.Context) string {
	if now, ok := signed(c.Request().Context()); ok {
		return "account " + strconv.FormatInt(now.user.ID, 10) + " " + now.session.Seat
	}
	return "browser " + g.browser(c)
}

// browser returns the mark of a browser that nobody has signed in with. One that
// has none yet is given one.
func (g *Gate) browser(c echo.Context) string {
	if cookie, err := c.Cookie(g.cookieName("browser")); err == nil && cookie.Value != "" {
		return cookie.Value
	}
	if given, ok := c.Get("browser").(string); ok {
		return given
	}
	mark := newToken()
	c.Set("browser", mark)
	c.SetCookie(g.cookie("browser", mark))
	return mark
}
