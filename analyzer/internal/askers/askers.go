// Package askers finds the functions that ask by whom they are called, or by whom those are
// that call them.
//
// In go a package and the facts of those that it imports; out comes how far up functions ask,
// those of other packages, too, and those that implement methods of their interfaces. That one may
// ask for any caller, as a trace does, is told to none.
package askers

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Fact is how far up a function asks.
//
// Invariant: By is sorted by Index.
type Fact struct {
	Up int64
	By []Param
}

// A Param says so much less than how far it is.
type Param struct {
	Index int
	More  int64
}

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String tells how far it is.
func (f *Fact) String() string {
	var texts []string
	if f.Up > 0 {
		texts = append(texts, fmt.Sprintf("asks %d up", f.Up))
	}
	for _, p := range f.By {
		texts = append(texts, fmt.Sprintf("asks %+d from what parameter %d says", p.More, p.Index))
	}
	return strings.Join(texts, "; ")
}

// Find returns what asks by whom it is called, and exports the functions of the package that
// do. Where bodies of other packages are to be had, which may be nil, no facts are.
func Find(pass *analysis.Pass, bodies *syntax.Bodies) *syntax.Callers {
	callers := syntax.NewCallers()
	callers.Add(pass.Pkg, pass.TypesInfo, pass.Files)
	if bodies != nil {
		callers.ReadOthers(bodies)
		return callers
	}
	callers.Other = func(fn *types.Func) syntax.Reach {
		fact := new(Fact)
		pass.ImportObjectFact(fn, fact)
		return fact.reach()
	}
	for _, file := range pass.Files {
		for n := range ast.Preorder(file) {
			switch n := n.(type) {
			case *ast.FuncDecl:
				export(pass, callers, n.Name)
			case *ast.InterfaceType:
				for _, field := range n.Methods.List {
					export(pass, callers, field.Names...)
				}
			}
		}
	}
	return callers
}

func export(pass *analysis.Pass, callers *syntax.Callers, names ...*ast.Ident) {
	for _, name := range names {
		fn, ok := pass.TypesInfo.Defs[name].(*types.Func)
		if !ok {
			continue
		}
		if r := callers.Of(fn).Named(); r.Asks() {
			pass.ExportObjectFact(fn, factOf(r))
		}
	}
}

func factOf(r syntax.Reach) *Fact {
	f := &Fact{Up: r.Up}
	for _, i := range slices.Sorted(maps.Keys(r.By)) {
		f.By = append(f.By, Param{i, r.By[i]})
	}
	return f
}

func (f *Fact) reach() syntax.Reach {
	r := syntax.Reach{Up: f.Up, By: make(map[int]int64)}
	for _, p := range f.By {
		r.By[p.Index] = p.More
	}
	return r
}
