package cps

import (
	"go/ast"
	"go/types"
)

// The function of a timer, and that for the end of a context, runs unless it is stopped before,
// and who stops it is told so once: one of the two sides comes.
//
//	t := time.AfterFunc(d, func() { k(0, errTimeout) })
//	load(func(v V, err error) {
//		if t.Stop() {
//			k(v, err)
//		}
//	})

// stopGuard returns what stands for the guard of the function that a call starts later: the
// variable that has what stops it, and never has anything else. It is nil for none.
func (s *scope) stopGuard(call *ast.CallExpr) types.Object {
	if !s.calls(call, "time.AfterFunc") && !s.calls(call, "context.AfterFunc") {
		return nil
	}
	v, ok := s.heldBy(call).(*types.Var)
	if !ok || v.IsField() || s.changed().vars[v] || !s.anew(v, call) {
		return nil
	}
	return v
}

// stopped returns the guard of the function that a call stops when it returns result, nil for
// other calls.
func (s *scope) stopped(call *ast.CallExpr, result bool) types.Object {
	if !result || len(call.Args) > 0 {
		return nil
	}
	v := s.variable(call.Fun)
	if sel := selector(call.Fun); sel != nil && s.calls(call, "(*time.Timer).Stop") {
		v = s.variable(sel.X)
	}
	if v == nil {
		return nil
	}
	var guard types.Object
	ast.Inspect(s.decl, func(n ast.Node) bool {
		if start, ok := n.(*ast.CallExpr); ok && s.heldBy(start) == v && s.stopGuard(start) == v {
			guard = v
		}
		return guard == nil
	})
	return guard
}
