package cps

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// Who asks an atomic again and again waits for what another goroutine does to it:
//
//	for !lock.CompareAndSwap(false, true) {
//	}
//
// Who only counts with it, or computes anew what others have changed meanwhile, does not.

// spins says whether a call asks an atomic in a loop that ends by what it says.
func (s *scope) spins(call *ast.CallExpr) bool {
	name := s.atomically(call)
	if name == "" || s.ignored(call) {
		return false
	}
	if strings.HasPrefix(name, "Swap") {
		return s.inLoop(call) // it takes a lock, unless it is given back
	}
	loop := s.spinning(call)
	switch {
	case loop == nil:
		return false
	case strings.HasPrefix(name, "CompareAndSwap"):
		return s.constant(call)
	}
	return !s.computes(loop)
}

// atomically is the name of the function or method of package atomic that a call calls, empty for
// others.
func (s *scope) atomically(call *ast.CallExpr) string {
	if fn := typeutil.StaticCallee(s.info, call); fn != nil && ofAtomic(fn) {
		return fn.Name()
	}
	return ""
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

// constant says whether a compare-and-swap waits for a constant, or nil: it takes a lock, or a turn.
func (s *scope) constant(call *ast.CallExpr) bool {
	const values = 2 // old and new
	if len(call.Args) < values {
		return true // they come from a call
	}
	old := s.info.Types[call.Args[len(call.Args)-values]]
	return old.Value != nil || old.IsNil()
}

// computes says whether a loop tries to put in place what it has computed of what was there.
func (s *scope) computes(loop *ast.ForStmt) bool {
	for n := range ast.Preorder(loop) {
		call, ok := n.(*ast.CallExpr)
		if ok && strings.HasPrefix(s.atomically(call), "CompareAndSwap") && !s.constant(call) {
			return true
		}
	}
	return false
}
