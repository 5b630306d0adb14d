package site

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/server/office"
)

// alive tells that the process answers.
func alive(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// readiness is what this server can do now. It is ready as long as it can be
// read from: writing needs Temporal and a worker, which are the same for all
// servers, so that turning readers away would help nobody.
type readiness struct {
	Status  string `json:"status"` // ready, or unready with status 503
	Reading bool   `json:"reading"`
	Writing bool   `json:"writing"`
	Why     string `json:"why,omitempty"` // why not both, for whoever runs it
}

// ready tells what works. The server is starting until started is closed.
func ready(o *office.Office, started <-chan struct{}) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
		defer cancel()
		r, status := look(ctx, o, started), http.StatusOK
		if r.Status = "ready"; !r.Reading {
			r.Status, status = "unready", http.StatusServiceUnavailable
		}
		return c.JSON(status, r)
	}
}

func look(ctx context.Context, o *office.Office, started <-chan struct{}) readiness {
	select {
	case <-started:
	default:
		if started != nil {
			return readiness{Why: "正在启动"}
		}
	}
	if err := o.Reachable(ctx); err != nil {
		return readiness{Why: "数据库无法连接"}
	}
	if obstacle := o.Obstacle(ctx); obstacle != "" {
		return readiness{Reading: true, Why: obstacle}
	}
	return readiness{Reading: true, Writing: true}
}
