// Package syntax answers questions about single nodes of a syntax tree that both
// the analysis and the rewriting ask.
package syntax

import (
	"go/ast"
	"go/types"
)

// Zero reports whether an expression is the zero value of its type, written
// out.
func Zero(info *types.Info, e ast.Expr) bool {
	e = ast.Unparen(e)
	tv := info.Types[e]
	if tv.IsNil() {
		return true
	}
	if lit, ok := e.(*ast.CompositeLit); ok {
		switch tv.Type.Underlying().(type) {
		case *types.Struct, *types.Array:
			return len(lit.Elts) == 0
		}
		return false // an empty map or slice is not nil
	}
	if tv.Value == nil {
		return false
	}
	if _, ok := tv.Type.Underlying().(*types.Basic); !ok {
		return false // a constant in an interface
	}
	switch tv.Value.ExactString() {
	case "0", `""`, "false":
		return true
	}
	return false
}

// List returns the statements of a block or a clause, nil for other nodes.
func List(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}
