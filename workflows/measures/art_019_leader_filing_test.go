package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle19_LeaderFiledTwoDaysBeforeTheHearing(t *testing.T) {
	const id = "leader_filing/first/1"
	h := summoned("2024-06-13") // Thursday, V27: to be filed by Tuesday
	checkClock(t, id, []clockRow{
		{"V27", []fact{h}, "2024-06-11 running"},
		{"V23: over a holiday and a weekend", []fact{summoned("2024-06-12")}, "2024-06-07 running"},
		{"V25: on a make-up Saturday", []fact{summoned("2026-03-02")}, "2026-02-28 running"},
		{"no summons", nil, ""},
		{"on the second day before", []fact{h, named("2024-06-11")}, "2024-06-11 met 2024-06-11"},
		{"on the day before: in time under the second reading", []fact{h, named("2024-06-12")}, "2024-06-11 met 2024-06-12"},
		{"on the day of the hearing", []fact{h, named("2024-06-13")}, "2024-06-11 met_late 2024-06-13"},
		{"on the day of the hearing, with a reason", []fact{h, named("2024-06-13"), because(id, "更换负责人")}, "2024-06-11 met_late 2024-06-13: 更换负责人"},
		{"on the Sunday before a Monday's hearing", []fact{summoned("2024-06-24"), named("2024-06-23")}, "2024-06-21 met 2024-06-23"},
		{"never, and the hearing was held", []fact{h, held}, "2024-06-11 missed: 开庭前没有报备"},
		{"never, with a reason", []fact{h, held, because(id, "传票未转交")}, "2024-06-11 missed: 传票未转交"},
		{"filed, and the hearing was held", []fact{h, named("2024-06-10"), held}, "2024-06-11 met 2024-06-10"},
		{"postponed", []fact{h, postponed("2024-06-27")}, "2024-06-11 void: 开庭已延期至2024年6月27日（周四）"},
		{"postponed after the list was filed", []fact{h, named("2024-06-11"), postponed("2024-06-27")}, "2024-06-11 met 2024-06-11"},
		{"decided before the day came", []fact{h, decided("2024-06-12", ruling)}, "2024-06-11 void: 人民法院已作出裁判"},
		{"decided, but nobody noted the hearing", []fact{h, decided("2024-06-28", won)}, "2024-06-11 missed: 逾期未办，人民法院已作出裁判"},
		{"withdrawn before the day came", []fact{h, withdrawn("2024-06-12")}, "2024-06-11 void: 案件已撤诉或者和解结案"},
		{"withdrawn in court", []fact{h, withdrawn("2024-06-13")}, "2024-06-11 missed: 逾期未办，案件已撤诉或者和解结案"},
		{"a bureau alone is sued: it files as well", []fact{bureauAlone(), h}, "2024-06-11 running"},
		{"reconsideration knows no leader filing", []fact{reconsideration, h}, ""},
	})
	checkClock(t, "leader_filing/first/2", []clockRow{
		{"the new date", []fact{h, named("2024-06-11"), postponed("2024-06-27")}, "2024-06-25 running"},
		{"filed anew", []fact{h, named("2024-06-11"), postponed("2024-06-27"), named("2024-06-25")}, "2024-06-25 met 2024-06-25"},
		{"a second hearing", []fact{h, named("2024-06-11"), held, summoned("2024-07-11")}, "2024-07-09 running"},
		{"one hearing only", []fact{h}, ""},
	})
	checkClock(t, "leader_filing/second/1", []clockRow{
		{"on appeal", []fact{h, named("2024-06-11"), held, decided("2024-06-28", won), appealed(measures.Plaintiff, "2024-07-05"), summoned("2024-09-05")}, "2024-09-03 running"},
	})
}

// What was in court before a running lawsuit was taken over, the old file tells.
func TestArticle19_HeardBeforeItWasTakenOver(t *testing.T) {
	taken := func(on string) fact {
		return func(f *measures.File) {
			f.TakenOver = true
			f.Entries = append(f.Entries, measures.Entry{On: day(on)})
		}
	}
	h := summoned("2024-06-13")
	checkClock(t, "leader_filing/first/1", []clockRow{
		{"heard the day before", []fact{h, held, taken("2024-06-14")}, "2024-06-11 void: 接收在办案件以前的庭审，报备情况见原卷"},
		{"heard on the day itself", []fact{h, held, taken("2024-06-13")}, "2024-06-11 missed: 开庭前没有报备"},
		{"not heard by then: still to be filed", []fact{h, taken("2024-06-14")}, "2024-06-11 running"},
		{"nothing of it has been entered yet", []fact{h, held, func(f *measures.File) { f.TakenOver = true }}, "2024-06-11 missed: 开庭前没有报备"},
		{"it was running all the time", []fact{h, held, taken("2024-06-14"), func(f *measures.File) { f.TakenOver = false }}, "2024-06-11 missed: 开庭前没有报备"},
	})
}

func TestArticle19_ASummonsThatComesTooLate(t *testing.T) {
	const id = "leader_filing/first/1"
	h := summoned("2024-06-13") // V27: to be filed by Tuesday, 11 June
	checkClock(t, id, []clockRow{
		{"it came in time", []fact{h, told("2024-06-03")}, "2024-06-11 running"},
		{"it came on the last day", []fact{h, told("2024-06-11")}, "2024-06-11 running"},
		{"it came the day before the hearing: owed at once", []fact{h, told("2024-06-12")}, "2024-06-12 running"},
		{"it came on the day of the hearing", []fact{h, told("2024-06-13")}, "2024-06-13 running"},
		{"and the list was filed at once", []fact{h, told("2024-06-13"), named("2024-06-13")}, "2024-06-13 met 2024-06-13"},
		{"and it was not", []fact{h, told("2024-06-12"), named("2024-06-13")}, "2024-06-12 met_late 2024-06-13"},
	})
	steps := mustClock(t, file(h, told("2024-06-12")), id).Steps
	if last := steps[len(steps)-1]; last.From != day("2024-06-12") || last.To != day("2024-06-12") || last.Note != "2024年6月12日（周三）方才得知，已过该日，应当立即办理" {
		t.Errorf("the last step: %+v", last)
	}
}

func TestArticle19_TwoReadings(t *testing.T) {
	c := mustClock(t, file(summoned("2024-06-12")), "leader_filing/first/1")
	if len(c.Readings) != 2 || c.Readings[0].Due != day("2024-06-07") || c.Readings[1].Due != day("2024-06-11") || c.Limit() != day("2024-06-11") {
		t.Errorf("readings %v, limit %s", c.Readings, c.Limit())
	}
	for on, want := range map[string]bool{"2024-06-07": false, "2024-06-10": false, "2024-06-11": false, "2024-06-12": true} {
		if c.Overdue(day(on)) != want {
			t.Errorf("overdue on %s is %t", on, !want)
		}
	}
	plain := mustClock(t, file(summoned("2024-06-13")), "leader_filing/first/1") // V27
	if plain.Readings[0].Due != day("2024-06-11") || plain.Readings[1].Due != day("2024-06-12") {
		t.Errorf("readings of V27: %v", plain.Readings)
	}
	if c.Subject != "一审第一次开庭" || c.Trigger != day("2024-06-12") {
		t.Errorf("the clock is of %s on %s", c.Subject, c.Trigger)
	}
	on := mustClock(t, file(decided("2024-06-28", won), appealed(measures.Respondent, "2024-07-05"), summoned("2024-09-05"), held, summoned("2024-09-12")), "leader_filing/second/2")
	if on.Subject != "二审第二次开庭" {
		t.Errorf("the clock on appeal is of %s", on.Subject)
	}
}

func TestArticle19_OnlyTheSuedOrgansLeaderMayAppear(t *testing.T) {
	f := file(against(district, measures.Defendant{Name: "威海市自然资源和规划局"}, district))
	for organ, want := range map[string]bool{
		"区政府": true, "威海市环翠区人民政府": true, " 区政府　": true, "威海市自然资源和规划局": true,
		"区城市管理局": false, "张村镇": false, "": false, "区": false,
	} {
		if f.EligibleEmployer(organ) != want {
			t.Errorf("“%s” may send its leader: %t, want %t", organ, !want, want)
		}
	}
	if got := f.Employers(); len(got) != 2 || got[0] != "区政府" || got[1] != "威海市自然资源和规划局" {
		t.Errorf("employers %v", got)
	}
}

func TestInstance_HearingStillToBeHeld(t *testing.T) {
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"none", nil, ""},
		{"summoned", []fact{summoned("2024-06-13")}, "2024-06-13"},
		{"held", []fact{summoned("2024-06-13"), held}, ""},
		{"postponed", []fact{summoned("2024-06-13"), postponed("2024-06-27")}, "2024-06-27"},
		{"a second one", []fact{summoned("2024-06-13"), held, summoned("2024-06-27")}, "2024-06-27"},
		{"the second one postponed and held", []fact{summoned("2024-06-13"), held, summoned("2024-06-27"), postponed("2024-07-11"), held}, ""},
	} {
		got := ""
		if h := file(row.facts...).Current().Hearing(); h != nil {
			got = h.On.String()
		}
		if got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// Each organ names its own official, by the name of either the organ or its unit; another one
// takes the place of the one that the same organ had named.
func TestArticle19_WhoseOfficialIsNamed(t *testing.T) {
	both, h := against(district, town), summoned("2024-06-13")
	official := func(name, employer, on string) fact {
		return func(f *measures.File) {
			lastHearing(f).Name(measures.Official{Name: name, Rank: measures.Deputy, Employer: employer, NamedOn: day(on)})
		}
	}
	checkClock(t, "leader_filing/first/1", []clockRow{
		{"by the organ's name", []fact{both, h, official("赵某某", district.Name, "2024-06-11")}, "2024-06-11 met 2024-06-11"},
		{"by its unit's", []fact{both, h, official("赵某某", district.Unit, "2024-06-11")}, "2024-06-11 met 2024-06-11"},
		{"the town's is not the district's", []fact{both, h, official("钱某某", town.Name, "2024-06-11")}, "2024-06-11 running"},
		{"another one in its place", []fact{both, h, official("赵某某", district.Unit, "2024-06-07"), official("孙某某", district.Unit, "2024-06-11")}, "2024-06-11 met 2024-06-11"},
	})
	f := file(both, h, official("赵某某", district.Unit, "2024-06-07"), official("钱某某", town.Unit, "2024-06-07"), official("孙某某", district.Unit, "2024-06-11"))
	var names []string
	for _, o := range lastHearing(f).Officials {
		names = append(names, o.Name)
	}
	if got := strings.Join(names, " "); got != "钱某某 孙某某" {
		t.Errorf("named are %s", got)
	}
}

// 负责人规定第三条: co-defendants may agree on one official, who is filed for both; a third
// party has no part in that.
func TestArticle19_CoDefendantsAgreeOnOneOfficial(t *testing.T) {
	agreed := func(names ...string) fact {
		return func(f *measures.File) {
			lastHearing(f).Name(measures.Official{Name: "赵某某", Rank: measures.Deputy, Employer: measures.DistrictGovernment, NamedOn: day("2024-06-06"), Agreed: names})
		}
	}
	own := func(f *measures.File) {
		lastHearing(f).Name(measures.Official{Name: "何某", Employer: town.Unit, NamedOn: day("2024-06-07")})
	}
	third := func(f *measures.File) { f.Defendants, f.ThirdOrgans = f.Defendants[:1], []measures.Defendant{town} }
	both := []fact{against(district, town), summoned("2024-06-13")}
	checkClock(t, "leader_filing/first/1/"+town.Name, []clockRow{
		{"the district's alone", append(both[:2:2], agreed()), "2024-06-11 running"},
		{"for both", append(both[:2:2], agreed(town.Name)), "2024-06-11 met 2024-06-06"},
		{"and its own all the same", append(both[:2:2], agreed(town.Name), own), "2024-06-11 met 2024-06-07"},
		{"a third party", append(both[:2:2], agreed(town.Name), third), "2024-06-11 running"},
	})
	f := file(append(both[:2:2], agreed(town.Name), attended(true))...)
	if got := found(f, "2024-07-01"); strings.Contains(got, "未出庭") {
		t.Errorf("somebody stayed away: %s", got)
	}
}

// 第十九条第一款: what is noted of one organ's official is not true of another's.
func TestArticle19_WhoseOfficialStoodInCourt(t *testing.T) {
	for _, other := range []string{town.Name, town.Unit} {
		f := file(against(district, town), summoned("2024-06-13"), attended(true), func(f *measures.File) {
			lastHearing(f).Held.Others = []measures.Presence{{Name: other, AbsenceReason: "另有会议"}}
		})
		for _, organ := range f.Organs() {
			got := lastHearing(f).Held.Of(organ)
			if is := organ.Name == district.Name; got.Attended != is || (got.AbsenceReason == "") != is {
				t.Errorf("noted of %s, of %s: %+v", other, organ.Name, got)
			}
			if f.Current().Attended(organ) != (organ.Name == district.Name) {
				t.Errorf("noted of %s, the official of %s stood in court: %t", other, organ.Name, f.Current().Attended(organ))
			}
		}
	}
}
