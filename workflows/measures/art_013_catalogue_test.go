package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle13_TheCatalogueNumbersItself(t *testing.T) {
	add := func(title, group string) fact {
		return func(f *measures.File) {
			f.Materials = append(f.Materials, measures.Material{Kind: 2, Title: title, Group: group})
		}
	}
	change := func(place int, how func(*measures.Material)) fact {
		return func(f *measures.File) { how(&f.Materials[place-1]) }
	}
	five := []fact{papers(1), add("甲", "程序"), add("乙", "事实"), add("丙", "程序"), add("丁", "")}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"groups in the order in which they were begun", five, "1-1甲@2 1-2丙@4 2-1乙@3 3-1丁@5"},
		{"a voided one drops out", append(five, change(2, func(m *measures.Material) { m.Voided = "误录" })), "1-1乙@3 2-1丙@4 3-1丁@5"},
		{"so does one with a newer version", append(five, add("甲二", "程序"), change(2, func(m *measures.Material) { m.ReplacedBy = 6 })), "1-1乙@3 2-1丙@4 2-2甲二@6 3-1丁@5"},
		{"no evidence", []fact{papers(1, 3, 4, 5)}, ""},
	} {
		var got []string
		for _, x := range file(row.facts...).Catalogue() {
			got = append(got, x.Number+x.Title+"@"+string(rune('0'+x.Place)))
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%s: %s, want %s", row.name, s, row.want)
		}
	}
	if got := (measures.Material{Source: "档案"}).Unexplained(); strings.Join(got, "、") != "证据种类、证明对象、内容" {
		t.Errorf("unexplained: %v", got)
	}
}

func TestArticle12_WhatTheDefenceMustState(t *testing.T) {
	states := func(e ...measures.DefenceElement) fact {
		return func(f *measures.File) {
			f.Materials = append(f.Materials, measures.Material{Kind: 1, Title: "答辩状", Elements: e})
		}
	}
	if got := file().MissingElements(); len(got) != 7 {
		t.Errorf("without a defence %v are missing", got)
	}
	two := file(states(measures.NamesCourt, measures.NamesCase), states(measures.NamesOrgan, measures.StatesFacts, measures.StatesViews, measures.Requests))
	if got := two.MissingElements(); len(got) != 1 || got[0] != measures.SignsDated {
		t.Errorf("two papers together: %v are missing", got)
	}
	two.Materials[0].Voided = "重写"
	if got := two.MissingElements(); len(got) != 3 {
		t.Errorf("a voided paper states nothing: %v are missing", got)
	}
}
