package measures_test

import (
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// Every period has a row that says how its text is read, at an article of the
// Measures, and every key that a row names is one.
func TestEveryArticle_SaysHowItIsRead(t *testing.T) {
	read := map[string]bool{}
	rows := 0
	for _, a := range measures.Articles() {
		for _, d := range a.Divergences {
			rows++
			for _, key := range strings.Fields(d.Keys) {
				key = strings.Trim(key, "`")
				read[key] = true
				if measures.RuleNamed(key) == nil {
					t.Errorf("%s: %s is no period", a.Name, key)
				}
			}
			if d.Words == "" || d.Does == "" {
				t.Errorf("%s has an empty row", a.Name)
			}
		}
	}
	for _, r := range measures.Rules {
		if !read[r.Key] {
			t.Errorf("%s: nothing says how %s is read", r.Key, r.Article)
		}
	}
	if rows < 25 {
		t.Errorf("%d rows were found", rows)
	}
}
