package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yingsu/models"
)

// Trouble is a kind of thing that goes wrong in running the system: what it means for
// those who handle lawsuits, and what whoever runs the system does about it.
type Trouble struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Means string `json:"means"`
	Way   string `json:"way"`
	// Link is the page on which it is seen to, empty where that is not done on a page;
	// Leads says so in words, to those who May.
	Link  string      `json:"link,omitempty"`
	Leads string      `json:"-"`
	May   *Capability `json:"-"`
}

// The kinds of trouble.
var (
	engineAway = Trouble{
		Name: "engine", Title: "流程引擎（Temporal）无法连接",
		Means: "查询不受影响；办理一律暂停，提醒在引擎恢复后补发。案件流程和积压的情况现在看不到。",
		Way:   "检查 Temporal 及其数据库是否在运行，网络是否相通，TEMPORAL_ADDRESS 和证书是否正确。",
	}
	noWorker = Trouble{
		Name: "no_worker", Title: "没有办理程序（worker）在运行",
		Means: "查询不受影响；办理一律暂停，提醒在办理程序恢复后补发。",
		Way:   "启动 worker（docker compose up -d worker，或者 go run ./worker）；已经启动的，看它的运行日志。",
	}
	backlog = Trouble{
		Name: "backlog", Title: "办理任务积压",
		Means: "办理的答复慢，提醒晚发；内容不会丢失。",
		Way:   "看 worker 和两个数据库的负载；确属忙不过来的，再启动一个 worker。",
	}
	stuck = Trouble{
		Name: "stuck", Title: "案件流程停滞",
		Means: "这些案件不能办理，提醒也发不出；已经办理的都在台账中，不受影响。流程引擎会一直重试。",
		Way:   "先按原因处理，处理后自动恢复。仍不恢复的，由一人提出、另一人确认重新启动流程：以台账为准接续，不丢失任何办理。其间请有关人员按案件页面的日期人工跟进。",
	}
	failing = Trouble{
		Name: "failing", Title: "流程中的一步反复失败",
		Means: "这些案件停在这一步，系统不断重试；当事办理尚未确认保存，请勿另行登记。",
		Way:   "按原因处理后自动继续，不需要重新启动流程。",
	}
	unregistered = Trouble{
		Name: "unregistered", Title: "收案登记没有完成",
		Means: "流程已经开始，台账中还没有这件案件，期限还没有人被提醒。",
		Way:   "多为台账写不进去，恢复后自动完成；超过一天的，请登记人以原内容重新登记一次，不会重复立案。",
	}
	silent = Trouble{
		Name: "silent", Title: "提醒没有按时发出",
		Means: "有人可能不知道期限将到。已告知区司法局，系统每5分钟补发一次。",
		Way:   "请有关人员人工跟进这些期限；原因多见本页“案件流程停滞”或者“没有办理程序”，处理后自动补发。",
	}
	remains = Trouble{
		Name: "differences", Title: "台账与办理流程不一致，未能自行恢复",
		Means: "页面所见以台账为准；流程的提醒可能有误。",
		Way:   "按原因处理。系统每5分钟再对照这些案件一次，一致后不再列出；也可以运行 yingsu reconcile 立即全部对照。",
	}
	unwatched = Trouble{
		Name: "unwatched", Title: "定时检查没有完成",
		Means: "本页对这一项的判断可能已经过时。",
		Way:   "按原因处理；没有原因的，看 worker 是否在运行。检查会自动再做。",
	}
	halted = Trouble{
		Name: "halted", Title: "批量接收等后台办理没有办完",
		Means: "已经办理的都有效，其余的还没有办理。批量接收的，没有接收的案件还不在台账中，期限没有人被提醒。",
		Way:   "正在等待的，先按本页其他异常处理，恢复后自动继续；已经停下的，请区司法局在案件台账的“批量接收在办案件”页面打开该次接收，选择“继续接收”，不会重复登记。",
	}
	undelivered = Trouble{
		Name: "undelivered", Title: "没有送出的消息",
		Means: "收件箱不受影响；其他渠道多次尝试后已经放弃。",
		Way:   "先排除原因，再重新投递；来不及的，告知收件人查看收件箱。",
		Link:  "/admin", Leads: "到“管理”重新投递", May: Posting,
	}
	waiting = Trouble{
		Name: "waiting", Title: "消息等待过久",
		Means: "收件箱不受影响；其他渠道的消息还没有送出，系统不断重试。",
		Way:   "检查投递目录是否可写，邮件服务器、短信网关、群机器人是否可连接；没有原因的，看 worker 是否在运行。",
	}
)

// Troubles are all kinds, what keeps everybody from working first.
var Troubles = []*Trouble{
	&engineAway, &noWorker, &backlog, &stuck, &failing, &unregistered, &silent, &remains, &unwatched, &halted, &undelivered, &waiting,
}

// Found is trouble of one kind that there is.
type Found struct {
	Trouble
	Cases []Case `json:"cases"`
	More  bool   `json:"more"` // there are more than are listed
}

// Case is one lawsuit, or another thing, that has the trouble.
type Case struct {
	LawsuitID  string    `json:"lawsuit_id,omitempty"` // empty where the ledger knows none
	CaseNumber string    `json:"case_number,omitempty"`
	What       string    `json:"what,omitempty"`
	Cause      string    `json:"cause,omitempty"` // in plain words, with what to do about it
	Said       string    `json:"said,omitempty"`  // by the program, for whoever mends it
	Since      time.Time `json:"since,omitzero"`
	Tries      int       `json:"tries,omitempty"`
	Restart    bool      `json:"restart,omitempty"` // restarting the workflow helps where nothing else does
}

// Health is how it stands with the system.
type Health struct {
	At      time.Time `json:"at"`
	Found   []Found   `json:"troubles"`
	Unseen  []string  `json:"unseen"` // what could not be looked at, in words
	Workers []Worker  `json:"workers"`
	Checks  []Check   `json:"checks"`
}

// Worker is a program that carries out lawsuits.
type Worker struct {
	Name  string    `json:"name"` // its process and machine
	Since time.Time `json:"since,omitzero"`
}

// Check is what came of one of the looks that the workers take by themselves.
type Check struct {
	Title    string    `json:"title"`
	Expected bool      `json:"expected"` // where there was none, that is trouble
	At       time.Time `json:"at,omitzero"`
	Worker   string    `json:"worker,omitempty"`
	Looked   int       `json:"looked,omitempty"` // lawsuits
	Found    int       `json:"found"`
	Unmended int       `json:"unmended"`
}

// Troubles tells what goes wrong in running the system now. It answers within three
// seconds and with Temporal away, and says then what it could not look at.
func (o *Office) Troubles(ctx context.Context, who models.Caller) (Health, error) {
	return read(ctx, who, Troubleshooting, func(ctx context.Context) (Health, error) {
		now := time.Now()
		told, err := o.askLedger(ctx, now)
		if err != nil {
			return Health{}, err
		}
		return diagnose(now, told, o.askEngine(ctx, now, told.suspects())), nil
	})
}

// listed is how many cases of one kind are listed.
const listed = 20

// How late something is before it is trouble. A sweep mends reminders after longer.
const (
	lateReminder = 2 * time.Minute
	lateMessage  = 5 * time.Minute
	lateTask     = time.Minute
	lateErrand   = 2 * time.Minute
	unknownFor   = 24 * time.Hour
)

// ledgerSays is what the ledger tells of trouble.
type ledgerSays struct {
	silent    []models.Duty // one more than are listed, where there are more
	unsettled []models.Unsettled
	stalls    []models.Stall
	halted    []models.Errand // one more than are listed, where there are more
	looks     map[string]models.Look
}

func (o *Office) askLedger(ctx context.Context, now time.Time) (l ledgerSays, err error) {
	if l.silent, err = o.store.Silent(ctx, now, lateReminder, models.Duty{}, listed+1); err != nil {
		return l, err
	}
	if l.unsettled, err = o.store.Unsettled(ctx, now.Add(-unknownFor), listed); err != nil {
		return l, err
	}
	if l.stalls, err = o.store.Stalls(ctx, now.Add(-lateMessage)); err != nil {
		return l, err
	}
	if l.halted, err = o.store.HaltedErrands(ctx, now.Add(-lateErrand), listed+1); err != nil {
		return l, err
	}
	l.looks, err = o.store.Looks(ctx)
	return l, err
}

// suspects are the lawsuits whose workflows are worth a look, by their case numbers.
func (l ledgerSays) suspects() []string {
	var numbers []string
	for _, d := range l.silent {
		numbers = append(numbers, d.CaseNumber)
	}
	for _, u := range l.unsettled {
		numbers = append(numbers, u.CaseNumber)
	}
	for _, r := range l.remaining() {
		if r.LawsuitID != "" {
			numbers = append(numbers, r.CaseNumber)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// remaining is what the last comparison of every lawsuit could not mend, and what one by
// lists could not that came after it.
func (l ledgerSays) remaining() []models.Remains {
	closely, lists := l.looks[models.LookClosely], l.looks[models.LookLists]
	all := slices.Clone(closely.Remains)
	for _, r := range lists.Remains {
		known := slices.ContainsFunc(all, func(a models.Remains) bool { return a.CaseNumber == r.CaseNumber })
		if lists.At.After(closely.At) && !known {
			all = append(all, r)
		}
	}
	return all
}

// diagnose makes of what the ledger and Temporal say what is wrong, in the order of the
// kinds.
func diagnose(now time.Time, l ledgerSays, e engineSays) Health {
	cases := map[*Trouble][]Case{}
	l.tell(now, cases)
	e.tell(cases)
	h := Health{At: now, Unseen: append([]string{}, e.unseen...), Workers: append([]Worker{}, e.workers...), Checks: l.checks(), Found: []Found{}}
	for _, t := range Troubles {
		all := cases[t]
		if len(all) > 0 {
			more := len(all) > listed || t == &stuck && e.moreStuck
			h.Found = append(h.Found, Found{Trouble: *t, Cases: all[:min(len(all), listed)], More: more})
		}
	}
	return h
}

func (l ledgerSays) tell(now time.Time, cases map[*Trouble][]Case) {
	for _, d := range l.silent {
		cases[&silent] = append(cases[&silent], Case{
			LawsuitID: d.LawsuitID, CaseNumber: d.CaseNumber, Since: d.RungAt,
			What: fmt.Sprintf("%s（%s，建议办结日%s）", d.Clock.Title, d.Clock.Article, d.Clock.Safe.Chinese()),
		})
	}
	for _, r := range l.remaining() {
		why := ofDifference(r.Why)
		cases[&remains] = append(cases[&remains], Case{
			LawsuitID: r.LawsuitID, CaseNumber: r.CaseNumber, What: r.What, Cause: why.words, Said: brief(r.Why), Restart: why.mends && r.LawsuitID != "",
		})
	}
	for _, s := range l.stalls {
		kind := &waiting
		if s.State == models.Dead {
			kind = &undelivered
		}
		cases[kind] = append(cases[kind], Case{What: fmt.Sprintf("%s：%d条", ChannelTitle(s.Channel), s.Count), Cause: cmp.Or(s.Cause, "还没有尝试过投递"), Since: s.Oldest})
	}
	for _, e := range l.halted {
		cases[&halted] = append(cases[&halted], Case{
			What: fmt.Sprintf("%s（%s）：%d项中已办完%d项", e.Title, e.By.Name, e.Total, e.Done), Cause: cmp.Or(e.Note, haltedWhy[e.State]), Since: e.BegunAt,
		})
	}
	for _, c := range checks {
		if found, ok := c.trouble(l.looks[c.what], now); ok {
			cases[&unwatched] = append(cases[&unwatched], found)
		}
	}
}

// haltedWhy says why nobody gets on with an errand that says nothing itself.
var haltedWhy = map[models.ErrandState]string{
	models.ErrandRuns:  "没有服务器在办理它；有服务器在运行的，会自动接着办",
	models.ErrandEnded: "有的行因为故障没有接收，还没有人继续",
}

// check is a look that the workers take, with how old the last one may be: zero where it
// is taken at no certain times.
type check struct {
	what, title string
	within      time.Duration
	optional    bool // only where it is set up, or needed
}

var checks = []check{
	{models.LookReminders, "检查提醒是否按时发出", 30 * time.Minute, false},
	{models.LookLaw, "检查案件是否都按现行规则计算", 30 * time.Minute, false},
	{models.LookClosely, "逐案对照台账与办理流程", 48 * time.Hour, false},
	{models.LookLists, "按列表对照台账与办理流程", 0, true},
	{models.LookSeal, "每日封存并核验台账", 30 * time.Minute, true},
	{models.LookFollowUps, "发出自设的提醒和督办的提醒", 0, true},
	{models.LookPromises, "提醒登记簿中约定的期限", 0, true},
	{models.LookYear, "检查下一年放假安排是否导入", 0, true},
}

func (l ledgerSays) checks() []Check {
	all := []Check{}
	for _, c := range checks {
		k := l.looks[c.what]
		all = append(all, Check{Title: c.title, Expected: !c.optional, At: k.At, Worker: k.Worker, Looked: k.Looked, Found: k.Found, Unmended: k.Unmended})
	}
	return all
}

// brief is the beginning of what a program said.
func brief(said string) string {
	const most = 300
	text := []rune(strings.Join(strings.Fields(said), " "))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}
