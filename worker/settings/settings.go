// Package settings is the one list of what the programs are told by their environment:
// each variable with what it is for and what it may be. A program reads all of its own
// before it does anything. Where one is wrong, or two do not go together, it ends with
// exit code 2 and one sentence for whoever installs it; with --help it prints its list.
//
// An empty variable is one that is not set. What is secret is never printed.
package settings

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"yingsu/models/store"
	"yingsu/workflows/dial/envelope"
)

// Worker is what the worker is told.
type Worker struct {
	Ledger
	Temporal
	Envelopes
	Seals
	Drop
	Mail
	SMS
	Robots
	Parties
	Go
	Site        Site   `name:"SITE_URL" help:"页面的网址，写在通知里，如 https://yingsu.example.gov.cn"`
	Discreet    Switch `name:"CONSOLE_DISCREET" help:"true 时流程控制台的一览中不出现原告姓名；各服务器、办理进程须一致"`
	AtHand      Count  `name:"LAWSUITS_AT_HAND" help:"内存中保留多少件案件，不少于 10；不填为 4000，约占 400MiB"`
	MetricsAddr Listen `name:"METRICS_ADDRESS" help:"指标（/metrics）的监听地址，如 :9090；不填则不提供"`
}

// Server is what the server is told.
type Server struct {
	Ledger
	Temporal
	Envelopes
	Robots
	Parties
	Files
	OpenID
	Go
	HTTPAddr Listen   `name:"HTTP_ADDRESS" help:"监听地址；不填为 :8080"`
	Site     Site     `name:"SITE_URL" help:"页面的网址（浏览器所见），如 https://yingsu.example.gov.cn"`
	Secure   Switch   `name:"COOKIE_SECURE" help:"登录凭据是否只经 https 发送，true 或者 false；不填则随 SITE_URL"`
	Console  Site     `name:"CONSOLE_UPSTREAM" help:"本服务器连接 Temporal 控制台的地址，如 http://console:8080；有权人员在 /console 查看"`
	Links    Link     `name:"CONSOLE_URL" help:"页面上流程控制台链接所指的网址；不填为 SITE_URL 下的 /console"`
	Discreet Switch   `name:"CONSOLE_DISCREET" help:"true 时流程控制台的一览中不出现原告姓名；各服务器、办理进程须一致"`
	Steps    Steps    `name:"SECOND_STEP" help:"administrators：系统管理员、安全管理员、审计员须启用两步验证；optional：各账号自愿，只用于试用；不填为 administrators"`
	Marks    Switch   `name:"WATERMARK" help:"false 时案件页面不带查看人和日期的水印；不填为 true"`
	Proxies  Networks `name:"TRUSTED_PROXIES" help:"本单位反向代理所在的网段，如 10.0.0.5/32，多个用逗号隔开"`
}

// Tool is what the operator's tool is told. Without --data it needs a ledger.
type Tool struct {
	Ledger
	Temporal
	Envelopes
	Seals
	Files
	Site Site `name:"SITE_URL" help:"页面的网址，写在通知里"`
}

// Dev is what the one-process program is told besides its flags.
type Dev struct {
	Envelopes
	Seals
	Drop
	Mail
	SMS
	Robots
	Parties
	Files
	Steps    Steps  `name:"SECOND_STEP" help:"administrators 时系统管理员、安全管理员、审计员须启用两步验证，与正式使用相同；不填为 optional，各账号自愿"`
	Marks    Switch `name:"WATERMARK" help:"true 时案件页面带查看人和日期的水印"`
	Password Secret `name:"YINGSU_SAMPLE_PASSWORD" help:"示例人员的口令；不填则自动生成，只在首次启动时显示"`
}

// OpenID is the provider by which people may sign in besides by their passwords.
type OpenID struct {
	Issuer     Word   `name:"OIDC_ISSUER" help:"统一身份认证（OpenID Connect）的签发者网址，与其自述一字不差；不填则只用密码登录"`
	ClientID   Word   `name:"OIDC_CLIENT_ID" help:"本系统在统一身份认证登记的客户端标识；回调地址登记为 SITE_URL 下的 /sign-in/provider/return"`
	ClientKey  Secret `name:"OIDC_CLIENT_SECRET" help:"该客户端的密钥"`
	ClientFile File   `name:"OIDC_CLIENT_SECRET_FILE" help:"写有该密钥的文件，与上一项二者填一"`
}

// ClientSecret is the secret, wherever it stands.
func (o *OpenID) ClientSecret() (string, error) {
	if o.ClientFile == "" {
		return string(o.ClientKey), nil
	}
	text, err := os.ReadFile(string(o.ClientFile))
	return strings.TrimSpace(string(text)), err
}

// Ledger is where the ledger is.
type Ledger struct {
	Database Database `name:"DATABASE_URL" help:"台账数据库，postgres://用户名:密码@主机:端口/库名；试用可填 sqlite:文件路径"`
}

// Temporal is how Temporal is reached. The variables are its own, and read by it.
type Temporal struct {
	Address     Remote `name:"TEMPORAL_ADDRESS" help:"Temporal 的地址，主机:端口；不填为 localhost:7233"`
	Namespace   Word   `name:"TEMPORAL_NAMESPACE" help:"命名空间；不填为 default"`
	APIKey      Secret `name:"TEMPORAL_API_KEY" help:"接入密钥（Temporal Cloud），随之启用 TLS"`
	TLS         Switch `name:"TEMPORAL_TLS" help:"true 时经 TLS 连接；填写了证书的即为 true"`
	Certificate File   `name:"TEMPORAL_TLS_CLIENT_CERT_PATH" help:"本程序的证书文件（PEM）"`
	Key         File   `name:"TEMPORAL_TLS_CLIENT_KEY_PATH" help:"该证书的私钥文件（PEM）"`
	CertData    Secret `name:"TEMPORAL_TLS_CLIENT_CERT_DATA" help:"本程序的证书内容，与证书文件二者填一"`
	KeyData     Secret `name:"TEMPORAL_TLS_CLIENT_KEY_DATA" help:"该证书的私钥内容，与私钥文件二者填一"`
	Authority   File   `name:"TEMPORAL_TLS_SERVER_CA_CERT_PATH" help:"签发 Temporal 证书的机构证书文件（PEM）"`
	AuthData    Secret `name:"TEMPORAL_TLS_SERVER_CA_CERT_DATA" help:"同上的内容，与文件二者填一"`
	ServerName  Word   `name:"TEMPORAL_TLS_SERVER_NAME" help:"Temporal 证书上的名称，与地址不同时填写"`
	Unverified  Switch `name:"TEMPORAL_TLS_DISABLE_HOST_VERIFICATION" help:"true 时不核对 Temporal 的证书，只用于试验"`
	Host        Word   `name:"TEMPORAL_CLIENT_AUTHORITY" help:"请求中所称的主机名，经代理连接时填写"`
	File        File   `name:"TEMPORAL_CONFIG_FILE" help:"Temporal 的配置文件（TOML），以上各项也可写在其中"`
	Profile     Word   `name:"TEMPORAL_PROFILE" help:"用配置文件中的哪一组；不填为 default"`
}

// Envelopes is what Temporal is handed closed.
type Envelopes struct {
	Keys Keys `name:"PAYLOAD_KEYS_FILE" help:"案件内容加密后才交给 Temporal 所用的密钥文件，每行为名称和 32 字节密钥（base64）；各服务器、办理进程、工具须一致"`
}

// Seals is what proves the ledger.
type Seals struct {
	SealKey    Place `name:"YINGSU_SEAL_KEY_FILE" help:"台账封存密钥文件，尚无的由办理进程生成；不填则不封存"`
	SealAnchor Place `name:"YINGSU_SEAL_ANCHOR_FILE" help:"数据库之外另存各次封存的文件"`
}

// Drop is a way out for messages.
type Drop struct {
	Dir Dir `name:"DROP_DIR" help:"通知另存为文件的目录，须已存在、本程序可写；各办理进程须一致"`
}

// Mail is the way out by the office's mail server.
type Mail struct {
	Host     Remote `name:"MAIL_HOST" help:"发送通知的邮件服务器（SMTP），主机:端口，如 smtp.example.gov.cn:465；不填则不发邮件；各办理进程须一致"`
	From     Word   `name:"MAIL_FROM" help:"发件人，如 应诉系统 <yingsu@example.gov.cn>"`
	User     Word   `name:"MAIL_USER" help:"登录邮件服务器的用户名；不填则不登录"`
	Password Secret `name:"MAIL_PASSWORD" help:"登录邮件服务器的口令"`
	TLS      Word   `name:"MAIL_TLS" help:"starttls、tls 或者 none；不填时端口 465 为 tls，其他为 starttls；自签的机构证书另以 SSL_CERT_FILE 指明"`
}

// SMS is the way out by a gateway for short messages.
type SMS struct {
	URL           Word   `name:"SMS_URL" help:"短信网关的网址，其中 {phone}、{text}、{key} 由号码、内容、编号代替；不填则不发短信；各办理进程须一致"`
	Body          Word   `name:"SMS_BODY" help:"提交给短信网关的 JSON，其中 {phone}、{text}、{key} 同样代替；不填则以 GET 请求"`
	Authorization Secret `name:"SMS_AUTHORIZATION" help:"请求短信网关时的 Authorization 标头"`
	Accepted      Word   `name:"SMS_ACCEPTED" help:"短信网关接受时答复中必有的字样；不填则只看 HTTP 状态"`
}

// Robots is the way out by robots of groups.
type Robots struct {
	Channels Robot `name:"WEBHOOK_CHANNELS" help:"可以使用的群机器人，wecom（企业微信）、dingtalk（钉钉），多个用逗号隔开；不填则不用；各服务器、办理进程须一致"`
	Hosts    Hosts `name:"WEBHOOK_HOSTS" help:"群机器人可以在公网 https 以外使用的主机，如 robot.example.gov.cn:8443，多个用逗号隔开；各服务器、办理进程须一致"`
}

// Parties is whether who they are leaves the office.
type Parties struct {
	Names Switch `name:"POST_NAMES" help:"true 时邮件、群机器人的消息和日历含有通知全文、当事人姓名；不填则只有案号、事项和期限；各服务器、办理进程须一致"`
}

// Files is where the files lie that people upload, and what is asked of them.
type Files struct {
	FilesDir Dir    `name:"FILES_DIR" help:"上传文件的保存目录，须已存在、本程序可写；各服务器须为同一目录；不填则不能上传（一体化程序在数据目录下）"`
	Endpoint Site   `name:"FILES_S3_ENDPOINT" help:"上传文件改存于存储桶的，S3 兼容存储服务的网址，如 https://s3.example.gov.cn；与以下三项一并填写，不再填 FILES_DIR"`
	Bucket   Word   `name:"FILES_S3_BUCKET" help:"存储桶的名称，须已建立；各服务器须为同一存储桶"`
	Region   Word   `name:"FILES_S3_REGION" help:"存储桶所在区域；不填为 us-east-1，自建的存储服务一般不必填写"`
	Key      Word   `name:"FILES_S3_KEY" help:"存储服务的密钥标识（access key），须有读写该存储桶的权限"`
	Secret   Secret `name:"FILES_S3_SECRET" help:"存储服务的密钥（secret key）"`
	Limit    Count  `name:"FILES_LIMIT" help:"一个文件最大多少 MiB，不少于 10；不填为 50"`
	Scanner  Remote `name:"CLAMD_ADDRESS" help:"查毒程序 clamd 的地址，主机:端口，如 clamd:3310；不填则不查毒"`
}

// Bytes is how large a file may be.
func (f *Files) Bytes() int64 {
	if f.Limit == 0 {
		return 50 << 20
	}
	return int64(f.Limit) << 20
}

// Go is what Go itself reads, when it starts.
type Go struct {
	GC     Word `name:"GOGC" help:"Go 的内存回收比例；不填为 300"`
	Memory Word `name:"GOMEMLIMIT" help:"Go 的内存上限，如 768MiB；不填时办理进程为 768MiB"`
}

// Wrong means that a program cannot work as it is told: what is wrong with which
// variable, and what to write instead.
type Wrong struct {
	Name string // of the variable
	Says string // continues a sentence that begins with the name
}

func (w *Wrong) Error() string { return w.Name + " " + w.Says }

func wrong(name, format string, values ...any) error {
	return &Wrong{name, fmt.Sprintf(format, values...)}
}

// InUse is the Wrong of an address at which a program cannot listen.
func InUse(name string, at Listen, err error) error {
	return wrong(name, "所指的地址 %q 不能监听（%s），请换一个地址或者端口，或者停止占用它的程序。", at, plain(err))
}

// Refused is the Wrong of a ledger that cannot be opened as its address is written.
// Any other error is as it was: a database may be away.
func (l Ledger) Refused(err error) error {
	if why, misled := store.Misled(err); misled {
		return wrong("DATABASE_URL", "所指的台账数据库打不开（%s），请核对其中的用户名、密码、主机、端口和库名。", why)
	}
	return err
}

// Begin reads what a program is told into one of the structs above, or ends the
// process.
func Begin(program any) {
	help, err := Read(program, os.Args[1:], os.Environ())
	if err == nil && help == "" {
		return
	}
	_, _ = io.WriteString(os.Stdout, help)
	os.Exit(Ended(os.Stderr, err))
}

// Ended says with what the program ends, and returns the exit code: 2 with a sentence
// where it was told wrong, 1 with a line in the log where something failed.
func Ended(to io.Writer, err error) int {
	var told *Wrong
	switch {
	case err == nil:
		return 0
	case errors.As(err, &told):
		fmt.Fprintln(to, told)
		return 2
	}
	slog.Error("the program ended", "error", err)
	return 1
}

// Read is Begin for any arguments and environment. It returns the list of the
// program's settings where that was asked for.
func Read(program any, args, environment []string) (help string, err error) {
	set := map[string]string{}
	for _, line := range environment {
		name, value, _ := strings.Cut(line, "=")
		set[name] = value
		if value == "" {
			delete(set, name)
		}
	}
	parser := parserOf(program, kong.Resolvers(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if value, ok := set[flag.Name]; ok {
			return value, nil
		}
		return nil, nil
	})))
	switch {
	case slices.Equal(args, []string{"--help"}) || slices.Equal(args, []string{"-h"}):
		return list(parser), nil
	case len(args) > 0: // not said which: it may be a password
		return "", wrong("命令行", "不接受参数，请改用环境变量，各项见 --help。")
	}
	if err := unknown(set); err != nil {
		return "", err
	}
	_, err = parser.Parse(nil)
	if told := new(Wrong); errors.As(err, &told) { // without what kong puts in front of it
		err = told
	}
	return "", err
}

// parserOf has kong fill a struct; the flags that it makes are our variables.
func parserOf(program any, options ...kong.Option) *kong.Kong {
	options = append(options, kong.NoDefaultHelp(), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	parser, err := kong.New(program, options...)
	if err != nil {
		panic(err) // the list itself is wrong
	}
	return parser
}

func list(parser *kong.Kong) string {
	var text strings.Builder
	text.WriteString("本程序由环境变量设置，空的视为未填：\n\n")
	for _, flag := range parser.Model.Flags {
		fmt.Fprintf(&text, "%s\n    %s。\n", flag.Name, flag.Help)
	}
	return text.String()
}

// Names returns the variables that a program knows.
func Names(program any) (names []string) {
	for _, flag := range parserOf(program).Model.Flags {
		names = append(names, flag.Name)
	}
	slices.Sort(names)
	return names
}

// Keys are the keys of envelopes, read.
type Keys struct{ envelope.Keys }
