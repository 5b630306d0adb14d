package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/office"
)

// Every page says who may, in a word of the office's table, and everybody else is
// refused there, in its words and on record.
func TestEveryPageNamesACapability(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	pages, err := New(r.office, nil)
	must(t, err)
	for _, page := range pages.routes() {
		switch {
		case !slices.Contains(office.Capabilities, page.may):
			t.Errorf("%s %s does not say who may", page.method, page.path)
		case page.may.InLawsuit && !strings.HasPrefix(page.path, "/lawsuits/:id"):
			t.Errorf("%s %s leaves it to a lawsuit who may, and has none", page.method, page.path)
		case page.may == office.Everybody && !slices.Contains([]string{"/sign-in", "/sign-out", firstPath, providerPath, auth.ReturnPath, providerCodePath}, page.path):
			t.Errorf("%s %s is open to everybody", page.method, page.path)
		}
	}
	fill := strings.NewReplacer(":id", "99", ":change", "closure", ":errand", "99")
	keeper := models.User{Username: "keeper", Name: "安有度", Role: models.SecurityAdmin, TOTP: secret, PasswordHash: cheap()} // so that the administrator keeps no accounts
	_, err = r.ledger.CreateUser(t.Context(), keeper)
	must(t, err)
	for _, u := range append(slices.Clone(cast), keeper) {
		if u.MustChange {
			continue
		}
		b := r.as(u.Username)
		token := b.get("/account").form("/account").Get(csrfField)
		for _, page := range pages.routes() {
			if page.may == office.Everybody || page.may == office.SignedIn || page.may.InLawsuit {
				continue
			}
			var a *answer
			if path := fill.Replace(page.path); page.method == http.MethodPost {
				a = b.post(path, url.Values{csrfField: {token}})
			} else {
				a = b.get(path)
			}
			if page.may.Of(u.Role) {
				if a.status == http.StatusForbidden {
					t.Errorf("%s %s refuses %s", page.method, page.path, u.Username)
				}
				continue
			}
			a.want(http.StatusForbidden, strings.TrimSuffix(page.may.Whose(), "。"), "您的身份是"+u.Role.Title())
			kept, err := r.ledger.Attempts(t.Context(), models.AttemptFilter{Username: u.Username, Action: page.method + " " + page.path, Outcome: "refused"})
			if err != nil || len(kept) != 1 {
				t.Errorf("%s %s as %s: %d lines on record, %v", page.method, page.path, u.Username, len(kept), err)
			}
		}
	}
}

// TestDoorsReadThroughTheOffice: who may see what is judged there. A door that had the
// ledger could forget to ask.
func TestDoorsReadThroughTheOffice(t *testing.T) {
	for _, pattern := range []string{"*.go", "../api/*.go"} {
		found, err := filepath.Glob(pattern)
		must(t, err)
		if len(found) == 0 {
			t.Errorf("no files %s", pattern)
		}
		for _, file := range found {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			must(t, err)
			for _, word := range []string{".Store", "models/store", "Role == models.", "Role != models.", "SeesEverything()"} {
				if strings.Contains(string(text), word) {
					t.Errorf("%s says %s", file, word)
				}
			}
		}
	}
}
