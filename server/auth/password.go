package auth

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"yingsu/models"
)

// HashPassword returns the password's argon2id hash, with its parameters and
// salt, as a PHC string. Spaces around a password come from copying and are not
// part of it.
func HashPassword(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	return ours.hash(password, salt, 32).String()
}

// Verify tells whether a password has the hash, with whatever parameters the
// hash was made. What is no hash fits no password.
func Verify(hash, password string) bool {
	kept, err := parse(hash)
	if err != nil {
		return false
	}
	given := kept.cost.hash(password, kept.salt, len(kept.sum))
	return subtle.ConstantTimeCompare(kept.sum, given.sum) == 1
}

// NewPassword returns a random password that is easy to read out and to type.
// It is for one sign-in, at which its holder chooses another.
func NewPassword() string {
	const letters = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"
	for {
		random := make([]byte, 16)
		_, _ = rand.Read(random) // never fails
		var b strings.Builder
		for i, r := range random {
			if i > 0 && i%4 == 0 {
				b.WriteByte('-')
			}
			b.WriteByte(letters[int(r)%len(letters)]) // the slight bias leaves more than 85 bits
		}
		if classes(b.String()) == 4 {
			return b.String()
		}
	}
}

// The shortest passwords for staff, and for those who run the system.
const (
	shortest      = 8
	shortestAdmin = 12
	longest       = 128
)

// weak says why a password is too easy to guess for the account, or nothing. The
// rules are those of 等保三级 (GB/T 22239—2019, 8.1.4.1).
func weak(user models.User, password string) string {
	least := shortest
	if user.Role.RunsSystem() {
		least = shortestAdmin
	}
	lower := strings.ToLower(password)
	switch n := utf8.RuneCountInString(strings.TrimSpace(password)); {
	case n < least:
		return fmt.Sprintf("密码至少%d位，现有%d位", least, n)
	case n > longest:
		return fmt.Sprintf("密码最多%d位，现有%d位", longest, n)
	case classes(password) < 3:
		return "密码应当含有大写字母、小写字母、数字、其他字符中的三种以上"
	case strings.Contains(lower, strings.ToLower(user.Username)):
		return "密码不能含有用户名"
	}
	for _, word := range guessable {
		if strings.Contains(lower, word) {
			return fmt.Sprintf("密码含有容易被猜到的“%s”，请更换", word)
		}
	}
	return ""
}

// guessable are what passwords are made of first: the usual ones, and what lies
// near in this house.
var guessable = []string{
	"password", "passw0rd", "p@ssw0rd", "123456", "654321", "111111", "000000", "888888", "666666", "123123", "abc123", "1q2w3e", "qwer", "admin",
	"yingsu", "yingsong", "huancui", "weihai", "sifaju", "应诉", "环翠", "威海", "司法局",
}

// classes counts the kinds of characters in a password.
func classes(password string) int {
	var lower, upper, digit, other int
	for _, c := range password {
		switch {
		case unicode.IsLower(c):
			lower = 1
		case unicode.IsUpper(c):
			upper = 1
		case unicode.IsDigit(c):
			digit = 1
		default:
			other = 1
		}
	}
	return lower + upper + digit + other
}

// cost is what one hash takes.
type cost struct {
	memory  uint32 // in KiB
	time    uint32
	threads uint8
}

// ours is OWASP's second choice: 19 MiB and some 20 ms.
var ours = cost{memory: 19 << 10, time: 2, threads: 1}

// desks bounds how many hashes are computed, and so how much memory is taken,
// at once.
var desks = make(chan struct{}, max(2, runtime.NumCPU()))

func (c cost) hash(password string, salt []byte, length int) phc {
	desks <- struct{}{}
	defer func() { <-desks }()
	return phc{c, salt, argon2.IDKey([]byte(strings.TrimSpace(password)), salt, c.time, c.memory, c.threads, uint32(length))}
}

// phc is a hash with everything needed to compute it again.
type phc struct {
	cost cost
	salt []byte
	sum  []byte
}

func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.cost.memory, p.cost.time, p.cost.threads,
		base64.RawStdEncoding.EncodeToString(p.salt), base64.RawStdEncoding.EncodeToString(p.sum))
}

var errNoHash = errors.New("auth: not an argon2id hash")

func parse(text string) (phc, error) {
	var p phc
	var version int
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return p, errNoHash
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errNoHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.cost.memory, &p.cost.time, &p.cost.threads); err != nil || p.cost.time < 1 || p.cost.threads < 1 {
		return p, errNoHash
	}
	var errs [2]error
	p.salt, errs[0] = base64.RawStdEncoding.DecodeString(parts[4])
	p.sum, errs[1] = base64.RawStdEncoding.DecodeString(parts[5])
	if errors.Join(errs[:]...) != nil || len(p.sum) < 16 {
		return p, errNoHash
	}
	return p, nil
}
