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
// link, with a name and a password of their own.
func (f *Fleet) FirstAdministrator(ctx context.Context, name, password string) error {
	link, err := f.FirstLink(ctx)
	if err == nil && link == "" {
		err = errors.New("no link for the first administrator holds")
	}
	if err != nil {
		return err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	browser := &http.Client{Jar: jar}
	_, page, err := visit(ctx, browser, http.MethodGet, link, nil)
	if err != nil {
		return err
	}
	token := formToken.FindStringSubmatch(page)
	if token == nil {
		return fmt.Errorf("the page of the link has no form: %s", page)
	}
	form := url.Values{"csrf": {token[1]}, "name": {name}, "new": {password}, "again": {password}}
	status, page, err := visit(ctx, browser, http.MethodPost, link, form)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the first administrator was answered %d: %s", status, page)
	}
	return err
}

var (
	firstLink = regexp.MustCompile(`http://\S+/first/[A-Za-z0-9_-]+`)
	formToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
)

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
