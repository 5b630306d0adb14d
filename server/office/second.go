package office

import (
	"context"
	"fmt"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// What two persons decide takes two natural persons. Two accounts are not two
// persons where one has, or a third has both, in hand: see decision 0016.

// alike tells whether two accounts may be one person: models.InHand or
// models.SameHand.
type alike func(changes []models.AccountChange, one, other string) (models.AccountChange, bool)

// another refuses as the second person whoever may be the same as the first, and
// has the auditor told.
func (o *Office) another(ctx context.Context, who models.Caller, first, what string, same alike) error {
	changes, err := o.store.AccountChanges(ctx, time.Now().Add(-models.Probation))
	if err != nil {
		return err
	}
	accounts, err := o.accountsOf(ctx, who)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if account == who.Username && first == who.Username {
			return nil // whoever decides says so in its own words
		}
		if last, one := same(changes, first, account); one {
			return o.refuseSecond(ctx, who, first, what, sameHand(first, account, last))
		}
	}
	return nil
}

// accountsOf returns the accounts by whose authority a caller acts: their own and,
// in the seat of somebody who is away, that person's and that of whoever arranged
// it.
func (o *Office) accountsOf(ctx context.Context, who models.Caller) ([]string, error) {
	accounts := []string{who.Username}
	if who.Seat == "" {
		return accounts, nil
	}
	all, err := o.store.Substitutions(ctx, who.Username)
	for _, s := range all {
		if s.Absent == who.Seat && s.On(o.Today()) {
			accounts = append(accounts, s.Absent, s.MadeBy)
		}
	}
	return accounts, err
}

// sameHand says why two accounts are not two persons.
func sameHand(first, account string, last models.AccountChange) *models.Error {
	if first == account {
		return &models.Error{Code: models.Forbidden, Detail: fmt.Sprintf(
			"须由第二人办理：您正在代理的席位属于提出人%s，或者由其安排，不视为第二人。请恢复本人身份办理，或者由其他人员办理。", first)}
	}
	until := calendar.DateOf(last.At.Add(models.Probation)).AddDays(1)
	return &models.Error{Code: models.Forbidden, Detail: fmt.Sprintf(
		"须由第二人办理：账号%s与提出人%s在%d日内有账号管理上的关系（%s由%s对%s%s），不视为第二人。请由与提出人没有这种关系的人员核对后办理，或者在%s以后再办理。",
		account, first, int(models.Probation.Hours()/24), calendar.DateOf(last.At).Chinese(), last.By, last.Username, last.Deed.Title(), until.Chinese())}
}

// refuseSecond has the auditor told of a second person who is none, once a day.
func (o *Office) refuseSecond(ctx context.Context, who models.Caller, first, what string, refusal *models.Error) error {
	err := o.store.Tell(ctx, "", models.Notice{
		Key: fmt.Sprintf("second/%s/%s/%s/%s", what, first, who.Username, calendar.DateOf(time.Now())),
		To:  []models.Recipient{{Role: models.Auditor}}, Urgency: models.Warning, Title: "第二人未被认可：" + what,
		Body: fmt.Sprintf("%s（%s）要作为第二人办理“%s”，提出人是%s，已被拒绝。%s", who.Name, who.Username, what, first, refusal.Detail),
	})
	if err != nil {
		return fmt.Errorf("%w (the auditor was not told: %w)", refusal, err)
	}
	return refusal
}

// seconded refuses the second person of an act that takes two where they are not
// another in effect. That one administrator has opened both accounts does not
// count here: in a new district one has opened all of them, and does not act.
func (o *Office) seconded(ctx context.Context, who models.Caller, l models.Lawsuit, act *workflows.Act) error {
	if act.Second == nil {
		return nil
	}
	return o.another(ctx, who, act.Second(&l.File), act.Title+"（案件编号"+l.ID+"）", models.InHand)
}
