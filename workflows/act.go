package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Form is something that people fill in: a notice to register, an act in a lawsuit, a
// change of the law. Its name, its words, who may and its fields are declared once;
// the interface, the pages, the journal and the refusals take them from there.
type Form struct {
	Name    string        // in the interface's paths; of an act's Update
	Title   string        // a verb, in Chinese: it stands on the button
	Article string        // the provision that it carries out
	Doc     string        // what it is for, in one sentence
	By      []models.Role // who may; unit roles only in their own unit's lawsuits
	Fields  []form.Field

	InReview string // the title in a reconsideration, where it is another (第三十八条)

	// Identity is the field whose number identifies what is opened, of one of Openings.
	Identity string

	blank func() any
}

// In returns the form in the words of a kind of proceeding.
func (f Form) In(k measures.Kind) *Form {
	if k == measures.Reconsideration && f.InReview != "" {
		f.Title = f.InReview
	}
	return &f
}

// NewForm declares a form whose fields are those of the struct In.
func NewForm[In any](f Form) Form {
	f.Fields = form.Of[In]()
	f.blank = func() any { return new(In) }
	return f
}

// without leaves out of a field's choices one that another form makes.
func (f Form) without(name, choice string) Form {
	i := slices.IndexFunc(f.Fields, func(x form.Field) bool { return x.Name == name })
	f.Fields[i].Choices = slices.DeleteFunc(slices.Clone(f.Fields[i].Choices), func(c measures.Choice) bool { return c.Value == choice })
	return f
}

// words says what stands in each field.
func (f *Form) words(in any) string {
	var parts []string
	for _, field := range f.Fields {
		if s := field.Show(in); s != "" {
			parts = append(parts, field.Label+"："+s)
		}
	}
	return strings.Join(parts, "；")
}

// describe says what is filled in, without judging it.
func (f *Form) describe(data json.RawMessage, b Bench) string {
	in := f.blank()
	form.Read(f.Fields, data, b.Today, b.Logic, in)
	return f.words(in)
}

// Refuse puts what is wrong with what was filled in into one refusal, by the article
// that says so, or else the form's own; nil where nothing is.
func (f *Form) refusal(article string, wrong []models.FieldError) *models.Error {
	if len(wrong) == 0 {
		return nil
	}
	if article == "" {
		article = f.Article
	}
	return &models.Error{
		Code: models.Invalid, Article: article, Fields: wrong,
		Detail: fmt.Sprintf("“%s”有%d处需要更正：%s", f.Title, len(wrong), wrong[0].Detail),
	}
}

// Act is one thing that a person can do in a lawsuit.
type Act struct {
	Form
	Titles []string // that it had before: its Update answers to them too
	Wider  bool     // also units that assist, or have been asked for something

	// Archived marks an act that is possible once the file is archived, when
	// nothing else is, and not before.
	Archived bool
	// Afterwards marks an act that is possible also once the file is archived: what
	// outlives it (performance, payment, letters, retrial).
	Afterwards bool

	// WithoutSuit marks an act that is possible also for a suggestion that no lawsuit
	// belongs to.
	WithoutSuit bool

	// Since is the number of the law that has brought the act.
	Since measures.Logic

	// LooksBack marks an act that is judged against everything done before it.
	LooksBack bool

	// Open says why the act is not possible now, or nothing.
	Open func(f *measures.File, l measures.Law) string
	// Second says whose wish the act grants, as the second of two persons, where it
	// takes two.
	Second func(f *measures.File) (first string)
	// Waiting says in a word or two what waits, of an act that is open only while somebody
	// waits for it: 待审核败诉报告. The desk counts what has one, also where no period runs.
	Waiting string
	// Owing are the organs that still owe the act, where each owes it for itself; nil where
	// the lawsuit owes it as a whole.
	Owing func(f *measures.File, l measures.Law) []measures.Party
	// Mind says what is to be looked at before the act is done: what the text wants and
	// the file does not show. It stands above the form and stops nobody.
	Mind func(f *measures.File) []measures.Defect
	// Tell says who is to be told that it was done, and what.
	Tell func(f *measures.File) []models.Notice
}

// input is what was filled in for an act. What is left out is completed, then judged,
// then put on file; each step gets what it needs, and only the first one changes the
// input.
type input interface {
	// check adds what is wrong with it.
	check(c *checks)
	// put puts it on file.
	put(f *measures.File, s Stamp)
}

// What an input can say of itself besides.
type (
	// completing fills in what is left out and follows from the rest.
	completing interface{ complete(s Scene) }
	// telling says in its own words what is done.
	telling interface{ sentence(s Scene) string }
	// brief says what came of it in a word or two, where its choices do not.
	brief interface {
		briefly(after *measures.File) string
	}
	// foreseeing shows what will come of it where putting it on file does not.
	foreseeing interface {
		foresee(s Scene) (measures.File, *models.Error)
	}
	// likely fills in what is most likely meant, for whoever opens the form.
	likely interface{ usual(s Scene) }
	// choosing offers as choices, by the field, what the lawsuit leaves to choose from.
	choosing interface {
		among(s Scene) map[string][]measures.Choice
	}
	// announcing says what others are told, where that takes the outcome to know.
	announcing interface {
		announce(s Scene, o *Outcome) []models.Notice
	}
	// delayed gives the reason for being late.
	delayed interface{ lateReason() string }
)

// act declares an act whose fields are those of the struct In.
func act[In any, P interface {
	*In
	input
}](a Act) *Act {
	a.Form = NewForm[In](a.Form)
	return &a
}

// May tells whether a person may do the act in a lawsuit, whatever its stage.
func (a *Act) May(f *measures.File, by models.Actor) bool {
	if !slices.Contains(a.By, by.Role) {
		return false
	}
	return !by.Role.OfUnit() || slices.ContainsFunc(f.Handlers(), by.ActsFor) || a.Wider && slices.ContainsFunc(by.Units(), f.Takes)
}

// OwedBy tells whether an act that is open to a person is their own to do: what is a
// unit's, the Bureau only takes down for it.
func (a *Act) OwedBy(f *measures.File, by models.Actor) bool {
	units := f.Handlers()
	return by.Role.OfUnit() || !a.ofUnits() || len(units) == 0 || slices.Contains(units, measures.JusticeBureau)
}

// Doer names who does the act in a lawsuit: the units that still owe it where they do it,
// the offices otherwise, and of a second person's yes that it is another's than who asked.
func (a *Act) Doer(f *measures.File, l measures.Law) string {
	if a.Second != nil {
		return "申请人以外的" + whoMay(a.By)
	}
	if units := a.owedByUnits(f, l); len(units) > 0 && a.ofUnits() {
		return strings.Join(units, "、")
	}
	return whoMay(a.By)
}

func (a *Act) owedByUnits(f *measures.File, l measures.Law) []string {
	if a.Owing == nil {
		return f.Designated()
	}
	var units []string
	for _, organ := range a.Owing(f, l) {
		for _, unit := range f.HandlersOf(organ) {
			if !slices.Contains(units, unit) {
				units = append(units, unit)
			}
		}
	}
	return units
}

// For tells whether the act is for a role to do, in lawsuits that units handle: what is a
// unit's is not the Bureau's, though it may.
func (a *Act) For(r models.Role) bool {
	return slices.Contains(a.By, r) && (r.OfUnit() || !a.ofUnits())
}

func (a *Act) ofUnits() bool { return slices.ContainsFunc(a.By, models.Role.OfUnit) }

// OpenTo tells whether a person can do the act now.
func (a *Act) OpenTo(f *measures.File, by models.Actor, l measures.Law) bool {
	return a.refuse(f, by, l) == nil
}

// refuse says why somebody cannot do the act now, before anything is filled in.
func (a *Act) refuse(f *measures.File, by models.Actor, l measures.Law) *models.Error {
	if !a.May(f, by) {
		return &models.Error{
			Code: models.Forbidden, Article: a.Article,
			Detail: fmt.Sprintf("“%s”由%s办理，您的身份是%s。如确需办理，请联系上述人员。", a.In(f.Kind).Title, whoMay(a.By), by.Role.Title()),
		}
	}
	why := a.closed(f, l)
	if why == "" {
		return nil
	}
	stage := measures.StageOf(f).TitleIn(f.Kind)
	return &models.Error{
		Code: models.NotOpen, Article: a.Article, Stage: stage,
		Detail: fmt.Sprintf("现在不能办理“%s”：%s（%s）。案件处于“%s”阶段。", a.In(f.Kind).Title, why, a.Article, stage),
	}
}

// closed says why the act is not possible for anybody now, or nothing.
func (a *Act) closed(f *measures.File, l measures.Law) string {
	archived, outlives := f.Archive != nil, a.Afterwards && l.Logic >= measures.Papers
	switch {
	case f.Struck != nil:
		return "案件已于" + f.Struck.On.Chinese() + "销案"
	case f.Kind == measures.SuggestionOnly && !a.WithoutSuit:
		return "本件是没有诉讼的建议书。已经起诉的，请办理“" + Register.Title + "”，并在“相关案件”中填写本件文号"
	case archived && !a.Archived && !outlives:
		return "案件已归档，此后的材料请办理“" + supplementArchive.Title + "”，再审的请办理“" + recordRetrialApplication.Title + "”"
	case a.Archived && !archived:
		return "案件尚未归档，材料可以直接登记"
	case l.Logic < a.Since:
		return "本案尚在更新办案规则，请稍后再试"
	case a.Open != nil:
		return a.Open(f, l)
	}
	return ""
}

// whoMay names the roles of an act: by their office, and all handlers as one.
func whoMay(roles []models.Role) string {
	var names []string
	for _, r := range roles {
		names = append(names, r.Title())
	}
	return strings.Join(names, "、")
}
