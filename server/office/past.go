package office

import (
	"context"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Past is a lawsuit as it stood at the end of a day: what was known then,
// mistakes included that were corrected later. Its periods are counted with the
// calendar of today.
type Past struct {
	models.Lawsuit // as it is now, but for File, Stage and Clocks
	On             calendar.Date
	Stages         []Station
	Clocks         []Clock
	Acts           int // that had been put on file by then
}

// Past returns a lawsuit as it stood at the end of a day. It is NotFound for a
// day on which it was not registered yet, and Invalid for one still to come.
func (o *Office) Past(ctx context.Context, who models.Caller, id string, day calendar.Date) (Past, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return Past{}, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return Past{}, err
	}
	if day.IsZero() || day.After(b.Today) {
		return Past{}, models.Wrong("on", "请填写今天（"+b.Today.Chinese()+"）或者以前的日期")
	}
	if b.Done, err = o.store.Done(ctx, id); err != nil {
		return Past{}, err
	}
	if l.File, err = workflows.FileOn(day, b); err != nil {
		return Past{}, err
	}
	acts := 0
	for _, d := range b.Done {
		if !d.On.After(day) {
			acts++
		}
	}
	b.Today, l.Stage = day, measures.StageOf(&l.File)
	clocks := o.Clocks(&l.File, b.Clocks(&l.File), b)
	return Past{Lawsuit: l, On: day, Stages: stations(&l), Clocks: clocks, Acts: acts}, nil
}

// FindingsNote says what the list of findings is, and what it is not; and why there is
// none while something that was entered late is not checked.
func (v View) FindingsNote() string {
	if v.File.AwaitsCheck() {
		return "本案有补录的事项，核对以前不列举事实；请先办理“核对补录”。"
	}
	return "以下为案件记录显示的事实及其出处，是否有正当理由、是否追究责任由有权机关依法认定，系统不作认定。"
}

// Findings lists what the record of a lawsuit shows of the facts that 第三十七条
// speaks of. Only those who see every lawsuit are shown them.
func (v View) Findings(who models.Caller) ([]measures.Finding, error) {
	if err := Findings.Refuse(who); err != nil {
		return nil, err
	}
	var losses []string
	for _, r := range v.Related.SameLosses {
		losses = append(losses, r.CaseNumber)
	}
	return measures.Findings(&v.File, v.Plain(), v.Today, losses...), nil
}

// Plain returns the clocks without what is said of them today.
func (v View) Plain() []measures.Clock {
	var clocks []measures.Clock
	for _, c := range v.Clocks {
		clocks = append(clocks, c.Clock)
	}
	return clocks
}
