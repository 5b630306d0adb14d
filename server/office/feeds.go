package office

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
)

// Agenda is what a calendar shows that is fetched by a secret address.
type Agenda struct {
	Title    string
	Sittings []models.Sitting
	Duties   []models.Duty
}

// How far an agenda looks back, ahead, and how many pages of duties it has at most.
const (
	agendaBack  = 31
	agendaAhead = 366
	agendaPages = 2
)

// Feeds returns which calendars are fetched, the caller's own and their unit's, and the
// name of that unit, which is empty where there is none: their own unit, in whoever's
// seat they are.
func (o *Office) Feeds(ctx context.Context, who models.Caller) (made []models.Feed, unit string, err error) {
	if err := Reading.Refuse(who); err != nil {
		return nil, "", err
	}
	own, err := o.Own(ctx, who)
	if err != nil {
		return nil, "", err
	}
	made, err = o.store.Feeds(ctx, who.UserID, unitOf(own))
	return made, unitOf(own), err
}

// unitOf is the unit whose calendar somebody may have fetched beside their own.
func unitOf(u models.User) string {
	if u.Role.OfUnit() || u.Role.OfBureau() {
		return u.Unit
	}
	return ""
}

// MakeFeed has the caller's calendar, or their unit's, be fetched by a new secret, which
// it returns and which is shown nowhere again. The one before it is revoked.
func (o *Office) MakeFeed(ctx context.Context, who models.Caller, ofUnit bool) (secret string, err error) {
	err = o.changeFeed(ctx, who, "make_feed", ofUnit, func(unit string) error {
		random := make([]byte, 32)
		_, _ = rand.Read(random) // never fails
		secret = base64.RawURLEncoding.EncodeToString(random)
		own, err := o.Own(ctx, who)
		if err != nil {
			return err
		}
		news := post.AccountNews{Username: own.Username, Event: post.CalendarMade, Detail: cmp.Or(unit, "本人") + "日历", At: time.Now()}
		return o.store.Telling(ctx, func(tx *store.Store) error {
			return tx.MakeFeed(ctx, who.UserID, unit, hashOfSecret(secret), news.At)
		}, news.Notice())
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// RevokeFeed has the caller's calendar, or their unit's, be fetched no more.
func (o *Office) RevokeFeed(ctx context.Context, who models.Caller, ofUnit bool) error {
	return o.changeFeed(ctx, who, "revoke_feed", ofUnit, func(unit string) error { return o.store.RevokeFeed(ctx, who.UserID, unit) })
}

func (o *Office) changeFeed(ctx context.Context, who models.Caller, action string, ofUnit bool, do func(unit string) error) error {
	whose := "own"
	if ofUnit {
		whose = "unit"
	}
	return o.administered(ctx, who, Reading, action, whose, func() error {
		if !ofUnit {
			return do("")
		}
		own, err := o.Own(ctx, who)
		if err != nil {
			return err
		}
		unit := unitOf(own)
		if unit == "" {
			return &models.Error{Code: models.Forbidden, Detail: "单位日历由办理案件的单位和区司法局人员生成，您可以生成本人的日历。"}
		}
		return do(unit)
	})
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// Agenda returns what the calendar shows that is fetched by a secret, to whoever has
// it: hearings, and the periods that their office owes; of a unit's, all that run in its
// lawsuits. It shows what whoever made the address may see now. It is NotFound where the
// secret is none.
func (o *Office) Agenda(ctx context.Context, secret string) (Agenda, error) {
	if !secretForm.MatchString(secret) {
		return Agenda{}, errNoFeed
	}
	feed, user, err := o.store.FeedBySecret(ctx, hashOfSecret(secret))
	if err != nil {
		return Agenda{}, err
	}
	if !Reading.Of(user.Role) { // any more
		return Agenda{}, errNoFeed
	}
	return o.agenda(ctx, user.Actor(), feed.Unit)
}

var errNoFeed = &models.Error{Code: models.NotFound, Detail: "没有这个日历地址，可能已经停用。请在“账号”页面重新生成。"}

func (o *Office) agenda(ctx context.Context, viewer models.Actor, unit string) (a Agenda, err error) {
	today := o.Today()
	a.Title = "应诉 " + cmp.Or(unit, viewer.Name)
	if a.Sittings, err = o.store.Sittings(ctx, viewer, today.AddDays(-agendaBack), today.AddDays(agendaAhead)); err != nil {
		return a, err
	}
	whose := models.Mine
	if unit != "" {
		whose = ""
	}
	f := models.DutyFilter{Today: today, Whose: whose, Limit: models.MaxPage}
	for range agendaPages {
		page, err := o.store.Duties(ctx, viewer, f)
		if err != nil {
			return a, err
		}
		a.Duties = append(a.Duties, page.Duties...)
		if f.Cursor = page.Next; f.Cursor == "" {
			break
		}
	}
	return a, nil
}

func hashOfSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
