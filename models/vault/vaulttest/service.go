// Package vaulttest runs what vaults are tried on: a real S3 service, as a process of its
// own, and disks that are soon full.
package vaulttest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"yingsu/models/vault"
)

// Service is an S3 service with one bucket and one account.
type Service struct {
	testing.TB
	In vault.InBucket

	dir     string // where it keeps what it is given
	aside   string // and what it knows of that: not every disk can keep it with the objects
	process *exec.Cmd
	said    bytes.Buffer
}

// Start starts a service with an empty bucket.
func Start(t testing.TB) *Service {
	t.Helper()
	return StartOn(t, t.TempDir())
}

// StartOn starts a service that keeps its objects in a directory.
func StartOn(t testing.TB, dir string) *Service {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{TB: t, dir: dir, aside: t.TempDir(), In: vault.InBucket{
		Endpoint: &url.URL{Scheme: "http", Host: l.Addr().String()}, Name: "yingsu-files", Key: "yingsu", Secret: "a-secret-of-the-tests",
	}}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.Begin()
	client, err := minio.New(s.In.Endpoint.Host, &minio.Options{Creds: credentials.NewStaticV4(s.In.Key, s.In.Secret, ""), Region: "us-east-1"})
	if err == nil {
		err = client.MakeBucket(t.Context(), s.In.Name, minio.MakeBucketOptions{})
	}
	if err != nil {
		t.Fatalf("no bucket: %v", err)
	}
	return s
}

// Begin starts the service, again after Kill, on what it has kept.
func (s *Service) Begin() {
	s.Helper()
	s.process = exec.CommandContext(s.Context(), gateway(s.TB), s.dir, s.aside, s.In.Endpoint.Host, s.In.Key, s.In.Secret)
	s.process.Stdout, s.process.Stderr = &s.said, &s.said
	if err := s.process.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(s.Kill)
	for until := time.Now().Add(time.Minute); ; <-time.After(10 * time.Millisecond) {
		c, err := net.Dial("tcp", s.In.Endpoint.Host)
		if err == nil {
			_ = c.Close()
			return
		}
		if time.Now().After(until) {
			s.Fatalf("the S3 service does not listen: %v: %s", err, &s.said)
		}
	}
}

// Kill ends the service at once, wherever it is.
func (s *Service) Kill() {
	if s.process.ProcessState == nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait() // it was killed
	}
}

// KillIn kills the service after a while, whatever it is doing then. Kill waits for its end.
func (s *Service) KillIn(after time.Duration) {
	process := s.process.Process
	time.AfterFunc(after, func() { _ = process.Kill() }) // or it has ended
}

// Path is where the service keeps an object.
func (s *Service) Path(key string) string { return filepath.Join(s.dir, s.In.Name, key) }

// gateway builds the service; what is built stays for the tests that come after.
func gateway(t testing.TB) string {
	t.Helper()
	program, err := build()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatal(err)
	default:
		t.Skip(err)
	}
	return program
}

var build = sync.OnceValues(func() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	program := filepath.Join(cache, "yingsu", "gateway")
	command := exec.Command("go", "build", "-o", program, ".")
	command.Dir = filepath.Join(filepath.Dir(here), "gateway")
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the S3 service of the tests cannot be built: %w: %s", err, said)
	}
	return program, nil
})

// SmallDisk is a directory with room for so many bytes.
func SmallDisk(t testing.TB, size int) string {
	t.Helper()
	dir := t.TempDir()
	err := syscall.Mount("none", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size))
	switch {
	case err == nil:
	case errors.Is(err, syscall.EPERM): // it takes root
		t.Skipf("no small disk can be made: %v", err)
	default:
		t.Fatalf("no small disk can be made: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}
