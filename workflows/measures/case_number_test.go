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
		"（2026）鲁10行初15号之一":            "（2026）鲁10行初15号之一",
		"（2026）鲁10行初15号之二十三":          "（2026）鲁10行初15号之二十三",
		"（1999）鲁行终1号":                 "（1999）鲁行终1号",
		"威政复〔2026〕12号":                "威政复（2026）12号",
		"威政复决字[2026] 第12号":            "威政复决字（2026）第12号",
		"威政复（2026）12号之一":              "威政复（2026）12号之一",
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
		"（2026）鲁10行初15号之十":            "（2026）鲁10行初15号之十",
		"（2026）鲁10行初15号\u180e":        "（2026）鲁10行初15号",
		"（2026）最高法知行终1号":              "（2026）最高法知行终1号",
		"（2026）鲁10行初15号" + " \u3000 ": "（2026）鲁10行初15号",
	} {
		if got, err := measures.CanonicalCaseNumber(given); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", given, got, err, want)
		}
	}
}

func TestCanonicalCaseNumber_Refuses(t *testing.T) {
	for _, nonsense := range []string{
		"", " ", "\u200b", "15", "鲁10行初15号", "（2026）鲁10行初15", "（26）鲁10行初15号", "（20261）鲁10行初15号",
		"（2026）10行初15号", "（2026）鲁10行初号", "（2026）鲁10行初15号之", "（2026）鲁10行初15号之1", "（2026）鲁10行初15号、16号",
		"（2026）鲁10行初15号（2026）鲁10行初16号", "关于（2026）鲁10行初15号", "（2126）鲁10行初15号", "（1826）鲁10行初15号",
		"（2026）Lu10行初15号", "威政复2026年12号", "(2026)lu10xc15h", "'; DROP TABLE lawsuits; --", "（2026）鲁10行初①号",
		"（2026）鲁1234567行初15号", "（2026）鲁10行初123456789号", "（2026）鲁10行初15号之一二三四", "2026）鲁10行初15号",
		"（2026）鲁10行初15号" + strings.Repeat("之一", 5000),
	} {
		got, err := measures.CanonicalCaseNumber(nonsense)
		if err == nil || got != "" {
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
		want := rapid.StringMatching(`（20[0-9]{2}）(鲁|鲁行|最高法)([0-9]{2}|[0-9]{4})?(行初|行终|行申|行再)[1-9][0-9]{0,5}号(之[一二三四五])?`).Draw(t, "number")
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
		got, err := measures.CanonicalCaseNumber(given.String())
		if err != nil || got != want {
			t.Fatalf("%q: %s, %v; want %s", given.String(), got, err, want)
		}
		if again, err := measures.CanonicalCaseNumber(got); err != nil || again != got {
			t.Fatalf("%s again: %s, %v", got, again, err)
		}
	})
}

func FuzzCanonicalCaseNumber(f *testing.F) {
	for _, seed := range []string{"（2026）鲁10行初15号", "(2026)鲁10行初 15号之一", "威政复〔2026〕12号", "（２０２６）鲁１０行初１５号", "\ufeff", "\xff（2026）"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		got, err := measures.CanonicalCaseNumber(given)
		if err != nil {
			if got != "" {
				t.Errorf("%q: %q and %v", given, got, err)
			}
			return
		}
		if again, err := measures.CanonicalCaseNumber(got); err != nil || again != got {
			t.Errorf("%q is %q, and that %q, %v", given, got, again, err)
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "()[]〔〕 　\u200b") {
			t.Errorf("%q is %q", given, got)
		}
	})
}
