package syntax

import "go/types"

// BehindDot reports whether an object can only be named behind a dot, or as a key of a
// composite literal: a field or a method. It belongs to no scope.
func BehindDot(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.IsField()
	case *types.Func:
		return obj.Signature().Recv() != nil
	}
	return false
}
