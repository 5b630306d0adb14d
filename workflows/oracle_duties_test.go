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
	if l.advice { // nothing of a court's is owed, and no paper goes to one
		all = slices.Concat(l.ofAsks(), l.ofLetters(), l.ofEntries())
	}
	for i := range all {
		if d := &all[i]; l.struck != 0 && d.met == 0 {
			d.state, d.why = "void", "struck off"
		}
		all[i] = all[i].sinceTheMeasures()
		for _, x := range l.excuses {
			if x.duty == all[i].id && all[i].state != "met" && all[i].state != "void" {
				all[i].why, all[i].late = x.reason, true
			}
		}
	}
	return all
}

// sinceTheMeasures: nobody owed before their first day what only they ask for (第四十条).
// What was to be done before some other day cannot be made up for; the rest can until it no
// longer can.
func (d duty) sinceTheMeasures() duty {
	first, _ := readDay("2023-06-19")
	key, _, _ := strings.Cut(d.id, "/")
	beforehand := key == "review" || key == "leader_filing" || strings.HasPrefix(key, "reconsideration_review")
	theirs := beforehand || key == "forward" || key == "loss_report" || key == "archive"
	if theirs && d.limit < first && (d.state == "missed" || beforehand && d.running()) {
		d.state, d.why = "void", "before the Measures"
	}
	return d
}

// over is what ends everything before the court; decided is that, and the decision
// of a court.
func (l *lawsuit) over() fate {
	if l.archived != 0 {
		return fate{why: "archived", since: l.archived}
	}
	return fate{}
}

// dropped is that, and what ends a lawsuit without deciding it: all that was set off before
// the dispute was taken up again by a retrial.
func (l *lawsuit) dropped(setOff day) fate {
	for i, c := range l.courts {
		again := i+1 < len(l.courts) && l.courts[i+1].level == "retrial" && setOff >= l.courts[i+1].opened
		if d := c.decision; d != nil && d.drops && !c.known && !again {
			return fate{why: "dropped: " + d.outcome, since: d.made}
		}
	}
	return l.over()
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
		all = append(all, duty{id: "forward", owner: "bureau", from: l.received, period: l.days.workdays(l.received, 2)}.meets(l.unlessOut(l.dropped(l.received)).on(l.forwarded)))
	}
	unsigned := l.unlessOut(l.decided(l.opening()))
	if l.filed() != 0 {
		unsigned = fate{why: "filed", since: l.filed()}
	}
	for _, unit := range l.designated() {
		if !l.district() || l.forwarded == 0 {
			break
		}
		from := max(l.forwarded, l.tookOver[unit])
		all = append(all, duty{id: "acknowledge/" + unit, owner: "handlers", unit: unit, ours: true, from: from, period: l.days.workdays(from, 1)}.meets(unsigned.on(l.signed[unit])))
	}
	all = append(all, l.ofAsks()...)
	for i, x := range l.lawyers {
		settled := l.dropped(x.on)
		if e := l.now().effective; e != 0 {
			settled = fate{why: "effective", since: e}
		}
		all = append(all, duty{id: fmt.Sprintf("lawyer_assignment/%d", i+1), owner: "bureau", ours: true, from: x.on, period: l.days.workdays(x.on, 2)}.meets(settled.on(x.assigned)))
	}
	return all
}

// ofAsks is what the Bureau has asked of units, each with a day of its own.
func (l *lawsuit) ofAsks() []duty {
	var all []duty
	for i, a := range l.asks {
		all = append(all, duty{id: fmt.Sprintf("assistance/%d", i+1), owner: "handlers", unit: a.unit, from: a.on, period: l.days.until(a.due)}.meets(l.dropped(a.on).on(a.done)))
	}
	return all
}

// ofEvidence: 行政诉讼法第六十七条 gives fifteen days from service, or the court
// names the last one; 第十四条第二款 wants the response at the Bureau five working days
// before. 行政复议法第四十八条、第五十四条 give ten working days or five, and by 第三十八条
// the lead is two or one.
func (l *lawsuit) ofEvidence() []duty {
	all := l.answers()
	unreviewed := l.unlessOut(l.decided(l.opening()))
	if l.filed() != 0 {
		unreviewed = fate{why: "filed unreviewed", since: l.filed()}
	}
	unanswerable := unreviewed
	if unreviewed.why == "" && l.district() && l.goesOn(l.reviewed()) {
		unanswerable.why = "the cause goes on"
	}
	id, lead := "review", 5
	switch {
	case l.reconsideration && l.summary():
		id, lead = "reconsideration_review_summary", 1
	case l.reconsideration:
		id, lead = "reconsideration_review", 2
	}
	if l.district() && !l.opening().later { // what is filed in a later court is no answer to the complaint
		first := day(0)
		if len(l.reviews) > 0 {
			first = l.reviews[0].sent
		}
		from := l.answerDue(l.reviewed())
		if l.reconsideration {
			from = all[0].due
		}
		if from != 0 {
			all = append(all, duty{id: id, owner: "handlers", from: from, period: l.days.workdays(from, -lead)}.meets(unanswerable.on(first)))
		}
	}
	for i, r := range l.reviews {
		all = append(all, duty{id: numbered("review_opinion", i), owner: "bureau", ours: true, from: r.sent, period: l.days.workdays(r.sent, 2)}.meets(unreviewed.on(r.decided)))
	}
	return all
}

// answers are the periods to answer in, of each sued organ from its own copy, unless the
// court has named or allowed another day; in later instances only where it has. The
// first is that on which the review hangs.
func (l *lawsuit) answers() []duty {
	if l.reconsideration {
		id, n := "reconsideration_reply", 10
		if l.summary() {
			id, n = "reconsideration_reply_summary", 5
		}
		return []duty{duty{id: id, owner: "handlers", from: l.served, period: l.days.workdays(l.served, n)}.meets(l.decided(l.courts[0]).on(l.filed()))}
	}
	id := "evidence"
	if l.summary() {
		id = "evidence_summary"
	}
	var all []duty
	for _, s := range l.defending() {
		if d, ok := l.answer(id, s); ok {
			all = append(all, d)
		}
		for _, c := range l.laterCourts() {
			if d, ok := l.laterAnswer(id, c, s); ok {
				all = append(all, d)
			}
		}
	}
	return all
}

// answerDue is the last day of an organ's answer: at first instance, or else, where nobody
// knows when it was served, in the first later one; 0 where nothing is to be answered.
func (l *lawsuit) answerDue(s *sued) day {
	if d, ok := l.answer("", s); ok {
		return d.due
	}
	for _, c := range l.laterCourts() {
		if d, ok := l.laterAnswer("", c, s); ok {
			return d.due
		}
	}
	return 0
}

// laterCourts are those in which only the court itself can name a day for the answer.
func (l *lawsuit) laterCourts() []*court {
	return slices.DeleteFunc(slices.Clone(l.courts), func(c *court) bool { return c.known || c == l.courts[0] && !c.later })
}

// of tells whether what was ordered or filed is of this court.
func (l *lawsuit) of(in string, c *court) bool {
	return in == c.key() || in == "" && c == l.courts[0]
}

func (l *lawsuit) answer(id string, s *sued) (duty, bool) {
	if l.opening().later { // 行政诉讼法第六十七条 is of the first instance
		return duty{}, false
	}
	d := duty{id: id + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: s.served}
	f := l.decided(l.courts[0])
	if s.left != 0 {
		f = fate{why: "has left" + s.after, since: s.left}
	}
	named, on := day(0), day(0)
	if s.joined == 0 {
		named = l.deadline
	}
	for _, o := range l.orders {
		if o.deadline != 0 && o.in == "" && (o.name == s.name || o.name == "" && o.on >= s.joined) {
			named, on = o.deadline, o.on
		}
	}
	x := l.lastGranted(s)
	switch {
	case x != nil && on <= x.answered && x.until != 0:
		d.from, d.period = x.answered, l.days.until(x.until)
	case x != nil && on <= x.answered && x.ceased != 0:
		d.from, d.period = x.ceased, l.days.until(x.ceased+15)
	case named != 0:
		d.period = l.days.until(named)
	case s.served == 0:
		return d, false
	default:
		d.period = l.days.until(s.served + 15)
	}
	if f.why == "" && l.goesOn(s) {
		f.why = "the cause goes on"
	}
	return d.meets(f.on(l.responded(s))), true
}

func (l *lawsuit) laterAnswer(id string, c *court, s *sued) (duty, bool) {
	d := duty{id: id + "/" + c.key() + l.ownName(s), owner: "handlers", unit: l.ownUnit(s)}
	named := day(0)
	for _, o := range l.orders {
		if o.deadline != 0 && l.of(o.in, c) && (o.name == "" || o.name == s.name) {
			named, d.from = o.deadline, o.on
		}
	}
	if named == 0 {
		return d, false
	}
	f := l.decided(c)
	for i := len(l.filings) - 1; i >= 0; i-- {
		if x := l.filings[i]; l.of(x.in, c) && slices.Contains(x.whose, s.name) {
			f.done = x.on
		}
	}
	d.period = l.days.until(named)
	return d.meets(f), true
}

// goesOn tells whether the court has let an organ answer later because of a cause that has
// not ceased (行诉解释第三十四条).
func (l *lawsuit) goesOn(s *sued) bool {
	x := l.lastGranted(s)
	if x == nil || x.until != 0 || x.ceased != 0 {
		return false
	}
	for _, o := range l.orders {
		if o.deadline != 0 && o.in == "" && (o.name == s.name || o.name == "" && o.on >= s.joined) && o.on > x.answered {
			return false
		}
	}
	return true
}

// lastGranted is the court's last leave to an organ to answer later, or nil.
func (l *lawsuit) lastGranted(s *sued) *extension {
	for i := len(l.extensions) - 1; i >= 0; i-- {
		if x := l.extensions[i]; x.granted && (x.name == s.name || x.name == "" && x.on >= s.joined) {
			return &l.extensions[i]
		}
	}
	return nil
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
			for _, s := range l.organs() {
				gone := s.left != 0 && h.on >= s.left
				if h.on < s.joined || gone && h.received >= s.left {
					continue
				}
				d := duty{id: fmt.Sprintf("leader_filing/%s/%d", c.key(), n+1) + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: h.on, period: l.days.before(h.on, 2), limit: h.on - 1}
				if h.received > d.due {
					d.due, d.safe = h.received, h.received
				}
				f := l.decided(c)
				switch {
				case gone: // it was summoned, and left before it could come
					f = fate{why: "has left" + s.after, since: s.left}
				case h.postponed != 0:
					f = fate{why: "postponed to " + h.postponed.String()}
				case h.cancelled != 0:
					f = fate{why: "called off", since: h.cancelled}
				}
				for _, o := range h.officials {
					if o.employer == s.name || o.employer == s.unit {
						f.done = o.on
					}
				}
				if f.done == 0 && h.held != 0 && !gone {
					f.missed = "not named"
				}
				all = append(all, d.meets(f))
			}
		}
	}
	return all
}

// appealDays is how long a paper of this court can be appealed, 0 where it cannot be:
// 行政诉讼法第八十五条.
func (c *court) appealDays(d *decision) day {
	switch {
	case d == nil || !c.canAppeal(d):
		return 0
	case d.form == "ruling":
		return 10
	}
	return 15
}

// lastAppeal is the last day on which anybody whose day of service is known can
// appeal the decision, 0 where nobody can.
func (l *lawsuit) lastAppeal(c *court) day {
	if i := l.below(slices.Index(l.courts, c)); c.withdrawn() && i >= 0 && !l.courts[i].known { // others can still appeal
		c = l.courts[i]
	}
	n := c.appealDays(c.decision)
	if n == 0 {
		return 0
	}
	return l.days.until(c.decision.lastServed() + n).due
}

// ofDecisions: 第二十五条, and what the procedure of appeals asks for besides.
func (l *lawsuit) ofDecisions() []duty {
	var all []duty
	for i, c := range l.courts {
		var next *court
		if i+1 < len(l.courts) {
			next = l.courts[i+1]
		}
		for n, d := range c.papers {
			all = append(all, l.appealsOf(i, n, d)...)
		}
		for n, a := range c.appeals {
			if a.copied != 0 && a.by != "defendant" && l.anyone(a.copied) { // 行诉解释第一百零八条: 对方当事人
				all = append(all, l.ofEach(numbered("appeal_answer/"+c.key(), n), a.copied, a.answered, a.answers, l.decided(c))...)
			}
			if s := l.own(a); a.charged != 0 && s != nil {
				all = append(all, duty{id: "appeal_fee/" + c.key() + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: a.charged, period: l.days.until(a.charged + 7)}.meets(l.decided(c).on(a.paid)))
			}
		}
		if c.decision != nil && !c.known && !c.decision.remands() {
			d := duty{id: c.named("effective", i), owner: "handlers", ours: true, from: max(c.decision.served, l.lastAppeal(c))}
			if c.decision.form == "mediation" { // 行诉解释第八十五条: the last signature
				d.from = c.decision.lastServed()
			}
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

// ofEach is the fifteen days in which each organ that is sued answers what was served on it.
func (l *lawsuit) ofEach(id string, copied day, answered day, answers map[string]day, f fate) []duty {
	organs, _ := l.each(copied, nil)
	if len(organs) == 0 {
		return []duty{duty{id: id, owner: "handlers", from: copied, period: l.days.until(copied + 15)}.meets(f.on(answered))}
	}
	var all []duty
	for _, s := range organs {
		own := f
		if s.left != 0 {
			own = fate{why: "left", since: s.left}
		}
		d := duty{id: id + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: copied, period: l.days.until(copied + 15)}
		all = append(all, d.meets(own.on(cmp.Or(answers[s.name], answered))))
	}
	return all
}

// appealsOf is the time of each organ to appeal a paper.
func (l *lawsuit) appealsOf(i, n int, d *decision) []duty {
	c := l.courts[i]
	days := c.appealDays(d)
	if days == 0 || l.reconsideration || c.known {
		return nil
	}
	var all []duty
	for _, s := range l.organs() {
		on := d.servedTo(s.name, true)
		if !s.boundBy(d) || on == 0 || s.third && d.form != "judgment" { // 行政诉讼法第二十九条第二款
			continue
		}
		id := map[day]string{15: "appeal_judgment", 10: "appeal_ruling"}[days]
		f := l.over()
		if s.left != 0 {
			f = fate{why: "has left" + s.after, since: s.left}
		}
		switch {
		case !d.ends:
			id += fmt.Sprintf("/%s/%d", c.key(), n+1)
			f.done = l.appealBy(d.appeals, s)
		case c.round > 0 || c.level == "retrial":
			id += "/" + c.key()
			f = l.ownAppeal(i, s, f)
		default:
			f = l.ownAppeal(i, s, f)
		}
		all = append(all, duty{id: id + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), right: true, from: on, period: l.days.until(on + days)}.meets(f))
	}
	return all
}

// appellant is who appealed: who is named, or else the first of the side.
func (l *lawsuit) appellant(a appeal) string {
	switch {
	case a.name != "":
		return a.name
	case a.by == "defendant":
		return l.defending()[0].name
	}
	for _, p := range l.ever {
		if p.side == a.by {
			return p.name
		}
	}
	return ""
}

// appealBy is when an organ appealed, 0 if it did not.
func (l *lawsuit) appealBy(appeals []appeal, s *sued) day {
	for _, a := range appeals {
		if a.by == s.side() && l.appellant(a) == s.name {
			return a.on
		}
	}
	return 0
}

// ownAppeal is what has become of an organ's right to appeal.
func (l *lawsuit) ownAppeal(i int, s *sued, f fate) fate {
	if l.courts[i].effective != 0 {
		f.why = "effective"
	}
	done := day(0)
	for _, next := range l.courts[i+1:] {
		done = cmp.Or(l.appealBy(next.appeals, s), done)
		if next.withdrawn() && next.effective == 0 { // the others' time runs on
			continue
		}
		if next.withdrawn() {
			f.why = "effective"
		} else if next.decision != nil {
			f = fate{why: "decided on appeal", since: next.decision.made}
		}
		break
	}
	return f.on(done)
}

// afterEffect: 第二十六条至第三十条.
func (l *lawsuit) afterEffect() []duty {
	var all []duty
	for i, c := range l.courts {
		for n, o := range c.orders {
			if (o.due != 0 || o.days > 0) && (c.effective != 0 || o.by != nil) {
				all = append(all, l.performanceOf(i, n, o))
			}
		}
		losers := l.losers(i)
		for _, s := range losers {
			if !l.reconsideration && !l.last(i) {
				all = append(all, l.retrialOf(i, s))
			}
			if c.idle() {
				continue
			}
			key := ""
			if c.level == "retrial" || l.lostBefore(i, s) { // the same dispute was lost before
				key = "/" + c.key()
			}
			d := duty{id: "loss_report" + key + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: max(c.effective, c.gotEffective)}
			for _, o := range c.decision.others { // 第二十七条: 自收到
				if o.name == s.name {
					d.from = max(c.effective, c.decision.servedTo(s.name, true))
				}
			}
			f := fate{}
			if s.after != "" {
				f = fate{why: "replaced by " + s.after, since: s.left}
			}
			for j := len(c.reports) - 1; j >= 0; j-- {
				if r := c.reports[j]; r.name == "" || r.name == s.name {
					f.done = r.on
				}
			}
			d.period = l.days.until(d.from + 10)
			all = append(all, d.meets(f))
			if r := c.remedyOf(s); r != nil {
				all = append(all, duty{id: "remedy" + key + l.ownName(s), owner: "handlers", unit: l.ownUnit(s), from: r.on, period: l.days.until(r.due)}.meets(fate{done: r.mended}))
			}
		}
	}
	for i, r := range l.retrials {
		f := fate{done: r.answered}
		if r.decided != 0 {
			f.why, f.since = "decided", r.decided
		}
		if r.copied != 0 {
			all = append(all, l.ofEach(numbered("retrial_opinion", i), r.copied, r.answered, r.answers, f)...)
		}
	}
	return slices.Concat(all, l.ofMoney(), l.ofLetters(), l.ofArchive(), l.ofEntries())
}

// lostBefore tells whether an organ has lost the dispute in an earlier court already.
func (l *lawsuit) lostBefore(i int, s *sued) bool {
	for n := range i {
		if slices.Contains(l.losers(n), s) {
			return true
		}
	}
	return false
}

// performanceOf is the time for one of the things that a decision orders. An ordered
// retrial suspends it (行诉解释第一百一十八条).
func (l *lawsuit) performanceOf(i, n int, o *obligation) duty {
	c := l.courts[i]
	d := duty{id: c.named("performance", i), owner: "handlers", from: c.effective}
	if o.by != nil {
		d.from = o.by.served
	}
	if n > 0 {
		d.id = fmt.Sprintf("performance/%s/%d", c.key(), n+1)
	}
	if s := l.organ(o.name); o.name != "" {
		d.id, d.unit = d.id+l.ownName(s), l.ownUnit(s)
	}
	last := o.due
	if last == 0 {
		last = d.from + day(o.days)
	}
	d.period = l.days.until(last)
	f := fate{}
	if !o.lives {
		again := day(0)
		if f, again = l.halted(i); again > last {
			d.period = l.days.until(again)
		}
	}
	if on := l.lapsed(i, o); on != 0 {
		f = fate{why: "not lost", since: on}
	}
	return d.meets(f.on(o.done))
}

// halted says whether a retrial has suspended what a court has ordered, and when what it has
// ordered came into force again, because the retrial changed nothing (行诉解释第一百一十八
// 条、第一百二十一条).
func (l *lawsuit) halted(i int) (f fate, again day) {
	for n := i + 1; n < len(l.courts) && !l.beside(i); n++ {
		c := l.courts[n]
		if c.level == "retrial" && f.why == "" {
			f = fate{why: "a retrial is ordered", since: c.opened}
		}
		upheld := n
		for upheld > i && c.effective != 0 && l.below(upheld) >= 0 && l.courts[upheld].decision.loses == "as below" {
			upheld = l.below(upheld)
		}
		if f.why != "" && upheld == i {
			f, again = fate{}, c.effective
		}
	}
	return f, again
}

// last tells whether nobody can ask for a retrial of what a court has decided: a retrial that
// only ended, or one that the procuratorate had asked for (行诉解释第一百一十七条).
func (l *lawsuit) last(i int) bool {
	c := l.courts[i]
	return c.idle() || c.level == "retrial" && slices.ContainsFunc(l.retrials, func(r retrial) bool {
		return r.accepted && r.decided == c.opened && strings.HasPrefix(r.by, "procuratorate")
	})
}

// retrialOf is an organ's right to ask for a retrial of a lost instance: six months from
// its service, as the courts count them.
func (l *lawsuit) retrialOf(i int, s *sued) duty {
	c := l.courts[i]
	served := c.decision.servedTo(s.name, true)
	d := duty{id: "retrial_application", owner: "handlers", unit: l.ownUnit(s), right: true, from: served, period: l.days.until(served.months(6))}
	if c.key() != "first" {
		d.id += "/" + c.key()
	}
	d.id += l.ownName(s)
	f := fate{}
	if s.left != 0 {
		f = fate{why: "has left" + s.after, since: s.left}
	}
	ended := i+2 == len(l.courts) && l.courts[i+1].idle() && l.courts[i+1].effective != 0
	switch {
	case i+1 < len(l.courts) && !ended && !l.beside(i):
		f = fate{why: "went on to " + l.courts[i+1].key(), since: l.courts[i+1].opened}
	case l.archived != 0:
		f = fate{why: "archived", since: l.archived}
	}
	for _, r := range l.retrials {
		if r.by == "defendant" && (r.name == "" || r.name == s.name) && r.on >= c.effective && (f.since == 0 || r.on <= f.since) {
			f.done = r.on
		}
	}
	return d.meets(f)
}

func (l *lawsuit) ofMoney() []duty {
	var all []duty
	for i, s := range l.sums {
		of := 0
		for n, c := range l.courts {
			if c.effective != 0 && c.effective <= s.accepted {
				of = n
			}
		}
		f, again := l.halted(of)
		from := max(cmp.Or(s.received, s.accepted), again) // 国家赔偿法第三十七条第三款
		all = append(all, duty{id: numbered("compensation_application", i), owner: "handlers", from: from, period: l.days.until(from + 7)}.meets(f.on(s.applied)))
		if s.applied != 0 {
			from = max(s.applied, again)
			all = append(all, duty{id: numbered("compensation_payment", i), owner: "treasury", from: from, period: l.days.until(from + 15)}.meets(f.on(s.paid)))
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

// ofEntries: what was entered late is checked within two working days, a target of the
// office's own.
func (l *lawsuit) ofEntries() []duty {
	var all []duty
	for i, e := range l.entered {
		all = append(all, duty{id: numbered("entry_check", i), owner: "bureau", ours: true, from: e.on, period: l.days.workdays(e.on, 2)}.meets(l.over().on(e.checked)))
	}
	return all
}

// hushed tells whether a duty is silent on a day: what was late already when it was
// entered waits until that has been checked; a date that was reckoned long ago without
// its calendar accuses nobody.
func (d duty) hushed(days almanac, entered []entry, today day) bool {
	late := today > d.limit || d.right && today > d.due
	if late && d.provisional && today-d.limit > 90 {
		return true
	}
	n := len(entered)
	if !late || n == 0 || entered[n-1].checked != 0 {
		return false
	}
	on := entered[n-1].on
	return d.limit < on && today <= days.workdays(on, 2).safe
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
