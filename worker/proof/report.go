package proof

import (
	"fmt"
	"io"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// Report is what Verify has seen.
type Report struct {
	At    time.Time `json:"at"`
	Found []Finding `json:"found"`
	// Unseen says what could not be looked at, and why: without it nobody can say
	// that the ledger is whole.
	Unseen []string `json:"unseen"`
	Notes  []string `json:"notes"`

	Lawsuits  int         `json:"lawsuits"`
	Entries   int         `json:"entries"`
	Histories int         `json:"histories"`
	LogLines  int         `json:"log_lines"`
	Files     int         `json:"files"` // that were handed in, where they were looked at
	Seals     int         `json:"seals"`
	Played    int         `json:"played"` // lawsuits whose acts were played again
	Unplayed  []Unplayed  `json:"unplayed"`
	LastSeal  models.Seal `json:"last_seal"`
}

// Unplayed is a lawsuit whose acts can no longer be played under today's law and
// calendar. That is no sign of tampering by itself.
type Unplayed struct {
	CaseNumber string `json:"case_number"`
	Why        string `json:"why"`
}

// Finding is one thing that is not as it was written.
type Finding struct {
	What       What   `json:"what"`
	LawsuitID  string `json:"lawsuit_id,omitempty"`
	CaseNumber string `json:"case_number,omitempty"`
	Detail     string `json:"detail"`
}

// What kind of thing was found.
type What string

const (
	SealForged         What = "seal_forged"
	SealMissing        What = "seal_missing"
	SealChanged        What = "seal_changed"
	ListChanged        What = "list_changed"
	AnchorChanged      What = "anchor_changed"
	LawsuitRemoved     What = "lawsuit_removed"
	LawsuitChanged     What = "lawsuit_changed"
	LawsuitSetBack     What = "lawsuit_set_back"
	LawsuitContradicts What = "lawsuit_contradicts"
	LawsuitNotFromActs What = "lawsuit_not_from_acts"
	JournalBroken      What = "journal_broken"
	JournalCut         What = "journal_cut"
	JournalRewritten   What = "journal_rewritten"
	JournalBackdated   What = "journal_backdated"
	JournalDay         What = "journal_day"
	HistoryRemoved     What = "history_removed"
	HistoryChanged     What = "history_changed"
	HistoryDisagrees   What = "history_disagrees"
	ProposalChanged    What = "proposal_changed"
	LogChanged         What = "log_changed"
	LogRemoved         What = "log_removed"
	LogBackdated       What = "log_backdated"
	FileMissing        What = "file_missing"
	FileChanged        What = "file_changed"
)

// Title names what was found, as staff read it.
func (w What) Title() string {
	return map[What]string{
		SealForged: "封存记录系伪造", SealMissing: "封存记录缺失", SealChanged: "封存记录被改动", ListChanged: "封存清单被改动", AnchorChanged: "封存文件被改动",
		LawsuitRemoved: "案件被删除", LawsuitChanged: "案件内容被改动", LawsuitSetBack: "案件被退回旧版", LawsuitContradicts: "案件数据自相矛盾", LawsuitNotFromActs: "案件内容与办理日志不符",
		JournalBroken: "办理日志被改动", JournalCut: "办理日志末尾被截去", JournalRewritten: "办理日志被改写", JournalBackdated: "办理日志被补入旧日期的记录", JournalDay: "办理日志日期不符",
		HistoryRemoved: "办理过程被删除", HistoryChanged: "办理过程被改动", HistoryDisagrees: "办理过程与办理日志不符", ProposalChanged: "日历或版本变更被改动",
		LogChanged: "流水记录被改动", LogRemoved: "流水记录被删除", LogBackdated: "流水记录被补入旧日期的内容",
		FileMissing: "上传的文件缺失", FileChanged: "上传的文件与上传时不一致",
	}[w]
}

// Exit is what a program that verifies ends with.
func (r *Report) Exit() int {
	switch {
	case len(r.Found) > 0:
		return Tampered
	case len(r.Unseen) > 0:
		return NotSeen
	}
	return Clean
}

// What a program that verifies ends with.
const (
	Clean    = 0
	Tampered = 1
	NotSeen  = 2 // it could not look, or not at everything
)

// Verdict is the report in one sentence.
func (r *Report) Verdict() string {
	switch r.Exit() {
	case Tampered:
		return fmt.Sprintf("发现%d处与原记录不符，台账被改动过。", len(r.Found))
	case NotSeen:
		return "已查部分未发现改动，但有内容未能核对（见“三”），不能据此认定台账完整。"
	}
	return "未发现改动，台账与封存时一致。"
}

// Print writes the report for people to read.
func (r *Report) Print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "台账核验报告\n核验时间：%s\n结论：%s\n", moment(r.At), r.Verdict())
	r.printLooked(&b)
	r.printFound(&b)
	list(&b, "三、未能核对的", r.Unseen)
	list(&b, "四、说明", r.notes())
	_, err := io.WriteString(out, b.String())
	return err
}

func (r *Report) printLooked(b *strings.Builder) {
	b.WriteString("\n一、核对了什么\n")
	fmt.Fprintf(b, "  案件%d件，办理日志%d条：逐条重算校验值\n", r.Lawsuits, r.Entries)
	fmt.Fprintf(b, "  其中%d件：按办理日志逐项重放，与案卷内容对照\n", r.Played)
	fmt.Fprintf(b, "  办理过程%d份：与办理日志对照\n", r.Histories)
	fmt.Fprintf(b, "  封存记录%d次", r.Seals)
	if r.LastSeal.Number > 0 {
		fmt.Fprintf(b, "，可信的最后一次是第%d次（%s），校验值%s", r.LastSeal.Number, moment(r.LastSeal.At), r.LastSeal.Sum())
	}
	fmt.Fprintf(b, "\n  已封存的审计日志、回执、消息、账号变更%d条：与封存时对照\n", r.LogLines)
	if r.Files > 0 {
		fmt.Fprintf(b, "  上传的文件%d个：重算SHA-256，与上传时对照\n", r.Files)
	}
}

func (r *Report) printFound(b *strings.Builder) {
	b.WriteString("\n二、发现的问题\n")
	if len(r.Found) == 0 {
		b.WriteString("  没有。\n")
		return
	}
	for n, f := range r.Found {
		fmt.Fprintf(b, "  %d. 〔%s〕", n+1, f.What.Title())
		if f.CaseNumber != "" {
			b.WriteString(f.CaseNumber)
		} else if f.LawsuitID != "" {
			b.WriteString("案件编号" + f.LawsuitID)
		}
		fmt.Fprintf(b, "\n     %s\n", f.Detail)
	}
	b.WriteString("\n  请不要继续改动数据：先复制一份现状（yingsu backup），报告审计员和系统管理员，再从最近一份核验无误的备份中对照、恢复。\n")
}

// notes adds to what was noted what follows from the figures.
func (r *Report) notes() []string {
	notes := r.Notes
	if r.LastSeal.Number > 0 {
		notes = append(notes, "最后一次封存之后写入的内容，要到下一次封存才受封存保护。")
		if r.At.Sub(r.LastSeal.At) > 48*time.Hour {
			notes = append(notes, fmt.Sprintf("最近一次封存是%s，已超过两天，请检查办理进程（worker）是否在运行、是否配置了封存密钥。", moment(r.LastSeal.At)))
		}
	}
	for _, u := range r.Unplayed {
		notes = append(notes, fmt.Sprintf("%s的办理动作在现行日历下不能重放（%s），未与案卷内容对照；这本身不说明被改动。", u.CaseNumber, u.Why))
	}
	return notes
}

func list(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	b.WriteString("\n" + title + "\n")
	for _, line := range lines {
		b.WriteString("  - " + line + "\n")
	}
}

// moment is an instant as people read it.
func moment(t time.Time) string {
	if t.IsZero() {
		return "时间不明"
	}
	return t.In(calendar.Zone).Format("2006年1月2日 15:04")
}
