package nils

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// unbound notes that functions which a generic function gets may be called with nil, where
// they take something of any type: in there nobody looks for functions.
//
//	each(map[string]func(){"x": nil}, func(name string, f func()) { … })
func (n *Nils) unbound(u unit, call *ast.CallExpr, fn *types.Func) {
	params := fn.Origin().Signature().Params()
	for i, arg := range call.Args {
		if i >= params.Len() {
			return
		}
		origin, ok := params.At(i).Type().Underlying().(*types.Signature)
		got, isFunc := syntax.Underlying(u.info, arg).(*types.Signature)
		if !ok || !isFunc {
			continue
		}
		eachFunction(got.Params(), func(_ *types.Var, j int) {
			if isParam(origin.Params().At(j)) {
				n.unknown(argument{n.shapeOf("", got), j}, u.fset.PositionFor(arg.Pos(), false))
			}
		})
	}
}

// isParam reports whether a variable is of the type of a type parameter.
func isParam(v *types.Var) bool {
	_, ok := types.Unalias(v.Type()).(*types.TypeParam)
	return ok
}

// unfollowed reports whether a function that is a value was made by a generic function, so that
// it returns something of any type: in there nobody looks for functions.
//
//	next, stop := iter.Pull(callbacks)
func (n *Nils) unfollowed(info *types.Info, fun ast.Expr) bool {
	switch e := ast.Unparen(fun).(type) {
	case *ast.CallExpr:
		return makes(info, e)
	case *ast.Ident:
		return n.makes[info.Uses[e]]
	}
	return false
}

// makes reports whether a call returns functions that return something of any type.
func makes(info *types.Info, call *ast.CallExpr) bool {
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok {
		return false
	}
	for v := range fn.Origin().Signature().Results().Variables() {
		made, ok := v.Type().Underlying().(*types.Signature)
		if ok && slices.ContainsFunc(slices.Collect(made.Results().Variables()), isParam) {
			return true
		}
	}
	return false
}
