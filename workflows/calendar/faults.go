package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// festivals are the days that no notice leaves out (《全国年节及纪念日放假办法》第
// 二条): a sign of the name, and the day where the law itself fixes one.
var festivals = []struct {
	sign, name string
	month      time.Month
	day        int
}{
	{"元旦", "元旦", 1, 1}, {"春节", "春节", 0, 0}, {"清明", "清明节", 0, 0}, {"劳动", "劳动节", 5, 1},
	{"端午", "端午节", 0, 0}, {"中秋", "中秋节", 0, 0}, {"国庆", "国庆节", 10, 1},
}

// A year of five-day weeks less the holidays has had 248 to 251 working days in
// every year since 2018. What lies far off was read wrongly.
const fewestWorking, mostWorking = 243, 256

// Faults says, in Chinese, why a published year cannot be right; nothing where it
// can.
func (y Year) Faults() []string {
	f := faults{year: y}
	for _, h := range y.Holidays {
		f.line(h)
	}
	f.festivals()
	if len(f.found) == 0 {
		f.total()
	}
	return f.found
}

type faults struct {
	year  Year
	found []string
}

func (f *faults) add(format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf(format, args...))
}

// line checks one line of the notice.
func (f *faults) line(h Holiday) {
	first, last := On(f.year.Year-1, 12, 1), On(f.year.Year, 12, 31)
	for _, d := range append([]Date{h.From, h.To}, h.Makeup...) {
		if d.Before(first) || d.After(last) {
			f.add("%s：%s不在%d年内（通知最多涉及上一年12月）", h.Name, d.Chinese(), f.year.Year)
		}
	}
	for _, d := range h.Makeup {
		if !isWeekend(d) {
			f.add("%s：%s是工作日，不需要调休上班，请核对", h.Name, d.Chinese())
		}
		if slices.ContainsFunc(f.year.Holidays, func(o Holiday) bool { return !d.Before(o.From) && !d.After(o.To) }) {
			f.add("%s：%s既放假又上班，请核对", h.Name, d.Chinese())
		}
	}
}

func (f *faults) festivals() {
	for _, x := range festivals {
		named := slices.ContainsFunc(f.year.Holidays, func(h Holiday) bool { return strings.Contains(h.Name, x.sign) })
		if !named {
			f.add("缺少%s的安排", x.name)
		} else if x.month > 0 {
			d := On(f.year.Year, x.month, x.day)
			if day, listed := f.year.listed(d); !listed || day.Working {
				f.add("%s（%s）没有列为放假", x.name, d.Chinese())
			}
		}
	}
}

func (f *faults) total() {
	alone := Calendar{}.With(f.year)
	if n := alone.WorkingBetween(On(f.year.Year-1, 12, 31), On(f.year.Year, 12, 31)); n < fewestWorking || n > mostWorking {
		f.add("全年工作日为%d天，超出通常范围（%d至%d天），请核对放假和调休", n, fewestWorking, mostWorking)
	}
}
