package api_test

import (
	"strings"
	"testing"
)

// Two spellings of one number are one lawsuit: a second registration is led to the
// first, and what may be several cases, or a name that nobody can see, is refused with
// the way on.
func TestOneCaseIsOneLawsuit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.record(notice)
	register := func(number string) string { return strings.Replace(notice, "（2026）鲁10行初15号", number, 1) }
	var all []scenario
	for _, number := range []string{
		"（2026）鲁10行初15号之一", "（2026）鲁10行初15-2号", "（2026）鲁10行初字第15号", "（2026）魯10行初15號",
		"（2026）鲁10\u2f8f初15号", "（2026）鲁10\ufa08初15号", "〔2026〕 鲁１０行初０15号",
	} {
		all = append(all, scenario{name: number, as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: register(number), status: 409, contains: []string{`"link":"/api/v1/lawsuits/` + id}})
	}
	for _, plaintiff := range []string{"\u3164", "\u2800", "\u115f", "\u034f", "\u0301"} {
		all = append(all, scenario{name: "a plaintiff whom nobody sees", as: "clerk", method: "POST", path: "/api/v1/lawsuits",
			body: strings.Replace(register("（2026）鲁10行初77号"), "王某某", plaintiff, 1), status: 422, contains: []string{"含有不可见字符"}})
	}
	w.play(t, append(all,
		scenario{name: "several cases", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: register("（2026）鲁10行初1-3号"), status: 422, contains: []string{`"field":"case_number"`, "合并审理的请逐案登记"}},
		scenario{name: "a list", as: "clerk", method: "POST", path: "/api/v1/lawsuits", body: register("（2026）鲁10行初15号、16号"), status: 422, contains: []string{"含有几个案号"}},
		scenario{name: "the last week of December", as: "clerk", method: "GET", path: "/api/v1/measures/clocks/evidence?from=2026-12-16", status: 200, contains: []string{`"due":"2026-12-31"`, `"provisional":true`, "可能涉及2026年12月下旬"}},
	))
}
