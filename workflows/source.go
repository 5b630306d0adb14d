package workflows

import (
	"embed"
	"fmt"
	"regexp"
	"strings"

	"yingsu/workflows/measures"
)

// The page of the Measures leads from each article to the code that carries it
// out and to the tests that show it, so that the two can be laid side by side.
//
//go:embed *.go measures/*.go
var sources embed.FS

// root is where the embedded files lie, as paths are written everywhere.
const root = "workflows/"

// Source returns the text of a file of the procedure or of the law, by its path
// from the project's root, and whether there is one.
func Source(file string) (string, bool) {
	name, ok := strings.CutPrefix(file, root)
	if !ok {
		return "", false
	}
	text, err := sources.ReadFile(name)
	return string(text), err == nil
}

// Code is where an article is carried out and tested.
type Code struct {
	Files []string `json:"files"` // by their paths from the project's root
	Tests []Test   `json:"tests"`
}

// Test is a test that is named after an article.
type Test struct {
	File string `json:"file"`
	Name string `json:"name"`
	Line int    `json:"line"`
}

// CodeOf returns the code of an article: the file that the index names, those
// named after the article, and every test named after it. An article that is
// left to people has its entry in the index, and the test that wants one.
func CodeOf(a measures.Article) Code {
	var c Code
	if a.Where != "" {
		c.Files = append(c.Files, a.Where)
	}
	for _, file := range sourceFiles {
		named := strings.HasPrefix(file, fmt.Sprintf("%smeasures/art_%03d_", root, a.Number)) && !strings.HasSuffix(file, "_test.go")
		if named && file != a.Where {
			c.Files = append(c.Files, file)
		}
	}
	c.Tests = testsByArticle[a.Number]
	if len(c.Files) == 0 {
		c.Files = []string{root + "measures/articles.go"}
	}
	if len(c.Tests) == 0 {
		c.Tests = testsByArticle[everyArticle]
	}
	return c
}

// everyArticle stands in for a number where a test is about all of them.
const everyArticle = 0

var (
	sourceFiles    = listSources()
	testsByArticle = findTests()
	testName       = regexp.MustCompile(`^func Test(?:EveryArticle|Article(\d+)_)\w+\(`)
)

func listSources() []string {
	var files []string
	for _, dir := range []string{"measures", "."} {
		entries, err := sources.ReadDir(dir)
		if err != nil {
			panic(err) // they are embedded above
		}
		for _, e := range entries {
			if !e.IsDir() {
				files = append(files, root+strings.TrimPrefix(dir+"/"+e.Name(), "./"))
			}
		}
	}
	return files
}

func findTests() map[int][]Test {
	all := map[int][]Test{}
	for _, file := range sourceFiles {
		if !strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, _ := Source(file)
		for n, line := range strings.Split(text, "\n") {
			m := testName.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			article := everyArticle
			_, _ = fmt.Sscan(m[1], &article) // nothing to scan is about all of them
			name := strings.TrimSuffix(strings.TrimPrefix(m[0], "func "), "(")
			all[article] = append(all[article], Test{file, name, n + 1})
		}
	}
	return all
}
