package office

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// Move is a date of an open lawsuit that a proposal changes.
type Move struct {
	LawsuitID  string         `json:"lawsuit_id"`
	CaseNumber string         `json:"case_number"`
	Lead       string         `json:"lead,omitempty"`
	Before     measures.Clock `json:"before"`
	After      measures.Clock `json:"after"`
	Overdue    bool           `json:"overdue"` // today, once it is carried out
}

// Propose keeps a proposal for another person to confirm, and returns it with
// its number.
func (o *Office) Propose(ctx context.Context, who models.Caller, p models.Proposal) (models.Proposal, error) {
	p.State, p.ProposedBy, p.ProposedAt = models.Proposed, who.Username, time.Now().UTC()
	err := o.administered(ctx, who, Proposing, "propose_law", p.Title(), func() (err error) {
		p.ID, err = o.store.Propose(ctx, p)
		return err
	})
	return p, err
}

// Decide confirms or withdraws a proposal; it takes another person to confirm. Once a year or a closure is
// confirmed, every open lawsuit is told; those that cannot be reached now are
// told by the watch.
func (o *Office) Decide(ctx context.Context, who models.Caller, id int64, state models.ProposalState) error {
	p, err := o.Proposal(ctx, who, id)
	if err != nil {
		return err
	}
	if p.State == models.Proposed && state == models.Confirmed { // another may have come between
		if err := o.acceptable(ctx, p); err != nil {
			return err
		}
	}
	err = o.administered(ctx, who, Deciding, "decide_law", string(state)+" "+p.Title(), func() error {
		if state == models.Confirmed {
			if err := o.another(ctx, who, p.ProposedBy, p.Title(), models.SameHand); err != nil {
				return err
			}
		}
		return o.store.Decide(ctx, id, state, who.Username, time.Now().UTC())
	})
	switch {
	case err != nil || state != models.Confirmed:
		return err
	case p.Restart != nil:
		return o.restart(ctx, p)
	case p.Edition == nil:
		if err := o.tellOfCalendar(ctx); err != nil {
			slog.WarnContext(ctx, "lawsuits will hear of the new calendar later", "error", err)
		}
	}
	return err
}

// tellOfCalendar tells every open lawsuit that was last counted with another
// edition of the calendar.
func (o *Office) tellOfCalendar(ctx context.Context) error {
	law, err := o.store.Law(ctx)
	if err != nil {
		return err
	}
	behind, err := o.store.Behind(ctx, law.Name())
	if err != nil {
		return err
	}
	_, err = dial.LawChanged(ctx, o.Temporal, behind, law.Name())
	return err
}

// Effects returns which dates of open lawsuits a proposal would change.
// For an edition it is what would be if it were in force for all of them: none is
// really moved, for each keeps the edition under which it was opened.
func (o *Office) Effects(ctx context.Context, who models.Caller, p models.Proposal) (Effects, error) {
	return read(ctx, who, Simulating, func(ctx context.Context) (Effects, error) {
		f := foresightOf(p)
		_, err := o.foreseeSome(ctx, f, 0)
		return f.effects, err
	})
}

// Foresee is Effects for whoever waits for a page: where there are too many open lawsuits
// for that, the errand that looks at them, and what it has found so far.
func (o *Office) Foresee(ctx context.Context, who models.Caller, p models.Proposal) (Effects, *models.Errand, error) {
	if err := Simulating.Refuse(who); err != nil {
		return Effects{}, nil, err
	}
	key, err := o.foresightKey(ctx, p)
	if err != nil {
		return Effects{}, nil, err
	}
	last, err := o.store.LastErrand(ctx, key)
	if err == nil && (last.Runs() || last.State == models.ErrandEnded && time.Since(last.EndedAt) < effectsHold) {
		return effectsIn(last)
	}
	if err != nil && !hidden(err) {
		return Effects{}, nil, err
	}
	f := foresightOf(p)
	if whole, err := o.foreseeSome(ctx, f, fewLawsuits); whole || err != nil {
		return f.effects, nil, err
	}
	e, err := o.giveErrand(ctx, who, models.Foreseeing, key, "核算变更的影响："+p.Title(), p)
	if err != nil {
		return Effects{}, nil, err
	}
	return effectsIn(e)
}

// ForeseenBy returns a proposal that an errand looks at, and what it has found so far.
func (o *Office) ForeseenBy(ctx context.Context, who models.Caller, id int64) (models.Proposal, Effects, *models.Errand, error) {
	var p models.Proposal
	e, err := read(ctx, who, Simulating, func(ctx context.Context) (models.Errand, error) {
		return o.store.WholeErrand(ctx, models.Foreseeing, id)
	})
	if err != nil {
		return p, Effects{}, nil, err
	}
	if err := json.Unmarshal(e.Input, &p); err != nil {
		return p, Effects{}, nil, err
	}
	all, run, err := effectsIn(e)
	return p, all, run, err
}

func effectsIn(e models.Errand) (Effects, *models.Errand, error) {
	all := Effects{Moves: []Move{}}
	if len(e.Report) == 0 {
		return all, &e, nil
	}
	return all, &e, json.Unmarshal(e.Report, &all)
}

// foresightKey is the same for the same proposal, the same law and the same day.
func (o *Office) foresightKey(ctx context.Context, p models.Proposal) (string, error) {
	law, err := o.store.Law(ctx)
	if err != nil {
		return "", err
	}
	p.State, p.ProposedBy, p.ProposedAt = "", "", time.Time{}
	text, err := json.Marshal(p)
	return fmt.Sprintf("effects/%s/%s/%s", hashOf(text), law.Name(), o.Today()), err
}

// foresee is the errand.
func (o *Office) foresee(ctx context.Context, e models.Errand, p *progress) (again bool, err error) {
	var proposal models.Proposal
	if err := json.Unmarshal(e.Input, &proposal); err != nil {
		return true, err
	}
	if err := o.still(ctx, e.By, Simulating); err != nil {
		return true, err
	}
	tally, err := o.store.Tally(ctx, models.Everything)
	if err != nil {
		return true, err
	}
	f := foresightOf(proposal)
	f.open = tally.Open
	p.follow(f.look)
	_, err = o.foreseeSome(ctx, f, 0)
	return true, err
}

// foresight is how far one is in looking at the open lawsuits.
type foresight struct {
	proposal     models.Proposal
	lock         sync.Mutex
	effects      Effects
	looked, open int
}

func foresightOf(p models.Proposal) *foresight {
	return &foresight{proposal: p, effects: Effects{Moves: []Move{}}}
}

// add takes down what a proposal moves in some lawsuits.
func (f *foresight) add(lawsuits int, moves []Move) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.looked += lawsuits
	f.effects.Total += len(moves)
	all := append(slices.Clone(f.effects.Moves), moves...)
	slices.SortStableFunc(all, func(a, b Move) int { return a.After.Safe.Compare(b.After.Safe) })
	f.effects.Moves = all[:min(len(all), mostMoves)]
}

func (f *foresight) look() (done, total int, report any) {
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.looked, max(f.open, f.looked), f.effects
}

// foreseeSome looks at the open lawsuits, or gives up after so many, if a number is given;
// it tells whether it has looked at all of them.
func (o *Office) foreseeSome(ctx context.Context, f *foresight, most int) (whole bool, err error) {
	if f.proposal.Restart != nil {
		return true, nil
	}
	now, err := o.store.Law(ctx)
	if err != nil {
		return false, err
	}
	then, last := now.With(f.proposal), ""
	for most == 0 || f.looked < most {
		open, err := o.store.OpenLawsuits(ctx, models.Everything, last, atOnce)
		if err != nil || len(open) == 0 {
			return err == nil, err
		}
		var all []Move
		for _, l := range open {
			moves, err := o.effectsOn(l, now, then, f.proposal.Edition != nil)
			if err != nil {
				return false, err
			}
			all = append(all, moves...)
		}
		f.add(len(open), all)
		last = open[len(open)-1].ID
	}
	return false, nil
}

// Effects are the dates that a proposal would change: how many there are, and
// those of them that come first.
type Effects struct {
	Moves []Move
	Total int
}

// How many dates are listed, how many lawsuits are read at once, at how many somebody who
// waits has them looked at, and for how long it holds what an errand has found.
const (
	mostMoves   = 200
	atOnce      = 200
	fewLawsuits = 400
	effectsHold = 10 * time.Minute
)

func (o *Office) effectsOn(l models.Lawsuit, now, then models.Law, amended bool) ([]Move, error) {
	before, err := benchUnder(now, l, o.Today())
	if err != nil {
		return nil, err
	}
	after := before
	after.Calendar = then.Calendar
	if amended {
		after.Edition = then.Editions[len(then.Editions)-1]
	}
	lead := ""
	if handlers := l.File.Designated(); len(handlers) > 0 {
		lead = handlers[0]
	}
	old, moves := measures.Brief(before.Clocks(&l.File)), []Move(nil)
	for _, c := range measures.Moved(old, measures.Brief(after.Clocks(&l.File))) {
		i := slices.IndexFunc(old, func(b measures.Clock) bool { return b.ID == c.ID })
		if i >= 0 && old[i].State == measures.Running {
			moves = append(moves, Move{l.ID, l.CaseNumber, lead, old[i], c, c.Overdue(before.Today)})
		}
	}
	return moves, nil
}

// acceptable says what is wrong with a proposal beside the law in force, or nothing.
func (o *Office) acceptable(ctx context.Context, p models.Proposal) error {
	law, err := o.store.Law(ctx)
	switch {
	case err != nil:
		return err
	case p.Year != nil:
		return acceptableYear(*p.Year, law.Calendar)
	case p.Edition != nil:
		return acceptableEdition(*p.Edition, law.Editions, o.Today())
	case p.Restart != nil:
		_, err := o.restartable(ctx, *p.Restart)
		return err
	}
	return nil
}

func acceptableYear(y calendar.Year, now calendar.Calendar) error {
	var wrong []models.FieldError
	for _, fault := range y.Faults() {
		wrong = append(wrong, models.FieldError{Field: "content", Detail: fault})
	}
	if len(wrong) > 0 {
		return &models.Error{Code: models.Invalid, Detail: "放假安排有误：" + wrong[0].Detail + "。", Fields: wrong}
	}
	if now.Year(y.Year).String() == y.String() {
		return models.Wrong("content", fmt.Sprintf("%d年的放假安排与现行的完全相同，不需要再次导入", y.Year))
	}
	return nil
}

func acceptableEdition(e measures.Edition, now []measures.Edition, today calendar.Date) error {
	var wrong []models.FieldError
	for _, f := range e.Faults(now, today) {
		wrong = append(wrong, models.FieldError{Field: f.Field, Detail: f.Why})
	}
	if len(wrong) == 0 {
		return nil
	}
	return &models.Error{Code: models.Invalid, Article: "第四十条", Detail: "版本有误：" + wrong[0].Detail + "。", Fields: wrong}
}
