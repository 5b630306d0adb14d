package web

import (
	"fmt"
	"strings"
	"testing"
)

// TestCalendar: a month shows what falls due and what is heard, each on its day, to whom
// it concerns; days off and days worked for them are marked.
func TestCalendar(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	for n := range 7 {
		s := r.register(notice(fmt.Sprintf("（2026）鲁10行初%d号", n+1), today))
		if n == 0 {
			s.do("clerk", "designate_unit", today, filled{"lead": "区城市管理局"})
			s.do("unit-clerk", "record_summons", today, filled{"hearing_on": "2026-03-31", "time": "09:30", "place": "第三法庭", "received_on": today.String()})
		}
	}
	clerk := r.as("clerk")
	a := clerk.get("/calendar").want(200, "2026年3月", "本单位承担的期限", "开庭1场", "另有", "09:30开庭", "第三法庭", "今日")
	sound(t, a)
	for _, cell := range a.all("td") {
		if links := len(elements(cell, "a")); strings.Contains(innerText(cell), "另有") && links != onDay {
			t.Errorf("%d duties of one day are shown, want %d", links, onDay)
		}
	}
	sound(t, clerk.get("/calendar?month=2026-02").want(200, "2026年2月", "期限0项", "春节", "春节调休上班"))
	clerk.get(linkTo(a, "next")).want(200, "2026年4月", "清明节")
	sound(t, clerk.get("/calendar?whose=others").want(200, "其他单位承担的期限", "查看本单位承担的"))
	sound(t, clerk.get("/calendar?month=2031-01").want(200, "休息日暂定"))
	sound(t, clerk.get("/calendar?month=2026-13").want(422, "月份“2026-13”无法识别"))
	clerk.get("/calendar?month="+strings.Repeat("9", 100)).want(422, "无法识别")
	sound(t, r.as("unit-clerk").get("/calendar?month=2026-03").want(200, "（2026）鲁10行初1号", "开庭1场"))
	if got := r.as("town-clerk").get("/calendar").want(200, "期限0项", "开庭0场").text(); strings.Contains(got, "鲁10行初") {
		t.Error("another unit's lawsuits are shown")
	}
	r.as("supervisor").get("/calendar").want(200, "其他单位承担的期限")
	r.as("checker").get("/calendar").want(403)
}
