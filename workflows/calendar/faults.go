package calendar

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// longestName is the length of a holiday's name beyond which it is none.
const longestName = 20

// Faults says, in Chinese, why a published year cannot be right; nothing where it
// can. A notice gives neither more nor fewer days than the law: what a holiday takes
// of the working week beyond its own days is worked on a weekend, so the days off in
// the week less the make-up days are the days of the law exactly. That was so of
// every notice since 2002, and no day can be missing from a year, or be too many,
// without breaking it.
func (y Year) Faults() []string {
	f := faults{year: y}
	if y.Year < FirstNotice {
		f.add("%d年没有全国统一的放假调休安排，不需要导入；没有资料的年份按固定日期的法定节假日计算", y.Year)
		return f.found
	}
	for _, h := range y.Holidays {
		f.line(h)
	}
	f.festivals()
	if len(f.found) == 0 {
		f.sums()
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
	if utf8.RuneCountInString(h.Name) > longestName {
		f.add("“%.20s…”不像节日名称，请只写名称", h.Name)
	}
	if f.year.Extra == 0 && len(festivalsIn(h.Name)) == 0 {
		f.add("“%.20s”不是《全国年节及纪念日放假办法》第二条的节日，请删除%s；后来的通知另行增加放假的，请填写增加的天数", h.Name, h.From.Chinese())
	}
}

// festivals checks that each holiday is there, on its day.
func (f *faults) festivals() {
	for i := range festivals {
		x, days := &festivals[i], festivals[i].in(f.year.Year)
		if days == 0 {
			continue
		}
		lines := f.linesOf(x)
		switch {
		case len(lines) == 0:
			f.add("缺少%s的安排", x.name)
		case x.day > 0:
			f.fixed(On(f.year.Year, x.month, x.day), days, x)
		case !slices.ContainsFunc(lines, func(h Holiday) bool {
			return !h.To.Before(x.from.of(f.year.Year)) && !h.From.After(x.to.of(f.year.Year))
		}):
			f.add("%s应当在%s至%s之间，%s不在其间，请核对", x.name, x.from.of(f.year.Year).Short(), x.to.of(f.year.Year).Short(), lines[0].From.Chinese())
		}
	}
}

// fixed checks the days that the law ties to the solar calendar.
func (f *faults) fixed(first Date, days int, x *festival) {
	for d := first; d.Before(first.AddDays(days)); d = d.AddDays(1) {
		if day, listed := f.year.listed(d); listed && day.Working || !listed && !isWeekend(d) {
			f.add("%s（%s）没有列为放假", x.name, d.Chinese())
		}
	}
}

func (f *faults) linesOf(x *festival) []Holiday {
	var lines []Holiday
	for _, h := range f.year.Holidays {
		if slices.Contains(festivalsIn(h.Name), x) {
			lines = append(lines, h)
		}
	}
	return lines
}

// sums compares each holiday's days off with the law's. Those that stand in one line
// are counted together; so are 中秋节 and 国庆节, whose weekends have been exchanged
// with one another (2009, 2012 and 2015).
func (f *faults) sums() {
	total, due := 0, f.year.Extra
	for _, group := range f.groups() {
		names, off, worked, lawful := f.sum(group)
		total, due = total+off-worked, due+lawful
		if net := off - worked; net < lawful || net > lawful && f.year.Extra == 0 {
			f.add("%s：占用%d个工作日，调休上班%d天，相抵为%d天，而法定放假%d天，%s，请对照通知补全放假和上班的日期", names, off, worked, net, lawful, difference(net-lawful))
		}
	}
	if len(f.found) == 0 && total != due {
		f.add("全年占用的工作日与调休上班的天数相抵为%d天，而法定放假和另行增加的合计%d天，%s，请对照通知核对", total, due, difference(total-due))
	}
}

func difference(n int) string {
	if n < 0 {
		return fmt.Sprintf("少了%d天", -n)
	}
	return fmt.Sprintf("多了%d天", n)
}

// groups divides the lines into those that are counted together.
func (f *faults) groups() [][]Holiday {
	var groups [][]Holiday
	for _, h := range f.year.Holidays {
		group := []Holiday{h}
		groups = slices.DeleteFunc(groups, func(g []Holiday) bool {
			together := slices.ContainsFunc(g, func(o Holiday) bool { return counted(o.Name, h.Name) })
			if together {
				group = append(g, group...)
			}
			return together
		})
		groups = append(groups, group)
	}
	return groups
}

// counted tells whether the days of two lines are counted together.
func counted(a, b string) bool {
	autumn := func(name string) bool { return akin(name, "中秋、国庆") }
	return akin(a, b) || autumn(a) && autumn(b)
}

// sum counts the days of the week that a group of lines takes, the weekend days that
// are worked for them, and the days that the law gives.
func (f *faults) sum(group []Holiday) (names string, off, worked, lawful int) {
	var known []string
	days := map[Date]bool{}
	for _, h := range group {
		for d := h.From; !d.After(h.To); d = d.AddDays(1) {
			if !isWeekend(d) && !days[d] {
				days[d] = true
				off++
			}
		}
		worked += len(h.Makeup)
		for _, x := range festivalsIn(h.Name) {
			if !slices.Contains(known, x.name) {
				known = append(known, x.name)
				lawful += x.in(f.year.Year)
			}
		}
	}
	if len(known) == 0 {
		return group[0].Name, off, worked, 0
	}
	return strings.Join(known, "、"), off, worked, lawful
}
