package syntax

import (
	"go/types"
	"sync"
)

// ReadOthers has the functions of other packages looked at when somebody asks for them. It is
// for drivers that do not look at all that is imported.
func (c *Callers) ReadOthers(bodies *Bodies) { c.Other = others{bodies, c.Unmarked}.of }

// others is what functions of other packages ask, each known by its own package and those that
// it imports. All who have the bodies share it.
type others struct {
	bodies   *Bodies
	unmarked bool
}

// of is how far up a function asks. One that may ask for any caller is told to none.
func (o others) of(fn *types.Func) Reach {
	pkg := fn.Pkg()
	if pkg == nil {
		return Reach{} // the language has it
	}
	a := WorkOut(o.bodies, pkg, o, func() *abroad { return o.read(pkg) })
	if r := a.of(fn); !r.Far() {
		return r
	}
	return Reach{}
}

func (o others) read(pkg *types.Package) *abroad {
	own := o.bodies.Of(pkg)
	if own == nil {
		return new(abroad)
	}
	c := NewCallers()
	c.Unmarked = o.unmarked
	c.Other = func(fn *types.Func) Reach {
		if fn.Pkg() != nil && fn.Pkg().Path() == pkg.Path() {
			return Reach{} // it has no body
		}
		return o.of(fn)
	}
	c.Add(own.Types, own.Info, own.Files)
	return &abroad{callers: c}
}

// abroad is what functions of one other package ask. They are looked at one by one, since others
// have to be read for each. The lock is held meanwhile, and then those of packages that this one
// imports are taken: all take them in this order.
type abroad struct {
	mu      sync.Mutex
	callers *Callers // nil if the package is not read
}

func (a *abroad) of(fn *types.Func) Reach {
	if a.callers == nil {
		return Reach{}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.callers.Of(fn)
}
