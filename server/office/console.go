package office

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// ConsoleView is a list of lawsuits in Temporal's console, ready to be opened.
type ConsoleView struct {
	Title string
	Link  string
	Query string
}

// ConsoleViews are the lists in the console that are looked at first; none where there
// is no console.
func (o *Office) ConsoleViews(today calendar.Date) []ConsoleView {
	if o.Console == "" {
		return nil
	}
	sunday := today.AddDays((7 - int(today.Weekday())) % 7)
	views := []ConsoleView{
		{Title: "有逾期的", Query: equals(workflows.MarksShown, workflows.MarkOverdue)},
		{Title: "本周到期的", Query: fmt.Sprintf("`%s` >= %q AND `%s` <= %q", workflows.NextDayShown.GetName(), today, workflows.NextDayShown.GetName(), sunday)},
		{Title: "待确定承办单位的", Query: equals(workflows.StageShown, measures.Designating.Title())},
		{Title: "败诉的", Query: equals(workflows.MarksShown, workflows.MarkLost)},
		{Title: "在办的", Query: `ExecutionStatus = "Running"`},
	}
	for i, v := range views {
		views[i].Link = o.consoleList(v.Query)
	}
	return views
}

// ConsoleList is the list in Temporal's console that a filter of the ledger comes to, as
// far as the console knows what it asks for; empty where there is no console.
func (o *Office) ConsoleList(f models.Filter) string {
	if o.Console == "" {
		return ""
	}
	var all []string
	if f.Stage != "" {
		all = append(all, equals(workflows.StageShown, f.Stage.TitleIn(f.Kind)))
	}
	if f.Unit != "" {
		all = append(all, equals(workflows.UnitsShown, f.Unit))
	}
	if f.Court != "" {
		all = append(all, equals(workflows.CourtShown, f.Court))
	}
	if f.Overdue {
		all = append(all, equals(workflows.MarksShown, workflows.MarkOverdue))
	}
	if f.Lost {
		all = append(all, equals(workflows.MarksShown, workflows.MarkLost))
	}
	return o.consoleList(strings.Join(all, " AND "))
}

func (o *Office) consoleList(query string) string {
	address := o.Console + "/namespaces/" + o.Namespace + "/workflows"
	if query == "" {
		return address
	}
	return address + "?query=" + url.QueryEscape(query)
}

// attribute is a search attribute.
type attribute interface{ GetName() string }

func equals(a attribute, value string) string {
	return fmt.Sprintf("`%s` = %q", a.GetName(), strings.ReplaceAll(value, `"`, ""))
}

// consoleOf returns the lawsuit's address in Temporal's console.
func (o *Office) consoleOf(l models.Lawsuit) string {
	if o.Console == "" {
		return ""
	}
	return o.Console + "/namespaces/" + o.Namespace + "/workflows/" + url.PathEscape(l.CaseNumber)
}

// ReadInConsole puts it on record that somebody reads in the console what the workflow
// of a lawsuit holds.
func (o *Office) ReadInConsole(ctx context.Context, who models.Caller, caseNumber string) error {
	if err := Console.Refuse(who); err != nil {
		return err
	}
	id, err := o.store.LawsuitNumbered(ctx, caseNumber)
	if err != nil {
		return err
	}
	attempt := who.Attempt("read_in_console")
	attempt.LawsuitID = id
	return o.store.Audited(ctx, attempt, func(int64) (bool, error) { return false, nil })
}

// Glance is a lawsuit at a glance, as the console shows it, by what the ledger has and as
// of today: what the workflow itself drew is as old as its last act. It says the same of
// what was last done.
func (o *Office) Glance(ctx context.Context, who models.Caller, caseNumber, drawn string) (string, error) {
	if err := Console.Refuse(who); err != nil {
		return "", err
	}
	id, err := o.store.LawsuitNumbered(ctx, caseNumber)
	if err != nil {
		return "", err
	}
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return "", err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return "", err
	}
	return workflows.Glance{
		File: &l.File, Clocks: b.Clocks(&l.File), Law: b.Law, Today: b.Today, Recent: workflows.RecentIn(drawn), Link: o.linkTo(id), Discreet: o.Discreet,
	}.Draw(), nil
}
