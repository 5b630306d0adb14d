package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yingsu/models"
	"yingsu/server/stock"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// A ledger of running lawsuits is taken over line by line, by the acts by which people
// would put them on file one by one, and in no other way. What a fault or a time-out broke
// off goes on when the line is uploaded again, in whatever file and by whom: the lawsuit
// itself says which of the line's acts it lacks.

// StockFile is a ledger as it was uploaded. Mapping is nil where the headings say which
// column is which.
type StockFile struct {
	Content []byte        `json:"content"`
	Mapping stock.Mapping `json:"mapping"`
}

// StockReport says of each line what would become of it, or has.
type StockReport struct {
	Columns []StockColumn `json:"columns"`
	Lines   []StockLine   `json:"lines"`
	Ready   int           `json:"ready"`   // can be taken over, and are not yet
	Taken   int           `json:"taken"`   // by this file
	Known   int           `json:"known"`   // were there before
	Refused int           `json:"refused"` // cannot be taken over
}

// StockColumn is a column of the ledger and what it is taken for.
type StockColumn struct {
	Column  int    `json:"column"`
	Heading string `json:"heading"`
	Sample  string `json:"sample"`
	Field   string `json:"field"` // empty where it is not taken over
}

// StockLine is one line of the ledger.
type StockLine struct {
	Line       int             `json:"line"`
	CaseNumber string          `json:"case_number"`
	State      StockState      `json:"state"`
	ID         string          `json:"id,omitempty"` // of the lawsuit, where the caller sees it
	Stage      measures.Stage  `json:"stage,omitempty"`
	Next       string          `json:"next,omitempty"` // what is due next
	Late       []string        `json:"late"`           // what is open and late
	Resumes    []string        `json:"resumes"`        // of one that was broken off: the acts that it lacks, or lacked and now has
	Problems   []stock.Problem `json:"problems"`
	Remarks    []string        `json:"remarks"`

	stock.Lawsuit `json:"-"`

	key  string     // under which it is registered, or was
	lack []lineStep // what is to be done of its acts, in order
}

// lineStep is an act of a line, and the how manieth of its kind it is there.
type lineStep struct {
	stock.Act
	nth int
}

// StockState is what has become of a line.
type StockState string

const (
	StockReady   StockState = "ready"
	StockPartly  StockState = "partly" // broken off: it goes on where it stopped
	StockTaken   StockState = "taken"
	StockKnown   StockState = "known"
	StockRefused StockState = "refused"
)

// Choices lists them.
func (StockState) Choices() []measures.Choice {
	return []measures.Choice{
		{Value: string(StockReady), Title: "可以接收"}, {Value: string(StockPartly), Title: "尚未录完"}, {Value: string(StockTaken), Title: "已接收"},
		{Value: string(StockKnown), Title: "已在台账中"}, {Value: string(StockRefused), Title: "不能接收"},
	}
}

// Title returns the state as staff read it.
func (s StockState) Title() string {
	for _, c := range s.Choices() {
		if c.Value == string(s) {
			return c.Title
		}
	}
	return string(s)
}

// PreviewStock plays every line of a ledger, and changes nothing.
func (o *Office) PreviewStock(ctx context.Context, who models.Caller, f StockFile) (StockReport, error) {
	if err := TakingOver.Refuse(who); err != nil {
		return StockReport{}, err
	}
	l, err := o.readStock(ctx, who, f)
	if err != nil {
		return StockReport{}, err
	}
	return o.reportStock(ctx, who, l, hashOf(f.Content))
}

// within is for how long one request takes lawsuits over; the next one goes on.
const within = 20 * time.Second

// TakeOver takes over the lines of a ledger that can be, for about as long as a request
// may last, and says how far it came: asked again, it goes on.
func (o *Office) TakeOver(ctx context.Context, who models.Caller, f StockFile) (report StockReport, err error) {
	detail := "文件" + hashOf(f.Content)
	err = o.administered(ctx, who, TakingOver, "take_over", detail, func() error {
		l, err := o.readStock(ctx, who, f)
		if err != nil {
			return err
		}
		if report, err = o.reportStock(ctx, who, l, hashOf(f.Content)); err != nil {
			return err
		}
		_, err = o.takeAll(ctx, who, report.Lines, time.Now().Add(within), func(int) {})
		report.count()
		return err
	})
	return report, err
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:16])
}

func (o *Office) readStock(ctx context.Context, who models.Caller, f StockFile) (*stock.Ledger, error) {
	table, err := stock.Read(f.Content)
	if err != nil {
		return nil, err
	}
	l := &stock.Ledger{Table: table, Mapping: f.Mapping, By: who.Actor}
	if l.Mapping == nil {
		l.Mapping = table.Map()
	}
	if l.Bench, err = o.Bench(ctx); err != nil {
		return nil, err
	}
	l.Directory, err = o.store.Units(ctx)
	return l, err
}

func (o *Office) reportStock(ctx context.Context, who models.Caller, l *stock.Ledger, hash string) (StockReport, error) {
	report := StockReport{Columns: []StockColumn{}, Lines: []StockLine{}}
	for _, c := range l.Columns {
		report.Columns = append(report.Columns, StockColumn{c.Number, c.Heading, c.Sample, l.Mapping.As(c.Number)})
	}
	for _, line := range l.Lines {
		made := l.Play(line)
		report.Lines = append(report.Lines, StockLine{
			Line: made.Line, CaseNumber: made.CaseNumber, State: StockReady, Late: []string{}, Resumes: []string{},
			key: fmt.Sprintf("%s%s/%d", stockKeys, hash, made.Line), lack: stepsOf(made.Acts), Lawsuit: made,
		})
	}
	twice(report.Lines)
	for i := range report.Lines {
		x := &report.Lines[i]
		if err := o.placeStock(ctx, who, x); err != nil {
			return report, err
		}
		if x.Stage == "" && x.Notice != nil {
			x.stands(x.Lawsuit, l.Bench)
		}
		x.Problems, x.Remarks = append([]stock.Problem{}, x.Lawsuit.Problems...), append([]string{}, x.Lawsuit.Remarks...)
	}
	report.count()
	return report, nil
}

func (r *StockReport) count() {
	r.Ready, r.Taken, r.Known, r.Refused = 0, 0, 0, 0
	for _, x := range r.Lines {
		switch x.State {
		case StockTaken:
			r.Taken++
		case StockKnown:
			r.Known++
		case StockRefused:
			r.Refused++
		default:
			r.Ready++
		}
	}
}

// twice refuses lines with a number that another line has too: nobody can tell which is
// right.
func twice(lines []StockLine) {
	first := map[string]int{}
	for i := range lines {
		for _, n := range lines[i].numbers() {
			before, seen := first[n]
			if !seen {
				first[n] = i
				continue
			}
			if before == i {
				continue
			}
			for _, pair := range [][2]int{{i, before}, {before, i}} {
				x := &lines[pair[0]]
				x.Lawsuit.Problems = append(x.Lawsuit.Problems, stock.Problem{Column: "案号", Article: "第十一条第二款",
					Detail: fmt.Sprintf("案号%s与第%d行重复，请核对后只保留一行；同一案件的一审、二审分行填写的，请合并为一行", n, lines[pair[1]].Line)})
			}
		}
	}
}

// numbers are the case numbers that the lawsuit would bear, each once.
func (x *StockLine) numbers() []string {
	numbers := []string{x.CaseNumber}
	if x.Notice != nil {
		for _, n := range numbersIn(&x.File) {
			numbers = append(numbers, suffix.ReplaceAllString(n.text, ""))
		}
	}
	var once []string
	seen := map[string]bool{"": true}
	for _, n := range numbers {
		if !seen[n] {
			once, seen[n] = append(once, n), true
		}
	}
	return once
}

// placeStock finds out whether a line is in the ledger already, by this file or otherwise.
func (o *Office) placeStock(ctx context.Context, who models.Caller, x *StockLine) error {
	for _, n := range x.numbers() {
		id, err := o.store.LawsuitNumbered(ctx, n)
		if err != nil {
			return err
		}
		if id == "" {
			continue
		}
		if n == x.CaseNumber {
			return o.placeKnown(ctx, who, x, id)
		}
		if id != models.IDOf(x.CaseNumber) {
			x.Lawsuit.Problems = append(x.Lawsuit.Problems, stock.Problem{Article: "第十一条第二款", Detail: fmt.Sprintf("案号%s已经登记在另一案件中，请核对", n)})
		}
	}
	if len(x.Lawsuit.Problems) > 0 {
		x.State = StockRefused
	}
	return nil
}

// placeKnown says of a lawsuit that is on file where it really stands, and what of the
// line it lacks where its taking over was broken off. One that people have put on file
// themselves, or have said to be complete, lacks nothing that a ledger may add.
func (o *Office) placeKnown(ctx context.Context, who models.Caller, x *StockLine, id string) error {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if hidden(err) {
		x.State, x.Lawsuit.Problems, x.Notice = StockKnown, nil, nil
		return nil
	}
	if err != nil {
		return err
	}
	x.ID, x.State = id, StockKnown
	switch ours := strings.HasPrefix(l.OpenedKey, stockKeys); {
	case ours && incomplete(l) != nil:
		if err := o.placeIncomplete(ctx, x, l); err != nil {
			return err
		}
	case l.OpenedKey == x.key:
		x.State, x.Lawsuit.Problems = StockTaken, nil
	default:
		x.Lawsuit.Problems = nil
		if incomplete(l) != nil {
			x.Lawsuit.Remarks = append(x.Lawsuit.Remarks, "本案逐件接收，尚未录完；补录完毕后，请在案件页面办理“完成接收”")
		}
	}
	return o.standing(ctx, x, l)
}

// placeIncomplete says of a line that was broken off what is still to be done of it.
func (o *Office) placeIncomplete(ctx context.Context, x *StockLine, l models.Lawsuit) (err error) {
	if x.lack, err = o.lacking(ctx, x); err != nil {
		return err
	}
	x.key, x.State, x.Resumes = l.OpenedKey, StockPartly, titlesOf(x.lack)
	if len(x.Lawsuit.Problems) > 0 {
		x.State = StockRefused
	}
	return nil
}

// incomplete returns the entry by which a running lawsuit began to be taken over, as long as
// nobody has said that all of it is on file, or nil.
func incomplete(l models.Lawsuit) *measures.Entry {
	if l.Stage.Closed() { // of which nobody says so
		return nil
	}
	return l.File.TakeOver()
}

func hidden(err error) bool {
	var refusal *models.Error
	return errors.As(err, &refusal) && refusal.Code == models.NotFound
}

// standing says of a line how its lawsuit really stands.
func (o *Office) standing(ctx context.Context, x *StockLine, l models.Lawsuit) error {
	b, err := o.benchOf(ctx, l)
	if err == nil {
		x.stands(stock.Lawsuit{File: l.File, Clocks: b.Clocks(&l.File)}, b)
	}
	return err
}

// stands says where a lawsuit stands, or would.
func (x *StockLine) stands(l stock.Lawsuit, b workflows.Bench) {
	x.Stage, x.Next, x.Late = measures.StageOf(&l.File), l.Next(b), append([]string{}, l.Late(b)...)
}

// stepsOf numbers the acts of a line, each among its kind.
func stepsOf(acts []stock.Act) []lineStep {
	seen := map[string]int{}
	steps := make([]lineStep, len(acts))
	for i, act := range acts {
		seen[act.Name]++
		steps[i] = lineStep{act, seen[act.Name]}
	}
	return steps
}

// lacking returns the acts of a line that its lawsuit does not have. What somebody has done
// by hand meanwhile is there as well: of the acts of one kind the first are the first.
func (o *Office) lacking(ctx context.Context, x *StockLine) ([]lineStep, error) {
	done, err := o.store.Done(ctx, x.ID)
	if err != nil {
		return nil, err
	}
	there := map[string]int{}
	for _, d := range done {
		there[d.Act]++
	}
	return slices.DeleteFunc(stepsOf(x.Acts), func(s lineStep) bool { return s.nth <= there[s.Name] }), nil
}

func titlesOf(steps []lineStep) []string {
	titles := make([]string, len(steps))
	for i, s := range steps {
		titles[i] = s.Title()
	}
	return titles
}

// stockKeys is how the keys begin under which the lines of ledgers are registered.
const stockKeys = "stock/"

// keyOf is the key of an act. It is the same in another copy of the ledger: what is still
// on its way from the first is not done twice.
func (x *StockLine) keyOf(s lineStep) string { return fmt.Sprintf("%s/%s/%d", x.key, s.Name, s.nth) }

// sideBySide is how many lines are taken over at the same time.
const sideBySide = 8

// takeAll takes over lines until the time is up, or one cannot be because nobody works,
// and then says so. Each line that is through is told, several maybe at once.
func (o *Office) takeAll(ctx context.Context, who models.Caller, lines []StockLine, until time.Time, through func(i int)) (away bool, err error) {
	var wait sync.WaitGroup
	var lock sync.Mutex
	var faults []error
	var idle atomic.Bool
	slots := make(chan struct{}, sideBySide)
	for i := range lines {
		x := &lines[i]
		if !x.Open() {
			continue
		}
		slots <- struct{}{}
		if !until.IsZero() && time.Now().After(until) || ctx.Err() != nil || idle.Load() {
			break
		}
		wait.Go(func() {
			defer func() { <-slots }()
			defer through(i)
			if err := o.takeLine(ctx, who, x); unsure(err) {
				idle.Store(idle.Load() || o.Obstacle(ctx) != "") // one line that hangs keeps no other
			} else if err != nil {
				lock.Lock()
				defer lock.Unlock()
				faults = append(faults, fmt.Errorf("line %d: %w", x.Line, err))
			}
		})
	}
	wait.Wait()
	return idle.Load(), errors.Join(faults...)
}

// Open tells whether there is something to be done of the line.
func (x StockLine) Open() bool { return x.State == StockReady || x.State == StockPartly }

// takeLine registers the lawsuit of a line and does its acts, as far as they are not done,
// and says then how the lawsuit really stands.
func (o *Office) takeLine(ctx context.Context, who models.Caller, x *StockLine) error {
	if x.State == StockReady {
		if err := o.begin(ctx, who, x); err != nil || x.State != StockPartly {
			return err
		}
	}
	refusal := o.finishLine(ctx, who, x)
	l, err := o.store.Lawsuit(ctx, who.Actor, x.ID)
	if err == nil {
		err = o.standing(ctx, x, l)
	}
	return errors.Join(refusal, err)
}

// begin registers the lawsuit of a line. Where the registration was on its way already, from
// another copy of the ledger, and has arrived meanwhile, the line goes on from it.
func (o *Office) begin(ctx context.Context, who models.Caller, x *StockLine) error {
	receipt, err := persist(func() (models.Receipt, error) { return o.Register(ctx, who, workflows.Register, x.key, x.Notice) })
	if err == nil {
		x.ID, x.State = receipt.ID, StockPartly
		return nil
	}
	id, unread := o.store.LawsuitNumbered(ctx, x.CaseNumber)
	if id == "" || unread != nil {
		return errors.Join(x.brokenOff("登记", err), unread)
	}
	return o.placeKnown(ctx, who, x, id)
}

func (o *Office) finishLine(ctx context.Context, who models.Caller, x *StockLine) error {
	for _, next := range x.lack {
		_, err := persist(func() (models.Receipt, error) {
			return o.Act(ctx, who, x.ID, next.Name, workflows.Request{Key: x.keyOf(next), Input: next.Input})
		})
		if err == nil {
			continue
		}
		left, unread := o.lacking(ctx, x)
		if unread != nil {
			return errors.Join(err, unread)
		}
		if slices.ContainsFunc(left, func(s lineStep) bool { return s.Name == next.Name && s.nth == next.nth }) {
			x.Resumes = titlesOf(left)
			return x.brokenOff(next.Title(), err)
		} // what was on its way has arrived meanwhile
	}
	x.State = StockTaken
	return nil
}

// brokenOff says where a line stopped. What is no refusal of the act, but that nobody
// works or is at fault, is returned besides.
func (x *StockLine) brokenOff(what string, err error) error {
	var refusal *models.Error
	if !errors.As(err, &refusal) {
		return err
	}
	x.Problems = append(x.Problems, stock.Problem{Article: refusal.Article, Detail: "“" + what + "”没有完成：" + refusal.Detail})
	if unsure(err) {
		return err
	}
	if x.State == StockReady {
		x.State = StockRefused
	}
	return nil
}

// persist does something again, a few times, for as long as the answer is to try again.
func persist(do func() (models.Receipt, error)) (receipt models.Receipt, err error) {
	for range attempts {
		if receipt, err = do(); !unsure(err) {
			break
		}
		<-time.After(pause)
	}
	return receipt, err
}

// How often a line tries again, and how long it waits before.
const (
	attempts = 3
	pause    = 200 * time.Millisecond
)

// unsure tells whether an error says to try again.
func unsure(err error) bool {
	var refusal *models.Error
	return errors.As(err, &refusal) && (refusal.Code == models.Unavailable || refusal.Code == models.Unknown)
}

// Table is the report as a table: a line for each of the ledger's.
func (r StockReport) Table() [][]string {
	rows := [][]string{{"行", "案号", "结果", "阶段", "最近期限", "逾期未办", "不能接收的原因", "提示"}}
	for _, x := range r.Lines {
		rows = append(rows, []string{
			strconv.Itoa(x.Line), x.CaseNumber, x.State.Title(), x.StageTitle(), x.Next, strings.Join(x.Late, "；"), strings.Join(x.Why(), "；"), strings.Join(x.Notes(), "；"),
		})
	}
	return rows
}

// StageTitle names where the lawsuit stands, or would.
func (x StockLine) StageTitle() string {
	if x.Stage == "" {
		return ""
	}
	return x.Stage.Title()
}

// Notes are what is to be known of a line, first what of it was broken off.
func (x StockLine) Notes() []string {
	if len(x.Resumes) == 0 {
		return x.Remarks
	}
	said := "接收中断，再次接收即续办："
	if x.State == StockTaken {
		said = "续办：接收曾经中断，本次补办"
	}
	return append([]string{said + strings.Join(x.Resumes, "、")}, x.Remarks...)
}

// Why says why a line cannot be taken over: which column, by which provision.
func (x StockLine) Why() []string {
	var all []string
	for _, p := range x.Problems {
		why := p.Detail
		if p.Column != "" {
			why = "“" + p.Column + "”列：" + why
		}
		if p.Article != "" {
			why += "（" + p.Article + "）"
		}
		all = append(all, why)
	}
	return all
}
