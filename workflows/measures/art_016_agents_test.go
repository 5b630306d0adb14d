package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle16_OneOrTwoAndNeverLawyersAlone(t *testing.T) {
	assigned := func(f *measures.File) {
		f.Lawyers = []measures.Lawyer{{Name: "冯律", AssignedOn: day("2024-03-06")}, {Name: "陈律", AssignedOn: day("2024-03-06")}, {}}
	}
	staff := measures.Agent{Name: "孙某", Kind: measures.Staff}
	public := measures.Agent{Name: "周某", Kind: measures.GovernmentLawyer}
	lawyer := func(name string) measures.Agent { return measures.Agent{Name: name, Kind: measures.OutsideLawyer} }
	for _, row := range []struct {
		name   string
		agents []measures.Agent
		want   string
	}{
		{"one of the staff", []measures.Agent{staff}, ""},
		{"第十六条第二款: a government lawyer alone", []measures.Agent{public}, ""},
		{"staff and an assigned lawyer", []measures.Agent{staff, lawyer("冯律")}, ""},
		{"a lawyer alone", []measures.Agent{lawyer("冯律")}, "不得仅委托社会律师代理"},
		{"two lawyers", []measures.Agent{lawyer("冯律"), lawyer("陈律")}, "不得仅委托社会律师代理"},
		{"a lawyer whom nobody assigned", []measures.Agent{staff, lawyer("吴律")}, "吴律没有被指派"},
		{"nobody", nil, "现有0名"},
		{"one person twice", []measures.Agent{staff, staff}, "孙某登记了两次"},
		{"three", []measures.Agent{staff, public, staff}, "现有3名"},
	} {
		got := file(assigned).AgentsFault(row.agents)
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	if got := file(func(f *measures.File) { f.Lawyers = []measures.Lawyer{{Name: "冯律"}} }).AgentsFault([]measures.Agent{staff, lawyer("冯律")}); got == "" {
		t.Error("a lawyer who was only asked for may act")
	}
}

func TestArticle16_TheBureauAssignsLawyers(t *testing.T) {
	request := func(on, assigned string) fact {
		return func(f *measures.File) {
			l := measures.Lawyer{On: day(on), Reason: "复杂"}
			if assigned != "" {
				l.AssignedOn, l.Name = day(assigned), "冯律"
			}
			f.Lawyers = append(f.Lawyers, l)
		}
	}
	checkClock(t, "lawyer_assignment/1", []clockRow{
		{"two working days, our own", []fact{request("2024-03-08", "")}, "2024-03-12 running"},
		{"assigned later: never late", []fact{request("2024-03-08", "2024-03-20")}, "2024-03-12 met 2024-03-20"},
		{"the lawsuit is over", []fact{request("2024-03-08", ""), decided("2024-05-06", won), effective("2024-05-22", "2024-05-22")}, "2024-03-12 void: 裁判已经生效"},
		{"settled", []fact{request("2024-03-08", ""), withdrawn("2024-03-09")}, "2024-03-12 void: 案件已撤诉或者和解结案"},
	})
	two := file(request("2024-03-08", "2024-03-09"), request("2024-03-11", ""))
	if c := mustClock(t, two, "lawyer_assignment/2"); c.Subject != "第2名" || written(c) != "2024-03-13 running" {
		t.Errorf("the second request, %s: %s", c.Subject, written(c))
	}
	for _, row := range []struct {
		name string
		file *measures.File
		want string
	}{
		{"nobody has asked", file(), ""},
		{"the only request waits", file(request("2024-03-08", "")), "2024-03-08"},
		{"it has been answered", file(request("2024-03-08", "2024-03-09")), ""},
		{"the second waits", two, "2024-03-11"},
		{"the first waits, the second has been answered", file(request("2024-03-08", ""), request("2024-03-11", "2024-03-12")), "2024-03-08"},
	} {
		got := ""
		if r := row.file.RequestedLawyer(); r != nil {
			got = r.On.String()
		}
		if got != row.want {
			t.Errorf("%s: that of %s waits, want %s", row.name, got, row.want)
		}
	}
}

func TestArticle16_AgentsOfAnInstance(t *testing.T) {
	f := file()
	if f.AgentsOf() != nil {
		t.Error("agents from nowhere")
	}
	f.Current().Agents = []measures.Agent{{Name: "孙某"}}
	with(f, decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13"))
	if got := f.AgentsOf(); len(got) != 1 || got[0].Name != "孙某" {
		t.Errorf("those of the first instance go on until others are named: %v", got)
	}
	f.Current().Agents = []measures.Agent{{Name: "周某"}}
	if got := f.AgentsOf(); got[0].Name != "周某" {
		t.Errorf("the second instance has %v", got)
	}
}

// Each organ names its own agents anew; the first one's may stand without a name.
func TestArticle16_AgentsOfEachOrgan(t *testing.T) {
	f := file(against(district, unitServed("张村镇", "")))
	town := f.Sued()[1]
	f.Current().Agents = []measures.Agent{{Name: "孙某"}, {Name: "周某", For: town.Name}}
	want := []string{f.Sued()[0].Name + "，诉讼代理人孙某", town.Name + "，诉讼代理人周某"}
	if got := f.Represented(measures.Respondent); !slices.Equal(got, want) {
		t.Errorf("they act for %v, want %v", got, want)
	}
	names := func() (all string) {
		for _, a := range f.Current().Agents {
			all += a.Name + "/" + a.For + " "
		}
		return all
	}
	f.Appoint(town, []measures.Agent{{Name: "吴某"}})
	if got, want := names(), "孙某/ 吴某/"+town.Name+" "; got != want {
		t.Errorf("after the town's: %s, want %s", got, want)
	}
	f.Appoint(f.Sued()[0], []measures.Agent{{Name: "郑某"}})
	if got, want := names(), "吴某/"+town.Name+" 郑某/"+district.Name+" "; got != want {
		t.Errorf("after the district's: %s, want %s", got, want)
	}
}

// Who acts for somebody goes on doing so in the next instance, until it is said otherwise.
func TestArticle16_WhoActsForEach(t *testing.T) {
	said := func(names ...string) fact {
		return func(f *measures.File) {
			f.Retain(measures.Counsel{Side: measures.Plaintiff, Name: f.Plaintiffs[0], Agents: names})
		}
	}
	ours := func(names ...string) fact {
		return func(f *measures.File) {
			var agents []measures.Agent
			for _, name := range names {
				agents = append(agents, measures.Agent{Name: name})
			}
			f.Appoint(f.Organs()[0], agents)
		}
	}
	second := []fact{decided("2024-05-06", won), appealed(measures.Plaintiff, "2024-05-13")}
	for _, row := range []struct {
		what            string
		facts           []fact
		plaintiff, town string
	}{
		{"nobody", nil, "", ""},
		{"both", []fact{said("冯某"), ours("孙某", "周某")}, "，诉讼代理人冯某", "，诉讼代理人孙某、周某"},
		{"changed", []fact{said("冯某"), said("蒋某", "冯某")}, "，诉讼代理人蒋某、冯某", ""},
		{"dismissed", []fact{said("冯某"), said()}, "", ""},
		{"in the next instance", slices.Concat([]fact{said("冯某"), ours("孙某")}, second), "，诉讼代理人冯某", "，诉讼代理人孙某"},
		{"others in the next instance", slices.Concat([]fact{said("冯某"), ours("孙某")}, second, []fact{said("蒋某"), ours("周某")}), "，诉讼代理人蒋某", "，诉讼代理人周某"},
		{"nobody in the next instance", slices.Concat([]fact{said("冯某")}, second, []fact{said()}), "", ""},
	} {
		f := file(row.facts...)
		if got, want := f.Represented(measures.Plaintiff)[0], f.Plaintiffs[0]+row.plaintiff; got != want {
			t.Errorf("%s: %s, want %s", row.what, got, want)
		}
		if got, want := f.Represented(measures.Respondent)[0], f.Organs()[0].Name+row.town; got != want {
			t.Errorf("%s: %s, want %s", row.what, got, want)
		}
	}
}
