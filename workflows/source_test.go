package workflows_test

import (
	"strings"
	"testing"

	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// Every article leads to code that is there and to a test; one that the system
// does anything about, to a test of its own.
func TestEveryArticleLeadsToItsCode(t *testing.T) {
	for _, a := range measures.Articles() {
		code := workflows.CodeOf(a)
		for _, file := range code.Files {
			if _, ok := workflows.Source(file); !ok {
				t.Errorf("%s: there is no %s", a.Name, file)
			}
		}
		for _, test := range code.Tests {
			text, ok := workflows.Source(test.File)
			if lines := strings.Split(text, "\n"); !ok || !strings.HasPrefix(lines[test.Line-1], "func "+test.Name+"(") {
				t.Errorf("%s: line %d of %s is not %s", a.Name, test.Line, test.File, test.Name)
			}
		}
		own := len(code.Tests) > 0 && !strings.HasPrefix(code.Tests[0].Name, "TestEveryArticle")
		if len(code.Files) == 0 || len(code.Tests) == 0 || a.Treatment != measures.LeftToPeople && !own {
			t.Errorf("%s is %s, with files %v and tests %v", a.Name, a.Treatment.Title(), code.Files, code.Tests)
		}
	}
	if _, ok := workflows.Source("workflows/../server/main.go"); ok {
		t.Error("a path leads out")
	}
}
