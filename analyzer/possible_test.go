package analyzer_test

import (
	"go/ast"
	goimporter "go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
)

// possibleAt checks that the declaration around a mistake by itself makes it
// possible.
func possibleAt(t *testing.T, pass *analysis.Pass, pos token.Pos) {
	t.Helper()
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if pos < decl.Pos() || decl.End() <= pos {
				continue
			}
			alone := &ast.File{Name: file.Name, Decls: []ast.Decl{decl}}
			if !analyzer.BugsPossible(pass.Pkg, pass.TypesInfo, []*ast.File{alone}) {
				t.Errorf("%s: a mistake, though none is possible", pass.Fset.Position(pos))
			}
		}
	}
}

// TestBugsPossible asks about packages of one declaration.
func TestBugsPossible(t *testing.T) {
	imports := goimporter.ForCompiler(token.NewFileSet(), "source", nil)
	for _, c := range []struct {
		text string
		want bool
	}{
		{"func walk(visit func(string) bool) {}", false},
		{"func each(visit func(string)) {}", false},
		{"func one() { func(n int) {}(1) }", false},
		{"func get(done func(string, error)) {}", true},
		{"func get(done finish) {}; type finish = func(error)", true},
		{"var _ = func(error) {}", true},
		{"type queue struct{ done func(error) }", true},
		{"func end(q fs.WalkDirFunc) {}", false},
		{"func use(context.Context, func(int)) {}; func get() { use(nil, func(int) {}) }", true},
		{"func use(context.Context, func()) {}; func get() { use(nil, func() {}) }", false},
	} {
		pass := check(t, imports, c.text)
		if got := analyzer.BugsPossible(pass.Pkg, pass.TypesInfo, pass.Files); got != c.want {
			t.Errorf("%s: %t, want %t", c.text, got, c.want)
		}
	}
}

// check type-checks declarations of one package.
func check(t *testing.T, imports types.Importer, text string) *analysis.Pass {
	t.Helper()
	text = "package p; import (\"context\"; \"io/fs\"); " + text +
		"; var ( _ fs.FS; background = context.Background() )"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue),
		Defs:  make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
	}
	conf := &types.Config{Importer: imports}
	pkg, err := conf.Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{Pkg: pkg, TypesInfo: info, Files: []*ast.File{file}}
}
