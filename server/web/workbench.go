package web

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// desk is the first page: what the reader has to do, least time left first.
type desk struct {
	Tiles  []tile
	Groups []dutyGroup
	Unread []models.Message
	Role   models.Role
	Reads  bool // may read lawsuits at all
}

// tile is a number that leads to what it counts.
type tile struct {
	Words string
	Count int
	Link  string
	Class string
}

// dutyGroup is a list of duties that are equally pressing. One that is empty
// says so, or is left out where it has no words for that.
type dutyGroup struct {
	ID, Title, Empty string
	Duties           []dutyLine
}

type dutyLine struct {
	models.Duty
	Left, State string
}

// soonDays is how many days before its safe date a duty is pressing.
const soonDays = 3

func (p *Pages) workbench(c echo.Context, who office.Caller) error {
	d := desk{Role: who.Role, Reads: who.Role.SeesEverything() || who.Role.OfUnit()}
	ctx := c.Request().Context()
	var err error
	if d.Unread, err = p.office.Store.Inbox(ctx, who.UserID, true, 5); err != nil {
		return err
	}
	if d.Reads {
		if err := p.fillDesk(c, who, &d); err != nil {
			return err
		}
	}
	return p.show(c, http.StatusOK, "workbench", page{Title: "工作台", Here: "/", Body: d})
}

func (p *Pages) fillDesk(c echo.Context, who office.Caller, d *desk) error {
	b, err := p.office.Bench(c.Request().Context())
	if err != nil {
		return err
	}
	duties, err := p.office.Store.Duties(c.Request().Context(), who.Actor, b.Today)
	if err != nil {
		return err
	}
	sorted := sortDuties(duties, b)
	d.Groups = groupsFor(who.Role, sorted)
	d.Tiles, err = p.tiles(c, who, sorted)
	return err
}

// pressing are the duties by how pressing they are: the reader's own, and those
// of others.
// An internal target that has passed is neither late nor still to come.
type pressing struct{ late, soon, later, passed, othersLate, othersSoon []dutyLine }

func sortDuties(duties []models.Duty, b workflows.Bench) pressing {
	var p pressing
	for _, d := range duties {
		l := dutyLine{d, workflows.Left(d.Clock, b.Today, b.Calendar), d.Clock.StateOn(b.Today)}
		soon := !d.Overdue && d.Clock.Safe.Sub(b.Today) <= soonDays
		switch {
		case d.Clock.Internal && b.Today.After(d.Clock.Safe):
			if d.Mine {
				p.passed = append(p.passed, l)
			}
		case d.Mine && d.Overdue:
			p.late = append(p.late, l)
		case d.Mine && soon:
			p.soon = append(p.soon, l)
		case d.Mine:
			p.later = append(p.later, l)
		case d.Overdue:
			p.othersLate = append(p.othersLate, l)
		case soon && !d.Clock.Right:
			p.othersSoon = append(p.othersSoon, l)
		}
	}
	return p
}

func groupsFor(role models.Role, p pressing) []dutyGroup {
	late := dutyGroup{ID: "late", Title: "已逾期", Duties: p.late, Empty: "没有逾期的事项。"}
	soon := dutyGroup{ID: "soon", Title: "3日内到期", Duties: p.soon, Empty: "3日内没有到期的事项。"}
	later := dutyGroup{ID: "later", Title: "其他进行中的期限", Duties: p.later}
	passed := dutyGroup{ID: "passed", Title: "已过内部时限（非法定）", Duties: p.passed}
	othersLate := dutyGroup{ID: "others-late", Title: "其他单位已逾期", Duties: p.othersLate}
	othersSoon := dutyGroup{ID: "others-soon", Title: "其他单位3日内到期", Duties: p.othersSoon}
	switch {
	case role == models.Supervisor:
		othersLate.ID, othersLate.Title, othersLate.Empty = "late", "全区已逾期", "全区没有逾期的事项。"
		othersSoon.ID, othersSoon.Title, othersSoon.Empty = "soon", "全区3日内到期", "全区3日内没有到期的事项。"
		return []dutyGroup{othersLate, othersSoon}
	case role.OfBureau():
		return []dutyGroup{late, soon, passed, later, othersLate, othersSoon}
	}
	return []dutyGroup{late, soon, passed, later}
}

// tiles counts what the reader's role looks for first.
func (p *Pages) tiles(c echo.Context, who office.Caller, d pressing) ([]tile, error) {
	late, soon := len(d.late), len(d.soon)
	if who.Role == models.Supervisor {
		late, soon = len(d.othersLate), len(d.othersSoon)
	}
	all := []tile{
		{Words: "已逾期", Count: late, Link: "#late", Class: "overdue"},
		{Words: "3日内到期", Count: soon, Link: "#soon", Class: "soon"},
	}
	for _, t := range standingTiles(who.Role) {
		page, err := p.office.Store.Lawsuits(c.Request().Context(), who.Actor, t.filter)
		if err != nil {
			return nil, err
		}
		all = append(all, tile{Words: t.words, Count: page.Total, Link: "/lawsuits?" + t.query.Encode(), Class: "running"})
	}
	return all, nil
}

// standing is a tile that counts lawsuits.
type standing struct {
	words  string
	filter models.Filter
	query  url.Values
}

func standingTiles(role models.Role) []standing {
	open := standing{"在办案件", models.Filter{Only: models.Open, Limit: 1}, url.Values{"status": {"open"}}}
	lost := standing{"败诉案件", models.Filter{Lost: true, Limit: 1}, url.Values{"lost": {"1"}}}
	switch {
	case role == models.Supervisor:
		return []standing{open, lost}
	case role == models.Clerk:
		return []standing{atStage("待确定承办单位", measures.Designating), atStage("待转交", measures.Forwarding)}
	case role.OfBureau():
		return []standing{atStage("待转交", measures.Forwarding), atStage("待审查", measures.Reviewing)}
	}
	return []standing{atStage("待准备报送", measures.Preparing), atStage("待提交法院", measures.Submitting)}
}

func atStage(words string, s measures.Stage) standing {
	return standing{words, models.Filter{Stage: s, Limit: 1}, url.Values{"stage": {string(s)}}}
}
