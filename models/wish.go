package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"yingsu/workflows/measures"
)

// Wish is what a server of ours vouches for once it knows who asks: that this person
// wants this act in this lawsuit. The ledger takes nobody's act without the voucher,
// whoever brings it.
type Wish struct {
	LawsuitID string `json:"lawsuit_id"`
	Act       string `json:"act"`
	Key       string `json:"key"`
	Request   string `json:"request"` // hash of what is asked for
	By        Actor  `json:"by"`
	File      string `json:"file,omitempty"` // of a registration: digest of the file that it opens
}

// Wish returns what has to be vouched for if a recording is to be stored, and false for
// what the system records by itself.
func (r Recording) Wish() (Wish, bool) {
	w := Wish{LawsuitID: r.Lawsuit.ID, Act: r.Act, Key: r.Key, Request: r.Request, By: r.By}
	if r.Lawsuit.Revision == 1 {
		w.File = DigestOf(r.Lawsuit.File)
	}
	personal := !r.By.Nobody() || r.Lawsuit.Revision == 1
	for _, e := range r.Entries {
		personal = personal || e.Kind == ActEntry || !e.Actor.Nobody()
	}
	return w, personal
}

// Base is the digest of what the next change of a lawsuit builds on: its facts, and
// how far its reminders have gone.
func (l Lawsuit) Base() string { return BaseOf(l.File, l.Rung) }

// BaseOf is Base of a lawsuit that has these.
func BaseOf(f measures.File, rung []FiredRung) string {
	return DigestOf(struct {
		File measures.File `json:"file"`
		Rung []FiredRung   `json:"rung,omitempty"`
	}{f, rung})
}

// DigestOf returns the hash of a value as JSON writes it.
func DigestOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
