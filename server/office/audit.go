package office

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// AuditQuery says which lines of the audit log are shown, in the words of both doors.
type AuditQuery struct {
	Username string        `json:"username" label:"用户名"`
	Action   string        `json:"action" label:"动作" help:"名称或者标题" example:"sign_in"`
	Lawsuit  string        `json:"lawsuit" label:"案号" help:"也可以是案件编号"`
	Outcome  cameOf        `json:"outcome" label:"结果"`
	From     calendar.Date `json:"from" label:"开始日期" example:"2026-03-02"`
	To       calendar.Date `json:"to" label:"结束日期" example:"2026-03-08"`
	Cursor   string        `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit    int           `json:"limit" label:"条数" check:"positive" help:"最多500，不填为100"`
}

type cameOf string

// Choices offers what can come of an attempt.
func (cameOf) Choices() []measures.Choice {
	return []measures.Choice{{Value: "done", Title: "已办理"}, {Value: "refused", Title: "被拒绝"}, {Value: "failed", Title: "出错"}, {Value: "unknown", Title: "结果不明"}, {Value: "tried", Title: "未见结果"}}
}

// OutcomeTitle says what came of an attempt as staff read it.
func OutcomeTitle(outcome string) string {
	for _, c := range cameOf("").Choices() {
		if c.Value == outcome {
			return c.Title
		}
	}
	return outcome
}

// Filter is the query as the ledger takes it.
func (q AuditQuery) Filter() (models.AttemptFilter, error) {
	f := models.AttemptFilter{Username: q.Username, Action: actionNamed(q.Action), LawsuitID: q.Lawsuit, Outcome: string(q.Outcome), From: q.From, To: q.To, Limit: q.Limit}
	if !q.To.IsZero() && q.To.Before(q.From) {
		return f, models.Wrong("to", "结束日期不能早于开始日期")
	}
	if q.Cursor != "" {
		var err error
		if f.Before, err = strconv.ParseInt(q.Cursor, 10, 64); err != nil || f.Before <= 0 {
			return f, models.Wrong("cursor", "翻页标记无效，请从第一页重新查看")
		}
	}
	return f, nil
}

// deeds are the titles of what is put on record besides acts.
var deeds = map[string]string{
	"sign_in": "登录", "open_first": "开设首个系统管理员账号", "sign_out": "退出", "change_password": "修改密码", "take_seat": "以他人名义办理", "read_in_console": "在流程控制台查看", "read_audit": "查阅审计日志",
	"add_unit": "添加单位", "change_unit": "更改单位", "add_user": "开设账号", "change_user": "更改账号", "reset_password": "重置密码", "sweep_files": "清理无记录的文件",
	"show_numbers": "显示号码", "read_history": "查看流程引擎的办理过程", "take_dossier": "取电子案卷包",
	"open_file": "打开文件", "hand_in_file": "上传文件", "withdraw_file": "撤下文件", "hand": "变动承办人", "follow_up": "自设提醒", "end_follow_up": "了结自设提醒",
	"remark": "留言", "withdraw_remark": "撤回留言", "demand": "发出督办", "receive_demand": "签收督办", "answer_demand": "答复督办", "withdraw_demand": "撤回督办",
	"set_way": "设定通知渠道", "try_way": "发送测试消息", "make_feed": "生成日历地址", "revoke_feed": "停用日历地址", "save_view": "保存视图", "change_view": "更改视图", "remove_view": "删除视图",
	"bind_identity": "绑定统一身份认证", "drop_identity": "解除统一身份认证的绑定", "end_session": "结束登录", "new_token": "建立令牌", "set_second_step": "启用两步验证、更换手机", "drop_second_step": "停用两步验证",
	"propose_law": "提出变更", "decide_law": "决定变更", "send_again": "重新投递", "substitute": "委托代理", "end_substitution": "提前结束代理", "take_over": "批量接收在办案件",
	"draft_bulletin": "起草通报", "edit_bulletin": "修改通报", "freeze_bulletin": "通报定稿", "correct_bulletin": "更正通报",
	"enter": "登记", "change_entry": "修改登记", "withdraw_entry": "撤销登记",
	"set_scheme": "设定考核分值", "exempt_unit": "认定考核指标不适用", "include_unit": "撤销不适用的认定", "give_marks": "考核评分", "publish_assessment": "公布考核", "object": "对考核提出异议", "answer_objection": "答复考核异议", "decide_assessment": "考核定案",
}

// ActionTitle says what was tried as staff read it: the address, where a door was closed.
func ActionTitle(action string) string {
	if title := deeds[action]; title != "" {
		return title
	}
	if workflows.Opens(action) || workflows.ActNamed(action) != nil {
		return workflows.FormNamed(action).Title
	}
	return action
}

// Actions lists the titles of all that is put on record.
func Actions() []string {
	var titles []string
	for _, f := range workflows.Openings {
		titles = append(titles, f.Title)
	}
	for _, a := range workflows.Acts {
		titles = append(titles, a.Title)
	}
	for _, title := range deeds {
		titles = append(titles, title)
	}
	return titles
}

// actionNamed returns the name of what has a title, or the text itself.
func actionNamed(text string) string {
	for name, title := range deeds {
		if title == text {
			return name
		}
	}
	for _, f := range workflows.Openings {
		if f.Title == text {
			return f.Name
		}
	}
	for _, a := range workflows.Acts {
		if a.Title == text {
			return a.Name
		}
	}
	return text
}

// Attempts returns lines of the audit log, last one first. That somebody looks is put
// on record before they see anything, and does not stand among what they are shown.
func (o *Office) Attempts(ctx context.Context, who models.Caller, f models.AttemptFilter) ([]models.Attempt, error) {
	var found []models.Attempt
	err := o.looking(ctx, who, f, func(f models.AttemptFilter) (err error) {
		found, err = o.store.Attempts(ctx, f)
		return err
	})
	return found, err
}

// AttemptTable returns lines of the audit log as a table: see tables.go.
func (o *Office) AttemptTable(ctx context.Context, who models.Caller, f models.AttemptFilter) ([][]string, error) {
	rows := [][]string{{"时间", "用户名", "身份", "单位", "地址", "动作", "动作名称", "案件", "结果", "原因", "说明"}}
	f.Limit = 500
	err := o.looking(ctx, who, f, func(f models.AttemptFilter) error {
		for len(rows) <= models.Counted+1 {
			found, err := o.store.Attempts(ctx, f)
			for _, l := range found {
				rows = append(rows, []string{minute(l.At), l.Username, l.Role.Title(), l.Unit, l.Address, ActionTitle(l.Action), l.Action, l.LawsuitID, OutcomeTitle(l.Outcome), l.Code, l.Detail})
				f.Before = l.ID
			}
			if err != nil || len(found) < f.Limit {
				return err
			}
		}
		return tooLong("审计记录", "人员、动作或者日期")
	})
	return rows, err
}

func (o *Office) looking(ctx context.Context, who models.Caller, f models.AttemptFilter, read func(models.AttemptFilter) error) error {
	if err := Auditing.Refuse(who); err != nil {
		return err
	}
	look := who.Attempt("read_audit")
	look.Detail = wordsOf(f)
	return o.store.Audited(ctx, look, func(line int64) (bool, error) {
		if f.Before == 0 {
			f.Before = line
		}
		var err error
		if f.LawsuitID, err = o.meantBy(ctx, f.LawsuitID); err != nil {
			return false, err
		}
		return false, read(f)
	})
}

// meantBy finds the lawsuit that is asked for by a case number. Any other text is its ID.
func (o *Office) meantBy(ctx context.Context, text string) (string, error) {
	number, wrong := measures.CanonicalCaseNumber(text, measures.Current)
	if wrong != nil {
		return text, nil
	}
	id, err := o.store.LawsuitNumbered(ctx, number)
	return cmp.Or(id, text), err
}

// wordsOf says what somebody looked for.
func wordsOf(f models.AttemptFilter) string {
	var parts []string
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+value)
		}
	}
	add("用户名", f.Username)
	add("动作", f.Action)
	add("案件", f.LawsuitID)
	add("结果", f.Outcome)
	add("自", f.From.String())
	add("至", f.To.String())
	if len(parts) == 0 {
		return "全部"
	}
	return strings.Join(parts, "，")
}
