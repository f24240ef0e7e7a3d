package cps

import (
	"go/ast"
	"go/types"
)

// A variable of the package is as good as the function that it is declared with, if it
// keeps that: then both have the same parameters. The type alone does not tell. Where it is
// inferred it may have the parameters of a function that was only given to another one, as
// an element, or by its address:
//
//	var load = hedged(func(id int, k func(int, error)) { … })

// steady says whether a variable is one of the package that keeps the function of its
// declaration.
func (m *moved) steady(v *types.Var) bool {
	return v.Pkg() == m.pass.Pkg && ofPackage(v) && !v.Exported() && len(m.of(v)) == 0 &&
		m.isFunction(m.initial[v])
}

// isFunction says whether an expression is a function of which the parameters are those of
// its type.
func (m *moved) isFunction(e ast.Expr) bool {
	if e == nil {
		return false
	}
	if _, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return true
	}
	switch obj := calleeObject(m.pass.TypesInfo, &ast.CallExpr{Fun: e}).(type) {
	case *types.Func:
		return true
	case *types.Var:
		return m.steady(obj)
	}
	return false
}

// declares notes with what the variables of the package are declared.
func (m *moved) declares(spec *ast.ValueSpec) {
	if len(spec.Names) != len(spec.Values) {
		return // no values, or those of one call
	}
	for i, name := range spec.Names {
		if v, ok := m.pass.TypesInfo.Defs[name].(*types.Var); ok && ofPackage(v) {
			m.initial[v] = spec.Values[i]
		}
	}
}
