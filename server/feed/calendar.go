package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	// Knows what RFC 5545 wants escaped and how it wants lines folded.
	ical "github.com/arran4/golang-ical"

	"yingsu/models"
	"yingsu/models/mask"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// Words is how much a calendar says.
type Words struct {
	Site  string // address of the pages, for links; empty where nobody said
	Names bool   // who sues and who comes to court
}

// Calendar writes an agenda as RFC 5545 has it. The same agenda is the same text, and
// what it shows keeps its UID as long as it is there, so that a program knows again what
// it has, and moves what was moved: SEQUENCE is the lawsuit's revision.
func Calendar(a office.Agenda, w Words) string {
	c := ical.NewCalendarFor("yingsu")
	c.SetProductId("-//yingsu//yingsu//ZH-CN")
	c.SetMethod(ical.MethodPublish)
	c.SetXWRCalName(a.Title)
	c.SetXWRTimezone("Asia/Shanghai")
	c.SetRefreshInterval("PT1H", ical.WithValue(string(ical.ValueDataTypeDuration)))
	c.SetXPublishedTTL("PT1H")
	for _, s := range a.Sittings {
		w.sitting(c, s)
	}
	for _, d := range a.Duties {
		w.duty(c, d)
	}
	return c.Serialize(ical.WithNewLineWindows)
}

// usually is how long a hearing is taken to last: no summons says.
const usually = 2 * time.Hour

func (w Words) sitting(c *ical.Calendar, s models.Sitting) {
	e := w.event(c, fmt.Sprintf("hearing-%s-%d", s.LawsuitID, s.Position), s.LawsuitID, s.Revision, s.UpdatedAt)
	if start, ok := at(s.On, s.Time); ok {
		e.SetStartAt(start)
		e.SetEndAt(start.Add(usually))
		alarm(e, "-P1D", "明日开庭")
		alarm(e, "-PT2H", "2小时后开庭")
	} else {
		wholeDay(e, s.On)
		alarm(e, "-PT15H", "明日开庭，时间以传票为准")
	}
	said := []string{"案号：" + s.CaseNumber, "法院：" + s.Court}
	title := "【开庭】" + s.CaseNumber
	if w.Names {
		title += " " + s.Plaintiffs + "诉" + s.Defendants
		if len(s.Officials) > 0 {
			said = append(said, "出庭负责人："+strings.Join(s.Officials, "、"))
		}
	}
	if s.Lead != "" {
		said = append(said, "承办单位："+s.Lead)
	}
	describe(e, title, w.readOn(said, s.LawsuitID))
	e.SetLocation(mask.Text(strings.TrimSpace(s.Court + " " + s.Place)))
	e.SetTimeTransparency(ical.TransparencyOpaque)
}

func (w Words) duty(c *ical.Calendar, d models.Duty) {
	e := w.event(c, "period-"+d.LawsuitID+"-"+short(d.Clock.ID), d.LawsuitID, d.Revision, d.UpdatedAt)
	day := d.Clock.Safe
	if day.IsZero() {
		day = d.Clock.Due
	}
	wholeDay(e, day)
	alarm(e, "-PT15H", "明日到期："+d.Clock.Title)
	alarm(e, "PT9H", "今日到期："+d.Clock.Title)
	title := "【期限】" + d.Clock.Title + " " + d.CaseNumber
	said := []string{"案号：" + d.CaseNumber, "依据：" + d.Clock.Article, "建议办结日：" + day.Chinese()}
	if !d.Clock.Due.IsZero() {
		said = append(said, "法定最后日："+d.Clock.Due.Chinese())
	}
	if d.Clock.Provisional {
		said = append(said, "暂定：放假安排公布后重新计算")
	}
	if w.Names && d.Plaintiffs != "" {
		title += " " + d.Plaintiffs
	}
	if d.Lead != "" {
		said = append(said, "承办单位："+d.Lead)
	}
	describe(e, title, w.readOn(said, d.LawsuitID))
	e.SetTimeTransparency(ical.TransparencyTransparent)
}

// describe says what an event is: a calendar lies on phones and with their makers, and
// numbers of persons are covered in it.
func describe(e *ical.VEvent, title string, said []string) {
	e.SetSummary(mask.Text(title))
	e.SetDescription(strings.Join(mask.Texts(said), "\n"))
}

func (w Words) event(c *ical.Calendar, name, lawsuit string, revision int64, changed time.Time) *ical.VEvent {
	e := c.AddEvent(name + "@yingsu")
	e.SetDtStampTime(changed)
	e.SetModifiedAt(changed)
	e.SetSequence(int(revision))
	e.SetClass(ical.ClassificationPrivate)
	if w.Site != "" {
		e.SetURL(w.Site + "/lawsuits/" + lawsuit)
	}
	return e
}

func (w Words) readOn(said []string, lawsuit string) []string {
	if w.Site == "" {
		return said
	}
	return append(said, "详情："+w.Site+"/lawsuits/"+lawsuit)
}

func wholeDay(e *ical.VEvent, day calendar.Date) {
	e.SetAllDayStartAt(noon(day))
	e.SetAllDayEndAt(noon(day.AddDays(1)))
}

// noon lies within a day whatever zone a library reads it in.
func noon(day calendar.Date) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC)
}

// at is the instant of a time of the day, such as 09:30, in Beijing.
func at(day calendar.Date, clock string) (time.Time, bool) {
	t, err := time.Parse("15:04", clock)
	return day.At(t.Hour(), t.Minute()), err == nil
}

func alarm(e *ical.VEvent, trigger, says string) {
	a := e.AddAlarm()
	a.SetAction(ical.ActionDisplay)
	a.SetTrigger(trigger)
	a.SetDescription(says)
}

// short is a name of a period without what a UID may not hold.
func short(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:8])
}
