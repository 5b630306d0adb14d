package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingsu/server/stock/stocktest"
	"yingsu/workflows/calendar"
)

// page asks for a page, or sends a form to it, and returns what it says and where it leads.
func (w *person) page(method, path, contentType string, body io.Reader) (status int, said, to string, err error) {
	r, err := http.NewRequest(method, w.base+path, body)
	if err != nil {
		return 0, "", "", err
	}
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", contentType)
	answer, err := browser.Transport.RoundTrip(r)
	if err != nil {
		return 0, "", "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text), answer.Header.Get("Location"), err
}

const stockPage = "/lawsuits/stock"

var formToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// takes sends a ledger by the page, and returns where it leads.
func (w *person) takes(ledger []byte) (to string, err error) {
	_, said, _, err := w.page(http.MethodGet, stockPage, "", nil)
	token := formToken.FindStringSubmatch(said)
	if err != nil || token == nil {
		return "", fmt.Errorf("the form: %v %w", token, err)
	}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = m.WriteField("csrf", token[1])
	_ = m.WriteField("do", "take")
	part, err := m.CreateFormFile("file", "台账.xlsx")
	if err != nil {
		return "", err
	}
	_, _ = part.Write(ledger)
	_ = m.Close()
	status, said, to, err := w.page(http.MethodPost, stockPage, m.FormDataContentType(), &body)
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("%d %s", status, said)
	}
	return to, err
}

var howFar = regexp.MustCompile(`50件中已办完(\d+)件`)

// howFar looks in on a taking over of fifty, and returns what the page says, and how many
// are done; -1 where it does not say.
func (w *person) howFar(run string) (string, int) {
	w.t.Helper()
	status, said, _, err := w.page(http.MethodGet, run, "", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	found := howFar.FindStringSubmatch(said)
	if status != http.StatusOK || found == nil {
		return said, -1
	}
	n, _ := strconv.Atoi(found[1])
	return said, n
}

// Whoever has a ledger taken over by the page leaves it, comes back, and sees how far it is;
// the program is killed meanwhile, and goes on by itself: nothing is lost, nothing comes
// twice, and nobody has to send anything again.
func TestATakeoverIsLeftAndComeBackTo(t *testing.T) {
	t.Parallel()
	data, day := t.TempDir(), calendar.On(2026, 3, 10)
	p := emptyOn(t, data, day)
	fifty, content := ledgerOfFifty(t, day)
	clerk := p.signIn("clerk")
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		_, _ = clerk.takes(content) // which the kill may cut off
	}()
	const run = stockPage + "/1"
	within(t, time.Minute, "some lines are through", func() bool {
		_, n := clerk.howFar(run)
		return n > 0
	})
	p.kill()
	<-sent

	p = onDay(t, data, day)
	clerk, director := p.signIn("clerk"), p.signIn("director")
	said, before := clerk.howFar(run)
	if before < 1 || before >= len(fifty) || !strings.Contains(said, "正在接收") {
		t.Fatalf("after the kill %d are done: %s", before, said)
	}
	if to, err := director.takes(content); to != run || err != nil {
		t.Errorf("a colleague who sends the same is led to %q, %v", to, err)
	}
	if said, _ := director.howFar(run); !strings.Contains(said, "正在由林小文接收") {
		t.Errorf("a colleague is not told who has begun it: %s", said)
	}
	seen := []int{before}
	within(t, 3*time.Minute, "it comes to its end", func() bool {
		said, n := clerk.howFar(run)
		if n > seen[len(seen)-1] {
			seen = append(seen, n)
		}
		return strings.Contains(said, "接收结果") && strings.Contains(said, "已接收50行")
	})
	t.Logf("seen were %v", seen)
	compareFifty(t, clerk, fifty, content)
}

// compareFifty holds the lawsuits of a ledger to what its lines say, each act done once.
func compareFifty(t *testing.T, clerk *person, fifty []stocktest.Lawsuit, content []byte) {
	t.Helper()
	r := clerk.stock("/stock/preview", content)
	if r.Taken != len(fifty) {
		t.Errorf("%d of the lines are taken over", r.Taken)
	}
	for i, line := range r.Lines {
		seen := map[string]int{}
		for _, e := range clerk.acts(line.ID) {
			if seen[e.Name]++; seen[e.Name] > 1 && !slices.Contains([]string{"record_judgment", "file_loss_report"}, e.Name) {
				t.Errorf("%s: %s came twice", line.CaseNumber, e.Name)
			}
		}
		if l := clerk.looksAt(line.ID); l.Stage != string(fifty[i].Stage) {
			t.Errorf("%s stands at %s, want %s", line.CaseNumber, l.Stage, fifty[i].Stage)
		}
	}
}
