package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A guard lets control pass once: a sync.Once, or an atomic that is swapped. It does
// so only if it is the same one every time, and is never set back. What other
// functions do to a field is not followed.

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

// swapped returns the atomic that a call changes for good when it returns
// result.
//
//	if x.CompareAndSwap(false, true) { … }
//	if !x.Swap(true) { … }
func (s *scope) swapped(call *ast.CallExpr, result bool) types.Object {
	guard, m := s.motion(call)
	if guard == nil || m.op != casOp && m.op != swapOp || (m.op == casOp) != result {
		return nil
	}
	if m.op == swapOp && m.to != "true" || m.from == "" || m.from == m.to {
		return nil
	}
	at, _ := s.subject(call)
	if !s.lasts(at) || !s.all(guard, func(o motion) bool { return o.stays(m) }) {
		return nil
	}
	return guard
}

// onceGuard returns the sync.Once on which Do is called, nil for other calls.
func (s *scope) onceGuard(call *ast.CallExpr) types.Object {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	if !ok || fn.FullName() != "(*sync.Once).Do" {
		return nil
	}
	at, _ := s.subject(call)
	if at == nil || !s.lasts(at) {
		return nil
	}
	guard := s.named(at)
	if s.all(guard, func(o motion) bool { return o.op != storeOp }) {
		return guard
	}
	return nil
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
	switch {
	case o.op == loadOp:
		return true
	case o.op == casOp && guard.to == "":
		return o.from == guard.from
	case o.op == casOp:
		return o.from != "" && o.from != guard.to || o.to == guard.to
	}
	return guard.to != "" && o.to == guard.to
}

// motion reads the call of a method of an atomic, or of a function with its address,
// and returns the variable or field.
func (s *scope) motion(call *ast.CallExpr) (types.Object, motion) {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
		return nil, motion{}
	}
	at, args := s.subject(call)
	if at == nil {
		return nil, motion{}
	}
	return s.named(at), s.moves(fn.Name(), args)
}

// subject is what a method is called on, or a function with the address of, and the
// other arguments; nil for other calls.
func (s *scope) subject(call *ast.CallExpr) (at ast.Expr, args []ast.Expr) {
	fn, ok := calleeObject(s.info, call).(*types.Func)
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
func (s *scope) moves(name string, args []ast.Expr) motion {
	for _, op := range []string{casOp, swapOp, storeOp, loadOp} {
		if !strings.HasPrefix(name, op) {
			continue
		}
		m := motion{op: op}
		if op == casOp && len(args) == 2 {
			m.from, m.to = s.constant(args[0]), s.constant(args[1])
		} else if len(args) == 1 {
			m.from, m.to = "?", s.constant(args[0])
		}
		return m
	}
	return motion{op: storeOp}
}

// constant is the text of a constant or of nil, empty for anything else.
func (s *scope) constant(e ast.Expr) string {
	tv := s.info.Types[ast.Unparen(e)]
	switch {
	case tv.IsNil():
		return "nil"
	case tv.Value != nil:
		return tv.Value.ExactString()
	}
	return ""
}

// all says whether something holds of all that the declaration does to a variable
// or field: calls of package atomic, and assignments.
func (s *scope) all(guard types.Object, holds func(motion) bool) bool {
	ok := guard != nil
	is := func(e ast.Expr) bool { return e != nil && s.named(e) == guard }
	ast.Inspect(s.decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if obj, m := s.motion(n); obj == guard {
				ok = ok && holds(m)
			}
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, is) {
				ok = ok && holds(motion{op: storeOp})
			}
		case *ast.IncDecStmt:
			ok = ok && (!is(n.X) || holds(motion{op: storeOp}))
		}
		return ok
	})
	return ok
}

// lasts says whether a guard is the same one each time: the variable with it is not
// declared in a loop, of which each turn has its own, nor where a goto leads back.
func (s *scope) lasts(at ast.Expr) bool {
	if s.indexed(at) {
		return false
	}
	v := s.root(at)
	return v == nil || s.once(v) && !s.replaced(v)
}

// indexed says whether an expression selects an element, perhaps another one each time.
func (s *scope) indexed(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, ok := n.(*ast.IndexExpr)
		found = found || ok
		return !found
	})
	return found
}

// root is the local variable that an expression begins with, nil for none.
func (s *scope) root(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			v := s.variable(e)
			if v == nil || v.Pos() < s.decl.Pos() || s.decl.End() <= v.Pos() {
				return nil
			}
			return v
		}
	}
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

// replaced says whether a variable, or what it points to, is assigned as a whole.
func (s *scope) replaced(v *types.Var) bool {
	whole := func(e ast.Expr) bool {
		if star, ok := ast.Unparen(e).(*ast.StarExpr); ok {
			e = star.X
		}
		return s.variable(e) == v
	}
	found := false
	ast.Inspect(s.decl, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		found = found || ok && assign.Tok == token.ASSIGN && slices.ContainsFunc(assign.Lhs, whole)
		return !found
	})
	return found
}
