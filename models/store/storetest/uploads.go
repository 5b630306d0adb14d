package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"yingsu/models"
)

var uploadPromises = []promise{
	{"files have versions, and a place can have several", func(b *bench) {
		b.add(lawsuit(1))
		b.add(lawsuit(2))
		first := b.upload(1, "a", 0)
		equal(b, "the first", fmt.Sprint(first.Part, first.Version), "1 1")
		second := b.upload(1, "b", 1)
		equal(b, "the next version", fmt.Sprint(second.Part, second.Version), "1 2")
		another := b.upload(1, "c", 0)
		equal(b, "another file", fmt.Sprint(another.Part, another.Version), "2 1")
		elsewhere := b.upload(2, "a", 0)
		equal(b, "that of another lawsuit", fmt.Sprint(elsewhere.Part, elsewhere.Version), "1 1")
		_, err := b.Store.AddUpload(ctx, handedIn(1, "d", 7))
		b.refused(err, models.NotFound)
		all, err := b.Store.Uploads(ctx, lawsuit(1).ID)
		b.ok(err)
		equal(b, "all", len(all), 3)
		got, want := all[1], handedIn(1, "b", 1)
		want.ID, want.Version = second.ID, 2
		got.At, want.At = got.At.UTC(), second.At.UTC()
		equal(b, "as it was handed in", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
		after, err := b.Store.UploadsAfter(ctx, all[0].ID, 2)
		b.ok(err)
		equal(b, "those after the first", len(after), 2)
	}},
	{"a lawsuit points to the newest versions that count", func(b *bench) {
		b.add(lawsuit(1))
		b.upload(1, "a", 0)
		second, third := b.upload(1, "b", 1), b.upload(1, "c", 1)
		another := b.upload(1, "d", 0)
		links := func() string {
			r, err := b.Store.Related(ctx, clerk, lawsuit(1))
			b.ok(err)
			return fmt.Sprint(r.Files)
		}
		link := func(u models.Upload) models.FileLink {
			return models.FileLink{ID: u.ID, Title: u.Title, Name: u.Name, Version: u.Version}
		}
		equal(b, "links", links(), fmt.Sprint([]models.FileLink{link(third), link(another)}))
		b.ok(b.Store.WithdrawUpload(ctx, third.ID, "clerk", "误传"))
		equal(b, "without what was withdrawn", links(), fmt.Sprint([]models.FileLink{link(second), link(another)}))
	}},
	{"a file that is sent twice is there once", func(b *bench) {
		b.add(lawsuit(1))
		one, two := b.upload(1, "same", 0), b.upload(1, "same", 0)
		equal(b, "the second", two.ID, one.ID)
		found, known, err := b.Store.UploadWith(ctx, lawsuit(1).ID, "same")
		b.ok(err)
		equal(b, "by its key", fmt.Sprint(found.ID, known), fmt.Sprint(one.ID, true))
		_, known, err = b.Store.UploadWith(ctx, lawsuit(1).ID, "other")
		b.ok(err)
		equal(b, "by another key", known, false)
	}},
	{"many at once: each has a version of its own, and one key one row", func(b *bench) {
		b.add(lawsuit(1))
		b.upload(1, "first", 0)
		programs := b.programs(4)
		b.together(12, func(n int) error {
			_, err := programs[n%4].AddUpload(ctx, handedIn(1, fmt.Sprint("key-", n/2), 1))
			return err
		})
		all, err := b.Store.Uploads(ctx, lawsuit(1).ID)
		b.ok(err)
		var versions []string
		for _, u := range all {
			versions = append(versions, fmt.Sprint(u.Version))
		}
		equal(b, "versions", strings.Join(versions, " "), "1 2 3 4 5 6 7")
	}},
	{"what was handed in stays; a scan and a withdrawal are added", func(b *bench) {
		b.add(lawsuit(1))
		u := b.upload(1, "a", 0)
		b.ok(b.Store.SettleScan(ctx, u.ID, models.Infected, "Eicar\x00"))
		b.ok(b.Store.WithdrawUpload(ctx, u.ID, "unit-clerk", "传错了"))
		b.ok(b.Store.WithdrawUpload(ctx, u.ID, "clerk", "另一个理由"))
		all, err := b.Store.Uploads(ctx, lawsuit(1).ID)
		b.ok(err)
		got := all[0]
		equal(b, "afterwards", fmt.Sprint(got.Scan, got.ScanNote, got.Withdrawn(), got.WithdrawnBy, got.Reason), "infectedEicar\uFFFDtrueunit-clerk传错了")
		for _, sql := range []string{"DELETE FROM uploads", "UPDATE uploads SET sha256 = 'x'", "UPDATE uploads SET name = 'x'", "UPDATE uploads SET place = '9.notice'"} {
			if b.Exec(sql) == nil {
				b.Errorf("%s was carried out", sql)
			}
		}
	}},
	{"content is swept away that nobody names, and nobody expects", func(b *bench) {
		b.add(lawsuit(1))
		named, expected, stale, unknown := b.upload(1, "a", 0).SHA256, strings.Repeat("01", 32), strings.Repeat("02", 32), strings.Repeat("03", 32)
		b.ok(b.Store.ExpectContent(ctx, stale))
		since := time.Now()
		all := []string{named, expected, stale, unknown}
		nameless, err := b.Store.NamelessContent(ctx, all)
		b.ok(err)
		b.ok(b.Store.ExpectContent(ctx, expected))
		equal(b, "nameless", fmt.Sprint(nameless), fmt.Sprint(all[1:]))
		var removed []string
		for range 2 {
			for _, sum := range all {
				swept, err := b.Store.SweepContent(ctx, sum, since, func() error {
					removed = append(removed, sum)
					return nil
				})
				b.ok(err)
				equal(b, "swept "+sum, swept, sum == stale || sum == unknown)
			}
		}
		equal(b, "removed", fmt.Sprint(removed), fmt.Sprint([]string{stale, unknown, stale, unknown}))
		away := errors.New("the service is away")
		_, err = b.Store.SweepContent(ctx, unknown, since, func() error { return away })
		equal(b, "what could not be removed", errors.Is(err, away), true)
		b.ok(b.Store.ExpectContent(ctx, expected)) // once more, by somebody else
		u := handedIn(1, "b", 0)
		u.SHA256 = expected
		_, err = b.Store.AddUpload(ctx, u)
		b.ok(err)
		swept, err := b.Store.SweepContent(ctx, expected, time.Now().Add(time.Hour), func() error { return away })
		b.ok(err)
		equal(b, "what came to have a name", swept, false)
	}},
	{"content is not swept away while it is handed in", func(b *bench) {
		b.add(lawsuit(1))
		programs := b.programs(4)
		sum := strings.Repeat("ab", 32)
		lies, since := new(sync.Map), time.Now().Add(-time.Hour)
		lies.Store(sum, true)
		b.together(8, func(n int) error {
			ledger := programs[n%4]
			if n < 4 {
				_, err := ledger.SweepContent(ctx, sum, since, func() error {
					lies.Delete(sum)
					return nil
				})
				return err
			}
			if err := ledger.ExpectContent(ctx, sum); err != nil {
				return err
			}
			lies.Store(sum, true)
			_, err := ledger.AddUpload(ctx, handedIn(1, fmt.Sprint("key-", n), 0))
			return err
		})
		if _, there := lies.Load(sum); !there {
			b.Error("what rows name was swept away")
		}
	}},
}

func (b *bench) upload(n int, key string, part int) models.Upload {
	b.Helper()
	u, err := b.Store.AddUpload(ctx, handedIn(n, key, part))
	b.ok(err)
	return u
}

// handedIn is a file of the n-th lawsuit.
func handedIn(n int, key string, part int) models.Upload {
	return models.Upload{
		LawsuitID: lawsuit(n).ID, Key: key, Place: "3.material", Title: "证据：现场照片", Part: part,
		Name: "现场照片.pdf", Type: "application/pdf", Size: 12345, Pages: 3, SHA256: strings.Repeat("ab", 32),
		By: city, Scan: models.Unscanned,
	}
}
