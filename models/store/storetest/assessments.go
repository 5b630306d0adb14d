package storetest

import (
	"encoding/json"
	"fmt"
	"time"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

var assessmentPromises = []promise{
	{"an assessment is changed by one at a time, and nobody has touched one that there is not", func(b *bench) {
		got, err := b.Store.Assessment(ctx, 2026)
		b.ok(err)
		equal(b, "untouched", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", models.Assessment{Year: 2026}))
		a := assessed(2026, 1)
		b.ok(b.Store.KeepAssessment(ctx, a))
		b.refused(b.Store.KeepAssessment(ctx, a), models.Conflict)
		got, err = b.Store.Assessment(ctx, 2026)
		b.ok(err)
		equal(b, "kept", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", a))
		b.ok(b.Store.KeepAssessment(ctx, assessed(2025, 1)))
		list, err := b.Store.Assessments(ctx)
		b.ok(err)
		equal(b, "list", fmt.Sprint(len(list), list[0].Year, list[1].Year), "2 2026 2025")
	}},
	{"what was given last counts, and nothing is given once it is published", func(b *bench) {
		mark := models.Mark{Unit: townUnit, Indicator: "volumes", Tenths: 45, Note: "抽查三卷", At: opened.UTC().Truncate(time.Microsecond), By: "clerk"}
		given := func(revision int64) models.Assessment {
			return models.Assessment{Year: 2026, Revision: revision, EditedAt: mark.At, EditedBy: mark.By}
		}
		b.ok(b.Store.KeepAssessment(ctx, assessed(2026, 1)))
		b.ok(b.Store.GiveMarks(ctx, given(2), []models.Mark{mark}))
		mark.Tenths = 40
		other := mark
		other.Unit = cityUnit
		b.ok(b.Store.GiveMarks(ctx, given(3), []models.Mark{mark, other}))
		marks, err := b.Store.Marks(ctx, 2026)
		b.ok(err)
		equal(b, "marks", fmt.Sprintln(len(marks), marks[0].Tenths+marks[1].Tenths, marks[0].Note), "2 80 抽查三卷\n")
		got, err := b.Store.Assessment(ctx, 2026)
		b.ok(err)
		equal(b, "the weights stay", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", assessed(2026, 3)))
		b.refused(b.Store.KeepAssessment(ctx, published(3)), models.Conflict)
		b.ok(b.Store.KeepAssessment(ctx, published(4)))
		b.refused(b.Store.GiveMarks(ctx, given(5), []models.Mark{mark}), models.NotOpen)
	}},
	{"a year that begins with marks keeps the scheme with which it begins", func(b *bench) {
		a := models.Assessment{Year: 2027, Revision: 1, EditedAt: opened.UTC().Truncate(time.Microsecond), EditedBy: "clerk", Scheme: models.Scheme{Proposal: 1}}
		b.ok(b.Store.GiveMarks(ctx, a, []models.Mark{{Unit: townUnit, Indicator: "volumes", Tenths: 45, Note: "抽查三卷", At: opened, By: "clerk"}}))
		got, err := b.Store.Assessment(ctx, 2027)
		b.ok(err)
		equal(b, "kept", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", a))
		later := a
		later.Revision, later.Scheme = 2, models.Scheme{}
		b.ok(b.Store.GiveMarks(ctx, later, []models.Mark{{Unit: cityUnit, Indicator: "volumes", Note: "没有案卷", At: opened, By: "clerk"}}))
		got, err = b.Store.Assessment(ctx, 2027)
		b.ok(err)
		equal(b, "with more marks", fmt.Sprint(got.Revision, got.Scheme), fmt.Sprint(2, a.Scheme))
	}},
	{"of those who give marks from the same page only the first does", func(b *bench) {
		var pages []models.Assessment
		for n := range 6 {
			pages = append(pages, models.Assessment{Year: 2026, Revision: 1, EditedAt: opened, EditedBy: fmt.Sprint("clerk-", n)})
		}
		refusals := make(chan error, len(pages))
		for n, a := range pages {
			go func() {
				refusals <- b.Store.GiveMarks(ctx, a, []models.Mark{{Unit: townUnit, Indicator: "volumes", Tenths: n, Note: a.EditedBy, At: opened, By: a.EditedBy}})
			}()
		}
		gave := 0
		for range pages {
			if err := <-refusals; err != nil {
				b.refused(err, models.Conflict)
				continue
			}
			gave++
		}
		marks, err := b.Store.Marks(ctx, 2026)
		b.ok(err)
		got, err := b.Store.Assessment(ctx, 2026)
		b.ok(err)
		equal(b, "who gave", fmt.Sprint(gave, len(marks), marks[0].By, got.Revision), fmt.Sprint(1, 1, got.EditedBy, 1))
	}},
	{"what the units were told stays, and what was decided is final", func(b *bench) {
		official := b.user(town)
		b.refused(b.Store.Object(ctx, objection(), objection().Made("x")), models.NotOpen)
		a := published(1)
		b.ok(b.Store.KeepAssessment(ctx, a, a.ToldOf([]string{townUnit})))
		equal(b, "told", len(b.inbox(official)), 1)
		behind, err := b.Store.AssessedBehind(ctx, 2026)
		b.ok(err)
		equal(b, "behind", fmt.Sprintf("%+v", behind), fmt.Sprintf("%+v", *a.Published.Behind))
		got, err := b.Store.Assessment(ctx, 2026)
		b.ok(err)
		equal(b, "facts", fmt.Sprint(got.Published.Facts, got.Published.Behind == nil), fmt.Sprint(a.Published.Facts, true))
		for _, sql := range []string{"UPDATE assessments SET published = 'null'", "UPDATE assessments SET scheme = '{}'", "UPDATE assessments SET behind = 'null'", "DELETE FROM assessments"} {
			if b.Exec(sql) == nil {
				b.Errorf("%s was carried out", sql)
			}
		}

		b.ok(b.Store.Object(ctx, objection(), objection().Made("立卷归档")))
		b.refused(b.Store.Object(ctx, objection(), objection().Made("立卷归档")), models.Conflict)
		final := got
		final.Revision, final.DecidedAt, final.DecidedBy = 2, opened, "director"
		b.refused(b.Store.KeepAssessment(ctx, final), models.NotOpen)
		objections, err := b.Store.Objections(ctx, 2026)
		b.ok(err)
		answer := objections[0]
		answer.DecidedAt, answer.DecidedBy, answer.Upheld, answer.Tenths, answer.Answer = opened.UTC().Truncate(time.Microsecond), "director", true, 50, "已按期归档"
		b.ok(b.Store.AnswerObjection(ctx, answer, answer.Answered("立卷归档")))
		b.refused(b.Store.AnswerObjection(ctx, answer, answer.Answered("立卷归档")), models.Conflict)
		objections, err = b.Store.Objections(ctx, 2026)
		b.ok(err)
		equal(b, "answered", fmt.Sprintf("%+v", objections), fmt.Sprintf("%+v", []models.Objection{answer}))
		equal(b, "told of the answer", len(b.inbox(official)), 2)

		b.ok(b.Store.KeepAssessment(ctx, final, final.ToldOf([]string{townUnit})))
		final.Revision = 3
		b.refused(b.Store.KeepAssessment(ctx, final), models.Conflict)
		other := objection()
		other.Indicator = "timely"
		b.refused(b.Store.Object(ctx, other, other.Made("x")), models.NotOpen)
		if b.Exec("UPDATE assessments SET decided_by = 'x'") == nil {
			b.Error("a final assessment was changed")
		}
	}},
}

func assessed(year int, revision int64) models.Assessment {
	return models.Assessment{
		Year: year, Revision: revision, EditedAt: opened.UTC().Truncate(time.Microsecond), EditedBy: "clerk",
		Scheme: models.Scheme{
			Weights: map[string]int{"rules": 4}, Enough: map[string]int{"training": 3}, Proposal: 1,
			Exempt: []models.Exemption{{Unit: townUnit, Indicator: "archives", Reason: "本年没有案件", At: opened.UTC().Truncate(time.Microsecond), By: "clerk"}},
		},
	}
}

func published(revision int64) models.Assessment {
	a := assessed(2026, revision)
	a.Published = &models.PublishedAssessment{
		At: a.EditedAt, By: "director", CutOff: calendar.On(2027, 1, 5), ObjectUntil: calendar.On(2027, 1, 29),
		Facts: map[string]map[string]models.Fact{townUnit: {"timely": {N: 8, Of: 10}}}, Units: map[string][]string{townUnit: {townUnit}},
		Behind: &models.AssessedBehind{Rows: []models.CountedRow{{LawsuitID: "x", Row: statistics.Row{On: calendar.On(2026, 1, 5)}}}, Entries: []models.RegisterEntry{{ID: 3, Title: "培训", Content: json.RawMessage("{}")}}},
	}
	return a
}

func objection() models.Objection {
	return models.Objection{Year: 2026, Unit: townUnit, Indicator: "archives", Reason: "已按期归档", At: opened.UTC().Truncate(time.Microsecond), By: "town-official"}
}
