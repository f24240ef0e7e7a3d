package cps

import (
	"go/ast"
	"go/types"
	"strings"
)

// Any call may panic. Where something recovers from that, the function returns the error that it
// has by then, if that has a name:
//
//	func start(k func(error)) (err error) {
//		defer func() {
//			if r := recover(); r != nil {
//				err = fmt.Errorf("panic: %v", r)
//			}
//		}()
//		go k(nil)
//		return register()
//	}

// assigns says whether a node may give the error that the function returns by name a value.
func (f *flow) assigns(node ast.Node) bool {
	if f.result == nil {
		return false
	}
	for _, lhs := range targets(node) {
		if f.scope.variable(lhs) == f.result {
			return true
		}
	}
	return false
}

// unwinds says whether the function may return an error, if the next call panics, although the
// target was called or has been taken over.
func (f *flow) unwinds(s *state) bool {
	switch {
	case f.result == nil || s.beside(f.result) == 0:
		return false
	case f.scope.shared[f.result]:
		return true // what is deferred may set it
	}
	return f.recovers && s.fails
}

// recovers says whether something that a body defers may recover: the literal or function does,
// or one of another package says so by its name.
func (s *scope) recovers(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if stmt, ok := n.(*ast.DeferStmt); ok {
			found = found || s.mayRecover(stmt.Call)
		}
		_, isLit := n.(*ast.FuncLit)
		return !found && !isLit
	})
	return found
}

// mayRecover says so of a call that is deferred.
func (s *scope) mayRecover(call *ast.CallExpr) bool {
	if lit := s.literalHeld(call.Fun); lit != nil {
		return s.callsRecover(lit)
	}
	obj := calleeObject(s.info, call)
	if decl := s.moved.declaration(origin(obj)); decl != nil {
		return s.callsRecover(decl)
	}
	return obj != nil && strings.Contains(strings.ToLower(obj.Name()), "recover")
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

// callsRecover says whether a function calls recover.
func (s *scope) callsRecover(fn ast.Node) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			_, builtin := s.info.Uses[id].(*types.Builtin)
			found = found || builtin && id.Name == "recover"
		}
		return !found
	})
	return found
}
