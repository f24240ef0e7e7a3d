package cps_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// TestOrder examines two files that were read in either order, as those who load packages
// happen to do: the facts are the same.
func TestOrder(t *testing.T) {
	sources := []string{
		"package p; func use(any); func Serve(k func()) { if true { serve(k) } else { use(any(k)) } }",
		"package p; func serve(k func()) { first := any(k); _ = first }",
	}
	want := ""
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		fset := token.NewFileSet()
		files := make([]*ast.File, len(sources))
		for _, i := range order {
			name := fmt.Sprintf("%d.go", i)
			file, err := parser.ParseFile(fset, name, sources[i], parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files[i] = file
		}
		got := factOf(t, fset, files, "Serve")
		if want != "" && got != want {
			t.Errorf("Serve: %s, or %s", want, got)
		}
		want = got
	}
}

// factOf infers the fact of a function of a package without imports.
func factOf(t *testing.T, fset *token.FileSet, files []*ast.File, name string) string {
	t.Helper()
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue),
		Defs:  make(map[*ast.Ident]types.Object),
		Uses:  make(map[*ast.Ident]types.Object),
	}
	pkg, err := new(types.Config).Check("p", fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	pass := &analysis.Pass{
		Fset: fset, Files: files, Pkg: pkg, TypesInfo: info,
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			if obj.Name() == name {
				text = fmt.Sprint(fact)
			}
		},
	}
	if _, err := cps.Infer(pass, new(cps.Config)); err != nil {
		t.Fatal(err)
	}
	if text == "" {
		t.Errorf("no fact of %s", name)
	}
	return text
}
