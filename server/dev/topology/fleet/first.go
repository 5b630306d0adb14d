package fleet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"yingsu/server/auth"
)

// FirstLink returns the link by which the first administrator comes in, of all that the
// servers have printed; nothing where there are accounts. No two of them may hold.
func (f *Fleet) FirstLink(ctx context.Context) (string, error) {
	found := ""
	for _, s := range f.Servers {
		said, err := os.ReadFile(s.Log)
		if err != nil {
			return "", err
		}
		for _, link := range firstLink.FindAllString(string(said), -1) {
			status, _, err := visit(ctx, new(http.Client), http.MethodGet, link, nil)
			switch {
			case err != nil:
				return "", err
			case status == http.StatusOK && found != "":
				return "", errors.New("two links for the first administrator hold")
			case status == http.StatusOK:
				found = link
			}
		}
	}
	return found, nil
}

// FirstAdministrator opens the first administrator's account as a person does: by the
// link, with a name and a password of their own, and with a phone for the second step. It
// returns the token of their session.
func (f *Fleet) FirstAdministrator(ctx context.Context, name, password string) (token string, err error) {
	link, err := f.FirstLink(ctx)
	if err == nil && link == "" {
		err = errors.New("no link for the first administrator holds")
	}
	if err != nil {
		return "", err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return "", err
	}
	browser := &http.Client{Jar: jar}
	site, err := url.Parse(link)
	if err != nil {
		return "", err
	}
	if _, err := fill(ctx, browser, link, link, url.Values{"name": {name}, "new": {password}, "again": {password}}); err != nil {
		return "", err
	}
	if err := setUpPhone(ctx, browser, "http://"+site.Host, password); err != nil {
		return "", err
	}
	for _, cookie := range jar.Cookies(site) {
		if cookie.Name == "yingsu" {
			token = cookie.Value
		}
	}
	return token, nil
}

// setUpPhone sets up the second step that an administrator is asked for.
func setUpPhone(ctx context.Context, browser *http.Client, site, password string) error {
	at := site + auth.StepPath
	_, page, err := visit(ctx, browser, http.MethodGet, at, nil)
	if err != nil {
		return err
	}
	secret := formSecret.FindStringSubmatch(page)
	if secret == nil {
		return fmt.Errorf("the page has no secret for a phone: %s", page)
	}
	code, err := totp.GenerateCode(secret[1], time.Now())
	if err != nil {
		return err
	}
	page, err = fill(ctx, browser, at, at+"/step", url.Values{"password": {password}, "secret": {secret[1]}, "code": {code}})
	if err == nil && !strings.Contains(page, "两步验证已启用") {
		err = fmt.Errorf("the second step was not set up: %s", page)
	}
	return err
}

var (
	firstLink  = regexp.MustCompile(`http://\S+/first/[A-Za-z0-9_-]+`)
	formToken  = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
	formSecret = regexp.MustCompile(`name="secret" value="([^"]+)"`)
)

// fill sends the form of a page to an address, and returns the page that follows.
func fill(ctx context.Context, browser *http.Client, page, to string, form url.Values) (string, error) {
	_, text, err := visit(ctx, browser, http.MethodGet, page, nil)
	if err != nil {
		return "", err
	}
	token := formToken.FindStringSubmatch(text)
	if token == nil {
		return "", fmt.Errorf("%s has no form: %s", page, text)
	}
	form.Set("csrf", token[1])
	status, text, err := visit(ctx, browser, http.MethodPost, to, form)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s was answered %d: %s", to, status, text)
	}
	return text, err
}

// visit asks for a page as a browser does.
func visit(ctx context.Context, browser *http.Client, method, address string, form url.Values) (status int, page string, err error) {
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Accept", "text/html")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := browser.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(said), err
}
