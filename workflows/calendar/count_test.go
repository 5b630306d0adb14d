package calendar_test

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yingsu/workflows/calendar"
)

// TestVectors are the pure counts among the worked examples (by their ids in
// vectors.csv), each worked by hand and by two scripts. Where an example counts
// back from a deadline, start is that deadline, moved or not.
func TestVectors(t *testing.T) {
	type how = func(c calendar.Calendar, start calendar.Date, n int) calendar.Count
	var (
		workingAfter  how = calendar.Calendar.WorkingDaysAfter
		workingBefore how = calendar.Calendar.WorkingDaysBefore
		daysAfter     how = calendar.Calendar.DaysAfter
		daysBefore    how = calendar.Calendar.DaysBefore
		monthsAfter   how = calendar.Calendar.MonthsAfter
	)
	for _, v := range []struct {
		id        string
		count     how
		start     string
		n         int
		due, safe string
	}{
		{"V01", workingAfter, "2024-03-05", 2, "2024-03-07", "2024-03-07"},
		{"V02", workingAfter, "2024-09-13", 2, "2024-09-18", "2024-09-18"},
		{"V04", workingAfter, "2026-02-13", 2, "2026-02-24", "2026-02-24"},
		{"V06", workingAfter, "2026-05-02", 2, "2026-05-07", "2026-05-07"},
		{"V08", daysAfter, "2024-01-26", 15, "2024-02-18", "2024-02-09"},
		{"V10", daysAfter, "2025-09-17", 15, "2025-10-09", "2025-09-30"},
		{"V11", daysAfter, "2026-01-30", 15, "2026-02-14", "2026-02-14"},
		{"V13", daysAfter, "2024-12-17", 15, "2025-01-02", "2024-12-31"},
		{"V14", daysAfter, "2024-02-14", 15, "2024-02-29", "2024-02-29"},
		{"V16", workingBefore, "2024-03-20", 5, "2024-03-13", "2024-03-13"},
		{"V17", workingBefore, "2025-10-09", 5, "2025-09-25", "2025-09-25"},
		{"V17 deadline not moved", workingBefore, "2025-10-02", 5, "2025-09-25", "2025-09-25"},
		{"V20", workingBefore, "2024-05-07", 5, "2024-04-26", "2024-04-26"},
		{"V22", workingBefore, "2025-05-12", 5, "2025-04-30", "2025-04-30"},
		{"V22 deadline not moved", workingBefore, "2025-05-10", 5, "2025-04-30", "2025-04-30"},
		{"V23", daysBefore, "2024-06-12", 2, "2024-06-07", "2024-06-07"},
		{"V25", daysBefore, "2026-03-02", 2, "2026-02-28", "2026-02-28"},
		{"V27", daysBefore, "2024-06-13", 2, "2024-06-11", "2024-06-11"},
		{"V28", daysAfter, "2024-09-20", 15, "2024-10-08", "2024-09-30"},
		{"V30", daysAfter, "2023-06-08", 15, "2023-06-25", "2023-06-21"},
		{"V32", daysAfter, "2025-04-25", 10, "2025-05-06", "2025-04-30"},
		{"V33", daysAfter, "2024-05-31", 10, "2024-06-11", "2024-06-07"},
		{"V35", daysAfter, "2025-02-18", 10, "2025-02-28", "2025-02-28"},
		{"V37", daysAfter, "2026-01-16", 30, "2026-02-24", "2026-02-14"},
		{"V39", daysAfter, "2025-12-02", 30, "2026-01-04", "2025-12-31"},
		{"X01", workingAfter, "2026-02-09", 10, "2026-02-28", "2026-02-28"},
		{"X03", daysAfter, "2025-01-22", 7, "2025-02-05", "2025-01-27"},
		{"X04", monthsAfter, "2025-12-31", 2, "2026-02-28", "2026-02-28"},
		{"X06", daysAfter, "2026-09-17", 15, "2026-10-08", "2026-09-30"},
	} {
		got := v.count(builtin, date(t, v.start), v.n)
		if got.Due.String() != v.due || got.Safe.String() != v.safe || got.Provisional {
			t.Errorf("%s: due %s, safe %s, provisional %t; want %s and %s", v.id, got.Due, got.Safe, got.Provisional, v.due, v.safe)
		}
	}
}

// TestSteps compares whole explanations, word for word.
func TestSteps(t *testing.T) {
	for name, c := range map[string]struct {
		count calendar.Count
		want  string
	}{
		"working days over a long holiday (V04)": {
			builtin.WorkingDaysAfter(calendar.On(2026, 2, 13), 2), `
2026-02-13 2026-02-13 0 2月13日（周五）当日不计入
2026-02-14 2026-02-14 1 2月14日（周六）春节调休上班，计第1个工作日
2026-02-15 2026-02-23 0 2月15日至2月23日 春节放假，不计
2026-02-24 2026-02-24 2 2月24日（周二）计第2个工作日，期限于当日届满`,
		},
		"working days back (V16)": {
			builtin.WorkingDaysBefore(calendar.On(2024, 3, 20), 5), `
2024-03-20 2024-03-20 0 3月20日（周三）当日不计入
2024-03-18 2024-03-19 2 3月19日倒至3月18日 计第1至第2个工作日
2024-03-16 2024-03-17 0 3月16日至3月17日 周末，不计
2024-03-13 2024-03-15 5 3月15日倒至3月13日 计第3至第5个工作日，最迟为3月13日（周三）`,
		},
		"days, moved to a make-up Sunday (V08)": {
			builtin.DaysAfter(calendar.On(2024, 1, 26), 15), `
2024-01-26 2024-01-26 0 1月26日（周五）当日不计入
2024-01-27 2024-02-10 15 自1月27日起连续计15个自然日（期间休息日不扣除），第15日为2月10日（周六，春节放假）
2024-02-10 2024-02-18 0 2月10日至2月17日 春节放假，届满日顺延至2月18日（周日，春节调休上班）
2024-02-09 2024-02-09 0 建议办结日为2月9日（周五）：休息日之前的最后一个工作日，按此日安排和提醒`,
		},
		"days back, moved over a holiday and a weekend (V23)": {
			builtin.DaysBefore(calendar.On(2024, 6, 12), 2), `
2024-06-12 2024-06-12 0 6月12日（周三）当日不计入
2024-06-10 2024-06-11 2 自6月11日起向前连续计2个自然日（期间休息日不扣除），第2日为6月10日（周一，端午节放假）
2024-06-07 2024-06-10 0 6月10日（周一）端午节放假，6月8日至6月9日 周末，提前至6月7日（周五）`,
		},
		"months, to the end of a short one (X04)": {
			builtin.MonthsAfter(calendar.On(2025, 12, 31), 2), `
2025-12-31 2025-12-31 0 12月31日（周三）当日不计入
2026-01-01 2026-02-28 2 自2026年1月1日起计2个月，期满日为2026年2月28日（周六，春节调休上班）；当月无31日，以月末为准`,
		},
		"a day the court named": {
			builtin.Until(calendar.On(2026, 10, 2), "法院"), `
2026-10-02 2026-10-02 0 法院指定的最后一日为10月2日（周五，国庆节放假）
2026-10-02 2026-10-08 0 10月2日至10月7日 国庆节放假，届满日顺延至10月8日（周四）
2026-09-30 2026-09-30 0 建议办结日为9月30日（周三）：休息日之前的最后一个工作日，按此日安排和提醒`,
		},
		"into a year that is not published": {
			builtin.WorkingDaysAfter(calendar.On(2026, 12, 30), 3), `
2026-12-30 2026-12-30 0 12月30日（周三）当日不计入
2026-12-31 2026-12-31 1 12月31日（周四）计第1个工作日
2027-01-01 2027-01-01 0 2027年1月1日（周五）元旦放假，不计
2027-01-02 2027-01-03 0 2027年1月2日至1月3日 周末，不计
2027-01-04 2027-01-05 3 2027年1月4日至1月5日 计第2至第3个工作日，期限于2027年1月5日（周二）届满
2027-01-01 2027-01-05 0 2027年放假安排尚未公布，仅按法定节假日计算，公布后重新计算`,
		},
		"in a year of which nothing is known": {
			builtin.DaysAfter(calendar.On(2030, 3, 1), 3), `
2030-03-01 2030-03-01 0 3月1日（周五）当日不计入
2030-03-02 2030-03-04 3 自3月2日起连续计3个自然日（期间休息日不扣除），第3日为3月4日（周一）
2030-03-04 2030-03-04 0 2030年放假安排没有资料，仅按法定节假日计算，结果待核`,
		},
	} {
		if got := written(c.count); got != strings.TrimSpace(c.want) {
			t.Errorf("%s reads\n%s", name, got)
		}
	}
}

func TestProvisional(t *testing.T) {
	published := builtin.Year(2027)
	published.Status = calendar.Published
	settled := builtin.With(published)

	december := calendar.On(2026, 12, 20)
	for name, c := range map[string]struct {
		count calendar.Count
		want  bool
	}{
		"15 days into 2027":                 {builtin.DaysAfter(december, 15), true},
		"11 days, all in 2026":              {builtin.DaysAfter(december, 11), false},
		"12 days, moved into 2027":          {builtin.DaysAfter(december, 12), true},
		"9 working days, all in 2026":       {builtin.WorkingDaysAfter(december, 9), false},
		"10 working days":                   {builtin.WorkingDaysAfter(december, 10), true},
		"back from 2027 into 2026":          {builtin.WorkingDaysBefore(calendar.On(2027, 1, 6), 5), true},
		"back from New Year's Day":          {builtin.WorkingDaysBefore(calendar.On(2027, 1, 1), 5), false},
		"a month into 2027":                 {builtin.MonthsAfter(december, 1), true},
		"a day of 2027 named by the court":  {builtin.Until(calendar.On(2027, 3, 1), "法院"), true},
		"two days before a hearing in 2027": {builtin.DaysBefore(calendar.On(2027, 3, 1), 2), true},
		"from an unknown year into 2018":    {builtin.DaysAfter(calendar.On(2017, 12, 25), 15), false},
		"15 days once 2027 is published":    {settled.DaysAfter(december, 15), false},
	} {
		if c.count.Provisional != c.want {
			t.Errorf("%s: provisional %t\n%s", name, c.count.Provisional, written(c.count))
		}
	}
}

func TestCountFromAnUnknownDayIsZero(t *testing.T) {
	var unknown calendar.Date
	for i, count := range everyCount(unknown, 5) {
		if !reflect.DeepEqual(count, calendar.Count{}) {
			t.Errorf("count %d: %+v", i, count)
		}
	}
	if got := builtin.Until(unknown, "法院"); !reflect.DeepEqual(got, calendar.Count{}) {
		t.Errorf("Until: %+v", got)
	}
}

func TestEveryCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start, n := dates.Draw(t, "start"), rapid.IntRange(1, 40).Draw(t, "n")
		for _, count := range everyCount(start, n) {
			if !builtin.Working(count.Due) || !builtin.Working(count.Safe) || count.Safe.After(count.Due) {
				t.Fatalf("due %s, safe %s", count.Due, count.Safe)
			}
			if got := lastCounted(count); got != n {
				t.Fatalf("%d were counted, not %d:\n%s", got, n, written(count))
			}
			if !builtin.Covers(count.Due) && !count.Provisional {
				t.Fatalf("due %s, yet not provisional", count.Due)
			}
			for _, step := range count.Steps {
				if step.Note == "" || step.To.Before(step.From) {
					t.Fatalf("%+v", step)
				}
			}
			checkJSON(t, count)
		}
	})
}

func TestForwardCountsBracketTheLastDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start, n := dates.Draw(t, "start"), rapid.IntRange(1, 40).Draw(t, "n")
		check := func(count calendar.Count, last calendar.Date) {
			if count.Due.Before(last) || count.Safe.After(last) {
				t.Fatalf("last day %s, due %s, safe %s", last, count.Due, count.Safe)
			}
			if builtin.WorkingBetween(count.Safe, count.Due) > 1 {
				t.Fatalf("a working day lies between safe %s and due %s", count.Safe, count.Due)
			}
		}
		check(builtin.DaysAfter(start, n), start.AddDays(n))
		check(builtin.MonthsAfter(start, n), start.AddMonths(n))
		check(builtin.Until(start, "法院"), start)
	})
}

func TestWorkingDaysAfterGrowsWithN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start, n := dates.Draw(t, "start"), rapid.IntRange(1, 40).Draw(t, "n")
		one, two := builtin.WorkingDaysAfter(start, n), builtin.WorkingDaysAfter(start, n+1)
		if !two.Due.After(one.Due) || one.Due != one.Safe {
			t.Fatalf("%d: %s (safe %s), %d: %s", n, one.Due, one.Safe, n+1, two.Due)
		}
	})
}

// TestMovingADeadlineDoesNotMoveWhatIsCountedBackFromIt is the reason why
// WorkingDaysBefore need not ask whether its deadline has been moved.
func TestMovingADeadlineDoesNotMoveWhatIsCountedBackFromIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last, n := dates.Draw(t, "last"), rapid.IntRange(1, 10).Draw(t, "n")
		named, moved := builtin.WorkingDaysBefore(last, n), builtin.WorkingDaysBefore(builtin.Until(last, "法院").Due, n)
		if named.Due != moved.Due {
			t.Fatalf("from %s: %s, from the moved day: %s", last, named.Due, moved.Due)
		}
	})
}

func BenchmarkFifteenDays(b *testing.B) {
	start := calendar.On(2026, 9, 17)
	for b.Loop() {
		builtin.DaysAfter(start, 15)
	}
}

func everyCount(start calendar.Date, n int) []calendar.Count {
	return []calendar.Count{
		builtin.WorkingDaysAfter(start, n), builtin.WorkingDaysBefore(start, n),
		builtin.DaysAfter(start, n), builtin.DaysBefore(start, n), builtin.MonthsAfter(start, n),
	}
}

func written(c calendar.Count) string {
	var lines []string
	for _, s := range c.Steps {
		lines = append(lines, strings.Join([]string{s.From.String(), s.To.String(), strconv.Itoa(s.Counted), s.Note}, " "))
	}
	return strings.Join(lines, "\n")
}

func lastCounted(c calendar.Count) int {
	n := 0
	for _, s := range c.Steps {
		if s.Counted > 0 {
			n = s.Counted
		}
	}
	return n
}

func checkJSON(t *rapid.T, count calendar.Count) {
	text, err := json.Marshal(count)
	if err != nil {
		t.Fatal(err)
	}
	var back calendar.Count
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, count) {
		t.Fatalf("%s came back as %+v, %v", text, back, err)
	}
}
