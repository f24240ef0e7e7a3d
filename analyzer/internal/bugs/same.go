package bugs

import (
	"go/ast"
	"go/types"
)

// same says whether two expressions stand for one place, or for what one function returns
// that is asked for nothing. It goes by objects: a name may mean something else elsewhere.
func (p *Package) same(a, b ast.Expr) bool {
	b = ast.Unparen(b)
	switch a := ast.Unparen(a).(type) {
	case *ast.Ident:
		b, ok := b.(*ast.Ident)
		return ok && p.object(a) != nil && p.object(a) == p.object(b)
	case *ast.SelectorExpr:
		b, ok := b.(*ast.SelectorExpr)
		return ok && p.object(a.Sel) == p.object(b.Sel) && p.same(a.X, b.X)
	case *ast.StarExpr:
		b, ok := b.(*ast.StarExpr)
		return ok && p.same(a.X, b.X)
	case *ast.IndexExpr:
		b, ok := b.(*ast.IndexExpr)
		return ok && p.same(a.X, b.X) && p.same(a.Index, b.Index)
	case *ast.BasicLit:
		b, ok := b.(*ast.BasicLit)
		return ok && a.Value == b.Value
	case *ast.CallExpr:
		b, ok := b.(*ast.CallExpr)
		return ok && len(a.Args)+len(b.Args) == 0 && p.same(a.Fun, b.Fun)
	}
	return false
}

// object is what a name stands for: a field is the same for all type arguments.
func (p *Package) object(id *ast.Ident) types.Object {
	obj := p.Pass.TypesInfo.ObjectOf(id)
	if v, ok := obj.(*types.Var); ok {
		return v.Origin()
	}
	return obj
}

// calls says whether an expression calls a method of a value without arguments.
func (p *Package) calls(e, value ast.Expr, method string) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == method && p.same(sel.X, value)
}
