package fleet

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// container is one of our containers as its Dockerfile makes it, without Docker: a root
// with nothing in it but the program and what is copied beside it.
type container struct {
	t                   *testing.T
	root, program, user string
	kept                string // stands for the volume at /var/lib/yingsu
}

var (
	buildLine = regexp.MustCompile(`(?m)^RUN CGO_ENABLED=0 go build (.*) -o (\S+) (\S+)$`)
	copyLine  = regexp.MustCompile(`(?m)^COPY --from=build (?:--chown=\S+ )?(\S+) (\S+)$`)
	userLine  = regexp.MustCompile(`(?m)^USER (\d+:\d+)$`)
	entryLine = regexp.MustCompile(`(?m)^ENTRYPOINT \["([^"]+)"\]$`)
)

// contain builds a program as its Dockerfile does.
func contain(t *testing.T, program string) *container {
	t.Helper()
	if os.Getuid() != 0 || exec.Command("unshare", "--mount", "true").Run() != nil {
		t.Skip("making a root of its own for a program takes root's rights")
	}
	file := read(t, program+"/Dockerfile")
	_, last, _ := strings.Cut(file, "FROM scratch\n")
	build, user, entry := buildLine.FindStringSubmatch(file), userLine.FindStringSubmatch(last), entryLine.FindStringSubmatch(last)
	if build == nil || user == nil || entry == nil {
		t.Fatalf("%s/Dockerfile is not as this test reads it:\n%s", program, file)
	}
	c := &container{t, t.TempDir(), entry[1], user[1], t.TempDir()}
	for _, dir := range []string{"proc", "tmp", "var/lib/yingsu"} { // Docker makes what it mounts on
		check(t, os.MkdirAll(filepath.Join(c.root, dir), 0o755))
	}
	for _, line := range copyLine.FindAllStringSubmatch(last, -1) {
		switch from, to := line[1], line[2]; {
		case from == build[2]:
			// -trimpath changes paths in traces, and would have all libraries compiled again.
			flags := append(strings.Fields(strings.ReplaceAll(build[1], "-trimpath", "")), "-o", filepath.Join(c.root, to), build[3])
			cmd := exec.CommandContext(t.Context(), "go", append([]string{"build"}, flags...)...)
			cmd.Dir, cmd.Env = filepath.Join(root), append(os.Environ(), "CGO_ENABLED=0")
			said, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, said)
			}
		case to != "/etc/ssl/certs/" && to != "/var/lib/yingsu":
			t.Errorf("this test knows nothing of COPY %s %s", from, to)
		}
	}
	check(t, os.Chown(c.kept, 65532, 65532))
	for _, dir := range []string{filepath.Dir(c.root), c.root, c.kept} {
		check(t, os.Chmod(dir, 0o755))
	}
	return c
}

// start runs the program in its root, which is read-only, and returns what it logs.
func (c *container) start(environment ...string) (log io.Reader, end func()) {
	c.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "unshare", "--mount", "bash", "-euc", `
		mount --bind "$1" "$1"
		mount -o remount,bind,ro "$1"
		mount -t proc proc "$1/proc"
		mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
		mount --bind "$2" "$1/var/lib/yingsu"
		exec env -i HOME=/ "${@:5}" "$(command -v chroot)" --userspec="$3" "$1" "$4"`, "bash", c.root, c.kept, c.user, c.program)
	cmd.Args = append(cmd.Args, environment...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	read, write, err := os.Pipe()
	check(c.t, err)
	cmd.Stdout, cmd.Stderr = write, write
	check(c.t, cmd.Start())
	check(c.t, write.Close())
	return read, func() {
		cancel()
		_ = cmd.Wait()
		_ = read.Close()
	}
}

// The programs run in their containers: on nothing but themselves, as a user without a
// name or rights, and with a root that cannot be written to.
func TestContainersRunReadOnly(t *testing.T) {
	t.Run("server", func(t *testing.T) {
		c := contain(t, "server")
		port := must(freePorts(1))[0]
		at := "127.0.0.1:" + strconv.Itoa(port)
		log, end := c.start("DATABASE_URL=sqlite:/tmp/ledger.db", "TEMPORAL_ADDRESS=127.0.0.1:1", "HTTP_ADDRESS="+at)
		defer end()
		await(t, log, `"server ready"`)
		answer, err := http.Get("http://" + at + "/sign-in")
		check(t, err)
		defer answer.Body.Close()
		page, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(page), "登录") {
			t.Errorf("%d %v: %.200s", answer.StatusCode, err, page)
		}
	})
	t.Run("worker", func(t *testing.T) {
		c := contain(t, "worker")
		log, end := c.start("DATABASE_URL=sqlite:/tmp/ledger.db", "TEMPORAL_ADDRESS=127.0.0.1:1",
			"YINGSU_SEAL_KEY_FILE=/var/lib/yingsu/seal.key", "YINGSU_SEAL_ANCHOR_FILE=/var/lib/yingsu/seals.txt")
		defer end()
		await(t, log, `127.0.0.1:1: connect: connection refused`) // it has come to where it needs Temporal
		info, err := os.Stat(filepath.Join(c.kept, "seal.key"))
		if err != nil || info.Sys().(*syscall.Stat_t).Uid != 65532 || info.Mode().Perm() != 0o600 {
			t.Errorf("the key: %v, %v", info, err)
		}
	})
	services := readCompose(t).Services
	for _, program := range []string{"server", "worker"} {
		s := services[program]
		if !s.ReadOnly || !slices.Contains(s.Tmpfs, "/tmp") || !slices.Contains(s.CapDrop, "ALL") || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s has more rights in docker-compose.yml than it is tried with", program)
		}
	}
}

// await waits until a log says something.
func await(t *testing.T, log io.Reader, text string) {
	t.Helper()
	found := make(chan bool, 1)
	var all strings.Builder
	go func() {
		for lines := bufio.NewScanner(log); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
			if strings.Contains(lines.Text(), text) {
				found <- true
				_, _ = io.Copy(io.Discard, log)
				return
			}
		}
		found <- false
	}()
	select {
	case ok := <-found:
		if !ok {
			t.Fatalf("it ended without %s:\n%s", text, all.String())
		}
	case <-time.After(time.Minute):
		t.Fatalf("it has not said %s", text)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
