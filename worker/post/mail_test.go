package post_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"yingsu/models"
	decide "yingsu/models/post"
	"yingsu/worker/post"
)

// mailbox is a real mail server, which does to each mail what it is told.
type mailbox struct {
	*testing.T
	address string
	mu      sync.Mutex
	got     []*mail.Message
	texts   []string
	to      []string
	signed  []string // who signed in
	behave  func(n int) behaviour
	tried   int
}

// behaviour is what the server does to one mail.
type behaviour int

const (
	takes behaviour = iota
	refusesReader
	busy
	refusesMail
	hangs
	dropsAfterData // has it, and is gone before it says so
)

func newMailbox(t *testing.T, secure *tls.Config, implicit bool) *mailbox {
	t.Helper()
	m := &mailbox{T: t, behave: func(int) behaviour { return takes }}
	s := smtp.NewServer(m)
	s.Domain, s.TLSConfig, s.AllowInsecureAuth, s.ErrorLog = "mail.example.gov.cn", secure, false, silent{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.address = listener.Addr().String()
	if implicit {
		listener = tls.NewListener(listener, secure)
	}
	go func() { _ = s.Serve(listener) }()
	t.Cleanup(func() { s.Close() })
	return m
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// NewSession begins to talk to a client.
func (m *mailbox) NewSession(c *smtp.Conn) (smtp.Session, error) { return &talk{m: m, c: c}, nil }

type talk struct {
	m  *mailbox
	c  *smtp.Conn
	to string
	do behaviour
}

func (*talk) Reset()                   {}
func (*talk) Logout() error            { return nil }
func (*talk) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *talk) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "S3cret" {
			return smtp.ErrAuthFailed
		}
		s.m.mu.Lock()
		defer s.m.mu.Unlock()
		s.m.signed = append(s.m.signed, user)
		return nil
	}), nil
}

func (s *talk) Mail(string, *smtp.MailOptions) error {
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	s.m.tried++
	s.do = s.m.behave(s.m.tried)
	return nil
}

func (s *talk) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	switch s.do {
	case refusesReader:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	case busy:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come back later"}
	case hangs:
		<-s.m.Context().Done()
	}
	return nil
}

func (s *talk) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.do == refusesMail {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "spam"}
	}
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		s.m.Errorf("no mail: %v\n%s", err, raw)
		return err
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, message.Body))
	if err != nil {
		s.m.Errorf("%v\n%s", err, raw)
	}
	s.m.mu.Lock()
	s.m.got, s.m.texts, s.m.to = append(s.m.got, message), append(s.m.texts, string(body)), append(s.m.to, s.to)
	s.m.mu.Unlock()
	if s.do == dropsAfterData {
		s.c.Conn().Close()
	}
	return nil
}

// ids are the Message-IDs of what came, in order.
func (m *mailbox) ids() (all []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, got := range m.got {
		all = append(all, got.Header.Get("Message-ID"))
	}
	return all
}

// sendsMail is a desk whose clerk wants to be told by mail.
func sendsMail(t *testing.T, m *mailbox, way models.Way, more ...string) (*desk, *post.Room) {
	t.Helper()
	d := newDesk(t)
	way.Channel, way.On = models.Mail, true
	if way.Address == "" {
		way.Address = "lin.wen@example.gov.cn"
	}
	clerk, err := d.ledger.UserByName(t.Context(), "clerk")
	d.must(err)
	d.must(d.ledger.SetWay(t.Context(), clerk.ID, way))
	set := map[string]string{"MAIL_HOST": m.address, "MAIL_FROM": "应诉系统 <yingsu@example.gov.cn>", "MAIL_TLS": "none", "SITE_URL": "https://yingsu.example.gov.cn/"}
	for i := 0; i < len(more); i += 2 {
		set[more[i]] = more[i+1]
	}
	r, err := post.Open(d.ledger, post.Channels, func(name string) string { return set[name] })
	d.must(err)
	return d, r
}

func (d *desk) byMail(r *post.Room, later time.Duration) int {
	d.Helper()
	n, err := r.Round(d.Context(), models.Mail, time.Now().Add(later))
	d.must(err)
	return n
}

func TestMail(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{})
	d.tell(1)
	if n := d.byMail(r, time.Second); n != 1 || len(m.got) != 1 || d.outbox().Waiting != 0 {
		t.Fatalf("%d taken, %d arrived, %+v", n, len(m.got), d.outbox())
	}
	h := m.got[0].Header
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	d.must(err)
	from, err := mail.ParseAddress(h.Get("From"))
	d.must(err)
	if subject != "【今日到期】提交证据" || from.Name != "应诉系统" || from.Address != "yingsu@example.gov.cn" || m.to[0] != "lin.wen@example.gov.cn" || h.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%q from %v to %s: %v", subject, from, m.to[0], h)
	}
	for _, says := range []string{"【今日到期】提交证据", "期限：2026年3月17日（周二）", "依据：第十四条第一款", "https://yingsu.example.gov.cn/inbox"} {
		if !strings.Contains(m.texts[0], says) {
			t.Errorf("it does not say %s: %s", says, m.texts[0])
		}
	}
	if strings.Contains(m.texts[0], "还剩0天") {
		t.Errorf("it says more than it may: %s", m.texts[0])
	}
}

// What an office wants said is said.
func TestMailInFull(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{}, "POST_NAMES", "true")
	d.tell(1)
	d.byMail(r, time.Second)
	if len(m.texts) != 1 || !strings.Contains(m.texts[0], "还剩0天。") {
		t.Errorf("%q", m.texts)
	}
}

// A line break in a title is no header.
func TestALineBreakAddsNoHeader(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{})
	d.must(d.ledger.Tell(t.Context(), "", models.Notice{
		Key: "1", To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Warning, Title: "x\r\nBcc: everybody@example.com\r\n\r\nhello",
	}))
	d.byMail(r, time.Second)
	if len(m.got) != 1 || m.got[0].Header.Get("Bcc") != "" || strings.Contains(m.got[0].Header.Get("Subject"), "\n") || len(m.to) != 1 {
		t.Errorf("%v to %v", m.got, m.to)
	}
}

// A server that has the mail and is gone before it says so gets the same mail again.
func TestAServerThatIsLostAfterDataGetsTheSameMailAgain(t *testing.T) {
	m := newMailbox(t, nil, false)
	m.behave = func(n int) behaviour {
		if n <= 2 {
			return dropsAfterData
		}
		return takes
	}
	d, r := sendsMail(t, m, models.Way{})
	d.tell(1)
	for _, later := range []time.Duration{time.Second, time.Hour, 2 * time.Hour, 3 * time.Hour} {
		d.byMail(r, later)
	}
	ids := m.ids()
	if len(ids) != 3 || len(slices.Compact(slices.Clone(ids))) != 1 || !strings.HasSuffix(ids[0], "@example.gov.cn>") || d.outbox().Waiting != 0 {
		t.Errorf("%v, %+v", ids, d.outbox())
	}
}

func TestAServerThatRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		do   behaviour
		dead bool
		says string
	}{
		"the reader":     {refusesReader, true, "收件邮箱不存在或者不接收来信，请核对邮箱地址（对方答复：|no such user"},
		"for a while":    {busy, false, "对方暂时不能接收，稍后自动再发（对方答复：|come back later"},
		"what is in it":  {refusesMail, true, "垃圾邮件|spam"},
		"the connection": {-1, false, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMailbox(t, nil, false)
			m.behave = func(int) behaviour { return row.do }
			if row.do < 0 {
				m.address = closed(t)
			}
			d, r := sendsMail(t, m, models.Way{})
			d.tell(1)
			d.byMail(r, time.Second)
			clerk, err := d.ledger.UserByName(t.Context(), "clerk")
			d.must(err)
			log, err := d.ledger.Carried(t.Context(), clerk.ID, 0)
			d.must(err)
			if len(log) != 1 || (log[0].State == models.Dead) != row.dead {
				t.Fatalf("%+v", log)
			}
			for _, says := range strings.Split(row.says, "|") {
				if !strings.Contains(log[0].Cause, says) {
					t.Errorf("it does not say %s: %s", says, log[0].Cause)
				}
			}
			// Nothing is lost: once it is mended, all arrives.
			m.behave = func(int) behaviour { return takes }
			if row.do < 0 {
				return
			}
			_, err = d.ledger.SendAgain(t.Context(), time.Now())
			d.must(err)
			d.byMail(r, time.Hour)
			if len(m.got) != 1 || d.outbox().Waiting != 0 {
				t.Errorf("%d arrived, %+v", len(m.got), d.outbox())
			}
		})
	}
}

func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A mail server that hangs holds up neither the other channels nor whoever tells.
func TestAServerThatHangsHoldsNobodyUp(t *testing.T) {
	m := newMailbox(t, nil, false)
	m.behave = func(int) behaviour { return hangs }
	d, _ := sendsMail(t, m, models.Way{})
	dropped := make(chan string, 10)
	r, err := post.Open(d.ledger, with(post.Channels, func(p post.Parcel, err error) error {
		if p.Deliveries[0].Channel == "drop" {
			dropped <- p.Key
		}
		return err
	}), func(name string) string {
		return map[string]string{"MAIL_HOST": m.address, "MAIL_FROM": "yingsu@example.gov.cn", "MAIL_TLS": "none", "DROP_DIR": d.dir}[name]
	})
	d.must(err)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan struct{})
	go func() { r.Run(ctx); close(ended) }()
	for range 2 { // the second while the mail of the first hangs
		d.tell(1)
		select {
		case <-dropped:
		case <-time.After(30 * time.Second):
			t.Fatal("nothing is dropped while the mail server hangs")
		}
	}
	if open, err := d.ledger.OpenChannels(t.Context()); err != nil || !slices.Equal(open, []string{"drop", "mail"}) {
		t.Errorf("the servers are told of %v, %v", open, err)
	}
	stop()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Error("it does not stop while the server hangs")
	}
	if box := d.outbox(); box.Waiting == 0 || box.Dead != 0 {
		t.Errorf("%+v", box)
	}
}

// Several notices make one mail, whose id is that of what is in it.
func TestDigest(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{Digest: true})
	tell := func(from, to int) {
		for n := from; n < to; n++ {
			d.must(d.ledger.Tell(t.Context(), "", models.Notice{Key: fmt.Sprint("d", n), To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Reminder, Title: fmt.Sprintf("通知第%d条", n)}))
		}
	}
	tell(0, 3)
	d.tell(1) // what is urgent goes at once
	if n := d.byMail(r, time.Second); n != 1 || len(m.got) != 1 {
		t.Fatalf("%d taken, %d arrived", n, len(m.got))
	}
	m.behave = func(n int) behaviour {
		if n == 2 {
			return dropsAfterData
		}
		return takes
	}
	d.byMail(r, 25*time.Hour)
	d.byMail(r, 26*time.Hour)
	ids := m.ids()
	if len(ids) != 3 || ids[1] != ids[2] || ids[0] == ids[1] || d.outbox().Waiting != 0 {
		t.Fatalf("%v, %+v", ids, d.outbox())
	}
	for n := range 3 {
		if !strings.Contains(m.texts[1], fmt.Sprintf("通知第%d条", n)) {
			t.Errorf("%s", m.texts[1])
		}
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.got[1].Header.Get("Subject"))
	if subject != "应诉系统每日汇总：3条通知" {
		t.Errorf("%q", subject)
	}
}

// A worker that comes back at night wakes nobody.
func TestQuietAfterAnOutage(t *testing.T) {
	m := newMailbox(t, nil, false)
	now := time.Now()
	begins, ends := now.Add(time.Hour).In(beijing), now.Add(5*time.Hour).In(beijing)
	d, r := sendsMail(t, m, models.Way{QuietFrom: begins.Format("15:04"), QuietTo: ends.Format("15:04")})
	d.must(d.ledger.Tell(t.Context(), "", models.Notice{Key: "1", To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Reminder, Title: "提醒"}))
	d.byMail(r, 2*time.Hour)
	if len(m.got) != 0 || d.outbox().Waiting != 1 {
		t.Fatalf("%d arrived, %+v", len(m.got), d.outbox())
	}
	if n := d.byMail(r, 3*time.Hour); n != 0 {
		t.Errorf("%d taken in quiet", n)
	}
	if d.byMail(r, 5*time.Hour); len(m.got) != 1 {
		t.Errorf("%d arrived", len(m.got))
	}
}

var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// Passwords go by TLS alone, to a server whose certificate is good, by either way of it.
func TestMailByTLS(t *testing.T) {
	for name, row := range map[string]struct {
		server   *tls.Config
		implicit bool
		kind     string
		password string
		arrives  bool
		says     string
	}{
		"STARTTLS":              {trusted, false, "", "S3cret", true, ""},
		"from the first byte":   {trusted, true, "tls", "S3cret", true, ""},
		"a wrong password":      {trusted, false, "starttls", "guess", false, "发件账号不能登录邮件服务器"},
		"a foreign certificate": {foreign, false, "", "S3cret", false, "证书不可信"},
		"a server without it":   {nil, false, "", "S3cret", false, "联系中断"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMailbox(t, row.server, row.implicit)
			d, r := sendsMail(t, m, models.Way{}, "MAIL_TLS", row.kind, "MAIL_USER", "yingsu", "MAIL_PASSWORD", row.password)
			d.tell(1)
			d.byMail(r, time.Second)
			if arrived := len(m.got) == 1; arrived != row.arrives || arrived != slices.Contains(m.signed, "yingsu") {
				t.Errorf("arrived %t, signed in %v", arrived, m.signed)
			}
			if box := d.outbox(); (box.Waiting == 0) != row.arrives || box.Dead != 0 {
				t.Errorf("%+v", box)
			}
			clerk, err := d.ledger.UserByName(t.Context(), "clerk")
			d.must(err)
			log, err := d.ledger.Carried(t.Context(), clerk.ID, 0)
			d.must(err)
			if !strings.Contains(log[0].Cause, row.says) {
				t.Errorf("it does not say %s: %s", row.says, log[0].Cause)
			}
		})
	}
}

// Two certificates for 127.0.0.1: one that this program trusts, by SSL_CERT_FILE as
// offices say it, and one that it does not.
var trusted, foreign *tls.Config

func certificates(dir string) error {
	ours, text, err1 := certificate()
	other, _, err2 := certificate()
	trusted, foreign = ours, other
	file := filepath.Join(dir, "authority.pem")
	return errors.Join(err1, err2, os.WriteFile(file, text, 0o600), os.Setenv("SSL_CERT_FILE", file))
}

func certificate() (*tls.Config, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	return config, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

// A test message goes out by the one channel, at once, whatever quiet or digest its sender
// wants, and what became of it is kept for them.
func TestATrialByMail(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{Digest: true, QuietFrom: "00:00", QuietTo: "23:59"}, "DROP_DIR", t.TempDir())
	clerk, err := d.ledger.UserByName(t.Context(), "clerk")
	d.must(err)
	ways, err := d.ledger.Ways(t.Context(), clerk.ID)
	d.must(err)
	try := func(now time.Time) error {
		return d.ledger.TryWay(t.Context(), clerk.ID, ways[0], decide.Trial("clerk", models.Mail, "电子邮件", now), now)
	}
	now := time.Now()
	d.must(try(now))
	d.byMail(r, time.Second)
	if len(m.got) != 1 || m.to[0] != "lin.wen@example.gov.cn" {
		t.Fatalf("%d arrived for %v", len(m.got), m.to)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.got[0].Header.Get("Subject"))
	d.must(err)
	if subject != "测试消息" {
		t.Errorf("subject %q", subject)
	}
	m.behave = func(int) behaviour { return refusesReader }
	d.must(try(now.Add(time.Minute)))
	d.byMail(r, 2*time.Minute)
	log, err := d.ledger.Carried(t.Context(), clerk.ID, 0)
	d.must(err)
	if len(log) != 2 || log[1].State != models.Sent || log[0].State != models.Dead || !strings.Contains(log[0].Cause, "收件邮箱不存在") {
		t.Errorf("%+v", log)
	}
}

// What a server tells, which carries nothing itself, goes by what the workers carry by; what
// somebody has named stands in no header.
func TestWhatAServerTellsGoesByMail(t *testing.T) {
	m := newMailbox(t, nil, false)
	d, r := sendsMail(t, m, models.Way{Digest: true}, "POST_NAMES", "true")
	d.must(d.ledger.SayChannels(t.Context(), []string{models.Mail}))
	news := decide.AccountNews{Username: "clerk", Event: decide.TokenMade, Detail: "取数\r\nBcc: everybody@example.com", At: time.Now()}
	d.must(d.program().Tell(t.Context(), "", news.Notice()))
	d.byMail(r, time.Second)
	if len(m.got) != 1 {
		t.Fatalf("%d arrived", len(m.got))
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.got[0].Header.Get("Subject"))
	d.must(err)
	if subject != "账号安全：新建了程序令牌" || m.got[0].Header.Get("Bcc") != "" || !strings.Contains(m.texts[0], "取数") {
		t.Errorf("%q: %s", subject, m.texts[0])
	}
}
