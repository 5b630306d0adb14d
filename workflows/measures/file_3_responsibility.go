package measures

import (
	"slices"

	"yingsu/workflows/calendar"
)

// 第三章 应诉责任，第十一条第二款

// Designation says who handles the lawsuit (第八条至第十条). On is zero for the
// first one; a later one is a change of hands (改派) on that day.
type Designation struct {
	Lead      string        `json:"lead"`
	Joint     []string      `json:"joint,omitempty"`
	Assisting []string      `json:"assisting,omitempty"`
	Item      Item          `json:"item"`
	Reason    string        `json:"reason,omitempty"`
	On        calendar.Date `json:"on,omitzero"`

	// NewOn is when each unit took over that did not handle the lawsuit from the
	// first.
	NewOn []Receipt `json:"new_on,omitempty"`
}

// Follows notes which units take over, after those that have handled the lawsuit.
func (d *Designation) Follows(before *Designation) {
	had := append([]string{before.Lead}, before.Joint...)
	for _, unit := range append([]string{d.Lead}, d.Joint...) {
		i := slices.IndexFunc(before.NewOn, func(r Receipt) bool { return r.Unit == unit })
		switch {
		case i >= 0:
			d.NewOn = append(d.NewOn, before.NewOn[i])
		case !slices.Contains(had, unit):
			d.NewOn = append(d.NewOn, Receipt{Unit: unit, On: d.On})
		}
	}
}

// Return is a unit's wish not to handle the lawsuit. The periods run on until
// the Bureau has decided, by designating anew, and after.
type Return struct {
	Unit   string        `json:"unit,omitempty" label:"退回单位" check:"unit" help:"不填即为主要承办单位"`
	On     calendar.Date `json:"on" label:"退回日期" check:"required,past,today" example:"2026-03-04"`
	Reason string        `json:"reason" label:"退回理由" check:"required,long" example:"该事项已划转区综合行政执法局，见机构改革方案第五条"`

	Answered bool `json:"answered,omitempty"` // by a designation after it
	// Queued leads the lawsuit back to where units are designated, until that is done.
	Queued bool `json:"queued,omitempty"`
}

// Receipt records that a unit has signed for the forwarded papers.
type Receipt struct {
	Unit string        `json:"unit"`
	On   calendar.Date `json:"on"`
}

// Assistance is something that the Bureau asks of a unit, which that unit then
// owes in its own right (第九条、第十一条第二款).
type Assistance struct {
	Unit string        `json:"unit" label:"单位" check:"required,unit" example:"张村镇"`
	What string        `json:"what" label:"要求" check:"required,long" example:"提供拆除现场的影像资料，并派员参加案件分析会"`
	On   calendar.Date `json:"on" label:"提出日期" check:"required,past,today" example:"2026-03-05"`
	Due  calendar.Date `json:"due" label:"完成期限" check:"required" example:"2026-03-10" help:"由区司法局指定"`

	DoneOn calendar.Date `json:"done_on,omitzero"`
	Note   string        `json:"note,omitempty"`
}

// Meeting is a conference about the case (第十条、第十一条第二款).
type Meeting struct {
	On         calendar.Date `json:"on" label:"日期" check:"required,past,today" example:"2026-03-06"`
	Form       MeetingForm   `json:"form" label:"形式" check:"required"`
	Subject    string        `json:"subject" label:"议题" check:"required" example:"强制拆除的程序与证据"`
	Attended   []string      `json:"attended" label:"参加单位" check:"required,unit"`
	Absent     []string      `json:"absent,omitempty" label:"缺席单位" check:"unit" help:"通知参加而未到的"`
	Conclusion string        `json:"conclusion,omitempty" label:"形成的意见" check:"long"`
}

// MeetingForm is the form of a conference.
type MeetingForm string

const (
	Analysis      MeetingForm = "analysis"      // 案件分析会
	Demonstration MeetingForm = "demonstration" // 论证会
	Symposium     MeetingForm = "symposium"     // 座谈会
)
