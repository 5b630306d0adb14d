package site

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"yingsu/server/auth"
	"yingsu/server/problem"
	"yingsu/worker/logs"
)

// addressOf finds the address of who is asking. Only our own proxies are
// believed: on an intranet anybody can write a header.
func addressOf(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// traceable is a request id that somebody in front of us may have given.
var traceable = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// identified gives every request an id, which its answer and its log lines bear.
func identified(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if !traceable.MatchString(id) {
			id = uuid.NewString()
		}
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// guarded says how browsers are to treat answers: load nothing, show them
// nowhere, keep nothing. Pages set a policy of their own.
func guarded(https bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "no-referrer")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Cache-Control", "no-store")
			if https {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			return next(c)
		}
	}
}

// logged writes one line for each request: who asked for what, when, and what
// came of it. It holds no bodies, no tokens, nothing of the query and of the path
// only what is ours: names of parties may stand in each.
func logged() echo.MiddlewareFunc {
	return middleware.RequestLoggerWithConfig(middleware.RequestLoggerConfig{
		HandleError: true,
		LogStatus:   true, LogLatency: true, LogRemoteIP: true, LogRequestID: true,
		LogValuesFunc: func(c echo.Context, v middleware.RequestLoggerValues) error {
			who, _, _ := auth.Who(c)
			slog.LogAttrs(c.Request().Context(), levelOf(c), "request",
				slog.String("request_id", v.RequestID), slog.String(logs.Who, cmp.Or(who.Username, "nobody")), slog.String(logs.Result, outcome(v.Status)),
				slog.String("address", v.RemoteIP), slog.String("method", methodOf(c)), slog.String("path", problem.Place(c)),
				slog.Int("status", v.Status), slog.Duration("latency", v.Latency))
			return nil
		},
	})
}

// methodOf is the method of a request that somebody of ours answers.
func methodOf(c echo.Context) string {
	if slices.Contains(methods, c.Request().Method) {
		return c.Request().Method
	}
	return "other" // it may be anything that somebody made up
}

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}

// levelOf keeps the looks of machines out of the log.
func levelOf(c echo.Context) slog.Level {
	if path := c.Path(); strings.HasSuffix(path, "/healthz") || strings.HasSuffix(path, "/readyz") || strings.HasSuffix(path, "/metrics") {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// recovered makes an error of a panic, so that it ends one request and not the
// process.
func recovered() echo.MiddlewareFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{
		DisableErrorHandler: true,
		DisableStackAll:     true,
		LogErrorFunc: func(c echo.Context, err error, stack []byte) error {
			slog.ErrorContext(context.WithoutCancel(c.Request().Context()), "panic", "path", problem.Place(c), "error", err, "stack", string(stack))
			return err
		},
	})
}
