package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// What was entered late is checked lawsuit by lawsuit, each by an act of its own; whoever
// has the papers of several on the desk does several at once.

// MostEntries is how many lawsuits are shown, and checked, at once.
const MostEntries = 20

// Entries are lawsuits in which something was entered late that nobody has checked.
type Entries struct {
	Entries []EnteredLate `json:"entries"`
	Next    string        `json:"next,omitempty"` // the cursor of the next page
}

// EnteredLate is one of them.
type EnteredLate struct {
	ID         string        `json:"id"`
	CaseNumber string        `json:"case_number"`
	Plaintiffs string        `json:"plaintiffs,omitempty"`
	Cause      string        `json:"cause"`
	On         calendar.Date `json:"on"`    // when the first of it was entered
	Until      calendar.Date `json:"until"` // what is late is called late after it
	What       []string      `json:"what"`  // was entered, by whom, to be compared with the papers
	Own        int           `json:"own"`   // how much of it the caller entered
}

// EntriesReport says of each lawsuit whether what was entered late has been checked.
type EntriesReport struct {
	Lines   []EntryChecked `json:"lines"`
	Checked int            `json:"checked"`
}

// EntryChecked is what became of one.
type EntryChecked struct {
	ID         string `json:"id"`
	CaseNumber string `json:"case_number,omitempty"` // where the caller sees the lawsuit
	Checked    bool   `json:"checked"`
	Article    string `json:"article,omitempty"`
	Problem    string `json:"problem,omitempty"` // why it was not
}

// Entries returns the lawsuits whose late entries wait to be checked, least time left
// first.
func (o *Office) Entries(ctx context.Context, who models.Caller, cursor string) (Entries, error) {
	all := Entries{Entries: []EnteredLate{}}
	if err := Checking.Refuse(who); err != nil {
		return all, err
	}
	page, err := o.store.Duties(ctx, who.Actor, models.DutyFilter{Today: o.Today(), Rule: measures.EntryCheck, Cursor: cursor, Limit: MostEntries})
	if err != nil {
		return all, err
	}
	all.Next = page.Next
	for _, d := range page.Duties {
		x := EnteredLate{ID: d.LawsuitID, CaseNumber: d.CaseNumber, Plaintiffs: d.Plaintiffs, Cause: d.Cause, On: d.Clock.Trigger, Until: d.Clock.Due}
		if err = o.tellEntered(ctx, who, &x); err != nil {
			return all, err
		}
		all.Entries = append(all.Entries, x)
	}
	return all, nil
}

// EnteredIn returns what was entered late in one lawsuit and waits to be checked.
func (o *Office) EnteredIn(ctx context.Context, who models.Caller, v View) (EnteredLate, error) {
	x := EnteredLate{ID: v.ID, CaseNumber: v.CaseNumber, What: []string{}}
	e := v.File.Unchecked()
	if e == nil {
		return x, nil
	}
	x.On = e.On
	return x, o.tellEntered(ctx, who, &x)
}

// tellEntered fills in which acts of a lawsuit were entered late from a day on, and by whom.
func (o *Office) tellEntered(ctx context.Context, who models.Caller, x *EnteredLate) error {
	entries, err := o.store.Journal(ctx, who.Actor, x.ID)
	x.What = []string{}
	for _, e := range entries {
		said, late := strings.CutPrefix(e.Text, "（补录）")
		if !late || e.Kind != models.ActEntry || e.CivilOn.Before(x.On) {
			continue
		}
		x.What = append(x.What, fmt.Sprintf("%s：%s（%s于%s录入）", e.Title, strings.TrimPrefix(said, e.Title+"。"), e.Actor.Name, e.CivilOn.Chinese()))
		if e.Actor.Username == who.Username {
			x.Own++
		}
	}
	return err
}

// CheckEntries says of several lawsuits that what was entered late has been checked. Each
// is an act of its own, with its own line in the journal; one that is refused keeps no other
// from being done.
func (o *Office) CheckEntries(ctx context.Context, who models.Caller, key string, ids []string, on calendar.Date) (EntriesReport, error) {
	report := EntriesReport{Lines: []EntryChecked{}}
	if err := Checking.Refuse(who); err != nil {
		return report, err
	}
	switch {
	case len(ids) == 0:
		return report, models.Wrong("ids", "请选择要核对的案件")
	case len(ids) > MostEntries:
		return report, models.Wrong("ids", fmt.Sprintf("一次最多核对%d件", MostEntries))
	}
	key = orNew(key)
	input, err := json.Marshal(map[string]any{"on": on})
	if err != nil {
		return report, err
	}
	away := false
	for _, id := range ids {
		line := EntryChecked{ID: id}
		if l, err := o.Lawsuit(ctx, who, id); err == nil {
			line.CaseNumber = l.CaseNumber
		}
		if away {
			line.Problem = "没有办理：前一件没有得到答复，请稍后以同样的内容再次提交，已经办理的不会重复。"
			report.Lines = append(report.Lines, line)
			continue
		}
		_, err := o.Act(ctx, who, id, workflows.Checking.Name, workflows.Request{Key: key, Input: input})
		var refusal *models.Error
		switch {
		case err == nil:
			line.Checked = true
			report.Checked++
		case errors.As(err, &refusal):
			away = unsure(err)
			line.Problem, line.Article = refusal.Detail, refusal.Article
			if refusal.Code == models.Invalid && len(refusal.Fields) > 0 {
				line.Problem = refusal.Fields[0].Detail
			}
		default:
			return report, err
		}
		report.Lines = append(report.Lines, line)
	}
	return report, nil
}
