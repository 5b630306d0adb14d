package calendar

import (
	"slices"
	"strings"
	"time"
)

// festival is a holiday of 《全国年节及纪念日放假办法》第二条: how many days it gives,
// and when.
type festival struct {
	name  string
	signs []string   // by which people name it
	days  [3]int     // as revised for 2000, 2008 and 2025; 0 where it was none yet
	month time.Month // of the first of its days, where the law fixes it by the sun
	day   int
	// Between which days it falls in any year, where the moon or the sun's position
	// fixes it.
	from, to monthDay
}

type monthDay struct {
	month time.Month
	day   int
}

func (d monthDay) of(year int) Date { return On(year, d.month, d.day) }

var festivals = []festival{
	{name: "元旦", signs: []string{"元旦"}, days: [3]int{1, 1, 1}, month: 1, day: 1},
	{name: "春节", signs: []string{"春节", "除夕"}, days: [3]int{3, 3, 4}, from: monthDay{1, 20}, to: monthDay{2, 22}},
	{name: "清明节", signs: []string{"清明"}, days: [3]int{0, 1, 1}, from: monthDay{4, 4}, to: monthDay{4, 6}},
	{name: "劳动节", signs: []string{"劳动", "五一"}, days: [3]int{3, 1, 2}, month: 5, day: 1},
	{name: "端午节", signs: []string{"端午"}, days: [3]int{0, 1, 1}, from: monthDay{5, 27}, to: monthDay{6, 26}},
	{name: "中秋节", signs: []string{"中秋"}, days: [3]int{0, 1, 1}, from: monthDay{9, 7}, to: monthDay{10, 8}},
	{name: "国庆节", signs: []string{"国庆"}, days: [3]int{3, 3, 3}, month: 10, day: 1},
}

// FirstNotice is the first year for which the law knows holidays that are exchanged
// for weekends, by a notice.
const FirstNotice = 2000

// in returns how many days the festival gives in a year.
func (f *festival) in(year int) int {
	switch {
	case year >= 2025:
		return f.days[2]
	case year >= 2008:
		return f.days[1]
	}
	return f.days[0]
}

// festivalsIn lists the festivals that a name names, in its order.
func festivalsIn(name string) []*festival {
	type found struct {
		at int
		*festival
	}
	var all []found
	for i := range festivals {
		for _, sign := range festivals[i].signs {
			if at := strings.Index(name, sign); at >= 0 {
				all = append(all, found{at, &festivals[i]})
				break
			}
		}
	}
	slices.SortFunc(all, func(a, b found) int { return a.at - b.at })
	var list []*festival
	for _, f := range all {
		list = append(list, f.festival)
	}
	return list
}

// called returns a holiday's name as the law has it, whatever a file says beside it:
// 春节 for “春节 假期 第1天/共8天”, 国庆节 for “上班(补国庆节假期)”. A name without
// a festival stays.
func called(name string) string {
	var names []string
	for _, f := range festivalsIn(name) {
		names = append(names, f.name)
	}
	if len(names) == 0 {
		return name
	}
	return strings.Join(names, "、")
}

// akin tells whether two names share a festival, or are the same.
func akin(a, b string) bool {
	return a == b || slices.ContainsFunc(festivalsIn(a), func(f *festival) bool { return slices.Contains(festivalsIn(b), f) })
}
