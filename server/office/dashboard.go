package office

import (
	"cmp"
	"context"
	"slices"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Dashboard is how the district stands: for those who see every lawsuit.
type Dashboard struct {
	Year   statistics.Period // this one, so far
	Months []Month           // the last twelve, the earliest first
	Units  []statistics.Group
	Timely []statistics.Group // by the kinds of our own periods
	Stages []measures.Stage   // at which there are open lawsuits, in their order
	Stand  []UnitStand        // the units with the most open lawsuits first
}

// Month is what came in and was decided in a month.
type Month struct {
	statistics.Period
	Received, Concluded int
}

// UnitStand is how many open lawsuits a unit has a part in, by their stages.
type UnitStand struct {
	Unit string
	At   map[measures.Stage]int
	All  int
}

// Dashboard returns it as of today.
func (o *Office) Dashboard(ctx context.Context, who models.Caller) (Dashboard, error) {
	return read(ctx, who, SeeingEverything, func(ctx context.Context) (d Dashboard, err error) {
		today := o.Today()
		d.Year = statistics.Period{Year: today.Year()}
		if d.Months, err = o.months(ctx, today); err != nil {
			return d, err
		}
		cells, err := o.store.Cells(ctx, d.Year.From(), d.Year.To(), today)
		if err != nil {
			return d, err
		}
		d.Units, d.Timely = groups("received", "unit", cells), groups("timely", "what", cells)
		standing, err := o.store.Standing(ctx)
		d.stand(standing)
		return d, err
	})
}

func groups(figure, by string, cells []statistics.Cell) []statistics.Group {
	f, _ := statistics.FigureOf(figure)
	d, _ := statistics.DimensionOf(by)
	return f.By(d, cells)
}

func (o *Office) months(ctx context.Context, today calendar.Date) ([]Month, error) {
	first := calendar.On(today.Year(), today.Month(), 1).AddMonths(-11)
	counted, err := o.store.Months(ctx, first, today)
	received, _ := statistics.FigureOf("received")
	concluded, _ := statistics.FigureOf("concluded")
	var months []Month
	for n := range 12 {
		from := first.AddMonths(n)
		cells := counted[from.String()[:len("2026-01")]]
		months = append(months, Month{
			Period:   statistics.Period{Year: from.Year(), Part: statistics.Month(from.Month())},
			Received: received.Of(cells).N, Concluded: concluded.Of(cells).N,
		})
	}
	return months, err
}

// stand orders what is open by units and stages.
func (d *Dashboard) stand(standing []models.UnitStage) {
	for _, s := range standing {
		i := slices.IndexFunc(d.Stand, func(u UnitStand) bool { return u.Unit == s.Unit })
		if i < 0 {
			i = len(d.Stand)
			d.Stand = append(d.Stand, UnitStand{Unit: s.Unit, At: map[measures.Stage]int{}})
		}
		d.Stand[i].At[s.Stage] = s.N
		d.Stand[i].All += s.N
	}
	slices.SortStableFunc(d.Stand, func(a, b UnitStand) int { return cmp.Compare(b.All, a.All) })
	for _, c := range measures.Stage("").Choices() {
		stage := measures.Stage(c.Value)
		if slices.ContainsFunc(standing, func(s models.UnitStage) bool { return s.Stage == stage }) {
			d.Stages = append(d.Stages, stage)
		}
	}
}
