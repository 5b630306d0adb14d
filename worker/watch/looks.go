package watch

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"yingsu/models"
)

// mostRemains is how many lawsuits are named that could not be mended. More of them than
// that have one cause.
const mostRemains = 50

// keep puts into the ledger what came of a look, for whoever runs the system to see.
// Where the ledger is away there is nothing to keep it in, and the log says so.
func (w *Watch) keep(ctx context.Context, l models.Look, err error) {
	l.Worker, l.At = me(), time.Now()
	if err != nil {
		l.At, l.FailedAt, l.Failure = time.Time{}, time.Now(), err.Error()
	}
	if ctx.Err() != nil { // it was called off, which is no failure
		return
	}
	if err := w.Store.KeepLook(ctx, l); err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, "watch: what came of a look was not kept", "what", l.What, "error", err)
	}
}

// me names this process, as Temporal does.
func me() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%d@%s", os.Getpid(), host)
}

// came is what came of a comparison so far.
func (p *pass) came(what string) models.Look {
	l := models.Look{What: what, Looked: p.through, Found: len(p.found)}
	for _, d := range p.found {
		if d.Mended {
			continue
		}
		l.Unmended++
		if len(l.Remains) < mostRemains {
			l.Remains = append(l.Remains, d.remains())
		}
	}
	return l
}

func (d Difference) remains() models.Remains {
	return models.Remains{LawsuitID: d.LawsuitID, CaseNumber: d.CaseNumber, What: d.What, Why: d.Err.Error()}
}

// LookAgain looks once more at the lawsuits that the last comparisons could not mend, and
// leaves out of what is kept of them those of which ledger and workflow say the same
// now. It returns how many it left out.
func (w *Watch) LookAgain(ctx context.Context) (gone int, err error) {
	looks, err := w.Store.Looks(ctx)
	if err != nil {
		return 0, err
	}
	until := time.Now().Add(Every)
	for _, what := range []string{models.LookClosely, models.LookLists} {
		l := looks[what]
		if len(l.Remains) == 0 {
			continue
		}
		gone += w.lookAgain(ctx, &l, until)
		if err := w.Store.KeepRemains(ctx, l); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// lookAgain looks again at what remains of one comparison, for a while: each may take as
// long as a workflow that does not answer. It returns how many remain no longer.
func (w *Watch) lookAgain(ctx context.Context, l *models.Look, until time.Time) (gone int) {
	var remains []models.Remains
	for _, r := range l.Remains {
		if ctx.Err() != nil || time.Now().After(until) {
			remains = append(remains, r)
			continue
		}
		d, differs := w.compareOrEnter(ctx, r)
		if !differs || d.Mended {
			gone++
			continue
		}
		remains = append(remains, models.Remains{LawsuitID: r.LawsuitID, CaseNumber: r.CaseNumber, What: d.What, Why: d.Err.Error()})
	}
	l.Remains, l.Unmended = remains, l.Unmended-gone
	return gone
}

func (w *Watch) compareOrEnter(ctx context.Context, r models.Remains) (Difference, bool) {
	if r.LawsuitID == "" {
		return w.enter(ctx, r.CaseNumber)
	}
	return w.compare(ctx, r.LawsuitID)
}
