package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"yingsu/activities"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/server/auth"
	"yingsu/server/console"
	"yingsu/server/dev/embedded"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/server/uploads"
	"yingsu/worker/post"
	"yingsu/worker/proof"
	"yingsu/worker/registration"
	"yingsu/worker/settings"
	"yingsu/worker/watch"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

// options are the command's flags.
type options struct {
	http, temporal, console string
	data                    string
	sample                  bool
	drill                   int
	today                   calendar.Date

	told settings.Dev   // what the environment says
	out  io.Writer      // where the addresses are printed
	tune map[string]any // Temporal's dynamic configuration, where a test needs its own
}

// addresses are where everything listens.
type addresses struct {
	http, temporal, console string
	people, password        string // the sample's accounts, where they were made now
	first                   string // by which the first administrator comes in, where there is none yet
}

// run starts everything, tells when it is ready, and stops when ctx ends.
func (o *options) run(ctx context.Context) error {
	ledger, err := store.Open(ctx, "sqlite:"+filepath.Join(o.data, "yingsu.db"))
	if err != nil {
		return err
	}
	defer ledger.Close()
	civil, err := o.civil(ctx, ledger)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.http)
	if err != nil {
		return settings.InUse("-http", settings.Listen(o.http), err)
	}
	server, err := embedded.Start(ctx, embedded.Options{
		Dir: o.data, Address: o.temporal, SearchAttributes: workflows.SearchAttributes, DynamicConfig: o.tune,
		Console: cmp.Or(o.console, "127.0.0.1:0"), ConsolePath: console.Path, ConsoleCodec: console.CodecPath,
	})
	if err != nil {
		return err
	}
	defer server.Stop()
	return o.serve(ctx, ledger, civil, server, listener)
}

// serve runs the worker and the server on a Temporal that is up.
func (o *options) serve(ctx context.Context, ledger *store.Store, civil calendar.Civil, server *embedded.Server, listener net.Listener) error {
	c, err := dial.Address(ctx, server.Address())
	if err != nil {
		return err
	}
	defer c.Close()
	at := addresses{http: "http://" + listener.Addr().String(), temporal: server.Address()}
	at.console = at.http + console.Path
	room, err := post.Open(ledger, post.Channels, func(name string) string {
		return cmp.Or(os.Getenv(name), map[string]string{"SITE_URL": at.http}[name])
	})
	if err != nil {
		return err
	}
	does := &activities.Activities{Store: ledger, Temporal: c}
	w := registration.NewWorker(c, does)
	if err := w.Start(); err != nil {
		return err
	}
	defer w.Stop()
	seals, err := proof.Begin(ctx, ledger, o.data)
	if err != nil {
		return err
	}

	go room.Run(ctx)
	go registration.KeepSchedule(ctx, c)
	go (&watch.Watch{Activities: does, Civil: civil, Site: at.http, Proof: seals}).Run(ctx)
	files, err := o.told.Open(ctx, filepath.Join(o.data, vault.Beside))
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }() // nothing is written to it by then
	desk := office.New(ledger, c, office.Settings{
		Civil: civil, Site: at.http, Console: at.console, Namespace: "default", Watermark: o.told.Marks.On, Parties: o.told.Names.On, Hosts: o.told.Hosts,
		Vault: files, FileLimit: o.told.Bytes(), Scanner: uploads.Scanner(o.told.Scanner),
	})
	keys, err := dial.Keys()
	if err != nil {
		return err
	}
	gate := &auth.Gate{Store: ledger, Civil: civil, StepOptional: o.told.Steps != settings.Administrators} // who looks round needs no phone
	ready := make(chan struct{})
	handler, err := site.New(site.Options{Office: desk, Gate: gate, Ready: ready, Console: &url.URL{Scheme: "http", Host: server.Console()}, Keys: keys})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	errands := desk.DoErrands(ctx)
	defer func() { stop(); <-errands }() // they need the ledger
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, listener, handler) }()
	if err := o.populate(ctx, ledger, desk, gate, at, civil); err != nil {
		stop()
		return errors.Join(err, <-ended) // requests under way need the ledger
	}
	close(ready)
	return <-ended
}

// populate makes the sample, or else invites an administrator to a ledger that has
// nobody yet, and prints where everything is and how to sign in.
func (o *options) populate(ctx context.Context, ledger *store.Store, desk *office.Office, gate *auth.Gate, at addresses, civil calendar.Civil) (err error) {
	if !o.sample {
		if at.first, err = gate.FirstLink(ctx, at.http); err == nil {
			o.announce(at, civil)
		}
		return err
	}
	s := &sample{ledger: ledger, office: desk}
	at.people = sampleNames()
	if at.password, err = s.fill(ctx); err != nil {
		return err
	}
	o.announce(at, civil)
	return s.told(ctx)
}

// civil returns the clock that the data live by. A directory begun in drill time
// stays in it, and one that holds real lawsuits does not turn into a drill.
func (o *options) civil(ctx context.Context, ledger *store.Store) (calendar.Civil, error) {
	var kept struct{ Civil calendar.Civil }
	found, err := ledger.Setting(ctx, "civil", &kept)
	if err != nil {
		return calendar.Civil{}, err
	}
	if found {
		if o.drill > 0 && o.drill != kept.Civil.DaySeconds {
			return calendar.Civil{}, &settings.Wrong{Name: "-drill", Says: fmt.Sprintf("是每日 %d 秒，而数据目录 %s 的演练时钟是每日 %d 秒（0 为真实时间），不能改；请用 -data 另选目录。", o.drill, o.data, kept.Civil.DaySeconds)}
		}
		return kept.Civil, nil
	}
	if o.drill > 0 {
		kept.Civil = calendar.Civil{Origin: time.Now().UTC(), Start: o.today, DaySeconds: o.drill}
		if o.today.IsZero() {
			kept.Civil.Start = calendar.DateOf(time.Now())
		}
	}
	return kept.Civil, ledger.PutSetting(ctx, "civil", kept)
}

// announce prints where everything is, and that it is ready.
func (o *options) announce(at addresses, civil calendar.Civil) {
	fmt.Fprintf(o.out, "pages and API  %s\nTemporal       %s\nconsole        %s\ndata           %s\n", at.http, at.temporal, at.console, o.data)
	if civil.Drill() {
		fmt.Fprintf(o.out, "drill          a civil day lasts %d s; today is %s\n", civil.DaySeconds, civil.Today(time.Now()))
	}
	if at.password != "" {
		fmt.Fprintf(o.out, "sign in as     %s\npassword       %s\n", at.people, at.password)
	}
	if at.first != "" {
		fmt.Fprintf(o.out, "first sign-in  %s (within a day, once)\n", at.first)
	}
	fmt.Fprintln(o.out, "ready")
}
