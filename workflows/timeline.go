package workflows

// What the console's timeline says, read like a docket: a line for each act, reminder
// and change of the law, besides the timers and activities that carry them. The lines
// name offices and persons who act, never a party, and no replay depends on their words.

import (
	"fmt"
	"strings"

	"go.temporal.io/sdk/workflow"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// note puts the lines of a recording into the history, each as a marker whose words
// are only shown.
func (p *proceeding) note(ctx workflow.Context, lines []string) {
	if p.law.Logic < measures.Letters {
		return
	}
	for _, line := range lines {
		options := workflow.SideEffectOptions{Summary: cut(line)}
		workflow.SideEffectWithOptions(ctx, options, func(workflow.Context) any { return nil })
	}
	p.Recent = append(p.Recent, lines...)
	p.Recent = p.Recent[max(len(p.Recent)-recentLines, 0):]
}

// recentLines is how many lines a lawsuit's details in the console show.
const recentLines = 10

// line says for the console what was done: 〔第二十五条〕登记裁判 10月8日 撤销 败诉 ·
// 区城市管理局孙某某.
func (a *Act) line(s Scene, in input, after *measures.File) string {
	words := []string{"〔" + a.Article + "〕" + a.In(s.Kind).Title}
	if day := form.LatestPast(a.Fields, in); !day.IsZero() {
		words = append(words, dayIn(s.Today.Year(), day))
	}
	if b, ok := in.(brief); ok {
		words = append(words, b.briefly(after))
	} else {
		words = append(words, a.gist(in, s.Today.Year())...)
	}
	return strings.Join(words, " ") + " · " + actor(s.By)
}

// gist is what was chosen and by when something is due: closed lists, units, numbers and
// days to come. Names and free words can name a party, and stay out.
func (f *Form) gist(in any, year int) []string {
	var words []string
	for _, field := range f.Fields {
		if word := field.Gist(in, func(d calendar.Date) string { return dayIn(year, d) }); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// openingLine says what the lawsuit begins with.
func (d Docket) openingLine() string {
	f := &d.File
	opening := Opening(f.Kind)
	return fmt.Sprintf("〔%s〕%s %s送达 %s · %s", opening.Article, opening.Title, f.ServedOn.Short(), f.Court, actor(d.By))
}

// rungLine says whom a reminder reminds of what. The subject of a clock can name a party.
func rungLine(f *measures.File, c measures.Clock, r measures.Rung, today calendar.Date) string {
	c.Subject = ""
	return fmt.Sprintf("%s，%s到期 → %s", rungTitle(c, r, today), dayIn(today.Year(), c.Safe), post.Words(post.Circle(f, c, r.Circle)))
}

func actor(by models.Actor) string { return by.Unit + by.Name }

// dayIn is a day as it is said in a year: 10月9日, or 2027年4月9日 in another one.
func dayIn(year int, d calendar.Date) string {
	if d.Year() == year {
		return d.Short()
	}
	return fmt.Sprintf("%d年%s", d.Year(), d.Short())
}

// briefly names the kind of paper and who loses by it.
func (in RecordJudgment) briefly(after *measures.File) string {
	words := measures.Outcome(in.Outcome).Title()
	if kind, ok := measures.OutcomeNamed(in.Outcome); ok {
		words = kind.Title()
	}
	i := after.Current()
	if lost := after.LostNow(i.Decision()); len(lost) > 0 {
		words += " 败诉（" + unitsIn(lost) + "）"
	}
	return words
}

func (in RecordWithdrawal) briefly(*measures.File) string {
	return measures.Outcome(in.Outcome).Title()
}

func unitsIn(organs []measures.Party) string {
	var units []string
	for _, organ := range organs {
		units = append(units, organ.Unit)
	}
	return strings.Join(units, "、")
}
