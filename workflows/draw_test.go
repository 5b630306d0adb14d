package workflows_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// people are those who act in random lawsuits.
var people = []models.Actor{clerk, reviewer, director, unitClerk, official, townClerk, overseer}

// drawLawsuit draws a notice and what people want after it.
func drawLawsuit(r *rapid.T, number int) *model {
	served := calendar.On(2024, 1, 2).AddDays(even(0, 900).Draw(r, "served"))
	m := &model{
		law: workflows.Bench{Law: today}, number: number,
		opened: served.AddDays(even(0, 6).Draw(r, "registered")), stages: map[measures.Stage]bool{},
	}
	m.now = m.opened.At(10, 0)
	m.notice = drawNotice(r, fmt.Sprintf("（2026）鲁10行初%d号", number), served)
	m.first = m.register()
	m.file = m.first
	registration, err := json.Marshal(m.file.Registration)
	if err != nil {
		r.Fatal(err)
	}
	m.done = []models.Done{{Act: workflows.Register.Name, By: clerk, On: m.opened, Input: registration}}
	m.moments = []moment{{m.now, measures.Brief(m.bench().Clocks(&m.file))}}
	m.stages[measures.StageOf(&m.file)] = true

	m.fussy = even(0, 3).Draw(r, "fussy") == 0
	straight := even(0, 25).Draw(r, "straight on")
	for n := range even(10, 35).Draw(r, "wishes") {
		if m.file.Archive != nil {
			break
		}
		before := m.file
		m.pass(r)
		w := m.drawWish(r, n < straight)
		// No order of facts loses a clock.
		if gone := lost(m.bench(), &before, &m.file, w.act); len(gone) > 0 {
			r.Fatalf("%s loses %v\n%s", w.act.Name, gone, m.plan())
		}
	}
	m.now = m.now.AddDate(0, 0, even(0, 30).Draw(r, "silence"))
	return m
}

// drawNotice draws who is sued, and by which procedure.
func drawNotice(r *rapid.T, number string, served calendar.Date) fields {
	n := notice(number, served.String())
	district, town := fields{"name": "威海市环翠区人民政府", "unit": measures.DistrictGovernment}, fields{"name": "张村镇人民政府", "unit": "张村镇"}
	switch even(0, 7).Draw(r, "kind of lawsuit") {
	case 0:
		n["defendants"] = []fields{town}
	case 1:
		n["defendants"] = []fields{district, town}
	case 2:
		n["kind"] = "reconsideration"
	case 3:
		n["procedure"] = "summary"
	case 4:
		n["third_parties"] = []string{"某某公司"}
	case 5:
		n["evidence_deadline"] = served.AddDays(20)
	}
	return n
}

// pass lets some time go by, sometimes weeks.
func (m *model) pass(r *rapid.T) {
	gap := 0
	switch n := even(0, 9).Draw(r, "pace"); {
	case n > 8:
		gap = even(6, 60).Draw(r, "days")
	case n > 4:
		gap = even(1, 5).Draw(r, "days")
	}
	hour := pick(r, "hour", []int{8, 15}) // before and after reminders go out
	at := m.today().AddDays(gap).At(hour, 0)
	if !at.After(m.now) {
		at = m.now.Add(time.Minute)
	}
	m.now = at
}

// drawWish draws somebody who wants something: mostly what is open to them.
func (m *model) drawWish(r *rapid.T, straight bool) *wish {
	kind := even(0, 11).Draw(r, "wish")
	if straight {
		kind = 1
	}
	switch {
	case kind >= 10 && len(m.wishes) > 0:
		return m.drawRepetition(r)
	case kind == 9: // whatever, whoever
		act := pick(r, "act", workflows.Acts)
		return m.request(act, pick(r, "who", people), m.drawInput(r, act, false))
	}
	acts := m.open(kind < 6)
	if kind == 8 || m.fussy && kind%2 == 0 { // one correction after the other
		acts = []*workflows.Act{workflows.ActNamed("propose_correction")}
		if m.file.PendingCorrection() != nil {
			acts = []*workflows.Act{workflows.ActNamed("confirm_correction")}
		}
	}
	act := pick(r, "act", acts)
	who := pick(r, "who", m.mayDo(act))
	return m.request(act, who, m.drawInput(r, act, straight))
}

// request wants something under a key of its own.
func (m *model) request(act *workflows.Act, who models.Actor, in fields) *wish {
	key := fmt.Sprintf("%d/%d", m.number, len(m.wishes))
	data, err := json.Marshal(in)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return m.wants(act, workflows.Request{Key: key, By: who, Input: data}, key)
}

// drawRepetition sends a key again: the same Update, another one as after a
// fresh run, or for something else.
func (m *model) drawRepetition(r *rapid.T) *wish {
	old := pick(r, "again", m.wishes)
	again := fmt.Sprintf("%d/%d again", m.number, len(m.wishes))
	switch n := even(0, 2).Draw(r, "how"); {
	case n == 0 && !old.refused() && old.first == nil:
		return m.wants(old.act, old.request, old.update)
	case n == 1:
		act := pick(r, "act", m.open(false))
		other := old.request
		other.By = pick(r, "who", m.mayDo(act))
		return m.wants(act, other, again)
	}
	return m.wants(old.act, old.request, again)
}

// open lists the acts that somebody can do now; with a direction, those that
// lead on from the stage at hand.
func (m *model) open(on bool) []*workflows.Act {
	var all, ahead []*workflows.Act
	for _, a := range workflows.Acts {
		if len(m.mayDo(a)) == 0 {
			continue
		}
		all = append(all, a)
		if m.leadsOn(a) {
			ahead = append(ahead, a)
		}
	}
	if on && len(ahead) > 0 {
		return ahead
	}
	return all
}

func (m *model) leadsOn(a *workflows.Act) bool {
	switch {
	case a.Name == "confirm_correction":
		return true
	case a.Name == "add_material" && len(m.file.MissingMaterials()) == 0:
		return false
	}
	return slices.Contains(onward[measures.StageOf(&m.file)], a.Name)
}

func (m *model) mayDo(a *workflows.Act) []models.Actor {
	var who []models.Actor
	for _, p := range people {
		if a.OpenTo(&m.file, p) {
			who = append(who, p)
		}
	}
	return who
}

// onward says which acts lead on from a stage, so that lawsuits get somewhere.
var onward = map[measures.Stage][]string{
	measures.Designating: {"designate_unit"},
	measures.Forwarding:  {"forward_materials"},
	measures.Preparing:   {"add_material", "submit_for_review"},
	measures.Reviewing:   {"approve_review"},
	measures.Submitting:  {"file_with_court"},
	measures.Trying:      {"record_summons", "name_official", "record_hearing", "record_judgment"},
	measures.Deciding:    {"record_service", "record_appeal", "record_remand", "record_effective"},
	measures.Reporting:   {"file_loss_report"},
	measures.Concluding:  {"record_obligation", "record_compensation", "propose_correction", "conclude"},
	measures.Archiving:   {"propose_correction", "record_retrial_application", "record_retrial_decision", "archive"},
}

// drawInput fills in an act: as it should be, with other values here and there,
// or with one field spoiled.
func (m *model) drawInput(r *rapid.T, a *workflows.Act, plain bool) fields {
	in := filled(a, &m.file, m.bench())
	for _, f := range a.Fields {
		if !plain && even(0, 5).Draw(r, f.Name+"?") == 0 {
			in[f.Name] = drawValue(r, f, m.today())
		}
	}
	if a.Name == "propose_correction" {
		maps.Copy(in, m.drawCorrection(r))
	}
	if !plain && len(a.Fields) > 0 && even(0, 9).Draw(r, "spoiled?") == 0 {
		f := pick(r, "spoiled", a.Fields)
		in[f.Name] = pick(r, "nonsense", nonsense)
	}
	return in
}

// nonsense is what no field takes, or only some do: nothing, days that are none
// or too far off, a choice that nobody offers, a number below one.
var nonsense = []any{nil, "", "明天", "1989-01-01", "2026-02-30", "2099-01-01", "无此项", -1, []int{1}, fields{"x": 1}, strings.Repeat("长", 5000)}

// drawValue draws something that a field's declaration allows.
func drawValue(r *rapid.T, f form.Field, today calendar.Date) any {
	switch {
	case f.Type == form.Date && f.Past:
		return today.AddDays(-even(0, 20).Draw(r, f.Name))
	case f.Type == form.Date:
		return today.AddDays(even(-3, 60).Draw(r, f.Name))
	case f.Type == form.Choice:
		return pick(r, f.Name, f.Choices).Value
	case f.Type == form.Integer:
		return even(1, 3).Draw(r, f.Name)
	case f.Type == form.Flag:
		return rapid.Bool().Draw(r, f.Name)
	case f.Type == form.Unit:
		return pick(r, f.Name, []string{"区城市管理局", "张村镇", measures.JusticeBureau})
	case f.Type == form.Number:
		return nil // the court's numbers are the court's
	case f.Type == form.List:
		return []any{drawValue(r, form.Field{Name: f.Name, Type: f.Of, Choices: f.Choices, Example: f.Example}, today)}
	case f.Name == "outcome":
		return pick(r, f.Name, measures.Outcomes).Name
	}
	return sample(f, today)
}

// even draws a number of a range, each as likely as the others; rapid's own
// ranges lean to their ends, and lawsuits would seldom get far.
func even(from, to int) *rapid.Generator[int] {
	return rapid.Custom(func(r *rapid.T) int {
		n := 0
		for range 12 {
			n *= 2
			if rapid.Bool().Draw(r, "bit") {
				n++
			}
		}
		return from + n%(to-from+1)
	})
}

// pick draws one of a list, by its number: what is drawn is written to the log.
func pick[T any](r *rapid.T, label string, from []T) T {
	return from[even(0, len(from)-1).Draw(r, label)]
}

// drawCorrection draws an act that never happened, or happened on other days; or
// takes the last correction back.
func (m *model) drawCorrection(r *rapid.T) fields {
	line := even(1, len(m.done)).Draw(r, "line")
	switch last := len(m.file.Corrections) - 1; even(0, 5).Draw(r, "way") {
	case 0:
		return fields{"line": line, "void": true, "input": nil}
	case 1, 2:
		line = 1 // on which most clocks hang
	case 3, 4:
		if last >= 0 {
			line = m.file.Corrections[last].Line
			return fields{"line": line, "input": m.done[line-1].Input}
		}
	}
	var in fields
	if err := json.Unmarshal(m.done[line-1].Input, &in); err != nil {
		r.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(in)) {
		text, _ := in[name].(string)
		if day, err := calendar.ParseDate(text); err == nil {
			in[name] = day.AddDays(even(-2, 1).Draw(r, name))
		}
	}
	return fields{"line": line, "input": in}
}
