package embedded_test

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"yingsu/server/dev/embedded"
)

var (
	caseStage    = temporal.NewSearchAttributeKeyKeyword("CaseStage")
	overdue      = temporal.NewSearchAttributeKeyBool("Overdue")
	nextDeadline = temporal.NewSearchAttributeKeyTime("NextDeadline")
)

// serveDir, in the environment, makes this test binary a server to be killed.
const serveDir = "EMBEDDED_TEST_SERVE_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveDir); dir != "" {
		serve(dir)
	}
	os.Exit(m.Run())
}

func serve(dir string) {
	s, err := embedded.Start(context.Background(), options(dir))
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(s.Address() + "\n")
	select {}
}

func TestTimerSurvivesKill(t *testing.T) {
	const ring = 3 * time.Second
	dir := t.TempDir()
	started := time.Now()

	address, kill := startProcess(t, dir)
	c := dial(t, address)
	w := work(t, c)
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "（2026）鲁10行初15号", TaskQueue: "yingsu"}, Alarm, ring)
	require.NoError(t, err)
	_, err = update(t, c, run.GetID(), "served") // answered: the timer is on disk too
	require.NoError(t, err)
	kill()
	w.Stop()
	c.Close()

	s := start(t, options(dir))
	c = dial(t, s.Address())
	work(t, c)
	var facts []string
	require.NoError(t, c.GetWorkflow(t.Context(), run.GetID(), run.GetRunID()).Get(t.Context(), &facts))
	require.Equal(t, []string{"served"}, facts)
	require.GreaterOrEqual(t, time.Since(started), ring)
}

func TestSearchAttributesAreUsableAtOnce(t *testing.T) {
	dir := t.TempDir()
	o := options(dir)
	o.SearchAttributes = o.SearchAttributes[:1]
	first := start(t, o)
	first.Stop()

	c := dial(t, start(t, options(dir)).Address()) // now with the others
	work(t, c)
	due := time.Date(2026, 10, 9, 1, 0, 0, 0, time.UTC)
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{
		ID: "labelled", TaskQueue: "yingsu",
		TypedSearchAttributes: temporal.NewSearchAttributes(overdue.ValueSet(true), nextDeadline.ValueSet(due)),
	}, Label, "answering")
	require.NoError(t, err)
	require.NoError(t, run.Get(t.Context(), nil))

	query := `CaseStage = "answering" AND Overdue = true AND NextDeadline < "2026-10-10T00:00:00Z"`
	require.Eventually(t, func() bool {
		found, err := c.CountWorkflow(t.Context(), &workflowservice.CountWorkflowExecutionsRequest{Query: query})
		require.NoError(t, err)
		return found.Count == 1
	}, 5*time.Second, 20*time.Millisecond)
}

func TestSearchAttributeKeepsItsType(t *testing.T) {
	o := options(t.TempDir())
	first := start(t, o)
	first.Stop()

	o.SearchAttributes = []temporal.SearchAttributeKey{temporal.NewSearchAttributeKeyBool(caseStage.GetName())}
	_, err := embedded.Start(t.Context(), o)
	require.ErrorContains(t, err, "CaseStage is a Keyword on file, not a Bool")
}

func TestRetention(t *testing.T) {
	o := options(t.TempDir())
	s := start(t, o)
	require.Equal(t, embedded.TenYears, retention(t, s))
	s.Stop()

	o.Retention = 2 * embedded.TenYears
	require.Equal(t, o.Retention, retention(t, start(t, o)))
}

func TestDynamicConfig(t *testing.T) {
	o := options(t.TempDir())
	o.DynamicConfig = map[string]any{"limit.historyCount.suggestContinueAsNew": 10}
	c := dial(t, start(t, o).Address())
	work(t, c)
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{TaskQueue: "yingsu"}, CountUntilSuggested)
	require.NoError(t, err)
	var timers int
	require.NoError(t, run.Get(t.Context(), &timers))
	require.Less(t, timers, 10)
}

func TestOneServerPerDirectory(t *testing.T) {
	o := options(t.TempDir())
	s := start(t, o)
	_, err := embedded.Start(t.Context(), o)
	require.ErrorIs(t, err, embedded.ErrInUse)

	s.Stop()
	start(t, o)
}

// Temporal files search attributes under the path of the database.
func TestDirectoryCanMove(t *testing.T) {
	old := t.TempDir()
	first := start(t, options(filepath.Join(old, "data")))
	first.Stop()

	moved := filepath.Join(t.TempDir(), "moved")
	require.NoError(t, os.Rename(filepath.Join(old, "data"), moved))
	start(t, options(moved))
}

func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()

	o := options(t.TempDir())
	o.Console = l.Addr().String()
	_, err = embedded.Start(t.Context(), o)
	require.ErrorContains(t, err, "address already in use")
}

// The application opens its own database through GORM, with the driver that
// Temporal has linked in.
func TestSharesTheDriver(t *testing.T) {
	dir := t.TempDir()
	start(t, options(dir))
	db, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: filepath.Join(dir, "ledger.db")}))
	require.NoError(t, err)
	var version string
	require.NoError(t, db.Raw("SELECT sqlite_version()").Scan(&version).Error)
	require.NotEmpty(t, version)
	pool, err := db.DB()
	require.NoError(t, err)
	require.NoError(t, pool.Close())
}

// Alarm rings after d and tells the facts that came in by then.
func Alarm(ctx workflow.Context, d time.Duration) (facts []string, err error) {
	err = workflow.SetUpdateHandler(ctx, "record", func(ctx workflow.Context, fact string) (int, error) {
		facts = append(facts, fact)
		return len(facts), nil
	})
	if err != nil {
		return nil, err
	}
	return facts, workflow.Sleep(ctx, d)
}

// Label puts the stage on file.
func Label(ctx workflow.Context, stage string) error {
	return workflow.UpsertTypedSearchAttributes(ctx, caseStage.ValueSet(stage))
}

// CountUntilSuggested counts the timers it takes until Temporal suggests to
// continue as new.
func CountUntilSuggested(ctx workflow.Context) (timers int, err error) {
	for !workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
		if err := workflow.Sleep(ctx, time.Millisecond); err != nil {
			return timers, err
		}
		timers++
	}
	return timers, nil
}

func options(dir string) embedded.Options {
	return embedded.Options{
		Dir:              dir,
		Address:          "127.0.0.1:0",
		SearchAttributes: []temporal.SearchAttributeKey{caseStage, overdue, nextDeadline},
	}
}

func start(t *testing.T, o embedded.Options) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(s.Stop)
	return s
}

// startProcess starts a server in a process of its own, and returns its
// address and how to kill it.
func startProcess(t *testing.T, dir string) (address string, kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	kill = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	t.Cleanup(kill)
	line := bufio.NewScanner(out)
	require.True(t, line.Scan())
	return line.Text(), kill
}

func dial(t *testing.T, address string) client.Client {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: address, HeadersProvider: noResourceID{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// noResourceID keeps the SDK from copying the workflow id into a header, which
// fails for an id that is not ASCII.
type noResourceID struct{}

func (noResourceID) GetHeaders(context.Context) (map[string]string, error) {
	return map[string]string{"temporal-resource-id": "-"}, nil
}

func work(t *testing.T, c client.Client) worker.Worker {
	t.Helper()
	w := worker.New(c, "yingsu", worker.Options{})
	w.RegisterWorkflow(Alarm)
	w.RegisterWorkflow(Label)
	w.RegisterWorkflow(CountUntilSuggested)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return w
}

func update(t *testing.T, c client.Client, id, fact string) (n int, err error) {
	t.Helper()
	handle, err := c.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: "record", Args: []any{fact}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return 0, err
	}
	return n, handle.Get(t.Context(), &n)
}

func retention(t *testing.T, s *embedded.Server) time.Duration {
	t.Helper()
	c := dial(t, s.Address())
	n, err := c.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: "default"})
	require.NoError(t, err)
	return n.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration()
}
