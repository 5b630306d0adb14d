package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// TestGallery shows each page in headless Chromium, at the width of a desk and
// of a phone: WEB_SHOTS=/tmp/web-shots go test -run Gallery ./server/web
func TestGallery(t *testing.T) {
	dir := os.Getenv("WEB_SHOTS")
	if dir == "" {
		t.Skip("set WEB_SHOTS to a directory to have every page pictured")
	}
	must(t, os.MkdirAll(dir, 0o755))
	r := newRig(t, calendar.Date{})
	s := r.tell(r.office.Today())
	_, err := r.ledger.CreateUser(t.Context(), models.User{Username: "keeper", Name: "安有度", Role: models.SecurityAdmin, PasswordHash: cheap()})
	must(t, err)
	late := notice("（2026）鲁10行初99号", r.office.Today().AddDays(-30))
	late["bureau_received_on"] = r.office.Today().String()
	r.opens(workflows.Register, "bureau_received_on", late)
	must(t, r.ledger.KeepLook(t.Context(), models.Look{What: models.LookClosely, Worker: "7@machine", At: time.Now(), Looked: 30, Found: 2, Unmended: 1, Remains: []models.Remains{
		{LawsuitID: s["lost"].ID, CaseNumber: "（2026）鲁10行初158号", What: "办理流程没有答复", Why: "[TMPRL1100] nondeterministic workflow: missing replay command for MarkerRecorded"},
	}}))
	shots := []struct {
		name, username, path string
		height               int
	}{
		{"sign-in", "", "/sign-in", 700},
		{"workbench-clerk", "clerk", "/", 1500},
		{"workbench-unit", "unit-clerk", "/", 1300},
		{"workbench-supervisor", "supervisor", "/", 1000},
		{"lawsuits", "clerk", "/lawsuits", 1100},
		{"entries", "clerk", entriesPath, 900},
		{"register", "clerk", "/lawsuits/new", 3200},
		{"register-suggestion", "clerk", "/suggestions/new", 2000},
		{"suggestion", "unit-clerk", "/lawsuits/" + s["suggestion"].ID, 2600},
		{"lawsuit-new", "clerk", "/lawsuits/" + s["new"].ID, 2600},
		{"lawsuit-preparing", "unit-clerk", "/lawsuits/" + s["preparing"].ID, 3400},
		{"lawsuit-review", "reviewer", "/lawsuits/" + s["review"].ID, 3400},
		{"lawsuit-trial", "unit-clerk", "/lawsuits/" + s["trial"].ID, 3600},
		{"lawsuit-lost", "clerk", "/lawsuits/" + s["lost"].ID, 3800},
		{"lawsuit-archived", "supervisor", "/lawsuits/" + s["archived"].ID, 3400},
		{"evidence", "unit-clerk", "/lawsuits/" + s["review"].ID + "/evidence", 900},
		{"volume", "clerk", "/lawsuits/" + s["archived"].ID + "/volume", 1500},
		{"past", "clerk", "/lawsuits/" + s["lost"].ID + "/past?on=2026-09-30", 1500},
		{"correction", "clerk", "/lawsuits/" + s["review"].ID + "/corrections/1", 3000},
		{"code", "unit-clerk", "/measures/code/workflows/measures/art_014_review.go", 1500},
		{"leave", "unit-clerk", "/account", 1300},
		{"act", "unit-clerk", "/lawsuits/" + s["preparing"].ID + "/acts/add_material", 1100},
		{"inbox", "clerk", "/inbox", 1500},
		{"measures", "unit-clerk", "/measures", 4000},
		{"calculator", "unit-clerk", "/measures/clocks/review?from=2026-09-24", 1100},
		{"changes", "boss", "/changes", 1500},
		{"troubles", "boss", "/troubles", 1500},
		{"admin", "boss", "/admin", 1500},
		{"account", "newcomer", "/account", 800},
		{"security", "clerk", securityPath, 1800},
		{"second-step", "keeper", securityPath, 1000},
		{"not-found", "unit-clerk", "/lawsuits/nothing", 600},
	}
	t.Run("paper", func(t *testing.T) {
		chromium(t, "--print-to-pdf="+filepath.Join(dir, "lawsuit-lost.pdf"), "--no-pdf-header-footer", r.door("clerk")+"/lawsuits/"+s["lost"].ID)
	})
	t.Run("answers", func(t *testing.T) { r.pictureAnswers(t, dir, s) })
	for _, shot := range shots {
		t.Run(shot.name, func(t *testing.T) {
			address := r.door(shot.username) + shot.path
			picture(t, filepath.Join(dir, shot.name+"-1440.png"), address, 1440, shot.height)
			picture(t, filepath.Join(dir, shot.name+"-375.png"), address, 375, shot.height*2)
		})
	}
}

// pictureAnswers pictures what forms are answered with.
func (r *rig) pictureAnswers(t *testing.T, dir string, s map[string]*story) {
	clerk, path := r.as("clerk"), "/lawsuits/"+s["forwarding"].ID
	f := clerk.get("/lawsuits/new").form("/lawsuits/new")
	f.Set("case_number", "鲁10行初15号")
	f.Set("defendants.0.name", "威海市环翠区人民政府")
	r.pictureAnswer(t, dir, "answer-errors", clerk.post("/lawsuits/new", f), 2600)
	for name, value := range map[string]string{
		"case_number": "（2026）鲁10行初15号", "court": "威海市中级人民法院", "cause": "征收", "plaintiffs": "王某某",
		"served_on": "2026-09-24", "defendants.0.unit": "区政府", "do": "foresee",
	} {
		f.Set(name, value)
	}
	r.pictureAnswer(t, dir, "answer-opening", clerk.post("/lawsuits/new", f), 3000)
	paper := clerk.get("/lawsuits/new").form("/lawsuits/new/read")
	paper.Set("text", pasted+"\n案号：（2026）鲁10行初32号")
	read := clerk.hand("/lawsuits/new/read", paper, "", nil)
	r.pictureAnswer(t, dir, "answer-read", read, 3000)
	f = read.form("/lawsuits/new")
	f.Set("case_number", "（2026）鲁10行初31号")
	f.Set("served_on", r.office.Today().AddDays(-40).String())
	r.pictureAnswer(t, dir, "answer-late", clerk.post("/lawsuits/new", f), 3000)
	g := clerk.get(path).form(path + "/acts/forward_materials")
	r.pictureAnswer(t, dir, "answer-foreseen", clerk.post(path+"/acts/forward_materials/preview", g), 900)
	r.pictureAnswer(t, dir, "answer-unavailable", clerk.post(path+"/acts/forward_materials", g), 900)
	last := fmt.Sprintf("00000000-0000-4000-8000-%012d", s["archived"].Revision-1)
	r.pictureAnswer(t, dir, "answer-done", r.as("unit-clerk").get("/lawsuits/"+s["archived"].ID+"?done="+last), 900)
}

func (r *rig) pictureAnswer(t *testing.T, dir, name string, a *answer, height int) {
	pages := http.NewServeMux()
	pages.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(a.body)) })
	pages.Handle("/static/", r.server.Config.Handler)
	s := httptest.NewServer(pages)
	defer s.Close()
	picture(t, filepath.Join(dir, name+"-1440.png"), s.URL, 1440, height)
	picture(t, filepath.Join(dir, name+"-375.png"), s.URL, 375, height*2)
}

// door serves the pages to somebody who is signed in already.
func (r *rig) door(username string) string {
	gate := &auth.Gate{Store: r.ledger, Civil: r.office.Civil}
	pages, err := New(r.office, gate)
	must(r.T, err)
	e := echo.New()
	pages.Mount(e)
	token := ""
	if username != "" {
		token, _, err = gate.SignIn(r.Context(), auth.Credentials{Username: username, Password: password, Code: r.code(username), Address: "127.0.0.1"})
		must(r.T, err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if token != "" {
			q.AddCookie(&http.Cookie{Name: "yingsu", Value: token})
		}
		e.ServeHTTP(w, q)
	}))
	r.Cleanup(s.Close)
	return s.URL
}

// picture takes a page as a window of this size shows it.
func picture(t *testing.T, file, address string, width, height int) {
	t.Helper()
	chromium(t, "--screenshot="+file, "--window-size="+strconv.Itoa(width)+","+strconv.Itoa(height), "--hide-scrollbars", address)
}

// chromium runs once, in a profile of its own.
func chromium(t *testing.T, arguments ...string) {
	t.Helper()
	usual := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=zh-CN",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + t.TempDir()}
	if out, err := exec.Command("chromium", append(usual, arguments...)...).CombinedOutput(); err != nil {
		t.Fatalf("chromium %v: %v\n%s", arguments, err, out)
	}
}
