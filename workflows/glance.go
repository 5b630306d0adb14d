package workflows

// The lawsuit at a glance: what the console shows of it as its current details. The
// workflow draws it whenever something changes; a server draws the same from the
// ledger, as of the day on which somebody reads it.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingsu/models/mask"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Glance is what is needed to draw a lawsuit at a glance.
type Glance struct {
	File   *measures.File
	Clocks []measures.Clock
	Law    measures.Law
	Today  calendar.Date
	Recent []string // lines of the timeline, the last one last
	// Link is the address of the lawsuit's page, empty where nobody knows it.
	Link string
	// Discreet leaves out who sues.
	Discreet bool
}

// Draw returns the picture in Markdown, as Temporal's console shows it.
func (g Glance) Draw() string {
	var b strings.Builder
	step := StepOf(g.File)
	fmt.Fprintf(&b, "**%s**（%s） · %s · 截至%s\n\n", step.Stage.TitleIn(g.File.Kind), step.Stage.Article(), g.File.Current().Title(), g.Today.Chinese())
	if waits := g.waits(step); waits != "" {
		fmt.Fprintf(&b, "等待：%s\n\n", waits)
	}
	b.WriteString(table([]string{"事项", "内容"}, g.facts()))
	b.WriteString(titled("进行中的期限（剩余少的在前）", []string{"期限", "依据", "建议办结日", "法定期限", "剩余", "责任单位", "状态"}, g.running()))
	b.WriteString(titled("他方的期限（仅供知悉）", []string{"期限", "依据", "何人", "届满或者推算日", "状态"}, g.watched()))
	b.WriteString(titled("逾期办结和逾期未办", []string{"期限", "依据", "期限日", "办结日", "迟", "责任单位", "原因"}, g.late()))
	if len(g.Recent) > 0 {
		fmt.Fprintf(&b, "**最近的记录**\n\n- %s\n\n", strings.Join(g.Recent, "\n- "))
	}
	if g.Link != "" {
		fmt.Fprintf(&b, "[打开案件页面](%s)\n", g.Link)
	}
	return mask.Text(b.String()) // whoever the console is shown to
}

// RecentIn returns the lines of the timeline that a picture shows.
func RecentIn(drawn string) []string {
	var lines []string
	for line := range strings.Lines(drawn) {
		if text, ok := strings.CutPrefix(line, "- "); ok {
			lines = append(lines, strings.TrimSpace(text))
		}
	}
	return lines
}

// waits names the acts that it waits for, and who does them.
func (g Glance) waits(step *Step) string {
	var waits []string
	for _, a := range step.Awaits(g.File, g.Law, g.Today) {
		waits = append(waits, fmt.Sprintf("%s（%s）", a.In(g.File.Kind).Title, a.Doer(g.File, g.Law)))
	}
	return strings.Join(waits, "；")
}

// facts are the parties, the units and persons, the next hearing, the papers of the
// courts and what has become of them.
func (g Glance) facts() [][]string {
	f := g.File
	var rows [][]string
	add := func(what, text string) {
		if text != "" {
			rows = append(rows, []string{what, text})
		}
	}
	if !g.Discreet && f.Kind != measures.SuggestionOnly {
		add(measures.Plaintiff.TitleIn(f.Kind), measures.InShort(f.Named(measures.Plaintiff)))
	}
	add(measures.Respondent.TitleIn(f.Kind), defendantNames(f))
	add("案由", f.Cause)
	add("承办单位", cmp.Or(strings.Join(f.Handlers(), "、"), "尚未确定"))
	var agents []string
	for _, a := range f.AgentsOf() {
		agents = append(agents, a.Name+"（"+a.Employer+"）")
	}
	add("诉讼代理人", strings.Join(agents, "、"))
	add("下次开庭", g.hearing())
	for i := range f.Instances {
		in := &f.Instances[i]
		for n := range in.Papers {
			add(in.Title()+in.Papers[n].Form.Title(), g.paper(in, &in.Papers[n]))
		}
		if e := in.Effective; e != nil {
			add(in.Title()+"生效", e.On.Chinese())
		}
	}
	if units := f.Losers(); len(units) > 0 {
		add("败诉", unitsIn(units))
	}
	if c := f.Conclusion; c != nil {
		add("终结", c.On.Chinese()+" "+c.Reason)
	}
	if a := f.Archive; a != nil {
		add("归档", a.On.Chinese()+" 案卷号"+a.Volume)
	}
	return rows
}

func (g Glance) hearing() string {
	h := g.File.Current().Hearing()
	if h == nil {
		return ""
	}
	words := strings.TrimSpace(h.On.Chinese() + " " + h.Time + " " + h.Place)
	for _, o := range h.Officials {
		words += fmt.Sprintf("；出庭负责人：%s（%s%s）", o.Name, o.Employer, o.Post)
	}
	if len(h.Officials) == 0 {
		words += "；出庭负责人尚未报备"
	}
	return words
}

func (g Glance) paper(in *measures.Instance, p *measures.Paper) string {
	words := p.MadeOn.Chinese() + " " + p.Title() + " " + p.Number
	if !p.ServedOn.IsZero() {
		words += "，" + p.ServedOn.Chinese() + "送达"
	}
	if lost := g.File.LostBy(*in, *p); len(lost) > 0 {
		words += "，败诉：" + strings.Join(lost, "、")
	}
	return words
}

// running are the clocks that run, the one with least time left first and rights last.
func (g Glance) running() [][]string {
	clocks := slices.DeleteFunc(slices.Clone(g.Clocks), func(c measures.Clock) bool { return c.State != measures.Running })
	slices.SortStableFunc(clocks, measures.Clock.Press)
	var rows [][]string
	for _, c := range clocks {
		limit := c.Limit().Chinese()
		if c.Provisional {
			limit += "（暂定）"
		}
		rows = append(rows, []string{
			c.Title + subject(c), g.article(c.Article), c.Safe.Chinese(), limit, Left(c, g.Today, g.Law.Calendar), g.File.OwnerOf(c), c.StateOn(g.Today),
		})
	}
	return rows
}

// watched are the periods of others that still run. Who sues is left out where that is
// wished.
func (g Glance) watched() [][]string {
	var rows [][]string
	for _, w := range measures.WatchedIn(g.File, g.Law, g.Today) {
		if !w.UsedOn.IsZero() || w.Over != "" {
			continue
		}
		who := w.Whose
		if g.Discreet && w.Side != "" {
			who = w.Side.TitleIn(g.File.Kind)
		}
		rows = append(rows, []string{w.Title + "（" + w.Subject + "）", w.Article, who, w.Last(), w.StateOn(g.Today)})
	}
	return rows
}

// late are the clocks that were not kept, with the days and the reason.
func (g Glance) late() [][]string {
	var rows [][]string
	for _, c := range g.Clocks {
		if c.State != measures.MetLate && c.State != measures.Missed {
			continue
		}
		done, days := "未办", ""
		if c.State == measures.MetLate {
			done, days = c.MetOn.Chinese(), fmt.Sprintf("%d日", c.MetOn.Sub(c.Limit()))
		}
		rows = append(rows, []string{
			c.Title + subject(c), g.article(c.Article), c.Limit().Chinese(), done, days, g.File.OwnerOf(c), cmp.Or(c.Reason, "未说明"),
		})
	}
	return rows
}

// article links a provision of the Measures to its text.
func (g Glance) article(citation string) string {
	site, _, ok := strings.Cut(g.Link, "/lawsuits/")
	if n := measures.ArticleOf(citation); ok && n > 0 {
		return fmt.Sprintf("[%s](%s/measures#%d)", citation, site, n)
	}
	return citation
}

// titled is a table under a title, nothing where it has no rows.
func titled(title string, head []string, rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	return "**" + title + "**\n\n" + table(head, rows)
}

// inCell takes out of a text what would end the cell of a table: a bar, and a line's end.
var inCell = strings.NewReplacer("|", "｜", "\n", " ", "\r", "")

func table(head []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + inCell.Replace(c) + " ")
		}
		b.WriteString("|\n")
	}
	line(head)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return b.String() + "\n"
}
