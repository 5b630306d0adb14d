package statistics

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// RowsOf lists what is counted of a lawsuit, in a fixed order. One that was struck
// (销案) counts for nothing. With a change of what it derives from the same lawsuit comes a
// migration by which every lawsuit is counted anew: see lawsuits.is_counted.
func RowsOf(f *measures.File, clocks []measures.Clock) []Row {
	if f.Struck != nil {
		return nil
	}
	c := &counting{file: f, clocks: clocks}
	if f.Kind != measures.SuggestionOnly {
		for i := range f.Instances {
			c.instance(i)
		}
		c.payments()
		c.steps()
	}
	c.findings()
	c.suggestions()
	c.duties()
	return c.rows
}

type counting struct {
	file   *measures.File
	clocks []measures.Clock
	rows   []Row
}

// add counts a row, with what is the same for all rows of the lawsuit. What has no day
// is not known yet.
func (c *counting) add(r Row) {
	if r.On.IsZero() {
		return
	}
	r.Sued, r.Category, r.Field, r.Over = c.sued(), c.file.Category, c.file.Field, !r.Until.IsZero()
	c.rows = append(c.rows, r)
}

// of begins a row of an instance.
func (c *counting) of(i int, k Kind) Row {
	in := &c.file.Instances[i]
	number := in.CaseNumber
	if i == 0 && !in.Known {
		number = cmp.Or(number, c.file.CaseNumber)
	}
	return Row{Sort: Sort{Kind: k, Level: in.Level, Court: c.file.CourtOf(in), Unit: c.lead()}, CaseNumber: number}
}

// plain begins a row of the lawsuit as a whole.
func (c *counting) plain(k Kind, what, unit string) Row {
	return Row{Sort: Sort{Kind: k, What: what, Unit: unit}, CaseNumber: c.file.CaseNumber}
}

// lead is the unit by which the lawsuit is counted: one of several, so that the units'
// figures add up to the district's.
func (c *counting) lead() string {
	if units := c.file.Handlers(); len(units) > 0 {
		return units[0]
	}
	return ""
}

func (c *counting) sued() Sued {
	f := c.file
	others := slices.ContainsFunc(f.Parties(), func(p measures.Party) bool {
		return p.Side == measures.Respondent && p.Unit != measures.DistrictGovernment
	})
	switch {
	case f.Kind == measures.SuggestionOnly:
		return NotSued
	case f.AgainstDistrict() && others:
		return GovernmentJoined
	case f.AgainstDistrict():
		return GovernmentAlone
	case len(f.Sued()) > 0:
		return UnitSued
	}
	return OnlyThird
}

// instance counts one instance; one that is known from its papers only is counted by
// whoever had it.
func (c *counting) instance(i int) {
	in := &c.file.Instances[i]
	if in.Known {
		return
	}
	opened := in.OpenedOn()
	if i == 0 || in.Later {
		opened = c.file.ServedOn
	}
	ended, what, marks := c.end(i)

	came := c.of(i, Received)
	came.On, came.Until, came.Marks = opened, ended, c.origin()
	if i == 0 {
		came.Marks |= c.chain()
	}
	c.add(came)

	decided := c.of(i, Concluded)
	decided.On, decided.What, decided.Marks, decided.Amount = ended, what, c.origin()|marks, between(opened, ended)
	c.add(decided)

	c.judged(i, ended, what)
	c.hearings(i)
	c.losses(i)
}

// origin tells lawsuits after a reconsideration from others (经复议).
func (c *counting) origin() Marks {
	after := c.file.Origin.Item == afterReconsideration ||
		slices.ContainsFunc(c.file.AllLinks(), func(l measures.Link) bool { return l.Kind == measures.Reviewed })
	return mark(after, Reviewed)
}

// afterReconsideration is the item of 第八条第二款 on reconsideration by the district.
const afterReconsideration measures.Item = 7

// end says when an instance was over, by what, and what that means.
func (c *counting) end(i int) (on calendar.Date, what string, marks Marks) {
	f, in := c.file, &c.file.Instances[i]
	p := in.Decision()
	switch {
	case p != nil:
		lost := func(organ measures.Party) bool { return f.LostAt(i, organ) }
		marks = mark(slices.ContainsFunc(c.suedOn(p.MadeOn), lost), Lost) | mark(settles(p), Settled) | mark(in.Level == measures.First && p.Effect().Appeal, Appealable)
		return p.MadeOn, string(p.Outcome), marks | c.appealed(i)
	case f.Withdrawal != nil && i == len(f.Instances)-1:
		return f.Withdrawal.On, "withdraw", Settled
	}
	return on, "", 0
}

// settles tells whether a paper ends the dispute without judging it: a withdrawal, or
// what the parties have agreed on.
func settles(p *measures.Paper) bool {
	return p.Form == measures.MediationForm || p.Effect().Drops && p.Effect().Withdraws && p.Outcome != "terminate"
}

// suedOn returns the organs that were sued on a day.
func (c *counting) suedOn(day calendar.Date) []measures.Party {
	return slices.DeleteFunc(c.file.Sued(), func(p measures.Party) bool { return !p.In(day) })
}

// judged counts each organ that was sued in a first instance when it was decided, by the
// result of its own where the paper has one.
func (c *counting) judged(i int, on calendar.Date, what string) {
	in := &c.file.Instances[i]
	if in.Level != measures.First {
		return
	}
	for _, organ := range c.suedOn(on) {
		r := c.of(i, Judged)
		r.On, r.What, r.Unit, r.Marks = on, what, c.handler(organ), mark(c.file.LostAt(i, organ), Lost)
		if p := in.Decision(); p != nil {
			if own := slices.IndexFunc(p.Results, func(x measures.Result) bool { return x.Name == organ.Name }); own >= 0 {
				r.What = string(p.Results[own].Outcome)
			}
		}
		c.add(r)
	}
}

// handler is the one unit by which what became of an organ is counted.
func (c *counting) handler(organ measures.Party) string {
	if units := c.file.HandlersOf(organ); len(units) > 0 {
		return units[0]
	}
	return organ.Unit
}

// appealed says who appealed against the decision of an instance: what they wrote stands
// with the instance that it opened.
func (c *counting) appealed(i int) Marks {
	if i+1 >= len(c.file.Instances) {
		return 0
	}
	var marks Marks
	for _, a := range c.file.Instances[i+1].Appeals {
		name := c.file.Appellant(a)
		ours := slices.ContainsFunc(c.file.Organs(), func(p measures.Party) bool {
			return p.Side == a.By && (p.Name == name || p.Unit == name)
		})
		marks |= mark(ours, AppealedByUs) | mark(!ours, AppealedByOthers)
	}
	return marks
}

// chain tells whether the Bureau forwards the papers and reviews the response, and whether
// that was owed to it before the papers had to reach the unit.
func (c *counting) chain() Marks {
	s := measures.SqueezeOf(c.clocks, calendar.Calendar{})
	return mark(s != nil, ByBureau) | mark(s != nil && s.Inverted(), Inverted)
}

// hearings counts an instance that was heard once, however often it was.
func (c *counting) hearings(i int) {
	in := &c.file.Instances[i]
	first := slices.IndexFunc(in.Hearings, func(h measures.Hearing) bool { return h.Held != nil })
	if first < 0 {
		return
	}
	on := in.Hearings[first].On
	organs := slices.DeleteFunc(c.file.Organs(), func(p measures.Party) bool { return !p.In(on) })
	if len(organs) == 0 { // nobody was left to stand in court for
		return
	}
	owed := mark(len(c.file.PrincipalRequired()) > 0, PrincipalOwed)
	all := Attended
	for _, organ := range organs {
		r := c.of(i, Appearance)
		r.On, r.Unit, r.Marks = on, organ.Unit, owed
		stood, rank := appeared(in, organ)
		r.What, r.Marks = rank, r.Marks|stood
		all &= stood
		c.add(r)
	}
	heard := c.of(i, Heard)
	heard.On, heard.Marks = on, owed|all
	c.add(heard)
}

// appeared tells whether an organ's official stood in court in an instance, and of which
// rank they were: the highest, where there were several.
func appeared(in *measures.Instance, organ measures.Party) (Marks, string) {
	var rank measures.Rank
	for n := range in.Hearings {
		h := &in.Hearings[n]
		if h.Held == nil || !h.Held.Of(organ).Attended {
			continue
		}
		of := measures.OtherRank
		if o := h.OfficialOf(organ); o != nil {
			of = o.Rank
		}
		if rank == "" || height(of) < height(rank) {
			rank = of
		}
	}
	if rank != "" {
		return Attended, string(rank)
	}
	excused := func(h measures.Hearing) bool {
		return h.Held != nil && h.Held.Of(organ).Excuse != "" && h.Held.Of(organ).Proof != ""
	}
	return mark(slices.ContainsFunc(in.Hearings, excused), Excused), ""
}

// height orders ranks, the principal first.
func height(r measures.Rank) int {
	return slices.IndexFunc(r.Choices(), func(c measures.Choice) bool { return c.Value == string(r) })
}

// losses counts each organ against which the effective decision of an instance went, and
// why it lost, as far as its report says.
func (c *counting) losses(i int) {
	in := &c.file.Instances[i]
	if in.Idle() { // what was lost before is counted there
		return
	}
	for _, organ := range c.file.LosersAt(i) {
		r := c.of(i, Loss)
		r.On, r.What, r.Unit = in.Effective.On, string(in.Decision().Outcome), c.handler(organ)
		c.add(r)
		for _, ground := range groundsOf(in, organ) {
			r.Kind, r.What = Ground, string(ground)
			c.add(r)
		}
	}
}

// groundsOf returns the grounds that the last report on an organ's loss names; one that
// nobody knows where it names none, so that no loss is missing among the grounds.
func groundsOf(in *measures.Instance, organ measures.Party) []measures.LossGround {
	for _, r := range slices.Backward(in.LossReports) {
		if (r.Name == organ.Name || r.Name == "") && len(r.Grounds) > 0 {
			return r.Grounds
		}
	}
	return []measures.LossGround{""}
}

// duties counts our own periods: of those that bind, what became of them. What the court,
// the treasury or who decides a reconsideration owes is nobody's of whom figures speak.
func (c *counting) duties() {
	others := []measures.Owner{measures.OwnedByCourt, measures.OwnedByReconsideration, measures.OwnedByTreasury}
	for _, k := range c.clocks {
		if !k.Binds() || k.State == measures.Void || slices.Contains(others, k.Owner) {
			continue
		}
		r := c.plain(Duty, k.Key, c.owner(k))
		r.On, r.Until = k.Limit(), k.MetOn
		r.Marks = mark(k.State == measures.MetLate, Late) | mark(k.State == measures.Missed, Missed)
		c.add(r)
	}
}

// owner is the one unit by which a duty is counted.
func (c *counting) owner(k measures.Clock) string {
	if k.Unit == "" && k.Owner == measures.OwnedByHandlers {
		return c.lead()
	}
	return c.file.OwnerOf(k)
}

func (c *counting) suggestions() {
	for _, s := range c.file.Suggestions {
		r := c.plain(Suggestion, string(s.Kind), c.lead())
		r.On, r.Until, r.CaseNumber, r.Court = s.ReceivedOn, s.AnsweredOn, s.Document, s.From
		c.add(r)
	}
}

func (c *counting) payments() {
	for _, p := range c.file.Compensation {
		r := c.plain(Payment, "", c.lead())
		r.On, r.Until, r.Amount = p.AcceptedOn, p.PaidOn, fen(cmp.Or(p.Paid, p.Amount))
		c.add(r)
	}
}

// findings counts what 第三十七条 speaks of. Rows do not know today: what is still open is
// counted as if it were never done, by its last day, and falls due as duties do.
func (c *counting) findings() {
	for _, x := range measures.Findings(c.file, c.clocks, calendar.On(9999, 12, 31)) {
		r := c.plain(Finding, strconv.Itoa(x.Item), x.Unit)
		if x.Unit == c.file.OwnerOf(measures.Clock{Owner: measures.OwnedByHandlers}) { // all of them, in one word
			r.Unit = c.lead()
		}
		r.On = x.On
		c.add(r)
	}
}

// fen reads an amount in yuan, which has been checked as it was put on file: 120000.00.
func fen(yuan string) int64 {
	whole, part, _ := strings.Cut(strings.ReplaceAll(yuan, ",", ""), ".")
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// between is how many natural days lie between two, or none where one is not known.
func between(from, to calendar.Date) int64 {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return int64(to.Sub(from))
}
