package workflows_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// TestDocket_SaysInALineWhatItIs: what the console shows first is short and names nobody
// who sues, and comes back whole; what was written before it was packed is read too.
func TestDocket_SaysInALineWhatItIs(t *testing.T) {
	s := tell(t, "2026-03-02", notice("（2026）鲁10行初15号", "2026-03-02"))
	data, err := json.Marshal(s.docket)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.HasPrefix(text, `{"案件":"（2026）鲁10行初15号 诉`) || strings.Contains(text, "王某某") || len(text) > 3000 {
		t.Errorf("it is %d bytes: %.200s", len(text), text)
	}
	var again workflows.Docket
	if err := json.Unmarshal(data, &again); err != nil || !reflect.DeepEqual(again.File, s.docket.File) || again.Voucher != s.docket.Voucher {
		t.Errorf("it comes back as %+v, %v", again, err)
	}
	var before workflows.Docket
	err = json.Unmarshal([]byte(`{"id":"1","file":{"case_number":"（2026）鲁10行初15号","kind":"litigation"},"revision":3}`), &before)
	if err != nil || before.ID != "1" || before.File.Kind != measures.Litigation || before.Revision != 3 {
		t.Errorf("an earlier one is %+v, %v", before, err)
	}
	if err := json.Unmarshal([]byte(`{"docket":"AAAA"}`), &before); err == nil {
		t.Error("what is not packed is read")
	}
}
