package measures_test

import (
	"slices"
	"testing"

	"yingsu/workflows/measures"
)

const (
	designating = measures.Designating
	forwarding  = measures.Forwarding
	preparing   = measures.Preparing
	reviewing   = measures.Reviewing
	submitting  = measures.Submitting
	trying      = measures.Trying
	deciding    = measures.Deciding
	reporting   = measures.Reporting
	concluding  = measures.Concluding
	archiving   = measures.Archiving
	inArchive   = measures.Archived
)

// walk puts facts on file one after the other and checks the stage after each.
func walk(t *testing.T, f *measures.File, steps []step) {
	t.Helper()
	for _, s := range steps {
		if s.put != nil {
			s.put(f)
		}
		if got := measures.StageOf(f); got != s.want {
			t.Errorf("%s: stage %s, want %s", s.name, got, s.want)
		}
	}
}

type step struct {
	name string
	put  fact
	want measures.Stage
}

func TestStages_InTheOrderOfTheMeasures(t *testing.T) {
	walk(t, file(), []step{
		{"registered", nil, designating},
		{"designated", designated("区城市管理局"), forwarding},
		{"forwarded", forwarded("2024-03-06"), preparing},
		{"papers complete", papers(1, 2, 3, 4, 5), preparing},
		{"submitted for review", submitted("2024-03-11"), reviewing},
		{"returned", returned("2024-03-12"), preparing},
		{"submitted again", submitted("2024-03-13"), reviewing},
		{"approved", approved("2024-03-14"), submitting},
		{"filed", filed("2024-03-15"), trying},
		{"summoned", summoned("2024-04-11"), trying},
		{"heard", held, trying},
		{"lost", decided("2024-05-06", lost), deciding},
		{"appealed: back to court", appealed(measures.Respondent, "2024-05-20"), trying},
		{"heard again", func(f *measures.File) { with(f, summoned("2024-07-11"), held) }, trying},
		{"lost again", decided("2024-08-01", lost), deciding},
		{"effective", effective("2024-08-01", "2024-08-01"), reporting},
		{"reported", reported("2024-08-09"), concluding},
		{"concluded", concluded("2024-08-20"), archiving},
		{"archived", archived("2024-09-10"), inArchive},
	})
}

func TestStages_WithFactsOutOfOrder(t *testing.T) {
	walk(t, file(), []step{
		{"a summons before anything else", summoned("2024-04-11"), designating},
		{"papers before the designation", papers(1, 2, 3, 4, 5), designating},
		{"forwarded before the designation", forwarded("2024-03-06"), designating},
		{"submitted before the designation", submitted("2024-03-08"), designating},
		{"designated at last", designated("区城市管理局"), reviewing},
		{"judged before the response was filed", decided("2024-05-06", won), deciding},
		{"effective", effective("2024-05-22", "2024-05-22"), concluding},
	})
	walk(t, file(designated("区城市管理局"), forwarded("2024-03-06")), []step{
		{"filed without review", filed("2024-03-19"), trying},
		{"archived before it was concluded", archived("2024-04-01"), trying},
	})
	walk(t, file(designated("区城市管理局"), forwarded("2024-03-06")), []step{
		{"submitted", submitted("2024-03-11"), reviewing},
		{"approved in the first round", approved("2024-03-12"), submitting},
	})
	walk(t, file(), []step{
		{"withdrawn at once: only the end is left", withdrawn("2024-03-06"), concluding},
		{"concluded", concluded("2024-03-07"), archiving},
	})
	walk(t, file(filed("2024-03-15")), []step{
		{"won", decided("2024-05-06", won), deciding},
		{"effective: no report after a win", effective("2024-05-22", "2024-05-22"), concluding},
	})
	walk(t, file(filed("2024-03-15"), decided("2024-05-06", lost), appealed(measures.Plaintiff, "2024-05-13")), []step{
		{"withdrawn on appeal", withdrawn("2024-06-03"), concluding},
	})
}

func TestStages_WithoutTheDistrict(t *testing.T) {
	f := file(bureauAlone())
	want := []measures.Stage{preparing, submitting, trying, deciding, reporting, concluding, archiving, inArchive}
	if got := measures.Stages(f); !slices.Equal(got, want) {
		t.Errorf("stages %v, want %v", got, want)
	}
	walk(t, f, []step{
		{"registered: the bureau handles it itself", nil, preparing},
		{"some papers", papers(1, 2, 3, 4), preparing},
		{"the last paper", papers(5), submitting},
		{"filed", filed("2024-03-15"), trying},
	})
	want = []measures.Stage{designating, forwarding, preparing, reviewing, submitting, trying, deciding, reporting, concluding, archiving, inArchive}
	if got := measures.Stages(file()); !slices.Equal(got, want) {
		t.Errorf("stages %v, want %v", got, want)
	}
}

func TestStages_PassedWhateverCameBefore(t *testing.T) {
	f := file(forwarded("2024-03-06"), decided("2024-05-06", lost))
	for _, s := range measures.Stages(f) {
		want := !slices.Contains([]measures.Stage{deciding, concluding, archiving, inArchive}, s)
		if s.Passed(f) != want {
			t.Errorf("%s passed: %t", s, !want)
		}
	}
	if with(f, archived("2024-09-01")); !inArchive.Passed(f) || !archiving.Passed(f) || deciding.Passed(f) {
		t.Error("an archived file")
	}
}

func TestStages_Words(t *testing.T) {
	choices := measures.Stage("").Choices()
	owing := func(f *measures.File) {
		f.Archive.Follows = true
		f.Suggestions = []measures.Suggestion{{Document: "1", ReceivedOn: day("2024-05-06")}}
	}
	all := append(measures.Stages(file(archived("2024-09-01"), owing)), measures.Struck)
	all = slices.Insert(all, 1, measures.Answering) // of no lawsuit
	if len(choices) != len(all) {
		t.Fatalf("%d choices for %d stages", len(choices), len(all))
	}
	titles := map[string]bool{}
	for i, s := range all {
		if choices[i].Value != string(s) || choices[i].Title != s.Title() || titles[s.Title()] {
			t.Errorf("%s is offered as %v", s, choices[i])
		}
		titles[s.Title()] = true
	}
	for s, want := range map[measures.Stage]string{designating: "第八条", reviewing: "第十四条第二款", reporting: "第二十七条", inArchive: "第三十条"} {
		if s.Article() != want {
			t.Errorf("%s carries out %s, want %s", s, s.Article(), want)
		}
	}
}

// 第八条: who takes a lawsuit up at a later instance has to be said, by the law since Letters.
func TestStages_TakenUpAtALaterInstance(t *testing.T) {
	later := func(opened measures.Logic) fact {
		return func(f *measures.File) {
			f.Opened = opened
			f.Instances = []measures.Instance{
				{Level: measures.First, Known: true, Papers: []measures.Paper{{Outcome: "revoke", MadeOn: day("2024-01-08")}}},
				{Level: measures.Second, Later: true},
			}
		}
	}
	walk(t, file(later(measures.Letters)), []step{
		{"registered", nil, designating},
		{"designated", designated("区城市管理局"), forwarding},
		{"given back", func(f *measures.File) { f.Returns = []measures.Return{{Queued: true}} }, designating},
		{"and upheld", func(f *measures.File) { f.Returns[0].Answered = true }, forwarding},
		{"forwarded: the response was another's", forwarded("2024-03-06"), trying},
		{"decided", decided("2024-05-06", upheld), deciding},
	})
	walk(t, file(later(measures.Letters)), []step{
		{"nobody is designated", nil, designating},
		{"and the court decides: too late for it", decided("2024-05-06", upheld), deciding},
	})
	walk(t, file(func(f *measures.File) {
		f.Opened, f.Instances = measures.Letters, []measures.Instance{{Level: measures.Second, Later: true}}
	}), []step{{"nothing of the first instance is known", nil, designating}})
	walk(t, file(later(measures.Letters), bureauAlone()), []step{{"a department alone handles its own", nil, trying}})
	walk(t, file(later(measures.Letters), designated("区城市管理局"), func(f *measures.File) {
		f.ThirdOrgans, f.Defendants = []measures.Defendant{district}, []measures.Defendant{town}
	}), []step{{"the district as a third party: nothing is forwarded", nil, trying}})
	walk(t, file(later(0)), []step{{"registered before Letters", nil, trying}})
}

// 第二十九条: a suggestion that no lawsuit belongs to is answered and put into the archive.
func TestStages_OfASuggestion(t *testing.T) {
	notice := func(to measures.Defendant) *measures.File {
		return measures.SuggestionNotice{
			Document: "（2024）鲁10司建3号", From: "威海市中级人民法院", Kind: measures.JudicialSuggestion, To: []measures.Defendant{to},
			Cause: "强制拆除", ReceivedOn: day("2024-03-05"),
		}.File()
	}
	answered := func(f *measures.File) { f.Suggestions[0].AnsweredOn = day("2024-04-01") }
	walk(t, notice(district), []step{
		{"to the district: a unit is designated first", nil, designating},
		{"designated", designated("区城市管理局"), measures.Answering},
		{"answered", answered, archiving},
		{"archived", archived("2024-04-10"), inArchive},
	})
	walk(t, notice(town), []step{
		{"to a town: it answers itself", nil, measures.Answering},
		{"answered", answered, archiving},
	})
	if got, want := measures.Stages(notice(district)), []measures.Stage{designating, measures.Answering, archiving, inArchive}; !slices.Equal(got, want) {
		t.Errorf("stages %v, want %v", got, want)
	}
}

func TestStages_WhatIsClosed(t *testing.T) {
	for s, want := range map[measures.Stage]string{inArchive: "已归档", measures.Struck: "已销案", archiving: "", trying: ""} {
		if s.Closed() != (want != "") || want != "" && s.Title() != want {
			t.Errorf("%s is %s, closed %t", s, s.Title(), s.Closed())
		}
	}
	if got := measures.StageOf(file(archived("2024-04-10"), func(f *measures.File) { f.Struck = &measures.Strike{} })); got != measures.Struck {
		t.Errorf("a lawsuit that was struck stands at %s", got)
	}
}
