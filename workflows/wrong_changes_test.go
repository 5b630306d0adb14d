//go:build wrong

package workflows_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// wrongChanges are what somebody might do without thinking of the lawsuits that are
// open: each would make their histories come out differently.
var wrongChanges = []struct{ name, file, old, new string }{
	{"another hour of reminding", "measures/rungs.go", "const RungHour = 9", "const RungHour = 10"},
	{"other days of reminding", "measures/ladder.go", "	Before: []int{3, 1}, Every: 3,", "	Before: []int{5, 2}, Every: 4,"},
	{"a rule is dropped", "measures/rules.go", "	lossReport,\n", ""},
	{"a new rule without its number", "measures/art_014_review.go", "func (f *File) submittedOn()", `var filingTarget = func() *Rule {
	r := &Rule{Key: "filing_target", Title: "提交", Article: "第十四条第二款", Owner: OwnedByHandlers, Internal: true, Period: Period{N: 1, Unit: WorkingDays},
		runs: func(s *sheet) []run { return []run{{on: s.ServedOn, void: s.passedBy()}} }}
	Rules = append(Rules, r)
	return r
}()

func (f *File) submittedOn()`},
	{"a stricter check", "chapter_4_filing.go", "func (in FileWithCourt) check(c *checks) {", `func (in FileWithCourt) check(c *checks) {
	c.wrong("receipt", "", "请填写回执")`},
	{"an act is closed earlier", "chapter_5_in_court.go", "		if h := f.Current().Hearing(); h != nil {\n", "		if h := f.Current().Hearing(); h == nil {\n\t\t\treturn \"先办别的\"\n\t\t} else if h != nil {\n"},
	{"the law is asked for twice", "proceeding.go", "	p.under(law)\n	p.clocks", "	_, _ = p.lawNow(ctx, law.Logic)\n	p.under(law)\n	p.clocks"},
	{"a pause before each change", "proceeding.go", "	done, err := p.record(ctx, r)", "	_ = workflow.Sleep(ctx, 1)\n	done, err := p.record(ctx, r)"},
	{"the attributes are not written", "console.go", "if now != p.shown {", "if false {"},
	{"the attributes are written always", "console.go", "if now != p.shown {", "if true {"},
	{"no timer for the next rung", "keeper.go", "	for _, w := range wanted {", "	for _, w := range wanted[:0] {"},
	{"the history is not kept", "proceeding.go", "		if err := p.keepHistory(ctx); err != nil {", "		if err := error(nil); err != nil {"},
	{"histories are cut short", "proceeding.go", "const longHistory = 600", "const longHistory = 60"},
}

// TestWrongChangesDoNotReplay compiles each wrong change into the package and expects
// the recorded histories to refuse it. It takes minutes and is asked for by
//
//	go test -tags wrong ./workflows -run WrongChanges
func TestWrongChangesDoNotReplay(t *testing.T) {
	for _, c := range wrongChanges {
		t.Run(c.name, func(t *testing.T) {
			path, err := filepath.Abs(c.file)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(text), c.old); n != 1 {
				t.Fatalf("%q stands %d times in %s, want once: bring the change up to date", c.old, n, c.file)
			}
			dir := t.TempDir()
			changed, overlay := filepath.Join(dir, "changed.go"), filepath.Join(dir, "overlay.json")
			data, err := json.Marshal(map[string]map[string]string{"Replace": {path: changed}})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(changed, []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(overlay, data, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("go", "test", "-overlay", overlay, "-count=1", "-run", "TestRecordedHistoriesReplay", ".").CombinedOutput()
			switch {
			case err == nil:
				t.Errorf("the recorded histories replay with it")
			case !strings.Contains(string(out), "TestRecordedHistoriesReplay"):
				t.Errorf("it does not compile:\n%s", out)
			}
		})
	}
}
