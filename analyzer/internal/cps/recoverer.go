package cps

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Who recovers calls recover by itself: what is called from there, a deferred literal too, gets
// nothing. So a function that is deferred recovers if it is seen to, or, where nobody sees which
// function that is, if one of the package does that it may be:
//
//	var quiet = func() { recover() }
//
// A function of another package says so by its name.

// mayRecover says whether a function may recover when it is deferred.
func (m *moved) mayRecover(fun ast.Expr) bool {
	if lit, ok := ast.Unparen(fun).(*ast.FuncLit); ok {
		return m.callsRecover(lit)
	}
	obj := calleeObject(m.pass.TypesInfo, &ast.CallExpr{Fun: fun})
	switch {
	case obj != nil && m.declaration(origin(obj)) != nil:
		return m.callsRecover(m.declaration(origin(obj)))
	case obj != nil && strings.Contains(strings.ToLower(obj.Name()), "recover"):
		return true
	}
	switch obj := obj.(type) {
	case *types.Func:
		return m.methodRecovers(obj)
	case *types.Var:
		if m.steady(obj) {
			return m.mayRecover(m.initial[obj])
		}
	}
	return m.valueRecovers(m.pass.TypesInfo.TypeOf(fun))
}

// methodRecovers says whether a method of an interface may be one that recovers.
func (m *moved) methodRecovers(fn *types.Func) bool {
	if !syntax.IsAbstract(fn) {
		return false
	}
	for method, decl := range m.decls {
		if decl.Recv != nil && method.Name() == fn.Name() && m.callsRecover(decl) {
			return true
		}
	}
	return false
}

// valueRecovers says whether a function value of a type may be one that recovers.
func (m *moved) valueRecovers(t types.Type) bool {
	if !isFunction(t) {
		return false
	}
	if m.recoverers == nil {
		m.recoverers = make([]types.Type, 0)
		for _, file := range m.pass.Files {
			m.findRecoverers(file)
		}
	}
	sig := syntax.Core(t).Underlying()
	return slices.ContainsFunc(m.recoverers, func(other types.Type) bool { return mayBeOne(other, sig) })
}

// findRecoverers notes the functions of a file that recover and are values: not only called
// where they stand, or by their names.
func (m *moved) findRecoverers(file *ast.File) {
	called := make(map[ast.Node]bool)
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[syntax.Called(n)] = true
		case *ast.SelectorExpr:
			called[n.Sel] = true // with the selector
			m.findRecoverer(n, n.Sel, called)
		case *ast.Ident:
			m.findRecoverer(n, n, called)
		case *ast.FuncLit:
			if !called[n] && m.callsRecover(n) {
				m.recoverers = append(m.recoverers, m.pass.TypesInfo.TypeOf(n))
			}
		}
	}
}

// findRecoverer notes a function that has a name.
func (m *moved) findRecoverer(e ast.Expr, name *ast.Ident, called map[ast.Node]bool) {
	decl := m.declaration(origin(m.pass.TypesInfo.Uses[name]))
	if decl != nil && !called[e] && m.callsRecover(decl) {
		m.recoverers = append(m.recoverers, m.pass.TypesInfo.TypeOf(e))
	}
}

// declaration is that of a function of the package, nil for others.
func (m *moved) declaration(fn *types.Func) *ast.FuncDecl {
	if m.decls == nil {
		m.decls = make(map[*types.Func]*ast.FuncDecl)
		for _, file := range m.pass.Files {
			for _, decl := range file.Decls {
				m.declare(decl)
			}
		}
	}
	return m.decls[fn]
}

func (m *moved) declare(decl ast.Decl) {
	d, ok := decl.(*ast.FuncDecl)
	if !ok {
		return
	}
	if fn, ok := m.pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
		m.decls[fn] = d
	}
}

// callsRecover says whether a function calls recover by itself.
func (m *moved) callsRecover(fn ast.Node) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			_, builtin := m.pass.TypesInfo.Uses[id].(*types.Builtin)
			found = found || builtin && id.Name == "recover"
		}
		_, isLit := n.(*ast.FuncLit)
		return !found && (!isLit || n == fn)
	})
	return found
}
