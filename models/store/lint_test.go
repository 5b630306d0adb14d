package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"yingsu/models"
)

// TestGORMTraps keeps out the forms of GORM that do something else than they
// say: a condition that an empty value makes vanish, or that is SQL made of
// what a user typed; a write that skips zero values, or inserts where it should
// update.
func TestGORMTraps(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files, calls := token.NewFileSet(), 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				calls++
				if why := trap(call); why != "" {
					t.Errorf("%s: %s", files.Position(call.Pos()), why)
				}
			}
			return true
		})
	}
	if calls == 0 {
		t.Error("looked at nothing")
	}
}

func TestGORMTrapsAreFound(t *testing.T) {
	for code, trapped := range map[string]bool{
		`db.Save(&row)`:                                 true,
		`db.AutoMigrate(&row)`:                          true,
		`db.First(&row, id)`:                            true,
		`db.Find(&rows, "name = ?", name)`:              true,
		`db.Delete(&row, id)`:                           true,
		`db.Where(&lawsuitRow{ID: id})`:                 true,
		`db.Where(lawsuitRow{ID: id})`:                  true,
		`db.Where(map[string]any{"id": id})`:            true,
		`db.Where("id = '" + id + "'")`:                 true,
		`db.Order(column)`:                              true,
		`db.Raw(fmt.Sprintf("SELECT %s", column))`:      true,
		`gorm.Expr(text)`:                               true,
		`db.Updates(userRow{Name: name})`:               true,
		`db.Updates(&user)`:                             true,
		`db.Update(column, value)`:                      true,
		`db.Where("id = ?", id).Take(&row)`:             false,
		`db.Where("unit = ?", unit).Delete(&unitRow{})`: false,
		`db.Updates(map[string]any{"name": name})`:      false,
		`cmp.Or(order, usual)`:                          false,
		`conn.Raw(func(any) error { return nil })`:      false,
		`db.Updates(columns)`:                           false,
	} {
		expr, err := parser.ParseExpr(code)
		if err != nil {
			t.Fatal(err)
		}
		if why := trap(expr.(*ast.CallExpr)); (why != "") != trapped {
			t.Errorf("%s: %q", code, why)
		}
	}
}

// trap says what is wrong with a call, if anything.
func trap(call *ast.CallExpr) string {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || isPackage(method.X, "cmp") {
		return ""
	}
	switch name := method.Sel.Name; name {
	case "Save", "AutoMigrate", "FirstOrCreate", "FirstOrInit", "Attrs", "Assign", "Update", "UpdateColumn", "UpdateColumns":
		return name + " is not used here"
	case "First", "Last", "Take", "Find", "Delete":
		if len(call.Args) > 1 {
			return name + " with a condition of its own: use Where"
		}
	case "Where", "Or", "Not", "Having", "Order", "Group", "Select", "Joins", "Pluck", "Table", "Raw", "Exec", "Expr":
		if _, ok := call.Args[0].(*ast.FuncLit); ok {
			return "" // sql.Conn's Raw, which is not GORM's
		}
		if text, ok := call.Args[0].(*ast.BasicLit); !ok || text.Kind != token.STRING {
			return name + " takes a literal text, and values apart from it"
		}
	case "Updates":
		if !isMap(call.Args[0]) {
			return "Updates takes a map: a struct's zero values are skipped"
		}
	}
	return ""
}

func isPackage(expr ast.Expr, name string) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Name == name
}

// isMap tells whether the expression is a map, as far as that can be seen: a
// literal, or a variable with the one name that is kept for it.
func isMap(expr ast.Expr) bool {
	if name, ok := expr.(*ast.Ident); ok {
		return name.Name == "columns"
	}
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return false
	}
	_, ok = literal.Type.(*ast.MapType)
	return ok
}

// TestViewer holds every method that returns something of a lawsuit to asking
// who looks on.
func TestViewer(t *testing.T) {
	exempt := map[string]string{
		"Silent": "for the sweep, not for people",
	}
	guarded := []reflect.Type{
		reflect.TypeFor[models.Lawsuit](), reflect.TypeFor[models.Page](), reflect.TypeFor[[]models.Duty](),
		reflect.TypeFor[models.DutyPage](), reflect.TypeFor[[]models.DutyList](), reflect.TypeFor[models.Tally](), reflect.TypeFor[[]models.Lawsuit](),
		reflect.TypeFor[[]models.Entry](), reflect.TypeFor[[]models.History](),
	}
	store := reflect.TypeFor[*Store]()
	seen := 0
	for m := range store.Methods() {
		for _, kind := range guarded {
			if m.Type.NumOut() == 0 || m.Type.Out(0) != kind {
				continue
			}
			seen++
			if exempt[m.Name] != "" {
				continue
			}
			if m.Type.NumIn() < 3 || m.Type.In(2) != reflect.TypeFor[models.Actor]() {
				t.Errorf("%s returns %s and does not ask for the viewer", m.Name, kind)
			}
		}
	}
	if seen < len(guarded) {
		t.Errorf("only %d methods return something of a lawsuit", seen)
	}
}
