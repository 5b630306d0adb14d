package office

import (
	"context"
	"slices"

	"yingsu/models"
	"yingsu/workflows"
)

// Capability is something that can be asked of the office, and who may. What an act
// in a lawsuit asks for is declared with the act, who draws a paper with its kind, and
// who sees which lawsuit is judged in the ledger, by the viewer; everything else stands
// in this file and nowhere else.
type Capability struct {
	Name  string
	Title string
	By    []models.Role // nobody else may; of Everybody, SignedIn and Acting see there

	Article string // by which it is theirs

	// InLawsuit: it is judged once the lawsuit was found, so that one that is hidden
	// looks like one that is not there.
	InLawsuit bool

	// Sole: it is the system administrator's as well, where there is no security
	// administrator (decision 0024).
	Sole bool

	theirs  string // half a sentence: whose it is
	instead string // what anybody else does
}

// What asks for no role of its own.
var (
	// Everybody may, also who is not signed in.
	Everybody = &Capability{Name: "everybody", Title: "任何人"}

	// SignedIn is whoever is signed in. They are shown what is their own, what all staff
	// may know, and the lawsuits that they may see.
	SignedIn = &Capability{Name: "signed_in", Title: "已登录的人员", By: models.Roles}

	// Acting is doing something in a lawsuit: the act says who may.
	Acting = &Capability{Name: "acting", Title: "办理", By: models.Roles, InLawsuit: true}
)

// What only some may.
var (
	Registering = &Capability{
		Name: "register", Title: workflows.Register.Title, By: workflows.Register.By, Article: workflows.Register.Article,
		theirs: "应诉通知由区司法局登记", instead: "收到通知请转区司法局。",
	}
	TakingOver = &Capability{
		Name: "take_over", Title: "批量接收在办案件", By: workflows.Register.By, Article: workflows.Register.Article,
		theirs: "在办案件由区司法局接收", instead: "您有在办案件台账的，请转区司法局。",
	}
	Checking = &Capability{
		Name: "check_entries", Title: "核对补录", By: workflows.Checking.By, Article: workflows.Checking.Article,
		theirs: "补录由区司法局核对", instead: "补录有误的，请申请更正。",
	}
	Reading = &Capability{
		Name: "read", Title: "查看本单位参与的案件", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }),
		theirs: "案件由办理单位、区司法局和监督人员查看", instead: "如需了解案件，请联系区司法局。",
	}
	Keeping = &Capability{
		Name: "keep_files", Title: "上传、撤下文件", By: those(func(r models.Role) bool { return r.OfBureau() || r.OfUnit() }), Article: "第三十条", InLawsuit: true,
		theirs: "文件由承办单位和区司法局上传、撤下", instead: "您可以查看和下载；需要补充文件的，请联系承办单位。",
	}
	Unmasking = &Capability{
		Name: "show_numbers", Title: "显示证件号码和电话号码", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }), InLawsuit: true,
		theirs: "号码由办理案件的单位、区司法局和监督人员查看", instead: "如需了解，请联系承办单位。",
	}
	SeeingEverything = &Capability{
		Name: "see_everything", Title: "查看全部案件", By: those(models.Role.SeesEverything),
		theirs: "全部案件由区司法局和监督人员查看", instead: "本单位的案件见案件台账。",
	}
	Sharing = &Capability{
		Name: "share_view", Title: "与本单位人员共享视图", By: those(models.Role.SeesEverything),
		theirs: "视图由区司法局和监督人员共享给本单位人员", instead: "您可以保存为自己的视图。",
	}
	Counting = &Capability{
		Name: "statistics", Title: "查看统计", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }), Article: "第三十一条第二款",
		theirs: "统计由办理单位、区司法局和监督人员查看", instead: "如需统计数据，请联系区司法局。",
	}
	Drafting = &Capability{
		Name: "draft_bulletin", Title: "起草、修改通报", By: those(models.Role.OfBureau), Article: "第二十七条",
		theirs: "通报由区司法局起草、修改", instead: "已经发布的通报您可以查看、下载；有意见的请联系区司法局。",
	}
	Freezing = &Capability{
		Name: "freeze_bulletin", Title: "通报定稿", By: []models.Role{models.Director}, Article: "第二十七条",
		theirs: "通报由区司法局负责人定稿", instead: "文字和数字核对后，请区司法局负责人定稿。",
	}
	Registers = &Capability{
		Name: "registers", Title: "查看登记簿", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }), Article: "第三十一条",
		theirs: "登记簿由办理单位、区司法局和监督人员查看", instead: "如需了解，请联系区司法局。",
	}
	Entering = &Capability{
		Name: "enter", Title: "登记、修改登记簿", By: those(func(r models.Role) bool { return r.OfBureau() || r.OfUnit() }), Article: "第三十一条",
		theirs: "登记簿由办理单位和区司法局登记", instead: "您可以查看；需要登记的，请联系有关单位。",
	}
	Assessing = &Capability{
		Name: "assessment", Title: "查看考核", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }), Article: "第三十五条",
		theirs: "考核由区司法局、监督人员和被考核的单位查看", instead: "如需了解，请联系区司法局。",
	}
	Marking = &Capability{
		Name: "mark", Title: "设定考核分值、评分", By: those(models.Role.OfBureau), Article: "第三十五条",
		theirs: "考核的具体工作由区司法局负责", instead: "您可以查看；单位对公布的分数有异议的，由单位负责人提出。",
	}
	Settling = &Capability{
		Name: "settle_assessment", Title: "公布考核、答复异议、定案", By: []models.Role{models.Director}, Article: "第三十五条",
		theirs: "考核由区司法局负责人公布、答复异议、定案", instead: "分数核对后，请区司法局负责人办理。",
	}
	Objecting = &Capability{
		Name: "object", Title: "对考核提出异议", By: []models.Role{models.UnitOfficial}, Article: "第三十五条",
		theirs: "异议由被考核单位的负责人提出", instead: "有异议的，请本单位负责人提出。",
	}
	Findings = &Capability{
		Name: "findings", Title: "查看第三十七条涉及的事实", By: those(models.Role.SeesEverything), Article: "第三十七条", InLawsuit: true,
		theirs: "该列表供区司法局和监督人员核查使用", instead: "本单位的期限及其办理情况见案件页面。",
	}
	Console = &Capability{
		Name: "console", Title: "查看流程控制台", By: those(models.Role.SeesEverything), // which shows all lawsuits alike
		theirs: "流程控制台由区司法局和监督人员查看", instead: "您能查看的案件见案件台账。",
	}

	// Who has a lawsuit in hand is settled within each office.
	Handling = &Capability{
		Name: "handle", Title: "领办、移交案件", By: those(func(r models.Role) bool { return r.OfBureau() || r.OfUnit() }), InLawsuit: true,
		theirs: "案件由办理单位和区司法局的人员承办", instead: "如需了解由谁承办，请查看案件页面。",
	}
	Assigning = &Capability{
		Name: "assign", Title: "指定、更换承办人", By: []models.Role{models.UnitOfficial, models.Director, models.Clerk}, InLawsuit: true,
		theirs: "承办人由单位负责人指定，区司法局的由其负责人或者经办人指定", instead: "您可以自己领办，或者把自己承办的案件移交他人。",
	}

	// What stands beside the file is said by whoever reads it, and asked by those above.
	Remarking = &Capability{
		Name: "remark", Title: "在案件中留言", By: those(func(r models.Role) bool { return r.SeesEverything() || r.OfUnit() }), InLawsuit: true,
		theirs: "留言供办理单位、区司法局和监督人员使用", instead: "如有意见，请联系区司法局。",
	}
	Demanding = &Capability{
		Name: "demand", Title: "督办", By: those(models.Role.SeesEverything), Article: "第三十一条第二款", InLawsuit: true,
		theirs: "督办由区司法局和监督人员发出", instead: "需要其他单位配合的，请在案件中留言或者联系区司法局。",
	}

	Leaves = &Capability{
		Name: "leaves", Title: "请假时委托代理", By: those(func(r models.Role) bool { return r.OfBureau() || r.OfUnit() }),
		theirs: "代理由办理案件的人员委托", instead: "不办理案件的，无须委托代理。",
	}
	OthersLeaves = &Capability{
		Name: "others_leaves", Title: "为他人办理请假代理", By: []models.Role{models.SecurityAdmin}, Sole: true,
		theirs: "只能为本人委托代理", instead: "为他人办理的请联系安全管理员（未设的，系统管理员）。",
	}

	// Two persons decide on what all lawsuits are counted by: an administrator proposes;
	// another one, or the Bureau's director, confirms.
	Proposing = &Capability{
		Name: "propose_law", Title: "提出日历和版本的变更", By: []models.Role{models.Admin},
		theirs: "变更由系统管理员提出", instead: "您可以请系统管理员提出，或者核对后由有权的人员确认。",
	}
	Deciding = &Capability{
		Name: "decide_law", Title: "确认日历和版本的变更", By: []models.Role{models.Admin, models.Director},
		theirs: "日历和版本由系统管理员提出变更，由另一名系统管理员或者区司法局负责人确认", instead: "如需变更，请联系系统管理员。",
	}
	Simulating = &Capability{
		Name: "simulate_law", Title: "模拟变更对在办案件的影响", By: []models.Role{models.Admin, models.Director, models.Reviewer},
		theirs: "变更的影响由系统管理员和区司法局负责人、审查人模拟", instead: "如需了解，请联系区司法局。",
	}

	// Who keeps the accounts keeps nothing else: three run the system apart.
	Accounts = &Capability{
		Name: "accounts", Title: "维护账号", By: []models.Role{models.SecurityAdmin}, Sole: true,
		theirs: "账号由安全管理员维护（未设的，由系统管理员维护）", instead: "如需开设账号、重置密码，请与其联系。",
	}
	Directory = &Capability{
		Name: "directory", Title: "维护单位名录", By: []models.Role{models.Admin},
		theirs: "单位名录由系统管理员维护", instead: "如需变更，请联系系统管理员。",
	}
	Managing = &Capability{
		Name: "manage", Title: "打开管理页面", By: []models.Role{models.Admin, models.SecurityAdmin},
		theirs: "管理页面供系统管理员和安全管理员使用", instead: "如需变更账号或者单位，请与其联系。",
	}
	Posting = &Capability{
		Name: "post", Title: "处理没有送出的消息", By: []models.Role{models.Admin},
		theirs: "没有送出的消息由系统管理员处理", instead: "消息以收件箱为准；如有疑问，请联系系统管理员。",
	}
	Troubleshooting = &Capability{
		Name: "troubles", Title: "查看系统运行的异常", By: []models.Role{models.Admin, models.Auditor, models.Supervisor},
		theirs: "系统运行的异常由系统管理员处理，审计员和监督人员可以查看", instead: "遇到异常，请联系系统管理员。",
	}
	Auditing = &Capability{
		Name: "audit", Title: "查阅审计日志", By: []models.Role{models.Auditor},
		theirs: "审计日志由审计员查阅", instead: "如需查阅，请联系审计员。",
	}
	Metering = &Capability{
		Name: "metrics", Title: "读取运行指标", By: []models.Role{models.Admin},
		theirs: "运行指标只供系统管理员和本机的监控程序读取", instead: "如需了解，请联系系统管理员。",
	}
)

// Capabilities is the table.
var Capabilities = []*Capability{
	Everybody, SignedIn, Acting,
	Registering, TakingOver, Checking, Reading, Keeping, Unmasking, SeeingEverything, Sharing, Counting, Drafting, Freezing, Registers, Entering, Assessing, Marking, Settling, Objecting, Findings, Console,
	Handling, Assigning, Remarking, Demanding, Leaves, OthersLeaves,
	Proposing, Deciding, Simulating,
	Accounts, Directory, Managing, Posting, Troubleshooting, Auditing, Metering,
}

// CapabilityNamed returns the capability with a name, or nil.
func CapabilityNamed(name string) *Capability {
	i := slices.IndexFunc(Capabilities, func(c *Capability) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return Capabilities[i]
}

// Of tells whether all of a role may.
func (c *Capability) Of(r models.Role) bool { return c == Everybody || slices.Contains(c.By, r) }

// For tells whether somebody may.
func (c *Capability) For(who models.Caller) bool { return c.Of(who.Role) || c.Sole && who.Sole }

// Whose says in a sentence who may.
func (c *Capability) Whose() string { return c.theirs + "。" }

// Refuse says why somebody may not, or nothing.
func (c *Capability) Refuse(who models.Caller) error {
	switch {
	case c.For(who):
		return nil
	case who.Username == "":
		return &models.Error{Code: models.SignIn, Detail: "尚未登录或者登录已过期，请重新登录。"}
	}
	return &models.Error{
		Code: models.Forbidden, Article: c.Article,
		Detail: c.theirs + "，您的身份是" + who.Role.Title() + "。" + c.instead,
	}
}

// Admit judges at a door, before anything that was sent is looked at, whether somebody
// may, and keeps on record who may not. What is asked for is judged again where it is
// done: a door that forgot to ask would not open anything.
func (o *Office) Admit(ctx context.Context, who models.Caller, c *Capability, what string) error {
	refusal := c.Refuse(who)
	switch {
	case refusal == nil || who.Username == "":
		return refusal
	case c.InLawsuit:
		return nil
	}
	return o.Refused(ctx, who, what, refusal)
}

// Refused puts it on record that somebody asked for what is not theirs to ask for, and
// returns why not.
func (o *Office) Refused(ctx context.Context, who models.Caller, what string, refusal error) error {
	return o.store.Audited(ctx, who.Attempt(what), func(int64) (bool, error) { return false, refusal })
}

// read reads something for those who may.
func read[T any](ctx context.Context, who models.Caller, c *Capability, from func(context.Context) (T, error)) (found T, err error) {
	if err := c.Refuse(who); err != nil {
		return found, err
	}
	return from(ctx)
}

func those(may func(models.Role) bool) []models.Role {
	return slices.DeleteFunc(slices.Clone(models.Roles), func(r models.Role) bool { return !may(r) })
}
