package post

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	// Speaks SMTP with TLS and all ways of signing in, and writes Chinese into headers: more
	// than net/smtp does, which is frozen.
	gomail "github.com/wneessen/go-mail"

	"yingsu/models"
)

// email sends to each person's mail address by the server that MAIL_HOST names. What is
// sent again, because the server was lost before it said that it has the first, has the
// same Message-ID: mailboxes know it again.
var email = Channel{Name: models.Mail, Open: func(environment func(string) string) (Send, error) {
	if environment("MAIL_HOST") == "" {
		return nil, nil
	}
	from, err := mail.ParseAddress(environment("MAIL_FROM"))
	if err != nil {
		return nil, fmt.Errorf("MAIL_FROM: %w", err)
	}
	client, err := mailClient(environment)
	if err != nil {
		return nil, err
	}
	return postman{wordsOf(environment), client, from}.send, nil
}}

// each bounds each step of talking to a server: reaching it, and handing a mail over.
const each = patience / 2

// mailClient is told how the server is reached: by TLS from the first byte on port 465,
// by STARTTLS on any other, and never without, unless MAIL_TLS says so.
func mailClient(environment func(string) string) (*gomail.Client, error) {
	host, portText, err := net.SplitHostPort(environment("MAIL_HOST"))
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{gomail.WithPort(port), gomail.WithTimeout(each), gomail.WithTLSPolicy(gomail.TLSMandatory)}
	switch kind := environment("MAIL_TLS"); {
	case kind == "tls" || kind == "" && port == 465:
		options = append(options, gomail.WithSSL())
	case kind == "none":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if user := environment("MAIL_USER"); user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(user), gomail.WithPassword(environment("MAIL_PASSWORD")))
	}
	return gomail.NewClient(host, options...)
}

type postman struct {
	words
	client *gomail.Client
	from   *mail.Address
}

func (m postman) send(ctx context.Context, p Parcel) error {
	letter, err := m.letter(p)
	if err != nil {
		return &failure{says: "收件人的邮箱地址有误", hopeless: true}
	}
	connection, err := m.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return turnedAway(err)
	}
	err = m.client.SendWithSMTPClient(connection, letter)
	// It is of no interest whether a server that has the mail also says goodbye.
	_ = errors.Join(m.client.CloseWithSMTPClient(connection), connection.Close())
	if err != nil && !letter.IsDelivered() {
		return turnedAway(err)
	}
	return nil
}

// longestMail bounds a mail's text, in bytes.
const longestMail = 200 << 10

func (m postman) letter(p Parcel) (*gomail.Msg, error) {
	letter := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(m.from)
	if err := letter.To(p.To().Address); err != nil {
		return nil, err
	}
	_, host, _ := strings.Cut(m.from.Address, "@")
	letter.SetMessageIDWithValue(p.Key + "@" + host)
	letter.SetDateWithValue(time.Now())
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.Subject(m.subject(p))
	letter.SetBodyString(gomail.TypeTextPlain, m.text(p, longestMail))
	return letter, nil
}

// turnedAway says why a server did not take a mail, in plain words and then in its own.
// That it will never have this reader or this mail is final; anything else, such as a
// wrong password of ours, may be mended.
func turnedAway(err error) error {
	var of *gomail.SendError
	var timeout net.Error
	var said *textproto.Error
	var foreign *tls.CertificateVerificationError
	switch {
	case errors.As(err, &of) && of.ErrorCode() > 0:
		final := of.ErrorCode() >= 500 && (of.Reason == gomail.ErrSMTPRcptTo || of.Reason == gomail.ErrSMTPDataClose)
		return &failure{says: "邮件服务器没有接受：" + inPlainWords(of) + "（对方答复：" + of.Error() + "）", hopeless: final}
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout():
		return &failure{says: "邮件服务器没有及时答复"}
	case errors.As(err, &said) && (said.Code == 530 || said.Code == 534 || said.Code == 535):
		return &failure{says: "发件账号不能登录邮件服务器，请系统管理员核对发件的用户名和密码（对方答复：" + said.Error() + "）"}
	case errors.As(err, &foreign):
		return &failure{says: "邮件服务器的证书不可信，没有发送，请系统管理员核对（" + foreign.Error() + "）"}
	}
	return &failure{says: "与邮件服务器的联系中断：" + err.Error()}
}

// inPlainWords says what a server means by the code with which it refuses (RFC 5321, 4.2.3,
// and RFC 3463).
func inPlainWords(of *gomail.SendError) string {
	_, subject, _ := strings.Cut(of.EnhancedStatusCode(), ".")
	switch {
	case subject == "2.2" || of.ErrorCode() == 552 && of.Reason == gomail.ErrSMTPRcptTo:
		return "收件邮箱已满"
	case of.ErrorCode() < 500:
		return "对方暂时不能接收，稍后自动再发"
	case of.Reason == gomail.ErrSMTPRcptTo:
		return "收件邮箱不存在或者不接收来信，请核对邮箱地址"
	case of.Reason == gomail.ErrSMTPMailFrom:
		return "发件邮箱没有被接受，请系统管理员核对发件的设置"
	}
	return "邮件被对方按垃圾邮件或者安全规则拒收，请联系对方邮箱的管理人员"
}
