package spell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

func TestImportable(t *testing.T) {
	for _, test := range []struct {
		path, name, by string
		want           bool
	}{
		{"net/url", "url", "example.com/m", true},
		{"example.com/m/cmd", "main", "example.com/m", false},
		{"internal/abi", "abi", "example.com/m", false},
		{"vendor/golang.org/x/net/idna", "idna", "example.com/m", false},
		{"example.com/m/internal/a", "a", "example.com/m", true},
		{"example.com/m/internal/a", "a", "example.com/m/b", true},
		{"example.com/m/internal/a", "a", "example.com/m/internal/b", true},
		{"example.com/m/internal/a", "a", "example.com/mm", false},
		{"example.com/m/b/internal/a", "a", "example.com/m/c", false},
		{"example.com/m/internal/b/internal/a", "a", "example.com/m/internal/c", false},
	} {
		pkg, by := types.NewPackage(test.path, test.name), types.NewPackage(test.by, "by")
		if got := importable(pkg, by); got != test.want {
			t.Errorf("importable(%s, %s) = %v, want %v", test.path, test.by, got, test.want)
		}
	}
}

func TestWritten(t *testing.T) {
	for _, text := range []string{
		"int",
		"[]struct{A, B int; C string}",
		"map[string]struct{A int `json:\"a,omitempty\" x:\"\\\\y\"`; B struct{C int `d`}}",
		`struct{A int "with a ` + "`" + `"}`,
	} {
		file := "package p\n\nvar x " + text
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, "p.go", file, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		info := &types.Info{Scopes: make(map[ast.Node]*types.Scope)}
		pkg, err := new(types.Config).Check("p", fset, []*ast.File{tree}, info)
		if err != nil {
			t.Fatal(err)
		}
		got, err := At(pkg, info, tree, tree.End()).Type(pkg.Scope().Lookup("x").Type())
		if want := strings.Replace(text, "A, B int", "A int; B int", 1); got != want || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
}

// What cgo writes, and go vet reads, is nothing that people write.
func TestTypesOfC(t *testing.T) {
	pkg := types.NewPackage("p", "p")
	name := types.NewTypeName(token.NoPos, pkg, "_Ctype_handle", nil)
	pkg.Scope().Insert(name)
	of := types.NewPointer(types.NewNamed(name, types.Typ[types.Int32], nil))
	place := &Place{Pkg: pkg, File: new(ast.File), Scope: pkg.Scope()}
	for typ, want := range map[types.Type]string{
		of:                          "type C.handle has a name only where C is imported",
		types.Typ[types.Invalid]:    "its type is not known here, as those of C are not",
		types.Typ[types.UntypedNil]: "type untyped nil has no name here",
	} {
		if text, err := place.Type(typ); err == nil || err.Error() != want {
			t.Errorf("got %s, %v, want %s", text, err, want)
		}
	}
}
