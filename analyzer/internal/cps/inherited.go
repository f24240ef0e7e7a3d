package cps

import (
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Inherited lists the operations that other packages call by way of an exported type
// only, because they cannot name the type that has the method:
//
//	type Client struct{ *conn } // has (*conn).Get
//	type Store interface{ base } // has base.Put
//	type Session = session
//	type Pool struct{ impl.Pool } // of a package that is internal
//
// They are in the order of the names of these types. What such a type has from another
// exported one, that is embedded in it, is an operation of that one only.
func (x *Index) Inherited(assumed bool) []*chain.Operation {
	var found []*chain.Operation
	scope := x.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		via, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !via.Exported() {
			continue
		}
		for _, fn := range inherited(via) {
			if op := x.operation(fn, assumed); op != nil {
				op.Via = via
				found = append(found, op)
			}
		}
	}
	return found
}

// inherited lists the exported methods that a type has from nameless ones, as it has them.
func inherited(via *types.TypeName) []*types.Func {
	h := &heritage{from: via.Pkg(), seen: make(map[types.Object]bool)}
	if alias, ok := via.Type().(*types.Alias); ok {
		h.take(alias.Rhs())
	} else {
		h.parts(via.Type())
	}
	var found []*types.Func
	for _, m := range h.methods {
		obj, _, _ := types.LookupFieldOrMethod(via.Type(), true, via.Pkg(), m.Name())
		fn, ok := obj.(*types.Func) // not where it is hidden, or one of two
		if ok && fn.Exported() && fn.Origin() == m.Origin() && !slices.Contains(found, fn) {
			found = append(found, fn)
		}
	}
	return found
}

// A heritage is the methods that a type may have from nameless ones.
type heritage struct {
	from    *types.Package // of the type
	methods []*types.Func
	seen    map[types.Object]bool
}

// take takes the methods of a type, if it is nameless, and what it has from others.
func (h *heritage) take(t types.Type) {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	obj := typeObject(types.Unalias(t))
	if !h.nameless(t) || obj != nil && h.seen[obj] {
		return
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		h.seen[obj] = true
		h.methods = slices.AppendSeq(h.methods, named.Methods())
	}
	h.parts(t)
}

// parts takes what a type has from those that it is made of.
func (h *heritage) parts(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Struct:
		for f := range t.Fields() {
			if f.Embedded() {
				h.take(f.Type())
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if h.nameless(m.Signature().Recv().Type()) {
				h.methods = append(h.methods, m)
			}
		}
		for e := range t.EmbeddedTypes() {
			h.take(e)
		}
	}
}

// nameless reports whether other packages have no name for a type.
func (h *heritage) nameless(t types.Type) bool {
	obj := typeObject(t)
	switch {
	case obj == nil:
		return true // a literal
	case obj.Pkg() == nil || obj.Exported() && h.shared(obj.Pkg()):
		return false
	}
	alias, ok := t.(*types.Alias)
	return !ok || h.nameless(alias.Rhs())
}

// shared reports whether who may import the package of the type may import another one, too.
func (h *heritage) shared(pkg *types.Package) bool {
	root, limited := syntax.Importers(pkg.Path())
	from, some := syntax.Importers(h.from.Path())
	return !limited || some && (from == root || syntax.Within(from, root))
}
