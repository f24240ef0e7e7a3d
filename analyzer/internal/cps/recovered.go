package cps

import (
	"go/ast"
)

// Any call may panic. Where something recovers from that, the function returns the error that it
// has by then, if that has a name:
//
//	func start(k func(error)) (err error) {
//		defer func() {
//			if r := recover(); r != nil {
//				err = fmt.Errorf("panic: %v", r)
//			}
//		}()
//		go k(nil)
//		return register()
//	}

// assigns says whether a node may give the error that the function returns by name a value, and
// whether it makes it nil.
func (f *flow) assigns(node ast.Node) (value, none bool) {
	assign, ok := node.(*ast.AssignStmt)
	if !ok || f.result == nil {
		return false, false
	}
	for i, lhs := range assign.Lhs {
		if f.scope.variable(lhs) == f.result {
			none = len(assign.Rhs) == len(assign.Lhs) && f.scope.info.Types[assign.Rhs[i]].IsNil()
			return !none, none
		}
	}
	return false, false
}

// unwinds says whether the function may return an error, if the next call panics, although the
// target was called or has been taken over.
func (f *flow) unwinds(s *state) bool {
	switch {
	case f.result == nil || s.beside(f.result) == 0:
		return false
	case f.scope.shared[f.result]:
		return true // what is deferred may set it
	}
	return f.recovers && s.fails
}

// recovers says whether something that a body defers may recover.
func (s *scope) recovers(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if stmt, ok := n.(*ast.DeferStmt); ok {
			found = found || s.mayRecover(stmt.Call)
		}
		_, isLit := n.(*ast.FuncLit)
		return !found && !isLit
	})
	return found
}

// mayRecover says so of a call that is deferred.
func (s *scope) mayRecover(call *ast.CallExpr) bool { return s.moved.mayRecover(s.held(call.Fun)) }
