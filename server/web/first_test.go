package web

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
)

// The first administrator opens the link that was printed, and everything else follows
// from there. What has been opened is not opened again.
func TestFirstAdministrator(t *testing.T) {
	t.Parallel()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { must(t, ledger.Close()) })
	r := &rig{T: t, ledger: ledger, office: office.New(ledger, nil, office.Settings{})}
	r.serve()
	gate := &auth.Gate{Store: ledger}
	before, err := gate.FirstLink(t.Context(), "")
	must(t, err)
	link, err := gate.FirstLink(t.Context(), "")
	must(t, err)

	b := r.visitor()
	for _, dead := range []string{before, "/first/guessed"} {
		sound(t, b.get(dead).want(http.StatusNotFound, "请使用最近打印的一个"))
	}
	a := b.get(link).want(http.StatusOK, "开设系统管理员账号", "admin")
	sound(t, a)
	f := a.form(link)
	f.Set("new", "Chenguang-7788")
	b.post(link, f).want(http.StatusUnprocessableEntity, "不一致")
	f.Set("again", "Chenguang-7788")
	a = b.post(link, f).want(http.StatusUnprocessableEntity, "请填写姓名")
	sound(t, a)
	f.Set("name", "高新任")
	r.visitor().post(link, f).want(http.StatusForbidden, "内容没有保存") // from another browser's form
	b.post(before, f).want(http.StatusNotFound, "请使用最近打印的一个")
	b.post(link, f).wantTo("/admin")
	b.get("/admin").wantTo("/account/security?next=%2Fadmin")
	b.setsUpAPhone("/account/security?next=%2Fadmin", "Chenguang-7788").wantTo("/admin")
	if text := b.get("/admin").want(http.StatusOK).text(); !strings.Contains(text, "高新任") {
		t.Errorf("who opened the account is not signed in: %s", text)
	}
	late := r.visitor()
	late.get(link).want(http.StatusNotFound, "该链接已经使用过")
	f.Set("csrf", late.get("/sign-in").form("/sign-in").Get("csrf"))
	late.post(link, f).want(http.StatusNotFound, "该链接已经使用过")
}
