package proof

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.temporal.io/api/history/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// lawsuit holds everything about one lawsuit against what was sealed of it, and
// its parts against each other.
func (v *verification) lawsuit(x store.Examined) {
	c := &suit{verification: v, Examined: x, number: x.Lawsuit.CaseNumber}
	c.Sealed = v.trusted(x.Sealed)
	for _, l := range c.Sealed {
		if c.number == "" && l.Kind == models.SealedLawsuit {
			c.number = l.Part
		}
	}
	if !c.Stored {
		c.found(LawsuitRemoved, c.remains())
		return
	}
	c.journal()
	c.content()
	c.histories()
}

// suit is a lawsuit that is being looked at.
type suit struct {
	*verification
	store.Examined
	number string // its case number, as far as that is still known
}

func (c *suit) found(what What, detail string) {
	c.verification.found(Finding{What: what, LawsuitID: c.ID, CaseNumber: c.number, Detail: detail})
}

// remains says what is left of a lawsuit that is gone.
func (c *suit) remains() string {
	var left []string
	if n := len(c.Journal); n > 0 {
		left = append(left, fmt.Sprintf("办理日志%d条", n))
	}
	if n := len(c.Histories); n > 0 {
		left = append(left, fmt.Sprintf("办理过程%d份", n))
	}
	for _, l := range slices.Backward(c.Sealed) {
		if l.Kind == models.SealedJournal {
			left = append(left, fmt.Sprintf("第%d次封存记载的办理日志%d条", l.Seal, l.N))
			break
		}
	}
	return "台账中已没有这一案件，只剩下" + strings.Join(left, "、") + "。"
}

// journal looks at the lines: by themselves, and as they were sealed.
func (c *suit) journal() {
	if c.Broken != nil {
		c.found(JournalBroken, c.Broken.Detail+"。")
		return // what was sealed would only show the same once more
	}
	c.sealedJournal()
	if since, can := c.newSince(); can {
		old := 0
		for _, e := range c.Journal[min(c.sealedEntries(), len(c.Journal)):] {
			if e.At.Before(since) {
				old++
			}
		}
		if old > 0 {
			c.found(JournalBackdated, fmt.Sprintf("有%d条办理日志是最近一次封存（%s）之后写入的，所记时间却早于封存：是后来补入的。", old, moment(c.last.At)))
		}
	}
	for _, e := range c.Journal {
		if !c.drill && !e.CivilOn.IsZero() && e.CivilOn != calendar.DateOf(e.At) {
			c.found(JournalDay, fmt.Sprintf("第%d条办理日志记在%s名下，写入时间却是%s。", e.Seq, e.CivilOn.Chinese(), moment(e.At)))
		}
	}
}

// sealedEntries returns how many lines of the journal have been sealed.
func (c *suit) sealedEntries() (n int) {
	for _, l := range c.Sealed {
		if l.Kind == models.SealedJournal {
			n = max(n, int(l.N))
		}
	}
	return n
}

func (c *suit) sealedJournal() {
	good := int64(0) // so many lines from the first are as they were sealed
	for _, l := range c.Sealed {
		switch {
		case l.Kind != models.SealedJournal || l.N == 0:
		case l.N > int64(len(c.Journal)):
			c.found(JournalCut, fmt.Sprintf("第%d次封存时有%d条，现在只有%d条，末尾至少%d条被截去，并伪造了条数。", l.Seal, l.N, len(c.Journal), l.N-int64(len(c.Journal))))
			return
		case c.Journal[l.N-1].Hash != l.Sum:
			c.found(JournalRewritten, fmt.Sprintf("第%d至第%d条之中有改动、增删，其后的校验值被重新计算；第%d次封存时的末条校验值是%s。", good+1, l.N, l.Seal, l.Sum))
			return
		default:
			good = l.N
		}
	}
}

// content looks at what is on file.
func (c *suit) content() {
	unread := slices.Contains(c.Contradicts, "lawsuits.lawsuit")
	c.sealedContent()
	if len(c.Contradicts) > 0 {
		c.found(LawsuitContradicts, "以下数据与案卷内容不一致："+strings.Join(titles(c.Contradicts), "、")+"。列表、检索、权限或者提醒可能因此出错。")
	}
	if !unread && c.Broken == nil && c.deep() {
		c.playAgain()
	}
}

// titles names what the ledger keeps of a lawsuit besides its file as staff read
// it, with the column's own name, which whoever looks into the database needs.
func titles(columns []string) []string {
	known := map[string]string{
		"lawsuits.lawsuit": "案卷", "lawsuits.id": "编号", "lawsuits.revision": "版次", "lawsuits.case_number": "案号", "lawsuits.closed": "是否归档",
		"lawsuits.stage": "阶段", "lawsuits.court": "法院", "lawsuits.cause": "案由", "lawsuits.plaintiffs": "原告", "lawsuits.defendants": "被告",
		"lawsuits.lead": "承办单位", "lawsuits.matter": "案由类别", "lawsuits.lost": "是否败诉", "lawsuits.parts": "参与单位", "lawsuit_units": "参与单位", "lawsuit_links": "相关案件", "case_numbers": "案号索引", "duties": "期限", "lawsuits.next_safe": "最近期限",
	}
	var all []string
	for _, c := range columns {
		all = append(all, fmt.Sprintf("%s（%s）", known[c], c))
	}
	return all
}

func (c *suit) sealedContent() {
	for _, l := range slices.Backward(c.Sealed) {
		if l.Kind != models.SealedLawsuit {
			continue
		}
		switch now := c.now(models.SealedLawsuit, ""); {
		case now.N < l.N:
			c.found(LawsuitSetBack, fmt.Sprintf("第%d次封存时是第%d版，现在是第%d版：被退回到了较早的内容。", l.Seal, l.N, now.N))
		case now.N == l.N && now.Sum != l.Sum:
			c.found(LawsuitChanged, fmt.Sprintf("第%d次封存以来没有办理任何事项（仍是第%d版），案卷内容却变了。", l.Seal, l.N))
		}
		return // of what was sealed before, nothing can be compared any more
	}
}

// now returns the line that a seal would have today.
func (c *suit) now(kind models.SealKind, part string) models.SealLine {
	for _, l := range c.Now {
		if l.Kind == kind && (part == "" || l.Part == part) {
			return l
		}
	}
	return models.SealLine{}
}

// deep tells whether to look at what takes long.
func (c *suit) deep() bool {
	if !c.Recent {
		return true
	}
	newest := int64(0)
	for _, l := range c.Sealed {
		newest = max(newest, l.Seal)
	}
	return newest == 0 || newest == c.last.Number
}

// playAgain compares what is on file with what the acts in the journal make of
// it, under the law that the lawsuit is under.
func (c *suit) playAgain() {
	bench := workflows.Bench{Law: measures.Law{Calendar: c.law.Calendar, Logic: c.Lawsuit.Logic}, Done: models.DoneIn(c.Journal)}
	var until calendar.Date
	for _, d := range bench.Done {
		if d.On.After(until) {
			until = d.On
		}
	}
	if !playable(bench.Done) {
		c.found(LawsuitNotFromActs, "办理日志中没有收案登记，或者登记不在最前、有系统不认识的办理动作，重放不出案卷。")
		return
	}
	var err error
	var file measures.File
	if bench.Edition, err = measures.EditionNamed(c.law.Editions, c.Lawsuit.Edition); err == nil {
		file, err = workflows.FileOn(until, bench)
	}
	if err != nil {
		c.report.Unplayed = append(c.report.Unplayed, Unplayed{c.number, err.Error()})
		return
	}
	c.report.Played++
	if part := differs(file, c.Lawsuit.File); part != "" {
		c.found(LawsuitNotFromActs, "按办理日志逐项重放，案卷应是另一内容；不一致的部分："+part+"。")
	} else if stage := measures.StageOf(&file); stage != c.Lawsuit.Stage {
		c.found(LawsuitNotFromActs, fmt.Sprintf("按办理日志逐项重放，案件应处于“%s”阶段，台账中是“%s”。", stage.Title(), c.Lawsuit.Stage.Title()))
	}
}

// playable tells whether acts can have made a file at all.
func playable(done []models.Done) bool {
	for n, d := range done {
		if (n == 0) != workflows.Opens(d.Act) || n > 0 && workflows.ActNamed(d.Act) == nil {
			return false
		}
	}
	return len(done) > 0
}

// differs names the parts of two files that are not the same.
func differs(a, b measures.File) string {
	x, y := membersOf(a), membersOf(b)
	var parts []string
	for name := range y {
		if _, both := x[name]; !both {
			x[name] = nil
		}
	}
	for name := range x {
		if string(x[name]) != string(y[name]) {
			parts = append(parts, name)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "、")
}

func membersOf(f measures.File) map[string]json.RawMessage {
	members := map[string]json.RawMessage{}
	if text, err := json.Marshal(f); err == nil {
		_ = json.Unmarshal(text, &members) // what was just written can be read
	}
	return members
}

// histories looks at the workflow's own histories: as they were sealed, whether
// they can be read, and whether the journal still has every line that they saw
// written.
func (c *suit) histories() {
	for _, l := range c.Sealed {
		if l.Kind != models.SealedHistory {
			continue
		}
		switch now := c.now(models.SealedHistory, l.Part); {
		case now.Part == "":
			c.found(HistoryRemoved, fmt.Sprintf("第%d次封存时保存的办理过程（运行%s，%d个事件）被删除。", l.Seal, l.Part, l.N))
		case now.N < l.N || now.N == l.N && now.Sum != l.Sum:
			c.found(HistoryChanged, fmt.Sprintf("办理过程（运行%s）在第%d次封存之后被改动。", l.Part, l.Seal))
		}
	}
	if !c.deep() {
		return
	}
	known := map[string]bool{"": true}
	for _, e := range c.Journal {
		known[e.Hash] = true
	}
	for _, h := range c.Histories {
		heads, err := headsIn(h)
		if err != nil {
			c.found(HistoryChanged, fmt.Sprintf("办理过程（运行%s）无法读取或者不完整：%v。", h.RunID, err))
			continue
		}
		lost := 0
		for _, head := range heads {
			if !known[head] {
				lost++
			}
		}
		if lost > 0 {
			c.found(HistoryDisagrees, fmt.Sprintf("办理过程（运行%s）记载的%d个末条校验值，有%d个在办理日志中找不到：日志在写入后被改动。", h.RunID, len(heads), lost))
		}
	}
}

// headsIn returns the heads of the journal that a history saw: each time that
// something was recorded, the answer said what the last line's hash was then.
func headsIn(h models.History) ([]string, error) {
	var events history.History
	if err := protojson.Unmarshal(h.JSON, &events); err != nil {
		return nil, err
	}
	if len(events.Events) != h.Events {
		return nil, fmt.Errorf("应有%d个事件，实有%d个", h.Events, len(events.Events))
	}
	var heads []string
	ordinary := map[int64]bool{} // activities that record and are not local
	for n, e := range events.Events {
		if e.EventId != int64(n)+1 {
			return nil, fmt.Errorf("缺少第%d个事件", n+1)
		}
		var result []byte
		switch {
		case workflows.RecordCall.Is(e.GetActivityTaskScheduledEventAttributes().GetActivityType().GetName()):
			ordinary[e.EventId] = true
		case ordinary[e.GetActivityTaskCompletedEventAttributes().GetScheduledEventId()]:
			for _, p := range e.GetActivityTaskCompletedEventAttributes().GetResult().GetPayloads() {
				result = p.GetData()
			}
		default:
			result = localResult(e)
		}
		var recorded models.Recorded
		if json.Unmarshal(result, &recorded) == nil && recorded.Head != "" {
			heads = append(heads, recorded.Head)
		}
	}
	return heads, nil
}

// localResult returns what a local activity that records has answered; nil of any
// other event.
func localResult(e *history.HistoryEvent) []byte {
	marker := e.GetMarkerRecordedEventAttributes()
	if marker.GetMarkerName() != "LocalActivity" {
		return nil
	}
	var of struct{ ActivityType string }
	for _, p := range marker.GetDetails()["data"].GetPayloads() {
		if json.Unmarshal(p.GetData(), &of) != nil || !workflows.RecordCall.Is(of.ActivityType) {
			return nil
		}
	}
	for _, p := range marker.GetDetails()["result"].GetPayloads() {
		return p.GetData()
	}
	return nil
}
