// Package documents draws the papers of a lawsuit from what is on file: what the
// Measures have the organs hand to the court, what the Bureau sends out, and what lies in
// front of the volume. A [Document] is content; the pages print it, and [Document.Docx]
// writes it for office programs. What the file does not know is left as a visible blank,
// to be filled in by hand: nothing is made up.
//
// The package is pure: the same [Matter] gives the same papers.
package documents

import (
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Kinds lists every kind of paper, in the order in which a lawsuit comes to need them.
var Kinds = []*Kind{
	forwarding, identity, authorization, defence, evidence, extension,
	reminder, officials, supervision, lossReport, cover, contents, note,
}

// Kind is a kind of paper. It is declared once: the list of a lawsuit's papers, the
// pages, the interface and the acts beside which it is offered take it from there.
type Kind struct {
	Name    string // in addresses
	Title   string
	Article string // the provision that wants it
	Doc     string // what it is for, in one sentence
	By      []models.Role
	Acts    []string // beside which it is offered

	InReview string // its title in a reconsideration, where it is another (第三十八条)

	Court bool // it goes to the court, with everything as it was typed; see Document.Covered
	Binds bool // it is of the volume, and says on which pages its items lie

	// choices lists what it can be drawn for, or says why it cannot be.
	choices func(m *Matter) ([]Choice, string)
	draw    func(m *Matter, c Choice) *Document
}

// Who draws them.
var (
	bureau   = []models.Role{models.Clerk, models.Reviewer, models.Director}
	handlers = append(slices.Clone(bureau), models.UnitClerk, models.UnitOfficial)
	readers  = append(slices.Clone(handlers), models.Supervisor)
)

// Matter is a lawsuit, with what stands around its file.
type Matter struct {
	File   *measures.File
	Law    measures.Law // by which its clocks are counted
	Clocks []measures.Clock
	Today  calendar.Date
	Units  []models.Unit // the directory, for full names
	Leaves []Leaf        // of the volume, where the files were looked at
	Journal
}

// Leaf is an item of the volume with the pages on which it lies in it (起止页号).
type Leaf struct {
	measures.VolumeItem
	Files    int    `json:"files"`          // that were handed in and count
	From, To int    `json:"-"`              // 0 where not all pages before or in it are known
	Span     string `json:"span,omitempty"` // the same in words: 3—7
}

// Leaves numbers the pages of a volume through. pages says of each item how many its files
// have, 0 where nobody knows; the files speak before what was put on file.
func Leaves(items []measures.VolumeItem, files func(number int) (count, pages int)) []Leaf {
	leaves := make([]Leaf, len(items))
	next := 1
	for n, item := range items {
		l := Leaf{VolumeItem: item}
		if count, pages := files(item.Number); count > 0 {
			l.Files = count
			if pages > 0 {
				l.Pages = pages
			}
		}
		if next > 0 && l.Pages > 0 {
			l.From, l.To = next, next+l.Pages-1
			l.Span = span(l.From, l.To)
		}
		if next = l.To + 1; l.To == 0 {
			next = 0
		}
		leaves[n] = l
	}
	return leaves
}

func span(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d—%d", from, to) // a hyphen would make a date of it in Excel
}

// volume returns the items of the volume, with what is known of their pages.
func (m *Matter) volume() []Leaf {
	if m.Leaves != nil {
		return m.Leaves
	}
	return Leaves(measures.Volume(m.File), func(int) (int, int) { return 0, 0 })
}

// Journal is what the note of a volume says of the journal, so that a line that was lost
// later is noticed. It is zero where nobody asks.
type Journal struct {
	Lines int
	Hash  string // of the last line
	Seal  string // of the ledger, in words
}

// Choice is one paper of several of a kind: whom, which hearing, which application it is
// about. Of names it in addresses, and is empty where there is only one.
type Choice struct {
	Of    string `json:"of"`
	Title string `json:"title"`

	organ     measures.Party
	unit      string // in the directory of units
	instance  int
	hearing   *measures.Hearing
	number    int // of the hearing in its instance, from 1
	extension *measures.Extension
	clock     measures.Clock
}

// Offer is a kind of paper as a lawsuit has it.
type Offer struct {
	*Kind
	Title   string   // in the words of the lawsuit's kind
	Choices []Choice // empty where it cannot be drawn
	Why     string   // it cannot
}

// Named returns the kind with a name, or nil.
func Named(name string) *Kind {
	i := slices.IndexFunc(Kinds, func(k *Kind) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return Kinds[i]
}

// For returns the kinds that are offered beside an act.
func For(act string) []*Kind {
	return slices.DeleteFunc(slices.Clone(Kinds), func(k *Kind) bool { return !slices.Contains(k.Acts, act) })
}

// May says why somebody does not draw the paper in a lawsuit that they see, or nothing.
func (k *Kind) May(f *measures.File, who models.Actor) *models.Error {
	theirs := !who.Role.OfUnit() || k.forAll() || slices.ContainsFunc(f.Handlers(), who.ActsFor)
	if slices.Contains(k.By, who.Role) && theirs {
		return nil
	}
	whose := "承办单位或者区司法局"
	if !slices.Contains(k.By, models.UnitClerk) {
		whose = "区司法局"
	}
	return &models.Error{
		Code: models.Forbidden, Article: k.Article,
		Detail: fmt.Sprintf("“%s”由%s制作，您的身份是%s。如确需使用，请联系上述单位。", k.In(f.Kind), whose, who.Role.Title()),
	}
}

// forAll tells whether the paper only shows what everybody who sees the lawsuit sees.
func (k *Kind) forAll() bool { return slices.Contains(k.By, models.Supervisor) }

// In returns the title in the words of a kind of proceeding.
func (k *Kind) In(proceeding measures.Kind) string {
	if proceeding == measures.Reconsideration && k.InReview != "" {
		return k.InReview
	}
	return k.Title
}

// Offer says what there is to draw of the kind.
func (k *Kind) Offer(m *Matter) Offer {
	o := Offer{Kind: k, Title: k.In(m.File.Kind)}
	o.Choices, o.Why = k.choices(m)
	return o
}

// Draw draws a paper for one of the choices; for the first where none is named. It
// returns NotOpen where there is nothing to draw, and NotFound where there is no such
// choice.
func (k *Kind) Draw(m *Matter, of string) (*Document, error) {
	o := k.Offer(m)
	if o.Why != "" {
		stage := measures.StageOf(m.File).TitleIn(m.File.Kind)
		return nil, &models.Error{Code: models.NotOpen, Article: k.Article, Stage: stage, Detail: fmt.Sprintf("现在不能制作“%s”：%s（%s）。", o.Title, o.Why, k.Article)}
	}
	i := slices.IndexFunc(o.Choices, func(c Choice) bool { return of == "" || c.Of == of })
	if i < 0 {
		return nil, &models.Error{Code: models.NotFound, Detail: fmt.Sprintf("“%s”不能为“%.60s”制作，请从本案文书中选择。", o.Title, of)}
	}
	d := k.draw(m, o.Choices[i])
	d.Kind, d.Of = k.Name, o.Choices[i].Of
	d.Name = strings.Join(nonEmpty(k.In(m.File.Kind), m.File.CaseNumber, o.Choices[i].Title), " ")
	return d, nil
}

// single is the choice of a kind of which a lawsuit has one paper.
var single = []Choice{{}}

// each returns one choice for each organ of the district that is in the lawsuit.
func (m *Matter) each() []Choice {
	var all []Choice
	for _, p := range m.File.Organs() {
		if p.LeftOn.IsZero() {
			all = append(all, Choice{Of: p.Name, Title: p.Name, organ: p, instance: len(m.File.Instances) - 1})
		}
	}
	return all
}

// eachOf is each, for papers that only those before a court or a reconsideration organ
// need.
func eachOf(m *Matter) ([]Choice, string) {
	if m.File.Kind == measures.SuggestionOnly {
		return nil, "本件是没有诉讼的建议书"
	}
	all := m.each()
	if len(all) == 0 {
		return nil, "本区单位均已退出诉讼"
	}
	return all, ""
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
