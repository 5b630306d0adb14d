package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// searchAttributes are what the console filters by.
type searchAttributes struct {
	stage, unit, court, instance string
	overdue, lost                bool
	next                         time.Time
}

// show brings the console in line: the attributes where they have changed, and
// the table of running clocks.
func (p *proceeding) show(ctx workflow.Context) {
	today := p.today(ctx)
	now := searchAttributes{
		stage: StepOf(&p.File).Stage.Title(), unit: strings.Join(p.File.Designated(), "、"), court: p.File.Court,
		instance: p.File.Current().Title(), lost: p.File.Lost(), next: NextLimit(p.clocks, p.law.Logic),
	}
	for _, c := range p.clocks {
		now.overdue = now.overdue || c.Overdue(today)
	}
	if now != p.shown {
		if err := workflow.UpsertTypedSearchAttributes(ctx, now.updates()...); err == nil {
			p.shown = now
		}
	}
	p.describe(ctx)
}

// NextLimit returns the instant at which the first of the duties that run is no longer
// kept safely, as the console's list has it; zero where none runs. Before the law was
// Enduring, rights and targets of our own counted too.
func NextLimit(clocks []measures.Clock, under measures.Logic) (next time.Time) {
	for _, c := range clocks {
		counts := c.Binds() || under < measures.Enduring
		if limit := c.Safe.At(24, 0); counts && c.State == measures.Running && (next.IsZero() || limit.Before(next)) {
			next = limit
		}
	}
	return next
}

// describe says what the lawsuit waits for, and where everything stands.
func (p *proceeding) describe(ctx workflow.Context) {
	today := p.today(ctx)
	p.awaits = nil
	var waits []string
	for _, a := range p.at.Awaits(&p.File, p.law, today) {
		p.awaits = append(p.awaits, a.Name)
		waits = append(waits, fmt.Sprintf("%s（%s）", a.In(p.File.Kind).Title, p.whoDoes(a)))
	}
	workflow.SetCurrentDetails(ctx, p.details(today, strings.Join(waits, "；")))
}

// whoDoes names who does an act: the units where they do, the offices otherwise.
func (p *proceeding) whoDoes(a *Act) string {
	if units := p.File.Designated(); len(units) > 0 && slices.ContainsFunc(a.By, models.Role.OfUnit) {
		return strings.Join(units, "、")
	}
	return whoMay(a.By)
}

func (s searchAttributes) updates() []temporal.SearchAttributeUpdate {
	updates := []temporal.SearchAttributeUpdate{
		CaseStage.ValueSet(s.stage), HandlingUnit.ValueSet(s.unit), Court.ValueSet(s.court), Instance.ValueSet(s.instance),
		Overdue.ValueSet(s.overdue), Lost.ValueSet(s.lost),
	}
	if s.next.IsZero() {
		return append(updates, NextDeadline.ValueUnset())
	}
	return append(updates, NextDeadline.ValueSet(s.next))
}

// details is the console's page of the lawsuit: where it stands, and a table of
// the clocks that run or were not kept.
func (p *proceeding) details(today calendar.Date, waits string) string {
	var b strings.Builder
	stage := p.at.Stage
	fmt.Fprintf(&b, "**%s**（%s） · %s · 今日%s\n\n", stage.Title(), stage.Article(), p.File.Current().Title(), today.Chinese())
	if waits != "" {
		fmt.Fprintf(&b, "等待：%s\n\n", waits)
	}
	b.WriteString("| 期限 | 依据 | 建议办结日 | 法定期限 | 责任单位 | 状态 |\n|---|---|---|---|---|---|\n")
	for _, c := range p.clocks {
		if c.State == measures.Met || c.State == measures.Void {
			continue
		}
		state := c.StateOn(today)
		if c.State == measures.Running {
			state += "，" + Left(c, today, p.law.Calendar)
		}
		fmt.Fprintf(&b, "| %s%s | %s | %s | %s | %s | %s |\n", c.Title, subject(c), c.Article, c.Safe, c.Due, p.File.OwnerOf(c), state)
	}
	if p.Link != "" {
		fmt.Fprintf(&b, "\n[打开案件页面](%s)\n", p.Link)
	}
	return b.String()
}
