package embedded

import (
	"context"
	"net"
	"net/netip"
	"time"

	console "github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// startConsole serves the web console from the assets in the binary, for
// looking only, and returns when it can be opened.
func startConsole(ctx context.Context, a addresses, o Options) (*console.Server, error) {
	server := console.NewServer(server_options.WithConfigProvider(&config.Config{
		TemporalGRPCAddress: a.frontend.String(),
		Host:                a.console.Addr().String(),
		Port:                int(a.console.Port()),
		PublicPath:          o.ConsolePath,
		Codec:               config.Codec{Endpoint: o.ConsoleCodec},
		DefaultNamespace:    o.Namespace,
		EnableUI:            true,
		DisableWriteActions: true,
		DisableNewsFetch:    true,
		NotifyOnNewVersion:  false,
		HideLogs:            true,
		CORS:                config.CORS{CookieInsecure: true}, // plain HTTP, and no other origin
	}))
	go server.Start()
	return server, awaitListener(ctx, a.console)
}

func awaitListener(ctx context.Context, at netip.AddrPort) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var dialer net.Dialer
	for {
		conn, err := dialer.DialContext(ctx, "tcp", at.String())
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(5 * time.Millisecond):
		}
	}
}
