package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"
)

// By convention a launch that returns an error has failed: it has not taken
// its continuation over and will not call it. So in
//
//	if err := agent.Get(key, func(v Value, err error) { k(v, err) }); err != nil {
//		k(Value{}, err)
//	}
//
// k is called once.

// failure returns the variable that an assignment gives the error which a
// single call returns last, nil for other nodes.
func (s *scope) failure(n ast.Node) types.Object {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	if _, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr); !ok {
		return nil
	}
	v := s.variable(assign.Lhs[len(assign.Lhs)-1])
	if v == nil || !isFailure(v.Type()) || s.shared[v] {
		return nil // what it holds later may be another error
	}
	return v
}

// reports says whether a return statement may return an error although the
// function was called before.
func (s *state) reports(scope *scope, ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 || s.most() == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	tv := scope.info.Types[last]
	if tv.Type == nil || tv.IsNil() || !isFailure(tv.Type) {
		return false
	}
	if s.failing[scope.variable(last)] == 0 {
		return true
	}
	rest := *s
	rest.failing = maps.Clone(s.failing)
	delete(rest.failing, scope.variable(last))
	return rest.most() > 0
}

// isFailure says whether a value of a type, when it is not nil, tells of
// failure: an error, or a pointer to something that is called one.
func isFailure(t types.Type) bool {
	if isError(t) {
		return true
	}
	pointer, ok := types.Unalias(t).(*types.Pointer)
	if !ok || types.IsInterface(pointer.Elem()) {
		return false
	}
	return strings.Contains(strings.ToLower(typeName(t)), "err")
}

// failures returns the error variables that are not nil when a condition
// holds or does not hold.
func (s *scope) failures(cond ast.Expr, holds bool) []types.Object {
	return implied(cond, holds, func(e ast.Expr, holds bool) types.Object {
		test, ok := e.(*ast.BinaryExpr)
		if !ok || test.Op != token.NEQ && test.Op != token.EQL || (test.Op == token.NEQ) != holds {
			return nil
		}
		x, y := test.X, test.Y
		if s.info.Types[x].IsNil() {
			x, y = y, x
		}
		if v := s.variable(x); v != nil && s.info.Types[y].IsNil() {
			return v
		}
		return nil
	})
}
