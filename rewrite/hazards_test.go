package rewrite_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestHazards checks the twins of the cases of hazards: a function whose name
// begins with "refused" stays as it is, one that begins with "accepted" or
// "harmless" does not, and every case has one of these.
func TestHazards(t *testing.T) {
	files, err := filepath.Glob("testdata/hazards/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		before, after := functions(t, section(ar, "in.go")), functions(t, section(ar, "out.go"))
		rewritten := 0
		for name, text := range before {
			same := text == after[name]
			switch {
			case strings.HasPrefix(name, "refused") && !same:
				t.Errorf("%s: %s was rewritten", file, name)
			case strings.HasPrefix(name, "accepted"), strings.HasPrefix(name, "harmless"):
				rewritten++
				if same {
					t.Errorf("%s: %s was not rewritten", file, name)
				}
			}
		}
		if rewritten == 0 {
			t.Errorf("%s has no twin that is accepted", file)
		}
	}
}

// functions maps the names of functions to their text.
func functions(t *testing.T, src []byte) map[string]string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			all[f.Name.Name] = string(src[fset.Position(f.Pos()).Offset:fset.Position(f.End()).Offset])
		}
	}
	return all
}
