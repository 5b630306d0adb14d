package auth

import (
	"context"
	"errors"
	"fmt"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
)

// ChangePassword gives somebody the password of their choice, and ends all
// their sessions but the one that they ask from.
func (g *Gate) ChangePassword(ctx context.Context, who models.Caller, old, chosen string) error {
	return g.audited(ctx, who.Attempt("change_password"), func() error {
		user, err := g.Store.UserByID(ctx, who.UserID)
		if err != nil {
			return err
		}
		if err := g.provePassword(ctx, user, old); err != nil {
			return blamed(err, "old", "原密码不正确，或者账号已锁定。连续输错5次，账号锁定30分钟")
		}
		if why := weak(user, chosen); why != "" {
			return models.Wrong("new", why)
		}
		if Verify(user.PasswordHash, chosen) {
			return models.Wrong("new", "新密码与原密码相同，请换一个")
		}
		news := post.AccountNews{Username: user.Username, Event: post.PasswordChanged, At: g.now()}
		return g.Store.Telling(ctx, func(tx *store.Store) error {
			if err := tx.SetPassword(ctx, user.ID, HashPassword(chosen), false); err != nil {
				return err
			}
			return EndOthers(ctx, tx, user.ID)
		}, news.Notice())
	})
}

// EndOthers ends all sessions of an account but the one that is asked from.
func EndOthers(ctx context.Context, ledger *store.Store, userID int64) error {
	if err := ledger.DeleteSessionsOf(ctx, userID); err != nil {
		return err
	}
	if now, ok := signed(ctx); ok && now.user.ID == userID {
		return ledger.CreateSession(ctx, now.session)
	}
	return nil
}

// blamed says of a refusal that a field is to blame; a fault stays one.
func blamed(err error, field, detail string) error {
	var refusal *models.Error
	if !errors.As(err, &refusal) {
		return err
	}
	return fmt.Errorf("%w (%s)", models.Wrong(field, detail), err.Error())
}
