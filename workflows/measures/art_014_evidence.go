package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// 第十四条第一款：应诉材料……在举证期限内提交人民法院。
//
// The period itself is the court's: 行政诉讼法第六十七条, fifteen days from the
// receipt of the copy of the complaint, or a date that the court names. It runs
// for each defendant from its own date of service.
var evidence = &Rule{
	Key:     "evidence",
	Title:   "向人民法院提交答辩状、证据和依据",
	Article: "第十四条第一款",
	Basis:   []string{"《行政诉讼法》第六十七条第一款", "《行政诉讼法》第三十四条第二款"},
	Quote:   "并在举证期限内提交人民法院",
	From:    "被告收到起诉状副本",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	Told:    early,
	runs:    func(s *sheet) []run { return s.evidenceRuns(Ordinary) },
}

// In summary procedure the court sets the period, fifteen days at most
// (行诉解释第一百零四条). Until its date is on file, the fifteen days are only
// the outer limit.
var evidenceSummary = &Rule{
	Key:     "evidence_summary",
	Title:   "向人民法院提交答辩状、证据和依据（简易程序）",
	Article: "第十四条第一款",
	Basis:   []string{"《行诉解释》第一百零四条"},
	Quote:   "并在举证期限内提交人民法院",
	From:    "被告收到起诉状副本（人民法院指定期限的以指定为准，最长15日）",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	Told:    early,
	runs:    func(s *sheet) []run { return s.evidenceRuns(Summary) },
}

// evidenceRuns returns the time of each sued organ, from its own service, and that of
// every later instance in which the court has named a day.
func (s *sheet) evidenceRuns(p Procedure) []run {
	switch {
	case s.Kind == Reconsideration || s.procedure() != p:
		return nil
	case s.Logic < Papers:
		return s.evidenceOfAll()
	}
	var runs []run
	for _, organ := range s.Sued() {
		for i := range s.Instances {
			switch in := &s.Instances[i]; {
			case in.Known:
			case i == 0 && in.Level == First: // 行政诉讼法第六十七条 knows it for this one alone
				runs = append(runs, s.evidenceOf(organ))
			default:
				runs = append(runs, s.evidenceIn(in, organ))
			}
		}
	}
	return runs
}

// evidenceOf is an organ's time at first instance: fifteen days from its own copy of
// the complaint, or until the day that the court has named or allowed last.
func (s *sheet) evidenceOf(organ Party) run {
	x := run{on: organ.ServedOn, organ: organ, met: s.respondedOn(organ), void: s.decided(&s.Instances[0])}
	if left := organ.left(); left.why != "" {
		x.void = left
	}
	if x.void.why == "" {
		x.void = s.postponed(organ)
	}
	if named, _ := s.namedFor(organ); !x.extended(s.allowed(organ)) {
		x.ordered(named)
	}
	return x.of(s.File)
}

// evidenceIn is an organ's time in a later instance, as after a remand: only where the
// court has named a day.
func (s *sheet) evidenceIn(in *Instance, organ Party) run {
	x := run{about: "/" + in.Key(), subject: in.Title(), organ: organ, void: s.decided(in)}
	for _, o := range s.Orders {
		if s.of(o.In, in) && !o.EvidenceDeadline.IsZero() && (o.Name == "" || o.Name == organ.Name) {
			x.on = o.On
			x.ordered(o.EvidenceDeadline)
			x.is = "人民法院指定举证期限"
		}
	}
	for _, f := range s.Filings {
		if s.of(f.In, in) && f.covers(organ) && x.met.IsZero() {
			x.met = f.On
		}
	}
	return x.of(s.File)
}

// of tells whether what was ordered or filed in an instance is of this one. What names none
// is of the first, which can itself be a later one (since Letters).
func (s *sheet) of(name string, in *Instance) bool {
	return name == in.Key() || name == "" && in == &s.Instances[0] && s.Logic >= Letters
}

// namedFor returns the last evidence deadline that the court has named for an organ,
// and when; zero if it has named none. What its notice named is for those who received
// it.
func (f *File) namedFor(organ Party) (last, on calendar.Date) {
	if organ.JoinedOn.IsZero() {
		last = f.EvidenceDeadline
	}
	for _, o := range f.Orders {
		mine := o.Name == organ.Name || o.Name == "" && !o.On.Before(organ.JoinedOn)
		if !o.EvidenceDeadline.IsZero() && o.In == "" && mine {
			last, on = o.EvidenceDeadline, o.On
		}
	}
	return last, on
}

// responds tells whether papers are the response itself.
func (x Filing) responds() bool { return x.Kind == "" || x.Kind == Response }

// covers tells whether papers were an organ's: those for all are not of who came later.
func (x Filing) covers(organ Party) bool {
	return len(x.For) == 0 && !x.On.Before(organ.JoinedOn) || slices.Contains(x.For, organ.Name)
}

// respondedOn returns the day on which an organ's response went to the court, zero if
// it has not.
func (f *File) respondedOn(organ Party) calendar.Date {
	for _, x := range f.Filings {
		if x.responds() && x.In == "" && x.covers(organ) {
			return x.On
		}
	}
	return calendar.Date{}
}

// Silent returns the sued organs that have not answered the complaint.
func (f *File) Silent() []Party {
	return slices.DeleteFunc(f.Sued(), func(p Party) bool { return !p.LeftOn.IsZero() || !f.respondedOn(p).IsZero() })
}

// ordered sets the run to the day that the court has named, if it has.
func (x *run) ordered(last calendar.Date) bool {
	if last.IsZero() {
		return false
	}
	x.last, x.by, x.is = last, "法院", "被告收到起诉状副本，举证期限由人民法院指定"
	return true
}

// procedure returns the procedure: the ordinary one until another is on file.
func (f *File) procedure() Procedure {
	p := f.Procedure
	for _, o := range f.Orders {
		if o.Procedure != "" {
			p = o.Procedure
		}
	}
	if p == Summary {
		return Summary
	}
	return Ordinary
}

// filedOn returns the day on which the response that the Bureau reviews went to the court,
// zero if it has not: that of the district government where it is sued.
func (f *File) filedOn() calendar.Date {
	if organ, ok := f.reviewed(); ok {
		return f.respondedOn(organ)
	}
	return calendar.Date{}
}

// Responded tells whether the response that the Bureau reviews has gone to the court.
func (f *File) Responded() bool { return !f.filedOn().IsZero() }

// PresentProcedure is the first day of the procedure by which periods are counted here
// (行政诉讼法2014年修正). Before, 第四十三条 of 1989 gave ten days for the response.
var PresentProcedure = calendar.On(2015, 5, 1)

// DeadlineDoubt says why a day that the court has named does not agree with the statute,
// or nothing: the court's word counts, but it may have been misread.
func DeadlineDoubt(p Procedure, served, named calendar.Date) string {
	switch days := named.Sub(served); {
	case named.IsZero():
	case p == Summary && days > 15:
		return fmt.Sprintf("法院指定的举证期限距送达%d日，简易程序最长为15日（《行诉解释》第一百零四条），请核对文书", days)
	case p != Summary && days < 15:
		return fmt.Sprintf("法院指定的举证期限距送达%d日，普通程序为15日（《行政诉讼法》第六十七条），请核对文书", days)
	}
	return ""
}

// ProcedureAfter returns the procedure as it is once an order is on file.
func (f *File) ProcedureAfter(o Order) Procedure {
	if o.Procedure != "" {
		return o.Procedure
	}
	return f.procedure()
}

// reviewed returns the organ whose response the lawsuit's own course turns on.
func (f *File) reviewed() (Party, bool) {
	sued := f.Sued()
	for _, p := range sued {
		if p.Unit == DistrictGovernment {
			return p, true
		}
	}
	if len(sued) == 0 {
		return Party{}, false
	}
	return sued[0], true
}

// evidenceDue returns the legal limit of an organ's time; zero where nothing is to be
// answered.
func (s *sheet) evidenceDue(organ Party) calendar.Date {
	rule := evidence
	if s.procedure() == Summary {
		rule = evidenceSummary
	}
	for _, x := range s.evidenceRuns(s.procedure()) {
		if s.Logic < Papers || x.organ.Name == organ.Name && !x.since().IsZero() {
			return rule.clock(x, s.Law).Due
		}
	}
	return calendar.Date{}
}

// EvidenceDeadlineOf returns the last day on which an organ's response can reach the
// court in time, that of the one whose response is reviewed where none is named; zero for
// a reconsideration, which has a reply instead.
func EvidenceDeadlineOf(f *File, l Law, name string) calendar.Date {
	if f.Kind == Reconsideration {
		return calendar.Date{}
	}
	organ, ok := f.Organ(name)
	if name == "" || !ok {
		organ, _ = f.reviewed()
	}
	return (&sheet{f, l}).evidenceDue(organ)
}
