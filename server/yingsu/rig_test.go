package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/proof"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// ledger is a data directory as the one-process program leaves it, but that
// nothing ran on Temporal.
type ledger struct {
	t   *testing.T
	dir string
}

// newLedger has two accounts that somebody opened, three lawsuits with two acts each,
// their audit log and messages, and the history of the first.
func newLedger(t *testing.T) *ledger {
	t.Helper()
	t.Setenv(proof.KeyVariable, "")
	t.Setenv(proof.AnchorVariable, "")
	l := &ledger{t, filepath.Join(t.TempDir(), "data")}
	l.ok(os.Mkdir(l.dir, 0o700))
	s, err := store.Open(t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	l.fill(s)
	_, err = proof.Begin(t.Context(), s, l.dir)
	l.ok(err)
	return l
}

// fill enters what a ledger has here.
func (l *ledger) fill(s *store.Store) {
	l.t.Helper()
	for _, who := range []models.User{{Username: "auditor", Role: models.Auditor}, {Username: "clerk", Role: models.Clerk}} {
		who.Name, who.PasswordHash = who.Username, "-"
		opened := models.AccountChange{Username: who.Username, By: "admin", Deed: models.Opened, At: time.Now().AddDate(0, 0, -3)}
		l.ok(s.ChangeAccount(l.t.Context(), opened, func(s *store.Store) error {
			_, err := s.CreateUser(l.t.Context(), who)
			return err
		}, models.Notice{Key: who.Username}))
	}
	for n := 1; n <= 3; n++ {
		l.file(s, n)
	}
}

func (l *ledger) url() string { return "sqlite:" + filepath.Join(l.dir, ledgerFile) }

func (l *ledger) ok(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func number(n int) string { return fmt.Sprintf("（2026）鲁10行初%d号", n) }

var clerk = models.Actor{Username: "clerk", Name: "林文", Role: models.Clerk, Unit: measures.JusticeBureau}

// file registers the n-th lawsuit and designates who handles it, as its workflow
// would.
func (l *ledger) file(s *store.Store, n int) {
	l.t.Helper()
	now := time.Now().UTC()
	bench := workflows.Bench{Law: measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}, Today: calendar.DateOf(now)}
	notice := encode(map[string]any{
		"case_number": number(n), "court": "威海市中级人民法院", "plaintiffs": []string{"王某"}, "cause": "行政处罚",
		"defendants": []map[string]string{{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}}, "served_on": bench.Today,
		"origin": map[string]any{"item": 1},
	})
	file, refusal := workflows.NewFile(workflows.Request{By: clerk, Input: notice}, bench)
	if refusal != nil {
		l.t.Fatal(refusal, refusal.Fields)
	}
	heads := []string{l.record(s, "register", notice, *file, bench, now)}
	bench.Done = []models.Done{{Act: "register", By: clerk, On: bench.Today, Law: bench.Logic, Input: notice}}
	unit := encode(map[string]string{"lead": "区司法局"})
	outcome, refusal := workflows.ActNamed("designate_unit").Try(file, workflows.Request{By: clerk, Input: unit}, bench)
	if refusal != nil {
		l.t.Fatal(refusal, refusal.Fields)
	}
	heads = append(heads, l.record(s, "designate_unit", unit, outcome.File, bench, now.Add(time.Millisecond)))
	if n == 1 {
		l.keep(s, heads)
	}
}

func (l *ledger) record(s *store.Store, act string, input json.RawMessage, file measures.File, bench workflows.Bench, now time.Time) string {
	l.t.Helper()
	attempt, err := s.Audit(l.t.Context(), models.Attempt{Username: clerk.Username, Role: clerk.Role, Action: act, LawsuitID: models.IDOf(file.CaseNumber)})
	l.ok(err)
	revision := int64(len(bench.Done)) + 1
	done, err := s.Record(l.t.Context(), models.Recording{
		Key: act, Act: act, Request: act, By: clerk, On: bench.Today, Attempt: attempt, Receipt: encode(map[string]int64{"attempt": attempt}),
		Entries: []models.Entry{{Kind: models.ActEntry, Name: act, Title: act, Actor: clerk, At: now, CivilOn: calendar.DateOf(now), Text: act, Detail: input, Law: bench.Logic}},
		Notices: []models.Notice{{Key: act, To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Title: act, Body: act}},
		Lawsuit: models.Lawsuit{
			ID: models.IDOf(file.CaseNumber), CaseNumber: file.CaseNumber, Revision: revision, Stage: measures.StageOf(&file), File: file,
			Clocks: bench.Clocks(&file), Edition: bench.Edition.Name, Logic: bench.Logic, OpenedKey: "register", OpenedAt: now, UpdatedAt: now,
		},
	})
	l.ok(err)
	return done.Head
}

// keep keeps a history in which these heads of the journal were answered.
func (l *ledger) keep(s *store.Store, heads []string) {
	l.t.Helper()
	h := history.History{Events: []*history.HistoryEvent{{EventId: 1, EventType: enums.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED}}}
	payload := func(v any) *common.Payloads {
		return &common.Payloads{Payloads: []*common.Payload{{Data: encode(v)}}}
	}
	for n, head := range heads {
		name := []string{workflows.RecordCall.Name, workflows.RecordCall.Former}[n%2]
		h.Events = append(h.Events, &history.HistoryEvent{
			EventId: int64(len(h.Events)) + 1, EventType: enums.EVENT_TYPE_MARKER_RECORDED,
			Attributes: &history.HistoryEvent_MarkerRecordedEventAttributes{MarkerRecordedEventAttributes: &history.MarkerRecordedEventAttributes{
				MarkerName: "LocalActivity",
				Details: map[string]*common.Payloads{
					"data": payload(map[string]string{"ActivityType": name}), "result": payload(models.Recorded{Head: head}),
				},
			}},
		})
	}
	text, err := protojson.Marshal(&h)
	l.ok(err)
	l.ok(s.KeepHistory(l.t.Context(), models.History{LawsuitID: models.IDOf(number(1)), RunID: "run", Events: len(h.Events), JSON: text, At: time.Now()}))
}

// copy returns a copy of the ledger, which nobody has open.
func (l *ledger) copy(t *testing.T) *ledger {
	t.Helper()
	c := &ledger{t, filepath.Join(t.TempDir(), "data")}
	c.ok(os.CopyFS(c.dir, os.DirFS(l.dir)))
	return c
}

// sql changes the ledger as somebody can who owns the tables.
func (l *ledger) sql(statements ...string) {
	l.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(l.dir, ledgerFile))
	l.ok(err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, trigger := range l.triggers(db) {
		_, err := db.Exec("DROP TRIGGER " + trigger)
		l.ok(err)
	}
	for _, statement := range statements {
		done, err := db.Exec(statement)
		l.ok(err)
		if n, _ := done.RowsAffected(); n == 0 {
			l.t.Fatalf("%s: changes nothing", statement)
		}
	}
}

func (l *ledger) triggers(db *sql.DB) (names []string) {
	l.t.Helper()
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'trigger'")
	l.ok(err)
	defer rows.Close()
	for rows.Next() {
		var name string
		l.ok(rows.Scan(&name))
		names = append(names, name)
	}
	return names
}

// forge computes the chain of a journal again, numbers and head included, as a
// forger would who has read the program.
func (l *ledger) forge(lawsuit string) {
	l.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(l.dir, ledgerFile))
	l.ok(err)
	defer db.Close()
	type line struct {
		V                                       int
		LawsuitID                               string
		Seq                                     int64
		At, CivilOn, Kind, Name, Title, Article string
		Username, ActorName, Role, Unit, Text   string
		Detail                                  *string
		rowid                                   int64
		Law                                     int
		Continues                               string
	}
	rows, err := db.Query(`SELECT rowid, at, civil_on, kind, name, title, article, actor_username, actor_name, actor_role, actor_unit, text, detail, law, actor_continues
		FROM journal WHERE lawsuit_id = ? ORDER BY seq`, lawsuit)
	l.ok(err)
	defer rows.Close()
	var lines []line
	for rows.Next() {
		x := line{LawsuitID: lawsuit, Seq: int64(len(lines)) + 1}
		l.ok(rows.Scan(&x.rowid, &x.At, &x.CivilOn, &x.Kind, &x.Name, &x.Title, &x.Article, &x.Username, &x.ActorName, &x.Role, &x.Unit, &x.Text, &x.Detail, &x.Law, &x.Continues))
		lines = append(lines, x)
	}
	previous := ""
	for _, x := range lines {
		detail := json.RawMessage(nil)
		if x.Detail != nil {
			detail = json.RawMessage(*x.Detail)
		}
		var text bytes.Buffer
		text.WriteString(`{"v":1`)
		for _, member := range []struct {
			name  string
			value any
		}{
			{"lawsuit_id", x.LawsuitID}, {"seq", x.Seq}, {"at", x.At}, {"civil_on", x.CivilOn}, {"kind", x.Kind}, {"name", x.Name}, {"title", x.Title},
			{"article", x.Article}, {"actor_username", x.Username}, {"actor_name", x.ActorName}, {"actor_role", x.Role}, {"actor_unit", x.Unit},
			{"text", x.Text}, {"detail", detail}, {"prev_hash", previous},
		} {
			fmt.Fprintf(&text, `,"%s":%s`, member.name, encode(member.value))
		}
		if x.Law != 0 {
			fmt.Fprintf(&text, `,"law":%d`, x.Law)
		}
		if x.Continues != "" {
			fmt.Fprintf(&text, `,"actor_continues":%s`, encode(x.Continues))
		}
		text.WriteString("}")
		sum := sha256.Sum256(text.Bytes())
		hash := hex.EncodeToString(sum[:])
		_, err := db.Exec("UPDATE journal SET seq = ?, prev_hash = ?, hash = ? WHERE rowid = ?", x.Seq, previous, hash, x.rowid)
		l.ok(err)
		previous = hash
	}
	_, err = db.Exec("UPDATE lawsuits SET journal_count = ?, journal_hash = ? WHERE id = ?", len(lines), previous, lawsuit)
	l.ok(err)
}

// yingsu runs the tool on the ledger, and returns what it ended with and printed.
func (l *ledger) yingsu(args ...string) (int, string) {
	l.t.Helper()
	var out bytes.Buffer
	code := run(context.Background(), append([]string{"--data=" + l.dir}, args...), &out, &out)
	return code, out.String()
}

func (l *ledger) want(code int, args ...string) string {
	l.t.Helper()
	got, out := l.yingsu(args...)
	if got != code {
		l.t.Fatalf("yingsu %s: ended with %d, want %d:\n%s", strings.Join(args, " "), got, code, out)
	}
	return out
}

// wanted runs the tool on what the environment names.
func wanted(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if got := run(context.Background(), args, &out, &out); got != code {
		t.Fatalf("yingsu %v: ended with %d, want %d:\n%s", args, got, code, &out)
	}
	return out.String()
}

func encode(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
