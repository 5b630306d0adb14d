// Package sidebyside measures two things turn by turn in one run, so that whatever
// else the machine is doing slows down both, and knows the bare workflow beside which
// lawsuits are measured.
package sidebyside

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// Measured is how long each of several took, and all together.
type Measured struct {
	Took []time.Duration
	All  time.Duration
}

// Turns lets callers do one thing and another, some seconds each, in that many turns.
// Each is told which caller it is, and a number that grows. What is left of the other
// thing is waited for in between.
func Turns(callers, turns int, one, other func(caller, n int), rest func()) (ones, others Measured) {
	for range turns {
		others.add(callers, other)
		rest()
		ones.add(callers, one)
	}
	return ones, others
}

func (m *Measured) add(callers int, do func(caller, n int)) {
	const turn = 4 * time.Second
	before, began := len(m.Took), time.Now()
	var mutex sync.Mutex
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for n := before; time.Since(began) < turn; n++ {
				start := time.Now()
				do(caller, n)
				took := time.Since(start)
				mutex.Lock()
				m.Took = append(m.Took, took)
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	m.All += time.Since(began)
}

// A lawsuit has some fifty acts in its life, so that a caller goes on to the next one
// after as many; with this many for each caller no lawsuit has many more.
const actsInALawsuit = 50

// LawsuitsFor is how many lawsuits each of some callers needs.
func LawsuitsFor(callers int) int { return 6 + 24/callers }

// LawsuitOf is which of a caller's lawsuits its n-th act is done in.
func LawsuitOf(callers, n int) int { return n / actsInALawsuit % LawsuitsFor(callers) }

// PerSecond is how many there were in a second.
func (m Measured) PerSecond() float64 { return float64(len(m.Took)) / m.All.Seconds() }

// Median is how long one took.
func (m Measured) Median() time.Duration {
	if len(m.Took) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(m.Took))[len(m.Took)/2]
}

// Report adds to a benchmark what came out. Of the ratios, that of rates is the
// better the larger it is, that of times the smaller.
func Report(b *testing.B, one string, ones Measured, other string, others Measured) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ones.PerSecond(), one+"s/s")
	b.ReportMetric(others.PerSecond(), other+"s/s")
	b.ReportMetric(ones.PerSecond()/others.PerSecond(), "rate-ratio")
	b.ReportMetric(milliseconds(ones.Median()), one+"-ms")
	b.ReportMetric(milliseconds(others.Median()), other+"-ms")
	b.ReportMetric(float64(ones.Median())/float64(others.Median()), "time-ratio")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
