package workflows

import (
	"reflect"
	"strings"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// searchAttributes are what the console filters by.
type searchAttributes struct {
	stage, court, level string
	units               []string
	overdue, lost       bool
	next                calendar.Date
}

// show brings the console in line: the attributes where they have changed, and the
// lawsuit at a glance.
func (p *proceeding) show(ctx workflow.Context) {
	today := p.today(ctx)
	now := searchAttributes{
		stage: StepOf(&p.File).Stage.Title(), units: p.File.Designated(), court: p.File.Court,
		level: p.File.Current().Title(), lost: p.File.Lost(), next: NextLimit(p.clocks, p.law.Logic),
	}
	if p.law.Logic >= measures.Letters {
		now.stage, now.units = StepOf(&p.File).Stage.TitleIn(p.File.Kind), p.File.Handlers()
	}
	for _, c := range p.clocks {
		now.overdue = now.overdue || c.Overdue(today)
	}
	if !reflect.DeepEqual(now, p.shown) {
		if err := workflow.UpsertTypedSearchAttributes(ctx, p.updates(ctx, now)...); err == nil {
			p.shown = now
		}
	}
	p.describe(ctx)
}

// NextLimit returns the day by which the first of the duties that run is best done, as
// the console's list has it; zero where none runs. Before the law was Enduring, rights
// and targets of our own counted too.
func NextLimit(clocks []measures.Clock, under measures.Logic) (next calendar.Date) {
	for _, c := range clocks {
		counts := c.Binds() || under < measures.Enduring
		if counts && c.State == measures.Running && (next.IsZero() || c.Safe.Before(next)) {
			next = c.Safe
		}
	}
	return next
}

// describe says what the lawsuit waits for, and where everything stands.
func (p *proceeding) describe(ctx workflow.Context) {
	p.awaits = nil
	for _, a := range p.at.Awaits(&p.File, p.law, p.today(ctx)) {
		p.awaits = append(p.awaits, a.Name)
	}
	workflow.SetCurrentDetails(ctx, Glance{
		File: &p.File, Clocks: p.clocks, Law: p.law, Today: p.today(ctx), Recent: p.Recent, Link: p.Link, Discreet: p.discreet,
	}.Draw())
}

// updates are the attributes of a lawsuit: under their former names until it has taken
// up the law that knows the others.
func (p *proceeding) updates(ctx workflow.Context, s searchAttributes) []temporal.SearchAttributeUpdate {
	if p.law.Logic < measures.Letters {
		return s.former()
	}
	var marks []string
	if s.overdue {
		marks = append(marks, MarkOverdue)
	}
	if s.lost {
		marks = append(marks, MarkLost)
	}
	updates := []temporal.SearchAttributeUpdate{
		StageShown.ValueSet(s.stage), UnitsShown.ValueSet(s.units), CourtShown.ValueSet(s.court), LevelShown.ValueSet(s.level),
		NextDayShown.ValueSet(s.next.String()), MarksShown.ValueSet(marks),
	}
	if workflow.GetInfo(ctx).WorkflowType.Name == FormerType {
		updates = append(updates, CaseStage.ValueUnset(), HandlingUnit.ValueUnset(), Court.ValueUnset(), Instance.ValueUnset(),
			Overdue.ValueUnset(), Lost.ValueUnset(), NextDeadline.ValueUnset())
	}
	return updates
}

func (s searchAttributes) former() []temporal.SearchAttributeUpdate {
	updates := []temporal.SearchAttributeUpdate{
		CaseStage.ValueSet(s.stage), HandlingUnit.ValueSet(strings.Join(s.units, "、")), Court.ValueSet(s.court), Instance.ValueSet(s.level),
		Overdue.ValueSet(s.overdue), Lost.ValueSet(s.lost),
	}
	if s.next.IsZero() {
		return append(updates, NextDeadline.ValueUnset())
	}
	return append(updates, NextDeadline.ValueSet(s.next.At(24, 0)))
}
