package bugs

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
)

// lastTells says whether a guard leaves a failure to the last of several calls: the literal that it stands in
// is made in each round of a loop, or goes on quietly for another reason, and a branch before, which does not
// ask for the error, has told the completion of it and left. Whoever comes to the guard is not the last.
//
//	if left == 0 {
//		done(n, err)
//		return
//	}
//	if err != nil {
//		return // the next one may succeed
//	}
func (c *completion) lastTells(err ast.Expr, guard inspector.Cursor) bool {
	tells := func(stmt ast.Stmt) bool { return c.tellsAnyhow(stmt, err) }
	for fn := range guard.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		before := slices.DeleteFunc(before(guard), func(stmt ast.Stmt) bool { return !spans(body, stmt) })
		return slices.ContainsFunc(before, tells) &&
			(c.madeAgain(fn, c.at.Node()) || c.endsQuietly(body))
	}
	return false
}

// tellsAnyhow says whether a statement is a branch that tells the completion of an error on its condition,
// which has nothing to do with that, and leaves.
func (c *completion) tellsAnyhow(stmt ast.Stmt, err ast.Expr) bool {
	branch, ok := stmt.(*ast.IfStmt)
	if !ok || !departs(branch.Body.List, false) {
		return false
	}
	is := func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		return ok && c.same(e, err)
	}
	return !contains(branch.Cond, is) && slices.ContainsFunc(branch.Body.List, func(stmt ast.Stmt) bool {
		call := callOf(stmt)
		return call != nil && c.is(call.Fun) && len(call.Args) > c.err && contains(call.Args[c.err], is)
	})
}
