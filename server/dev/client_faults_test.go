package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"go.temporal.io/sdk/client"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/dev/embedded"
	"yingsu/server/office"
	"yingsu/worker/registration"
	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// TestEveryCallToTemporalFailsOnce lets the n-th call of the office to Temporal fail,
// before it has reached Temporal or after, for every n that a registration and an act
// make: the request, sent again with its key where it was told to, has one effect.
func TestEveryCallToTemporalFailsOnce(t *testing.T) {
	ctx := context.Background()
	ledger, err := store.Open(ctx, "sqlite:"+filepath.Join(memoryDir(t), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ledger.Close() })
	server, err := embedded.Start(ctx, embedded.Options{Dir: memoryDir(t), Address: "127.0.0.1:0", Console: "127.0.0.1:0", SearchAttributes: workflows.SearchAttributes})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	c, err := dial.Address(ctx, server.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w := registration.NewWorker(c, &activities.Activities{Store: ledger, Temporal: c})
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Stop)

	faults := &faults{}
	o := office.New(ledger, faults.dial(t, server.Address()), office.Settings{Namespace: "default"})
	if err := (&sample{ledger: ledger, office: o, password: password}).people(ctx); err != nil {
		t.Fatal(err)
	}
	for _, u := range sampleUnits {
		must(t, ledger.AddUnit(ctx, u))
	}
	clerk := (&sample{}).caller("clerk")
	tried := 0
	for _, lost := range []bool{false, true} {
		for n := int64(1); ; n++ {
			tried++
			number := fmt.Sprintf("（2026）鲁10行初%d号", 20000+tried)
			faults.arm(n, lost)
			opened := insisting(t, func() (models.Receipt, error) {
				return o.Register(ctx, clerk, workflows.Register, "open", encoded(t, noticed(number)))
			})
			lead := encoded(t, input{"lead": "区司法局"})
			done := insisting(t, func() (models.Receipt, error) {
				return o.Act(ctx, clerk, opened.ID, "designate_unit", workflows.Request{Key: "act", Input: lead})
			})
			met := faults.disarm()
			l, err := ledger.Lawsuit(ctx, clerk.Actor, opened.ID)
			if err != nil || l.Revision != 2 || done.Revision != 2 {
				t.Errorf("call %d, lost %t: revision %d, receipt %d: %v", n, lost, l.Revision, done.Revision, err)
			}
			if !met {
				break // the two requests make fewer calls than that
			}
		}
	}
	t.Logf("%d pairs of requests", tried)
}

func encoded(t *testing.T, in input) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// insisting sends a request until it has an answer, as a client does that is told to
// try again.
func insisting(t *testing.T, send func() (models.Receipt, error)) models.Receipt {
	t.Helper()
	for range 5 {
		r, err := send()
		var refusal *models.Error
		switch {
		case err == nil:
			return r
		case errors.As(err, &refusal) && (refusal.Code == models.Unavailable || refusal.Code == models.Unknown):
		default:
			t.Fatal(err)
		}
	}
	t.Fatal("no answer after five times")
	return models.Receipt{}
}

// faults lets one call to Temporal fail.
type faults struct {
	left atomic.Int64
	lost atomic.Bool
	met  atomic.Bool
}

func (f *faults) arm(n int64, lost bool) {
	f.met.Store(false)
	f.lost.Store(lost)
	f.left.Store(n)
}

func (f *faults) disarm() (met bool) {
	f.left.Store(0)
	return f.met.Load()
}

// dial connects through what fails.
func (f *faults) dial(t *testing.T, address string) client.Client {
	t.Helper()
	fail := func(ctx context.Context, method string, in, out any, cc *grpc.ClientConn, call grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		if f.left.Load() == 0 || f.left.Add(-1) != 0 {
			return call(ctx, method, in, out, cc, opts...)
		}
		f.met.Store(true)
		if f.lost.Load() {
			_ = call(ctx, method, in, out, cc, opts...)
		}
		return status.Error(codes.Unavailable, "the connection was reset")
	}
	options, err := dial.Options(client.Options{
		HostPort: address, ConnectionOptions: client.ConnectionOptions{DialOptions: []grpc.DialOption{grpc.WithChainUnaryInterceptor(fail)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.NewLazyClient(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}
