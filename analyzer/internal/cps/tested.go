package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// tested is a part of the condition of an if statement, or the value that has been given to the variable
// that it is, by the statement or by one before it in the list, if nothing else tests that in this way.
//
//	if first := x.CompareAndSwap(false, true); first { … }
//
//	first := x.CompareAndSwap(false, true)
//	if first { … }
func (s *scope) tested(e ast.Expr) ast.Expr {
	v := s.variable(e)
	stmt := s.testedBy(e)
	if v == nil || stmt == nil {
		return e
	}
	value := s.gets(stmt.Init, v)
	if value == nil {
		value = s.got(stmt, v)
	}
	if value == nil || s.testedAgain(v, e) {
		return e
	}
	return value
}

// testedBy is the if statement of which an expression is a part of the condition, nil for none.
func (s *scope) testedBy(e ast.Expr) *ast.IfStmt {
	for n := s.parents[e]; ; n = s.parents[n] {
		switch p := n.(type) {
		case *ast.ParenExpr, *ast.UnaryExpr, *ast.BinaryExpr:
			continue
		case *ast.CallExpr:
			if s.info.Types[p.Fun].IsType() {
				continue
			}
		case *ast.IfStmt:
			return p
		}
		return nil
	}
}

// testedAgain reports whether a variable is tested elsewhere as it is here. Where each passage is the first
// one, the second test lets it pass again.
func (s *scope) testedAgain(v *types.Var, e ast.Expr) bool {
	return slices.ContainsFunc(s.uses(v), func(id *ast.Ident) bool {
		return id != ast.Unparen(e) && s.testedBy(id) != nil && s.test(id) == s.test(e)
	})
}

// test is the text of an expression as it is tested: with what it is compared with.
func (s *scope) test(e ast.Expr) string {
	for {
		switch p := s.parents[e].(type) {
		case *ast.ParenExpr:
			e = p
			continue
		case *ast.BinaryExpr:
			if p.Op != token.LAND && p.Op != token.LOR {
				return types.ExprString(p)
			}
		}
		return types.ExprString(ast.Unparen(e))
	}
}

// gets is the value that a statement declares a variable with which always has it, nil for others.
func (s *scope) gets(stmt ast.Stmt, v *types.Var) ast.Expr {
	assign, ok := stmt.(*ast.AssignStmt)
	if ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 && s.variable(assign.Lhs[0]) == v && s.fixed(v) {
		return ast.Unparen(assign.Rhs[0])
	}
	return nil
}

// got is the value that a variable is declared with in the list of an if statement, before that; nil where
// it is declared elsewhere.
func (s *scope) got(stmt *ast.IfStmt, v *types.Var) ast.Expr {
	if s.jumps() {
		return nil
	}
	for {
		around, ok := s.parents[stmt].(*ast.IfStmt)
		if !ok {
			break
		}
		stmt = around
	}
	for _, before := range syntax.List(s.parents[stmt]) {
		if before.Pos() >= stmt.Pos() {
			break
		}
		if assign, ok := before.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE {
			if value := s.gets(before, v); value != nil {
				return value
			}
		}
	}
	return nil
}
