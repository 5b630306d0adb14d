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

// wrongChange is a change that somebody might make: a piece of a file becomes another.
type wrongChange struct{ name, file, old, new string }

// wrongChanges are what somebody might do without thinking of the lawsuits that are
// open: each would make their histories come out differently.
var wrongChanges = []wrongChange{
	{"another hour of reminding", "measures/rungs.go", "const RungHour = 9", "const RungHour = 10"},
	{"other days of reminding", "measures/ladder.go", "	Before: []int{3, 1}, Every: 3,", "	Before: []int{5, 2}, Every: 4,"},
	{"a rule is dropped", "measures/rules.go", "	lossReport, remedy,\n", "	remedy,\n"},
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
	{"the attributes are not written", "console.go", "if !reflect.DeepEqual(now, p.shown) {", "if false && !reflect.DeepEqual(now, p.shown) {"},
	{"the attributes are written always", "console.go", "if !reflect.DeepEqual(now, p.shown) {", "if true || !reflect.DeepEqual(now, p.shown) {"},
	{"no timer for the next rung", "keeper.go", "	for _, w := range wanted {", "	for _, w := range wanted[:0] {"},
	{"the history is not kept", "proceeding.go", "		if err := p.keepHistory(ctx); err != nil {", "		if err := error(nil); err != nil {"},
	{"histories are cut short", "proceeding.go", "const longHistory = 600", "const longHistory = 60"},
}

// wrongJudgments are what somebody might get wrong of the law: each would have
// lawsuits judged, counted, told or reminded of otherwise than the text has it.
var wrongJudgments = []wrongChange{
	{"a period that is a working day longer", "measures/art_011_forwarding.go", "Period{N: 2, Unit: WorkingDays}", "Period{N: 3, Unit: WorkingDays}"},
	{"a period that is a day longer", "measures/art_025_appeal.go", `	Period:  Period{N: 15, Unit: Days},
	runs:    func(s *sheet) []run { return s.appeals(JudgmentForm) },`, `	Period:  Period{N: 16, Unit: Days},
	runs:    func(s *sheet) []run { return s.appeals(JudgmentForm) },`},
	{"whole days in between", "measures/art_014_review.go", "Period{N: 5, Unit: WorkingDays, Back: true}", "Period{N: 5, Unit: WorkingDays, Back: true, Clear: true}"},
	{"a last day that is off stays", "calendar/steps.go", "\t\tdue = c.NextWorking(last)\n", "\t\tdue = last\n"},
	{"from the earlier of two days", "measures/art_027_loss_report.go", "return later(e.On, e.ReceivedOn)", "return e.On"},
	{"a clock that is not met", "measures/art_011_forwarding.go", "met: s.ForwardedOn, ", ""},
	{"what was missed is void", "measures/clocks.go", `x.void.why != "" && c.Binds() && x.void.on.After(c.Limit())`, "false"},
	{"stages in another order", "measures/stage.go", `{Preparing, "准备应诉材料", "第十一条第一款", func(f *File) bool { return f.readyForReview() || f.answered() }},
	{Reviewing, "司法局审查", "第十四条第二款", func(f *File) bool { return !f.Defends() || f.Approved() || f.answered() }},`, `{Reviewing, "司法局审查", "第十四条第二款", func(f *File) bool { return !f.Defends() || f.Approved() || f.answered() }},
	{Preparing, "准备应诉材料", "第十一条第一款", func(f *File) bool { return f.readyForReview() || f.answered() }},`},
	{"an act twice", "chapter_4_before_court.go", `		case !f.ForwardedOn.IsZero():
			return "材料已于" + f.ForwardedOn.Chinese() + "转交"
`, ""},
	{"effective on the last day to appeal", "chapter_5_after_judgment.go", "!until.IsZero() && !in.On.After(until)", "!until.IsZero() && in.On.Before(until)"},
	{"another's act", "act.go", "	return !by.Role.OfUnit() || slices.ContainsFunc(f.Handlers(), by.ActsFor) || a.Wider && slices.ContainsFunc(by.Units(), f.Takes)", "	return true"},
	{"one person's correction", "corrections.go", "	if pending.By == c.By.Username {", "	if false {"},
	{"what is voided counts", "rebuild.go", "\t\t\tcounts = !c.Void\n", ""},
	{"a rung an hour late", "measures/rungs.go", "const RungHour = 9", "const RungHour = 10"},
	{"a wider circle", "measures/ladder.go", "Told: []Step{{Late: 1, Circle: Officials}, {Late: 2, Circle: Bureau}", "Told: []Step{{Late: 1, Circle: Bureau}, {Late: 2, Circle: Bureau}"},
	{"an interlocutory ruling ends the instance", "measures/papers.go", `{Outcome: "stay", Name: "停止执行", Form: RulingForm, At: anyCourt,`, `{Outcome: "stay", Name: "停止执行", Form: RulingForm, At: anyCourt, Ends: true,`},
	{"upheld is no loss", "measures/art_027_losses.go", "		return f.below(i) >= 0 && f.LostAt(f.below(i), organ)", "		return false"},
	{"one organ's answer is another's", "measures/art_014_evidence.go", "|| slices.Contains(x.For, organ.Name)", "|| true"},
	{"who comes later is served with the others", "measures/file_parties.go", "Unit: c.Unit, ServedOn: c.ServedOn,", "Unit: c.Unit, ServedOn: all[0].ServedOn,"},
	{"a later service undoes nothing", "chapter_5_papers.go", "	if early {\n", "	if early && false {\n"},
	{"who has left is still summoned", "measures/art_019_leader_filing.go", "s.Logic >= Papers && !organ.In(h.On)\n", "false\n"},
	{"a co-defendant is answered", "measures/art_025_appeal.go", "l.Logic >= Apart || f.Appellant(a) == p.Name", "f.Appellant(a) == p.Name"},
	{"an appeal that is withdrawn ends everybody's time", "measures/art_025_appeal.go", "		case s.Logic >= Apart && next.Unappealed():", "		case false:"},
	{"a loss of all is one loss", "measures/art_027_loss_report.go", "	if s.Logic < Papers && len(organs) > 0 {", "	if len(organs) > 0 {"},
	{"a retrial that decides nothing is reported", "measures/art_027_loss_report.go", "	if f.Opened >= Standing && f.Instances[i].Idle() {", "	if false {"},
	{"no report while a retrial runs", "measures/art_027_loss_report.go", "	if f.Opened < Standing {", "	if true {"},
	{"what precedes the judgment outlives it", "measures/art_026_performance.go", "e != nil && !f.LostAt(n, organ)", "e != nil && false && !f.LostAt(n, organ)"},
	{"a third party cannot appeal", "measures/art_025_appeal.go", "(s.Logic < Standing || p.Form != JudgmentForm)", "true"},
	{"the compensation that is sent back takes all along", "measures/papers.go", "Ends: true, Says: SaysLost, Sends: SendsPart,", "Ends: true, Says: SaysLost, Sends: SendsRemand,"},
	{"late before the last reading", "measures/art_019_leader_filing.go", "Due: hearing.AddDays(-1)", "Due: hearing.AddDays(-2)"},
}

// TestWrongChangesDoNotReplay compiles each wrong change into the package and expects
// the recorded histories to refuse it. It takes minutes and is asked for by
//
//	go test -tags wrong ./workflows -run WrongChanges
func TestWrongChangesDoNotReplay(t *testing.T) {
	for _, c := range wrongChanges {
		t.Run(c.name, func(t *testing.T) {
			out, failed := c.with(t, "-run", "TestRecordedHistoriesReplay", ".")
			switch {
			case !failed:
				t.Errorf("the recorded histories replay with it")
			case !strings.Contains(out, "TestRecordedHistoriesReplay"):
				t.Errorf("it does not compile:\n%s", out)
			}
		})
	}
}

// TestWrongChangesAreJudged expects the oracle to see each wrong judgment in the
// number of random lawsuits that is told, or judged on paper, every time. They are the
// same ones each time, so that it does not hang on chance.
func TestWrongChangesAreJudged(t *testing.T) {
	for _, c := range wrongJudgments {
		t.Run(c.name, func(t *testing.T) {
			out, failed := c.with(t, "-run", "TestRandomLawsuits", ".", "-rapid.seed", "1", "-rapid.nofailfile", "-rapid.shrinktime", "0s")
			switch {
			case !failed:
				t.Errorf("the random lawsuits are told alike with it")
			case !strings.Contains(out, "[rapid] failed"):
				t.Errorf("it fails for another reason:\n%s", out)
			}
		})
	}
}

// with runs tests with the change compiled in, and tells whether they failed. What one of
// them has seen the others need not see, and the changed text is not judged by its style.
func (c wrongChange) with(t *testing.T, tests ...string) (out string, failed bool) {
	t.Helper()
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
	// Compiling takes most of the time: it is done as fast as it can be.
	said, err := exec.Command("go", append([]string{
		"test", "-overlay", overlay, "-gcflags=yingsu/...=-N -l", "-ldflags=-s -w", "-count=1", "-vet=off", "-failfast",
	}, tests...)...).CombinedOutput()
	return string(said), err != nil
}
