package main

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/proof"
)

// cluster is a PostgreSQL of the test's own, whose WAL is archived.
type cluster struct {
	*ledger
	bin, home string
}

func newCluster(t *testing.T) *cluster {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Skip("PostgreSQL's programs are not installed")
	}
	home, err := os.MkdirTemp("", "cluster") // not t.TempDir: PostgreSQL's own user has to get there
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	c := &cluster{&ledger{t: t}, found[len(found)-1], home}
	if os.Getuid() == 0 {
		who, err := user.Lookup("postgres")
		c.ok(err)
		uid, _ := strconv.Atoi(who.Uid)
		c.ok(os.Chown(home, uid, -1))
	}
	c.as("initdb", "-D", c.path("data"), "-A", "trust", "-U", "postgres", "-k")
	c.as("/bin/mkdir", c.path("archive"))
	// On a socket, for a port that is free now can be another's when it starts again.
	c.configure("data", "unix_socket_directories='"+home+"'", "listen_addresses=''", "wal_level=replica", "fsync=off",
		"archive_mode=on", "archive_command='"+archiveCommand(t, c.path("archive"))+"'")
	c.start("data")
	return c
}

func (c *cluster) path(name string) string { return filepath.Join(c.home, name) }

// as runs one of PostgreSQL's programs as PostgreSQL's own user, as it wants.
func (c *cluster) as(program string, args ...string) {
	c.t.Helper()
	if !filepath.IsAbs(program) {
		program = filepath.Join(c.bin, program)
	}
	command := exec.Command(program, args...)
	if os.Getuid() == 0 {
		command = exec.Command("runuser", append([]string{"-u", "postgres", "--", program}, args...)...)
	}
	command.Dir = "/"
	if out, err := command.CombinedOutput(); err != nil {
		c.t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
}

func (c *cluster) configure(data string, lines ...string) {
	c.t.Helper()
	f, err := os.OpenFile(filepath.Join(c.path(data), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	c.ok(err)
	_, err = f.WriteString(strings.Join(lines, "\n") + "\n")
	c.ok(err)
	c.ok(f.Close())
}

// start starts a data directory and stops it, as a power cut does, when the test
// ends.
func (c *cluster) start(data string) {
	c.t.Helper()
	c.as("pg_ctl", "-D", c.path(data), "-l", filepath.Join(c.home, data+".log"), "-w", "start")
	c.t.Cleanup(func() { c.stop(data) })
}

func (c *cluster) stop(data string) {
	if _, err := os.Stat(filepath.Join(c.path(data), "postmaster.pid")); err == nil {
		c.as("pg_ctl", "-D", c.path(data), "-m", "immediate", "-w", "stop")
	}
}

// archiveCommand is the one of BACKUP.md, for an archive that lies elsewhere.
func archiveCommand(t *testing.T, archive string) string {
	t.Helper()
	page, err := os.ReadFile("BACKUP.md")
	if err != nil {
		t.Fatal(err)
	}
	_, command, _ := strings.Cut(string(page), "archive_command = '")
	command, _, found := strings.Cut(command, "'\n")
	if !found {
		t.Fatal("BACKUP.md has no archive_command")
	}
	return strings.ReplaceAll(command, "/archive/", archive+"/")
}

// TestASegmentIsArchivedWholeOrNotAtAll runs the archive command of BACKUP.md as
// PostgreSQL does, after power cuts at its worst moments.
func TestASegmentIsArchivedWholeOrNotAtAll(t *testing.T) {
	for name, x := range map[string]struct {
		there    map[string]string // in the archive before
		archived bool
	}{
		"the first time":                    {nil, true},
		"after it was cut off while copied": {map[string]string{"0001.part": "seg"}, true},
		"after it was cut off when done":    {map[string]string{"0001": "segment"}, true},
		"where another one is":              {map[string]string{"0001": "another"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			archive, segment := t.TempDir(), filepath.Join(t.TempDir(), "segment")
			write := func(path, text string) {
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write(segment, "segment")
			for name, text := range x.there {
				write(filepath.Join(archive, name), text)
			}
			command := strings.NewReplacer("%p", segment, "%f", "0001").Replace(archiveCommand(t, archive))
			if err := exec.Command("sh", "-c", command).Run(); (err == nil) != x.archived {
				t.Errorf("archived: %v", err)
			}
			want := "segment"
			if !x.archived {
				want = x.there["0001"]
			}
			if got, err := os.ReadFile(filepath.Join(archive, "0001")); string(got) != want {
				t.Errorf("the archive holds %q (%v), want %q", got, err, want)
			}
			if left, _ := os.ReadDir(archive); len(left) != 1 {
				t.Errorf("the archive holds %v", left)
			}
		})
	}
}

// archiveAll returns when everything that was written is in the archive.
func (c *cluster) archiveAll() {
	c.t.Helper()
	db, err := sql.Open("pgx", c.url())
	c.ok(err)
	defer db.Close()
	var last string
	c.ok(db.QueryRow("SELECT pg_walfile_name(pg_switch_wal())").Scan(&last))
	for deadline := time.Now().Add(20 * time.Second); ; <-time.After(50 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(c.path("archive"), last)); err == nil {
			return
		}
		if time.Now().After(deadline) {
			c.t.Fatalf("%s was not archived", last)
		}
	}
}

func (c *cluster) url() string {
	return "postgres://postgres@/postgres?sslmode=disable&host=" + url.QueryEscape(c.home)
}

// yingsu runs the tool on what the environment names.
func (c *cluster) want(code int, args ...string) string {
	c.t.Helper()
	return wanted(c.t, code, args...)
}

// TestPostgresIsRestoredToAMomentDuringWrites follows BACKUP.md: a base backup
// and archived WAL, taken while lawsuits are filed, give the ledger as it was at
// any moment after; it verifies, and is sealed again once a person has said that it
// was restored.
func TestPostgresIsRestoredToAMomentDuringWrites(t *testing.T) {
	c := newCluster(t)
	outside := t.TempDir()
	t.Setenv("DATABASE_URL", c.url())
	t.Setenv(proof.KeyVariable, filepath.Join(outside, "key"))
	t.Setenv(proof.AnchorVariable, filepath.Join(outside, "seals"))
	c.want(proof.Clean, "key", filepath.Join(outside, "key"))
	s, err := store.Open(t.Context(), c.url())
	c.ok(err)
	for _, who := range []models.User{{Username: "auditor", Name: "a", Role: models.Auditor, PasswordHash: "-"}, {Username: "clerk", Name: "c", Role: models.Clerk, PasswordHash: "-"}} {
		_, err := s.CreateUser(t.Context(), who)
		c.ok(err)
	}
	c.file(s, 1)
	c.want(proof.Clean, "seal")

	// Writers that go on until the power cut, and a note of what each was told.
	stop, written := make(chan struct{}), make(chan time.Time, 100000)
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for n := 2 + w; ; n += 3 {
				select {
				case <-stop:
					return
				default:
				}
				c.file(s, n)
				written <- time.Now()
			}
		})
	}
	atLeast := func(n int) {
		for len(written) < n {
			<-time.After(10 * time.Millisecond)
		}
	}
	atLeast(10)
	c.as("pg_basebackup", "-d", c.url(), "-D", c.path("base"), "-c", "fast", "-X", "stream")
	c.as("pg_verifybackup", c.path("base"))
	atLeast(len(written) + 20)
	c.want(proof.Clean, "seal") // sealed during writes, it verifies during writes
	c.want(proof.Clean, "verify")
	moment := time.Now()
	atLeast(len(written) + 20)
	c.want(proof.Clean, "seal")
	close(stop)
	writers.Wait()
	close(written)
	before, all := 1, 1
	for at := range written {
		if all++; at.Before(moment) {
			before++
		}
	}
	c.archiveAll()
	c.ok(s.Close())
	c.stop("data")

	began := time.Now()
	c.as("/bin/cp", "-a", c.path("base"), c.path("restored"))
	c.configure("restored", "restore_command='cp "+c.path("archive")+"/%f %p'",
		"recovery_target_time='"+moment.UTC().Format("2006-01-02 15:04:05.000000+00")+"'", "recovery_target_action='promote'", "archive_mode=off")
	c.ok(os.WriteFile(filepath.Join(c.path("restored"), "recovery.signal"), nil, 0o644))
	c.start("restored")
	t.Logf("restored in %v", time.Since(began).Round(time.Millisecond))

	out := c.want(proof.Tampered, "verify")
	if !strings.Contains(out, "台账被退回到了较早的状态") {
		t.Errorf("that the ledger was set back is not said:\n%s", out)
	}
	c.want(proof.NotSeen, "seal")
	c.want(proof.Clean, "seal", "--restored=演练")
	out = c.want(proof.Clean, "verify")
	if !strings.Contains(out, "演练") {
		t.Errorf("that it was restored is not said:\n%s", out)
	}
	var lawsuits int
	_, err = fmt.Sscanf(out[strings.Index(out, "案件"):], "案件%d件", &lawsuits)
	c.ok(err)
	if lawsuits < before || lawsuits >= all {
		t.Errorf("%d lawsuits, want at least the %d that were there, and fewer than all %d", lawsuits, before, all)
	}
	t.Logf("%d lawsuits at the moment, %d restored, %d in the end", before, lawsuits, all)
	s, err = store.Attach(t.Context(), c.url())
	c.ok(err)
	c.file(s, 90000)
	c.ok(s.Close())
	c.want(proof.Clean, "verify")
}
