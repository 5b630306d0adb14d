package measures_test

import (
	"fmt"
	"testing"

	"yingsu/workflows/measures"
)

// The law sets for each thing that is asked of the court by when: most within the time for
// the evidence of who asks, an objection to the jurisdiction within that of the answer
// (行诉解释第十条), what was missed within ten days after the obstacle (民事诉讼法第八十六条).
func TestArticle4_UntilWhenSomethingCanBeAskedOfTheCourt(t *testing.T) {
	f := file(against(district, unitServed("张村镇", "2024-03-07")), courtSays("2024-03-25"))
	for _, row := range []struct {
		name     string
		petition measures.Petition
		want     string
	}{
		{"行诉解释10: jurisdiction, fifteen days from the copy, whatever the court says of the evidence", measures.Petition{Kind: measures.AsksJurisdiction}, "2024-03-20"},
		{"the town's own copy", measures.Petition{Kind: measures.AsksJurisdiction, Name: "张村镇"}, "2024-03-22"},
		{"证据规定43: a witness", measures.Petition{Kind: measures.AsksWitness}, "2024-03-25"},
		{"证据规定24: the court is to collect something", measures.Petition{Kind: measures.AsksCollection}, "2024-03-25"},
		{"民诉法86: a period that was missed", measures.Petition{Kind: measures.AsksLapsedPeriod, CeasedOn: day("2026-03-02")}, "2026-03-12"},
		{"行诉法55: a judge, at any time", measures.Petition{Kind: measures.AsksRecusal}, ""},
		{"nobody in the lawsuit", measures.Petition{Kind: measures.AsksWitness, Name: "无此机关"}, ""},
	} {
		if got := row.petition.Until(f, under(first)).String(); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

func TestArticle4_ByWhichProvision(t *testing.T) {
	for kind, want := range map[measures.PetitionKind]string{
		measures.AsksJurisdiction: "《行诉解释》第十条第一款", measures.AsksWitness: "《行政诉讼证据规定》第四十三条",
		measures.AsksRecusal: "《行政诉讼法》第五十五条", measures.AsksLapsedPeriod: "《民事诉讼法》第八十六条", "": "",
	} {
		if got := kind.Article(); got != want {
			t.Errorf("%s by %s, want %s", kind, got, want)
		}
	}
}

// 行诉解释第十条、第一百零一条: a ruling on the objection answers it.
func TestArticle4_ARulingAnswersAnObjection(t *testing.T) {
	petition := func(kind measures.PetitionKind, on string) fact {
		return func(f *measures.File) {
			f.Petitions = append(f.Petitions, measures.Petition{Kind: kind, On: day(on)})
		}
	}
	objected := petition(measures.AsksJurisdiction, "2024-03-12")
	answered := func(f *measures.File) {
		f.Petitions[0].Answer = &measures.PetitionAnswer{On: day("2024-03-15"), Text: "口头"}
	}
	for _, row := range []struct {
		name   string
		facts  []fact
		kind   measures.Outcome
		open   string
		answer string // to the first
	}{
		{"denied", []fact{objected}, "objection_denied", "[]", "2024-03-20 false 15号"},
		{"upheld", []fact{objected}, "objection_upheld", "[]", "2024-03-20 true 15号"},
		{"a ruling on something else", []fact{objected}, "stay", "[1]", ""},
		{"made on the day of the ruling", []fact{petition(measures.AsksJurisdiction, "2024-03-20")}, "objection_denied", "[]", "2024-03-20 false 15号"},
		{"made after it", []fact{petition(measures.AsksJurisdiction, "2024-03-21")}, "objection_denied", "[1]", ""},
		{"something else was asked", []fact{petition(measures.AsksWitness, "2024-03-12"), objected}, "objection_denied", "[1]", ""},
		{"it had its answer", []fact{objected, answered}, "objection_upheld", "[]", "2024-03-15 false 口头"},
	} {
		f := file(row.facts...)
		f.AnswerObjection(measures.Paper{Number: "15号", Outcome: row.kind, MadeOn: day("2024-03-20")})
		answer := ""
		if a := f.Petitions[0].Answer; a != nil {
			answer = fmt.Sprintf("%s %t %s", a.On, a.Granted, a.Text)
		}
		if got := fmt.Sprint(f.OpenPetitions()); got != row.open || answer != row.answer {
			t.Errorf("%s: %s wait, the first has the answer %q; want %s and %q", row.name, got, answer, row.open, row.answer)
		}
	}
}
