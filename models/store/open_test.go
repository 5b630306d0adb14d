package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows/measures"
)

func TestOpenRefuses(t *testing.T) {
	for _, url := range []string{"", "mysql://root:secret@host/db", "secret", "sqlite:", "sqlite:/no/such/directory/x.db", "postgres://%zz:secret@"} {
		_, err := store.Open(t.Context(), url)
		if err == nil {
			t.Errorf("%q was opened", url)
		} else if strings.Contains(err.Error(), "secret@") {
			t.Errorf("%q: the error gives the password away: %v", url, err)
		}
	}
}

// TestMigrateTogether starts several processes on an empty database: one makes
// the tables, the others wait for it.
func TestMigrateTogether(t *testing.T) {
	url := schemaURL(t)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			s, err := store.Open(t.Context(), url)
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	group.Wait()
}

// TestUnavailable tells a database that is away from one that refuses.
func TestUnavailable(t *testing.T) {
	start := time.Now()
	_, err := store.Open(t.Context(), "postgres://127.0.0.1:1/none")
	if !store.Unavailable(err) {
		t.Errorf("nobody listens there: %v", err)
	}
	if time.Since(start) > 3*time.Second {
		t.Error("that took too long to find out")
	}
	for _, err := range []error{nil, store.ErrRevision, &models.Error{Code: models.Conflict}, &store.BrokenChain{}, context.Canceled} {
		if store.Unavailable(err) {
			t.Errorf("%v is not for the database to mend", err)
		}
	}
}

// TestKilled kills a process while it writes: what it had been told was
// recorded is there, and nothing is half done.
func TestKilled(t *testing.T) {
	if path := os.Getenv("YINGSU_TEST_WRITE_UNTIL_KILLED"); path != "" {
		writeUntilKilled(t, path)
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	child := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), "YINGSU_TEST_WRITE_UNTIL_KILLED="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if acknowledged++; acknowledged == 50 {
			child.Process.Kill()
		}
	}
	child.Wait()
	s := open(t, "sqlite:"+path)
	l, err := s.Lawsuit(t.Context(), models.Actor{Role: models.Clerk}, "killed")
	if err != nil {
		t.Fatal(err)
	}
	if acknowledged < 50 || l.Revision < int64(acknowledged) {
		t.Errorf("%d acknowledged, %d found", acknowledged, l.Revision)
	}
	if err := s.VerifyJournal(t.Context(), l.ID); err != nil {
		t.Error(err)
	}
}

func writeUntilKilled(t *testing.T, path string) {
	s := open(t, "sqlite:"+path)
	l := models.Lawsuit{ID: "killed", CaseNumber: "（2026）鲁10行初1号", OpenedAt: time.Now(), UpdatedAt: time.Now()}
	l.File.Instances = []measures.Instance{{}}
	for {
		l.Revision++
		_, err := s.Record(t.Context(), models.Recording{
			Key: fmt.Sprint(l.Revision), Lawsuit: l, Entries: []models.Entry{{Text: "写入"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(os.Stdout, "recorded", l.Revision)
	}
}
