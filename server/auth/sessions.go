package auth

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
	"yingsu/workflows/form"
)

// Sessions returns where somebody is signed in, and which of them they ask from.
func (g *Gate) Sessions(ctx context.Context, who models.Caller) (all []models.Session, current string, err error) {
	now, _ := signed(ctx)
	all, err = g.Store.SessionsOf(ctx, who.UserID, g.now())
	all = slices.DeleteFunc(all, func(s models.Session) bool {
		return s.Name == "" && g.now().Sub(s.SeenAt) >= g.limits().Idle
	})
	return all, now.session.TokenHash, err
}

// EndSession signs somebody out elsewhere, or takes a token back from a program.
func (g *Gate) EndSession(ctx context.Context, who models.Caller, tokenHash string) error {
	return g.audited(ctx, who.Attempt("end_session"), func() error { return g.Store.EndSession(ctx, who.UserID, tokenHash) })
}

// LongestToken is for how many days a program's token can be made.
const LongestToken = 366

// NewToken makes a token for a program of somebody's: by what it is for, for so many
// days, and only for reading unless it may act as they may. It is returned once and kept
// nowhere.
func (g *Gate) NewToken(ctx context.Context, who models.Caller, name string, days int, readOnly bool) (token string, err error) {
	attempt := who.Attempt("new_token")
	attempt.Detail = clip(name)
	err = g.audited(ctx, attempt, func() error {
		name = strings.TrimSpace(name)
		switch now, _ := signed(ctx); {
		case now.session.Name != "":
			return notByToken()
		case name == "" || utf8.RuneCountInString(name) > 60 || !form.Visible(name):
			return models.Wrong("name", "请填写令牌的用途，不超过60字，例如“统计平台取数”")
		case days < 1 || days > LongestToken:
			return models.Wrong("days", "有效期须为1至366日")
		}
		made, err := g.Store.SessionsOf(ctx, who.UserID, g.now())
		if err != nil {
			return err
		}
		if len(made) >= models.ManySessions {
			return &models.Error{Code: models.Conflict, Detail: "您的登录和令牌过多，请先收回不用的令牌。"}
		}
		token = newToken()
		session := models.Session{
			TokenHash: hashOf(token), UserID: who.UserID, CreatedAt: g.now(), ExpiresAt: g.now().Add(time.Duration(days) * 24 * time.Hour),
			Address: who.Address, Name: name, ReadOnly: readOnly,
		}
		news := post.AccountNews{Username: who.Username, Event: post.TokenMade, Detail: name, At: g.now()}
		return g.Store.Telling(ctx, func(tx *store.Store) error { return tx.CreateSession(ctx, session) }, news.Notice())
	})
	if err != nil {
		return "", err
	}
	return token, nil
}
