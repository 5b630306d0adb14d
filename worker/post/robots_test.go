package post_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/worker/post"
)

// group is a robot of a group: it keeps what is posted, and answers as it is told.
type group struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []*http.Request
	bodies []string
	answer http.HandlerFunc
}

func newGroup(t *testing.T, answer string) *group {
	t.Helper()
	g := &group{answer: func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) }}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.mu.Lock()
		g.asked, g.bodies = append(g.asked, r), append(g.bodies, string(body))
		g.mu.Unlock()
		g.answer(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

const fine = `{"errcode":0,"errmsg":"ok"}`

// tells has the clerk of a desk be told of one thing by a channel.
func tells(t *testing.T, way models.Way, set map[string]string) (*desk, *post.Room) {
	t.Helper()
	d := newDesk(t)
	way.On = true
	clerk, err := d.ledger.UserByName(t.Context(), "clerk")
	d.must(err)
	d.must(d.ledger.SetWay(t.Context(), clerk.ID, way))
	r, err := post.Open(d.ledger, post.Channels, func(name string) string { return set[name] })
	d.must(err)
	d.tell(1)
	return d, r
}

// state says what became of the last delivery, and why.
func (d *desk) state(channel string, r *post.Room, later time.Duration) (models.DeliveryState, string) {
	d.Helper()
	_, err := r.Round(d.Context(), channel, time.Now().Add(later))
	d.must(err)
	clerk, err := d.ledger.UserByName(d.Context(), "clerk")
	d.must(err)
	log, err := d.ledger.Carried(d.Context(), clerk.ID, 1)
	d.must(err)
	return log[0].State, log[0].Cause
}

func robots(g *group) map[string]string {
	return map[string]string{"WEBHOOK_CHANNELS": "wecom,dingtalk", "WEBHOOK_HOSTS": strings.TrimPrefix(g.URL, "http://"), "SITE_URL": "https://yingsu.example.gov.cn"}
}

func TestWeCom(t *testing.T) {
	g := newGroup(t, fine)
	d, r := tells(t, models.Way{Channel: models.WeCom, Address: g.URL + "/cgi-bin/webhook/send?key=0f"}, robots(g))
	if state, cause := d.state(models.WeCom, r, time.Second); state != models.Sent || len(g.asked) != 1 {
		t.Fatalf("%s %s", state, cause)
	}
	var body struct {
		Msgtype string
		Text    struct{ Content string }
	}
	d.must(json.Unmarshal([]byte(g.bodies[0]), &body))
	if body.Msgtype != "text" || !strings.HasPrefix(body.Text.Content, "【今日到期】提交证据\n期限：") || g.asked[0].Method != http.MethodPost || g.asked[0].URL.Query().Get("key") != "0f" {
		t.Errorf("%s %s", g.asked[0].URL, g.bodies[0])
	}
}

func TestDingTalkIsSigned(t *testing.T) {
	g := newGroup(t, fine)
	const secret = "SEC0123456789abcdef"
	d, r := tells(t, models.Way{Channel: models.DingTalk, Address: g.URL + "/robot/send?access_token=a", Secret: secret}, robots(g))
	if state, cause := d.state(models.DingTalk, r, time.Second); state != models.Sent {
		t.Fatalf("%s %s", state, cause)
	}
	q := g.asked[0].URL.Query()
	code := hmac.New(sha256.New, []byte(secret))
	code.Write([]byte(q.Get("timestamp") + "\n" + secret))
	if q.Get("sign") != base64.StdEncoding.EncodeToString(code.Sum(nil)) || q.Get("access_token") != "a" || len(q.Get("timestamp")) != 13 {
		t.Errorf("%s", g.asked[0].URL)
	}
}

// What a robot says, and what stands at its address otherwise.
func TestRobotsThatDoNotTakeIt(t *testing.T) {
	for name, row := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"an errcode":        {say(200, `{"errcode":93000,"errmsg":"invalid webhook url"}`), "errcode 93000"},
		"a NUL":             {say(200, `{"errcode":1,"errmsg":"\u0000"}`), "errcode 1"},
		"not a robot":       {say(200, `<html>login</html>`), "不是群机器人"},
		"JSON without code": {say(200, `{}`), "不是群机器人"},
		"an error":          {say(503, fine), "HTTP 503"},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		}, "转往别处"},
		"an endless answer": {func(w http.ResponseWriter, _ *http.Request) {
			for range 100 { // and the rest is not read
				if _, err := io.WriteString(w, strings.Repeat(" ", 1<<20)); err != nil {
					return
				}
			}
		}, "不是群机器人"},
		"a broken answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, fine)
		}, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGroup(t, "")
			g.answer = row.answer
			d, r := tells(t, models.Way{Channel: models.WeCom, Address: g.URL + "/send?key=S3cret"}, robots(g))
			state, cause := d.state(models.WeCom, r, time.Second)
			if state != models.Waiting || !strings.Contains(cause, row.says) || strings.Contains(cause, "S3cret") {
				t.Errorf("%s %s", state, cause)
			}
			g.mu.Lock()
			g.answer = say(200, fine)
			g.mu.Unlock()
			if state, cause := d.state(models.WeCom, r, time.Hour); state != models.Sent {
				t.Errorf("mended: %s %s", state, cause)
			}
		})
	}
}

func say(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}
}

// An address that leads inside is not asked, however it is written: it is judged when it
// is dialled, and kept from being dialled again.
func TestNothingLeadsInside(t *testing.T) {
	g := newGroup(t, fine)
	secure := httptest.NewUnstartedServer(say(http.StatusOK, fine))
	secure.TLS = trusted
	secure.StartTLS()
	t.Cleanup(secure.Close)
	at, err := url.Parse(secure.URL)
	if err != nil {
		t.Fatal(err)
	}
	for address, says := range map[string]string{
		g.URL + "/send":                                 "https", // and not listed
		"https://127.0.0.1:" + at.Port() + "/":          "内部网络",
		"https://localhost:" + at.Port() + "/":          "内部网络", // a name that resolves so
		"https://[::ffff:127.0.0.1]:" + at.Port() + "/": "内部网络",
		"https://0.0.0.0:" + at.Port() + "/":            "内部网络",
		"https://169.254.169.254/":                      "内部网络",
		"https://no.such.host.invalid/":                 "主机名",
	} {
		d, r := tells(t, models.Way{Channel: models.WeCom, Address: address}, map[string]string{"WEBHOOK_CHANNELS": "wecom", "WEBHOOK_HOSTS": "other.example:8443"})
		state, cause := d.state(models.WeCom, r, time.Second)
		if !strings.Contains(cause, says) && !strings.Contains(cause, "连接") || state == models.Sent {
			t.Errorf("%s: %s %s", address, state, cause)
		}
	}
	if len(g.asked) > 0 {
		t.Errorf("asked: %v", g.asked)
	}
	// By https the same server is reached once the office lists it.
	d, r := tells(t, models.Way{Channel: models.WeCom, Address: secure.URL}, map[string]string{"WEBHOOK_CHANNELS": "wecom", "WEBHOOK_HOSTS": at.Host})
	if state, cause := d.state(models.WeCom, r, time.Second); state != models.Sent {
		t.Errorf("listed: %s %s", state, cause)
	}
}

// No proxy of the machine's is asked: it would look names up itself.
func TestNoProxyIsAsked(t *testing.T) {
	g := newGroup(t, fine)
	t.Setenv("HTTPS_PROXY", g.URL)
	t.Setenv("HTTP_PROXY", g.URL)
	d, r := tells(t, models.Way{Channel: models.WeCom, Address: "https://robot.example.invalid/"}, map[string]string{"WEBHOOK_CHANNELS": "wecom"})
	if state, _ := d.state(models.WeCom, r, time.Second); state == models.Sent || len(g.asked) > 0 {
		t.Errorf("%s, asked %v", state, g.asked)
	}
}

func TestSMS(t *testing.T) {
	g := newGroup(t, `{"code":0}`)
	set := map[string]string{
		"SMS_URL": g.URL + "/send?to={phone}", "SMS_BODY": `{"content":"{text}","msgid":"{key}"}`, "SMS_AUTHORIZATION": "Bearer S3cret", "SMS_ACCEPTED": `"code":0`,
	}
	d, r := tells(t, models.Way{Channel: models.SMS, Address: "13800000000"}, set)
	if state, cause := d.state(models.SMS, r, time.Second); state != models.Sent {
		t.Fatalf("%s %s", state, cause)
	}
	var body struct{ Content, Msgid string }
	d.must(json.Unmarshal([]byte(g.bodies[0]), &body))
	if body.Content != "【今日到期】提交证据，期限2026年3月17日（周二）。请登录应诉系统查看。" || len(body.Msgid) != 32 || g.asked[0].URL.Query().Get("to") != "13800000000" || g.asked[0].Header.Get("Authorization") != "Bearer S3cret" {
		t.Errorf("%s %s", g.asked[0].URL, g.bodies[0])
	}
	// What breaks out of JSON does not.
	d.must(d.ledger.Tell(t.Context(), "", models.Notice{Key: "q", To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Warning, Title: `"},"x":{"\`}))
	d.state(models.SMS, r, time.Second)
	if err := json.Unmarshal([]byte(g.bodies[1]), &body); err != nil || !strings.HasPrefix(body.Content, `"},"x":{"\`) {
		t.Errorf("%v %s", err, g.bodies[1])
	}
	// A gateway that says 200 and means no.
	g.answer = say(200, `{"code":17,"msg":"余额不足"}`)
	d.tell(1)
	if state, cause := d.state(models.SMS, r, time.Second); state != models.Waiting || !strings.Contains(cause, "余额不足") {
		t.Errorf("%s %s", state, cause)
	}
	// Again it is the same message.
	g.answer = say(200, `{"code":0}`)
	d.state(models.SMS, r, time.Hour)
	var again struct{ Msgid string }
	d.must(json.Unmarshal([]byte(g.bodies[2]), &body))
	d.must(json.Unmarshal([]byte(g.bodies[3]), &again))
	if again.Msgid != body.Msgid {
		t.Errorf("%s, before %s", again.Msgid, body.Msgid)
	}
}

// TestSMSByGET: what a gateway takes in its address is coded for there.
func TestSMSByGET(t *testing.T) {
	g := newGroup(t, "ok")
	d, r := tells(t, models.Way{Channel: models.SMS, Address: "13800000000"}, map[string]string{"SMS_URL": g.URL + "/{phone}?text={text}&id={key}"})
	if state, cause := d.state(models.SMS, r, time.Second); state != models.Sent {
		t.Fatalf("%s %s", state, cause)
	}
	if q := g.asked[0]; q.Method != http.MethodGet || q.URL.Path != "/13800000000" || !strings.HasPrefix(q.URL.Query().Get("text"), "【今日到期】") {
		t.Errorf("%s %s", q.Method, q.URL)
	}
}
