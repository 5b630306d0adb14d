package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The program ends with 2 and one sentence where it is told wrong.
func TestToldWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "no key")
	drilled := memoryDir(t)
	for _, c := range []struct{ args, set, want string }{
		{"-port 80", "", "命令行 参数有误"},
		{"80", "", "命令行 参数有误"},
		{"-today tomorrow", "", "命令行 参数有误"},
		{"-http 8080", "", "-http 是"},
		{"-drill -2", "", "-drill 是 -2"},
		{"-today 2026-03-02", "", "-today 只用于演练"},
		{"-data " + file, "", "-data 所指的目录"},
		{"-http " + taken.Addr().String(), "", "-http 所指的地址"},
		{"-sample", "DROP_DIR=/no/such/directory", "DROP_DIR 所指的目录"},
		{"-sample", "PAYLOAD_KEYS_FILE=" + file, "PAYLOAD_KEYS_FILE 所指的密钥文件"},
		{"-sample", "YINGSU_SAMPLE_PASS=x", "YINGSU_SAMPLE_PASS 不是本系统的环境变量"},
	} {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), "TEST_DEV_ARGS=-data "+drilled+" -temporal 127.0.0.1:0 "+c.args, c.set)
		var said bytes.Buffer
		cmd.Stderr, cmd.Stdout = &said, &said
		err := cmd.Run()
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != 2 || !strings.HasPrefix(said.String(), c.want) || strings.Count(said.String(), "\n") != 1 {
			t.Errorf("%s %s: %v: %s", c.args, c.set, err, &said)
		}
	}
}
