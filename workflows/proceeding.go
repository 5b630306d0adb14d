package workflows

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// proceeding is a running lawsuit: its docket, the law it is under, and the
// verbs in which the story is told.
type proceeding struct {
	Docket
	law    measures.Law
	clocks []measures.Clock
	keeper keeper
	// discreet: see LawNow.
	discreet bool
	at       *Step    // of the story
	awaits   []string // the acts that it waits for there

	// lock lets one change at a time reach the ledger.
	lock workflow.Mutex
	// ready is set once the law is at hand and the registration is in the ledger:
	// acts that arrive earlier wait. refused is set instead where the ledger did not
	// take it.
	ready   bool
	refused error
	// handover is set when this run ends here and the next goes on: the story
	// then runs through without waiting.
	handover bool
	shown    searchAttributes
}

// open takes up a docket: it answers to acts from now on, and a new lawsuit is
// entered in the ledger.
func open(ctx workflow.Context, d Docket) (*proceeding, error) {
	p := &proceeding{Docket: d, at: StepOf(&d.File), lock: workflow.NewMutex(ctx)}
	if err := p.listen(ctx); err != nil {
		return nil, err
	}
	law, err := p.lawNow(ctx, measures.Current)
	if err != nil {
		return nil, err
	}
	p.under(law)
	p.clocks = p.bench(ctx).brief(&p.File)
	if p.refused = p.enter(ctx); p.refused != nil {
		// Whoever registers it is told why before it ends.
		_ = workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
		return nil, p.refused
	}
	p.ready, p.at = true, StepOf(&p.File)
	p.settle(ctx)
	workflow.GoNamed(ctx, "办案规则和台账", p.follow)
	return p, nil
}

// lawNow asks for the law as it is now, under the law as it was.
func (p *proceeding) lawNow(ctx workflow.Context, was measures.Logic) (measures.Law, error) {
	now, err := LawCall.surely(ctx, was, "读取工作日历", struct{}{})
	if now.Logic > measures.Current {
		// Another worker knows this law. The task is tried again until it gets there.
		panic(fmt.Sprintf("the lawsuit runs under law %d, this worker knows no later than %d", now.Logic, measures.Current))
	}
	p.discreet = now.Discreet
	return measures.Law{Calendar: now.Calendar.Shared(), Edition: p.Edition, Logic: max(now.Logic, p.law.Logic)}, err
}

// under makes a law the proceeding's own.
func (p *proceeding) under(law measures.Law) {
	p.law = law
	if law.Logic >= measures.Enduring {
		p.Done = nil
	}
}

// enter puts into the ledger what it has to know before anything else happens: the
// registration of a new lawsuit, and that another one goes on after its workflow was
// gone, or under a newer law than its last run.
func (p *proceeding) enter(ctx workflow.Context) error {
	switch {
	case p.Revision == 0:
		_, err := p.change(ctx, p.registration(ctx))
		return err
	case p.law.Logic < measures.Enduring:
		return nil
	}
	from := p.Revision
	if err := p.changeWhile(ctx, func() bool { return p.Resumed && p.Revision == from }, p.resumed); err != nil {
		return err
	}
	p.Resumed = false
	return p.changeWhile(ctx, p.outdated, p.recounted)
}

// outdated tells whether the clocks in the ledger were counted by another law.
func (p *proceeding) outdated() bool { return p.Counted != p.law.Name() }

// listen sets up the answers to acts, to the registration and to questions.
func (p *proceeding) listen(ctx workflow.Context) error {
	for _, a := range Acts {
		desk := &desk{p, a}
		for _, name := range a.updates() {
			err := workflow.SetUpdateHandlerWithOptions(ctx, name, desk.perform, workflow.UpdateHandlerOptions{
				Validator: desk.validate, Description: a.Doc,
			})
			if err != nil {
				return err
			}
		}
	}
	for _, name := range []string{RegisterUpdate, formerRegister} {
		err := workflow.SetUpdateHandlerWithOptions(ctx, name, p.registered, workflow.UpdateHandlerOptions{Description: Register.Doc})
		if err != nil {
			return err
		}
	}
	return workflow.SetQueryHandlerWithOptions(ctx, FileQuery, p.picture, workflow.QueryHandlerOptions{Description: "案件现状"})
}

// longHistory is the number of events at which a run hands over to the next. It
// keeps replaying short, for a lawsuit lives for years; most end before it.
const longHistory = 600

// shouldHandOver tells whether the history has grown long, or began under a law
// that is no longer needed to read it, and nothing is under way that a new run
// would not know of.
func (p *proceeding) shouldHandOver(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	long := info.GetContinueAsNewSuggested() || p.law.Logic >= measures.Enduring && info.GetCurrentHistoryLength() > longHistory
	return long && workflow.AllHandlersFinished(ctx) && !p.lock.IsLocked()
}

// end closes an archived lawsuit, or hands its docket to the next run. It tells whether
// the lawsuit goes on after all, because something came in that leads away from the end.
func (p *proceeding) end(ctx workflow.Context) (goesOn bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if p.handover {
		return false, workflow.NewContinueAsNewError(ctx, p.nextType(ctx), p.Docket)
	}
	p.at = StepOf(&p.File)
	p.describe(ctx) // the console's last word
	// What comes in while the history is being kept is in the one kept next.
	for kept := int64(0); ; {
		if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil || kept == p.Revision {
			return false, err
		}
		if !StepOf(&p.File).Stage.Closed() {
			return true, nil
		}
		kept = p.Revision
		if err := p.keepHistory(ctx); err != nil {
			return false, err
		}
	}
}

// nextType is the type of the run that goes on: as this one's, until the law knows the
// one that the console lists.
func (p *proceeding) nextType(ctx workflow.Context) string {
	if p.law.Logic >= measures.Letters {
		return WorkflowType
	}
	return workflow.GetInfo(ctx).WorkflowType.Name
}

func (p *proceeding) keepHistory(ctx workflow.Context) error {
	run := workflow.GetInfo(ctx).WorkflowExecution
	_, err := KeepHistoryCall.inTheBackground(ctx, "〔第三十条〕留存办理过程", KeepHistory{LawsuitID: p.ID, WorkflowID: run.ID, RunID: run.RunID})
	return err
}

// desk is where one act is handed in.
type desk struct {
	p   *proceeding
	act *Act
}

// validate refuses what cannot be done, before anything enters the history.
func (d *desk) validate(ctx workflow.Context, r Request) error {
	switch {
	case !d.p.ready:
		return nil // perform waits, and judges then
	case r.Base != 0 && r.Base != d.p.Revision:
		return asError(overtaken)
	case d.act.LooksBack: // and there is no asking the ledger here
		return asError(d.act.refuse(&d.p.File, r.By, d.p.law))
	}
	return asError(d.act.Check(&d.p.File, r, d.p.bench(ctx)))
}

// perform does the act. It is judged again under the lock: another act may have
// come first.
func (d *desk) perform(ctx workflow.Context, r Request) (models.Receipt, error) {
	p := d.p
	if err := p.awaitReady(ctx); err != nil {
		return models.Receipt{}, err
	}
	if err := p.lock.Lock(ctx); err != nil {
		return models.Receipt{}, err
	}
	defer p.lock.Unlock()
	for {
		b, err := p.benchFor(ctx, d.act)
		if err != nil {
			return models.Receipt{}, err
		}
		o, refusal := d.act.Try(&p.File, r, b)
		if r.Base != 0 && r.Base != p.Revision {
			refusal = overtaken
		}
		if refusal != nil {
			return models.Receipt{}, asError(refusal)
		}
		done, err := p.change(ctx, p.acted(ctx, d.act, r, o))
		if errors.Is(err, errOvertaken) {
			continue
		}
		p.settle(ctx)
		return done, err
	}
}

// overtaken sends a request back to the server that looked at an earlier revision: it
// looks again, and asks anew or tells its sender.
var overtaken = &models.Error{Code: models.Overtaken, Detail: "其间本案已有变化，本次办理没有保存。请刷新案件页面核对后再办理。"}

// registered answers once the registration is in the ledger.
func (p *proceeding) registered(ctx workflow.Context) (models.Receipt, error) {
	if err := p.awaitReady(ctx); err != nil {
		return models.Receipt{}, err
	}
	return p.receipt(measures.Moved(nil, p.clocks)), nil
}

// awaitReady waits until the lawsuit is in the ledger, or is known not to get there.
func (p *proceeding) awaitReady(ctx workflow.Context) error {
	err := workflow.Await(ctx, func() bool { return p.ready || p.refused != nil })
	return errors.Join(err, p.refused)
}

// picture answers what the lawsuit looks like now.
func (p *proceeding) picture() (Picture, error) {
	return Picture{
		ID: p.ID, Revision: p.Revision, Stage: measures.StageOf(&p.File), File: p.File, Clocks: p.clocks,
		Law: p.Counted, Logic: p.law.Logic, Edition: p.Edition.Name, Rung: p.Rung, Due: p.next(p.clocks, p.Rung), Armed: p.keeper.live(p.Civil),
		At: p.at.Stage, Awaits: p.awaits, Waits: WaitsIn(&p.File, p.law),
	}, nil
}

// Picture is the answer to the Query “file”.
type Picture struct {
	ID       string             `json:"id"`
	Revision int64              `json:"revision"`
	Stage    measures.Stage     `json:"stage"`
	File     measures.File      `json:"file"`
	Clocks   []measures.Clock   `json:"clocks"`
	Law      string             `json:"calendar"`        // the name of the law by which the clocks were counted
	Logic    measures.Logic     `json:"logic,omitempty"` // and its number
	Edition  string             `json:"edition"`
	Rung     []models.FiredRung `json:"rung"`
	Due      []models.NextRung  `json:"next"`   // when each running clock should ring next
	Armed    []models.NextRung  `json:"armed"`  // and the timers that will make it
	At       measures.Stage     `json:"at"`     // the step at which the story stands
	Awaits   []string           `json:"awaits"` // the acts that it waits for there, by name
	Waits    []string           `json:"waits"`  // and those that somebody waits for wherever it stands
}

// Onto puts the picture onto a lawsuit as the ledger has it.
func (p Picture) Onto(l models.Lawsuit) models.Lawsuit {
	l.ID, l.CaseNumber, l.Revision, l.Stage, l.File, l.Clocks = p.ID, p.File.CaseNumber, p.Revision, p.Stage, p.File, p.Clocks
	l.Rung, l.NextRungs, l.Edition, l.Counted, l.Logic = p.Rung, p.Due, p.Edition, p.Law, p.Logic
	l.Closed, l.Waits = p.Stage.Closed(), p.Waits
	return l
}

// errOvertaken says that the ledger held a change that this run did not know
// of; it has been taken over, and what was to be done must be judged anew.
var errOvertaken = errors.New("the ledger was ahead of the workflow")

// change puts a recording into the ledger and, once it is there, into the
// proceeding.
//
// The ledger may be ahead by a change: it was stored, and then the workflow task
// that had stored it was lost with its worker, and nobody sent it again. The
// proceeding then takes over what the ledger has.
func (p *proceeding) change(ctx workflow.Context, r recording) (models.Receipt, error) {
	done, err := p.record(ctx, r)
	if err != nil {
		return models.Receipt{}, err
	}
	if done.Ahead != nil {
		p.take(*done.Ahead)
		if p.law.Logic < measures.Enduring {
			p.Done = done.Done
		}
	}
	switch {
	case done.Repeated:
		return receiptOf(done.Receipt)
	case done.Ahead != nil:
		return models.Receipt{}, errOvertaken
	}
	p.take(r.Lawsuit)
	p.note(ctx, r.lines)
	if p.law.Logic < measures.Enduring {
		p.Done = append(p.Done, models.DoneIn(r.Entries)...)
	}
	return receiptOf(r.Receipt)
}

// record puts a recording into the ledger. One that is behind, because it was
// restored from a copy, is brought up to date first.
func (p *proceeding) record(ctx workflow.Context, r recording) (models.Recorded, error) {
	for {
		done, err := RecordCall.surely(ctx, p.law.Logic, r.summary(), r.Recording)
		if p.law.Logic < measures.Enduring || !behind(err) {
			return done, plain(err)
		}
		lacking := Restore{Lawsuit: p.stored(ctx), RunID: workflow.GetInfo(ctx).WorkflowExecution.RunID}
		if _, err := RestoreCall.inTheBackground(ctx, "台账落后于办理流程，恢复台账", lacking); err != nil {
			return done, plain(err)
		}
	}
}

// plain takes the answer out of Temporal's wrapping.
func plain(err error) error {
	var app *temporal.ApplicationError
	if errors.As(err, &app) {
		return app
	}
	return err
}

// changeWhile makes a change of the system's own for as long as it is needed: it is
// drawn up anew where the ledger turns out to be ahead.
func (p *proceeding) changeWhile(ctx workflow.Context, needed func() bool, draw func(workflow.Context) recording) error {
	for needed() {
		if _, err := p.change(ctx, draw(ctx)); err != nil && !errors.Is(err, errOvertaken) {
			return err
		}
	}
	return nil
}

// take makes a stored lawsuit the proceeding's own.
func (p *proceeding) take(l models.Lawsuit) {
	p.File, p.clocks, p.Rung, p.Revision, p.Counted = l.File, l.Clocks, l.Rung, l.Revision, l.Counted
}

// settle brings timers and console in line with the facts.
func (p *proceeding) settle(ctx workflow.Context) {
	p.keeper.reconcile(ctx, p)
	p.show(ctx)
}

// follow counts anew whenever the calendar has a new edition or the law a new number,
// and takes over what the ledger turns out to have ahead.
func (p *proceeding) follow(ctx workflow.Context) {
	s := workflow.NewSelector(ctx)
	s.AddReceive(workflow.GetSignalChannel(ctx, LawChanged), func(c workflow.ReceiveChannel, _ bool) {
		c.Receive(ctx, nil)
		p.recount(ctx)
	})
	s.AddReceive(workflow.GetSignalChannel(ctx, LedgerAhead), func(c workflow.ReceiveChannel, _ bool) {
		var revision int64
		c.Receive(ctx, &revision)
		p.takeOver(ctx, revision)
	})
	for ctx.Err() == nil {
		s.Select(ctx)
	}
}

// recount counts the clocks by the law as it is now. What it moves is a line of the
// journal; being told twice of one law changes nothing but sets what timers are
// missing.
func (p *proceeding) recount(ctx workflow.Context) {
	latest, err := p.lawNow(ctx, p.law.Logic)
	if err != nil || p.lock.Lock(ctx) != nil {
		return
	}
	defer p.lock.Unlock()
	p.under(latest)
	if err := p.changeWhile(ctx, p.outdated, p.recounted); err != nil {
		workflow.GetLogger(ctx).Error("a new law could not be recorded", "lawsuit", p.ID, "error", err)
		return
	}
	p.settle(ctx)
}

// takeOver takes over what the ledger has up to a revision that this run does not know
// of: it was stored, and the workflow task that had stored it was lost.
func (p *proceeding) takeOver(ctx workflow.Context, revision int64) {
	if p.lock.Lock(ctx) != nil {
		return
	}
	defer p.lock.Unlock()
	if p.Revision >= revision {
		return
	}
	// Once: whoever says that the ledger is ahead may be wrong.
	if _, err := p.change(ctx, p.rung(ctx)); err != nil && !errors.Is(err, errOvertaken) {
		workflow.GetLogger(ctx).Error("the ledger could not be taken over", "lawsuit", p.ID, "error", err)
	}
	p.settle(ctx)
}

// bench is the law and the day against which acts are judged now.
func (p *proceeding) bench(ctx workflow.Context) Bench {
	return Bench{Law: p.law, Today: p.today(ctx), Done: p.Done}
}

// benchFor is bench for an act: with what was done before, where it looks back.
func (p *proceeding) benchFor(ctx workflow.Context, act *Act) (Bench, error) {
	b := p.bench(ctx)
	if !act.LooksBack || p.law.Logic < measures.Enduring {
		return b, nil
	}
	var err error
	b.Done, err = DoneCall.surely(ctx, p.law.Logic, "读取办理日志", p.ID)
	return b, err
}

// now is the civil instant; today the civil day.
func (p *proceeding) now(ctx workflow.Context) time.Time { return p.Civil.Time(workflow.Now(ctx)) }

func (p *proceeding) today(ctx workflow.Context) calendar.Date {
	return p.Civil.Today(workflow.Now(ctx))
}

// asError makes of a refusal the error that Temporal carries to the caller.
func asError(refusal *models.Error) error {
	if refusal == nil {
		return nil
	}
	return temporal.NewNonRetryableApplicationError(refusal.Detail, RefusedError, nil, *refusal)
}

func receiptOf(data json.RawMessage) (models.Receipt, error) {
	var r models.Receipt
	err := json.Unmarshal(data, &r)
	return r, err
}
