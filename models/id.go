package models

import (
	"crypto/sha256"
	"encoding/hex"
)

// IDOf returns the identifier of the lawsuit that is registered under a case
// number in canonical form. It follows from the number alone, so that a
// registration that is sent again finds the lawsuit it opened.
func IDOf(caseNumber string) string {
	sum := sha256.Sum256([]byte(caseNumber))
	return hex.EncodeToString(sum[:8])
}
