package nils

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"regexp"
	"testing"

	"github.com/unnest-go/unnest/internal/syntax"
)

// operation is what programs have that is asked for: op.
const operation = `
type Done = func(int, error)

func op(n int, done Done) {}
func said(n int, err error) {}
func serve(n int, done Done) { op(n, done) }
`

// A question is one about a program.
type question struct {
	name, program string
	want          bool // op may be called with nil
}

// ask asks questions about programs with the same beginning.
func ask(t *testing.T, beginning string, questions []question) {
	t.Helper()
	a := &asker{fset: token.NewFileSet(), known: make(map[string]*types.Package)}
	texts := make(map[*types.Package][][]byte)
	for _, name := range []string{"dep", "dump", "find", "invoke", "quiet", "script", "view"} {
		text, err := os.ReadFile("testdata/" + name + ".go")
		if err != nil {
			t.Fatal(err)
		}
		_, pkg, _ := a.check(t, "example.com/"+name, string(text))
		a.known[pkg.Path()], texts[pkg] = pkg, [][]byte{text}
	}
	bodies := syntax.NewBodies(nil, func(pkg *types.Package) [][]byte { return texts[pkg] })
	for _, q := range questions {
		t.Run(q.name, func(t *testing.T) {
			t.Helper()
			source := operation + beginning + q.program
			file, pkg, info := a.check(t, "example.com/main", imports(source)+source)
			n := Nils{Bodies: bodies}
			n.Add(a.fset, pkg, info, []*ast.File{file})
			if _, got := n.Of(pkg.Scope().Lookup("op").(*types.Func), 1); got != q.want {
				t.Errorf("op may be called with nil: %v, want %v", got, q.want)
			}
		})
	}
}

// imports is the head of a program, with what it needs.
func imports(program string) string {
	head := "package main\n"
	for _, imported := range []string{
		"context", "encoding/xml", "errors", "fmt", "io", "log", "log/slog", "net/rpc", "reflect", "slices",
		"sync", "sync/atomic", "text/template",
		"example.com/dep", "example.com/dump", "example.com/find", "example.com/invoke", "example.com/quiet",
		"example.com/script", "example.com/view",
	} {
		if regexp.MustCompile(`\b` + path.Base(imported) + `\.`).MatchString(program) {
			head += "import \"" + imported + "\"\n"
		}
	}
	return head
}

// An asker checks programs, which import packages that are known.
type asker struct {
	fset  *token.FileSet
	known map[string]*types.Package
}

func (a *asker) check(t *testing.T, name, source string) (*ast.File, *types.Package, *types.Info) {
	t.Helper()
	file, err := parser.ParseFile(a.fset, path.Base(name)+".go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue),
		Defs:       make(map[*ast.Ident]types.Object),
		Uses:       make(map[*ast.Ident]types.Object),
		Implicits:  make(map[ast.Node]types.Object),
		Instances:  make(map[*ast.Ident]types.Instance),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
	}
	config := types.Config{Importer: a}
	pkg, err := config.Check(name, a.fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return file, pkg, info
}

// Import imports a package.
func (a *asker) Import(name string) (*types.Package, error) {
	if pkg := a.known[name]; pkg != nil {
		return pkg, nil
	}
	pkg, err := importer.Default().Import(name)
	a.known[name] = pkg
	return pkg, err
}
