package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// errAway is what a database says that is not there.
var errAway = errors.New("connection refused")

// outage makes the ledger fail the procedure between two instants, as a database
// does that is being restarted: before it has done anything, or, where lost is set,
// after it has done all of it.
type outage struct {
	from, to time.Time
	lost     bool
	failed   int
}

// suffers puts an outage between the procedure and its ledger.
func (s *story) suffers(o *outage) {
	real := &activities.Activities{Store: s.ledger}
	replace(s, workflows.RecordCall, o, real.Record)
	replace(s, workflows.LawCall, o, real.Law)
	replace(s, workflows.DoneCall, o, real.Done)
}

func replace[In, Out any](s *story, call workflows.Call[In, Out], o *outage, do func(context.Context, In) (Out, error)) {
	s.env.RegisterActivityWithOptions(func(ctx context.Context, in In) (out Out, err error) {
		away := !s.env.Now().Before(o.from) && s.env.Now().Before(o.to)
		if !away || o.lost {
			out, err = do(ctx, in)
		}
		if away {
			o.failed++
			return *new(Out), errAway
		}
		return out, err
	}, activity.RegisterOptions{Name: call.Name, DisableAlreadyRegisteredCheck: true})
}

// armed checks that a timer will go off for the next rung to come.
func (s *story) armed(day string) {
	s.t.Helper()
	s.finds(day, func(p workflows.Picture) {
		first := earliest(p.Due)
		if len(p.Due) == 0 || !earliest(p.Armed).Equal(first) || !first.After(s.env.Now()) {
			s.t.Errorf("%s: armed are %v, due are %v", day, p.Armed, p.Due)
		}
	})
}

// minute returns an instant of a day.
func minute(t *testing.T, day string, hour, min int) time.Time {
	t.Helper()
	return on(t, day).At(hour, min)
}

// TestTheLedgerIsAwayAtARung takes the ledger away over nine in the morning, when
// the reminder of the forwarding is due.
func TestTheLedgerIsAwayAtARung(t *testing.T) {
	for _, lost := range []bool{false, true} {
		for _, seconds := range []int{1, 8, 60, 3 * 3600} {
			t.Run(fmt.Sprintf("%d s, lost %t", seconds, lost), func(t *testing.T) {
				s := tell(t, "2026-03-02", notice("（2026）鲁10行初70号", "2026-03-02"))
				nine := minute(t, "2026-03-03", 9, 0)
				o := &outage{from: nine.Add(-time.Second), to: nine.Add(time.Duration(seconds) * time.Second), lost: lost}
				s.suffers(o)
				s.armed("2026-03-03")
				s.armed("2026-03-04")
				s.goesOn("2026-03-06")
				if o.failed == 0 {
					t.Fatal("the outage met nothing")
				}
				s.expectRungs("forward", "期限提醒", "期限提醒", "今日到期", "逾期督办")
			})
		}
	}
}

// TestTheLedgerIsAwayAtAnAct takes the ledger away while a person waits: the act is
// done when it is back.
func TestTheLedgerIsAwayAtAnAct(t *testing.T) {
	for _, lost := range []bool{false, true} {
		t.Run(fmt.Sprint("lost ", lost), func(t *testing.T) {
			s := tell(t, "2026-03-02", notice("（2026）鲁10行初71号", "2026-03-02"))
			at := minute(t, "2026-03-03", 15, 0)
			s.suffers(&outage{from: at, to: at.Add(3 * time.Minute), lost: lost})
			r := workflows.Request{Key: "K", By: clerk, Input: input(t, fields{"lead": "区城市管理局"})}
			var receipts []models.Receipt
			answer := func(receipt models.Receipt, err error) {
				if err != nil {
					t.Errorf("answered %s", explain(err))
				}
				receipts = append(receipts, receipt)
			}
			s.at("2026-03-03", func() { s.sendAs("K/1", "designate_unit", r, answer) })
			s.armed("2026-03-04")
			s.goesOn("2026-03-05")
			if len(receipts) != 1 || receipts[0].Revision == 0 {
				t.Errorf("the receipts are %+v", receipts)
			}
			if n := count(titlesOf(s.journal()), "确定承办单位"); n != 1 {
				t.Errorf("%d lines say who handles it", n)
			}
		})
	}
}

// TestTheLedgerIsAwayAtARegistration takes the ledger away before the lawsuit is in
// it, for the law and for the registration.
func TestTheLedgerIsAwayAtARegistration(t *testing.T) {
	for _, lost := range []bool{false, true} {
		t.Run(fmt.Sprint("lost ", lost), func(t *testing.T) {
			s := tell(t, "2026-03-02", notice("（2026）鲁10行初72号", "2026-03-02"))
			s.suffers(&outage{from: s.start, to: s.start.Add(time.Minute), lost: lost})
			s.does("2026-03-02", clerk, "designate_unit", fields{"lead": "区城市管理局"})
			s.armed("2026-03-02")
			s.goesOn("2026-03-03")
			if n := count(titlesOf(s.journal()), "登记应诉通知"); n != 1 {
				t.Errorf("%d lines of registration", n)
			}
		})
	}
}

// TestTheLedgerIsAwayAtARecount takes the ledger away when a lawsuit is told of a new
// calendar.
func TestTheLedgerIsAwayAtARecount(t *testing.T) {
	s := tell(t, "2026-12-17", notice("（2026）鲁10行初73号", "2026-12-17"))
	at := minute(t, "2026-12-21", 15, 0)
	s.suffers(&outage{from: at, to: at.Add(10 * time.Minute)})
	s.at("2026-12-21", func() {
		s.agree(models.Proposal{Year: new(next2027(t))})
		s.env.SignalWorkflow(workflows.LawChanged, "")
	})
	s.finds("2026-12-22", func(p workflows.Picture) {
		if c := clockOf(t, p, "evidence"); c.Provisional || c.Due.String() != "2027-01-05" {
			t.Errorf("after: %s, provisional %t", c.Due, c.Provisional)
		}
	})
	s.armed("2026-12-22")
	s.goesOn("2026-12-23")
}

// TestTheLedgerIsAwayAtTheArchive takes the ledger away when the file is closed.
func TestTheLedgerIsAwayAtTheArchive(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初74号", "2026-03-02"))
	s.does("2026-03-03", clerk, "designate_unit", fields{"lead": "区城市管理局"})
	s.does("2026-03-04", clerk, "record_withdrawal", fields{"on": "2026-03-04", "number": "（2026）鲁10行初15号之一"})
	at := minute(t, "2026-03-20", 15, 0)
	s.suffers(&outage{from: at, to: at.Add(time.Hour)})
	s.closes("2026-03-05", "2026-03-20")
	if p := s.picture(); p.Stage != measures.Archived {
		t.Errorf("the lawsuit stands at %s", p.Stage.Title())
	}
}

// TestTheLedgerIsAwayWhenALawsuitIsTakenUp takes the ledger away when a run begins
// that goes on with what an earlier one has left.
func TestTheLedgerIsAwayWhenALawsuitIsTakenUp(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初75号", "2026-03-02"))
	s.goesOn("2026-03-02")
	l, err := s.ledger.Lawsuit(context.Background(), clerk, s.docket.ID)
	if err != nil {
		t.Fatal(err)
	}
	next := s.again(workflows.TakeUp(l, measures.Editions[0], s.docket.Civil, ""), "2026-03-03")
	next.suffers(&outage{from: next.start, to: next.start.Add(time.Minute)})
	next.armed("2026-03-03")
	next.goesOn("2026-03-05")
	next.expectRungs("forward", "期限提醒", "期限提醒", "今日到期", "逾期督办")
	if titles := titlesOf(next.journal()); count(titles, "办理流程恢复") != 1 {
		t.Errorf("the journal does not say once that it was taken up: %s", strings.Join(titles, "、"))
	}
}

func titlesOf(entries []models.Entry) []string {
	var titles []string
	for _, e := range entries {
		titles = append(titles, e.Title)
	}
	return titles
}

// earliest returns the first instant at which one of some rungs is due.
func earliest(rungs []models.NextRung) time.Time {
	if len(rungs) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(rungs, func(a, b models.NextRung) int { return a.At.Compare(b.At) }).At
}

// TestEveryCallFailsOnce tells one lost lawsuit again and again, and lets one more call
// to the ledger fail each time, before it has done anything or after: all come to the
// same end.
func TestEveryCallFailsOnce(t *testing.T) {
	whole := lostLawsuit(t, &nth{})
	if whole.calls < 20 {
		t.Fatalf("only %d calls were made", whole.calls)
	}
	for _, lost := range []bool{false, true} {
		for n := 1; n <= whole.calls; n++ {
			x := lostLawsuit(t, &nth{n: n, lost: lost})
			if x.failed != 1 || x.end != whole.end {
				t.Errorf("call %d, lost %t (failed %d times): the journal is\n%s\nwant\n%s", n, lost, x.failed, x.end, whole.end)
			}
		}
	}
	t.Logf("%d calls, each failed before and after its effect", whole.calls)
}

// nth lets the n-th call fail once.
type nth struct {
	n             int
	lost          bool
	calls, failed int
	end           string // the journal
}

func lostLawsuit(t *testing.T, x *nth) *nth {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初79号", "2026-03-02"))
	real := &activities.Activities{Store: s.ledger}
	failing(s, x, workflows.RecordCall, real.Record)
	failing(s, x, workflows.LawCall, real.Law)
	s.prepares()
	s.isHeard()
	s.does("2026-06-05", unitClerk, "record_judgment", fields{
		"number": "（2026）鲁10行初79号", "form": "judgment", "outcome": "撤销", "lost": true, "made_on": "2026-06-01", "served_on": "2026-06-05"})
	s.does("2026-06-23", unitClerk, "record_effective", fields{"on": "2026-06-23", "received_on": "2026-06-23"})
	s.does("2026-07-01", unitClerk, "file_loss_report", fields{"on": "2026-07-01", "analysis": "主要证据不足"})
	s.does("2026-07-01", reviewer, "accept_loss_report", fields{"on": "2026-07-01"})
	s.closes("2026-07-02", "2026-07-20")
	for _, e := range s.journal() {
		x.end += e.CivilOn.String() + " " + e.Title + "\n"
	}
	return x
}

func failing[In, Out any](s *story, x *nth, call workflows.Call[In, Out], do func(context.Context, In) (Out, error)) {
	s.env.RegisterActivityWithOptions(func(ctx context.Context, in In) (out Out, err error) {
		x.calls++
		now := x.calls == x.n
		if !now || x.lost {
			out, err = do(ctx, in)
		}
		if now {
			x.failed++
			return *new(Out), errAway
		}
		return out, err
	}, activity.RegisterOptions{Name: call.Name, DisableAlreadyRegisteredCheck: true})
}
