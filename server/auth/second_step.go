package auth

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
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

// StepRequired tells whether an account may not go without a second step: those of the
// three who run the system may not (decision 0028).
func (g *Gate) StepRequired(user models.User) bool { return !g.StepOptional && user.Role.RunsSystem() }

// StepMissing tells whether an account can do nothing before its holder has set up the
// second step. It is judged at every request: a role may be given later.
func (g *Gate) StepMissing(user models.User) bool { return g.StepRequired(user) && user.TOTP == "" }

// StepPath is the page on which it is set up.
const StepPath = "/account/security"

// ToStep leads there, and on to another page once it is set up.
func ToStep(next string) string { return StepPath + "?" + url.Values{"next": {next}}.Encode() }

// StepFirst refuses everything else where the second step is missing, to programs as well.
var StepFirst = &models.Error{
	Code:   models.Forbidden,
	Detail: "系统管理员、安全管理员、审计员的账号须启用两步验证，本账号尚未启用，这次请求没有办理。请用浏览器登录本系统，在“登录与安全”页面启用后再试；程序令牌在启用后恢复使用。",
	Link:   StepPath,
}

// SetSecondStep has somebody's sign-ins ask for a code from now on: the password and a
// code of the new secret show that it is they, and that their phone has it. Where another
// phone has been asked for codes before, it is replaced, and has to show a last one. Other
// sign-ins end, as whoever knew the password alone may have made them.
func (g *Gate) SetSecondStep(ctx context.Context, who models.Caller, password, old, secret, code string) error {
	return g.audited(ctx, who.Attempt("set_second_step"), func() error {
		user, err := g.own(ctx, who)
		if err != nil {
			return err
		}
		if _, err := secretIn(secret); err != nil {
			return models.Wrong("secret", "密钥不完整，请刷新页面后重新扫描")
		}
		step, ok := halfMinute(secret, code, g.now()) // before the old phone's code is used up
		if !ok {
			return models.Wrong("code", "动态验证码不正确，请核对手机时间后填写应用中显示的6位数字")
		}
		if err := g.proveBoth(ctx, user, password, old, "old", "原手机的动态验证码不正确或者已经用过，请填写原手机新显示的6位数字"); err != nil {
			return err
		}
		news := post.AccountNews{Username: user.Username, Event: post.CodeSet, At: g.now()}
		return g.Store.Telling(ctx, func(tx *store.Store) error {
			if err := tx.SetTOTP(ctx, user.ID, secret); err != nil {
				return err
			}
			if _, err := tx.UseTOTP(ctx, user.ID, step); err != nil { // whoever saw the code does not sign in with it
				return err
			}
			now, _ := signed(ctx)
			return tx.EndSignInsBut(ctx, user.ID, now.session.TokenHash)
		}, news.Notice())
	})
}

// DropSecondStep has somebody's sign-ins ask for no code any more, where that is left to
// them.
func (g *Gate) DropSecondStep(ctx context.Context, who models.Caller, password, code string) error {
	return g.audited(ctx, who.Attempt("drop_second_step"), func() error {
		user, err := g.own(ctx, who)
		if err != nil {
			return err
		}
		if g.StepRequired(user) {
			return &models.Error{Code: models.Forbidden, Detail: "系统管理员、安全管理员、审计员的账号须启用两步验证，不能停用。换用另一部手机的，请在本页“更换手机”；原手机遗失的，请维护账号的管理员重置密码，登录后重新启用。"}
		}
		if err := g.proveBoth(ctx, user, password, code, "code", "动态验证码不正确或者已经用过，请填写应用中新显示的6位数字"); err != nil {
			return err
		}
		news := post.AccountNews{Username: user.Username, Event: post.CodeRemoved, At: g.now()}
		return g.Store.Telling(ctx, func(tx *store.Store) error { return tx.SetTOTP(ctx, user.ID, "") }, news.Notice())
	})
}

// own returns the account of somebody who does not come with a program's token.
func (g *Gate) own(ctx context.Context, who models.Caller) (models.User, error) {
	if now, ok := signed(ctx); ok && now.session.Name != "" {
		return models.User{}, notByToken()
	}
	return g.Store.UserByID(ctx, who.UserID)
}

// inPerson is own of somebody who has just shown the account's password.
func (g *Gate) inPerson(ctx context.Context, who models.Caller, password string) (models.User, error) {
	user, err := g.own(ctx, who)
	if err != nil {
		return user, err
	}
	return user, blamed(g.provePassword(ctx, user, password), "password", wrongPassword)
}

// proveBoth refuses unless the password is the account's, and the code that of its second
// step where it has one; what is wrong with the code is said of a field. Wrong codes count
// as they do at a sign-in: who has the password does not guess them all.
func (g *Gate) proveBoth(ctx context.Context, user models.User, password, code, field, detail string) error {
	err := g.prove(ctx, user, Credentials{Password: password, Code: code})
	var refusal *models.Error
	if errors.As(err, &refusal) && len(refusal.Fields) > 0 { // only the code has one
		return blamed(err, field, detail)
	}
	return blamed(err, "password", wrongPassword)
}

const wrongPassword = "密码不正确，或者账号已锁定"

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
