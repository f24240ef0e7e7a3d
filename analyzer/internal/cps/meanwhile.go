package cps

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Between the test of a flag and the statement that sets it, something else may set it: what
// is called there, or whatever runs while the function waits.

// lets returns what in a node lets other code run that may set a flag: a call of that, or
// what waits. It is nil when nothing does.
func (s *scope) lets(node ast.Node) ast.Node {
	if s.isDrawn(node) {
		return node
	}
	var found ast.Node
	ast.Inspect(node, func(n ast.Node) bool {
		if found != nil {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // not now
		case *ast.SendStmt:
			found = n
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				found = n
			}
		case *ast.CallExpr:
			if s.spins(n) {
				found = n.Fun // not what sets it, but a wait
			} else if !s.isPutOff(n) && !s.isPrompt(n) {
				found = n
			}
		}
		return found == nil
	})
	return found
}

// An interruption is what lets other code run between the test of a flag and the statement
// that sets it.
type interruption struct {
	flag types.Object
	by   ast.Node
}

// String says what may happen then.
func (i interruption) String() string {
	who := "whoever runs during a wait"
	if call, ok := i.by.(*ast.CallExpr); ok {
		who = types.ExprString(call.Fun)
	}
	return fmt.Sprintf("%s may set %s after that is tested", who, i.flag.Name())
}

// blame says why flags did not help against a verdict: the first reason beside it, and each
// where it stands.
func (t *tracer) blame(w *weight) {
	for i, pos := range slices.Sorted(maps.Keys(t.interrupted)) {
		why := t.interrupted[pos].String()
		t.reasons[pos] = "is not kept from another call: " + why
		if i == 0 && w.verdict == Many {
			w.why += ": " + why
		}
	}
}

// interrupts returns what in a node lets other code run that may set a flag, nil for nothing.
func (s *scope) interrupts(node ast.Node, flag types.Object) ast.Node {
	by := s.lets(node)
	if v, ok := flag.(*types.Var); by == nil || ok && s.flags[v] && (s.isPrivate(v) || s.isLocked(v, node)) {
		return nil
	}
	return by // fields are set by other functions, too
}

// isDrawn says whether a node is what a loop ranges over that waits for each turn, or calls
// a function for all of them.
func (s *scope) isDrawn(node ast.Node) bool {
	loop, ok := s.parents[node].(*ast.RangeStmt)
	if !ok || loop.X != node {
		return false
	}
	return isDrawnFrom(syntax.Underlying(s.info, loop.X))
}

// isDrawnFrom says so of the type of that.
func isDrawnFrom(t types.Type) bool {
	return syntax.MayBe(t, func(t types.Type) bool {
		switch t.(type) {
		case *types.Chan, *types.Signature:
			return true
		}
		return false
	})
}

// isPutOff says whether a go or defer statement makes a call. Only what the callee and the
// arguments are is found out at once.
func (s *scope) isPutOff(call *ast.CallExpr) bool {
	switch s.parents[call].(type) {
	case *ast.DeferStmt, *ast.GoStmt:
		return true
	}
	return false
}

// isPrivate says whether a flag is set in one function only, which runs once: nobody else
// sets it meanwhile.
func (s *scope) isPrivate(flag types.Object) bool {
	v, ok := flag.(*types.Var)
	if !ok {
		return false
	}
	var setter ast.Node
	private := true
	ast.Inspect(s.decl, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return private
		}
		for _, lhs := range assign.Lhs {
			id, ok := ast.Unparen(lhs).(*ast.Ident)
			if !ok || s.info.Uses[id] != v {
				continue
			}
			private = private && (setter == nil || setter == s.function(assign))
			setter = s.function(assign)
		}
		return private
	})
	return private && setter != nil && s.runsWith(setter, v)
}

// function is the function that a node stands in.
func (s *scope) function(n ast.Node) ast.Node {
	for n = s.parents[n]; n != nil; n = s.parents[n] {
		switch n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return n
		}
	}
	return nil
}

// runsWith says whether a function runs once for each variable of its own or of a function
// around it: so do literals that are called or started where they stand.
func (s *scope) runsWith(fn ast.Node, v *types.Var) bool {
	for fn != nil && (v.Pos() < fn.Pos() || fn.End() <= v.Pos()) {
		call, ok := s.parents[fn].(*ast.CallExpr)
		if !ok || call.Fun != fn || s.inLoop(call) {
			return false
		}
		fn = s.function(fn)
	}
	return fn != nil
}
