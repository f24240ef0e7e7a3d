package load

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
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
	if own := p.Bodies.Of(root.Types); own == nil || own.Types != root.Types || own.Info != root.TypesInfo {
		t.Errorf("Bodies of a root are not its own: %v", own)
	}
	lib := root.Imports["example.com/lib"]
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() { p.Bodies.Of(lib.Types) })
	}
	askers.Wait()
	own := p.Bodies.Of(lib.Types)
	if own != p.Bodies.Of(lib.Types) {
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
		if own := p.Bodies.Of(pkg); own != nil {
			t.Errorf("Bodies of a package that is %s: %v", name, own.Types)
		}
		if texts := p.Bodies.Texts(pkg); texts != nil {
			t.Errorf("Texts of a package that is %s: %q", name, texts)
		}
	}
	texts := p.Bodies.Texts(lib.Types)
	if len(texts) != 1 || !strings.Contains(string(texts[0]), "func Plain") {
		t.Errorf("Texts of a dependency are %q", texts)
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
	own := p.Bodies.Of(p.Roots[0].Imports["example.com/lib"].Types)
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

// What bodies of a dependency tell is worked out for the first root that needs it, and known to
// the others: these do not look at its files.
func TestBodiesOfSeveralRoots(t *testing.T) {
	const root = `package a

import (
	"log"

	"example.com/lib"
)

type conn interface{ OnClose(func(error)) }

func spoken(c conn, e lib.Told, k func(error)) {
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		log.Print(e) // may close it again
		fired = true
		k(err)
	})
}

func f(c conn, e lib.Told) {
	spoken(c, e, func(error) {
		spoken(c, e, func(error) { println("closed") })
	})
	get(1, func(n int, err error) {
		lib.Infof("told")
		get(n, func(n int, err error) { println(n) })
	})
}

//unnest:once done
func get(n int, done func(int, error)) { go done(n, nil) }
`
	p := loadArchive(t, goMod+`
-- lib/lib.go --
package lib

import "log"

type Told struct{ tell func() }

func (t Told) String() string { t.tell(); return "told" }

func Infof(text string) { log.Output(3, text) }
-- app/a/a.go --
`+root+"-- app/b/b.go --\n"+root+"-- app/c/c.go --\n"+root, "./...")
	session := drive.NewSession(analyzer.New(analyzer.Config{Bodies: p.Bodies}))
	for i, pkg := range p.Roots {
		outcome := session.Run(p.Roots[i : i+1])[0]
		if outcome.Err != nil {
			t.Fatal(outcome.Err)
		}
		var refused []string
		for _, found := range outcome.Result.(*analyzer.Result).Findings {
			refused = append(refused, fmt.Sprint(found.Chain.Head().Name, ": ", found.Refusal))
		}
		want := "get: cannot flatten callbacks: Infof is called on line 28, and would tell of another caller"
		if got := strings.Join(refused, "\n"); got != want {
			t.Errorf("%s: found %s, want %s", pkg.PkgPath, got, want)
		}
		p.Bodies.Of(pkg.Imports["example.com/lib"].Types).Files = nil
	}
}
