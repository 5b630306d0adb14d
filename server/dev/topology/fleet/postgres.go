package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// Postgres is the database cluster: the ledger and Temporal's two databases in
// one, so that one backup is one moment.
type Postgres struct {
	*Part
	port int
}

// newPostgres makes a cluster in a directory, and does not start it.
func newPostgres(ctx context.Context, dir string, port int) (*Postgres, error) {
	bin, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	as, err := postgresUser()
	if err != nil {
		return nil, err
	}
	home, data := filepath.Join(dir, "postgresql"), filepath.Join(dir, "postgresql", "data")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	if as != nil {
		if err := os.Chown(home, int(as.Uid), int(as.Gid)); err != nil {
			return nil, err
		}
	}
	p := &Postgres{port: port, Part: &Part{
		Name: "postgresql", Log: filepath.Join(dir, "logs", "postgresql.log"),
		program: filepath.Join(bin, "postgres"), as: as, env: []string{"LC_ALL=C.UTF-8", "TZ=UTC"},
		args:  []string{"-D", data, "-p", strconv.Itoa(port), "-k", home, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"},
		quit:  syscall.SIGINT,  // pg_ctl stop -m fast
		crash: syscall.SIGQUIT, // pg_ctl stop -m immediate: its children end with it
	}}
	p.answers = func(ctx context.Context) error { return p.query(ctx, "postgres", "SELECT 1") }
	if _, err := os.Stat(data); err == nil {
		return p, nil
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "yingsu", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums")
	initdb.Env, initdb.Dir, initdb.SysProcAttr = p.env, home, &syscall.SysProcAttr{Credential: as}
	if said, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, said)
	}
	return p, nil
}

// postgresBinaries finds Debian's newest, or else those in the PATH.
func postgresBinaries() (string, error) {
	all, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if len(all) > 0 {
		return filepath.Dir(slices.MaxFunc(all, byVersion)), nil
	}
	found, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("there is no PostgreSQL on this machine: install Debian's package postgresql")
	}
	return filepath.Dir(found), nil
}

// byVersion puts 9 before 15: a longer number is a later one.
func byVersion(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) }

// postgresUser is whom the database runs as where we are root, whom it refuses.
func postgresUser() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

// URL is the address of one of its databases.
func (p *Postgres) URL(database string) string {
	return databaseURL(fmt.Sprintf("127.0.0.1:%d", p.port), database)
}

func databaseURL(address, database string) string {
	return fmt.Sprintf("postgres://yingsu@%s/%s?sslmode=disable", address, database)
}

func (p *Postgres) query(ctx context.Context, database, sql string) error {
	c, err := pgx.Connect(ctx, p.URL(database))
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	_, err = c.Exec(ctx, sql)
	return err
}
