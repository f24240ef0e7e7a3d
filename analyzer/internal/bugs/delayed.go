package bugs

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// delayed is the function that a statement hands to a timer which nobody can stop, nil for
// others. It runs as surely as what stands behind, and later.
//
//	time.AfterFunc(d, func() { done(err) })
func (c *completion) delayed(n ast.Node) ast.Expr {
	stmt, ok := n.(*ast.ExprStmt)
	if !ok {
		return nil // somebody may keep the timer
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return nil
	}
	fn, ok := typeutil.Callee(c.Pass.TypesInfo, call).(*types.Func)
	if !ok || fn.FullName() != "time.AfterFunc" || len(call.Args) != 2 {
		return nil
	}
	return call.Args[1]
}

// settlesLater says whether a statement has a timer settle.
func (c *completion) settlesLater(n ast.Node) bool {
	f := c.delayed(n)
	return f != nil && c.ends(f)
}

// failsLater says whether a statement has a timer report a failure and nothing beside it. One
// that hands the completion on may find a value to replace one that has been told.
func (c *completion) failsLater(n ast.Node) bool {
	f := c.delayed(n)
	if f == nil || !c.ends(f) {
		return false
	}
	lit := c.wrapper(f)
	return lit != nil && c.failing(lit) && contains(lit.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && c.is(call.Fun)
	})
}

// triesAgain says whether a statement has a timer call the function that the completion is
// a parameter of, with that: what it will report is its outcome.
func (c *completion) triesAgain(n ast.Node) bool {
	f := c.delayed(n)
	if f == nil {
		return false
	}
	lit := c.wrapper(f)
	if lit == nil {
		return false
	}
	list := lit.Body.List
	for i, stmt := range list {
		if i == len(list)-1 {
			return c.isAgain(callOf(stmt))
		}
		if !syntax.RunsThrough(stmt) {
			return false
		}
	}
	return false
}

// isAgain says whether a call is one of that function, with the completion.
func (c *completion) isAgain(call *ast.CallExpr) bool {
	if call == nil || c.Package.called(call) != c.body {
		return false
	}
	for i, arg := range call.Args {
		if param, _ := c.Index.Taker(call, i); c.is(arg) && param == c.param {
			return true
		}
	}
	return false
}
