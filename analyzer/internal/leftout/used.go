package leftout

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
)

// Used calls note for every name of a variable or field in a file that may go where nobody sees it: as it
// is given to something of which it is not known what it is, or because it is not known what the name
// means. Where what has the name is stopped, set or compared, it goes nowhere.
func Used(file *ast.File, known *types.Info, note func(id *ast.Ident, field bool)) {
	u := &uses{known: known, lost: make(map[*ast.Ident]bool), stays: make(map[ast.Node]bool)}
	for n := range ast.Preorder(file) {
		u.node(n)
	}
	fields := make(map[*ast.Ident]bool)
	for n := range ast.Preorder(file) {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			fields[sel.Sel] = true
			u.stays[sel.Sel] = u.stays[sel]
		}
		if id, ok := n.(*ast.Ident); ok && !u.stays[id] && (u.lost[id] || !u.means(id)) {
			note(id, fields[id])
		}
	}
}

// uses are what becomes of names.
type uses struct {
	known *types.Info
	lost  map[*ast.Ident]bool // they are given to something that is not known
	stays map[ast.Node]bool
}

func (u *uses) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		u.stay(n.Lhs...)
		u.give(n.Rhs, n.Lhs...)
	case *ast.SendStmt:
		u.give([]ast.Expr{n.Value}, n.Chan)
	case *ast.CallExpr:
		u.give(n.Args, n.Fun)
	case *ast.CompositeLit:
		u.give(n.Elts, n.Type)
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			u.stay(n.X, n.Y)
		}
	case *ast.SelectorExpr:
		if n.Sel.Name == "Stop" {
			u.stay(n.X)
		}
	}
}

// stay notes that what expressions are goes nowhere from there.
func (u *uses) stay(list ...ast.Expr) {
	for _, e := range list {
		u.stays[ast.Unparen(e)] = true
	}
}

// give notes what values are given to, if that is not known.
func (u *uses) give(values []ast.Expr, to ...ast.Expr) {
	for _, e := range to {
		for n := range preorder(e) {
			if id, ok := n.(*ast.Ident); ok && !u.means(id) {
				u.lose(values)
				return
			}
		}
	}
}

// means reports whether it is known what a name means. The blank identifier means nothing.
func (u *uses) means(id *ast.Ident) bool { return id.Name == "_" || knows(u.known, id) }

func (u *uses) lose(values []ast.Expr) {
	for _, value := range values {
		for n := range ast.Preorder(value) {
			if id, ok := n.(*ast.Ident); ok {
				u.lost[id] = true
			}
		}
	}
}

func preorder(e ast.Expr) iter.Seq[ast.Node] {
	if e == nil {
		return func(func(ast.Node) bool) {}
	}
	return ast.Preorder(e)
}
