// Package api is the door for programs: JSON under /api/v1, described by the
// OpenAPI document that it serves. What an act takes and what it is called come
// from the act's declaration, and so does its part of that document.
//
// [API.routes] is the table of contents. Handlers know nothing of HTTP beyond
// what a [call] tells them.
package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/documents"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
)

// Base is where the interface begins.
const Base = "/api/v1"

// API serves the interface.
type API struct {
	office   *office.Office
	gate     *auth.Gate
	document []byte // OpenAPI
}

// New prepares the interface.
func New(o *office.Office, g *auth.Gate) *API {
	a := &API{office: o, gate: g}
	a.document = describe(a.routes())
	return a
}

// Mount adds the interface to a server, and its document, which anybody may
// read, at /openapi.json besides.
func (a *API) Mount(e *echo.Echo) {
	for _, r := range a.routes() {
		path := Base + strings.NewReplacer("{", ":", "}", "").Replace(r.path)
		e.Add(r.method, path, a.serve(r), a.gate.SameOrigin(), a.gate.NoForms, a.gate.Identify())
	}
	for _, path := range []string{"/openapi.json", Base + "/openapi.json"} {
		e.GET(path, func(c echo.Context) error { return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, a.document) })
	}
}

// route is one thing that a program can ask for.
type route struct {
	method, path string
	title        string
	do           func(c *call) (any, error)

	status int // 200 where it is 0
	answer any // a value of the type that is answered; nil for an empty answer

	query []form.Field
	body  []form.Field
	acts  bool // one for each act: {act} is its name, and the body its fields
	large bool // with a file: see doors.MaxUpload
	keyed bool // honours an Idempotency-Key

	binary bool // the body is a file as it is
	clear  bool // answered with the numbers of persons as they are: asked for, or just sent, or the caller's own

	may   *office.Capability // who may ask for it
	early bool               // also before a password that somebody else chose is changed
}

func (a *API) routes() []route {
	return []route{
		{method: "POST", path: "/session", title: "登录", may: office.Everybody, do: a.signIn, body: form.Of[credentials](), answer: session{}},
		{method: "GET", path: "/session", title: "当前登录的账号", may: office.SignedIn, do: a.session, answer: session{}, early: true},
		{method: "DELETE", path: "/session", title: "退出登录", may: office.SignedIn, do: a.signOut, status: http.StatusNoContent, early: true},
		{method: "POST", path: "/session/password", title: "修改自己的密码", may: office.SignedIn, do: a.changePassword, body: form.Of[passwords](), status: http.StatusNoContent, early: true},

		{method: "GET", path: "/session/places", title: "已登录的地方和程序令牌", may: office.SignedIn, do: a.places, answer: placeList{}},
		{method: "POST", path: "/session/places/{session}/end", title: "退出一处登录，或者收回一个令牌", may: office.SignedIn, do: a.endPlace, status: http.StatusNoContent},
		{method: "POST", path: "/session/tokens", title: "为程序新建令牌，只显示一次", may: office.SignedIn, do: a.newToken, body: form.Of[newToken](), status: http.StatusCreated, answer: madeToken{}},

		{method: "POST", path: "/session/seat", title: "代理请假人员办理，或者恢复本人身份", may: office.SignedIn, do: a.takeSeat, body: form.Of[seat](), answer: session{}},
		{method: "GET", path: "/substitutions", title: "请假代理", may: office.SignedIn, do: a.substitutions, answer: substitutionList{}},
		{method: "POST", path: "/substitutions", title: "委托同单位人员代理", may: office.SignedIn, do: a.substitute, body: form.Of[substituting](), status: http.StatusCreated, answer: substitution{}},
		{method: "POST", path: "/substitutions/{substitution}/end", title: "提前结束代理", may: office.SignedIn, do: a.endSubstitution, status: http.StatusNoContent},

		{method: "GET", path: "/acts", title: "全部办理动作及其字段", may: office.SignedIn, do: a.acts, answer: actList{}},

		{method: "GET", path: "/lawsuits", title: "案件台账", may: office.SignedIn, do: a.lawsuits, query: form.Of[office.LedgerQuery](), answer: lawsuitList{}},
		{method: "POST", path: "/lawsuits", title: "登记应诉通知", may: office.Registering, do: a.registering(workflows.Register), body: workflows.Register.Fields, keyed: true, status: http.StatusCreated, answer: lawsuit{}},
		{method: "POST", path: "/suggestions", title: "登记没有诉讼的司法建议、检察建议", may: office.Registering, do: a.registering(workflows.RegisterSuggestion), body: workflows.RegisterSuggestion.Fields, keyed: true, status: http.StatusCreated, answer: lawsuit{}},
		{method: "GET", path: "/lawsuits/{id}", title: "一件案件", may: office.SignedIn, do: a.lawsuit, answer: lawsuit{}},
		{method: "POST", path: "/lawsuits/{id}/numbers", title: "一件案件，证件号码和电话号码完整显示，记入审计日志；其余各处均遮盖", may: office.Unmasking, do: a.showNumbers, body: form.Of[unmasking](), answer: lawsuit{}, clear: true},
		{method: "POST", path: "/lawsuits/{id}/acts/{act}", title: "办理", may: office.Acting, do: a.act, acts: true, keyed: true, answer: models.Receipt{}},
		{method: "POST", path: "/lawsuits/{id}/acts/{act}/preview", title: "预览办理后的期限", may: office.Acting, do: a.preview, acts: true, answer: preview{}},
		{method: "GET", path: "/lawsuits/{id}/hands", title: "本案在各单位的承办人及其变动", may: office.SignedIn, do: a.hands, answer: hands{}},
		{method: "POST", path: "/lawsuits/{id}/hands", title: "领办、移交或者指定承办人", may: office.Handling, do: a.hand, body: form.Of[handover](), answer: hands{}},
		{method: "GET", path: "/lawsuits/{id}/remarks", title: "本案的留言", may: office.SignedIn, do: a.remarks, answer: remarkList{}},
		{method: "POST", path: "/lawsuits/{id}/remarks", title: "留言", may: office.Remarking, do: a.remark, body: form.Of[saying](), keyed: true, answer: remarkList{}},
		{method: "POST", path: "/lawsuits/{id}/remarks/{remark}/withdraw", title: "撤回本人的留言", may: office.Remarking, do: a.withdrawRemark, status: http.StatusNoContent},
		{method: "GET", path: "/lawsuits/{id}/demands", title: "本案的督办", may: office.SignedIn, do: a.demandsIn, answer: demandList{}},
		{method: "POST", path: "/lawsuits/{id}/demands", title: "督办", may: office.Demanding, do: a.demand, body: form.Of[demanding](), keyed: true, answer: demandList{}},
		{method: "POST", path: "/lawsuits/{id}/demands/{demand}/receive", title: "签收督办", may: office.Handling, do: a.receiveDemand, status: http.StatusNoContent},
		{method: "POST", path: "/lawsuits/{id}/demands/{demand}/answer", title: "答复督办", may: office.Handling, do: a.answerDemand, body: form.Of[answering](), status: http.StatusNoContent},
		{method: "POST", path: "/lawsuits/{id}/demands/{demand}/withdraw", title: "撤回本人或者本单位发出的督办", may: office.Demanding, do: a.withdrawDemand, status: http.StatusNoContent},
		{method: "GET", path: "/lawsuits/{id}/journal", title: "办理日志", may: office.SignedIn, do: a.journal, answer: journal{}},
		{method: "GET", path: "/lawsuits/{id}/receipt", title: "期限计算凭据", may: office.SignedIn, do: a.receipt, answer: receipt{}},
		{method: "GET", path: "/lawsuits/{id}/past", title: "案件在过去某一日的情况", may: office.SignedIn, do: a.past, query: form.Of[pastQuery](), answer: past{}},
		{method: "GET", path: "/lawsuits/{id}/findings", title: "第三十七条涉及的事实", may: office.Findings, do: a.findings, answer: findings{}},
		{method: "GET", path: "/lawsuits/{id}/evidence", title: "证据目录", may: office.SignedIn, do: a.evidence, answer: evidence{}},
		{method: "GET", path: "/lawsuits/{id}/volume", title: "卷内目录和备考表", may: office.SignedIn, do: a.volume, answer: volume{}},
		{method: "GET", path: "/lawsuits/{id}/documents", title: "本案可以制作的文书", may: office.SignedIn, do: a.documents, answer: documentList{}},
		{method: "GET", path: "/lawsuits/{id}/documents/{kind}", title: "一份文书（Word 文件）", may: office.SignedIn, do: a.drawn, query: form.Of[documentQuery](), answer: download{kind: documents.DocxType}},
		{method: "GET", path: "/lawsuits/{id}/dossier", title: "电子案卷包", may: office.SignedIn, do: a.dossier, answer: download{kind: "application/zip"}},
		{method: "GET", path: "/lawsuits/{id}/files", title: "本案的文件，按登记的事项", may: office.SignedIn, do: a.files, answer: fileList{}},
		{method: "POST", path: "/lawsuits/{id}/files", title: "上传文件", may: office.Keeping, do: a.handIn, query: form.Of[uploading](), binary: true, keyed: true, status: http.StatusCreated, answer: fileEntry{}},
		{method: "GET", path: "/lawsuits/{id}/files/{file}", title: "一个文件的内容", may: office.SignedIn, do: a.fileContent, answer: download{kind: "*/*"}},
		{method: "POST", path: "/lawsuits/{id}/files/{file}/withdraw", title: "撤下文件", may: office.Keeping, do: a.withdrawFile, body: form.Of[withdrawing](), answer: fileEntry{}},
		{method: "GET", path: "/lawsuits/{id}/history", title: "流程引擎的办理过程", may: office.SignedIn, do: a.history, query: form.Of[historyQuery](), answer: json.RawMessage{}},

		{method: "GET", path: "/bulletins", title: "通报", may: office.SignedIn, do: a.bulletins, answer: bulletinList{}},
		{method: "GET", path: "/bulletins/{period}/{version}", title: "一期通报的一版", may: office.SignedIn, do: a.bulletin, answer: wholeBulletin{}},
		{method: "GET", path: "/registers", title: "登记簿及其各项内容", may: office.Registers, do: a.registers, answer: registerList{}},
		{method: "GET", path: "/registers/{register}", title: "一本登记簿的登记", may: office.Registers, do: a.registerEntries, query: form.Of[office.RegisterQuery](), answer: enteredList{}},
		{method: "POST", path: "/registers/{register}", title: "登记", may: office.Entering, do: a.enter, body: form.Of[entering](), keyed: true, status: http.StatusCreated, answer: entered{}},
		{method: "GET", path: "/registers/{register}/{entry}", title: "一条登记", may: office.Registers, do: a.registerEntry, answer: entered{}},
		{method: "PUT", path: "/registers/{register}/{entry}", title: "修改登记", may: office.Entering, do: a.changeEntry, body: form.Of[altering](), answer: entered{}},
		{method: "POST", path: "/registers/{register}/{entry}/withdraw", title: "撤销登记", may: office.Entering, do: a.withdrawEntry, body: form.Of[revoking](), answer: entered{}},

		{method: "GET", path: "/assessments/{year}", title: "年度考核，本人可见的单位", may: office.Assessing, do: a.assessment, answer: yearAssessed{}},

		{method: "GET", path: "/stock/template", title: "在办案件台账的空白模板", may: office.TakingOver, do: a.stockTemplate, answer: download{kind: xlsx}},
		{method: "POST", path: "/stock/preview", title: "试接收在办案件台账，逐行报告，不保存", may: office.TakingOver, do: a.previewStock, body: form.Of[stockFile](), large: true, answer: office.StockReport{}},
		{method: "POST", path: "/stock", title: "接收在办案件台账：每行全部办理或者全不办理；没有办完的，以同一文件再次请求即继续", may: office.TakingOver, do: a.takeOver, body: form.Of[stockFile](), large: true, answer: office.StockReport{}},

		{method: "POST", path: "/intake/read", title: "识读通知书、传票、裁判的文字，供登记时核对；不保存", may: office.SignedIn, do: a.readPaper, body: form.Of[paperFile](), large: true, answer: paperRead{}, clear: true},

		{method: "GET", path: "/entries", title: "待核对的补录", may: office.Checking, do: a.entries, query: form.Of[entryQuery](), answer: office.Entries{}},
		{method: "POST", path: "/entries/check", title: "核对数件案件的补录，逐件办理、逐件报告", may: office.Checking, do: a.checkEntries, body: form.Of[entryMarks](), keyed: true, answer: office.EntriesReport{}},

		{method: "GET", path: "/measures", title: "办法全文及各条的处理", may: office.SignedIn, do: a.measures, answer: articleList{}},
		{method: "GET", path: "/measures/clocks", title: "全部期限", may: office.SignedIn, do: a.rules, answer: ruleList{}},
		{method: "GET", path: "/measures/clocks/{key}", title: "计算一个期限", may: office.SignedIn, do: a.calculate, query: form.Of[calculation](), answer: calculated{}},
		{method: "GET", path: "/calendar/{year}", title: "一年的工作日历", may: office.SignedIn, do: a.year, answer: year{}},
		{method: "POST", path: "/calendar/import", title: "导入一年的放假安排，待第二人确认", may: office.Proposing, do: a.proposing("year"), body: office.ChangeNamed("year").Fields, status: http.StatusCreated, answer: proposal{}},
		{method: "POST", path: "/calendar/closures", title: "登记本地停工，待第二人确认", may: office.Proposing, do: a.proposing("closure"), body: office.ChangeNamed("closure").Fields, status: http.StatusCreated, answer: proposal{}},
		{method: "GET", path: "/editions", title: "办法的各个版本", may: office.SignedIn, do: a.editions, answer: editions{}},
		{method: "POST", path: "/editions", title: "提出新的版本，待第二人确认", may: office.Proposing, do: a.proposing("edition"), body: office.ChangeNamed("edition").Fields, status: http.StatusCreated, answer: proposal{}},
		{method: "POST", path: "/editions/simulate", title: "模拟新的版本对在办案件的影响", may: office.Simulating, do: a.simulate, body: office.ChangeNamed("edition").Fields, answer: proposal{}},
		{method: "POST", path: "/restarts", title: "提出重新启动案件流程，待第二人确认", may: office.Proposing, do: a.proposing("restart"), body: office.ChangeNamed("restart").Fields, status: http.StatusCreated, answer: proposal{}},
		{method: "GET", path: "/proposals", title: "日历、版本和流程的变更", may: office.Deciding, do: a.proposals, answer: proposalList{}},
		{method: "GET", path: "/proposals/{proposal}", title: "一项变更及其影响", may: office.Deciding, do: a.proposal, answer: proposal{}},
		{method: "POST", path: "/proposals/{proposal}/confirm", title: "确认变更", may: office.Deciding, do: a.confirm, answer: proposal{}},
		{method: "POST", path: "/proposals/{proposal}/withdraw", title: "撤回变更", may: office.Deciding, do: a.withdraw, answer: proposal{}},

		{method: "GET", path: "/hearings", title: "开庭排期", may: office.Reading, do: a.hearings, query: form.Of[hearingQuery](), answer: hearingList{}},
		{method: "GET", path: "/duties", title: "进行中的期限", may: office.SignedIn, do: a.duties, query: form.Of[dutyQuery](), answer: dutyList{}},
		{method: "GET", path: "/demands", title: "待答复的督办", may: office.Reading, do: a.openDemands, answer: demandList{}},
		{method: "GET", path: "/followups", title: "自设的提醒", may: office.Reading, do: a.followUps, answer: followUpList{}},
		{method: "POST", path: "/followups", title: "自设提醒", may: office.Reading, do: a.followUp, body: form.Of[following](), answer: followUpList{}},
		{method: "POST", path: "/followups/{followup}/end", title: "了结自设的提醒", may: office.Reading, do: a.endFollowUp, status: http.StatusNoContent},
		{method: "GET", path: "/views", title: "保存的视图：本人的和本单位共享的", may: office.Reading, do: a.views, answer: viewList{}},
		{method: "POST", path: "/views", title: "将案件台账的查询条件保存为视图", may: office.Reading, do: a.saveView, body: form.Of[viewSaving](), status: http.StatusCreated, answer: view{}},
		{method: "PUT", path: "/views/{view}", title: "为本人的视图改名，或者设定是否共享", may: office.Reading, do: a.changeView, body: form.Of[viewChange](), status: http.StatusNoContent},
		{method: "POST", path: "/views/{view}/remove", title: "删除本人的视图", may: office.Reading, do: a.removeView, status: http.StatusNoContent},
		{method: "GET", path: "/statistics", title: "一个期间的统计", may: office.Counting, do: a.statistics, query: form.Of[periodQuery](), answer: periodFigures{}},
		{method: "GET", path: "/statistics/behind", title: "统计数字所计的案件", may: office.Counting, do: a.behind, query: form.Of[office.BehindQuery](), answer: countedRows{}},
		{method: "GET", path: "/done", title: "我最近办理的事项", may: office.SignedIn, do: a.done, answer: deedList{}},
		{method: "GET", path: "/inbox", title: "收件箱", may: office.SignedIn, do: a.inbox, query: form.Of[inboxQuery](), answer: inbox{}},
		{method: "POST", path: "/inbox/read", title: "标为已读", may: office.SignedIn, do: a.markRead, body: form.Of[readMarks](), answer: unread{}},

		{method: "GET", path: "/ways", title: "收件箱以外的通知渠道", may: office.SignedIn, do: a.ways, answer: wayList{}, clear: true},
		{method: "PUT", path: "/ways/{channel}", title: "设定一个通知渠道：mail、sms、wecom、dingtalk", may: office.SignedIn, do: a.setWay, body: form.Of[wayChange](), status: http.StatusNoContent},
		{method: "POST", path: "/ways/{channel}/try", title: "以一个通知渠道给自己发送测试消息，结果见 /ways", may: office.SignedIn, do: a.tryWay, status: http.StatusNoContent},
		{method: "POST", path: "/feeds", title: "生成日历的订阅地址，只显示一次；原地址停用", may: office.Reading, do: a.makeFeed, body: form.Of[feedChoice](), status: http.StatusCreated, answer: feedMade{}},
		{method: "POST", path: "/feeds/revoke", title: "停用日历的订阅地址", may: office.Reading, do: a.revokeFeed, body: form.Of[feedChoice](), status: http.StatusNoContent},

		{method: "GET", path: "/units", title: "单位名录", may: office.SignedIn, do: a.units, answer: unitList{}},
		{method: "POST", path: "/units", title: "添加单位", may: office.Directory, do: a.addUnit, body: form.Of[unit](), status: http.StatusCreated, answer: unit{}},
		{method: "PUT", path: "/units/{unit}", title: "更改单位，或者登记其撤销、合并、更名", may: office.Directory, do: a.changeUnit, body: form.Of[unitChange](), answer: unit{}},
		{method: "GET", path: "/users", title: "账号", may: office.Accounts, do: a.users, answer: userList{}},
		{method: "POST", path: "/users", title: "添加账号", may: office.Accounts, do: a.addUser, body: form.Of[newUser](), status: http.StatusCreated, answer: issued{}},
		{method: "PUT", path: "/users/{user}", title: "更改或者停用账号", may: office.Accounts, do: a.changeUser, body: form.Of[userChange](), answer: user{}},
		{method: "POST", path: "/users/{user}/password", title: "重置密码", may: office.Accounts, do: a.resetPassword, answer: issued{}},
		{method: "GET", path: "/undeliverable", title: "没有送出的消息", may: office.Posting, do: a.undeliverable, answer: undeliverableList{}},
		{method: "POST", path: "/undeliverable/again", title: "全部重新投递", may: office.Posting, do: a.sendAllAgain, answer: sentAgain{}},
		{method: "POST", path: "/undeliverable/{delivery}/again", title: "重新投递一条", may: office.Posting, do: a.sendAgain, answer: sentAgain{}},
		{method: "GET", path: "/troubles", title: "系统运行的异常", may: office.Troubleshooting, do: a.troubles, answer: office.Health{}},
		{method: "GET", path: "/audit", title: "审计日志", may: office.Auditing, do: a.audit, query: form.Of[office.AuditQuery](), answer: auditList{}},
	}
}
