package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An update is a loop that goes on only if others were in the way: it puts in place what it has
// computed of what was there, and starts again where something else is there by then.
//
//	for {
//		old := n.Load()
//		if n.CompareAndSwap(old, old+1) {
//			break
//		}
//	}

// updates says whether a loop is an update: every way to its next turn is one on which a
// compare-and-swap has failed.
func (s *scope) updates(loop *ast.ForStmt) bool {
	for n := range ast.Preorder(loop.Body) {
		if isContinue(n) && !s.afterFailure(n, loop) {
			return false
		}
	}
	if loop.Cond != nil && s.failed(loop.Cond, true, loop) || leavesLoop(loop.Body) {
		return true
	}
	return slices.ContainsFunc(loop.Body.List, func(stmt ast.Stmt) bool {
		test, ok := stmt.(*ast.IfStmt)
		return ok && leavesLoop(test.Body) && s.failed(test.Cond, false, loop)
	})
}

func isContinue(n ast.Node) bool {
	branch, ok := n.(*ast.BranchStmt)
	return ok && branch.Tok == token.CONTINUE
}

// afterFailure says whether a statement is one of those that an if statement has for when a
// compare-and-swap fails.
func (s *scope) afterFailure(stmt ast.Node, loop *ast.ForStmt) bool {
	test, ok := s.parents[s.parents[stmt]].(*ast.IfStmt)
	return ok && test.Body == s.parents[stmt] && s.failed(test.Cond, true, loop)
}

// leavesLoop says whether the last of the statements directly in a loop, or in an if statement of
// it, leaves the loop.
func leavesLoop(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok == token.BREAK
	}
	return false
}

// failed says whether a compare-and-swap of what each turn of a loop finds has failed when a
// condition holds, or does not hold.
func (s *scope) failed(cond ast.Expr, holds bool, loop *ast.ForStmt) bool {
	return implied(cond, holds, func(part ast.Expr, held bool) types.Object {
		call, ok := part.(*ast.CallExpr)
		if !ok || held {
			return nil
		}
		on, m := motionOf(s.info, call)
		if on == nil || m.op != casOp || len(on.args) == 0 {
			return nil
		}
		f := finding{scope: s, loop: loop, at: s.place(on, loop), old: s.variable(on.args[0])}
		if f.at == nil || f.old == nil || !f.renewed() {
			return nil
		}
		return f.old
	}) != nil
}

// place is the variable and the fields that lead to an atomic, nil if a loop may change which one
// that is.
func (s *scope) place(on *operand, loop *ast.ForStmt) []*types.Var {
	path := s.path(on.at)
	if path == nil {
		return nil
	}
	path = append(path, on.embedded...)
	changed := s.changedIn(loop)
	if slices.ContainsFunc(path, func(v *types.Var) bool {
		_, pointer := v.Type().Underlying().(*types.Pointer)
		return pointer && changed[v]
	}) {
		return nil
	}
	return path
}

// A finding is a variable that has what a loop finds in an atomic.
type finding struct {
	*scope
	loop *ast.ForStmt
	at   []*types.Var // of the atomic
	old  *types.Var
}

// renewed says whether each turn asks for it, and gives it no other value.
func (f finding) renewed() bool {
	for n := range ast.Preorder(f.loop) {
		for _, e := range f.changesOf(n) {
			if f.variable(e) == f.old && !f.renews(n) {
				return false
			}
		}
	}
	for _, stmt := range append([]ast.Stmt{f.loop.Post}, f.loop.Body.List...) {
		if test, ok := stmt.(*ast.IfStmt); ok && f.renews(test.Init) || f.renews(stmt) {
			return true
		}
		if stmt != nil && slices.ContainsFunc(slices.Collect(ast.Preorder(stmt)), isContinue) {
			return false
		}
	}
	return false
}

// renews says whether a statement gives it what the atomic has.
func (f finding) renews(n ast.Node) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || f.variable(assign.Lhs[0]) != f.old {
		return false
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	on, m := motionOf(f.info, call)
	return on != nil && m.op == loadOp && slices.Equal(f.place(on, f.loop), f.at)
}
