package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// stored is the chance of what stands in a place that may have had several values.
func (t *telling) stored(e ast.Expr) chance {
	if id, ok := e.(*ast.Ident); ok {
		if v, ok := t.Pass.TypesInfo.Uses[id].(*types.Var); ok && v.Kind() != types.PackageVar {
			return t.storedHere(v)
		}
	}
	v := t.packageVar(e)
	if v == nil || v.Pkg() == t.Pass.Pkg && !t.isFixed(v) {
		return open
	}
	return certain
}

// storedHere is the chance of a local variable.
func (t *telling) storedHere(v *types.Var) chance {
	if t.isUnset(v) {
		return never
	}
	return perhaps
}

// isUnset says whether a local variable is declared without a value and never gets one.
func (p *Package) isUnset(v *types.Var) bool {
	at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
	if !ok {
		return false
	}
	spec, ok := at.Parent().Node().(*ast.ValueSpec)
	if !ok || len(spec.Values) > 0 {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil)) {
		return !p.rewrites(fn.Node(), v)
	}
	return false
}

// packageVar is the variable of a package that a place is part of, nil for others. Behind a pointer
// it would be part of something else.
func (p *Package) packageVar(e ast.Expr) *types.Var {
	switch part := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return p.packageVar(part.X)
	case *ast.SelectorExpr:
		v, ok := p.Pass.TypesInfo.Uses[part.Sel].(*types.Var)
		_, pointer := syntax.Underlying(p.Pass.TypesInfo, part.X).(*types.Pointer)
		if ok && v.IsField() && !pointer {
			return p.packageVar(part.X)
		}
	}
	v, ok := p.named(e).(*types.Var)
	if !ok || v.Kind() != types.PackageVar {
		return nil
	}
	return v
}

// isFixed says whether a variable of the package always has the value which it is declared with,
// and so has each part of it.
func (p *Package) isFixed(v *types.Var) bool {
	value := p.initial(v)
	if value == nil || p.isNil(value) {
		return false
	}
	is := func(e ast.Expr) bool { return e != nil && p.packageVar(e) == v }
	return !slices.ContainsFunc(p.Pass.Files, func(file *ast.File) bool {
		return contains(file, func(n ast.Node) bool { return changes(n, is) })
	})
}

// changes says whether a node changes what a place has, or may, by its address.
func changes(n ast.Node, is func(ast.Expr) bool) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(n.Lhs, is)
	case *ast.RangeStmt:
		return is(n.Key) || is(n.Value)
	case *ast.UnaryExpr:
		return n.Op == token.AND && is(n.X)
	}
	return false
}
