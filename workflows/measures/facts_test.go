package measures_test

import (
	"fmt"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// The tests speak of a lawsuit as a list of facts. Unless a fact says otherwise,
// it is against the district government, in ordinary procedure, served on Tuesday
// 5 March 2024 and received by the Justice Bureau on the same day: forwarding is
// due on 7 March (V01), the response on 20 March, its review on 13 March (V16).

var (
	builtin = calendar.Builtin()
	first   = measures.Editions[0]
)

var noDay calendar.Date

// fact puts something on file.
type fact func(f *measures.File)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var district = measures.Defendant{Name: "威海市环翠区人民政府", Unit: measures.DistrictGovernment}

func file(facts ...fact) *measures.File {
	f := &measures.File{
		Registration: measures.Registration{
			CaseNumber: "（2024）鲁10行初15号", Court: "威海市中级人民法院", Cause: "强制拆除",
			Kind: measures.Litigation, Procedure: measures.Ordinary,
			Plaintiffs: []string{"王某某"}, Defendants: []measures.Defendant{district},
			ServedOn: day("2024-03-05"), BureauReceivedOn: day("2024-03-05"),
		},
		Instances: []measures.Instance{{Level: measures.First, CaseNumber: "（2024）鲁10行初15号"}},
	}
	return with(f, facts...)
}

func with(f *measures.File, facts ...fact) *measures.File {
	for _, put := range facts {
		put(f)
	}
	return f
}

func served(on string) fact {
	return func(f *measures.File) { f.ServedOn, f.BureauReceivedOn = day(on), day(on) }
}

func received(on string) fact {
	return func(f *measures.File) { f.BureauReceivedOn = day(on) }
}

func against(defendants ...measures.Defendant) fact {
	return func(f *measures.File) { f.Defendants = defendants }
}

func bureauAlone() fact {
	return against(measures.Defendant{Name: "威海市环翠区城市管理局", Unit: "区城市管理局"})
}

func summary(f *measures.File)         { f.Procedure = measures.Summary }
func reconsideration(f *measures.File) { f.Kind = measures.Reconsideration }

func courtSays(on string) fact {
	return func(f *measures.File) { f.EvidenceDeadline = day(on) }
}

func designated(lead string, joint ...string) fact {
	return func(f *measures.File) { f.Designation = &measures.Designation{Lead: lead, Joint: joint} }
}

func forwarded(on string) fact {
	return func(f *measures.File) { f.ForwardedOn = day(on) }
}

// papers puts the given items of 第十一条第一款 on file.
func papers(items ...measures.MaterialItem) fact {
	return func(f *measures.File) {
		for _, item := range items {
			f.Materials = append(f.Materials, measures.Material{Kind: item, Title: item.Title()})
		}
	}
}

func submitted(on string) fact {
	return func(f *measures.File) { f.Reviews = append(f.Reviews, measures.Review{SubmittedOn: day(on)}) }
}

func returned(on string) fact {
	return func(f *measures.File) { f.Reviews[len(f.Reviews)-1].DecidedOn = day(on) }
}

func approved(on string) fact {
	return func(f *measures.File) {
		r := &f.Reviews[len(f.Reviews)-1]
		r.DecidedOn, r.Approved = day(on), true
	}
}

func filed(on string) fact {
	return func(f *measures.File) { f.Filings = append(f.Filings, measures.Filing{On: day(on), Method: "当面"}) }
}

func summoned(on string) fact {
	return func(f *measures.File) {
		f.Current().Hearings = append(f.Current().Hearings, measures.Hearing{On: day(on)})
	}
}

func lastHearing(f *measures.File) *measures.Hearing {
	h := f.Current().Hearings
	return &h[len(h)-1]
}

func named(on string) fact {
	return func(f *measures.File) {
		lastHearing(f).Name(measures.Official{Name: "赵某某", Rank: measures.Deputy, Employer: f.Employers()[0], NamedOn: day(on)})
	}
}

func postponed(to string) fact {
	return func(f *measures.File) {
		lastHearing(f).PostponedTo = day(to)
		summoned(to)(f)
	}
}

func held(f *measures.File) {
	h := lastHearing(f)
	h.Held = &measures.Held{On: h.On, OfficialAttended: len(h.Officials) > 0}
}

// opened registers it under the law of today.
func opened(f *measures.File) { f.Opened = measures.Current }

// decision is a judgment, unless its form says otherwise, served on the day it
// was made.
func decided(on string, j measures.Paper) fact {
	return func(f *measures.File) {
		made := j
		made.MadeOn, made.ServedOn = day(on), day(on)
		if made.Form == "" {
			made.Form = measures.JudgmentForm
		}
		if made.Outcome == "" {
			made.Outcome = map[measures.Form]measures.Outcome{measures.JudgmentForm: "judgment", measures.MediationForm: "mediate"}[made.Form]
		}
		f.Current().Papers = append(f.Current().Papers, made)
	}
}

var (
	won    = measures.Paper{Outcome: "dismiss_claims"}
	lost   = measures.Paper{Outcome: "revoke"}
	ruling = measures.Paper{Form: measures.RulingForm, Outcome: "dismiss_suit"}
)

func appealed(by measures.Side, on string) fact {
	return func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.Second, Appeals: []measures.Appeal{{By: by, On: day(on)}}})
	}
}

// alsoAppealed adds another party's appeal to the open instance.
func alsoAppealed(by measures.Side, on string) fact {
	return func(f *measures.File) {
		f.Current().Appeals = append(f.Current().Appeals, measures.Appeal{By: by, On: day(on)})
	}
}

// alsoServed says when another party received the decision.
func alsoServed(p measures.Side, name, on string) fact {
	return func(f *measures.File) {
		j := f.Current().Decision()
		j.Others = append(j.Others, measures.Service{Party: p, Name: name, On: day(on)})
	}
}

// remanded opens a new first instance, retried a retrial.
func remanded(on string) fact {
	return func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.First, Round: 1, RemandedOn: day(on)})
	}
}

func retried(on string) fact {
	return func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.Retrial, RetriedOn: day(on)})
	}
}

// retrialAsked is an application for a retrial.
func retrialAsked(by measures.Applicant, on string) fact {
	return func(f *measures.File) {
		f.Retrials = append(f.Retrials, measures.RetrialApplication{By: by, On: day(on)})
	}
}

// told notes when the summons for the last hearing came.
func told(on string) fact {
	return func(f *measures.File) { lastHearing(f).ReceivedOn = day(on) }
}

func ordered(o measures.Order) fact {
	return func(f *measures.File) { f.Orders = append(f.Orders, o) }
}

// asked is an application for more time; answer is nil while it is pending.
func asked(answer *measures.ExtensionDecision) fact {
	return func(f *measures.File) {
		f.Extensions = append(f.Extensions, measures.Extension{On: day("2024-03-12"), Decision: answer})
	}
}

func copyServed(on string) fact {
	return func(f *measures.File) { f.Current().Appeals[0].CopyServedOn = day(on) }
}

func answered(on string) fact {
	return func(f *measures.File) { f.Current().Appeals[0].AnsweredOn = day(on) }
}

func effective(on, received string) fact {
	return func(f *measures.File) {
		f.Current().Effective = &measures.Effective{On: day(on), ReceivedOn: day(received)}
	}
}

func reported(on string) fact {
	return func(f *measures.File) {
		f.Current().LossReports = append(f.Current().LossReports, measures.LossReport{On: day(on)})
	}
}

func withdrawn(on string) fact {
	return func(f *measures.File) { f.Withdrawal = &measures.Withdrawal{On: day(on)} }
}

func concluded(on string) fact {
	return func(f *measures.File) { f.Conclusion = &measures.Conclusion{On: day(on), Reason: "裁判生效"} }
}

func archived(on string) fact {
	return func(f *measures.File) { f.Archive = &measures.Archive{On: day(on), Volume: "1"} }
}

func because(clock, reason string) fact {
	return func(f *measures.File) { f.Late = append(f.Late, measures.LateReason{Clock: clock, Reason: reason}) }
}

// under is the law of the tests with an edition of its own.
func under(e measures.Edition) measures.Law {
	return measures.Law{Calendar: builtin, Edition: e, Logic: measures.Current}
}

// clocksOf derives a file's clocks under the law in force.
func clocksOf(f *measures.File) []measures.Clock { return measures.Clocks(f, under(first)) }

// clockUnder writes a file's clock as a number of the law has it, nothing where it has none.
func clockUnder(l measures.Logic, f *measures.File, id string) string {
	law := under(first)
	law.Logic = l
	for _, c := range measures.Clocks(f, law) {
		if c.ID == id {
			return written(c)
		}
	}
	return ""
}

// clockOf finds a clock by its id.
func clockOf(f *measures.File, id string) (measures.Clock, bool) {
	for _, c := range clocksOf(f) {
		if c.ID == id {
			return c, true
		}
	}
	return measures.Clock{}, false
}

func mustClock(t testing.TB, f *measures.File, id string) measures.Clock {
	t.Helper()
	c, ok := clockOf(f, id)
	if !ok {
		t.Fatalf("no clock %s", id)
	}
	return c
}

// written writes a clock for a value table: its limit, the safe date where it is
// another day, its state, when it was met and why it stands so.
func written(c measures.Clock) string {
	s := c.Due.String()
	if c.Safe != c.Due {
		s += " (safe " + c.Safe.String() + ")"
	}
	s += " " + string(c.State)
	if !c.MetOn.IsZero() {
		s += " " + c.MetOn.String()
	}
	if c.Reason != "" {
		s += ": " + c.Reason
	}
	if c.Provisional {
		s += ", provisional"
	}
	return s
}

// clockRow is a line of a value table about clocks: facts, and what becomes of
// the clock; nothing where there must be none.
type clockRow struct {
	name  string
	facts []fact
	want  string
}

// checkClock checks a table about one clock.
func checkClock(t *testing.T, id string, rows []clockRow) {
	t.Helper()
	for _, row := range rows {
		got := ""
		if c, ok := clockOf(file(row.facts...), id); ok {
			got = written(c)
		}
		if got != row.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", id, row.name, orNone(got), orNone(row.want))
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "no such clock"
	}
	return s
}

// ids lists the clocks of a file with their states, for checks of the whole.
func ids(f *measures.File) []string {
	var all []string
	for _, c := range clocksOf(f) {
		all = append(all, fmt.Sprintf("%s %s", c.ID, c.State))
	}
	return all
}
