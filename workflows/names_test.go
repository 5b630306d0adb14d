package workflows_test

import (
	"bufio"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"yingsu/workflows"
)

var addNames = flag.Bool("names", false, "add the names of new Updates to testdata/updates.txt")

// TestUpdates_NamesAreKept: histories are replayed by the names of their Updates, so one
// that was ever used keeps leading to its act.
func TestUpdates_NamesAreKept(t *testing.T) {
	const path = "testdata/updates.txt"
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	known := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, act, _ := strings.Cut(lines.Text(), " ")
		known[name] = act
		if a := workflows.ActOf(name); a == nil || a.Name != act {
			t.Errorf("the Update %s no longer leads to %s: add the title to the act's Titles", name, act)
		}
	}
	titles := []string{workflows.RegisterUpdate}
	for _, a := range workflows.Acts {
		if slices.Contains(titles, a.Title) {
			t.Errorf("two Updates are called %s", a.Title)
		}
		titles = append(titles, a.Title)
		switch {
		case known[a.Title] == a.Name:
		case *addNames:
			if _, err := file.WriteString(a.Title + " " + a.Name + "\n"); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not in %s: run with -names", a.Title, path)
		}
	}
}
