package meter_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/meter"
)

func figures(t *testing.T, m *meter.Meter) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	if err := m.Serve(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func newMeter(t *testing.T) *meter.Meter {
	t.Helper()
	ledger, err := store.Open(context.Background(), "sqlite:"+t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ledger.Close() })
	return meter.New(ledger)
}

// TestFigures: whether anybody is not reminded, and what was recorded and found.
func TestFigures(t *testing.T) {
	m := newMeter(t)
	m.Recorded(models.Recording{Entries: []models.Entry{{Kind: models.ActEntry}, {Kind: models.RungEntry}}})
	m.Recorded(models.Recording{Entries: []models.Entry{{Kind: models.RungEntry}, {Kind: models.RungEntry}}})
	m.Recorded(models.Recording{Entries: []models.Entry{{Kind: models.SystemEntry}}})
	m.Looked("sweep", 2, nil)
	m.Looked("reconcile", 9, errors.New("broken off"))
	var options client.Options
	m.Into(&options)
	options.MetricsHandler.WithTags(map[string]string{"task_queue": "yingsu"}).Timer("temporal_workflow_task_execution_latency").Record(time.Second)
	got := figures(t, m)
	for _, line := range []string{
		"yingsu_reminders_total 3", `yingsu_recordings_total{kind="act"} 1`, `yingsu_recordings_total{kind="rung"} 1`, `yingsu_recordings_total{kind="system"} 1`,
		`yingsu_watch_found{what="sweep"} 2`, "yingsu_reminders_unsent 0", "yingsu_reminders_unsent_age_seconds 0", "go_goroutines",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
	if strings.Contains(got, `what="reconcile"`) {
		t.Error("a look that was broken off is counted")
	}
	if err := m.Serve(t.Context(), "nowhere"); err == nil || !strings.Contains(err.Error(), "METRICS_ADDRESS") {
		t.Errorf("an address that is none: %v", err)
	}
	var none *meter.Meter
	none.Recorded(models.Recording{})
	none.Looked("sweep", 1, nil)
}

// TestDashboardAndAlertsAskForWhatThereIs: every figure that they name is one of a
// worker's, or of the server's.
func TestDashboardAndAlertsAskForWhatThereIs(t *testing.T) {
	m := newMeter(t)
	m.Recorded(models.Recording{Entries: []models.Entry{{Kind: models.ActEntry}}})
	m.Looked("sweep", 0, nil)
	there := figures(t, m) + "yingsu_outbox_age_seconds yingsu_outbox_waiting yingsu_outbox_dead yingsu_http_request_seconds_bucket yingsu_reminders_next_seconds"
	server, err := os.ReadFile("../../server/site/metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"grafana.json", "alerts.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile(`yingsu_[a-z_]+`).FindAllString(string(data), -1)
		if len(names) < 5 {
			t.Errorf("%s asks for %v", file, names)
		}
		for _, name := range names {
			if !strings.Contains(there, name) {
				t.Errorf("%s asks for %s, which nobody counts", file, name)
			}
			if strings.HasPrefix(name, "yingsu_outbox") && !strings.Contains(string(server), `"`+name+`"`) {
				t.Errorf("%s asks for %s, which the server does not count", file, name)
			}
		}
	}
}
