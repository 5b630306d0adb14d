package workflows_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// impure are the calls that workflow code must not make. workflowcheck finds
// most of them; it does not look into function literals that are stored in a
// struct, as the acts' are, nor into method values, nor at goroutines started in
// either.
var impure = map[string]string{
	"time.Now":           "workflow.Now",
	"time.Since":         "workflow.Now",
	"time.Until":         "workflow.Now",
	"time.Sleep":         "workflow.Sleep",
	"time.After":         "workflow.NewTimer",
	"time.NewTimer":      "workflow.NewTimer",
	"time.LoadLocation":  "calendar.Zone",
	"uuid.New":           "a key in the input",
	"uuid.NewString":     "a key in the input",
	"context.Background": "workflow.Context",
}

func TestWorkflowCodeIsPure(t *testing.T) {
	files := 0
	for _, dir := range []string{".", "calendar", "measures", "form"} {
		paths, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			files++
			checkPurity(t, path)
		}
	}
	if files < 30 {
		t.Fatalf("only %d files were checked", files)
	}
}

// TestPurityIsChecked shows that the check finds what it looks for.
func TestPurityIsChecked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bad.go")
	source := "package bad\nvar act = struct{ do func() }{func() { go f(); _ = time.Now(); for range map[int]int{} {}; select {} }}\n"
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := len(impurities(t, path)); n != 4 {
		t.Errorf("found %d impurities, want 4", n)
	}
}

func checkPurity(t *testing.T, path string) {
	t.Helper()
	for _, i := range impurities(t, path) {
		t.Error(i)
	}
}

func impurities(t *testing.T, path string) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	report := func(n ast.Node, what string) {
		found = append(found, fset.Position(n.Pos()).String()+": "+what)
	}
	maps := mapNames(f)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			report(n, "a goroutine: use workflow.Go")
		case *ast.SelectStmt:
			report(n, "a select: use workflow.NewSelector")
		case *ast.RangeStmt:
			if isMap(n.X, maps) {
				report(n, "a map in its order: sort the keys first")
			}
		case *ast.SelectorExpr:
			if pkg, ok := n.X.(*ast.Ident); ok {
				name := pkg.Name + "." + n.Sel.Name
				if instead, bad := impure[name]; bad {
					report(n, name+": use "+instead)
				}
			}
		}
		return true
	})
	return found
}

// mapNames collects the names that a file declares as maps.
func mapNames(f *ast.File) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				names[name.Name] = names[name.Name] || isMapType(n.Type) || i < len(n.Values) && isMap(n.Values[i], nil)
			}
		case *ast.Field:
			for _, name := range n.Names {
				names[name.Name] = names[name.Name] || isMapType(n.Type)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if name, ok := left.(*ast.Ident); ok && i < len(n.Rhs) && isMap(n.Rhs[i], nil) {
					names[name.Name] = true
				}
			}
		}
		return true
	})
	return names
}

func isMap(x ast.Expr, names map[string]bool) bool {
	switch x := x.(type) {
	case *ast.CompositeLit:
		return isMapType(x.Type)
	case *ast.Ident:
		return names[x.Name]
	case *ast.SelectorExpr:
		return names[x.Sel.Name]
	}
	return false
}

func isMapType(t ast.Expr) bool {
	_, ok := t.(*ast.MapType)
	return ok
}
