package calendar_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingsu/workflows/calendar"
)

// typed writes a year in each format.
func typed(y calendar.Year) map[calendar.Format]string {
	type day struct {
		Name     string `json:"name"`
		Date     string `json:"date"`
		IsOffDay bool   `json:"isOffDay"`
	}
	file := struct {
		Year int   `json:"year"`
		Days []day `json:"days"`
	}{Year: y.Year}
	csv, ics, notice := "date,kind,name\n", "BEGIN:VCALENDAR\r\n", "国务院办公厅关于部分节假日安排的通知\n各省、自治区、直辖市人民政府：\n"
	event := func(from, to calendar.Date, name string) string {
		plain := func(d calendar.Date) string { return strings.ReplaceAll(d.String(), "-", "") }
		return fmt.Sprintf("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\nSUMMARY:%s\r\nEND:VEVENT\r\n", plain(from), plain(to.AddDays(1)), name)
	}
	words := func(d calendar.Date) string {
		return fmt.Sprintf("%d年%d月%d日（周几）", d.Year(), d.Month(), d.Day())
	}
	for n, h := range y.Holidays {
		for d := h.From; !d.After(h.To); d = d.AddDays(1) {
			file.Days = append(file.Days, day{h.Name, d.String(), true})
			csv += d.String() + ",holiday," + h.Name + "\n"
		}
		ics += event(h.From, h.To, h.Name+"假期")
		notice += fmt.Sprintf("%d、%s：%s至%s放假调休，共%d天。", n+1, h.Name, words(h.From), words(h.To), h.To.Sub(h.From)+1)
		for _, d := range h.Makeup {
			file.Days = append(file.Days, day{h.Name, d.String(), false})
			csv += d.String() + ",makeup," + h.Name + "\n"
			ics += event(d, d, h.Name+"（班）")
			notice += words(d) + "上班。"
		}
		notice += "\n"
	}
	data, err := json.Marshal(file)
	if err != nil {
		panic(err)
	}
	return map[calendar.Format]string{calendar.HolidayCN: string(data), calendar.CSV: csv, calendar.ICS: ics, calendar.Notice: notice + "节假日期间，各地区要妥善安排好值班。"}
}

// extra are the days that later notices gave beyond the law: 3 September 2015, and two
// days of 春节 2020.
var extra = map[int]int{2015: 1, 2020: 2}

func TestReadYear_EveryNoticeInEveryFormat(t *testing.T) {
	for _, y := range calendar.Builtin().Years {
		if y.Status != calendar.Published {
			continue
		}
		for format, text := range typed(y) {
			got, err := calendar.ReadYear(format, y.Year, text)
			if err != nil {
				t.Errorf("%d as %s: %v", y.Year, format, err)
				continue
			}
			got.Extra = extra[y.Year]
			if faults := got.Faults(); len(faults) > 0 {
				t.Errorf("%d as %s: %v", y.Year, format, faults)
			}
			if !reflect.DeepEqual(got.Holidays, y.Holidays) {
				t.Errorf("%d as %s reads\n%s\nand not\n%s", y.Year, format, lines(got), lines(y))
			}
			was, is := calendar.Builtin(), calendar.Builtin().With(got)
			for d := calendar.On(y.Year-1, 12, 1); d.Year() <= y.Year; d = d.AddDays(1) {
				if was.Day(d).Working != is.Day(d).Working {
					t.Errorf("%d as %s: %s works: %t", y.Year, format, d, is.Day(d).Working)
				}
			}
		}
	}
}

// lines writes a year as its notice would, a holiday to a line.
func lines(y calendar.Year) string {
	var all []string
	for _, h := range y.Holidays {
		line := h.Name + " " + h.From.String() + "至" + h.To.String()
		for _, d := range h.Makeup {
			line += " 上班" + d.String()
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func TestReadYear_DaysBecomeTheLinesOfANotice(t *testing.T) {
	for _, row := range []struct {
		name   string
		format calendar.Format
		text   string
		want   string
	}{
		{"a run of days under one name is one line (国庆节 2024)", calendar.CSV,
			"2024-10-01,holiday,国庆节\n2024-10-02,holiday,国庆节\n2024-10-03,holiday,国庆节", "国庆节 2024-10-01至2024-10-03"},
		{"in whatever order they stand", calendar.CSV,
			"2024-10-03,holiday,国庆节\n2024-10-01,holiday,国庆节\n2024-10-02,holiday,国庆节", "国庆节 2024-10-01至2024-10-03"},
		{"a day between that is not off makes two", calendar.CSV,
			"2024-10-01,holiday,国庆节\n2024-10-03,holiday,国庆节", "国庆节 2024-10-01至2024-10-01\n国庆节 2024-10-03至2024-10-03"},
		{"two holidays that touch stay two (2023)", calendar.CSV,
			"2023-09-29,holiday,中秋节\n2023-09-30,holiday,国庆节\n2023-10-01,holiday,国庆节", "中秋节 2023-09-29至2023-09-29\n国庆节 2023-09-30至2023-10-01"},
		{"a make-up day goes with its own holiday, though another is nearer (2026)", calendar.CSV,
			"2026-09-20,makeup,国庆节\n2026-09-25,holiday,中秋节\n2026-10-01,holiday,国庆节", "中秋节 2026-09-25至2026-09-25\n国庆节 2026-10-01至2026-10-01 上班2026-09-20"},
		{"one without a holiday's name goes with the nearest", calendar.CSV,
			"2026-09-25,holiday,中秋节\n2026-10-01,holiday,国庆节\n2026-10-10,makeup,补班", "中秋节 2026-09-25至2026-09-25\n国庆节 2026-10-01至2026-10-01 上班2026-10-10"},
		{"as near to two, with the earlier (26 September 2021)", calendar.CSV,
			"2021-09-21,holiday,中秋节\n2021-09-26,makeup,补班\n2021-10-01,holiday,国庆节", "中秋节 2021-09-21至2021-09-21 上班2021-09-26\n国庆节 2021-10-01至2021-10-01"},
		{"make-up days alone are no line", calendar.CSV, "2026-02-14,makeup,春节", ""},
		{"an event's name without what is said of it", calendar.ICS,
			"BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20260104\nSUMMARY:元旦（休）\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260104\nSUMMARY:元旦（班）\nEND:VEVENT", "元旦 2026-01-01至2026-01-03 上班2026-01-04"},
		{"an event that is called nothing but a holiday", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:放假\nEND:VEVENT", "放假 2026-01-01至2026-01-01"},
		{"a name with all that feeds say beside it", calendar.ICS,
			"BEGIN:VEVENT\nDTSTART:20260925\nSUMMARY:中秋节 假期 第1天/共3天\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261001\nSUMMARY:国庆节假期\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260920\nSUMMARY:上班(补国庆节假期)\nEND:VEVENT",
			"中秋节 2026-09-25至2026-09-25\n国庆节 2026-10-01至2026-10-01 上班2026-09-20"},
		{"a reminder inside of an event has a name of its own", calendar.ICS,
			"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nSUMMARY:国庆节（休）\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261010\nSUMMARY:国庆节（班）\nBEGIN:VALARM\nDTSTART:20261009\nSUMMARY:国庆节提醒\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR",
			"国庆节 2026-10-01至2026-10-01 上班2026-10-10"},
		{"what is marked counts, not the day of 除夕 beside it", calendar.ICS,
			"BEGIN:VEVENT\nDTSTART:20260217\nSUMMARY:春节（休）\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260212\nSUMMARY:除夕\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260312\nSUMMARY:植树节\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:元旦\nEND:VEVENT",
			"元旦 2026-01-01至2026-01-01\n春节 2026-02-17至2026-02-17"},
		{"what was called off", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:元旦\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260102\nSUMMARY:元旦\nSTATUS:CANCELLED\nEND:VEVENT", "元旦 2026-01-01至2026-01-01"},
		{"from midnight to midnight in Beijing, by Greenwich", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20251231T160000Z\nDTEND:20260103T160000Z\nSUMMARY:元旦\nEND:VEVENT", "元旦 2026-01-01至2026-01-03"},
		{"to the last minute", calendar.ICS, "BEGIN:VEVENT\nDTSTART;TZID=Asia/Shanghai:20260101T000000\nDTEND;TZID=Asia/Shanghai:20260103T235900\nSUMMARY:元旦\nEND:VEVENT", "元旦 2026-01-01至2026-01-03"},
		{"office hours", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:元旦\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=\"China Standard Time\":20260104T090000\nDTEND:20260104T180000\nSUMMARY:元旦 补班\nEND:VEVENT", "元旦 2026-01-01至2026-01-01 上班2026-01-04"},
		{"three days long", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nDURATION:P3D\nSUMMARY:元旦\nEND:VEVENT", "元旦 2026-01-01至2026-01-03"},
		{"a day and a week long", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nDURATION:P1W1D\nSUMMARY:元旦\nEND:VEVENT", "元旦 2026-01-01至2026-01-08"},
		{"small letters, folded", calendar.ICS, "begin:VEVENT\ndtstart;value=date:2026\n 0101\nsummary:元\n\t旦\nend:VEVENT", "元旦 2026-01-01至2026-01-01"},
		{"that a plain Monday is worked", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:元旦\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260105\nSUMMARY:上班(补元旦假期)\nEND:VEVENT", "元旦 2026-01-01至2026-01-01"},
		{"the same in a table, with a mark in front", calendar.CSV, "2026-01-01,holiday,元旦\n2026-01-05,makeup,元旦\n2026-01-04,makeup,元旦\n2026-01-04,makeup,补元旦", "元旦 2026-01-01至2026-01-01 上班2026-01-04"},
		{"a December goes with the next year", calendar.CSV, "2026-12-31,holiday,元旦\n2025-12-31,holiday,元旦\n2026-01-01,holiday,元旦", "元旦 2025-12-31至2026-01-01"},
		{"a notice's December without its year", calendar.Notice, "元旦：12月31日至1月2日放假调休，共3天。12月28日（周日）上班。", "元旦 2025-12-31至2026-01-02 上班2025-12-28"},
		{"months that were said before", calendar.Notice, "春节：2月15日至23日放假调休，共9天。2月14日（周六）、28日（周六）上班。", "春节 2026-02-15至2026-02-23 上班2026-02-14 上班2026-02-28"},
		{"what follows at a comma", calendar.Notice, "春节：2月15日至23日放假，共9天，2月14日（周六）上班", "春节 2026-02-15至2026-02-23 上班2026-02-14"},
		{"what is only encouraged", calendar.Notice, "春节：2月17日放假。鼓励安排职工在2月14日休息。", "春节 2026-02-17至2026-02-17"},
		{"with the weekend that it joins", calendar.Notice, "元旦：1月2日放假，与周末连休，共3天。", "元旦 2026-01-02至2026-01-02"},
		{"an event of thirty-one days", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20260201\nSUMMARY:停工\nEND:VEVENT", "停工 2026-01-01至2026-01-31"},
		{"a sentence of the line that names no day", calendar.Notice,
			"春节：2月15日至23日放假调休，共9天。请妥善安排好值班。2月14日（周六）上班。", "春节 2026-02-15至2026-02-23 上班2026-02-14"},
		{"a line of thirty-two days, from 1 May to 1 June", calendar.Notice, "停工：5月1日至6月1日放假", "停工 2026-05-01至2026-06-01"},
		{"signs that nobody sees, in the middle of words", calendar.Notice, "春节：2月15日至23日放\u200b假调休，共9天。2月14日（周六）上\u00ad班。", "春节 2026-02-15至2026-02-23 上班2026-02-14"},
		{"a comma within brackets within brackets", calendar.Notice, "春节：2月15日至23日放假调休，共9天。2月14日（周六（农历廿七），补班）上班。", "春节 2026-02-15至2026-02-23 上班2026-02-14"},
		{"the number of days in words", calendar.Notice, "元旦：1月1日至3日放假调休，共三天。", "元旦 2026-01-01至2026-01-03"},
		{"with the weekend before it (清明节 2026, on a Sunday)", calendar.Notice, "清明节：4月6日放假，与周末连休，共3天。", "清明节 2026-04-06至2026-04-06"},
		{"a whole day is the same day in every zone", calendar.ICS, "BEGIN:VEVENT\nDTSTART;TZID=America/New_York:20260101\nSUMMARY:元旦\nEND:VEVENT", "元旦 2026-01-01至2026-01-01"},
		{"as many lines as a leap year has days", calendar.CSV, strings.Repeat("2026-01-01,holiday,元旦\n", 366), "元旦 2026-01-01至2026-01-01"},
	} {
		year := 2026
		if row.format == calendar.CSV {
			year = min(date(t, row.text[:len("2026-01-01")]).Year(), 2026)
		}
		got, err := calendar.ReadYear(row.format, year, row.text)
		if err != nil || lines(got) != row.want {
			t.Errorf("%s: %v\n%s\nand not\n%s", row.name, err, lines(got), row.want)
		}
	}
}

// TestReadYear_TheNoticesOwnWording reads notices as they were published, pasted with
// all that stands around the days, in one paragraph, and as a PDF gives them.
func TestReadYear_TheNoticesOwnWording(t *testing.T) {
	files, err := filepath.Glob("testdata/notices/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		year, _ := strconv.Atoi(strings.TrimSuffix(filepath.Base(file), ".txt"))
		for name, given := range map[string]string{
			"as published": string(text), "in one paragraph": strings.ReplaceAll(string(text), "\n", ""),
			"from a PDF":           strings.NewReplacer("月", "⽉", "日", "⽇", "2", "２", "（", "(").Replace(string(text)),
			"from a page":          "\ufeff" + strings.ReplaceAll(string(text), "放假", "\u200b放假"),
			"from an old computer": strings.ReplaceAll(string(text), "\n", "\r"),
		} {
			y, err := calendar.ReadYear(calendar.Notice, year, given)
			if err != nil || len(y.Faults()) > 0 {
				t.Errorf("%d %s: %v %v", year, name, err, y.Faults())
				continue
			}
			if y.Year >= 2018 {
				worksAlike(t, builtin.With(y), builtin, y.Year, name)
			} else if got, want := builtin.With(y).WorkingBetween(calendar.On(year-1, 12, 31), calendar.On(year, 12, 31)), weekdays(year)-11; got != want {
				t.Errorf("%d %s: %d working days, want %d", year, name, got, want)
			}
		}
	}
}

func worksAlike(t *testing.T, got, want calendar.Calendar, year int, name string) {
	t.Helper()
	for d := calendar.On(year-1, 12, 1); d.Before(calendar.On(year, 12, 1)); d = d.AddDays(1) {
		if got.Working(d) != want.Working(d) {
			t.Errorf("%d %s: %s works: %t", year, name, d, got.Working(d))
		}
	}
}

func weekdays(year int) int {
	n := 0
	for d := calendar.On(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
		if !isWeekend(d) {
			n++
		}
	}
	return n
}

// TestReadYear_OlderNotices: the sums are those of the law as it stood in each year,
// through all the ways in which weekends have been exchanged: 中秋节 with 国庆节, a
// December with 元旦, and a day given once.
func TestReadYear_OlderNotices(t *testing.T) {
	text, err := os.ReadFile("testdata/older.csv")
	if err != nil {
		t.Fatal(err)
	}
	for year, law := range map[int]int{2007: 10, 2008: 11, 2009: 11, 2012: 11, 2015: 12} {
		y, err := calendar.ReadYear(calendar.CSV, year, string(text))
		if err != nil {
			t.Fatal(err)
		}
		y.Extra = extra[year]
		if faults := y.Faults(); len(faults) > 0 {
			t.Errorf("%d: %v", year, faults)
		}
		off := 0
		for _, h := range y.Holidays {
			for d := h.From; !d.After(h.To); d = d.AddDays(1) {
				if !isWeekend(d) {
					off++
				}
			}
			off -= len(h.Makeup)
		}
		if off != law {
			t.Errorf("%d gives %d days, the law %d", year, off, law)
		}
	}
}

// TestReadYear_FilesOfSeveralYears: the usual feeds hold some years, and what belongs
// to which notice is told by the December.
func TestReadYear_FilesOfSeveralYears(t *testing.T) {
	all := map[calendar.Format]string{}
	for _, y := range builtin.Years {
		if y.Status == calendar.Published {
			written := typed(y)
			all[calendar.CSV] += strings.TrimPrefix(written[calendar.CSV], "date,kind,name\n")
			all[calendar.ICS] += written[calendar.ICS]
		}
	}
	for format, text := range all {
		for _, y := range builtin.Years {
			got, err := calendar.ReadYear(format, y.Year, text)
			if y.Status != calendar.Published {
				if err == nil || !strings.Contains(err.Error(), "没有2027年的放假安排（有2018、2019") {
					t.Errorf("%d as %s: %v", y.Year, format, err)
				}
				continue
			}
			if err != nil || !reflect.DeepEqual(got.Holidays, y.Holidays) {
				t.Errorf("%d as %s: %v\n%s\nand not\n%s", y.Year, format, err, lines(got), lines(y))
			}
		}
	}
}

func TestReadYear_WhatCannotBeRead(t *testing.T) {
	for _, row := range []struct {
		name   string
		format calendar.Format
		text   string
		want   string
	}{
		{"no JSON", calendar.HolidayCN, "{", "不是有效的JSON"},
		{"another year", calendar.HolidayCN, `{"year":2025,"days":[]}`, "文件是2025年的"},
		{"a day without a date", calendar.HolidayCN, `{"year":2026,"days":[{"name":"元旦","date":"2026-13-01","isOffDay":true}]}`, "第1项"},
		{"nobody says whether it is off", calendar.HolidayCN, `{"year":2026,"days":[{"name":"元旦","date":"2026-01-01"}]}`, "第1项"},
		{"two columns", calendar.CSV, "date,kind,name\n2026-01-01,holiday", "第2行"},
		{"an unknown kind", calendar.CSV, "2026-01-01,off,元旦", "第1行"},
		{"an event without a day", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:元旦\nEND:VEVENT", "第3行"},
		{"an event without end", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:元旦\nDTSTART:20260101\nDTEND:20270101\nEND:VEVENT", "超过31天"},
		{"no date at all", calendar.ICS, "BEGIN:VEVENT\nDTSTART:today\nEND:VEVENT", "第2行：“today”不是日期"},
		{"an event of thirty-two days", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:停工\nDTSTART:20260101\nDTEND:20260202\nEND:VEVENT", "超过31天"},
		{"a second event without a name: it has not that of the first", calendar.ICS,
			"BEGIN:VEVENT\nSUMMARY:元旦\nDTSTART:20260101\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260404\nEND:VEVENT", "第7行"},
		{"nothing of a notice", calendar.Notice, "请妥善安排好值班", "没有读出任何放假安排"},
		{"an impossible day", calendar.Notice, "春节：2月30日至3月2日放假", "第1行"},
		{"nothing but an impossible day", calendar.Notice, "春节：2月30日放假", "第1行：“2月30日放假”中的日期有误"},
		{"two numbers of days, of which the second is wrong", calendar.Notice, "元旦：1月1日至2日放假2天共3天。", "写明“3天”，而所列放假日期为2天"},
		{"an end that nothing began", calendar.ICS, "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR", "没有读出任何放假安排"},
		{"thirty-three days", calendar.Notice, "停工：5月1日至6月2日放假", "日期有误"},
		{"backwards", calendar.Notice, "春节：2月20日至2月10日放假", "日期有误"},
		{"both in one part", calendar.Notice, "春节：2月15日至23日放假2月14日上班", "请分成两句"},
		{"a notice of another year", calendar.Notice, "国务院办公厅关于2025年部分节假日安排的通知\n元旦：1月1日放假1天。", "通知是2025年的"},
		{"fewer days than the notice says", calendar.Notice, "国庆节、中秋节：10月1日至7日放假调休，共8天。", "写明“8天”，而所列放假日期为7天"},
		{"fewer, in words", calendar.Notice, "元旦：1月1日至2日放假，共三天。", "写明“三天”，而所列放假日期为2天"},
		{"more than it joins", calendar.Notice, "元旦：1月1日放假，与周末连休，共4天。", "写明“4天”，而所列放假日期为1天"},
		{"a file that was cut off", calendar.ICS, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:元旦\nDTSTART:20260101", "没有结束"},
		{"a time of another zone", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:元旦\nDTSTART;TZID=America/New_York:20260101T000000\nEND:VEVENT", "“America/New_York”不是北京时间"},
		{"a rule", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:元旦\nDTSTART:20260101\nRRULE:FREQ=YEARLY\nEND:VEVENT", "按规则重复"},
		{"no length", calendar.ICS, "BEGIN:VEVENT\nSUMMARY:元旦\nDTSTART:20260101\nDURATION:P1DT3H\nEND:VEVENT", "“P1DT3H”不是整日数"},
		{"another year only", calendar.CSV, "2025-01-01,holiday,元旦", "没有2026年的放假安排（有2025年的）"},
		{"more days than a year", calendar.CSV, strings.Repeat("2026-01-01,holiday,元旦\n", 367), "比一年还多"},
		{"an unknown format", "pdf", "", "没有“pdf”这种格式"},
	} {
		if _, err := calendar.ReadYear(row.format, 2026, row.text); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %s", row.name, err, row.want)
		}
	}
}

func TestFaults(t *testing.T) {
	y2026 := func(change func(*calendar.Year)) calendar.Year {
		y := calendar.Builtin().Year(2026)
		y.Holidays = slices.Clone(y.Holidays)
		change(&y)
		return y
	}
	on := func(month time.Month, day int) calendar.Date { return calendar.On(2026, month, day) }
	for _, row := range []struct {
		name string
		year calendar.Year
		want string
	}{
		{"right", y2026(func(*calendar.Year) {}), ""},
		{"empty", calendar.Year{Year: 2026, Status: calendar.Published}, "缺少元旦的安排"},
		{"before there were notices", calendar.Year{Year: 1999, Status: calendar.Published}, "1999年没有全国统一的放假调休安排"},
		{"without a festival", y2026(func(y *calendar.Year) { y.Holidays = y.Holidays[:len(y.Holidays)-1] }), "缺少国庆节的安排"},
		{"the day itself is not off", y2026(func(y *calendar.Year) { y.Holidays[0].From, y.Holidays[0].To = on(1, 2), on(1, 3) }), "元旦（2026年1月1日（周四））没有列为放假"},
		{"the third day of 国庆 on a Saturday is worked", y2026(func(y *calendar.Year) {
			y.Holidays[6].To, y.Holidays[6].Makeup = on(10, 2), []calendar.Date{on(10, 3)}
		}), "国庆节（2026年10月3日（周六））没有列为放假"},
		{"the second day of 国庆", y2026(func(y *calendar.Year) { y.Holidays[6].To = on(10, 1) }), "国庆节（2026年10月2日（周五））没有列为放假"},
		{"a weekend day need not be listed (2 May)", y2026(func(y *calendar.Year) {
			y.Holidays[3] = calendar.Holiday{Name: "劳动节", From: on(5, 1), To: on(5, 1)}
			y.Holidays = append(y.Holidays, calendar.Holiday{Name: "劳动节", From: on(5, 4), To: on(5, 4)})
		}), ""},
		{"made up on a weekday", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{on(3, 3)} }), "是工作日，不需要调休上班"},
		{"off and worked", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{on(2, 21)} }), "既放假又上班"},
		{"of another year", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{calendar.On(2027, 2, 20)} }), "不在2026年内"},
		{"中秋节 in November", y2026(func(y *calendar.Year) { y.Holidays[5].From, y.Holidays[5].To = on(11, 6), on(11, 6) }), "中秋节应当在9月7日至10月8日之间"},
		{"no festival's name", y2026(func(y *calendar.Year) { y.Holidays[5].Name = "中秋"; y.Holidays[4].Name = "龙舟节" }), "“龙舟节”不是"},
		{"a name of twenty characters", y2026(func(y *calendar.Year) { y.Holidays[4].Name = "端午节" + strings.Repeat("假", 17) }), ""},
		{"no name has more", y2026(func(y *calendar.Year) { y.Holidays[4].Name = "端午节" + strings.Repeat("假", 18) }), "不像节日名称"},
		{"a make-up day too few", y2026(func(y *calendar.Year) { y.Holidays[6].Makeup = y.Holidays[6].Makeup[:1] }),
			"中秋节、国庆节：占用6个工作日，调休上班1天，相抵为5天，而法定放假4天，多了1天"},
		{"a day off too few", y2026(func(y *calendar.Year) { y.Holidays[1].To = on(2, 22) }), "春节：占用5个工作日，调休上班2天，相抵为3天，而法定放假4天，少了1天"},
		{"a day too many of one, too few of another", y2026(func(y *calendar.Year) {
			y.Holidays[1].To, y.Holidays[3].To = on(2, 24), on(5, 4)
		}), "劳动节：占用2个工作日，调休上班1天，相抵为1天，而法定放假2天，少了1天"},
		{"中秋节 and 国庆节 exchange weekends", y2026(func(y *calendar.Year) {
			y.Holidays[5].Makeup, y.Holidays[6].Makeup = y.Holidays[6].Makeup[:1], y.Holidays[6].Makeup[1:]
		}), ""},
		{"two holidays in one line", y2026(func(y *calendar.Year) {
			y.Holidays[5] = calendar.Holiday{Name: "中秋节、国庆节", From: on(9, 25), To: on(10, 7), Makeup: []calendar.Date{on(9, 19), on(9, 20), on(10, 10), on(10, 11)}}
			y.Holidays = y.Holidays[:6]
		}), "中秋节、国庆节：占用9个工作日，调休上班4天，相抵为5天"},
		{"a day given beyond the law, as on 3 September 2015", y2026(func(y *calendar.Year) {
			y.Extra, y.Holidays = 1, append(y.Holidays, calendar.Holiday{Name: "纪念日", From: on(9, 3), To: on(9, 3)})
		}), ""},
		{"one that nobody says was given", y2026(func(y *calendar.Year) {
			y.Holidays = append(y.Holidays, calendar.Holiday{Name: "纪念日", From: on(9, 3), To: on(9, 3)})
		}), "“纪念日”不是《全国年节及纪念日放假办法》第二条的节日，请删除2026年9月3日（周四）；后来的通知另行增加放假的，请填写增加的天数"},
		{"fewer than were given", y2026(func(y *calendar.Year) {
			y.Extra, y.Holidays = 2, append(y.Holidays, calendar.Holiday{Name: "纪念日", From: on(9, 3), To: on(9, 3)})
		}), "相抵为14天，而法定放假和另行增加的合计15天，少了1天"},
		{"given, yet a holiday lacks a day", y2026(func(y *calendar.Year) {
			y.Holidays[1].To, y.Extra = on(2, 22), 1
			y.Holidays = append(y.Holidays, calendar.Holiday{Name: "纪念日", From: on(9, 3), To: on(9, 4)})
		}), "春节：占用5个工作日"},
	} {
		got := strings.Join(row.year.Faults(), "；")
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestFaults_NoSingleDayIsMissedOrInvented takes every day of every notice away, makes
// every other day one off, and every weekend day one that is worked: no such year is
// taken.
func TestFaults_NoSingleDayIsMissedOrInvented(t *testing.T) {
	tried := 0
	for _, y := range builtin.Years {
		if y.Status != calendar.Published {
			continue
		}
		for d := calendar.On(y.Year-1, 12, 1); d.Before(calendar.On(y.Year, 12, 1)); d = d.AddDays(1) {
			wrong, err := calendar.ReadYear(calendar.CSV, y.Year, turned(y.Year, d))
			if err != nil {
				t.Fatal(err)
			}
			wrong.Extra = extra[y.Year]
			tried++
			if builtin.With(wrong).Working(d) == builtin.Working(d) || len(wrong.Faults()) == 0 {
				t.Errorf("%d is taken with %s worked: %t", y.Year, d.Chinese(), builtin.With(wrong).Working(d))
			}
		}
	}
	if tried < 9*330 {
		t.Errorf("%d days were tried", tried)
	}
}

// turned writes the days of a notice with one of them the other way round.
func turned(year int, wrong calendar.Date) string {
	text := ""
	for d := calendar.On(year-1, 12, 1); d.Before(calendar.On(year, 12, 1)); d = d.AddDays(1) {
		day := builtin.Day(d)
		name := strings.TrimSuffix(day.Name, "调休上班")
		if name == "" || name == "周末" {
			name = "春节"
		}
		if day.Working = day.Working != (d == wrong); day.Working == isWeekend(d) {
			text += d.String() + "," + map[bool]string{true: "makeup", false: "holiday"}[day.Working] + "," + name + "\n"
		}
	}
	return text
}

func TestClosuresMoveNoStatutoryDate(t *testing.T) {
	plain := calendar.Builtin()
	shut := plain.Closed(calendar.Closure{Date: calendar.On(2024, 3, 20), Reason: "台风"}).Closed(calendar.Closure{Date: calendar.On(2024, 3, 19), Reason: "台风"})
	was, is := plain.DaysAfter(calendar.On(2024, 3, 5), 15), shut.DaysAfter(calendar.On(2024, 3, 5), 15)
	if is.Due != was.Due || is.Safe != calendar.On(2024, 3, 18) {
		t.Errorf("due %s, safe %s", is.Due, is.Safe)
	}
	if last := is.Steps[len(is.Steps)-1].Note; !strings.Contains(last, "本地停工（台风），不影响法定期限") {
		t.Errorf("explained as %s", last)
	}
	if plain.WorkingDaysAfter(calendar.On(2024, 3, 18), 2).Due != shut.WorkingDaysAfter(calendar.On(2024, 3, 18), 2).Due {
		t.Error("a closure moved working days")
	}
	if shut.Edition == plain.Edition || plain.With(plain.Year(2026)).Edition != plain.Edition {
		t.Error("the edition does not say what it holds")
	}
}

func FuzzReadYear(f *testing.F) {
	for format, text := range typed(calendar.Builtin().Year(2026)) {
		f.Add(string(format), text)
	}
	f.Fuzz(func(t *testing.T, format, text string) {
		y, err := calendar.ReadYear(calendar.Format(format), 2026, text)
		if err == nil {
			y.Faults()
		}
	})
}

func TestReadYear_WeekdaysThatAreNot(t *testing.T) {
	for text, wrong := range map[string]string{
		"春节：2月15日（周日）至23日放假。2月14日（周六）上班。":       "",
		"春节：2月15日（星期天）至23日放假。2月14日（周六）上班。":      "",
		"春节：2月15日（周日）至23日放假。2月14日（周日）上班。":       "2月14日（周日）",
		"春节：2月15日至23日放假。2月14日（周六）、2月28日（周日）上班。": "2月28日（周日）",
		"元旦：2025年12月31日（周四）至1月1日放假。":            "2025年12月31日（周四）",
	} {
		_, err := calendar.ReadYear(calendar.Notice, 2026, text)
		if wrong == "" && err != nil || wrong != "" && (err == nil || !strings.Contains(err.Error(), wrong)) {
			t.Errorf("%s: %v, want %q to be wrong", text, err, wrong)
		}
	}
}

// The first exchange of weekends for holidays was for 2000; before it nothing is read.
func TestFaults_BeforeTheFirstNotice(t *testing.T) {
	for year, none := range map[int]bool{calendar.FirstNotice - 1: true, calendar.FirstNotice: false} {
		got := strings.Join(calendar.Year{Year: year}.Faults(), "；")
		if strings.Contains(got, "没有全国统一的放假调休安排") != none || got == "" {
			t.Errorf("%d: %s", year, got)
		}
	}
}
