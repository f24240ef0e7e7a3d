package plan

import (
	"go/ast"
	"go/token"
)

// assignments are the names that are assigned in a file. They are read once: a chain asks for
// each of its variables.
type assignments struct {
	written map[*ast.Ident]bool            // those that an assignment only sets
	again   map[*ast.Ident]*ast.AssignStmt // those that a := sets and does not declare
}

func (s *Source) assignments() *assignments {
	if s.sets != nil {
		return s.sets
	}
	a := &assignments{written: make(map[*ast.Ident]bool), again: make(map[*ast.Ident]*ast.AssignStmt)}
	s.sets = a
	for n := range ast.Preorder(s.File) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.ASSIGN || n.Tok == token.DEFINE {
				note(a.written, n.Lhs...)
			}
			if n.Tok == token.DEFINE {
				a.define(s, n)
			}
		case *ast.RangeStmt:
			note(a.written, n.Key, n.Value)
		}
	}
	return a
}

// define notes what a := does to variables that it does not declare. One that it sets to
// itself it does not read.
func (a *assignments) define(s *Source, stmt *ast.AssignStmt) {
	for i, same := range s.Same(stmt) {
		if same {
			note(a.written, stmt.Rhs[i])
		}
	}
	for _, lhs := range stmt.Lhs {
		if id, ok := lhs.(*ast.Ident); ok && s.Info.Uses[id] != nil {
			a.again[id] = stmt
		}
	}
}

// note adds the expressions that are just names.
func note(names map[*ast.Ident]bool, list ...ast.Expr) {
	for _, e := range list {
		if e == nil {
			continue
		}
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			names[id] = true
		}
	}
}
