package build

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// onFailure reports whether a call stands in a branch, inside the literal, that
// is only taken when something has failed.
func onFailure(info *types.Info, call inspector.Cursor, lit *ast.FuncLit) bool {
	for c := range call.Enclosing() {
		if c.Node() == lit {
			return false
		}
		stmt, ok := c.Parent().Node().(*ast.IfStmt)
		if !ok {
			continue
		}
		arm := c.ParentEdgeKind()
		if arm == edge.IfStmt_Body && testsError(info, stmt.Cond, token.NEQ) ||
			arm == edge.IfStmt_Else && testsError(info, stmt.Cond, token.EQL) {
			return true
		}
	}
	return false
}

// testsError reports whether a condition compares an error with nil.
func testsError(info *types.Info, cond ast.Expr, op token.Token) bool {
	bin, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || bin.Op != op {
		return false
	}
	x, y := bin.X, bin.Y
	if info.Types[x].IsNil() {
		x, y = y, x
	}
	t := info.TypeOf(x)
	failure := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return info.Types[y].IsNil() && t != nil && types.Implements(t, failure)
}
