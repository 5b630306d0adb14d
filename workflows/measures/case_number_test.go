package measures_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yingsu/workflows/measures"
)

func TestCanonicalCaseNumber(t *testing.T) {
	for given, want := range map[string]string{
		"（2026）鲁10行初15号":              "（2026）鲁10行初15号",
		"(2026)鲁10行初15号":              "（2026）鲁10行初15号",
		"〔2026〕鲁10行初15号":              "（2026）鲁10行初15号",
		"[2026]鲁10行初15号":              "（2026）鲁10行初15号",
		"［2026］鲁10行初15号":              "（2026）鲁10行初15号",
		"【2026】鲁10行初15号":              "（2026）鲁10行初15号",
		"﹝2026﹞鲁10行初15号":              "（2026）鲁10行初15号",
		"（2026)鲁10行初15号":              "（2026）鲁10行初15号",
		" (2026) 鲁10行初 15 号 ":         "（2026）鲁10行初15号",
		"（2026）　鲁10行初15号":             "（2026）鲁10行初15号",
		"\t（2026）鲁10\u00a0行初15号\r\n":  "（2026）鲁10行初15号",
		"\ufeff（2026）鲁10行初\u200b15号":  "（2026）鲁10行初15号",
		"（2026）鲁10行初\u200d\u206015号":  "（2026）鲁10行初15号",
		"（2026）鲁10行初\u202e15\u202c号":  "（2026）鲁10行初15号",
		"（２０２６）鲁１０行初１５号":              "（2026）鲁10行初15号",
		"（2026）鲁1002行初15号":            "（2026）鲁1002行初15号",
		"（2026）鲁行终88号":                "（2026）鲁行终88号",
		"（2027）最高法行申123号":             "（2027）最高法行申123号",
		"（2026）鲁10行赔初3号":              "（2026）鲁10行赔初3号",
		"威政复〔2026〕12号":                "威政复（2026）12号",
		"（2026）新疆兵团行初12345678号":       "（2026）新疆兵团行初12345678号",
		"（2026）鲁100212行初15号":          "（2026）鲁100212行初15号",
		"(2026)鲁\u00ad10行初\u007f15号":  "（2026）鲁10行初15号",
		"（2026）鲁10行初０15号":             "（2026）鲁10行初15号",
		"威海市环翠区政复受字〔2026〕12号":         "威海市环翠区政复受字（2026）12号",
		"（2026）鲁10行初0015号":            "（2026）鲁10行初15号",
		"威政复（2026）0012号":              "威政复（2026）12号",
		"（2026）鲁0102行初15号":            "（2026）鲁0102行初15号",
		"威政复〔2026〕１２号":                "威政复（2026）12号",
		"（2026）鲁10行初15号\u2028":        "（2026）鲁10行初15号",
		"（2026）鲁10行初15号\u180e":        "（2026）鲁10行初15号",
		"（2026）最高法知行终1号":              "（2026）最高法知行终1号",
		"（2026）鲁10行初15号" + " \u3000 ": "（2026）鲁10行初15号",
	} {
		for law := measures.Unnumbered; law <= measures.Papers; law++ {
			if got, err := measures.CanonicalCaseNumber(given, law); err != nil || got != want {
				t.Errorf("law %d, %q: %s, %v; want %s", law, given, got, err, want)
			}
		}
	}
}

// TestCanonicalCaseNumber_OneForEachCase: since Papers all that stands for one case is
// one number. Lawsuits that ran before keep the number that they were opened under.
func TestCanonicalCaseNumber_OneForEachCase(t *testing.T) {
	for _, row := range []struct{ name, given, before, since string }{
		{"the second document of a kind", "（2026）鲁10行初15号之一", "（2026）鲁10行初15号之一", "（2026）鲁10行初15号"},
		{"the twenty-third", "（2026）鲁10行初15号之二十三", "（2026）鲁10行初15号之二十三", "（2026）鲁10行初15号"},
		{"in digits", "（2026）鲁10行初15号之1", "", "（2026）鲁10行初15号"},
		{"an organ's", "威政复（2026）12号之一", "威政复（2026）12号之一", "威政复（2026）12号"},
		{"as it was written before", "（2024）鲁1002行初33-2号", "", "（2024）鲁1002行初33号"},
		{"with a long stroke", "（2024）鲁1002行初33－2号", "", "（2024）鲁1002行初33号"},
		{"filled up", "（2024）鲁1002行初0033—2号", "", "（2024）鲁1002行初33号"},
		{"a word of before 2016", "（2024）鲁1002行初字第900号", "（2024）鲁1002行初字第900号", "（2024）鲁1002行初900号"},
		{"half of it", "（2024）鲁1002行初第900号", "（2024）鲁1002行初第900号", "（2024）鲁1002行初900号"},
		{"the other half", "（2016）鲁1002行初字900号", "（2016）鲁1002行初字900号", "（2016）鲁1002行初900号"},
		{"where it belongs", "（2014）威行初字第12号", "（2014）威行初字第12号", "（2014）威行初字第12号"},
		{"where it belongs and is left out", "（2015）威行初12号", "（2015）威行初12号", "（2015）威行初字第12号"},
		{"of the last century", "（1999）鲁行终1号", "（1999）鲁行终1号", "（1999）鲁行终字第1号"},
		{"and of a document", "（2014）威行初字第33-2号", "", "（2014）威行初字第33号"},
		{"an organ's 第", "威政复决字[2026] 第12号", "威政复决字（2026）第12号", "威政复决字（2026）12号"},
		{"a part of a character, from a PDF (U+2F8F)", "（2024）鲁1002\u2f8f初900号", "（2024）鲁1002\u2f8f初900号", "（2024）鲁1002行初900号"},
		{"one that Unicode does not explain (U+2ED8)", "（2024）\u2ed801行初9号", "（2024）\u2ed801行初9号", "（2024）青01行初9号"},
		{"a compatible character (U+FA08)", "（2024）鲁1002\ufa08初900号", "（2024）鲁1002\ufa08初900号", "（2024）鲁1002行初900号"},
		{"the traditional form", "（2024）魯1002行終900號", "", "（2024）鲁1002行终900号"},
		{"an organ's too", "威政復決字〔2026〕12號", "", "威政复决字（2026）12号"},
		{"all of it", "〔２０２４〕 魯1002⾏初字第0900號之二", "", "（2024）鲁1002行初900号"},
	} {
		for law, want := range map[measures.Logic]string{measures.Unnumbered: row.before, measures.Enduring: row.before, measures.Papers: row.since} {
			got, err := measures.CanonicalCaseNumber(row.given, law)
			if got != want || (err == nil) != (want != "") {
				t.Errorf("%s, law %d, %q: %s, %v; want %q", row.name, law, row.given, got, err, want)
			}
		}
		if again, err := measures.CanonicalCaseNumber(row.since, measures.Papers); err != nil || again != row.since {
			t.Errorf("%s: %s again: %s, %v", row.name, row.since, again, err)
		}
	}
}

// TestCanonicalCaseNumber_SaysWhatNext: what may be several cases, or nobody can read,
// is refused with the way on.
func TestCanonicalCaseNumber_SaysWhatNext(t *testing.T) {
	for given, want := range map[string]string{
		"（2024）鲁1002行初1-3号":             "“1-3号”可能是几个案件，也可能是一个案件的第3份文书：合并审理的请逐案登记，每案填写各自的案号；是文书序号的请略去，只填写“（2024）鲁1002行初1号”",
		"（2024）鲁1002行初33-33号":           "只填写“（2024）鲁1002行初33号”",
		"（2024）鲁1002行初33至2号":            "可能是几个案件",
		"（2024）鲁1002行初15～17号":           "可能是几个案件",
		"威政复（2026）12-14号":               "可能是几个案件",
		"（2026）鲁10行初15号、16号":            "含有几个案号，一个案件只有一个案号：合并审理的请逐案登记，每次只填写其中一个",
		"（2026）鲁10行初15、16号":             "含有几个案号",
		"（2026）鲁10行初15号和（2026）鲁10行初16号": "含有几个案号",
		"（2026）𠂇10行初15号":                "案号中的“𠂇”不是规范的简体字，可能是从文件中复制的异体字，请对照文书重新输入",
		"（2026）鲁10\u2e83初15号":           "不是规范的简体字",
		"（2026）鲁10行初①号":                 "不像案号",
		"（2026）鲁10行初15²号":               "不像案号",
	} {
		if got, err := measures.CanonicalCaseNumber(given, measures.Papers); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want %s", given, got, err, want)
		}
	}
}

func TestCanonicalCaseNumber_Refuses(t *testing.T) {
	for _, nonsense := range []string{
		"", " ", "\u200b", "15", "鲁10行初15号", "（2026）鲁10行初15", "（26）鲁10行初15号", "（20261）鲁10行初15号",
		"（2026）10行初15号", "（2026）鲁10行初号", "（2026）鲁10行初15号之", "（2026）鲁10行初15号之壹",
		"（2026）鲁10行初15号（2026）鲁10行初16号", "关于（2026）鲁10行初15号", "（2126）鲁10行初15号", "（1826）鲁10行初15号",
		"（2026）Lu10行初15号", "威政复2026年12号", "(2026)lu10xc15h", "'; DROP TABLE lawsuits; --", "（2026）鲁10行初①号",
		"（2026）鲁1234567行初15号", "（2026）鲁10行初123456789号", "（2026）鲁10行初15号之一二三四", "2026）鲁10行初15号",
		"（2026）鲁10行初15号" + strings.Repeat("之一", 5000),
	} {
		got, err := measures.CanonicalCaseNumber(nonsense, measures.Papers)
		if _, before := measures.CanonicalCaseNumber(nonsense, measures.Enduring); err == nil || before == nil || got != "" {
			t.Errorf("%q is taken for %s", nonsense, got)
			continue
		}
		if msg := err.Error(); !strings.Contains(msg, "请按“（2026）鲁10行初15号”的格式填写") || utf8.RuneCountInString(msg) > 110 {
			t.Errorf("%q: %s", nonsense, msg)
		}
	}
}

// TestCanonicalCaseNumber_OneForm draws case numbers and disguises them: all
// disguises come to the one form, and that form stays.
func TestCanonicalCaseNumber_OneForm(t *testing.T) {
	brackets := []string{"()", "（）", "〔〕", "[]", "［］", "【】", "﹝﹞"}
	invisible := []string{"", " ", "　", "\u200b", "\ufeff", "\u00a0", "\t"}
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringMatching(`（20(1[6-9]|[2-9][0-9])）(鲁|鲁行|最高法)([0-9]{2}|[0-9]{4})?(行初|行终|行申|行再)[1-9][0-9]{0,5}号`).Draw(t, "number")
		pair := []rune(rapid.SampledFrom(brackets).Draw(t, "brackets"))
		wide := rapid.Bool().Draw(t, "full-width digits")
		var given strings.Builder
		for _, c := range want {
			given.WriteString(rapid.SampledFrom(invisible).Draw(t, "space"))
			switch {
			case c == '（':
				c = pair[0]
			case c == '）':
				c = pair[1]
			case wide && c >= '0' && c <= '9':
				c += '０' - '0'
			}
			given.WriteRune(c)
		}
		if rapid.Bool().Draw(t, "a document") {
			given.WriteString(rapid.SampledFrom([]string{"之一", "之十二", "之2"}).Draw(t, "suffix"))
		}
		got, err := measures.CanonicalCaseNumber(given.String(), measures.Papers)
		if err != nil || got != want {
			t.Fatalf("%q: %s, %v; want %s", given.String(), got, err, want)
		}
		if again, err := measures.CanonicalCaseNumber(got, measures.Papers); err != nil || again != got {
			t.Fatalf("%s again: %s, %v", got, again, err)
		}
	})
}

func FuzzCanonicalCaseNumber(f *testing.F) {
	for _, seed := range []string{"（2026）鲁10行初15号", "(2026)鲁10行初 15号之一", "威政复〔2026〕12号", "（２０２６）鲁１０行初１５号", "\ufeff", "\xff（2026）"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		got, err := measures.CanonicalCaseNumber(given, measures.Papers)
		if err != nil {
			if got != "" {
				t.Errorf("%q: %q and %v", given, got, err)
			}
			return
		}
		if again, err := measures.CanonicalCaseNumber(got, measures.Papers); err != nil || again != got {
			t.Errorf("%q is %q, and that %q, %v", given, got, again, err)
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "()[]〔〕 　\u200b") {
			t.Errorf("%q is %q", given, got)
		}
	})
}

func TestYearOf(t *testing.T) {
	for number, want := range map[string]int{"（2026）鲁10行初15号": 2026, "威环政复〔2024〕3号": 0, "威政复（1999）7号": 1999, "（2126）鲁10行初15号": 0, "": 0} {
		if got := measures.YearOf(number); got != want {
			t.Errorf("%q is of %d, want %d", number, got, want)
		}
	}
}
