package bugs

import (
	"go/ast"
	"go/token"
)

// asks says whether code asks a context for its end, or waits for that.
func (p *Package) asks(code ast.Node) bool {
	return contains(code, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		return ok && p.isEnd(e)
	})
}

// isEnd says whether an expression is the end of a context: what it is called, or when.
func (p *Package) isEnd(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	if fn, _ := p.calleeIn("context", call); fn != nil && fn.Name() == "Cause" {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && (sel.Sel.Name == "Err" || sel.Sel.Name == "Done") &&
		isContext(p.Pass.TypesInfo.TypeOf(sel.X))
}

// outlasts says whether a context may have ended when a statement has: it waits for the
// end, or asks for it, and goes on then.
func (p *Package) outlasts(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if n.Else == nil && p.isFailed(n.Cond) && departs(n.Body.List, n == stmt) {
				return false
			}
		case *ast.CommClause:
			if departs(n.Body, false) {
				return false
			}
		case *ast.CallExpr:
			found = found || p.isEnd(n)
		}
		return !found
	})
	return found
}

// leavesFine says whether a launch behind a statement is reached only with an error, with which
// its continuation goes on: the statement leaves where there is none.
func (p *Package) leavesFine(stmt ast.Stmt, launch *ast.CallExpr) bool {
	guard, ok := stmt.(*ast.IfStmt)
	if !ok || guard.Else != nil || !departs(guard.Body.List, true) {
		return false
	}
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	if !ok || test.Op != token.EQL || !p.comparesError(test) {
		return false
	}
	err := p.named(test.X)
	return err != nil && mentions(p.Pass.TypesInfo, launch, err)
}

// isFailed says whether a condition is that there is an error.
func (p *Package) isFailed(cond ast.Expr) bool {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && test.Op == token.NEQ && p.comparesError(test)
}

// departs says whether a list of statements ends with a return, or leaves its list in
// another way where that counts.
func departs(list []ast.Stmt, anyhow bool) bool {
	if len(list) == 0 {
		return false
	}
	_, leaves := list[len(list)-1].(*ast.BranchStmt)
	return isReturn(list[len(list)-1]) || anyhow && leaves
}
