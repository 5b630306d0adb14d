package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var recordPromises = []promise{
	{"a recording builds on what is stored, or is none", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		other := l
		other.File.Court = "威海市环翠区人民法院"
		silenced := l
		silenced.Rung = []models.FiredRung{{Clock: "forward", Index: 9}}
		next := recording(l, "next")
		next.Lawsuit.Revision = 2
		for _, base := range []models.Lawsuit{other, silenced, {}} {
			next.Base = base.Base()
			_, err := b.Store.Record(ctx, next)
			equal(b, "another base is refused", errors.Is(err, store.ErrBase), true)
			_, found, err := b.Store.Effect(ctx, l.ID, "next")
			b.ok(err)
			equal(b, "its effect", found, false)
		}
		next.Base = l.Base()
		_, err := b.Store.Record(ctx, next)
		b.ok(err)

		// One that was stored by an earlier version.
		b.ok(b.Exec("UPDATE lawsuits SET base = ''"))
		later := recording(next.Lawsuit, "later")
		later.Lawsuit.Revision, later.Base = 3, other.Base()
		_, err = b.Store.Record(ctx, later)
		equal(b, "another base is refused", errors.Is(err, store.ErrBase), true)
		later.Base = next.Lawsuit.Base()
		_, err = b.Store.Record(ctx, later)
		b.ok(err)
	}},
	{"is read back as it was written", func(b *bench) {
		want := lawsuit(1, func(l *models.Lawsuit) {
			l.Clocks[0].Steps = []calendar.Step{{}, {}}
			l.Clocks[0].Readings = []measures.Reading{{Text: "自然日", Due: calendar.On(2026, 3, 17)}}
			l.NextRungs = []models.NextRung{{Clock: "evidence/first", At: opened}}
			l.File.Instances[0].Hearings = []measures.Hearing{{On: calendar.On(2026, 4, 9), Place: "第三法庭 “𠮷” <b>&'\"\\u0000"}}
		})
		b.add(want)
		got, err := b.Store.Lawsuit(ctx, clerk, want.ID)
		b.ok(err)
		want.OpenedAt, want.UpdatedAt = want.OpenedAt.Truncate(time.Microsecond), want.UpdatedAt.Truncate(time.Microsecond)
		if !reflect.DeepEqual(got, want) {
			b.Errorf("got  %+v\nwant %+v", got, want)
		}
	}},
	{"thirty times with one key is done once", func(b *bench) {
		b.user(city)
		l := lawsuit(1)
		b.add(l)
		l.Revision = 2
		rec := recording(l, "act")
		rec.Notices = []models.Notice{{Key: "n", To: []models.Recipient{{Role: models.UnitClerk, Unit: cityUnit}}, Title: "提醒"}}
		var first atomic.Int64
		b.together(30, func(int) error {
			done, err := b.Store.Record(ctx, rec)
			if !done.Repeated {
				first.Add(1)
			}
			if err == nil && string(done.Receipt) != string(rec.Receipt) {
				err = fmt.Errorf("receipt %s, want %s", done.Receipt, rec.Receipt)
			}
			return err
		})
		equal(b, "effects", first.Load(), 1)
		equal(b, "entries", len(b.journal(l.ID)), 2)
		equal(b, "revision", b.revision(l.ID), 2)
		unread, err := b.Store.Unread(ctx, 1)
		b.ok(err)
		equal(b, "messages", unread, 1)
		b.ok(b.Store.VerifyJournal(ctx, l.ID))
	}},
	{"a key stays used for ever, and only for its request", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		l = b.next(b.next(l, "second"), "third")
		done, err := b.Store.Record(ctx, recording(lawsuit(1), "open"))
		b.ok(err)
		equal(b, "repeated", done.Repeated, true)
		equal(b, "receipt", string(done.Receipt), `{"z": 1, "a":  [1.0]}`)
		other := recording(lawsuit(1), "open")
		other.Request = "another"
		_, err = b.Store.Record(ctx, other)
		b.refused(err, models.Conflict)
		equal(b, "revision", b.revision(l.ID), 3)
		equal(b, "entries", len(b.journal(l.ID)), 3)
		// The same key in another lawsuit is another key.
		b.add(lawsuit(2))
	}},
	{"a writer that missed a change is given it", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		stored := b.next(l, "second")
		missed := l
		missed.Revision = 2
		done, err := b.Store.Record(ctx, recording(missed, "another"))
		b.ok(err)
		if done.Ahead == nil || done.Ahead.Revision != stored.Revision || done.Repeated {
			b.Fatalf("got %+v, want the stored revision", done)
		}
		equal(b, "entries", len(b.journal(l.ID)), 2)
		_, kept, err := b.Store.Effect(ctx, l.ID, "another")
		b.ok(err)
		equal(b, "an effect of what was not stored", kept, false)
		// The very change that was missed is both repeated and ahead.
		done, err = b.Store.Record(ctx, recording(missed, "second"))
		b.ok(err)
		equal(b, "repeated", done.Repeated, true)
		equal(b, "ahead", done.Ahead != nil, true)
	}},
	{"of twenty that claim the same revision one wins", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		l.Revision = 2
		var won atomic.Int64
		b.together(20, func(n int) error {
			done, err := b.Store.Record(ctx, recording(l, fmt.Sprint("act", n)))
			if err == nil && done.Ahead == nil {
				won.Add(1)
			}
			return err
		})
		equal(b, "winners", won.Load(), 1)
		equal(b, "entries", len(b.journal(l.ID)), 2)
	}},
	{"of twenty that register the same lawsuit one wins", func(b *bench) {
		var won atomic.Int64
		b.together(20, func(n int) error {
			done, err := b.Store.Record(ctx, recording(lawsuit(1), fmt.Sprint("open", n)))
			if err == nil && done.Ahead == nil {
				won.Add(1)
			}
			return err
		})
		equal(b, "winners", won.Load(), 1)
		equal(b, "entries", len(b.journal("lawsuit-0001")), 1)
	}},
	{"twenty that take turns all get through", func(b *bench) {
		b.add(lawsuit(1))
		b.together(20, func(n int) error {
			for {
				l, err := b.Store.Lawsuit(ctx, clerk, "lawsuit-0001")
				if err != nil {
					return err
				}
				l.Revision++
				if done, err := b.Store.Record(ctx, recording(l, fmt.Sprint("act", n))); err != nil || done.Ahead == nil {
					return err
				}
			}
		})
		equal(b, "revision", b.revision("lawsuit-0001"), 21)
		equal(b, "entries", len(b.journal("lawsuit-0001")), 21)
		b.ok(b.Store.VerifyJournal(ctx, "lawsuit-0001"))
	}},
	{"many lawsuits at once do not hinder each other", func(b *bench) {
		b.user(clerk)
		b.together(24, func(n int) error {
			l := lawsuit(n)
			for l.Revision <= 4 {
				rec := recording(l, fmt.Sprint("act", l.Revision))
				rec.Notices = []models.Notice{{Key: fmt.Sprint(l.Revision), To: []models.Recipient{{Role: models.Clerk}}}}
				if _, err := b.Store.Record(ctx, rec); err != nil {
					return err
				}
				l.Revision++
			}
			return nil
		})
		n, err := b.Store.VerifyAll(ctx)
		b.ok(err)
		equal(b, "journals", n, 24)
	}},
	{"a gap between revisions is a fault of its own kind", func(b *bench) {
		for _, revision := range []int64{2, 7} {
			_, err := b.Store.Record(ctx, recording(lawsuit(1, func(l *models.Lawsuit) { l.Revision = revision }), "act"))
			b.wrongRevision(err)
		}
		b.add(lawsuit(1))
		_, err := b.Store.Record(ctx, recording(lawsuit(1, func(l *models.Lawsuit) { l.Revision = 3 }), "act"))
		b.wrongRevision(err)
		_, found, err := b.Store.Effect(ctx, "lawsuit-0001", "act")
		b.ok(err)
		equal(b, "effect", found, false)
	}},
	{"what fails leaves nothing behind", func(b *bench) {
		id := b.user(clerk)
		b.add(lawsuit(1))
		rec := recording(lawsuit(2, func(l *models.Lawsuit) { l.CaseNumber = lawsuit(1).CaseNumber }), "open")
		rec.Notices = []models.Notice{{Key: "n", To: []models.Recipient{{Role: models.Clerk}}}}
		_, err := b.Store.Record(ctx, rec)
		b.refused(err, models.Conflict)
		_, err = b.Store.Lawsuit(ctx, clerk, rec.Lawsuit.ID)
		b.refused(err, models.NotFound)
		unread, err := b.Store.Unread(ctx, id)
		b.ok(err)
		equal(b, "messages", unread, 0)
		b.add(lawsuit(2)) // with the same key
	}},
	{"wherever the database fails, all of it is done or nothing", func(b *bench) {
		id := b.user(clerk)
		l := lawsuit(1)
		b.add(l)
		l.Revision = 2
		rec := recording(l, "act")
		rec.Notices = []models.Notice{{Key: "n", To: []models.Recipient{{Role: models.Clerk}}}}
		broken := 0
		for n := int64(1); ; n++ {
			b.Break(n)
			_, err := b.Store.Record(ctx, rec)
			b.Break(0)
			if err == nil {
				break
			}
			broken++
			_, found, err := b.Store.Effect(ctx, l.ID, "act")
			b.ok(err)
			equal(b, fmt.Sprint("effect after failure ", n), found, false)
			equal(b, fmt.Sprint("revision after failure ", n), b.revision(l.ID), 1)
			equal(b, fmt.Sprint("entries after failure ", n), len(b.journal(l.ID)), 1)
			equal(b, fmt.Sprint("messages after failure ", n), b.unread(id), 0)
		}
		if broken < 5 {
			b.Errorf("only %d places to fail", broken)
		}
		equal(b, "messages", b.unread(id), 1)
		b.ok(b.Store.VerifyJournal(ctx, l.ID))
	}},
	{"a case number is registered once, in whichever instance and brackets", func(b *bench) {
		second := func(number string) func(*models.Lawsuit) {
			return func(l *models.Lawsuit) {
				l.File.Instances = append(l.File.Instances, measures.Instance{Level: measures.Second, CaseNumber: number})
			}
		}
		first := lawsuit(1)
		b.add(first)
		first = b.next(first, "appeal", second("（2026）鲁行终9号"))
		for _, number := range []string{"（2026）鲁行终9号", "〔2026〕鲁行终９号", "(2026) 鲁行终 9 号", "[2026]鲁行终9号"} {
			_, err := b.Store.Record(ctx, recording(lawsuit(2, second(number)), "open"))
			b.refused(err, models.Conflict)
			id, err := b.Store.LawsuitNumbered(ctx, number)
			b.ok(err)
			equal(b, "found by "+number, id, first.ID)
		}
		for _, number := range []string{"", " ", "%", "（2026）鲁行终99号"} {
			id, err := b.Store.LawsuitNumbered(ctx, number)
			b.ok(err)
			equal(b, "found by "+number, id, "")
		}
		// A number that was wrong is free again.
		b.next(first, "correct", func(l *models.Lawsuit) { l.File.Instances = l.File.Instances[:1] })
		b.add(lawsuit(2, second("（2026）鲁行终9号")))
		// One that is not known yet collides with nothing.
		b.add(lawsuit(3, second("")))
		b.add(lawsuit(4, second("")))
	}},
	{"what the program forgot is refused", func(b *bench) {
		for _, forget := range []func(*models.Recording){
			func(r *models.Recording) { r.Key = "" },
			func(r *models.Recording) { r.Lawsuit.ID = "" },
			func(r *models.Recording) { r.Lawsuit.CaseNumber = "" },
			func(r *models.Recording) { r.Lawsuit.Revision = 0 },
			func(r *models.Recording) { r.Lawsuit.OpenedAt = time.Time{} },
			func(r *models.Recording) { r.Lawsuit.UpdatedAt = time.Time{} },
			func(r *models.Recording) { r.Lawsuit.File.Instances = nil },
			func(r *models.Recording) { r.Notices = []models.Notice{{}} },
		} {
			rec := recording(lawsuit(1), "open")
			forget(&rec)
			_, err := b.Store.Record(ctx, rec)
			b.refused(err, models.Internal)
		}
	}},
	{"a NUL character is refused, not stored and not a fault", func(b *bench) {
		for _, spoil := range []func(*models.Recording){
			func(r *models.Recording) { r.Lawsuit.File.Cause = "征收\x00补偿" },
			func(r *models.Recording) { r.Lawsuit.File.Plaintiffs = []string{"\x00"} },
			func(r *models.Recording) { r.Entries[0].Text = "末尾\x00" },
			func(r *models.Recording) { r.Key = "\x00" },
		} {
			rec := recording(lawsuit(1), "open")
			spoil(&rec)
			_, err := b.Store.Record(ctx, rec)
			b.refused(err, models.Invalid)
		}
		b.add(lawsuit(1, func(l *models.Lawsuit) { l.File.Cause = `反斜杠\u0000不是空字符` }))
	}},
	{"the first registration's time stays", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		b.next(l, "act", func(l *models.Lawsuit) { l.OpenedAt, l.OpenedKey = l.OpenedAt.AddDate(1, 0, 0), "other" })
		got, err := b.Store.Lawsuit(ctx, clerk, l.ID)
		b.ok(err)
		equal(b, "opened at", got.OpenedAt, l.OpenedAt.Truncate(time.Microsecond))
		equal(b, "opened key", got.OpenedKey, "open")
	}},
	{"what was given up leaves nothing behind", func(b *bench) {
		given, cancel := context.WithCancel(ctx)
		cancel()
		_, err := b.Store.Record(given, recording(lawsuit(1), "open"))
		if !errors.Is(err, context.Canceled) {
			b.Errorf("got %v, want context.Canceled", err)
		}
		b.add(lawsuit(1))
	}},
	{"an effect is found by its key alone", func(b *bench) {
		b.add(lawsuit(1))
		got, found, err := b.Store.Effect(ctx, "lawsuit-0001", "open")
		b.ok(err)
		equal(b, "found", found, true)
		want := recording(lawsuit(1), "open")
		equal(b, "receipt", string(got.Receipt), string(want.Receipt))
		equal(b, "at", got.At, want.Lawsuit.UpdatedAt.Truncate(time.Microsecond))
		equal(b, "who and what", fmt.Sprint(got.LawsuitID, got.Key, got.Act, got.Request, got.Username),
			fmt.Sprint("lawsuit-0001", "open", want.Act, want.Request, city.Username))
		for _, key := range [][2]string{{"", ""}, {"lawsuit-0001", ""}, {"", "open"}, {"lawsuit-0002", "open"}} {
			_, found, err = b.Store.Effect(ctx, key[0], key[1])
			b.ok(err)
			equal(b, fmt.Sprint("found by ", key), found, false)
		}
	}},
	{"repair never goes back", func(b *bench) {
		l := lawsuit(1)
		b.add(l)
		old := l
		l = b.next(l, "act", func(l *models.Lawsuit) { l.Stage = measures.Trying })
		b.ok(b.Store.Repair(ctx, old))
		equal(b, "stage after an older picture", b.lawsuit(l.ID).Stage, measures.Trying)
		l.Stage = measures.Deciding
		b.ok(b.Store.Repair(ctx, l))
		equal(b, "stage after the same revision", b.lawsuit(l.ID).Stage, measures.Deciding)
		l.Revision, l.Stage = 7, measures.Archiving
		b.ok(b.Store.Repair(ctx, l))
		equal(b, "stage after a newer picture", b.lawsuit(l.ID).Stage, measures.Archiving)
		b.next(l, "later")
		b.ok(b.Store.VerifyJournal(ctx, l.ID))
		b.ok(b.Store.Repair(ctx, lawsuit(2))) // one that is missing
		equal(b, "revision of the missing one", b.revision("lawsuit-0002"), 1)
	}},
}

// together runs n calls at the same time and fails for each error.
func (b *bench) together(n int, call func(n int) error) {
	b.Helper()
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		group.Go(func() {
			<-start
			if err := call(i); err != nil {
				b.Errorf("call %d: %v", i, err)
			}
		})
	}
	close(start)
	group.Wait()
}

func (b *bench) wrongRevision(err error) {
	b.Helper()
	if !errors.Is(err, store.ErrRevision) {
		b.Errorf("got %v, want ErrRevision", err)
	}
	if store.Unavailable(err) {
		b.Error("a wrong revision does not pass by waiting")
	}
}

func (b *bench) lawsuit(id string) models.Lawsuit {
	b.Helper()
	l, err := b.Store.Lawsuit(ctx, clerk, id)
	b.ok(err)
	return l
}

func (b *bench) revision(id string) int64 { b.Helper(); return b.lawsuit(id).Revision }

func (b *bench) journal(id string) []models.Entry {
	b.Helper()
	entries, err := b.Store.Journal(ctx, clerk, id)
	b.ok(err)
	return entries
}
