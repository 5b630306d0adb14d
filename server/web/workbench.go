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
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// desk is the first page: what the reader has to do, least time left first.
type desk struct {
	Tabs     []tab
	Lately   bool          // shows what was done lately
	Done     []models.Deed // this
	Tiles    []tile
	Groups   []dutyGroup
	Unread   []models.Message
	CSRF     string
	Role     models.Role
	Troubles bool // the reader may see what goes wrong in running the system
	Reads    bool // may read lawsuits at all
	Views    []office.ConsoleView
}

// tab is one of the sides from which the desk is looked at.
type tab struct {
	Title, Link string
	Here        bool
}

// side is what the desk shows behind a tab. Its ID stands in addresses.
type side struct {
	ID, Title string
	sections  []section // none: what was done lately
}

// sidesFor lists the sides of a role's desk, the usual one first. Who handles no
// lawsuits has that one.
func sidesFor(role models.Role) []side {
	sides := []side{{"", "待办", sectionsFor(role)}}
	if office.Handling.Of(role) {
		sides = append(sides,
			side{"mine", "我承办的", []section{mineLate, mineSoon, minePassed, mineLater}},
			side{"waiting", "等待他人", []section{waitLate, waitSoon, waitLater}},
			side{"done", "已办", nil})
	}
	return sides
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
	held             bool // only in lawsuits that the reader has in hand
}

// filter is what the section lists.
func (s section) filter(who models.Caller, today calendar.Date, limit int) models.DutyFilter {
	f := models.DutyFilter{Today: today, Section: s.of, Whose: s.whose, Limit: limit}
	if s.held {
		f.Holder = who.Username
	}
	return f
}

var (
	late       = section{"late", "已逾期", "没有逾期的事项。", models.Late, models.Mine, false}
	soon       = section{"soon", "3日内到期", "3日内没有到期的事项。", models.Soon, models.Mine, false}
	passed     = section{"passed", "已过内部时限（非法定）", "", models.Passed, models.Mine, false}
	later      = section{"later", "其他进行中的期限", "", models.Later, models.Mine, false}
	othersLate = section{"others-late", "其他单位已逾期", "", models.Late, models.Others, false}
	othersSoon = section{"others-soon", "其他单位3日内到期", "", models.Soon, models.Others, false}
	allLate    = section{"late", "全区已逾期", "全区没有逾期的事项。", models.Late, models.Others, false}
	allSoon    = section{"soon", "全区3日内到期", "全区3日内没有到期的事项。", models.Soon, models.Others, false}

	mineLate   = section{"mine-late", "已逾期", "您承办的案件没有逾期的事项。", models.Late, models.Mine, true}
	mineSoon   = section{"mine-soon", "3日内到期", "您承办的案件3日内没有到期的事项。", models.Soon, models.Mine, true}
	minePassed = section{"mine-passed", "已过内部时限（非法定）", "", models.Passed, models.Mine, true}
	mineLater  = section{"mine-later", "其他进行中的期限", "", models.Later, models.Mine, true}

	waitLate  = section{"waiting-late", "他人已逾期", "没有他人逾期的事项。", models.Late, models.Others, false}
	waitSoon  = section{"waiting-soon", "他人3日内到期", "他人3日内没有到期的事项。", models.Soon, models.Others, false}
	waitLater = section{"waiting-later", "他人其他进行中的期限", "", models.Later, models.Others, false}
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
	sides := sidesFor(who.Role)
	at := max(slices.IndexFunc(sides, func(s side) bool { return s.ID == c.QueryParam("side") }), 0)
	d := desk{CSRF: csrfOf(c), Role: who.Role, Reads: office.Reading.Of(who.Role), Troubles: office.Troubleshooting.Of(who.Role)}
	for n, s := range sides {
		d.Tabs = append(d.Tabs, tab{s.Title, address("/", url.Values{"side": {s.ID}}, ""), n == at})
	}
	var err error
	switch ctx := c.Request().Context(); {
	case sides[at].ID == "":
		err = p.fillFirst(c, who, &d)
	case sides[at].sections == nil:
		d.Lately = true
		d.Done, err = p.office.DoneLately(ctx, who)
	default:
		_, err = p.fillGroups(c, who, &d, sides[at].sections)
	}
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "workbench", page{Title: "工作台", Here: "/", Body: d})
}

// fillFirst fills the side of the desk that everybody sees first.
func (p *Pages) fillFirst(c echo.Context, who models.Caller, d *desk) error {
	ctx := c.Request().Context()
	unread, err := p.office.Inbox(ctx, who, models.MessageFilter{Unread: true, Limit: 5})
	if err != nil {
		return err
	}
	d.Unread = unread.Messages
	if !d.Reads {
		return nil
	}
	b, err := p.fillGroups(c, who, d, sectionsFor(who.Role))
	if err != nil {
		return err
	}
	tally, err := p.office.Tally(ctx, who)
	if office.Console.Of(who.Role) {
		d.Views = p.office.ConsoleViews(b.Today)
	}
	d.Tiles = slices.Concat(pressingTiles(d.Groups), standingTiles(who.Role, tally), waitingTiles(who.Role, tally))
	if tally.Demands > 0 {
		d.Tiles = append(d.Tiles, tile{Words: "督办待答复", Count: strconv.Itoa(tally.Demands), Link: "/demands", Class: "soon"})
	}
	if tally.FollowUps > 0 {
		d.Tiles = append(d.Tiles, tile{Words: "自设提醒", Count: strconv.Itoa(tally.FollowUps), Link: "/followups", Class: "running"})
	}
	if office.Handling.Of(who.Role) {
		d.Tiles = append(d.Tiles, tile{Words: "我承办的案件", Count: strconv.Itoa(tally.Hands), Zero: tally.Hands == 0, Link: "/lawsuits?mine=1&status=open", Class: "running"})
	}
	return err
}

// fillGroups lists duties by sections.
func (p *Pages) fillGroups(c echo.Context, who models.Caller, d *desk, sections []section) (workflows.Bench, error) {
	ctx := c.Request().Context()
	b, err := p.office.Bench(ctx)
	if err != nil {
		return b, err
	}
	var filters []models.DutyFilter
	for _, s := range sections {
		filters = append(filters, s.filter(who, b.Today, onDesk))
	}
	lists, err := p.office.Desk(ctx, who, filters)
	for i, l := range lists {
		g := dutyGroup{section: sections[i], Duties: dutyLinesOf(l.Duties, b)}
		g.Length = upTo(l.Length, l.Length >= models.Counted, "")
		if l.Length > len(l.Duties) {
			g.Rest = "/duties?section=" + g.ID
		}
		d.Groups = append(d.Groups, g)
	}
	return b, err
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
	for _, side := range sidesFor(who.Role) {
		for _, s := range side.sections {
			if s.ID == c.QueryParam("section") && office.Reading.Of(who.Role) {
				return s, nil
			}
		}
	}
	return section{}, echo.ErrNotFound
}

func (p *Pages) exportDuties(c echo.Context, who models.Caller) error {
	s, err := sectionOf(c, who)
	if err != nil {
		return err
	}
	rows, err := p.office.DutyTable(c.Request().Context(), who, s.filter(who, p.office.Today(), 0))
	return p.handTable(c, "期限", rows, err)
}

func (p *Pages) showSection(c echo.Context, who models.Caller, s section) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	filter := s.filter(who, b.Today, 100)
	filter.Cursor = c.QueryParam("cursor")
	found, err := p.office.Duties(c.Request().Context(), who, filter)
	if err != nil {
		return err
	}
	body := dutiesPage{Title: s.Title, Export: "/duties/export?section=" + s.ID, Groups: []dutyGroup{{section: s, Duties: dutyLinesOf(found.Duties, b)}}}
	if found.Next != "" {
		body.Next = address("/duties", c.QueryParams(), found.Next)
	}
	return p.show(c, http.StatusOK, "duties", page{Title: s.Title, Here: "/", Body: body})
}
