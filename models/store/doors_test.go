package store_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"yingsu/activities"
	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/server/site"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

var (
	lawsuits = flag.Int("lawsuits", 2000, "how many lawsuits BenchmarkDoors fills the ledger with")
	ledger   = flag.String("ledger", "", "a database for BenchmarkDoors that is filled once and kept, postgres://…")
)

// What a list, a search or a page may cost, however many lawsuits there are.
const (
	mostStatements = 6
	mostBytes      = 100_000
)

// TestDoors holds everything that people look at to its bounds, on a small ledger:
// neither statements nor bytes may grow with what there is.
func TestDoors(t *testing.T) {
	for _, kind := range kinds(t) {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.open(t).Store, *lawsuits)
			for _, d := range h.doors() {
				h.open(d) // a session is written to once
				before := h.statements()
				status, size := h.open(d)
				n := h.statements() - before
				if status != http.StatusOK || n > mostStatements || n == 0 || size > mostBytes || size < 20 {
					t.Errorf("%s: status %d, %d statements, %d bytes", d.name, status, n, size)
				}
			}
		})
	}
}

// BenchmarkDoors measures what people look at, at the size that -lawsuits says.
func BenchmarkDoors(b *testing.B) {
	for _, kind := range kinds(b) {
		b.Run(kind.name, func(b *testing.B) {
			h := newHouse(b, kind.open(b).Store, *lawsuits)
			for _, d := range h.doors() {
				b.Run(d.name, func(b *testing.B) { h.measure(b, d) })
			}
		})
	}
}

type kind struct {
	name string
	open func(testing.TB) opened
}

type opened struct{ Store *store.Store }

func kinds(t testing.TB) []kind {
	sqlite := kind{"SQLite", func(t testing.TB) opened {
		return opened{open(t, "sqlite:"+filepath.Join(t.TempDir(), "ledger.db"))}
	}}
	postgres := kind{"PostgreSQL", func(t testing.TB) opened {
		if *ledger != "" {
			return opened{open(t, *ledger)}
		}
		return opened{open(t, schemaURL(t))}
	}}
	if *ledger != "" || *lawsuits > 20_000 {
		return []kind{postgres}
	}
	return []kind{sqlite, postgres}
}

// house is the whole server on a full ledger, without Temporal: reading does
// not need it.
type house struct {
	testing.TB
	crowd
	office     *office.Office
	server     *httptest.Server
	tokens     map[string]string
	statements func() int64
	next       string // a cursor deep in the list
	bulletin   string // the page of the last quarter's bulletin, a draft
}

var staff = []models.User{
	{Username: "clerk", Name: "林小文", Role: models.Clerk, Unit: measures.JusticeBureau},
	{Username: "unit-clerk", Name: "孙承办", Role: models.UnitClerk, Unit: crowdUnits[0]},
	{Username: "small-unit", Name: "钱档案", Role: models.UnitClerk, Unit: crowdUnits[14]},
	{Username: "supervisor", Name: "何督明", Role: models.Supervisor, Unit: "区政府办公室"},
}

func newHouse(t testing.TB, ledger *store.Store, n int) *house {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	h := &house{TB: t, crowd: newCrowd(), tokens: map[string]string{}}
	h.fill(ledger, n)
	nobody, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	h.must(err)
	t.Cleanup(nobody.Close)
	civil := calendar.Civil{Origin: time.Now(), Start: h.today, DaySeconds: 24 * 60 * 60}
	h.office = office.New(ledger, nobody, office.Settings{Civil: civil, Namespace: "default"})
	all, err := site.New(site.Options{
		Office: h.office,
		Gate:   &auth.Gate{Store: ledger, Civil: civil},
	})
	h.must(err)
	h.server = httptest.NewServer(all)
	t.Cleanup(h.server.Close)
	h.statements, _ = store.Watch(ledger)
	for _, user := range staff {
		h.tokens[user.Username] = h.signIn(user.Username)
	}
	h.walk()
	h.draft(ledger)
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

const word = "Haibian-2026"

func (h *house) fill(ledger *store.Store, n int) {
	users, err := ledger.Users(h.Context())
	h.must(err)
	if len(users) > 0 {
		return
	}
	for _, name := range crowdUnits {
		h.must(ledger.AddUnit(h.Context(), models.Unit{Name: name, FullName: "威海市环翠区" + name, Kind: models.Department}))
	}
	hash, told := auth.HashPassword(word), []int64(nil)
	for _, user := range staff {
		user.PasswordHash = hash
		id, err := ledger.CreateUser(h.Context(), user)
		h.must(err)
		told = append(told, id)
	}
	start := time.Now()
	h.must(store.Fill(ledger, n, h.lawsuit, told))
	h.must(store.Analyze(ledger))
	h.Logf("%d lawsuits in %s", n, time.Since(start).Round(time.Second))
}

func (h *house) signIn(username string) string {
	body, _ := json.Marshal(map[string]string{"username": username, "password": word})
	answer, err := http.Post(h.server.URL+"/api/v1/session", "application/json", bytes.NewReader(body))
	h.must(err)
	defer answer.Body.Close()
	var session struct{ Token string }
	h.must(json.NewDecoder(answer.Body).Decode(&session))
	if session.Token == "" {
		h.Fatalf("%s is not let in: %s", username, answer.Status)
	}
	return session.Token
}

// walk finds a page deep in the list.
func (h *house) walk() {
	for range 12 {
		page := h.list("clerk", "limit=200&cursor="+h.next)
		if page.Next == "" {
			return
		}
		h.next = page.Next
	}
}

// draft drafts the bulletin of the last quarter, as the Schedule does.
func (h *house) draft(ledger *store.Store) {
	quarter := h.office.Draftable(nil)[0]
	_, err := (&activities.Activities{Store: ledger}).DraftBulletins(h.Context(), quarter.To().AddDays(1))
	h.must(err)
	all, err := ledger.Bulletins(h.Context())
	h.must(err)
	h.bulletin = fmt.Sprintf("/bulletins/%s/%d", all[0].Period, all[0].Version)
}

type listed struct {
	Lawsuits []struct{ ID string }
	Next     string
}

func (h *house) list(who, query string) (page listed) {
	_, body := h.get(who, "/api/v1/lawsuits?"+query)
	h.must(json.Unmarshal(body, &page))
	return page
}

// deepIn finds a page deep in somebody's inbox.
func (h *house) deepIn(who string) string {
	next := ""
	for range 12 {
		var page struct{ Next string }
		_, body := h.get(who, "/api/v1/inbox?limit=200&cursor="+next)
		h.must(json.Unmarshal(body, &page))
		if page.Next == "" {
			break
		}
		next = page.Next
	}
	return next
}

// nextInbox is where the first page of somebody's inbox leads on to.
func (h *house) nextInbox(who string) string {
	_, body := h.get(who, "/inbox")
	found := regexp.MustCompile(`href="(/inbox\?cursor=[^"]+)" rel="next"`).FindSubmatch(body)
	if found == nil {
		h.Fatal("the inbox has one page")
	}
	return string(found[1])
}

func (h *house) get(who, path string) (int, []byte) {
	r, err := http.NewRequestWithContext(h.Context(), http.MethodGet, h.server.URL+path, nil)
	h.must(err)
	r.Header.Set("Authorization", "Bearer "+h.tokens[who])
	r.Header.Set("Cookie", "yingsu="+h.tokens[who])
	answer, err := h.server.Client().Do(r)
	h.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	h.must(err)
	return answer.StatusCode, body
}

// door is something that somebody looks at.
type door struct {
	name, who string
	path      string
}

func (h *house) open(d door) (status, size int) {
	status, body := h.get(d.who, d.path)
	return status, len(body)
}

func (h *house) measure(b *testing.B, d door) {
	h.open(d)
	var took []time.Duration
	size, before := 0, h.statements()
	for b.Loop() {
		start := time.Now()
		_, size = h.open(d)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(size), "bytes")
	b.ReportMetric(float64(h.statements()-before)/float64(len(took)), "statements")
}

// doors lists every list, search and page, as each of the roles meets it.
func (h *house) doors() []door {
	q := func(pairs ...string) string {
		values := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		return values.Encode()
	}
	lists := []struct{ name, query string }{
		{"全部", ""}, {"最近登记", q("sort", "newest")}, {"深页", q("cursor", h.next)},
		{"在办", q("status", "open")}, {"已归档", q("status", "closed")},
		{"大单位", q("unit", crowdUnits[0])}, {"小单位", q("unit", crowdUnits[14])}, {"无此单位", q("unit", "无此单位")},
		{"阶段", q("stage", "trial")}, {"法院", q("court", crowdCourts[1])}, {"少见法院", q("court", crowdCourts[4])}, {"复议", q("kind", "reconsideration")},
		{"逾期", q("overdue", "true")}, {"败诉", q("lost", "true")}, {"同类败诉", q("repeat", "true")},
		{"查案号", q("q", "初1234")}, {"查全案号", q("q", "（2026）鲁10行初28号")}, {"查原告", q("q", "王秀")}, {"查三字原告", q("q", "王秀英")}, {"查一字", q("q", "丛")},
		{"查案由", q("q", "行政处罚")}, {"查少见案由", q("q", "学籍管理")}, {"查无", q("q", "并无此词")}, {"查无一字", q("q", "鑫")}, {"查多", q("q", "鲁10行初")},
		{"查两词", q("q", "房屋 王")}, {"查败诉案由", q("q", "林权", "lost", "true")}, {"查单位在办", q("unit", crowdUnits[2], "status", "open", "q", "征收")},
		{"查常见一字", q("q", "王")}, {"查号字", q("q", "号")}, {"查年份", q("q", "2024")}, {"查两常见词", q("q", "行政 2024")}, {"查常见词与少见词", q("q", "行政 丛")},
		{"查常见词在办", q("q", "行政", "status", "open")}, {"查常见词败诉", q("q", "行政", "lost", "true", "status", "closed")}, {"查常见词最近登记", q("q", "行政", "sort", "newest")},
		{"查常见词逾期", q("q", "行政", "overdue", "true")}, {"查常见词少见法院", q("q", "行政", "court", crowdCourts[4])}, {"查常见词小单位", q("q", "行政", "unit", crowdUnits[14])},
		{"查旧年最近登记", q("q", "2018", "sort", "newest")}, {"查旧年", q("q", "2018")}, {"查旧年已归档", q("q", "2018", "status", "closed")},
		{"查常见词深页", q("q", "行政", "cursor", h.next)}, {"大单位败诉", q("unit", crowdUnits[0], "lost", "true")}, {"小单位同类败诉", q("unit", crowdUnits[14], "repeat", "true")},
		{"中单位少见法院", q("unit", crowdUnits[5], "court", crowdCourts[4])}, {"大单位深页", q("unit", crowdUnits[0], "cursor", h.next)},
		{"二审", q("level", "second")}, {"一审", q("level", "first")}, {"结果", q("outcome", "declare_unlawful")}, {"案由", q("cause", "行政处罚")}, {"少见案由", q("cause", "学籍")},
		{"旧年送达", q("served_from", "2020-01-01", "served_to", "2020-12-31")}, {"近月送达", q("served_from", "2026-05-01")}, {"旧年送达败诉", q("served_from", "2019-01-01", "served_to", "2020-12-31", "lost", "true")},
		{"法院与阶段", q("court", crowdCourts[3], "stage", "review")}, {"已归档败诉法院", q("status", "closed", "lost", "true", "court", crowdCourts[4])},
	}
	var all []door
	for _, user := range staff {
		add := func(name, path string) {
			all = append(all, door{fmt.Sprintf("%s/%s", user.Username, name), user.Username, path})
		}
		for _, l := range lists {
			add("台账接口/"+l.name, "/api/v1/lawsuits?"+l.query)
		}
		add("期限接口", "/api/v1/duties")
		add("期限接口/本单位", "/api/v1/duties?mine=true")
		add("收件箱接口", "/api/v1/inbox")
		add("收件箱接口/未读", "/api/v1/inbox?unread=true&limit=200")
		add("收件箱接口/深页", "/api/v1/inbox?"+q("cursor", h.deepIn(user.Username)))
		add("工作台", "/")
		for _, side := range []string{"mine", "waiting", "done"} {
			add("工作台/"+side, "/?side="+side)
		}
		add("台账页", "/lawsuits")
		add("台账页/我承办的", "/lawsuits?mine=1")
		add("台账页/查询", "/lawsuits?"+q("q", "行政处罚"))
		add("台账页/单位", "/lawsuits?"+q("unit", crowdUnits[3], "status", "open"))
		add("期限页", "/duties?section=soon")
		add("期限日历", "/calendar?month=2026-06")
		add("期限日历/其他单位", "/calendar?month=2026-06&whose=others")
		add("开庭排期", "/hearings?span=month")
		add("统计", "/statistics?period=2026")
		add("统计/单位", "/statistics?period=2026&table=units")
		add("统计/期限", "/statistics?period=2026&table=timeliness")
		add("统计/明细", "/statistics/behind?period=2026&figure=timely")
		add("统计接口", "/api/v1/statistics?period=2026Q1")
		add("统计接口/明细", "/api/v1/statistics/behind?period=2026Q1&figure=received&limit=200")
		add("通报", "/bulletins")
		if user.Role.SeesEverything() {
			add("概览", "/dashboard")
			add("通报/草稿", h.bulletin)
			add("通报/打印", h.bulletin+"/print")
			add("通报/文档", h.bulletin+"/docx")
			add("通报/表格", h.bulletin+"/xlsx")
			add("通报接口", "/api/v1"+h.bulletin)
		}
		add("手册", "/help?"+q("q", "退回"))
		add("收件箱", "/inbox")
		add("收件箱/下一页", h.nextInbox(user.Username))
		add("法规", "/measures")
		id := h.list(user.Username, "limit=1").Lawsuits[0].ID
		add("案件页", "/lawsuits/"+id)
		add("承办人页", "/lawsuits/"+id+"/hands")
		add("案件接口", "/api/v1/lawsuits/"+id)
		add("日志接口", "/api/v1/lawsuits/"+id+"/journal")
	}
	return all
}
