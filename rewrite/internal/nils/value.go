package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
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
	case *ast.StarExpr:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.ARROW && part == 0
	case *ast.CallExpr:
		return n.returns(info, e, part)
	}
	return false
}

// returns reports whether a call may return nil. What a function of other packages returns
// is taken to be none.
func (n *Nils) returns(info *types.Info, call *ast.CallExpr, part int) bool {
	if info.Types[call.Fun].IsType() {
		return n.isNil(info, call.Args[0], 0)
	}
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	return ok && n.has(result{chain.KeyOf(fn.Origin()), part})
}

func isOfPackage(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

func isFunction(v *types.Var) bool {
	_, ok := v.Type().Underlying().(*types.Signature)
	return ok
}
