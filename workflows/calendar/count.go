package calendar

import "slices"

// Count is a counted period and how it was counted. The day that sets off a
// period is never counted itself (《行诉解释》第四十八条第二款、《民法典》第二百零一条).
// A period is at least one day long; from the zero Date it is the zero Count.
type Count struct {
	// Due is the legal limit: what is done by 24:00 of this day is in time.
	Due Date `json:"due"`
	// Safe is the last working day on or before the last day as counted, before
	// a day off moves it: what staff are told and reminded of.
	Safe  Date   `json:"safe"`
	Steps []Step `json:"steps"`
	// Provisional says that the result rests on a day of a year that has not
	// been published, and may move when it is.
	Provisional bool `json:"provisional"`
}

// Step is one line of a count as a lawyer would write it down, in the order of
// counting. From is never after To, also where the count runs backwards.
type Step struct {
	From    Date   `json:"from"`
	To      Date   `json:"to"`
	Counted int    `json:"counted"` // running number after this step, 0 if it counts nothing
	Note    string `json:"note"`
}

// WorkingDaysAfter counts “收到后n个工作日内”: to the n-th working day after
// start.
func (c Calendar) WorkingDaysAfter(start Date, n int) Count {
	due := c.AddWorking(start, n)
	l := c.open(start)
	if l != nil {
		l.excludeTrigger()
		for _, r := range c.runs(start.AddDays(1), due) {
			l.countForward(r)
		}
		l.finish("期限于%s届满", due)
	}
	return c.close(l, start, due, due, start.AddDays(1), due)
}

// WorkingDaysBefore counts “最迟于届满前n个工作日”: back to the n-th working day
// before end, which is still in time. A rest day as end needs no moving first:
// no working day lies in between.
func (c Calendar) WorkingDaysBefore(end Date, n int) Count {
	due := c.AddWorking(end, -n)
	l := c.open(end)
	if l != nil {
		l.excludeTrigger()
		for _, r := range slices.Backward(c.runs(due, end.AddDays(-1))) {
			l.countBackward(r)
		}
		l.finish("最迟为%s", due)
	}
	return c.close(l, end, due, due, due, end.AddDays(-1))
}

// DaysAfter counts “n日内”: n days after start, rest days included. A last day
// that is off moves to the first working day after it (《行诉解释》第四十八条第三款).
func (c Calendar) DaysAfter(start Date, n int) Count {
	l := c.open(start)
	last := start.AddDays(n)
	if l != nil {
		l.excludeTrigger()
		l.countDays(start.AddDays(1), last, n)
	}
	return c.closeForward(l, start, last)
}

// DaysBefore counts “开庭前n日”: to the n-th day before end, rest days
// included, and to the working day before that if it is off.
func (c Calendar) DaysBefore(end Date, n int) Count {
	l := c.open(end)
	first := end.AddDays(-n)
	due := c.LastWorking(first)
	if l != nil {
		l.excludeTrigger()
		l.countDaysBack(first, end.AddDays(-1), n)
		l.moveBack(first, due)
	}
	return c.close(l, end, due, due, due, first)
}

// MonthsAfter counts “n个月内”: to the corresponding day n months later, or the
// end of that month (《民法典》第二百零二条), moved as in DaysAfter.
func (c Calendar) MonthsAfter(start Date, n int) Count {
	l := c.open(start)
	last := start.AddMonths(n)
	if l != nil {
		l.excludeTrigger()
		l.countMonths(start.AddDays(1), last, n)
	}
	return c.closeForward(l, start, last)
}

// Until takes a last day that somebody (法院, 建议书) has named, moved as in
// DaysAfter.
func (c Calendar) Until(last Date, by string) Count {
	l := c.open(last)
	if l != nil {
		l.add(last, last, 0, "%s指定的最后一日为%s", by, l.full(last))
	}
	return c.closeForward(l, last, last)
}
