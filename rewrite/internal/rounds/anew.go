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

// handsOn reports whether a literal mentions a variable from outside, of a function and not of the
// package, that is a callback, may hold one like it, or is a function of which it is not known what it
// is made of. A hook in a field is none.
func (r *reader) handsOn(lit *ast.FuncLit) bool {
	sig := r.info.TypeOf(lit).(*types.Signature)
	for n := range ast.Preorder(lit.Body) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := r.info.Uses[id].(*types.Var)
		inside := ok && lit.Pos() <= v.Pos() && v.Pos() < lit.End()
		if !ok || inside || v.IsField() || v.Parent() == v.Pkg().Scope() {
			continue
		}
		holds, made := r.holds[v]
		if holds || !made && isFunc(v.Type()) || r.params[v] && holdsLike(v.Type(), sig) {
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
