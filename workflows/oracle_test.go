package workflows_test

// The oracle of the random lawsuits: a plain picture of a lawsuit, written from the
// text of the Measures and the statutes behind them, that says of an act whether it
// may be done now and what then is. It shares nothing with the code that it judges:
// it has days, a calendar, papers and periods of its own, and imports none of ours.
//
// Outside of it, and so not judged by the random lawsuits, are the words (of refusals,
// of notices, of the journal, of how a period was counted), the notices that acts
// send, the catalogue of the volume, the directory of units, how a case number or a
// choice can be written otherwise, notices of units that are no more, other editions of the
// Measures and local closures: nobody draws those, or tests of their own look at them.

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// lawsuit is what has happened so far, and nothing that follows from it.
type lawsuit struct {
	days almanac

	number          string
	reconsideration bool
	advice          bool // a suggestion that no lawsuit belongs to
	procedure       string
	sued            []sued
	plaintiffs      []string // those who are in it now
	thirds          []string
	court           string
	ever            []party // everybody who is or was in it, in the order in which they came
	public          bool    // the procuratorate sues
	served          day
	received        day
	deadline        day // the court's own, in its notice
	from            origin

	lead      string
	joint     []string
	assisting []string
	changedOn day
	tookOver  map[string]day
	returns   int
	returned  bool // and nobody has decided on it
	forwarded day
	signed    map[string]day
	asks      []ask
	meetings  int

	pieces     []piece
	orders     []order
	extensions []extension
	reviews    []review
	seals      int
	sealed     []string
	filings    []filing
	lawyers    []lawyer
	reports    int
	talks      int
	petitions  []petition
	actChanged int

	grounds  []int // of 第二十条
	courts   []*court
	retrials []retrial
	sums     []sum
	letters  []letter

	concluded, archived, struck day
	supplements                 int
	entered                     []entry
	links                       []string
	pauses                      []pause
	excuses                     []excuse

	// What corrections look back at.
	done  []deed
	fixes []fix

	lateAppeals, undone int // how often it came to that
}

type (
	sued struct {
		name, unit           string
		third                bool // only a third party
		served, joined, left day
		before, after        string // whose place it took, and who took its own
	}
	party  struct{ side, name string }
	filing struct {
		kind, in string
		whose    []string
		on       day
	}
	entry  struct{ on, checked day }
	origin struct {
		item                      int
		unit, decision, successor string
	}
	ask struct {
		unit          string
		on, due, done day
	}
	piece struct {
		kind  int
		title string
		organ string // whose it is; empty for all
		gone  bool
	}
	order struct {
		on, deadline        day
		procedure, name, in string
	}
	extension struct {
		on, answered, until, ceased day
		granted                     bool
		name                        string
	}
	review struct {
		sent, decided day
		passed        bool
	}
	lawyer struct {
		name         string
		on, assigned day
	}
	retrial struct {
		by, name                      string
		on, copied, answered, decided day
		accepted                      bool
		answers                       map[string]day // of each organ
	}
	sum struct {
		amount                            string
		received, accepted, applied, paid day
	}
	petition struct {
		kind         string
		on, answered day
	}
	letter struct {
		kind, document          string
		received, due, answered day
	}
	pause  struct{ on, resumed day }
	excuse struct{ duty, reason string }
)

// court is the dispute before one court.
type court struct {
	level, number string
	as            string // whose procedure a retrial follows
	seat          string // which court it is
	left          []givenNumber
	leaves        bool // its number is of a court that it has left
	known         bool // from its paper only: it was over before the lawsuit was registered
	later         bool // the lawsuit was registered here, and not at first instance
	round         int
	opened        day
	appeals       []appeal
	agents        map[string]int
	hearings      []hearing
	papers        []*decision
	decision      *decision // the paper that has ended it
	effective     day
	gotEffective  day
	orders        []*obligation
	reports       []report
}

// sends gives the dispute another number or another court. A number is that of the court
// that gave it, and is left with it, once.
func (c *court) sends(number, seat string) {
	elsewhere := seat != "" && c.seat != "" && seat != c.seat
	if c.number != "" && !c.leaves && (number != "" || elsewhere) {
		c.left, c.leaves = append(c.left, givenNumber{c.number, c.seat}), true
	}
	if number != "" {
		c.number, c.leaves = number, false
	}
	c.seat = cmp.Or(seat, c.seat)
}

type (
	givenNumber struct{ number, seat string }
	appeal      struct {
		by, name                            string
		on, copied, answered, charged, paid day
		answers                             map[string]day // of each organ
	}
	hearing struct {
		on, received, postponed, cancelled, held day
		officials                                []head
		letter, confirmed                        day
	}
	head struct {
		employer, rank string
		on             day
		explained      bool // why it is not the principal
	}
	decision struct {
		kind
		number, form string
		lost         bool
		why          string
		made, served day
		others       []service
		results      []result
		appeals      []appeal // against an interlocutory one
	}
	result struct {
		name string
		kind
		lost bool
		why  string
	}
	service struct {
		side, name string
		on         day
	}
	obligation struct {
		by        *decision // a ruling before the judgment, where it is that which orders it
		due, done day
		days      int
		name      string
		lives     bool // somebody lives on it
	}
	report struct {
		name                             string
		on, checked, due, mended, passed day
		accepted                         bool
		analysed                         bool
	}
)

// kind is what a court's paper does: what it ends, whether it can be appealed at first
// instance, who has lost by it, and whether the dispute goes on below.
type kind struct {
	outcome, form, at string // at which levels, by their first letters
	ends, appealable  bool
	loses             string // yes, no, as below, turned, said; nothing where it decides nothing
	below             bool
	part              bool // the compensation is sent back, the rest is settled
	drops, withdraws  bool
}

// kinds are those of 行政诉讼法 and its 解释, and of 行政复议法.
var kinds = readKinds(`
判决 fsr 终 诉 败 撤销 撤销并责令重作 部分撤销 部分撤销并责令重作 责令履行法定职责 责令履行给付义务 确认违法 程序轻微违法确认违法 确认违法并责令采取补救措施 确认无效 变更 责令采取补救措施 判决继续履行协议 判决赔偿协议损失 判决给予补偿 行政赔偿
判决 fsr 终 诉 胜 驳回诉讼请求 驳回赔偿请求
判决 fsr 终 诉 由人 其他判决
判决 sr 终 - 败部 确认违法，行政赔偿部分发回重审
判决 s 终 - 从下 驳回上诉，维持原判
判决 sr 终 诉 相反 改判
判决 sr 终 诉 由人 部分维持、部分改判
判决 r 终 诉 从下 再审维持原判
裁定 fsr 终 诉 胜 驳回起诉
裁定 f 终 诉 胜 不予立案
裁定 fsr 终 - 撤 准许撤诉 准许因被告改变行政行为撤诉 终结诉讼
裁定 f 终 - 撤 按撤诉处理
裁定 s 终 - 从下 驳回上诉，维持原裁定
裁定 sr 终 - 下 撤销原判，发回重审 撤销原裁定，指令继续审理 撤销原裁定，指令立案
裁定 sr 终 诉 胜 撤销原判，驳回起诉
裁定 s 终 - 撤从下 准许撤回上诉 按自动撤回上诉处理
裁定 r 终 - 撤从下 终结再审程序
裁定 re 终 - 撤从下 准许撤回再审申请
裁定 e 终 - - 驳回再审申请
裁定 fsr 程 诉 胜 驳回部分起诉
裁定 f 程 诉 - 驳回管辖异议 管辖异议成立，移送其他法院
裁定 f 程 - - 移送管辖 指定管辖 转换审理程序
裁定 s 程 - - 准许部分上诉人撤回上诉
裁定 fr 程 - - 二审维持驳回部分起诉裁定 二审撤销驳回部分起诉裁定，指令继续审理
裁定 fsr 程 - - 二审维持管辖裁定 二审撤销管辖裁定，另定管辖 准许部分原告撤诉 中止诉讼 停止执行 驳回停止执行申请 先予执行 财产保全、行为保全或者证据保全 合并或者分开审理
裁定 fsre 程 - - 补正裁判文书 其他程序性裁定
调解 fsrx 终 - 调 调解结案
决定 x 终 - 胜 维持 驳回行政复议请求 驳回行政复议申请
决定 x 终 - 败 复议决定撤销 复议决定撤销并责令重作 复议决定变更 复议决定确认违法 复议决定确认无效 复议决定责令履行 复议决定责令履行协议或者采取补救措施 复议决定责令赔偿或者补偿
决定 x 终 - 撤 终止行政复议
决定 x 程 - - 中止行政复议
`)

func readKinds(table string) map[string]kind {
	all := map[string]kind{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		f := strings.Fields(line)
		k := kind{
			form: map[string]string{"判决": "judgment", "裁定": "ruling", "调解": "mediation", "决定": "decision"}[f[0]], at: f[1], ends: f[2] == "终", appealable: f[3] == "诉",
			loses: map[string]string{"败": "yes", "败部": "yes", "胜": "no", "撤": "no", "调": "no", "从下": "as below", "撤从下": "as below", "相反": "turned", "由人": "said"}[f[4]],
			below: f[4] == "下", part: f[4] == "败部", drops: f[4] == "撤" || f[4] == "调", withdraws: strings.HasPrefix(f[4], "撤"),
		}
		for _, name := range f[5:] {
			k.outcome = name
			all[name] = k
		}
	}
	return all
}

// letter is how a level is written in the table.
func (c *court) letter() string {
	return map[string]string{"first": "f", "second": "s", "retrial": "r", "reconsideration": "x", "examination": "e"}[c.level]
}

// kindAt finds a kind by its name, where it can be given.
func (c *court) kindAt(name string) (kind, bool) {
	k, ok := kinds[name]
	return k, ok && strings.Contains(k.at, c.letter())
}

// interlocutory tells whether any court gave a paper that ended nothing.
func (l *lawsuit) interlocutory() bool {
	return slices.ContainsFunc(l.courts, func(c *court) bool {
		return slices.ContainsFunc(c.papers, func(d *decision) bool { return !d.ends })
	})
}

func (d *decision) remands() bool { return d.below }

// idle tells whether a retrial has ended without a decision, so that what was decided before
// is as it was (行诉解释第一百二十一条).
func (c *court) idle() bool {
	return c.level == "retrial" && c.decision != nil && c.decision.withdraws && c.decision.loses == "as below"
}

// advanced is the last ruling on performance before the judgment, or the first of a number if
// one is said, or nil (行政诉讼法第五十七条).
func (c *court) advanced(number string) *decision {
	all := slices.DeleteFunc(slices.Clone(c.papers), func(d *decision) bool {
		return d.outcome != "先予执行" || number != "" && d.number != number
	})
	switch {
	case len(all) == 0:
		return nil
	case number != "":
		return all[0]
	}
	return all[len(all)-1]
}

// servedTo is when a party received the paper: ours with it, unless another day is noted.
func (d *decision) servedTo(name string, ours bool) day {
	for i := len(d.others) - 1; i >= 0; i-- {
		if d.others[i].name == name {
			return d.others[i].on
		}
	}
	if ours {
		return d.served
	}
	return 0
}

func (d *decision) lastServed() day {
	last := d.served
	for _, o := range d.others {
		last = max(last, o.on)
	}
	return last
}

// canAppeal: 行政诉讼法第八十五条; a retrial by first-instance procedure too (行诉解释第一百一十九条).
func (c *court) canAppeal(d *decision) bool {
	return d.appealable && (c.level == "first" || c.level == "retrial" && c.as == "first")
}

// decide puts a paper on file.
func (c *court) decide(d *decision) {
	c.papers = append(c.papers, d)
	if d.ends {
		c.decision = d
	}
}

// deed is an act that was accepted, and fix a correction of one.
type (
	deed struct {
		act   string
		by    somebody
		on    day
		input []byte
	}
	fix struct {
		line             int
		void             bool
		input            []byte
		by               string
		decided, granted bool
	}
	somebody struct{ name, role, unit string }
)

func (s somebody) ofUnit() bool { return strings.HasPrefix(s.role, "unit_") }

func (l *lawsuit) now() *court { return l.courts[len(l.courts)-1] }

// opening is the court before which the dispute was when it was registered.
func (l *lawsuit) opening() *court {
	for _, c := range l.courts {
		if c.later {
			return c
		}
	}
	return l.courts[0]
}

func (c *court) key() string {
	if c.round == 0 {
		return c.level
	}
	return c.level + "-" + string(rune('1'+c.round))
}

// named is how a duty of this court is called: the first court's by its bare name.
func (c *court) named(id string, i int) string {
	if i == 0 {
		return id
	}
	return id + "/" + c.key()
}

// coming returns the hearing that is still to be held, or nil.
func (c *court) coming() *hearing {
	for i := len(c.hearings) - 1; i >= 0; i-- {
		if h := &c.hearings[i]; h.held == 0 && h.postponed == 0 && h.cancelled == 0 {
			return h
		}
	}
	return nil
}

// lostAt tells whether an organ has lost by what a court decided, in effect or not.
func (l *lawsuit) lostAt(i int, name string) bool {
	d := l.courts[i].decision
	if d == nil || l.courts[i].level == "examination" { // which decides no dispute
		return false
	}
	said := name
	if s := l.organ(name); s.joined > d.made { // what was decided for whose place it took
		said = s.before
	}
	k, lost, why := d.kind, d.lost, d.why
	for _, r := range slices.Backward(d.results) {
		if r.name == said {
			k, lost, why = r.kind, r.lost, r.why
		}
	}
	below := l.below(i)
	switch {
	case why != "" || k.loses == "said":
		return lost
	case k.loses == "as below":
		return below >= 0 && l.lostAt(below, name)
	case k.loses == "turned":
		return below >= 0 && !l.lostAt(below, name)
	}
	return k.loses == "yes"
}

// turnsALoss tells whether a paper turns round what one of them had lost by below. That can
// be for them, and can be more against them: 行政诉讼法第八十九条第一款第二项 lets the second
// instance 改判 either way, whoever appealed.
func (l *lawsuit) turnsALoss(k kind, of []*sued) bool {
	below := l.below(len(l.courts) - 1)
	return k.loses == "turned" && below >= 0 && slices.ContainsFunc(of, func(s *sued) bool { return s.left == 0 && l.lostAt(below, s.name) })
}

// unsaid tells whether a person has to say whether organs lose by a paper: where its kind
// does not, where it turns a loss round, and where it looks at a decision that nobody knows.
func (l *lawsuit) unsaid(k kind, of []*sued) bool {
	switch {
	case k.loses == "said":
		return true
	case k.loses != "as below" && k.loses != "turned":
		return false
	case l.below(len(l.courts)-1) < 0:
		return len(of) > 0
	}
	return l.turnsALoss(k, of)
}

// spokenOf are those of whom a paper speaks as a whole: all who are sued, unless it speaks
// of each apart.
func (l *lawsuit) spokenOf(results []result) []*sued {
	all := slices.DeleteFunc(l.defending(), func(s *sued) bool { return s.left != 0 })
	for _, s := range all {
		if !slices.ContainsFunc(results, func(r result) bool { x := l.organ(r.name); return x != nil && x.name == s.name }) {
			return all
		}
	}
	return nil
}

// below is the court whose decision another one looks at: the last before it that has
// decided the dispute. An appeal is against a decision of first instance only, or one in a
// retrial by its procedure, also where a retrial has sent the appeal back (行诉解释第一百二
// 十二条). It is -1 where there is none.
func (l *lawsuit) below(i int) int {
	for n := i - 1; n >= 0; n-- {
		c := l.courts[n]
		if c.level == "examination" || c.decision == nil || c.decision.remands() || l.courts[i].level == "second" && c.level != "first" && c.as != "first" {
			continue
		}
		return n
	}
	return -1
}

// withdrawn tells whether nothing is left of the appeals that a court had to decide.
func (c *court) withdrawn() bool {
	return c.level == "second" && c.decision != nil && c.decision.withdraws && c.decision.loses == "as below"
}

// holding is the court whose decision holds: where an appeal or an application was
// withdrawn, the one below.
func (l *lawsuit) holding() *court {
	i := len(l.courts) - 1
	leaves := func(c *court) bool {
		return c.level == "examination" || c.decision != nil && c.decision.withdraws && c.decision.loses == "as below"
	}
	for l.below(i) >= 0 && leaves(l.courts[i]) {
		i = l.below(i)
	}
	return l.courts[i]
}

// boundBy tells whether a decision binds an organ: it was there when it was made, or has
// taken the place of who was (行政诉讼法第二十六条第六款).
func (s *sued) boundBy(d *decision) bool {
	return (s.joined <= d.made || s.before != "") && (s.left == 0 || s.left > d.made)
}

// losers are the organs against which an effective decision went.
func (l *lawsuit) losers(i int) []*sued {
	var all []*sued
	for _, s := range l.defending() {
		if c := l.courts[i]; c.effective != 0 && s.boundBy(c.decision) && l.lostAt(i, s.name) {
			all = append(all, s)
		}
	}
	return all
}

// reported is the court on whose decision reports are sent: the last that has one in effect. A
// retrial that ended without any changes nothing of what was to be reported.
func (l *lawsuit) reported() int {
	for i, c := range slices.Backward(l.courts) {
		if c.effective != 0 && !c.idle() {
			return i
		}
	}
	return len(l.courts) - 1
}

// beside tells whether a decision stands although the lawsuit goes on: it has sent back the
// compensation only, and no retrial looks at it.
func (l *lawsuit) beside(i int) bool {
	if d := l.courts[i].decision; d == nil || !d.part {
		return false
	}
	for n := i + 1; n < len(l.courts); n++ {
		if l.courts[n].level == "retrial" && l.below(n) == i {
			return false
		}
	}
	return true
}

// unreported are the losers whose analysis is still to be sent: 第二十七条.
func (l *lawsuit) unreported() []*sued {
	var all []*sued
	for _, s := range l.losers(l.reported()) {
		if s.after != "" || l.courts[l.reported()].idle() { // who took its place owes it, or nobody here
			continue
		}
		if r := l.courts[l.reported()].reportOf(s); r == nil || r.checked != 0 && !r.accepted {
			all = append(all, s)
		}
	}
	return all
}

// reportOf is an organ's last report on a decision, or nil.
func (c *court) reportOf(s *sued) *report {
	for i := len(c.reports) - 1; i >= 0; i-- {
		if r := &c.reports[i]; r.name == "" || r.name == s.name {
			return r
		}
	}
	return nil
}

// remedyOf is an organ's last report on a decision that names a day for the remedy, or
// nil.
func (c *court) remedyOf(s *sued) *report {
	for i := len(c.reports) - 1; i >= 0; i-- {
		if r := &c.reports[i]; (r.name == "" || r.name == s.name) && r.due != 0 {
			return r
		}
	}
	return nil
}

// organs are the organs of the district in the lawsuit: its government first where it was
// sued from the first, then the others that were, then third parties, then who came later;
// also those that have left.
func (l *lawsuit) organs() []*sued {
	var first, rest, thirds, later []*sued
	for i := range l.sued {
		switch s := &l.sued[i]; {
		case s.unit == "":
		case s.joined != 0:
			later = append(later, s)
		case s.third:
			thirds = append(thirds, s)
		case s.unit == "区政府":
			first = append(first, s)
		default:
			rest = append(rest, s)
		}
	}
	return slices.Concat(first, rest, thirds, later)
}

// reviewed is the organ whose answer the Bureau looks at: the district government where it
// is sued, and otherwise the first that is; nil where none is.
func (l *lawsuit) reviewed() *sued {
	all := l.defending()
	for _, s := range all {
		if s.unit == "区政府" {
			return s
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// defending are those of them that are sued.
func (l *lawsuit) defending() []*sued {
	return slices.DeleteFunc(l.organs(), func(s *sued) bool { return s.third })
}

// organ finds the one that is meant by its name or its unit; the first where nothing
// is said.
func (l *lawsuit) organ(name string) *sued {
	all := l.organs()
	if name == "" && len(all) > 0 {
		return all[0]
	}
	var meant *sued
	for _, s := range all {
		if (s.name == name || s.unit == name) && (meant == nil || meant.left != 0) { // who is in it, before who was
			meant = s
		}
	}
	return meant
}

// ownName is how a duty of an organ is told from that of the first one.
func (l *lawsuit) ownName(s *sued) string {
	if l.organs()[0].name == s.name {
		return ""
	}
	return "/" + s.name
}

// ownUnit owes what an organ does, where there are several; units are designated for the
// district government.
func (l *lawsuit) ownUnit(s *sued) string {
	if len(l.organs()) > 1 && s.unit != "区政府" {
		return s.unit
	}
	return ""
}

// answering are the units that handle the lawsuit for an organ.
func (l *lawsuit) answering(s *sued) []string {
	if s.unit == "区政府" || !l.governed() && l.lead != "" {
		return l.designated()
	}
	return []string{s.unit}
}

// whoseOf is the organ that is meant where none is named: that of the caller's unit, or
// the first.
func (l *lawsuit) whose(name string, by somebody) string {
	if s := l.organ(name); name != "" {
		if s != nil {
			return s.name
		}
		return name
	}
	for _, s := range l.organs() {
		if by.ofUnit() && slices.Contains(l.answering(s), by.unit) {
			return s.name
		}
	}
	return l.organs()[0].name
}

// responded is when an organ's answer went to the court.
func (l *lawsuit) responded(s *sued) day {
	for _, f := range l.filings {
		if f.kind == "response" && f.in == "" && slices.Contains(f.whose, s.name) {
			return f.on
		}
	}
	return 0
}

// silent are those who are sued and have not answered.
func (l *lawsuit) silent() []*sued {
	var all []*sued
	for _, s := range l.defending() {
		if s.left == 0 && l.responded(s) == 0 {
			all = append(all, s)
		}
	}
	return all
}

// filed is when the answer that the Bureau looks at went to the court.
func (l *lawsuit) filed() day {
	if s := l.reviewed(); s != nil {
		return l.responded(s)
	}
	return 0
}

// named are those who are on a side now.
func (l *lawsuit) namedOn(side string) []string {
	switch side {
	case "plaintiff":
		return l.plaintiffs
	case "third_party":
		return l.thirds
	}
	var all []string
	for _, s := range l.sued {
		if s.left == 0 && !s.third {
			all = append(all, s.name)
		}
	}
	return all
}

// unserved are those of whom nobody has said when they themselves received a decision. An
// organ is taken to have received it with the first, until it says otherwise; where there
// is only one, its own day is known.
func (l *lawsuit) unserved(c *court) int {
	d := c.decision
	if d == nil || !c.canAppeal(d) && d.form != "mediation" {
		return 0
	}
	said := func(name string) bool {
		return slices.ContainsFunc(d.others, func(o service) bool { return o.name == name })
	}
	n, ours := 0, []string{}
	for _, name := range slices.Concat(l.plaintiffs, l.thirds) {
		if s := l.organ(name); s == nil || !s.third || s.name != name {
			if !said(name) {
				n++
			}
		}
	}
	for _, s := range l.sued {
		switch {
		case s.left != 0:
		case s.unit != "":
			ours = append(ours, s.name)
		case !s.third && !said(s.name):
			n++
		}
	}
	for _, name := range ours {
		if len(ours) > 1 && !said(name) {
			n++
		}
	}
	return n
}

// owed tells whether what a court has ordered is still to be done. What was to be done before
// the judgment no longer is once one is in effect by which the organ has not lost.
func (l *lawsuit) owed(i int, o *obligation) bool { return o.done == 0 && l.lapsed(i, o) == 0 }

func (l *lawsuit) lapsed(i int, o *obligation) day {
	if o.by == nil {
		return 0
	}
	name := o.name
	if name == "" {
		name = l.organs()[0].name
	}
	for n := i; n < len(l.courts); n++ {
		if on := l.courts[n].effective; on != 0 && !l.lostAt(n, name) {
			return on
		}
	}
	return 0
}

// unperformed is the number of the first obligation that is still to be done, 0 if there is
// none.
func (l *lawsuit) unperformed() int {
	n := 0
	for i, c := range l.courts {
		for _, o := range c.orders {
			if n++; l.owed(i, o) {
				return n
			}
		}
	}
	return 0
}

// obligations are all that decisions have ordered.
func (l *lawsuit) obligations() []*obligation {
	var all []*obligation
	for _, c := range l.courts {
		all = append(all, c.orders...)
	}
	return all
}

// mending are the reports that name a day for the remedy, and whose remedy is so far.
func (l *lawsuit) mending(is func(*report) bool) []*report {
	var all []*report
	for i, c := range l.courts {
		for _, s := range l.losers(i) {
			if r := c.remedyOf(s); r != nil && is(r) {
				all = append(all, r)
			}
		}
	}
	return all
}

func (r *report) open() bool    { return r.mended == 0 }
func (r *report) waiting() bool { return r.mended != 0 && r.passed == 0 }

// outstanding is what the archive does not end.
func (l *lawsuit) outstanding() []string {
	var owed []string
	owes := func(so bool, article string) {
		if so {
			owed = append(owed, article)
		}
	}
	owes(l.unperformed() > 0, "第二十六条第一款")
	owes(len(l.mending((*report).open)) > 0, "第三十七条第（七）项")
	owes(slices.ContainsFunc(l.sums, func(s sum) bool { return s.paid == 0 }), "第二十八条")
	owes(slices.ContainsFunc(l.letters, letter.open), "第二十九条")
	owes(l.pendingRetrial() != nil, "第二十六条第二款")
	owes(l.pendingFix() != nil, "第三十条")
	return owed
}

// unchecked is what was entered late and nobody has checked, or nil.
func (l *lawsuit) uncheckedEntry() *entry {
	if n := len(l.entered); n > 0 && l.entered[n-1].checked == 0 {
		return &l.entered[n-1]
	}
	return nil
}

// enters marks what is put on file more than a week after its day.
func (l *lawsuit) enters(of, today day) {
	if of != 0 && today-of > 7 && l.uncheckedEntry() == nil {
		l.entered = append(l.entered, entry{on: today})
	}
}

func (l *lawsuit) district() bool {
	return !l.advice && slices.ContainsFunc(l.sued, func(s sued) bool { return s.unit == "区政府" && !s.third })
}

// governed tells whether the district government is or was in the lawsuit on any side:
// units are designated for it (第八条第二款).
func (l *lawsuit) governed() bool {
	return slices.ContainsFunc(l.sued, func(s sued) bool { return s.unit == "区政府" })
}

// governs tells whether it still is.
func (l *lawsuit) governs() bool {
	return slices.ContainsFunc(l.sued, func(s sued) bool { return s.unit == "区政府" && s.left == 0 })
}

// letOut is the day on which the court let the district government out of the lawsuit, 0
// while it is in it: from then on nothing is forwarded or reviewed.
func (l *lawsuit) letOut() (since day, by string) {
	for _, s := range l.defending() {
		if s.unit == "区政府" {
			since, by = s.left, s.after
		}
		if s.unit == "区政府" && s.left == 0 {
			return 0, ""
		}
	}
	return since, by
}

// defends tells whether the district government is sued, and still in the lawsuit.
func (l *lawsuit) defends() bool {
	since, _ := l.letOut()
	return l.district() && since == 0
}

// unlessOut is what ends a duty of the district government's own, or that it is out.
func (l *lawsuit) unlessOut(f fate) fate {
	if since, by := l.letOut(); since != 0 {
		return fate{why: "has left" + by, since: since}
	}
	return f
}

// designated are those whom the Bureau has designated (第八条第二款), or else the sued
// units themselves, unless the district is in it.
func (l *lawsuit) designated() []string {
	var units []string
	switch {
	case l.lead != "":
		return append([]string{l.lead}, l.joint...)
	case l.governed():
		return nil
	}
	for _, s := range l.organs() {
		if s.left == 0 && !slices.Contains(units, s.unit) {
			units = append(units, s.unit)
		}
	}
	return units
}

// handlers are the designated ones, and every other sued organ for itself.
func (l *lawsuit) handlers() []string {
	units := slices.Clone(l.designated())
	for _, s := range l.organs() {
		for _, u := range l.answering(s) {
			if s.left == 0 && !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	return units
}

// helps tells whether a unit assists, or has been asked for something.
func (l *lawsuit) helps(unit string) bool {
	return slices.Contains(l.assisting, unit) || slices.ContainsFunc(l.asks, func(a ask) bool { return a.unit == unit })
}

// missing counts what 第十一条第一款 wants in a response and is not there: in that of an
// organ, papers of its own and those that are of all.
func (l *lawsuit) missing(organ ...string) int {
	n := 0
	for kind := 1; kind <= 5; kind++ {
		if !slices.ContainsFunc(l.pieces, func(p piece) bool {
			return p.kind == kind && !p.gone && (len(organ) == 0 || p.organ == "" || p.organ == organ[0])
		}) {
			n++
		}
	}
	return n
}

// theirs tells whether somebody of a unit may not do what an organ does for itself.
func (l *lawsuit) theirs(s *sued, by somebody) bool {
	return s != nil && by.ofUnit() && !slices.Contains(l.answering(s), by.unit)
}

// each are the organs that owe an answer to what was served on a day, and have not given
// it: those that are sued.
func (l *lawsuit) each(copied day, answers map[string]day) (all, owing []*sued) {
	for _, s := range l.defending() {
		if copied >= s.joined && (s.left == 0 || copied < s.left) {
			all = append(all, s)
			if s.left == 0 && answers[s.name] == 0 {
				owing = append(owing, s)
			}
		}
	}
	return all, owing
}

// answerer is who answers where nobody is named: the caller's own organ, or the first.
func (l *lawsuit) answerer(name string, owing []*sued, by somebody) string {
	if s := l.organ(name); name != "" {
		if s != nil {
			return s.name
		}
		return name
	}
	for _, s := range owing {
		if by.ofUnit() && !l.theirs(s, by) {
			return s.name
		}
	}
	if len(owing) > 0 {
		return owing[0].name
	}
	return ""
}

func (l *lawsuit) pendingReview() bool {
	n := len(l.reviews)
	return n > 0 && l.reviews[n-1].decided == 0
}

func (l *lawsuit) passed() bool {
	n := len(l.reviews)
	return n > 0 && l.reviews[n-1].passed
}

// asksLater is the application of an organ for more time that waits for the court, or for
// the cause to cease; that of all is everybody's; the first where nobody is named.
func (l *lawsuit) asksLater(name string) *extension {
	for i := range l.extensions {
		x := &l.extensions[i]
		waits := x.answered == 0 || x.granted && x.until == 0 && x.ceased == 0
		if waits && (name == "" || x.name == "" || x.name == name) {
			return x
		}
	}
	return nil
}

func (l *lawsuit) pendingExtension() bool { return l.asksLater("") != nil }

// allAskLater tells whether no organ is left that could ask for more time.
func (l *lawsuit) allAskLater() bool {
	for _, s := range l.defending() {
		if s.left == 0 && l.asksLater(s.name) == nil {
			return false
		}
	}
	return true
}

func (l *lawsuit) pendingRetrial() *retrial {
	if n := len(l.retrials); n > 0 && l.retrials[n-1].decided == 0 {
		return &l.retrials[n-1]
	}
	return nil
}

// unanswered is the first application under examination on which an opinion is owed.
func (l *lawsuit) unanswered() *retrial {
	for i := range l.retrials {
		if r := &l.retrials[i]; r.decided == 0 && r.copied != 0 && r.answered == 0 {
			return r
		}
	}
	return nil
}

// examined: what is asked at the same time is examined together (行诉解释第一百一十四条).
func (l *lawsuit) examined(on day, accepted bool) {
	for i := range l.retrials {
		if r := &l.retrials[i]; r.decided == 0 {
			r.decided, r.accepted = on, accepted
		}
	}
}

func (l *lawsuit) pendingFix() *fix {
	if n := len(l.fixes); n > 0 && !l.fixes[n-1].decided {
		return &l.fixes[n-1]
	}
	return nil
}

func (l *lawsuit) paused() bool {
	n := len(l.pauses)
	return n > 0 && l.pauses[n-1].resumed == 0
}

// principal tells whether the lawsuit is in one of the cases of 第二十条, a protest
// of the procuratorate being one by itself.
func (l *lawsuit) principal() bool {
	return l.public || len(l.grounds) > 0 || slices.ContainsFunc(l.retrials, func(r retrial) bool { return r.by == "procuratorate" })
}

// stage is where the lawsuit stands on its way through the Measures: at the first
// thing that has not been done.
func (l *lawsuit) stage() string {
	if l.struck != 0 {
		return "struck"
	}
	if l.advice {
		return l.stageOfAdvice()
	}
	waits := slices.ContainsFunc(l.silent(), func(s *sued) bool { return s.joined == 0 })
	// Whoever answered before, somebody has to handle now what a later court has not decided
	// (第八条第二款、第十一条第二款).
	taken := l.opening().later && !slices.ContainsFunc(l.courts, func(c *court) bool { return !c.known && c.decision != nil })
	answered := !waits || l.courts[0].decision != nil || l.opening().later
	atCourt := l.now()
	switch {
	case answered && !taken:
	case l.governs() && (len(l.designated()) == 0 || l.returned):
		return "designation"
	case l.defends() && l.forwarded == 0:
		return "forwarding"
	case answered:
	case l.defends() && !l.pendingReview() && !l.passed(), !l.defends() && l.missing() > 0:
		return "preparation"
	case l.defends() && !l.passed():
		return "review"
	default:
		return "filing"
	}
	switch {
	case atCourt.decision == nil:
		return "trial"
	case atCourt.effective == 0:
		return "decision"
	case len(l.unreported()) > 0:
		return "loss_report"
	case l.concluded == 0:
		return "conclusion"
	case l.archived == 0:
		return "archiving"
	case len(l.outstanding()) > 0:
		return "following"
	}
	return "archived"
}

// stageOfAdvice is where a suggestion stands: it is answered in writing, and archived
// (第二十九条、第三十条).
func (l *lawsuit) stageOfAdvice() string {
	switch {
	case l.governs() && (len(l.designated()) == 0 || l.returned):
		return "designation"
	case slices.ContainsFunc(l.letters, letter.open):
		return "answering"
	case l.archived == 0:
		return "archiving"
	}
	return "archived"
}

// withoutSuit are the acts that presume no court.
var withoutSuit = []string{
	"designate_unit", "return_designation", "record_meeting", "ask_assistance", "give_assistance", "answer_suggestion", "explain_late",
	"check_entry", "strike_off", "link_lawsuits", "propose_correction", "confirm_correction", "decline_correction", "archive", "supplement_archive",
}

// afterwards are the acts that the archive does not end.
var afterwards = []string{
	"record_obligation", "perform_judgment", "record_retrial_application", "answer_retrial", "record_retrial_decision",
	"record_compensation", "apply_compensation", "record_payment", "record_suggestion", "answer_suggestion", "explain_late",
	"report_remedy", "pass_remedy", "check_entry", "link_lawsuits", "propose_correction", "confirm_correction", "decline_correction",
}

// verdict is why an act cannot be done: the code, and the articles by one of which
// it is refused. It is nil where the act can be done.
type verdict struct {
	code     string
	articles []string
}

// closed says why somebody cannot do an act now, whatever they fill in.
func (l *lawsuit) closed(act string, by somebody) *verdict {
	r := rules[act]
	switch {
	case !slices.Contains(r.by, by.role),
		by.ofUnit() && !slices.Contains(l.handlers(), by.unit) && !(r.wider && l.helps(by.unit)):
		return &verdict{"forbidden", []string{r.article}}
	case l.struck != 0,
		l.advice && !slices.Contains(withoutSuit, act),
		l.archived != 0 && act != "supplement_archive" && !slices.Contains(afterwards, act),
		l.archived == 0 && act == "supplement_archive",
		r.open != nil && !r.open(l):
		return &verdict{"not_open", []string{r.article}}
	}
	return nil
}

// judge says why an act cannot be done, or how it is put on file.
func (l *lawsuit) judge(d deed) (*verdict, func()) {
	if why := l.closed(d.act, d.by); why != nil {
		return why, nil
	}
	t, put := l.reads(d, rules[d.act].fill)
	if t.bad || len(t.against) > 0 {
		return t.refusal(rules[d.act].article), nil
	}
	return nil, func() {
		var before []duty
		if t.reason != "" {
			before = l.duties()
		}
		put()
		l.enters(t.latest, d.on)
		if t.reason != "" {
			l.excuse(before, t.reason)
		}
		l.done = append(l.done, d)
	}
}

// excuse keeps a reason with each duty that has just been done late.
func (l *lawsuit) excuse(before []duty, reason string) {
	after := l.duties()
	moved := movedBetween(before, after)
	for _, d := range after {
		if d.state == "met_late" && slices.Contains(moved, d.id) {
			l.excuses = append(l.excuses, excuse{d.id, reason})
		}
	}
}

// turn is somebody's act being judged: what is filled in, and what speaks against it.
type turn struct {
	*slip
	by      somebody
	today   day
	reason  string   // for being late
	against []string // articles, "" for the act's own
}

func (l *lawsuit) reads(d deed, fill func(*lawsuit, *turn) func()) (*turn, func()) {
	p, ok := readSlip(d.input, d.on)
	if !ok {
		p.bad = true
	}
	t := &turn{slip: p, by: d.by, today: d.on}
	put := fill(l, t)
	p.end()
	return t, put
}

// refusal names the articles by which the act can be refused: where something cannot
// be read, nothing else has been looked at.
func (t *turn) refusal(own string) *verdict {
	v := &verdict{code: "invalid"}
	for _, a := range t.against {
		if a != "" && !t.bad {
			v.articles = append(v.articles, a)
		}
	}
	if len(v.articles) == 0 {
		v.articles = []string{own}
	}
	return v
}

// no speaks against the act where it is so.
func (t *turn) no(so bool, article string) {
	if so {
		t.against = append(t.against, article)
	}
}

// notBefore wants a day to be no earlier than another, if that one is known.
func (t *turn) notBefore(d, earliest day) { t.no(d < earliest, "") }

// register opens a lawsuit with a court's notice, or the file of a suggestion.
func register(days almanac, d deed) (*lawsuit, *verdict) {
	l := &lawsuit{days: days, tookOver: map[string]day{}, signed: map[string]day{}, advice: d.act == "register_suggestion"}
	fill, article := fillNotice, "第十一条第二款"
	if l.advice {
		fill, article = fillAdvice, "第二十九条"
	}
	t, put := l.reads(d, fill)
	if t.bad || len(t.against) > 0 {
		return nil, t.refusal(article)
	}
	put()
	l.enters(l.served, d.on)
	l.done = []deed{d}
	return l, nil
}

// corrected tells the lawsuit anew with a correction: each act on its day, as it
// counts by then. It is refused where one of them could then not have been done.
func (l *lawsuit) corrected(c fix) (*lawsuit, *verdict) {
	var made *lawsuit
	for i, d := range l.done {
		input, counts := l.counting(i+1, c)
		if d.input = input; !counts || looksBack(d.act) {
			continue
		}
		var why *verdict
		if i == 0 {
			made, why = register(l.days, d)
		} else {
			var put func()
			if why, put = made.judge(d); why == nil {
				put()
			}
		}
		if why != nil {
			return nil, why
		}
	}
	made.done, made.fixes = l.done, l.fixes
	if made.number != l.number { // it is the lawsuit's name
		return nil, &verdict{"invalid", []string{"第十一条第二款"}}
	}
	return made, nil
}

// counting is what an act says after all corrections and some more, the last of which
// wins, and whether it counts at all.
func (l *lawsuit) counting(line int, more ...fix) ([]byte, bool) {
	input, counts := l.done[line-1].input, true
	granted := slices.DeleteFunc(slices.Clone(l.fixes), func(c fix) bool { return !c.granted })
	for _, c := range append(granted, more...) {
		if c.line == line {
			input, counts = c.input, !c.void
		}
	}
	return input, counts
}

func looksBack(act string) bool {
	return slices.Contains([]string{"propose_correction", "confirm_correction", "decline_correction"}, act)
}

// facts writes down what is on file, one line for each part of it.
func (l *lawsuit) facts() string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	units := l.handlers()
	slices.Sort(units)
	say("handled by %q with %q since %q, returned %d %t", units, l.assisting, l.changedOn, l.returns, l.returned)
	for _, side := range []string{"plaintiff", "defendant", "third_party"} {
		say("%s %q", side, l.namedOn(side))
	}
	for _, x := range l.filings {
		say("filed %s in %q for %q on %q", x.kind, x.in, x.whose, x.on)
	}
	say("forwarded %q, meetings %d, seals %d, reports %d, talks %d, act changed %d", l.forwarded, l.meetings, l.seals, l.reports, l.talks, l.actChanged)
	for _, p := range l.petitions {
		say("petition %q %q", p.on, p.answered)
	}
	for _, u := range units {
		say("signed %s %q", u, l.signed[u])
	}
	for _, a := range l.asks {
		say("asked %s %q %q %q", a.unit, a.on, a.due, a.done)
	}
	for _, p := range l.pieces {
		say("paper %d %s %t", p.kind, p.title, p.gone)
	}
	for _, o := range l.orders {
		say("order for %q in %q %s %q", o.name, o.in, o.procedure, o.deadline)
	}
	for _, x := range l.extensions {
		say("extension of %q %q %q %t %q %q", x.name, x.on, x.answered, x.granted, x.until, x.ceased)
	}
	for _, r := range l.reviews {
		say("review %q %q %t", r.sent, r.decided, r.passed)
	}
	for _, x := range l.lawyers {
		say("lawyer %q %q %s", x.on, x.assigned, x.name)
	}
	for _, c := range l.courts {
		c.facts(say)
	}
	for _, r := range l.retrials {
		say("retrial %s %s %q %q %q %q", r.by, r.name, r.on, r.copied, r.answered, r.decided)
	}
	for _, s := range l.sums {
		say("sum %s %q %q %q", s.amount, s.accepted, s.applied, s.paid)
	}
	for _, x := range l.letters {
		say("letter %s %s %q %q %q", x.kind, x.document, x.received, x.due, x.answered)
	}
	say("grounds %v, withdrawn %q, concluded %q, archived %q, supplements %d", l.grounds, day(0), l.concluded, l.archived, l.supplements)
	for _, p := range l.pauses {
		say("pause %q %q", p.on, p.resumed)
	}
	for _, x := range l.excuses {
		say("excuse %s %s", x.duty, x.reason)
	}
	for _, c := range l.fixes {
		say("correction of %d void %t by %s, decided %t %t", c.line, c.void, c.by, c.decided, c.granted)
	}
	return b.String()
}

func (c *court) facts(say func(string, ...any)) {
	agents := 0
	for _, n := range c.agents {
		agents += n
	}
	say("court %s %q as %q since %q, agents %d, effective %q %q", c.key(), c.number, c.as, c.opened, agents, c.effective, c.gotEffective)
	for _, x := range c.left {
		say("number %s was of %q", x.number, x.seat)
	}
	appeals := func(all []appeal) {
		for _, a := range all {
			say("appeal %s %q %q %q %q %q %q", a.by, a.name, a.on, a.copied, a.answered, a.charged, a.paid)
		}
	}
	appeals(c.appeals)
	for _, h := range c.hearings {
		say("hearing %q %q, letter %q %q, postponed %q, called off %q, held %q", h.on, h.received, h.letter, h.confirmed, h.postponed, h.cancelled, h.held)
		for _, o := range h.officials {
			say("official of %s %q %s", o.employer, o.on, o.rank)
		}
	}
	for _, d := range c.papers {
		say("%s %s %t %q %q %q", d.form, d.outcome, d.lost, d.made, d.served, d.others)
		for _, r := range d.results {
			say("for %s %s %t", r.name, r.outcome, r.lost)
		}
		appeals(d.appeals)
	}
	for _, o := range c.orders {
		say("ordered of %q by %q or in %d, done %q", o.name, o.due, o.days, o.done)
	}
	for _, r := range c.reports {
		say("report of %q %q %q %t, remedy by %q, %q %q", r.name, r.on, r.checked, r.accepted, r.due, r.mended, r.passed)
	}
}

// String writes a duty down as it is compared; why it is so only where people have
// said it.
func (d duty) String() string {
	why := ""
	if d.late {
		why = d.why
	}
	return fmt.Sprintf("%s of %s %s (right %t, ours %t) from %s: safe %s, due %s, limit %s, provisional %t: %s %s %s",
		d.id, d.owner, d.unit, d.right, d.ours, d.from, d.safe, d.due, d.limit, d.provisional, d.state, d.met, why)
}

// TestOracleCountsTheWorkedDates has the oracle count the examples that were worked by
// hand, each in a lawsuit that has come so far.
func TestOracleCountsTheWorkedDates(t *testing.T) {
	days := readAlmanac(t)
	file, err := os.Open("measures/testdata/vectors.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%v, %d rows", err, len(rows))
	}
	for _, row := range rows[1:] {
		start, ok := readDay(row[2])
		l := workedExample(days, row[1], start)
		if l == nil || !ok {
			continue
		}
		i := slices.IndexFunc(l.duties(), func(d duty) bool { key, _, _ := strings.Cut(d.id, "/"); return key == row[1] })
		if i < 0 {
			t.Errorf("%s: no %s", row[0], row[1])
			continue
		}
		if d := l.duties()[i]; d.due.String() != row[3] || d.safe.String() != row[4] || d.provisional {
			t.Errorf("%s: %s, want due %s, safe %s", row[0], d, row[3], row[4])
		}
	}
}

// workedExample is a lawsuit in which a period runs from a day, or back from it. It
// is nil for the right to ask for more time, which is no clock of a lawsuit.
func workedExample(days almanac, key string, start day) *lawsuit {
	c := &court{level: "first"}
	l := &lawsuit{days: days, sued: []sued{{name: "区政府", unit: "区政府", served: start}}, served: start, received: start, courts: []*court{c}}
	switch key {
	case "evidence_extension":
		return nil
	case "leader_filing":
		c.hearings = []hearing{{on: start}}
	case "appeal_judgment":
		c.decide(&decision{kind: kinds["撤销"], form: "judgment", served: start})
	case "appeal_ruling":
		c.decide(&decision{kind: kinds["驳回起诉"], form: "ruling", served: start})
	case "loss_report":
		c.decide(&decision{kind: kinds["撤销"], served: start})
		c.effective = start
	case "compensation_application":
		l.sums = []sum{{accepted: start}}
	case "procuratorial_suggestion":
		l.letters = []letter{{kind: "procuratorial", received: start}}
	case "reconsideration_reply":
		l.reconsideration = true
	case "archive":
		l.concluded = start
	}
	return l
}

// TestOracleIsItsOwn holds the wall between the oracle and what it judges.
func TestOracleIsItsOwn(t *testing.T) {
	paths, err := filepath.Glob("oracle_*test.go")
	if err != nil || len(paths) < 4 {
		t.Fatalf("%v: %v", paths, err)
	}
	code := regexp.MustCompile(`"(yingsu|go\.temporal\.io)/?|\b(workflows|measures|calendar|models|form|post)\.|\.(Try|Check|Preview|Open|OpenTo|Usual|Offered|Awaits|Clocks|Passed)\(|\b(NewFile|StageOf|StepOf|FileOn|Builtin)\b`)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if s := code.FindString(line); s != "" && !strings.Contains(line, "regexp.MustCompile") && !strings.Contains(line, "os.Open(") {
				t.Errorf("%s:%d has %s: the oracle judges by itself", path, i+1, s)
			}
		}
	}
}
