package measures_test

import (
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
