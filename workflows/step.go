package workflows

import (
	"go.temporal.io/sdk/workflow"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Step is one step of the story: the stage at which a lawsuit stands, and the acts
// that it waits for there.
type Step struct {
	Stage measures.Stage
	ask   func(f *measures.File, today calendar.Date) []*Act
}

// ask is for a step that waits for the same acts on every day.
func ask(acts ...*Act) func(*measures.File, calendar.Date) []*Act {
	return func(*measures.File, calendar.Date) []*Act { return acts }
}

// askForPapers asks for what is missing, and then for the response.
func askForPapers(f *measures.File, _ calendar.Date) []*Act {
	if len(f.MissingMaterials()) > 0 {
		return []*Act{acknowledge, addMaterial, submitForReview, fileWithCourt}
	}
	return []*Act{acknowledge, submitForReview, fileWithCourt, addMaterial}
}

// askInCourt asks for what comes before and after a hearing.
func askInCourt(f *measures.File, today calendar.Date) []*Act {
	h := f.Current().Hearing()
	switch {
	case h == nil && f.Current().Level == measures.Examining:
		return []*Act{answerRetrial, recordJudgment, recordRetrialDecision, recordSummons}
	case h == nil:
		return []*Act{recordSummons, recordReviewHearing, recordJudgment, answerAppeal}
	case len(h.Officials) == 0 && h.On.After(today):
		return []*Act{nameOfficial, postponeHearing, cancelHearing}
	case h.On.After(today):
		return []*Act{postponeHearing, nameOfficial}
	}
	return []*Act{recordHearing, nameOfficial, postponeHearing}
}

// StepOf returns the step at which a lawsuit stands: the first one of the story that
// the facts on file have not passed.
func StepOf(f *measures.File) *Step {
	if f.Struck != nil {
		return struck
	}
	for _, s := range story {
		if !s.Stage.Passed(f) {
			return s
		}
	}
	return archived
}

// Awaits returns the acts that a lawsuit waits for at a step, those that are open,
// the likeliest first: what was interrupted is decided before it goes on.
func (s *Step) Awaits(f *measures.File, l measures.Law, today calendar.Date) []*Act {
	wanted := s.ask(f, today)
	if n := len(f.Returns); n > 0 && !f.Returns[n-1].Answered && s.Stage != measures.Designating {
		wanted = append([]*Act{designateUnit}, wanted...)
	}
	if f.PendingCorrection() != nil {
		wanted = append([]*Act{confirmCorrection, declineCorrection}, wanted...)
	}
	var open []*Act
	for _, a := range wanted {
		if a.closed(f, l) == "" {
			open = append(open, a)
		}
	}
	return open
}

// WaitsIn returns the acts that somebody waits for wherever the lawsuit stands, by name.
func WaitsIn(f *measures.File, l measures.Law) []string {
	var waits []string
	for _, a := range Acts {
		if a.Waiting != "" && a.closed(f, l) == "" {
			waits = append(waits, a.Name)
		}
	}
	return waits
}

// stand waits until the facts on file have led away from a step, on or back, or
// until it is time to hand over to a fresh run.
func (p *proceeding) stand(ctx workflow.Context, at *Step) {
	p.at = at
	p.describe(ctx)
	err := workflow.Await(ctx, func() bool { return StepOf(&p.File) != at || p.shouldHandOver(ctx) })
	// Only a cancelled context ends a wait, and nobody cancels a lawsuit: it runs
	// through and ends as cancelled.
	p.handover = err != nil || p.shouldHandOver(ctx)
}
