package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	// works marks what a calendar calls a make-up day; the rest of its name is the
	// holiday's.
	works = regexp.MustCompile(`[(]?(补班|调休上班|上班|班)[)]?`)
	// rests marks what it calls a day off.
	rests = regexp.MustCompile(`[(]?(放假|假期|休假|休)[)]?`)
)

// readICS reads a calendar's events. What is written inside of an event, such as its
// reminders, is not the event's.
func readICS(_ int, text string) ([]listedDay, error) {
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	var events []event
	var inside []string // the parts that have begun, the innermost last
	for n, line := range strings.Split(text, "\n") {
		head, value, _ := strings.Cut(line, ":")
		key, parameters, _ := strings.Cut(head, ";")
		key, value = strings.ToUpper(key), strings.TrimSpace(value)
		depth, err := len(inside), error(nil)
		switch {
		case key == "BEGIN":
			inside = append(inside, value)
			if value == "VEVENT" {
				events = append(events, event{})
			}
		case depth == 0:
		case key == "END":
			inside = inside[:depth-1]
			if value == "VEVENT" && len(events) > 0 {
				err = events[len(events)-1].whole()
			}
		case inside[depth-1] == "VEVENT":
			err = events[len(events)-1].property(key, parameters, value)
		}
		if err != nil {
			return nil, fmt.Errorf("第%d行：%w", n+1, err)
		}
	}
	if slices.Contains(inside, "VEVENT") {
		return nil, fmt.Errorf("文件不完整，最后一项日程没有结束，请重新下载")
	}
	return daysOf(events), nil
}

// event is one entry of a calendar. Its end is the day after its last.
type event struct {
	name      string
	from, to  Date
	days      int // how long it lasts, where it has no end
	cancelled bool
}

// property takes up one line of the event.
func (e *event) property(key, parameters, value string) (err error) {
	switch key {
	case "SUMMARY":
		e.name = strings.ReplaceAll(value, `\`, "")
	case "DTSTART":
		e.from, _, err = icsDate(parameters, value)
	case "DTEND":
		var during bool
		if e.to, during, err = icsDate(parameters, value); during {
			e.to = e.to.AddDays(1)
		}
	case "DURATION":
		e.days, err = icsDays(value)
	case "STATUS":
		e.cancelled = value == "CANCELLED"
	case "RRULE", "RDATE":
		err = fmt.Errorf("日程按规则重复，不是国务院办公厅逐年公布的安排，请使用逐日列明的日历")
	}
	return err
}

// whole ends the event, or says what it lacks.
func (e *event) whole() error {
	if !e.from.IsZero() && !e.to.After(e.from) {
		e.to = e.from.AddDays(max(e.days, 1))
	}
	if e.from.IsZero() || e.name == "" || e.to.Sub(e.from) > 31 {
		return fmt.Errorf("日程缺少日期或者名称，或者超过31天")
	}
	return nil
}

// off tells whether the event's days are off, and whether it says so of itself.
func (e *event) off() (off, said bool) {
	off = !works.MatchString(e.name)
	return off, off && rests.MatchString(e.name)
}

// bare is the event's name without what it says of its days.
func (e *event) bare() string {
	if bare := strings.TrimSpace(rests.ReplaceAllString(works.ReplaceAllString(e.name, ""), "")); bare != "" {
		return bare
	}
	return e.name
}

// daysOf returns the days of the events.
func daysOf(events []event) []listedDay {
	var days []listedDay
	marked := marks(events)
	for _, e := range events {
		off, said := e.off()
		if e.cancelled || off && !said && marked.instead(e) {
			continue
		}
		for d := e.from; d.Before(e.to); d = d.AddDays(1) {
			days = append(days, listedDay{d, off, e.bare()})
		}
	}
	return days
}

// marking is what a calendar says to be off, by year and festival.
type marking map[string]bool

func marks(events []event) marking {
	m := marking{}
	for _, e := range events {
		if _, said := e.off(); said && !e.cancelled {
			m[strconv.Itoa(e.from.Year())] = true
			for _, f := range festivalsIn(e.name) {
				m[strconv.Itoa(e.from.Year())+f.name] = true
			}
		}
	}
	return m
}

// instead tells whether a calendar marks what is off and leaves this event without a
// mark beside it: then that says only what day it is. 除夕 in 2024 was worked.
func (m marking) instead(e event) bool {
	year, named := strconv.Itoa(e.from.Year()), festivalsIn(e.name)
	return len(named) == 0 && m[year] || slices.ContainsFunc(named, func(f *festival) bool { return m[year+f.name] })
}

// beijing are the names under which calendars know the time of Beijing. Places that
// keep the same time are among them.
var beijing = []string{
	"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Beijing", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore",
	"PRC", "China Standard Time", "Etc/GMT-8",
}

// icsDate reads the day on which a moment lies in Beijing, and whether it lies
// during that day and not at its very beginning.
func icsDate(parameters, value string) (d Date, during bool, err error) {
	for _, layout := range []string{"20060102", "20060102T150405", "20060102T1504", "20060102T150405Z"} {
		t, wrong := time.ParseInLocation(layout, value, Zone)
		if wrong != nil {
			continue
		}
		if strings.HasSuffix(value, "Z") {
			t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC).In(Zone)
		} else if zone := zoneIn(parameters); len(value) > len("20060102") && zone != "" && !slices.Contains(beijing, zone) {
			return Date{}, false, fmt.Errorf("“%.30s”不是北京时间，无法确定是哪一天，请使用整日的日程", zone)
		}
		d, err = ParseDate(t.Format(time.DateOnly))
		return d, d.At(0, 0).Before(t), err
	}
	return Date{}, false, fmt.Errorf("“%.20s”不是日期", value)
}

func zoneIn(parameters string) string {
	for _, p := range strings.Split(parameters, ";") {
		if name, value, _ := strings.Cut(p, "="); strings.EqualFold(name, "TZID") {
			return strings.Trim(value, `"`)
		}
	}
	return ""
}

var duration = regexp.MustCompile(`^\+?P(?:(\d{1,2})W)?(?:(\d{1,3})D)?(T.+)?$`)

// icsDays reads how many days something lasts. A part of a day is that day.
func icsDays(value string) (int, error) {
	m := duration.FindStringSubmatch(value)
	if m == nil || m[2] != "" && m[3] != "" {
		return 0, fmt.Errorf("“%.20s”不是整日数", value)
	}
	weeks, _ := strconv.Atoi(m[1])
	days, _ := strconv.Atoi(m[2])
	return weeks*7 + days, nil
}
