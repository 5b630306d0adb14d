package api_test

import (
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// A draft is the Bureau's, a frozen bulletin is everybody's.
func TestBulletins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft, told := models.Draft(statistics.Period{Year: 2025, Part: statistics.Quarter4}, time.Now())
	_, err := w.ledger.DraftBulletin(t.Context(), draft, told)
	must(t, err)
	const path = "/api/v1/bulletins"
	w.play(t, []scenario{
		{name: "a draft", as: "clerk", method: "GET", path: path, status: 200, contains: []string{`"period":"2025Q4"`}, lacks: []string{"frozen_at"}},
		{name: "its figures", as: "clerk", method: "GET", path: path + "/2025Q4/1", status: 200, contains: []string{"2025年第四季度", "全区共收到行政诉讼案件0件", `"key":"main"`}},
		{name: "hidden from units", as: "unit-clerk", method: "GET", path: path, status: 200, lacks: []string{"2025Q4"}},
		{name: "hidden as one that is not there", as: "unit-clerk", method: "GET", path: path + "/2025Q4/1", status: 404, contains: []string{"没有这期通报"}},
		{name: "no such version", as: "clerk", method: "GET", path: path + "/2025Q4/x", status: 404},
	})
	draft.Revision, draft.Frozen = 2, &models.Frozen{At: time.Now(), By: "director", CutOff: calendar.On(2026, 1, 5), Blocks: []statistics.Block{{Key: "basics", Title: "一", Text: "收案0件"}}, Tables: []statistics.Table{}}
	must(t, w.ledger.FreezeBulletin(t.Context(), draft, draft.Published(statistics.Period{Year: 2025, Part: statistics.Quarter4}, nil)))
	w.play(t, []scenario{
		{name: "everybody's", as: "unit-clerk", method: "GET", path: path + "/2025Q4/1", status: 200, contains: []string{"收案0件", `"cut_off":"2026-01-05"`, "frozen_at"}},
	})
}
