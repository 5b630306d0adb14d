// Package dial connects programs to the Temporal that runs the lawsuits. Every
// client is made here, because a plain one cannot name our workflows, and because
// Temporal is handed what lawsuits hold in envelopes where PAYLOAD_KEYS_FILE names a
// file of keys (package envelope): alike on every server, worker and tool.
package dial

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/failure/v1"
	"go.temporal.io/api/proxy"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/grpc"

	"yingsu/workflows/dial/envelope"
)

// KeysVariable names the variable that names the file of keys.
const KeysVariable = "PAYLOAD_KEYS_FILE"

// Keys are the keys of this program's envelopes; without the variable there are none.
func Keys() (envelope.Keys, error) {
	file := os.Getenv(KeysVariable)
	if file == "" {
		return envelope.Keys{}, nil
	}
	keys, err := envelope.Read(file)
	if err != nil {
		return keys, fmt.Errorf("%s: %w", KeysVariable, err)
	}
	return keys, nil
}

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
	return lazily(options)
}

// Address connects to the default namespace of a Temporal on this machine.
func Address(ctx context.Context, address string) (client.Client, error) {
	options, err := Options(client.Options{HostPort: address})
	if err != nil {
		return nil, err
	}
	return client.DialContext(ctx, options)
}

// Lazily is like Address, but connects when it is first needed.
func Lazily(address string) (client.Client, error) {
	return lazily(client.Options{HostPort: address})
}

// Namespace is like Lazily, for a namespace of one's own.
func Namespace(address, namespace string) (client.Client, error) {
	return lazily(client.Options{HostPort: address, Namespace: namespace})
}

func lazily(o client.Options) (client.Client, error) {
	options, err := Options(o)
	if err != nil {
		return nil, err
	}
	return client.NewLazyClient(options)
}

// Heartbeat is how often a worker tells Temporal that it is there.
const Heartbeat = time.Second

// Options makes of options for a client those of one that can name our workflows and
// knows our envelopes.
func Options(o client.Options) (client.Options, error) {
	o.Logger = log.NewStructuredLogger(slog.Default())
	o.HeadersProvider = asciiHeaders{}
	o.WorkerHeartbeatInterval = Heartbeat
	// A lawsuit's messages are a few kilobytes at most: packing and unpacking them
	// takes longer than sending them does.
	o.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{}
	keys, err := Keys()
	if err != nil {
		return o, err
	}
	return o, useEnvelopes(&o, keys)
}

// useEnvelopes has envelopes sealed where the SDK makes payloads, because only there it
// is known to which workflow they belong, and opened where they come in.
//
// Whoever reads a history then reads it in clear, to replay it, to restore the ledger
// from it and to keep it there: the ledger holds the same in clear, and a history that
// is kept for decades must not need a key of today. And a program without the key gets
// no further than to an error: were it the workflow that met an envelope which does not
// open, the lawsuit would end. That is why they are opened without keys, too.
func useEnvelopes(o *client.Options, keys envelope.Keys) error {
	codec, plain := keys.Codec(), converter.GetDefaultDataConverter()
	opens, err := proxy.NewPayloadVisitorInterceptor(proxy.PayloadVisitorInterceptorOptions{Inbound: &proxy.VisitPayloadsOptions{
		Visitor: func(_ *proxy.VisitPayloadsContext, p []*common.Payload) ([]*common.Payload, error) {
			return codec.Decode(p)
		},
		SkipSearchAttributes: true,
	}})
	if err != nil {
		return err
	}
	tells, err := proxy.NewFailureVisitorInterceptor(proxy.FailureVisitorInterceptorOptions{Inbound: &proxy.VisitFailuresOptions{
		Visitor: func(_ *proxy.VisitFailuresContext, f *failure.Failure) error {
			converter.DecodeCommonFailureAttributes(plain, f)
			return nil
		},
	}})
	if err != nil {
		return err
	}
	o.ConnectionOptions.DialOptions = append(o.ConnectionOptions.DialOptions, grpc.WithChainUnaryInterceptor(tells, opens))
	if keys.Seals() {
		o.DataConverter = converter.NewCodecDataConverter(plain, codec)
		o.FailureConverter = temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
			DataConverter: o.DataConverter, EncodeCommonAttributes: true, // which names may stand in
		})
	}
	return nil
}

// asciiHeaders fills the header into which the SDK (1.50) would copy the
// workflow's id. Ours are case numbers, in Chinese, and a header that is not
// ASCII is refused before the call is made.
type asciiHeaders struct{}

func (asciiHeaders) GetHeaders(context.Context) (map[string]string, error) {
	return map[string]string{"temporal-resource-id": "-"}, nil
}
