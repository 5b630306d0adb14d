package site

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows"
)

// meters count what the people who run the site watch.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	acts     *prometheus.CounterVec
}

func newMeters(o *office.Office) *meters {
	r := prometheus.NewRegistry()
	r.MustRegister(outbox{o}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &meters{
		registry: r,
		requests: promauto.With(r).NewHistogramVec(prometheus.HistogramOpts{
			Name: "yingsu_http_request_seconds", Help: "Time that requests took, by route and status.",
			Buckets: []float64{.005, .02, .1, .5, 1, 3, 10},
		}, []string{"method", "route", "status"}),
		acts: promauto.With(r).NewCounterVec(prometheus.CounterOpts{
			Name: "yingsu_acts_total", Help: "Acts that people asked for, by name: accepted, refused, or failed.",
		}, []string{"act", "outcome"}),
	}
}

// outbox reads from the ledger how it stands with what is to leave the program.
type outbox struct{ office *office.Office }

var (
	outboxAge     = prometheus.NewDesc("yingsu_outbox_age_seconds", "How long the delivery that waits longest has been waiting, 0 if none does.", nil, nil)
	outboxWaiting = prometheus.NewDesc("yingsu_outbox_waiting", "Deliveries that wait to be carried out of the program.", nil, nil)
	outboxDead    = prometheus.NewDesc("yingsu_outbox_dead", "Deliveries that were given up: see the page of accounts.", nil, nil)
)

// Describe names the figures.
func (outbox) Describe(to chan<- *prometheus.Desc) {
	to <- outboxAge
	to <- outboxWaiting
	to <- outboxDead
}

// Collect reads the figures; while the ledger is away there are none.
func (o outbox) Collect(to chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	box, err := o.office.Outbox(ctx)
	if err != nil {
		slog.Warn("the outbox cannot be counted", "error", err)
		return
	}
	age := 0.0
	if !box.Oldest.IsZero() {
		age = max(time.Since(box.Oldest).Seconds(), 0)
	}
	to <- prometheus.MustNewConstMetric(outboxAge, prometheus.GaugeValue, age)
	to <- prometheus.MustNewConstMetric(outboxWaiting, prometheus.GaugeValue, float64(box.Waiting))
	to <- prometheus.MustNewConstMetric(outboxDead, prometheus.GaugeValue, float64(box.Dead))
}

// count looks at each request as it leaves.
func (m *meters) count(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		method, status := c.Request().Method, c.Response().Status
		if status == http.StatusNotFound || status == http.StatusMethodNotAllowed {
			method = "any" // it may be anything that somebody made up
		}
		m.requests.WithLabelValues(method, c.Path(), strconv.Itoa(status)).Observe(time.Since(start).Seconds())
		if act := actOf(c); act != "" {
			m.acts.WithLabelValues(act, outcome(status)).Inc()
		}
		return err
	}
}

// actOf returns the name of the act that a request asks to do, if any: both
// doors name it in the same place of the path.
func actOf(c echo.Context) string {
	path := c.Path()
	switch {
	case c.Request().Method != http.MethodPost:
		return ""
	case strings.HasSuffix(path, "/lawsuits"), strings.HasSuffix(path, "/lawsuits/new"):
		return workflows.Register.Name
	case strings.HasSuffix(path, "/suggestions"), strings.HasSuffix(path, "/suggestions/new"):
		return workflows.RegisterSuggestion.Name
	case strings.HasSuffix(path, "/acts/:act") && workflows.ActNamed(c.Param("act")) != nil:
		return c.Param("act")
	}
	return ""
}

func outcome(status int) string {
	switch {
	case status < http.StatusBadRequest:
		return "accepted"
	case status < http.StatusInternalServerError:
		return "refused"
	}
	return "failed"
}

func (m *meters) show(c echo.Context) error {
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(c.Response(), c.Request())
	return nil
}

// private lets in administrators, and programs on this machine. What a proxy on
// this machine passes on comes from elsewhere.
func private(g *auth.Gate, proxies []*net.IPNet) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			who, user, _ := auth.Who(c)
			h := c.Request().Header
			forwarded := len(proxies) > 0 || h.Get(echo.HeaderXForwardedFor) != "" || h.Get("Forwarded") != "" || h.Get("Via") != ""
			local := net.ParseIP(c.RealIP()).IsLoopback() && !forwarded
			switch {
			case local || office.Metering.Of(who.Role) && !g.StepMissing(user):
				return next(c)
			case g.StepMissing(user):
				return auth.StepFirst
			}
			return &models.Error{Code: models.Forbidden, Detail: office.Metering.Whose()}
		}
	}
}
