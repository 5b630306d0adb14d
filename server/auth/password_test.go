package auth_test

import (
	"strings"
	"testing"

	"yingsu/server/auth"
)

func TestHash(t *testing.T) {
	t.Parallel()
	made := auth.HashPassword("海边的密码 Haibian-7421")
	if !strings.HasPrefix(made, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("parameters of %s", made)
	}
	if !auth.Verify(made, "海边的密码 Haibian-7421") || auth.Verify(made, "海边的密码 Haibian-7422") || auth.Verify(made, "") {
		t.Error("the wrong password fits")
	}
	if made == auth.HashPassword("海边的密码 Haibian-7421") {
		t.Error("two hashes of one password are the same: there is no salt")
	}
}

// The parameters are those that stand in the hash, whatever ours are by now. This
// one was made by the reference implementation.
func TestVerifyReadsParameters(t *testing.T) {
	t.Parallel()
	if !auth.Verify(hash, password) || auth.Verify(hash, "passwort") {
		t.Error("the hash of another implementation does not verify")
	}
}

func TestVerifyRefusesWhatIsNoHash(t *testing.T) {
	t.Parallel()
	good := auth.HashPassword("x")
	for _, hash := range []string{
		"", "x", "$$$$$", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=18", 1), strings.Replace(good, "t=2", "t=0", 1),
		strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "m=19456", "m=x", 1), good[:len(good)-1] + "!", good[:strings.LastIndex(good, "$")+1],
	} {
		if auth.Verify(hash, "x") {
			t.Errorf("%q verifies", hash)
		}
	}
}

func TestNewPassword(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		p := auth.NewPassword()
		if seen[p] || len(p) != 19 || strings.ContainsAny(p, "0O1lI ") {
			t.Fatalf("password %q", p)
		}
		seen[p] = true
	}
}
