package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"yingsu/models"
)

// What lasts longer than a request is an errand (decision 0027): it is kept in the ledger,
// done by one of the servers, in the name of whoever has given it, and shown as far as it
// is. A server that stops, or is killed, leaves it to the others, or to itself when it
// comes back; what was done already it comes upon again.

// How errands are done.
const (
	errandsAtOnce = 2                // by one server
	errandsLook   = 3 * time.Second  // how often a server looks for one that another has left
	errandsBeat   = time.Second      // how often it is kept how far one is
	errandsSilent = 20 * time.Second // after which a server that said nothing is taken to be gone
	errandsRetry  = 5 * time.Second  // how long one waits that cannot go on now
	errandsWait   = 2 * time.Second  // how long whoever gives one is kept waiting for its end
)

// errandOf does errands of a kind. It returns whether what is left may be done again.
type errandOf func(o *Office, ctx context.Context, e models.Errand, p *progress) (again bool, err error)

var errandsOf = map[models.ErrandKind]errandOf{
	models.TakingStock: (*Office).takeStock,
	models.Foreseeing:  (*Office).foresee,
}

// progress is how far an errand is, told by whoever does it to whoever asks meanwhile.
type progress struct {
	lock sync.Mutex
	look func() (done, total int, report any)
	note string
}

// follow says how it is found out how far the errand is.
func (p *progress) follow(look func() (done, total int, report any)) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.look = look
}

// wait says why it does not go on now; nothing, that it does.
func (p *progress) wait(note string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.note = note
}

// into puts it into an errand.
func (p *progress) into(e *models.Errand) (err error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if e.Note = p.note; p.look == nil {
		return nil
	}
	var report any
	e.Done, e.Total, report = p.look()
	e.Report, err = json.Marshal(report)
	return err
}

// DoErrands does errands until the context ends, and closes what it returns when the last
// has been put down.
func (o *Office) DoErrands(ctx context.Context) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var under sync.WaitGroup
		defer under.Wait()
		look := time.NewTicker(errandsLook)
		defer look.Stop()
		server, slots := uuid.NewString(), make(chan struct{}, errandsAtOnce)
		for ctx.Err() == nil {
			for o.takeErrand(ctx, server, slots, &under) {
			}
			select {
			case <-ctx.Done():
			case <-look.C:
			case <-o.given:
			}
		}
	}()
	return ended
}

// takeErrand takes an errand up, where there is one and somebody is free for it.
func (o *Office) takeErrand(ctx context.Context, server string, slots chan struct{}, under *sync.WaitGroup) bool {
	select {
	case slots <- struct{}{}:
	default:
		return false
	}
	now := time.Now()
	e, found, err := o.store.TakeErrand(ctx, slices.Collect(maps.Keys(errandsOf)), server, now, now.Add(-errandsSilent))
	if err != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "errands cannot be taken up now", "error", err)
	}
	if !found {
		<-slots
		return false
	}
	under.Go(func() {
		o.doErrand(ctx, server, e)
		<-slots
		o.wake()
	})
	return true
}

// wake has errands looked for.
func (o *Office) wake() {
	select {
	case o.given <- struct{}{}:
	default: // that is going to happen anyway
	}
}

// doErrand does an errand, as long as no other server has it, and ends it, or puts it down
// where this server stops.
func (o *Office) doErrand(ctx context.Context, server string, e models.Errand) {
	p := &progress{}
	mine, stop := context.WithCancel(ctx)
	var beating sync.WaitGroup
	beating.Go(func() { o.keepErrand(mine, stop, server, e, p) })
	again, err := o.work(mine, e, p)
	lost := mine.Err() != nil
	stop()
	beating.Wait()
	last := context.WithoutCancel(ctx)
	if lost {
		if err := o.store.LeaveErrand(last, e.ID, server); err != nil {
			slog.WarnContext(ctx, "an errand was not put down, and will be taken up a little later", "errand", e.ID, "error", err)
		}
		return
	}
	if err := o.endErrand(last, server, e, p, again, err); err != nil {
		slog.ErrorContext(ctx, "an errand was not ended, and will be done again", "errand", e.ID, "error", err)
	}
}

// work does an errand. A panic is a fault of this errand, and of nothing else that the
// server does.
func (o *Office) work(ctx context.Context, e models.Errand, p *progress) (again bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			again, err = true, fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return errandsOf[e.Kind](o, ctx, e, p)
}

// keepErrand keeps how far an errand is, and stops it when another server has it.
func (o *Office) keepErrand(ctx context.Context, stop func(), server string, e models.Errand, p *progress) {
	beat := time.NewTicker(errandsBeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		err := p.into(&e)
		has := true
		if err == nil {
			has, err = o.store.AdvanceErrand(ctx, e, server, time.Now())
		}
		if err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "it was not kept how far an errand is", "errand", e.ID, "error", err)
		} else if err == nil && !has {
			stop()
		}
	}
}

// endErrand keeps what has come of an errand, and tells whoever has given it if it took
// long.
func (o *Office) endErrand(ctx context.Context, server string, e models.Errand, p *progress, again bool, fault error) error {
	p.wait("")
	if err := p.into(&e); err != nil {
		return err
	}
	e.State, e.EndedAt = models.ErrandEnded, time.Now()
	var refusal *models.Error
	switch {
	case errors.As(fault, &refusal):
		e.State, e.Note = models.ErrandStopped, refusal.Detail
	case fault != nil:
		slog.ErrorContext(ctx, "an errand failed", "errand", e.ID, "kind", e.Kind, "error", fault)
		e.State, e.Note = models.ErrandStopped, "系统故障，原因已记入运行日志。已经办理的都有效；请稍后继续，仍不成的请联系系统管理员。"
	}
	var told []models.Told
	if e.EndedAt.Sub(e.BegunAt) > models.ErrandTold {
		told = append(told, models.Told{Notice: models.Notice{
			Key: fmt.Sprintf("errand/%d", e.ID), To: []models.Recipient{}, Persons: []string{e.By.Username}, Urgency: models.Information,
			Title: e.Title + e.State.Title(), Body: fmt.Sprintf("%d项中办完%d项。%s%s", e.Total, e.Done, e.Note, whereErrand[e.Kind]),
		}})
	}
	return o.store.EndErrand(ctx, e, server, again, told...)
}

// whereErrand says where what came of an errand is read.
var whereErrand = map[models.ErrandKind]string{
	models.TakingStock: "结果见案件台账的“批量接收在办案件”页面。",
	models.Foreseeing:  "结果见日历管理中该项变更的页面。",
}

// giveErrand keeps an errand for a server to do, and waits a moment for its end. Where one
// that is alike runs already, it returns that one.
func (o *Office) giveErrand(ctx context.Context, who models.Caller, kind models.ErrandKind, key, title string, input any) (models.Errand, error) {
	text, err := json.Marshal(input)
	if err != nil {
		return models.Errand{}, err
	}
	e, _, err := o.store.BeginErrand(ctx, models.Errand{Kind: kind, Key: key, Title: title, By: who, Input: text, BegunAt: time.Now()})
	if err != nil {
		return e, err
	}
	o.wake()
	look := time.NewTicker(errandsWait / 20)
	defer look.Stop()
	for range 20 {
		select {
		case <-ctx.Done():
			return e, nil
		case <-look.C:
		}
		if e, err = o.store.Errand(ctx, kind, e.ID); err != nil || !e.Runs() {
			return e, err
		}
	}
	return e, nil
}

// still returns whoever has given an errand as they are now, or why it is not done in
// their name any more.
func (o *Office) still(ctx context.Context, who models.Caller, c *Capability) error {
	user, err := o.store.UserByID(ctx, who.UserID)
	if err != nil {
		return err
	}
	seated := who.Seat == ""
	if !seated {
		all, err := o.store.Substitutions(ctx, who.Username)
		if err != nil {
			return err
		}
		for _, s := range all {
			seated = seated || s.Absent == who.Seat && s.On(o.Today())
		}
	}
	if user.Disabled || !seated || who.Seat == "" && user.Role != who.Role {
		return &models.Error{Code: models.Forbidden, Detail: "交办人" + who.Name + "的账号、身份或者代理已经变更，没有继续。已经办理的都有效；需要继续的，请由有权的人员重新办理。"}
	}
	return c.Refuse(who)
}
