package workflows_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// model is what a lawsuit should be by the oracle, at each time, and what people
// want of it.
type model struct {
	days    almanac
	number  int
	opened  calendar.Date
	opening *workflows.Form
	notice  fields
	now     time.Time
	oracle  *lawsuit
	moments []moment
	wishes  []*wish
	stages  map[string]bool
	fussy   bool // people correct each other all the time
}

// moment is the lawsuit as it stood from an accepted act on.
type moment struct {
	at       time.Time
	stage    string
	facts    string
	handlers []string
	duties   []duty
	entered  []entry
	open     []string        // the acts that somebody can do
	may      map[string]bool // who of the people can do what, as doing writes it down
}

// filed is the notice as it is on file.
func (m *model) filed() json.RawMessage {
	if m.opening == workflows.Register {
		return completed(m.notice)
	}
	data, err := json.Marshal(m.notice)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return data
}

func doing(act string, who models.Actor) string { return act + " by " + who.Username }

// wish is one request, and the answer that it should get.
type wish struct {
	at      time.Time
	act     *workflows.Act
	update  string // the id of its Update
	request workflows.Request

	first   *wish    // whose receipt comes back: the key was used for the same request before
	refusal *verdict // why it cannot be done
	moved   []string // the duties that an accepted one moves

	before  workflows.Picture // the procedure when it was asked
	preview workflows.Outcome // what was shown beforehand
	receipt models.Receipt    // and what it answered
}

func (w *wish) refused() bool { return w.refusal != nil }

func (w *wish) accepted() bool { return !w.refused() && w.first == nil }

func (m *model) today() calendar.Date { return calendar.DateOf(m.now) }

// at returns the lawsuit as it was at a time.
func (m *model) at(t time.Time) moment {
	var last moment
	for _, x := range m.moments {
		if !x.at.After(t) {
			last = x
		}
	}
	return last
}

// look keeps what the lawsuit is now.
func (m *model) look() {
	l := m.oracle
	x := moment{at: m.now, stage: l.stage(), facts: l.facts(), handlers: l.designated(), duties: l.duties(), entered: slices.Clone(l.entered), may: map[string]bool{}}
	for act := range rules {
		if slices.ContainsFunc(everyRole, func(role string) bool {
			who := somebody{role: role}
			if units := l.handlers(); who.ofUnit() && len(units) > 0 {
				who.unit = units[0]
			}
			return l.closed(act, who) == nil
		}) {
			x.open = append(x.open, act)
		}
		for _, who := range people {
			x.may[doing(act, who)] = l.closed(act, asSomebody(who)) == nil
		}
	}
	m.moments = append(m.moments, x)
	m.stages[x.stage] = true
}

var everyRole = []string{"clerk", "reviewer", "director", "unit_clerk", "unit_official"}

// wants adds a request, and asks the oracle for its answer.
func (m *model) wants(act *workflows.Act, r workflows.Request, update string) *wish {
	w := &wish{at: m.now, act: act, update: update, request: r}
	refusal, put := m.oracle.judge(deed{act.Name, asSomebody(r.By), dayOf(m.now), r.Input})
	before := m.keyed(r.Key)
	switch {
	case before != nil && before.update == update: // Temporal itself answers
		w.first = before
	case refusal != nil:
		w.refusal = refusal
	case before != nil && before.act == act && reflect.DeepEqual(before.request.By, r.By) && string(before.request.Input) == string(r.Input):
		w.first = before
	case before != nil:
		w.refusal = &verdict{code: "conflict"}
	default:
		duties := m.oracle.duties()
		put()
		m.look()
		w.moved = movedBetween(duties, m.at(m.now).duties)
		slices.Sort(w.moved)
	}
	m.wishes = append(m.wishes, w)
	return w
}

func asSomebody(a models.Actor) somebody { return somebody{a.Username, string(a.Role), a.Unit} }

// keyed returns the wish that has had its effect under a key, or nil.
func (m *model) keyed(key string) *wish {
	i := slices.IndexFunc(m.wishes, func(x *wish) bool { return x.request.Key == key && x.accepted() })
	if i < 0 {
		return nil
	}
	return m.wishes[i]
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
			answer = fmt.Sprint("refused: ", w.refusal.code, w.refusal.articles)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %.300s: %s", w.at, w.request.By.Username, w.act.Name, w.request.Input, answer))
	}
	return strings.Join(lines, "\n")
}

// TestOracleKnowsEveryPaper: each kind of a court's paper stands in the oracle's own table,
// and does the same by both.
func TestOracleKnowsEveryPaper(t *testing.T) {
	n := 0
	for _, e := range measures.Effects {
		if e.Loose {
			continue
		}
		n++
		k, ok := kinds[e.Name]
		if !ok {
			t.Errorf("the oracle has no %s", e.Name)
			continue
		}
		loses := map[measures.Says]string{measures.SaysKept: "no", measures.SaysLost: "yes", measures.SaysAsBelow: "as below", measures.SaysReversed: "turned", measures.SaysStated: "said"}[e.Says]
		below := e.Sends == measures.SendsRemand || e.Sends == measures.SendsContinue
		if k.form != string(e.Form) || k.ends != e.Ends || k.appealable != e.Appeal || k.loses != loses || k.below != below || k.drops != e.Drops || k.withdraws != e.Withdraws {
			t.Errorf("%s is %+v, and by the oracle %+v", e.Name, e, k)
		}
		for _, level := range []measures.Level{measures.First, measures.Second, measures.Retrial, measures.Examining, measures.Reconsidering} {
			given := slices.ContainsFunc(measures.OutcomesAt(level, today), func(x measures.Effect) bool { return x.Outcome == e.Outcome })
			if _, can := (&court{level: string(level)}).kindAt(e.Name); given != can {
				t.Errorf("%s at %s: %t, and by the oracle %t", e.Name, level, given, can)
			}
		}
	}
	if len(kinds) != n {
		t.Errorf("the oracle has %d kinds of %d", len(kinds), n)
	}
}

// TestOracleKnowsEveryAct: an act that is new has no place in the random lawsuits until
// the oracle has a rule for it.
func TestOracleKnowsEveryAct(t *testing.T) {
	for _, a := range workflows.Acts {
		if rules[a.Name].fill == nil {
			t.Errorf("the oracle has no rule for %s", a.Name)
		}
	}
	if len(rules) != len(workflows.Acts) {
		t.Errorf("the oracle has %d rules for %d acts", len(rules), len(workflows.Acts))
	}
}
