package pyramid

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
)

func TestPossible(t *testing.T) {
	c := newChecker()
	for _, test := range []struct {
		src  string
		want int // the greatest depth that is possible
	}{
		{"var y = 1", 0},
		{"func f() {}", 0},
		{"func f() { g(func() {}); g(func() {}) }", 1},
		{"func f() { g(func() { g(h) }) }", 1},
		{"var y = func() { g(func() {}) }", 2},
		{"func f() { g(o{k: func() { if x { g(1, func() {}) } }}) }", 2},
		{"func f() { g(func() {}); g(func() { g(func() { g(func() {}) }) }); g(func() {}) }", 3},
		{"func f() { g(func() { go func() { defer (func() { g(func() {}) })() }() }) }", 2},
		{"func f() { g(func() int { g(func() { g(func() bool { return x }) }); return 1 }) }", 1},
		{`func f(t *testing.T) { t.Run("", func(*testing.T) { t.Run("", func(*testing.T) { g(h) }) }) }`, 0},
		{`func f(b *testing.B) { g(func() { b.RunParallel(func(*testing.PB) { g(func() {}) }) }) }`, 2},
		{"func f() { g(func() { f() }) }", 2},
		{"func f() { g(func() {}); f() }", 1},
		{"type U int; func (r U) f() { g(func() { g(func() { r.f() }) }) }", 3},
		{"func f() { var z func() int; z = func() int { g(func() { z() }); return 1 } }", 2},
	} {
		t.Run(test.src, func(t *testing.T) {
			pkg := c.check(t, test.src)
			for depth := 1; depth <= 4; depth++ {
				got := possible(pkg, &analyzer.Config{Depth: depth})
				if want := depth <= test.want; got != want {
					t.Errorf("possible at depth %d = %v, want %v", depth, got, want)
				}
			}
		})
	}
}

// A pattern may say anything of any function.
func TestPossibleDeclared(t *testing.T) {
	const src = `func f(t *testing.T) { t.Run("", func(t *testing.T) { t.Run("", func(*testing.T) {}) }) }`
	pkg := newChecker().check(t, src)
	if possible(pkg, &analyzer.Config{Depth: 2}) {
		t.Error("sub-tests are taken for continuations")
	}
	if !possible(pkg, &analyzer.Config{Depth: 2, Once: []string{"testing.*"}}) {
		t.Error("the pattern is not heard")
	}
}

func possible(pkg *packages.Package, cfg *analyzer.Config) bool {
	return Possible(pkg, cfg)
}

// A checker knows package testing after it has read it once.
type checker struct {
	fset   *token.FileSet
	config types.Config
}

func newChecker() *checker {
	fset := token.NewFileSet()
	return &checker{fset, types.Config{Importer: importer.ForCompiler(fset, "source", nil)}}
}

func (c *checker) check(t *testing.T, src string) *packages.Package {
	t.Helper()
	const head = `package p

import "testing"

type o struct{ k func() }

var (
	_ testing.T
	x bool
	g func(...any)
	h func()
)

`
	file, err := parser.ParseFile(c.fset, "p.go", head+src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Uses: make(map[*ast.Ident]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Instances:  make(map[*ast.Ident]types.Instance),
	}
	if _, err := c.config.Check("p", c.fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	return &packages.Package{Syntax: []*ast.File{file}, TypesInfo: info}
}
