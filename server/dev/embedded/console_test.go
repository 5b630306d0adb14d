package embedded_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConsoleIsForLookingOnly(t *testing.T) {
	at := startWithConsole(t)

	page := get(t, at+"/")
	require.Contains(t, page, "/_app/")

	var settings struct {
		DefaultNamespace                                          string
		DisableWriteActions, DisableNewsFetch, NotifyOnNewVersion bool
	}
	require.NoError(t, json.Unmarshal([]byte(get(t, at+"/api/v1/settings")), &settings))
	require.Equal(t, "default", settings.DefaultNamespace)
	require.True(t, settings.DisableWriteActions)
	require.True(t, settings.DisableNewsFetch)
	require.False(t, settings.NotifyOnNewVersion)

	terminate := at + "/api/v1/namespaces/default/workflows/any/terminate"
	require.Equal(t, http.StatusMethodNotAllowed, post(t, terminate))
}

func startWithConsole(t *testing.T) (url string) {
	o := options(t.TempDir())
	o.Console = "127.0.0.1:0"
	return "http://" + start(t, o).Console()
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	require.NoError(t, err)
	defer r.Body.Close()
	require.Equal(t, http.StatusOK, r.StatusCode)
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(body)
}

// post sends what the page of the same origin would.
func post(t *testing.T, url string) (status int) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader("{}"))
	require.NoError(t, err)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	r, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer r.Body.Close()
	return r.StatusCode
}
