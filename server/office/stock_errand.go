package office

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"yingsu/models"
	"yingsu/server/stock"
)

// StockRun is a ledger that is being taken over, or has been: how far, and what has come
// of each line that is through.
type StockRun struct {
	models.Errand
	Report StockReport
}

// stockHopes is for how long a ledger waits in which nothing can be done, because nobody
// works.
const stockHopes = 30 * time.Minute

// BeginTakeOver has a ledger taken over, however long it lasts. Where it is being taken
// over already, whoever has begun it, that run is returned.
func (o *Office) BeginTakeOver(ctx context.Context, who models.Caller, f StockFile) (run StockRun, err error) {
	hash := hashOf(f.Content)
	err = o.administered(ctx, who, TakingOver, "take_over", "文件"+hash, func() error {
		if _, err := o.readStock(ctx, who, f); err != nil {
			return err
		}
		run.Errand, err = o.giveErrand(ctx, who, models.TakingStock, stockKeys+hash, "批量接收在办案件", f)
		return err
	})
	return run, err
}

// ResumeTakeOver goes on with a ledger in which lines were left.
func (o *Office) ResumeTakeOver(ctx context.Context, who models.Caller, id int64) (StockRun, error) {
	e, err := read(ctx, who, TakingOver, func(ctx context.Context) (models.Errand, error) {
		return o.store.WholeErrand(ctx, models.TakingStock, id)
	})
	if err != nil || e.Runs() {
		return StockRun{Errand: e}, err
	}
	if len(e.Input) == 0 {
		return StockRun{}, &models.Error{Code: models.NotOpen, Detail: "这份台账已经接收完毕，没有可以继续的行。有改动的，请重新上传。", Link: "/lawsuits/stock"}
	}
	var f StockFile
	if err := json.Unmarshal(e.Input, &f); err != nil {
		return StockRun{}, err
	}
	return o.BeginTakeOver(ctx, who, f)
}

// TakeOverRun returns a run, for those who take over.
func (o *Office) TakeOverRun(ctx context.Context, who models.Caller, id int64) (run StockRun, err error) {
	run.Errand, err = read(ctx, who, TakingOver, func(ctx context.Context) (models.Errand, error) {
		return o.store.Errand(ctx, models.TakingStock, id)
	})
	if err != nil || len(run.Errand.Report) == 0 {
		return run, err
	}
	return run, json.Unmarshal(run.Errand.Report, &run.Report)
}

// TakeOverRuns returns the last few runs, the last first.
func (o *Office) TakeOverRuns(ctx context.Context, who models.Caller) ([]models.Errand, error) {
	const shown = 5
	return read(ctx, who, TakingOver, func(ctx context.Context) ([]models.Errand, error) {
		return o.store.Errands(ctx, models.TakingStock, shown)
	})
}

// takeStock is the errand: the lines are taken over as TakeOver does, and while nobody
// works, it waits.
func (o *Office) takeStock(ctx context.Context, e models.Errand, p *progress) (again bool, err error) {
	var f StockFile
	if err := json.Unmarshal(e.Input, &f); err != nil {
		return true, err
	}
	if err := o.still(ctx, e.By, TakingOver); err != nil {
		return true, err
	}
	l, err := o.readStock(ctx, e.By, f)
	if err != nil {
		return true, err
	}
	report, err := o.reportStock(ctx, e.By, l, hashOf(f.Content))
	if err != nil {
		return true, err
	}
	run := runOf(report)
	p.follow(run.look)
	for lastly := time.Now(); ; {
		before := run.done
		away, err := o.takeAll(ctx, e.By, report.Lines, time.Time{}, run.through)
		if run.done > before {
			lastly = time.Now()
		}
		switch {
		case ctx.Err() != nil:
			return true, ctx.Err()
		case err != nil || !away:
			report.count()
			return report.Ready > 0, err
		case time.Since(lastly) > stockHopes:
			return true, &models.Error{Code: models.Unavailable, Detail: "办理服务一直不可用，没有办完。已经接收的都有效；恢复后请选择“继续接收”。"}
		}
		p.wait("办理服务暂时不可用，恢复后自动继续。")
		select {
		case <-ctx.Done():
		case <-time.After(errandsRetry):
		}
		p.wait("")
		afresh(report.Lines)
	}
}

// afresh takes back what is said of lines that are to be tried again.
func afresh(lines []StockLine) {
	for i := range lines {
		if x := &lines[i]; x.Open() {
			x.Problems = append([]stock.Problem{}, x.Lawsuit.Problems...)
		}
	}
}

// stockRun is how far a ledger is. Its lines are still worked on; what is shown is a copy
// of those that are through.
type stockRun struct {
	lines       []StockLine
	lock        sync.Mutex
	shown       StockReport
	done, total int
}

func runOf(report StockReport) *stockRun {
	r := &stockRun{lines: report.Lines, shown: report}
	r.shown.Lines = slices.Clone(report.Lines)
	for _, x := range r.lines {
		switch {
		case x.Open():
			r.total++
		case x.State == StockTaken: // by an earlier run, or before another server had to go on
			r.total++
			r.done++
		}
	}
	return r
}

// through shows a line that has been worked on.
func (r *stockRun) through(i int) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.shown.Lines[i].Open() && !r.lines[i].Open() {
		r.done++
	}
	r.shown.Lines[i] = r.lines[i]
}

func (r *stockRun) look() (done, total int, report any) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.shown.count()
	shown := r.shown
	shown.Lines = slices.Clone(r.shown.Lines)
	return r.done, r.total, shown
}
