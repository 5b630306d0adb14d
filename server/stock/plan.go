package stock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Problem is why a line cannot be taken over: which column, by which provision, and what
// to do.
type Problem struct {
	Column  string `json:"column"` // its heading, empty where it is about the whole line
	Article string `json:"article,omitempty"`
	Detail  string `json:"detail"`
}

// plan is what a line of the ledger implies: a registration, and the acts after it.
type plan struct {
	notice step
	steps  []step
}

// step is one act.
type step struct {
	act  string
	at   string // the field of the ledger from which it comes
	on   calendar.Date
	in   map[string]any
	from map[string]string // the field of the ledger, by that of the act

	each bool // once for each organ that owes it
}

// reader reads one line.
type reader struct {
	*Ledger
	Line
	level    measures.Level
	problems []Problem
	remarks  []string
}

func (r *reader) wrong(key, article, format string, args ...any) {
	p := Problem{r.Table.heading(r.Mapping, key), article, fmt.Sprintf(format, args...)}
	if !slices.Contains(r.problems, p) { // a cell may be read twice
		r.problems = append(r.problems, p)
	}
}

func (r *reader) remark(format string, args ...any) {
	if said := fmt.Sprintf(format, args...); !slices.Contains(r.remarks, said) {
		r.remarks = append(r.remarks, said)
	}
}

// cell returns what stands in the first of some fields in which something does.
func (r *reader) cell(keys ...string) (Cell, string) {
	for _, key := range keys {
		if n := r.Mapping[key]; n > 0 && n <= len(r.Cells) && !empty(r.Cells[n-1].Text) {
			return r.Cells[n-1], key
		}
	}
	return Cell{}, keys[0]
}

func (r *reader) text(keys ...string) string {
	c, _ := r.cell(keys...)
	return c.Text
}

// name is a text on one line.
func (r *reader) name(keys ...string) string {
	return strings.Join(strings.Fields(r.text(keys...)), "")
}

func (r *reader) day(keys ...string) calendar.Date {
	c, key := r.cell(keys...)
	d, err := c.Day()
	if err != nil {
		r.wrong(key, "", "%s", err)
	}
	return d
}

// formulas refuses cells that are computed.
func (r *reader) formulas() {
	for _, f := range Fields {
		if n := r.Mapping[f.Key]; n > 0 && n <= len(r.Cells) && r.Cells[n-1].Formula {
			r.wrong(f.Key, "", "单元格是公式，计算结果可能与所见不同。请复制该列，选择性粘贴为数值后重新上传")
		}
	}
}

// plan reads what the line implies.
func (r *reader) plan() plan {
	r.formulas()
	var err error
	if r.level, err = levelOf(r.name("level"), r.name("number", "before_number")); err != nil {
		r.wrong("level", "第二十五条", "%s", err)
	}
	defendants := r.organs("defendants")
	district := slices.ContainsFunc(defendants, func(d organ) bool { return d.Unit == measures.DistrictGovernment })
	p := plan{notice: r.notice(defendants)}
	if district {
		p.steps = append(p.steps, r.handling()...)
	} else if slices.ContainsFunc(defendants, func(d organ) bool { return d.Unit != "" }) {
		r.withoutForwarding(defendants)
	}
	if r.level == measures.First {
		p.steps = append(p.steps, r.response(district)...)
	}
	p.steps = append(p.steps, r.hearing(defendants)...)
	p.steps = append(p.steps, r.decisions()...)
	p.steps = append(p.steps, r.afterEffect()...)
	slices.SortStableFunc(p.steps, func(a, b step) int { return a.on.Compare(b.on) })
	return p
}

// notice is the registration.
func (r *reader) notice(defendants []organ) step {
	s := step{act: workflows.Register.Name, at: "number", in: map[string]any{"taken_over": true, "level": r.level}, from: map[string]string{"before": "before_outcome", "before.0.lost_reason": "before_lost", "before.0.results": "before_results", "before.1.lost_reason": "lost2"}}
	s.put("case_number", r.name("number", "before_number"), "number")
	s.put("court", r.name("court", "before_court"), "court")
	plaintiffs, _ := r.cell("plaintiffs")
	s.put("plaintiffs", plaintiffs.Names(), "plaintiffs")
	s.put("defendants", defendants, "defendants")
	var others, organs = []string{}, []organ{}
	for _, o := range r.organs("third_parties") {
		if o.Unit == "" {
			others = append(others, o.Name)
		} else {
			organs = append(organs, o)
		}
	}
	s.put("third_parties", others, "third_parties")
	s.put("third_organs", organs, "third_parties")
	s.put("cause", r.text("cause"), "cause")
	s.put("challenged_act", r.text("challenged"), "challenged")
	s.put("served_on", r.day("served", "received"), "served")
	s.put("bureau_received_on", r.day("received"), "received")
	if r.level != measures.First {
		s.put("before", r.before(), "before_outcome")
		if r.level == measures.Second {
			side, _ := r.appellant()
			s.put("appellant", side, "appellant")
		}
		return s
	}
	s.put("evidence_deadline", r.day("evidence"), "evidence")
	return s
}

// before are the decisions below the instance at which the lawsuit is taken up.
func (r *reader) before() []map[string]any {
	first := step{in: map[string]any{"level": measures.First}}
	first.put("case_number", r.name("before_number"), "")
	first.put("court", r.name("before_court"), "")
	first.put("outcome", r.name("before_outcome"), "")
	first.put("made_on", r.day("before_judged"), "")
	first.put("served_on", r.day("before_served"), "")
	r.say(&first, verdict{[]string{"before_lost"}, []string{"before_lost_reason"}, []string{"before_results"}})
	all := []map[string]any{first.in}
	if r.level == measures.Retrial && r.name("number2") != "" {
		second := step{in: map[string]any{"level": measures.Second}}
		second.put("case_number", r.name("number2"), "")
		second.put("court", r.name("court2"), "")
		second.put("outcome", r.name("outcome2"), "")
		second.put("made_on", r.day("judged2"), "")
		second.put("served_on", r.day("served2"), "")
		r.say(&second, verdict{[]string{"lost2"}, []string{"lost2_reason"}, nil})
		all = append(all, second.in)
	}
	return all
}

// handling is who handles it, and how the papers got there.
func (r *reader) handling() []step {
	lead, key := r.cell("lead")
	if lead.Text == "" {
		return nil
	}
	on := cmp.Or(r.day("forwarded"), r.day("received"), r.day("served"))
	designate := step{act: "designate_unit", at: key, on: on, in: map[string]any{"reason": "接收在办案件，按台账所载"}}
	units := append(r.units("lead"), r.units("joint")...)
	if len(units) == 0 {
		return nil // it has been said why
	}
	designate.put("lead", units[0], "lead")
	designate.put("joint", units[1:], "joint")
	designate.put("assisting", r.units("assisting"), "assisting")
	steps := []step{designate}
	steps = append(steps, r.onDay("forward_materials", "forwarded")...)
	if signed := r.onDay("acknowledge", "signed"); len(signed) > 0 {
		signed[0].put("unit", units[0], "lead")
		steps = append(steps, signed...)
	}
	return steps
}

// withoutForwarding says that what a ledger has of a lawsuit against a department alone
// is nothing that the Measures know of it.
func (r *reader) withoutForwarding(defendants []organ) {
	for _, unit := range r.units("lead") {
		if !slices.ContainsFunc(defendants, func(d organ) bool { return d.Unit == unit }) {
			r.wrong("lead", "第八条第一款", "本案不以区政府为被告，由被诉单位自行承办，承办单位不能是%s，请核对被告和承办单位", unit)
		}
	}
	for _, key := range []string{"forwarded", "signed", "submitted", "approved"} {
		if r.text(key) != "" {
			r.remark("本案不以区政府为被告，没有转交和审查环节（第十一条、第十四条），“%s”没有登记", r.Table.heading(r.Mapping, key))
		}
	}
}

// onDay is an act of which nothing but its day is known.
func (r *reader) onDay(act, key string) []step {
	on := r.day(key)
	if on.IsZero() {
		return nil
	}
	s := step{act: act, at: key, on: on, in: map[string]any{}}
	s.put("on", on, key)
	return []step{s}
}

// inPaper explains what is only in the old file.
const inPaper = "接收在办案件，材料见原卷"

// response is what went to the court at first instance.
func (r *reader) response(district bool) []step {
	var steps []step
	reason := "接收在办案件，台账未载明审查情况"
	if district {
		submitted := r.onDay("submit_for_review", "submitted")
		approved := r.onDay("approve_review", "approved")
		if len(approved) > 0 && len(submitted) == 0 {
			submitted = []step{{act: "submit_for_review", at: "approved", on: approved[0].on, in: map[string]any{"on": approved[0].on}, from: map[string]string{"on": "approved"}}}
		}
		for i := range submitted {
			submitted[i].in["missing_reason"] = inPaper
		}
		steps = append(steps, submitted...)
		switch {
		case len(approved) == 0:
		case slices.Contains(workflows.ActNamed("approve_review").By, r.By.Role):
			steps, reason = append(steps, approved...), ""
		default:
			reason = "接收在办案件，台账载明" + approved[0].on.Chinese() + "审查通过"
			r.remark("审查通过由审查人登记，台账所载的审查通过日期写入提交人民法院的说明")
		}
	}
	filed := r.onDay("file_with_court", "filed")
	for i := range filed {
		filed[i].put("method", cmp.Or(r.text("method"), "见原卷"), "method")
		filed[i].in["missing_reason"] = inPaper
		if district {
			filed[i].put("unreviewed_reason", reason, "approved")
		}
	}
	return append(steps, filed...)
}

// hearing is the summons, who was named, and what came of it.
func (r *reader) hearing(defendants []organ) []step {
	on := r.day("hearing")
	if on.IsZero() {
		return nil
	}
	summons := step{act: "record_summons", at: "hearing", on: on, in: map[string]any{}}
	summons.put("hearing_on", on, "hearing")
	summons.put("received_on", r.day("summoned"), "summoned")
	if r.day("summoned").IsZero() && !on.Before(r.Bench.Today) {
		r.remark("“%s”没有填写，按接收当日登记；知道收到日期的，请填写后接收", r.Table.heading(r.Mapping, "summoned"))
	}
	steps := []step{summons}
	held := !on.After(r.Bench.Today)
	official, named := r.name("official"), r.day("named")
	if named.IsZero() && !held {
		named = r.Bench.Today // the Bureau has it by its own ledger
	}
	if official != "" && !named.IsZero() && len(defendants) > 0 {
		name := step{act: "name_official", at: "official", on: on, in: map[string]any{"rank": rankOf(r.name("post"))}}
		name.put("name", official, "official")
		name.put("post", cmp.Or(r.name("post"), "见原卷"), "post")
		name.put("employer", cmp.Or(defendants[0].Unit, defendants[0].Name), "defendants")
		name.put("on", named, "named")
		steps = append(steps, name)
	}
	if !held {
		return steps
	}
	return append(steps, r.held(on, official)...)
}

// held is what happened at a hearing that is over.
func (r *reader) held(on calendar.Date, official string) []step {
	cell, key := r.cell("attended")
	attended, known := cell.YesNo()
	switch {
	case !known && cell.Text != "":
		r.wrong(key, "第十九条第一款", "“%.20s”没有说明负责人是否出庭，请填写是或者否", cell.Text)
		return nil
	case !known && r.text("absence") != "":
	case !known:
		r.wrong(key, "第十九条第一款", "开庭日期已过，请填写负责人是否出庭；尚未开庭的，请更正开庭日期")
		return nil
	}
	hearing := step{act: "record_hearing", at: "hearing", on: on, in: map[string]any{}}
	hearing.put("on", on, "hearing")
	hearing.in["official_attended"] = attended
	hearing.from["absence_reason"] = "absence"
	hearing.put("absence_reason", r.text("absence"), "absence")
	if attended && official != "" {
		hearing.put("attendees", []map[string]any{{"name": official, "post": r.name("post")}}, "official")
	}
	return []step{hearing}
}

// decisions are the papers of the courts, and the appeals between them.
func (r *reader) decisions() []step {
	own := []string{"outcome", "judged", "judgment_served"}
	switch {
	case r.level == measures.Second && r.name("outcome2") != "":
		return r.decision([]string{"number", "outcome2", "judged2", "served2"}, true)
	case r.level != measures.First:
		return append(r.answer(), r.decision(append([]string{"number"}, own...), true)...)
	}
	appealed := r.appeal()
	steps := append(r.decision(append([]string{"number"}, own...), len(appealed) == 0), appealed...)
	if len(appealed) > 0 {
		steps = append(steps, r.answer()...)
		steps = append(steps, r.decision([]string{"number2", "outcome2", "judged2", "served2"}, true)...)
	}
	return steps
}

// decision is one paper: its number, kind, and the days on which it was made and served.
func (r *reader) decision(keys []string, last bool) []step {
	number, outcome, made, served := keys[0], keys[1], keys[2], keys[3]
	kind, key := r.cell(r.orBelow(outcome)...)
	on := r.day(r.orBelow(made)...)
	if kind.Text == "" && on.IsZero() {
		return nil
	}
	s := step{act: "record_judgment", at: key, in: map[string]any{}}
	s.put("number", cmp.Or(r.documentOf(number), r.name(r.orBelow(number)...)), number)
	s.put("outcome", strings.Join(strings.Fields(kind.Text), ""), outcome)
	s.put("made_on", on, made)
	receipt := r.day(r.orBelow(served)...)
	if effective := r.day("effective"); receipt.IsZero() && !on.IsZero() && (!effective.IsZero() || !last) {
		receipt = on
		r.remark("“%s”没有填写，裁判已经%s，按裁判日期登记送达", r.Table.heading(r.Mapping, served), map[bool]string{true: "生效", false: "上诉"}[last])
	}
	s.put("served_on", receipt, served)
	s.on = cmp.Or(receipt, on)
	v := verdict{r.orBelow("lost"), r.orBelow("lost_reason"), r.orBelow("results")}
	switch {
	case outcome == "outcome2":
		v = verdict{[]string{"lost2", "lost"}, []string{"lost2_reason", "lost_reason"}, []string{"results"}}
	case !last:
		v = verdict{[]string{"before_lost"}, []string{"before_lost_reason"}, []string{"before_results"}}
	}
	r.say(&s, v)
	return append([]step{s}, r.atOnce(s, last)...)
}

// orBelow is a field and, in a lawsuit that stands at first instance, the one for the
// instance below: a ledger may have the first instance apart.
func (r *reader) orBelow(key string) []string {
	if b, ok := below[key]; ok && r.level == measures.First {
		return []string{key, b}
	}
	return []string{key}
}

// documentOf is the number of a paper where it is not that of the case.
func (r *reader) documentOf(number string) string {
	if number != "number" {
		return ""
	}
	return r.name("document")
}

// atOnce is the effect of a ruling by which a suit or an appeal is over: nothing is
// waited for.
func (r *reader) atOnce(s step, last bool) []step {
	text, _ := s.in["outcome"].(string)
	kind, ok := measures.OutcomeNamed(text)
	if !ok || !kind.Effect().Withdraws || !last || r.text("effective") != "" || s.on.IsZero() {
		return nil
	}
	return []step{{act: "record_effective", at: s.at, on: s.on, in: map[string]any{"on": s.on, "received_on": s.on}}}
}

// verdict is where the ledger says who lost by a decision: the fields of each, the first in
// which something stands.
type verdict struct{ lost, reason, results []string }

// say fills in who lost by a decision, as far as the ledger has it. Where its kind leaves
// that open, that the ledger says so is the reason.
func (r *reader) say(s *step, v verdict) {
	text, _ := s.in["outcome"].(string)
	kind, _ := measures.OutcomeNamed(text)
	lost, known := r.lost(v.lost...)
	reason := r.text(v.reason...)
	if known && reason == "" && open(kind) {
		reason = asWritten
	}
	if lost {
		s.in["lost"] = true
	}
	s.put("lost_reason", reason, v.reason[0])
	_, s.from["lost"] = r.cell(v.lost...)
	if s.from["lost_reason"] = s.from["lost"]; r.text(v.reason...) != "" {
		s.from["lost_reason"] = v.reason[0]
	}
	if results := r.results(v.results); len(results) > 0 {
		s.put("results", results, v.results[0])
	}
}

// asWritten is why an organ lost or did not, where nothing but the ledger says so.
const asWritten = "接收在办案件，按台账所载认定"

// open tells whether a kind of paper can leave it to people who lost.
func open(kind measures.Outcome) bool {
	return kind.Effect().Says == measures.SaysStated || kind.Effect().Says == measures.SaysReversed
}

// results reads what was decided for single organs: 张村镇人民政府：驳回诉讼请求；区城市管理局：撤销.
func (r *reader) results(keys []string) []map[string]any {
	if len(keys) == 0 {
		return nil
	}
	cell, key := r.cell(keys...)
	var all []map[string]any
	for _, part := range between.Split(cell.Text, -1) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, outcome, ok := strings.Cut(width.Fold.String(part), ":")
		if !ok {
			r.wrong(key, "第二十七条", "“%.60s”没有写明单位和结果，请写为“单位：结果”，数个单位以分号分开", part)
			continue
		}
		one := map[string]any{"name": strings.TrimSpace(name)}
		if unit, ok := r.Directory.find(name); ok {
			one["name"] = unit.Name
		}
		outcome, said := spoken(strings.TrimSpace(outcome))
		if one["outcome"] = outcome; said.known {
			one["lost"], one["lost_reason"] = said.lost, asWritten
		}
		all = append(all, one)
	}
	return all
}

// spoken cuts from a result what people write behind it: 其他判决（败诉）.
func spoken(outcome string) (kind string, said struct{ lost, known bool }) {
	kind, note, ok := strings.Cut(outcome, "(")
	if ok {
		said.lost, said.known = Cell{Text: strings.TrimSuffix(note, ")")}.YesNo()
	}
	return strings.TrimSpace(kind), said
}

func (r *reader) lost(keys ...string) (lost, known bool) {
	c, _ := r.cell(keys...)
	if strings.Contains(c.Text, "部分") && strings.Contains(c.Text, "败") {
		return true, true
	}
	return c.YesNo()
}

var sides = []measures.Side{measures.Plaintiff, measures.Respondent, measures.ThirdParty}

// appellant reads who appealed: a side, or somebody of it.
func (r *reader) appellant() (side, name string) {
	text := r.name("appellant")
	if text == "" {
		return "", ""
	}
	for i, key := range []string{"plaintiffs", "defendants", "third_parties"} {
		side := sides[i]
		c, _ := r.cell(key)
		names := c.Names()
		if side != measures.Plaintiff {
			for _, o := range r.organs(key) {
				names = append(names, o.Name, o.Unit)
			}
		}
		if slices.Contains(names, text) {
			name := text
			if unit, ok := r.Directory.find(text); ok {
				name = unit.FullName
			}
			return string(side), name
		}
	}
	for _, side := range sides {
		if strings.HasPrefix(text, side.Title()) {
			return string(side), ""
		}
	}
	r.wrong("appellant", "第二十五条", "“%.40s”不是本行的原告、被告或者第三人，请填写其中一方", text)
	return "", ""
}

// appeal is the appeal against the first instance's decision.
func (r *reader) appeal() []step {
	side, name := r.appellant()
	on := r.day("appealed")
	if on.IsZero() && side == "" {
		if r.name("number2") != "" || r.name("outcome2") != "" {
			r.wrong("appealed", "第二十五条", "填写了二审情况的，请填写上诉人和上诉日期")
		}
		return nil
	}
	s := step{act: "record_appeal", at: "appealed", on: on, in: map[string]any{}}
	s.put("by", side, "appellant")
	s.put("name", name, "appellant")
	s.put("on", on, "appealed")
	s.put("copy_served_on", r.day("copy"), "copy")
	s.put("case_number", r.name("number2"), "number2")
	s.put("court", r.name("court2"), "court2")
	return []step{s}
}

func (r *reader) answer() []step { return r.onDay("answer_appeal", "answered") }

// afterEffect is what followed the decision: effect, report, performance, the end.
func (r *reader) afterEffect() []step {
	var steps []step
	if on := r.day("effective"); !on.IsZero() {
		s := step{act: "record_effective", at: "effective", on: on, in: map[string]any{}}
		s.put("on", on, "effective")
		s.put("received_on", cmp.Or(r.day("served2"), r.day("judgment_served", "before_served"), on), "judgment_served")
		steps = append(steps, s)
	}
	for _, s := range r.onDay("file_loss_report", "report") {
		s.each = true
		s.in["analysis"] = "见原卷败诉情况分析报告"
		steps = append(steps, s)
	}
	steps = append(steps, r.performance()...)
	concluded, key := r.cell("concluded", "archived")
	on, err := concluded.Day()
	if err != nil {
		r.wrong(key, "", "%s", err)
	}
	if !on.IsZero() {
		if key == "archived" {
			r.remark("“终结日期”没有填写，按归档日期登记")
		}
		s := step{act: "conclude", at: key, on: on, in: map[string]any{"reason": "接收在办案件，台账载明已经终结"}}
		if len(r.onDay("file_loss_report", "report")) > 0 {
			s.in["unreviewed_reason"] = "接收前的审核见原卷"
		}
		s.put("on", on, key)
		steps = append(steps, s)
	}
	for _, s := range r.onDay("archive", "archived") {
		s.put("volume", r.text("volume"), "volume")
		s.from["volume"] = "volume"
		s.in["missing_reason"] = inPaper
		steps = append(steps, s)
	}
	return steps
}

// performance is what the decision orders, and that it was done.
func (r *reader) performance() []step {
	due, done := r.day("due"), r.day("performed")
	if due.IsZero() && done.IsZero() && r.text("duty") == "" {
		return nil
	}
	on := cmp.Or(r.day("effective"), done)
	s := step{act: "record_obligation", at: "due", on: on, in: map[string]any{}}
	s.put("duty", cmp.Or(r.text("duty"), "履行生效裁判，内容见裁判文书"), "duty")
	s.put("due", due, "due")
	steps := []step{s}
	for _, s := range r.onDay("perform_judgment", "performed") {
		s.in["how"] = "接收在办案件，台账载明已经履行"
		steps = append(steps, s)
	}
	return steps
}

// put fills in a field, where there is something to fill in, and notes where it comes
// from.
func (s *step) put(field string, value any, key string) {
	if s.from == nil {
		s.from = map[string]string{}
	}
	s.from[field] = key
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case []organ:
		if len(v) == 0 {
			return
		}
	case calendar.Date:
		if v.IsZero() {
			return
		}
	}
	s.in[field] = value
}

// keyOf returns the field of the ledger from which a field of the act comes.
func (s *step) keyOf(field string) string {
	for path := field; path != ""; path = path[:max(strings.LastIndex(path, "."), 0)] {
		if key, ok := s.from[path]; ok {
			return key
		}
	}
	return s.at
}

// organ is a defendant as a registration has it.
type organ struct {
	Name string `json:"name"`
	Unit string `json:"unit,omitempty"`
}

// organs reads organs, those of the district by their names in the directory.
func (r *reader) organs(key string) []organ {
	c, _ := r.cell(key)
	var all []organ
	for _, name := range c.Names() {
		unit, ok := r.Directory.find(name)
		switch {
		case ok:
			all = append(all, organ{cmp.Or(unit.FullName, unit.Name), unit.Name})
		case r.Directory.ours(name) && key == "defendants":
			r.wrong(key, "第三条", "单位名录中没有“%.60s”，请按名录中的全称或者简称填写，或者请系统管理员先行添加", name)
		default:
			all = append(all, organ{Name: name})
		}
	}
	return all
}

// units reads units, which must stand in the directory.
func (r *reader) units(key string) []string {
	c, _ := r.cell(key)
	var all []string
	for _, name := range c.Names() {
		if unit, ok := r.Directory.find(name); ok {
			all = append(all, unit.Name)
		} else {
			r.wrong(key, "第八条", "单位名录中没有“%.60s”，请按名录中的全称或者简称填写，或者请系统管理员先行添加", name)
		}
	}
	return all
}

// Directory is the district's directory of units.
type Directory []models.Unit

// find returns the unit that a name means: its short or full name, or the unmistakable
// end of it.
func (d Directory) find(name string) (models.Unit, bool) {
	short := func(s string) string {
		return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "人民政府", "政府")
	}
	var found []models.Unit
	for _, u := range d {
		switch name := short(name); {
		case name == short(u.Name) || name == short(u.FullName):
			return u, true
		case len([]rune(name)) >= fewestRunes && strings.HasSuffix(short(u.FullName), name):
			found = append(found, u)
		}
	}
	if len(found) != 1 {
		return models.Unit{}, false
	}
	return found[0], true
}

// fewestRunes is how much of the end of a name must be written for it to be meant.
const fewestRunes = 5

// ours tells whether a name is that of an organ of the district, by the district's own.
func (d Directory) ours(name string) bool {
	for _, u := range d {
		if u.Name == measures.DistrictGovernment {
			district := strings.TrimSuffix(u.FullName, "人民政府")
			if _, after, ok := strings.Cut(district, "市"); ok {
				district = after
			}
			return district != "" && strings.Contains(name, district)
		}
	}
	return false
}
