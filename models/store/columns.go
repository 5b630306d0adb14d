package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// The types here write one text for both databases and read what either gives
// back: a time.Time from PostgreSQL's own types, a string from SQLite. Their
// zero values are NULL.

// day is a column that holds a legal day.
type day struct{ calendar.Date }

func (d day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

func (d *day) Scan(from any) (err error) {
	switch v := from.(type) {
	case nil:
		*d = day{}
	case time.Time:
		*d = day{calendar.On(v.Year(), v.Month(), v.Day())}
	case string:
		d.Date, err = calendar.ParseDate(v)
	default:
		err = fmt.Errorf("a day cannot be read from %T", from)
	}
	return err
}

// instant is a column that holds a moment, to the microsecond, which is as
// fine as PostgreSQL keeps it.
type instant struct{ time.Time }

func at(t time.Time) instant {
	if t.IsZero() {
		return instant{}
	}
	return instant{t.UTC().Truncate(time.Microsecond)}
}

// instantLayout has a fixed width, so that on SQLite text sorts as time.
const instantLayout = "2006-01-02 15:04:05.000000Z"

func (i instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.UTC().Format(instantLayout), nil
}

// text is the instant as it is hashed, and written; empty where there is none.
func (i instant) text() string {
	if i.IsZero() {
		return ""
	}
	return i.UTC().Format(instantLayout)
}

func (i *instant) Scan(from any) (err error) {
	switch v := from.(type) {
	case nil:
		*i = instant{}
	case time.Time:
		*i = at(v)
	case string:
		i.Time, err = time.Parse(instantLayout, v)
	default:
		err = fmt.Errorf("an instant cannot be read from %T", from)
	}
	return err
}

// document is a column that holds JSON, as it was written.
type document string

// encode writes a value as a document. It refuses what PostgreSQL cannot store
// as text.
func encode(v any) (document, error) {
	text, err := json.Marshal(v)
	if bytes.Contains(text, []byte(`\u0000`)) && nul.Match(text) {
		return "", refuse(models.Invalid, "内容中含有无法保存的字符，请删除后重试。")
	}
	return document(text), err
}

// nul finds a NUL character in JSON. An even number of backslashes in front would
// make it five harmless letters.
var nul = regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*\\u0000`)

func (d document) decode(into any) error { return json.Unmarshal([]byte(d), into) }

// raw returns the document as it came, nil where there is none.
func (d document) raw() json.RawMessage {
	if d == "" {
		return nil
	}
	return json.RawMessage(d)
}

func (d document) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

func (d *document) Scan(from any) error {
	switch v := from.(type) {
	case nil:
		*d = ""
	case []byte:
		*d = document(v)
	case string:
		*d = document(v)
	default:
		return fmt.Errorf("a document cannot be read from %T", from)
	}
	return nil
}
