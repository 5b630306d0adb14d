package api_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"yingsu/models"
)

// TestWhatWasGivenUpIsSentAgain: an administrator lists what no channel could carry,
// and sends it again, one by one and all, on record.
func TestWhatWasGivenUpIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.givenUp(3)
	path := func(id int64) string { return fmt.Sprintf("/api/v1/undeliverable/%d/again", id) }
	w.play(t, []scenario{
		{name: "what there is", as: "admin", method: "GET", path: "/api/v1/undeliverable", status: 200, contains: []string{`"total":3`, fmt.Sprintf(`"id":"%d"`, ids[0]), `"cause":"目录已满"`}, lacks: []string{"提醒"}},
		{name: "by somebody else", as: "clerk", method: "POST", path: path(ids[0]), status: 403, contains: []string{"没有送出的消息由系统管理员处理"}},
		{name: "one", as: "admin", method: "POST", path: path(ids[0]), status: 200, contains: []string{`"again":1`}},
		{name: "the same once more", as: "admin", method: "POST", path: path(ids[0]), status: 404, contains: []string{"可能已由他人重新投递"}},
		{name: "none", as: "admin", method: "POST", path: "/api/v1/undeliverable/x/again", status: 404, contains: []string{"编号见"}},
		{name: "what is left", as: "admin", method: "GET", path: "/api/v1/undeliverable", status: 200, contains: []string{`"total":2`}, lacks: []string{fmt.Sprintf(`"id":"%d"`, ids[0])}},
		{name: "all", as: "admin", method: "POST", path: "/api/v1/undeliverable/again", status: 200, contains: []string{`"again":2`}},
		{name: "all once more", as: "admin", method: "POST", path: "/api/v1/undeliverable/again", status: 200, contains: []string{`"again":0`}},
	})
	taken, err := w.ledger.TakeDeliveries(t.Context(), []string{"drop"}, time.Now(), time.Minute, 9)
	if err != nil || len(taken) != 3 {
		t.Errorf("%d may be sent, want 3: %v", len(taken), err)
	}
	var kept []string
	for _, a := range w.attempts(models.AttemptFilter{Action: "send_again"}) {
		kept = append(kept, fmt.Sprintf("%s %s %s", a.Username, a.Detail, a.Outcome))
	}
	want := []string{
		"admin all done", "admin all done",
		"admin 没有送出的消息中没有这一条，可能已由他人重新投递，或者已经送达。请刷新列表后再看。 refused", fmt.Sprintf("admin delivery %d done", ids[0]),
	}
	if !slices.Equal(kept, want) {
		t.Errorf("on record: %q, want %q", kept, want)
	}
}

// givenUp tells somebody something by a channel that does not work, and returns the
// numbers of the deliveries.
func (w *world) givenUp(n int) (ids []int64) {
	w.Helper()
	w.ledger.PostBy("drop")
	for i := range n {
		must(w.TB, w.ledger.Tell(w.Context(), "", models.Notice{Key: fmt.Sprint(i), To: []models.Recipient{{Role: models.Director}}, Title: "提醒"}))
	}
	taken, err := w.ledger.TakeDeliveries(w.Context(), []string{"drop"}, time.Now(), time.Minute, n)
	must(w.TB, err)
	for _, d := range taken {
		must(w.TB, w.ledger.Failed(w.Context(), []models.Delivery{d}, "目录已满", time.Time{}))
		ids = append(ids, d.ID)
	}
	if len(ids) != n {
		w.Fatalf("%d were given up, want %d", len(ids), n)
	}
	return ids
}
