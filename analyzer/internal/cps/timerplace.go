package cps

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// place is where the value of an expression comes from, nil for one of which nobody needs
// to know.
func (f *timerFlow) place(e ast.Expr) any {
	switch e := f.plain(e).(type) {
	case *ast.Ident:
		return f.object(f.info.ObjectOf(e))
	case *ast.SelectorExpr:
		return f.object(f.info.ObjectOf(e.Sel))
	case *ast.StarExpr:
		return f.place(e.X)
	case *ast.IndexExpr:
		return f.place(e.X)
	case *ast.IndexListExpr:
		return f.place(e.X)
	case *ast.SliceExpr:
		return f.place(e.X)
	case *ast.TypeAssertExpr:
		return f.place(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND || e.Op == token.ARROW {
			return f.place(e.X)
		}
	case *ast.FuncLit, *ast.CompositeLit:
		return e
	case *ast.CallExpr:
		return f.resultOf(e)
	}
	return nil
}

// object is the place of a variable, or of the result of a function.
func (f *timerFlow) object(obj types.Object) any {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		switch {
		case f.declared(obj):
			return obj.Origin()
		case syntax.IsAbstract(obj):
			return dynamic(obj.Name())
		}
		return elsewhere
	}
	return nil
}

// resultOf is the place of the result of a call.
func (f *timerFlow) resultOf(call *ast.CallExpr) any {
	if f.index.startsTimer(f.scope, call) {
		return call
	}
	if in := f.keeper(call); in != nil {
		return in
	}
	switch obj := calleeObject(f.info, call).(type) {
	case *types.Builtin:
		if obj.Name() == "append" {
			return call
		}
		return nil
	case *types.Func:
		if obj.Pkg() != nil && obj.Pkg().Path() == "time" {
			return nil // a timer of its own
		}
	}
	return f.place(call.Fun)
}

// keeper is what keeps what a call gives to it, or gives back, when the callee is a method
// of package sync or atomic: it goes nowhere else. It is nil for other calls.
func (f *timerFlow) keeper(call *ast.CallExpr) any {
	sel := selector(call.Fun)
	fn, ok := calleeObject(f.info, call).(*types.Func)
	if !ok || sel == nil || fn.Signature().Recv() == nil || fn.Pkg() == nil {
		return nil
	}
	if fn.Pkg().Path() != "sync" && fn.Pkg().Path() != "sync/atomic" {
		return nil
	}
	if through := embedded(f.info, sel); len(through) > 0 {
		return through[len(through)-1].Origin()
	}
	return f.place(sel.X)
}

// declared says whether a function has a body in this package.
func (f *timerFlow) declared(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || !f.index.moved.own(fn.Pkg()) {
		return false
	}
	return !syntax.IsAbstract(fn)
}
