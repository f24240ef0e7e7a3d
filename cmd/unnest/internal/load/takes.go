package load

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/packages"
)

// A typeName is what a dependency declares a type to be.
type typeName struct {
	pkg  *packages.Package
	tree *ast.File
	is   ast.Expr
}

// declare notes a type that may take functions: one of functions, a struct with some in it, a
// pointer, or one that another one is.
func (x *index) declare(pkg *packages.Package, tree *ast.File, spec *ast.TypeSpec) {
	switch ast.Unparen(spec.Type).(type) {
	case *ast.FuncType, *ast.StructType, *ast.StarExpr,
		*ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
		x.types[pkg.PkgPath+"."+spec.Name.Name] = typeName{pkg, tree, spec.Type}
	}
}

// named finds the type that an expression names, which may have type arguments. It is the
// expression itself where that names none that is known.
func (x *index) named(t typeName) typeName {
	const most = 8 // names for the same: that of an alias that leads to itself has no end
	for range most {
		declared, ok := x.types[t.key()]
		if !ok {
			break
		}
		t = declared
	}
	return t
}

// key is the name by which a type is known, empty for one without a name.
func (t typeName) key() string {
	switch e := ast.Unparen(t.is).(type) {
	case *ast.Ident:
		return t.pkg.PkgPath + "." + e.Name
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			return importNames(t.pkg, t.tree)[id.Name] + "." + e.Sel.Name
		}
	case *ast.IndexExpr:
		return typeName{t.pkg, t.tree, e.X}.key()
	case *ast.IndexListExpr:
		return typeName{t.pkg, t.tree, e.X}.key()
	}
	return ""
}

// takes reports whether a parameter of a type may be given functions: as it is, or in the
// fields of a struct that it is or points to.
func (x *index) takes(t typeName) bool {
	t = x.named(t)
	if star, ok := ast.Unparen(t.is).(*ast.StarExpr); ok {
		t.is = star.X
		t = x.named(t)
	}
	switch e := ast.Unparen(t.is).(type) {
	case *ast.FuncType:
		return true
	case *ast.StructType:
		return slices.ContainsFunc(e.Fields.List, func(field *ast.Field) bool {
			fn, ok := ast.Unparen(x.named(typeName{t.pkg, t.tree, field.Type}).is).(*ast.FuncType)
			return ok && fn.Results.NumFields() == 0 && len(field.Names) > 0
		})
	}
	return false
}

// mayTake reports whether an argument may be a function, or a struct with one in it.
func mayTake(arg ast.Expr) bool {
	switch arg := ast.Unparen(arg).(type) {
	case *ast.FuncLit, *ast.Ident, *ast.SelectorExpr, *ast.CallExpr:
		return true
	case *ast.UnaryExpr:
		lit, ok := ast.Unparen(arg.X).(*ast.CompositeLit)
		return ok && arg.Op == token.AND && mayTake(lit)
	case *ast.CompositeLit:
		return slices.ContainsFunc(arg.Elts, func(e ast.Expr) bool {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				e = pair.Value
			}
			return mayTake(e)
		})
	}
	return false
}
