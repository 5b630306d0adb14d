package office

import (
	"context"
	"fmt"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// LedgerTable returns the lawsuits of a list as a table, with a line of headings: what the
// list shows, in the same order.
func (o *Office) LedgerTable(ctx context.Context, who models.Caller, f models.Filter) ([][]string, error) {
	b, err := o.Bench(ctx)
	if err != nil {
		return nil, err
	}
	rows := [][]string{{"案号", "案件种类", "审级", "受理法院", "案由", "原告", "被告", "承办单位", "送达日期", "阶段", "下次开庭", "最近期限", "建议办结日", "期限日", "剩余", "状态", "裁判结果", "败诉", "登记日期"}}
	f.Today, f.Cursor, f.Limit = b.Today, "", models.MaxPage
	for {
		page, err := o.store.Lawsuits(ctx, who.Actor, f)
		if err != nil {
			return nil, err
		}
		if page.More { // nobody counts further than that
			return nil, &models.Error{Code: models.Invalid, Detail: fmt.Sprintf("符合条件的案件超过%d件，一次不能全部导出。请补充条件，例如阶段、单位、法院或者状态，再分次导出。", models.Counted)}
		}
		for _, s := range page.Lawsuits {
			rows = append(rows, o.ledgerLine(s, b))
		}
		if page.Next == "" {
			return rows, nil
		}
		f.Cursor = page.Next
	}
}

func (o *Office) ledgerLine(s models.Summary, b workflows.Bench) []string {
	line := []string{s.CaseNumber, s.Kind.Title(), s.Level.Title(), s.Court, s.Cause, s.Plaintiffs, s.Defendants, s.Lead, s.ServedOn.String(), s.Stage.TitleIn(s.Kind), strings.TrimSpace(s.Hearing.On.String() + " " + s.Hearing.Time)}
	state := "在办"
	if first, ok := measures.Pressing(s.Running); ok {
		line = append(line, first.Title, first.Safe.String(), first.Limit().String(), workflows.Left(first, b.Today, b.Calendar))
		state = first.StateOn(b.Today)
	} else {
		line = append(line, "", "", "", "")
	}
	if s.Closed {
		state = "已归档"
	}
	lost := ""
	if s.Lost {
		lost = "败诉"
	}
	return append(line, state, s.Outcome.Title(), lost, o.Civil.Today(s.OpenedAt).String())
}
