package office

import (
	"encoding/json"
	"fmt"
	"net/url"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// LedgerQuery says which lawsuits the ledger shows, and in which order. The interface
// takes it from a query and the page from the form above the list; both refuse alike
// what they do not know.
type LedgerQuery struct {
	Q          string         `json:"q" label:"查找" help:"案号、当事人、案由、被诉行政行为、承办人中的词，以空格分隔" example:"征收"`
	Stage      measures.Stage `json:"stage" label:"阶段"`
	Unit       string         `json:"unit" label:"单位" help:"以任何身份参与的单位" example:"区城市管理局"`
	Court      string         `json:"court" label:"受理法院"`
	Cause      string         `json:"cause" label:"案由" help:"案由或者其中的一部分" example:"强制拆除"`
	Kind       measures.Kind  `json:"kind" label:"案件种类"`
	Level      measures.Level `json:"level" label:"审级" help:"现在所处的审级；已经终结的为最后的审级"`
	Outcome    outcome        `json:"outcome" label:"裁判结果" help:"该审级的裁判种类"`
	ServedFrom calendar.Date  `json:"served_from" label:"送达日期起" example:"2026-01-01"`
	ServedTo   calendar.Date  `json:"served_to" label:"送达日期止" example:"2026-03-31"`
	Overdue    bool           `json:"overdue" label:"有逾期事项"`
	Lost       bool           `json:"lost" label:"败诉"`
	Waits      string         `json:"waits" label:"待办" help:"有人等待办理某项的案件，填写该项在 /acts 中的名称"`
	Mine       bool           `json:"mine" label:"我承办的"`
	Repeat     bool           `json:"repeat" label:"同类败诉" help:"同一承办单位的同类案由另有败诉案件（第三十七条第七项）"`
	Status     standing       `json:"status" label:"状态"`
	Sort       order          `json:"sort" label:"排序"`
	Cursor     string         `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit      int            `json:"limit" label:"每页件数" check:"positive" help:"最多200，不填为50"`
}

// Filter is the query as the ledger takes it of somebody.
func (q LedgerQuery) Filter(who models.Caller, today calendar.Date) (models.Filter, error) {
	f := models.Filter{
		Query: q.Q, Stage: q.Stage, Unit: q.Unit, Court: q.Court, Cause: q.Cause, Kind: q.Kind, Level: q.Level, Outcome: measures.Outcome(q.Outcome),
		ServedFrom: q.ServedFrom, ServedTo: q.ServedTo, Overdue: q.Overdue, Lost: q.Lost, Waits: q.Waits, Repeat: q.Repeat,
		Only: models.Standing(q.Status), Order: models.Order(q.Sort), Cursor: q.Cursor, Limit: q.Limit, Today: today,
	}
	if q.Mine {
		f.Holder = who.Username
	}
	if !f.ServedTo.IsZero() && f.ServedTo.Before(f.ServedFrom) {
		return f, models.Wrong("served_to", "送达日期止不能早于送达日期起")
	}
	return f, nil
}

// Address is the query in its one form, as addresses have it: without what asks for
// nothing, and without the page of the list.
func (q LedgerQuery) Address() string {
	q.Cursor, q.Limit = "", 0
	text, _ := json.Marshal(q) // texts, days and truth values always marshal
	var members map[string]any
	_ = json.Unmarshal(text, &members)
	address := url.Values{}
	for name, value := range members {
		switch value {
		case "", false, nil, float64(0):
		default:
			address.Set(name, fmt.Sprint(value))
		}
	}
	return address.Encode()
}

type outcome measures.Outcome

// Choices offers what ends an instance.
func (outcome) Choices() []measures.Choice {
	var all []measures.Choice
	for _, e := range measures.Effects {
		if e.Ends && !e.Loose {
			all = append(all, measures.Choice{Value: string(e.Outcome), Title: e.Name})
		}
	}
	return all
}

type standing models.Standing

// Choices offers both.
func (standing) Choices() []measures.Choice {
	return []measures.Choice{{Value: string(models.Open), Title: "办理中"}, {Value: string(models.Closed), Title: "已归档"}}
}

type order models.Order

// Choices offers the orders.
func (order) Choices() []measures.Choice {
	return []measures.Choice{{Value: string(models.ByDue), Title: "剩余时间少的在前"}, {Value: string(models.ByNewest), Title: "最近登记的在前"}}
}
