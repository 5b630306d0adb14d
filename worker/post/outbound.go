package post

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"yingsu/models/post"
)

// outbound asks hosts outside of the office, at addresses that members of staff typed
// in. It reaches public hosts by https, and besides those that WEBHOOK_HOSTS lists, by
// http too. An address is judged when it is dialled, after its name was resolved, so
// that no name leads inside; no redirect is followed, and no proxy asked.
type outbound struct {
	hosts  []string // HOST or HOST:PORT
	client *http.Client
}

func outboundOf(environment func(string) string, more ...string) *outbound {
	o := &outbound{hosts: append(listOf(environment("WEBHOOK_HOSTS")), more...)}
	o.client = &http.Client{
		Transport: &http.Transport{
			DialContext:         o.dial,
			TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
			MaxResponseHeaderBytes: 32 << 10, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return o
}

func listOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// errInside means that a name led to an address that is not public.
var errInside = errors.New("地址指向内部网络，不能发送；确属本单位的主机，请列入WEBHOOK_HOSTS")

func (o *outbound) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	if !o.lists(address) {
		dialer.Control = func(_, resolved string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(resolved)
			if err != nil || !post.PublicAddress(at.Addr()) {
				return errInside
			}
			return nil
		}
	}
	return dialer.DialContext(ctx, network, address)
}

// lists tells whether HOST:PORT is one of those that the office listed, which mean the
// usual ports where they name none.
func (o *outbound) lists(address string) bool {
	host, port, err := net.SplitHostPort(address)
	return err == nil && slices.ContainsFunc(o.hosts, func(h string) bool {
		return strings.EqualFold(h, address) || strings.EqualFold(h, host) && (port == "443" || port == "80")
	})
}

// longestAnswer bounds what is read of an answer, in bytes.
const longestAnswer = 64 << 10

// ask sends a request and returns the answer's body where its status says that all is
// well.
func (o *outbound) ask(request *http.Request) ([]byte, error) {
	if request.URL.Scheme != "https" && !post.Listed(request.URL, o.hosts) {
		return nil, &failure{says: "地址不是https网址，不能发送", hopeless: true}
	}
	request.Header.Set("User-Agent", "yingsu")
	answer, err := o.client.Do(request)
	if err != nil {
		return nil, unreached(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
	switch {
	case answer.StatusCode >= 300 && answer.StatusCode < 400:
		return nil, &failure{says: fmt.Sprintf("对方将请求转往别处（HTTP %d），没有跟随，请核对地址", answer.StatusCode)}
	case answer.StatusCode < 200 || answer.StatusCode >= 300:
		return nil, &failure{says: fmt.Sprintf("对方答复HTTP %d", answer.StatusCode)}
	case err != nil:
		return nil, unreached(err)
	}
	return body, nil
}

// unreached says why there was no answer, without the address, which holds a key.
func unreached(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	var timeout net.Error
	var name *net.DNSError
	switch {
	case errors.Is(err, errInside):
		return &failure{says: errInside.Error(), hopeless: true}
	case errors.As(err, &name) && name.IsNotFound:
		return &failure{says: "查不到对方的主机名"}
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout():
		return &failure{says: "对方没有及时答复"}
	}
	return &failure{says: "连接对方失败：" + err.Error()}
}
