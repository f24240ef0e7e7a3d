package cps

import "go/ast"

// Who asks an atomic again and again waits for what another goroutine does to it:
//
//	for !lock.CompareAndSwap(false, true) {
//	}
//
// Who only counts with it, or computes anew what others have changed meanwhile, does not.

// spins says whether a call asks an atomic in a loop that ends by what it says. To swap one takes a
// lock, or gives it back, and so does a compare-and-swap of a constant.
func (s *scope) spins(call *ast.CallExpr) bool {
	on, m := motionOf(s.info, call)
	if on == nil || s.ignored(call) {
		return false
	}
	loop := s.spinning(call)
	switch {
	case m.op == swapOp:
		return s.inLoop(call)
	case loop == nil:
		return false
	case m.op == casOp:
		return m.from != ""
	}
	return !s.computes(loop)
}

// ignored says whether nothing is done with what a call returns.
func (s *scope) ignored(call *ast.CallExpr) bool {
	switch stmt := s.parents[call].(type) {
	case *ast.ExprStmt:
		return true
	case *ast.AssignStmt:
		id, ok := stmt.Lhs[0].(*ast.Ident)
		return ok && id.Name == "_"
	}
	return false
}

// spinning is the innermost loop of a function around a call if that decides when it ends: it
// stands in the condition, or nothing counts the turns. It is nil for others.
func (s *scope) spinning(call *ast.CallExpr) *ast.ForStmt {
	for n := s.parents[call]; n != nil; n = s.parents[n] {
		switch n := n.(type) {
		case *ast.ForStmt:
			if n.Post != nil && (n.Cond == nil || call.Pos() < n.Cond.Pos() || n.Cond.End() <= call.Pos()) {
				return nil
			}
			return n
		case *ast.RangeStmt, *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

// computes says whether a loop tries to put in place what it has computed of what was there.
func (s *scope) computes(loop *ast.ForStmt) bool {
	for n := range ast.Preorder(loop) {
		if call, ok := n.(*ast.CallExpr); ok {
			if _, m := motionOf(s.info, call); m.op == casOp && m.from == "" {
				return true
			}
		}
	}
	return false
}
