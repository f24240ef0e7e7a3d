// Package typewalk visits the types that a type is written with.
package typewalk

import "go/types"

// Mentions reports whether a type has a type parameter in it.
func Mentions(t types.Type, p *types.TypeParam) bool {
	found := false
	Walk(t, func(t types.Type) bool {
		found = found || t == p
		return !found
	})
	return found
}

// IsGeneric reports whether a type has any type parameter in it, or is declared with some and has no
// arguments for them.
func IsGeneric(t types.Type) bool {
	found := false
	Walk(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.TypeParam:
			found = true
		case *types.Named:
			found = found || t.TypeParams().Len() > t.TypeArgs().Len()
		}
		return !found
	})
	return found
}

// Walk calls visit for a type and, while it returns true, for those that it is
// written with. It does not look into declared types.
func Walk(t types.Type, visit func(types.Type) bool) {
	if !visit(t) {
		return
	}
	switch t := t.(type) {
	case *types.Alias:
		walkList(t.TypeArgs(), visit)
	case *types.Named:
		walkList(t.TypeArgs(), visit)
	case *types.Map:
		Walk(t.Key(), visit)
		Walk(t.Elem(), visit)
	case *types.Struct:
		for f := range t.Fields() {
			Walk(f.Type(), visit)
		}
	case *types.Tuple:
		for v := range t.Variables() {
			Walk(v.Type(), visit)
		}
	case *types.Signature:
		Walk(t.Params(), visit)
		Walk(t.Results(), visit)
	case *types.Interface:
		for e := range t.EmbeddedTypes() {
			Walk(e, visit)
		}
		for m := range t.ExplicitMethods() {
			Walk(m.Type(), visit)
		}
	case *types.Union:
		for term := range t.Terms() {
			Walk(term.Type(), visit)
		}
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		Walk(t.Elem(), visit)
	}
}

func walkList(list *types.TypeList, visit func(types.Type) bool) {
	for t := range list.Types() {
		Walk(t, visit)
	}
}
