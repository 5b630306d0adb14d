package workflows_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// model is what a lawsuit should be: the acts that count, the file that they
// make, and the clocks that ran at each time.
type model struct {
	law     workflows.Bench
	number  int
	opened  calendar.Date
	notice  fields
	now     time.Time
	first   measures.File // as the registration has made it
	file    measures.File
	done    []models.Done
	moments []moment
	wishes  []*wish
	stages  map[measures.Stage]bool
	fussy   bool // people correct each other all the time
}

// moment is the clocks as they stood from an accepted act on.
type moment struct {
	at     time.Time
	clocks []measures.Clock
}

// wish is one request, and the answer that it should get.
type wish struct {
	at      time.Time
	act     *workflows.Act
	update  string // the id of its Update
	request workflows.Request

	first   *wish         // whose receipt comes back: the key was used for the same request before
	refusal *models.Error // why it cannot be done
	after   moment        // what an accepted one makes of the lawsuit
	file    measures.File
	moved   []measures.Clock

	before  int64          // the procedure's revision when it was asked
	receipt models.Receipt // and what it answered
}

func (w *wish) refused() bool { return w.refusal != nil }

func (w *wish) accepted() bool { return !w.refused() && w.first == nil }

func (m *model) today() calendar.Date { return calendar.DateOf(m.now) }

func (m *model) bench() workflows.Bench {
	b := m.law
	b.Today, b.Done = m.today(), m.done
	return b
}

// clocks returns what the clocks were at a time.
func (m *model) clocks(at time.Time) []measures.Clock {
	var last []measures.Clock
	for _, x := range m.moments {
		if !x.at.After(at) {
			last = x.clocks
		}
	}
	return last
}

// wants adds a request, and works out its answer.
func (m *model) wants(act *workflows.Act, r workflows.Request, update string) *wish {
	w := &wish{at: m.now, act: act, update: update, request: r}
	o, refusal := act.Try(&m.file, r, m.bench())
	before := m.keyed(r.Key)
	switch {
	case before != nil && before.update == update: // Temporal itself answers
		w.first = before
	case refusal != nil:
		w.refusal = refusal
	case before != nil && before.act == act && before.request.By == r.By && string(before.request.Input) == string(r.Input):
		w.first = before
	case before != nil:
		w.refusal = &models.Error{Code: models.Conflict}
	default:
		w.after, w.file, w.moved = moment{m.now, o.Clocks}, o.File, o.Moved
		m.accept(w)
	}
	m.wishes = append(m.wishes, w)
	return w
}

// keyed returns the wish that has had its effect under a key, or nil.
func (m *model) keyed(key string) *wish {
	i := slices.IndexFunc(m.wishes, func(x *wish) bool { return x.request.Key == key && x.accepted() })
	if i < 0 {
		return nil
	}
	return m.wishes[i]
}

func (m *model) accept(w *wish) {
	m.file = w.file
	m.moments = append(m.moments, w.after)
	m.done = append(m.done, models.Done{Act: w.act.Name, By: w.request.By, On: m.today(), Input: w.request.Input})
	m.stages[measures.StageOf(&m.file)] = true
}

// plan says what was wanted, for whoever reads of a failure.
func (m *model) plan() string {
	lines := []string{fmt.Sprintf("%s %v", m.opened, m.notice)}
	for _, w := range m.wishes {
		answer := "accepted"
		switch {
		case w.first != nil:
			answer = "repeated"
		case w.refused():
			answer = string(w.refusal.Code)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s: %s", w.at.In(calendar.Zone).Format("2006-01-02 15:04"), w.request.By.Username, w.act.Name, w.request.Input, answer))
	}
	return strings.Join(lines, "\n")
}

// latest returns the number of a running clock's last rung whose time has come:
// three, one and no working days before the safe date, then on the first working
// day after the limit and on every third one after that.
func latest(c measures.Clock, now time.Time, cal calendar.Calendar) int {
	last := 0
	for i, at := range rungs(c, now, cal) {
		if !at.After(now) {
			last = i + 1
		}
	}
	return last
}

// upcoming returns when a running clock rings next, zero if it does not.
func upcoming(c measures.Clock, now time.Time, cal calendar.Calendar) time.Time {
	for _, at := range rungs(c, now, cal) {
		if at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// rungs lists the times of a clock's rungs but for the announcement, up to the
// first one that is still to come.
func rungs(c measures.Clock, now time.Time, cal calendar.Calendar) []time.Time {
	at := func(d calendar.Date) time.Time { return d.At(9, 0) }
	all := []time.Time{at(cal.AddWorking(c.Safe, -3)), at(cal.AddWorking(c.Safe, -1)), at(cal.AddWorking(c.Safe, 0))}
	if c.Right || c.Internal {
		return all
	}
	late := cal.AddWorking(c.Limit(), 1)
	for all = append(all, at(late)); !at(late).After(now); all = append(all, at(late)) {
		late = cal.AddWorking(late, 3)
	}
	return all
}

// register returns the file as the registration makes it.
func (m *model) register() measures.File {
	data, err := json.Marshal(m.notice)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	f, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: data}, m.bench())
	if refusal != nil {
		panic(refusal)
	}
	return *f
}
