package web

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"

	"yingsu/models"
	"yingsu/models/mask"
	"yingsu/server/auth"
)

// covers is what a page says of the numbers of persons on it: how many are covered, and
// where to see it without covers; or that it is shown without.
type covers struct {
	Hidden  int
	Action  string // where it is asked for in clear; empty where it cannot be
	Reason  string // as typed
	Problem *models.Error
	Clear   bool
}

// numbers ends the address under which a page of a lawsuit is asked for in clear.
const numbers = "/numbers"

// clearable are the pages that can be seen without covers, and what they are called in the
// audit log. Each has a route that ends in numbers.
var clearable = map[string]string{
	"/lawsuits/:id":      "案件页面",
	"/lawsuits/:id/past": "历史状态",
}

// inClear shows a page of a lawsuit without covers to whoever says what for, once that is on
// record.
func (p *Pages) inClear(show door) door {
	return func(c echo.Context, who models.Caller) error {
		where, reason := clearable[strings.TrimSuffix(c.Path(), numbers)], tidy(posted(c, "reason"))
		err := p.office.ShowNumbers(c.Request().Context(), who, c.Param("id"), where, reason)
		if wrong, ok := refused(err); ok && wrong.Code == models.Invalid {
			c.Set(coversKey, &covers{Problem: wrong, Reason: reason})
			err = nil
		} else if err == nil {
			c.Set(coversKey, &covers{Clear: true})
		}
		if err != nil {
			return err
		}
		return show(c, who)
	}
}

// coversKey is where a request has what is decided of its covers.
const coversKey = "covers"

// covering has a page drawn, and covers the numbers of persons on it, unless it was asked
// for in clear. Where there are any, it is drawn again, for it to say so.
func (p *Pages) covering(c echo.Context, status *int, draw func(*covers) ([]byte, error)) ([]byte, error) {
	v, asked := c.Get(coversKey).(*covers)
	if asked && v.Clear {
		return draw(v)
	}
	if !asked {
		v = &covers{}
	}
	content, err := draw(nil)
	if err != nil {
		return nil, err
	}
	covered, found := coveredIn(content)
	if found.inForms > 0 {
		if err := p.carries(c); err != nil {
			return nil, err
		}
	}
	path := strings.TrimSuffix(c.Path(), numbers)
	if found.hidden == 0 && v.Problem == nil || clearable[path] == "" {
		return covered, nil
	}
	if v.Problem != nil {
		*status = statusOf(v.Problem)
	}
	u := c.Request().URL
	v.Hidden, v.Action = found.hidden, strings.TrimSuffix(u.EscapedPath(), numbers)+numbers
	if u.RawQuery != "" {
		v.Action += "?" + u.RawQuery
	}
	if content, err = draw(v); err != nil {
		return nil, err
	}
	covered, _ = coveredIn(content)
	return covered, nil
}

// carries puts it on record that the form on a page of a lawsuit has numbers of persons
// from the file in it: covered, they would be put on file covered. What somebody has just
// typed is no news to them.
func (p *Pages) carries(c echo.Context) error {
	who, _, _ := auth.Who(c)
	if c.Request().Method == http.MethodPost || !strings.HasPrefix(c.Path(), "/lawsuits/:id") {
		return nil
	}
	return p.office.NumbersCarried(c.Request().Context(), who, c.Param("id"), "表单中已登记的内容")
}

// findings counts the numbers of persons in a page: those that were covered, and those in
// forms, which come back with them.
type findings struct{ hidden, inForms int }

// coveredIn covers the numbers of persons in what a page shows and reads out. What is in
// the fields of forms stays as it is.
func coveredIn(page []byte) ([]byte, findings) {
	var out bytes.Buffer
	var found findings
	field := false
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		raw := bytes.Clone(z.Raw())
		switch kind {
		case html.ErrorToken: // the end: a page is read from memory
			out.Write(raw)
			return out.Bytes(), found
		case html.TextToken:
			text, n := mask.Count(html.UnescapeString(string(raw)))
			switch {
			case n > 0 && field:
				found.inForms += n
			case n > 0:
				found.hidden += n
				raw = []byte(html.EscapeString(text))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			field = string(name) == "textarea" || string(name) == "script" || string(name) == "style"
			raw = coveredTag(raw, &found)
		case html.EndTagToken:
			field = false
		}
		out.Write(raw)
	}
}

// coveredTag covers the numbers in what a tag has read out or shown beside a pointer.
func coveredTag(raw []byte, found *findings) []byte {
	if !mask.Holds(html.UnescapeString(string(raw))) {
		return raw
	}
	z := html.NewTokenizer(bytes.NewReader(raw))
	z.Next()
	tag, changed := z.Token(), false
	for i, a := range tag.Attr {
		text, n := mask.Count(a.Val)
		switch {
		case n == 0:
		case a.Key == "value" && tag.Data == "input":
			found.inForms += n
		case a.Key == "title" || a.Key == "alt" || a.Key == "content" || a.Key == "label" || a.Key == "placeholder" || strings.HasPrefix(a.Key, "aria-") || strings.HasPrefix(a.Key, "data-"):
			found.hidden += n
			tag.Attr[i].Val, changed = text, true
		}
	}
	if !changed {
		return raw
	}
	return []byte(tag.String())
}
