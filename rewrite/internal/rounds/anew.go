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

// handsOn reports whether a literal mentions a variable or a field from outside that is a function.
func (r *reader) handsOn(lit *ast.FuncLit) bool {
	for n := range ast.Preorder(lit.Body) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := r.info.Uses[id].(*types.Var)
		if ok && isFunc(v.Type()) && (v.Pos() < lit.Pos() || v.Pos() >= lit.End()) {
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
