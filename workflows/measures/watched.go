package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// Watched is a period of somebody else's in a lawsuit: the other side's, or the court's
// own. It is there to be known, so that nobody is surprised by an appeal or asks when a
// judgment can come. It is no Clock: nobody is reminded of it, and it is never late.
type Watched struct {
	Key       string        `json:"key"`   // of the rule by which it is counted
	Whose     string        `json:"whose"` // 王某某, 人民法院
	Side      Side          `json:"side,omitempty"`
	Title     string        `json:"title"`
	Subject   string        `json:"subject,omitempty"` // of what: 一审撤销
	Article   string        `json:"article"`
	Basis     []string      `json:"basis,omitempty"`
	From      calendar.Date `json:"from,omitzero"` // zero where the day from which it runs is not on file
	FromIs    string        `json:"from_is"`
	Due       calendar.Date `json:"due,omitzero"`
	Provision bool          `json:"provisional,omitempty"`
	Forecast  bool          `json:"forecast,omitempty"` // reckoned from another day than the law's, which is not on file
	UsedOn    calendar.Date `json:"used_on,omitzero"`
	Over      string        `json:"over,omitempty"` // why it no longer matters

	used       string // what was done on UsedOn
	unreckoned string // why there is no Due
}

// StateOn says how it stands on a day, in Chinese; it accuses nobody.
func (w Watched) StateOn(today calendar.Date) string {
	switch {
	case !w.UsedOn.IsZero():
		return "已于" + w.UsedOn.Chinese() + w.used
	case w.Over != "":
		return w.Over
	case w.Due.IsZero():
		return w.unreckoned
	case today.After(w.Due):
		return map[bool]string{true: "推算的日期已过", false: "已届满"}[w.Forecast]
	}
	return "未届满"
}

// Last says by when, as it is shown.
func (w Watched) Last() string {
	switch {
	case w.Due.IsZero():
		return "—"
	case w.Provision:
		return w.Due.Chinese() + "（暂定）"
	}
	return w.Due.Chinese()
}

// WatchedIn returns the periods of others in a lawsuit, in the order of its instances. There
// are none in a reconsideration but the organ's own, none where no court is asked, and none
// once the file is closed. Before Letters nobody was shown any.
func WatchedIn(f *File, l Law, today calendar.Date) []Watched {
	if l.Logic < Letters || f.Kind == SuggestionOnly || f.Archive != nil || f.Struck != nil || f.Withdrawal != nil {
		return nil
	}
	s := &sheet{f, l}
	var all []Watched
	for i := range s.Instances {
		if s.Instances[i].Known {
			continue
		}
		all = append(all, s.courtsOwn(i, today)...)
		if s.Kind == Litigation {
			all = append(all, s.othersAppeals(i)...)
			all = append(all, s.othersRetrials(i)...)
			all = append(all, s.othersEnforcement(i)...)
		}
	}
	return all
}

// watched counts a rule's period for somebody else.
func (s *sheet) watched(r *Rule, whose string, from calendar.Date) Watched {
	w := Watched{Key: r.Key, Whose: whose, Title: r.Title, Article: r.Article, Basis: r.Basis, From: from, FromIs: r.From}
	if from.IsZero() {
		return w
	}
	count := run{on: from}.count(r, s.Law)
	w.Due, w.Provision = count.Due, count.Provisional
	return w
}

// others are the parties that are none of the district's and still in the lawsuit.
func (s *sheet) others() []Party {
	return slices.DeleteFunc(s.Parties(), func(p Party) bool { return p.Ours() || !p.LeftOn.IsZero() })
}

// othersAppeals are the other parties' times to appeal what can be appealed, each from its
// own service (行政诉讼法第八十五条).
func (s *sheet) othersAppeals(i int) []Watched {
	in := &s.Instances[i]
	p := in.Decision()
	if p == nil || !in.appealable(p, s.Law) {
		return nil
	}
	r := p.period()
	var all []Watched
	for _, party := range s.others() {
		w := s.watched(r, party.Name, p.ServedTo(party.Name, false))
		w.Article, w.Basis = r.Basis[0], r.Basis[1:] // 第二十五条 is of the district's own
		w.Side, w.Title, w.Subject, w.used, w.unreckoned = party.Side, "提起上诉", in.Title()+p.Title(), "上诉", "送达日期尚未登记"
		if i+1 < len(s.Instances) {
			next := &s.Instances[i+1]
			w.UsedOn = appealOf(next.Appeals, party, s.File)
			if next.Decision() != nil {
				w.Over = next.Title() + "已作出裁判"
			}
		}
		if in.Effective != nil {
			w.Over = "裁判已生效"
		}
		all = append(all, w)
	}
	return all
}

// othersRetrials are the other parties' times to ask for a retrial of what has taken effect
// (行诉解释第一百一十条): six months from their own service.
func (s *sheet) othersRetrials(i int) []Watched {
	in := &s.Instances[i]
	p := in.Decision()
	if in.Effective == nil || !p.Settles() || in.Level == Examining || i+1 < len(s.Instances) {
		return nil
	}
	var all []Watched
	for _, party := range s.others() {
		w := s.watched(retrialApplication, party.Name, p.ServedTo(party.Name, false))
		w.Article, w.Basis = retrialApplication.Basis[0], retrialApplication.Basis[1:]
		w.Side, w.Subject, w.used, w.unreckoned = party.Side, in.Title()+p.Title(), "申请再审", "送达日期尚未登记"
		for _, r := range s.Retrials {
			if r.By.side() == party.Side && !r.On.Before(in.Effective.On) && len(s.Named(party.Side)) == 1 {
				w.UsedOn = r.On
			}
		}
		all = append(all, w)
	}
	return all
}

// side is the side of a party that asks for a retrial; none of the others is a party.
func (a Applicant) side() Side {
	switch a {
	case ByPlaintiff:
		return Plaintiff
	case ByThirdParty:
		return ThirdParty
	}
	return ""
}

// othersEnforcement is the other side's time to have the court enforce what the effective
// decision orders: two years from the last day on which it was to be done (行诉解释第一百五
// 十三条).
func (s *sheet) othersEnforcement(i int) []Watched {
	in := &s.Instances[i]
	var all []Watched
	for n, o := range in.Obligations {
		last := o.Due
		if last.IsZero() && o.Days > 0 && in.Effective != nil {
			last = in.Effective.On.AddDays(o.Days)
		}
		if last.IsZero() {
			last = s.OrderedBy(i, &o).ServedOn
		}
		w := s.watched(enforcement, InShort(s.Named(Plaintiff)), last)
		w.Side, w.Subject, w.used = Plaintiff, o.Duty, "履行完毕"
		if len(in.Obligations) > 1 {
			w.Subject = fmt.Sprintf("第%d项：%s", n+1, o.Duty)
		}
		if w.UsedOn = o.DoneOn; !o.Subsistence {
			suspended, _ := s.suspended(i)
			w.Over = suspended.why
		}
		if lapsed := s.lapsed(i, &o); lapsed.why != "" {
			w.Over = lapsed.why
		}
		all = append(all, w)
	}
	return all
}

// courtsOwn is when the court is to decide (审限). The day on which it docketed the case is
// not on file, so it is reckoned from the nearest day that is; what a suspension takes does
// not count (行诉解释第五十条), nor do other spans that nobody notes here.
func (s *sheet) courtsOwn(i int, today calendar.Date) []Watched {
	in := &s.Instances[i]
	rule, from, is, whose := firstInstance, s.ServedOn, "送达起诉状副本（立案日期不在案卷中）", "人民法院"
	second := in.Level == Second || in.Level == Retrial && in.As != First
	switch {
	case s.Kind == Reconsideration:
		rule, is, whose = reconsiderationDecision, "送达答复通知（受理日期不在案卷中）", "行政复议机关"
		if s.procedure() == Summary {
			rule = reconsiderationDecisionSummary
		}
	case i > 0 || in.Level != First:
		if from, is = in.OpenedOn(), "本审级开始（立案日期不在案卷中）"; from.IsZero() {
			from, is = s.ServedOn, "送达（立案日期不在案卷中）"
		}
		if second {
			rule = secondInstance
		}
		if in.Level == Examining {
			rule = retrialReview
		}
	case s.procedure() == Summary:
		rule = firstInstanceSummary
	}
	w := s.watched(rule, whose, from)
	w.FromIs, w.Forecast, w.Subject, w.used = is, true, in.Title(), "作出裁判"
	if s.Kind == Litigation {
		w.Basis = []string{"《行诉解释》第五十条"}
	}
	if lost := s.pausedIn(from, today); lost > 0 {
		count := s.days().Until(w.Due.AddDays(lost), "")
		w.Due, w.Provision = count.Due, count.Provisional
	}
	if d := in.Decision(); d != nil {
		w.UsedOn = d.MadeOn
	}
	return []Watched{w}
}

// pausedIn counts the days since one on which the lawsuit has been suspended.
func (s *sheet) pausedIn(since, today calendar.Date) int {
	days := 0
	for _, x := range s.Suspensions {
		until := x.ResumedOn
		if until.IsZero() {
			until = today
		}
		if x.On.Before(since) {
			x.On = since
		}
		days += max(until.Sub(x.On), 0)
	}
	return days
}
