package console

import (
	"encoding/json"
	"fmt"

	"yingsu/workflows"
)

// Where Temporal's console (2.55) keeps in a browser what its reader has chosen.
const (
	viewsKept   = "saved-workflow-queries"
	columnsKept = "namespace-workflow-table-columns"
)

// keep puts our lists among the reader's own, as they are today, and sets the columns of
// the table unless the reader has chosen some.
const keep = `(function(namespace, views, columns) {
  try {
    var kept = function(key) { return JSON.parse(localStorage.getItem(key) || "{}"); };
    var saved = kept(%[1]q), own = (saved[namespace] || []).filter(function(v) { return !views.some(function(w) { return w.id === v.id; }); });
    saved[namespace] = views.concat(own);
    localStorage.setItem(%[1]q, JSON.stringify(saved));
    var table = kept(%[2]q);
    if (!table[namespace]) { table[namespace] = columns; localStorage.setItem(%[2]q, JSON.stringify(table)); }
  } catch (e) { /* a browser that keeps nothing shows what the console has by itself */ }
})(%[3]s, %[4]s, %[5]s);`

// view is a list as the console keeps it.
type view struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Query string `json:"query"`
	Type  string `json:"type"`
}

// column is one of the table's.
type column struct {
	Label string `json:"label"`
}

// preset is the script by which the console's page begins with the lists that
// supervisors look at, and with a table in the words of the Measures.
func (c *Console) preset() string {
	views := []view{}
	for i, v := range c.office.ConsoleViews(c.office.Today()) {
		views = append(views, view{fmt.Sprint("yingsu-", i), v.Title, v.Query, "user"})
	}
	columns := []column{{"Status"}, {"Workflow ID"}}
	for _, a := range []interface{ GetName() string }{workflows.StageShown, workflows.UnitsShown, workflows.NextDayShown, workflows.MarksShown, workflows.LevelShown, workflows.CourtShown} {
		columns = append(columns, column{a.GetName()})
	}
	columns = append(columns, column{"Start"}, column{"End"})
	return fmt.Sprintf(keep, viewsKept, columnsKept, script(c.office.Namespace), script(views), script(columns))
}

// script writes a value as a script has it: JSON escapes what would end an element.
func script(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // made of texts
	}
	return string(text)
}
