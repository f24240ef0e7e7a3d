package cps

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A guard lets control pass once: a sync.Once, an atomic that is swapped, or what stops
// a function that is started later. It does so only if it is the same one every time,
// and nothing in the package sets it back.
// It is the variable, or a field reached from a variable: the same field of another
// variable is another guard.

// guards returns the variables that let control pass here only once, when a
// condition holds or does not hold: compare-and-swap, or swap, of an atomic, and Stop.
func (s *scope) guards(cond ast.Expr, holds bool) []types.Object {
	return implied(cond, holds, func(e ast.Expr, holds bool) types.Object {
		call, ok := s.tested(e).(*ast.CallExpr)
		if !ok {
			return nil
		}
		if guard := s.swapped(call, holds); guard != nil {
			return guard
		}
		return s.stopped(call, holds)
	})
}

// swapped returns the guard that a call changes for good when it returns result.
//
//	if x.CompareAndSwap(false, true) { … }
//	if !x.Swap(true) { … }
func (s *scope) swapped(call *ast.CallExpr, result bool) types.Object {
	on, m := motionOf(s.info, call)
	if on == nil || m.op != casOp && m.op != swapOp || (m.op == casOp) != result {
		return nil
	}
	if m.op == swapOp && m.to != "true" || m.from == "" || m.to == "" || m.from == m.to {
		return nil
	}
	return s.guardAt(on, func(o motion) bool { return o.stays(m) })
}

// onceGuard returns the sync.Once on which Do is called, nil for other calls.
func (s *scope) onceGuard(call *ast.CallExpr) types.Object {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	if !ok || fn.FullName() != "(*sync.Once).Do" {
		return nil
	}
	return s.guardAt(operandOf(s.info, call), func(o motion) bool { return !o.sets() })
}

// onceMakers are the functions that make one that calls another once.
var onceMakers = []string{"sync.OnceFunc", "sync.OnceValue", "sync.OnceValues"}

// isOnce says whether a call makes a function that calls another one once at most.
func (s *scope) isOnce(call *ast.CallExpr) bool {
	return slices.ContainsFunc(onceMakers, func(name string) bool { return s.calls(call, name) })
}

// A motion is what a node does to the value of an atomic.
type motion struct {
	op       string
	from, to string // the values as constants, empty when not known
}

const (
	casOp   = "CompareAndSwap"
	swapOp  = "Swap"
	storeOp = "Store" // and whatever else sets it
	loadOp  = "Load"

	addressOp = "&" // somebody else may set it
)

// sets says whether the value may be any other, of whatever type it is.
func (o motion) sets() bool { return o.op == storeOp || o.op == addressOp }

// stays says whether the value stays what a guard has made it.
func (o motion) stays(guard motion) bool {
	switch o.op {
	case loadOp:
		return true
	case addressOp:
		return false
	case casOp:
		return o.from != "" && o.from != guard.to || o.to == guard.to
	}
	return o.to == guard.to
}

// motionOf reads the call of a method of an atomic, or of a function with its address,
// and returns what it is called on, nil for other calls.
func motionOf(info *types.Info, call *ast.CallExpr) (*operand, motion) {
	fn, ok := calleeObject(info, call).(*types.Func)
	if !ok || !ofAtomic(fn) {
		return nil, motion{}
	}
	on := operandOf(info, call)
	if on == nil {
		return nil, motion{}
	}
	return on, moves(info, fn.Name(), on.args)
}

// moves is the motion of a function or method of package atomic.
func moves(info *types.Info, name string, args []ast.Expr) motion {
	for _, op := range []string{casOp, swapOp, storeOp, loadOp} {
		if !strings.HasPrefix(name, op) {
			continue
		}
		m := motion{op: op}
		if op == casOp && len(args) == 2 {
			m.from, m.to = constant(info, args[0]), constant(info, args[1])
		} else if len(args) == 1 {
			m.from, m.to = "?", constant(info, args[0])
		}
		return m
	}
	return motion{op: storeOp}
}

// constant is the text of a constant or of nil, empty for anything else.
func constant(info *types.Info, e ast.Expr) string {
	tv := info.Types[ast.Unparen(e)]
	switch {
	case tv.IsNil():
		return "nil"
	case tv.Value != nil:
		return tv.Value.ExactString()
	}
	return ""
}

// guardAt returns what stands for the guard that a call is made on, if all that the
// package does to it is of some kind. It is nil when it may be another guard each time.
func (s *scope) guardAt(on *operand, holds func(motion) bool) types.Object {
	if on == nil {
		return nil
	}
	path := s.path(on.at)
	if path == nil || !s.lasts(path[0]) || path[0].Kind() == types.ResultVar { // which a return sets
		return nil
	}
	path = append(path, on.embedded...)
	for i, v := range path {
		if s.moved.exposed(v) {
			return nil // others set it as they like
		}
		last := i == len(path)-1
		for _, m := range s.moved.of(v) {
			if last && !holds(m) || !last && m.sets() {
				return nil
			}
		}
	}
	if !s.moved.shared(path[len(path)-1], holds) {
		return nil
	}
	return s.moved.guard(path)
}

// lasts says whether a variable is the same one each time: it is not declared in a
// loop, of which each turn has its own, nor where a goto leads back.
func (s *scope) lasts(v *types.Var) bool {
	return !s.has(v) || s.once(v)
}

// once says whether each run of the function around its declaration has one of a
// local variable. That of a type switch has one place and no declaration.
func (s *scope) once(v *types.Var) bool {
	declared := true
	ast.Inspect(s.decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() == v.Pos() {
			declared = !s.inLoop(id)
		}
		return declared && n != nil && n.Pos() <= v.Pos() && v.Pos() < n.End()
	})
	return declared && !s.jumps()
}
