package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// ended says whether a context has ended when a place is reached: the function that
// was made with it, to cancel it, has been called by a statement before. A call in a
// branch, or one that is deferred, leaves the context at hand.
func (p *Package) ended(at inspector.Cursor, ctx types.Object) bool {
	over := false
	var cancels []types.Object
	for _, stmt := range before(at) {
		if made := p.madeWith(stmt, ctx); made != nil {
			over, cancels = false, made
			continue
		}
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		call, ok := expr.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		if name, ok := syntax.Called(call).(*ast.Ident); ok {
			over = over || slices.Contains(cancels, p.Pass.TypesInfo.Uses[name])
		}
	}
	return over
}

// before is the statements that stand before a place in the lists around it, in their
// order.
func before(at inspector.Cursor) []ast.Stmt {
	var all []ast.Stmt
	for around := range at.Enclosing() {
		list := syntax.List(around.Node())
		n := slices.IndexFunc(list, func(s ast.Stmt) bool { return s.End() > at.Node().Pos() })
		if n > 0 {
			all = append(slices.Clone(list[:n]), all...)
		}
	}
	return all
}

// madeWith is the variables that a statement, or one inside it, assigns together with
// a context, nil where it leaves the context as it is.
func (p *Package) madeWith(stmt ast.Stmt, ctx types.Object) []types.Object {
	var made []types.Object
	ast.Inspect(stmt, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		var objs []types.Object
		for _, lhs := range assign.Lhs {
			if name, ok := lhs.(*ast.Ident); ok {
				objs = append(objs, p.Pass.TypesInfo.ObjectOf(name))
			}
		}
		if slices.Contains(objs, ctx) {
			made = objs
		}
		return true
	})
	return made
}
