package load

import (
	"fmt"
	"go/ast"
	"go/types"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Bodies of dependencies that are not kept are read when somebody asks for them, once.
func TestBodiesOnDemand(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import (
	"fmt"

	"example.com/lib"
)

func f() { fmt.Println(lib.Plain(1)) }
-- lib/lib.go --
package lib

import "example.com/lib/far"

func Plain(n int) int { return far.Twice(n) }
-- lib/far/far.go --
package far

func Twice(n int) int { return 2 * n }
`, "./...")
	if got := bodies(p); len(got) > 0 {
		t.Errorf("functions of dependencies with bodies %v, want none", got)
	}
	root := p.Roots[0]
	if own := p.Bodies(root.Types); own == nil || own.Types != root.Types || own.Info != root.TypesInfo {
		t.Errorf("Bodies of a root are not its own: %v", own)
	}
	lib := root.Imports["example.com/lib"]
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() { p.Bodies(lib.Types) })
	}
	askers.Wait()
	own := p.Bodies(lib.Types)
	if own != p.Bodies(lib.Types) {
		t.Error("a package is read twice")
	}
	var called []string
	for id, obj := range own.Info.Uses {
		if fn, ok := obj.(*types.Func); ok {
			line := p.Fset.Position(id.Pos()).Line
			called = append(called, fmt.Sprintf("%s in line %d", fn.FullName(), line))
		}
	}
	if diff := cmp.Diff([]string{"example.com/lib/far.Twice in line 5"}, called); diff != "" {
		t.Errorf("functions that the dependency uses (-want +got):\n%s", diff)
	}
	if lib.Syntax != nil {
		t.Errorf("the package that importers have got files %v", lib.Syntax)
	}
	for name, pkg := range map[string]*types.Package{
		"standard":          root.Imports["fmt"].Types,
		"another program's": types.NewPackage("example.com/lib", "lib"),
	} {
		if own := p.Bodies(pkg); own != nil {
			t.Errorf("Bodies of a package that is %s: %v", name, own.Types)
		}
	}
}

// The bodies of a package of which only some are kept are all there.
func TestBodiesOnDemandOfDirectives(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import _ "example.com/lib"
-- lib/lib.go --
package lib

//unnest:once k
func Declared(k func()) { k() }
-- lib/other.go --
package lib

func Other() { Declared(nil) }
`, "./...")
	own := p.Bodies(p.Roots[0].Imports["example.com/lib"].Types)
	n := 0
	for _, file := range own.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				n++
			}
		}
	}
	if n != 2 {
		t.Errorf("%d functions with bodies, want 2", n)
	}
}
