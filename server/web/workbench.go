package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// desk is the first page: what the reader has to do, least time left first.
type desk struct {
	Tiles    []tile
	Groups   []dutyGroup
	Unread   []models.Message
	CSRF     string
	Role     models.Role
	Troubles bool // the reader may see what goes wrong in running the system
	Reads    bool // may read lawsuits at all
	Views    []office.ConsoleView
}

// tile is a number that leads to what it counts.
type tile struct {
	Words string
	Count string
	Link  string
	Class string
	Zero  bool
}

// dutyGroup is a list of duties that are equally pressing. One that is empty
// says so, or is left out where it has no words for that.
type dutyGroup struct {
	section
	Duties []dutyLine
	Length string // how many there are: 17, or 2000 and more
	Rest   string // address of those that are not shown, empty where all are
}

type dutyLine struct {
	models.Duty
	Left, State string
}

// section is a list of duties as its reader's role calls it. Its ID stands in
// addresses.
type section struct {
	ID, Title, Empty string
	of               models.Section
	whose            models.Whose
}

var (
	late       = section{"late", "已逾期", "没有逾期的事项。", models.Late, models.Mine}
	soon       = section{"soon", "3日内到期", "3日内没有到期的事项。", models.Soon, models.Mine}
	passed     = section{"passed", "已过内部时限（非法定）", "", models.Passed, models.Mine}
	later      = section{"later", "其他进行中的期限", "", models.Later, models.Mine}
	othersLate = section{"others-late", "其他单位已逾期", "", models.Late, models.Others}
	othersSoon = section{"others-soon", "其他单位3日内到期", "", models.Soon, models.Others}
	allLate    = section{"late", "全区已逾期", "全区没有逾期的事项。", models.Late, models.Others}
	allSoon    = section{"soon", "全区3日内到期", "全区3日内没有到期的事项。", models.Soon, models.Others}
)

// sectionsFor lists what a role has on its desk: what is late and what is soon
// due come first.
func sectionsFor(role models.Role) []section {
	switch {
	case role == models.Supervisor:
		return []section{allLate, allSoon}
	case role.OfBureau():
		return []section{late, soon, passed, later, othersLate, othersSoon}
	}
	return []section{late, soon, passed, later}
}

// onDesk is how many duties of each section the desk shows.
const onDesk = 20

func (p *Pages) workbench(c echo.Context, who models.Caller) error {
	d := desk{CSRF: csrfOf(c), Role: who.Role, Reads: office.Reading.Of(who.Role), Troubles: office.Troubleshooting.Of(who.Role)}
	ctx := c.Request().Context()
	unread, err := p.office.Inbox(ctx, who, models.MessageFilter{Unread: true, Limit: 5})
	if err != nil {
		return err
	}
	d.Unread = unread.Messages
	if d.Reads {
		if err := p.fillDesk(c, who, &d); err != nil {
			return err
		}
	}
	return p.show(c, http.StatusOK, "workbench", page{Title: "工作台", Here: "/", Body: d})
}

func (p *Pages) fillDesk(c echo.Context, who models.Caller, d *desk) error {
	ctx := c.Request().Context()
	b, err := p.office.Bench(ctx)
	if err != nil {
		return err
	}
	sections := sectionsFor(who.Role)
	var filters []models.DutyFilter
	for _, s := range sections {
		filters = append(filters, models.DutyFilter{Today: b.Today, Section: s.of, Whose: s.whose, Limit: onDesk})
	}
	lists, err := p.office.Desk(ctx, who, filters)
	if err != nil {
		return err
	}
	for i, l := range lists {
		g := dutyGroup{section: sections[i], Duties: dutyLinesOf(l.Duties, b)}
		g.Length = upTo(l.Length, l.Length >= models.Counted, "")
		if l.Length > len(l.Duties) {
			g.Rest = "/duties?section=" + g.ID
		}
		d.Groups = append(d.Groups, g)
	}
	tally, err := p.office.Tally(ctx, who)
	if office.Console.Of(who.Role) {
		d.Views = p.office.ConsoleViews(b.Today)
	}
	d.Tiles = slices.Concat(pressingTiles(d.Groups), standingTiles(who.Role, tally), waitingTiles(who.Role, tally))
	return err
}

func dutyLinesOf(duties []models.Duty, b workflows.Bench) []dutyLine {
	var lines []dutyLine
	for _, d := range duties {
		lines = append(lines, dutyLine{d, workflows.Left(d.Clock, b.Today, b.Calendar), d.Clock.StateOn(b.Today)})
	}
	return lines
}

// pressingTiles count the first two sections of the desk.
func pressingTiles(groups []dutyGroup) []tile {
	return []tile{
		{Words: "已逾期", Count: groups[0].Length, Zero: len(groups[0].Duties) == 0, Link: "#late", Class: "overdue"},
		{Words: "3日内到期", Count: groups[1].Length, Zero: len(groups[1].Duties) == 0, Link: "#soon", Class: "soon"},
	}
}

// standingTiles count the lawsuits that the reader's role looks for first.
func standingTiles(role models.Role, t models.Tally) []tile {
	at := func(words string, s measures.Stage) tile {
		return standing(words, t.At[s], url.Values{"stage": {string(s)}})
	}
	switch {
	case role == models.Supervisor:
		return []tile{standing("在办案件", t.Open, url.Values{"status": {"open"}}), standing("败诉案件", t.Lost, url.Values{"lost": {"1"}})}
	case role == models.Clerk:
		return []tile{at("待确定承办单位", measures.Designating), at("待转交", measures.Forwarding)}
	case role.OfBureau():
		return []tile{at("待转交", measures.Forwarding), at("待审查", measures.Reviewing)}
	}
	return []tile{at("待准备报送", measures.Preparing), at("待提交法院", measures.Submitting)}
}

// waitingTiles count, of what somebody waits for although no period may run, what is for
// the reader to do.
func waitingTiles(role models.Role, t models.Tally) []tile {
	var tiles []tile
	for _, a := range workflows.Acts {
		if n := t.Waits[a.Name]; n > 0 && a.For(role) {
			tiles = append(tiles, standing(a.Waiting, n, url.Values{"waits": {a.Name}}))
		}
	}
	return tiles
}

func standing(words string, n int, query url.Values) tile {
	return tile{Words: words, Count: strconv.Itoa(n), Zero: n == 0, Link: "/lawsuits?" + query.Encode(), Class: "running"}
}

// dutiesPage shows one section of the desk from its beginning to its end.
type dutiesPage struct {
	Title  string
	Groups []dutyGroup // the one
	Next   string      // address of the next page
	Export string
}

func (p *Pages) duties(c echo.Context, who models.Caller) error {
	s, err := sectionOf(c, who)
	if err != nil {
		return err
	}
	return p.showSection(c, who, s)
}

func sectionOf(c echo.Context, who models.Caller) (section, error) {
	for _, s := range sectionsFor(who.Role) {
		if s.ID == c.QueryParam("section") && office.Reading.Of(who.Role) {
			return s, nil
		}
	}
	return section{}, echo.ErrNotFound
}

func (p *Pages) exportDuties(c echo.Context, who models.Caller) error {
	s, err := sectionOf(c, who)
	if err != nil {
		return err
	}
	rows, err := p.office.DutyTable(c.Request().Context(), who, models.DutyFilter{Section: s.of, Whose: s.whose})
	return p.handTable(c, "期限", rows, err)
}

func (p *Pages) showSection(c echo.Context, who models.Caller, s section) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	found, err := p.office.Duties(c.Request().Context(), who, models.DutyFilter{
		Today: b.Today, Section: s.of, Whose: s.whose, Cursor: c.QueryParam("cursor"), Limit: 100,
	})
	if err != nil {
		return err
	}
	body := dutiesPage{Title: s.Title, Export: "/duties/export?section=" + s.ID, Groups: []dutyGroup{{section: s, Duties: dutyLinesOf(found.Duties, b)}}}
	if found.Next != "" {
		body.Next = address("/duties", c.QueryParams(), found.Next)
	}
	return p.show(c, http.StatusOK, "duties", page{Title: s.Title, Here: "/", Body: body})
}
