package fleet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/template"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// What docker-compose.yml says of Temporal, a test holds the two together.
const (
	Namespace    = "yingsu"
	Retention    = 3650 * 24 * time.Hour // of closed workflows: ten years
	plugin       = "postgres12"
	schemaFolder = "schema/postgresql/v12"
	// DynamicConfig is the file of Temporal's settings, in the working copy.
	DynamicConfig = "worker/temporal.yaml"
)

// databases are Temporal's own, each with the folder of its schema.
var databases = map[string]string{"temporal": "temporal", "temporal_visibility": "visibility"}

// Temporal is Temporal's own server, all four of its services in one process.
type Temporal struct {
	*Part
	address string
}

// Address is where its clients reach it.
func (t *Temporal) Address() string { return t.address }

// newTemporal writes the configuration of a Temporal on a PostgreSQL.
func newTemporal(dir string, o Options, postgres *Postgres, ports []int) (*Temporal, error) {
	settings, err := os.ReadFile(filepath.Join(o.Source, DynamicConfig))
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(o.Tune)) {
		settings = fmt.Appendf(settings, "%s:\n  - value: %v\n", key, o.Tune[key])
	}
	dynamic, file := filepath.Join(dir, "dynamic.yaml"), filepath.Join(dir, "temporal.yaml")
	if err := os.WriteFile(dynamic, settings, 0o644); err != nil {
		return nil, err
	}
	var config strings.Builder
	err = temporalConfig.Execute(&config, map[string]any{
		"Plugin": plugin, "Postgres": fmt.Sprintf("127.0.0.1:%d", postgres.port), "Dynamic": dynamic,
		"Frontend": ports[0], "Services": map[string][2]int{
			"frontend": {ports[0], ports[1]}, "history": {ports[2], ports[3]}, "matching": {ports[4], ports[5]}, "worker": {ports[6], ports[7]},
		},
	})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, []byte(config.String()), 0o644); err != nil {
		return nil, err
	}
	t := &Temporal{address: "127.0.0.1:" + strconv.Itoa(ports[0]), Part: &Part{
		Name: "temporal", Log: filepath.Join(dir, "logs", "temporal.log"),
		program: o.Programs.Temporal, args: []string{"--config-file", file, "--allow-no-auth", "start"}, env: []string{"TZ=UTC"},
		quit: syscall.SIGTERM, crash: syscall.SIGKILL,
	}}
	t.answers = t.ready
	return t, nil
}

// temporalConfig is what Temporal's container makes of its environment, with the
// ports of this shape.
var temporalConfig = template.Must(template.New("temporal").Parse(`log: {stdout: true, level: warn}
persistence:
  defaultStore: default
  visibilityStore: visibility
  numHistoryShards: 4
  datastores:
    default:
      sql: &sql {pluginName: {{.Plugin}}, databaseName: temporal, connectAddr: "{{.Postgres}}", connectProtocol: tcp, user: yingsu, password: "", maxConns: 20, maxIdleConns: 20, maxConnLifetime: 1h}
    visibility:
      sql: {<<: *sql, databaseName: temporal_visibility, maxConns: 10, maxIdleConns: 10}
global:
  membership: {maxJoinDuration: 30s, broadcastAddress: 127.0.0.1}
services:
{{- range $name, $ports := .Services}}
  {{$name}}: {rpc: {grpcPort: {{index $ports 0}}, membershipPort: {{index $ports 1}}, bindOnIP: 127.0.0.1}}
{{- end}}
clusterMetadata:
  enableGlobalNamespace: false
  failoverVersionIncrement: 10
  masterClusterName: active
  currentClusterName: active
  clusterInformation:
    active: {enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: "127.0.0.1:{{.Frontend}}"}
dcRedirectionPolicy: {policy: noop}
dynamicConfigClient: {filepath: "{{.Dynamic}}", pollInterval: 10s}
`))

// makeSchema makes Temporal's databases, or brings them up to date, with
// Temporal's own tool.
func makeSchema(ctx context.Context, o Options, postgres *Postgres) error {
	module, err := goTool(ctx, filepath.Join(o.Source, "server", "dev"), "list", "-m", "-f", "{{.Dir}}", "go.temporal.io/server")
	if err != nil {
		return err
	}
	for _, database := range slices.Sorted(maps.Keys(databases)) {
		schema := filepath.Join(module, schemaFolder, databases[database], "versioned")
		for _, args := range [][]string{{"create"}, {"setup-schema", "-v", "0.0"}, {"update-schema", "-d", schema}} {
			args = append([]string{
				"--plugin", plugin, "--endpoint", "127.0.0.1", "--port", strconv.Itoa(postgres.port), "--user", "yingsu", "--database", database,
			}, args...)
			if said, err := exec.CommandContext(ctx, o.Programs.TemporalSQL, args...).CombinedOutput(); err != nil {
				return fmt.Errorf("temporal-sql-tool %s: %w\n%s", strings.Join(args, " "), err, said)
			}
		}
	}
	return nil
}

// makeNamespace makes the namespace and the search attributes and returns when
// both can be used, which takes Temporal some seconds.
func (t *Temporal) makeNamespace(ctx context.Context) error {
	c, err := t.Client()
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: Namespace, WorkflowExecutionRetentionPeriod: durationpb.New(Retention),
	})
	if already := new(serviceerror.NamespaceAlreadyExists); err != nil && !errors.As(err, &already) {
		return err
	}
	attributes := map[string]enums.IndexedValueType{}
	for _, key := range workflows.SearchAttributes {
		attributes[key.GetName()] = key.GetValueType()
	}
	return until(ctx, time.Minute, func() error {
		_, err := c.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: Namespace, SearchAttributes: attributes})
		if already := new(serviceerror.AlreadyExists); err != nil && !errors.As(err, &already) {
			return err
		}
		return t.usable(ctx, c)
	})
}

// usable tells why the namespace cannot be used yet.
func (t *Temporal) usable(ctx context.Context, c client.Client) error {
	if _, err := c.DescribeWorkflowExecution(ctx, "no such workflow", ""); !isNotFound(err) {
		return fmt.Errorf("asking for a workflow: %w", err)
	}
	var query []string
	for _, key := range workflows.SearchAttributes {
		query = append(query, "`"+key.GetName()+"` IS NOT NULL")
	}
	_, err := c.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Query: strings.Join(query, " OR ")})
	return err
}

func isNotFound(err error) bool {
	var notFound *serviceerror.NotFound
	return errors.As(err, &notFound)
}

// ready tells why the server does not answer yet: its frontend first, then the
// keeper of the histories.
func (t *Temporal) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	c, err := t.Client()
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.DescribeWorkflowExecution(ctx, "no such workflow", "")
	var noNamespace *serviceerror.NamespaceNotFound
	if isNotFound(err) || errors.As(err, &noNamespace) {
		return nil
	}
	return err
}

// Client returns a client for the namespace.
func (t *Temporal) Client() (client.Client, error) { return dial.Namespace(t.address, Namespace) }

// until tries something until it succeeds or the time is over.
func until(ctx context.Context, limit time.Duration, try func() error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(100 * time.Millisecond):
		}
	}
}
