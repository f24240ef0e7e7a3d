package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A loop that asks again and again may wait for what another goroutine does:
//
//	for !lock.CompareAndSwap(false, true) {
//	}
//
// It does not if it comes to an end whatever others do: it ranges over something, counts its
// turns, or is an update. What waits for each value that it ranges over is found where that is.

// spins says whether a call asks in a loop that may wait.
func (s *scope) spins(call *ast.CallExpr) bool {
	if !s.asks(call) {
		return false
	}
	var inner ast.Node = call
	for n := s.parents[call]; n != nil; inner, n = n, s.parents[n] {
		switch n := n.(type) {
		case *ast.ForStmt:
			if inner != n.Init && !s.counts(n) && !s.updates(n) {
				return true
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// telling are packages of which functions tell what others have done, or the time, and do not
// wait by themselves.
var telling = []string{"sync", "sync/atomic", "time"}

// asks says whether something is done with what a call tells of others: how much is in a
// channel, too.
func (s *scope) asks(call *ast.CallExpr) bool {
	if _, ignored := s.parents[call].(*ast.ExprStmt); ignored {
		return false
	}
	if b, ok := calleeObject(s.info, call).(*types.Builtin); ok {
		return b.Name() == "len" && isDrawnFrom(syntax.Underlying(s.info, call.Args[0]))
	}
	c := s.calleeOf(call)
	return c != nil && c.obj != nil && c.obj.Pkg() != nil && slices.Contains(telling, c.obj.Pkg().Path())
}

// bounds are the comparisons of a counter that hold until it is where the steps lead.
var bounds = map[token.Token][]token.Token{
	token.INC: {token.LSS, token.LEQ},
	token.DEC: {token.GTR, token.GEQ},
}

// counts says whether a loop counts its turns to a bound, and changes neither of them otherwise.
//
//	for i := 0; i < n; i++ {
//	}
func (s *scope) counts(loop *ast.ForStmt) bool {
	step, ok := loop.Post.(*ast.IncDecStmt)
	if !ok || loop.Init == nil || loop.Cond == nil {
		return false
	}
	i := s.variable(step.X)
	if i == nil || i.Pos() < loop.Init.Pos() || loop.Init.End() <= i.Pos() || s.changedIn(loop.Body)[i] {
		return false
	}
	return implied(loop.Cond, true, func(part ast.Expr, holds bool) types.Object {
		c, ok := part.(*ast.BinaryExpr)
		if !ok || !holds || !slices.Contains(bounds[step.Tok], c.Op) {
			return nil
		}
		if s.variable(c.X) != i || !s.stays(c.Y, loop) {
			return nil
		}
		return i
	}) != nil
}

// stays says whether an expression has the same value in each turn of a loop.
func (s *scope) stays(e ast.Expr, loop *ast.ForStmt) bool {
	changed := s.changedIn(loop)
	for n := range ast.Preorder(e) {
		switch n := n.(type) {
		case *ast.Ident:
			if changed[s.info.Uses[n]] {
				return false
			}
		case *ast.CallExpr:
			if tv := s.info.Types[n.Fun]; !tv.IsType() && !tv.IsBuiltin() {
				return false
			}
		}
	}
	return true
}

// changedIn are the variables and fields that change within a node, or may. What methods change is
// not among them: those of atomics change nothing else, and who calls others lets them run anyway.
func (s *scope) changedIn(node ast.Node) map[types.Object]bool {
	changed := make(map[types.Object]bool)
	for n := range ast.Preorder(node) {
		if _, method := n.(*ast.SelectorExpr); method {
			continue
		}
		for _, e := range s.changesOf(n) {
			if obj := based(s.info, e); obj != nil {
				changed[obj] = true
			}
		}
	}
	return changed
}
