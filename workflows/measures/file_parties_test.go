package measures_test

import (
	"strconv"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func changes(kind measures.ChangeKind, on string, who measures.Defendant, replaces string) fact {
	return func(f *measures.File) {
		f.Changes = append(f.Changes, measures.PartyChange{
			Kind: kind, Side: measures.Respondent, Name: who.Name, Unit: who.Unit, Replaces: replaces, On: day(on), ServedOn: day(on),
		})
	}
}

// What a court decides binds those who were there, and who took their place.
func TestParties_WhomADecisionBinds(t *testing.T) {
	heir := measures.Defendant{Name: "张村街道办事处", Unit: "张村街道"}
	two := against(district, town)
	joined, left := changes(measures.Joins, "2024-05-10", town, ""), changes(measures.Leaves, "2024-05-10", town, "")
	j, took := decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")
	appeal := "appeal_judgment/" + town.Name
	checkClock(t, appeal, []clockRow{
		{"a defendant from the first", []fact{two, j}, "2024-05-21 running"},
		{"行诉解释28: one that joined afterwards has nothing to appeal", []fact{joined, j}, ""},
		{"one that had left before", []fact{two, changes(measures.Leaves, "2024-05-06", town, ""), j}, ""},
		{"one that left then: the right is gone", []fact{two, j, left}, "2024-05-21 void: 已退出诉讼"},
	})
	checkClock(t, "appeal_judgment/"+heir.Name, []clockRow{
		{"行诉法26: who goes on in its place can", []fact{two, j, changes(measures.Succeeds, "2024-05-10", heir, town.Name)}, "2024-05-21 running"},
	})
	report := "loss_report/" + town.Name
	checkClock(t, report, []clockRow{
		{"lost", []fact{two, j, took}, "2024-06-11 (safe 2024-06-07) running"},
		{"who joined afterwards has lost nothing", []fact{joined, j, took}, ""},
		{"who left afterwards has lost all the same", []fact{two, j, took, left}, "2024-06-11 (safe 2024-06-07) running"},
		{"who was replaced owes it no more", []fact{two, j, took, changes(measures.Succeeds, "2024-06-03", heir, town.Name)}, "2024-06-11 (safe 2024-06-07) void: 已由张村街道办事处接替"},
	})
	f := file(two, decided("2024-05-06", measures.Paper{Outcome: "dismiss_claims", Results: []measures.Result{{Name: town.Name, Outcome: "revoke"}}}), took,
		changes(measures.Succeeds, "2024-06-03", heir, town.Name))
	if c := mustClock(t, f, "loss_report/"+heir.Name); written(c) != "2024-06-11 (safe 2024-06-07) running" || c.Unit != heir.Unit {
		t.Errorf("what was decided for its predecessor: %s by %s", written(c), c.Unit)
	}
	if owing := f.Unreported(); len(owing) != 1 || owing[0].Name != heir.Name {
		t.Errorf("a report is owed by %v", owing)
	}
}

// Once the court has let the district government out, nothing is forwarded to anybody or
// reviewed: nobody is late with it.
func TestParties_TheDistrictLeaves(t *testing.T) {
	two := []fact{against(district, town), designated("区城市管理局"), forwarded("2024-03-06")}
	left := changes(measures.Leaves, "2024-03-11", district, "")
	then := func(more ...fact) []fact { return append(append([]fact{}, two...), more...) }
	checkClock(t, "review", []clockRow{
		{"there", two, "2024-03-13 running"},
		{"left", then(left), "2024-03-13 void: 已退出诉讼"},
		{"left when it was late", then(changes(measures.Leaves, "2024-03-14", district, "")), "2024-03-13 missed: 逾期未办，已退出诉讼"},
	})
	checkClock(t, "forward", []clockRow{
		{"forwarded", then(left), "2024-03-07 met 2024-03-06"},
		{"left before that", []fact{against(district, town), changes(measures.Leaves, "2024-03-06", district, "")}, "2024-03-07 void: 已退出诉讼"},
	})
	checkClock(t, "acknowledge/区城市管理局", []clockRow{{"left", then(left), "2024-03-07 void: 已退出诉讼"}})
	checkClock(t, "leader_filing/first/1", []clockRow{
		{"summoned, and left before the hearing", then(summoned("2024-04-10"), left), "2024-04-08 void: 已退出诉讼"},
		{"the hearing was held without it", then(summoned("2024-04-10"), left, held), "2024-04-08 void: 已退出诉讼"},
		{"summoned when it had left", then(left, summoned("2024-04-10"), told("2024-03-20")), ""},
	})
	checkClock(t, "evidence/"+town.Name, []clockRow{{"the town goes on", then(left), "2024-03-20 running"}})
	for name, want := range map[string]measures.Stage{"there": measures.Preparing, "left": measures.Preparing, "left, its papers complete": measures.Submitting, "left before anything": measures.Preparing} {
		f := map[string]*measures.File{
			"there": file(two...), "left": file(then(left)...), "left, its papers complete": file(then(left, papers(1, 2, 3, 4, 5))...),
			"left before anything": file(against(district, town), left),
		}[name]
		if got := measures.StageOf(f); got != want {
			t.Errorf("%s: it stands at %s, want %s", name, got, want)
		}
	}
}

// Of several organs each owes what is its own, whether or not one of them is the district
// government.
func TestParties_EachOwesItsOwn(t *testing.T) {
	other := measures.Defendant{Name: "羊亭镇人民政府", Unit: "羊亭镇"}
	took := []fact{decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}
	orders := func(name string) fact {
		return func(f *measures.File) {
			f.Current().Obligations = append(f.Current().Obligations, measures.Performance{Name: name, Duty: "重作", Due: day("2024-08-02")})
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		id    string
		unit  string
	}{
		{"one town alone", []fact{against(town)}, "evidence", ""},
		{"two towns: the first", []fact{against(town, other)}, "evidence", town.Unit},
		{"and the second", []fact{against(town, other)}, "evidence/" + other.Name, other.Unit},
		{"the district: who is designated", []fact{against(district, town)}, "evidence", ""},
		{"what the district is ordered to do", append([]fact{against(district, town), orders(district.Name)}, took...), "performance", ""},
		{"what the town is ordered to do", append([]fact{against(district, town), orders(town.Name)}, took...), "performance/" + town.Name, town.Unit},
		{"nobody is named: the first", append([]fact{against(district, town), orders("")}, took...), "performance", ""},
	} {
		if c := mustClock(t, file(row.facts...), row.id); c.Unit != row.unit {
			t.Errorf("%s: %s is owed by %q, want %q", row.name, c.ID, c.Unit, row.unit)
		}
	}
	f := file(against(town, other), changes(measures.Leaves, "2024-04-01", other, ""))
	if got := strings.Join(f.Handlers(), " "); got != town.Unit {
		t.Errorf("handled by %s after the other has left", got)
	}
	if f.EligibleEmployer(other.Name) || !f.EligibleEmployer(town.Unit) {
		t.Error("whose head may stand in court after one of them has left")
	}
}

// Who is in the lawsuit is meant before who was, by either name.
func TestParties_WhoIsMeant(t *testing.T) {
	heir := measures.Defendant{Name: "张村街道办事处", Unit: town.Unit}
	third := func(f *measures.File) { f.ThirdOrgans = []measures.Defendant{town} }
	for _, row := range []struct {
		name  string
		facts []fact
		asked string
		want  string
	}{
		{"the first where nothing is said", []fact{against(town, district)}, "", "defendant " + district.Name},
		{"no organ of the district", []fact{against(city)}, "", " "},
		{"by its name", []fact{against(district, town)}, town.Name, "defendant " + town.Name},
		{"by its unit", []fact{against(district, town)}, town.Unit, "defendant " + town.Name},
		{"nobody", []fact{against(district, town)}, "无此机关", " "},
		{"who came in its place", []fact{against(district, town), changes(measures.Succeeds, "2024-04-01", heir, town.Name)}, town.Unit, "defendant " + heir.Name},
		{"who has left, by its own name", []fact{against(district, town), changes(measures.Succeeds, "2024-04-01", heir, town.Name)}, town.Name, "defendant " + town.Name},
		{"one that left as a third party and is sued now", []fact{third, func(f *measures.File) {
			f.Changes = append(f.Changes, measures.PartyChange{Kind: measures.Leaves, Side: measures.ThirdParty, Name: town.Name, On: day("2024-04-01")})
		}, changes(measures.Joins, "2024-04-01", town, "")}, town.Name, "defendant " + town.Name},
	} {
		p, _ := file(row.facts...).Organ(row.asked)
		if got := string(p.Side) + " " + p.Name; got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	f := file(against(town))
	organ, _ := f.Organ("")
	f.Appoint(organ, []measures.Agent{{Name: "孙某"}, {Name: "周某"}})
	with(f, changes(measures.Joins, "2024-04-01", district, ""))
	organ, _ = f.Organ(district.Name)
	f.Appoint(organ, []measures.Agent{{Name: "吴某"}})
	if got := len(f.AgentsOf()); got != 3 {
		t.Errorf("there are %d agents", got)
	}
}

// What a clock is called stays: a reason that was given for it, and what people were told of
// it, belong to the organ that owes it.
func TestParties_WhoComesLaterTakesNobodysName(t *testing.T) {
	joins := changes(measures.Joins, "2024-04-01", district, "")
	f := file(against(town), joins)
	for id, unit := range map[string]string{"evidence": town.Unit, "evidence/" + district.Name: ""} {
		if c := mustClock(t, f, id); c.Unit != unit {
			t.Errorf("%s is owed by %q, want %q", id, c.Unit, unit)
		}
	}
	if got := mustClock(t, f, "review"); got.Due != day("2024-04-09") { // five working days before the 16th, over 清明
		t.Errorf("reviewed by %s", got.Due)
	}
	f = file(func(f *measures.File) {
		f.Defendants, f.ThirdOrgans = []measures.Defendant{city}, []measures.Defendant{town}
	}, joins)
	if first, _ := f.Organ(""); first.Name != town.Name {
		t.Errorf("the first is %s", first.Name)
	}
}

// Who is shown, and since when.
func TestParties_AsAPageShowsThem(t *testing.T) {
	people := func(n int) fact {
		return func(f *measures.File) {
			f.Plaintiffs = nil
			for i := range n {
				f.Plaintiffs = append(f.Plaintiffs, "王"+strconv.Itoa(i+1))
			}
		}
	}
	heir := measures.Defendant{Name: "张村街道办事处", Unit: "张村街道"}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"two from the first", []fact{against(district, town)}, district.Name + " " + town.Name},
		{"served on another day", []fact{against(district, unitServed("张村镇", "2024-03-07"))}, district.Name + " 张村镇（2024年3月7日（周四）送达）"},
		{"joined", []fact{changes(measures.Joins, "2024-04-15", town, "")}, district.Name + " " + town.Name + "（2024年4月15日（周一）追加，2024年4月15日（周一）送达）"},
		{"left", []fact{against(district, town), changes(measures.Leaves, "2024-04-15", town, "")}, district.Name + " " + town.Name + "（2024年4月15日（周一）退出）"},
		{"succeeded", []fact{against(district, town), changes(measures.Succeeds, "2024-04-15", heir, town.Name)},
			district.Name + " " + town.Name + "（2024年4月15日（周一）由张村街道办事处接替） 张村街道办事处（2024年4月15日（周一）接替张村镇人民政府，2024年4月15日（周一）送达）"},
	} {
		if got := strings.Join(file(row.facts...).Shown(measures.Respondent), " "); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, got, row.want)
		}
	}
	for n, want := range map[int]string{1: "王1", 3: "王1、王2、王3", 4: "王1等4人", 300: "王1等300人"} {
		if got := measures.InShort(file(people(n)).Plaintiffs); got != want {
			t.Errorf("%d in short: %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int]string{20: "王20", 21: "等共21人", 300: "等共300人"} {
		shown := file(people(n)).Shown(measures.Plaintiff)
		if last := shown[len(shown)-1]; last != want || len(shown) != min(n, 21) {
			t.Errorf("of %d, %d are shown, and last %s; want %s", n, len(shown), last, want)
		}
	}
}

// 第八条: for the district government those designated handle the lawsuit, and any other organ
// handles its own, unless another is designated in its place.
func TestParties_WhoHandlesItForEach(t *testing.T) {
	other := measures.Defendant{Name: "羊亭镇人民政府", Unit: "羊亭镇"}
	comesBack := []fact{changes(measures.Leaves, "2024-03-08", district, ""), changes(measures.Joins, "2024-03-15", district, "")}
	for _, row := range []struct {
		name     string
		facts    []fact
		first    string // who handles it for the first organ
		last     string // and for the last
		district bool   // is to be defended
	}{
		{"the district, nobody designated yet", []fact{against(district, town)}, "", town.Unit, true},
		{"the district", []fact{against(district, town), designated("区城市管理局", measures.JusticeBureau)}, "区城市管理局 区司法局", town.Unit, true},
		{"two towns", []fact{against(town, other)}, town.Unit, other.Unit, false},
		{"two towns, and another unit for them", []fact{against(town, other), designated("区城市管理局")}, "区城市管理局", "区城市管理局", false},
		{"the district has been let out", []fact{against(district, town), comesBack[0]}, "", town.Unit, false},
		{"and called in again", append([]fact{against(district, town)}, comesBack...), "", "", true},
	} {
		f := file(row.facts...)
		organs := f.Organs()
		first, last := strings.Join(f.HandlersOf(organs[0]), " "), strings.Join(f.HandlersOf(organs[len(organs)-1]), " ")
		if first != row.first || last != row.last || f.Defends() != row.district {
			t.Errorf("%s: %q, %q, defended %t; want %q, %q, %t", row.name, first, last, f.Defends(), row.first, row.last, row.district)
		}
	}
}

// 类案: alike by the category of the cause, by its words where nobody has chosen one.
func TestMatter(t *testing.T) {
	f := file()
	if got := f.Matter(); got != f.Cause {
		t.Errorf("without a category: %s", got)
	}
	f.Category = "expropriation"
	if got := f.Matter(); got != "expropriation" {
		t.Errorf("with one: %s", got)
	}
}
