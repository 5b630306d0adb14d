package post

import (
	"fmt"
	"strconv"
	"strings"

	"yingsu/models"
)

// words puts messages into words for channels that leave the office: case number, what
// is due and when, and where to read on. What else a notice says may name parties, and
// is left out unless the office wants it so.
type words struct {
	site  string // address of the pages, without a slash at its end; empty where nobody said
	names bool
}

func wordsOf(environment func(string) string) words {
	names, _ := strconv.ParseBool(environment("POST_NAMES")) // as package settings read it
	return words{site: strings.TrimSuffix(environment("SITE_URL"), "/"), names: names}
}

// subject is one line.
func (w words) subject(p Parcel) string {
	if len(p.Deliveries) > 1 {
		return fmt.Sprintf("应诉系统每日汇总：%d条通知", len(p.Deliveries))
	}
	m := p.Deliveries[0].Message
	return oneLine(m.Title + " " + m.CaseNumber)
}

// text is the whole message, of at most so many bytes in UTF-8: of a digest the first
// notices, and how many more there are.
func (w words) text(p Parcel, most int) string {
	if len(p.Deliveries) == 1 {
		return cut(strings.Join(w.lines(p.Deliveries[0].Message), "\n"), most)
	}
	text := w.subject(p) + "\n"
	const room = 120 // for the last line
	for n, d := range p.Deliveries {
		item := fmt.Sprintf("\n%d. %s\n", n+1, strings.Join(w.lines(d.Message), "\n"))
		if len(text)+len(item)+room > most {
			text += fmt.Sprintf("\n另有%d条，请登录系统在收件箱查看。\n", len(p.Deliveries)-n)
			break
		}
		text += item
	}
	return cut(text, most)
}

func (w words) lines(m models.Message) []string {
	lines := []string{oneLine(m.Title)}
	if m.CaseNumber != "" {
		lines = append(lines, "案号："+m.CaseNumber)
	}
	if !m.Due.IsZero() {
		lines = append(lines, "期限："+m.Due.Chinese())
	}
	if m.Article != "" {
		lines = append(lines, "依据："+m.Article)
	}
	if w.names && m.Body != "" {
		lines = append(lines, m.Body)
	}
	return append(lines, w.readOn(m))
}

func (w words) readOn(m models.Message) string {
	switch {
	case w.site == "":
		return "详情请登录应诉系统查看。"
	case m.LawsuitID == "":
		return "详情：" + w.site + "/inbox"
	}
	return "详情：" + w.site + "/lawsuits/" + m.LawsuitID
}

// brief is a text for a telephone, in one line: names have no place in it.
func (w words) brief(p Parcel) string {
	if len(p.Deliveries) > 1 {
		return fmt.Sprintf("您有%d条应诉通知，请登录应诉系统查看。", len(p.Deliveries))
	}
	m := p.Deliveries[0].Message
	said := []string{oneLine(m.Title)}
	if m.CaseNumber != "" {
		said = append(said, m.CaseNumber)
	}
	if !m.Due.IsZero() {
		said = append(said, "期限"+m.Due.Chinese())
	}
	return strings.Join(said, "，") + "。请登录应诉系统查看。"
}

// oneLine has no line breaks, which would begin another header of a mail.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cut keeps whole characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	const more = "…"
	return strings.ToValidUTF8(text[:most-len(more)], "") + more
}
