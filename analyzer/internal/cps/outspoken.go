package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A type of the package is outspoken when a method with which its values are written, by fmt
// or a logger, calls what somebody has given it, or waits:
//
//	func (f failure) Error() string { f.tell(); return "failed" }
//
// To print one is not harmless, whatever prints it.

// written are the methods by which values are written.
var written = []string{"String", "Error", "Format", "GoString", "LogValue"}

// tells says whether a value of a type, which is written, may be one of such a type, or have
// one in it.
func (m *moved) tells(t types.Type) bool {
	return len(m.outspokenTypes()) > 0 && m.holds(t, make(map[types.Type]bool))
}

// holds is tells for a search that has been to some types already.
func (m *moved) holds(t types.Type, seen map[types.Type]bool) bool {
	found := false
	typewalk.Walk(t, func(t types.Type) bool {
		if found || seen[t] {
			return false
		}
		seen[t] = true
		found = slices.ContainsFunc(m.outspoken, func(o types.Type) bool { return mayBe(t, o) })
		switch t := t.(type) {
		case *types.Alias:
			found = found || m.holds(types.Unalias(t), seen)
		case *types.Named:
			found = found || m.holds(t.Underlying(), seen)
		case *types.Signature:
			return false
		}
		return !found
	})
	return found
}

// mayBe says whether a value of one type may be of another one.
func mayBe(t, other types.Type) bool {
	if i, ok := t.(*types.Interface); ok {
		if named, ok := other.(*types.Named); ok && named.TypeParams().Len() > 0 {
			return true // in some instance, perhaps
		}
		return types.Implements(other, i) || types.Implements(types.NewPointer(other), i)
	}
	return typeObject(t) != nil && typeObject(t) == typeObject(other)
}

// outspokenTypes lists those of the package.
func (m *moved) outspokenTypes() []types.Type {
	if m.bodies != nil {
		return m.outspoken
	}
	m.bodies = make(map[*types.Func]*ast.BlockStmt)
	for _, file := range m.pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && decl.Body != nil {
				if fn, ok := m.pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					m.bodies[fn] = decl.Body
				}
			}
		}
	}
	scope := m.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if t, ok := scope.Lookup(name).(*types.TypeName); ok && m.isOutspoken(t.Type()) {
			m.outspoken = append(m.outspoken, t.Type())
		}
	}
	return m.outspoken
}

// isOutspoken says whether a type is.
func (m *moved) isOutspoken(t types.Type) bool {
	for _, name := range written {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, name)
		if fn, ok := obj.(*types.Func); ok && m.callsOut(fn.Origin(), make(map[*types.Func]bool)) {
			return true
		}
	}
	return false
}

// callsOut says whether a function of the package calls a function that is held somewhere, or
// waits, itself or by others of the package.
func (m *moved) callsOut(fn *types.Func, seen map[*types.Func]bool) bool {
	body := m.bodies[fn]
	if body == nil || seen[fn] {
		return false
	}
	seen[fn] = true
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || m.callIsOut(n, seen)
		}
		return !found
	})
	return found
}

// callIsOut says so of a call.
func (m *moved) callIsOut(call *ast.CallExpr, seen map[*types.Func]bool) bool {
	tv := m.pass.TypesInfo.Types[call.Fun]
	if _, isLit := ast.Unparen(call.Fun).(*ast.FuncLit); isLit || tv.IsType() || tv.IsBuiltin() {
		return false
	}
	fn, ok := calleeObject(m.pass.TypesInfo, call).(*types.Func)
	if !ok {
		return true
	}
	recv := fn.Signature().Recv()
	if recv != nil && types.IsInterface(recv.Type()) {
		return fn.Pkg() == m.pass.Pkg
	}
	return m.callsOut(fn.Origin(), seen)
}
