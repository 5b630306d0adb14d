package fleet

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"yingsu/server/console"
)

// newConsole is Temporal's console with the settings of its container, which are made
// of its environment. It answers on every address of this machine.
func (f *Fleet) newConsole(programs Programs, port int) {
	if programs.Console == "" {
		return
	}
	f.upstream = fmt.Sprintf("http://127.0.0.1:%d", port)
	f.Console = &Part{
		Name: "console", Log: filepath.Join(f.dir, "logs", "console.log"), program: programs.Console,
		args: []string{"--root", programs.ConsoleFiles, "--config", "config", "--env", "docker", "start"},
		env:  []string{"TEMPORAL_UI_PORT=" + strconv.Itoa(port)},
		quit: syscall.SIGTERM, crash: syscall.SIGKILL,
		answers: func(ctx context.Context) error { return alive(ctx, f.upstream) },
	}
	told := f.ConsoleEnvironment()
	for _, name := range slices.Sorted(maps.Keys(told)) {
		f.Console.env = append(f.Console.env, name+"="+told[name])
	}
}

// ConsoleEnvironment is what the console is told.
func (f *Fleet) ConsoleEnvironment() map[string]string {
	return map[string]string{
		"TEMPORAL_ADDRESS":               f.Temporal.Address(),
		"TEMPORAL_DEFAULT_NAMESPACE":     Namespace,
		"TEMPORAL_UI_PUBLIC_PATH":        console.Path,
		"TEMPORAL_CODEC_ENDPOINT":        console.CodecPath,
		"TEMPORAL_DISABLE_WRITE_ACTIONS": "true",
		"TEMPORAL_DISABLE_NEWS_FETCH":    "true",
		"TEMPORAL_NOTIFY_ON_NEW_VERSION": "false",
		"TEMPORAL_HIDE_LOGS":             "true",
	}
}
