package assessment

import (
	"cmp"
	"fmt"
	"slices"

	"yingsu/models"
	"yingsu/models/statistics"
)

// Sheet is what a unit comes to.
type Sheet struct {
	Unit   string
	Scores []Score // one for each indicator, in their order
	Total  int     // in tenths of a point, of 100
	Rank   int     // 1 for the best; equal totals share one

	Honours *Score // beside the total; nil where the units were told before they were counted
}

// Score is what a unit is given for an indicator.
type Score struct {
	Indicator
	Fact    models.Fact
	Tenths  int    // tenths of a point
	Applies bool   // otherwise its weight is left out
	Exempt  bool   // that is so because the Bureau has found it
	Missing bool   // nobody has given it yet
	Note    string // the evidence by which it was given, or why it does not apply
	Upheld  bool   // it was given after an objection
}

// Facts are what is counted, by unit and by the key of the indicator.
type Facts = map[string]map[string]models.Fact

// Sheets assesses units by what is counted of them and what they were given. That something
// does not apply to a unit goes before both, and objections that were upheld before that.
// The best comes first.
func Sheets(units []string, s models.Scheme, facts Facts, marks []models.Mark, objections []models.Objection) []Sheet {
	indicators := In(s)
	var sheets []Sheet
	for _, unit := range units {
		sheet := Sheet{Unit: unit}
		for _, x := range indicators {
			score := x.score(facts[unit][x.Key])
			score.take(unit, s.Exempt, marks, objections)
			sheet.Scores = append(sheet.Scores, score)
		}
		if f, counted := facts[unit][Honours.Key]; counted {
			sheet.Honours = &Score{Indicator: Honours, Fact: f}
		}
		sheet.Total = total(sheet.Scores)
		sheets = append(sheets, sheet)
	}
	slices.SortStableFunc(sheets, func(a, b Sheet) int { return cmp.Or(b.Total-a.Total, cmp.Compare(a.Unit, b.Unit)) })
	for i := range sheets {
		if sheets[i].Rank = i + 1; i > 0 && sheets[i].Total == sheets[i-1].Total {
			sheets[i].Rank = sheets[i-1].Rank
		}
	}
	return sheets
}

// score computes what the facts come to. A rate of nothing does not apply.
func (x Indicator) score(f models.Fact) Score {
	s := Score{Indicator: x, Fact: f, Applies: x.Weight > 0}
	full := 10 * x.Weight
	switch {
	case x.Given():
		s.Missing = s.Applies
	case x.CountsEntries():
		s.Tenths = share(full, min(f.N, x.Enough), x.Enough)
	case !x.rate():
		s.Tenths = max(full-10*f.N, 0)
	case f.Of == 0:
		s.Applies = false
	case x.Less:
		s.Tenths = share(full, f.Of-f.N, f.Of)
	default:
		s.Tenths = share(full, f.N, f.Of)
	}
	return s
}

// take puts in what people gave, and found.
func (s *Score) take(unit string, exempt []models.Exemption, marks []models.Mark, objections []models.Objection) {
	for _, m := range marks {
		if s.Given() && m.Unit == unit && m.Indicator == s.Key {
			s.Tenths, s.Note, s.Missing = min(m.Tenths, 10*s.Weight), m.Note, false
		}
	}
	for _, e := range exempt {
		if s.Weight > 0 && e.Unit == unit && e.Indicator == s.Key {
			s.Tenths, s.Note, s.Missing, s.Applies, s.Exempt = 0, e.Reason, false, false, true
		}
	}
	for _, o := range objections {
		if o.Unit == unit && o.Indicator == s.Key && !o.Open() && o.Upheld {
			s.Applies, s.Exempt = s.Applies || s.Exempt, false
			s.Tenths, s.Note, s.Missing, s.Upheld = min(o.Tenths, 10*s.Weight), o.Answer, false, true
		}
	}
}

// total scales what was reached to 100 points of what applies, in tenths.
func total(scores []Score) int {
	reached, of := 0, 0
	for _, s := range scores {
		if s.Applies {
			reached += s.Tenths
			of += s.Weight
		}
	}
	if of == 0 {
		return 0
	}
	return share(reached*Whole, 1, of)
}

// share is n of d parts of a whole, rounded half up.
func share(whole, n, d int) int { return (2*whole*n + d) / (2 * d) }

// PointsOf writes tenths as points: 97.5.
func PointsOf(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

// Reached is what a unit has reached in one of Points, from 1, and of how much that applies.
func (s Sheet) Reached(point int) (tenths, of int) {
	for _, x := range s.Scores {
		if x.Point == point && x.Applies {
			tenths += x.Tenths
			of += x.Weight
		}
	}
	return tenths, of
}

// Honoured tells whether it is known how often the units were honoured.
func Honoured(sheets []Sheet) bool {
	return slices.ContainsFunc(sheets, func(s Sheet) bool { return s.Honours != nil })
}

// Score returns what the unit is given for an indicator.
func (s Sheet) Score(indicator string) Score {
	for _, x := range s.Scores {
		if x.Key == indicator {
			return x
		}
	}
	return Score{}
}

// Contestable tells whether the unit can object to the score: other points would change what
// it comes to, or that it is left out can be wrong.
func (s Score) Contestable() bool { return s.Applies || s.Exempt }

// Exempt lists the scores that are left out because the Bureau has found that they do not
// apply to the unit.
func (s Sheet) Exempt() []Score {
	return slices.DeleteFunc(slices.Clone(s.Scores), func(x Score) bool { return !x.Exempt })
}

// Missing lists the indicators that nobody has given the unit yet.
func (s Sheet) Missing() []string {
	var titles []string
	for _, x := range s.Scores {
		if x.Missing {
			titles = append(titles, x.Title)
		}
	}
	return titles
}

// Text writes what is counted: 5/6（83.3%）, 2项, or a dash.
func (s Score) Text() string {
	f, figure := statistics.FigureOf(s.Figure)
	switch {
	case s.Given():
		return "—"
	case figure && f.Shows == statistics.Rate && s.Less: // how many did not
		return f.Text(statistics.Value{N: s.Fact.Of - s.Fact.N, Of: s.Fact.Of})
	case s.rate():
		return statistics.Figure{Shows: statistics.Rate}.Text(statistics.Value{N: s.Fact.N, Of: s.Fact.Of})
	case figure:
		return fmt.Sprintf("%d项", s.Fact.N)
	}
	return fmt.Sprintf("%d条", s.Fact.N)
}

// FactsOf counts what there is of units in a year: of each those that it continues as well.
func FactsOf(units map[string][]string, cells []statistics.Cell, entries []models.RegisterCount) Facts {
	facts := Facts{}
	for unit, names := range units {
		facts[unit] = map[string]models.Fact{}
		var of []statistics.Cell
		for _, c := range cells {
			if slices.Contains(names, c.Unit) {
				of = append(of, c)
			}
		}
		for _, x := range Counted() {
			if f, known := statistics.FigureOf(x.Figure); known {
				v := f.Of(of)
				facts[unit][x.Key] = models.Fact{N: v.N, Of: v.Of}
			} else if !x.Given() {
				facts[unit][x.Key] = x.entered(names, entries)
			}
		}
	}
	return facts
}

// entered is what the registers say of units.
func (x Indicator) entered(units []string, entries []models.RegisterCount) (f models.Fact) {
	for _, e := range entries {
		switch {
		case !slices.Contains(units, e.Unit) || !slices.Contains(x.Registers, e.Register):
		case x.Promises:
			f.N, f.Of = f.N+e.Kept, f.Of+e.Due
		default:
			f.N += e.N
		}
	}
	return f
}

// Wrong says what is impossible about a scheme, by the keys of the indicators.
func Wrong(s models.Scheme) []models.FieldError {
	var wrong []models.FieldError
	sum := 0
	for _, x := range Weighable(s) {
		sum += x.Weight
		if x.Weight < 0 || x.Weight > Whole {
			wrong = append(wrong, models.FieldError{Field: "weight-" + x.Key, Detail: fmt.Sprintf("“%s”的分值应当是0至%d之间的整数", x.Title, Whole)})
		}
		if x.CountsEntries() && (x.Enough < 1 || x.Enough > Whole) {
			wrong = append(wrong, models.FieldError{Field: "enough-" + x.Key, Detail: fmt.Sprintf("“%s”的满分条数应当是1至%d之间的整数", x.Title, Whole)})
		}
	}
	if len(wrong) == 0 && sum != Whole {
		wrong = append(wrong, models.FieldError{Field: "weight-" + Indicators[0].Key, Detail: fmt.Sprintf("各项分值合计应当是%d分，现在是%d分", Whole, sum)})
	}
	return wrong
}
