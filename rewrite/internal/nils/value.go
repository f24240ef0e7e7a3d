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
	if n.Is == nil && mayBeNil(info, e, part) || n.Is != nil && n.Is(info, e) {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := info.Uses[e].(*types.Var)
		return ok && n.has(n.node(v))
	case *ast.CallExpr:
		return n.callIsNil(info, e, part)
	}
	return false
}

// mayBeNil reports whether an expression may be nil by what it is.
func mayBeNil(info *types.Info, e ast.Expr, part int) bool {
	if info.Types[e].IsNil() {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := info.Uses[e].(*types.Var)
		return ok && isOfPackage(v)
	case *ast.SelectorExpr:
		_, ok := info.Uses[e.Sel].(*types.Var) // not a method
		return ok
	case *ast.IndexExpr:
		return part == 0 && !info.Types[e.Index].IsType()
	case *ast.StarExpr, *ast.TypeAssertExpr:
		return part == 0
	case *ast.UnaryExpr:
		return e.Op == token.ARROW && part == 0
	}
	return false
}

// callIsNil reports whether a call may return nil.
func (n *Nils) callIsNil(info *types.Info, call *ast.CallExpr, part int) bool {
	fun := info.Types[call.Fun]
	switch {
	case fun.IsType():
		return n.isNil(info, call.Args[0], 0)
	case fun.IsBuiltin() || fun.Type == nil:
		return false
	}
	sig := signatureOf(fun.Type)
	if sig == nil {
		return false
	}
	fn, static := typeutil.Callee(info, call).(*types.Func)
	if !static {
		return n.has(output{n.shapeOf("", sig), part}) || n.Is == nil && n.unfollowed(info, call.Fun)
	}
	return n.returnsNil(fn, part)
}

func isOfPackage(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// isFunction reports whether a variable is a function, or of any type, which may be one.
func isFunction(v *types.Var) bool {
	_, ok := v.Type().Underlying().(*types.Signature)
	return ok || isParam(v)
}

// signatureOf is the signature of a function, or of all functions that a type parameter
// stands for; nil for others.
func signatureOf(t types.Type) *types.Signature {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return signatureIn(t.Constraint())
	default:
		sig, _ := t.Underlying().(*types.Signature)
		return sig
	}
}

// signatureIn is the signature that a constraint asks for, nil for none.
func signatureIn(t types.Type) *types.Signature {
	switch t := t.Underlying().(type) {
	case *types.Signature:
		return t
	case *types.Union:
		return signatureIn(t.Term(0).Type())
	case *types.Interface:
		for e := range t.EmbeddedTypes() {
			if sig := signatureIn(e); sig != nil {
				return sig
			}
		}
	}
	return nil
}
