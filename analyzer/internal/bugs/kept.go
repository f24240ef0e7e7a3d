package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// kept says whether others may look at an error when a guard asks for it: it was put there
// before, or the place that it is in is theirs, and the function puts errors there itself.
func (c *completion) kept(err ast.Expr, guard *ast.IfStmt) bool {
	at, ok := c.at.FindNode(guard)
	if !ok {
		return false
	}
	if c.isOthers(c.place(err)) {
		return c.puts(c.at.Node(), err, 0)
	}
	kept := false
	is := func(e ast.Expr) bool { return c.same(e, err) }
	for _, stmt := range append(leading(at), guard.Init) {
		assign, ok := stmt.(*ast.AssignStmt)
		_, late := stmt.(*ast.DeferStmt)
		switch {
		case stmt == nil:
		case c.copies(stmt, err, 0):
			if late {
				return true // whatever it is then
			}
			kept = true
		case ok && slices.ContainsFunc(assign.Lhs, is):
			kept = false // it was another one
		}
	}
	return kept
}

// leading is the statements that may run before a place: those before in the lists around it,
// the heads of the statements around, and all of a loop, which may be in a later round.
func leading(at inspector.Cursor) []ast.Stmt {
	var all []ast.Stmt
	for around := range at.Enclosing() {
		if around.Node() == at.Node() {
			continue
		}
		list := syntax.List(around.Node())
		n := slices.IndexFunc(list, func(s ast.Stmt) bool { return s.End() > at.Node().Pos() })
		all = slices.Concat(head(around.Node()), list[:max(n, 0)], all)
	}
	return all
}

// head is the statements that run before those inside of a statement.
func head(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.IfStmt:
		return []ast.Stmt{n.Init}
	case *ast.SwitchStmt:
		return []ast.Stmt{n.Init}
	case *ast.TypeSwitchStmt:
		return []ast.Stmt{n.Init}
	case *ast.CommClause:
		return []ast.Stmt{n.Comm}
	case *ast.ForStmt:
		return slices.Concat([]ast.Stmt{n.Init}, n.Body.List, []ast.Stmt{n.Post})
	case *ast.RangeStmt:
		return n.Body.List
	}
	return nil
}

// puts says whether code puts something in a place, or calls a function of the package that
// does. There the place has another name: its field or variable tells.
func (p *Package) puts(code ast.Node, place ast.Expr, depth int) bool {
	v, named := p.named(place).(*types.Var)
	is := func(e ast.Expr) bool {
		return e != nil && (p.same(e, place) || depth > 0 && named && p.names(e, v))
	}
	return contains(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, is)
		case *ast.RangeStmt:
			return is(n.Key) || is(n.Value)
		case *ast.UnaryExpr:
			return n.Op == token.AND && is(n.X)
		case *ast.CallExpr:
			body := p.called(n)
			return body != nil && depth == 0 && p.puts(body, place, depth+1)
		}
		return false
	})
}

// copies says whether code puts an error where others may look at it: in a place that is no
// local variable, or in a channel. A literal counts that is called there, and so does
// a function of the package that does so with what it is given.
func (c *completion) copies(code ast.Node, err ast.Expr, depth int) bool {
	found := false
	var called ast.Expr
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called = n.Fun
			found = found || depth < deepest && c.copiesBy(n, err, depth+1)
		case *ast.FuncLit:
			return n == called
		case *ast.SendStmt:
			found = found || c.holdsError(n.Value, err)
		case *ast.AssignStmt:
			given := func(e ast.Expr) bool { return c.holdsError(e, err) }
			found = found || slices.ContainsFunc(n.Rhs, given) && slices.ContainsFunc(n.Lhs, c.isOthers)
		}
		return !found
	})
	return found
}

// copiesBy says whether a function of the package that is called does so, or a literal.
func (c *completion) copiesBy(call *ast.CallExpr, err ast.Expr, depth int) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if ok {
		if lit := c.Index.Held(id); lit != nil && c.copies(lit.Body, err, depth) {
			return true
		}
	}
	for i, arg := range call.Args {
		if !c.same(arg, err) {
			continue
		}
		if param, body := c.parameter(call, i); param != nil && c.copies(body, c.nameOf(param), depth) {
			return true
		}
	}
	return false
}

// nameOf is a name of a parameter in its function.
func (p *Package) nameOf(param types.Object) ast.Expr {
	at, ok := p.Root.FindByPos(param.Pos(), param.Pos())
	if !ok {
		return nil
	}
	name, _ := at.Node().(*ast.Ident)
	return name
}

// holdsError says whether the value of an expression has an error in it, or its text. What it is
// compared with has not.
func (c *completion) holdsError(e, err ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BinaryExpr:
			return false
		case ast.Expr:
			found = found || c.same(n, err)
		}
		return !found
	})
	return found
}

// isOthers says whether an expression that is assigned is no local variable.
func (c *completion) isOthers(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := c.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	return ok && v.Parent() == v.Pkg().Scope()
}
