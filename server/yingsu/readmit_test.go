package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/worker/proof"
)

// A security administrator whom nobody else could let in comes in again, and nobody else
// does by this way; the auditor is told, and the ledger stays whole.
func TestReadmit(t *testing.T) {
	l := newLedger(t)
	s, err := store.Open(t.Context(), l.url())
	l.ok(err)
	id, err := s.CreateUser(t.Context(), models.User{Username: "security", Name: "安有度", Role: models.SecurityAdmin, PasswordHash: "-", TOTP: "JBSWY3DPEHPK3PXP"})
	l.ok(err)
	_, err = s.SignInFailed(t.Context(), id, time.Now(), 1, time.Hour)
	l.ok(err)
	l.ok(s.Close())

	l.want(proof.Clean, "seal")
	said := l.want(proof.Clean, "readmit", "security")
	password := regexp.MustCompile(`新密码：(\S+)`).FindStringSubmatch(said)
	if password == nil {
		t.Fatalf("no password in %s", said)
	}
	for username, says := range map[string]string{"clerk": "不是安全管理员", "nobody": "没有这个账号"} {
		if said := l.want(proof.NotSeen, "readmit", username); !strings.Contains(said, says) {
			t.Errorf("%s is answered %s", username, said)
		}
	}
	l.want(proof.Clean, "verify")

	s, err = store.Open(t.Context(), l.url())
	l.ok(err)
	defer s.Close()
	_, user, err := (&auth.Gate{Store: s}).SignIn(t.Context(), auth.Credentials{Username: "security", Password: password[1], Address: "::1"})
	l.ok(err)
	if !user.MustChange {
		t.Error("the password need not be changed")
	}
	auditor, err := s.UserByName(t.Context(), "auditor")
	l.ok(err)
	box, err := s.Inbox(t.Context(), auditor.ID, models.MessageFilter{Limit: 50})
	l.ok(err)
	told := 0
	for _, m := range box.Messages {
		if m.Title == "重置密码：security" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the auditor was told %d times", told)
	}
}
