package syntax

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// Contains reports whether one of some nodes is in a statement or an expression, and not in
// a literal in it: what that does it does later, and in a function of its own.
func Contains(n ast.Node, is func(ast.Node) bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok || n == nil {
			return false
		}
		found = found || is(n)
		return !found
	})
	return found
}

// RunsThrough reports whether the statement behind a statement is the next one, always: nothing
// in it leaves the list or leads back into it, nor has something done when the function returns.
func RunsThrough(stmt ast.Stmt) bool {
	return !Contains(stmt, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.LabeledStmt, *ast.DeferStmt:
			return true
		}
		return false
	})
}

// Recovers reports whether a call is one of recover.
func Recovers(info *types.Info, call *ast.CallExpr) bool {
	return typeutil.Callee(info, call) == types.Universe.Lookup("recover")
}
