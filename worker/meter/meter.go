// Package meter is what those who run a worker watch: whether reminders go out, when
// and how late; what the watch finds; and how the SDK fares with Temporal.
package meter

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/uber-go/tally/v4"
	tallyprom "github.com/uber-go/tally/v4/prometheus"
	"go.temporal.io/sdk/client"
	sdktally "go.temporal.io/sdk/contrib/tally"

	"yingsu/models"
	"yingsu/models/store"
)

// Meter counts. Its methods may be called on a nil one, which counts nothing.
type Meter struct {
	registry  *prometheus.Registry
	scope     tally.Scope
	closer    io.Closer
	reminders prometheus.Counter
	recorded  *prometheus.CounterVec
	found     *prometheus.GaugeVec
	looked    *prometheus.GaugeVec
}

// New makes a meter. What the ledger says of reminders it reads whenever it is asked.
func New(ledger *store.Store) *Meter {
	r := prometheus.NewRegistry()
	r.MustRegister(unsent{ledger}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m := &Meter{
		registry: r,
		reminders: promauto.With(r).NewCounter(prometheus.CounterOpts{
			Name: "yingsu_reminders_total", Help: "Reminders that this worker has recorded, and so told.",
		}),
		recorded: promauto.With(r).NewCounterVec(prometheus.CounterOpts{
			Name: "yingsu_recordings_total", Help: "Changes of lawsuits that this worker has put into the ledger: acts, reminders, new laws.",
		}, []string{"kind"}),
		found: promauto.With(r).NewGaugeVec(prometheus.GaugeOpts{
			Name: "yingsu_watch_found", Help: "What the last look of the watch found: silent clocks, lawsuits behind the law, differences from Temporal.",
		}, []string{"what"}),
		looked: promauto.With(r).NewGaugeVec(prometheus.GaugeOpts{
			Name: "yingsu_watch_looked_timestamp_seconds", Help: "When the watch last looked and came to an end of it.",
		}, []string{"what"}),
	}
	m.scope, m.closer = tally.NewRootScope(tally.ScopeOptions{
		CachedReporter: tallyprom.NewReporter(tallyprom.Options{Registerer: r, DefaultTimerType: tallyprom.HistogramTimerType}),
		Separator:      tallyprom.DefaultSeparator, SanitizeOptions: &sdktally.PrometheusSanitizeOptions,
	}, time.Second)
	return m
}

// Into has a client, and the workers that use it, counted by the SDK.
func (m *Meter) Into(o *client.Options) {
	o.MetricsHandler = sdktally.NewMetricsHandler(sdktally.NewPrometheusNamingScope(m.scope))
}

// Recorded counts a change that has been put into the ledger.
func (m *Meter) Recorded(r models.Recording) {
	if m == nil {
		return
	}
	kind := "system"
	for _, e := range r.Entries {
		switch e.Kind {
		case models.RungEntry:
			m.reminders.Inc()
			kind = cmp.Or(map[bool]string{true: "rung"}[kind == "system"], kind)
		case models.ActEntry:
			kind = "act"
		}
	}
	m.recorded.WithLabelValues(kind).Inc()
}

// Looked keeps what the watch has found, unless it could not look.
func (m *Meter) Looked(what string, found int, err error) {
	if m == nil || err != nil {
		return
	}
	m.found.WithLabelValues(what).Set(float64(found))
	m.looked.WithLabelValues(what).SetToCurrentTime()
}

// Serve answers on an address under /metrics until the context ends.
func (m *Meter) Serve(ctx context.Context, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("METRICS_ADDRESS: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("metrics are no longer served", "error", err)
		}
		_ = m.closer.Close()
	}()
	return nil
}

// unsent reads from the ledger which reminders are due and have not gone out.
type unsent struct{ ledger *store.Store }

var (
	unsentNow = prometheus.NewDesc("yingsu_reminders_unsent", "Reminders that are due and have not gone out.", nil, nil)
	unsentAge = prometheus.NewDesc("yingsu_reminders_unsent_age_seconds", "How long the one that waits longest has been due, 0 if none is.", nil, nil)
	nextLeft  = prometheus.NewDesc("yingsu_reminders_next_seconds", "In how long the next one is due, absent if none is to come.", nil, nil)
)

// Describe names the figures.
func (unsent) Describe(to chan<- *prometheus.Desc) {
	to <- unsentNow
	to <- unsentAge
	to <- nextLeft
}

// Collect reads the figures; while the ledger is away there are none.
func (u unsent) Collect(to chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	now := time.Now()
	due, err := u.ledger.RemindersDue(ctx, now)
	if err != nil {
		slog.Warn("the reminders cannot be counted", "error", err)
		return
	}
	age := 0.0
	if !due.Oldest.IsZero() {
		age = now.Sub(due.Oldest).Seconds()
	}
	to <- prometheus.MustNewConstMetric(unsentNow, prometheus.GaugeValue, float64(due.Unsent))
	to <- prometheus.MustNewConstMetric(unsentAge, prometheus.GaugeValue, age)
	if !due.Next.IsZero() {
		to <- prometheus.MustNewConstMetric(nextLeft, prometheus.GaugeValue, due.Next.Sub(now).Seconds())
	}
}
