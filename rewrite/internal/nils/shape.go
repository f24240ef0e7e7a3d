package nils

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A shape is what functions have in common that one call may call.
//
// With type parameters in it, it may also be that of other functions and calls, wherever
// something stands for these. What calls give and what functions take are apart, as what
// functions make and what calls get are: functions that one call may call need not be called
// by the same calls otherwise.
type shape struct {
	name string // of the method, empty for values
	sig  *types.Signature
}

// An argument is one of the calls of values with a type, or of a method of interfaces.
type argument struct {
	shape *shape
	index int
}

// A taken is what functions that such calls may call have as an argument.
type taken argument

// A made is a result of these functions.
type made argument

// An output is what such calls may have as a result.
type output argument

// shapeOf is that of the calls of a method of interfaces, or of values if the name is
// empty.
func (n *Nils) shapeOf(name string, sig *types.Signature) *shape {
	if n.shapes[name] == nil {
		n.shapes[name] = new(typeutil.Map)
	}
	bare := types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	s, ok := n.shapes[name].At(bare).(*shape)
	if !ok {
		s = &shape{name, bare}
		n.shapes[name].Set(bare, s)
		n.all = append(n.all, s)
	}
	return s
}

// meet links all calls to the functions that they may call.
func (n *Nils) meet() {
	named := make(map[string][]*shape)
	for _, s := range n.all {
		n.meets(s, s)
		named[s.name] = append(named[s.name], s)
	}
	for _, s := range n.all {
		if !isGeneric(s.sig) {
			continue
		}
		for _, other := range named[s.name] {
			if other != s && n.fits(s.sig, other.sig) {
				n.meets(s, other)
				n.meets(other, s)
			}
		}
	}
}

// meets links calls to functions that they may call.
func (n *Nils) meets(calls, functions *shape) {
	for i := range calls.sig.Params().Len() {
		n.link(argument{calls, i}, taken{functions, i})
	}
	for i := range calls.sig.Results().Len() {
		n.link(made{functions, i}, output{calls, i})
	}
	n.link(made{functions, recovery}, output{calls, recovery})
}

// isGeneric reports whether a type has type parameters in it.
func isGeneric(t types.Type) bool {
	found := false
	typewalk.Walk(t, func(t types.Type) bool {
		_, param := t.(*types.TypeParam)
		found = found || param
		return !found
	})
	return found
}

// fits reports whether types may be the same one, whatever the type parameters in them stand
// for: for a function only if they do so somewhere.
func (n *Nils) fits(t, other types.Type) bool {
	t, other = types.Unalias(t), types.Unalias(other)
	_, param := t.(*types.TypeParam)
	_, otherParam := other.(*types.TypeParam)
	switch {
	case param:
		return n.standsFor(other)
	case otherParam:
		return n.standsFor(t)
	}
	switch t := t.(type) {
	case *types.Signature:
		o, ok := other.(*types.Signature)
		return ok && t.Variadic() == o.Variadic() &&
			n.fitAll(t.Params(), o.Params()) && n.fitAll(t.Results(), o.Results())
	case *types.Named:
		o, ok := other.(*types.Named)
		return ok && t.Origin() == o.Origin() && n.fitLists(t.TypeArgs(), o.TypeArgs())
	case *types.Map:
		o, ok := other.(*types.Map)
		return ok && n.fits(t.Key(), o.Key()) && n.fits(t.Elem(), o.Elem())
	case *types.Pointer:
		o, ok := other.(*types.Pointer)
		return ok && n.fits(t.Elem(), o.Elem())
	case *types.Slice:
		o, ok := other.(*types.Slice)
		return ok && n.fits(t.Elem(), o.Elem())
	}
	return isGeneric(t) || isGeneric(other) || types.Identical(t, other) // close enough
}

// standsFor reports whether a type parameter may stand for a type.
func (n *Nils) standsFor(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Signature); !ok {
		return true
	}
	same := func(f types.Type) bool { return n.fits(f.Underlying(), t.Underlying()) }
	return slices.ContainsFunc(n.functions, same)
}

// stands notes the functions that type parameters stand for.
func (n *Nils) stands(list *types.TypeList) {
	for t := range list.Types() {
		if _, ok := t.Underlying().(*types.Signature); ok && !slices.Contains(n.functions, t) {
			n.functions = append(n.functions, t)
		}
	}
}

func (n *Nils) fitAll(list, other *types.Tuple) bool {
	if list.Len() != other.Len() {
		return false
	}
	for i := range list.Len() {
		if !n.fits(list.At(i).Type(), other.At(i).Type()) {
			return false
		}
	}
	return true
}

func (n *Nils) fitLists(list, other *types.TypeList) bool {
	for i := range list.Len() {
		if !n.fits(list.At(i), other.At(i)) {
			return false
		}
	}
	return true
}
