package api_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"yingsu/server/office"
	"yingsu/server/stock/stocktest"
)

// A ledger is played without a trace: what is there already is said to be, what cannot
// be taken over is said why, and the answer is as described.
func TestPreviewStock(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	known := w.record(notice)
	ledger := stocktest.Fifty(today)[:4]
	ledger[0].Cells["案号"] = "(2026)鲁10行初15号"
	ledger[1].Cells["收到应诉通知书日期"] = "3月初"
	content, err := stocktest.Workbook(ledger)
	must(t, err)
	body := fmt.Sprintf(`{"content": %q}`, base64.StdEncoding.EncodeToString(content))

	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/stock/preview", bytes.NewReader([]byte(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.token("clerk"))
	answer := w.send(r)
	if answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	keeps(t, r, []byte(body), answer)
	var report office.StockReport
	must(t, json.Unmarshal(answer.Body.Bytes(), &report))
	if report.Ready != 2 || report.Known != 1 || report.Refused != 1 || report.Taken != 0 {
		t.Fatalf("the report is %+v", report)
	}
	if x := report.Lines[0]; x.State != office.StockKnown || x.ID != known || len(x.Problems) > 0 {
		t.Errorf("what is there already is %+v", x)
	}
	if x := report.Lines[1]; len(x.Problems) != 1 || x.Problems[0].Column != "收到应诉通知书日期" {
		t.Errorf("what cannot be is %+v", x.Problems)
	}
	if x := report.Lines[2]; x.Stage != ledger[2].Stage || x.Next == "" {
		t.Errorf("what can be is %+v", x)
	}

	// With other columns, by their numbers: the list is all that is taken.
	answer = w.do("director", "POST", "/api/v1/stock/preview", fmt.Sprintf(`{"content": %q, "columns": [{"column": 2, "field": "案号"}]}`, base64.StdEncoding.EncodeToString(content)))
	must(t, json.Unmarshal(answer.Body.Bytes(), &report))
	if report.Refused != 3 || report.Columns[1].Field != "number" || report.Columns[2].Field != "" {
		t.Errorf("with one column only: %+v", report)
	}
	for _, bad := range []string{"***", ""} {
		if answer := w.do("clerk", "POST", "/api/v1/stock", fmt.Sprintf(`{"content": %q}`, bad)); answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d %s", bad, answer.Code, answer.Body)
		}
	}
	if answer := w.do("clerk", "GET", "/api/v1/stock/template", ""); answer.Code != http.StatusOK || !bytes.HasPrefix(answer.Body.Bytes(), []byte("PK")) {
		t.Errorf("the template: %d", answer.Code)
	}
}
