package api

import (
	"yingsu/workflows/calendar"
)

// entryQuery says which page of late entries to list.
type entryQuery struct {
	Cursor string `json:"cursor" label:"翻页标记" help:"上一页的 next"`
}

// entryMarks says of which lawsuits the late entries were checked.
type entryMarks struct {
	IDs []string      `json:"ids" label:"案件" check:"required" example:"（2026）鲁10行初15号" help:"补录已与原件核对的案件，一次最多20件；同一请求标识再次提交的不重复办理"`
	On  calendar.Date `json:"on,omitzero" label:"核对日期" check:"past" help:"不填即为当日"`
}

func (a *API) entries(c *call) (any, error) {
	var q entryQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	return a.office.Entries(c.ctx(), c.who, q.Cursor)
}

func (a *API) checkEntries(c *call) (any, error) {
	var in entryMarks
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	if in.On.IsZero() {
		in.On = a.office.Today()
	}
	return a.office.CheckEntries(c.ctx(), c.who, key, in.IDs, in.On)
}
