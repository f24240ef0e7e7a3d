package cps

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
)

// A function of JavaScript cannot be called any more once it is released. One that
// releases itself before it does anything else runs once, and of several that
// release all of them first, one does.
//
//	var ok, no js.Func
//	ok = js.FuncOf(func(_ js.Value, args []js.Value) any {
//		ok.Release()
//		no.Release()
//		k(args[0], nil)
//		return nil
//	})

// funcOf is what makes a function of JavaScript.
const funcOf = "syscall/js.FuncOf"

// releaseGuard returns what stands for the guard of the literal that a call makes a
// function of JavaScript of, nil when there is none.
func (s *scope) releaseGuard(call *ast.CallExpr) types.Object {
	own, released := s.releases(call)
	if own == nil {
		return nil
	}
	for _, v := range released {
		other, ok := s.bindings[v].only().(*ast.CallExpr)
		if !ok {
			return own
		}
		if _, also := s.releases(other); !slices.Equal(released, also) {
			return own // that one may still be called after this one
		}
	}
	return released[0]
}

// releases returns the variable that always has the function of JavaScript that a call
// makes, and those that the function releases before anything else, in the order of their
// declarations. They are nil if its own is not among them.
func (s *scope) releases(call *ast.CallExpr) (own *types.Var, released []*types.Var) {
	if !s.calls(call, funcOf) || len(call.Args) != 1 {
		return nil, nil
	}
	lit, ok := s.literal(call.Args[0])
	own, held := s.heldBy(call).(*types.Var)
	if !ok || !held || s.bindings[own].only() != call || !s.anew(own, call) {
		return nil, nil
	}
	var rest []ast.Stmt
	released, rest = s.releasedFirst(lit.Body.List)
	if clean := s.cleanup(rest, call); clean != nil {
		more, _ := s.releasedFirst(clean.Body.List)
		released = append(released, more...)
	}
	slices.SortFunc(released, func(a, b *types.Var) int { return cmp.Compare(a.Pos(), b.Pos()) })
	released = slices.Compact(released)
	if !slices.Contains(released, own) {
		return nil, nil
	}
	return own, released
}

// heldBy is the variable or field that a call is assigned to, nil for none.
func (s *scope) heldBy(call *ast.CallExpr) types.Object {
	switch p := s.parents[call].(type) {
	case *ast.AssignStmt:
		if len(p.Lhs) == 1 {
			return s.named(p.Lhs[0])
		}
	case *ast.ValueSpec:
		if len(p.Names) == 1 {
			return s.info.Defs[p.Names[0]]
		}
	case *ast.KeyValueExpr:
		return s.named(p.Key)
	}
	return nil
}

// releasedFirst lists the variables whose functions statements release before they do
// anything else, and the statements that follow.
func (s *scope) releasedFirst(list []ast.Stmt) (released []*types.Var, rest []ast.Stmt) {
	for i, stmt := range list {
		v := s.releasedBy(stmt)
		if v == nil {
			return released, list[i:]
		}
		released = append(released, v)
	}
	return released, nil
}

// cleanup is the literal that the first of some statements calls by the name of a variable,
// which has it each time that the call of FuncOf is made; nil for none.
//
//	release := func() { ok.Release(); no.Release() }
func (s *scope) cleanup(list []ast.Stmt, funcOf *ast.CallExpr) *ast.FuncLit {
	if len(list) == 0 {
		return nil
	}
	expr, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return nil
	}
	v := s.variable(call.Fun)
	lit, ok := s.literal(s.bindings[v].always())
	if !ok || !s.anew(v, funcOf) {
		return nil // that of another call may release others
	}
	return lit
}

// releasedBy is the local variable whose function a statement releases, nil for other
// statements.
func (s *scope) releasedBy(stmt ast.Stmt) *types.Var {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok || !s.calls(call, "(syscall/js.Func).Release") {
		return nil
	}
	v := s.variable(operandOf(s.info, call).at)
	if s.bindings[v] == nil {
		return nil
	}
	return v
}

// calls says whether a call is one of a function with a name.
func (s *scope) calls(call *ast.CallExpr, name string) bool {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	return ok && fn.FullName() == name
}

// anew says whether a variable is declared anew each time that a node in its scope is
// executed: in the same function, and neither in a loop.
func (s *scope) anew(v *types.Var, n ast.Node) bool {
	return s.once(v) && !s.inLoop(n) && s.isLocal(v, n)
}

// isJSFunc says whether a type is that of functions of JavaScript.
func isJSFunc(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Func" && named.Obj().Pkg() != nil &&
		named.Obj().Pkg().Path() == "syscall/js"
}
