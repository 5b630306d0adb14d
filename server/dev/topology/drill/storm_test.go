package drill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yingsu/server/dev/topology/fleet"
)

// Clients write without pause, a quarter of it three times at once, while workers,
// servers, Temporal and PostgreSQL are killed at random: whatever was acknowledged
// is there, once, and nothing else; nothing differs and nothing stands still.
func TestKillStorm(t *testing.T) {
	civil := clock(8)
	f := begin(t, fleet.Options{Civil: civil})
	d := settle(t, f, civil)
	kills, deeds := size(12, 250), size(300, 20000)

	ctx, calm := context.WithCancel(t.Context())
	var killed atomic.Int64
	var storm, clients sync.WaitGroup
	began := time.Now()
	storm.Go(func() { d.storms(ctx, &killed) })
	var cases atomic.Int64
	for range 8 {
		clients.Go(func() {
			for killed.Load() < int64(kills) || d.acknowledged() < deeds {
				d.walks(int(cases.Add(1)), 20)
			}
		})
	}
	clients.Wait()
	took := time.Since(began)
	calm()
	storm.Wait()
	must(t, fleet.Together(t.Context(), (*fleet.Part).Start, f.Parts()...))
	d.compare()
	stalls := d.stalls()
	t.Logf("%d lawsuits, %d deeds, %d kills in %s; from sending to acknowledged p50 %s, p99 %s, longest %s",
		cases.Load(), len(stalls), killed.Load(), took.Round(time.Second), percentile(stalls, 50), percentile(stalls, 99), percentile(stalls, 100))
	if longest := percentile(stalls, 100); longest > 60*time.Second {
		t.Errorf("somebody waited for %s", longest)
	}
}

// walks takes a lawsuit through its acts, and some more materials.
func (d *district) walks(n, acts int) {
	l := d.registers(n, 14)
	steps := l.mainJob()
	for n := 1; len(steps) < acts; n++ {
		steps = slices.Insert(steps, 8, step{"unit-clerk", "add_material", input{"kind": 2, "title": fmt.Sprint("补充证据", n), "source": "本机关制作", "proves": "现场状况", "content": "补充"}})
	}
	for _, s := range steps {
		l.does(s)
	}
}

// storms kills a part now and then, and starts it again after a moment.
func (d *district) storms(ctx context.Context, killed *atomic.Int64) {
	var back sync.WaitGroup
	defer back.Wait()
	parts := d.fleet.Parts()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(1500*time.Millisecond + rand.N(3500*time.Millisecond)):
		}
		p := parts[rand.IntN(len(parts))]
		if err := p.Kill(); err != nil {
			d.t.Error(err)
		}
		killed.Add(1)
		back.Go(func() {
			time.Sleep(rand.N(1500 * time.Millisecond))
			if err := p.Launch(); err != nil {
				d.t.Error(err)
			}
		})
	}
}

func (d *district) acknowledged() int {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return len(d.told)
}

// stalls are how long people waited, from the shortest on.
func (d *district) stalls() []time.Duration {
	var all []time.Duration
	for _, x := range d.told {
		all = append(all, x.took)
	}
	slices.Sort(all)
	return all
}
