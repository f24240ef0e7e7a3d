package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// same says whether two expressions stand for one place, or for one value that is computed
// from the same values. It goes by objects: a name may mean something else elsewhere. What
// a function returns is the same for the same arguments.
func (p *Package) same(a, b ast.Expr) bool {
	a, b = p.place(a), p.place(b)
	if id, ok := a.(*ast.Ident); ok {
		other, ok := b.(*ast.Ident)
		return ok && p.object(id) != nil && p.object(id) == p.object(other)
	}
	if a == nil || b == nil {
		return a == b
	}
	if info := p.Pass.TypesInfo; info.Types[a].IsType() && info.Types[b].IsType() {
		return types.Identical(info.TypeOf(a), info.TypeOf(b))
	}
	form, parts := operands(a)
	other, others := operands(b)
	return form != "" && form == other && slices.EqualFunc(parts, others, p.same)
}

// operands is what a pure expression does, in short, and what it does that to. Of other
// expressions it is empty.
func operands(e ast.Expr) (form string, parts []ast.Expr) {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return ".", []ast.Expr{e.X, e.Sel}
	case *ast.StarExpr:
		return "deref", []ast.Expr{e.X}
	case *ast.IndexExpr:
		return "index", []ast.Expr{e.X, e.Index}
	case *ast.SliceExpr:
		return "slice", []ast.Expr{e.X, e.Low, e.High, e.Max}
	case *ast.BasicLit:
		return "literal " + e.Value, nil
	case *ast.UnaryExpr:
		if e.Op != token.ARROW {
			return "unary " + e.Op.String(), []ast.Expr{e.X}
		}
	case *ast.BinaryExpr:
		return "binary " + e.Op.String(), []ast.Expr{e.X, e.Y}
	case *ast.TypeAssertExpr:
		return "assert", []ast.Expr{e.X, e.Type}
	case *ast.KeyValueExpr:
		return "key", []ast.Expr{e.Key, e.Value}
	case *ast.CompositeLit:
		return "composite", append([]ast.Expr{e.Type}, e.Elts...)
	case *ast.CallExpr:
		return "call", append([]ast.Expr{e.Fun}, e.Args...)
	}
	return "", nil
}

// place is the place that a variable of one value stands for, and otherwise the expression
// itself.
func (p *Package) place(e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	id, ok := e.(*ast.Ident)
	if !ok {
		return e
	}
	switch value := ast.Unparen(p.valueOf(id)).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr:
		if p.Pass.TypesInfo.Types[value].IsValue() && !p.isNil(value) {
			return p.place(value)
		}
	}
	return e
}

// computed is the only value that an expression has: that of a variable, if it is one.
func (p *Package) computed(e ast.Expr) ast.Expr {
	if id, ok := p.place(e).(*ast.Ident); ok {
		if value := p.valueOf(id); value != nil {
			return ast.Unparen(value)
		}
	}
	return p.place(e)
}

// object is what a name stands for: a field is the same for all type arguments.
func (p *Package) object(id *ast.Ident) types.Object {
	obj := p.Pass.TypesInfo.ObjectOf(id)
	if v, ok := obj.(*types.Var); ok {
		return v.Origin()
	}
	return obj
}

// calls says whether an expression is what a method of a value returns that is called
// without arguments.
func (p *Package) calls(e, value ast.Expr, method string) bool {
	call, ok := p.computed(e).(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == method && p.same(sel.X, value)
}
