package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/server/documents"
)

// Bulletin is one version of a bulletin as one person meets it: a draft with the figures
// of today, a frozen one with those that it was frozen with.
type Bulletin struct {
	models.Bulletin
	About  statistics.Period
	Filled []statistics.Block // the texts with their figures
	Tables []statistics.Table
	Words  []string // the names of figures that a draft's texts can have
	Edits  bool     // the caller can change it
	Ends   bool     // the caller can freeze it
	Digs   bool     // the caller can see what stands behind its numbers

	Corrects bool // the caller can draft another version in its place
}

// Bulletins returns all versions of all bulletins that the caller may read, the last
// period first: drafts are the Bureau's and the supervisors'.
func (o *Office) Bulletins(ctx context.Context, who models.Caller) ([]models.Bulletin, error) {
	all, err := read(ctx, who, SignedIn, o.store.Bulletins)
	return slices.DeleteFunc(all, func(b models.Bulletin) bool { return hiddenDraft(who, b) }), err
}

func hiddenDraft(who models.Caller, b models.Bulletin) bool {
	return b.Frozen == nil && !SeeingEverything.Of(who.Role)
}

// Draftable returns the periods that have ended lately and have no bulletin among those
// given, the last first.
func (o *Office) Draftable(bulletins []models.Bulletin) []statistics.Period {
	var periods []statistics.Period
	month := o.Today().AddDays(1 - o.Today().Day())
	for range 24 {
		for _, p := range statistics.Ended(month) {
			if !slices.ContainsFunc(bulletins, func(b models.Bulletin) bool { return b.Period == p.Key() }) {
				periods = append(periods, p)
			}
		}
		month = month.AddMonths(-1)
	}
	return periods
}

// Bulletin returns one version of a bulletin.
func (o *Office) Bulletin(ctx context.Context, who models.Caller, period string, version int) (Bulletin, error) {
	b, err := o.bulletin(ctx, who, period, version)
	if err != nil || b.Frozen != nil {
		return b, err
	}
	r, err := o.report(ctx, b.About)
	if err != nil {
		return b, err
	}
	b.show(r)
	return b, nil
}

// bulletin returns a version without the figures of a draft.
func (o *Office) bulletin(ctx context.Context, who models.Caller, period string, version int) (b Bulletin, err error) {
	if err := SignedIn.Refuse(who); err != nil {
		return b, err
	}
	if b.Bulletin, err = o.store.Bulletin(ctx, period, version); err != nil {
		return b, err
	}
	if hiddenDraft(who, b.Bulletin) {
		return b, noBulletin
	}
	if b.About, err = statistics.ParsePeriod(b.Period); err != nil {
		return b, err
	}
	b.Edits, b.Ends = b.Frozen == nil && Drafting.Of(who.Role), b.Frozen == nil && Freezing.Of(who.Role)
	b.Digs, b.Corrects = SeeingEverything.Of(who.Role), b.Frozen != nil && Drafting.Of(who.Role)
	if b.Frozen != nil {
		b.Filled, b.Tables = b.Frozen.Blocks, b.Frozen.Tables
	}
	return b, nil
}

var noBulletin = &models.Error{Code: models.NotFound, Detail: "没有这期通报。请从通报列表中选择。", Link: "/bulletins"}

// show puts the figures of a report into a draft.
func (b *Bulletin) show(r statistics.Report) {
	words := r.Words()
	b.Tables = r.Tables()
	b.Filled = nil
	for _, block := range b.Blocks {
		block.Text = statistics.Fill(block.Text, words)
		b.Filled = append(b.Filled, block)
	}
	for word := range words {
		b.Words = append(b.Words, word)
	}
	slices.Sort(b.Words)
}

// Document is the bulletin as a paper.
func (b Bulletin) Document() *documents.Document {
	mark := "草稿，数字随案件变动"
	if b.Frozen != nil {
		mark = fmt.Sprintf("统计截止%d年%d月%d日", b.Frozen.CutOff.Year(), b.Frozen.CutOff.Month(), b.Frozen.CutOff.Day())
		if b.Version > 1 {
			mark += fmt.Sprintf("，第%d版", b.Version)
		}
	}
	return documents.Bulletin(b.About.Title(), mark, b.Filled, b.Tables).Covered()
}

// DraftBulletin drafts the bulletin about a period that has ended.
func (o *Office) DraftBulletin(ctx context.Context, who models.Caller, key string) error {
	return o.administered(ctx, who, Drafting, "draft_bulletin", key, func() error {
		p, err := statistics.ParsePeriod(key)
		if err != nil || !p.To().Before(o.Today()) || !slices.Contains(statistics.Ended(p.To().AddDays(1)), p) {
			return models.Wrong("period", "请选择已经结束的季度、半年或者年度")
		}
		draft, told := models.Draft(p, time.Now())
		made, err := o.store.DraftBulletin(ctx, draft, told)
		if err == nil && !made {
			return &models.Error{Code: models.Conflict, Detail: p.Title() + "的通报已经起草。", Link: addressOf(key, 1)}
		}
		return err
	})
}

func addressOf(period string, version int) string {
	return fmt.Sprintf("/bulletins/%s/%d", period, version)
}

// longestBlock bounds a text of a bulletin, in characters.
const longestBlock = 10000

// EditBulletin changes the texts of a draft, by their keys, that is at a revision.
func (o *Office) EditBulletin(ctx context.Context, who models.Caller, period string, version int, revision int64, texts map[string]string) error {
	return o.administered(ctx, who, Drafting, "edit_bulletin", addressOf(period, version), func() error {
		b, err := o.bulletin(ctx, who, period, version)
		if err != nil {
			return err
		}
		if b.Frozen != nil {
			return frozenAlready
		}
		if err := b.rewrite(texts); err != nil {
			return err
		}
		b.Revision, b.EditedAt, b.EditedBy = revision+1, time.Now(), who.Username
		return o.store.EditBulletin(ctx, b.Bulletin)
	})
}

var frozenAlready = &models.Error{Code: models.Conflict, Detail: "通报已经定稿，不能修改。确有错误的，请办理“更正为新版”。"}

// rewrite takes the texts over, or says what is wrong in them.
func (b *Bulletin) rewrite(texts map[string]string) error {
	words := statistics.Report{Period: b.About}.Words()
	for i, block := range b.Blocks {
		text, given := texts[block.Key]
		if !given {
			continue
		}
		field := "block-" + block.Key
		if n := utf8.RuneCountInString(text); n > longestBlock || !utf8.ValidString(text) {
			return models.Wrong(field, fmt.Sprintf("%s最多%d字，现有%d字", block.Title, longestBlock, n))
		}
		if unknown := statistics.Unknown(text, words); len(unknown) > 0 {
			return models.Wrong(field, block.Title+"中没有名为【"+strings.Join(unknown, "】【")+"】的数字，可用的名称见页面下方“可用的数字”，小标题可以用【"+strings.Join(statistics.Headings, "】【")+"】")
		}
		b.Blocks[i].Text = text
	}
	return nil
}

// FreezeBulletin ends a draft for good, with the figures of this moment and what stands
// behind them, and tells everybody concerned.
func (o *Office) FreezeBulletin(ctx context.Context, who models.Caller, period string, version int, revision int64) error {
	return o.administered(ctx, who, Freezing, "freeze_bulletin", addressOf(period, version), func() error {
		b, err := o.bulletin(ctx, who, period, version)
		if err != nil {
			return err
		}
		if b.Frozen != nil {
			return frozenAlready
		}
		left, err := o.store.Uncounted(ctx)
		if err != nil {
			return err
		}
		if left > 0 {
			return &models.Error{Code: models.Unavailable, Detail: fmt.Sprintf("还有%d件以前的案件正在计入，现在定稿数字不完整，没有定稿。请稍后再试。", left)}
		}
		if err := o.freeze(ctx, &b); err != nil {
			return err
		}
		b.Revision, b.Frozen.By = revision+1, who.Username
		units, err := o.unitsWithOfficials(ctx)
		if err != nil {
			return err
		}
		return o.store.FreezeBulletin(ctx, b.Bulletin, b.Published(b.About, units))
	})
}

// freeze puts into a bulletin what it says for good. Its figures are made of the very rows
// that are kept with it.
func (o *Office) freeze(ctx context.Context, b *Bulletin) error {
	rows, err := o.store.AllCounted(ctx, b.About.From(), b.About.To(), o.Today())
	if err != nil {
		return err
	}
	r := statistics.Report{Period: b.About, Now: statistics.CellsOf(plainRows(rows))}
	before := b.About.YearBefore()
	if r.Before, err = o.store.Cells(ctx, before.From(), before.To(), o.Today()); err != nil {
		return err
	}
	b.show(r)
	b.Frozen = &models.Frozen{At: time.Now(), CutOff: o.Today(), Blocks: b.Filled, Tables: b.Tables, Rows: rows}
	return nil
}

func plainRows(rows []models.CountedRow) []statistics.Row {
	plain := make([]statistics.Row, len(rows))
	for n, r := range rows {
		plain[n] = r.Row
	}
	return plain
}

// unitsWithOfficials names the units in which an official has an account.
func (o *Office) unitsWithOfficials(ctx context.Context) ([]string, error) {
	users, err := o.store.Users(ctx)
	var units []string
	for _, u := range users {
		if u.Role == models.UnitOfficial && !u.Disabled && !slices.Contains(units, u.Unit) {
			units = append(units, u.Unit)
		}
	}
	return units, err
}

// CorrectBulletin drafts another version in the place of a frozen one.
func (o *Office) CorrectBulletin(ctx context.Context, who models.Caller, period string, version int, reason string) error {
	return o.administered(ctx, who, Drafting, "correct_bulletin", addressOf(period, version)+" "+reason, func() error {
		b, err := o.bulletin(ctx, who, period, version)
		switch {
		case err != nil:
			return err
		case b.Frozen == nil:
			return &models.Error{Code: models.NotOpen, Detail: "通报还没有定稿，请直接修改。"}
		case reason == "":
			return models.Wrong("reason", "请填写更正的原因，它将随新版一并告知")
		case utf8.RuneCountInString(reason) > longestNote:
			return models.Wrong("reason", fmt.Sprintf("更正原因最多%d字", longestNote))
		}
		draft, told := b.Corrected(b.About, reason, time.Now())
		made, err := o.store.DraftBulletin(ctx, draft, told)
		if err == nil && !made {
			return &models.Error{Code: models.Conflict, Detail: "这一版已有更正，请在新版中修改。", Link: addressOf(period, version+1)}
		}
		return err
	})
}

// FrozenBehind returns what stood behind a number of a bulletin when it was frozen.
func (o *Office) FrozenBehind(ctx context.Context, who models.Caller, period string, version int, q BehindQuery) (b Behind, err error) {
	all, err := o.frozenRows(ctx, who, period, version, q, &b)
	if err != nil {
		return b, err
	}
	b.Total = len(all)
	rows, err := behindCursor(all, q.Cursor)
	b.page(rows, q.limit())
	return b, err
}

// FrozenBehindTable returns all of it as a table: see tables.go.
func (o *Office) FrozenBehindTable(ctx context.Context, who models.Caller, period string, version int, q BehindQuery) ([][]string, error) {
	all, err := o.frozenRows(ctx, who, period, version, q, new(Behind))
	rows := [][]string{behindHead}
	for _, r := range all {
		rows = append(rows, CountedLine(r))
	}
	return rows, err
}

func (o *Office) frozenRows(ctx context.Context, who models.Caller, period string, version int, q BehindQuery, b *Behind) ([]models.CountedRow, error) {
	if err := SeeingEverything.Refuse(who); err != nil {
		return nil, err
	}
	found, err := o.bulletin(ctx, who, period, version)
	if err != nil {
		return nil, err
	}
	if found.Frozen == nil {
		return nil, noBulletin
	}
	b.Period = found.About
	if b.Selection, err = q.Selection(); err != nil {
		return nil, err
	}
	rows, err := o.store.BulletinBehind(ctx, period, version)
	return slices.DeleteFunc(rows, func(r models.CountedRow) bool { return !b.Selection.Selects(r.Sort) }), err
}
