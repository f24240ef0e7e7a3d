package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A led asks whether a failure has led to a place.
type led struct {
	*telling
	err ast.Expr // that is told there, nil where it has another name
}

// to is the chance that a failure has led to a place: there is an error on the way there, something
// says so of what the error belongs to, or the function around is called like a failure. Other
// conditions may say so, and if there are none, so may those of all calls of the function.
func (l *led) to(at inspector.Cursor, depth int) chance {
	flags := func(f fact) bool { return l.isFlag(f.cond) }
	flagged := slices.ContainsFunc(l.enclosing(at), flags) || slices.ContainsFunc(before(at), l.drains)
	if flagged || l.inFailure(at) {
		return certain
	}
	c := never
	for _, f := range l.facts(at) {
		switch err := l.failed(f); {
		case err != nil && !l.given(err, l.lit), l.hasElements(f):
			return certain
		case !l.saysWell(f):
			c = perhaps
		}
	}
	if c == never && depth < 2 {
		return l.fromCalls(at, depth+1)
	}
	return c
}

// hasElements says whether a fact is that there are elements where the error is one of them.
func (l *led) hasElements(f fact) bool {
	index, ok := l.err.(*ast.IndexExpr)
	return ok && l.saysSome(f, func(e ast.Expr) bool { return l.isLength(e, index.X) })
}

// saysWell says whether a fact is that there is no error.
func (p *Package) saysWell(f fact) bool {
	test, ok := f.cond.(*ast.BinaryExpr)
	return ok && p.keepsFailure(test.X) && p.isNil(test.Y) && p.failed(f) == nil
}

// isFlag says whether a condition is a flag of what the error belongs to, or a local one that is set
// with the error, or by that.
//
//	if ok, s.err = try(); !ok {
//	if s.failed() {
func (l *led) isFlag(cond ast.Expr) bool {
	owner := l.owner(l.err)
	if owner == nil {
		return false
	}
	switch cond := cond.(type) {
	case *ast.Ident:
		at, ok := l.Root.FindNode(cond)
		return ok && contains(outermost(at), func(n ast.Node) bool { return l.setsWith(n, cond, owner) })
	case *ast.SelectorExpr, *ast.CallExpr:
		return l.goesOnWith(cond, owner)
	}
	return false
}

// drains says whether a statement is a loop that goes on with what the error belongs to, until there is
// no more, or the error.
//
//	for scanner.Scan() {
//	}
func (l *led) drains(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.ForStmt)
	return ok && loop.Cond != nil && l.isFlag(ast.Unparen(loop.Cond))
}

// setsWith says whether a node assigns a flag together with the error, or by what that belongs to.
func (l *led) setsWith(n ast.Node, flag *ast.Ident, owner ast.Expr) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || !slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool { return l.same(e, flag) }) {
		return false
	}
	return slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool { return l.same(e, l.err) }) ||
		slices.ContainsFunc(assign.Rhs, func(e ast.Expr) bool { return l.goesOnWith(e, owner) })
}

// owner is what the place of an error belongs to, or the method that tells of one; nil for others.
func (p *Package) owner(err ast.Expr) ast.Expr {
	switch e := err.(type) {
	case *ast.SelectorExpr:
		return e.X
	case *ast.IndexExpr:
		return p.owner(ast.Unparen(e.X))
	case *ast.CallExpr:
		if on, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && len(e.Args) == 0 {
			return on.X
		}
	}
	return nil
}

// inFailure says whether a function around a place is called like a failure.
func (p *Package) inFailure(at inspector.Cursor) bool {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch n := fn.Node().(type) {
		case *ast.FuncDecl:
			return failureName.MatchString(n.Name.Name)
		case *ast.FuncLit:
			if v := p.holder(fn); v != nil && failureName.MatchString(v.Name()) {
				return true
			}
		}
	}
	return false
}

// fromCalls is the least chance that a failure has led to a call of the function around a place,
// never where that is given to somebody who calls it.
func (l *led) fromCalls(at inspector.Cursor, depth int) chance {
	decl, ok := outermost(at).(*ast.FuncDecl)
	if !ok {
		return never
	}
	others := &led{telling: l.telling}
	called, least := false, certain
	for use := range l.Root.Preorder((*ast.Ident)(nil)) {
		fn, ok := l.Pass.TypesInfo.Uses[use.Node().(*ast.Ident)].(*types.Func)
		if !ok || l.declarations()[fn.Origin()] != decl || spans(decl, use.Node()) {
			continue
		}
		call, ok := callBy(use)
		if !ok {
			return never
		}
		called = true
		if c := others.to(call, depth); c != certain {
			least = c
		}
		if least == never {
			return never
		}
	}
	if !called {
		return never
	}
	return least
}

// callBy is the call of what a name stands for, not ok for other uses.
func callBy(name inspector.Cursor) (call inspector.Cursor, ok bool) {
	for call := range name.Enclosing((*ast.CallExpr)(nil)) {
		return call, syntax.CalledName(call.Node().(*ast.CallExpr)) == name.Node()
	}
	return name, false
}

// toldBy says whether the operation that calls the literal tells the same by an error in a place of
// others: it puts one there, or belongs to what is asked for it.
//
//	rows.Close(func(err error) { done(rows.Err()) })
func (t *telling) toldBy(e ast.Expr) bool {
	at, ok := t.Root.FindNode(t.lit)
	if !ok {
		return false
	}
	launch, ok := at.Parent().Node().(*ast.CallExpr)
	if !ok {
		return false
	}
	if t.putting(e, nil).doesBy(launch, 1) {
		return true
	}
	asked, ok := t.computed(e).(*ast.CallExpr)
	if !ok || t.owner(asked) == nil {
		return false
	}
	on, ok := ast.Unparen(launch.Fun).(*ast.SelectorExpr)
	return ok && t.same(on.X, t.owner(asked))
}
