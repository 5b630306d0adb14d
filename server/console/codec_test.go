package console_test

import (
	"net/http"
	"strings"
	"testing"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
)

const decode = "/console/codec/decode"

// sealed is what the console's page sends to have opened: an envelope of a workflow, and
// something that was sent before there were any.
func (r *rig) sealed(workflow, text string) *common.Payloads {
	r.Helper()
	plain := converter.GetDefaultDataConverter()
	seals := converter.WithDataConverterSerializationContext(converter.NewCodecDataConverter(plain, r.keys.Codec()), converter.WorkflowSerializationContext{WorkflowID: workflow})
	envelope, err := seals.ToPayload(text)
	must(r.T, err)
	before, err := plain.ToPayload("从前")
	must(r.T, err)
	return &common.Payloads{Payloads: []*common.Payload{envelope, before}}
}

func body(p *common.Payloads) string { return protojson.Format(p) }

func TestEnvelopesAreOpenedForThoseWhoMayLook(t *testing.T) {
	r := newRig(t)
	in := body(r.sealed("案1", "密某某"))
	for _, role := range models.Roles {
		answer := r.ask(r.as(string(role)), "POST", decode, in, "Content-Type", "application/json", "Sec-Fetch-Site", "same-origin")
		if !role.SeesEverything() {
			if answer.Code != http.StatusForbidden {
				t.Errorf("%s: %d", role, answer.Code)
			}
			continue
		}
		var out common.Payloads
		must(t, protojson.Unmarshal(answer.Body.Bytes(), &out))
		var texts [2]string
		must(t, converter.GetDefaultDataConverter().FromPayloads(&out, &texts[0], &texts[1]))
		if texts != [2]string{"密某某", "从前"} || answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s reads %q, %v", role, texts, answer.Header())
		}
	}
	if len(r.asked) != 0 {
		t.Errorf("Temporal's console was asked %d times", len(r.asked))
	}
}

// Who reads a lawsuit is on record once, not once for each envelope.
func TestReadersAreOnRecord(t *testing.T) {
	r := newRig(t)
	supervisor, clerk := r.as("supervisor"), r.as("clerk")
	for range 3 {
		for _, w := range []string{"案1", "案2"} {
			r.ask(supervisor, "POST", decode, body(r.sealed(w, "密某某")), "Content-Type", "application/json")
		}
	}
	r.ask(clerk, "POST", decode, body(r.sealed("案1", "密某某")), "Content-Type", "application/json")
	r.ask(clerk, "POST", decode, `{"payloads":[]}`, "Content-Type", "application/json")
	for who, want := range map[string]int{"supervisor": 2, "clerk": 1} {
		kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: who, Action: "read_in_console", Outcome: "done"})
		if err != nil || len(kept) != want {
			t.Errorf("%s: %d lines on record, want %d; %v", who, len(kept), want, err)
		}
	}
}

func TestWhatIsNotOpened(t *testing.T) {
	r := newRig(t)
	in := r.sealed("案1", "密某某")
	good, supervisor := body(in), r.as("supervisor")
	in.Payloads[0].Metadata["workflow"] = []byte("案2")
	moved := body(in)
	in.Payloads[0].Metadata["key"] = []byte("lost")
	lost := body(in)
	for name, c := range map[string]struct {
		cookie, body string
		headers      []string
		want         int
	}{
		"without a sign-in":        {"", good, []string{"Content-Type", "application/json"}, http.StatusUnauthorized},
		"from another site":        {supervisor, good, []string{"Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"from another port":        {supervisor, good, []string{"Content-Type", "application/json", "Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		"by a form":                {supervisor, good, []string{"Content-Type", "text/plain"}, http.StatusForbidden},
		"another lawsuit's name":   {supervisor, moved, []string{"Content-Type", "application/json"}, http.StatusUnprocessableEntity},
		"a key that is not there":  {supervisor, lost, []string{"Content-Type", "application/json"}, http.StatusUnprocessableEntity},
		"what is nothing":          {supervisor, "密", []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		"before the password is":   {r.as("newcomer"), good, []string{"Content-Type", "application/json"}, http.StatusForbidden},
		"more than anybody sends":  {supervisor, strings.Repeat(" ", 16<<20), []string{"Content-Type", "application/json"}, http.StatusRequestEntityTooLarge},
		"of a role that sees less": {r.as("unit_clerk"), good, []string{"Content-Type", "application/json"}, http.StatusForbidden},
	} {
		answer := r.ask(c.cookie, "POST", decode, c.body, c.headers...)
		if answer.Code != c.want || strings.Contains(answer.Body.String(), "密某某") {
			t.Errorf("%s: %d, want %d; %.200s", name, answer.Code, c.want, answer.Body)
		}
	}
	kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "read_in_console"})
	if err != nil || len(kept) != 0 {
		t.Errorf("on record is %v, %v", kept, err)
	}
}
