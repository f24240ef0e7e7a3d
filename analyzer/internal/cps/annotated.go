package cps

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What is deferred often says more of an error that the function returns:
//
//	defer func() {
//		if err != nil {
//			err = fmt.Errorf("dial %s: %w", addr, err)
//		}
//	}()
//
// So far as it is set there where it is not nil, one that is nil stays that: whoever gets it is
// told the same.

// annotates says whether an assignment is such a one. It runs when the function has returned,
// with nothing beside it but what else is deferred.
func (s *scope) annotates(v *types.Var, lhs ast.Expr) bool {
	known := false
	for n := ast.Node(lhs); n != nil; n = s.parents[n] {
		if lit, ok := n.(*ast.FuncLit); ok {
			return known && canFail(v.Type()) && s.isDeferredBy(lit, v)
		}
		known = known || s.implies(n, v)
	}
	return false // in no literal
}

// implies says whether a node only runs where an error is not nil: it is the branch of an if
// statement, or stands behind one that leaves otherwise.
func (s *scope) implies(n ast.Node, v *types.Var) bool {
	if test, ok := s.parents[n].(*ast.IfStmt); ok && n != test.Init && n != test.Cond {
		return slices.Contains(s.failures(test.Cond, n == test.Body), types.Object(v))
	}
	for _, stmt := range syntax.List(s.parents[n]) {
		test, ok := stmt.(*ast.IfStmt)
		if ok && test.Pos() < n.Pos() && returns(test.Body) && !s.jumps() &&
			slices.Contains(s.failures(test.Cond, false), types.Object(v)) {
			return true
		}
	}
	return false
}

// returns says whether the last statement of a block is a return.
func returns(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	_, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	return ok
}

// isDeferredBy says whether a literal is deferred where it stands, by the function that a
// variable is declared in.
func (s *scope) isDeferredBy(lit *ast.FuncLit, v *types.Var) bool {
	call, ok := s.parents[lit].(*ast.CallExpr)
	if !ok || call.Fun != lit {
		return false
	}
	_, deferred := s.parents[call].(*ast.DeferStmt)
	return deferred && s.isLocal(v, lit)
}
