package statistics_test

import (
	"maps"
	"testing"

	"yingsu/models/statistics"
	"yingsu/workflows/measures"
)

// counted says what a figure comes to in a period, as of the first of July 2026.
func counted(t *testing.T, figure, period string, lawsuits ...*draft) string {
	t.Helper()
	f, known := statistics.FigureOf(figure)
	if !known {
		t.Fatalf("nobody defines %s", figure)
	}
	return f.Text(f.Of(cells(t, rowsOf(lawsuits...), period)))
}

// byUnit says what it comes to for each unit.
func byUnit(t *testing.T, figure, period string, lawsuits ...*draft) map[string]string {
	t.Helper()
	f, _ := statistics.FigureOf(figure)
	units, _ := statistics.DimensionOf("unit")
	by := map[string]string{}
	for _, g := range f.By(units, cells(t, rowsOf(lawsuits...), period)) {
		by[g.Name] = f.Text(g.Value)
	}
	return by
}

func rowsOf(lawsuits ...*draft) (rows []statistics.Row) {
	for _, l := range lawsuits {
		rows = append(rows, statistics.RowsOf(l.File, measures.Clocks(l.File, law))...)
	}
	return rows
}

// suggested is a suggestion of a procuratorate without a lawsuit, to be answered within two
// months.
func suggested(received, answered string) *draft {
	s := measures.Suggestion{Kind: measures.ProcuratorialSuggestion, From: "环翠区人民检察院", Document: "环检行公建〔2026〕2号", ReceivedOn: date(received)}
	if answered != "" {
		s.AnsweredOn = date(answered)
	}
	return &draft{&measures.File{
		Registration: measures.Registration{CaseNumber: s.Document, Kind: measures.SuggestionOnly, ServedOn: s.ReceivedOn},
		Instances:    []measures.Instance{{Level: measures.Suggested}},
		Designation:  &measures.Designation{Lead: "区城市管理局"},
		Suggestions:  []measures.Suggestion{s},
	}}
}

// What was never done is not kept either: it stands as badly as what was done too late.
func TestWhatIsNeverDoneIsNotKept(t *testing.T) {
	t.Run("suggestions", func(t *testing.T) {
		for _, c := range []struct{ name, received, answered, want string }{
			{"answered in time", "2026-01-10", "2026-03-01", "0/1（0.0%）"},
			{"answered late", "2026-01-10", "2026-03-20", "1/1（100.0%）"},
			{"never answered", "2026-01-10", "", "1/1（100.0%）"},
			{"answered before the day", "2026-05-20", "2026-06-01", "—"},
			{"not due yet", "2026-05-20", "", "—"},
		} {
			if got := counted(t, "suggestions_late", "2026H1", suggested(c.received, c.answered)); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
	})
	t.Run("findings", func(t *testing.T) {
		reviewed := func(served string, on ...string) *draft {
			l := lawsuit(1, served, government).handledBy("区自然资源局").forwarded(served)
			for _, day := range on {
				l.reviewed(day, day).filed(day)
			}
			return l
		}
		for _, c := range []struct {
			name string
			l    *draft
			want string
		}{
			{"submitted in time", reviewed("2026-01-05", "2026-01-07"), "0"},
			{"submitted late", reviewed("2026-01-05", "2026-01-25"), "2"}, // for the review, and to the court
			{"never submitted", reviewed("2026-01-05"), "2"},
			{"not due yet", reviewed("2026-06-29"), "0"},
		} {
			if got := counted(t, "findings", "2026H1", c.l); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
	})
}

func TestAFigureAsksOnlyForPeriodsThatThereAre(t *testing.T) {
	periods := map[string]int{
		"suggestions_late": len(measures.SuggestionKind("").Choices()), "forwarded": 1, "reviewed": 3, "filed": 4, "officials_filed": 1, "loss_reports": 1, "archives": 1,
	}
	for key, want := range periods {
		f, _ := statistics.FigureOf(key)
		n := 0
		for _, r := range measures.Rules {
			if f.Counts(statistics.Sort{Kind: statistics.Duty, What: r.Key}, true) {
				n++
			}
		}
		if n != want {
			t.Errorf("%s asks for %d periods, want %d", key, n, want)
		}
	}
}

// A fact that several units answer for is counted once, by the unit that leads, as their
// duties are.
func TestAFindingIsTheLeadUnits(t *testing.T) {
	late := func(lead string, joint ...string) *draft {
		l := lawsuit(1, "2026-01-05", government).handledBy(lead).forwarded("2026-01-06").reviewed("2026-01-25", "2026-01-26").filed("2026-01-30")
		l.Designation.Joint = joint
		return l
	}
	left := late("区自然资源局", "区司法局")
	left.heard("2026-03-02", measures.Held{OfficialAttended: true, LeftCourt: measures.Yes}, measures.Official{Name: "高某", Rank: measures.Deputy, Employer: "区政府"})
	two := lawsuit(2, "2026-01-05", town, measures.Defendant{Name: "威海市环翠区城市管理局", Unit: "区城市管理局"})
	for _, c := range []struct {
		name string
		l    *draft
		want map[string]string
	}{
		{"one unit", late("区自然资源局"), map[string]string{"区自然资源局": "2"}},
		{"several", late("区自然资源局", "区司法局"), map[string]string{"区自然资源局": "2"}},
		{"several, of whom one left the court", left, map[string]string{"区自然资源局": "3"}},
		{"organs sued for themselves", two, map[string]string{"张村镇": "1", "区城市管理局": "1"}},
		{"a suggestion without a lawsuit", suggested("2026-01-10", ""), map[string]string{"区城市管理局": "1"}},
	} {
		if got := byUnit(t, "findings", "2026H1", c.l); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Of two defendants one has lost: the lawsuit is lost for the district, and for its unit.
func TestALossIsTheOrgansThatLost(t *testing.T) {
	house := measures.Defendant{Name: "威海市环翠区住房和城乡建设局", Unit: "区住房城乡建设局"}
	one := func(first, second measures.Defendant) *draft {
		l := lawsuit(1, "2026-01-05", first, second).decided("revoke", measures.JudgmentForm, "2026-03-20")
		l.Current().Papers[0].Results = []measures.Result{{Name: town.Name, Outcome: "dismiss_claims"}}
		return l
	}
	led := one(government, town).handledBy("区城市管理局")
	led.Designation.Joint = []string{"区司法局"}
	left := one(town, house)
	left.Changes = []measures.PartyChange{{Kind: measures.Leaves, Side: measures.Respondent, Name: house.Name, On: date("2026-03-01")}}
	what := map[string]measures.Outcome{}
	for _, r := range rowsOf(one(town, house)) {
		if r.Kind == statistics.Judged {
			what[r.Unit] = measures.Outcome(r.What)
		}
	}
	if want := map[string]measures.Outcome{"张村镇": "dismiss_claims", "区住房城乡建设局": "revoke"}; !maps.Equal(what, want) {
		t.Errorf("the organs' own results are %v, want %v", what, want)
	}
	for _, c := range []struct {
		name, district string
		l              *draft
		units          map[string]string
	}{
		{"the second", "1/1（100.0%）", one(town, house), map[string]string{"张村镇": "0/1（0.0%）", "区住房城乡建设局": "1/1（100.0%）"}},
		{"the first", "1/1（100.0%）", one(house, town), map[string]string{"张村镇": "0/1（0.0%）", "区住房城乡建设局": "1/1（100.0%）"}},
		{"the government, by who leads", "1/1（100.0%）", led, map[string]string{"张村镇": "0/1（0.0%）", "区城市管理局": "1/1（100.0%）"}},
		{"who had left", "0/1（0.0%）", left, map[string]string{"张村镇": "0/1（0.0%）"}},
	} {
		if got := counted(t, "loss_rate", "2026Q1", c.l); got != c.district {
			t.Errorf("%s: the district's %s, want %s", c.name, got, c.district)
		}
		if got := byUnit(t, "loss_rate_of_units", "2026Q1", c.l); !maps.Equal(got, c.units) {
			t.Errorf("%s: the units' %v, want %v", c.name, got, c.units)
		}
	}
}

// What a figure leaves out.
func TestWhatAFigureIsNotAbout(t *testing.T) {
	city := measures.Defendant{Name: "威海市人民政府"}
	third := func() *draft {
		l := lawsuit(1, "2026-01-05", city)
		l.ThirdOrgans = []measures.Defendant{town}
		return l
	}
	appealed := func(l *draft, by measures.Side, name string) *draft {
		l.decided("revoke", measures.JudgmentForm, "2026-03-20")
		l.Instances = append(l.Instances, measures.Instance{
			Level: measures.Second, Appeals: []measures.Appeal{{By: by, Name: name, On: date("2026-03-25")}},
		})
		return l
	}
	remanded := appealed(lawsuit(2, "2026-01-05", government).handledBy("区城市管理局"), measures.Respondent, "")
	remanded.decided("remand", measures.RulingForm, "2026-03-27")
	remanded.Instances = append(remanded.Instances, measures.Instance{Level: measures.First, Round: 1, RemandedOn: date("2026-03-30")})
	heard := func(left string) *draft {
		l := lawsuit(3, "2026-01-05", town)
		l.Changes = []measures.PartyChange{{Kind: measures.Leaves, Side: measures.Respondent, Name: town.Name, On: date(left)}}
		l.heard("2026-02-20", measures.Held{})
		return l
	}
	for _, c := range []struct {
		name, figure string
		l            *draft
		want         string
	}{
		{"papers go by the Bureau", "inverted", lawsuit(4, "2026-01-05", government), "0/1（0.0%）"},
		{"a third party's do not", "inverted", third(), "—"},
		{"a unit's own do not", "inverted", lawsuit(4, "2026-01-05", town), "—"},
		{"when remanded, they have gone by it", "inverted", remanded, "0/1（0.0%）"},
		{"our third party appealed", "appealed_by_us", appealed(third(), measures.ThirdParty, town.Name), "1/1（100.0%）"},
		{"the only third party appealed", "appealed_by_us", appealed(third(), measures.ThirdParty, ""), "1/1（100.0%）"},
		{"the other organ appealed", "appealed_by_us", appealed(third(), measures.Respondent, ""), "0/1（0.0%）"},
		{"the plaintiff appealed", "appealed_by_us", appealed(third(), measures.Plaintiff, ""), "0/1（0.0%）"},
		{"our defendant appealed", "appealed_by_us", appealed(lawsuit(5, "2026-01-05", town), measures.Respondent, ""), "1/1（100.0%）"},
		{"nobody stood there for an organ", "attendance", heard("2026-03-01"), "0/1（0.0%）"},
		{"no organ was left at the hearing", "attendance", heard("2026-01-20"), "—"},
	} {
		if got := counted(t, c.figure, "2026Q1", c.l); got != c.want {
			t.Errorf("%s: %s is %s, want %s", c.name, c.figure, got, c.want)
		}
	}
}

// What the treasury owes is no unit's duty: what it was asked to pay stands with the payments.
func TestTheTreasurysPeriodIsNoDuty(t *testing.T) {
	paid := lawsuit(1, "2026-01-05", town)
	paid.Compensation = []measures.Compensation{{AcceptedOn: date("2026-02-02"), AppliedOn: date("2026-02-03"), Amount: "100.00"}}
	got, want := byUnit(t, "timely", "2026H1", paid), byUnit(t, "timely", "2026H1", lawsuit(1, "2026-01-05", town))
	if len(got) != 1 || got["张村镇"] == want["张村镇"] {
		t.Errorf("duties of %v, without the payment of %v", got, want)
	}
	if payments := counted(t, "payments", "2026H1", paid); payments != "0/1（0.0%）" {
		t.Errorf("payments %s", payments)
	}
}

func TestInWhichFormTheDistrictIsInALawsuit(t *testing.T) {
	third := lawsuit(1, "2026-01-05", measures.Defendant{Name: "威海市人民政府"})
	third.ThirdOrgans = []measures.Defendant{town}
	for _, c := range []struct {
		want string
		l    *draft
	}{
		{"区政府单独为被告", lawsuit(1, "2026-01-05", government)},
		{"区政府与其他机关为共同被告", lawsuit(1, "2026-01-05", government, town)},
		{"部门、镇街为被告", lawsuit(1, "2026-01-05", town)},
		{"本区单位仅为第三人", third},
		{"没有诉讼", suggested("2026-01-10", "")},
	} {
		rows := rowsOf(c.l)
		if len(rows) == 0 {
			t.Errorf("%s: nothing is counted", c.want)
		}
		for _, r := range rows {
			if got := r.Sued.Title(); got != c.want {
				t.Errorf("%s: %s is %s", c.want, r.Kind, got)
			}
		}
	}
}
