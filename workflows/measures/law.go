package measures

import (
	"strconv"

	"yingsu/workflows/calendar"
)

// Law is what a lawsuit is counted and judged by: the days on which offices work,
// the edition of the Measures under which it was opened, and the law as it is
// programmed. A lawsuit's workflow gets it by a recorded call, and takes up a newer
// one with a line of its journal; nothing in it changes behind a lawsuit's back.
type Law struct {
	Calendar calendar.Calendar
	Edition  Edition
	Logic    Logic
}

// Name tells whether two laws count alike: lawsuits that were last counted by
// another name are told of the newer one. The edition of the Measures is no part of
// it, for that is pinned.
func (l Law) Name() string {
	if l.Logic == Unnumbered {
		return l.Calendar.Edition
	}
	return l.Calendar.Edition + "/" + l.Logic.String()
}

// Logic numbers the law as it is programmed: which rules there are, what acts are
// judged by, which steps the procedure takes. Whatever changes one of these gets
// the next number and a line in Amendments, and holds from that number on only:
// a lawsuit that runs under an earlier one is replayed as it ran.
type Logic int

// String returns the number, nothing for the law before it had one.
func (l Logic) String() string {
	if l == Unnumbered {
		return ""
	}
	return strconv.Itoa(int(l))
}

const (
	// Unnumbered is the law as lawsuits ran before it had a number.
	Unnumbered Logic = iota
	// Enduring waits for a ledger that is away, and leaves the acts done to it.
	Enduring
	// Papers knows each party for itself, and of each court paper the kind; it takes a
	// December as open until the next year's notice is out, and knows a case number by
	// the case and not by how it is written.
	Papers
	// Letters knows suggestions of a court or a procuratorate that no lawsuit belongs to,
	// what is asked of the court by the way, and of several own appeals the fee of each. It
	// leaves to people whether what turns a loss round is a victory, lets everything be
	// appealed that a retrial by first-instance procedure decides, and holds nobody to the
	// Measures before their first day.
	Letters
	// Own has each organ of the district answer for itself where no unit is designated for
	// all: its materials, its response, its official, its answer to an appeal or to an
	// application for a retrial. A hearing that is entered long after its day is marked as
	// anything else is.
	Own
	// Apart keeps apart what is each party's: its application for more time, its service of
	// a final decision, its right to appeal when another's appeal is withdrawn. A co-defendant's
	// appeal asks nobody for an answer. It knows that a retrial suspends and can restore what
	// is to be performed and paid, and that not every decision can be asked to be retried.
	Apart
	// Standing knows what a decision leaves standing: one that settles the dispute and sends
	// the compensation back, and a retrial that ends without a decision, which asks for no
	// second report. It knows what is to be performed before the judgment, and that an organ
	// which is a third party can appeal.
	Standing
)

// Current is the number under which new lawsuits run, and which open ones take up.
const Current = Standing

// Amendment is what a number of the law has changed.
type Amendment struct {
	// From is the first day of force: a rule that is new with the number runs for
	// what happens from that day on, and a check judges acts that are done from it on.
	// It is zero where only the program had been wrong about what was always the law.
	From calendar.Date
	What string // in Chinese, for the journal
}

// Amendments says what each number has changed, the number being its place. They
// are added to, never edited: testdata/histories keeps at least one lawsuit that
// ran under each.
var Amendments = []Amendment{
	Unnumbered: {What: "初始规则"},
	Enduring:   {From: calendar.On(2026, 11, 28), What: "台账暂时无法使用时，办理和提醒等待恢复后继续，不再中断；期限和办理条件没有变化"},
	Papers:     {What: "各被告分别计算期限、分别认定败诉；裁判文书按种类登记，程序性裁定不终结审级；下一年放假安排公布前，涉及12月最后一周的期限为暂定；案号按案件识别，名称不得含有看不见的字符；此前登记的事实和结论不变"},
	Letters:    {What: "没有诉讼的司法建议、检察建议单独登记、计时和归档；向人民法院提出的申请可以登记；本区数个单位上诉的，上诉费分别登记；更正：改判不再推定为胜诉，按第一审程序再审的裁判都可以上诉，各单位后于他方送达的随时可以登记，再审申请审查和二审对部分起诉的裁定按其种类登记，直接登记二审、再审的先确定承办单位，办法施行前的事项不作逾期；此前登记的事实和结论不变"},
	Own:        {What: "本区数个单位应诉的，材料、提交、报备、上诉答辩、再审书面意见和败诉报告分别办理、分别计算，本单位经办人只办理本单位的；事后登记的传票同样标记补录；驳回或者支持管辖异议的裁定即为对该申请的答复；此前登记的事实和结论不变"},
	Apart:      {What: "更正：他方撤回上诉的，其余当事人的上诉期限照常计算，届满后一审裁判才生效；共同被告上诉的不需答辩；各被告分别申请延长举证期限，正当事由尚未消除的可以先登记准许；终审裁判按各单位收到之日计算；再审中止履行和赔偿，维持或者终结的恢复；再审申请审查期间他方的申请和抗诉可以登记，抗诉再审后不再申请再审；共同被告可以共同报备一个出庭负责人；此前登记的事实和结论不变"},
	Standing:   {What: "更正：终结再审程序、撤回再审申请的，原裁判的败诉报告不再重报，再审期间尚未报送的仍可报送；先予执行的裁定可以登记履行；二审作出裁判而将行政赔偿部分发回重审的按其种类登记；本区单位作为第三人的，列出其上诉期限和上诉费；此前登记的事实和结论不变"},
}

// Holds tells whether what came with a number holds for something that happened on
// a day.
func (l Law) Holds(since Logic, day calendar.Date) bool {
	return l.Logic >= since && !day.Before(Amendments[since].From)
}

// runs tells whether a rule is in force for what set it off on a day.
func (l Law) runs(r *Rule, day calendar.Date) bool {
	return l.Holds(r.Since, day) && (r.Until == 0 || !l.Holds(r.Until, day))
}

// days returns the calendar to count with.
func (l Law) days() calendar.Calendar {
	if l.Logic >= Papers {
		return l.Calendar.Awaiting()
	}
	return l.Calendar
}

// period returns the rule's length under this law.
func (l Law) period(r *Rule) Period { return l.Edition.period(r) }
