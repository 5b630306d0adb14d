package models

import (
	"fmt"
	"time"

	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// Bulletin is the district's bulletin about a period (第二十七条：季度通报、每年通报). As a
// draft its figures are those of the moment at which it is looked at; once it is frozen
// it never changes, whatever becomes of the lawsuits, and is corrected by another version.
type Bulletin struct {
	Period   string // statistics.Period.Key
	Version  int    // 1 for the first
	Revision int64  // of a draft: counts how often it was edited
	Blocks   []statistics.Block
	Reason   string // why there is another version

	DraftedAt time.Time
	EditedAt  time.Time
	EditedBy  string // user name; empty for who has not been touched since it was drafted

	Frozen *Frozen
}

// Frozen is what a bulletin says for good.
type Frozen struct {
	At     time.Time          `json:"at"`
	By     string             `json:"by"` // user name
	CutOff calendar.Date      `json:"cut_off"`
	Blocks []statistics.Block `json:"blocks"` // with their figures
	Tables []statistics.Table `json:"tables"`
	Rows   []CountedRow       `json:"-"` // what stands behind the figures: kept when it is frozen, and read by itself
}

// Draft is the first version of the bulletin about a period, and what the Bureau is told
// of it.
func Draft(p statistics.Period, at time.Time) (Bulletin, Notice) {
	b := Bulletin{Period: p.Key(), Version: 1, Revision: 1, Blocks: statistics.Blocks(p), DraftedAt: at}
	return b, Notice{
		Key: b.noticeKey("drafted"), To: []Recipient{{Role: Director}, {Role: Clerk}, {Role: Reviewer}}, Urgency: Reminder, Article: "第二十七条",
		Title: p.Title() + "行政应诉通报已起草", Body: "数字已经填入。请在“通报”中核对、修改文字，由区司法局负责人定稿。",
	}
}

// Corrected is the next version after a frozen one, with its texts, and what the Bureau
// is told of it.
func (b Bulletin) Corrected(p statistics.Period, reason string, at time.Time) (Bulletin, Notice) {
	next := Bulletin{Period: b.Period, Version: b.Version + 1, Revision: 1, Blocks: b.Blocks, Reason: reason, DraftedAt: at}
	_, told := Draft(p, at)
	told.Key, told.Title = next.noticeKey("drafted"), fmt.Sprintf("%s行政应诉通报的更正（第%d版）已起草", p.Title(), next.Version)
	told.Body = "更正原因：" + reason + "。" + told.Body
	return next, told
}

// Published is what everybody concerned is told of a bulletin that was frozen: the Bureau,
// the supervisors, and the officials of units.
func (b Bulletin) Published(p statistics.Period, units []string) Notice {
	n := Notice{
		Key: b.noticeKey("frozen"), To: []Recipient{{Role: Director}, {Role: Clerk}, {Role: Reviewer}, {Role: Supervisor}}, Urgency: Information, Article: "第二十七条",
		Title: p.Title() + "行政应诉通报已发布", Body: "请在“通报”中查看、下载。",
	}
	if b.Version > 1 {
		n.Title += fmt.Sprintf("（第%d版）", b.Version)
		n.Body = "更正原因：" + b.Reason + "。以前的版本以此为准。" + n.Body
	}
	for _, u := range units {
		n.To = append(n.To, Recipient{Role: UnitOfficial, Unit: u})
	}
	return n
}

func (b Bulletin) noticeKey(what string) string {
	return fmt.Sprintf("bulletin/%s/%d/%s", b.Period, b.Version, what)
}
