package office_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// guarded are the methods that only some may call, whatever the door has asked before.
var guarded = map[string]struct {
	may *office.Capability
	ask func(ctx context.Context, o *office.Office, who models.Caller) error
}{
	"Register": {office.Registering, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Register(ctx, who, workflows.Register, "key", []byte("{}"))
		return err
	}},
	"PreviewStock": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.PreviewStock(ctx, who, office.StockFile{})
		return err
	}},
	"TakeOver": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.TakeOver(ctx, who, office.StockFile{})
		return err
	}},
	"BeginTakeOver": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.BeginTakeOver(ctx, who, office.StockFile{})
		return err
	}},
	"ResumeTakeOver": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.ResumeTakeOver(ctx, who, 99)
		return err
	}},
	"TakeOverRun": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.TakeOverRun(ctx, who, 99)
		return err
	}},
	"TakeOverRuns": {office.TakingOver, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.TakeOverRuns(ctx, who)
		return err
	}},
	"Foresee": {office.Simulating, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, _, err := o.Foresee(ctx, who, models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, 12), Reason: "台风"}})
		return err
	}},
	"ForeseenBy": {office.Simulating, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, _, _, err := o.ForeseenBy(ctx, who, 99)
		return err
	}},
	"Entries": {office.Checking, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Entries(ctx, who, "")
		return err
	}},
	"CheckEntries": {office.Checking, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.CheckEntries(ctx, who, "key", nil, calendar.On(2026, 3, 10))
		return err
	}},
	"Findings": {office.Findings, func(_ context.Context, _ *office.Office, who models.Caller) error {
		_, err := office.View{Lawsuit: models.Lawsuit{File: measures.File{Instances: []measures.Instance{{}}}}}.Findings(who)
		return err
	}},
	"ReadInConsole": {office.Console, func(ctx context.Context, o *office.Office, who models.Caller) error {
		return o.ReadInConsole(ctx, who, "（2026）鲁10行初15号")
	}},
	"Colleagues": {office.Leaves, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Colleagues(ctx, who)
		return err
	}},
	"Delegate for another": {office.OthersLeaves, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Delegate(ctx, who, models.Substitution{Absent: "somebody", Substitute: "else"})
		return err
	}},
	"Propose": {office.Proposing, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Propose(ctx, who, models.Proposal{Closure: &calendar.Closure{Date: calendar.On(2026, 8, 12), Reason: "台风"}})
		return err
	}},
	"Decide": {office.Deciding, func(ctx context.Context, o *office.Office, who models.Caller) error {
		return o.Decide(ctx, who, 99, models.Withdrawn)
	}},
	"Proposals": {office.Deciding, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Proposals(ctx, who)
		return err
	}},
	"Proposal": {office.Deciding, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Proposal(ctx, who, 99)
		return err
	}},
	"Draft": {office.Simulating, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Draft(ctx, who, office.ChangeNamed("closure"), []byte("{}"))
		return err
	}},
	"Effects": {office.Simulating, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Effects(ctx, who, models.Proposal{})
		return err
	}},
	"Users": {office.Accounts, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Users(ctx, who)
		return err
	}},
	"SendAgain": {office.Posting, func(ctx context.Context, o *office.Office, who models.Caller) error {
		return o.SendAgain(ctx, who, 99)
	}},
	"SendAllAgain": {office.Posting, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.SendAllAgain(ctx, who)
		return err
	}},
	"Undeliverable": {office.Posting, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Undeliverable(ctx, who)
		return err
	}},
	"AddUser": {office.Accounts, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, _, err := o.AddUser(ctx, who, models.User{})
		return err
	}},
	"ChangeUser": {office.Accounts, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.ChangeUser(ctx, who, 99, models.UserChange{})
		return err
	}},
	"ResetPassword": {office.Accounts, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, _, err := o.ResetPassword(ctx, who, 99)
		return err
	}},
	"AddUnit": {office.Directory, func(ctx context.Context, o *office.Office, who models.Caller) error {
		return o.AddUnit(ctx, who, models.Unit{})
	}},
	"Troubles": {office.Troubleshooting, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Troubles(ctx, who)
		return err
	}},
	"Attempts": {office.Auditing, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Attempts(ctx, who, models.AttemptFilter{})
		return err
	}},
	"Units": {office.SignedIn, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Units(ctx, who)
		return err
	}},
	"Names": {office.SignedIn, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Names(ctx, who)
		return err
	}},
	"Law": {office.SignedIn, func(ctx context.Context, o *office.Office, who models.Caller) error {
		_, err := o.Law(ctx, who)
		return err
	}},
}

// A door that forgot to ask who may gets no further than one that asked.
func TestTheOfficeAsksAgainWhoMay(t *testing.T) {
	t.Parallel()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ledger.Close() })
	nobody, err := dial.Lazily("127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nobody.Close)
	o := office.New(ledger, nobody, office.Settings{Namespace: "default"})
	for name, g := range guarded {
		for _, role := range models.Roles {
			user := models.User{Username: strings.ReplaceAll(string(role), "_", "-"), Name: "某人", Role: role, PasswordHash: "-"}
			if known, err := ledger.UserByName(t.Context(), user.Username); err == nil {
				user = known
			} else if user.ID, err = ledger.CreateUser(t.Context(), user); err != nil {
				t.Fatal(err)
			}
			who := models.Caller{Actor: user.Actor(), UserID: user.ID}
			want := models.Code("")
			if !g.may.Of(role) {
				want = models.Forbidden
			}
			if got := codeOf(g.ask(t.Context(), o, who)); (got == models.Forbidden) != (want == models.Forbidden) {
				t.Errorf("%s as %s: %q, want %q", name, role, got, want)
			}
		}
		if got := codeOf(g.ask(t.Context(), o, models.Caller{})); got != models.SignIn && got != models.NotFound {
			t.Errorf("%s as nobody: %q", name, got)
		}
	}
}

func codeOf(err error) models.Code {
	var refusal *models.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

// Every refusal says whose it is, who asked, and what to do instead; every name means
// one thing.
func TestCapabilitiesRefuseInWords(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	for _, c := range office.Capabilities {
		if named[c.Name] || office.CapabilityNamed(c.Name) != c || c.Title == "" {
			t.Errorf("%q is named twice, or has no title", c.Name)
		}
		named[c.Name] = true
		for _, role := range models.Roles {
			refusal := c.Refuse(models.Caller{Actor: models.Actor{Username: "somebody", Role: role}})
			if refusal == nil {
				continue
			}
			if s := refusal.Error(); !strings.Contains(s, c.Whose()[:len(c.Whose())-len("。")]+"，您的身份是"+role.Title()+"。") || len(c.Whose()) < 12 || !strings.HasSuffix(s, "。") || strings.HasSuffix(s, role.Title()+"。") {
				t.Errorf("%s refuses %s with %q", c.Name, role, s)
			}
		}
	}
}
