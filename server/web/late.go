package web

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// What is put on file long after its day is marked 补录, and holds reminders up until it is
// checked (measures.LateEntry). A slip of the month would do the same: so whoever fills in
// such a day says that it is meant.

const lateField = "late"

// longPast is a day that lies long past.
type longPast struct {
	field form.Field
	on    calendar.Date
	days  int
}

// lateIn finds the day by which what was filled in is marked 补录, or nil.
func lateIn(fields []form.Field, v filled, today calendar.Date) *longPast {
	var last *longPast
	for _, f := range fields {
		text, _ := v[f.Name].(string)
		on, err := calendar.ParseDate(text)
		if f.Type == form.Date && f.Day && err == nil && !on.After(today) && (last == nil || on.After(last.on)) {
			last = &longPast{f, on, today.Sub(on)}
		}
	}
	if last == nil || last.days <= measures.LateEntry {
		return nil
	}
	return last
}

// said says what the day would mean.
func (l *longPast) said() string {
	return fmt.Sprintf("%s%s距今%d天，将标记为补录，核对后再计逾期", l.field.Label, l.on.Chinese(), l.days)
}

// unconfirmed refuses a day long past until its sender says that it is meant.
func unconfirmed(c echo.Context, l *longPast) *models.Error {
	if l == nil || posted(c, lateField) == "true" {
		return nil
	}
	return &models.Error{
		Code: models.Invalid, Article: "第三十一条第二款", Detail: "请确认日期：" + l.said() + "。",
		Fields: []models.FieldError{{Field: l.field.Name, Detail: l.said() + "。日期有误的请改正；无误的请勾选“" + lateLabel + "”后再次提交"}},
	}
}

const lateLabel = "日期无误，按补录办理"
