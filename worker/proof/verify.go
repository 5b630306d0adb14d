package proof

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows/calendar"
)

// Options say how Verify looks.
type Options struct {
	// Recent leaves out, of lawsuits that have not changed since the last seal but
	// one, what takes long: playing their acts again, and reading their histories.
	Recent bool
	// Known are sums of seals that somebody has kept, from a print or a message, by
	// the number of the seal. Each may be only the beginning.
	Known map[int64]string
}

// late is how much older than the last seal a line may say that it is and yet be
// new: so long at most a ledger that is away holds it up.
const late = time.Hour

// Verify holds the ledger against everything that is known of it. It is an error
// only where it could not look on.
func (p *Proof) Verify(ctx context.Context, o Options) (*Report, error) {
	v := &verification{Proof: p, Options: o, report: &Report{At: time.Now().UTC(), Found: []Finding{}, Unseen: []string{}, Notes: []string{}, Unplayed: []Unplayed{}}, distrusted: map[int64]bool{}}
	for _, look := range []func(context.Context) error{v.readLaw, v.seals, v.lawsuits, v.proposals, v.logs} {
		if err := look(ctx); err != nil {
			return nil, err
		}
	}
	return v.report, nil
}

// verification is one run of Verify.
type verification struct {
	*Proof
	Options
	report *Report
	law    models.Law
	drill  bool // civil days are not those of the machine

	last       models.Seal    // the last seal that can be trusted
	distrusted map[int64]bool // seals whose lines were changed, or that were not made with the key
}

func (v *verification) found(f Finding) { v.report.Found = append(v.report.Found, f) }

func (v *verification) readLaw(ctx context.Context) (err error) {
	var kept struct{ Civil calendar.Civil }
	if _, err = v.Store.Setting(ctx, "civil", &kept); err != nil {
		return err
	}
	v.drill = kept.Civil.Drill()
	v.law, err = v.Store.Law(ctx)
	return err
}

// seals checks the seals themselves: that each was made with the key, names the
// one before, is the one that was kept elsewhere, and stands for the lines that
// the ledger has for it.
func (v *verification) seals(ctx context.Context) error {
	kept, err := v.kept()
	if err != nil {
		return err
	}
	seals, err := v.Store.Seals(ctx)
	if err != nil {
		return err
	}
	v.report.Seals = len(seals)
	if len(seals) == 0 && len(kept) == 0 {
		v.report.Unseen = append(v.report.Unseen, "台账还没有封存过，办理日志被整体改写、案件被删除等无从发现。请配置封存密钥，并运行 yingsu seal。")
		return nil
	}
	v.compareKept(seals, kept)
	v.compareKnown(seals)
	setAside := v.setAside(seals)
	previous := ""
	for n, seal := range seals {
		sound := v.sound(seal, int64(n)+1, previous)
		if !setAside[seal.Number] {
			if sound, err = v.lines(ctx, seal, sound); err != nil {
				return err
			}
		}
		if sound {
			v.last = seal
		} else {
			v.distrusted[seal.Number] = true
		}
		previous = seal.Sum()
	}
	v.report.LastSeal = v.last
	return nil
}

// kept reads the seals that lie outside of the ledger.
func (v *verification) kept() ([]models.Seal, error) {
	if v.Key == nil {
		v.report.Unseen = append(v.report.Unseen, "没有封存密钥，封存记录是否由本单位签署无从核对。请在 YINGSU_SEAL_KEY_FILE 中指明密钥文件（公钥即可）。")
	}
	if v.Anchor == "" {
		if len(v.Known) == 0 {
			v.report.Unseen = append(v.report.Unseen, "没有台账以外保存的封存文件，最近的封存记录连同此后的内容如被一并删去则无从发现。请在 YINGSU_SEAL_ANCHOR_FILE 中指明封存文件，或者用 --known 输入审计员留存的校验值。")
		}
		return nil, nil
	}
	if _, err := os.Stat(string(v.Anchor)); err != nil {
		v.report.Unseen = append(v.report.Unseen, "读不到封存文件 "+string(v.Anchor)+"，没有台账以外的记录可供对照。")
		return nil, nil
	}
	kept, err := v.Anchor.read()
	var bad *spoiled
	if errors.As(err, &bad) {
		v.found(Finding{What: AnchorChanged, Detail: bad.detail + "。文件：" + string(v.Anchor)})
		return nil, nil
	}
	return kept, err
}

func (v *verification) compareKept(seals, kept []models.Seal) {
	for n, k := range kept {
		switch {
		case n >= len(seals):
			last := kept[len(kept)-1]
			v.found(Finding{What: SealMissing, Detail: fmt.Sprintf(
				"封存文件中有第%d至第%d次封存（最后一次%s），台账中没有。台账被退回到了较早的状态，或者封存记录被删去。",
				n+1, last.Number, moment(last.At))})
			return
		case seals[n].Text == k.Text && seals[n].Signature == k.Signature:
		case v.Key != nil && !v.Key.signed(k.Text, k.Signature):
			v.found(Finding{What: AnchorChanged, Detail: fmt.Sprintf("封存文件中的第%d次封存不是用本单位的密钥签署的，或者签署后被改动。文件：%s", n+1, v.Anchor)})
		default:
			v.found(Finding{What: SealChanged, Detail: fmt.Sprintf("第%d次封存与封存文件中的不一致。", n+1)})
			v.distrusted[k.Number] = true
		}
	}
}

func (v *verification) compareKnown(seals []models.Seal) {
	for number, sum := range v.Known {
		switch {
		case number < 1 || number > int64(len(seals)):
			v.found(Finding{What: SealMissing, Detail: fmt.Sprintf("您留存有第%d次封存的校验值，台账中没有这次封存。", number)})
		case !strings.HasPrefix(seals[number-1].Sum(), sum):
			v.found(Finding{What: SealChanged, Detail: fmt.Sprintf("第%d次封存的校验值是%s，与您留存的不一致。", number, seals[number-1].Sum())})
		}
	}
}

// setAside returns the seals that no longer count because the ledger was
// restored to a moment before them.
func (v *verification) setAside(seals []models.Seal) map[int64]bool {
	aside := map[int64]bool{}
	for _, seal := range seals {
		statement, err := seal.Statement()
		if err != nil || statement.Restored == nil {
			continue
		}
		for n := *statement.Restored + 1; n < seal.Number; n++ {
			aside[n] = true
		}
		v.report.Notes = append(v.report.Notes, fmt.Sprintf("台账曾于%s自备份恢复，第%d次以后的封存不再适用。原因：%s",
			moment(seal.At), *statement.Restored, statement.Reason))
	}
	return aside
}

// sound checks a seal by itself.
func (v *verification) sound(seal models.Seal, number int64, previous string) bool {
	statement, err := seal.Statement()
	switch {
	case err != nil || seal.Number != number || statement.Number != number || statement.Previous != previous:
		v.found(Finding{What: SealChanged, Detail: fmt.Sprintf("第%d次封存与前一次不衔接，封存记录被增删或者改动。", number)})
	case v.Key != nil && !v.Key.signed(seal.Text, seal.Signature):
		v.found(Finding{What: SealForged, Detail: fmt.Sprintf("第%d次封存（%s）不是用本单位的密钥签署的，或者签署后被改动。", number, moment(seal.At))})
	default:
		return !v.distrusted[number]
	}
	return false
}

// lines compares the lines that the ledger has for a seal with what it stands
// for.
func (v *verification) lines(ctx context.Context, seal models.Seal, sound bool) (bool, error) {
	lines, err := v.Store.SealLines(ctx, seal.Number)
	if err != nil || !sound {
		return false, err
	}
	statement, err := seal.Statement()
	if err != nil {
		return false, nil
	}
	is := models.ListsOf(lines)
	for _, kind := range kindsIn(statement.Lists, is) {
		want, have := listOf(statement.Lists, kind), listOf(is, kind)
		if want == have {
			continue
		}
		sound = false
		v.found(Finding{What: ListChanged, Detail: fmt.Sprintf("第%d次封存（%s）的“%s”清单被改动：封存时%d项，现有%d项。清单中被删去或者改动的内容，其原件可能也已被删改。",
			seal.Number, moment(seal.At), kind.Title(), want.Lines, have.Lines)})
	}
	return sound, nil
}

func kindsIn(a, b []models.SealedList) []models.SealKind {
	var kinds []models.SealKind
	for _, list := range slices.Concat(a, b) {
		if !slices.Contains(kinds, list.Kind) {
			kinds = append(kinds, list.Kind)
		}
	}
	return kinds
}

func listOf(lists []models.SealedList, kind models.SealKind) models.SealedList {
	for _, l := range lists {
		if l.Kind == kind {
			return l
		}
	}
	return models.SealedList{Kind: kind}
}

// trusted returns the lines of seals that can be trusted.
func (v *verification) trusted(lines []models.SealLine) []models.SealLine {
	return slices.DeleteFunc(lines, func(l models.SealLine) bool { return v.distrusted[l.Seal] })
}

// newSince returns the instant before which nothing can have been written that
// no seal stands for, and whether that can be told at all: not before the first
// seal, nor where lines of a seal are missing.
func (v *verification) newSince() (time.Time, bool) {
	return v.last.At.Add(-late), v.last.Number > 0 && len(v.distrusted) == 0
}

func (v *verification) lawsuits(ctx context.Context) error {
	return v.Store.EachLawsuit(ctx, func(x store.Examined) error {
		if x.Stored {
			v.report.Lawsuits++
		}
		v.report.Entries += len(x.Journal)
		v.report.Histories += len(x.Histories)
		v.lawsuit(x)
		return nil
	})
}

func (v *verification) proposals(ctx context.Context) error {
	sealed, now, err := v.Store.SealedProposals(ctx)
	for n, was := range sealed {
		is := now[n]
		switch {
		case v.distrusted[was.Seal]:
		case is.Key == "":
			v.found(Finding{What: ProposalChanged, Detail: fmt.Sprintf("第%s号日历或版本变更被删除。", was.Key)})
		case is.N < was.N || is.N == was.N && is.Sum != was.Sum:
			v.found(Finding{What: ProposalChanged, Detail: fmt.Sprintf("第%s号日历或版本变更在封存后被改动。依它计算的期限可能有误。", was.Key)})
		}
	}
	return err
}

func (v *verification) logs(ctx context.Context) error {
	for _, kind := range models.SealedLogs {
		if err := v.log(ctx, kind); err != nil {
			return err
		}
	}
	return nil
}

// log compares each sealed range of a log with what is in it now. Ranges that
// follow on each other and show the same are told of once.
func (v *verification) log(ctx context.Context, kind models.SealKind) error {
	var last int64
	var wrong damage
	err := v.Store.SealedRanges(ctx, kind, func(was, is models.SealLine) error {
		if v.distrusted[was.Seal] {
			return nil
		}
		v.report.LogLines += int(is.Count)
		last = was.N
		if was.Count == is.Count && was.Sum == is.Sum {
			v.tell(kind, &wrong)
			return nil
		}
		if !wrong.add(was, is) {
			v.tell(kind, &wrong)
			wrong.add(was, is)
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.tell(kind, &wrong)
	since, can := v.newSince()
	if !can || !v.coversLast(kind) {
		return nil
	}
	old, err := v.Store.Backdated(ctx, kind, last, since)
	if old > 0 {
		v.found(Finding{What: LogBackdated, Detail: fmt.Sprintf("%s中有%d条是最近一次封存（%s）之后写入的，所记时间却早于封存：是后来补入的。", kind.Title(), old, moment(v.last.At))})
	}
	return err
}

// coversLast tells whether the program that made the last seal sealed such a log. Where
// it did not, the log's lines are as old as they say, and yet no seal stands for them.
func (v *verification) coversLast(kind models.SealKind) bool {
	statement, err := v.last.Statement()
	_, covered := statement.Totals[string(kind)]
	return err == nil && covered
}

// damage is what is wrong with ranges of a log that follow on each other.
type damage struct {
	first, last     models.SealLine
	sealed, present int64
}

// add takes in one more range, unless it shows something else.
func (d *damage) add(was, is models.SealLine) bool {
	if d.sealed > 0 && (sign(was.Count-is.Count) != sign(d.sealed-d.present)) {
		return false
	}
	if d.sealed == 0 {
		d.first = was
	}
	d.last = was
	d.sealed += was.Count
	d.present += is.Count
	return true
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func (v *verification) tell(kind models.SealKind, d *damage) {
	if d.sealed == 0 {
		return
	}
	what, how := LogChanged, "其中有内容被改动"
	switch {
	case d.present == 0:
		what, how = LogRemoved, "已被全部删去"
	case d.present < d.sealed:
		what, how = LogRemoved, fmt.Sprintf("其中%d条已被删去", d.sealed-d.present)
	case d.present > d.sealed:
		what, how = LogChanged, "其间被插入了封存时没有的内容"
	}
	v.found(Finding{What: what, Detail: fmt.Sprintf("第%d次封存起，%s中编号大于%s、不超过%d的有%d条，%s。", d.first.Seal, kind.Title(), d.first.Key, d.last.N, d.sealed, how)})
	*d = damage{}
}
