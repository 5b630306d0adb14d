package vault_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
)

func TestDirectory(t *testing.T) {
	for _, p := range holds {
		t.Run(p.name, func(t *testing.T) {
			v, dir := open(t)
			p.hold(t, place{
				Vault: v, kills: 200,
				names: func() []string { return files(t, dir) },
				spoil: func(sum, content string) {
					must(t, os.MkdirAll(filepath.Join(dir, sum[:2]), 0o700))
					must(t, os.WriteFile(filepath.Join(dir, sum[:2], sum), []byte(content), 0o600))
				},
				writer: func() *exec.Cmd { return writer(t, dir) },
			})
		})
	}
}

func open(t *testing.T) (*vault.Directory, string) {
	t.Helper()
	dir := t.TempDir()
	v, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { v.Close() })
	return v, dir
}

// files lists everything that lies in a directory, by path.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, rel)
		}
		return err
	}))
	return all
}

func TestDraftsOfTheDeadAreSweptAway(t *testing.T) {
	v, dir := open(t)
	_, err := v.Receive(strings.NewReader("still being written"), 99)
	must(t, err)
	dead := filepath.Join(dir, "drafts", "dead")
	must(t, os.WriteFile(dead, []byte("half"), 0o600))
	must(t, os.Chtimes(dead, time.Now(), time.Now().Add(-25*time.Hour)))
	again, err := vault.Open(dir)
	must(t, err)
	defer again.Close()
	if got := files(t, dir); len(got) != 1 || got[0] == "drafts/dead" {
		t.Errorf("there are %v", got)
	}
}

// TestFullDisk: nothing half is left, it is said to be full, and once there is room
// again it goes on.
func TestFullDisk(t *testing.T) {
	dir := vaulttest.SmallDisk(t, 1<<20)
	v, err := vault.Open(dir)
	must(t, err)
	t.Cleanup(func() { v.Close() })
	first, err := put(t.Context(), v, strings.Repeat("a", 600_000))
	must(t, err)
	_, err = put(t.Context(), v, strings.Repeat("b", 600_000))
	if !vault.Full(err) {
		t.Fatalf("a full disk: %v", err)
	}
	if got := files(t, dir); len(got) != 1 || vault.Check(t.Context(), v, first) != nil {
		t.Errorf("there are %v", got)
	}
	must(t, v.Remove(t.Context(), first))
	if _, err := put(t.Context(), v, strings.Repeat("b", 600_000)); err != nil {
		t.Error(err)
	}
}
