package api

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// articleList is the Measures, word for word, with what the system does about
// each article.
type articleList struct {
	Edition  string        `json:"edition"`
	Articles []articleView `json:"articles"`
}

type articleView struct {
	measures.Article
	TreatmentTitle string         `json:"treatment_title"`
	Code           workflows.Code `json:"code"` // that carries it out, and tests it
}

func (a *API) measures(c *call) (any, error) {
	b, err := a.office.Bench(c.ctx())
	if err != nil {
		return nil, err
	}
	list := articleList{Edition: b.Edition.Name}
	for _, article := range measures.Articles() {
		list.Articles = append(list.Articles, articleView{article, article.Treatment.Title(), workflows.CodeOf(article)})
	}
	return list, nil
}

// ruleList is every period of the law.
type ruleList struct {
	Edition string     `json:"edition"`
	Clocks  []ruleView `json:"clocks"`
}

// ruleView is a period of the law as programs see it.
type ruleView struct {
	Key     string         `json:"key"`
	Title   string         `json:"title"` // what is owed
	Article string         `json:"article"`
	Basis   []string       `json:"basis,omitempty"`
	Quote   string         `json:"quote,omitempty"`
	Period  string         `json:"period"`
	FromIs  string         `json:"from_is"` // what happens on the day it runs from
	Owner   measures.Owner `json:"owner"`
	Right   bool           `json:"right,omitempty"`
	After   string         `json:"after,omitempty"` // the period on whose limit it hangs; from is then that one's
}

func (a *API) rules(c *call) (any, error) {
	b, err := a.office.Bench(c.ctx())
	if err != nil {
		return nil, err
	}
	edition := b.Edition
	list := ruleList{Edition: edition.Name}
	for _, r := range measures.Rules {
		list.Clocks = append(list.Clocks, ruleViewOf(r, edition))
	}
	return list, nil
}

func ruleViewOf(r *measures.Rule, e measures.Edition) ruleView {
	v := ruleView{
		Key: r.Key, Title: r.Title, Article: r.Article, Basis: r.Basis, Quote: r.Quote,
		Period: r.Length(e), FromIs: r.From, Owner: r.Owner, Right: r.Right,
	}
	if r.After != nil {
		v.After, v.FromIs = r.After.Key, r.After.From
	}
	return v
}

// calculation is what a period is counted from.
type calculation struct {
	From             calendar.Date `json:"from" label:"起算日" example:"2026-03-02" help:"期限起算的那一天；送审期限为送达日"`
	Hearing          calendar.Date `json:"hearing" label:"开庭日" help:"出庭负责人报备期限的起算日，与 from 同义"`
	EvidenceDeadline calendar.Date `json:"evidence_deadline" label:"举证（答复）期限届满日" help:"送审期限可直接从法院指定的届满日倒算"`
}

// calculated is a period counted from a day, without a lawsuit.
type calculated struct {
	ruleView
	From            calendar.Date      `json:"from"`
	Due             calendar.Date      `json:"due"`  // the legal limit under the strictest reading
	Safe            calendar.Date      `json:"safe"` // what staff are told
	Provisional     bool               `json:"provisional"`
	Steps           []calendar.Step    `json:"steps"`
	Readings        []measures.Reading `json:"readings,omitempty"`
	Edition         string             `json:"edition"`
	CalendarEdition string             `json:"calendar_edition"`
}

func (a *API) calculate(c *call) (any, error) {
	rule := measures.RuleNamed(c.path("key"))
	if rule == nil {
		return nil, &models.Error{Code: models.NotFound, Detail: fmt.Sprintf("没有“%.40s”这个期限，全部期限见 %s/measures/clocks。", c.path("key"), Base)}
	}
	var q calculation
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	from, counting, err := q.start(rule)
	if err != nil {
		return nil, err
	}
	b, err := a.office.Bench(c.ctx())
	if err != nil {
		return nil, err
	}
	return calculatedOf(rule, from, counting.Calculate(from, b.Law), b), nil
}

func calculatedOf(rule *measures.Rule, from calendar.Date, clock measures.Clock, b workflows.Bench) calculated {
	return calculated{
		ruleView: ruleViewOf(rule, b.Edition), From: from,
		Due: clock.Due, Safe: clock.Safe, Provisional: clock.Provisional,
		Steps: append([]calendar.Step{}, clock.Steps...), Readings: clock.Readings,
		Edition: b.Edition.Name, CalendarEdition: b.Calendar.Edition,
	}
}

// start returns the day to count from, and the rule to count by: without what it
// hangs on where the day of that is given.
func (q calculation) start(rule *measures.Rule) (calendar.Date, *measures.Rule, error) {
	switch {
	case !q.Hearing.IsZero() && rule.Key != "leader_filing":
		return q.From, nil, models.Wrong("hearing", "开庭日只用于 leader_filing，其他期限请填写 from")
	case !q.EvidenceDeadline.IsZero() && rule.After == nil:
		return q.From, nil, models.Wrong("evidence_deadline", "该期限不从举证期限倒算，请填写 from")
	case !q.EvidenceDeadline.IsZero():
		alone := *rule
		alone.After = nil
		return q.EvidenceDeadline, &alone, nil
	case !q.From.IsZero() && !q.Hearing.IsZero() && q.From != q.Hearing:
		return q.From, nil, models.Wrong("hearing", "from 与 hearing 同义，请只填写一个")
	}
	from := cmp.Or(q.From, q.Hearing)
	if from.IsZero() {
		return from, nil, models.Wrong("from", fmt.Sprintf("请填写起算日 from（%s），例如 from=2026-03-02", ruleViewOf(rule, measures.Edition{}).FromIs))
	}
	return from, rule, nil
}

// year is one year of the working calendar.
type year struct {
	Year      int             `json:"year"`
	Status    calendar.Status `json:"status"`
	Source    string          `json:"source"` // where the days come from, in a sentence
	Notice    string          `json:"notice,omitempty"`
	Published calendar.Date   `json:"published,omitzero"`
	Amended   string          `json:"amended,omitempty"`
	Days      []dayView       `json:"days"` // that differ from a plain week
}

type dayView struct {
	Date calendar.Date `json:"date"`
	Kind string        `json:"kind"` // holiday or makeup
	Name string        `json:"name"`
}

func (a *API) year(c *call) (any, error) {
	n, err := strconv.Atoi(c.path("year"))
	if err != nil || n < calendar.FirstYear || n > calendar.LastYear {
		return nil, &models.Error{Code: models.NotFound, Detail: "没有这一年的日历，请填写1990至2100之间的年份。"}
	}
	b, err := a.office.Bench(c.ctx())
	if err != nil {
		return nil, err
	}
	return yearOf(b.Calendar.Year(n)), nil
}

func yearOf(y calendar.Year) year {
	return year{
		Year: y.Year, Status: y.Status, Source: sourceOf(y), Notice: y.Notice, Published: y.Published, Amended: y.Amended, Days: daysOf(y),
	}
}

func sourceOf(y calendar.Year) string {
	switch y.Status {
	case calendar.Published:
		return fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知（%s）", y.Year, strings.Join(compact(y.Notice, y.Published.String(), y.Amended), "，"))
	case calendar.Provisional:
		return "放假安排尚未公布，暂按《全国年节及纪念日放假办法》的法定节假日计算，公布后重新计算"
	}
	return "没有该年放假安排的资料，仅按固定日期的法定节假日计算，结果待核"
}

func compact(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

func daysOf(y calendar.Year) []dayView {
	days := []dayView{}
	for _, h := range y.Holidays {
		for d := h.From; !d.After(h.To); d = d.AddDays(1) {
			days = append(days, dayView{d, "holiday", h.Name})
		}
		for _, d := range h.Makeup {
			days = append(days, dayView{d, "makeup", h.Name})
		}
	}
	slices.SortFunc(days, func(a, b dayView) int { return a.Date.Compare(b.Date) })
	return days
}
