package settings

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net"
	"net/mail"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"yingsu/models/vault"
)

const (
	errInUse     = syscall.EADDRINUSE
	errNoAddress = syscall.EADDRNOTAVAIL
	errReadOnly  = syscall.EROFS
)

// Validate has kong look at what the worker is told as a whole.
func (w *Worker) Validate() error {
	if w.SealAnchor != "" && w.SealKey == "" {
		return wrong("YINGSU_SEAL_ANCHOR_FILE", "已填而 YINGSU_SEAL_KEY_FILE 未填，没有密钥就不会封存，请填写 YINGSU_SEAL_KEY_FILE 或者两项都不填。")
	}
	return first(w.Ledger.needed(), w.Temporal.check(), w.Seals.check(), w.Mail.check(), w.SMS.check(), w.Go.check())
}

// Validate has kong look at what the server is told as a whole.
func (s *Server) Validate() error {
	https := strings.HasPrefix(string(s.Site), "https://")
	switch {
	case https && s.Secure.Set && !s.Secure.On:
		return wrong("COOKIE_SECURE", "是 false 而 SITE_URL 是 https 网址，登录凭据会不经加密发送，请改为 true 或者不填。")
	case s.Site != "" && !https && s.Secure.On:
		return wrong("COOKIE_SECURE", "是 true 而 SITE_URL 是 http 网址，浏览器不会送回登录凭据，请将 SITE_URL 改为 https 网址，或者不填 COOKIE_SECURE。")
	case s.Console != "" && s.Console == s.Site:
		return wrong("CONSOLE_UPSTREAM", "与 SITE_URL 相同，请填 Temporal 控制台自己的地址，如 http://console:8080。")
	}
	return first(s.Ledger.needed(), s.Temporal.check(), s.OpenID.check(s.Site), s.Files.check(), s.Go.check())
}

// check looks whether people can be sent to the provider and come back.
func (o *OpenID) check(home Site) error {
	if o.Issuer == "" {
		for name, value := range map[string]string{"OIDC_CLIENT_ID": string(o.ClientID), "OIDC_CLIENT_SECRET": string(o.ClientKey), "OIDC_CLIENT_SECRET_FILE": string(o.ClientFile)} {
			if value != "" {
				return wrong(name, "已填而 OIDC_ISSUER 未填，不会启用统一身份认证，请填写 OIDC_ISSUER，或者删去 %s。", name)
			}
		}
		return nil
	}
	u := site(string(o.Issuer))
	secret, err := o.ClientSecret()
	switch {
	case u == nil:
		return wrong("OIDC_ISSUER", "是 %q，请填 https:// 开头的网址，如 https://id.example.gov.cn/realms/staff。", shown(string(o.Issuer)))
	case u.Scheme != "https" && !loopback(u.Hostname()):
		return wrong("OIDC_ISSUER", "不是 https 网址，登录凭据会不经加密传送，请填 https:// 开头的网址。")
	case home == "":
		return wrong("OIDC_ISSUER", "已填而 SITE_URL 未填，登录后不知回到哪里，请填写 SITE_URL。")
	case o.ClientID == "":
		return wrong("OIDC_CLIENT_ID", "没有填写，请填本系统在统一身份认证登记的客户端标识。")
	case o.ClientKey != "" && o.ClientFile != "":
		return wrong("OIDC_CLIENT_SECRET_FILE", "与 OIDC_CLIENT_SECRET 都已填写，请只填其中一项。")
	case err != nil || secret == "":
		return wrong("OIDC_CLIENT_SECRET", "没有填写，请填该客户端的密钥，或者将密钥写入文件后填 OIDC_CLIENT_SECRET_FILE。")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// HTTPSOnly tells whether cookies are sent by https alone.
func (s *Server) HTTPSOnly() bool {
	return s.Secure.On || !s.Secure.Set && strings.HasPrefix(string(s.Site), "https://")
}

// Validate has kong look at what the tool is told as a whole.
func (t *Tool) Validate() error { return first(t.Temporal.check(), t.Seals.check(), t.Files.check()) }

// Validate has kong look at what the one-process program is told as a whole.
func (d *Dev) Validate() error {
	return first(d.Seals.check(), d.Mail.check(), d.SMS.check(), d.Files.check())
}

func first(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) needed() error {
	if l.Database == "" {
		return wrong("DATABASE_URL", "没有填写，请填台账数据库，postgres://用户名:密码@主机:端口/库名；试用可填 sqlite:文件路径。")
	}
	return nil
}

func (s *Seals) check() error {
	if s.SealKey != "" && s.SealKey == s.SealAnchor {
		return wrong("YINGSU_SEAL_ANCHOR_FILE", "与 YINGSU_SEAL_KEY_FILE 是同一个文件，请分别填写。")
	}
	return nil
}

func (f *Files) check() error {
	var told, missing string
	for _, v := range []struct{ name, value string }{
		{"FILES_S3_ENDPOINT", string(f.Endpoint)}, {"FILES_S3_BUCKET", string(f.Bucket)}, {"FILES_S3_KEY", string(f.Key)}, {"FILES_S3_SECRET", string(f.Secret)},
	} {
		if v.value == "" {
			missing = cmp.Or(missing, v.name)
		} else {
			told = cmp.Or(told, v.name)
		}
	}
	if f.Region != "" {
		told = cmp.Or(told, "FILES_S3_REGION")
	}
	switch {
	case told == "":
		return nil
	case missing != "":
		return wrong(missing, "没有填写而 %s 已填，存储桶不能使用，请将 FILES_S3_ENDPOINT、FILES_S3_BUCKET、FILES_S3_KEY、FILES_S3_SECRET 都填写或者都不填。", told)
	case f.FilesDir != "":
		return wrong("FILES_DIR", "和 FILES_S3_BUCKET 都已填写，上传的文件只能保存在一处，请只填目录或者只填存储桶。")
	case f.Bytes() > vault.MostInBucket:
		return wrong("FILES_LIMIT", "是 %d，存储桶中的一个文件最大 %d MiB，请填较小的数。", f.Limit, vault.MostInBucket>>20)
	}
	return nil
}

func (m *Mail) check() error {
	if m.Host == "" {
		for name, value := range map[string]string{"MAIL_FROM": string(m.From), "MAIL_USER": string(m.User), "MAIL_TLS": string(m.TLS)} {
			if value != "" {
				return wrong(name, "已填而 MAIL_HOST 未填，不会发送邮件，请填写 MAIL_HOST，或者删去 %s。", name)
			}
		}
		return nil
	}
	from, err := mail.ParseAddress(string(m.From))
	switch {
	case err != nil || !strings.Contains(from.Address, "."):
		return wrong("MAIL_FROM", "是 %q，请填完整的发件人，如 应诉系统 <yingsu@example.gov.cn>。", m.From)
	case !slices.Contains([]Word{"", "starttls", "tls", "none"}, m.TLS):
		return wrong("MAIL_TLS", "是 %q，请填 starttls、tls 或者 none。", m.TLS)
	case (m.User == "") != (m.Password == ""):
		return wrong("MAIL_USER", "和 MAIL_PASSWORD 只填了一项，请都填或者都不填。")
	case m.User != "" && m.TLS == "none":
		return wrong("MAIL_TLS", "是 none 而填写了 MAIL_PASSWORD，口令会不经加密发送，请改为 starttls、tls 或者不填。")
	}
	return nil
}

func (s *SMS) check() error {
	if s.URL == "" {
		for name, value := range map[string]string{"SMS_BODY": string(s.Body), "SMS_AUTHORIZATION": string(s.Authorization), "SMS_ACCEPTED": string(s.Accepted)} {
			if value != "" {
				return wrong(name, "已填而 SMS_URL 未填，不会发送短信，请填写 SMS_URL，或者删去 %s。", name)
			}
		}
		return nil
	}
	plain := strings.NewReplacer("{phone}", "1", "{text}", "1", "{key}", "1").Replace
	u, err := url.Parse(plain(string(s.URL)))
	body := plain(string(s.Body))
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https":
		return wrong("SMS_URL", "不是网址，请填 http:// 或者 https:// 开头的网址，如 https://sms.example.gov.cn/send。")
	case body != "" && !json.Valid([]byte(body)):
		return wrong("SMS_BODY", "不是 JSON，请填如 {\"mobile\":\"{phone}\",\"content\":\"{text}\"} 的内容。")
	case !strings.Contains(string(s.URL+s.Body), "{phone}") || !strings.Contains(string(s.URL+s.Body), "{text}"):
		return wrong("SMS_URL", "和 SMS_BODY 中没有 {phone} 或者 {text}，短信不知发给谁、发什么，请写明二者的位置。")
	}
	return nil
}

func (g *Go) check() error {
	if g.GC != "" && g.GC != "off" && !number.MatchString(string(g.GC)) {
		return wrong("GOGC", "是 %q，请填整数（如 300）或者 off。", g.GC)
	}
	return nil // with a GOMEMLIMIT that it cannot read, Go itself does not start
}

var number = regexp.MustCompile(`^\d{1,9}$`)

// check looks at what Temporal's own library would find out, or overlook.
func (t *Temporal) check() error {
	for _, pair := range []struct {
		name string
		file File
		data Secret
	}{
		{"TEMPORAL_TLS_CLIENT_CERT", t.Certificate, t.CertData}, {"TEMPORAL_TLS_CLIENT_KEY", t.Key, t.KeyData}, {"TEMPORAL_TLS_SERVER_CA_CERT", t.Authority, t.AuthData},
	} {
		if pair.file != "" && pair.data != "" {
			return wrong(pair.name+"_DATA", "与 %s_PATH 都已填写，请只填其中一项。", pair.name)
		}
	}
	certificate, key := string(t.Certificate)+string(t.CertData), string(t.Key)+string(t.KeyData)
	switch {
	case (certificate == "") != (key == ""):
		return wrong("TEMPORAL_TLS_CLIENT_CERT_PATH", "和 TEMPORAL_TLS_CLIENT_KEY_PATH 只填了一项，请都填或者都不填。")
	case (t.Certificate == "") != (t.Key == ""):
		return wrong("TEMPORAL_TLS_CLIENT_CERT_PATH", "和 TEMPORAL_TLS_CLIENT_KEY_PATH 须都填文件（_PATH）或者都填内容（_DATA）。")
	case t.TLS.Set && !t.TLS.On && certificate+string(t.APIKey)+string(t.Authority)+string(t.AuthData) != "":
		return wrong("TEMPORAL_TLS", "是 false 而填写了证书或者 TEMPORAL_API_KEY，它们都须经 TLS，请改为 true 或者不填。")
	}
	return first(t.checkPair(), t.checkAuthority())
}

func (t *Temporal) checkPair() (err error) {
	switch {
	case t.Certificate != "":
		_, err = tls.LoadX509KeyPair(string(t.Certificate), string(t.Key))
	case t.CertData != "":
		_, err = tls.X509KeyPair([]byte(t.CertData), []byte(t.KeyData))
	}
	if err != nil { // what it says of a key is kept to itself
		return wrong("TEMPORAL_TLS_CLIENT_CERT_PATH", "与 TEMPORAL_TLS_CLIENT_KEY_PATH 不是相配的一对 PEM 证书和私钥，请核对两个文件。")
	}
	return nil
}

func (t *Temporal) checkAuthority() error {
	pem := []byte(t.AuthData)
	if t.Authority != "" {
		var err error
		if pem, err = os.ReadFile(string(t.Authority)); err != nil {
			return wrong("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "所指的文件 %q 不能读取（%s），请核对路径和权限。", t.Authority, plain(err))
		}
	}
	if len(pem) > 0 && !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return wrong("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "中没有 PEM 格式的证书，请填签发 Temporal 证书的机构证书。")
	}
	return nil
}

// Known returns the variables that any of the programs knows: what one of them has no
// use for, another may.
func Known() []string {
	var all []string
	for _, program := range []any{&Worker{}, &Server{}, &Tool{}, &Dev{}} {
		all = append(all, Names(program)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// unknown is the Wrong of a variable that is called like ours and is none: likely a
// slip, after which the one that was meant would be missing.
func unknown(set map[string]string) error {
	known := Known()
	var strange []string
	for name := range set {
		if prefix := ours.FindString(name); prefix != "" && !slices.Contains(known, name) && !others.MatchString(name) {
			strange = append(strange, name)
		}
	}
	if len(strange) == 0 {
		return nil
	}
	name := slices.Min(strange)
	like := slices.DeleteFunc(known, func(k string) bool { return !strings.HasPrefix(k, ours.FindString(name)) })
	return wrong(name, "不是本系统的环境变量，可能写错，请改正或者删去；以同样字样开头的有 %s。", strings.Join(like, "、"))
}

var (
	ours = regexp.MustCompile(`^(CLAMD|CONSOLE|COOKIE|DROP|FILES|LAWSUITS|MAIL|METRICS|OIDC|PAYLOAD|POST|SECOND|SITE|SMS|TEMPORAL|TRUSTED|WEBHOOK|YINGSU)_`)
	// others are set by Kubernetes for services that happen to be called so, or read by
	// Temporal's other programs.
	others = regexp.MustCompile(`_SERVICE_HOST$|_SERVICE_PORT(_|$)|_PORT$|_PORT_\d+_(TCP|UDP|SCTP)|^TEMPORAL_(CLI|CLOUD|UI|DEBUG|CODEC|GRPC_META)(_|$)`)
)
