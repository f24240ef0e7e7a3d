package syntax

import (
	"go/ast"
	"go/types"
)

// A Package is what its files declare, type-checked with the bodies of functions.
type Package struct {
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
}

// Bodies finds the bodies of another package, nil for one that is not read. Its types may be
// others than those that importers of the package have: names say which are the same.
type Bodies func(*types.Package) *Package

// ReadOthers has the functions of other packages looked at when somebody asks for them. It is
// for drivers that do not look at all that is imported.
func (c *Callers) ReadOthers(bodies Bodies) {
	a := &abroad{bodies: bodies, unmarked: c.Unmarked, known: make(map[*types.Package]*Callers)}
	c.Other = a.of
}

// abroad is what functions of other packages ask, each known by its own package and those that
// it imports.
type abroad struct {
	bodies   Bodies
	unmarked bool
	known    map[*types.Package]*Callers // nil for those that are not read
}

// of is how far up a function asks. One that may ask for any caller is told to none.
func (a *abroad) of(fn *types.Func) Reach {
	if fn.Pkg() == nil {
		return Reach{} // the language has it
	}
	c, ok := a.known[fn.Pkg()]
	if !ok {
		c = a.read(fn.Pkg())
		a.known[fn.Pkg()] = c
	}
	if c == nil {
		return Reach{}
	}
	if r := c.Of(fn); !r.Far() {
		return r
	}
	return Reach{}
}

func (a *abroad) read(pkg *types.Package) *Callers {
	own := a.bodies(pkg)
	if own == nil {
		return nil
	}
	c := NewCallers()
	c.Unmarked, c.Other = a.unmarked, a.of
	c.Add(own.Types, own.Info, own.Files)
	return c
}
