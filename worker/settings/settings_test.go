package settings_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"yingsu/worker/settings"
)

// good is what lets each program start.
var good = []string{"DATABASE_URL=postgres://yingsu:S3cret@db.example:5432/yingsu?sslmode=disable", "SITE_URL=https://yingsu.example.gov.cn"}

// programs are read into new structs each time.
var programs = map[string]func() any{
	"worker": func() any { return &settings.Worker{} },
	"server": func() any { return &settings.Server{} },
	"tool":   func() any { return &settings.Tool{} },
	"dev":    func() any { return &settings.Dev{} },
}

// case of wrong settings: for every program that knows the first variable, unless it
// names one.
type slip struct {
	set  string // variables, separated by spaces; FILES stands for the directory of the test's files
	name string // that the sentence begins with
	says string // what it says to write instead, or why
	only string // program
}

var slips = []slip{
	{set: "DATABASE_URL=", name: "DATABASE_URL", says: "postgres://用户名:密码@主机:端口/库名"},
	{set: "DATABASE_URL=mysql://root:S3cret@h/db", name: "DATABASE_URL", says: "postgres://"},
	{set: "DATABASE_URL=S3cret", name: "DATABASE_URL", says: "postgres://"},
	{set: "DATABASE_URL=postgres://u:S3cret%zz@h/db", name: "DATABASE_URL", says: "%40"},
	{set: "DATABASE_URL=postgres://u:S3c#ret@h/db", name: "DATABASE_URL", says: "postgres://"},
	{set: "DATABASE_URL=postgres://u:S3cret@h:port/db", name: "DATABASE_URL", says: "postgres://"},
	{set: "DATABASE_URL=postgres://u:S3cret@h:5432", name: "DATABASE_URL", says: "库名"},
	{set: "DATABASE_URL=sqlite:", name: "DATABASE_URL", says: "sqlite:文件路径"},
	{set: "DATABASE_URL=sqlite:FILES/none/x.db", name: "DATABASE_URL", says: "先建立目录"},
	{set: "DATABASE_URL=sqlite:FILES", name: "DATABASE_URL", says: "是目录"},

	{set: "TEMPORAL_ADDRESS=temporal", name: "TEMPORAL_ADDRESS", says: "主机:端口"},
	{set: "TEMPORAL_ADDRESS=http://temporal:7233", name: "TEMPORAL_ADDRESS", says: "不带 http://"},
	{set: "TEMPORAL_ADDRESS=temporal:0", name: "TEMPORAL_ADDRESS", says: "主机:端口"},
	{set: "TEMPORAL_ADDRESS=:7233", name: "TEMPORAL_ADDRESS", says: "主机:端口"},
	{set: "TEMPORAL_NAMESPACE=yingsu\n", name: "TEMPORAL_NAMESPACE", says: "换行"},
	{set: "TEMPORAL_TLS=on", name: "TEMPORAL_TLS", says: "true 或者 false"},
	{set: "TEMPORAL_TLS=false TEMPORAL_API_KEY=S3cret", name: "TEMPORAL_TLS", says: "TEMPORAL_API_KEY"},
	{set: "TEMPORAL_TLS=false TEMPORAL_TLS_CLIENT_CERT_PATH=FILES/cert TEMPORAL_TLS_CLIENT_KEY_PATH=FILES/key", name: "TEMPORAL_TLS", says: "true"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_PATH=FILES/none", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "不存在"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_PATH=FILES", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "是目录"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_PATH=FILES/cert", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "TEMPORAL_TLS_CLIENT_KEY_PATH"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_PATH=FILES/cert TEMPORAL_TLS_CLIENT_KEY_PATH=FILES/other", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "相配"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_DATA=S3cret TEMPORAL_TLS_CLIENT_KEY_DATA=S3cret", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "相配"},
	{set: "TEMPORAL_TLS_CLIENT_CERT_DATA=S3cret TEMPORAL_TLS_CLIENT_KEY_PATH=FILES/key", name: "TEMPORAL_TLS_CLIENT_CERT_PATH", says: "_DATA"},
	{set: "TEMPORAL_TLS_CLIENT_KEY_DATA=S3cret TEMPORAL_TLS_CLIENT_KEY_PATH=FILES/key", name: "TEMPORAL_TLS_CLIENT_KEY_DATA", says: "其中一项"},
	{set: "TEMPORAL_TLS_SERVER_CA_CERT_PATH=FILES/text", name: "TEMPORAL_TLS_SERVER_CA_CERT_PATH", says: "PEM"},
	{set: "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION=ja", name: "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", says: "true 或者 false"},
	{set: "TEMPORAL_CONFIG_FILE=FILES/none", name: "TEMPORAL_CONFIG_FILE", says: "不存在"},
	{set: "TEMPORAL_ADRESS=temporal:7233", name: "TEMPORAL_ADRESS", says: "TEMPORAL_ADDRESS"},

	{set: "PAYLOAD_KEYS_FILE=FILES/none", name: "PAYLOAD_KEYS_FILE", says: "不存在"},
	{set: "PAYLOAD_KEYS_FILE=FILES", name: "PAYLOAD_KEYS_FILE", says: "是目录"},
	{set: "PAYLOAD_KEYS_FILE=FILES/empty", name: "PAYLOAD_KEYS_FILE", says: "没有密钥"},
	{set: "PAYLOAD_KEYS_FILE=FILES/short", name: "PAYLOAD_KEYS_FILE", says: "第2行有误：密钥不是 32 字节"},
	{set: "PAYLOAD_KEYS_FILE=FILES/twice", name: "PAYLOAD_KEYS_FILE", says: "第2行有误：与前面的密钥同名"},
	{set: "PAYLOAD_KEYS_FILE=FILES/nameless", name: "PAYLOAD_KEYS_FILE", says: "第1行有误：不是用空格隔开"},
	{set: "PAYLOAD_KEY_FILE=FILES/keys", name: "PAYLOAD_KEY_FILE", says: "PAYLOAD_KEYS_FILE"},

	{set: "SITE_URL=yingsu.example.gov.cn", name: "SITE_URL", says: "https://"},
	{set: "SITE_URL=https://", name: "SITE_URL", says: "https://"},
	{set: "SITE_URL=https://h/pages", name: "SITE_URL", says: "只到主机和端口"},
	{set: "SITE_URL=https://h:99999", name: "SITE_URL", says: "https://"},
	{set: "SITE_URL=https://admin:S3cret@h", name: "SITE_URL", says: "https://"},
	{set: "CONSOLE_UPSTREAM=console:8080", name: "CONSOLE_UPSTREAM", says: "http://"},
	{set: "CONSOLE_UPSTREAM=http://console:8080/console", name: "CONSOLE_UPSTREAM", says: "只到主机和端口"},
	{set: "CONSOLE_UPSTREAM=https://yingsu.example.gov.cn/", name: "CONSOLE_UPSTREAM", says: "与 SITE_URL 相同"},
	{set: "CONSOLE_URL=/console", name: "CONSOLE_URL", says: "http://"},
	{set: "CONSOLE_DISCREET=ja", name: "CONSOLE_DISCREET", says: "true 或者 false"},
	{set: "CONSOLE_UPSTRAEM=http://console:8080", name: "CONSOLE_UPSTRAEM", says: "CONSOLE_UPSTREAM"},
	{set: "COOKIE_SECURE=ja", name: "COOKIE_SECURE", says: "true 或者 false"},
	{set: "COOKIE_SECURE=false", name: "COOKIE_SECURE", says: "改为 true 或者不填"},
	{set: "COOKIE_SECURE=true SITE_URL=http://h", name: "COOKIE_SECURE", says: "SITE_URL"},
	{set: "SECOND_STEP=false", name: "SECOND_STEP", says: "administrators 或者 optional"},
	{set: "SECOND_STEPS=optional", name: "SECOND_STEPS", says: "SECOND_STEP"},
	{set: "WATERMARK=ja", name: "WATERMARK", says: "true 或者 false"},
	{set: "OIDC_CLIENT_ID=yingsu", name: "OIDC_CLIENT_ID", says: "OIDC_ISSUER 未填"},
	{set: "OIDC_CLIENT_SECRET=S3cret", name: "OIDC_CLIENT_SECRET", says: "OIDC_ISSUER 未填"},
	{set: "OIDC_ISSUER=id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret", name: "OIDC_ISSUER", says: "https://"},
	{set: "OIDC_ISSUER=http://id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret", name: "OIDC_ISSUER", says: "不是 https"},
	{set: "OIDC_ISSUER=https://u:S3cret@id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret", name: "OIDC_ISSUER", says: "https://"},
	{set: "OIDC_ISSUER=https://id.example.gov.cn OIDC_CLIENT_SECRET=S3cret", name: "OIDC_CLIENT_ID", says: "没有填写"},
	{set: "OIDC_ISSUER=https://id.example.gov.cn OIDC_CLIENT_ID=yingsu", name: "OIDC_CLIENT_SECRET", says: "没有填写"},
	{set: "OIDC_ISSUER=https://id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret SITE_URL=", name: "OIDC_ISSUER", says: "SITE_URL 未填"},
	{set: "OIDC_ISSUER=https://id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret OIDC_CLIENT_SECRET_FILE=FILES/text", name: "OIDC_CLIENT_SECRET_FILE", says: "只填其中一项"},
	{set: "OIDC_ISSUER=https://id.example.gov.cn OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET_FILE=FILES/none", name: "OIDC_CLIENT_SECRET_FILE", says: "不能读取"},
	{set: "OIDC_ISUER=https://id.example.gov.cn", name: "OIDC_ISUER", says: "OIDC_ISSUER"},
	{set: "HTTP_ADDRESS=8080", name: "HTTP_ADDRESS", says: "主机:端口"},
	{set: "HTTP_ADDRESS=:80800", name: "HTTP_ADDRESS", says: "主机:端口"},
	{set: "TRUSTED_PROXIES=10.0.0.5", name: "TRUSTED_PROXIES", says: "10.0.0.5/32"},
	{set: "TRUSTED_PROXY=10.0.0.5/32", name: "TRUSTED_PROXY", says: "TRUSTED_PROXIES"},
	{set: "GOGC=many", name: "GOGC", says: "off"},

	{set: "DROP_DIR=FILES/none", name: "DROP_DIR", says: "先建立目录"},
	{set: "DROP_DIR=FILES/keys", name: "DROP_DIR", says: "不是目录"},
	{set: "MAIL_HOST=smtp.example.gov.cn", name: "MAIL_HOST", says: "主机:端口"},
	{set: "MAIL_HOST=smtp.example.gov.cn:465", name: "MAIL_FROM", says: "yingsu@example.gov.cn"},
	{set: "MAIL_HOST=smtp.example.gov.cn:465 MAIL_FROM=yingsu", name: "MAIL_FROM", says: "完整的发件人"},
	{set: "MAIL_FROM=yingsu@example.gov.cn", name: "MAIL_FROM", says: "MAIL_HOST"},
	{set: "MAIL_HOST=h.example:25 MAIL_FROM=yingsu@example.gov.cn MAIL_TLS=ssl", name: "MAIL_TLS", says: "starttls"},
	{set: "MAIL_HOST=h.example:25 MAIL_FROM=yingsu@example.gov.cn MAIL_USER=yingsu", name: "MAIL_USER", says: "MAIL_PASSWORD"},
	{set: "MAIL_HOST=h.example:25 MAIL_FROM=yingsu@example.gov.cn MAIL_PASSWORD=S3cret MAIL_USER=yingsu MAIL_TLS=none", name: "MAIL_TLS", says: "加密"},
	{set: "MAIL_SERVER=smtp.example.gov.cn:465", name: "MAIL_SERVER", says: "MAIL_HOST"},
	{set: "SMS_URL=sms.example.gov.cn", name: "SMS_URL", says: "https://"},
	{set: "SMS_URL=https://u:S3cret@h.example/{phone}/{text}", name: "SMS_URL", says: "https://"},
	{set: "SMS_URL=https://h.example/?to={phone}", name: "SMS_URL", says: "{text}"},
	{set: `SMS_URL=https://h.example SMS_BODY={"to":{phone},"text":{text}`, name: "SMS_BODY", says: "JSON"},
	{set: "SMS_ACCEPTED=ok", name: "SMS_ACCEPTED", says: "SMS_URL"},
	{set: "WEBHOOK_CHANNELS=wecom,slack", name: "WEBHOOK_CHANNELS", says: "dingtalk"},
	{set: "WEBHOOK_HOSTS=https://robot.example.gov.cn", name: "WEBHOOK_HOSTS", says: "不带 https://"},
	{set: "WEBHOOK_HOSTS=robot.example:port", name: "WEBHOOK_HOSTS", says: "主机:端口"},
	{set: "WEBHOOK_HOST=robot.example", name: "WEBHOOK_HOST", says: "WEBHOOK_HOSTS"},
	{set: "POST_NAMES=ja", name: "POST_NAMES", says: "true 或者 false"},
	{set: "METRICS_ADDRESS=9090", name: "METRICS_ADDRESS", says: "主机:端口"},
	{set: "LAWSUITS_AT_HAND=9", name: "LAWSUITS_AT_HAND", says: "不小于 10"},
	{set: "LAWSUITS_AT_HAND=viele", name: "LAWSUITS_AT_HAND", says: "不小于 10"},
	{set: "FILES_S3_ENDPOINT=s3.example.gov.cn", name: "FILES_S3_ENDPOINT", says: "https://"},
	{set: "FILES_S3_ENDPOINT=https://s3.example.gov.cn/files", name: "FILES_S3_ENDPOINT", says: "只到主机和端口"},
	{set: "FILES_S3_BUCKET=files FILES_S3_ENDPOINT=https://s3.example FILES_S3_KEY=k", name: "FILES_S3_SECRET", says: "都填写或者都不填"},
	{set: "FILES_S3_SECRET=S3cret FILES_DIR=FILES", name: "FILES_S3_ENDPOINT", says: "FILES_S3_SECRET 已填"},
	{set: "FILES_S3_REGION=cn-north-1", name: "FILES_S3_ENDPOINT", says: "FILES_S3_REGION 已填"},
	{set: "FILES_DIR=FILES FILES_S3_ENDPOINT=https://s3.example FILES_S3_BUCKET=files FILES_S3_KEY=k FILES_S3_SECRET=S3cret", name: "FILES_DIR", says: "只填目录或者只填存储桶"},
	{set: "FILES_LIMIT=6000 FILES_S3_ENDPOINT=https://s3.example FILES_S3_BUCKET=files FILES_S3_KEY=k FILES_S3_SECRET=S3cret", name: "FILES_LIMIT", says: "5120 MiB"},
	{set: "FILES_BUCKET=files", name: "FILES_BUCKET", says: "FILES_S3_BUCKET"},
	{set: "YINGSU_SEAL_KEY_FILE=FILES/none/seal.key", name: "YINGSU_SEAL_KEY_FILE", says: "先建立目录"},
	{set: "YINGSU_SEAL_KEY_FILE=FILES", name: "YINGSU_SEAL_KEY_FILE", says: "是目录"},
	{set: "YINGSU_SEAL_ANCHOR_FILE=FILES/none/seals.txt YINGSU_SEAL_KEY_FILE=FILES/seal.key", name: "YINGSU_SEAL_ANCHOR_FILE", says: "先建立目录"},
	{set: "YINGSU_SEAL_KEY_FILE=FILES/s YINGSU_SEAL_ANCHOR_FILE=FILES/s", name: "YINGSU_SEAL_ANCHOR_FILE", says: "同一个文件"},
	{set: "YINGSU_SEAL_ANCHOR_FILE=FILES/seals.txt", name: "YINGSU_SEAL_ANCHOR_FILE", says: "YINGSU_SEAL_KEY_FILE", only: "worker"},
	{set: "YINGSU_SEAL_KEY=FILES/seal.key", name: "YINGSU_SEAL_KEY", says: "YINGSU_SEAL_KEY_FILE"},
}

// Each slip is answered in one sentence, which names the variable, says what to write
// instead, and gives no secret away.
func TestSlips(t *testing.T) {
	dir := files(t)
	for _, s := range slips {
		set := in(dir, s.set)
		variable, _, _ := strings.Cut(set, "=")
		asked := 0
		for program, fresh := range programs {
			known := slices.Contains(settings.Known(), variable)
			if s.only != "" && s.only != program || known && !slices.Contains(settings.Names(fresh()), variable) {
				continue
			}
			if program == "tool" && set == "DATABASE_URL=" {
				continue // --data may say where
			}
			asked++
			_, err := settings.Read(fresh(), nil, append(environment(program), strings.Split(set, " ")...))
			checkSentence(t, program+": "+s.set, err, s.name, s.says)
		}
		if asked == 0 {
			t.Errorf("%s: no program was asked", s.set)
		}
	}
}

// in puts the directory of the test's files where FILES stands for it.
func in(dir, set string) string {
	return strings.NewReplacer("=FILES", "="+dir, ":FILES", ":"+dir).Replace(set)
}

func environment(program string) []string {
	if program == "worker" {
		return append(slices.Clone(good), "YINGSU_SEAL_KEY_FILE=", "METRICS_ADDRESS=:9090")
	}
	return slices.Clone(good)
}

func checkSentence(t *testing.T, what string, err error, name, says string) {
	t.Helper()
	var wrong *settings.Wrong
	if !errors.As(err, &wrong) {
		t.Errorf("%s: %v", what, err)
		return
	}
	text := wrong.Error()
	if wrong.Name != name || !strings.HasPrefix(text, name+" ") || !strings.Contains(text, says) {
		t.Errorf("%s: %s", what, text)
	}
	if strings.ContainsAny(text, "\r\n") || strings.Count(text, "。") != 1 || !strings.HasSuffix(text, "。") || !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("%s: not one plain sentence: %q", what, text)
	}
	if strings.Contains(text, "S3c") || strings.Contains(text, secretKey) {
		t.Errorf("%s: gives a secret away: %s", what, text)
	}
}

// What is right is read as it stands.
func TestRightSettings(t *testing.T) {
	dir := files(t)
	for program, fresh := range programs {
		for _, set := range []string{
			"", "PAYLOAD_KEYS_FILE=FILES/keys", "TEMPORAL_TLS_CLIENT_CERT_PATH=FILES/cert TEMPORAL_TLS_CLIENT_KEY_PATH=FILES/key TEMPORAL_TLS_SERVER_CA_CERT_PATH=FILES/cert",
			"TEMPORAL_ADDRESS=n.a.tmprl.cloud:7233 TEMPORAL_API_KEY=S3cret TEMPORAL_TLS=true", "TEMPORAL_ADDRESS=[::1]:7233", "DATABASE_URL=sqlite:FILES/x.db", "SITE_URL=http://localhost:8080 COOKIE_SECURE=false",
			"SITE_URL= COOKIE_SECURE=true SECOND_STEP=administrators", "SECOND_STEP=optional", "CONSOLE_UPSTREAM=http://console:8080/ CONSOLE_URL=https://c.example/temporal/", "DROP_DIR=FILES",
			"MAIL_HOST=smtp.example.gov.cn:465 MAIL_FROM=应诉系统<yingsu@example.gov.cn> MAIL_USER=yingsu MAIL_PASSWORD=S3cret", "MAIL_HOST=127.0.0.1:25 MAIL_FROM=yingsu@example.gov.cn MAIL_TLS=none POST_NAMES=1",
			`SMS_URL=http://sms.internal:8080/{phone} SMS_BODY={"text":"{text}","id":"{key}"} SMS_ACCEPTED="code":0`, "WEBHOOK_CHANNELS=wecom,dingtalk WEBHOOK_HOSTS=robot.example.gov.cn,10.0.0.9:8443",
			"YINGSU_SEAL_KEY_FILE=FILES/seal.key YINGSU_SEAL_ANCHOR_FILE=FILES/seals.txt",
			"FILES_DIR=FILES FILES_LIMIT=6000", "FILES_DIR= FILES_S3_ENDPOINT=http://10.0.0.9:9000 FILES_S3_BUCKET=files FILES_S3_KEY=k FILES_S3_SECRET=S3cret FILES_S3_REGION=cn-north-1",
			"OIDC_ISSUER=https://id.example.gov.cn/realms/staff/ OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET=S3cret WATERMARK=false SITE_URL=https://h", "OIDC_ISSUER=http://127.0.0.1:9000 OIDC_CLIENT_ID=yingsu OIDC_CLIENT_SECRET_FILE=FILES/text SITE_URL=https://h",
			"GOGC=off GOMEMLIMIT=1GiB HTTP_PROXY=http://proxy:3128 DATABASE_PASSWORD=x", "DATABASE_URL=postgres:///yingsu?host=/run/postgresql",
			"CONSOLE_SERVICE_HOST=10.0.0.1 CONSOLE_PORT=tcp://10.0.0.1:80 CONSOLE_PORT_80_TCP_ADDR=10.0.0.1 TEMPORAL_SERVICE_PORT_GRPC=7233 TEMPORAL_CLI_VERSION=1",
		} {
			told := append(environment(program), strings.Split(in(dir, set), " ")...)
			if _, err := settings.Read(fresh(), nil, told); err != nil {
				t.Errorf("%s: %s: %v", program, set, err)
			}
		}
	}
	var s settings.Server
	_, err := settings.Read(&s, nil, append(good, "CONSOLE_UPSTREAM=http://console:8080/", "TRUSTED_PROXIES=10.0.0.5/32, fd00::/8", "PAYLOAD_KEYS_FILE="+filepath.Join(dir, "keys"), "CONSOLE_DISCREET=1"))
	if err != nil || string(s.Console) != "http://console:8080" || len(s.Proxies) != 2 || !s.Keys.Seals() || !s.Discreet.On || !s.HTTPSOnly() {
		t.Errorf("%+v, %v", s, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".settings-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Programs take no arguments: what is typed there anybody on the machine can read.
func TestArguments(t *testing.T) {
	var s settings.Server
	_, err := settings.Read(&s, []string{"--DATABASE_URL=postgres://u:S3cret@h/d"}, good)
	checkSentence(t, "an argument", err, "命令行", "--help")
	help, err := settings.Read(&s, []string{"--help"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range settings.Names(&s) {
		if !regexp.MustCompile(`(?m)^` + name + `\n    \p{Han}?.{4,}。$`).MatchString(help) {
			t.Errorf("--help says nothing of %s:\n%s", name, help)
		}
	}
}

// Every variable that the programs read stands in the list.
func TestEveryVariableIsListed(t *testing.T) {
	reads := regexp.MustCompile(`(?:os\.Getenv|os\.LookupEnv|environment)\("([^"]+)"\)|Variable += "([A-Z_]+)"`)
	aside := []string{"topology", "vaulttest"} // drills and tests have variables of their own
	seen := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && slices.Contains(aside, d.Name()) || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			if d != nil && d.IsDir() && slices.Contains(aside, d.Name()) {
				return fs.SkipDir
			}
			return err
		}
		source, err := os.ReadFile(path)
		for _, found := range reads.FindAllSubmatch(source, -1) {
			seen++
			if name := string(found[1]) + string(found[2]); !slices.Contains(settings.Known(), name) {
				t.Errorf("%s reads %s, which is not listed", path, name)
			}
		}
		return err
	})
	if err != nil || seen < 5 {
		t.Errorf("%d variables were found: %v", seen, err)
	}
}

var secretKey = base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))

// files makes the files that the settings of a test name.
// SETTINGS.md tells of every variable that a program reads, and of no other.
func TestThePageTellsOfEachVariable(t *testing.T) {
	page, err := os.ReadFile("SETTINGS.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{"TMPDIR": true} // the system's own
	for _, name := range regexp.MustCompile("`([A-Z][A-Z0-9_]+)[`=]").FindAllStringSubmatch(string(page), -1) {
		told[name[1]] = true
	}
	read := map[string]bool{"TMPDIR": true}
	for _, program := range programs {
		variables(reflect.TypeOf(program()).Elem(), read)
	}
	for name := range read {
		if !told[name] {
			t.Errorf("%s is read, and the page does not tell of it", name)
		}
	}
	for name := range told {
		if !read[name] {
			t.Errorf("the page tells of %s, and nobody reads it", name)
		}
	}
}

// variables notes what a program reads, with what is embedded in it.
func variables(program reflect.Type, read map[string]bool) {
	for field := range program.Fields() {
		switch name := field.Tag.Get("name"); {
		case field.Anonymous:
			variables(field.Type, read)
		case name != "":
			read[name] = true
		}
	}
}

func files(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	cert, key := pair(t)
	_, other := pair(t)
	for name, content := range map[string]string{
		"cert": cert, "key": key, "other": other, "text": "nothing", "keys": "a " + secretKey + "\n", "empty": "# none\n",
		"short": "a " + secretKey + "\nb " + secretKey[:20] + "\n", "twice": "a " + secretKey + "\na " + secretKey + "\n", "nameless": secretKey + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func pair(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	certDER, err1 := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	keyDER, err2 := x509.MarshalPKCS8PrivateKey(private)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certDER})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}))
}
