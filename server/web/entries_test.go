package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yingsu/workflows"
)

// A clerk checks what was entered late in several lawsuits from one page. Temporal is away:
// the first is not answered, the others are not tried, and that is what is said of each.
func TestEntries_CheckedTogether(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("clerk")
	b.get(entriesPath).want(http.StatusOK, "没有待核对的补录")
	var ids []string
	for _, number := range []string{"（2026）鲁10行初15号", "（2026）鲁10行初16号"} {
		in := notice(number, today.AddDays(-30))
		in["bureau_received_on"] = today.String()
		ids = append(ids, r.opens(workflows.Register, "bureau_received_on", in).ID)
	}
	r.register(notice("（2026）鲁10行初17号", today)) // which was not entered late
	b.get("/lawsuits").want(http.StatusOK, "核对补录")
	page := b.get(entriesPath).want(http.StatusOK, "（2026）鲁10行初15号", "（2026）鲁10行初16号", "非法定")
	if strings.Contains(page.text(), "（2026）鲁10行初17号") {
		t.Error("what was entered in time is listed")
	}
	sound(t, page)
	form := page.form(entriesPath)
	b.post(entriesPath, form).want(http.StatusUnprocessableEntity, "请选择要核对的案件")
	form["lawsuit"] = ids
	got := b.post(entriesPath, form).want(http.StatusOK, "已核对0件，共选择2件", "前一件没有得到答复")
	sound(t, got)
	r.as("unit-clerk").get(entriesPath).want(http.StatusForbidden, "补录由区司法局核对")
	many := url.Values{csrfField: form[csrfField]}
	for range 21 {
		many.Add("lawsuit", ids[0])
	}
	b.post(entriesPath, many).want(http.StatusUnprocessableEntity, "一次最多核对20件")
}
