package api_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// A paper is read into what the registration takes; the answer is as described, and says
// of each thing where it stands.
func TestReadPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text, err := os.ReadFile("../intake/testdata/08_出庭通知书.txt")
	must(t, err)
	type answered struct {
		Readings []struct {
			Field, Title, Value, Said, From string
			At                              int
			Stated, Disputed                bool
		}
		Input map[string]any
	}
	read := func(body string) (a answered) {
		t.Helper()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/intake/read", bytes.NewReader([]byte(body)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+w.token("unit-clerk"))
		answer := w.send(r)
		if answer.Code != http.StatusOK {
			t.Fatalf("%d %s", answer.Code, answer.Body)
		}
		keeps(t, r, []byte(body), answer)
		must(t, json.Unmarshal(answer.Body.Bytes(), &a))
		return a
	}
	pasted, err := json.Marshal(map[string]string{"text": string(text)})
	must(t, err)
	a := read(string(pasted))
	if a.Input["case_number"] != "（2026）鲁1002行初15号" || a.Input["court"] != "山东省威海市环翠区人民法院" || a.Input["hearing_on"] != nil {
		t.Errorf("the input is %v", a.Input)
	}
	for _, r := range a.Readings {
		if string(text[r.At:r.At+len(r.From)]) != r.From || r.Title == "" || r.Said == "" || r.Disputed {
			t.Errorf("%+v", r)
		}
	}
	b := read(fmt.Sprintf(`{"content": %q}`, base64.StdEncoding.EncodeToString(text)))
	if len(b.Readings) != len(a.Readings) {
		t.Errorf("of the file %d are read, of its text %d", len(b.Readings), len(a.Readings))
	}
	for _, bad := range []string{`{}`, `{"content": "***"}`, `{"content": "UEsDBGJyb2tlbg=="}`} {
		if p := problemOf(t, w.do("clerk", "POST", "/api/v1/intake/read", bad)); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %+v", bad, p)
		}
	}
}
