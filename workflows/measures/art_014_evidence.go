package measures

import (
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
	Basis:   []string{"《行政诉讼法》司法解释第一百零四条"},
	Quote:   "并在举证期限内提交人民法院",
	From:    "被告收到起诉状副本（人民法院指定期限的以指定为准，最长15日）",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	Told:    early,
	runs:    func(s *sheet) []run { return s.evidenceRuns(Summary) },
}

// evidenceRuns returns one run for each day on which a defendant of the
// district was served, the earliest first.
func (s *sheet) evidenceRuns(p Procedure) []run {
	if s.Kind == Reconsideration || s.procedure() != p {
		return nil
	}
	x := run{on: s.ServedOn, met: s.filedOn(), void: s.decided(&s.Instances[0])}
	if x.extended(s.granted()) || x.ordered(s.courtDeadline()) {
		return []run{x}
	}
	var runs []run
	for i, day := range s.serviceDays() {
		x.on = day
		if i > 0 {
			x.about, x.subject = "/"+day.String(), day.Short()+"收到副本的被告"
		}
		runs = append(runs, x)
	}
	return runs
}

// ordered sets the run to the day that the court has named, if it has.
func (x *run) ordered(last calendar.Date) bool {
	if last.IsZero() {
		return false
	}
	x.last, x.by, x.is = last, "法院", "被告收到起诉状副本，举证期限由人民法院指定"
	return true
}

// courtDeadline returns the court's own evidence deadline, the latest that it
// has named; zero if it has named none.
func (f *File) courtDeadline() calendar.Date {
	last := f.EvidenceDeadline
	for _, o := range f.Orders {
		if !o.EvidenceDeadline.IsZero() {
			last = o.EvidenceDeadline
		}
	}
	return last
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

// serviceDays returns the days on which the district's own defendants were
// served, each once, the earliest first.
func (f *File) serviceDays() []calendar.Date {
	var days []calendar.Date
	for _, d := range f.Defendants {
		day := d.ServedOn
		if day.IsZero() {
			day = f.ServedOn
		}
		if d.Unit != "" && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		days = append(days, f.ServedOn)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return days
}

// filedOn returns the day the response went to the court, zero if it has not.
func (f *File) filedOn() calendar.Date {
	if len(f.Filings) == 0 {
		return calendar.Date{}
	}
	return f.Filings[0].On
}

// evidenceDue returns the legal limit on which the review hangs: the earliest
// one, where several defendants were served on different days.
func (s *sheet) evidenceDue() calendar.Date {
	rule := evidence
	if s.procedure() == Summary {
		rule = evidenceSummary
	}
	return rule.clock(s.evidenceRuns(s.procedure())[0], s.Law).Due
}

// EvidenceDeadlineOf returns the last day on which the response can reach the
// court in time, zero for a reconsideration, which has a reply instead.
func EvidenceDeadlineOf(f *File, l Law) calendar.Date {
	if f.Kind == Reconsideration {
		return calendar.Date{}
	}
	return (&sheet{f, l}).evidenceDue()
}
