package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

var seed = flag.Uint64("seed", 0, "draw the random lawsuits from this seed")

// TestRandomLawsuitsReplay walks lawsuits at random through the interface, in a
// drill on the real server: with what it says is open, filled in from the schemas
// that it publishes, rightly and wrongly, some of it twice. Every history replays.
func TestRandomLawsuitsReplay(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	data := memoryDir(t)
	p := launch(t, data, "-sample", "-drill", "1", "-today", "2026-03-02")
	civil := clockOf(t, data)
	var people []*person
	for _, name := range []string{"clerk", "reviewer", "director", "unit-clerk", "unit-official", "town-clerk"} {
		people = append(people, p.signIn(name))
	}
	forms := formsOf(people[0])

	total, judged, accepted, events := 0, 0, 0, 0
	for round := 0; round < 3 && judged < 4; round++ { // chance may leave most of a round before their judgment
		for _, w := range walked(civil, people, forms, 9100+total) {
			events += w.check(t, p)
			accepted += w.accepted
			if w.done["record_judgment"] > 0 {
				judged++
			}
			total++
		}
	}
	t.Logf("seed %d: %d lawsuits, %d judged, %d acts, %d events", *seed, total, judged, accepted, events)
	if judged < 4 {
		t.Errorf("only %d of %d lawsuits came to a judgment", judged, total)
	}
}

// walked goes twenty ways at once, with lawsuits of numbers from one on.
func walked(civil drill, people []*person, forms map[string]schema, from int) []*walk {
	walks := make([]*walk, 20)
	var wait sync.WaitGroup
	for n := range walks {
		w := &walk{
			Rand: rand.New(rand.NewPCG(*seed, uint64(from+n))), civil: civil, people: people, forms: forms,
			number: fmt.Sprintf("（2026）鲁10行初%d号", from+n), done: map[string]int{},
			tried: map[string]int{"record_withdrawal": 3}, // it ends most of what could follow
		}
		walks[n] = w
		wait.Go(func() { w.err = w.goes() })
	}
	wait.Wait()
	return walks
}

// check checks that the lawsuit's history replays, and that its journal has a
// line for the registration and each act that was accepted. It returns how many
// events the history has.
func (w *walk) check(t *testing.T, p *process) int {
	t.Helper()
	if w.err != nil {
		t.Errorf("%s, seed %d: %v", w.number, *seed, w.err)
		return 0
	}
	h := historyOf(t, p, w.number, false)
	replayer := worker.NewWorkflowReplayer()
	for _, name := range []string{workflows.WorkflowType, workflows.FormerType} {
		replayer.RegisterWorkflowWithOptions(workflows.Lawsuit, workflow.RegisterOptions{Name: name})
	}
	if err := replayer.ReplayWorkflowHistory(nil, h); err != nil {
		t.Errorf("%s, seed %d: replay: %v", w.number, *seed, err)
	}
	if told := len(w.people[0].acts(w.id)); told != 1+w.accepted {
		t.Errorf("%s, seed %d: %d acts in the journal, %d were accepted", w.number, *seed, told, 1+w.accepted)
	}
	return len(h.Events)
}

// walk is one lawsuit's way.
type walk struct {
	*rand.Rand
	civil  drill
	people []*person
	forms  map[string]schema

	number, id string
	accepted   int
	tried      map[string]int // how often each act was
	done       map[string]int // and how often it was accepted
	err        error
}

// view is what the interface says of a lawsuit to somebody, as far as it is
// needed to go on.
type view struct {
	Today  calendar.Date
	Closed bool
	Acts   []struct{ Name string }
	Facts  struct {
		Plaintiffs []string
		Materials  []struct{ Title string }
		Instances  []struct{ Hearings []struct{ On calendar.Date } }
	}
}

// schema is a JSON Schema, as far as ours use it.
type schema struct {
	Type, Format, Title string
	Enum, Examples      []any
	Properties          map[string]schema
	Required            []string
	Items               *schema
}

// formsOf reads the schema of every act.
func formsOf(who *person) map[string]schema {
	who.t.Helper()
	status, body := who.call(http.MethodGet, "/acts", nil, "")
	if status != http.StatusOK {
		who.t.Fatalf("acts: %d %s", status, body)
	}
	var list struct {
		Acts []struct {
			Name   string
			Schema schema
		}
	}
	decode(who.t, body, &list)
	forms := map[string]schema{}
	for _, a := range list.Acts {
		forms[a.Name] = a.Schema
	}
	return forms
}

// goes registers the lawsuit and takes some steps in it, while days go by.
func (w *walk) goes() error {
	today := w.civil.Today(time.Now())
	status, body, err := w.people[0].try(http.MethodPost, "/lawsuits", input{
		"case_number": w.number, "court": "威海市中级人民法院", "plaintiffs": []string{"演某某"}, "cause": "房屋强制拆除",
		"third_parties": []string{"某某公司"}, "defendants": w.defendants(today),
		"served_on": today, "origin": input{"item": 5, "unit": "区城市管理局"},
	}, "")
	if err != nil || status != http.StatusCreated {
		return fmt.Errorf("register: %d %s %w", status, body, err)
	}
	var opened struct{ ID string }
	if err := json.Unmarshal(body, &opened); err != nil {
		return err
	}
	w.id = opened.ID
	for n := range 50 {
		if w.IntN(3) > 0 {
			w.civil.until(w.civil.Today(time.Now()))
		}
		closed, err := w.step(n)
		if closed || err != nil {
			return err
		}
	}
	return nil
}

// defendants are the district government, and sometimes another organ with it, of
// the district or from outside, served on a day of its own or on the same.
func (w *walk) defendants(today calendar.Date) []input {
	all := []input{{"name": "威海市环翠区人民政府", "unit": "区政府"}}
	switch w.IntN(4) {
	case 0:
		all = append(all, input{"name": "张村镇人民政府", "unit": "张村镇", "served_on": today.AddDays(-w.IntN(3))})
	case 1:
		all = append(all, input{"name": "威海市人民政府", "served_on": today.AddDays(-w.IntN(3))})
	}
	return all
}

// step lets somebody do something; closed tells that nothing can be done any
// more.
func (w *walk) step(n int) (closed bool, err error) {
	who := w.people[w.IntN(len(w.people))]
	status, body, err := who.try(http.MethodGet, "/lawsuits/"+w.id, nil, "")
	if err != nil || status == http.StatusNotFound { // another unit's
		return false, err
	}
	var v view
	if err := json.Unmarshal(body, &v); err != nil || v.Closed {
		return v.Closed, err
	}
	act := w.choose(v)
	w.tried[act]++
	in, key := w.fill(act, v), fmt.Sprintf("%s-%d", w.id, n)
	status, first, err := who.try(http.MethodPost, "/lawsuits/"+w.id+"/acts/"+act, in, key)
	if err != nil {
		return false, err
	}
	switch status {
	case http.StatusOK:
		w.accepted++
		w.done[act]++
	case http.StatusUnprocessableEntity, http.StatusConflict, http.StatusForbidden:
		return false, nil
	default:
		return false, fmt.Errorf("%s %v: %d %s", act, in, status, first)
	}
	if w.IntN(4) > 0 {
		return false, nil
	}
	return false, w.again(who, act, in, key, first)
}

// again sends what was accepted once more: the answer is the same, and nothing
// is done.
func (w *walk) again(who *person, act string, in input, key string, first []byte) error {
	status, body, err := who.try(http.MethodPost, "/lawsuits/"+w.id+"/acts/"+act, in, key)
	if err != nil {
		return err
	}
	if revision(body) != revision(first) {
		return fmt.Errorf("%s, sent again: %d %s, at first %s", act, status, body, first)
	}
	return nil
}

func revision(receipt []byte) int64 {
	var r struct{ Revision int64 }
	if json.Unmarshal(receipt, &r) != nil {
		return -1
	}
	return r.Revision
}

// choose picks an act: mostly one that is open, and of some the one that was tried
// least, so that lawsuits get somewhere.
func (w *walk) choose(v view) string {
	if len(v.Acts) == 0 || w.IntN(12) == 0 {
		return workflows.Acts[w.IntN(len(workflows.Acts))].Name
	}
	var some []string
	for range 4 {
		some = append(some, v.Acts[w.IntN(len(v.Acts))].Name)
	}
	return slices.MinFunc(some, func(a, b string) int { return w.tried[a] - w.tried[b] })
}

// fill makes an input from an act's schema: what is required, some of the rest,
// and what the lawsuit asks for; now and then with something missing.
func (w *walk) fill(act string, v view) input {
	in := w.object(w.forms[act], v.Today)
	for name, value := range w.asked(act, v) {
		in[name] = value
	}
	if names := w.forms[act].Required; len(names) > 0 && w.IntN(10) == 0 {
		delete(in, names[w.IntN(len(names))])
	}
	return in
}

func (w *walk) object(s schema, today calendar.Date) input {
	in := input{}
	for _, name := range s.Required {
		in[name] = w.value(s.Properties[name], today)
	}
	return in
}

func (w *walk) value(s schema, today calendar.Date) any {
	switch {
	case s.Format == "date" && w.IntN(8) == 0: // too early or too late
		return today.AddDays(w.IntN(60) - 30)
	case s.Format == "date":
		return today
	case len(s.Enum) > 0:
		return s.Enum[w.IntN(len(s.Enum))]
	case s.Type == "object":
		return w.object(s, today)
	case s.Type == "array":
		return []any{w.value(*s.Items, today)}
	case s.Type == "integer":
		return 1
	case s.Type == "boolean":
		return w.IntN(2) == 0
	case len(s.Examples) > 0:
		return s.Examples[0]
	}
	return "区城市管理局"
}

// decision is how a court decides, in words of the list or in its own.
func (w *walk) decision() input {
	reason := "以裁判文书为准"
	switch w.IntN(6) {
	case 0:
		return input{"form": "ruling", "outcome": "驳回起诉"}
	case 1:
		return input{"form": "ruling", "outcome": "撤销原判，发回重审", "lost_reason": reason}
	case 2:
		return input{"form": "judgment", "outcome": "驳回上诉，维持原判"}
	case 3:
		return input{"form": "judgment", "outcome": "驳回诉讼请求"}
	}
	return input{"form": "judgment", "outcome": "确认违法", "lost": true}
}

// asked is what the lawsuit asks for and no schema can say.
func (w *walk) asked(act string, v view) input {
	switch hearings := v.Facts.Instances[len(v.Facts.Instances)-1].Hearings; act {
	case "designate_unit":
		return input{"reason": "职责所在", "assisting": []string{"张村镇"}}
	case "add_material":
		return input{"kind": w.done[act]%6 + 1, "title": fmt.Sprintf("材料%d", len(v.Facts.Materials)+1)}
	case "record_order":
		return input{"evidence_deadline": v.Today.AddDays(1 + w.IntN(20))}
	case "file_with_court":
		return input{"unreviewed_reason": "期限将届满"}
	case "record_summons":
		return input{"hearing_on": v.Today.AddDays(w.IntN(3))}
	case "name_official":
		return input{"employer": "区政府", "no_principal_reason": "另有公务"}
	case "record_hearing":
		if len(hearings) > 0 {
			return input{"on": hearings[len(hearings)-1].On, "official_attended": true}
		}
	case "record_judgment":
		return w.decision()
	case "record_service":
		return input{"party": "plaintiff", "name": v.Facts.Plaintiffs[0]}
	case "propose_correction":
		return input{"line": 2 + w.IntN(max(w.accepted, 1)), "void": true}
	case "record_retrial_decision":
		return input{"accepted": true}
	case "archive":
		return input{"missing_reason": "原件由法院留存"}
	}
	return nil
}
