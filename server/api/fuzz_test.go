package api_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"yingsu/workflows"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

// Whatever is sent to an act, it is the sender's fault: there is no input that
// makes the server fail.
func FuzzAct(f *testing.F) {
	for _, act := range workflows.Acts {
		f.Add(act.Name, "application/json", `{"on":"2026-03-10"}`, "key")
	}
	for _, body := range []string{
		``, `null`, `0`, `"`, `{}`, `[[[[`, `{"on":null}`, `{"on":{}}`, `{"on":"\u0000"}`, `{"on":"2026-02-31"}`, "\xff\xfe", `{"":""}`,
		`{"lead":"区城市管理局","joint":[null],"item":99}`, `{"item":1e999}`, `{"a":"` + strings.Repeat("[", 5000) + `"}`, strings.Repeat("[", 20_000),
	} {
		f.Add("designate_unit", "application/json; charset=utf-8", body, "")
	}
	f.Add("../../x", "text/html", `<script>`, "\x00")
	f.Add("%00", "application/json", `{}`, strings.Repeat("k", 300))
	w := newWorld(f)
	path := "/api/v1/lawsuits/" + w.record(notice) + "/acts/"
	token := w.token("clerk")
	f.Fuzz(func(t *testing.T, act, kind, body, key string) {
		r := httptest.NewRequest(http.MethodPost, path+url.PathEscape(act)+"/preview", strings.NewReader(body))
		r.Header["Authorization"] = []string{"Bearer " + token}
		r.Header["Content-Type"] = []string{kind}
		r.Header["Idempotency-Key"] = []string{key}
		if answer := w.send(r); answer.Code >= 500 {
			t.Errorf("%d %s", answer.Code, answer.Body)
		}
	})
}
