package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// showing is the page of one lawsuit.
type showing struct {
	office.View
	Done      *done
	Brief     brief
	Next      []*sheet        // the acts that move it on and are the reader's to do
	Stead     []office.Offer  // those that the reader can do in another's stead
	Others    []chapterOfActs // the rest, each on a page of its own
	Waiting   []clockLine     // the periods that run, least time left first
	Past      []clockLine
	Papers    []paperKind
	Journal   []journalDay
	Older     []journalDay
	Wrong     *wrongEntry        // the correction that waits for a second person
	Facts     []measures.Finding // of 第三十七条, only for those who may see every lawsuit
	FactsNote string             // what they are, and are not
	HandsIn   bool               // the reader may hand in files
	Console   string             // likewise
}

// brief is what a lawsuit's page says first: whom it waits for, and what is due next.
type brief struct {
	First   *clockLine
	Hearing *measures.Hearing
	Awaits  []awaited
}

// awaited is what a lawsuit waits for somebody to do.
type awaited struct{ Who, Title string }

// chapterOfActs are the acts of one chapter of the Measures.
type chapterOfActs struct {
	Title string
	Acts  []office.Offer
}

// wrongEntry is a correction with the words of what is on file and of what would be.
type wrongEntry struct {
	measures.Correction
	Was, Becomes string
}

// done is what the reader has just done here.
type done struct {
	Title   string
	Line    int // which of the acts it is; 0 where that is not on the page
	Doubts  []string
	Changes []change
}

// clockLine is a clock in the table of a lawsuit.
type clockLine struct {
	office.Clock
	Bar *bar
}

// paperKind is one of the six kinds of 第十一条第一款 with what is on file of it.
type paperKind struct {
	Item    measures.MaterialItem
	Missing bool
	Papers  []paper
}

// paper is one that counts, with the number under which it is on file.
type paper struct {
	measures.Material
	Number int
}

// journalDay is what was recorded on one civil day.
type journalDay struct {
	On      calendar.Date
	Entries []journalLine
}

type journalLine struct {
	models.Entry
	Time string
	Said string // the text without the title that it begins with
	Line int    // which of the acts it is

	Correctable bool   // the reader can ask for its correction
	Corrected   string // what became of it, empty where it stands as it was
}

func (p *Pages) lawsuit(c echo.Context, who models.Caller) error {
	v, err := p.office.View(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	s := showing{View: v, Papers: papersOf(&v.File), HandsIn: p.office.HandsIn(who)}
	s.Waiting, s.Past = linesOfClocks(v, v.Bench.Calendar)
	s.Brief = briefOf(v, s.Waiting)
	if office.Findings.Of(who.Role) {
		if s.Facts, err = v.Findings(who); err != nil {
			return err
		}
		s.FactsNote = v.FindingsNote()
	}
	if office.SeeingEverything.Of(who.Role) {
		s.Console = v.Console
	}
	if err := p.offer(c, who, &s); err != nil {
		return err
	}
	if err := p.tellStory(c, who, &s); err != nil {
		return err
	}
	if s.Done, err = p.justDone(c, who, &s); err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "lawsuit", page{Title: v.CaseNumber, Here: "/lawsuits", Body: &s})
}

// briefOf says of a lawsuit what everybody looks for first.
func briefOf(v office.View, running []clockLine) brief {
	b := brief{Hearing: v.File.Current().Hearing()}
	if len(running) > 0 {
		b.First = &running[0]
	}
	for _, act := range v.Awaited {
		who, title := act.Doer(&v.File, v.Bench.Law), act.In(v.File.Kind).Title
		if n := len(b.Awaits); n > 0 && b.Awaits[n-1].Who == who {
			b.Awaits[n-1].Title += "、" + title
			continue
		}
		b.Awaits = append(b.Awaits, awaited{who, title})
	}
	return b
}

// offer draws the forms of the acts that the lawsuit waits for and that are the
// reader's to do, the likeliest unfolded, and names the others that are open to the
// reader.
func (p *Pages) offer(c echo.Context, who models.Caller, s *showing) error {
	offers, err := p.office.Offers(c.Request().Context(), who, s.View, inOrder(s.View)...)
	if err != nil {
		return err
	}
	var others []office.Offer
	for _, offer := range offers {
		switch {
		case idle(offer) || offer.Act == workflows.Correcting: // which is offered beside each line of the journal
		case (offer.Next || waits(offer.Act)) && offer.Own:
			sheet := sheetOf(c, s.View, offer, usualIn(offer), &plan{today: s.Today})
			sheet.Open = len(s.Next) == 0
			s.Next = append(s.Next, sheet)
		case offer.Next:
			s.Stead = append(s.Stead, offer)
		default:
			others = append(others, offer)
		}
	}
	s.Others = byChapter(others)
	return nil
}

// waits tells whether an act is somebody's to do as soon as it is open, at whatever stage.
func waits(act *workflows.Act) bool {
	return act == workflows.Checking || act == workflows.Confirming
}

// byChapter groups acts by the chapters of the Measures, in their order; what rests on
// another law comes last.
func byChapter(offers []office.Offer) []chapterOfActs {
	const elsewhere = "其他"
	groups := map[string][]office.Offer{}
	for _, o := range offers {
		chapter := elsewhere
		if n := measures.ArticleOf(o.Article); n > 0 {
			chapter = measures.Articles()[n-1].Chapter
		}
		groups[chapter] = append(groups[chapter], o)
	}
	var all []chapterOfActs
	add := func(chapter string) {
		if acts := groups[chapter]; len(acts) > 0 {
			all = append(all, chapterOfActs{chapter, acts})
			delete(groups, chapter)
		}
	}
	for _, a := range measures.Articles() {
		add(a.Chapter)
	}
	add(elsewhere)
	return all
}

// inOrder returns the acts that are open: those that the lawsuit waits for, the
// likeliest first, and then the rest as the Measures have them.
func inOrder(v office.View) []*workflows.Act {
	others := slices.DeleteFunc(slices.Clone(v.Acts), func(a *workflows.Act) bool { return slices.Contains(v.Next, a) })
	return slices.Concat(v.Next, others)
}

// idle tells whether there is nothing that an act could be about: it asks for a choice
// and there is none.
func idle(o office.Offer) bool {
	return slices.ContainsFunc(o.Fields, func(f form.Field) bool { return f.Required && f.Type == form.Choice && len(f.Choices) == 0 })
}

// justDone finds in the ledger what was done under the key that the address
// names: it tells the truth also when the page is loaded again.
func (p *Pages) justDone(c echo.Context, who models.Caller, s *showing) (*done, error) {
	key, err := uuid.Parse(c.QueryParam("done"))
	if err != nil {
		return nil, nil
	}
	effect, found, err := p.office.Effect(c.Request().Context(), who, s.ID, key.String())
	if err != nil || !found {
		return nil, err
	}
	var receipt models.Receipt
	if err := json.Unmarshal(effect.Receipt, &receipt); err != nil {
		return nil, err
	}
	d := &done{Title: workflows.Opening(s.File.Kind).Title, Line: s.lineOf(effect), Doubts: receipt.Doubts, Changes: changesOf(nil, receipt.Moved)}
	if act := workflows.ActNamed(effect.Act); act != nil {
		d.Title = act.In(s.File.Kind).Title
	}
	return d, nil
}

// lineOf finds which of the acts somebody did last of the kind of an effect, or 0.
func (s *showing) lineOf(e models.Effect) int {
	for _, day := range s.Journal {
		for _, l := range day.Entries {
			if l.Kind == models.ActEntry && l.Name == e.Act && l.Actor.Username == e.Username {
				return l.Line
			}
		}
	}
	return 0
}

// linesOfClocks parts the clocks into those that run, least time left first and
// rights last, and those that are over.
func linesOfClocks(v office.View, cal calendar.Calendar) (running, past []clockLine) {
	for _, c := range v.Clocks {
		if c.State == measures.Running {
			running = append(running, clockLine{c, barOf(c.Clock, v.Today, cal)})
		} else {
			past = append(past, clockLine{Clock: c})
		}
	}
	slices.SortStableFunc(running, func(a, b clockLine) int {
		if a.Right != b.Right {
			return map[bool]int{true: 1, false: -1}[a.Right]
		}
		return cmp.Or(a.Safe.Compare(b.Safe), a.Due.Compare(b.Due))
	})
	return running, past
}

func papersOf(f *measures.File) []paperKind {
	missing := f.MissingMaterials()
	var kinds []paperKind
	for n := range measures.MaterialKinds {
		k := paperKind{Item: measures.MaterialItem(n + 1)}
		k.Missing = slices.Contains(missing, k.Item)
		for i, m := range f.Materials {
			if m.Kind == k.Item && m.Counts() {
				k.Papers = append(k.Papers, paper{m, i + 1})
			}
		}
		kinds = append(kinds, k)
	}
	return kinds
}

// recent is how many lines of the journal a page shows at once; the older ones
// are folded away.
const recent = 20

// tellStory reads the journal, last line first.
func (p *Pages) tellStory(c echo.Context, who models.Caller, s *showing) error {
	entries, err := p.office.Journal(c.Request().Context(), who, s.ID)
	if err != nil {
		return err
	}
	var lines []journalLine
	for _, e := range entries {
		lines = append(lines, journalLine{
			Entry: e, Time: p.office.Civil.Time(e.At).In(calendar.Zone).Format("15:04"), Said: saidOf(e),
		})
	}
	s.numberActs(lines)
	if err := p.sayWhatIsWrong(c, who, s); err != nil {
		return err
	}
	slices.Reverse(lines)
	cut := min(len(lines), recent)
	s.Journal, s.Older = byDay(lines[:cut]), byDay(lines[cut:])
	return nil
}

// SeveralOrgans tells whether more than one organ of the district owes its own official in
// court.
func (s *showing) SeveralOrgans() bool { return len(s.File.Sued()) > 1 }

// Presence says of each of them whether its official was there.
func (s *showing) Presence(h *measures.Held) []measures.Presence {
	var all []measures.Presence
	for _, organ := range s.File.Sued() {
		p := h.Of(organ)
		p.Name = organ.Name
		all = append(all, p)
	}
	return all
}

// saidOf is what a line of the journal says after its title. Of a decision of which nobody
// has said who lost, because its kind does, it does not say that nobody did.
func saidOf(e models.Entry) string {
	said := strings.TrimPrefix(e.Text, e.Title+"。")
	var in struct {
		Outcome string
		Lost    bool
		LostWhy string `json:"lost_reason"`
	}
	if json.Unmarshal(e.Detail, &in) != nil || in.Outcome == "" || in.Lost || in.LostWhy != "" {
		return said
	}
	return strings.Replace(said, "是否败诉：否", "是否败诉：没有另行认定，由裁判种类确定", 1)
}

// numberActs numbers the acts, and marks those that the reader can ask to have
// corrected, and those that were.
func (s *showing) numberActs(lines []journalLine) {
	act := 0
	for i, l := range lines {
		if l.Kind != models.ActEntry {
			continue
		}
		act++
		lines[i].Line = act
		lines[i].Correctable = s.Correctable() && workflows.Correctable(l.Name)
		for _, c := range s.File.Corrections {
			if c.Line == act && c.Confirmed {
				lines[i].Corrected = map[bool]string{true: "已作废", false: "已更正"}[c.Void]
			}
		}
	}
}

// sayWhatIsWrong puts what a pending correction would change beside what is on
// file: whoever confirms it has to see both.
func (p *Pages) sayWhatIsWrong(c echo.Context, who models.Caller, s *showing) error {
	pending := s.File.PendingCorrection()
	if pending == nil {
		return nil
	}
	done, err := p.office.Done(c.Request().Context(), who, s.ID)
	if err != nil {
		return err
	}
	b := s.Bench
	b.Done = done
	s.Wrong = &wrongEntry{Correction: *pending}
	s.Wrong.Was, s.Wrong.Becomes = workflows.Compare(*pending, b)
	return nil
}

func byDay(lines []journalLine) []journalDay {
	var days []journalDay
	for _, l := range lines {
		if n := len(days); n == 0 || days[n-1].On != l.CivilOn {
			days = append(days, journalDay{On: l.CivilOn})
		}
		last := &days[len(days)-1]
		last.Entries = append(last.Entries, l)
	}
	return days
}

// Overdue says what has not been done in time, in as few words as a page's head has room for.
func (s showing) Overdue() string {
	var late []string
	for _, c := range s.Waiting {
		if c.IsOverdue {
			late = append(late, c.Title)
		}
	}
	what := "已逾期"
	if s.File.AwaitsCheck() {
		what = "已过最后日，补录待核对"
	}
	switch len(late) {
	case 0:
		return ""
	case 1:
		return late[0] + what
	}
	return strconv.Itoa(len(late)) + "项" + what
}

// CurrentStep is the number of the stage at which the lawsuit stands, from 1.
func (s showing) CurrentStep() int {
	return 1 + slices.IndexFunc(s.Stages, func(x office.Station) bool { return x.Current })
}

// Handlers are the units that handle the lawsuit, with who has it in hand there.
func (s showing) Handlers() []office.OfficeHands {
	var all []office.OfficeHands
	for _, unit := range s.File.Handlers() {
		all = append(all, office.OfficeHands{Office: unit, Persons: s.In(unit)})
	}
	return all
}

// BureauHands are who has it in hand in the Justice Bureau, where that does not handle it
// itself.
func (s showing) BureauHands() []models.Hand {
	if slices.Contains(s.File.Handlers(), measures.JusticeBureau) {
		return nil
	}
	return s.In(measures.JusticeBureau)
}

// Returned is a unit's wish not to handle the lawsuit that the Bureau has not
// answered, or nil.
func (s showing) Returned() *measures.Return {
	if last := len(s.File.Returns) - 1; last >= 0 && !s.File.Returns[last].Answered {
		return &s.File.Returns[last]
	}
	return nil
}

// Suit tells whether there is a lawsuit at all, and not a suggestion only.
func (s showing) Suit() bool { return s.File.Kind != measures.SuggestionOnly }

// SideTitle is what a side is called in this kind of proceeding.
func (s showing) SideTitle(side measures.Side) string { return side.TitleIn(s.File.Kind) }

// Correctable tells whether the page offers corrections at all.
func (s showing) Correctable() bool { return slices.Contains(s.Acts, workflows.Correcting) }

// Missing counts the kinds of paper that the response still lacks.
func (s showing) Missing() int { return len(s.File.MissingMaterials()) }

// ItemTitle names the item of 第八条第二款 by which the handling unit was found.
func (s showing) ItemTitle() string {
	for _, c := range measures.Item(0).Choices() {
		if c.Value == strconv.Itoa(int(s.File.Designation.Item)) {
			return c.Title
		}
	}
	return ""
}
