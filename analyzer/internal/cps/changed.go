package cps

import (
	"go/ast"
	"go/token"
	"go/types"
)

// changed is what a declaration does to its variables. It is read once: a function with
// hundreds of launches asks for thousands of variables.
type changed struct {
	vars   map[*types.Var]bool         // assigned, at least in part, or with an address that is taken
	unset  map[*types.Var]bool         // declared without a value
	params map[*types.Var]*ast.FuncLit // the literal of each parameter
	jumps  bool                        // there is a goto statement
}

// changed reads the declaration.
func (s *scope) changed() *changed {
	if s.changes != nil {
		return s.changes
	}
	c := &changed{
		vars: make(map[*types.Var]bool), unset: make(map[*types.Var]bool),
		params: make(map[*types.Var]*ast.FuncLit),
	}
	s.changes = c
	ast.Inspect(s.decl, func(n ast.Node) bool {
		for _, e := range s.changesOf(n) {
			if v := s.partOf(e); v != nil {
				c.vars[v] = true
			}
		}
		switch n := n.(type) {
		case *ast.ValueSpec:
			if len(n.Values) == 0 {
				s.define(n.Names, func(v *types.Var) { c.unset[v] = true })
			}
		case *ast.FuncLit:
			for _, field := range n.Type.Params.List {
				s.define(field.Names, func(v *types.Var) { c.params[v] = n })
			}
		case *ast.BranchStmt:
			c.jumps = c.jumps || n.Tok == token.GOTO
		}
		return true
	})
	return c
}

// define calls a function for the variables that names declare.
func (s *scope) define(names []*ast.Ident, f func(*types.Var)) {
	for _, name := range names {
		if v, ok := s.info.Defs[name].(*types.Var); ok {
			f(v)
		}
	}
}
