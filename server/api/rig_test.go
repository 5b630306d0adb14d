package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/pquerna/otp/totp"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// The day on which every test runs: a Tuesday.
var today = calendar.On(2026, 3, 10)

// Everybody's password, and a cheap hash of it.
const (
	password = "password"
	hash     = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
)

// secret is that of the phones of those who run the system.
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

// cast is everybody who has an account, by user name.
var cast = map[string]models.User{
	"clerk":         {Name: "丛经办", Role: models.Clerk, Unit: measures.JusticeBureau},
	"reviewer":      {Name: "姜审查", Role: models.Reviewer, Unit: measures.JusticeBureau},
	"director":      {Name: "于局长", Role: models.Director, Unit: measures.JusticeBureau},
	"unit-clerk":    {Name: "谭城管", Role: models.UnitClerk, Unit: "区城市管理局"},
	"unit-official": {Name: "毕局长", Role: models.UnitOfficial, Unit: "区城市管理局"},
	"town-clerk":    {Name: "戚镇办", Role: models.UnitClerk, Unit: "张村镇"},
	"supervisor":    {Name: "邹监督", Role: models.Supervisor, Unit: "区政府办公室"},
	"admin":         {Name: "苗管理", Role: models.Admin, TOTP: secret},
	"auditor":       {Name: "隋审计", Role: models.Auditor, TOTP: secret},
	"fresh":         {Name: "新来的", Role: models.Clerk, Unit: measures.JusticeBureau, MustChange: true},
}

// world is a whole server on an empty ledger, without Temporal: its address is
// one where nobody listens.
type world struct {
	testing.TB
	server *echo.Echo
	ledger *store.Store
	office *office.Office
	gate   *auth.Gate
	tokens map[string]string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldAt(t, closedPort(t))
}

// newWorldAt returns a world that believes Temporal to be at an address.
func newWorldAt(t testing.TB, temporalAddress string) *world {
	t.Helper()
	ledger, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))
	must(t, err)
	t.Cleanup(func() { ledger.Close() })
	temporal, err := dial.Lazily(temporalAddress)
	must(t, err)
	t.Cleanup(temporal.Close)
	w := &world{
		TB: t, tokens: map[string]string{},
		ledger: ledger,
		office: office.New(ledger, temporal, office.Settings{
			Console: "http://console", Namespace: "default", Vault: newVault(t), FileLimit: 1 << 20,
			Civil: calendar.Civil{Origin: time.Now(), Start: today, DaySeconds: 24 * 60 * 60},
		}),
		gate: &auth.Gate{Store: ledger},
	}
	w.gate.Civil = w.office.Civil
	w.server, err = site.New(site.Options{Office: w.office, Gate: w.gate})
	must(t, err)
	w.settle()
	return w
}

func newVault(t testing.TB) vault.Vault {
	v, err := vault.Open(t.TempDir())
	must(t, err)
	t.Cleanup(func() { v.Close() })
	return v
}

func closedPort(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// settle fills the directory of units and opens the accounts.
func (w *world) settle() {
	ctx := w.Context()
	for _, u := range []models.Unit{
		{Name: measures.DistrictGovernment, FullName: "威海市环翠区人民政府", Kind: models.Government},
		{Name: measures.JusticeBureau, FullName: "威海市环翠区司法局", Kind: models.Department},
		{Name: "区城市管理局", FullName: "威海市环翠区城市管理局", Kind: models.Department},
		{Name: "张村镇", FullName: "威海市环翠区张村镇人民政府", Kind: models.Town},
	} {
		must(w.TB, w.ledger.AddUnit(ctx, u))
	}
	for username, u := range cast {
		w.enters(username, u)
	}
}

// enters opens an account.
func (w *world) enters(username string, u models.User) {
	u.Username, u.PasswordHash = username, hash
	_, err := w.ledger.CreateUser(w.Context(), u)
	must(w.TB, err)
}

// token signs somebody in, once.
func (w *world) token(username string) string {
	if w.tokens[username] == "" {
		token, _, err := w.gate.SignIn(w.Context(), auth.Credentials{Username: username, Password: password, Code: w.code(username), Address: "192.0.2.1"})
		must(w.TB, err)
		w.tokens[username] = token
	}
	return w.tokens[username]
}

// code is what the phone of somebody shows, as if they had not signed in for a while;
// nothing where they have none.
func (w *world) code(username string) string {
	user, err := w.ledger.UserByName(w.Context(), username)
	must(w.TB, err)
	if user.TOTP == "" {
		return ""
	}
	must(w.TB, w.ledger.SetTOTP(w.Context(), user.ID, user.TOTP)) // and forgets the last one
	code, err := totp.GenerateCode(user.TOTP, time.Now())
	must(w.TB, err)
	return code
}

// phone sets the second step of somebody's sign-ins up.
func (w *world) phone(username string) {
	user, err := w.ledger.UserByName(w.Context(), username)
	must(w.TB, err)
	must(w.TB, w.ledger.SetTOTP(w.Context(), user.ID, secret))
}

// caller is somebody of the cast as the office knows them.
func (w *world) caller(username string) models.Caller {
	u, err := w.ledger.UserByName(w.Context(), username)
	must(w.TB, err)
	return models.Caller{Actor: u.Actor(), UserID: u.ID, Address: "192.0.2.1"}
}

// do sends a request as somebody, or as nobody.
func (w *world) do(as, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	r := httptest.NewRequestWithContext(w.Context(), method, path, content)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+w.token(as))
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return w.send(r)
}

func (w *world) send(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer
}

// notice is a court's notice against the district government.
const notice = `{
	"case_number": "（2026）鲁10行初15号", "court": "威海市中级人民法院", "procedure": "ordinary", "kind": "litigation",
	"plaintiffs": ["王某某"], "defendants": [{"name": "威海市环翠区人民政府", "unit": "区政府"}],
	"cause": "房屋强制拆除", "served_on": "2026-03-02", "bureau_received_on": "2026-03-02",
	"origin": {"item": 5, "unit": "区城市管理局"}
}`

// townNotice is one against a town alone.
const townNotice = `{
	"case_number": "（2026）鲁1002行初8号", "court": "威海市环翠区人民法院",
	"plaintiffs": ["李某某"], "defendants": [{"name": "威海市环翠区张村镇人民政府", "unit": "张村镇"}],
	"cause": "政府信息公开", "served_on": "2026-03-05"
}`

const designate = `{"lead": "区城市管理局", "item": 5}`

// record puts a lawsuit into the ledger as its workflow would, and returns its id.
func (w *world) record(notice string, acts ...string) string {
	w.Helper()
	b, err := w.office.Bench(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	by := w.caller("clerk").Actor
	file, refusal := workflows.NewFile(workflows.Request{By: by, Input: json.RawMessage(notice)}, b)
	if refusal != nil {
		w.Fatal(refusal)
	}
	l := models.Lawsuit{
		ID: models.IDOf(file.CaseNumber), CaseNumber: file.CaseNumber, File: *file, Clocks: b.Clocks(file),
		Edition: b.Edition.Name, Counted: b.Law.Name(), Logic: b.Logic, OpenedKey: "open", OpenedAt: time.Now(),
	}
	w.append(&l, "open", "register", notice, "登记应诉通知", by)
	w.acts(&l, b, by, acts...)
	return l.ID
}

// goOn has more acts done in a lawsuit that was recorded.
func (w *world) goOn(id string, acts ...string) {
	w.Helper()
	b, err := w.office.Bench(w.Context())
	must(w.TB, err)
	by := w.caller("clerk").Actor
	l, err := w.ledger.Lawsuit(w.Context(), by, id)
	must(w.TB, err)
	w.acts(&l, b, by, acts...)
}

func (w *world) acts(l *models.Lawsuit, b workflows.Bench, by models.Actor, acts ...string) {
	w.Helper()
	var err error
	for i := 0; i < len(acts); i += 2 {
		by, acts[i] = w.actor(acts[i], by)
		b.Done, err = w.ledger.Done(w.Context(), l.ID)
		must(w.TB, err)
		o, refusal := workflows.ActNamed(acts[i]).Try(&l.File, workflows.Request{By: by, Input: json.RawMessage(acts[i+1])}, b)
		if refusal != nil {
			w.Fatal(refusal)
		}
		l.File, l.Clocks = o.File, o.Clocks
		w.append(l, fmt.Sprint("act-", 2*(l.Revision-1)), acts[i], acts[i+1], o.Text, by)
	}
}

// actor reads who does an act: “director: propose_correction”, or whoever did the
// one before.
func (w *world) actor(act string, before models.Actor) (models.Actor, string) {
	if username, name, named := strings.Cut(act, ": "); named {
		return w.caller(username).Actor, name
	}
	return before, act
}

func (w *world) append(l *models.Lawsuit, key, act, input, text string, by models.Actor) {
	w.Helper()
	l.Revision++
	l.Stage, l.UpdatedAt = measures.StageOf(&l.File), time.Now()
	l.Closed = l.Stage == measures.Archived
	receipt, err := json.Marshal(models.Receipt{ID: l.ID, Revision: l.Revision, Stage: l.Stage, StageTitle: l.Stage.Title(), Moved: []measures.Clock{}})
	must(w.TB, err)
	_, err = w.ledger.Record(w.Context(), models.Recording{
		Key: key, Act: act, Request: key, By: by, Lawsuit: *l, Receipt: receipt,
		Entries: []models.Entry{{At: l.UpdatedAt, CivilOn: today, Kind: models.ActEntry, Name: act, Title: act, Actor: by, Text: text, Detail: json.RawMessage(input)}},
		Notices: []models.Notice{{Key: key, To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Title: "收到新的应诉通知", Body: text}},
	})
	must(w.TB, err)
}

// attempts returns the lines of the audit log that match.
func (w *world) attempts(f models.AttemptFilter) []models.Attempt {
	w.Helper()
	all, err := w.ledger.Attempts(context.WithoutCancel(w.Context()), f)
	must(w.TB, err)
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// problemOf reads a problem document, and fails if it is none.
func problemOf(t *testing.T, answer *httptest.ResponseRecorder) (p struct {
	Status                              int
	Code                                models.Code
	Title, Detail, Article, Stage, Link string
	Errors                              []models.FieldError
	RequestID                           string `json:"request_id"`
}) {
	t.Helper()
	err := json.Unmarshal(answer.Body.Bytes(), &p)
	if kind := answer.Header().Get("Content-Type"); kind != "application/problem+json" {
		err = errors.Join(err, fmt.Errorf("content type %q", kind))
	}
	if p.Status != answer.Code || p.Detail == "" || p.Title == "" || p.RequestID == "" {
		err = errors.Join(err, fmt.Errorf("incomplete problem"))
	}
	if err != nil {
		t.Fatalf("%d %s: %v", answer.Code, answer.Body, err)
	}
	return p
}

// effect records an act as its workflow would, under a key of the caller's.
func (w *world) effect(id, key string, by models.Actor, input string) {
	w.Helper()
	l, err := w.ledger.Lawsuit(w.Context(), w.caller("clerk").Actor, id)
	must(w.TB, err)
	l.Revision++
	l.UpdatedAt = time.Now()
	r := workflows.Request{Key: key, By: by, Input: json.RawMessage(input)}
	receipt, err := json.Marshal(models.Receipt{ID: id, Revision: l.Revision, Stage: l.Stage, StageTitle: l.Stage.Title(), Moved: []measures.Clock{}})
	must(w.TB, err)
	_, err = w.ledger.Record(w.Context(), models.Recording{Key: key, Act: "designate_unit", Request: r.Hash("designate_unit"), By: by, Lawsuit: l, Receipt: receipt})
	must(w.TB, err)
}
