package measures_test

import (
	"slices"
	"testing"

	"yingsu/workflows/measures"
)

// letter is a suggestion; by is empty where it names no day, answered until then.
func letter(kind measures.SuggestionKind, received, by, answered string) fact {
	return func(f *measures.File) {
		l := measures.Suggestion{Kind: kind, From: "威海市中级人民法院", Document: "（2024）鲁10司建3号", ReceivedOn: day(received)}
		if by != "" {
			l.Due = day(by)
		}
		if answered != "" {
			l.AnsweredOn = day(answered)
		}
		f.Suggestions = append(f.Suggestions, l)
	}
}

func TestArticle29_AnsweredByTheDayInTheLetterOrByItsKind(t *testing.T) {
	checkClock(t, "judicial_suggestion/1", []clockRow{
		{"法释〔2023〕11号8: two months", []fact{letter(measures.JudicialSuggestion, "2024-03-06", "", "")}, "2024-05-06 running"},
		{"the day in the letter comes first", []fact{letter(measures.JudicialSuggestion, "2024-03-06", "2024-04-19", "")}, "2024-04-19 running"},
		{"a holiday in the letter moves", []fact{letter(measures.JudicialSuggestion, "2024-05-06", "2024-06-10", "")}, "2024-06-11 (safe 2024-06-07) running"},
		{"answered on the last day", []fact{letter(measures.JudicialSuggestion, "2024-03-06", "", "2024-05-06")}, "2024-05-06 met 2024-05-06"},
		{"answered a day late", []fact{letter(measures.JudicialSuggestion, "2024-03-06", "", "2024-05-07")}, "2024-05-06 met_late 2024-05-07"},
		{"another kind has its own", []fact{letter(measures.NormativeSuggestion, "2024-03-05", "", "")}, ""},
	})
	checkClock(t, "normative_suggestion/1", []clockRow{
		{"行诉解释149: sixty days", []fact{letter(measures.NormativeSuggestion, "2024-03-05", "", "")}, "2024-05-06 (safe 2024-04-30) running"},
	})
	checkClock(t, "procuratorial_suggestion/1", []clockRow{
		{"X04: two months from 31 December", []fact{letter(measures.ProcuratorialSuggestion, "2025-12-31", "", "")}, "2026-02-28 running"},
	})
	checkClock(t, "procuratorial_suggestion_urgent/1", []clockRow{
		{"检察公益诉讼解释21: fifteen days", []fact{letter(measures.UrgentSuggestion, "2024-09-20", "", "")}, "2024-10-08 (safe 2024-09-30) running"},
	})
	checkClock(t, "reconsideration_opinion/1", []clockRow{
		{"行政复议法76: sixty days", []fact{letter(measures.ReconsiderationOpinion, "2024-05-08", "", "")}, "2024-07-08 (safe 2024-07-05) running"},
	})
}

func TestArticle29_LettersKeepTheirNumbers(t *testing.T) {
	f := file(
		letter(measures.JudicialSuggestion, "2024-03-06", "", "2024-04-01"),
		letter(measures.ProcuratorialSuggestion, "2024-03-06", "", ""),
		letter(measures.JudicialSuggestion, "2024-03-20", "", ""),
	)
	want := []string{"judicial_suggestion/1 met", "judicial_suggestion/3 running", "procuratorial_suggestion/2 running"}
	if got := ids(f)[3:]; !slices.Equal(got, want) { // after forwarding, evidence and review
		t.Errorf("clocks %v, want %v", got, want)
	}
	if c := mustClock(t, f, "judicial_suggestion/3"); c.Subject != "（2024）鲁10司建3号" {
		t.Errorf("the clock is of %s", c.Subject)
	}
	if got := f.Unanswered(); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("unanswered: %v", got)
	}
}
