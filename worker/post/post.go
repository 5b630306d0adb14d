// Package post carries messages out of the program: it takes from the outbox what
// waits there for a channel, hands it over, and settles it. What fails is tried
// again, less and less often, and in the end given up with the cause. Any number
// may run beside each other; what one of them dies over is taken by another, and
// arrives under the same key.
//
// A channel is one file here and one entry in [Channels].
package post

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"yingsu/models"
	"yingsu/models/store"
)

// Channels lists the ways out.
var Channels = []Channel{drop}

// Channel is one way out of the program.
type Channel struct {
	Name string // as the ledger keeps it: never changed
	// Open returns what hands a message over, made of the program's environment; nil
	// where the channel is switched off.
	Open func(environment func(string) string) (Send, error)
}

// Send hands one message over and returns once it has arrived. The same delivery
// may be sent again: where the channel can, it makes that harmless by the key.
type Send func(ctx context.Context, d models.Delivery) error

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

// Run carries out until the context ends. Without a channel it has nothing to do.
func (r *Room) Run(ctx context.Context) {
	if len(r.names) == 0 {
		return
	}
	look := time.NewTicker(Every)
	defer look.Stop()
	for {
		taken, err := r.Round(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "post: the outbox could not be worked off", "error", err)
		}
		if taken == Batch && err == nil && ctx.Err() == nil {
			continue // there is more
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// Round takes what may be tried now, at most Batch, and returns how many it took.
func (r *Room) Round(ctx context.Context, now time.Time) (taken int, err error) {
	batch, err := r.Store.TakeDeliveries(ctx, r.names, now, Lease, Batch)
	if err != nil {
		return 0, err
	}
	// Half the lease is for sending: the rest goes to whoever comes next, and what was
	// sent is settled well before anybody could take it again.
	sending, stop := context.WithTimeout(ctx, Lease/2)
	defer stop()
	var arrived []int64
	for _, d := range batch {
		if sending.Err() != nil {
			break
		}
		if failed := r.sends[d.Channel](sending, d); failed != nil {
			if sending.Err() == nil {
				err = r.putOff(ctx, d, failed, now)
			}
		} else {
			arrived = append(arrived, d.ID)
		}
		if err != nil {
			break
		}
	}
	if settleErr := r.Store.Delivered(context.WithoutCancel(ctx), arrived); settleErr != nil {
		err = settleErr
	}
	return len(batch), err
}

// putOff keeps a delivery that failed for a later try, or gives it up.
func (r *Room) putOff(ctx context.Context, d models.Delivery, failed error, now time.Time) error {
	again := now.Add(wait(d.Tries))
	level := slog.LevelWarn
	if d.Tries >= MaxTries {
		again, level = time.Time{}, slog.LevelError
	}
	slog.Log(ctx, level, "post: a delivery failed", "key", d.Key, "channel", d.Channel, "tries", d.Tries, "given up", again.IsZero(), "error", failed)
	return r.Store.Failed(ctx, d, failed.Error(), again)
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
