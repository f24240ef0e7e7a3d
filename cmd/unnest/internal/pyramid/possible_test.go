package pyramid

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"golang.org/x/tools/go/packages"
)

func TestPossible(t *testing.T) {
	for _, test := range []struct {
		src  string
		want int // the greatest depth that is possible
	}{
		{"var x = 1", 0},
		{"func f() {}", 0},
		{"func f() { g(func() {}); g(func() {}) }", 1},
		{"func f() { g(func() { g(h) }) }", 1},
		{"var x = func() { g(func() {}) }", 2},
		{"func f() { g(o{k: func() { if x { g(1, func() {}) } }}) }", 2},
		{"func f() { g(func() {}); g(func() { g(func() { g(func() {}) }) }); g(func() {}) }", 3},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p\n\n"+test.src, 0)
		if err != nil {
			t.Fatal(err)
		}
		pkg := &packages.Package{Syntax: []*ast.File{file}}
		for depth := 1; depth <= 4; depth++ {
			t.Run(fmt.Sprintf("%s at depth %d", test.src, depth), func(t *testing.T) {
				got := len(Possible([]*packages.Package{pkg}, depth)) == 1
				if want := depth <= test.want; got != want {
					t.Errorf("possible = %v, want %v", got, want)
				}
			})
		}
	}
}
