package calendar

import (
	"fmt"
	"slices"
	"strings"
)

// ledger writes the steps of one count. Days of the year in which it opened
// are written without the year. A nil ledger writes nothing.
type ledger struct {
	calendar Calendar
	start    Date
	counted  int
	steps    []Step
}

// open begins to write down a count, or returns nil where nobody wants to see how it
// was counted.
func (c Calendar) open(start Date) *ledger {
	if c.silent {
		return nil
	}
	return &ledger{calendar: c, start: start}
}

func (l *ledger) add(from, to Date, counted int, format string, args ...any) {
	l.steps = append(l.steps, Step{From: from, To: to, Counted: counted, Note: fmt.Sprintf(format, args...)})
}

func (l *ledger) excludeTrigger() {
	l.add(l.start, l.start, 0, "%s当日不计入", l.full(l.start))
}

func (l *ledger) countForward(r run) {
	if !r.working {
		l.skip(r)
		return
	}
	l.count(r, l.span(r))
}

func (l *ledger) countBackward(r run) {
	if !r.working {
		l.skip(r)
		return
	}
	l.count(r, l.spanBack(r))
}

func (l *ledger) skip(r run) {
	l.add(r.from, r.to, 0, "%s%s，不计", l.span(r), r.reason())
}

// count numbers the working days of r. span is how their dates are written.
func (l *ledger) count(r run, span string) {
	first := l.counted + 1
	l.counted += r.days()
	numbers := fmt.Sprintf("计第%d个工作日", first)
	if l.counted > first {
		numbers = fmt.Sprintf("计第%d至第%d个工作日", first, l.counted)
	}
	if r.name != "" {
		numbers = r.reason() + "，" + numbers
	}
	l.add(r.from, r.to, l.counted, "%s%s", span, numbers)
}

// finish says in the last step that the count ends there, on due.
func (l *ledger) finish(format string, due Date) {
	last := &l.steps[len(l.steps)-1]
	day := "当日"
	if last.From != last.To {
		day = l.weekday(due)
	}
	last.Note += "，" + fmt.Sprintf(format, day)
}

func (l *ledger) countDays(from, last Date, n int) {
	l.add(from, last, n, "自%s起连续计%d个自然日（期间休息日不扣除），第%d日为%s", l.short(from), n, n, l.full(last))
}

func (l *ledger) countDaysBack(first, to Date, n int) {
	l.add(first, to, n, "自%s起向前连续计%d个自然日（期间休息日不扣除），第%d日为%s", l.short(to), n, n, l.full(first))
}

func (l *ledger) countMonths(from, last Date, n int) {
	ending := ""
	if last.Day() != l.start.Day() {
		ending = fmt.Sprintf("；当月无%d日，以月末为准", l.start.Day())
	}
	l.add(from, last, n, "自%s起计%d个月，期满日为%s%s", l.short(from), n, l.full(last), ending)
}

// closeForward moves a last day that is off to the next working day, and notes
// the working day before it as the safe one.
func (c Calendar) closeForward(l *ledger, start, last Date) Count {
	safe, due := c.LastWorking(last), last
	if safe != last {
		due = c.NextWorking(last)
	}
	if safe != last && l != nil {
		l.moveOn(last, due)
		l.add(safe, safe, 0, "建议办结日为%s：休息日之前的最后一个工作日，按此日安排和提醒", l.full(safe))
	}
	return c.close(l, start, due, safe, safe, due)
}

func (l *ledger) moveOn(last, due Date) {
	off := l.calendar.runs(last, due.AddDays(-1))
	l.add(last, due, 0, "%s，届满日顺延至%s", l.reasons(off), l.full(due))
}

func (l *ledger) moveBack(first, due Date) {
	if first == due {
		return
	}
	off := l.calendar.runs(due.AddDays(1), first)
	slices.Reverse(off)
	l.add(due, first, 0, "%s，提前至%s", l.reasons(off), l.full(due))
}

// close ends the count. The result rests on the days from first to last: those
// whose being worked or off was looked at.
func (c Calendar) close(l *ledger, start, due, safe, first, last Date) Count {
	if start.IsZero() {
		return Count{}
	}
	count := Count{Due: due}
	for y := first.Year(); y <= last.Year(); y++ {
		if year := c.Year(y); year.Status != Published {
			count.Provisional = true
			l.warn(year, first, last)
		}
	}
	if year := c.Year(last.Year()); year.Status == Published && c.unsettled(last) {
		count.Provisional = true
		l.awaits(first, last)
	}
	count.Safe = c.openBefore(l, safe)
	if l != nil {
		count.Steps = l.steps
	}
	return count
}

// openBefore moves a safe date off days on which the district's offices are
// shut.
func (c Calendar) openBefore(l *ledger, safe Date) Date {
	for reason := c.closure(safe); reason != ""; reason = c.closure(safe) {
		earlier := c.AddWorking(safe, -1)
		if l != nil {
			l.add(earlier, safe, 0, "%s本地停工（%s），不影响法定期限；建议办结日提前至%s", l.full(safe), reason, l.full(earlier))
		}
		safe = earlier
	}
	return safe
}

func (l *ledger) warn(y Year, first, last Date) {
	if l == nil {
		return
	}
	from, to := On(y.Year, 1, 1), On(y.Year, 12, 31)
	if from.Before(first) {
		from = first
	}
	if to.After(last) {
		to = last
	}
	if y.Status == Provisional {
		l.add(from, to, 0, "%d年放假安排尚未公布，仅按法定节假日计算，公布后重新计算", y.Year)
		return
	}
	l.add(from, to, 0, "%d年放假安排没有资料，仅按法定节假日计算，结果待核", y.Year)
}

// awaits says that a count looked at days that the next notice may list.
func (l *ledger) awaits(first, last Date) {
	if l == nil {
		return
	}
	from := On(last.Year(), 12, 25)
	if from.Before(first) {
		from = first
	}
	l.add(from, last, 0, "%d年放假安排尚未公布，元旦前后的放假和调休可能涉及%d年12月下旬，公布后重新计算", last.Year()+1, last.Year())
}

// run is a stretch of days that are worked, or off, for the same reason.
type run struct {
	from, to Date
	working  bool
	name     string
}

func (r run) days() int { return r.to.Sub(r.from) + 1 }

// reason says in Chinese why the days of the run are what they are.
func (r run) reason() string {
	if r.working || r.name == weekend {
		return r.name
	}
	return r.name + "放假"
}

// runs divides the days from first to last.
func (c Calendar) runs(first, last Date) []run {
	var runs []run
	for d := first; !d.After(last); d = d.AddDays(1) {
		day := c.Day(d)
		if n := len(runs); n > 0 && runs[n-1].working == day.Working && runs[n-1].name == day.Name {
			runs[n-1].to = d
			continue
		}
		runs = append(runs, run{from: d, to: d, working: day.Working, name: day.Name})
	}
	return runs
}

// reasons writes several runs of days off: “6月10日（周一）端午节放假，…”.
func (l *ledger) reasons(off []run) string {
	var parts []string
	for _, r := range off {
		parts = append(parts, l.span(r)+r.reason())
	}
	return strings.Join(parts, "，")
}

// span writes the dates of a run, ready for words to follow.
func (l *ledger) span(r run) string {
	if r.from == r.to {
		return l.weekday(r.from)
	}
	return l.short(r.from) + "至" + in(r.from.Year(), r.to) + " "
}

// spanBack is span in a count that runs backwards.
func (l *ledger) spanBack(r run) string {
	if r.from == r.to {
		return l.weekday(r.from)
	}
	return l.short(r.to) + "倒至" + in(r.to.Year(), r.from) + " "
}

// full writes a day with what is special about it: 2月14日（周六，春节调休上班）.
func (l *ledger) full(d Date) string {
	r := l.calendar.runs(d, d)[0]
	if r.name == "" || r.name == weekend {
		return l.weekday(d)
	}
	return fmt.Sprintf("%s（%s，%s）", l.short(d), weekdayName(d), r.reason())
}

func (l *ledger) weekday(d Date) string {
	return fmt.Sprintf("%s（%s）", l.short(d), weekdayName(d))
}

func (l *ledger) short(d Date) string { return in(l.start.Year(), d) }

// in writes d where the reader has year in mind.
func in(year int, d Date) string {
	if d.Year() == year {
		return d.Short()
	}
	return fmt.Sprintf("%d年%s", d.Year(), d.Short())
}
