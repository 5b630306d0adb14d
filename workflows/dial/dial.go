// Package dial connects programs to the Temporal that runs the lawsuits. Every
// client is made here, because a plain one cannot name our workflows.
package dial

import (
	"context"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/log"
)

// Environment returns a client as Temporal's own environment variables say:
// TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS and API key. It connects when it is
// first needed: reading lawsuits goes on while Temporal is down. What else is wanted of
// it, more sets.
func Environment(more ...func(*client.Options)) (client.Client, error) {
	options, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return nil, err
	}
	for _, set := range more {
		set(&options)
	}
	return client.NewLazyClient(Options(options))
}

// Address connects to the default namespace of a Temporal on this machine.
func Address(ctx context.Context, address string) (client.Client, error) {
	return client.DialContext(ctx, Options(client.Options{HostPort: address}))
}

// Lazily is like Address, but connects when it is first needed.
func Lazily(address string) (client.Client, error) {
	return client.NewLazyClient(Options(client.Options{HostPort: address}))
}

// Namespace is like Lazily, for a namespace of one's own.
func Namespace(address, namespace string) (client.Client, error) {
	return client.NewLazyClient(Options(client.Options{HostPort: address, Namespace: namespace}))
}

// Heartbeat is how often a worker tells Temporal that it is there.
const Heartbeat = time.Second

// Options makes of options for a client those of one that can name our workflows.
func Options(o client.Options) client.Options {
	o.Logger = log.NewStructuredLogger(slog.Default())
	o.HeadersProvider = asciiHeaders{}
	o.WorkerHeartbeatInterval = Heartbeat
	// A lawsuit's messages are a few kilobytes at most: packing and unpacking them
	// takes longer than sending them does.
	o.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{}
	return o
}

// asciiHeaders fills the header into which the SDK (1.50) would copy the
// workflow's id. Ours are case numbers, in Chinese, and a header that is not
// ASCII is refused before the call is made.
type asciiHeaders struct{}

func (asciiHeaders) GetHeaders(context.Context) (map[string]string, error) {
	return map[string]string{"temporal-resource-id": "-"}, nil
}
