package nils

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"

	"github.com/unnest-go/unnest/internal/syntax"
)

const nearby = `package own

type Done func(int, error)

type Op struct{}

func (Op) Start(n int, done Done) {}

func (Op) Hidden(n int, done Done) {}

func (Op) Write([]byte) (int, error) { return 0, nil }

type Starter interface{ Start(n int, done Done) }
`

const near = `package near

import (
	"io"

	"example.com/own"
)

func Run(w io.Writer) { w.(own.Starter).Start(1, nil) }
`

const nearBoth = `package main

import (
	"example.com/near"
	"example.com/own"
)

func main() { near.Run(own.Op{}) }
`

// Who imports one of the packages has its types, and its interfaces.
func TestBecomesNear(t *testing.T) {
	a := &asker{fset: token.NewFileSet(), known: make(map[string]*types.Package)}
	n := Nils{Bodies: syntax.NewBodies(nil, func(*types.Package) [][]byte { return [][]byte{[]byte(near)} })}
	var op types.Object
	for _, part := range []struct{ name, text string }{{"own", nearby}, {"near", near}, {"main", nearBoth}} {
		file, pkg, info := a.check(t, "example.com/"+part.name, part.text)
		a.known[pkg.Path()] = pkg
		switch pkg.Name() {
		case "near":
			continue
		case "own":
			op = pkg.Scope().Lookup("Op")
		}
		n.Add(a.fset, pkg, info, []*ast.File{file})
	}
	for name, want := range map[string]bool{"Start": true, "Hidden": false} {
		method, _, _ := types.LookupFieldOrMethod(op.Type(), false, op.Pkg(), name)
		if _, got := n.Of(method.(*types.Func), 1); got != want {
			t.Errorf("%s may be called with nil: %v, want %v", name, got, want)
		}
	}
}
