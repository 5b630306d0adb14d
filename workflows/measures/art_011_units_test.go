package measures_test

import (
	"testing"

	"yingsu/workflows/measures"
)

func acknowledged(unit, on string) fact {
	return func(f *measures.File) {
		f.Acknowledged = append(f.Acknowledged, measures.Receipt{Unit: unit, On: day(on)})
	}
}

func changedHands(on, lead string, joint ...string) fact {
	return func(f *measures.File) {
		before := f.Designation
		f.Designation = &measures.Designation{Lead: lead, Joint: joint, On: day(on)}
		if before != nil {
			f.Designation.Follows(before)
		}
	}
}

func TestArticle11_EachUnitSignsForThePapers(t *testing.T) {
	const lead, bureau = "区城市管理局", measures.JusticeBureau
	sent := []fact{designated(lead, bureau), forwarded("2024-03-06")}
	with := func(more ...fact) []fact { return append(append([]fact{}, sent...), more...) }
	checkClock(t, "acknowledge/"+lead, []clockRow{
		{"第十一条第二款: a working day after forwarding, our own target", sent, "2024-03-07 running"},
		{"not forwarded", []fact{designated(lead)}, ""},
		{"a bureau sued alone has nothing forwarded", []fact{bureauAlone(), forwarded("2024-03-06")}, ""},
		{"the other unit's signature is not its own", with(acknowledged(bureau, "2024-03-06")), "2024-03-07 running"},
		{"signed", with(acknowledged(lead, "2024-03-07")), "2024-03-07 met 2024-03-07"},
		{"signed after the target: never late", with(acknowledged(lead, "2024-03-11")), "2024-03-07 met 2024-03-11"},
		{"the response went out", with(filed("2024-03-19")), "2024-03-07 void: 应诉材料已提交人民法院"},
		{"decided without it", with(decided("2024-05-06", lost)), "2024-03-07 void: 人民法院已作出裁判"},
	})
	checkClock(t, "acknowledge/张村镇", []clockRow{
		{"第八条: a change of hands gives it a target of its own", with(changedHands("2024-03-08", "张村镇")), "2024-03-11 running"},
		{"a change before forwarding", []fact{designated(lead), changedHands("2024-03-05", "张村镇"), forwarded("2024-03-06")}, "2024-03-07 running"},
		{"confirmed later: as it was", with(changedHands("2024-03-08", "张村镇"), changedHands("2024-03-12", "张村镇", bureau)), "2024-03-11 running"},
	})
	checkClock(t, "acknowledge/孙家疃街道", []clockRow{
		{"who joins at a later change has a target of its own too", with(changedHands("2024-03-08", "张村镇"), changedHands("2024-03-12", "张村镇", "孙家疃街道")), "2024-03-13 running"},
	})
	checkClock(t, "acknowledge/"+bureau, []clockRow{
		{"who was in charge before has nothing new to sign for", with(changedHands("2024-03-08", "张村镇", bureau)), "2024-03-07 running"},
	})
	signed := file(with(acknowledged(lead, "2024-03-07"))...)
	for unit, want := range map[string]bool{lead: true, bureau: false} {
		if signed.Signed(unit) != want {
			t.Errorf("%s has signed: %t", unit, !want)
		}
	}
	if c := mustClock(t, file(sent...), "acknowledge/"+lead); c.Unit != lead || !c.Internal || c.Overdue(day("2024-04-01")) || c.StateOn(day("2024-03-08")) != "已过内部时限" {
		t.Errorf("%+v", c)
	}
}

func TestArticle11_WhatTheBureauAsksOfAUnit(t *testing.T) {
	ask := func(unit, due, done string) fact {
		return func(f *measures.File) {
			a := measures.Assistance{Unit: unit, What: "提供影像", On: day("2024-03-06"), Due: day(due)}
			if done != "" {
				a.DoneOn = day(done)
			}
			f.Assistance = append(f.Assistance, a)
		}
	}
	checkClock(t, "assistance/1", []clockRow{
		{"by the day that the Bureau names", []fact{ask("张村镇", "2024-03-08", "")}, "2024-03-08 running"},
		{"named on a day of rest", []fact{ask("张村镇", "2024-03-09", "")}, "2024-03-11 (safe 2024-03-08) running"},
		{"on the day", []fact{ask("张村镇", "2024-03-08", "2024-03-08")}, "2024-03-08 met 2024-03-08"},
		{"a day late", []fact{ask("张村镇", "2024-03-08", "2024-03-09"), because("assistance/1", "设备故障")}, "2024-03-08 met_late 2024-03-09: 设备故障"},
		{"settled meanwhile", []fact{ask("张村镇", "2024-03-08", ""), withdrawn("2024-03-07")}, "2024-03-08 void: 案件已撤诉或者和解结案"},
		{"nothing asked", nil, ""},
	})
	f := file(designated("区城市管理局"), ask("张村镇", "2024-03-08", ""), ask("区住建局", "2024-03-08", ""))
	if c := mustClock(t, f, "assistance/2"); c.Unit != "区住建局" || f.OwnerOf(c) != "区住建局" || c.Subject != "第2项" {
		t.Errorf("the second, %s, is owed by %s", c.Subject, f.OwnerOf(c))
	}
	for unit, want := range map[string]bool{"区城市管理局": true, "张村镇": true, "区住建局": true, "区民政局": false} {
		if f.Takes(unit) != want {
			t.Errorf("%s takes part: %t", unit, !want)
		}
	}
}
