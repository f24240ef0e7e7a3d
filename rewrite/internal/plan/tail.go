package plan

import (
	"go/ast"
	"go/types"
	"slices"
)

// callsLast reports whether a call of a function value is the last that
// happens in a list of statements, on every path on which it is called at all.
// Last says that nothing follows the list itself.
func (src *Source) callsLast(list []ast.Stmt, f types.Object, last bool) bool {
	if n := len(list); n > 0 {
		if ret, ok := list[n-1].(*ast.ReturnStmt); ok && len(ret.Results) == 0 {
			list, last = list[:n-1], true
		}
	}
	for i, stmt := range list {
		if src.usedIn(f, stmt, nil) && !src.callIsLast(stmt, f, last && i == len(list)-1) {
			return false
		}
		if defers(stmt) {
			return false
		}
	}
	return true
}

// callIsLast reports the same of one statement that uses the function.
func (src *Source) callIsLast(stmt ast.Stmt, f types.Object, last bool) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		return last && src.endsIn(s.X, f)
	case *ast.AssignStmt:
		return last && len(s.Rhs) == 1 && src.endsIn(s.Rhs[0], f)
	case *ast.BlockStmt:
		return src.callsLast(s.List, f, last)
	case *ast.IfStmt:
		if s.Else != nil && !src.callIsLast(s.Else, f, last) {
			return false
		}
		return src.callsLast(s.Body.List, f, last)
	case *ast.SwitchStmt:
		return !slices.ContainsFunc(s.Body.List, func(c ast.Stmt) bool {
			return !src.callsLast(c.(*ast.CaseClause).Body, f, last)
		})
	}
	return false
}

// endsIn reports whether a call is one of the function, or is given it or a
// literal in which a call of it is the last.
func (src *Source) endsIn(e ast.Expr, f types.Object) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		lit, ok := ast.Unparen(arg).(*ast.FuncLit)
		return ok && !src.callsLast(lit.Body.List, f, true)
	})
}
