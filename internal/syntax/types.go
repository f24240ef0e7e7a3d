package syntax

import (
	"go/types"
	"strings"
)

// IsAbstract reports whether a function is a method of an interface.
func IsAbstract(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// Continues reports whether an error is the rest of the one before it, at another place,
// which a tab starts: "other declaration of x" says nothing by itself.
func Continues(err types.Error) bool { return strings.HasPrefix(err.Msg, "\t") }

// IsParameter reports whether a type is a type parameter.
func IsParameter(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// Core is the underlying type of all types that a type parameter stands for, if its constraint
// lists them and they have the same one; other types are their own.
func Core(t types.Type) types.Type {
	param, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return t
	}
	if core := coreIn(param.Constraint()); core != nil {
		return core
	}
	return t
}

// coreIn is the underlying type of all types of an element of a constraint, nil if they have not
// the same. One of the elements says so for all.
func coreIn(element types.Type) types.Type {
	switch t := element.Underlying().(type) {
	case *types.Interface:
		for embedded := range t.EmbeddedTypes() {
			if core := coreIn(embedded); core != nil {
				return core
			}
		}
		return nil
	case *types.Union:
		core := coreIn(t.Term(0).Type())
		for term := range t.Terms() {
			if core == nil || !types.Identical(core, term.Type().Underlying()) {
				return nil
			}
		}
		return core
	default:
		return t
	}
}
