package fleet

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"yingsu/worker/settings"
	"yingsu/workflows"
)

// root is the working copy.
const root = "../../../.."

// compose is docker-compose.yml, as far as there is something to compare.
type compose struct {
	Services map[string]struct {
		Image       string
		Environment map[string]string
		Command     []string
		Ports       []string
		Volumes     []string
		Tmpfs       []string
		ReadOnly    bool     `yaml:"read_only"`
		CapDrop     []string `yaml:"cap_drop"`
		SecurityOpt []string `yaml:"security_opt"`
	}
}

func readCompose(t *testing.T) compose {
	t.Helper()
	var c compose
	if err := yaml.Unmarshal([]byte(read(t, "docker-compose.yml")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The containers are of the versions that everything here is tested with.
func TestComposeHasTheTestedVersions(t *testing.T) {
	modules, services := read(t, "server/dev/go.mod"), readCompose(t).Services
	for service, want := range map[string]string{
		"temporal": "go.temporal.io/server", "temporal-schema": "go.temporal.io/server",
		"temporal-namespace": "go.temporal.io/server", "console": "github.com/temporalio/ui-server/v2",
	} {
		version := regexp.MustCompile(regexp.QuoteMeta(want) + ` v(\S+)`).FindStringSubmatch(modules)
		if image := services[service].Image; version == nil || !strings.HasSuffix(image, ":"+version[1]) {
			t.Errorf("%s is %s, tested is %v", service, image, version)
		}
	}
}

// Worker and server are told the same in containers and here, and just what they
// read.
func TestComposeTellsTheProgramsWhatTheyRead(t *testing.T) {
	f := &Fleet{Postgres: &Postgres{}, Temporal: &Temporal{}, Sites: []string{"http://127.0.0.1:1"}, Ledger: must(newProxy(""))}
	defer f.Ledger.stop()
	services := readCompose(t).Services
	for program, p := range map[string]struct {
		here map[string]string
		list any
	}{"worker": {f.WorkerEnvironment(), &settings.Worker{}}, "server": {f.ServerEnvironment(0), &settings.Server{}}} {
		told := names(services[program].Environment)
		if ours := names(p.here); !slices.Equal(told, ours) {
			t.Errorf("%s is told %v in containers, %v here", program, told, ours)
		}
		if reads := variables(p.list); !slices.Equal(told, reads) {
			t.Errorf("%s is told %v, it reads %v", program, told, reads)
		}
	}
}

// What docker-compose.yml tells worker and server they can work with, as it stands and
// with https.
func TestComposeTellsTheProgramsWhatIsRight(t *testing.T) {
	for _, site := range []string{"", "https://yingsu.example.gov.cn"} {
		for program, list := range map[string]any{"worker": &settings.Worker{}, "server": &settings.Server{}} {
			var told []string
			for name, value := range readCompose(t).Services[program].Environment {
				if strings.HasPrefix(name, "YINGSU_SEAL_") {
					value = filepath.Join(t.TempDir(), path.Base(value)) // for what is in the container
				}
				value = said(value, map[string]string{"POSTGRES_PASSWORD": "x", "SITE_URL": site})
				if name == "FILES_DIR" {
					value = t.TempDir() // likewise
				}
				told = append(told, name+"="+value)
			}
			if _, err := settings.Read(list, nil, told); err != nil {
				t.Errorf("%s, SITE_URL=%s: %v", program, site, err)
			}
		}
	}
}

// said is a text of docker-compose.yml with its variables filled in: ${NAME:-otherwise},
// or ${NAME-otherwise} where what is set may be empty.
func said(text string, set map[string]string) string {
	return os.Expand(text, func(name string) string {
		name, otherwise, _ := strings.Cut(name, "-")
		name, _, filled := strings.Cut(name, ":")
		if value, is := set[name]; value != "" || is && !filled {
			return value
		}
		return otherwise
	})
}

// What a worker writes outlives its container: it lies in a volume, or in the directory
// of the machine that DROP_DIR names.
func TestComposeKeepsWhatTheWorkerWrites(t *testing.T) {
	worker := readCompose(t).Services["worker"]
	for _, drop := range []string{"", "/srv/yingsu"} {
		said := func(text string) string { return said(text, map[string]string{"DROP_DIR": drop}) }
		places := map[string]string{} // in the container, and what is there
		for _, volume := range worker.Volumes {
			there, here, _ := strings.Cut(said(volume), ":")
			places[here] = there
		}
		for _, variable := range []string{"YINGSU_SEAL_KEY_FILE", "YINGSU_SEAL_ANCHOR_FILE"} {
			if place := path.Dir(said(worker.Environment[variable])); places[place] != "seals" {
				t.Errorf("%s is in %s, kept are %v", variable, place, places)
			}
		}
		if place := said(worker.Environment["DROP_DIR"]); place != drop || places[place] != drop {
			t.Errorf("with DROP_DIR %q messages are dropped in %q, kept are %v", drop, place, places)
		}
	}
}

// What is uploaded to a server outlives its container, and all servers have the same: a
// volume, or a bucket.
func TestComposeKeepsWhatIsUploaded(t *testing.T) {
	server := readCompose(t).Services["server"]
	if place := said(server.Environment["FILES_DIR"], nil); place == "" || !slices.Contains(server.Volumes, "files:"+place) {
		t.Errorf("files lie in %q, kept are %v", place, server.Volumes)
	}
	told := []string{"DATABASE_URL=postgres://h/yingsu"}
	for name, value := range server.Environment {
		if strings.HasPrefix(name, "FILES_") {
			told = append(told, name+"="+said(value, map[string]string{
				"FILES_DIR": "", "FILES_S3_ENDPOINT": "http://s3:9000", "FILES_S3_BUCKET": "files", "FILES_S3_KEY": "k", "FILES_S3_SECRET": "s",
			}))
		}
	}
	if _, err := settings.Read(&settings.Server{}, nil, told); err != nil {
		t.Errorf("in a bucket: %v", err)
	}
}

// variables are those of a program's list that have a place in a container on one
// machine: there is no proxy, no TLS between containers, and Go has what it needs.
func variables(list any) []string {
	return slices.DeleteFunc(settings.Names(list), func(name string) bool {
		elsewhere := strings.HasPrefix(name, "TEMPORAL_") && name != "TEMPORAL_ADDRESS" && name != "TEMPORAL_NAMESPACE"
		return elsewhere || name == "TRUSTED_PROXIES" || name == "GOGC" || name == "GOMEMLIMIT"
	})
}

// Temporal's settings are one file, and the tables come from the same schema.
func TestComposeSetsTemporalUpAsHere(t *testing.T) {
	services := readCompose(t).Services
	temporal := services["temporal"]
	if want := []string{"./" + DynamicConfig + ":" + temporal.Environment["DYNAMIC_CONFIG_FILE_PATH"] + ":ro"}; !slices.Equal(temporal.Volumes, want) {
		t.Errorf("settings: %v, want %v", temporal.Volumes, want)
	}
	if temporal.Environment["DB"] != plugin || services["temporal-schema"].Environment["SQL_PLUGIN"] != plugin {
		t.Errorf("not on %s", plugin)
	}
	schema := strings.Join(services["temporal-schema"].Command, "\n")
	for database, folder := range databases {
		if !strings.Contains(schema, database+":"+folder) || !strings.Contains(schema, schemaFolder+"/") {
			t.Errorf("the schema of %s is not made from %s/%s: %s", database, schemaFolder, folder, schema)
		}
	}
	var settings map[string][]struct{ Value any }
	if err := yaml.Unmarshal([]byte(read(t, DynamicConfig)), &settings); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"matching.numTaskqueueReadPartitions", "matching.numTaskqueueWritePartitions"} {
		if v := settings[key]; len(v) != 1 || v[0].Value != 1 {
			t.Errorf("%s is %v, want 1", key, v)
		}
	}
}

// The namespace is the same, keeps histories as long, and has all search
// attributes.
func TestComposeMakesTheSameNamespace(t *testing.T) {
	services := readCompose(t).Services
	script := strings.Join(services["temporal-namespace"].Command, "\n")
	if want := fmt.Sprintf("--namespace %s --retention %dd", Namespace, int(Retention.Hours()/24)); !strings.Contains(script, want) {
		t.Errorf("no %q in %s", want, script)
	}
	var want []string
	for _, key := range workflows.SearchAttributes {
		want = append(want, fmt.Sprintf("%s:%s", key.GetName(), key.GetValueType()))
	}
	got := regexp.MustCompile(`[\p{L}]+:[A-Z]\w+`).FindAllString(script, -1)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("search attributes %v, want %v", got, want)
	}
	for service, variable := range map[string]string{
		"temporal-namespace": "TEMPORAL_NAMESPACE", "worker": "TEMPORAL_NAMESPACE", "server": "TEMPORAL_NAMESPACE", "console": "TEMPORAL_DEFAULT_NAMESPACE",
	} {
		if got := services[service].Environment[variable]; got != Namespace {
			t.Errorf("%s: namespace %q", service, got)
		}
	}
}

// The console changes nothing, and is reached through the server alone.
func TestComposeKeepsTheConsoleBehindTheServer(t *testing.T) {
	services := readCompose(t).Services
	at := services["console"]
	for variable, here := range (&Fleet{Temporal: &Temporal{address: "temporal:7233"}}).ConsoleEnvironment() {
		if there := at.Environment[variable]; there != here {
			t.Errorf("%s is %q in containers, tried with %q", variable, there, here)
		}
	}
	if len(at.Environment) != len((&Fleet{Temporal: &Temporal{}}).ConsoleEnvironment()) {
		t.Errorf("not all of what the console is told is tried: %v", at.Environment)
	}
	for _, program := range []string{"server", "worker"} {
		if want := "${PAYLOAD_KEYS_FILE:-keys}:${PAYLOAD_KEYS_FILE:-/var/lib/keys}:ro"; !slices.Contains(services[program].Volumes, want) {
			t.Errorf("%s does not see the keys: %v", program, services[program].Volumes)
		}
	}
	if len(at.Ports) > 0 || services["server"].Environment["CONSOLE_UPSTREAM"] != "http://console:8080" {
		t.Errorf("the console has ports %v, and the server looks for it at %q", at.Ports, services["server"].Environment["CONSOLE_UPSTREAM"])
	}
}

func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
