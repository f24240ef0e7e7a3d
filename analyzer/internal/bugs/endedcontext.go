package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// ended says whether a context has ended when a place is reached, or ends before the
// operation does that is launched there: a function that was made with it, to cancel it,
// has been called by a statement before, is deferred, or is called by what comes after.
// A call before in a branch leaves the context at hand, and so does one in a literal.
func (p *Package) ended(at inspector.Cursor, ctx types.Object) bool {
	over := false
	var made []types.Object
	for _, stmt := range before(at) {
		if objs := p.madeWith(stmt, ctx); objs != nil {
			over, made = false, objs
			continue
		}
		if expr, ok := stmt.(*ast.ExprStmt); ok {
			call, ok := expr.X.(*ast.CallExpr)
			over = over || ok && p.cancels(call, made)
		}
	}
	return over || p.endsSoon(at, made)
}

// endsSoon says whether a function around a place cancels a context behind it, or when
// it returns, with what was made with the context. Who awaits the operation does so in
// time, but no function around.
func (p *Package) endsSoon(at inspector.Cursor, made []types.Object) bool {
	waits := p.awaited(at)
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		if !waits && p.endsBehind(body, at.Node(), made) {
			return true
		}
		waits = false
	}
	return false
}

// endsBehind says whether a body itself cancels behind a node, or defers to.
func (p *Package) endsBehind(body *ast.BlockStmt, node ast.Node, made []types.Object) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = found || p.mentionsCancel(n, made)
		case *ast.CallExpr:
			found = found || n.Pos() > node.Pos() && p.cancels(n, made)
		}
		return !found
	})
	return found
}

// cancels says whether a call is one of a function that was made with a context, or waits
// for a group that was.
func (p *Package) cancels(call *ast.CallExpr, made []types.Object) bool {
	switch fun := syntax.Called(call).(type) {
	case *ast.Ident:
		return slices.Contains(made, p.Pass.TypesInfo.Uses[fun])
	case *ast.SelectorExpr:
		group, ok := fun.X.(*ast.Ident)
		return ok && fun.Sel.Name == "Wait" && slices.Contains(made, p.Pass.TypesInfo.Uses[group])
	}
	return false
}

// mentionsCancel says whether a statement has to do with a function that was made with a
// context, or waits for a group that was.
func (p *Package) mentionsCancel(stmt ast.Stmt, made []types.Object) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			obj := p.Pass.TypesInfo.Uses[n]
			if obj != nil && slices.Contains(made, obj) {
				_, is := obj.Type().Underlying().(*types.Signature)
				found = found || is
			}
		case *ast.CallExpr:
			found = found || p.cancels(n, made)
		}
		return !found
	})
	return found
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
			if name, ok := lhs.(*ast.Ident); ok && name.Name != "_" {
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
