package storetest

import (
	"encoding/json"
	"fmt"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// The cast. Each unit sees what it has a part in.
var (
	clerk      = models.Actor{Username: "clerk", Name: "丛经办", Role: models.Clerk, Unit: measures.JusticeBureau}
	supervisor = models.Actor{Username: "supervisor", Name: "于监督", Role: models.Supervisor, Unit: "区政府办公室"}
	auditor    = models.Actor{Username: "auditor", Name: "毕审计", Role: models.Auditor}
	admin      = models.Actor{Username: "admin", Name: "邹管理", Role: models.Admin, Unit: cityUnit}
	city       = models.Actor{Username: "unit-clerk", Name: "谭城管", Role: models.UnitClerk, Unit: cityUnit}
	town       = models.Actor{Username: "town-clerk", Name: "戚镇办", Role: models.UnitOfficial, Unit: townUnit}
	nobody     = models.Actor{}
)

const (
	cityUnit  = "区城市管理局"
	townUnit  = "张村镇"
	houseUnit = "区住房和城乡建设局"
)

// opened has nanoseconds that no database keeps.
var opened = time.Date(2026, 3, 2, 1, 30, 15, 123456789, time.UTC)

var today = calendar.On(2026, 3, 10)

// lawsuit returns the n-th lawsuit as it is first recorded: against the
// district government, led by the city administration.
func lawsuit(n int, changes ...func(*models.Lawsuit)) models.Lawsuit {
	number := fmt.Sprintf("（2026）鲁10行初%d号", n)
	l := models.Lawsuit{
		ID:         fmt.Sprintf("lawsuit-%04d", n),
		CaseNumber: number,
		Revision:   1,
		Stage:      measures.Preparing,
		Edition:    "2021",
		OpenedKey:  "open",
		OpenedAt:   opened.Add(time.Duration(n) * time.Second),
		UpdatedAt:  opened.Add(time.Duration(n) * time.Second),
	}
	l.File.Registration = measures.Registration{
		CaseNumber: number,
		Court:      "威海市中级人民法院",
		Kind:       measures.Litigation,
		Procedure:  measures.Ordinary,
		Plaintiffs: []string{"王某某"},
		Defendants: []measures.Defendant{{Name: "威海市环翠区人民政府", Unit: measures.DistrictGovernment}},
		Cause:      "房屋征收补偿",
		ServedOn:   calendar.On(2026, 3, 2),
	}
	l.File.Designation = &measures.Designation{Lead: cityUnit, Item: 1}
	l.File.Instances = []measures.Instance{{Level: measures.First, CaseNumber: number}}
	l.Clocks = []measures.Clock{clock("evidence/first", calendar.On(2026, 3, 17))}
	for _, change := range changes {
		change(&l)
	}
	return l
}

// clock returns a running duty of the handlers.
func clock(id string, due calendar.Date) measures.Clock {
	return measures.Clock{
		ID: id, Key: "evidence", Title: "提交证据", Article: "第十四条第一款", Owner: measures.OwnedByHandlers,
		Trigger: calendar.On(2026, 3, 2), TriggerIs: "送达", Due: due, Safe: due, State: measures.Running,
	}
}

func ledBy(lead string) func(*models.Lawsuit) {
	return func(l *models.Lawsuit) { l.File.Designation = &measures.Designation{Lead: lead} }
}

func due(days ...calendar.Date) func(*models.Lawsuit) {
	return func(l *models.Lawsuit) {
		l.Clocks = nil
		for n, day := range days {
			l.Clocks = append(l.Clocks, clock(fmt.Sprintf("clock/%d", n), day))
		}
	}
}

// recording returns what one act records: one journal entry, no notice.
func recording(l models.Lawsuit, key string) models.Recording {
	return models.Recording{
		Key:     key,
		Act:     "complete_materials",
		Request: "hash of " + key,
		By:      city,
		Lawsuit: l,
		Entries: []models.Entry{{
			At: l.UpdatedAt, CivilOn: calendar.DateOf(l.UpdatedAt), Kind: models.ActEntry, Name: "complete_materials",
			Title: "补齐材料", Article: "第十一条第一款", Actor: city, Text: "材料已经补齐。",
			Detail: json.RawMessage(`{"b": 1.50, "a": "<甲&乙>"}`),
		}},
		Receipt: json.RawMessage(`{"z": 1, "a":  [1.0]}`),
	}
}

// add records the lawsuit's first act.
func (b *bench) add(l models.Lawsuit) {
	b.Helper()
	_, err := b.Store.Record(ctx, recording(l, "open"))
	b.ok(err)
}

// next records another act that leaves the lawsuit as it is but for changes.
func (b *bench) next(l models.Lawsuit, key string, changes ...func(*models.Lawsuit)) models.Lawsuit {
	b.Helper()
	l.Revision++
	for _, change := range changes {
		change(&l)
	}
	_, err := b.Store.Record(ctx, recording(l, key))
	b.ok(err)
	return l
}

// user adds an account and returns its id.
func (b *bench) user(actor models.Actor) int64 {
	b.Helper()
	id, err := b.Store.CreateUser(ctx, models.User{
		Username: actor.Username, Name: actor.Name, Role: actor.Role, Unit: actor.Unit, PasswordHash: "hash",
	})
	b.ok(err)
	return id
}

// Told returns the n-th change of one lawsuit, a reminder that tells the given
// offices: what a benchmark records again and again.
func Told(n int64, to ...models.Recipient) models.Recording {
	l := lawsuit(1)
	l.Revision = n
	rec := recording(l, fmt.Sprint("told/", n))
	rec.Notices = []models.Notice{{Key: fmt.Sprint(n), Title: "提醒", Body: "还剩3个工作日。", To: to}}
	return rec
}
