package models

import (
	"maps"
	"slices"
	"time"
)

// AccountChange says that somebody had a hand in an account: whoever opened it or
// set its password could sign in with it, and whoever gave it its office chose who
// decides.
type AccountChange struct {
	Username string // whose account
	By       string // user name
	Deed     AccountDeed
	At       time.Time
}

// AccountDeed is what was done to an account.
type AccountDeed string

const (
	Opened    AccountDeed = "opened"
	Reset     AccountDeed = "reset"     // its password
	Appointed AccountDeed = "appointed" // to another role or unit, or enabled again
)

// Title returns the deed as staff read it.
func (d AccountDeed) Title() string {
	return map[AccountDeed]string{Opened: "开设账号", Reset: "重置密码", Appointed: "调整身份、单位或者重新启用"}[d]
}

// Probation is for how long those who had a hand in an account, and the account,
// are not taken for two persons.
const Probation = 30 * 24 * time.Hour

// InHand tells whether one of two accounts may be in the other's hand, by the
// changes of the last Probation: who has it had a hand in it, or in one that had.
// It returns the latest change of either account that says so.
func InHand(changes []AccountChange, one, other string) (AccountChange, bool) {
	return latestOf(behind(changes, one), behind(changes, other), one, other)
}

// SameHand is InHand, or somebody had a hand in both.
func SameHand(changes []AccountChange, one, other string) (AccountChange, bool) {
	a, b := behind(changes, one), behind(changes, other)
	return latestOf(a, b, slices.Collect(maps.Keys(a))...)
}

// latestOf returns the latest change by which somebody is behind both of two.
func latestOf(a, b map[string]AccountChange, somebody ...string) (latest AccountChange, found bool) {
	for _, by := range somebody {
		inA, behindA := a[by]
		inB, behindB := b[by]
		if !behindA || !behindB {
			continue
		}
		found = true
		for _, c := range []AccountChange{inA, inB} {
			if c.At.After(latest.At) {
				latest = c
			}
		}
	}
	return latest, found
}

// behind returns everybody who had a hand in an account, also by way of others,
// and the change of that account by which; and its holder, without any.
func behind(changes []AccountChange, username string) map[string]AccountChange {
	found, next := map[string]AccountChange{username: {}}, []string{username}
	for ; len(next) > 0; next = next[1:] {
		for _, c := range latestFirst(changes) {
			if _, known := found[c.By]; c.Username != next[0] || known {
				continue
			}
			found[c.By] = c
			if next[0] != username {
				found[c.By] = found[next[0]]
			}
			next = append(next, c.By)
		}
	}
	return found
}

func latestFirst(changes []AccountChange) []AccountChange {
	sorted := slices.Clone(changes)
	slices.SortStableFunc(sorted, func(a, b AccountChange) int { return b.At.Compare(a.At) })
	return sorted
}
