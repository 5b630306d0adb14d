package watch_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/watch"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestAReminderThatDidNotGoOutIsAlarmedOnce needs no Temporal: that is the point.
func TestAReminderThatDidNotGoOutIsAlarmedOnce(t *testing.T) {
	ctx := context.Background()
	ledger, err := store.Open(ctx, "sqlite:"+t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	clerk, err := ledger.CreateUser(ctx, models.User{Username: "clerk", Name: "林文", Role: models.Clerk, Unit: measures.JusticeBureau, PasswordHash: "-"})
	if err != nil {
		t.Fatal(err)
	}
	due := time.Now().UTC()
	if _, err := ledger.Record(ctx, lawsuit(t, due)); err != nil {
		t.Fatal(err)
	}

	w := &watch.Watch{Activities: &activities.Activities{Store: ledger}}
	if n, err := w.Sweep(ctx, due.Add(watch.Grace-time.Minute)); n != 0 || err != nil {
		t.Errorf("within the grace: %d alarms, %v", n, err)
	}
	for range 2 {
		if n, err := w.Sweep(ctx, due.Add(watch.Grace+time.Minute)); n != 1 || err != nil {
			t.Errorf("after the grace: %d alarms, %v", n, err)
		}
	}
	inbox, err := ledger.Inbox(ctx, clerk, models.MessageFilter{Unread: true})
	if err != nil || len(inbox.Messages) != 1 || !strings.HasPrefix(inbox.Messages[0].Title, "提醒没有按时发出") {
		t.Errorf("the clerk's inbox: %+v, %v", inbox, err)
	}
}

// TestPeopleAreRemindedOnTheirDay: also where no worker ran on it.
func TestPeopleAreRemindedOnTheirDay(t *testing.T) {
	ctx := context.Background()
	ledger, err := store.Open(ctx, "sqlite:"+t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	clerk, err := ledger.CreateUser(ctx, models.User{Username: "clerk", Name: "林文", Role: models.Clerk, Unit: measures.JusticeBureau, PasswordHash: "-"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	l := lawsuit(t, now)
	if _, err := ledger.Record(ctx, l); err != nil {
		t.Fatal(err)
	}
	if err := ledger.FollowUp(ctx, models.FollowUp{LawsuitID: l.Lawsuit.ID, Owner: "clerk", On: calendar.DateOf(now).AddDays(1), Note: "问法官排期", At: now}); err != nil {
		t.Fatal(err)
	}
	w := &watch.Watch{Activities: &activities.Activities{Store: ledger}}
	for days, want := range []int{0, 1, 1, 1} {
		if days == 1 {
			days = 2 // nobody looked on the day itself
		}
		if err := w.Remind(ctx, now.AddDate(0, 0, days)); err != nil {
			t.Fatal(err)
		}
		inbox, err := ledger.Inbox(ctx, clerk, models.MessageFilter{})
		told := 0
		for _, m := range inbox.Messages {
			if m.Title == "自设提醒" && m.Body == "问法官排期" {
				told++
			}
		}
		if err != nil || told != want {
			t.Errorf("after %d days: told %d times, want %d, %v", days, told, want, err)
		}
	}
}

// TestPeopleAreRemindedOfDemands: on working days from nine on, and once, whoever looks.
func TestPeopleAreRemindedOfDemands(t *testing.T) {
	ctx, url := context.Background(), "sqlite:"+t.TempDir()+"/ledger.db"
	ledger, err := store.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	ids := map[string]int64{}
	for _, u := range []models.User{
		{Username: "unit-clerk", Role: models.UnitClerk, Unit: "区城市管理局"}, {Username: "supervisor", Role: models.Supervisor}, {Username: "director", Role: models.Director, Unit: measures.JusticeBureau},
	} {
		u.Name, u.PasswordHash = u.Username, "-"
		if ids[u.Username], err = ledger.CreateUser(ctx, u); err != nil {
			t.Fatal(err)
		}
	}
	l := lawsuit(t, time.Now())
	if _, err := ledger.Record(ctx, l); err != nil {
		t.Fatal(err)
	}
	sunday := calendar.On(2026, 3, 15)
	if err := ledger.Demand(ctx, models.Demand{
		LawsuitID: l.Lawsuit.ID, Key: "1", Office: "区城市管理局", By: "supervisor", ByName: "何督明", Asked: "何时答辩？", AnswerBy: sunday, At: sunday.AddDays(-5).At(10, 0),
	}); err != nil {
		t.Fatal(err)
	}
	for _, look := range []struct {
		at               time.Time
		asked, who, also int // messages that lie there
	}{
		{calendar.On(2026, 3, 12).At(12, 0), 0, 0, 0},
		{calendar.On(2026, 3, 13).At(8, 59), 0, 0, 0},
		{calendar.On(2026, 3, 13).At(9, 0), 1, 0, 0}, // the last working day before
		{sunday.At(12, 0), 1, 0, 0},
		{calendar.On(2026, 3, 16).At(8, 0), 1, 0, 0},
		{calendar.On(2026, 3, 16).At(9, 0), 2, 1, 1},
		{calendar.On(2026, 3, 17).At(9, 0), 2, 1, 1},
	} {
		for range 2 { // a worker that was started again, beside one that runs
			again, err := store.Open(ctx, url)
			if err != nil {
				t.Fatal(err)
			}
			w := &watch.Watch{Activities: &activities.Activities{Store: again}}
			if err := w.Remind(ctx, look.at); err != nil {
				t.Fatal(err)
			}
			if err := again.Close(); err != nil {
				t.Fatal(err)
			}
		}
		for username, want := range map[string]int{"unit-clerk": look.asked, "supervisor": look.who, "director": look.also} {
			inbox, err := ledger.Inbox(ctx, ids[username], models.MessageFilter{})
			if err != nil || len(inbox.Messages) != want {
				t.Errorf("at %s %s has %d messages, want %d: %+v, %v", look.at, username, len(inbox.Messages), want, inbox.Messages, err)
			}
		}
	}
}

// lawsuit is the registration of one whose forwarding reminds at the given
// instant.
func lawsuit(t *testing.T, rung time.Time) models.Recording {
	t.Helper()
	bench := workflows.Bench{Law: measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}, Today: calendar.On(2026, 3, 2)}
	input, err := json.Marshal(map[string]any{
		"case_number": "（2026）鲁10行初1号", "court": "威海市中级人民法院", "plaintiffs": []string{"王某"}, "cause": "行政处罚",
		"defendants": []map[string]string{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}}, "served_on": "2026-03-02",
	})
	if err != nil {
		t.Fatal(err)
	}
	file, refusal := workflows.NewFile(workflows.Request{Input: input}, bench)
	if refusal != nil {
		t.Fatal(refusal, refusal.Fields)
	}
	return models.Recording{Key: "open", Act: "register", Receipt: json.RawMessage("{}"), Lawsuit: models.Lawsuit{
		ID: models.IDOf(file.CaseNumber), CaseNumber: file.CaseNumber, Revision: 1, Stage: measures.StageOf(file), File: *file,
		Clocks: bench.Clocks(file), NextRungs: []models.NextRung{{Clock: "forward", At: rung}}, OpenedAt: rung, UpdatedAt: rung,
	}}
}

func TestNextYearsNoticeIsAskedForDaily(t *testing.T) {
	ctx := context.Background()
	ledger, err := store.Open(ctx, "sqlite:"+t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	admin, err := ledger.CreateUser(ctx, models.User{Username: "admin", Name: "邹管", Role: models.Admin, PasswordHash: "-"})
	if err != nil {
		t.Fatal(err)
	}
	w := &watch.Watch{Activities: &activities.Activities{Store: ledger}}
	at := func(month time.Month, day, hour int) time.Time { return calendar.On(2026, month, day).At(hour, 0) }
	for _, look := range []struct {
		now  time.Time
		want int
	}{
		{at(9, 30, 12), 0}, {at(10, 1, 8), 0}, {at(10, 1, 9), 1}, {at(10, 1, 15), 1}, {at(10, 2, 9), 1},
	} {
		if n, err := w.NextYear(ctx, look.now); n != look.want || err != nil {
			t.Errorf("at %s: %d, %v", look.now, n, err)
		}
	}
	if inbox, err := ledger.Inbox(ctx, admin, models.MessageFilter{Unread: true}); err != nil || len(inbox.Messages) != 2 {
		t.Errorf("%d messages, want one a day: %v", len(inbox.Messages), err)
	}

	year := calendar.Builtin().Year(2027)
	year.Status = calendar.Published
	id, err := ledger.Propose(ctx, models.Proposal{Year: &year, ProposedBy: "admin", ProposedAt: at(10, 2, 9)})
	if err == nil {
		err = ledger.Decide(ctx, id, models.Confirmed, "director", at(10, 2, 10))
	}
	if n, lookErr := w.NextYear(ctx, at(10, 3, 9)); n != 0 || lookErr != nil || err != nil {
		t.Errorf("once it is published: %d, %v, %v", n, lookErr, err)
	}
}
