package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
)

var wrongError = &Rule{
	Name: "wrongerror",
	Doc:  "find continuations that test the error of a function around them instead of their own",
	find: func(p *Package) {
		for _, c := range p.continuations() {
			u := p.unread(c.lit)
			if u == nil || u.tested == nil {
				continue // it looks at its own, or at none
			}
			if p.tellsNothing(p.Pass.TypesInfo.Uses[u.tested], statement(c.launch)) {
				p.Pass.ReportRangef(u.tested,
					"%s is an error of the function around, the callback's own is %s",
					u.tested.Name, u.name.Name)
			}
		}
	},
}

// tellsNothing says whether there is no point in looking at an error in
// a continuation that a statement launches: the statement itself assigns the
// error, or the code before it has made sure that there is none. An error that
// is kept while something is cleaned up does tell something, and so does one that has
// come since.
func (p *Package) tellsNothing(err types.Object, launch inspector.Cursor) bool {
	if p.assignedLater(err, launch) {
		return false
	}
	if assign, ok := launch.Node().(*ast.AssignStmt); ok && assigns(p.Pass.TypesInfo, assign, err) {
		return true
	}
	for stmt, ok := launch.PrevSibling(); ok; stmt, ok = stmt.PrevSibling() {
		if p.guards(stmt.Node(), err) {
			return true
		}
		if assigns(p.Pass.TypesInfo, stmt.Node(), err) {
			return false
		}
	}
	return false
}

// assignedLater says whether an error may get another value after a statement: behind it,
// by a return where it is a result, in the next round of a loop around it, by its address,
// or by a literal that somebody keeps, wherever that stands.
func (p *Package) assignedLater(err types.Object, launch inspector.Cursor) bool {
	from := launch.Node().End()
	for loop := range launch.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		if err.Pos() < loop.Node().Pos() {
			from = loop.Node().Pos()
		}
	}
	is := func(e ast.Expr) bool { return p.stands(e, err) }
	return contains(outermost(launch), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return !p.inTurn(n, launch) && written(p.Pass.TypesInfo, n.Body, err)
		case *ast.AssignStmt:
			return n.Pos() >= from && slices.ContainsFunc(n.Lhs, is)
		case *ast.UnaryExpr:
			return n.Op == token.AND && is(n.X)
		case *ast.ReturnStmt:
			return n.Pos() >= from && len(n.Results) > 0 && isResult(err)
		}
		return false
	})
}

// isResult says whether a variable is a result, which a return assigns.
func isResult(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.Kind() == types.ResultVar
}

// inTurn says whether a literal runs where it stands: it is called on the spot, or a launch
// stands in it and it is called once.
func (p *Package) inTurn(lit *ast.FuncLit, launch inspector.Cursor) bool {
	at, ok := p.Root.FindNode(lit)
	if !ok {
		return false
	}
	if lit.Pos() <= launch.Node().Pos() && launch.Node().End() <= lit.End() {
		is := func(c continuation) bool { return c.lit == lit }
		return p.Index.RunsOnce(lit) || slices.ContainsFunc(p.continuations(), is)
	}
	call, ok := at.Parent().Node().(*ast.CallExpr)
	_, now := at.Parent().Parent().Node().(*ast.ExprStmt)
	return ok && call.Fun == lit && now
}

// guards says whether a statement leaves when an error is not nil.
func (p *Package) guards(stmt ast.Node, err types.Object) bool {
	guard, ok := stmt.(*ast.IfStmt)
	if !ok || guard.Else != nil || len(guard.Body.List) == 0 {
		return false
	}
	if _, ok := guard.Body.List[len(guard.Body.List)-1].(*ast.ReturnStmt); !ok {
		return false
	}
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	if !ok || test.Op != token.NEQ || !p.Pass.TypesInfo.Types[test.Y].IsNil() {
		return false
	}
	id, ok := ast.Unparen(test.X).(*ast.Ident)
	return ok && p.Pass.TypesInfo.Uses[id] == err
}

// statement is the statement of a list that a node is part of.
func statement(at inspector.Cursor) inspector.Cursor {
	for {
		parent := at.Parent()
		switch parent.Node().(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.File:
			return at
		}
		at = parent
	}
}
