package rounds

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// begins reports whether a call gets callbacks that are made for it, and that do not call what was
// a function before.
//
//	send(n, func(m int, err error) { log(m, err); s.schedule(m) })
//
// There are as many of these as there are calls: a promise in the place of each keeps nothing that
// it did not keep. Where a callback goes from round to round as it is, nothing is made, and a
// promise in each round would be. One that is called by another one is taken for that, to be sure.
func (r *reader) begins(call *ast.CallExpr) bool {
	found := false
	for _, arg := range call.Args {
		if !isFunc(r.info.TypeOf(arg)) {
			continue
		}
		lit, ok := ast.Unparen(arg).(*ast.FuncLit)
		if !ok || r.handsOn(lit) {
			return false
		}
		found = true
	}
	return found
}

// handsOn reports whether a literal mentions a callback from outside, or a variable that holds one.
func (r *reader) handsOn(lit *ast.FuncLit) bool {
	for n := range ast.Preorder(lit.Body) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := r.info.Uses[id].(*types.Var)
		inside := ok && v.Pos() >= lit.Pos() && v.Pos() < lit.End()
		if ok && !inside && (r.isCallback(v) || r.holds[v]) {
			return true
		}
	}
	return false
}

// isFunc reports whether a type is that of functions, or may be.
func isFunc(t types.Type) bool {
	if t == nil || syntax.IsParameter(t) {
		return true
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// keepsFunc reports whether a type is made of functions, or is that of structs with one.
func keepsFunc(t types.Type) bool {
	seen := make(map[types.Type]bool) // types may be made of themselves
	for !seen[t] {
		seen[t] = true
		switch u := t.Underlying().(type) {
		case *types.Signature:
			return true
		case *types.Struct:
			return hasFunc(u)
		case *types.Pointer:
			s, ok := u.Elem().Underlying().(*types.Struct)
			return ok && hasFunc(s)
		case interface{ Elem() types.Type }:
			t = u.Elem()
		}
	}
	return false
}

func hasFunc(s *types.Struct) bool {
	for f := range s.Fields() {
		if isFunc(f.Type()) {
			return true
		}
	}
	return false
}
