package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

func TestArticle14_TheCourtsOwnDateComesLater(t *testing.T) {
	until := func(on string) fact { return ordered(measures.Order{EvidenceDeadline: day(on)}) }
	turn := func(p measures.Procedure) fact { return ordered(measures.Order{Procedure: p}) }
	checkClock(t, "evidence", []clockRow{
		{"第十四条第一款: the court's own day", []fact{until("2024-03-12")}, "2024-03-12 running"},
		{"the last one counts", []fact{courtSays("2024-03-15"), until("2024-03-12"), until("2024-03-22")}, "2024-03-22 running"},
		{"an order without a day leaves it", []fact{courtSays("2024-03-15"), turn(measures.Ordinary)}, "2024-03-15 running"},
		{"turned to summary: a clock of its own", []fact{turn(measures.Summary)}, ""},
		{"turned back", []fact{summary, turn(measures.Ordinary)}, "2024-03-20 running"},
	})
	checkClock(t, "evidence_summary", []clockRow{
		{"行诉解释104: turned to summary", []fact{turn(measures.Summary), until("2024-03-12")}, "2024-03-12 running"},
		{"turned back", []fact{summary, turn(measures.Ordinary)}, ""},
	})
	checkClock(t, "review", []clockRow{
		{"第十四条第二款: the chain follows the court's day", []fact{until("2024-03-22")}, "2024-03-15 running"},
	})
}

func TestArticle14_EachRoundOfReview(t *testing.T) {
	checkClock(t, "review_opinion", []clockRow{
		{"两个工作日, our own", []fact{submitted("2024-03-12")}, "2024-03-14 running"},
		{"decided", []fact{submitted("2024-03-12"), approved("2024-03-14")}, "2024-03-14 met 2024-03-14"},
		{"decided after the target: never late", []fact{submitted("2024-03-12"), returned("2024-03-18")}, "2024-03-14 met 2024-03-18"},
		{"filed without it", []fact{submitted("2024-03-12"), filed("2024-03-15")}, "2024-03-14 void: 应诉材料未经审查即已提交"},
		{"nothing submitted", nil, ""},
	})
	checkClock(t, "review_opinion/2", []clockRow{
		{"the second round", []fact{submitted("2024-03-12"), returned("2024-03-13"), submitted("2024-03-15")}, "2024-03-19 running"},
	})
	two := file(submitted("2024-03-12"), returned("2024-03-13"), submitted("2024-03-15"))
	for id, want := range map[string]string{"review_opinion": "", "review_opinion/2": "第二次报送"} {
		if got := mustClock(t, two, id).Subject; got != want {
			t.Errorf("%s is of %s, want %s", id, got, want)
		}
	}
}

func TestArticle14_SealsAndWhatElseIsMissing(t *testing.T) {
	seal := func(papers ...measures.SealedPaper) fact {
		return func(f *measures.File) { f.Seals = append(f.Seals, measures.Seal{Papers: papers}) }
	}
	all := []measures.SealedPaper{measures.SealedDefence, measures.SealedIdentity, measures.SealedAuthorization}
	if got := file().Unsealed(); len(got) != 3 {
		t.Errorf("unsealed %v", got)
	}
	if got := file(seal(all[0]), seal(all[2])).Unsealed(); len(got) != 1 || got[0] != measures.SealedIdentity {
		t.Errorf("unsealed %v", got)
	}

	stated := func(missing int) fact {
		return func(f *measures.File) {
			m := measures.Material{Kind: 1, Title: "答辩状"}
			for _, c := range measures.DefenceElement("").Choices()[missing:] {
				m.Elements = append(m.Elements, measures.DefenceElement(c.Value))
			}
			f.Materials = append(f.Materials, m)
		}
	}
	agent := func(f *measures.File) {
		f.Current().Agents = []measures.Agent{{Name: "孙某某", Kind: measures.Staff}}
	}
	exhibit := func(m measures.Material) fact {
		return func(f *measures.File) {
			m.Kind, m.Title = 2, "照片"
			f.Materials = append(f.Materials, m)
		}
	}
	for _, row := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"nothing at all", nil, "第十二条 第十四条第一款 第十六条第一款"},
		{"all there", []fact{stated(0), seal(all...), agent}, ""},
		{"第十二条 lacks one of seven", []fact{stated(1), seal(all...), agent}, "第十二条"},
		{"第十三条 explained", []fact{stated(0), seal(all...), agent, exhibit(measures.Material{Class: measures.Physical, Source: "a", Proves: "b", Content: "c"})}, ""},
		{"第十三条 without its source", []fact{stated(0), seal(all...), agent, exhibit(measures.Material{Class: measures.Physical, Proves: "b", Content: "c"})}, "第十三条"},
		{"第三十八条: agents are of a lawsuit", []fact{stated(0), seal(all...), reconsideration}, ""},
	} {
		var got []string
		for _, d := range measures.Defects(file(row.facts...)) {
			got = append(got, d.Article)
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%s: %s, want %s", row.name, s, row.want)
		}
	}
}

func TestArticle14_SealedAfterThePapersWerePassed(t *testing.T) {
	seal := func(on string, papers ...measures.SealedPaper) fact {
		return func(f *measures.File) { f.Seals = append(f.Seals, measures.Seal{On: day(on), Papers: papers}) }
	}
	const defence, identity = measures.SealedDefence, measures.SealedIdentity
	passed := func(more ...fact) *measures.File {
		return file(append([]fact{submitted("2024-03-11"), approved("2024-03-13")}, more...)...)
	}
	for _, row := range []struct {
		name string
		file *measures.File
		want int
	}{
		{"on the day", passed(seal("2024-03-13", defence, identity)), 0},
		{"two a day early", passed(seal("2024-03-12", defence, identity)), 2},
		{"one sealed again", passed(seal("2024-03-12", defence, identity), seal("2024-03-14", defence)), 1},
		{"nothing passed yet", file(seal("2024-03-12", defence)), 0},
		{"not sealed at all", passed(), 0},
	} {
		if got := row.file.SealedEarly(); len(got) != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

func TestArticle14_NamedDaysThatDoNotAgreeWithTheStatute(t *testing.T) {
	for _, row := range []struct {
		name      string
		procedure measures.Procedure
		named     string
		doubt     string
	}{
		{"ordinary, fifteen days", measures.Ordinary, "2024-03-20", ""},
		{"ordinary, more", measures.Ordinary, "2024-03-21", ""},
		{"ordinary, a day less than 行政诉讼法67", measures.Ordinary, "2024-03-19", "第六十七条"},
		{"nobody has said which, a day less", "", "2024-03-19", "第六十七条"},
		{"summary, fifteen days", measures.Summary, "2024-03-20", ""},
		{"summary, less", measures.Summary, "2024-03-10", ""},
		{"summary, a day more than 行诉解释104", measures.Summary, "2024-03-21", "第一百零四条"},
	} {
		got := measures.DeadlineDoubt(row.procedure, day("2024-03-05"), day(row.named))
		if (got == "") != (row.doubt == "") || !strings.Contains(got, row.doubt) {
			t.Errorf("%s: %q, want %q", row.name, got, row.doubt)
		}
	}
	if got := measures.DeadlineDoubt(measures.Ordinary, day("2024-03-05"), noDay); got != "" {
		t.Errorf("no day is named: %q", got)
	}
}

func TestArticle14_ProcedureAfterAnOrder(t *testing.T) {
	for _, row := range []struct {
		f       *measures.File
		o, want measures.Procedure
	}{
		{file(), "", measures.Ordinary},
		{file(), measures.Summary, measures.Summary},
		{file(summary), "", measures.Summary},
		{file(summary), measures.Ordinary, measures.Ordinary},
	} {
		if got := row.f.ProcedureAfter(measures.Order{Procedure: row.o}); got != row.want {
			t.Errorf("%s after an order of %q is %s, want %s", row.f.Procedure, row.o, got, row.want)
		}
	}
}

// In a later instance there is a day only where the court names one, for whom it names.
func TestArticle14_ADayInALaterInstance(t *testing.T) {
	two := []fact{against(district, unitServed("张村镇", "")), func(f *measures.File) {
		f.Instances = append(f.Instances, measures.Instance{Level: measures.First, Round: 1, RemandedOn: day("2024-09-02")})
	}}
	key := (&measures.Instance{Level: measures.First, Round: 1}).Key()
	named := func(on, until, name string) fact {
		return func(f *measures.File) {
			f.Orders = append(f.Orders, measures.Order{On: day(on), EvidenceDeadline: day(until), Name: name, In: key})
		}
	}
	sent := func(on string, names ...string) fact {
		return func(f *measures.File) {
			f.Filings = append(f.Filings, measures.Filing{On: day(on), Kind: measures.MoreProof, In: key, For: names})
		}
	}
	town := file(two...).Sued()[1].Name
	of := func(facts ...fact) []fact { return append(append([]fact{}, two...), facts...) }
	checkClock(t, "evidence/"+key, []clockRow{
		{"for all", of(named("2024-09-03", "2024-09-20", "")), "2024-09-20 running"},
		{"for the town alone", of(named("2024-09-03", "2024-09-20", town)), ""},
		{"the later of two counts", of(named("2024-09-03", "2024-09-20", ""), named("2024-09-10", "2024-09-27", "")), "2024-09-27 running"},
		{"sent for all", of(named("2024-09-03", "2024-09-20", ""), sent("2024-09-13")), "2024-09-20 met 2024-09-13"},
		{"sent for the town", of(named("2024-09-03", "2024-09-20", ""), sent("2024-09-13", town)), "2024-09-20 running"},
		{"the first that was sent counts", of(named("2024-09-03", "2024-09-20", ""), sent("2024-09-13"), sent("2024-09-23")), "2024-09-20 met 2024-09-13"},
	})
}
