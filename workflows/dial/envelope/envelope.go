// Package envelope keeps from Temporal what it need not know. What workflows, acts and
// notices hold, and what timers say, goes to Temporal in envelopes that only servers
// and workers open: its database, its backups and its console hold names of parties in
// no other form. What Temporal searches by stays in clear: case numbers, courts, organs.
//
// The keys stand in a file, one a line, a name and 32 bytes in base64. New envelopes
// are sealed with the first; any of them opens.
package envelope

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"
)

// What an envelope says on its outside.
const (
	Encoding = "binary/encrypted" // under converter.MetadataEncoding

	keyName    = "key"
	workflowOf = "workflow"
)

// Keys seal and open envelopes. The zero Keys seal nothing, and open nothing.
type Keys struct {
	first string // seals
	named map[string]cipher.AEAD
}

// Read reads a key file.
func Read(file string) (Keys, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return Keys{}, err
	}
	k := Keys{named: map[string]cipher.AEAD{}}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if flaw := k.add(line); flaw != "" {
			return Keys{}, &BadLine{file, n, flaw}
		}
	}
	if k.first == "" {
		return Keys{}, fmt.Errorf("%s holds no key", file)
	}
	return k, lines.Err()
}

// BadLine means that a line of a key file cannot be used. What stands there may be a
// key, and does not go into an error.
type BadLine struct {
	File string
	Line int // from 1
	Why  Flaw
}

func (b *BadLine) Error() string { return fmt.Sprintf("%s, line %d: %s", b.File, b.Line, b.Why) }

// Flaw is what is wrong with a line.
type Flaw string

// The flaws.
const (
	NotTwoWords Flaw = "want a name and a key"
	BadLength   Flaw = "the key is not 32 bytes in base64"
	SameName    Flaw = "an earlier key has the same name"
)

func (k *Keys) add(line string) Flaw {
	words := strings.Fields(line)
	if len(words) != 2 {
		return NotTwoWords
	}
	key, err := base64.StdEncoding.DecodeString(words[1])
	if err != nil || len(key) != 32 {
		return BadLength
	}
	if k.named[words[0]] != nil {
		return SameName
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return BadLength
	}
	if k.named[words[0]], err = cipher.NewGCMWithRandomNonce(block); err != nil {
		return BadLength
	}
	if k.first == "" {
		k.first = words[0]
	}
	return ""
}

// Seals tells whether there is a key to seal with.
func (k Keys) Seals() bool { return k.first != "" }

// Codec returns what seals and opens envelopes for Temporal's SDK. It puts on an
// envelope, where it is told, to which workflow it belongs.
func (k Keys) Codec() converter.PayloadCodec { return &codec{keys: k} }

// codec is used by its address: the SDK compares codecs.
type codec struct {
	keys     Keys
	workflow string
}

// WithSerializationContext returns a codec that knows the workflow.
func (c *codec) WithSerializationContext(in converter.SerializationContext) converter.PayloadCodec {
	switch in := in.(type) {
	case converter.WorkflowSerializationContext:
		return &codec{c.keys, in.WorkflowID}
	case converter.ActivitySerializationContext:
		return &codec{c.keys, in.WorkflowID}
	}
	return c
}

// Encode puts payloads into envelopes.
func (c *codec) Encode(payloads []*common.Payload) ([]*common.Payload, error) {
	if !c.keys.Seals() {
		return payloads, nil
	}
	sealed := make([]*common.Payload, len(payloads))
	for n, p := range payloads {
		if Is(p) {
			sealed[n] = p
			continue
		}
		plain, err := proto.Marshal(p)
		if err != nil {
			return nil, err
		}
		sealed[n] = &common.Payload{
			Metadata: map[string][]byte{
				converter.MetadataEncoding: []byte(Encoding), keyName: []byte(c.keys.first), workflowOf: []byte(c.workflow),
			},
			Data: c.keys.named[c.keys.first].Seal(nil, nil, plain, outside(c.keys.first, c.workflow)),
		}
	}
	return sealed, nil
}

// Decode opens the envelopes among payloads.
func (c *codec) Decode(payloads []*common.Payload) ([]*common.Payload, error) {
	opened := make([]*common.Payload, len(payloads))
	for n, p := range payloads {
		var err error
		if opened[n], err = c.keys.open(p); err != nil {
			return nil, err
		}
	}
	return opened, nil
}

func (k Keys) open(p *common.Payload) (*common.Payload, error) {
	if !Is(p) {
		return p, nil
	}
	name, workflow := string(p.GetMetadata()[keyName]), WorkflowOf(p)
	key := k.named[name]
	if key == nil {
		return nil, fmt.Errorf("an envelope was sealed with the key %q, which is not among the keys", name)
	}
	plain, err := key.Open(nil, nil, p.GetData(), outside(name, workflow))
	if err != nil {
		return nil, fmt.Errorf("an envelope of %q does not open with the key %q: %w", workflow, name, err)
	}
	opened := &common.Payload{}
	return opened, proto.Unmarshal(plain, opened)
}

// outside is what stands on an envelope. It is sealed too: one that was moved to
// another lawsuit's name does not open.
func outside(key, workflow string) []byte { return []byte(key + "\x00" + workflow) }

// Is tells whether a payload is an envelope.
func Is(p *common.Payload) bool {
	return string(p.GetMetadata()[converter.MetadataEncoding]) == Encoding
}

// WorkflowOf returns the id of the workflow to which an envelope belongs, as it says;
// it is true of one that opens. It is empty where that was not known, and of what is no
// envelope.
func WorkflowOf(p *common.Payload) string { return string(p.GetMetadata()[workflowOf]) }
