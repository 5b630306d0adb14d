package api

import (
	"strconv"
	"time"

	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// bulletinList is every version of every bulletin that the caller may read, the last
// period first.
type bulletinList struct {
	Bulletins []listedBulletin `json:"bulletins"`
}

type listedBulletin struct {
	Period    string    `json:"period"`
	Version   int       `json:"version"`
	Reason    string    `json:"reason,omitempty"` // why there is another version
	DraftedAt time.Time `json:"drafted_at"`
	FrozenAt  time.Time `json:"frozen_at,omitzero"`
}

// wholeBulletin is one version: a draft with the figures of today, a frozen one with those
// that it was frozen with.
type wholeBulletin struct {
	listedBulletin
	Title  string             `json:"title"`
	CutOff calendar.Date      `json:"cut_off,omitzero"`
	Blocks []statistics.Block `json:"blocks"`
	Tables []statistics.Table `json:"tables"`
}

func (a *API) bulletins(c *call) (any, error) {
	found, err := a.office.Bulletins(c.ctx(), c.who)
	list := bulletinList{Bulletins: []listedBulletin{}}
	for _, b := range found {
		l := listedBulletin{Period: b.Period, Version: b.Version, Reason: b.Reason, DraftedAt: b.DraftedAt}
		if b.Frozen != nil {
			l.FrozenAt = b.Frozen.At
		}
		list.Bulletins = append(list.Bulletins, l)
	}
	return list, err
}

func (a *API) bulletin(c *call) (any, error) {
	version, err := strconv.Atoi(c.path("version"))
	if err != nil {
		version = 0 // of which there is none
	}
	b, err := a.office.Bulletin(c.ctx(), c.who, c.path("period"), version)
	if err != nil {
		return nil, err
	}
	answer := wholeBulletin{
		listedBulletin: listedBulletin{Period: b.Period, Version: b.Version, Reason: b.Reason, DraftedAt: b.DraftedAt},
		Title:          b.About.Title(), Blocks: b.Filled, Tables: b.Tables,
	}
	if b.Frozen != nil {
		answer.FrozenAt, answer.CutOff = b.Frozen.At, b.Frozen.CutOff
	}
	return answer, nil
}
