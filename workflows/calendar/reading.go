package calendar

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Format is a way in which a year's days off are written down.
type Format string

const (
	HolidayCN Format = "holiday_cn" // JSON: {"year":…,"days":[{"name":…,"date":…,"isOffDay":…}]}
	ICS       Format = "ics"        // a calendar of whole-day events
	CSV       Format = "csv"        // date,kind,name with holiday or makeup as the kind
	Notice    Format = "notice"     // the notice's own lines: 春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。
)

// readers has for each format the function that takes its days out of a text.
var readers = map[Format]func(year int, text string) ([]listedDay, error){
	HolidayCN: readJSON, ICS: readICS, CSV: readCSV, Notice: readNotice,
}

// ReadYear reads the days off and the make-up days of a year. It does not judge
// them: see Year.Faults. Its errors say, in Chinese, which line or entry cannot
// be read.
func ReadYear(format Format, year int, text string) (Year, error) {
	read := readers[format]
	if read == nil {
		return Year{}, fmt.Errorf("没有“%.20s”这种格式", string(format))
	}
	days, err := read(year, plain(text))
	if err != nil {
		return Year{}, err
	}
	if days, err = noticed(year, days); err != nil {
		return Year{}, err
	}
	return Year{Year: year, Status: Published, Holidays: gather(days)}, nil
}

// plain writes a text in one way, wherever it was copied from: a page, a table or a
// PDF, which has signs of its own for 月 and 日. What is invisible goes.
func plain(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(norm.NFKC.String(text))
	return strings.Map(func(c rune) rune {
		if unicode.In(c, unicode.Cc, unicode.Cf) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, text)
}

// listedDay is one day as any of the formats names it.
type listedDay struct {
	date Date
	off  bool
	name string
}

const daysInYear = 366

// noticed keeps of a file, which may hold several years, the days of one year's
// notice: those of the year, and of the December before it. None has ever named a
// day of its own December. That a plain weekday is worked goes without saying.
func noticed(year int, days []listedDay) ([]listedDay, error) {
	var kept []listedDay
	var others []string
	for _, d := range days {
		of := d.date.Year()
		if d.date.Month() == time.December {
			of++
		}
		switch name := strconv.Itoa(of); {
		case of != year && !slices.Contains(others, name):
			others = append(others, name)
		case of == year && (d.off || isWeekend(d.date)):
			kept = append(kept, listedDay{d.date, d.off, called(d.name)})
		}
	}
	if len(kept) > daysInYear {
		return nil, fmt.Errorf("内容中%d年的放假和上班日期有%d天，比一年还多，请核对内容", year, len(kept))
	}
	if len(kept) > 0 {
		return kept, nil
	}
	if len(others) > 0 {
		slices.Sort(others)
		return nil, fmt.Errorf("内容中没有%d年的放假安排（有%s年的），请核对所选的年份", year, strings.Join(others, "、"))
	}
	return nil, fmt.Errorf("没有读出任何放假安排，请核对格式和内容；也可以选择“通知原文”，每个节日一行，按“春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。”填写")
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
	madeUp := Date{}
	for _, d := range days {
		if !d.off && d.date != madeUp && len(lines) > 0 {
			madeUp = d.date
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
		if !akin(h.Name, d.name) {
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
		days = append(days, listedDay{date, *d.IsOffDay, d.Name})
	}
	return days, nil
}

func isWeekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

func readCSV(_ int, text string) ([]listedDay, error) {
	r := csv.NewReader(strings.NewReader(text))
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
