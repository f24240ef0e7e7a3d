package syntax

import "go/ast"

// ReceiverName is the name of the type that a method is declared for, empty for a function.
func ReceiverName(fn *ast.FuncDecl) string {
	if fn.Recv.NumFields() == 0 {
		return ""
	}
	for n := range ast.Preorder(fn.Recv.List[0].Type) {
		if id, ok := n.(*ast.Ident); ok {
			return id.Name // the first is the type, others are its parameters
		}
	}
	return ""
}
