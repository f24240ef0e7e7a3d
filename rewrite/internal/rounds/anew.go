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

// handsOn reports whether a literal mentions a variable from outside that holds a callback, or that may:
// a function of which it is not known what it is made of, a parameter with functions in it. A hook in a
// field, or in a variable of the package, is none, unless the function around puts one there.
func (r *reader) handsOn(lit *ast.FuncLit) bool {
	sig := r.info.TypeOf(lit).(*types.Signature)
	told := r.told(lit)
	for n := range ast.Preorder(lit.Body) {
		id, ok := n.(*ast.Ident)
		if !ok || told[id] {
			continue
		}
		v, ok := r.info.Uses[id].(*types.Var)
		inside := ok && lit.Pos() <= v.Pos() && v.Pos() < lit.End()
		if !ok || inside || v.IsField() {
			continue
		}
		holds, made := r.holds[v]
		local := v.Parent() != v.Pkg().Scope()
		if holds || local && (!made && isFunc(v.Type()) || r.params[v] && r.mayHave(v.Type(), sig)) {
			return true
		}
	}
	return false
}

// told are the variables of which a literal only reads what is no function, and has none in it.
func (r *reader) told(lit *ast.FuncLit) map[*ast.Ident]bool {
	told := make(map[*ast.Ident]bool)
	for n := range ast.Preorder(lit.Body) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		id, named := ast.Unparen(sel.X).(*ast.Ident)
		s := r.info.Selections[sel]
		if named && s != nil && s.Kind() == types.FieldVal && !mayHold(s.Type()) {
			told[id] = true
		}
	}
	return told
}

// mayHave reports whether a parameter may have a callback in it: a function of any form in a type of
// these packages, and one of the form of the literal in those of others.
func (r *reader) mayHave(t types.Type, sig *types.Signature) bool {
	own := func(t types.Type) bool {
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			t = p.Elem()
		}
		named, ok := types.Unalias(t).(*types.Named)
		return ok && r.own[named.Obj().Pkg()]
	}
	return holdsLike(t, sig) || own(t) && !types.IsInterface(t) && madeOf(t, isFunc)
}

// isFunc reports whether a type is that of functions, or may be.
func isFunc(t types.Type) bool {
	if t == nil || syntax.IsParameter(t) {
		return true
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
