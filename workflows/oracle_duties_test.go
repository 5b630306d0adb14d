package workflows_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// duty is a period that runs or has run in the oracle's lawsuit.
type duty struct {
	id          string
	owner, unit string
	right, ours bool // to use or let pass; a target of the office's own, where the text says 及时
	from        day
	period
	limit day // the last day under any reading
	state string
	met   day
	why   string // in a few words of the oracle's, but a reason for being late is people's own
	late  bool   // why is such a reason
}

// fate is what has become of a duty: done on a day, impossible, or no longer owed
// since one.
type fate struct {
	done   day
	missed string
	why    string
	since  day
}

func (d duty) running() bool { return d.state == "running" }

func (d duty) owed() bool { return !d.right && !d.ours }

func (d duty) overdue(today day) bool { return d.running() && d.owed() && today > d.limit }

// meets settles what has become of a duty. What ends it after its last day does not
// undo that it was missed.
func (d duty) meets(f fate) duty {
	d.limit = max(d.limit, d.due)
	d.state = "running"
	switch {
	case f.done != 0:
		d.state, d.met = "met", f.done
		if f.done > d.limit && !d.ours {
			d.state = "met_late"
		}
	case f.missed != "":
		d.state, d.why = "missed", f.missed
	case f.why == "":
	case d.owed() && f.since > d.limit:
		d.state, d.why = "missed", "too late: "+f.why
	default:
		d.state, d.why = "void", f.why
	}
	return d
}

// duties derives every period from what has happened.
func (l *lawsuit) duties() []duty {
	all := slices.Concat(l.beforeCourt(), l.ofEvidence(), l.ofHearings(), l.ofDecisions(), l.afterEffect())
	for i := range all {
		for _, x := range l.excuses {
			if x.duty == all[i].id && all[i].state != "met" && all[i].state != "void" {
				all[i].why, all[i].late = x.reason, true
			}
		}
	}
	return all
}

// over is what ends everything before the court; decided is that, and the decision
// of a court.
func (l *lawsuit) over() fate {
	switch {
	case l.withdrawn != 0:
		return fate{why: "withdrawn", since: l.withdrawn}
	case l.archived != 0:
		return fate{why: "archived", since: l.archived}
	}
	return fate{}
}

func (l *lawsuit) decided(c *court) fate {
	if c.decision == nil {
		return l.over()
	}
	return fate{why: "decided", since: c.decision.made}
}

func (f fate) on(done day) fate { f.done = done; return f }

// beforeCourt: 第十一条第二款 gives the Bureau two working days; the rest are targets
// of the office's own, or days that the Bureau has named.
func (l *lawsuit) beforeCourt() []duty {
	var all []duty
	if l.district() {
		all = append(all, duty{id: "forward", owner: "bureau", from: l.received, period: l.days.workdays(l.received, 2)}.meets(l.over().on(l.forwarded)))
	}
	unsigned := l.decided(l.courts[0])
	if l.filed != 0 {
		unsigned = fate{why: "filed", since: l.filed}
	}
	for _, unit := range l.handlers() {
		if !l.district() || l.forwarded == 0 {
			break
		}
		from := max(l.forwarded, l.tookOver[unit])
		all = append(all, duty{id: "acknowledge/" + unit, owner: "handlers", unit: unit, ours: true, from: from, period: l.days.workdays(from, 1)}.meets(unsigned.on(l.signed[unit])))
	}
	for i, a := range l.asks {
		all = append(all, duty{id: fmt.Sprintf("assistance/%d", i+1), owner: "handlers", unit: a.unit, from: a.on, period: l.days.until(a.due)}.meets(l.over().on(a.done)))
	}
	settled := l.over()
	if e := l.now().effective; e != 0 {
		settled = fate{why: "effective", since: e}
	}
	for i, x := range l.lawyers {
		all = append(all, duty{id: fmt.Sprintf("lawyer_assignment/%d", i+1), owner: "bureau", ours: true, from: x.on, period: l.days.workdays(x.on, 2)}.meets(settled.on(x.assigned)))
	}
	return all
}

// ofEvidence: 行政诉讼法第六十七条 gives fifteen days from service, or the court
// names the last one; 第十四条第二款 wants the response at the Bureau five working days
// before. 行政复议法第四十八条、第五十四条 give ten working days or five, and by 第三十八条
// the lead is two or one.
func (l *lawsuit) ofEvidence() []duty {
	all := l.answers()
	unreviewed := l.decided(l.courts[0])
	if l.filed != 0 {
		unreviewed = fate{why: "filed unreviewed", since: l.filed}
	}
	id, lead := "review", 5
	switch {
	case l.reconsideration && l.summary():
		id, lead = "reconsideration_review_summary", 1
	case l.reconsideration:
		id, lead = "reconsideration_review", 2
	}
	if l.district() {
		first := day(0)
		if len(l.reviews) > 0 {
			first = l.reviews[0].sent
		}
		from := all[0].due
		all = append(all, duty{id: id, owner: "handlers", from: from, period: l.days.workdays(from, -lead)}.meets(unreviewed.on(first)))
	}
	for i, r := range l.reviews {
		all = append(all, duty{id: numbered("review_opinion", i), owner: "bureau", ours: true, from: r.sent, period: l.days.workdays(r.sent, 2)}.meets(unreviewed.on(r.decided)))
	}
	return all
}

// answers are the periods to answer in, one for each day on which one of ours was
// served, unless the court has named its own.
func (l *lawsuit) answers() []duty {
	f := l.decided(l.courts[0]).on(l.filed)
	if l.reconsideration {
		id, n := "reconsideration_reply", 10
		if l.summary() {
			id, n = "reconsideration_reply_summary", 5
		}
		return []duty{duty{id: id, owner: "handlers", from: l.served, period: l.days.workdays(l.served, n)}.meets(f)}
	}
	d := duty{id: "evidence", owner: "handlers", from: l.served}
	if l.summary() {
		d.id = "evidence_summary"
	}
	x := l.lastGranted()
	switch {
	case x != nil && x.until != 0:
		d.from, d.period = x.answered, l.days.until(x.until)
	case x != nil:
		d.from, d.period = x.ceased, l.days.until(x.ceased+15)
	case l.named() != 0:
		d.period = l.days.until(l.named())
	default:
		return l.answersByService(d, f)
	}
	return []duty{d.meets(f)}
}

func (l *lawsuit) answersByService(d duty, f fate) []duty {
	var days []day
	for _, s := range l.sued {
		if s.unit != "" {
			days = append(days, cmp.Or(s.served, l.served))
		}
	}
	slices.Sort(days)
	id := d.id
	var all []duty
	for i, served := range slices.Compact(days) {
		if i > 0 {
			d.id = id + "/" + served.String()
		}
		d.from, d.period = served, l.days.until(served+15)
		all = append(all, d.meets(f))
	}
	return all
}

// lastGranted is the court's last leave to answer later, or nil.
func (l *lawsuit) lastGranted() *extension {
	for i := len(l.extensions) - 1; i >= 0; i-- {
		if l.extensions[i].granted {
			return &l.extensions[i]
		}
	}
	return nil
}

// named is the last evidence deadline that the court has named itself, 0 if none.
func (l *lawsuit) named() day {
	last := l.deadline
	for _, o := range l.orders {
		last = cmp.Or(o.deadline, last)
	}
	return last
}

func (l *lawsuit) summary() bool {
	last := l.procedure
	for _, o := range l.orders {
		last = cmp.Or(o.procedure, last)
	}
	return last == "summary"
}

// ofHearings: 第十九条第三款 wants the list of the official two days before a hearing;
// nothing is late before the day before it has passed. A summons that comes after
// that day makes it due at once. A reconsideration hears nobody in that way.
func (l *lawsuit) ofHearings() []duty {
	if l.reconsideration {
		return nil
	}
	var all []duty
	for _, c := range l.courts {
		for n, h := range c.hearings {
			d := duty{id: fmt.Sprintf("leader_filing/%s/%d", c.key(), n+1), owner: "handlers", from: h.on, period: l.days.before(h.on, 2), limit: h.on - 1}
			if h.received > d.due {
				d.due, d.safe = h.received, h.received
			}
			f := l.decided(c)
			if h.postponed != 0 {
				f = fate{why: "postponed to " + h.postponed.String()}
			}
			if f.done = h.named; h.named == 0 && h.held != 0 {
				f.missed = "not named"
			}
			all = append(all, d.meets(f))
		}
	}
	return all
}

// appealDays is how long a first decision can be appealed, 0 where it cannot be:
// 行政诉讼法第八十五条.
func (c *court) appealDays() day {
	if c.level != "first" || c.decision == nil {
		return 0
	}
	switch d := c.decision; {
	case d.form == "judgment":
		return 15
	case d.form == "ruling" && !slices.Contains([]string{"准许撤诉", "准许因被告改变行政行为撤诉", "终结诉讼"}, d.outcome):
		return 10
	}
	return 0
}

// lastAppeal is the last day on which anybody whose day of service is known can
// appeal, 0 where nobody can; of one side only where one is named.
func (l *lawsuit) lastAppeal(c *court, side string) day {
	n := c.appealDays()
	if n == 0 {
		return 0
	}
	last := day(0)
	if side == "" || side == "defendant" {
		last = l.days.until(c.decision.served + n).due
	}
	for _, o := range c.decision.others {
		if side == "" || side == o.side {
			last = max(last, l.days.until(o.on+n).due)
		}
	}
	return last
}

// ofDecisions: 第二十五条, and what the procedure of appeals asks for besides.
func (l *lawsuit) ofDecisions() []duty {
	var all []duty
	for i, c := range l.courts {
		var next *court
		if i+1 < len(l.courts) {
			next = l.courts[i+1]
		}
		if n := c.appealDays(); n > 0 && !l.reconsideration {
			d := duty{id: map[day]string{15: "appeal_judgment", 10: "appeal_ruling"}[n], owner: "handlers", right: true, from: c.decision.served, period: l.days.until(c.decision.served + n)}
			if c.round > 0 {
				d.id += "/" + c.key()
			}
			all = append(all, d.meets(l.ownAppeal(c, next)))
		}
		for n, a := range c.appeals {
			if a.copied != 0 {
				id := "appeal_answer/" + c.key()
				all = append(all, duty{id: numbered(id, n), owner: "handlers", from: a.copied, period: l.days.until(a.copied + 15)}.meets(l.decided(c).on(a.answered)))
			}
			if a.charged != 0 {
				all = append(all, duty{id: "appeal_fee/" + c.key(), owner: "handlers", from: a.charged, period: l.days.until(a.charged + 7)}.meets(l.decided(c).on(a.paid)))
			}
		}
		if c.decision != nil && !c.decision.remands() {
			d := duty{id: c.named("effective", i), owner: "handlers", ours: true, from: max(c.decision.served, l.lastAppeal(c, ""))}
			d.period = l.days.workdays(d.from, 1)
			f := l.over().on(c.effective)
			if next != nil {
				f = fate{why: "went on to " + next.key(), since: next.opened, done: c.effective}
			}
			all = append(all, d.meets(f))
		}
	}
	return all
}

// ownAppeal is what has become of the district's right to appeal.
func (l *lawsuit) ownAppeal(c, next *court) fate {
	f := l.over()
	if c.effective != 0 {
		f.why = "effective"
	}
	if next == nil {
		return f
	}
	if next.decision != nil {
		f = fate{why: "decided on appeal", since: next.decision.made}
	}
	for _, a := range next.appeals {
		if a.by == "defendant" {
			return f.on(a.on)
		}
	}
	return f
}

// afterEffect: 第二十六条至第三十条.
func (l *lawsuit) afterEffect() []duty {
	var all []duty
	for i, c := range l.courts {
		if c.effective == 0 {
			continue
		}
		if o := c.order; o != nil && o.due != 0 {
			all = append(all, duty{id: c.named("performance", i), owner: "handlers", from: c.effective, period: l.days.until(o.due)}.meets(fate{done: o.done}))
		}
		if !c.decision.lost {
			continue
		}
		if !l.reconsideration {
			all = append(all, l.retrialOf(i))
		}
		d := duty{id: "loss_report", owner: "handlers", from: max(c.effective, c.gotEffective)}
		if c.level == "retrial" {
			d.id += "/" + c.key()
		}
		f := fate{}
		if len(c.reports) > 0 {
			f.done = c.reports[0].on
		}
		d.period = l.days.until(d.from + 10)
		all = append(all, d.meets(f))
	}
	for i, r := range l.retrials {
		f := fate{done: r.answered}
		if r.decided != 0 {
			f.why, f.since = "decided", r.decided
		}
		if r.copied != 0 {
			all = append(all, duty{id: numbered("retrial_opinion", i), owner: "handlers", from: r.copied, period: l.days.until(r.copied + 15)}.meets(f))
		}
	}
	return slices.Concat(all, l.ofMoney(), l.ofLetters(), l.ofArchive())
}

// retrialOf is the right to ask for a retrial of a lost instance: six months from
// service, as the courts count them.
func (l *lawsuit) retrialOf(i int) duty {
	c := l.courts[i]
	d := duty{id: "retrial_application", owner: "handlers", right: true, from: c.decision.served, period: l.days.until(c.decision.served.months(6))}
	if c.key() != "first" {
		d.id += "/" + c.key()
	}
	var f fate
	switch {
	case i+1 < len(l.courts):
		f = fate{why: "went on to " + l.courts[i+1].key(), since: l.courts[i+1].opened}
	case l.archived != 0:
		f = fate{why: "archived", since: l.archived}
	}
	for _, r := range l.retrials {
		if r.by == "defendant" && r.on >= c.effective && (f.since == 0 || r.on <= f.since) {
			f.done = r.on
		}
	}
	return d.meets(f)
}

func (l *lawsuit) ofMoney() []duty {
	var all []duty
	for i, s := range l.sums {
		all = append(all, duty{id: numbered("compensation_application", i), owner: "handlers", from: s.accepted, period: l.days.until(s.accepted + 7)}.meets(fate{done: s.applied}))
		if s.applied != 0 {
			all = append(all, duty{id: numbered("compensation_payment", i), owner: "treasury", from: s.applied, period: l.days.until(s.applied + 15)}.meets(fate{done: s.paid}))
		}
	}
	return all
}

func (l *lawsuit) ofLetters() []duty {
	var all []duty
	for i, x := range l.letters {
		kinds := map[string]struct {
			rule string
			last day
		}{
			"judicial":                {"judicial_suggestion", x.received.months(2)},
			"normative":               {"normative_suggestion", x.received + 60},
			"procuratorial":           {"procuratorial_suggestion", x.received.months(2)},
			"procuratorial_urgent":    {"procuratorial_suggestion_urgent", x.received + 15},
			"reconsideration_opinion": {"reconsideration_opinion", x.received + 60},
		}
		k := kinds[x.kind]
		all = append(all, duty{id: fmt.Sprintf("%s/%d", k.rule, i+1), owner: "handlers", from: x.received, period: l.days.until(cmp.Or(x.due, k.last))}.meets(fate{done: x.answered}))
	}
	return all
}

func (l *lawsuit) ofArchive() []duty {
	if l.concluded == 0 {
		return nil
	}
	return []duty{duty{id: "archive", owner: "handlers", from: l.concluded, period: l.days.until(l.concluded + 30)}.meets(fate{done: l.archived})}
}

func numbered(id string, i int) string {
	if i == 0 {
		return id
	}
	return fmt.Sprintf("%s/%d", id, i+1)
}

// movedBetween names the duties that are new, or whose days or fate are others.
func movedBetween(before, after []duty) []string {
	moved := []string{}
	for _, d := range after {
		i := slices.IndexFunc(before, func(b duty) bool { return b.id == d.id })
		if i >= 0 {
			b := before[i]
			if b.period == d.period && b.state == d.state && b.met == d.met && b.why == d.why {
				continue
			}
		}
		moved = append(moved, d.id)
	}
	return moved
}

// rungs lists the times of a duty's reminders but for the announcement, up to the
// first one that is still to come: three, one and no working days before the safe
// day, then on the first working day after the limit and on every third one after
// that, unless nothing is owed.
func (d duty) rungs(a almanac, now time.Time) []time.Time {
	all := []time.Time{a.work(d.safe, -3).nine(), a.work(d.safe, -1).nine(), d.safe.nine()}
	if !d.owed() {
		return all
	}
	for late := a.work(d.limit, 1); ; late = a.work(late, 3) {
		if all = append(all, late.nine()); late.nine().After(now) {
			return all
		}
	}
}

// latest is the number of the last rung whose time has come; 0 is the announcement.
func (d duty) latest(a almanac, now time.Time) int {
	last := 0
	for i, at := range d.rungs(a, now) {
		if !at.After(now) {
			last = i + 1
		}
	}
	return last
}

// upcoming is when a duty rings next, zero if it does not.
func (d duty) upcoming(a almanac, now time.Time) time.Time {
	for _, at := range d.rungs(a, now) {
		if at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// told names the offices that a rung reaches: who owes it first, then their
// officials, the Bureau and the supervisors. What cannot be made good once it is
// late is told to more people, before it is late.
func (d duty) told(handlers []string, rung int) []string {
	units := handlers
	switch {
	case d.unit != "":
		units = []string{d.unit}
	case d.owner == "bureau" || len(units) == 0:
		units = []string{"区司法局"}
	}
	circle := min(max(rung-3, 0), 3) // the first escalation is the fourth rung
	switch key, _, _ := strings.Cut(d.id, "/"); key {
	case "evidence", "evidence_summary", "reconsideration_reply", "reconsideration_reply_summary":
		circle = []int{0, 1, 2, 2, 3}[min(rung, 4)]
	}
	var to []string
	add := func(office string) {
		if !slices.Contains(to, office) {
			to = append(to, office)
		}
	}
	for _, u := range units {
		add(office("clerk", u))
	}
	for _, u := range units {
		if circle >= 1 {
			add(office("official", u))
		}
	}
	if circle >= 2 {
		add("clerk")
		add("director")
	}
	if circle >= 3 {
		add("supervisor")
	}
	slices.Sort(to)
	return to
}

// office names one of a unit; the Bureau's are its own.
func office(what, unit string) string {
	switch {
	case unit != "区司法局":
		return "unit_" + what + " " + unit
	case what == "official":
		return "director"
	}
	return what
}
