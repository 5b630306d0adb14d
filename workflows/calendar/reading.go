package calendar

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Format is a way in which a year's days off are written down.
type Format string

const (
	HolidayCN Format = "holiday_cn" // JSON: {"year":…,"days":[{"name":…,"date":…,"isOffDay":…}]}
	ICS       Format = "ics"        // a calendar of whole-day events
	CSV       Format = "csv"        // date,kind,name with holiday or makeup as the kind
	Notice    Format = "notice"     // the notice's own lines: 春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。
)

// ReadYear reads the days off and the make-up days of a year. It does not judge
// them: see Year.Faults. Its errors say, in Chinese, which line or entry cannot
// be read.
func ReadYear(format Format, year int, text string) (Year, error) {
	var days []listedDay
	var err error
	switch format {
	case HolidayCN:
		days, err = readJSON(year, text)
	case ICS:
		days, err = readICS(text)
	case CSV:
		days, err = readCSV(text)
	case Notice:
		days, err = readNotice(year, text)
	default:
		err = fmt.Errorf("没有“%.20s”这种格式", string(format))
	}
	if err != nil {
		return Year{}, err
	}
	return Year{Year: year, Status: Published, Holidays: gather(days)}, nil
}

// listedDay is one day as any of the formats names it.
type listedDay struct {
	date Date
	off  bool
	name string
}

// gather makes lines of days: each run of days off under one name, with the
// make-up days of that name.
func gather(days []listedDay) []Holiday {
	slices.SortStableFunc(days, func(a, b listedDay) int { return a.date.Compare(b.date) })
	var lines []Holiday
	for _, d := range days {
		last := len(lines) - 1
		switch {
		case !d.off:
		case last >= 0 && lines[last].Name == d.name && !d.date.After(lines[last].To.AddDays(1)):
			lines[last].To = d.date
		default:
			lines = append(lines, Holiday{Name: d.name, From: d.date, To: d.date})
		}
	}
	for _, d := range days {
		if !d.off && len(lines) > 0 {
			n := nearest(lines, d)
			lines[n].Makeup = append(lines[n].Makeup, d.date)
		}
	}
	return lines
}

// nearest finds the line that a make-up day belongs to: of its name if there is
// one, and nearest in time.
func nearest(lines []Holiday, d listedDay) int {
	best, bestAt := 0, 1<<30
	for n, h := range lines {
		away := max(h.From.Sub(d.date), d.date.Sub(h.To))
		if h.Name != d.name {
			away += 1000
		}
		if away < bestAt {
			best, bestAt = n, away
		}
	}
	return best
}

func readJSON(year int, text string) ([]listedDay, error) {
	var in struct {
		Year int `json:"year"`
		Days []struct {
			Name     string `json:"name"`
			Date     string `json:"date"`
			IsOffDay *bool  `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return nil, fmt.Errorf("内容不是有效的JSON，请检查括号和引号")
	}
	if in.Year != year {
		return nil, fmt.Errorf("文件是%d年的，与所选的%d年不符", in.Year, year)
	}
	var days []listedDay
	for n, d := range in.Days {
		date, err := ParseDate(d.Date)
		if err != nil || d.IsOffDay == nil || d.Name == "" {
			return nil, fmt.Errorf("第%d项（%.20s）缺少名称、日期或者是否放假", n+1, d.Date)
		}
		if *d.IsOffDay || isWeekend(date) { // “上班” of a plain weekday says nothing
			days = append(days, listedDay{date, *d.IsOffDay, d.Name})
		}
	}
	return days, nil
}

func isWeekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

func readCSV(text string) ([]listedDay, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	var days []listedDay
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return days, nil
		}
		if err != nil || len(row) < 3 {
			return nil, fmt.Errorf("第%d行应当是“日期,种类,名称”三列", n)
		}
		kind := strings.TrimSpace(row[1])
		if n == 1 && strings.TrimSpace(row[0]) == "date" {
			continue
		}
		date, err := ParseDate(strings.TrimSpace(row[0]))
		if err != nil || kind != "holiday" && kind != "makeup" {
			return nil, fmt.Errorf("第%d行：日期应当按“2026-10-01”填写，种类应当是holiday（放假）或者makeup（调休上班）", n)
		}
		days = append(days, listedDay{date, kind == "holiday", strings.TrimSpace(row[2])})
	}
}

// works marks what a calendar calls a make-up day; the rest of its name is the
// holiday's.
var works = regexp.MustCompile(`[（(]?(补班|调休上班|上班|班)[）)]?`)

var rests = regexp.MustCompile(`[（(]?(放假|假期|休假|休)[）)]?`)

func readICS(text string) ([]listedDay, error) {
	text = strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "", "\r", "").Replace(text)
	var days []listedDay
	var from, to Date
	name := ""
	for n, line := range strings.Split(text, "\n") {
		key, value, _ := strings.Cut(line, ":")
		key, _, _ = strings.Cut(key, ";")
		var err error
		switch key {
		case "BEGIN":
			if value == "VEVENT" {
				from, to, name = Date{}, Date{}, ""
			}
		case "SUMMARY":
			name = value
		case "DTSTART":
			from, err = icsDate(value)
		case "DTEND":
			to, err = icsDate(value)
		case "END":
			if value == "VEVENT" {
				if from.IsZero() || name == "" || !to.IsZero() && to.Sub(from) > 31 {
					return nil, fmt.Errorf("第%d行：日程缺少日期或者名称，或者超过31天", n+1)
				}
				days = append(days, event(from, to, name)...)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("第%d行：“%.20s”不是日期", n+1, value)
		}
	}
	return days, nil
}

func icsDate(s string) (Date, error) {
	if len(s) < 8 {
		return Date{}, fmt.Errorf("too short")
	}
	return ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:8])
}

// event returns the days of a calendar's event; its end is the day after.
func event(from, to Date, name string) []listedDay {
	if !to.After(from) {
		to = from.AddDays(1)
	}
	off := !works.MatchString(name)
	if bare := strings.TrimSpace(rests.ReplaceAllString(works.ReplaceAllString(name, ""), "")); bare != "" {
		name = bare
	}
	var days []listedDay
	for d := from; d.Before(to); d = d.AddDays(1) {
		days = append(days, listedDay{d, off, name})
	}
	return days
}

var (
	noticeLine = regexp.MustCompile(`^[一二三四五六七八九十\d]*[、.．]?\s*([^：:]{2,12})[：:](.+)$`)
	monthDay   = `(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[（(][^）)]*[）)])?`
	noticeSpan = regexp.MustCompile(monthDay + `(?:\s*(?:至|—|-|~)\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(][^）)]*[）)])?)?`)
)

// readNotice reads the lines of a notice. Lines that name no holiday are the
// notice's other sentences and are passed over; of a holiday's line everything
// must be understood.
func readNotice(year int, text string) ([]listedDay, error) {
	var days []listedDay
	for n, line := range strings.Split(strings.NewReplacer("\r", "", "\u3000", " ", "０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9").Replace(text), "\n") {
		m := noticeLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || !strings.Contains(m[2], "放假") {
			continue
		}
		for _, sentence := range strings.FieldsFunc(m[2], func(c rune) bool { return c == '。' || c == '；' || c == ';' }) {
			found, err := readSentence(year, strings.TrimSpace(m[1]), sentence)
			if err != nil {
				return nil, fmt.Errorf("第%d行：%w", n+1, err)
			}
			days = append(days, found...)
		}
	}
	if len(days) == 0 {
		return nil, fmt.Errorf("没有读出任何放假安排，请每个节日一行，按“春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。”填写")
	}
	return days, nil
}

func readSentence(year int, name, sentence string) ([]listedDay, error) {
	off, on := strings.Contains(sentence, "放假"), strings.Contains(sentence, "上班")
	spans := noticeSpan.FindAllStringSubmatch(sentence, -1)
	if off == on && len(spans) > 0 {
		return nil, fmt.Errorf("“%.40s”既没有写明放假也没有写明上班，或者两者都写在一句里，请分成两句", sentence)
	}
	if len(spans) == 0 {
		return nil, nil
	}
	if err := agreesOnWeekdays(year, sentence); err != nil {
		return nil, err
	}
	var days []listedDay
	for _, m := range spans {
		from, errFrom := dayOf(year, m[1], m[2], m[3])
		to, errTo := from, error(nil)
		if m[6] != "" {
			month, inYear := m[5], m[4]
			if month == "" {
				month, inYear = m[2], m[1]
			}
			to, errTo = dayOf(year, inYear, month, m[6])
		}
		if errFrom != nil || errTo != nil || to.Before(from) || to.Sub(from) > 31 {
			return nil, fmt.Errorf("“%.40s”中的日期有误", sentence)
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			days = append(days, listedDay{d, off, name})
		}
	}
	return days, nil
}

// agreesOnWeekdays compares the days of the week that a notice names with the
// calendar's: where they differ, one of the two was mistyped.
func agreesOnWeekdays(year int, sentence string) error {
	for _, m := range namedWeekday.FindAllStringSubmatch(sentence, -1) {
		d, err := dayOf(year, m[1], m[2], m[3])
		if err != nil {
			continue // is said where the day itself is read
		}
		if want := strings.Index("日一二三四五六", strings.Replace(m[4], "天", "日", 1)) / len("日"); int(d.Weekday()) != want {
			return fmt.Errorf("“%s”与日历不符，%s，请核对通知原文", m[0], d.Chinese())
		}
	}
	return nil
}

var namedWeekday = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[（(](?:周|星期)([一二三四五六日天])[）)]`)

// dayOf reads a day of a notice, whose own year goes without saying.
func dayOf(year int, y, m, d string) (Date, error) {
	if y != "" {
		year, _ = strconv.Atoi(y)
	}
	month, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	return ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}
