package syntax

import (
	"go/ast"
	"go/types"
)

// HidesNil returns what a node declares by the name nil, so that this means something else
// there; nil when nothing does. A label and a field have names of their own.
func HidesNil(info *types.Info, node ast.Node) (found types.Object) {
	ast.Inspect(node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "nil" && hides(info.Defs[id]) {
			found = info.Defs[id]
		}
		return found == nil
	})
	return found
}

// hides reports whether a declaration may hide another one of the same name.
func hides(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		return !obj.IsField()
	case *types.Const, *types.TypeName:
		return true
	}
	return false
}
