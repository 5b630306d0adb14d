package office

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// The lists as tables, with a line of headings each: what goes into a workbook. Each
// shows what its page shows, in the same order, and is refused where it is longer than
// lists are counted.

// DutyTable returns the periods of a list.
func (o *Office) DutyTable(ctx context.Context, who models.Caller, f models.DutyFilter) ([][]string, error) {
	b, err := o.Bench(ctx)
	if err != nil {
		return nil, err
	}
	rows := [][]string{{"期限", "对象", "依据", "案号", "原告", "案由", "承办单位", "建议办结日", "期限日", "剩余", "状态"}}
	f.Today, f.Cursor, f.Limit = b.Today, "", models.MaxPage
	for {
		page, err := o.Duties(ctx, who, f)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Duties {
			c := d.Clock
			rows = append(rows, []string{c.Title, c.Subject, c.Article, d.CaseNumber, d.Plaintiffs, d.Cause, d.Lead, c.Safe.String(), c.Limit().String(), workflows.Left(c, b.Today, b.Calendar), c.StateOn(b.Today)})
		}
		if page.Next == "" {
			return rows, nil
		}
		if len(rows) > models.Counted {
			return nil, tooLong("期限", "分栏目或者按单位")
		}
		f.Cursor = page.Next
	}
}

// SittingTable returns the hearings from one day to another.
func (o *Office) SittingTable(ctx context.Context, who models.Caller, from, to calendar.Date) ([][]string, error) {
	found, err := o.Sittings(ctx, who, from, to)
	rows := [][]string{{"日期", "时间", "案号", "原告", "被告", "法院", "法庭", "承办单位", "出庭负责人", "已开庭", "冲突"}}
	for _, s := range found {
		held := ""
		if s.Held {
			held = "已开庭"
		}
		rows = append(rows, []string{s.On.String(), s.Time, s.CaseNumber, s.Plaintiffs, s.Defendants, s.Court, s.Place, s.Lead, strings.Join(s.Officials, "、"), held, strings.Join(s.Clashes, "；")})
	}
	return rows, err
}

// MessageTable returns the caller's messages, last one first, as many as lists count.
func (o *Office) MessageTable(ctx context.Context, who models.Caller) ([][]string, error) {
	rows := [][]string{{"时间", "级别", "标题", "内容", "案号", "依据", "已读"}}
	f := models.MessageFilter{Limit: 500}
	for {
		page, err := o.Inbox(ctx, who, f)
		if err != nil {
			return nil, err
		}
		for _, m := range page.Messages {
			rows = append(rows, []string{minute(m.At), m.Urgency.Title(), m.Title, m.Body, m.CaseNumber, m.Article, minute(m.ReadAt)})
		}
		if page.Next == "" || len(rows) > models.Counted {
			return rows, nil
		}
		f.Cursor = page.Next
	}
}

// minute writes an instant as Peking has it, empty where there is none.
func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone).Format("2006-01-02 15:04")
}

func tooLong(what, by string) error {
	return &models.Error{Code: models.Invalid, Detail: fmt.Sprintf("符合条件的%s超过%d条，一次不能全部导出。请按%s补充条件，再分次导出。", what, models.Counted, by)}
}
