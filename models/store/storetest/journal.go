package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"yingsu/models"
	"yingsu/models/store"
)

var journalPromises = []promise{
	{"entries are numbered, chained and read back as they were", func(b *bench) {
		l := lawsuit(1)
		rec := recording(l, "open")
		rec.Entries = append(rec.Entries, models.Entry{Kind: models.RungEntry, Name: "evidence/first", Title: "【提醒】", Text: "系统记录"})
		done, err := b.Store.Record(ctx, rec)
		b.ok(err)
		b.next(l, "act")
		got := b.journal(l.ID)
		want := append(rec.Entries, recording(l, "act").Entries...)
		if len(got) != len(want) {
			b.Fatalf("%d entries, want %d", len(got), len(want))
		}
		previous := ""
		for n := range want {
			want[n].LawsuitID, want[n].Seq, want[n].PrevHash, want[n].Hash = l.ID, int64(n+1), previous, got[n].Hash
			previous = got[n].Hash
			want[n].At = l.UpdatedAt.Truncate(time.Microsecond) // also where the entry did not say
			if !reflect.DeepEqual(got[n], want[n]) {
				b.Errorf("got  %+v\nwant %+v", got[n], want[n])
			}
		}
		equal(b, "head", done.Head, got[1].Hash)
		again, err := b.Store.Record(ctx, rec)
		b.ok(err)
		equal(b, "head now", again.Head, got[2].Hash)
		b.ok(b.Store.VerifyJournal(ctx, l.ID))
	}},
	{"a hash is the same for ever and on every database", func(b *bench) {
		rec := recording(lawsuit(1), "open")
		rec.Entries[0].At = time.Date(2026, 3, 2, 9, 30, 15, 123456789, time.FixedZone("", 8*60*60))
		done, err := b.Store.Record(ctx, rec)
		b.ok(err)
		equal(b, "hash", done.Head, knownHash)
	}},
	{"every tampering is noticed", func(b *bench) {
		for n, tamper := range []struct{ what, sql string }{
			{"text", "UPDATE journal SET text = '材料没有补齐。' WHERE lawsuit_id = '%s' AND seq = 2"},
			{"detail", `UPDATE journal SET detail = '{"b": 1.5, "a": "<甲&乙>"}' WHERE lawsuit_id = '%s' AND seq = 2`},
			{"actor", "UPDATE journal SET actor_name = '别人' WHERE lawsuit_id = '%s' AND seq = 3"},
			{"day", "UPDATE journal SET civil_on = '2026-03-01' WHERE lawsuit_id = '%s' AND seq = 1"},
			{"moment", "UPDATE journal SET at = '2026-03-02 01:00:00.000000Z' WHERE lawsuit_id = '%s' AND seq = 1"},
			{"hash", "UPDATE journal SET hash = prev_hash WHERE lawsuit_id = '%s' AND seq = 2"},
			{"first removed", "DELETE FROM journal WHERE lawsuit_id = '%s' AND seq = 1"},
			{"one removed", "DELETE FROM journal WHERE lawsuit_id = '%s' AND seq = 2"},
			{"one removed, the rest moved up", "DELETE FROM journal WHERE lawsuit_id = '%[1]s' AND seq = 2; UPDATE journal SET seq = seq - 1 WHERE lawsuit_id = '%[1]s' AND seq > 2"},
			{"two exchanged", "UPDATE journal SET seq = seq + 10 WHERE lawsuit_id = '%[1]s' AND seq IN (2, 3); UPDATE journal SET seq = 3 WHERE lawsuit_id = '%[1]s' AND seq = 12; UPDATE journal SET seq = 2 WHERE lawsuit_id = '%[1]s' AND seq = 13"},
			{"end cut off", "DELETE FROM journal WHERE lawsuit_id = '%s' AND seq = 4"},
			{"all removed", "DELETE FROM journal WHERE lawsuit_id = '%s'"},
			{"moved to another lawsuit", "UPDATE journal SET lawsuit_id = 'lawsuit-0999' WHERE lawsuit_id = '%s' AND seq = 4"},
			{"number of entries", "UPDATE lawsuits SET journal_count = 3 WHERE id = '%s'"},
		} {
			l := lawsuit(n)
			b.add(l)
			if n == 0 {
				b.add(lawsuit(999))
			}
			b.next(b.next(b.next(l, "2"), "3"), "4")
			b.ok(b.Store.VerifyJournal(ctx, l.ID))
			b.ok(b.Tamper(fmt.Sprintf(tamper.sql, l.ID)))
			var broken *store.BrokenChain
			if err := b.Store.VerifyJournal(ctx, l.ID); !errors.As(err, &broken) {
				b.Errorf("%s: not noticed: %v", tamper.what, err)
			} else if broken.LawsuitID != l.ID || broken.Seq == 0 || broken.Detail == "" {
				b.Errorf("%s: %+v does not say where", tamper.what, broken)
			}
		}
	}},
	{"verifying all finds each broken journal and goes on", func(b *bench) {
		for n := range 5 {
			b.add(lawsuit(n))
		}
		n, err := b.Store.VerifyAll(ctx)
		b.ok(err)
		equal(b, "verified", n, 5)
		b.ok(b.Tamper("UPDATE journal SET text = '' WHERE lawsuit_id IN ('lawsuit-0001', 'lawsuit-0003')"))
		n, err = b.Store.VerifyAll(ctx)
		equal(b, "verified", n, 5)
		several, ok := err.(interface{ Unwrap() []error })
		if !ok || len(several.Unwrap()) != 2 {
			b.Errorf("got %v, want two broken journals", err)
		}
		b.refused(b.Store.VerifyJournal(ctx, "no such lawsuit"), models.NotFound)
		b.refused(b.Store.VerifyJournal(ctx, ""), models.NotFound)
	}},
	{"verifying while others write raises no false alarm", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		b.together(4, func(n int) error {
			for i := range 25 {
				if n > 0 {
					if err := b.Store.VerifyJournal(ctx, l.ID); err != nil {
						return err
					}
					continue
				}
				l.Revision++
				if _, err := b.Store.Record(ctx, recording(l, fmt.Sprint("act", i))); err != nil {
					return err
				}
			}
			return nil
		})
	}},
	{"the database itself refuses to change what is written once", func(b *bench) {
		b.add(lawsuit(1))
		id, err := b.Store.Audit(ctx, models.Attempt{Username: "x", Action: "sign_in"})
		b.ok(err)
		b.ok(b.Store.SettleAttempt(ctx, id, "refused", "sign_in", ""))
		for _, sql := range []string{
			"UPDATE journal SET text = ''", "DELETE FROM journal",
			"UPDATE effects SET request = ''", "DELETE FROM effects",
			"UPDATE attempts SET username = 'y'", "DELETE FROM attempts",
			"UPDATE attempt_outcomes SET outcome = 'done'", "DELETE FROM attempt_outcomes",
			"DELETE FROM lawsuits",
		} {
			if b.Exec(sql) == nil {
				b.Errorf("%s was carried out", sql)
			}
		}
		b.ok(b.Store.VerifyJournal(ctx, "lawsuit-0001"))
	}},
	{"a recording without entries leaves the journal as it is", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		l.Revision++
		rec := recording(l, "quiet")
		rec.Entries, rec.Receipt = nil, nil
		done, err := b.Store.Record(ctx, rec)
		b.ok(err)
		equal(b, "head", done.Head, b.journal(l.ID)[0].Hash)
		equal(b, "receipt", string(done.Receipt), "")
		done, err = b.Store.Record(ctx, rec)
		b.ok(err)
		equal(b, "receipt of the repetition", string(done.Receipt), "")
		b.ok(b.Store.VerifyJournal(ctx, l.ID))
	}},
	{"a detail that is no JSON is a fault and stores nothing", func(b *bench) {
		rec := recording(lawsuit(1), "open")
		rec.Entries[0].Detail = json.RawMessage("{")
		if _, err := b.Store.Record(ctx, rec); err == nil {
			b.Error("stored")
		}
		b.add(lawsuit(1))
	}},
	{"histories are kept, the longest of each run", func(b *bench) {
		b.add(lawsuit(1))
		keep := func(run string, events int, text string) {
			b.ok(b.Store.KeepHistory(ctx, models.History{LawsuitID: "lawsuit-0001", RunID: run, Events: events, JSON: []byte(text), At: opened.Add(time.Duration(events))}))
		}
		keep("first", 20, "twenty")
		keep("first", 10, "ten")
		keep("second", 5000, "\x00binary\xff")
		keep("first", 30, "thirty")
		list, err := b.Store.History(ctx, clerk, "lawsuit-0001")
		b.ok(err)
		equal(b, "runs", len(list), 2)
		equal(b, "first", fmt.Sprint(list[0].RunID, list[0].Events, string(list[0].JSON)), "first30thirty")
		equal(b, "second", string(list[1].JSON), "\x00binary\xff")
		b.add(lawsuit(2))
		list, err = b.Store.History(ctx, clerk, "lawsuit-0002")
		b.ok(err)
		equal(b, "runs of another", len(list), 0)
		if b.Store.KeepHistory(ctx, models.History{LawsuitID: "none", RunID: "run", JSON: []byte("{}"), At: opened}) == nil {
			b.Error("the history of no lawsuit was kept")
		}
	}},
}

// knownHash is what the first entry of every such recording hashes to. If it
// has to change here, journals written before no longer verify.
const knownHash = "183f9820b1e7633d9da5fb5fb8faa7263015f163940c0d3eb7c3974e93057540"
