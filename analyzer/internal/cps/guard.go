package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A guard lets control pass once: a sync.Once, or an atomic that is swapped. It does
// so only if it is the same one every time, and nothing in the package sets it back.
// It is the variable, or a field reached from a variable: the same field of another
// variable is another guard.

// guards returns the variables that let control pass here only once, when a
// condition holds or does not hold: compare-and-swap, or swap, of an atomic.
func (s *scope) guards(cond ast.Expr, holds bool) []types.Object {
	return implied(cond, holds, func(e ast.Expr, holds bool) types.Object {
		if call, ok := e.(*ast.CallExpr); ok {
			return s.swapped(call, holds)
		}
		return nil
	})
}

// swapped returns the guard that a call changes for good when it returns result.
//
//	if x.CompareAndSwap(false, true) { … }
//	if !x.Swap(true) { … }
func (s *scope) swapped(call *ast.CallExpr, result bool) types.Object {
	changed, m := motionOf(s.info, call)
	if changed == nil || m.op != casOp && m.op != swapOp || (m.op == casOp) != result {
		return nil
	}
	if m.op == swapOp && m.to != "true" || m.from == "" || m.to == "" || m.from == m.to {
		return nil
	}
	at, _ := subjectOf(s.info, call)
	return s.guardAt(at, func(o motion) bool { return o.stays(m) })
}

// onceGuard returns the sync.Once on which Do is called, nil for other calls.
func (s *scope) onceGuard(call *ast.CallExpr) types.Object {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	if !ok || fn.FullName() != "(*sync.Once).Do" {
		return nil
	}
	at, _ := subjectOf(s.info, call)
	return s.guardAt(at, func(o motion) bool { return o.op != storeOp })
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
)

// stays says whether the value stays what a guard has made it.
func (o motion) stays(guard motion) bool {
	switch o.op {
	case loadOp:
		return true
	case casOp:
		return o.from != "" && o.from != guard.to || o.to == guard.to
	}
	return o.to == guard.to
}

// motionOf reads the call of a method of an atomic, or of a function with its address,
// and returns the variable or field.
func motionOf(info *types.Info, call *ast.CallExpr) (types.Object, motion) {
	fn, ok := calleeObject(info, call).(*types.Func)
	if !ok || !ofAtomic(fn) {
		return nil, motion{}
	}
	at, args := subjectOf(info, call)
	if at == nil {
		return nil, motion{}
	}
	return named(info, at), moves(info, fn.Name(), args)
}

// subjectOf is what a method is called on, or a function with the address of, and the
// other arguments; nil for other calls.
func subjectOf(info *types.Info, call *ast.CallExpr) (at ast.Expr, args []ast.Expr) {
	fn, ok := calleeObject(info, call).(*types.Func)
	if !ok {
		return nil, nil
	}
	if sel := selector(call.Fun); sel != nil && fn.Signature().Recv() != nil {
		return sel.X, call.Args
	}
	if len(call.Args) == 0 {
		return nil, nil
	}
	if ref, ok := ast.Unparen(call.Args[0]).(*ast.UnaryExpr); ok && ref.Op == token.AND {
		return ref.X, call.Args[1:]
	}
	return nil, nil
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

// guardAt returns what stands for the guard at an expression, if all that the package
// does to it is of some kind. It is nil when it may be another guard each time.
func (s *scope) guardAt(at ast.Expr, holds func(motion) bool) types.Object {
	if at == nil {
		return nil
	}
	path := s.path(at)
	if path == nil || !s.lasts(path[0]) {
		return nil
	}
	for i, v := range path {
		last := i == len(path)-1
		for _, m := range s.moved.of(v) {
			if last && !holds(m) || !last && m.op == storeOp {
				return nil
			}
		}
	}
	return s.moved.guard(path)
}

// path lists the variable that an expression begins with and the fields that it
// selects, nil if it is anything else.
func (s *scope) path(e ast.Expr) []*types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return s.path(e.X)
	case *ast.Ident:
		if v := s.variable(e); v != nil {
			return []*types.Var{v}
		}
	case *ast.SelectorExpr:
		v, ok := s.info.ObjectOf(e.Sel).(*types.Var)
		if !ok {
			return nil
		}
		if !v.IsField() {
			return []*types.Var{v} // of another package
		}
		if outer := s.path(e.X); outer != nil {
			return append(outer, v)
		}
	}
	return nil
}

// lasts says whether a variable is the same one each time: it is not declared in a
// loop, of which each turn has its own, nor where a goto leads back.
func (s *scope) lasts(v *types.Var) bool {
	return v.Pos() < s.decl.Pos() || s.decl.End() <= v.Pos() || s.once(v)
}

// once says whether each run of the function around its declaration has one of a
// local variable.
func (s *scope) once(v *types.Var) bool {
	declared := true
	ast.Inspect(s.decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && s.info.Defs[id] == v {
			declared = !s.inLoop(id)
		}
		return declared && n != nil && n.Pos() <= v.Pos() && v.Pos() < n.End()
	})
	return declared && !s.jumps()
}
