package stock

import (
	"encoding/json"
	"fmt"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// Ledger is a table as it is understood: by which columns, in which district, on which
// day and by whom it is taken over.
type Ledger struct {
	*Table
	Mapping   Mapping
	Directory Directory
	Bench     workflows.Bench
	By        models.Actor
}

// Lawsuit is what comes of a line: the acts by which it is taken over, and how it stands
// after them. One that has problems has no acts.
type Lawsuit struct {
	Line       int
	CaseNumber string
	Notice     json.RawMessage
	Acts       []Act
	File       measures.File
	Clocks     []measures.Clock
	Problems   []Problem
	Remarks    []string
}

// Act is one act as it is to be done.
type Act struct {
	Name  string
	Input json.RawMessage
}

// Title names the act as staff read it.
func (a Act) Title() string { return workflows.ActNamed(a.Name).Title }

// Play reads a line and plays what it implies, without putting anything on file: it is
// taken over as a whole or not at all.
func (l *Ledger) Play(line Line) Lawsuit {
	r := &reader{Ledger: l, Line: line}
	made := Lawsuit{Line: line.Number, CaseNumber: r.name("number", "before_number")}
	if number, err := measures.CanonicalCaseNumber(made.CaseNumber, measures.Current); err == nil {
		made.CaseNumber = number
	}
	p := r.plan()
	if len(r.problems) == 0 {
		r.play(p, &made)
	}
	if made.Problems, made.Remarks = r.problems, r.remarks; len(made.Problems) > 0 {
		made.Notice, made.Acts = nil, nil
	}
	return made
}

func (r *reader) play(p plan, made *Lawsuit) {
	made.Notice = encode(p.notice.in)
	file, refusal := workflows.NewFile(workflows.Request{By: r.By, Input: made.Notice}, r.Bench)
	if refusal != nil {
		r.refused(p.notice, refusal)
		return
	}
	made.File = *file
	r.remarks = append(r.remarks, workflows.OpeningDoubts(file)...)
	for _, s := range append(p.steps, step{act: "finish_takeover", on: r.Bench.Today, in: map[string]any{"on": r.Bench.Today}}) {
		if s.act == "finish_takeover" && measures.StageOf(&made.File).Closed() {
			break // nobody is told anything of it any more
		}
		for _, s := range r.eachOf(s, &made.File) {
			if !r.try(s, made) {
				return
			}
		}
	}
	made.Clocks = r.Bench.Clocks(&made.File)
	r.compareLoss(&made.File)
}

// eachOf is an act for each organ that owes it.
func (r *reader) eachOf(s step, f *measures.File) []step {
	if !s.each || len(f.Unreported()) < 2 {
		return []step{s}
	}
	var all []step
	for _, organ := range f.Unreported() {
		one := s
		one.in = map[string]any{"name": organ.Name}
		for k, v := range s.in {
			one.in[k] = v
		}
		all = append(all, one)
	}
	return all
}

func (r *reader) try(s step, made *Lawsuit) bool {
	input := encode(s.in)
	o, refusal := workflows.ActNamed(s.act).Try(&made.File, workflows.Request{By: r.By, Input: input}, r.Bench)
	if refusal != nil {
		r.refused(s, refusal)
		return false
	}
	made.File = o.File
	made.Acts = append(made.Acts, Act{s.act, input})
	if s.in["missing_reason"] != inPaper { // that they are not here is no news
		r.remarks = append(r.remarks, o.Doubts...)
	}
	return true
}

// refused puts a refusal beside the columns from which it comes.
func (r *reader) refused(s step, refusal *models.Error) {
	if len(refusal.Fields) == 0 {
		r.wrong(s.at, refusal.Article, "%s", refusal.Detail)
	}
	for _, f := range refusal.Fields {
		r.wrong(s.keyOf(f.Field), refusal.Article, "%s", f.Detail)
	}
}

// compareLoss says where the ledger has it otherwise than the decisions.
func (r *reader) compareLoss(f *measures.File) {
	said, known := r.lost("lost", "lost2")
	if !known || f.Current().Effective == nil || said == f.Lost() {
		return
	}
	words := map[bool]string{true: "败诉", false: "未败诉"}
	r.remark("台账记为%s，按生效裁判的种类计为%s（第二十七条），请核对裁判结果", words[said], words[f.Lost()])
}

// Late returns what is open and late on the day on which the ledger is read.
func (l *Lawsuit) Late(b workflows.Bench) []string {
	var late []string
	for _, c := range l.Clocks {
		if c.Overdue(b.Today) {
			late = append(late, fmt.Sprintf("%s%s（%s，%s）", c.Title, subjectOf(c), c.Limit().Chinese(), workflows.Left(c, b.Today, b.Calendar)))
		}
	}
	return late
}

// Next returns what is due next, or nothing.
func (l *Lawsuit) Next(b workflows.Bench) string {
	var running []measures.Clock
	for _, c := range l.Clocks {
		if !b.Today.After(c.Limit()) && c.Key != measures.EntryCheck {
			running = append(running, c)
		}
	}
	c, ok := measures.Pressing(running)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s%s（%s，%s）", c.Title, subjectOf(c), c.Safe.Chinese(), workflows.Left(c, b.Today, b.Calendar))
}

func subjectOf(c measures.Clock) string {
	if c.Subject == "" {
		return ""
	}
	return "·" + c.Subject
}

func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // made of texts, lists and days
	}
	return data
}
