package workflows_test

import (
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// TestArticle4_PetitionsToTheCourt: what is asked of the court is put on file even after its day, with the
// provision that sets the day; what nobody may ask is refused.
func TestArticle4_PetitionsToTheCourt(t *testing.T) {
	m := several(t)
	s := m.all(m.against(), step{"2026-03-03", clerk, "designate_unit", nil}) // served on 2 March: until the 17th
	ask := func(kind, on string, more fields) step {
		in := fields{"kind": kind, "on": on, "what": "理由"}
		for k, v := range more {
			in[k] = v
		}
		return step{"2026-04-20", unitClerk, "record_petition", in}
	}
	for _, x := range []struct {
		kind, on string
		more     fields
		doubt    string // the provision that is doubted, empty for none
	}{
		{"jurisdiction", "2026-03-17", nil, ""},
		{"jurisdiction", "2026-03-18", nil, "《行诉解释》第十条第一款"},
		{"witness", "2026-03-17", nil, ""},
		{"witness", "2026-03-18", nil, "《行政诉讼证据规定》第四十三条"},
		{"appraisal", "2026-03-18", nil, "《行政诉讼证据规定》第三十一条"},
		{"preservation", "2026-03-18", nil, "《行政诉讼证据规定》第二十七条"},
		{"recusal", "2026-04-20", nil, ""},
		{"closed_doors", "2026-04-20", nil, ""},
		{"lapsed", "2026-04-13", fields{"ceased_on": "2026-04-03"}, ""},
		{"lapsed", "2026-04-14", fields{"ceased_on": "2026-04-03"}, "《民事诉讼法》第八十六条"},
	} {
		o, refusal := m.tries(s, ask(x.kind, x.on, x.more))
		if refusal != nil {
			t.Errorf("%s on %s: %v", x.kind, x.on, refusal)
			continue
		}
		if got := strings.Join(o.Doubts, ""); (x.doubt == "") != (got == "") || !strings.Contains(got, x.doubt) {
			t.Errorf("%s on %s: doubts %q, want %q", x.kind, x.on, got, x.doubt)
		}
	}
	m.refuses("of a defendant, what only others may ask", s, ask("collection", "2026-03-10", nil), models.Invalid)
	m.refuses("since when", s, ask("lapsed", "2026-04-13", nil), models.Invalid)
	m.refuses("of nobody", s, ask("witness", "2026-03-10", fields{"name": "无此机关"}), models.Invalid)

	s = m.all(s, ask("witness", "2026-03-10", nil), ask("recusal", "2026-03-10", fields{"name": "张村镇"}))
	if p := s.file.Petitions; p[0].Name != "威海市环翠区人民政府" || p[1].Name != townName {
		t.Errorf("the petitions are of %s and %s", p[0].Name, p[1].Name)
	}
	s = m.all(s, step{"2026-04-21", unitClerk, "record_petition_answer", fields{"on": "2026-03-16", "granted": true}})
	if p := s.file.Petitions; p[0].Answer == nil || !p[0].Answer.Granted || p[1].Answer != nil {
		t.Errorf("answered are %+v", p)
	}
	m.refuses("twice", s, step{"2026-04-21", unitClerk, "record_petition_answer", fields{"number": 1, "on": "2026-03-16"}}, models.Invalid)
	m.refuses("before it was asked", s, step{"2026-04-21", unitClerk, "record_petition_answer", fields{"on": "2026-03-09"}}, models.Invalid)
	titles := map[string]bool{}
	for _, i := range measures.Volume(&s.file) {
		titles[i.Title] = true
	}
	for _, want := range []string{"证人出庭作证申请书", "对证人出庭作证申请的答复", "回避申请书"} {
		if !titles[want] {
			t.Errorf("the volume lacks %s", want)
		}
	}
}

// A lawsuit under an earlier number of the law knows no petitions yet.
func TestArticle4_PetitionsSinceTheirLaw(t *testing.T) {
	m := several(t)
	s := m.against()
	b := workflows.Bench{Law: today, Today: on(t, "2026-03-10")}
	b.Logic = measures.Papers
	refusal := workflows.ActNamed("record_petition").Check(&s.file, workflows.Request{By: clerk, Input: input(t, fields{"kind": "witness", "on": "2026-03-10", "what": "理由"})}, b)
	if refusal == nil || refusal.Code != models.NotOpen {
		t.Errorf("it is %v", refusal)
	}
}
