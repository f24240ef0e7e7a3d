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

// of is how far up a function asks. That it may ask for any caller is told to none.
func (o others) of(fn *types.Func) Reach {
	pkg := fn.Pkg()
	return WorkOut(o.bodies, pkg, o, func() *abroad { return o.read(pkg) }).of(fn).Named()
}

func (o others) read(pkg *types.Package) *abroad {
	own := o.bodies.Of(pkg)
	if own == nil {
		return new(abroad)
	}
	c := NewCallers()
	c.Unmarked = o.unmarked
	c.Other = o.of
	c.Add(own.Types, own.Info, own.Files)
	return &abroad{callers: c, scope: own.Types.Scope()}
}

// abroad is what functions of one other package ask. They are looked at one by one, since others
// have to be read for each. The lock is held meanwhile, and then those of packages that this one
// imports are taken: all take them in this order.
type abroad struct {
	mu      sync.Mutex
	callers *Callers // nil if the package is not read
	scope   *types.Scope
}

func (a *abroad) of(fn *types.Func) Reach {
	if a.callers == nil {
		return Reach{}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.callers.Of(a.own(fn))
}

// own is a method of an interface with the types that the methods have which implement it: those of
// who asks may be others. Other functions are found by their names.
func (a *abroad) own(fn *types.Func) *types.Func {
	if !IsAbstract(fn) {
		return fn
	}
	named, ok := fn.Signature().Recv().Type().(*types.Named)
	if !ok {
		return fn
	}
	t := a.scope.Lookup(named.Obj().Name())
	if t == nil {
		return fn // declared in a function
	}
	obj, _, _ := types.LookupFieldOrMethod(t.Type(), false, t.Pkg(), fn.Name())
	if m, ok := obj.(*types.Func); ok {
		return m
	}
	return fn
}
