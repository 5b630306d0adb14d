package auth

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/workflows/form"
)

// FirstPath is where the links begin by which the first administrator comes in.
const FirstPath = "/first/"

// FirstUsername is the user name of the first administrator.
const FirstUsername = "admin"

// firstLife is how long such a link can be used.
const firstLife = 24 * time.Hour

// FirstLink returns a link below the address of the pages by which the first
// administrator opens their account, in place of those of earlier starts; nothing where
// there are accounts. Only its hash is kept: whoever reads the ledger cannot use it.
func (g *Gate) FirstLink(ctx context.Context, site string) (string, error) {
	secret := newToken()
	offered, err := g.Store.OfferFirstUser(ctx, hashOf(secret), g.now().Add(firstLife))
	if err != nil || !offered {
		return "", err
	}
	return site + FirstPath + secret, nil
}

// FirstOffered refuses unless the secret of a link opens the first account now. One that
// does not counts as a sign-in that failed.
func (g *Gate) FirstOffered(ctx context.Context, secret, address string) error {
	refusal := g.Store.FirstUserOffered(ctx, hashOf(secret), g.now())
	if refusal == nil {
		return nil
	}
	if tooMany := g.admit(address); tooMany != nil {
		return tooMany
	}
	return refusal
}

// OpenFirst opens the first administrator's account with the name and the password that
// they chose, and signs them in.
func (g *Gate) OpenFirst(ctx context.Context, secret, name, password, address string) (token string, user models.User, err error) {
	if err := g.FirstOffered(ctx, secret, address); err != nil {
		return "", models.User{}, err
	}
	user = models.User{Username: FirstUsername, Name: strings.TrimSpace(name), Role: models.Admin, CreatedAt: g.now()}
	attempt := models.Attempt{Username: user.Username, Role: user.Role, Address: address, Action: "open_first"}
	err = g.audited(ctx, attempt, func() error {
		if n := utf8.RuneCountInString(user.Name); n == 0 || n > 60 || !form.Visible(user.Name) {
			return models.Wrong("name", "请填写姓名，不超过60字")
		}
		if why := weak(user, password); why != "" {
			return models.Wrong("new", why)
		}
		user.PasswordHash = HashPassword(password)
		return g.Store.CreateFirstUser(ctx, user, hashOf(secret), g.now())
	})
	if err != nil {
		return "", models.User{}, err
	}
	return g.SignIn(ctx, Credentials{Username: user.Username, Password: password, Address: address})
}
