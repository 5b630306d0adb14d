package measures

import (
	"fmt"

	"yingsu/workflows/calendar"
)

// 第十九条第三款：行政机关应当于人民法院开庭前2日内，将传票和确定的出庭负责人名
// 单报区司法局备案。
//
// The text can be read in two ways: at least two days before the hearing, or at
// any time within the two days before it. What is filed on the second day before
// the hearing, or on the last working day before that, satisfies both: that is
// the date shown and reminded of. Nothing is called late unless nothing has been
// filed by the day before the hearing.
var leaderFiling = &Rule{
	Key:     "leader_filing",
	Title:   "将传票和出庭负责人名单报区司法局备案",
	Article: "第十九条第三款",
	Quote:   "行政机关应当于人民法院开庭前2日内，将传票和确定的出庭负责人名单报区司法局备案",
	From:    "人民法院开庭",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 2, Unit: Days, Back: true},
	Readings: func(hearing calendar.Date, cal calendar.Calendar) []Reading {
		return []Reading{
			{Text: "最迟在开庭前第2日报备（遇休息日提前）", Due: cal.DaysBefore(hearing, 2).Due},
			{Text: "在开庭前2日之内报备", Due: hearing.AddDays(-1)},
		}
	},
	runs: func(s *sheet) []run {
		if s.Kind == Reconsideration {
			return nil
		}
		var runs []run
		for i := range s.Instances {
			runs = append(runs, s.leaderFilings(&s.Instances[i])...)
		}
		return runs
	},
}

// leaderFilings returns a run for each hearing of an instance, and each organ that has to
// send its official. Before each organ stood for itself, one list spoke for all.
func (s *sheet) leaderFilings(in *Instance) []run {
	var runs []run
	for n := range in.Hearings {
		h := &in.Hearings[n]
		for i, organ := range s.Organs() {
			x := run{
				about:   fmt.Sprintf("/%s/%d", in.Key(), n+1),
				subject: in.Title() + Times(n+1) + "开庭",
				on:      h.On,
				known:   h.ReceivedOn,
				void:    h.dropped(s, in),
			}
			o, gone := h.OfficialOf(organ), s.Logic >= Papers && !organ.In(h.On)
			switch {
			case gone && !h.summoned(organ):
				continue
			case gone:
				x.organ, x.void = organ, organ.left()
			case s.Logic >= Papers:
				x.organ = organ
			case i > 0:
				continue
			case len(h.Officials) > 0:
				o = &h.Officials[0]
			}
			switch {
			case o != nil:
				x.met = o.NamedOn
			case h.Held != nil && !gone && s.beforeTakeover(h.On):
				x.void = ending{why: "接收在办案件以前的庭审，报备情况见原卷"}
			case h.Held != nil && !gone:
				x.missed = "开庭前没有报备"
			}
			runs = append(runs, x.of(s.File))
		}
	}
	return runs
}

// summoned tells whether an organ can have been summoned before it left the lawsuit.
func (h *Hearing) summoned(organ Party) bool {
	return !h.On.Before(organ.JoinedOn) && h.ReceivedOn.Before(organ.LeftOn)
}

// dropped says why no list is owed for the hearing any more, or nothing.
func (h *Hearing) dropped(s *sheet, in *Instance) ending {
	if !h.PostponedTo.IsZero() {
		return ending{why: "开庭已延期至" + h.PostponedTo.Chinese()}
	}
	if !h.CancelledOn.IsZero() {
		return ending{"开庭已取消：" + h.PostponedReason, h.CancelledOn}
	}
	return s.decided(in)
}
