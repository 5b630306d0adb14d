package workflows_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/registration"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// story tells a lawsuit in Temporal's time-skipping environment, on the real
// procedure and a real ledger. Steps are scheduled for civil days and then told
// in one go; a step that is answered otherwise than it says fails the test, and
// so does an act that becomes open to somebody without the story expecting it.
type story struct {
	t      *testing.T
	env    *testsuite.TestWorkflowEnvironment
	ledger *store.Store
	start  time.Time
	docket workflows.Docket
	steps  int
}

// today is the law of the stories.
var today = measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}

// People of the stories.
var (
	clerk     = models.Actor{Username: "clerk", Name: "林文", Role: models.Clerk, Unit: measures.JusticeBureau}
	reviewer  = models.Actor{Username: "reviewer", Name: "周审", Role: models.Reviewer, Unit: measures.JusticeBureau}
	director  = models.Actor{Username: "director", Name: "郑司", Role: models.Director, Unit: measures.JusticeBureau}
	unitClerk = models.Actor{Username: "unit-clerk", Name: "孙城", Role: models.UnitClerk, Unit: "区城市管理局"}
	official  = models.Actor{Username: "unit-official", Name: "吴管", Role: models.UnitOfficial, Unit: "区城市管理局"}
	townClerk = models.Actor{Username: "town-clerk", Name: "钱镇", Role: models.UnitClerk, Unit: "张村镇"}
	overseer  = models.Actor{Username: "supervisor", Name: "何督", Role: models.Supervisor}
)

// fields is what is filled in for an act.
type fields map[string]any

// tell opens a lawsuit with a notice that is registered at ten in the morning of
// the given day.
func tell(t *testing.T, day string, notice fields) *story {
	t.Helper()
	s := &story{t: t, ledger: ledgerOf(t)}
	s.begin(day)
	s.docket = s.open(notice)
	return s
}

// again goes on with a lawsuit in a run of its own, on the same ledger.
func (s *story) again(d workflows.Docket, day string) *story {
	s.t.Helper()
	next := &story{t: s.t, ledger: s.ledger, docket: d}
	next.begin(day)
	return next
}

// begin makes the environment of a run that starts at ten in the morning.
func (s *story) begin(day string) {
	s.t.Helper()
	s.start = on(s.t, day).At(10, 0)
	s.env = environment(s.start, s.ledger)
	// There is no server whose history could be kept; server/dev tests that.
	s.env.RegisterActivityWithOptions(func(context.Context, workflows.KeepHistory) (models.Kept, error) { return models.Kept{}, nil },
		activity.RegisterOptions{Name: workflows.KeepHistoryCall.Name, DisableAlreadyRegisteredCheck: true})
}

// environment runs the program's workflows from a time on, as fast as they can be told.
// A worker takes a step that lasts a second for one that never ends, and tries it again;
// here the lawsuit would be over, on a machine that has other things to do.
func environment(from time.Time, ledger *store.Store) *testsuite.TestWorkflowEnvironment {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(silent{})
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(from)
	env.SetTestTimeout(time.Minute)
	env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute})
	registration.Register(env, &activities.Activities{Store: ledger})
	return env
}

func (s *story) open(notice fields) workflows.Docket {
	s.t.Helper()
	return s.openWith(workflows.Register, notice)
}

func (s *story) openWith(opening *workflows.Form, notice fields) workflows.Docket {
	s.t.Helper()
	bench := workflows.Bench{Law: today, Today: calendar.DateOf(s.start)}
	r := workflows.Request{Key: "opening", By: clerk, Input: input(s.t, notice)}
	file, refusal := workflows.Open(opening, r, bench)
	if refusal != nil {
		s.t.Fatalf("the notice was refused: %v %v", refusal, refusal.Fields)
	}
	d := workflows.Docket{ID: models.IDOf(file.CaseNumber), File: *file, Edition: bench.Edition, By: clerk, Key: r.Key, Request: r.Hash(opening.Name)}
	d.Voucher = s.vouch(d.Wish())
	return d
}

// notice is a lawsuit against the district government over a demolition that
// the urban management bureau carried out.
func notice(number, served string) fields {
	return fields{
		"case_number": number, "court": "威海市中级人民法院",
		"plaintiffs": []string{"王某某"}, "cause": "强制拆除",
		"defendants": []fields{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}},
		"served_on":  served, "bureau_received_on": served,
		"origin": fields{"item": 5, "unit": "区城市管理局"},
	}
}

// on schedules a step for three in the afternoon of a day.
func (s *story) at(day string, step func()) {
	s.t.Helper()
	s.steps++
	// Steps of the same day follow each other by a minute.
	when := on(s.t, day).At(15, 0).Add(time.Duration(s.steps) * time.Minute)
	if when.Before(s.start) {
		s.t.Fatalf("%s is before the story begins", day)
	}
	s.env.RegisterDelayedCallback(step, when.Sub(s.start))
}

// does schedules an act that must be accepted.
func (s *story) does(day string, who models.Actor, act string, in fields) {
	s.t.Helper()
	s.at(day, func() {
		s.send(who, act, in, func(_ models.Receipt, err error) {
			if err != nil {
				s.t.Errorf("%s %s %s: %v", day, who.Name, act, explain(err))
			}
		})
	})
}

// isRefused schedules an act that must be refused with the given article.
func (s *story) isRefused(day string, who models.Actor, act string, in fields, article string) {
	s.t.Helper()
	s.at(day, func() {
		s.send(who, act, in, func(_ models.Receipt, err error) {
			if refusal := refusalOf(err); refusal == nil || refusal.Article != article {
				s.t.Errorf("%s %s %s: got %v, want a refusal by %s", day, who.Name, act, explain(err), article)
			}
		})
	})
}

// finds schedules a look at the lawsuit.
func (s *story) finds(day string, look func(p workflows.Picture)) {
	s.t.Helper()
	s.at(day, func() { look(s.picture()) })
}

// stands schedules a check of the stage.
func (s *story) stands(day string, stage measures.Stage) {
	s.t.Helper()
	s.finds(day, func(p workflows.Picture) {
		if p.Stage != stage {
			s.t.Errorf("%s: the lawsuit stands at %s, want %s", day, p.Stage.Title(), stage.Title())
		}
	})
}

func (s *story) send(who models.Actor, act string, in fields, done func(models.Receipt, error)) {
	key := fmt.Sprintf("%s-%d", act, time.Now().UnixNano())
	s.sendAs(key, act, workflows.Request{Key: key, By: who, Input: input(s.t, in)}, done)
}

// vouch is what a server does for a wish.
func (s *story) vouch(w models.Wish) string {
	s.t.Helper()
	voucher, err := s.ledger.Vouch(context.Background(), w)
	if err != nil {
		s.t.Fatal(err)
	}
	return voucher
}

// sendAs sends a request as an Update with an id of its own, with a server's voucher.
func (s *story) sendAs(update, act string, r workflows.Request, done func(models.Receipt, error)) {
	r.Voucher = s.vouch(r.Wish(s.docket.ID, act))
	s.sendBare(update, act, r, done)
}

// sendBare sends a request as it is.
func (s *story) sendBare(update, act string, r workflows.Request, done func(models.Receipt, error)) {
	s.env.UpdateWorkflow(act, update, &answer{done}, r)
}

// ends tells the story; the lawsuit must come to its end.
func (s *story) ends() {
	s.t.Helper()
	s.env.ExecuteWorkflow(workflows.WorkflowType, s.docket)
	if !s.env.IsWorkflowCompleted() {
		s.t.Fatal("the lawsuit did not come to its end")
	}
	if err := s.env.GetWorkflowError(); err != nil {
		s.t.Fatalf("the lawsuit ended with %v", err)
	}
	if err := s.ledger.VerifyJournal(context.Background(), s.docket.ID); err != nil {
		s.t.Errorf("the journal: %v", err)
	}
}

// goesOn tells the story until a day; the lawsuit must still be open then.
func (s *story) goesOn(until string) {
	s.t.Helper()
	s.at(until, func() { s.env.CancelWorkflow() })
	s.env.ExecuteWorkflow(workflows.WorkflowType, s.docket)
	if err := s.env.GetWorkflowError(); !temporal.IsCanceledError(err) {
		s.t.Fatalf("the lawsuit ended with %v before %s", err, until)
	}
}

func (s *story) picture() workflows.Picture {
	s.t.Helper()
	v, err := s.env.QueryWorkflow(workflows.FileQuery)
	if err != nil {
		s.t.Fatal(err)
	}
	var p workflows.Picture
	if err := v.Get(&p); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// clock returns a clock of a picture.
func clockOf(t *testing.T, p workflows.Picture, id string) measures.Clock {
	t.Helper()
	i := slices.IndexFunc(p.Clocks, func(c measures.Clock) bool { return c.ID == id })
	if i < 0 {
		t.Errorf("no clock %s", id)
		return measures.Clock{}
	}
	return p.Clocks[i]
}

// journal returns the lawsuit's journal.
func (s *story) journal() []models.Entry {
	s.t.Helper()
	entries, err := s.ledger.Journal(context.Background(), clerk, s.docket.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return entries
}

// inbox returns the titles in a person's inbox, the oldest first.
func (s *story) inbox(who models.Actor) []string {
	s.t.Helper()
	ctx := context.Background()
	user, err := s.ledger.UserByName(ctx, who.Username)
	if err != nil {
		s.t.Fatal(err)
	}
	page, err := s.ledger.Inbox(ctx, user.ID, models.MessageFilter{Limit: 200})
	if err != nil {
		s.t.Fatal(err)
	}
	slices.SortFunc(page.Messages, func(a, b models.Message) int { return int(a.ID - b.ID) })
	var titles []string
	for _, m := range page.Messages {
		titles = append(titles, m.Title)
	}
	return titles
}

// ledgerOf returns an empty ledger in which the people of the stories have
// accounts.
func ledgerOf(t *testing.T) *store.Store {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, "sqlite:"+t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, a := range []models.Actor{clerk, reviewer, director, unitClerk, official, townClerk, overseer} {
		u := models.User{Username: a.Username, Name: a.Name, Role: a.Role, Unit: a.Unit, PasswordHash: "-"}
		if _, err := s.CreateUser(ctx, u); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func on(t *testing.T, day string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func input(t *testing.T, in fields) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// answer passes on how an Update ended.
type answer struct {
	done func(models.Receipt, error)
}

func (a *answer) Accept()          {}
func (a *answer) Reject(err error) { a.done(models.Receipt{}, err) }
func (a *answer) Complete(result any, err error) {
	receipt, _ := result.(models.Receipt)
	a.done(receipt, err)
}

func refusalOf(err error) *models.Error {
	var app *temporal.ApplicationError
	refusal := new(models.Error)
	if !errors.As(err, &app) || app.Details(refusal) != nil {
		return nil
	}
	return refusal
}

func explain(err error) string {
	if r := refusalOf(err); r != nil {
		return fmt.Sprintf("%s（%s） %v", r.Detail, r.Article, r.Fields)
	}
	return fmt.Sprint(err)
}

// silent is a logger for what the stories expect to happen.
type silent struct{}

func (silent) Debug(string, ...any) {}
func (silent) Info(string, ...any)  {}
func (silent) Warn(string, ...any)  {}
func (silent) Error(string, ...any) {}
