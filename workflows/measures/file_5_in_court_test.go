package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestInstance_NamedByItsLevelAndRound(t *testing.T) {
	for _, row := range []struct {
		level      measures.Level
		round      int
		key, title string
	}{
		{measures.First, 0, "first", "一审"},
		{measures.Second, 0, "second", "二审"},
		{measures.Retrial, 0, "retrial", "再审"},
		{measures.Reconsidering, 0, "reconsideration", "行政复议"},
		{measures.First, 1, "first-2", "重审一审"},
		{measures.Second, 1, "second-2", "重审二审"},
		{measures.First, 2, "first-3", "第二次重审一审"},
		{measures.Retrial, 1, "retrial-2", "第二次再审"},
		{measures.Retrial, 2, "retrial-3", "第三次再审"},
	} {
		in := measures.Instance{Level: row.level, Round: row.round}
		if in.Key() != row.key || in.Title() != row.title {
			t.Errorf("%s in round %d is %s, %s; want %s, %s", row.level, row.round, in.Key(), in.Title(), row.key, row.title)
		}
	}
}

func TestInstance_WhatBroughtTheDisputeThere(t *testing.T) {
	j := decided("2024-05-06", lost)
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"nothing, at first instance", nil, ""},
		{"an appeal", []fact{j, appealed(measures.Plaintiff, "2024-05-13")}, "2024-05-13"},
		{"the first of two appeals", []fact{j, appealed(measures.Plaintiff, "2024-05-13"), alsoAppealed(measures.Respondent, "2024-05-20")}, "2024-05-13"},
		{"a remand", []fact{j, appealed(measures.Plaintiff, "2024-05-13"), decided("2024-08-01", remand), remanded("2024-08-20")}, "2024-08-20"},
		{"a retrial", []fact{j, effective("2024-05-22", "2024-05-22"), retried("2024-12-02")}, "2024-12-02"},
	} {
		if got := file(row.facts...).Current().OpenedOn().String(); got != row.want {
			t.Errorf("%s: opened on %s, want %s", row.name, got, row.want)
		}
	}
}

// 移送: an instance keeps the numbers and courts that it had; since Letters the number stays
// with the court that gave it.
func TestInstance_AnotherNumberOrCourt(t *testing.T) {
	const number, other = "（2024）鲁1002行初15号", "（2024）鲁1003行初8号"
	const huancui, wendeng = "威海市环翠区人民法院", "威海市文登区人民法院"
	type given struct{ number, court string }
	for _, row := range []struct {
		name   string
		logic  measures.Logic
		was    measures.Instance
		given  []given
		want   string
		former string
	}{
		{"its first number", measures.Letters, measures.Instance{}, []given{{number, huancui}}, number + huancui, ""},
		{"another number of the same court", measures.Letters, measures.Instance{CaseNumber: number, Court: huancui}, []given{{other, huancui}}, other + huancui, number + huancui},
		{"移送: another court, which has given no number yet", measures.Letters, measures.Instance{CaseNumber: number, Court: huancui}, []given{{"", wendeng}}, number + wendeng, number + huancui},
		{"and then gives it", measures.Letters, measures.Instance{CaseNumber: number, Court: huancui}, []given{{"", wendeng}, {other, ""}}, other + wendeng, number + huancui},
		{"and the same court said again", measures.Letters, measures.Instance{CaseNumber: number, Court: huancui}, []given{{"", wendeng}, {other, wendeng}}, other + wendeng, number + huancui},
		{"sent on before it has given one", measures.Letters, measures.Instance{CaseNumber: number, Court: huancui}, []given{{"", wendeng}, {"", "威海市中级人民法院"}}, number + "威海市中级人民法院", number + huancui + " " + wendeng},
		{"before Letters the number went along", measures.Papers, measures.Instance{CaseNumber: number, Court: huancui}, []given{{"", wendeng}, {other, ""}}, other + wendeng, number + huancui + " " + number + wendeng},
		{"and the same court was another", measures.Papers, measures.Instance{Court: huancui}, []given{{"", huancui}}, huancui, huancui},
		{"since Letters it is none", measures.Letters, measures.Instance{Court: huancui}, []given{{"", huancui}}, huancui, ""},
	} {
		in, law := row.was, under(first)
		law.Logic = row.logic
		for _, g := range row.given {
			in.Renumber(g.number, g.court, day("2024-04-15"), law)
		}
		var former []string
		for _, x := range in.Former {
			former = append(former, x.CaseNumber+x.Court)
		}
		if got := in.CaseNumber + in.Court; got != row.want || strings.Join(former, " ") != row.former {
			t.Errorf("%s: %s, formerly %q; want %s, formerly %q", row.name, got, former, row.want, row.former)
		}
	}
}

func TestInstance_ItsCourt(t *testing.T) {
	f := file(decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-20"))
	if got := f.CourtOf(&f.Instances[0]); got != f.Court {
		t.Errorf("the first is before %s, want that of the notice", got)
	}
	if got := f.CourtOf(f.Current()); got != "" {
		t.Errorf("nobody has said where the second is: %s", got)
	}
	f.Instances[0].Court, f.Current().Court = "威海市文登区人民法院", "山东省高级人民法院"
	for i, want := range []string{"威海市文登区人民法院", "山东省高级人民法院"} {
		if got := f.CourtOf(&f.Instances[i]); got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
}
