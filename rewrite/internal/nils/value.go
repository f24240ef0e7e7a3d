package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// isNil reports whether one of the values of an expression may be nil.
func (n *Nils) isNil(info *types.Info, e ast.Expr, part int) bool {
	e = ast.Unparen(e)
	if info.Types[e].IsNil() {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := info.Uses[e].(*types.Var)
		return ok && (isOfPackage(v) || n.has(n.node(v)))
	case *ast.SelectorExpr:
		_, ok := info.Uses[e.Sel].(*types.Var) // not a method
		return ok
	case *ast.IndexExpr:
		return part == 0 && !info.Types[e.Index].IsType()
	case *ast.StarExpr, *ast.TypeAssertExpr:
		return part == 0
	case *ast.UnaryExpr:
		return e.Op == token.ARROW && part == 0
	case *ast.CallExpr:
		return n.callIsNil(info, e, part)
	}
	return false
}

// callIsNil reports whether a call may return nil. What a function of other packages returns
// is taken to be none.
func (n *Nils) callIsNil(info *types.Info, call *ast.CallExpr, part int) bool {
	fun := info.Types[call.Fun]
	switch {
	case fun.IsType():
		return n.isNil(info, call.Args[0], 0)
	case fun.IsBuiltin() || fun.Type == nil:
		return false
	}
	sig, ok := fun.Type.Underlying().(*types.Signature)
	if !ok {
		return false // a type parameter
	}
	fn, static := typeutil.Callee(info, call).(*types.Func)
	if !static {
		return n.has(output{n.shapeOf("", sig), part})
	}
	if results := fn.Origin().Signature().Results(); part < results.Len() && isParam(results.At(part)) {
		return true // of any type: nobody looks for functions there
	}
	return n.has(n.result(fn, part))
}

func isOfPackage(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

func isFunction(v *types.Var) bool {
	_, ok := v.Type().Underlying().(*types.Signature)
	return ok
}
