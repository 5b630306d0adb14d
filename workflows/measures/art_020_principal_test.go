package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle20_SixCasesInItsWords(t *testing.T) {
	choices := measures.PrincipalItem(0).Choices()
	if len(choices) != 6 || len(measures.PrincipalItems) != 6 {
		t.Fatalf("%d choices of %d cases", len(choices), len(measures.PrincipalItems))
	}
	for i, text := range measures.PrincipalItems {
		number := numeral(i + 1)
		if !strings.Contains(cited("第二十条"), "（"+number+"）"+text) {
			t.Errorf("case %d is not worded as in 第二十条: %s", i+1, text)
		}
		if want := (measures.Choice{Value: string(rune('1' + i)), Title: "（" + number + "）" + text}); choices[i] != want {
			t.Errorf("case %d is offered as %v, want %v", i+1, choices[i], want)
		}
		if got := measures.PrincipalItem(i + 1).Citation(); got != "第二十条第（"+number+"）项" {
			t.Errorf("case %d is cited as %s", i+1, got)
		}
	}
	for _, none := range []measures.PrincipalItem{-1, 0, 7} {
		if got := none.Citation(); got != "第二十条" {
			t.Errorf("case %d is cited as %s", none, got)
		}
	}
}

func TestArticle20_WhenThePrincipalMustCome(t *testing.T) {
	ground := func(item measures.PrincipalItem) fact {
		return func(f *measures.File) {
			f.Principal = append(f.Principal, measures.PrincipalGround{Item: item, On: day("2024-03-20")})
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"an ordinary lawsuit: any responsible official will do", nil, ""},
		{"（二） social attention", []fact{ground(2)}, "第二十条第（二）项"},
		{"（五） and （一）, in the order of the text", []fact{ground(5), ground(1)}, "第二十条第（一）项 第二十条第（五）项"},
		{"（三） recognized twice", []fact{ground(3), ground(3)}, "第二十条第（三）项"},
		{"（四） a protest of the procuratorate, by itself", []fact{ground(5), retrialAsked(measures.ByProcuracy, "2024-09-10")}, "第二十条第（四）项 第二十条第（五）项"},
		{"（四） a protest that somebody has also recognized", []fact{ground(4), retrialAsked(measures.ByProcuracy, "2024-09-10")}, "第二十条第（四）项"},
		{"the plaintiff's application is no protest", []fact{retrialAsked(measures.ByPlaintiff, "2024-09-10")}, ""},
		{"nor is a letter that proposes a retrial", []fact{retrialAsked(measures.ByProcuracyLetter, "2024-09-10")}, ""},
		{"a protest after the plaintiff's application", []fact{retrialAsked(measures.ByPlaintiff, "2024-09-10"), retrialAsked(measures.ByProcuracy, "2024-12-10")}, "第二十条第（四）项"},
	} {
		var got []string
		for _, p := range file(row.facts...).PrincipalRequired() {
			got = append(got, p.Citation())
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%s: %s, want %s", row.name, s, row.want)
		}
	}
}

func TestArticle20_SomebodyElseInThePrincipalsPlace(t *testing.T) {
	required := func(f *measures.File) { f.Principal = []measures.PrincipalGround{{Item: 2, On: day("2024-03-20")}} }
	named := func(rank measures.Rank, why string) *measures.Hearing {
		return &measures.Hearing{Officials: []measures.Official{{Name: "赵某", Rank: rank, NoPrincipal: why}}}
	}
	for _, row := range []struct {
		name string
		file *measures.File
		h    *measures.Hearing
		want bool
	}{
		{"the principal", file(required), named(measures.Principal, ""), false},
		{"a deputy, and nobody says why", file(required), named(measures.Deputy, ""), true},
		{"a deputy, with a reason", file(required), named(measures.Deputy, "正职住院"), false},
		{"nobody named", file(required), &measures.Hearing{}, true},
		{"a deputy in a lawsuit like others", file(), named(measures.Deputy, ""), false},
	} {
		if got := row.file.WithoutPrincipal(row.h); got != row.want {
			t.Errorf("%s: %t, want %t", row.name, got, row.want)
		}
	}
}
