package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// 第三十七条 lists in ten items what people can be held responsible for. What a
// file can show of items 2 to 6, 9 and 10 is listed here with where it shows it.
// Nobody is accused by it: whether there was a good reason, whether harm was done
// and who answers for it, people decide. Item 7 needs other lawsuits: which they
// are, the ledger knows. Items 1 and 8 leave no trace in a file.

// Finding is a fact that an item of 第三十七条 speaks of.
type Finding struct {
	Item     int           `json:"item"`
	Article  string        `json:"article"` // 第三十七条第（三）项
	What     string        `json:"what"`
	Unit     string        `json:"unit,omitempty"`
	On       calendar.Date `json:"on,omitzero"`
	Evidence string        `json:"evidence"`         // where the file shows it: a clock's ID, or the act
	Reason   string        `json:"reason,omitempty"` // what was given as the reason
}

// Findings lists the facts as they stand today, by item and then by day. While something
// that was entered late has not been checked (补录), there are none: what the file does not
// show may have happened all the same. sameLosses are the case numbers of other lawsuits that the same unit has lost
// over the same cause.
func Findings(f *File, clocks []Clock, today calendar.Date, sameLosses ...string) []Finding {
	if f.AwaitsCheck() {
		return nil
	}
	l := findings{file: f, today: today}
	l.absences()
	l.repeated(sameLosses)
	for _, c := range clocks {
		l.late(c)
	}
	for i := range f.Instances {
		l.hearings(&f.Instances[i])
	}
	slices.SortStableFunc(l.all, func(a, b Finding) int {
		if a.Item != b.Item {
			return a.Item - b.Item
		}
		return a.On.Compare(b.On)
	})
	return l.all
}

type findings struct {
	file  *File
	today calendar.Date
	all   []Finding
}

// add lists a fact, unless it is older than the Measures (第四十条): nobody could keep what
// was not yet said.
func (l *findings) add(item int, x Finding) {
	if x.On.Before(Editions[0].From) {
		return
	}
	x.Item, x.Article = item, ItemOfResponsibility(item)
	l.all = append(l.all, x)
}

// ItemOfResponsibility cites an item of 第三十七条, 1 to 10.
func ItemOfResponsibility(item int) string {
	return fmt.Sprintf("第三十七条第（%s）项", numerals[item])
}

// absences: 不按要求参加案件分析会、论证会、座谈会.
func (l *findings) absences() {
	for i, m := range l.file.Meetings {
		for _, unit := range m.Absent {
			l.add(2, Finding{What: fmt.Sprintf("通知参加%s“%s”而未参加", m.Form.Title(), m.Subject), Unit: unit, On: m.On, Evidence: fmt.Sprintf("record_meeting/%d", i+1)})
		}
	}
}

// repeated: 导致同类案件多次被人民法院判决败诉. Whether nothing was mended in
// between, the loss reports and people say.
func (l *findings) repeated(losses []string) {
	lost := l.file.lostIn()
	if lost == nil {
		return
	}
	for _, number := range losses {
		l.add(7, Finding{
			What: fmt.Sprintf("同一承办单位的同类案件（%s）%s亦败诉", l.file.Cause, number),
			Unit: l.file.OwnerOf(Clock{Owner: OwnedByHandlers}), On: lost.Effective.On, Evidence: number,
		})
	}
}

// itemOf says under which item a clock that was not kept falls, 0 for none.
func itemOf(key string) int {
	switch key {
	case assistance.Key, review.Key, reconsiderationReview.Key, reconsiderationReviewSummary.Key:
		return 2
	case evidence.Key, evidenceSummary.Key, reconsiderationReply.Key, reconsiderationReplySummary.Key:
		return 3
	case performance.Key, compensationApplication.Key:
		return 5
	case judicialSuggestion.Key, normativeSuggestion.Key, procuratorialSuggestion.Key, procuratorialSuggestionUrgent.Key, reconsiderationOpinion.Key:
		return 6
	case remedy.Key:
		return 7
	case lossReport.Key:
		return 9
	case forwarding.Key: // the Bureau's own
		return 10
	}
	return 0
}

// late: what was not done by its day.
func (l *findings) late(c Clock) {
	item := itemOf(c.Key)
	if item == 0 {
		return
	}
	x := Finding{Unit: l.file.OwnerOf(c), On: c.Limit(), Evidence: c.ID, Reason: c.Reason}
	switch {
	case c.State == MetLate:
		x.What = fmt.Sprintf("%s：期限为%s，%s方才办理", c.Title, c.Limit().Chinese(), c.MetOn.Chinese())
	case itemOf(c.Key) == 2 && c.Key != assistance.Key && c.State == Missed && !l.file.filedOn().IsZero():
		x.What = "应诉材料未经区司法局审查即提交人民法院"
	case c.State == Missed, c.Overdue(l.today):
		x.What = fmt.Sprintf("%s：期限为%s，至今未办", c.Title, c.Limit().Chinese())
	default:
		return
	}
	l.add(item, x)
}

// hearings: 无正当理由拒不到庭或者未经法庭许可中途退庭.
func (l *findings) hearings(in *Instance) {
	for n, h := range in.Hearings {
		if h.Held == nil {
			continue
		}
		evidence := fmt.Sprintf("record_hearing/%s/%d", in.Key(), n+1)
		if h.Held.LeftCourt == Yes {
			l.add(4, Finding{What: in.Title() + "庭审中未经法庭许可中途退庭", Unit: l.file.OwnerOf(Clock{Owner: OwnedByHandlers}), On: h.On, Evidence: evidence})
		}
		for _, organ := range l.file.Organs() {
			if p := h.Held.Of(organ); organ.In(h.On) && in.absent(h, organ) {
				l.add(10, Finding{ // item 4 is an organ that nobody stood in court for
					What: in.Title() + "行政机关负责人未出庭，没有登记四种正当理由之一及其证明（法释〔2020〕3号第十二条）",
					Unit: organ.Unit, On: h.On, Evidence: evidence, Reason: p.AbsenceReason,
				})
			}
		}
	}
}

// absent tells whether an organ's official stayed away from a hearing without one of
// the four excuses (负责人规定第八条), and did not stand in court for this instance on
// another day.
func (in *Instance) absent(h Hearing, organ Party) bool {
	p := h.Held.Of(organ)
	if p.Attended || p.Excuse != "" && p.Proof != "" {
		return false
	}
	return h.NotifiedAgain || !in.Attended(organ)
}
