package office

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Changes lists what can be changed of the law that all lawsuits are counted by, and of
// how a lawsuit is run, each as a form: two persons decide it, one by filling it in, another by
// confirming it.
var Changes = []*Change{
	change[yearImport](workflows.Form{
		Name: "year", Title: "导入放假安排", Article: "第十一条第二款",
		Doc: "国务院办公厅公布下一年放假安排后导入；公布后又有调整的，再次导入全年的安排。",
	}),
	change[closing](workflows.Form{
		Name: "closure", Title: "登记本地停工", Article: "第十一条第二款",
		Doc: "台风等原因区内机关停工的日期。法定期限不顺延，只使建议办结日和提醒提前。",
	}),
	change[editionDraft](workflows.Form{
		Name: "edition", Title: "提出新的版本", Article: "第四十条",
		Doc: "办法修订或者改设期限、提醒档的，作为新的版本，只适用于施行之日以后登记的案件。",
	}),
	change[restarting](workflows.Form{
		Name: "restart", Title: "重新启动案件流程", Article: "第三十一条第二款",
		Doc: "案件的办理流程停滞、异常时，终止原流程，按台账已有的事项重新开始；案件事实、办理日志和期限不变。台账刚由备份恢复的，先完成核对。",
	}),
}

// Change is one kind of change.
type Change struct {
	workflows.Form
	draft func() draft
}

// draft is what was filled in for a change.
type draft interface {
	// proposal returns the change, or why it cannot be.
	proposal() (models.Proposal, error)
}

func change[In any, P interface {
	*In
	draft
}](f workflows.Form) *Change {
	return &Change{workflows.NewForm[In](f), func() draft { return P(new(In)) }}
}

// ChangeNamed returns the change with a name, or nil.
func ChangeNamed(name string) *Change {
	i := slices.IndexFunc(Changes, func(c *Change) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return Changes[i]
}

// Draft reads what was filled in for a change and judges it. Nothing is kept.
func (o *Office) Draft(ctx context.Context, who models.Caller, c *Change, input json.RawMessage) (models.Proposal, error) {
	return read(ctx, who, Simulating, func(ctx context.Context) (models.Proposal, error) { return o.draft(ctx, c, input) })
}

func (o *Office) draft(ctx context.Context, c *Change, input json.RawMessage) (models.Proposal, error) {
	in := c.draft()
	if wrong := form.Read(c.Fields, input, o.Today(), measures.Current, in); len(wrong) > 0 {
		return models.Proposal{}, &models.Error{Code: models.Invalid, Detail: wrong[0].Detail + "。", Fields: wrong}
	}
	p, err := in.proposal()
	if err == nil {
		err = o.acceptable(ctx, p)
	}
	return p, err
}

// importFormat is a way in which a year's notice is given.
type importFormat string

// Choices offers the formats.
func (importFormat) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(calendar.Notice), Title: "通知原文"}, {Value: string(calendar.HolidayCN), Title: "holiday-cn JSON"},
		{Value: string(calendar.ICS), Title: "ICS 日历"}, {Value: string(calendar.CSV), Title: "CSV 表格"},
	}
}

// yearImport is a year's notice.
type yearImport struct {
	Format    importFormat  `json:"format" label:"格式" check:"required"`
	Year      int           `json:"year" label:"年份" check:"required,positive" example:"2027"`
	Notice    string        `json:"notice" label:"文号" check:"required" example:"国办发明电〔2026〕1号"`
	Published calendar.Date `json:"published" label:"成文日期" check:"required,past" example:"2026-11-04"`
	Source    string        `json:"source,omitempty" label:"来源" example:"中国政府网"`
	Amended   string        `json:"amended,omitempty" label:"后来的调整" example:"国办发明电〔2020〕1号：春节假期延长至2月2日" help:"公布后另有通知调整的，写明文号和内容；下面的内容填写调整后的全年安排"`
	Extra     int           `json:"extra,omitempty" label:"另行增加的放假天数" check:"positive" example:"2" help:"后来的通知在法定放假之外增加的天数；没有增加的不填"`
	Content   string        `json:"content" label:"内容" check:"required,document" help:"通知各节日的安排每个节日一行，或者所选格式的全文"`
}

func (in *yearImport) proposal() (models.Proposal, error) {
	if in.Year < calendar.FirstYear || in.Year > calendar.LastYear {
		return models.Proposal{}, models.Wrong("year", fmt.Sprintf("请填写%d至%d之间的年份", calendar.FirstYear, calendar.LastYear))
	}
	read, err := calendar.ReadYear(calendar.Format(in.Format), in.Year, in.Content)
	if err != nil {
		return models.Proposal{}, models.Wrong("content", err.Error())
	}
	if in.Extra > 0 && in.Amended == "" {
		return models.Proposal{}, models.Wrong("amended", "另行增加放假的，请写明是哪一份通知、怎样调整")
	}
	read.Notice, read.Published, read.Amended, read.Extra = in.Notice, in.Published, in.Amended, in.Extra
	return models.Proposal{Year: &read, Source: in.Source}, nil
}

// closing is a day on which the district's offices are shut.
type closing struct {
	Date   calendar.Date `json:"date" label:"停工日期" check:"required" example:"2026-08-12"`
	Reason string        `json:"reason" label:"原因" check:"required" example:"台风停工"`
}

func (in *closing) proposal() (models.Proposal, error) { //nolint:unparam // other changes can be refused
	return models.Proposal{Closure: &calendar.Closure{Date: in.Date, Reason: in.Reason}}, nil
}

// editionDraft is another set of periods and reminders.
type editionDraft struct {
	Name   string        `json:"name" label:"版本名称" check:"required" example:"2027-01-01"`
	From   calendar.Date `json:"from" label:"施行日期" check:"required" example:"2027-01-01"`
	Reason string        `json:"reason" label:"理由" check:"required,long" example:"办法修订，第十四条第二款改为7个工作日"`
	Amends []amendment   `json:"amends,omitempty" label:"修改的期限"`
	Ladder ladderDraft   `json:"ladder,omitzero" label:"提醒档"`
	Told   []toldDraft   `json:"told,omitempty" label:"通知范围"`
}

type amendment struct {
	Key   periodKey  `json:"key" label:"期限" check:"required"`
	N     int        `json:"n" label:"长度" check:"required,positive" example:"7"`
	Unit  periodUnit `json:"unit" label:"单位" check:"required"`
	Clear bool       `json:"clear,omitempty" label:"按整日计算" help:"倒计的期限，间隔若干个整日"`
}

// ladderDraft is another ladder of reminders, for all periods.
type ladderDraft struct {
	Before []int `json:"before,omitempty" label:"到期前几个工作日提醒" help:"由远及近，例如5、3、1；到期当日总会提醒"`
	Every  int   `json:"every,omitempty" label:"逾期后每隔几个工作日督办" check:"positive" example:"3"`
}

// toldDraft widens the circle that is told of a period, from some rung on.
type toldDraft struct {
	Key    clockKey        `json:"key,omitempty" label:"期限" help:"不选的，适用于没有单独设定的各项期限"`
	Days   int             `json:"days,omitempty" label:"自到期前几个工作日起" example:"3" help:"自到期当日起的不填；逾期后才扩大的只填下一项"`
	Late   int             `json:"late,omitempty" label:"自第几次督办起" check:"positive" example:"1"`
	Circle measures.Circle `json:"circle" label:"通知谁" check:"required"`
}

// clockKey names a period of which people are told.
type clockKey string

// Choices offers the periods, in the order of the Measures.
func (clockKey) Choices() []measures.Choice {
	var all []measures.Choice
	for _, r := range measures.Rules {
		all = append(all, measures.Choice{Value: r.Key, Title: fmt.Sprintf("%s（%s）", r.Title, r.Article)})
	}
	return all
}

// periodKey names a period that has a length to amend.
type periodKey string

// Choices offers the periods, in the order of the Measures.
func (periodKey) Choices() []measures.Choice {
	var all []measures.Choice
	for _, r := range measures.Rules {
		if r.Named == "" {
			all = append(all, measures.Choice{Value: r.Key, Title: fmt.Sprintf("%s（%s，现为%s）", r.Title, r.Article, r.Period)})
		}
	}
	return all
}

type periodUnit string

// Choices offers the units.
func (periodUnit) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(measures.WorkingDays), Title: "工作日"}, {Value: string(measures.Days), Title: "日"}, {Value: string(measures.Months), Title: "月"},
	}
}

func (in *editionDraft) proposal() (models.Proposal, error) {
	e := measures.Edition{Name: in.Name, From: in.From, Amends: map[string]measures.Period{}, Ladder: in.ladder()}
	for i, x := range in.Amends {
		key := string(x.Key)
		if _, twice := e.Amends[key]; twice {
			return models.Proposal{}, models.Wrong(fmt.Sprintf("amends.%d.key", i), "同一期限修改了两次，请只保留一处")
		}
		e.Amends[key] = measures.Period{N: x.N, Unit: measures.Unit(x.Unit), Clear: x.Clear, Back: measures.RuleNamed(key).Period.Back}
	}
	return models.Proposal{Edition: &e, Source: in.Reason}, nil
}

// ladder puts together when people are told, and who.
func (in *editionDraft) ladder() measures.Ladder {
	l := measures.Ladder{Before: in.Ladder.Before, Every: in.Ladder.Every}
	for _, t := range in.Told {
		step := measures.Step{Days: t.Days, Late: t.Late, Circle: t.Circle}
		if t.Key == "" {
			l.Told = append(l.Told, step)
			continue
		}
		if l.For == nil {
			l.For = map[string][]measures.Step{}
		}
		l.For[string(t.Key)] = append(l.For[string(t.Key)], step)
	}
	return l
}
