package site

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"go.temporal.io/sdk/client"

	"yingsu/server/office"
)

// alive tells that the process answers.
func alive(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// readiness is what the server needs to do everything. Without Temporal it can
// still be read.
type readiness struct {
	Status   string `json:"status"` // ready or unready
	Database string `json:"database"`
	Temporal string `json:"temporal"`
}

// ready tells whether the database and Temporal answer.
func ready(o *office.Office) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
		defer cancel()
		_, temporal := o.Temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
		r := readiness{"ready", state(o.Store.Ping(ctx)), state(temporal)}
		status := http.StatusOK
		if r.Database != "ok" || r.Temporal != "ok" {
			r.Status, status = "unready", http.StatusServiceUnavailable
		}
		return c.JSON(status, r)
	}
}

func state(err error) string {
	if err != nil {
		return "unreachable"
	}
	return "ok"
}
