package workflows

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"yingsu/models"
)

// Request is one person's wish to act. Key is the same for every repetition of
// the same wish.
type Request struct {
	Key   string          `json:"key"`
	By    models.Actor    `json:"by"`
	Input json.RawMessage `json:"input"`
	// Seen is when the lawsuit had last changed as its sender saw it, in microseconds; 0
	// where they do not say. Whoever decides on what somebody else has decided meanwhile
	// is told.
	Seen int64 `json:"-"`
	// Base is the revision on which the server has found that nobody has; 0 where it was
	// not asked.
	Base int64 `json:"base,omitempty"`
	// Attempt is the line of the audit log that says that it was made.
	Attempt int64 `json:"attempt,omitempty"`
	// Voucher is a server's word that By is who asks: see models.Wish. The workflow
	// cannot tell; it passes it on to the ledger, which can.
	Voucher string `json:"voucher,omitempty"`
}

// Wish is what is vouched for of a request for an act in a lawsuit.
func (r Request) Wish(lawsuitID, act string) models.Wish {
	return models.Wish{LawsuitID: lawsuitID, Act: act, Key: r.Key, Request: r.Hash(act), By: r.By}
}

// Hash identifies what is asked for, by whom and of which act: a key that comes
// back with another hash was used twice for different things. Input that is only
// written otherwise, with spaces or in another order, is the same.
func (r Request) Hash(act string) string {
	sum := sha256.Sum256([]byte(act + "\x00" + r.By.Username + "\x00" + canonical(r.Input)))
	return hex.EncodeToString(sum[:])
}

// canonical writes JSON in the one way in which it comes out again: on its way to
// the workflow it loses its spaces. What is no JSON stays as it is.
func canonical(data json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return string(data)
	}
	return string(encode(v))
}
