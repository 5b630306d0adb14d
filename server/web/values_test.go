package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

func TestReadForm(t *testing.T) {
	fields := []form.Field{
		{Name: "name", Type: form.Text}, {Name: "story", Type: form.Long}, {Name: "on", Type: form.Date}, {Name: "pages", Type: form.Integer},
		{Name: "lost", Type: form.Flag}, {Name: "kind", Type: form.Choice, Numeric: true}, {Name: "names", Type: form.List, Of: form.Text},
		{Name: "origin", Type: form.Group, Fields: []form.Field{{Name: "item", Type: form.Choice}, {Name: "unit", Type: form.Unit}}},
		{Name: "rows", Type: form.Groups, Fields: []form.Field{{Name: "name", Type: form.Text}, {Name: "unit", Type: form.Unit}}},
	}
	for _, test := range []struct{ name, posted, want string }{
		{"nothing", "", `{}`},
		{"empty is absent", "name=+++&story=%0D%0A&on=&names=%0A%0A&lost=&kind=", `{}`},
		{"texts are trimmed", "name=+%E5%BC%A0%E6%9D%91%E9%95%87%0D%0A", `{"name":"张村镇"}`},
		{"paragraphs keep their lines", "story=a%0D%0A%0D%0Ab", `{"story":"a\n\nb"}`},
		{"numbers", "pages=+12&kind=3", `{"kind":"3","pages":12}`},
		{"no number is passed on", "pages=1e3", `{"pages":"1e3"}`},
		{"a box ticked", "lost=true", `{"lost":true}`},
		{"a box with another value", "lost=maybe", `{}`},
		{"one entry a line", "names=a%0D%0A+%0D%0Ab&names=c", `{"names":["a","b","c"]}`},
		{"a group", "origin.item=5&origin.unit=", `{"origin":{"item":"5"}}`},
		{"rows close up, in the order of their numbers", "rows.10.name=c&rows.0.name=a&rows.3.unit=b&rows.5.name=+", `{"rows":[{"name":"a"},{"unit":"b"},{"name":"c"}]}`},
		{"rows with strange numbers", "rows.-1.name=a&rows.01.name=b&rows.x.name=c&rows.99999999999999999999.name=d&rows.name=e", `{}`},
		{"what was not declared", "csrf=1&key=2&do=3&name.more=4&origin=5", `{}`},
	} {
		posted, err := url.ParseQuery(test.posted)
		must(t, err)
		if got := string(readForm(fields, posted).json()); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestTooManyRows: a hostile form is refused by the reader, not by running out
// of memory.
func TestTooManyRows(t *testing.T) {
	posted := url.Values{}
	for i := range 5000 {
		posted.Set(fmt.Sprintf("defendants.%d.name", i), "某")
	}
	rows := readForm(workflows.Register.Fields, posted)["defendants"].([]filled)
	if len(rows) != form.MaxList+1 {
		t.Errorf("%d rows were read, want %d", len(rows), form.MaxList+1)
	}
}

// TestEveryFormComesBack: whatever is filled into the form of any act, drawn,
// and sent as a browser sends it, is read as what was filled in.
func TestEveryFormComesBack(t *testing.T) {
	pages, err := New(nil, nil)
	must(t, err)
	var directory []measures.Choice
	for _, u := range units {
		directory = append(directory, measures.Choice{Value: u.Name, Title: u.Name})
	}
	forms := slices.Clone(workflows.Openings)
	for _, act := range workflows.Acts {
		forms = append(forms, &act.Form)
	}
	for _, act := range forms {
		t.Run(act.Name, func(t *testing.T) {
			t.Parallel()
			fields := form.WithUnits(act.Fields, directory)
			rapid.Check(t, func(t *rapid.T) {
				v := fill(t, fields, act.Name)
				got := readForm(act.Fields, sent(t, pages, act, fields, v))
				if string(got.json()) != string(v.json()) {
					t.Fatalf("filled in %s\nread      %s", v.json(), got.json())
				}
			})
		})
	}
}

// sent draws a form and returns what a browser would post.
func sent(t *rapid.T, pages *Pages, act *workflows.Form, fields []form.Field, v filled) url.Values {
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder())
	s := handOut(c, act, fields, v, &plan{today: today, errors: []models.FieldError{{Field: "on", Detail: "<b>"}}})
	var b bytes.Buffer
	if err := pages.templates["act"].ExecuteTemplate(&b, "sheet", s); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return successful(elements(root, "form")[0])
}

// fill fills in fields at random, and leaves some out.
func fill(t *rapid.T, fields []form.Field, path string) filled {
	v := filled{}
	for _, f := range fields {
		at := path + "." + f.Name
		if !rapid.Bool().Draw(t, at+"?") {
			continue
		}
		if value := fillOne(t, f, at); value != nil {
			v[f.Name] = value
		}
	}
	return v
}

var (
	line      = rapid.StringMatching(`[一-龥a-zA-Z0-9<>&"'（）%+. ]{0,12}[一-龥a-z<"'&]`).Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	paragraph = rapid.SliceOfN(line, 1, 3)
)

func fillOne(t *rapid.T, f form.Field, at string) any {
	if f.Choices != nil && f.Type != form.List {
		return rapid.SampledFrom(f.Choices).Draw(t, at).Value
	}
	switch f.Type {
	case form.Group:
		if group := fill(t, f.Fields, at); len(group) > 0 {
			return group
		}
		return nil
	case form.Groups:
		return fillRows(t, f, at)
	case form.List:
		return fillList(t, f, at)
	case form.Flag:
		return true
	case form.Integer:
		return rapid.IntRange(0, 1000).Draw(t, at)
	case form.Date:
		return today.AddDays(rapid.IntRange(-3000, 700).Draw(t, at)).String()
	case form.Long:
		return strings.Join(paragraph.Draw(t, at), "\n")
	}
	return line.Draw(t, at)
}

func fillRows(t *rapid.T, f form.Field, at string) any {
	var rows []filled
	for i := range rapid.IntRange(0, 5).Draw(t, at) {
		if row := fill(t, f.Fields, fmt.Sprint(at, i)); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if rows == nil {
		return nil
	}
	return rows
}

func fillList(t *rapid.T, f form.Field, at string) any {
	if f.Choices == nil {
		return rapid.SliceOfN(line, 1, 4).Draw(t, at)
	}
	var chosen []string
	for _, c := range f.Choices {
		if rapid.Bool().Draw(t, at+c.Value) {
			chosen = append(chosen, c.Value)
		}
	}
	if chosen == nil {
		return nil
	}
	return chosen
}
