package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// zero says whether an expression is the zero value of its type: written out,
// or the name of a variable that is declared without a value and only read.
func (s *scope) zero(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return s.isNew(e.X)
	case *ast.Ident:
		if v, ok := s.info.Uses[e].(*types.Var); ok {
			return s.unset(v)
		}
	}
	return syntax.Zero(s.info, e)
}

// isNew says whether an expression is new(T).
func (s *scope) isNew(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !s.info.Types[call.Args[0]].IsType() {
		return false
	}
	b, ok := calleeObject(s.info, call).(*types.Builtin)
	return ok && b.Name() == "new"
}

// unset says whether a local variable is declared without a value and never
// gets one.
func (s *scope) unset(v *types.Var) bool { return s.changed().unset[v] && s.fixed(v) }

// fixed says whether a variable keeps the value that its declaration gives it:
// nothing is assigned to it or to a part of it, and its address is not taken.
func (s *scope) fixed(v *types.Var) bool {
	if !s.has(v) || v.Kind() == types.ResultVar {
		return false // others may set it, and a return does
	}
	return !s.changed().vars[v]
}

// changesOf lists the variables, or parts of them, that a node by itself assigns
// to or takes the address of.
func (s *scope) changesOf(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return slices.DeleteFunc(slices.Clone(n.Lhs), func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && s.info.Defs[id] != nil
		})
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		return slices.DeleteFunc([]ast.Expr{n.Key, n.Value}, func(e ast.Expr) bool { return e == nil })
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.SliceExpr:
		if syntax.SlicesArray(s.info, n) {
			return []ast.Expr{n.X}
		}
	case *ast.SelectorExpr:
		if s.addresses(n) {
			return []ast.Expr{n.X}
		}
	}
	return nil
}

// addresses says whether a selector is that of a method which gets the address
// of what it is called on.
func (s *scope) addresses(sel *ast.SelectorExpr) bool {
	m := s.info.Selections[sel]
	if m == nil || m.Kind() != types.MethodVal {
		return false
	}
	_, byPointer := m.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	_, already := m.Recv().Underlying().(*types.Pointer)
	return byPointer && !already
}

// partOf is the variable that an expression is a part of.
func (s *scope) partOf(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return s.variable(e)
		}
	}
}

// isNilAt says whether an error variable is nil at a place, because a
// statement before it leaves when it is not.
//
//	if err != nil { …; return }
func (s *scope) isNilAt(e ast.Expr, at ast.Node) bool {
	v := s.variable(e)
	if v == nil || !s.fixed(v) || s.jumps() {
		return false
	}
	for n := at; n != nil; n = s.parents[n] {
		if _, ok := n.(*ast.FuncLit); ok && n.Pos() <= v.Pos() && v.Pos() < n.End() {
			return false // its own function: nothing outside of it says more
		}
		for _, stmt := range syntax.List(s.parents[n]) {
			if stmt.Pos() >= n.Pos() {
				break
			}
			if s.leavesUnless(stmt, v) {
				return true
			}
		}
	}
	return false
}

// leavesUnless says whether a statement is an exit for an error that is not
// nil.
func (s *scope) leavesUnless(stmt ast.Stmt, v *types.Var) bool {
	test, ok := stmt.(*ast.IfStmt)
	if !ok || test.Init != nil || len(test.Body.List) == 0 {
		return false
	}
	cond, ok := ast.Unparen(test.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ {
		return false
	}
	x, y := cond.X, cond.Y
	if s.info.Types[x].IsNil() {
		x, y = y, x
	}
	_, returns := test.Body.List[len(test.Body.List)-1].(*ast.ReturnStmt)
	return returns && s.variable(x) == v && s.info.Types[y].IsNil()
}

// jumps says whether the declaration has a goto statement, which may pass by
// an exit.
func (s *scope) jumps() bool { return s.changed().jumps }
