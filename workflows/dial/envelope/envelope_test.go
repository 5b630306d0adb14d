package envelope_test

import (
	"crypto/rand"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"

	"yingsu/workflows/dial/envelope"
)

func newKey() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	return base64.StdEncoding.EncodeToString(key)
}

func read(t *testing.T, lines ...string) (envelope.Keys, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return envelope.Read(file)
}

func keys(t *testing.T, lines ...string) envelope.Keys {
	t.Helper()
	k, err := read(t, lines...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func seal(t *testing.T, k envelope.Keys, workflow, text string) *common.Payload {
	t.Helper()
	c := converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), k.Codec())
	p, err := converter.WithDataConverterSerializationContext(c, converter.WorkflowSerializationContext{WorkflowID: workflow}).ToPayload(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func open(k envelope.Keys, p *common.Payload) (text string, err error) {
	return text, converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), k.Codec()).FromPayload(p, &text)
}

func TestRotation(t *testing.T) {
	first, second := "2026a "+newKey(), "2026b "+newKey()
	old, both, turned, later := keys(t, first), keys(t, first, "", "# the next one", second), keys(t, second, first), keys(t, second)
	p := seal(t, old, "案1", "密某某")
	if strings.Contains(p.String(), "密某某") || envelope.WorkflowOf(p) != "案1" {
		t.Errorf("the envelope is %v", p)
	}
	for name, k := range map[string]envelope.Keys{"old": old, "both": both, "turned": turned} {
		if text, err := open(k, p); err != nil || text != "密某某" {
			t.Errorf("with %s: %q, %v", name, text, err)
		}
	}
	if _, err := open(later, p); err == nil || !strings.Contains(err.Error(), "2026a") {
		t.Errorf("with a key taken away: %v", err)
	}
	if text, err := open(later, seal(t, turned, "案1", "新")); err != nil || text != "新" {
		t.Errorf("sealed after the turn: %q, %v", text, err)
	}
	if seal(t, old, "案1", "密某某").String() == p.String() {
		t.Error("twice the same is sealed alike")
	}
}

func TestEnvelopesThatWereTamperedWith(t *testing.T) {
	k := keys(t, "a "+newKey(), "b "+newKey())
	for name, tamper := range map[string]func(*common.Payload){
		"another lawsuit": func(p *common.Payload) { p.Metadata["workflow"] = []byte("案2") },
		"another key":     func(p *common.Payload) { p.Metadata["key"] = []byte("b") },
		"another content": func(p *common.Payload) { p.Data[len(p.Data)-1] ^= 1 },
		"cut short":       func(p *common.Payload) { p.Data = p.Data[:4] },
	} {
		p := proto.Clone(seal(t, k, "案1", "密某某")).(*common.Payload)
		tamper(p)
		if _, err := open(k, p); err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
}

// Without keys what is sent is in clear, and what was sealed is not taken for
// something else.
func TestWithoutKeys(t *testing.T) {
	var none envelope.Keys
	p := seal(t, none, "案1", "密某某")
	if text, err := open(keys(t, "a "+newKey()), p); err != nil || text != "密某某" {
		t.Errorf("what was sent before there were keys: %q, %v", text, err)
	}
	if _, err := open(none, seal(t, keys(t, "a "+newKey()), "案1", "密某某")); err == nil {
		t.Error("an envelope opens without a key")
	}
}

func TestKeyFilesThatAreNone(t *testing.T) {
	good := newKey()
	for name, lines := range map[string][]string{
		"empty": {""}, "only a note": {"# nothing"}, "no name": {good}, "three words": {"a " + good + " b"},
		"short": {"a " + base64.StdEncoding.EncodeToString([]byte("short"))}, "no base64": {"a !!!"}, "twice": {"a " + good, "a " + newKey()},
	} {
		if _, err := read(t, lines...); err == nil || strings.Contains(err.Error(), good) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := envelope.Read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there")
	}
}
