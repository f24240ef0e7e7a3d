package syntax

import (
	"go/ast"
	"go/types"
)

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

// EachName visits the names in n, but for labels and those behind a dot, which mean the
// same everywhere.
func EachName(n ast.Node, visit func(*ast.Ident)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			EachName(n.X, visit)
			return false
		case *ast.BranchStmt:
			return false
		case *ast.Ident:
			visit(n)
		}
		return true
	})
}

// Shared reports whether the name that an identifier declares means something else
// somewhere in n.
func Shared(info *types.Info, declared *ast.Ident, n ast.Node) bool {
	others := false
	EachName(n, func(id *ast.Ident) {
		obj := info.ObjectOf(id)
		another := obj == nil || obj != info.Defs[declared] && !BehindDot(obj)
		others = others || id.Name == declared.Name && another
	})
	return others
}
