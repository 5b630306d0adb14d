package api

import (
	"strconv"
	"time"

	"yingsu/models/assessment"
	"yingsu/workflows/calendar"
)

// yearAssessed is the assessment of the units for a year, as far as the caller sees it.
type yearAssessed struct {
	Year        int           `json:"year"`
	PublishedAt time.Time     `json:"published_at,omitzero"`
	CutOff      calendar.Date `json:"cut_off,omitzero"`
	ObjectUntil calendar.Date `json:"object_until,omitzero"`
	DecidedAt   time.Time     `json:"decided_at,omitzero"`
	Units       []unitSheet   `json:"units"` // the best first
}

type unitSheet struct {
	Unit   string       `json:"unit"`
	Total  string       `json:"total"`          // of 100, with one decimal
	Rank   int          `json:"rank,omitempty"` // where the caller sees how all units stand
	Scores []givenScore `json:"scores"`

	// Commendations count for nothing (第三十五条第二款 names no such point); absent where the
	// units were told before they were counted.
	Commendations *int `json:"commendations,omitempty"`
}

type givenScore struct {
	Indicator string `json:"indicator"`
	Title     string `json:"title"`
	Point     int    `json:"point"` // of 第三十五条第二款, from 1
	Weight    int    `json:"weight"`
	Points    string `json:"points,omitempty"` // with one decimal; empty where it does not apply or was not given yet
	Applies   bool   `json:"applies"`
	Exempt    bool   `json:"exempt,omitempty"` // the Bureau has found that it does not apply; note says why
	N         int    `json:"n"`
	Of        int    `json:"of,omitempty"`
	Note      string `json:"note,omitempty"`
}

func (a *API) assessment(c *call) (any, error) {
	year, err := strconv.Atoi(c.path("year"))
	if err != nil {
		year = 0 // of which there is none
	}
	found, err := a.office.Assessment(c.ctx(), c.who, year)
	if err != nil {
		return nil, err
	}
	y := yearAssessed{Year: found.Year, DecidedAt: found.DecidedAt, Units: []unitSheet{}}
	if p := found.Published; p != nil {
		y.PublishedAt, y.CutOff, y.ObjectUntil = p.At, p.CutOff, p.ObjectUntil
	}
	for _, s := range found.Sheets {
		sheet := unitSheet{Unit: s.Unit, Total: assessment.PointsOf(s.Total), Scores: []givenScore{}}
		if found.Ranks {
			sheet.Rank = s.Rank
		}
		if s.Honours != nil {
			sheet.Commendations = &s.Honours.Fact.N
		}
		if found.Opens(c.who, s.Unit) {
			sheet.Scores = scoresOf(s)
		}
		y.Units = append(y.Units, sheet)
	}
	return y, nil
}

func scoresOf(s assessment.Sheet) []givenScore {
	scores := make([]givenScore, len(s.Scores))
	for n, x := range s.Scores {
		scores[n] = givenScore{Indicator: x.Key, Title: x.Title, Point: x.Point, Weight: x.Weight, Applies: x.Applies, Exempt: x.Exempt, N: x.Fact.N, Of: x.Fact.Of, Note: x.Note}
		if x.Applies && !x.Missing {
			scores[n].Points = assessment.PointsOf(x.Tenths)
		}
	}
	return scores
}
