package calendar_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

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
		{"an event of thirty-one days", calendar.ICS, "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20260201\nSUMMARY:停工\nEND:VEVENT", "停工 2026-01-01至2026-01-31"},
		{"a sentence of the line that names no day", calendar.Notice,
			"春节：2月15日至23日放假调休，共9天。请妥善安排好值班。2月14日（周六）上班。", "春节 2026-02-15至2026-02-23 上班2026-02-14"},
		{"a line of thirty-two days, from 1 May to 1 June", calendar.Notice, "停工：5月1日至6月1日放假", "停工 2026-05-01至2026-06-01"},
	} {
		year := 2026
		if row.format == calendar.CSV {
			year = date(t, row.text[:len("2026-01-01")]).Year()
		}
		got, err := calendar.ReadYear(row.format, year, row.text)
		if err != nil || lines(got) != row.want {
			t.Errorf("%s: %v\n%s\nand not\n%s", row.name, err, lines(got), row.want)
		}
	}
}

func TestReadYear_TheNoticesOwnWording(t *testing.T) {
	const text = `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：９月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`
	y, err := calendar.ReadYear(calendar.Notice, 2026, text)
	if err != nil || len(y.Faults()) > 0 {
		t.Fatal(err, y.Faults())
	}
	was, is := calendar.Builtin(), calendar.Builtin().With(y)
	for d := calendar.On(2026, 1, 1); d.Year() == 2026; d = d.AddDays(1) {
		if was.Day(d).Working != is.Day(d).Working {
			t.Errorf("%s works: %t", d, is.Day(d).Working)
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
		{"thirty-three days", calendar.Notice, "停工：5月1日至6月2日放假", "日期有误"},
		{"backwards", calendar.Notice, "春节：2月20日至2月10日放假", "日期有误"},
		{"both in one sentence", calendar.Notice, "春节：2月15日至23日放假，2月14日上班", "请分成两句"},
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
	for _, row := range []struct {
		name string
		year calendar.Year
		want string
	}{
		{"right", y2026(func(*calendar.Year) {}), ""},
		{"empty", calendar.Year{Year: 2026, Status: calendar.Published}, "缺少元旦的安排"},
		{"without a festival", y2026(func(y *calendar.Year) { y.Holidays = y.Holidays[:len(y.Holidays)-1] }), "缺少国庆节的安排"},
		{"the day itself is not off", y2026(func(y *calendar.Year) {
			y.Holidays[0].From, y.Holidays[0].To = calendar.On(2026, 1, 2), calendar.On(2026, 1, 3)
		}), "没有列为放假"},
		{"made up on a weekday", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{calendar.On(2026, 3, 3)} }), "是工作日，不需要调休上班"},
		{"off and worked", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{calendar.On(2026, 2, 21)} }), "既放假又上班"},
		{"of another year", y2026(func(y *calendar.Year) { y.Holidays[1].Makeup = []calendar.Date{calendar.On(2027, 2, 20)} }), "不在2026年内"},
		// 2026 has 248 working days. Five fewer or eight more can still be a year.
		{"243 working days: off from 1 to 11 May", y2026(func(y *calendar.Year) { y.Holidays[3].To, y.Holidays[3].Makeup = calendar.On(2026, 5, 11), nil }), ""},
		{"242 working days: off from 1 to 12 May", y2026(func(y *calendar.Year) { y.Holidays[3].To, y.Holidays[3].Makeup = calendar.On(2026, 5, 12), nil }), "全年工作日为242天，超出通常范围（243至256天）"},
		{"256 working days: 国庆节 ends on 1 October, 春节 on 17 February", y2026(func(y *calendar.Year) {
			y.Holidays[6].To, y.Holidays[1].To = calendar.On(2026, 10, 1), calendar.On(2026, 2, 17)
		}), ""},
		{"257 working days: 春节 ends on 16 February", y2026(func(y *calendar.Year) {
			y.Holidays[6].To, y.Holidays[1].To = calendar.On(2026, 10, 1), calendar.On(2026, 2, 16)
		}), "全年工作日为257天，超出通常范围（243至256天）"},
		{"far too many days", y2026(func(y *calendar.Year) { y.Holidays[3].To, y.Holidays[3].Makeup = calendar.On(2026, 5, 25), nil }), "超出通常范围"},
	} {
		got := strings.Join(row.year.Faults(), "；")
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
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
