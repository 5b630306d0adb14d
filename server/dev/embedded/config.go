package embedded

import (
	"net"
	"net/netip"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const clusterName = "active"

// startTemporal starts the four services of a Temporal cluster in this process.
func startTemporal(file string, a addresses, o Options, logger log.Logger) (temporal.Server, error) {
	server, err := temporal.NewServer(
		temporal.WithConfig(clusterConfig(file, a)),
		temporal.WithDynamicConfigClient(dynamicConfig(o)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(a.hosts()), // or they would find each other by gossip, on four more ports
		temporal.WithLogger(logger),
	)
	if err != nil {
		return nil, err
	}
	return server, server.Start()
}

func clusterConfig(file string, a addresses) *config.Config {
	return &config.Config{
		Persistence: config.Persistence{
			NumHistoryShards: 1, // a file keeps the number it was made with
			DefaultStore:     sqlite.PluginName,
			VisibilityStore:  sqlite.PluginName,
			DataStores:       map[string]config.DataStore{sqlite.PluginName: {SQL: storeConfig(file)}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: a.frontend.String()},
			},
		},
		Services: a.services(),
	}
}

// storeConfig leaves the number of connections at one: with more, SQLite turns
// away transactions that begin by reading and then write. A commit is on the
// disk before it is acknowledged (synchronous=full), as it is on PostgreSQL.
func storeConfig(file string) *config.SQL {
	return &config.SQL{
		PluginName:   sqlite.PluginName,
		DatabaseName: file,
		ConnectAttributes: map[string]string{
			"mode":         "rwc",
			"busy_timeout": "10000",
			"journal_mode": "wal",
			"synchronous":  "full",
		},
	}
}

// dynamicConfig makes a large cluster's defaults small. With one partition a
// task queue recovers from an outage three times faster than with four. The
// cleaners that are off have nothing to clean here, and would poll on after
// Stop.
func dynamicConfig(o Options) dynamicconfig.StaticClient {
	values := dynamicconfig.StaticClient{
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,

		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():     1000,     // workflows
		dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key(): 16 << 20, // of events

		dynamicconfig.HistoryScannerEnabled.Key():         false,
		dynamicconfig.TaskQueueScannerEnabled.Key():       false,
		dynamicconfig.EnableParentClosePolicyWorker.Key(): false,
	}
	for key, value := range o.DynamicConfig {
		values[dynamicconfig.MakeKey(key)] = value
	}
	return values
}

// addresses are where the parts of one server listen.
type addresses struct {
	frontend, history, matching, worker netip.AddrPort
	console                             netip.AddrPort // zero without one
}

// chooseAddresses holds all ports at once, so that no two are the same, and so
// that a port in use is an error here and not the end of the process later.
func chooseAddresses(o Options) (addresses, error) {
	var p ports
	defer p.release()
	a := addresses{
		frontend: p.hold(o.Address),
		history:  p.hold("127.0.0.1:0"),
		matching: p.hold("127.0.0.1:0"),
		worker:   p.hold("127.0.0.1:0"),
	}
	if o.Console != "" {
		a.console = p.hold(o.Console)
	}
	return a, p.err
}

// ports keeps the first error, so that each hold need not be asked for its own.
type ports struct {
	held []net.Listener
	err  error
}

func (p *ports) hold(address string) netip.AddrPort {
	if p.err != nil {
		return netip.AddrPort{}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		p.err = err
		return netip.AddrPort{}
	}
	p.held = append(p.held, l)
	return l.Addr().(*net.TCPAddr).AddrPort()
}

func (p *ports) release() {
	for _, l := range p.held {
		_ = l.Close()
	}
}

func (a addresses) byService() map[primitives.ServiceName]netip.AddrPort {
	return map[primitives.ServiceName]netip.AddrPort{
		primitives.FrontendService: a.frontend,
		primitives.HistoryService:  a.history,
		primitives.MatchingService: a.matching,
		primitives.WorkerService:   a.worker,
	}
}

func (a addresses) services() map[string]config.Service {
	services := map[string]config.Service{}
	for name, at := range a.byService() {
		services[string(name)] = config.Service{
			RPC: config.RPC{BindOnIP: at.Addr().String(), GRPCPort: int(at.Port())},
		}
	}
	return services
}

func (a addresses) hosts() map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, at := range a.byService() {
		hosts[name] = static.SingleLocalHost(at.String())
	}
	return hosts
}
