package office

import (
	"context"
	"errors"
	"time"

	"yingsu/models"
)

// longestLeave bounds a substitution, in days: whoever is away for longer hands
// over for good.
const longestLeave = 366

// Delegate keeps who stands in for whom, and returns it with its number. People
// do so for themselves, and administrators for anybody. The substitute has to be
// of the same unit, so that nobody sees through a leave what their unit has no
// part in.
func (o *Office) Delegate(ctx context.Context, who models.Caller, s models.Substitution) (models.Substitution, error) {
	s.MadeBy, s.MadeAt = who.Username, time.Now().UTC()
	if err := o.delegable(ctx, who, s); err != nil {
		return s, err
	}
	err := o.administered(ctx, who, SignedIn, "substitute", s.Absent+" → "+s.Substitute, func() (err error) {
		s.ID, err = o.store.Substitute(ctx, s)
		return err
	})
	return s, err
}

func (o *Office) delegable(ctx context.Context, who models.Caller, s models.Substitution) error {
	if s.Absent != who.Username {
		if err := OthersLeaves.Refuse(who); err != nil {
			return err
		}
	}
	absent, err := o.account(ctx, "username", s.Absent)
	if err != nil {
		return err
	}
	substitute, err := o.account(ctx, "substitute", s.Substitute)
	if err != nil {
		return err
	}
	today := o.Today()
	switch {
	case !Leaves.Of(absent.Role):
		return models.Wrong("username", absent.Role.Title()+"不办理案件，无须委托代理")
	case absent.Username == substitute.Username:
		return models.Wrong("substitute", "代理人不能是本人，请选择同单位的其他人员")
	case !substitute.CanStandInFor(absent):
		return models.Wrong("substitute", "代理人须为同单位在用账号，请另选")
	case s.From.Before(today):
		return models.Wrong("from", "开始日期不能早于今天（"+today.Chinese()+"）")
	case s.To.Before(s.From):
		return models.Wrong("to", "结束日期不能早于开始日期")
	case s.To.Sub(s.From) > longestLeave:
		return models.Wrong("to", "代理最长一年，长期离岗的请由管理员调整账号")
	}
	return nil
}

func (o *Office) account(ctx context.Context, field, username string) (models.User, error) {
	user, err := o.store.UserByName(ctx, username)
	var unknown *models.Error
	if errors.As(err, &unknown) {
		return user, models.Wrong(field, "没有用户名为“"+username+"”的账号")
	}
	return user, err
}

// EndSubstitution ends one early. Whoever is away may, whoever stands in, and
// administrators.
func (o *Office) EndSubstitution(ctx context.Context, who models.Caller, id int64) error {
	all, err := o.store.Substitutions(ctx, ownOrAll(who))
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.ID == id {
			return o.administered(ctx, who, SignedIn, "end_substitution", s.Absent+" → "+s.Substitute, func() error { return o.store.EndSubstitution(ctx, id) })
		}
	}
	return &models.Error{Code: models.NotFound, Detail: "没有这项代理，请刷新页面，查看现有的代理。"}
}

// Substitutions returns those that the caller has to do with; administrators see
// all.
func (o *Office) Substitutions(ctx context.Context, who models.Caller) ([]models.Substitution, error) {
	return o.store.Substitutions(ctx, ownOrAll(who))
}

func ownOrAll(who models.Caller) string {
	if OthersLeaves.For(who) {
		return ""
	}
	return who.Username
}
