package storetest

import (
	"fmt"
	"time"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

var bulletinPromises = []promise{
	{"a bulletin is drafted once, and told of once", func(b *bench) {
		director := models.Actor{Username: "director", Name: "宋局长", Role: models.Director, Unit: "区司法局"}
		id := b.user(director)
		for n := range 3 {
			made, err := b.Store.DraftBulletin(ctx, draft("2026Q1", 1), ready)
			b.ok(err)
			equal(b, "made", made, n == 0)
		}
		equal(b, "told", len(b.inbox(id)), 1)
		got, err := b.Store.Bulletin(ctx, "2026Q1", 1)
		b.ok(err)
		equal(b, "bulletin", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", draft("2026Q1", 1)))
		_, err = b.Store.Bulletin(ctx, "2026Q1", 2)
		b.refused(err, models.NotFound)
	}},
	{"of two who edit a draft at once the second is told", func(b *bench) {
		_, err := b.Store.DraftBulletin(ctx, draft("2026Q1", 1), ready)
		b.ok(err)
		mine, theirs := draft("2026Q1", 1), draft("2026Q1", 1)
		mine.Revision, mine.EditedBy, mine.EditedAt, mine.Blocks = 2, "clerk", opened.UTC().Truncate(time.Microsecond), []statistics.Block{{Key: "basics", Text: "我的"}}
		theirs.Revision, theirs.EditedBy = 2, "reviewer"
		b.ok(b.Store.EditBulletin(ctx, mine))
		b.refused(b.Store.EditBulletin(ctx, theirs), models.Conflict)
		got, err := b.Store.Bulletin(ctx, "2026Q1", 1)
		b.ok(err)
		equal(b, "bulletin", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", mine))
	}},
	{"what is frozen never changes, not even by somebody with the program's rights", func(b *bench) {
		_, err := b.Store.DraftBulletin(ctx, draft("2026Q1", 1), ready)
		b.ok(err)
		frozen := draft("2026Q1", 1)
		frozen.Revision = 2
		frozen.Frozen = &models.Frozen{At: opened.UTC().Truncate(time.Microsecond), By: "director", CutOff: calendar.On(2026, 4, 1), Rows: []models.CountedRow{{LawsuitID: "x", Row: statistics.Row{On: calendar.On(2026, 1, 5)}}}}
		b.ok(b.Store.FreezeBulletin(ctx, frozen, ready))
		again := frozen
		again.Revision = 3
		b.refused(b.Store.EditBulletin(ctx, again), models.Conflict)
		b.refused(b.Store.FreezeBulletin(ctx, again, ready), models.Conflict)
		behind, err := b.Store.BulletinBehind(ctx, "2026Q1", 1)
		b.ok(err)
		equal(b, "behind", fmt.Sprintf("%+v", behind), fmt.Sprintf("%+v", frozen.Frozen.Rows))
		frozen.Frozen.Rows = nil // which are read by themselves
		for _, sql := range []string{"UPDATE bulletins SET reason = 'x'", "DELETE FROM bulletins", "UPDATE bulletins_behind SET version = 3", "DELETE FROM bulletins_behind"} {
			if b.Exec(sql) == nil {
				b.Errorf("%s was carried out", sql)
			}
		}
		got, err := b.Store.Bulletin(ctx, "2026Q1", 1)
		b.ok(err)
		equal(b, "bulletin", fmt.Sprintf("%+v", *got.Frozen), fmt.Sprintf("%+v", *frozen.Frozen))
		list, err := b.Store.Bulletins(ctx)
		b.ok(err)
		equal(b, "list", len(list), 1)
		equal(b, "frozen", list[0].Frozen.At, frozen.Frozen.At)
	}},
}

var ready = models.Notice{Key: "bulletin", To: []models.Recipient{{Role: models.Director}}, Urgency: models.Reminder, Title: "通报已起草", Body: "请修改定稿"}

func draft(period string, version int) models.Bulletin {
	return models.Bulletin{Period: period, Version: version, Revision: 1, DraftedAt: opened.UTC().Truncate(time.Microsecond), Blocks: []statistics.Block{{Key: "basics", Title: "一", Text: "【收案】件"}}}
}
