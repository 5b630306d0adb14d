package statistics

import (
	"cmp"
	"fmt"
	"slices"

	"yingsu/workflows/measures"
)

// Figure is one figure: which rows it counts, of which. It looks at their sorts only.
type Figure struct {
	Key     string
	Title   string
	Shows   Shows
	Kind    Kind
	Whole   func(Sort) bool // which rows of the kind it is about; all, if nil
	Part    func(Sort) bool // which of those it counts; only for a Rate
	Meaning string          // the formula in words
	Basis   string          // by which day a row belongs to the period
	Source  string          // where the figure comes from
}

// Shows is what a figure is: how it is computed and written.
type Shows string

const (
	Number  Shows = "number"  // 件数: how many rows
	Rate    Shows = "rate"    // 比率: how many of how many, always with both numbers
	Average Shows = "average" // 平均天数: the mean of the amounts
	Sum     Shows = "sum"     // 金额: the sum of the amounts, in fen
)

// Value is what a figure comes to.
type Value struct {
	N      int   `json:"n"`            // counted
	Of     int   `json:"of,omitempty"` // of so many; only for a Rate
	Amount int64 `json:"amount,omitempty"`
}

// Counts tells whether a figure counts rows of a sort; with whole, whether they are
// among those of which it counts some.
func (f Figure) Counts(s Sort, whole bool) bool {
	in := s.Kind == f.Kind && (f.Whole == nil || f.Whole(s))
	return in && (whole || f.Part == nil || f.Part(s))
}

// Of computes the figure from cells.
func (f Figure) Of(cells []Cell) Value {
	var v Value
	for _, c := range cells {
		if f.Shows == Rate && f.Counts(c.Sort, true) {
			v.Of += c.N
		}
		if f.Counts(c.Sort, false) {
			v.N += c.N
			v.Amount += c.Amount
		}
	}
	return v
}

// Text writes a value: a rate with both its numbers, and a dash where it is of nothing.
func (f Figure) Text(v Value) string {
	switch f.Shows {
	case Rate:
		if v.Of == 0 {
			return "—"
		}
		return fmt.Sprintf("%d/%d（%s）", v.N, v.Of, Percent(v.N, v.Of))
	case Average:
		if v.N == 0 {
			return "—"
		}
		return fmt.Sprintf("%s天", tenths(v.Amount*10, int64(v.N)))
	case Sum:
		return fmt.Sprintf("%d.%02d元", v.Amount/100, v.Amount%100)
	}
	return fmt.Sprintf("%d", v.N)
}

// Percent writes n of d with one decimal, rounded half up, and a dash where d is 0.
func Percent(n, d int) string {
	if d == 0 {
		return "—"
	}
	return tenths(int64(n)*1000, int64(d)) + "%"
}

// Change writes by how much a number differs from that of the year before: +9.3%.
func Change(now, before int) string {
	switch {
	case before == 0 && now == 0:
		return "持平"
	case before == 0:
		return "—"
	case now == before:
		return "持平"
	case now < before:
		return "-" + Percent(before-now, before)
	}
	return "+" + Percent(now-before, before)
}

// tenths writes a quotient of tenths, rounded half up: tenths(25, 2) is 1.3.
func tenths(n, d int64) string {
	t := (2*n + d) / (2 * d)
	return fmt.Sprintf("%d.%d", t/10, t%10)
}

// Group is a figure for one value of a dimension.
type Group struct {
	Is   string // the dimension's value
	Name string
	Value
}

// By computes the figure for each value of a dimension that occurs, the largest first.
func (f Figure) By(d Dimension, cells []Cell) []Group {
	parts := map[string][]Cell{}
	for _, c := range cells {
		if f.Counts(c.Sort, true) {
			parts[d.Of(c.Sort)] = append(parts[d.Of(c.Sort)], c)
		}
	}
	var groups []Group
	for value, of := range parts {
		groups = append(groups, Group{value, d.Name(value), f.Of(of)})
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(b.Of-a.Of, b.N-a.N, cmp.Compare(a.Is, b.Is))
	})
	return groups
}

// Dimension is something by which a figure is told apart.
type Dimension struct {
	Key   string
	Title string
	Of    func(Sort) string
	Name  func(string) string
}

// Dimensions lists them.
var Dimensions = []Dimension{
	{"level", "审级", func(s Sort) string { return string(s.Level) }, func(v string) string { return measures.Level(v).Title() }},
	{"court", "法院或者机关", func(s Sort) string { return s.Court }, named("未登记")},
	{"unit", "单位", func(s Sort) string { return s.Unit }, named("未确定承办单位")},
	{"sued", "被告形式", func(s Sort) string { return string(s.Sued) }, func(v string) string { return Sued(v).Title() }},
	{"category", "案由类别", func(s Sort) string { return string(s.Category) }, func(v string) string { return cmp.Or(measures.Category(v).Title(), "未分类") }},
	{"field", "行政管理领域", func(s Sort) string { return string(s.Field) }, func(v string) string { return cmp.Or(measures.Field(v).Title(), "未分类") }},
	{"what", "种类", func(s Sort) string { return string(s.Kind) + "/" + s.What }, whatTitle},
}

func named(none string) func(string) string {
	return func(v string) string { return cmp.Or(v, none) }
}

// DimensionOf finds a dimension by its key.
func DimensionOf(key string) (Dimension, bool) {
	i := slices.IndexFunc(Dimensions, func(d Dimension) bool { return d.Key == key })
	if i < 0 {
		return Dimension{}, false
	}
	return Dimensions[i], true
}

// FigureOf finds a figure by its key.
func FigureOf(key string) (Figure, bool) {
	for _, f := range slices.Concat(Figures, Assessed) {
		if f.Key == key {
			return f, true
		}
	}
	return Figure{}, false
}
