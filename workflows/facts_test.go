package workflows_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"yingsu/workflows/measures"
)

// factsOf writes down a file in the words of the oracle, to be compared with it. It
// looks at what is on file and asks nothing of the code that reads files.
func factsOf(f *measures.File) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	units, helping, changed := handling(f)
	returned := len(f.Returns) > 0 && !f.Returns[len(f.Returns)-1].Answered
	say("handled by %q with %q since %q, returned %d %t", units, helping, changed, len(f.Returns), returned)
	for _, side := range []measures.Side{measures.Plaintiff, measures.Respondent, measures.ThirdParty} {
		say("%s %q", side, f.Named(side))
	}
	for _, x := range f.Filings {
		say("filed %s in %q for %q on %q", x.Kind, x.In, x.For, x.On)
	}
	say("forwarded %q, meetings %d, seals %d, reports %d, talks %d, act changed %d", f.ForwardedOn, len(f.Meetings), len(f.Seals), len(f.Reports), len(f.Talks), len(f.ActChanges))
	for _, p := range f.Petitions {
		answered := ""
		if p.Answer != nil {
			answered = p.Answer.On.String()
		}
		say("petition %q %q", p.On, answered)
	}
	for _, u := range units {
		on := ""
		for _, r := range f.Acknowledged {
			if r.Unit == u {
				on = r.On.String()
			}
		}
		say("signed %s %q", u, on)
	}
	for _, a := range f.Assistance {
		say("asked %s %q %q %q", a.Unit, a.On, a.Due, a.DoneOn)
	}
	for _, m := range f.Materials {
		say("paper %d %s %t", m.Kind, m.Title, m.ReplacedBy != 0 || m.Voided != "")
	}
	for _, o := range f.Orders {
		say("order for %q in %q %s %q", o.Name, o.In, o.Procedure, o.EvidenceDeadline)
	}
	for _, x := range f.Extensions {
		d := measures.ExtensionDecision{}
		if x.Decision != nil {
			d = *x.Decision
		}
		say("extension of %q %q %q %t %q %q", x.Name, x.On, d.On, d.Granted, d.Until, d.CeasedOn)
	}
	for _, r := range f.Reviews {
		say("review %q %q %t", r.SubmittedOn, r.DecidedOn, r.Approved)
	}
	for _, x := range f.Lawyers {
		say("lawyer %q %q %s", x.On, x.AssignedOn, x.Name)
	}
	for i := range f.Instances {
		courtFacts(&f.Instances[i], say)
	}
	for _, r := range f.Retrials {
		say("retrial %s %s %q %q %q %q", r.By, r.Name, r.On, r.CopyServedOn, r.AnsweredOn, r.DecidedOn)
	}
	for _, s := range f.Compensation {
		say("sum %s %q %q %q", s.Amount, s.AcceptedOn, s.AppliedOn, s.PaidOn)
	}
	for _, x := range f.Suggestions {
		say("letter %s %s %q %q %q", x.Kind, x.Document, x.ReceivedOn, x.Due, x.AnsweredOn)
	}
	endFacts(f, say)
	return b.String()
}

// handling names who handles the lawsuit, who helps, and since when that has been
// so if it was ever changed.
func handling(f *measures.File) (units, helping []string, changed string) {
	units = situation{file: *f}.handling()
	slices.Sort(units)
	if d := f.Designation; d != nil {
		helping, changed = d.Assisting, d.On.String()
	}
	return slices.Compact(units), helping, changed
}

func courtFacts(in *measures.Instance, say func(string, ...any)) {
	key, opened := string(in.Level), max(in.RemandedOn.String(), in.RetriedOn.String())
	if in.Round > 0 {
		key = fmt.Sprintf("%s-%d", key, in.Round+1)
	}
	if len(in.Appeals) > 0 {
		opened = in.Appeals[0].On.String()
	}
	e := measures.Effective{}
	if in.Effective != nil {
		e = *in.Effective
	}
	say("court %s %q as %q since %q, agents %d, effective %q %q", key, in.CaseNumber, in.As, opened, len(in.Agents), e.On, e.ReceivedOn)
	for _, was := range in.Former {
		if was.CaseNumber != "" {
			say("number %s was of %q", was.CaseNumber, was.Court)
		}
	}
	appeals := func(all []measures.Appeal) {
		for _, a := range all {
			say("appeal %s %q %q %q %q %q %q", a.By, a.Name, a.On, a.CopyServedOn, a.AnsweredOn, a.FeeNoticeOn, a.FeePaidOn)
		}
	}
	appeals(in.Appeals)
	for _, h := range in.Hearings {
		l, held := measures.Letter{}, measures.Held{}
		if h.Letter != nil {
			l = *h.Letter
		}
		if h.Held != nil {
			held = *h.Held
		}
		say("hearing %q %q, letter %q %q, postponed %q, called off %q, held %q", h.On, h.ReceivedOn, l.On, l.ConfirmedOn, h.PostponedTo, h.CancelledOn, held.On)
		for _, o := range h.Officials {
			say("official of %s %q %s", o.Employer, o.NamedOn, o.Rank)
		}
	}
	for _, d := range in.Papers {
		var others []service
		for _, o := range d.Others {
			on, _ := readDay(o.On.String())
			others = append(others, service{string(o.Party), o.Name, on})
		}
		say("%s %s %t %q %q %q", d.Form, d.Outcome.Title(), d.Lost, d.MadeOn, d.ServedOn, others)
		for _, r := range d.Results {
			say("for %s %s %t", r.Name, r.Outcome.Title(), r.Lost)
		}
		appeals(d.Appeals)
	}
	for _, p := range in.Obligations {
		say("ordered of %q by %q or in %d, done %q", p.Name, p.Due, p.Days, p.DoneOn)
	}
	for _, r := range in.LossReports {
		say("report of %q %q %q %t, remedy by %q, %q %q", r.Name, r.On, r.CheckedOn, r.Accepted, r.RemedyDue, r.RemediedOn, r.RemedyPassedOn)
	}
}

// endFacts are those of the end, and of any time.
func endFacts(f *measures.File, say func(string, ...any)) {
	var grounds []int
	for _, g := range f.Principal {
		grounds = append(grounds, int(g.Item))
	}
	w, c, a := measures.Withdrawal{}, measures.Conclusion{}, measures.Archive{}
	if f.Withdrawal != nil {
		w = *f.Withdrawal
	}
	if f.Conclusion != nil {
		c = *f.Conclusion
	}
	if f.Archive != nil {
		a = *f.Archive
	}
	say("grounds %v, withdrawn %q, concluded %q, archived %q, supplements %d", grounds, w.On, c.On, a.On, len(a.Supplements))
	for _, s := range f.Suspensions {
		say("pause %q %q", s.On, s.ResumedOn)
	}
	for _, x := range f.Late {
		say("excuse %s %s", x.Clock, x.Reason)
	}
	for _, x := range f.Corrections {
		say("correction of %d void %t by %s, decided %t %t", x.Line, x.Void, x.By, !x.DecidedOn.IsZero(), x.Confirmed)
	}
}

// dutiesOf writes down clocks as the oracle writes down its duties, in the order of
// their names; explained are those for whose lateness people have given a reason.
func dutiesOf(clocks []measures.Clock, explained func(id string) bool) string {
	var all []string
	for _, c := range clocks {
		limit, why := c.Due, ""
		for _, r := range c.Readings {
			if r.Due.After(limit) {
				limit = r.Due
			}
		}
		if explained(c.ID) {
			why = c.Reason
		}
		all = append(all, fmt.Sprintf("%s of %s %s (right %t, ours %t) from %s: safe %s, due %s, limit %s, provisional %t: %s %s %s",
			c.ID, c.Owner, c.Unit, c.Right, c.Internal, c.Trigger, c.Safe, c.Due, limit, c.Provisional, c.State, c.MetOn, why))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// completed is a notice as it is on file: what it leaves unsaid is filled in.
func completed(notice fields) json.RawMessage {
	in := fields{"kind": "litigation", "procedure": "ordinary", "level": "first"}
	for name, v := range notice {
		in[name] = v
	}
	if in["kind"] == "reconsideration" {
		in["level"] = "reconsideration"
	}
	data, err := json.Marshal(in)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return data
}
