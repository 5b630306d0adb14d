package measures_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// TestEveryDayHasOneEdition walks the days from the promulgation on to detect
// gaps and conflicts: days without an edition, or with two.
func TestEveryDayHasOneEdition(t *testing.T) {
	editions := measures.Editions
	if editions[0].From != calendar.On(2023, 6, 19) {
		t.Errorf("the first edition is in force from %s", editions[0].From)
	}
	names := map[string]bool{}
	for i, e := range editions {
		if names[e.Name] || e.Name == "" {
			t.Errorf("the name %q stands twice", e.Name)
		}
		names[e.Name] = true
		if i > 0 && !e.From.After(editions[i-1].From) {
			t.Errorf("%s does not come after %s", e.Name, editions[i-1].Name)
		}
		for key := range e.Amends {
			if measures.RuleNamed(key) == nil {
				t.Errorf("%s amends %s, which is no rule", e.Name, key)
			}
		}
	}
	for d := calendar.On(2023, 6, 19); d.Year() <= 2035; d = d.AddDays(1) {
		in := 0
		for i, e := range editions {
			if !d.Before(e.From) && (i == len(editions)-1 || d.Before(editions[i+1].From)) {
				in++
				if measures.EditionOn(measures.Editions, d).Name != e.Name {
					t.Fatalf("on %s the edition is %s, want %s", d, measures.EditionOn(measures.Editions, d).Name, e.Name)
				}
			}
		}
		if in != 1 {
			t.Fatalf("%d editions on %s", in, d)
		}
	}
	if measures.EditionOn(measures.Editions, calendar.On(2020, 1, 1)).Name != editions[0].Name {
		t.Error("a lawsuit older than the Measures is not under their first edition")
	}
}

// TestEditionChangesOnItsDay adds a second edition and checks the days around
// its first one. What the new edition does not amend stays.
func TestEditionChangesOnItsDay(t *testing.T) {
	kept := measures.Editions
	t.Cleanup(func() { measures.Editions = kept })
	second := measures.Edition{
		Name: "later", From: calendar.On(2030, 1, 1),
		Amends: map[string]measures.Period{"forward": {N: 3, Unit: measures.WorkingDays}},
	}
	measures.Editions = append(kept[:len(kept):len(kept)], second)
	for on, want := range map[string]string{
		"2029-12-31": kept[len(kept)-1].Name, "2030-01-01": "later", "2030-01-02": "later",
	} {
		if got := measures.EditionOn(measures.Editions, day(on)).Name; got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	for _, e := range measures.Editions {
		if got, err := measures.EditionNamed(measures.Editions, e.Name); err != nil || got.Name != e.Name {
			t.Errorf("EditionNamed(%s) is %s, %v", e.Name, got.Name, err)
		}
	}
	f := file()
	for _, c := range measures.Clocks(f, under(second)) {
		want := map[string]string{"forward": "2024-03-08", "evidence": "2024-03-20", "review": "2024-03-13"}[c.ID]
		if c.Due.String() != want {
			t.Errorf("%s under the later edition: %s, want %s", c.ID, c.Due, want)
		}
	}
}

// TestArticle40_AnEditionThatCannotBeAdopted: what is in force is never edited. A
// new edition comes after the last one, not in the past, and amends something.
func TestArticle40_AnEditionThatCannotBeAdopted(t *testing.T) {
	const today = "2026-11-23"
	right := func() measures.Edition {
		return measures.Edition{Name: "2027-01-01", From: day("2027-01-01"), Amends: map[string]measures.Period{"forward": {N: 3, Unit: measures.WorkingDays}}}
	}
	from := func(on string) measures.Edition { e := right(); e.From = day(on); return e }
	called := func(name string) measures.Edition { e := right(); e.Name = name; return e }
	amending := func(key string, p measures.Period) measures.Edition {
		e := right()
		e.Amends = map[string]measures.Period{key: p}
		return e
	}
	nothing := right()
	nothing.Amends = nil
	two := right()
	two.Amends = map[string]measures.Period{"review": {N: 5, Unit: measures.WorkingDays}, "archive": {Unit: measures.Days}}
	for _, row := range []struct {
		name    string
		edition measures.Edition
		want    string
	}{
		{"right", right(), ""},
		{"from today on", from(today), ""},
		{"from yesterday on", from("2026-11-22"), "from 施行日期不能早于今天（2026年11月23日（周一））：已经立案的案件适用立案时的版本"},
		{"from the day of the last one", from("2023-06-19"), "from 施行日期应当晚于现有最后一个版本（2023-06-19，2023年6月19日（周一）起施行）"},
		{"from before the last one", from("2023-06-18"), "from 施行日期应当晚于现有最后一个版本（2023-06-19，2023年6月19日（周一）起施行）"},
		{"without a name", called(""), "name 请填写一个没有用过的版本名称"},
		{"under the last one's name", called("2023-06-19"), "name 请填写一个没有用过的版本名称"},
		{"amending nothing", nothing, "amends 请至少修改一个期限，或者提醒档"},
		{"two at once, by their keys", two, "amends.archive “将案件材料立卷归档”的长度应当在1到400之间; amends.review “将应诉材料报送区司法局审查”的计算方向不能改变"},

		{"a period that is not there", amending("appeal", measures.Period{N: 15, Unit: measures.Days}), "amends.appeal 没有这个期限，期限见“法规”页"},
		{"第二十六条: the day is the judgment's to name", amending("performance", measures.Period{N: 30, Unit: measures.Days}), "amends.performance “履行生效裁判”的期限由裁判指定，没有可以修改的天数"},
		{"第十四条: no longer counted back", amending("review", measures.Period{N: 5, Unit: measures.WorkingDays}), "amends.review “将应诉材料报送区司法局审查”的计算方向不能改变"},
		{"第三十条: counted back", amending("archive", measures.Period{N: 30, Unit: measures.Days, Back: true}), "amends.archive “将案件材料立卷归档”的计算方向不能改变"},
		{"in weeks", amending("archive", measures.Period{N: 4, Unit: "weeks"}), "amends.archive “将案件材料立卷归档”的单位应当是工作日、日或者月，倒计的期限不能以月计"},
		{"months counted back", amending("review", measures.Period{N: 1, Unit: measures.Months, Back: true}), "amends.review “将应诉材料报送区司法局审查”的单位应当是工作日、日或者月，倒计的期限不能以月计"},
		{"months counted forward", amending("archive", measures.Period{N: 1, Unit: measures.Months}), ""},
		{"no day at all", amending("archive", measures.Period{N: 0, Unit: measures.Days}), "amends.archive “将案件材料立卷归档”的长度应当在1到400之间"},
		{"one day", amending("archive", measures.Period{N: 1, Unit: measures.Days}), ""},
		{"400 days", amending("archive", measures.Period{N: 400, Unit: measures.Days}), ""},
		{"401 days", amending("archive", measures.Period{N: 401, Unit: measures.Days}), "amends.archive “将案件材料立卷归档”的长度应当在1到400之间"},
		{"91 working days", amending("archive", measures.Period{N: 91, Unit: measures.WorkingDays}), "amends.archive “将案件材料立卷归档”的长度应当在1到90之间"},
		{"25 months", amending("archive", measures.Period{N: 25, Unit: measures.Months}), "amends.archive “将案件材料立卷归档”的长度应当在1到24之间"},
		{"whole days in between, counted back", amending("review", measures.Period{N: 5, Unit: measures.WorkingDays, Back: true, Clear: true}), ""},
		{"whole days in between, counted forward", amending("archive", measures.Period{N: 30, Unit: measures.Days, Clear: true}), "amends.archive “将案件材料立卷归档”不是倒计的期限，没有整日之说"},
	} {
		var got []string
		for _, f := range row.edition.Faults(measures.Editions, day(today)) {
			got = append(got, f.Field+" "+f.Why)
		}
		if s := strings.Join(got, "; "); s != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, s, row.want)
		}
	}
}

// TestArticle14_ReadAsFiveClearWorkingDays: 届满前5个工作日 can also be read as five
// whole days in between, and an edition can say so. The sixth working day before
// the deadline is then the last in time.
func TestArticle14_ReadAsFiveClearWorkingDays(t *testing.T) {
	clear := measures.Period{N: 5, Unit: measures.WorkingDays, Back: true, Clear: true}
	e := measures.Edition{Amends: map[string]measures.Period{"review": clear}}
	for start, want := range map[string]string{
		"2024-03-05": "2024-03-12", // V16 has 13 March
		"2025-09-24": "2025-09-24", // V17 has 25 September
	} {
		if c := measures.RuleNamed("review").Calculate(day(start), under(e)); c.Due.String() != want {
			t.Errorf("from %s: %s, want %s", start, c.Due, want)
		}
	}
	twoDays := measures.Edition{Amends: map[string]measures.Period{"leader_filing": {N: 2, Unit: measures.Days, Back: true, Clear: true}}}
	if c := measures.RuleNamed("leader_filing").Calculate(day("2024-06-14"), under(twoDays)); c.Due != day("2024-06-11") {
		t.Errorf("two clear days before a Friday: %s", c.Due)
	}
}

// TestEditionThatIsNotThere: a lawsuit that names an edition which nobody knows is
// not counted under another.
func TestEditionThatIsNotThere(t *testing.T) {
	if e, err := measures.EditionNamed(measures.Editions, "2022-01-01"); err == nil {
		t.Errorf("found %s", e.Name)
	}
}

// TestChangesNameEveryEdition checks that no edition and no number of the law is added
// without a word on what it changes.
func TestChangesNameEveryEdition(t *testing.T) {
	text, err := os.ReadFile("CHANGES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range measures.Editions {
		if !strings.Contains(string(text), "## "+e.Name) {
			t.Errorf("CHANGES.md has no entry for %s", e.Name)
		}
	}
	for n := measures.Enduring; n <= measures.Current; n++ {
		if !strings.Contains(string(text), fmt.Sprintf("## 第%d号规则\n", n)) {
			t.Errorf("CHANGES.md has no entry for law no. %d", n)
		}
	}
}
