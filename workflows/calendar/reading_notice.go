package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	noticeTitle = regexp.MustCompile(`关于(\d{4})年[^\n]{0,12}(?:节假日|放假)`)
	// noticeItem begins a holiday in a notice that was copied as one paragraph.
	noticeItem = regexp.MustCompile(`([一二三四五六七八九十]、[^:,。;\n]{2,12}:)`)
	noticeLine = regexp.MustCompile(`^[一二三四五六七八九十\d]*[、.]?\s*([^:]{2,12}):(.+)$`)
	// noticeDay is a day of a notice, which leaves out what was said before: 2月14日、28日.
	noticeDay   = regexp.MustCompile(`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(\([^)]*\))?`)
	noticeUntil = regexp.MustCompile(`^\s*(?:至|到|—|–|-|~|―)+\s*$`)
	noticeTotal = regexp.MustCompile(`(\d{1,2}|[一二三四五六七八九十])\s*天`)
	weekdayIn   = regexp.MustCompile(`(?:周|星期)([一二三四五六日天])`)
)

// readNotice reads the lines of a notice. Lines that name no holiday are the
// notice's other sentences and are passed over. In a holiday's line a part that says
// neither that a day is off nor that it is worked (鼓励在除夕休息) is passed over too;
// what is then missing shows in the sums of Year.Faults.
func readNotice(year int, text string) ([]listedDay, error) {
	if m := noticeTitle.FindStringSubmatch(text); m != nil && m[1] != strconv.Itoa(year) {
		return nil, fmt.Errorf("通知是%s年的，与所选的%d年不符", m[1], year)
	}
	var days []listedDay
	for n, line := range strings.Split(text, "\n") {
		for _, item := range strings.Split(noticeItem.ReplaceAllString(line, "\n$1"), "\n") {
			m := noticeLine.FindStringSubmatch(strings.TrimSpace(item))
			if m == nil || !offWords.MatchString(m[2]) {
				continue
			}
			l := holidayLine{year: year, name: strings.TrimSpace(m[1])}
			if err := l.read(m[2]); err != nil {
				return nil, fmt.Errorf("第%d行：%w", n+1, err)
			}
			days = append(days, l.days...)
		}
	}
	return days, nil
}

// holidayLine is the line of one holiday, as far as it has been read.
type holidayLine struct {
	year int
	name string
	days []listedDay
	last noticedDay // what a day leaves out is that of the one before it
}

// noticedDay is a day as it is written.
type noticedDay struct {
	text       string
	year       string
	month      string
	date       Date
	begin, end int
}

// offWords say that the days of a part of a sentence are off.
var offWords = regexp.MustCompile(`放假|补休|调休`)

func (l *holidayLine) read(text string) error {
	for _, part := range parts(text) {
		if err := l.part(part); err != nil {
			return err
		}
		if err := l.agrees(part, text); err != nil {
			return err
		}
	}
	return nil
}

// parts divides a line at its stops and commas, though not inside of brackets.
func parts(text string) []string {
	depth := 0
	return strings.FieldsFunc(text, func(c rune) bool {
		switch c {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		}
		return depth == 0 && strings.ContainsRune("。;,", c)
	})
}

// part reads the days of one part of a line.
func (l *holidayLine) part(part string) error {
	on := strings.Contains(part, "上班")
	off := offWords.MatchString(strings.ReplaceAll(part, "调休上班", ""))
	days, err := l.daysIn(part)
	switch {
	case len(days) == 0 && err == nil, !on && !off:
		return nil
	case err != nil:
		return err
	case on && off:
		return fmt.Errorf("“%.40s”把放假和上班写在了一起，请分成两句", part)
	}
	for n := 0; n < len(days); n++ {
		from, to := days[n], days[n]
		if n+1 < len(days) && noticeUntil.MatchString(part[from.end:days[n+1].begin]) {
			n++
			to = days[n]
		}
		if to.date.Before(from.date) || to.date.Sub(from.date) > 31 {
			return fmt.Errorf("“%.40s”中的日期有误", part)
		}
		for d := from.date; !d.After(to.date); d = d.AddDays(1) {
			l.days = append(l.days, listedDay{d, off, l.name})
		}
	}
	return nil
}

// daysIn finds the days that a part names. An error says which of them cannot be.
func (l *holidayLine) daysIn(part string) (days []noticedDay, wrong error) {
	for _, at := range noticeDay.FindAllStringSubmatchIndex(part, -1) {
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return part[at[2*n]:at[2*n+1]]
		}
		d := noticedDay{text: part[at[0]:at[7]] + "日", year: group(1), month: group(2), begin: at[0], end: at[1]}
		if d.month == "" {
			d.year, d.month = l.last.year, l.last.month
		}
		var err error
		if d.date, err = l.dayOf(d.year, d.month, group(3)); err != nil {
			wrong = fmt.Errorf("“%.40s”中的日期有误", part)
			continue
		}
		if err := d.agrees(group(4)); err != nil {
			wrong = err
		}
		l.last = d
		days = append(days, d)
	}
	return days, wrong
}

// dayOf reads a day of a notice, whose own year goes without saying; a December is
// the one before it.
func (l *holidayLine) dayOf(y, m, d string) (Date, error) {
	year := l.year
	if y != "" {
		year, _ = strconv.Atoi(y)
	} else if m == "12" {
		year--
	}
	month, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	return ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}

// agrees compares the day of the week that a notice names with the calendar's: where
// they differ, one of the two was mistyped.
func (d noticedDay) agrees(brackets string) error {
	m := weekdayIn.FindStringSubmatch(brackets)
	if m == nil {
		return nil
	}
	if want := strings.Index("日一二三四五六", strings.Replace(m[1], "天", "日", 1)) / len("日"); int(d.date.Weekday()) != want {
		return fmt.Errorf("“%s（周%s）”与日历不符，%s，请核对通知原文", d.text, m[1], d.date.Chinese())
	}
	return nil
}

// agrees compares the notice's own “共N天” with the days that were read so far. Where
// the holiday joins a weekend, that may be counted in.
func (l *holidayLine) agrees(part, line string) error {
	for _, m := range noticeTotal.FindAllStringSubmatch(part, -1) {
		want, err := strconv.Atoi(m[1])
		if err != nil {
			want = strings.Index("一二三四五六七八九十", m[1])/len("一") + 1
		}
		if n := len(l.off()); want != n && !(strings.Contains(line, "连休") && want == l.joined()) {
			return fmt.Errorf("%s写明“%s”，而所列放假日期为%d天，请对照通知原文核对", l.name, m[0], n)
		}
	}
	return nil
}

// off returns the days off that the line has named so far.
func (l *holidayLine) off() []Date {
	var dates []Date
	for _, d := range l.days {
		if d.off && !slices.Contains(dates, d.date) {
			dates = append(dates, d.date)
		}
	}
	return dates
}

// joined counts them with the weekend that they join.
func (l *holidayLine) joined() int {
	all := l.off()
	for i := 0; i < len(all); i++ {
		for _, beside := range []Date{all[i].AddDays(-1), all[i].AddDays(1)} {
			if isWeekend(beside) && !slices.Contains(all, beside) {
				all = append(all, beside)
			}
		}
	}
	return len(all)
}
