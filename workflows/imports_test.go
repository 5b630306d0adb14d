package workflows_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// wall forbids one part of the tree to import another.
type wall struct {
	inside string   // folder below the module's root, with everything under it
	but    string   // a folder in it that stands outside the wall
	ban    []string // import paths, or beginnings of them
	why    string
}

// machine is what workflow code must not touch directly: it would come out
// differently when Temporal replays it. Temporal's own SDK reaches some of these
// itself, so they can only be banned as direct imports.
var machine = []string{"net", "net/http", "os", "os/exec", "sync", "math/rand", "math/rand/v2", "log", "log/slog", "io/fs", "database/sql"}

var walls = []wall{
	{"workflows/calendar", "-", []string{"yingsu/", "go.temporal.io/", "github.com/", "gorm.io/"}, "the calendar is pure: it imports nothing but the standard library and Unicode's tables"},
	{"workflows/measures", "-", []string{"yingsu/models", "yingsu/workflows/form", "go.temporal.io/", "github.com/", "gorm.io/"}, "the law is pure: it knows the calendar, the standard library and Unicode's tables"},
	{"workflows", "workflows/dial", machine, "workflow code must come out the same when it is replayed"},
	{"workflows", "-", []string{"yingsu/activities", "yingsu/worker", "yingsu/server", "yingsu/models/store", "gorm.io/", "github.com/labstack/", "github.com/jackc/"}, "the procedure knows the law, and calls everything else by name"},
	{"models", "-", []string{"yingsu/activities", "yingsu/worker", "yingsu/server", "go.temporal.io/"}, "facts at rest know nobody who uses them"},
	{"models/post", "-", append([]string{"yingsu/models/store", "gorm.io/"}, machine...), "who is told what is decided without a database or a clock"},
	{"activities", "-", []string{"yingsu/server", "yingsu/worker", "gorm.io/", "github.com/labstack/"}, "activities know the store, and nothing of the server"},
	{"server", "server/yingsu", []string{"yingsu/activities", "yingsu/worker", "gorm.io/"}, "the server drives the procedure only through Temporal, and reads only through the store"},
	{"server/auth", "-", []string{"yingsu/server/office"}, "who is asking is known before it is asked who may"},
	{"worker", "-", []string{"yingsu/server", "gorm.io/", "github.com/labstack/"}, "a worker carries out; it serves nobody"},
}

// exceptions are folders that stand outside a wall around them.
var exceptions = map[string][]string{
	"gorm.io/":               {"models/store"},
	"github.com/labstack/":   {"server"},
	"github.com/xuri/":       {"server/stock", "server/workbook"},
	"github.com/coreos/":     {"server/auth"},
	"golang.org/x/oauth2":    {"server/auth"},
	"github.com/ledongthuc/": {"server/intake", "server/uploads"}, // what a paper says, and how many pages it has
	"github.com/minio/":      {"models/vault"},
}

func TestWallsBetweenThePackages(t *testing.T) {
	for file, imports := range importsBelow(t, "..") {
		if strings.HasPrefix(file, "server/dev/") {
			continue // a program of its own, which puts everything together
		}
		for _, w := range walls {
			for _, i := range imports {
				if within(file, w.inside) && !within(file, w.but) && banned(i, w.ban) {
					t.Errorf("%s imports %s: %s", file, i, w.why)
				}
			}
		}
	}
}

// TestOnePackageForEachLibrary keeps GORM and Echo where a change of them is a
// day's work.
func TestOnePackageForEachLibrary(t *testing.T) {
	for file, imports := range importsBelow(t, "..") {
		for library, allowed := range exceptions {
			for _, i := range imports {
				in := slices.ContainsFunc(allowed, func(dir string) bool { return within(file, dir) })
				if strings.HasPrefix(i, library) && !in {
					t.Errorf("%s imports %s, which only %v may", file, i, allowed)
				}
			}
		}
	}
}

func within(file, dir string) bool { return strings.HasPrefix(file, dir+"/") }

func banned(path string, ban []string) bool {
	return slices.ContainsFunc(ban, func(b string) bool {
		return path == b || strings.HasSuffix(b, "/") && strings.HasPrefix(path, b) || strings.HasPrefix(path, b+"/") && strings.Contains(b, ".")
	})
}

// importsBelow returns the imports of every Go file below a folder that is not a
// test, by the file's path from there.
func importsBelow(t *testing.T, root string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		imports := []string{}
		for _, spec := range f.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			imports = append(imports, p)
		}
		found[filepath.ToSlash(rel)] = imports
		return nil
	})
	if err != nil || len(found) < 20 {
		t.Fatalf("found %d files: %v", len(found), err)
	}
	return found
}

// TestEveryPackageSaysWhatItIsFor keeps a package comment in every package.
func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	for file := range importsBelow(t, "..") {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(file)
		said[dir] = said[dir] || f.Doc != nil
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}
