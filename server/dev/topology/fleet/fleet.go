// Package fleet runs the production shape on one machine, from one place: Debian's
// PostgreSQL, Temporal's own server on it, workers and servers as they are built for
// production, each a process of its own that can be stopped, killed, started again
// or cut off from the ledger by itself. It is what docker-compose.yml runs, without
// containers, for tests, drills and whoever wants to look.
package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"yingsu/workflows/calendar"
)

// Options says what is to run. Only Dir, Source and Programs are needed.
type Options struct {
	Dir      string // of data and logs; made if missing, and gone on with if not
	Source   string // the working copy: settings come from it
	Programs Programs
	Workers  int            // 2 if zero
	Servers  int            // 2 if zero
	Tune     map[string]any // of Temporal's settings, what a test needs otherwise
	Civil    calendar.Civil // the clock of a drill; zero for production's
	Keys     string         // the file of keys of envelopes; nothing is sealed if empty
}

// DrillClock is the environment variable by which the drill server is told its
// civil clock. Production's server knows no such thing.
const DrillClock = "YINGSU_DRILL"

// Fleet is the shape, running.
type Fleet struct {
	Postgres *Postgres
	Temporal *Temporal
	Workers  []*Part
	Servers  []*Part
	Sites    []string // where each server answers, http://127.0.0.1:…
	Ledger   *Proxy   // between the workers, and nobody else, and the ledger
	Console  *Part    // nil without its program
	upstream string   // where the console answers
	keys     string
	files    string // where servers keep what is uploaded
	civil    calendar.Civil
	dir      string
}

// Start makes what is not there yet, starts everything and returns when all of it
// answers. The workers and servers of an empty database start at once, as they do
// when a machine is switched on.
func Start(ctx context.Context, o Options) (*Fleet, error) {
	f := &Fleet{dir: o.Dir, civil: o.Civil, keys: o.Keys, files: filepath.Join(o.Dir, "files")}
	if err := f.start(ctx, o); err != nil {
		return nil, errors.Join(err, f.Stop())
	}
	return f, nil
}

func (f *Fleet) start(ctx context.Context, o Options) (err error) {
	if o.Workers == 0 {
		o.Workers = 2
	}
	if o.Servers == 0 {
		o.Servers = 2
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return err
	}
	if err := os.Chmod(o.Dir, 0o755); err != nil { // the database's user passes through
		return err
	}
	ports, err := freePorts(10 + o.Servers)
	if err != nil {
		return err
	}
	if f.Postgres, err = newPostgres(ctx, o.Dir, ports[0]); err != nil {
		return err
	}
	if f.Temporal, err = newTemporal(o.Dir, o, f.Postgres, ports[1:9]); err != nil {
		return err
	}
	if f.Ledger, err = newProxy(fmt.Sprintf("127.0.0.1:%d", f.Postgres.port)); err != nil {
		return err
	}
	if err := os.MkdirAll(f.files, 0o700); err != nil {
		return err
	}
	f.newConsole(o.Programs, ports[9])
	f.programs(o, ports[10:])
	if err := f.foundations(ctx, o); err != nil {
		return err
	}
	return Together(ctx, (*Part).Start, f.Parts()[2:]...)
}

// foundations starts the database and Temporal, and makes at the first start what
// they need.
func (f *Fleet) foundations(ctx context.Context, o Options) error {
	if err := f.Postgres.Start(ctx); err != nil {
		return err
	}
	made := filepath.Join(o.Dir, "made")
	_, err := os.Stat(made)
	first := errors.Is(err, os.ErrNotExist)
	if first {
		if err := f.Postgres.query(ctx, "postgres", "CREATE DATABASE yingsu"); err != nil {
			return err
		}
		if err := makeSchema(ctx, o, f.Postgres); err != nil {
			return err
		}
	}
	if err := f.Temporal.Start(ctx); err != nil || !first {
		return err
	}
	if err := f.Temporal.makeNamespace(ctx); err != nil {
		return err
	}
	return os.WriteFile(made, nil, 0o644)
}

// programs are the workers and servers.
func (f *Fleet) programs(o Options, ports []int) {
	for _, port := range ports {
		f.Sites = append(f.Sites, fmt.Sprintf("http://127.0.0.1:%d", port))
	}
	for n := range o.Workers {
		p := f.program(o.Programs.Worker, fmt.Sprintf("worker-%d", n+1), f.WorkerEnvironment())
		p.answers = p.says("Started Worker")
		f.Workers = append(f.Workers, p)
	}
	for n := range o.Servers {
		env := f.ServerEnvironment(n)
		if f.civil.Drill() {
			clock, err := json.Marshal(f.civil)
			if err != nil {
				panic(err) // made of days and numbers
			}
			env[DrillClock] = string(clock)
		}
		p := f.program(f.server(o.Programs), fmt.Sprintf("server-%d", n+1), env)
		p.answers = func(ctx context.Context) error { return alive(ctx, f.Sites[n]) }
		f.Servers = append(f.Servers, p)
	}
}

// server is the program of the staff that goes by the fleet's clock.
func (f *Fleet) server(of Programs) string {
	if f.civil.Drill() {
		return of.DrillServer
	}
	return of.Server
}

func (f *Fleet) program(file, name string, env map[string]string) *Part {
	p := &Part{
		Name: name, Log: filepath.Join(f.dir, "logs", name+".log"), program: file,
		quit: syscall.SIGTERM, crash: syscall.SIGKILL,
	}
	for _, key := range slices.Sorted(maps.Keys(env)) {
		p.env = append(p.env, key+"="+env[key])
	}
	return p
}

// WorkerEnvironment is what a worker is told.
func (f *Fleet) WorkerEnvironment() map[string]string {
	return map[string]string{
		"DATABASE_URL":       databaseURL(f.Ledger.Address(), "yingsu"),
		"TEMPORAL_ADDRESS":   f.Temporal.Address(),
		"TEMPORAL_NAMESPACE": Namespace,
		"SITE_URL":           f.Sites[0],
		"PAYLOAD_KEYS_FILE":  f.keys,
		"CONSOLE_DISCREET":   "", // and who sues is said
		"WEBHOOK_CHANNELS":   "", // nobody is told by a robot
		"WEBHOOK_HOSTS":      "",
		"POST_NAMES":         "",

		"MAIL_HOST":         "", // nor by mail or telephone
		"MAIL_FROM":         "",
		"MAIL_USER":         "",
		"MAIL_PASSWORD":     "",
		"MAIL_TLS":          "",
		"SMS_URL":           "",
		"SMS_BODY":          "",
		"SMS_AUTHORIZATION": "",
		"SMS_ACCEPTED":      "",

		"YINGSU_SEAL_KEY_FILE":    filepath.Join(f.dir, "seal.key"),
		"YINGSU_SEAL_ANCHOR_FILE": filepath.Join(f.dir, "seals.txt"),
		"LAWSUITS_AT_HAND":        "4000",
		"DROP_DIR":                "", // nothing is dropped
		"METRICS_ADDRESS":         "", // there are several workers on this machine
	}
}

// ServerEnvironment is what the n-th server is told, counted from zero.
func (f *Fleet) ServerEnvironment(n int) map[string]string {
	return map[string]string{
		"DATABASE_URL":       f.Postgres.URL("yingsu"),
		"TEMPORAL_ADDRESS":   f.Temporal.Address(),
		"TEMPORAL_NAMESPACE": Namespace,
		"HTTP_ADDRESS":       strings.TrimPrefix(f.Sites[n], "http://"),
		"SITE_URL":           f.Sites[n],
		"PAYLOAD_KEYS_FILE":  f.keys,
		"CONSOLE_DISCREET":   "",
		"WEBHOOK_CHANNELS":   "",
		"WEBHOOK_HOSTS":      "",
		"POST_NAMES":         "",
		"CONSOLE_UPSTREAM":   f.upstream,
		"CONSOLE_URL":        "",
		"COOKIE_SECURE":      "", // as SITE_URL says
		"SECOND_STEP":        "", // administrators need one
		"WATERMARK":          "",
		"FILES_DIR":          f.files,
		"FILES_S3_ENDPOINT":  "", // but in no bucket
		"FILES_S3_BUCKET":    "",
		"FILES_S3_REGION":    "",
		"FILES_S3_KEY":       "",
		"FILES_S3_SECRET":    "",
		"FILES_LIMIT":        "50",
		"CLAMD_ADDRESS":      "", // nothing is scanned

		"OIDC_ISSUER":             "", // people sign in by their passwords
		"OIDC_CLIENT_ID":          "",
		"OIDC_CLIENT_SECRET":      "",
		"OIDC_CLIENT_SECRET_FILE": "",
	}
}

// Parts are all programs, in the order in which they are started.
func (f *Fleet) Parts() []*Part {
	var all []*Part
	if f.Postgres != nil {
		all = append(all, f.Postgres.Part)
	}
	if f.Temporal != nil {
		all = append(all, f.Temporal.Part)
	}
	if f.Console != nil {
		all = append(all, f.Console)
	}
	return slices.Concat(all, f.Workers, f.Servers)
}

// Part returns the program with a name: postgresql, temporal, worker-1, server-2.
func (f *Fleet) Part(name string) (*Part, error) {
	for _, p := range f.Parts() {
		if p.Name == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("no part is named %s", name)
}

// Upgrade stops workers and servers, if they run, and starts them again from other
// programs, on the same data.
func (f *Fleet) Upgrade(ctx context.Context, to Programs) error {
	for _, p := range slices.Concat(f.Servers, f.Workers) {
		if err := p.Stop(); err != nil {
			return err
		}
	}
	for _, p := range f.Workers {
		p.program = to.Worker
	}
	for _, p := range f.Servers {
		p.program = f.server(to)
	}
	return Together(ctx, (*Part).Start, slices.Concat(f.Workers, f.Servers)...)
}

// Stop stops everything, the last first.
func (f *Fleet) Stop() error {
	parts := f.Parts()
	slices.Reverse(parts)
	var errs []error
	for _, p := range parts {
		errs = append(errs, p.Stop())
	}
	if f.Ledger != nil {
		f.Ledger.stop()
	}
	return errors.Join(errs...)
}

// Together does something with several parts at once.
func Together(ctx context.Context, do func(*Part, context.Context) error, parts ...*Part) error {
	var wait sync.WaitGroup
	errs := make([]error, len(parts))
	for n, p := range parts {
		wait.Go(func() { errs[n] = do(p, ctx) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// alive tells why a server does not answer.
func alive(ctx context.Context, site string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, site+"/healthz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		err = errors.New(answer.Status)
	}
	return errors.Join(err, answer.Body.Close())
}

// freePorts returns ports that nobody listens on, no two of them the same. They
// lie below those that the kernel gives out: Temporal keeps the ports of its
// services in a column for numbers up to 32767, and nobody else gets one by chance
// while the part that has it is down.
func freePorts(n int) ([]int, error) {
	var ports []int
	for tries := 0; len(ports) < n; tries++ {
		port := 12000 + rand.IntN(20000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			if tries > 1000 {
				return nil, err
			}
			continue
		}
		defer l.Close() // held until all are chosen
		ports = append(ports, port)
	}
	return ports, nil
}
