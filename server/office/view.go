package office

import (
	"context"
	"slices"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// View is one lawsuit as one person meets it: everything that its page shows.
type View struct {
	models.Lawsuit
	models.Beside
	Today    calendar.Date
	Bench    workflows.Bench // the law that it is under
	Stages   []Station
	Clocks   []Clock            // with their counting steps
	Watched  []Watched          // the periods of others, which nobody is reminded of
	Acts     []*workflows.Act   // open to this person now
	Next     []*workflows.Act   // those of them that the lawsuit waits for, the likeliest first
	Awaited  []*workflows.Act   // all that it waits for, whoever does them
	Proposal *measures.Proposal // who should handle it, while that is open
	Squeeze  *measures.Squeeze  // where the chain of periods is tight or cannot be kept
	Related  models.Related     // the lawsuits that it has to do with, as far as this person may see them
	Console  string             // address in Temporal's console, empty if there is none for the caller
}

// Station is one stage on the lawsuit's way.
type Station struct {
	measures.Stage
	Passed  bool
	Current bool
}

// Clock is a clock as it stands today.
type Clock struct {
	measures.Clock
	StateToday string `json:"state_today"` // in Chinese
	Left       string `json:"left,omitempty"`
	IsOverdue  bool   `json:"overdue"`
	OwnedBy    string `json:"owned_by"` // the units' names
}

// Watched is a period of somebody else's as it stands today.
type Watched struct {
	measures.Watched
	StateToday string `json:"state_today"` // in Chinese
}

// View returns a lawsuit as the caller meets it, or NotFound where it does not
// exist or is none of theirs.
func (o *Office) View(ctx context.Context, who models.Caller, id string) (View, error) {
	l, beside, err := o.store.Beside(ctx, who.Actor, id)
	if err != nil {
		return View{}, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return View{}, err
	}
	v := View{Lawsuit: l, Beside: beside, Today: b.Today, Bench: b, Stages: stations(&l)}
	if Console.Of(who.Role) {
		v.Console = o.consoleOf(l)
	}
	if v.Related, err = o.store.Related(ctx, who.Actor, l); err != nil {
		return View{}, err
	}
	clocks := b.Clocks(&l.File)
	v.Clocks = o.Clocks(&l.File, clocks, b)
	v.Watched = []Watched{}
	for _, w := range measures.WatchedIn(&l.File, b.Law, b.Today) {
		v.Watched = append(v.Watched, Watched{w, w.StateOn(b.Today)})
	}
	for _, a := range workflows.Acts {
		if a.OpenTo(&l.File, who.Actor, b.Law) {
			v.Acts = append(v.Acts, a)
		}
	}
	v.Awaited = workflows.StepOf(&l.File).Awaits(&l.File, b.Law, b.Today)
	for _, a := range v.Awaited {
		if slices.Contains(v.Acts, a) {
			v.Next = append(v.Next, a)
		}
	}
	if l.File.Designates() && l.File.Designation == nil {
		p := measures.Propose(l.File.Origin)
		v.Proposal = &p
	}
	if s := measures.SqueezeOf(clocks, b.Calendar); s != nil && s.Tight() && l.File.Current().Decision() == nil {
		v.Squeeze = s
	}
	return v, nil
}

// Incomplete returns the entry by which a running lawsuit began to be taken over, as long as
// nobody has said that all of it is on file, or nil.
func (v View) Incomplete() *measures.Entry { return incomplete(v.Lawsuit) }

// Clocks says of clocks how they stand today.
func (o *Office) Clocks(f *measures.File, clocks []measures.Clock, b workflows.Bench) []Clock {
	views := make([]Clock, len(clocks))
	for i, c := range clocks {
		views[i] = Clock{Clock: c, StateToday: c.StateOn(b.Today), IsOverdue: c.Overdue(b.Today), OwnedBy: f.OwnerOf(c)}
		if c.State == measures.Running {
			views[i].Left = workflows.Left(c, b.Today, b.Calendar)
		}
	}
	return views
}

func stations(l *models.Lawsuit) []Station {
	var all []Station
	current := measures.StageOf(&l.File)
	before := true
	for _, s := range measures.Stages(&l.File) {
		before = before && s != current
		all = append(all, Station{Stage: s, Passed: before, Current: s == current})
	}
	return all
}
