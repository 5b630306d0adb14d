package models

import "time"

// Delivery is a message on its way to one person by a channel outside of the
// program. It is written with the message, in one transaction, and taken from
// there by whichever worker comes first: it arrives at least once, always under
// the same Key, by which a second arrival is known.
type Delivery struct {
	ID      int64
	Key     string // post.Key
	Channel string
	To      Actor
	Message Message
	Tries   int  // with this one
	Way     Way  // as its reader wants it now; the zero value for a channel that is nobody's own
	Digest  bool // it goes with whatever else waits for that person's digest
}

// DeliveryState is how far a delivery has come.
type DeliveryState string

const (
	Waiting DeliveryState = "waiting" // 待送
	Sent    DeliveryState = "sent"    // 已送
	Dead    DeliveryState = "dead"    // 送不出去，不再尝试
)

// Outbox says how it stands with what is to leave the program.
type Outbox struct {
	Waiting int       `json:"waiting"`
	Oldest  time.Time `json:"oldest,omitzero"` // when the one that waits longest was written
	Dead    int       `json:"dead"`
}

// Undeliverable is a delivery that was given up, and why.
type Undeliverable struct {
	ID      int64
	Key     string
	Channel string
	To      Actor
	Tries   int
	Cause   string
	At      time.Time // when it was written
}
