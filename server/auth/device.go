package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
)

// deviceLife is for how long a browser is known by a sign-in.
const deviceLife = 90 * 24 * time.Hour

// SetDevice has a browser remembered as one that somebody has signed in with: strangers
// who have the account locked by guessing do not lock them out there. It opens nothing
// by itself.
func (g *Gate) SetDevice(c echo.Context, user models.User) error {
	mark, err := g.device(c.Request().Context(), user, g.now())
	if err != nil {
		return err
	}
	cookie := g.cookie("device", mark)
	cookie.MaxAge = int(deviceLife.Seconds())
	cookie.SameSite = http.SameSiteStrictMode
	c.SetCookie(cookie)
	return nil
}

// Device returns by what a browser is known, or nothing.
func (g *Gate) Device(c echo.Context) string {
	if cookie, err := c.Cookie(g.cookieName("device")); err == nil {
		return cookie.Value
	}
	return ""
}

// knows tells whether somebody has signed in to the account with the browser before. It
// is asked of locked accounts, and says so a few times only: a browser that was stolen
// does not guess for ever.
func (g *Gate) knows(ctx context.Context, user models.User, mark string) bool {
	if known, err := g.marked(ctx, user, mark); !known || err != nil {
		return false
	}
	few, err := g.devices.Allow(mark)
	return err == nil && few
}

// marked tells whether a browser bears the mark of an earlier sign-in to the account.
func (g *Gate) marked(ctx context.Context, user models.User, mark string) (bool, error) {
	bytes, err := base64.RawURLEncoding.DecodeString(mark)
	if err != nil || len(bytes) != 8+sha256.Size || user.ID == 0 {
		return false, nil
	}
	since := time.Unix(int64(binary.BigEndian.Uint64(bytes)), 0)
	if age := g.now().Sub(since); age < -time.Minute || age > deviceLife {
		return false, nil
	}
	right, err := g.device(ctx, user, since)
	return err == nil && hmac.Equal([]byte(right), []byte(mark)), err
}

// device makes the mark of a browser: the second in which somebody signed in, and a code
// over that, the account and its password's hash: a new password forgets all browsers.
func (g *Gate) device(ctx context.Context, user models.User, since time.Time) (string, error) {
	key, err := g.Store.Secret(ctx, "device")
	if err != nil {
		return "", err
	}
	mark := binary.BigEndian.AppendUint64(nil, uint64(since.Unix()))
	code := hmac.New(sha256.New, key)
	code.Write(mark)
	code.Write(binary.BigEndian.AppendUint64(nil, uint64(user.ID)))
	code.Write([]byte(user.PasswordHash))
	return base64.RawURLEncoding.EncodeToString(code.Sum(mark)), nil
}
