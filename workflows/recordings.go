package workflows

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// recording is what goes into the ledger at once, and what the console's timeline says
// of it.
type recording struct {
	models.Recording
	lines []string
}

// registration is the first recording of a lawsuit.
func (p *proceeding) registration(ctx workflow.Context) recording {
	opening := Opening(p.File.Kind)
	r := recording{Recording: models.Recording{Key: p.Key, Act: opening.Name, Request: p.Request, By: p.By, Attempt: p.Attempt, Voucher: p.Voucher}}
	r.Entries = []models.Entry{p.RegistrationEntry()}
	r.lines = []string{p.openingLine()}
	r.Notices = []models.Notice{{
		Key: opening.Name, To: bureauOrHandlers(&p.File), Urgency: models.Information, Article: "第八条",
		Title: openingTitle(&p.File) + "：" + p.File.CaseNumber, Body: openingWords(&p.File),
	}}
	p.warnOfSqueeze(&r)
	return p.complete(ctx, r, p.File, p.clocks, measures.Moved(nil, p.clocks), p.openingDoubts()...)
}

// openingDoubts are told to who registers, since Letters.
func (p *proceeding) openingDoubts() []string {
	if p.File.Opened < measures.Letters {
		return nil
	}
	return OpeningDoubts(&p.File)
}

// RegistrationEntry is the journal's line for the registration that a docket was
// opened with.
func (d Docket) RegistrationEntry() models.Entry {
	f := &d.File
	if f.Kind == measures.SuggestionOnly {
		return d.suggestionEntry()
	}
	text := fmt.Sprintf("%s。案号：%s；受理法院：%s；原告：%s；被告：%s；案由：%s；送达日期：%s；司法局收到日期：%s",
		Register.Title, f.CaseNumber, f.Court, measures.InShort(f.Plaintiffs), defendantNames(f), f.Cause,
		f.ServedOn.Chinese(), f.BureauReceivedOn.Chinese())
	if len(f.Entries) > 0 {
		text = "（补录）" + text
	}
	if doubts := OpeningDoubts(f); len(doubts) > 0 {
		text += "。提示：" + strings.Join(doubts, "；")
	}
	e := Register.entry(d.By, text, encode(f.Registration))
	e.Law = f.Opened // as it is told again, what it made is made again
	return e
}

// Entry is the journal's line for an act of which nothing but the request is known.
func (a *Act) Entry(r Request) models.Entry {
	return a.entry(r.By, a.Title+"。"+a.describe(r.Input, Bench{}), r.Input)
}

func (f *Form) entry(by models.Actor, text string, input json.RawMessage) models.Entry {
	return models.Entry{Kind: models.ActEntry, Name: f.Name, Title: f.Title, Article: f.Article, Actor: by, Text: text, Detail: input}
}

// warnOfSqueeze announces a chain of periods that cannot be kept, or hardly.
func (p *proceeding) warnOfSqueeze(r *recording) {
	s := measures.SqueezeOf(p.clocks, p.law.Calendar)
	if s == nil || !s.Tight() {
		return
	}
	title := "准备时间紧"
	if s.Inverted() {
		title = "转交期限与报审期限倒挂"
	}
	r.Entries = append(r.Entries, models.Entry{Kind: models.SystemEntry, Name: "squeeze", Title: title, Article: "第十四条第二款", Text: s.Warning()})
	r.Notices = append(r.Notices, models.Notice{
		Key: "squeeze", To: []models.Recipient{{Role: models.Clerk}, {Role: models.Reviewer}, {Role: models.Director}},
		Urgency: models.Warning, Title: title, Body: s.Warning(), Article: "第十四条第二款",
	})
	r.lines = append(r.lines, "〔第十四条第二款〕"+title)
}

// acted is the recording of an act.
func (p *proceeding) acted(ctx workflow.Context, a *Act, r Request, o Outcome) recording {
	rec := recording{Recording: models.Recording{Key: r.Key, Act: a.Name, Request: r.Hash(a.Name), By: r.By, Attempt: r.Attempt, Voucher: r.Voucher, Notices: o.Notices}}
	for i := range rec.Notices {
		rec.Notices[i].Key = fmt.Sprintf("%s/%d/%d", a.Name, p.Revision+1, i)
	}
	rec.lines = []string{o.Line}
	rec.Entries = []models.Entry{a.In(o.File.Kind).entry(r.By, o.Text, r.Input)}
	return p.complete(ctx, rec, o.File, o.Clocks, o.Moved, o.Doubts...)
}

// rung is the recording of reminders whose time has come, and of nothing else.
func (p *proceeding) rung(ctx workflow.Context) recording {
	key := fmt.Sprintf("rung/%d", p.Revision+1)
	return p.complete(ctx, recording{Recording: models.Recording{Key: key, Act: "rung", Request: key}}, p.File, p.clocks, nil)
}

// resumed is the recording of a lawsuit that goes on after its workflow was gone.
func (p *proceeding) resumed(ctx workflow.Context) recording {
	key := fmt.Sprintf("resumed/%d", p.Revision+1)
	r := recording{Recording: models.Recording{Key: key, Act: "resumed", Request: key}}
	r.Entries = []models.Entry{{Kind: models.SystemEntry, Name: "resumed", Title: "办理流程恢复",
		Text: "本案的办理流程曾经中断，现由台账恢复，事实不变，期限和提醒照常。"}}
	r.lines = []string{"办理流程由台账恢复"}
	return p.complete(ctx, r, p.File, p.clocks, nil)
}

// recounted is the recording of what a new law moves.
func (p *proceeding) recounted(ctx workflow.Context) recording {
	clocks := p.bench(ctx).brief(&p.File)
	moved := measures.Moved(p.clocks, clocks)
	key := fmt.Sprintf("calendar/%s/%d", p.law.Name(), p.Revision+1)
	r := recording{Recording: models.Recording{Key: key, Act: LawChanged, Request: key}}
	title, what := p.newLaw()
	text := what + "，本案期限没有变化。"
	if len(moved) > 0 {
		text = fmt.Sprintf("%s，以下期限随之变化：%s。", what, listOf(p.clocks, moved))
		r.Notices = []models.Notice{{
			Key: key, To: append(handlersOf(&p.File), models.Recipient{Role: models.Clerk}), Urgency: models.Warning,
			Title: fmt.Sprintf("%s，%d项期限变化", title, len(moved)), Body: text,
		}}
	}
	r.Entries = []models.Entry{{Kind: models.SystemEntry, Name: LawChanged, Title: title, Text: text}}
	r.lines = []string{fmt.Sprintf("%s，%d项期限变化", title, len(moved))}
	return p.complete(ctx, r, p.File, clocks, moved)
}

// newLaw says what is new in the law since the clocks were last counted.
func (p *proceeding) newLaw() (title, what string) {
	edition, number, _ := strings.Cut(p.Counted, "/")
	var news []string
	title = "工作日历更新"
	if edition != p.law.Calendar.Edition {
		news = append(news, fmt.Sprintf("工作日历更新为%s版", p.law.Calendar.Edition))
	}
	if number != p.law.Logic.String() {
		title = "办案规则更新"
		news = append(news, fmt.Sprintf("办案规则更新为第%d号（%s）", p.law.Logic, measures.Amendments[p.law.Logic].What))
	}
	return title, strings.Join(news, "；")
}

// complete adds to a recording the lawsuit as it is afterwards, the reminders
// that are due at this moment, and the receipt.
func (p *proceeding) complete(ctx workflow.Context, r recording, f measures.File, clocks, moved []measures.Clock, doubts ...string) recording {
	now, today := p.now(ctx), p.today(ctx)
	r.On, r.Base = today, models.BaseOf(p.File, p.Rung)
	due := p.keeper.due(&f, clocks, p.Rung, now, today, p.law)
	stage := StepOf(&f).Stage
	if stage.Closed() && StepOf(&p.File).Stage.Closed() {
		due = p.keeper.silent(p.Rung) // nobody could answer any more
	}
	r.Entries, r.lines = append(r.Entries, due.entries...), append(r.lines, due.lines...)
	if f.TakingOver(today) && p.law.Logic >= measures.Papers {
		r.Notices = nil // all is told at once, when it is taken over
	}
	r.Notices = append(r.Notices, due.notices...)
	for i := range r.Entries {
		r.Entries[i].At, r.Entries[i].CivilOn, r.Entries[i].Law = workflow.Now(ctx), today, cmp.Or(r.Entries[i].Law, p.law.Logic)
	}
	r.Lawsuit = p.lawsuit(ctx, p.Revision+1, f, clocks, due.rung)
	r.Receipt = encode(models.Receipt{
		ID: p.ID, Revision: p.Revision + 1, Stage: stage, StageTitle: stage.TitleIn(f.Kind), Moved: moved, Attempt: r.Attempt, Law: p.law.Logic, Doubts: doubts,
	})
	return r
}

// stored is the lawsuit as the ledger should have it now.
func (p *proceeding) stored(ctx workflow.Context) models.Lawsuit {
	return p.lawsuit(ctx, p.Revision, p.File, p.clocks, p.Rung)
}

func (p *proceeding) lawsuit(ctx workflow.Context, revision int64, f measures.File, clocks []measures.Clock, rung []models.FiredRung) models.Lawsuit {
	stage := StepOf(&f).Stage
	return models.Lawsuit{
		ID: p.ID, CaseNumber: p.Docket.File.CaseNumber, Revision: revision, Stage: stage,
		File: f, Clocks: clocks, Rung: rung, NextRungs: p.next(clocks, rung),
		Waits: WaitsIn(&f, p.law), Edition: p.Edition.Name, Counted: p.law.Name(), Logic: p.law.Logic,
		Closed: stage.Closed(), OpenedKey: p.Key,
		OpenedAt: workflow.GetInfo(ctx).WorkflowStartTime, UpdatedAt: workflow.Now(ctx),
	}
}

// next returns when each running clock rings next, in the machine's time.
func (p *proceeding) next(clocks []measures.Clock, fired []models.FiredRung) []models.NextRung {
	var next []models.NextRung
	for _, r := range upcoming(clocks, fired, p.law.Calendar) {
		next = append(next, models.NextRung{Clock: r.clock.ID, At: p.Civil.Real(r.rung.At())})
	}
	return next
}

// summary is what the console shows beside the call that stores a recording: the first
// of its lines. Announcements are told without one.
func (r recording) summary() string {
	if len(r.lines) == 0 {
		return "登记办理日志"
	}
	return cut(r.lines[0])
}

// receipt is what a caller is told of the lawsuit as it stands.
func (p *proceeding) receipt(moved []measures.Clock) models.Receipt {
	stage := measures.StageOf(&p.File)
	return models.Receipt{ID: p.ID, Revision: p.Revision, Stage: stage, StageTitle: stage.TitleIn(p.File.Kind), Moved: moved, Attempt: p.Attempt, Doubts: p.openingDoubts()}
}

func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return data
}

func defendantNames(f *measures.File) string {
	return measures.InShort(f.Named(measures.Respondent))
}

// listOf says which dates have moved, from what to what.
func listOf(before, moved []measures.Clock) string {
	var all []string
	for _, c := range moved {
		old := ""
		for _, b := range before {
			if b.ID == c.ID && b.Due != c.Due {
				old = "由" + b.Due.Chinese()
			}
		}
		all = append(all, fmt.Sprintf("%s%s%s改为%s（建议办结日%s）", c.Title, subject(c), old, c.Due.Chinese(), c.Safe.Chinese()))
	}
	return strings.Join(all, "；")
}
