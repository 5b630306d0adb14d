package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingsu/models"
)

// TestWhatReachedNobodyIsShown to whoever may see the lawsuit, and what no channel
// could carry to administrators, who see none.
func TestWhatReachedNobodyIsShown(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	l := r.register(notice("（2026）鲁10行初1号", today.AddDays(-1)))
	ledger := r.ledger
	clerk, admin := r.as("clerk"), r.as("boss")
	if s := clerk.get("/inbox").want(200).text(); strings.Contains(s, "没有送达任何人") {
		t.Error("something reached nobody")
	}
	if s := admin.get("/admin").want(200).text(); strings.Contains(s, "没有送出的消息") {
		t.Error("something was given up")
	}

	ledger.PostBy("drop")
	told := models.Notice{Key: "given up", To: []models.Recipient{{Role: models.Clerk}}, Title: "提醒"}
	if err := ledger.Tell(t.Context(), l.ID, told); err != nil {
		t.Fatal(err)
	}
	taken, err := ledger.TakeDeliveries(t.Context(), []string{"drop"}, time.Now().Add(time.Hour), time.Minute, 1)
	if err != nil || len(taken) != 1 {
		t.Fatalf("%d taken, %v", len(taken), err)
	}
	if err := ledger.Failed(t.Context(), taken, "目录已满", time.Time{}); err != nil {
		t.Fatal(err)
	}
	page := admin.get("/admin").want(200, "没有送出的消息（1条）", "投递目录", "目录已满（尝试1次）")
	sound(t, page)
	for name, do := range map[string]string{"one": "id", "all": "all"} {
		sent := page.form("/admin/undeliverable")
		sent.Del("all")
		sent.Del("id")
		sent.Set(do, strconv.FormatInt(taken[0].ID, 10))
		admin.post("/admin/undeliverable", sent).wantTo("/admin?done=again")
		if s := admin.get("/admin?done=again").want(200, "已重新投递").text(); strings.Contains(s, "没有送出的消息") {
			t.Errorf("%s: it is still given up", name)
		}
		taken, err = ledger.TakeDeliveries(t.Context(), []string{"drop"}, time.Now().Add(2*time.Hour), time.Minute, 1)
		if err != nil || len(taken) != 1 {
			t.Fatalf("%s: %d may be sent, %v", name, len(taken), err)
		}
		must(t, ledger.Failed(t.Context(), taken, "目录已满", time.Time{}))
	}
	token := url.Values{csrfField: {page.form("/admin/undeliverable").Get(csrfField)}}
	admin.post("/admin/undeliverable", token).want(422, "没有指明要重新投递的消息")

	disabled := true
	users, err := ledger.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	change := func(d bool) {
		for _, u := range users {
			if u.Role == models.Clerk || u.Role == models.Admin {
				if err := ledger.UpdateUser(t.Context(), u.ID, models.UserChange{Disabled: &d}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	change(disabled)
	if err := ledger.Tell(t.Context(), l.ID, models.Notice{Key: "nobody", To: []models.Recipient{{Role: models.Clerk}}, Title: "无人可告知"}); err != nil {
		t.Fatal(err)
	}
	change(!disabled)
	sound(t, r.as("clerk").get("/inbox").want(200, "没有送达任何人的通知", "无人可告知"))
}
