package syntax

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// alike is how far up functions ask that are values of a type, wherever they are. What has been in
// an element, a channel or an interface, or behind a pointer, is any of them: nobody follows them
// there.
//
//	done := callbacks[name]
func (c *Callers) alike(t types.Type) Reach {
	if t == nil {
		return Reach{}
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return Reach{}
	}
	type key string
	c.read()
	return c.known.of(key(shape(sig)), func() Reach {
		var r Reach
		for _, v := range c.loose {
			other, ok := Underlying(v.info, v.Expr).(*types.Signature)
			if ok && mayBe(other, sig) {
				r.add(c.as(v.info, v.Expr))
			}
		}
		return r
	})
}

// mayBe reports whether a function of one type may be a value of another one. Types of one package
// may be known in several ways, but have the same names.
func mayBe(function, as *types.Signature) bool {
	if typewalk.IsGeneric(function) || typewalk.IsGeneric(as) {
		return function.Params().Len() == as.Params().Len() && function.Results().Len() == as.Results().Len()
	}
	return types.Identical(function, as) || shape(function) == shape(as)
}

// shape is a type of functions without the names of parameters.
func shape(sig *types.Signature) string {
	bare := func(list *types.Tuple) *types.Tuple {
		var vars []*types.Var
		for v := range list.Variables() {
			vars = append(vars, types.NewParam(token.NoPos, nil, "", types.Unalias(v.Type())))
		}
		return types.NewTuple(vars...)
	}
	return types.TypeString(types.NewSignatureType(nil, nil, nil,
		bare(sig.Params()), bare(sig.Results()), sig.Variadic()), nil)
}

// loose lists the functions that are values in a file: those that are not just called.
func (f file) loose() []value {
	called := make(map[ast.Expr]bool)
	var all []value
	for n := range ast.Preorder(f.File) {
		e, ok := n.(ast.Expr)
		if call, isCall := n.(*ast.CallExpr); isCall {
			called[Called(call)] = true
		}
		if sel, isSelector := n.(*ast.SelectorExpr); isSelector {
			called[sel.Sel] = called[sel] || f.isFunction(sel)
		}
		if ok && !called[e] && f.isFunction(e) {
			all = append(all, value{f.info, e})
		}
	}
	return all
}

// isFunction reports whether an expression is a literal, or the name of a function or method.
func (f file) isFunction(e ast.Expr) bool {
	var id *ast.Ident
	switch e := e.(type) {
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return false
	}
	_, ok := f.info.Uses[id].(*types.Func)
	return ok
}
