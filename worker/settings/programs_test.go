package settings_test

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models/vault/vaulttest"
)

// The programs as they are built end with 2 and one sentence where they are told wrong,
// before they have made anything.
func TestProgramsEndWithOneSentence(t *testing.T) {
	dir, bin := files(t), t.TempDir()
	build := exec.Command("go", "build", "-o", bin, "../../worker", "../../server", "../../server/yingsu")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	sqlite := "DATABASE_URL=sqlite:" + filepath.Join(dir, "ledger.db")
	notOne := "DATABASE_URL=sqlite:" + filepath.Join(dir, "text")
	service := vaulttest.Start(t)
	bucket := func(endpoint, name, secret string) []string {
		return []string{sqlite, "FILES_S3_ENDPOINT=" + endpoint, "FILES_S3_BUCKET=" + name, "FILES_S3_KEY=" + service.In.Key, "FILES_S3_SECRET=" + secret}
	}
	s3 := service.In.Endpoint.String()
	for _, c := range []struct {
		args string
		set  []string
		want string
	}{
		{"worker", nil, "DATABASE_URL 没有填写"},
		{"worker", []string{sqlite, "DROP_DIR=/no/such/directory"}, "DROP_DIR 所指的目录"},
		{"worker", []string{sqlite, "METRICS_ADDRESS=" + taken.Addr().String()}, "METRICS_ADDRESS 所指的地址"},
		{"worker", []string{sqlite, "YINGSU_SEAL_KEY_FILE=" + filepath.Join(dir, "cert")}, "YINGSU_SEAL_KEY_FILE 所指的文件"},
		{"worker", []string{notOne}, "DATABASE_URL 所指的台账数据库打不开"},
		{"server", []string{sqlite, "COOKIE_SECURE=false", "SITE_URL=https://h"}, "COOKIE_SECURE 是 false"},
		{"server", []string{sqlite, "HTTP_ADDRESS=" + taken.Addr().String()}, "HTTP_ADDRESS 所指的地址"},
		{"server", bucket(s3, service.In.Name, "an0therS3cret"), "FILES_S3_BUCKET 所指的存储桶 \"yingsu-files\" 不能使用（密钥（FILES_S3_SECRET）不对）"},
		{"server", bucket(s3, "another-bucket", service.In.Secret), "FILES_S3_BUCKET 所指的存储桶 \"another-bucket\" 不能使用（没有这个名称的存储桶）"},
		{"server", bucket("http://s3.invalid", "files", "S3cret"), "FILES_S3_BUCKET 所指的存储桶 \"files\" 不能使用（查不到主机名）"},
		{"server", append(bucket(s3, "files", "S3cret"), "FILES_DIR="+dir), "FILES_DIR 和 FILES_S3_BUCKET 都已填写"},
		{"server", bucket(s3, "files", ""), "FILES_S3_SECRET 没有填写"},
		{"yingsu sweep", bucket(s3, "another-bucket", service.In.Secret), "yingsu: FILES_S3_BUCKET 所指的存储桶"},
		{"server", []string{"DATABASE_URL=postgres://yingsu:S3cret@nowhere.invalid/yingsu"}, "DATABASE_URL 所指的台账数据库打不开（查不到主机名）"},
		{"server --port 80", []string{sqlite}, "命令行 不接受参数"},
		{"yingsu verify", []string{"DATABASE_URL=mysql://u:S3cret@h/d"}, "yingsu: DATABASE_URL 既不以"},
		{"yingsu reconcile", []string{sqlite, "TEMPORAL_ADDRESS=temporal"}, "yingsu: TEMPORAL_ADDRESS 是"},
	} {
		args := strings.Fields(c.args)
		program := exec.CommandContext(t.Context(), filepath.Join(bin, args[0]), args[1:]...)
		var said bytes.Buffer
		program.Stderr, program.Stdout, program.Env = &said, &said, c.set
		err := program.Run()
		var ended *exec.ExitError
		lines := strings.Split(strings.TrimRight(said.String(), "\n"), "\n")
		sentence := lines[len(lines)-1]
		if !errors.As(err, &ended) || ended.ExitCode() != 2 || !strings.HasPrefix(sentence, c.want) || strings.Contains(said.String(), "S3cret") {
			t.Errorf("%s %v: %v: %s", c.args, c.set, err, &said)
		}
		for _, line := range lines[:len(lines)-1] { // what a log said before
			if !strings.HasPrefix(line, `{"time":`) && !strings.HasPrefix(line, "首次启动") {
				t.Errorf("%s %v also says %s", c.args, c.set, line)
			}
		}
	}
	if entries, err := os.ReadDir("/no/such"); err == nil {
		t.Errorf("made %v", entries)
	}
}
