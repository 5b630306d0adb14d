// Package post carries messages out of the program: it takes from the outbox what
// waits there for a channel, hands it over, and settles it. What fails is tried
// again, less and less often, and in the end given up with the cause. Any number
// may run beside each other; what one of them dies over is taken by another, and
// arrives under the same key. Nothing in a lawsuit waits for any of it.
//
// A channel is one file here and one entry in [Channels]. What its messages say stands
// in words.go, and which hosts they may reach in outbound.go.
package post

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"yingsu/models"
	"yingsu/models/mask"
	"yingsu/models/post"
	"yingsu/models/store"
)

// Channels lists the ways out.
var Channels = []Channel{drop, email, sms, wecom, dingtalk}

// Channel is one way out of the program.
type Channel struct {
	Name string // as the ledger keeps it: never changed
	// Open returns what hands a parcel over, made of the program's environment; nil where
	// the channel is switched off.
	Open func(environment func(string) string) (Send, error)
}

// Send hands one parcel over and returns once it has arrived. The same parcel may be
// sent again: where the channel can, it makes that harmless by the key.
type Send func(ctx context.Context, p Parcel) error

// Parcel is what one person is handed at once by one channel: a single message, or all
// that goes with a digest.
type Parcel struct {
	Key        string // the delivery's, or one that is made of those of the digest
	Deliveries []models.Delivery
}

// To is who is to have it, and how.
func (p Parcel) To() models.Way { return p.Deliveries[0].Way }

// How often it looks, how many it takes at once and for how long, and how often a
// delivery is tried: half a minute apart at first, an hour apart in the end, for
// something more than a day.
const (
	Every    = 2 * time.Second
	Batch    = 50
	Lease    = 2 * time.Minute
	MaxTries = 32
	soonest  = 30 * time.Second
	latest   = time.Hour
	patience = 20 * time.Second // with one parcel: a channel that hangs is left then
)

// Room is where messages wait to be carried out.
type Room struct {
	Store *store.Store
	sends map[string]Send
	names []string
}

// Open returns a room with those of the channels that are switched on, and has
// the ledger write to them from now on.
func Open(ledger *store.Store, channels []Channel, environment func(string) string) (*Room, error) {
	r := &Room{Store: ledger, sends: map[string]Send{}}
	for _, c := range channels {
		send, err := c.Open(environment)
		if err != nil {
			return nil, fmt.Errorf("post: channel %s: %w", c.Name, err)
		}
		if send != nil {
			r.sends[c.Name] = send
			r.names = append(r.names, c.Name)
		}
	}
	ledger.PostBy(r.names...)
	return r, nil
}

// Run carries out until the context ends, by each channel on its own: one that hangs
// holds up no other. Without a channel it has nothing to do.
func (r *Room) Run(ctx context.Context) {
	if err := r.Store.SayChannels(ctx, r.names); err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, "post: the servers are not told which channels there are", "error", err)
	}
	var channels sync.WaitGroup
	for _, channel := range r.names {
		channels.Go(func() { r.carry(ctx, channel) })
	}
	channels.Wait()
}

func (r *Room) carry(ctx context.Context, channel string) {
	look := time.NewTicker(Every)
	defer look.Stop()
	for {
		taken, err := r.Round(ctx, channel, time.Now())
		if err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "post: the outbox could not be worked off", "channel", channel, "error", err)
		}
		if taken >= Batch && err == nil && ctx.Err() == nil {
			continue // there is more
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// Round takes what may be tried now by a channel, and returns how many it took.
func (r *Room) Round(ctx context.Context, channel string, now time.Time) (taken int, err error) {
	batch, err := r.Store.TakeDeliveries(ctx, []string{channel}, now, Lease, Batch)
	if err != nil {
		return 0, err
	}
	due, err := r.keepForLater(ctx, batch, now)
	if err != nil {
		return len(batch), err
	}
	// A quarter of the lease is for beginning to send: what was sent is settled well before
	// anybody could take it again, and the rest is given back.
	parcels, enough := parcelsOf(due), time.Now().Add(Lease/4)
	var arrived []int64
	for n, p := range parcels {
		if ctx.Err() != nil || time.Now().After(enough) {
			err = r.Store.GiveBack(context.WithoutCancel(ctx), within(parcels[n:]), now)
			break
		}
		if failed := r.hand(ctx, channel, p); failed == nil {
			arrived = append(arrived, ids(p)...)
		} else if err = r.putOff(context.WithoutCancel(ctx), channel, p, failed, now); err != nil {
			// The rest does not wait for the lease of the one that could not be put off.
			err = errors.Join(err, r.Store.GiveBack(context.WithoutCancel(ctx), within(parcels[n+1:]), now))
			break
		}
	}
	return len(batch), errors.Join(err, r.Store.Delivered(context.WithoutCancel(ctx), arrived))
}

// keepForLater gives back what its reader does not want now, be it that the program was
// away while they did, or that they chose otherwise since, and returns the rest.
func (r *Room) keepForLater(ctx context.Context, batch []models.Delivery, now time.Time) (due []models.Delivery, err error) {
	later := map[time.Time][]models.Delivery{}
	for _, d := range batch {
		if at := post.When(d.Way, d.Message.Notice, d.Message.At, now); at.After(now) {
			later[at] = append(later[at], d)
		} else {
			due = append(due, d)
		}
	}
	for at, kept := range later {
		if err := r.Store.GiveBack(ctx, kept, at); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// parcelsOf puts together what goes with one person's digest.
func parcelsOf(batch []models.Delivery) (parcels []Parcel) {
	digests := map[string]int{} // by user name: where in parcels
	for _, d := range batch {
		at, begun := digests[d.To.Username]
		switch {
		case d.Digest && begun:
			parcels[at].Deliveries = append(parcels[at].Deliveries, d)
			continue
		case d.Digest:
			digests[d.To.Username] = len(parcels)
		}
		parcels = append(parcels, Parcel{Key: d.Key, Deliveries: []models.Delivery{d}})
	}
	for n, p := range parcels {
		for i := range p.Deliveries {
			cover(&p.Deliveries[i].Message)
		}
		if len(p.Deliveries) > 1 {
			parcels[n].Key = keyOf(p.Deliveries)
		}
	}
	return parcels
}

// cover covers the numbers of persons in a message: all of them pass here on their way out,
// whatever the channel. In the inbox the page covers them.
func cover(m *models.Message) {
	m.Title, m.Body = mask.Text(m.Title), mask.Text(m.Body)
}

// keyOf is the key of a digest: the same as long as the same goes with it, and another
// one as soon as something else does, so that nobody takes it for the one before.
func keyOf(deliveries []models.Delivery) string {
	sum := sha256.New()
	for _, d := range deliveries {
		sum.Write([]byte(d.Key))
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

func within(parcels []Parcel) (all []models.Delivery) {
	for _, p := range parcels {
		all = append(all, p.Deliveries...)
	}
	return all
}

func ids(p Parcel) (all []int64) {
	for _, d := range p.Deliveries {
		all = append(all, d.ID)
	}
	return all
}

// hand sends one parcel, with patience.
func (r *Room) hand(ctx context.Context, channel string, p Parcel) error {
	if slices.Contains(models.Personal, channel) && !p.To().On {
		return &failure{says: "收件人已停用这一渠道，没有发送", hopeless: true} // while it was being written
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return r.sends[channel](ctx, p)
}

// failure says why a parcel did not arrive, in words for whoever runs the system, who
// may look up what the other side said.
type failure struct {
	says     string
	hopeless bool // trying again would end alike
}

func (f *failure) Error() string { return f.says }

// longestCause bounds what is kept of what the other side said, in characters.
const longestCause = 300

// putOff keeps a parcel that failed for a later try, or gives it up.
func (r *Room) putOff(ctx context.Context, channel string, p Parcel, failed error, now time.Time) error {
	tries := slices.MaxFunc(p.Deliveries, func(a, b models.Delivery) int { return a.Tries - b.Tries }).Tries
	again, level := now.Add(wait(tries)), slog.LevelWarn
	var why *failure
	if tries >= MaxTries || errors.As(failed, &why) && why.hopeless {
		again, level = time.Time{}, slog.LevelError
	}
	slog.Log(ctx, level, "post: a delivery failed", "key", p.Key, "channel", channel, "tries", tries, "given up", again.IsZero(), "error", failed)
	cause := []rune(strings.Join(strings.Fields(failed.Error()), " "))
	return r.Store.Failed(ctx, p.Deliveries, string(cause[:min(len(cause), longestCause)]), again)
}

// wait is how long to wait after so many tries.
func wait(tries int) time.Duration {
	wait := soonest
	for range tries - 1 {
		if wait *= 2; wait >= latest {
			return latest
		}
	}
	return wait
}
