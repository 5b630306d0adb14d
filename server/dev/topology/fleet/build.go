package fleet

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Programs are the files of the programs that the shape is made of.
type Programs struct {
	Worker, Server        string // of the procedure and of the staff
	DrillServer           string // the staff's, with a clock of its own
	Temporal, TemporalSQL string // Temporal's server and the tool that makes its tables
	Console, ConsoleFiles string // Temporal's console and its module, with its container's settings; not run if empty
}

// Build builds the programs of a working copy of this project into a directory.
// Temporal's are the same for all and are built once, into the user's cache.
func Build(ctx context.Context, source, dir string) (Programs, error) {
	p := Programs{Worker: filepath.Join(dir, "worker"), Server: filepath.Join(dir, "server")}
	for file, pkg := range map[string]string{p.Worker: "./worker", p.Server: "./server"} {
		if err := build(ctx, source, file, pkg); err != nil {
			return p, err
		}
	}
	return p, p.temporal(ctx, filepath.Join(source, "server", "dev"))
}

// BuildDrillServer adds the server that can live by a drill's clock.
func (p *Programs) BuildDrillServer(ctx context.Context, source, dir string) error {
	p.DrillServer = filepath.Join(dir, "drillserver")
	return build(ctx, filepath.Join(source, "server", "dev"), p.DrillServer, "./topology/drillserver")
}

// BuildConsole adds Temporal's console, which is built once, too.
func (p *Programs) BuildConsole(ctx context.Context, source string) error {
	const module = "github.com/temporalio/ui-server/v2"
	dev := filepath.Join(source, "server", "dev")
	found, err := goTool(ctx, dev, "list", "-m", "-f", "{{.Version}} {{.Dir}}", module)
	if err != nil {
		return err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	version, dir, _ := strings.Cut(found, " ")
	p.Console, p.ConsoleFiles = filepath.Join(cache, "yingsu-topology", version, "console"), dir
	if _, err := os.Stat(p.Console); err == nil {
		return nil
	}
	return build(ctx, dev, p.Console, module+"/cmd/server")
}

func (p *Programs) temporal(ctx context.Context, module string) error {
	version, err := goTool(ctx, module, "list", "-m", "-f", "{{.Version}}", "go.temporal.io/server")
	if err != nil {
		return err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	dir := filepath.Join(cache, "yingsu-topology", version)
	p.Temporal, p.TemporalSQL = filepath.Join(dir, "temporal-server"), filepath.Join(dir, "temporal-sql-tool")
	for file, pkg := range map[string]string{p.Temporal: "go.temporal.io/server/cmd/server", p.TemporalSQL: "go.temporal.io/server/cmd/tools/sql"} {
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if err := build(ctx, module, file, pkg); err != nil {
			return err
		}
	}
	return nil
}

// build writes the file when it is whole, so that a build that is cut off leaves
// nothing that looks like one.
func build(ctx context.Context, module, file, pkg string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	whole := fmt.Sprintf("%s.%d", file, os.Getpid())
	if _, err := goTool(ctx, module, "build", "-o", whole, pkg); err != nil {
		return err
	}
	return os.Rename(whole, file)
}

func goTool(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		said := ""
		if failed, ok := err.(*exec.ExitError); ok {
			said = string(failed.Stderr)
		}
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, said)
	}
	return strings.TrimSpace(string(out)), nil
}

// Source returns the working copy that this program was built from.
func Source(ctx context.Context) (string, error) {
	return goTool(ctx, ".", "list", "-m", "-f", "{{.Dir}}", "yingsu")
}
