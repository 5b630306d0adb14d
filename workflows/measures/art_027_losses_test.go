package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle27_CallingItALossAgainstTheListWantsAReason(t *testing.T) {
	for _, row := range []struct {
		outcome string
		lost    bool
		want    string // a part of the doubt, nothing where there is none
	}{
		{"撤销", true, ""},
		{"撤销", false, "“撤销”通常计为败诉"},
		{"确认违法", false, "“确认违法”通常计为败诉"},
		{"驳回诉讼请求", false, ""},
		{"驳回诉讼请求", true, "“驳回诉讼请求”通常不计为败诉"},
		{"准许因被告改变行政行为撤诉", true, "“准许因被告改变行政行为撤诉”通常不计为败诉"},
		// Who lost turns on the decision below, or on what was changed.
		{"驳回上诉，维持原判", true, ""},
		{"驳回上诉，维持原判", false, ""},
		{"改判", true, ""},
		{"改判", false, ""},
		{"其他", true, ""},
		{"an outcome that is not on the list", true, ""},
	} {
		got := (&measures.Judgment{Outcome: row.outcome, Lost: row.lost}).LossDoubt()
		if (got == "") != (row.want == "") || !strings.HasPrefix(got, row.want) {
			t.Errorf("%s, lost %t: %q, want %q", row.outcome, row.lost, got, row.want)
		}
	}
}

func TestArticle27_AReportIsOwedUntilTheBureauIsContent(t *testing.T) {
	took := []fact{decided("2024-05-06", lost), effective("2024-05-31", "2024-05-31")}
	checked := func(on string, accepted bool) fact {
		return func(f *measures.File) {
			r := f.LossReport()
			r.CheckedOn, r.Accepted = day(on), accepted
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		owed  bool
		last  string // the report that counts
	}{
		{"lost, nothing sent", nil, true, ""},
		{"sent", []fact{reported("2024-06-07")}, false, "2024-06-07"},
		{"accepted", []fact{reported("2024-06-07"), checked("2024-06-12", true)}, false, "2024-06-07"},
		{"sent back", []fact{reported("2024-06-07"), checked("2024-06-12", false)}, true, "2024-06-07"},
		{"sent anew", []fact{reported("2024-06-07"), checked("2024-06-12", false), reported("2024-06-14")}, false, "2024-06-14"},
		{"sent back twice", []fact{reported("2024-06-07"), checked("2024-06-12", false), reported("2024-06-14"), checked("2024-06-17", false)}, true, "2024-06-14"},
	} {
		f := with(file(took...), row.facts...)
		last := ""
		if r := f.LossReport(); r != nil {
			last = r.On.String()
		}
		if f.OwesLossReport() != row.owed || last != row.last {
			t.Errorf("%s: owed %t, the last is of %s; want %t and %s", row.name, f.OwesLossReport(), last, row.owed, row.last)
		}
	}
	if file(decided("2024-05-06", won), effective("2024-05-31", "2024-05-31")).OwesLossReport() {
		t.Error("a report on a lawsuit that was won")
	}
	if file(decided("2024-05-06", lost)).OwesLossReport() {
		t.Error("a report before the judgment has taken effect")
	}
}

// TestArticle27_OutcomesInOtherWords asks who lost also where the outcome is not
// written as on the list.
func TestArticle27_OutcomesInOtherWords(t *testing.T) {
	for outcome, asks := range map[string]bool{
		"撤销处罚决定": true, "全部撤销": true, "撤销被诉处罚决定": true, "判决赔偿": true, "确认强制拆除行为违法": true, "责令三十日内答复": true,
		"驳回原告的诉讼请求": false, "维持原判": false, "部分支持": false,
	} {
		won := measures.Judgment{Form: measures.JudgmentForm, Outcome: outcome}
		if got := won.LossDoubt() != ""; got != asks {
			t.Errorf("%s as not lost: asks %t, want %t", outcome, got, asks)
		}
		if why := (&measures.Judgment{Outcome: outcome + "，驳回其他诉讼请求"}).LossDoubt(); asks && !strings.Contains(why, "既有支持也有驳回") {
			t.Errorf("%s in part: %s", outcome, why)
		}
		lost := measures.Judgment{Form: measures.JudgmentForm, Outcome: outcome, Lost: true}
		if why := lost.LossDoubt(); why != "" {
			t.Errorf("%s as lost: %s", outcome, why)
		}
	}
}
