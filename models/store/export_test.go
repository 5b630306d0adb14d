package store

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/models/post"
)

// FillOutbox stores deliveries of the first lawsuits' notices to a person: one in so
// many waits, the others have arrived.
func FillOutbox(s *Store, n, waiting int, lawsuit func(n int) models.Lawsuit, user int64) error {
	var messages []messageRow
	var deliveries []deliveryRow
	for i := range n {
		message := messageRowOf(models.Notice{Key: "rung", Urgency: models.Reminder, Title: "提交证据"}, lawsuit(i))
		message.UserID = &user
		d := deliveryRowOf(message, post.Delivery{Person: user, Channel: "drop"}, models.Notice{})
		if i%waiting != 0 {
			d.State = string(models.Sent)
		}
		messages, deliveries = append(messages, message), append(deliveries, d)
	}
	return errors.Join(s.write.CreateInBatches(&messages, 1000).Error, s.write.CreateInBatches(&deliveries, 1000).Error)
}

// LookAhead sets how many lawsuits are looked at for a page before all are sorted
// that have the words.
func LookAhead(n int) { aheadMost = n }

// Watch counts what the store sends to its database from now on. fail makes
// the n-th statement from then on fail, and none if n is 0.
func Watch(s *Store) (statements func() int64, fail func(n int64)) {
	var sent, failing atomic.Int64
	watch := func(db *gorm.DB) {
		if db.DryRun { // a part of another statement
			return
		}
		if sent.Add(1) == failing.Load() {
			db.AddError(errors.New("broken by the test"))
		}
	}
	for _, db := range []*gorm.DB{s.write, s.read} {
		callbacks := db.Callback()
		callbacks.Create().Before("gorm:create").Register("watch", watch)
		callbacks.Query().Before("gorm:query").Register("watch", watch)
		callbacks.Update().Before("gorm:update").Register("watch", watch)
		callbacks.Delete().Before("gorm:delete").Register("watch", watch)
		callbacks.Row().Before("gorm:row").Register("watch", watch)
		callbacks.Raw().Before("gorm:raw").Register("watch", watch)
	}
	fail = func(n int64) {
		if n > 0 {
			n += sent.Load()
		}
		failing.Store(n)
	}
	return sent.Load, fail
}

// Fill stores n lawsuits at once, past all that Record looks at: with the rows
// that follow from them, lines for their journals, and messages to some people. It
// is for measuring, not for living on: the journals do not verify, and where nobody
// is told there is one line in each.
func Fill(s *Store, n int, lawsuit func(n int) models.Lawsuit, told []int64) error {
	const chunk = 400
	writers := 1
	if s.write.Name() == "postgres" {
		writers = 4
	}
	var next atomic.Int64
	var failed [4]error
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for failed[w] == nil {
				first := int(next.Add(chunk)) - chunk
				if first >= n {
					return
				}
				var b bulk
				for i := first; i < min(first+chunk, n); i++ {
					b.add(lawsuit(i), told)
				}
				failed[w] = s.write.Transaction(b.store)
			}
		})
	}
	group.Wait()
	return errors.Join(failed[:]...)
}

type bulk struct {
	lawsuits []lawsuitRow
	units    []unitRow
	numbers  []caseNumberRow
	duties   []dutyRow
	sittings []sittingRow
	counted  []statisticRow
	journal  []journalRow
	messages []messageRow
}

func (b *bulk) add(l models.Lawsuit, told []int64) {
	row, err := rowOf(l, head{JournalCount: 1, JournalHash: "-"})
	if err != nil {
		panic(err)
	}
	units := unitsOf(l)
	b.lawsuits, b.units, b.numbers = append(b.lawsuits, row), append(b.units, units...), append(b.numbers, numbersOf(l)...)
	b.duties, b.sittings = append(b.duties, dutiesIn(l, units)...), append(b.sittings, sittingsOf(l)...)
	b.counted = append(b.counted, statisticsOf(l)...)
	lines := 1
	if !l.Closed && len(told) > 0 {
		lines = 25
		for i, user := range told {
			notice := models.Notice{Key: fmt.Sprint("rung/", i), Urgency: models.Reminder, Title: "提交证据：还剩3个工作日", Body: "请在举证期限届满前提交证据材料。", Article: "第十四条第一款"}
			message := messageRowOf(notice, l)
			message.UserID = &user
			b.messages = append(b.messages, message)
		}
	}
	for i := range lines {
		line := journalRowOf(models.Entry{At: l.UpdatedAt, Kind: models.ActEntry, Name: "add_material", Title: "登记材料", Article: "第十一条第一款",
			Actor: models.Actor{Username: "unit-clerk", Name: "谭城管"}, Text: "登记材料。行政答辩状，6页。", Detail: []byte(`{"kind":1,"title":"行政答辩状","pages":6}`)})
		line.LawsuitID, line.Seq = l.ID, int64(i+1)
		b.journal = append(b.journal, line)
	}
}

func (b *bulk) store(tx *gorm.DB) error {
	for _, rows := range []any{&b.lawsuits, &b.units, &b.numbers, &b.duties, &b.sittings, &b.counted, &b.journal, &b.messages} {
		if reflect.ValueOf(rows).Elem().Len() == 0 {
			continue
		}
		if err := tx.CreateInBatches(rows, 1000).Error; err != nil {
			return err
		}
	}
	return nil
}

// Analyze has the database look at what it holds, as it does by itself in time.
func Analyze(s *Store) error {
	if s.write.Name() == "postgres" {
		return s.write.Connection(func(tx *gorm.DB) error {
			for _, sql := range []string{"SET statement_timeout = 0", "VACUUM ANALYZE", "RESET statement_timeout"} {
				if err := tx.Exec(sql).Error; err != nil {
					return err
				}
			}
			return nil
		})
	}
	return s.write.Exec("ANALYZE").Error
}
