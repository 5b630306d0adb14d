package workflows

import (
	"encoding/json"
	"errors"
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
	calendar calendar.Calendar
	clocks   []measures.Clock
	keeper   keeper

	// lock lets one change at a time reach the ledger.
	lock workflow.Mutex
	// ready is set once the law is at hand and the registration is in the ledger:
	// acts that arrive earlier wait.
	ready bool
	// handover is set when this run ends here and the next goes on: the story
	// then runs through without waiting.
	handover bool
	shown    searchAttributes
}

// open takes up a docket: it answers to acts from now on, and a new lawsuit is
// entered in the ledger.
func open(ctx workflow.Context, d Docket) (*proceeding, error) {
	p := &proceeding{Docket: d, lock: workflow.NewMutex(ctx)}
	if err := p.listen(ctx); err != nil {
		return nil, err
	}
	var err error
	if p.calendar, err = CalendarCall.atOnce(ctx, "读取工作日历", struct{}{}); err != nil {
		return nil, err
	}
	p.clocks = p.bench(ctx).brief(&p.File)
	if p.Revision == 0 {
		if _, err := p.change(ctx, p.registration(ctx)); err != nil {
			return nil, err
		}
	}
	p.ready = true
	p.settle(ctx)
	workflow.GoNamed(ctx, "日历", p.followCalendar)
	return p, nil
}

// listen sets up the answers to acts, to the registration and to questions.
func (p *proceeding) listen(ctx workflow.Context) error {
	for _, a := range Acts {
		desk := &desk{p, a}
		err := workflow.SetUpdateHandlerWithOptions(ctx, a.Name, desk.perform, workflow.UpdateHandlerOptions{
			Validator: desk.validate, Description: a.Title,
		})
		if err != nil {
			return err
		}
	}
	err := workflow.SetUpdateHandlerWithOptions(ctx, RegisterUpdate, p.registered, workflow.UpdateHandlerOptions{Description: Register.Title})
	if err != nil {
		return err
	}
	return workflow.SetQueryHandlerWithOptions(ctx, FileQuery, p.picture, workflow.QueryHandlerOptions{Description: "案件现状"})
}

// await waits until the facts on file have passed a stage, or until it is time
// to hand over to a fresh run.
func (p *proceeding) await(ctx workflow.Context, stage measures.Stage) {
	err := workflow.Await(ctx, func() bool {
		p.handover = p.handover || p.shouldHandOver(ctx)
		return p.handover || stage.Passed(&p.File)
	})
	if err != nil {
		// Only a cancelled context ends a wait, and nobody cancels a lawsuit: it
		// runs through and ends as cancelled.
		p.handover = true
	}
}

// shouldHandOver tells whether the history has grown long and nothing is under
// way that a new run would not know of.
func (p *proceeding) shouldHandOver(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested() && workflow.AllHandlersFinished(ctx) && !p.lock.IsLocked()
}

// end closes an archived lawsuit, or hands its docket to the next run.
func (p *proceeding) end(ctx workflow.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.handover {
		return workflow.NewContinueAsNewError(ctx, WorkflowType, p.Docket)
	}
	// What comes in while the history is being kept is in the one kept next.
	for kept := int64(0); ; {
		if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil || kept == p.Revision {
			return err
		}
		kept = p.Revision
		if err := p.keepHistory(ctx); err != nil {
			return err
		}
	}
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
	if !d.p.ready {
		return nil // perform waits, and judges then
	}
	return asError(d.act.Check(&d.p.File, r, d.p.bench(ctx)))
}

// perform does the act. It is judged again under the lock: another act may have
// come first.
func (d *desk) perform(ctx workflow.Context, r Request) (models.Receipt, error) {
	p := d.p
	if err := workflow.Await(ctx, func() bool { return p.ready }); err != nil {
		return models.Receipt{}, err
	}
	if err := p.lock.Lock(ctx); err != nil {
		return models.Receipt{}, err
	}
	defer p.lock.Unlock()
	for {
		o, refusal := d.act.Try(&p.File, r, p.bench(ctx))
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

// registered answers once the registration is in the ledger.
func (p *proceeding) registered(ctx workflow.Context) (models.Receipt, error) {
	err := workflow.Await(ctx, func() bool { return p.ready })
	return p.receipt(measures.Moved(nil, p.clocks)), err
}

// picture answers what the lawsuit looks like now.
func (p *proceeding) picture() (Picture, error) {
	return Picture{
		ID: p.ID, Revision: p.Revision, Stage: measures.StageOf(&p.File), File: p.File, Clocks: p.clocks,
		Calendar: p.calendar.Edition, Edition: p.Edition.Name, Rung: p.Rung, Next: p.next(p.clocks, p.Rung),
	}, nil
}

// Picture is the answer to the Query “file”.
type Picture struct {
	ID       string             `json:"id"`
	Revision int64              `json:"revision"`
	Stage    measures.Stage     `json:"stage"`
	File     measures.File      `json:"file"`
	Clocks   []measures.Clock   `json:"clocks"`
	Calendar string             `json:"calendar"`
	Edition  string             `json:"edition"`
	Rung     []models.FiredRung `json:"rung"`
	Next     []models.NextRung  `json:"next"` // when each running clock rings next
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
func (p *proceeding) change(ctx workflow.Context, r models.Recording) (models.Receipt, error) {
	done, err := RecordCall.atOnce(ctx, summaryOf(r), r)
	if err != nil {
		return models.Receipt{}, asRefusal(err)
	}
	if done.Ahead != nil {
		p.take(*done.Ahead)
		p.Done = done.Done
	}
	switch {
	case done.Repeated:
		return receiptOf(done.Receipt)
	case done.Ahead != nil:
		return models.Receipt{}, errOvertaken
	}
	p.take(r.Lawsuit)
	p.Done = append(p.Done, models.DoneIn(r.Entries)...)
	return receiptOf(r.Receipt)
}

// take makes a stored lawsuit the proceeding's own.
func (p *proceeding) take(l models.Lawsuit) {
	p.File, p.clocks, p.Rung, p.Revision, p.Counted = l.File, l.Clocks, l.Rung, l.Revision, l.CalendarEdition
}

// settle brings timers and console in line with the facts.
func (p *proceeding) settle(ctx workflow.Context) {
	p.keeper.reconcile(ctx, p)
	p.show(ctx)
}

// followCalendar counts anew whenever the calendar has a new edition.
func (p *proceeding) followCalendar(ctx workflow.Context) {
	changed := workflow.GetSignalChannel(ctx, CalendarChanged)
	for changed.Receive(ctx, nil) {
		p.recount(ctx)
	}
}

// recount counts the clocks with the latest edition of the calendar. What it
// moves is a line of the journal; being told twice of one edition changes
// nothing.
func (p *proceeding) recount(ctx workflow.Context) {
	latest, err := CalendarCall.atOnce(ctx, "读取工作日历", struct{}{})
	if err != nil || p.lock.Lock(ctx) != nil {
		return
	}
	defer p.lock.Unlock()
	p.calendar = latest
	for p.Counted != latest.Edition {
		if _, err := p.change(ctx, p.recounted(ctx)); err != nil && !errors.Is(err, errOvertaken) {
			workflow.GetLogger(ctx).Error("a new calendar could not be recorded", "lawsuit", p.ID, "error", err)
			return
		}
	}
	p.settle(ctx)
}

// bench is the law and the day against which acts are judged now.
func (p *proceeding) bench(ctx workflow.Context) Bench {
	return Bench{Today: p.today(ctx), Calendar: p.calendar, Edition: p.Edition, Done: p.Done}
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

// asRefusal passes on the refusal that the ledger gave, and leaves every other
// error as it is.
func asRefusal(err error) error {
	var app *temporal.ApplicationError
	if errors.As(err, &app) && app.Type() == RefusedError {
		return app
	}
	return err
}

func receiptOf(data json.RawMessage) (models.Receipt, error) {
	var r models.Receipt
	err := json.Unmarshal(data, &r)
	return r, err
}
