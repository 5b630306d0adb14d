package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"yingsu/server/api"
	"yingsu/worker/logs"
)

// What a panic, a fault or an address holds of people does not get into the log; where
// it happened does.
func TestPanicsAndFaultsInTheLog(t *testing.T) {
	var out bytes.Buffer
	before := slog.Default()
	slog.SetDefault(logs.Lines(&out))
	t.Cleanup(func() { slog.SetDefault(before) })
	const number = "370602199001011234"
	const personal = "王某某 " + number
	e := echo.New()
	e.HTTPErrorHandler = api.Refuse
	e.Use(identified, logged(), recovered())
	e.GET("/lawsuits/:id/acts/:act", func(echo.Context) error { panic("no party " + personal) })
	e.GET("/faults/:id", func(echo.Context) error { return errors.New(`no party "` + personal + `"`) })
	id := "0123456789abcdef"
	for path, want := range map[string]string{
		"/lawsuits/" + id + "/acts/appoint":                                                    "/lawsuits/" + id + "/acts/appoint",
		"/lawsuits/" + url.PathEscape(personal) + "/acts/" + url.PathEscape(personal+"\r\n{}"): "/lawsuits/:id/acts/:act",
		"/faults/" + id:                     "/faults/" + id,
		"/none/" + url.PathEscape(personal): "",
	} {
		out.Reset()
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path+"?q="+url.QueryEscape(personal), nil))
		said := out.String()
		if strings.Contains(said, "王") || strings.Contains(said, number) || !strings.Contains(said, `"result":`) || !strings.Contains(said, `"path":"`+want+`"`) {
			t.Errorf("%s: %s", path, said)
		}
		if strings.HasPrefix(path, "/lawsuits") && !strings.Contains(said, "log_test.go") {
			t.Errorf("nobody learns where the panic was: %s", said)
		}
		for line := range strings.Lines(said) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: not a line: %s", path, line)
			}
		}
	}
}
