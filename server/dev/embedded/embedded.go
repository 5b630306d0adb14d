// Package embedded runs a whole Temporal server, and its web console, inside
// this process, with everything it knows in one SQLite file.
//
// It is for one machine: to try the system out, and to test it on the real
// thing. It lets in everybody who can reach it, so its addresses belong on the
// loopback interface.
package embedded

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	console "github.com/temporalio/ui-server/v2/server"
	sdk "go.temporal.io/sdk/temporal"
	"go.temporal.io/server/temporal"
)

// TenYears is how long the history of a closed workflow is kept unless
// Options says otherwise.
const TenYears = 3650 * 24 * time.Hour

// Options says where the server keeps its data and where it listens. Only Dir
// is needed.
type Options struct {
	Dir     string // made if missing; holds temporal.db and temporal.log
	Address string // of the gRPC frontend, an IP and a port (0: a free one); "127.0.0.1:7233" if empty
	Console string // of the web console, likewise; empty for none

	ConsolePath  string // below which the console stands, as "/console"; at the root if empty
	ConsoleCodec string // where its page has payloads decoded; nowhere if empty

	Namespace        string                   // "default" if empty
	Retention        time.Duration            // of closed workflows; TenYears if zero
	SearchAttributes []sdk.SearchAttributeKey // added to those on file, of which none is ever removed
	DynamicConfig    map[string]any           // Temporal's dynamic configuration, by key; overrides ours
}

// Server is a running Temporal server.
type Server struct {
	addresses addresses
	temporal  temporal.Server
	console   *console.Server
	closers   []io.Closer // of the log and of the directory's lock
}

// Start returns a server on which clients can start workflows and use the
// search attributes at once. A second server on the same directory is refused.
//
// Temporal ends the process, with a line on standard error, when it cannot go
// on; for instance when another program takes one of its ports in the moment
// between choosing the port and using it.
func Start(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	s := &Server{}
	if err := s.start(ctx, o); err != nil {
		s.Stop()
		return nil, fmt.Errorf("starting Temporal in %s: %w", o.Dir, err)
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, o Options) (err error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return err
	}
	lock, err := lockDir(ctx, o.Dir)
	if err != nil {
		return err
	}
	logger, logFile := openLog(o.Dir)
	s.closers = []io.Closer{logFile, lock}
	if s.addresses, err = chooseAddresses(o); err != nil {
		return err
	}
	file := filepath.Join(o.Dir, "temporal.db")
	if err := createSchema(ctx, file); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	if err := saveNamespace(ctx, file, o); err != nil {
		return fmt.Errorf("namespace %s: %w", o.Namespace, err)
	}
	if s.temporal, err = startTemporal(file, s.addresses, o, logger); err != nil {
		return err
	}
	if err := awaitReady(ctx, s.Address(), o, logger); err != nil {
		return err
	}
	if o.Console != "" {
		s.console, err = startConsole(ctx, s.addresses, o)
	}
	return err
}

// Address is where the gRPC frontend listens.
func (s *Server) Address() string { return s.addresses.frontend.String() }

// Console is where the web console listens; empty if there is none.
func (s *Server) Console() string {
	if s.console == nil {
		return ""
	}
	return s.addresses.console.String()
}

// Stop ends the console, then the server. Stop the workers and close the
// clients first: the server waits for the polls that are still open.
func (s *Server) Stop() {
	if s.console != nil {
		s.console.Stop()
	}
	if s.temporal != nil {
		_ = s.temporal.Stop() // always nil: a service that fails to stop says so in the log
	}
	for _, c := range s.closers {
		_ = c.Close()
	}
}

func (o Options) withDefaults() Options {
	o.Address = cmp.Or(o.Address, "127.0.0.1:7233")
	o.Namespace = cmp.Or(o.Namespace, "default")
	o.Retention = cmp.Or(o.Retention, TenYears)
	return o
}
