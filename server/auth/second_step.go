package auth

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp" // RFC 6238, with the skew of clocks and the address that phones read
	"github.com/pquerna/otp/totp"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
)

// NewSecondStep returns a key for the second step of somebody's sign-ins. It counts from
// when they have shown a code of it: see SetSecondStep. A secret that was drawn before
// stays.
func (g *Gate) NewSecondStep(who models.Caller, drawn string) (*otp.Key, error) {
	o := totp.GenerateOpts{Issuer: "应诉", AccountName: who.Username, SecretSize: secretSize}
	if before, err := secretIn(drawn); err == nil {
		o.Secret = before
	}
	return totp.Generate(o)
}

// secretSize is that of a secret in bytes (RFC 4226, 4).
const secretSize = 20

func secretIn(text string) ([]byte, error) {
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	if err == nil && len(secret) != secretSize {
		err = errSecret
	}
	return secret, err
}

var errSecret = errors.New("not a secret of ours")

// SetSecondStep has somebody's sign-ins ask for a code from now on: the password and a
// code of the new secret show that it is they, and that their phone has it.
func (g *Gate) SetSecondStep(ctx context.Context, who models.Caller, password, secret, code string) error {
	return g.audited(ctx, who.Attempt("set_second_step"), func() error {
		user, err := g.inPerson(ctx, who, password)
		if err != nil {
			return err
		}
		if user.TOTP != "" {
			return &models.Error{Code: models.Conflict, Detail: "您的账号已启用两步验证。更换手机的，请先停用，再重新启用。"}
		}
		if _, err := secretIn(secret); err != nil {
			return models.Wrong("secret", "密钥不完整，请刷新页面后重新扫描")
		}
		step, ok := halfMinute(secret, code, g.now())
		if !ok {
			return models.Wrong("code", "动态验证码不正确，请核对手机时间后填写应用中显示的6位数字")
		}
		return g.Store.Telling(ctx, func(tx *store.Store) error {
			if err := tx.SetTOTP(ctx, user.ID, secret); err != nil {
				return err
			}
			_, err := tx.UseTOTP(ctx, user.ID, step) // whoever saw the code does not sign in with it
			return err
		})
	})
}

// DropSecondStep has somebody's sign-ins ask for no code any more.
func (g *Gate) DropSecondStep(ctx context.Context, who models.Caller, password, code string) error {
	return g.audited(ctx, who.Attempt("drop_second_step"), func() error {
		user, err := g.inPerson(ctx, who, password)
		if err != nil {
			return err
		}
		if err := g.proveCode(ctx, user, code); err != nil {
			return blamed(err, "code", "动态验证码不正确或者已经用过，请填写应用中新显示的6位数字")
		}
		news := post.AccountNews{Username: user.Username, Event: post.CodeRemoved, At: g.now()}
		return g.Store.Telling(ctx, func(tx *store.Store) error { return tx.SetTOTP(ctx, user.ID, "") }, news.Notice())
	})
}

// inPerson returns the account of somebody who has just shown its password, and does not
// come with a program's token.
func (g *Gate) inPerson(ctx context.Context, who models.Caller, password string) (models.User, error) {
	if now, ok := signed(ctx); ok && now.session.Name != "" {
		return models.User{}, notByToken()
	}
	user, err := g.Store.UserByID(ctx, who.UserID)
	if err != nil {
		return user, err
	}
	return user, blamed(g.provePassword(ctx, user, password), "password", "密码不正确，或者账号已锁定")
}

func notByToken() error {
	return &models.Error{Code: models.Forbidden, Detail: "程序令牌不能办理账号的安全事项，请登录网页办理。"}
}

// proveCode refuses unless the code is one of the last minute, and was not used before.
// Accounts without a second step need none.
func (g *Gate) proveCode(ctx context.Context, user models.User, code string) error {
	if user.TOTP == "" {
		return nil
	}
	if strings.TrimSpace(code) == "" {
		return g.refuseCode("no one-time code", "该账号启用了两步验证，请同时填写手机应用中显示的动态验证码。")
	}
	step, ok := halfMinute(user.TOTP, code, g.now())
	if ok {
		fresh, err := g.Store.UseTOTP(ctx, user.ID, step)
		if err != nil || fresh {
			return err
		}
	}
	return g.refuseCode("wrong one-time code", "动态验证码不正确或者已经用过，请填写手机应用中新显示的6位数字；手机遗失的，请联系管理员重置。")
}

// refuseCode refuses the second step; why is for the audit log. Whoever reads it has
// given the right password.
func (g *Gate) refuseCode(why, detail string) error {
	return fmt.Errorf("%s: %w", why, &models.Error{Code: models.SignIn, Detail: detail, Fields: []models.FieldError{{Field: "code", Detail: detail}}})
}

// stepSeconds is how long a code holds (RFC 6238, 5.2).
const stepSeconds = 30

// halfMinute tells of which half minute a code is, of the present one or one beside it:
// the clocks of phones differ.
func halfMinute(secret, code string, now time.Time) (int64, bool) {
	code = strings.TrimSpace(code)
	for _, step := range []int64{0, -1, 1} {
		when := now.Add(time.Duration(step) * stepSeconds * time.Second)
		ok, err := totp.ValidateCustom(code, secret, when, totp.ValidateOpts{Period: stepSeconds, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && ok {
			return when.Unix() / stepSeconds, true
		}
	}
	return 0, false
}
