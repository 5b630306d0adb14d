package activities

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/converter"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// Restore brings a ledger that is behind a lawsuit's workflow, because it was
// restored from a copy, up to the workflow's revision: the acts that it lacks are
// read out of the workflow's history, with who did them, when and under which key,
// and the lawsuit is stored as the workflow has it. The reminders of that time stand
// in the history alone; one line of the journal says so.
//
// Whoever reaches Temporal may write a history. So the acts bear the voucher that
// they bore when they were done, and the file is nothing but what the acts have made.
func (a *Activities) Restore(ctx context.Context, in workflows.Restore) (models.Restored, error) {
	at, err := a.Store.Revision(ctx, in.Lawsuit.ID)
	if err != nil || at >= in.Lawsuit.Revision {
		return models.Restored{}, err // another was quicker
	}
	r := models.Restoration{From: at, Lawsuit: in.Lawsuit}
	if err := a.read(ctx, &r, in.RunID); err != nil {
		return models.Restored{}, err
	}
	if err := a.follows(ctx, r); err != nil {
		return models.Restored{}, err
	}
	acts := len(r.Entries)
	r.Entries = append(r.Entries, models.Entry{
		Kind: models.SystemEntry, Name: "restored", Title: "台账恢复", At: r.Lawsuit.UpdatedAt, CivilOn: r.On, Law: in.Lawsuit.Logic,
		Text: fmt.Sprintf("台账曾由备份恢复，缺少第%d版至第%d版的内容，现按办理流程补回，其中办理%d项；此间发出的提醒见办理流程的历史。", at+1, in.Lawsuit.Revision, acts),
	})
	return models.Restored{Acts: acts}, asTemporal(a.Store.Restore(ctx, r))
}

// follows refuses a file that is not what its acts have made of it.
func (a *Activities) follows(ctx context.Context, r models.Restoration) error {
	done, err := a.Store.Done(ctx, r.Lawsuit.ID)
	if err != nil {
		return err
	}
	made, err := a.Made(ctx, r.Lawsuit, append(done, models.DoneIn(r.Entries)...))
	if err == nil && models.DigestOf(made) != models.DigestOf(r.Lawsuit.File) {
		err = forged("the file of %s is not what its acts have made of it", r.Lawsuit.CaseNumber)
	}
	return err
}

// Made returns the file that acts make of a lawsuit.
func (a *Activities) Made(ctx context.Context, l models.Lawsuit, done []models.Done) (measures.File, error) {
	law, err := a.Store.Law(ctx)
	if err != nil {
		return measures.File{}, err
	}
	edition, err := measures.EditionNamed(law.Editions, l.Edition)
	if err != nil {
		return measures.File{}, err
	}
	b := workflows.Bench{Law: measures.Law{Calendar: law.Calendar, Edition: edition, Logic: l.Logic}, Done: done}
	return workflows.FileOn(calendar.On(9999, 12, 31), b)
}

// genuine refuses an act without a voucher, unless it is older than the first one.
func (a *Activities) genuine(ctx context.Context, x told) error {
	since, err := a.Store.VouchedSince(ctx)
	if err != nil || x.voucher == "" && x.entry.At.Before(since) {
		return err
	}
	return a.vouched(ctx, x.wish, x.voucher, x.attempt)
}

// told is one act as a workflow's history tells of it.
type told struct {
	entry   models.Entry
	effect  models.Effect
	made    int64 // the revision
	wish    models.Wish
	voucher string

	attempt int64 // the line of the audit log
}

// read finds in a lawsuit's history, from the given run back to its first, what lies
// after the revision that the ledger has.
func (a *Activities) read(ctx context.Context, r *models.Restoration, runID string) error {
	var acts []told
	for runID != "" {
		h, err := a.history(ctx, workflows.KeepHistory{WorkflowID: r.Lawsuit.CaseNumber, RunID: runID})
		if err != nil {
			return err
		}
		d, err := dial.DocketOf(h.Events[0])
		if err != nil {
			return err
		}
		last := h.Events[len(h.Events)-1].GetEventTime().AsTime()
		if r.Lawsuit.UpdatedAt.IsZero() {
			r.Lawsuit.UpdatedAt, r.On = last, d.Civil.Today(last)
		}
		r.Lawsuit.OpenedAt, r.Lawsuit.OpenedKey = h.Events[0].GetEventTime().AsTime(), d.Key
		if d.Revision == 0 {
			acts = append(acts, registered(d, h))
		}
		more, err := actsIn(h, d)
		if err != nil {
			return err
		}
		acts = append(acts, more...)
		runID = h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId()
	}
	slices.SortStableFunc(acts, func(x, y told) int { return cmp.Compare(x.made, y.made) })
	for _, x := range acts {
		if x.made > r.From && !slices.ContainsFunc(r.Effects, func(e models.Effect) bool { return e.Key == x.effect.Key }) {
			if err := a.genuine(ctx, x); err != nil {
				return err
			}
			r.Entries, r.Effects = append(r.Entries, x.entry), append(r.Effects, x.effect)
		}
	}
	return nil
}

// registered is the registration, which a history begins with.
func registered(d workflows.Docket, h *history.History) told {
	at := h.Events[0].GetEventTime().AsTime()
	entry := d.RegistrationEntry()
	entry.At, entry.CivilOn = at, d.Civil.Today(at)
	receipt, err := json.Marshal(models.Receipt{ID: d.ID, Revision: 1})
	if err != nil {
		panic(err) // made of texts and numbers
	}
	return told{entry, models.Effect{
		LawsuitID: d.ID, Key: d.Key, Act: workflows.Opening(d.File.Kind).Name, Request: d.Request, Username: d.By.Username, Receipt: receipt, At: at,
	}, 1, d.Wish(), d.Voucher, d.Attempt}
}

// actsIn returns the acts that a run's history tells of: each Update that was
// accepted and came to a receipt.
func actsIn(h *history.History, d workflows.Docket) ([]told, error) {
	requests := map[int64]*history.HistoryEvent{}
	var acts []told
	for _, e := range h.Events {
		if e.GetWorkflowExecutionUpdateAcceptedEventAttributes() != nil {
			requests[e.GetEventId()] = e
		}
		done := e.GetWorkflowExecutionUpdateCompletedEventAttributes()
		if done.GetOutcome().GetSuccess() == nil {
			continue
		}
		asked := requests[done.GetAcceptedEventId()]
		in := asked.GetWorkflowExecutionUpdateAcceptedEventAttributes().GetAcceptedRequest().GetInput()
		act := workflows.ActOf(in.GetName())
		if act == nil {
			continue // the registration's own
		}
		var request workflows.Request
		var receipt models.Receipt
		if err := converter.GetDefaultDataConverter().FromPayloads(in.GetArgs(), &request); err != nil {
			return nil, fmt.Errorf("read %s in the history: %w", act.Name, err)
		}
		if err := converter.GetDefaultDataConverter().FromPayloads(done.GetOutcome().GetSuccess(), &receipt); err != nil {
			return nil, fmt.Errorf("read the receipt of %s in the history: %w", act.Name, err)
		}
		at := e.GetEventTime().AsTime()
		entry := act.Entry(request)
		entry.At, entry.CivilOn, entry.Law = at, d.Civil.Today(at), receipt.Law
		acts = append(acts, told{entry, models.Effect{
			LawsuitID: d.ID, Key: request.Key, Act: act.Name, Request: request.Hash(act.Name), Username: request.By.Username,
			Receipt: done.GetOutcome().GetSuccess().GetPayloads()[0].GetData(), At: at,
		}, receipt.Revision, request.Wish(d.ID, act.Name), request.Voucher, request.Attempt})
	}
	return acts, nil
}
