package office

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
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
	return read(ctx, who, Simulating, func(ctx context.Context) (Effects, error) { return o.effects(ctx, p) })
}

func (o *Office) effects(ctx context.Context, p models.Proposal) (Effects, error) {
	if p.Restart != nil {
		return Effects{Moves: []Move{}}, nil
	}
	now, err := o.store.Law(ctx)
	if err != nil {
		return Effects{}, err
	}
	then, all, last := now.With(p), Effects{Moves: []Move{}}, ""
	for {
		open, err := o.store.OpenLawsuits(ctx, models.Everything, last, atOnce)
		if err != nil || len(open) == 0 {
			return all, err
		}
		for _, l := range open {
			moves, err := o.effectsOn(l, now, then, p.Edition != nil)
			if err != nil {
				return Effects{}, err
			}
			all.Total += len(moves)
			all.Moves = append(all.Moves, moves...)
		}
		slices.SortStableFunc(all.Moves, func(a, b Move) int { return a.After.Safe.Compare(b.After.Safe) })
		all.Moves = all.Moves[:min(len(all.Moves), mostMoves)]
		last = open[len(open)-1].ID
	}
}

// Effects are the dates that a proposal would change: how many there are, and
// those of them that come first.
type Effects struct {
	Moves []Move
	Total int
}

// How many dates are listed, and how many lawsuits are read at once.
const (
	mostMoves = 200
	atOnce    = 200
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
