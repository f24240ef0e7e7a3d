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
			err := p.Pass.TypesInfo.Uses[u.tested]
			i := &interim{p, err, statement(c.launch), c.lit, u.tested}
			if i.tellsNothing() {
				p.Pass.ReportRangef(u.tested,
					"%s is an error of the function around, the callback's own is %s",
					u.tested.Name, u.name.Name)
			}
		}
	},
}

// tellsNothing says whether there is no point in looking at an error in
// a continuation that a statement launches: the statement itself assigns the
// error, or the code before it or around it has made sure that there is none. An error that
// is kept while something is cleaned up does tell something, and so does one that has
// come since.
func (i *interim) tellsNothing() bool {
	if i.news() {
		return false
	}
	if assign, ok := i.launch.Node().(*ast.AssignStmt); ok && assigns(i.Pass.TypesInfo, assign, i.err) {
		return true
	}
	for stmt, ok := i.launch.PrevSibling(); ok; stmt, ok = stmt.PrevSibling() {
		if i.guards(stmt.Node(), i.err) {
			return true
		}
		if i.assigns(stmt.Node(), 0) {
			return false
		}
	}
	return i.isBranchWithout()
}

// assigns says whether code assigns the error, or calls a local function that does, so many calls deep.
func (i *interim) assigns(code ast.Node, depth int) bool {
	return assigns(i.Pass.TypesInfo, code, i.err) || contains(code, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || depth > deepest {
			return false
		}
		body := i.Package.called(call)
		return body != nil && spans(outermost(i.launch), body) && i.assigns(body, depth+1)
	})
}

// isBranchWithout says whether the launch stands in the branch of an if or switch statement for that there
// is no error.
func (i *interim) isBranchWithout() bool {
	branch := i.launch.Parent()
	if clause, ok := branch.Node().(*ast.CaseClause); ok {
		choice, ok := branch.Parent().Parent().Node().(*ast.SwitchStmt)
		return ok && i.isClauseWithout(choice, clause)
	}
	for {
		choice, ok := branch.Parent().Node().(*ast.IfStmt)
		if !ok {
			return false
		}
		op := token.EQL
		if branch.Node() == choice.Else {
			op = token.NEQ
		}
		if i.tests(choice.Cond, op, i.err) {
			return true
		}
		if choice.Init != nil && i.assigns(choice.Init, 0) {
			return false // it is another one than that of the branches around
		}
		branch = branch.Parent()
	}
}

// isClauseWithout says whether a switch statement without a value chooses a clause for that there is no
// error: another one that it asks before is for that there is one.
func (i *interim) isClauseWithout(choice *ast.SwitchStmt, clause *ast.CaseClause) bool {
	if choice.Tag != nil || contains(choice.Body, isFallthrough) {
		return false
	}
	for _, other := range choice.Body.List {
		other := other.(*ast.CaseClause)
		if other == clause && clause.List != nil {
			return len(clause.List) == 1 && i.tests(clause.List[0], token.EQL, i.err)
		}
		is := func(cond ast.Expr) bool { return i.tests(cond, token.NEQ, i.err) }
		if slices.ContainsFunc(other.List, is) {
			return true
		}
	}
	return false
}

func isFallthrough(n ast.Node) bool {
	branch, ok := n.(*ast.BranchStmt)
	return ok && branch.Tok == token.FALLTHROUGH
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
	return p.tests(guard.Cond, token.NEQ, err)
}

// tests says whether a condition compares an error with nil, and nothing else.
func (p *Package) tests(cond ast.Expr, op token.Token, err types.Object) bool {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && test.Op == op && p.isNil(test.Y) && p.stands(test.X, err)
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
