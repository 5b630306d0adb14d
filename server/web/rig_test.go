package web

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"golang.org/x/crypto/argon2"
	"golang.org/x/net/html"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// rig is the pages on a real ledger, without Temporal: what is to be shown is
// recorded as the workflow would record it.
type rig struct {
	*testing.T
	ledger *store.Store
	office *office.Office
	server *httptest.Server

	registeredUnder string // the key of registrations, if not the usual one
}

const password = "Haibian-2026"

// secret is that of the phones of those who run the system.
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

// The cast. All of them have the same password.
var cast = []models.User{
	{Username: "clerk", Name: "林小文", Role: models.Clerk, Unit: "区司法局"},
	{Username: "reviewer", Name: "周审之", Role: models.Reviewer, Unit: "区司法局"},
	{Username: "director", Name: "郑司远", Role: models.Director, Unit: "区司法局"},
	{Username: "unit-clerk", Name: "孙承办", Role: models.UnitClerk, Unit: "区城市管理局"},
	{Username: "unit-official", Name: "吴管成", Role: models.UnitOfficial, Unit: "区城市管理局"},
	{Username: "town-clerk", Name: "钱镇安", Role: models.UnitClerk, Unit: "张村镇"},
	{Username: "supervisor", Name: "何督明", Role: models.Supervisor, Unit: "区政府"},
	{Username: "boss", Name: "管理员", Role: models.Admin, TOTP: secret},
	{Username: "checker", Name: "审计员", Role: models.Auditor, TOTP: secret},
	{Username: "newcomer", Name: "新来者", Role: models.Clerk, Unit: "区司法局", MustChange: true},
}

var units = []models.Unit{
	{Name: "区政府", FullName: "威海市环翠区人民政府", Kind: models.Government},
	{Name: "区司法局", FullName: "威海市环翠区司法局", Kind: models.Department},
	{Name: "区城市管理局", FullName: "威海市环翠区城市管理局", Kind: models.Department},
	{Name: "区住房和城乡建设局", FullName: "威海市环翠区住房和城乡建设局", Kind: models.Department},
	{Name: "区人力资源和社会保障局", FullName: "威海市环翠区人力资源和社会保障局", Kind: models.Department},
	{Name: "张村镇", FullName: "威海市环翠区张村镇人民政府", Kind: models.Town},
	{Name: "竹岛街道", FullName: "威海市环翠区人民政府竹岛街道办事处", Kind: models.Town},
	{Name: "里口山管理服务中心", FullName: "威海市环翠区里口山管理服务中心", Kind: models.Institution},
}

// today is the day of most tests.
var today = calendar.On(2026, 3, 10)

// newRig opens an empty ledger with units and people. The civil day stands
// still where one is given.
func newRig(t *testing.T, day calendar.Date) *rig {
	t.Helper()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { must(t, ledger.Close()) })
	nobody, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	must(t, err)
	t.Cleanup(nobody.Close)
	files, err := vault.Open(t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, files.Close()) })
	r := &rig{T: t, ledger: ledger, office: office.New(ledger, nobody, office.Settings{
		Site: "http://127.0.0.1", Console: "http://127.0.0.1:8233", Namespace: "default", Vault: files, FileLimit: 1 << 20,
	})}
	if !day.IsZero() {
		r.office.Civil = calendar.Civil{Origin: time.Now(), Start: day, DaySeconds: 24 * 60 * 60}
	}
	r.people()
	r.serve()
	return r
}

// doErrands has errands done, as a server does, until it is stopped or the test ends.
func (r *rig) doErrands() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := r.office.DoErrands(ctx)
	stop = func() { cancel(); <-ended }
	r.Cleanup(stop)
	return stop
}

func (r *rig) people() {
	ctx, hash := context.Background(), cheap()
	for _, u := range units {
		must(r.T, r.ledger.AddUnit(ctx, u))
	}
	for _, u := range cast {
		u.PasswordHash = hash
		_, err := r.ledger.CreateUser(ctx, u)
		must(r.T, err)
	}
}

// cheap is the password's hash with hardly any work in it: signing in is not what
// these tests are about.
func cheap() string {
	salt := []byte("0123456789abcdef")
	sum := argon2.IDKey([]byte(password), salt, 1, 8, 1, 32)
	text := base64.RawStdEncoding.EncodeToString
	return "$argon2id$v=19$m=8,t=1,p=1$" + text(salt) + "$" + text(sum)
}

func (r *rig) serve() { r.serveBehind(&auth.Gate{Store: r.ledger, Civil: r.office.Civil}) }

func (r *rig) serveBehind(g *auth.Gate) {
	pages, err := New(r.office, g)
	must(r.T, err)
	e := echo.New()
	pages.Mount(e)
	r.server = httptest.NewServer(e)
	r.Cleanup(r.server.Close)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func actor(username string) models.Actor {
	for _, u := range cast {
		if u.Username == username {
			return u.Actor()
		}
	}
	panic("nobody is called " + username)
}

// story is a lawsuit as it is told, act by act.
type story struct {
	*rig
	models.Lawsuit
	bench workflows.Bench
}

// notice is a court's notice over a demolition, served on a day.
func notice(number string, served calendar.Date, changes ...func(filled)) filled {
	in := filled{
		"case_number": number, "court": "威海市中级人民法院", "plaintiffs": []string{"王某某", "李某某"},
		"defendants": []filled{{"name": "威海市环翠区人民政府", "unit": "区政府"}},
		"cause":      "房屋强制拆除", "challenged_act": "2025年12月18日对原告房屋实施的强制拆除行为",
		"served_on": served.String(), "bureau_received_on": served.String(), "origin": filled{"item": 5, "unit": "区城市管理局"},
	}
	for _, change := range changes {
		change(in)
	}
	return in
}

// register opens a lawsuit on the day its notice was served.
func (r *rig) register(in filled) *story {
	r.Helper()
	return r.opens(workflows.Register, "served_on", in)
}

// opens opens a file on the day that a field names.
func (r *rig) opens(opening *workflows.Form, day string, in filled) *story {
	r.Helper()
	served, err := calendar.ParseDate(in[day].(string))
	must(r.T, err)
	bench, err := r.office.Bench(context.Background())
	must(r.T, err)
	s := &story{rig: r, bench: bench}
	s.bench.Today = served
	q := workflows.Request{Key: cmp.Or(r.registeredUnder, "register"), By: actor("clerk"), Input: in.json()}
	file, refusal := workflows.Open(opening, q, s.bench)
	if refusal != nil {
		r.Fatalf("register: %v", refusal)
	}
	s.Lawsuit = models.Lawsuit{
		ID: models.IDOf(file.CaseNumber), CaseNumber: file.CaseNumber, File: *file, Edition: s.bench.Edition.Name,
		Counted: s.bench.Name(), Logic: s.bench.Logic, OpenedKey: q.Key, OpenedAt: served.At(9, 12),
	}
	s.record(served, q, opening, opening.Title+"。案号："+file.CaseNumber, nil, measures.Moved(nil, s.bench.Clocks(file)))
	return s
}

// do has somebody do an act on a day, and the system remind of what fell due
// before. It returns the key.
func (s *story) do(username, name string, day calendar.Date, in filled) string {
	s.Helper()
	act := workflows.ActNamed(name)
	s.remind(day)
	s.bench.Today = day
	q := workflows.Request{Key: fmt.Sprintf("00000000-0000-4000-8000-%012d", s.Revision), By: actor(username), Input: in.json()}
	o, refusal := act.Try(&s.File, q, s.bench)
	if refusal != nil {
		s.Fatalf("%s: %v", name, refusal)
	}
	s.File = o.File
	s.record(day, q, &act.Form, o.Text, o.Notices, o.Moved)
	return q.Key
}

// remind records the reminders of the days before.
func (s *story) remind(until calendar.Date) {
	for day := s.bench.Today.AddDays(1); !day.After(until); day = day.AddDays(1) {
		for _, c := range s.bench.Clocks(&s.File) {
			for i := 1; ; i++ {
				rung, ok := c.Rung(i, s.bench.Calendar)
				if !ok || rung.On.After(day) {
					break
				}
				if rung.On == day {
					s.rung(day, c, rung)
				}
			}
		}
	}
}

func (s *story) rung(day calendar.Date, c measures.Clock, rung measures.Rung) {
	word, urgency := "期限提醒", models.Reminder
	if rung.Tone == measures.Escalates {
		word, urgency = "逾期督办", models.Escalation
	}
	key, text := fmt.Sprintf("rung/%d", s.Revision+1), "应于"+c.Safe.Chinese()+"前办理，"+workflows.Left(c, day, s.bench.Calendar)+"。依据："+c.Article+"。"
	title := "【" + word + "】" + c.Title
	s.save(models.Recording{
		Key: key, Act: "rung", Request: key,
		Entries: []models.Entry{{Kind: models.RungEntry, Name: c.ID, Title: title, Article: c.Article, Text: text, At: day.At(9, 0), CivilOn: day}},
		Notices: []models.Notice{{Key: key, To: []models.Recipient{{Role: models.Clerk}, {Role: models.UnitClerk, Unit: "区城市管理局"}}, Urgency: urgency, Title: title, Body: text, Article: c.Article, Clock: c.ID, Due: c.Safe}},
	}, day.At(9, 0))
}

func (s *story) record(day calendar.Date, q workflows.Request, act *workflows.Form, text string, notices []models.Notice, moved []measures.Clock) {
	for i := range notices {
		notices[i].Key = fmt.Sprintf("%s/%d/%d", act.Name, s.Revision+1, i)
	}
	receipt, err := json.Marshal(models.Receipt{ID: s.ID, Revision: s.Revision + 1, Stage: measures.StageOf(&s.File), Moved: moved})
	must(s.T, err)
	s.save(models.Recording{
		Key: q.Key, Act: act.Name, Request: q.Hash(act.Name), By: q.By, Notices: notices, Receipt: receipt,
		Entries: []models.Entry{{Kind: models.ActEntry, Name: act.Name, Title: act.Title, Article: act.Article, Actor: q.By, Text: text, Detail: q.Input, At: day.At(10, 30), CivilOn: day, Law: s.bench.Logic}},
	}, day.At(10, 30))
}

func (s *story) save(rec models.Recording, at time.Time) {
	s.Revision++
	s.Stage, s.Clocks = measures.StageOf(&s.File), s.bench.Clocks(&s.File)
	s.Waits = workflows.WaitsIn(&s.File, s.bench.Law)
	s.Closed, s.UpdatedAt = s.Stage == measures.Archived, at
	rec.Lawsuit = s.Lawsuit
	if rec.Receipt == nil {
		rec.Receipt = json.RawMessage("{}")
	}
	_, err := s.ledger.Record(context.Background(), rec)
	must(s.T, err)
}

// browser is one person's.
type person struct {
	*rig
	client *http.Client
}

// visitor opens a browser that nobody has signed in with.
func (r *rig) visitor() *person {
	jar, err := cookiejar.New(nil)
	must(r.T, err)
	return &person{r, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as opens a browser and signs in.
func (r *rig) as(username string) *person {
	r.Helper()
	b := r.visitor()
	form := b.get("/sign-in").form("/sign-in")
	form.Set("username", username)
	form.Set("password", password)
	form.Set("code", r.code(username))
	if got := b.post("/sign-in", form); got.status != http.StatusSeeOther {
		r.Fatalf("sign in as %s: %d %s", username, got.status, got.text())
	}
	return b
}

// code is what the phone of somebody shows, as if they had not signed in for a while;
// nothing where they have none.
func (r *rig) code(username string) string {
	r.Helper()
	user, err := r.ledger.UserByName(r.Context(), username)
	must(r.T, err)
	if user.TOTP == "" {
		return ""
	}
	must(r.T, r.ledger.SetTOTP(r.Context(), user.ID, user.TOTP)) // and forgets the last one
	return codeOf(r.T, user.TOTP, time.Now())
}

// answer is a page as it came.
type answer struct {
	*rig
	status int
	header http.Header
	body   string
	root   *html.Node
}

func (b *person) get(path string) *answer {
	b.Helper()
	q, err := http.NewRequest(http.MethodGet, b.server.URL+path, nil)
	must(b.T, err)
	return b.send(q)
}

// until looks at a page again and again until it says something, and returns it.
func (b *person) until(path, says string) *answer {
	b.Helper()
	for end := time.Now().Add(time.Minute); ; <-time.After(100 * time.Millisecond) {
		a := b.get(path)
		if strings.Contains(a.text(), says) {
			return a
		}
		if time.Now().After(end) {
			b.Fatalf("%s never says %q: %s", path, says, a.text())
		}
	}
}

func (b *person) post(path string, form url.Values) *answer {
	b.Helper()
	return b.posted(path, form)
}

// posted posts a form with headers that a browser would set by itself.
func (b *person) posted(path string, form url.Values, headers ...string) *answer {
	b.Helper()
	q, err := http.NewRequest(http.MethodPost, b.server.URL+path, strings.NewReader(form.Encode()))
	must(b.T, err)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	return b.send(q)
}

func (b *person) send(q *http.Request) *answer {
	b.Helper()
	q.Header.Set("Accept", "text/html,application/xhtml+xml")
	got, err := b.client.Do(q)
	must(b.T, err)
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	must(b.T, err)
	a := &answer{rig: b.rig, status: got.StatusCode, header: got.Header, body: string(body)}
	a.root, err = html.Parse(strings.NewReader(a.body))
	must(b.T, err)
	return a
}

// want fails unless the page has this status and says all these words.
func (a *answer) want(status int, words ...string) *answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d: %s", a.status, status, a.text())
	}
	for _, w := range words {
		if !strings.Contains(a.text(), w) {
			a.Fatalf("the page does not say %q: %s", w, a.text())
		}
	}
	return a
}

func (a *answer) wantTo(place string) *answer {
	a.Helper()
	if a.status != http.StatusSeeOther || a.header.Get("Location") != place {
		a.Fatalf("%d to %q, want 303 to %q: %s", a.status, a.header.Get("Location"), place, a.text())
	}
	return a
}

// text is what a reader sees.
func (a *answer) text() string {
	var b strings.Builder
	for n := range a.root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			b.WriteString(strings.TrimSpace(n.Data) + " ")
		}
	}
	return b.String()
}

// all returns the elements of a kind.
func (a *answer) all(tag string) []*html.Node { return elements(a.root, tag) }

func elements(root *html.Node, tags ...string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		for _, tag := range tags {
			if n.Type == html.ElementNode && n.Data == tag {
				found = append(found, n)
			}
		}
	}
	return found
}

func attr(n *html.Node, name string) string {
	value, _ := lookup(n, name)
	return value
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// form returns what a browser would post with the form of the given action, as
// it stands.
func (a *answer) form(action string) url.Values {
	a.Helper()
	for _, f := range a.all("form") {
		if attr(f, "action") == action {
			return successful(f)
		}
	}
	a.Fatalf("the page has no form for %s: %s", action, a.text())
	return nil
}

// successful collects the controls of a form that a browser would send.
func successful(form *html.Node) url.Values {
	v := url.Values{}
	for _, n := range elements(form, "input", "textarea", "select") {
		name := attr(n, "name")
		switch {
		case n.Data == "textarea":
			v.Add(name, innerText(n))
		case n.Data == "select":
			v.Add(name, selected(n))
		case attr(n, "type") == "checkbox" || attr(n, "type") == "radio":
			if _, ticked := lookup(n, "checked"); ticked {
				v.Add(name, attr(n, "value"))
			}
		default:
			v.Add(name, attr(n, "value"))
		}
	}
	return v
}

func selected(n *html.Node) string {
	first := ""
	for i, o := range elements(n, "option") {
		value, ok := lookup(o, "value")
		if !ok {
			value = innerText(o)
		}
		if _, yes := lookup(o, "selected"); yes {
			return value
		}
		if i == 0 {
			first = value
		}
	}
	return first
}

func innerText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
