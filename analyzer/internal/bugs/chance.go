package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
)

// A chance says whether an expression is a failure from elsewhere.
type chance int

// The chances.
const (
	perhaps chance = iota
	certain
	never
	open // it stands in a place of others: what leads there says whether there is one
)

// failure is the chance of an expression in a call. Of what is not known for itself, the way to
// the call tells.
func (t *telling) failure(call *ast.CallExpr, e ast.Expr) chance {
	at, ok := t.Root.FindNode(call)
	if !ok {
		return never
	}
	c := t.failureAt(at, e)
	if c == never || c == certain {
		return c
	}
	l := &led{t, t.computed(e)}
	switch way := l.to(at, 0); {
	case way == certain || t.toldBy(e) || t.hasEndedAt(at, e):
		return certain
	case c == open:
		return way
	}
	return perhaps
}

// failureAt is the chance of an expression at a place: that of what it got last on the way there,
// or what has been asked about it since.
func (t *telling) failureAt(at inspector.Cursor, e ast.Expr) chance {
	if t.given(e, t.lit.Type) {
		return never
	}
	put, value := t.lastPut(at, e)
	for _, f := range t.facts(at) {
		if put != nil && f.cond.Pos() < put.Pos() {
			continue // it was another one
		}
		if err := t.failed(f); err != nil && t.same(err, e) {
			return certain
		}
		test, ok := f.cond.(*ast.BinaryExpr)
		if ok && t.same(test.X, e) && t.isNil(test.Y) {
			return never
		}
	}
	if put == nil {
		return t.made(e)
	}
	where, ok := t.Root.FindNode(put)
	if !ok || value == nil || put.Pos() > at.Node().Pos() {
		return perhaps // it was put there in an earlier round, or nobody knows what
	}
	return t.failureAt(where, value)
}

// lastPut is the code that was the last to put something in a place on the way to another one,
// and the value, nil when that is not known.
func (t *telling) lastPut(at inspector.Cursor, place ast.Expr) (ast.Node, ast.Expr) {
	if _, call := t.place(place).(*ast.CallExpr); call {
		return nil, nil
	}
	put := t.putting(place, at.Node())
	for _, code := range slices.Backward(leading(at)) {
		if code == nil {
			continue
		}
		if value := t.assigned(code, place); value != nil {
			return code, value
		}
		if put.does(code, 0) {
			return code, nil
		}
	}
	return nil, nil
}

// assigned is the value that a statement assigns to a place, nil for none.
func (t *telling) assigned(stmt ast.Node, place ast.Expr) ast.Expr {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return nil
	}
	i := slices.IndexFunc(assign.Lhs, func(e ast.Expr) bool { return t.same(e, place) })
	if i < 0 {
		return nil
	}
	return assign.Rhs[i]
}

// made is the chance of an error by what it is made of. What is not known of one that the
// literal, or one in it, is told of is its own.
func (t *telling) made(e ast.Expr) chance {
	if t.isTyped(e) {
		return certain
	}
	e = t.computed(e)
	if t.given(e, t.lit) || t.isNil(e) {
		return never
	}
	if t.isSome(e) {
		return certain
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return t.made(e.X)
	case *ast.CallExpr:
		return t.returned(e)
	case *ast.SelectorExpr, *ast.Ident, *ast.IndexExpr, *ast.StarExpr:
		return t.stored(e)
	}
	return perhaps
}

// isTyped says whether a name is that of what a clause of a type switch has, and that is some: the clause
// is not the one for nil, and no default that is for that, too.
func (p *Package) isTyped(e ast.Expr) bool {
	v := p.named(p.place(e))
	if v == nil {
		return false
	}
	at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
	if !ok {
		return false
	}
	choice, ok := at.Parent().Parent().Node().(*ast.TypeSwitchStmt)
	if !ok {
		return false
	}
	var mayBeNone ast.Stmt
	for _, clause := range choice.Body.List {
		list := clause.(*ast.CaseClause).List
		if slices.ContainsFunc(list, p.isNil) || list == nil && mayBeNone == nil {
			mayBeNone = clause
		}
	}
	return mayBeNone == nil || p.Pass.TypesInfo.Implicits[mayBeNone] != v
}

// isNil says whether an expression is nil itself.
func (p *Package) isNil(e ast.Expr) bool { return p.Pass.TypesInfo.Types[e].IsNil() }

// isSome says whether an expression is an error that cannot be nil.
func (p *Package) isSome(e ast.Expr) bool {
	if _, ok := e.(*ast.CompositeLit); ok {
		return true
	}
	t := p.Pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Basic, *types.Struct, *types.Array:
		return true
	}
	return false
}

// given says whether an expression has to do with an error that is a parameter in code.
func (t *telling) given(e ast.Expr, code ast.Node) bool {
	return contains(t.computed(e), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := t.Pass.TypesInfo.Uses[id].(*types.Var)
		return ok && v.Kind() == types.ParamVar && isFailure(v.Type()) &&
			code.Pos() <= v.Pos() && v.Pos() < code.End()
	})
}
