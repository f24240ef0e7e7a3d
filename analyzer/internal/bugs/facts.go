package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
)

// A fact is a condition that may be why a place is reached.
type fact struct {
	cond ast.Expr // no part of which is a condition, too
	is   bool     // what it is there
}

// facts lists those of the statements and expressions around a place, and of the statements
// before that leave otherwise.
func (p *Package) facts(at inspector.Cursor) []fact {
	all := p.enclosing(at)
	for _, stmt := range before(at) {
		all = append(all, p.past(stmt)...)
	}
	return all
}

// enclosing lists those of the statements and expressions around a place.
func (p *Package) enclosing(at inspector.Cursor) []fact {
	var all []fact
	types := []ast.Node{
		(*ast.IfStmt)(nil), (*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.CaseClause)(nil),
		(*ast.BinaryExpr)(nil),
	}
	for around := range at.Enclosing(types...) {
		switch n := around.Node().(type) {
		case *ast.IfStmt:
			all = append(all, p.reasons(n.Cond, at.Node(), n.Body, n.Else)...)
		case *ast.ForStmt:
			all = append(all, p.reasons(n.Cond, at.Node(), n.Body, nil)...)
		case *ast.RangeStmt:
			all = append(all, p.reasons(p.counts(n), at.Node(), n.Body, nil)...)
		case *ast.CaseClause:
			if n.Colon < at.Node().Pos() {
				all = append(all, p.chosen(around.Parent().Parent().Node(), n)...)
			}
		case *ast.BinaryExpr:
			if spans(n.Y, at.Node()) && (n.Op == token.LAND || n.Op == token.LOR) {
				all = append(all, p.split(n.X, n.Op == token.LAND)...)
			}
		}
	}
	return all
}

// reasons is what a condition tells of a place, if that is where it leads to.
func (p *Package) reasons(cond ast.Expr, place, where, otherwise ast.Node) []fact {
	switch {
	case cond == nil:
		return nil
	case spans(where, place):
		return p.split(cond, true)
	case otherwise != nil && spans(otherwise, place):
		return p.split(cond, false)
	}
	return nil
}

// counts is the condition that a loop over a number has any rounds, nil for other loops.
//
//	for range n    =>  n != 0
func (p *Package) counts(loop *ast.RangeStmt) ast.Expr {
	t := p.Pass.TypesInfo.TypeOf(loop.X)
	if t == nil {
		return nil
	}
	if basic, ok := t.Underlying().(*types.Basic); !ok || basic.Info()&types.IsInteger == 0 {
		return nil
	}
	return &ast.BinaryExpr{X: loop.X, Op: token.NEQ, Y: &ast.BasicLit{Kind: token.INT, Value: "0"}}
}

// chosen is what it tells that a clause of a switch statement is chosen: of its own conditions
// each may be the one that counts, and none before is true; that of the default is none.
func (p *Package) chosen(by ast.Node, clause *ast.CaseClause) []fact {
	choice, ok := by.(*ast.SwitchStmt)
	if !ok {
		return nil
	}
	var all []fact
	for _, other := range choice.Body.List {
		other := other.(*ast.CaseClause)
		for _, e := range other.List {
			all = append(all, p.split(picks(choice, e), other == clause)...)
		}
		if other == clause && clause.List != nil {
			break
		}
	}
	return all
}

// picks is the condition on which an expression of a clause picks that.
//
//	switch n { case 0:    =>  n == 0
func picks(choice *ast.SwitchStmt, e ast.Expr) ast.Expr {
	if choice.Tag == nil {
		return e
	}
	return &ast.BinaryExpr{X: choice.Tag, Op: token.EQL, Y: e}
}

// past is what is so behind a statement that leaves where it is not.
func (p *Package) past(stmt ast.Stmt) []fact {
	var all []fact
	switch stmt := stmt.(type) {
	case *ast.LabeledStmt:
		return p.past(stmt.Stmt)
	case *ast.IfStmt:
		return p.pastGuard(stmt)
	case *ast.ForStmt:
		if stmt.Cond != nil && !contains(stmt.Body, isBreak) {
			return p.split(stmt.Cond, false)
		}
	case *ast.SwitchStmt:
		for _, clause := range stmt.Body.List {
			clause := clause.(*ast.CaseClause)
			if !p.gone(clause.Body) || isBreak(clause.Body[len(clause.Body)-1]) {
				continue
			}
			for _, e := range clause.List {
				all = append(all, p.split(picks(stmt, e), false)...)
			}
		}
	}
	return all
}

// pastGuard is what is so behind an if statement of which a branch leaves.
func (p *Package) pastGuard(guard *ast.IfStmt) []fact {
	if p.gone(guard.Body.List) {
		all := p.split(guard.Cond, false)
		if next, ok := guard.Else.(*ast.IfStmt); ok {
			all = append(all, p.pastGuard(next)...)
		}
		return all
	}
	if other, ok := guard.Else.(*ast.BlockStmt); ok && p.gone(other.List) {
		return p.split(guard.Cond, true)
	}
	return nil
}

// gone says whether a list of statements leaves what is around it, or the program.
func (p *Package) gone(list []ast.Stmt) bool {
	return departs(list, true) || p.exits(list)
}

// exits says whether a list of statements ends with what never returns.
func (p *Package) exits(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	last, ok := list[len(list)-1].(*ast.ExprStmt)
	return ok && p.leaves(last.X)
}

// isBreak says whether a statement leaves no more than a switch statement or a loop, or
// goes on with the next clause.
func isBreak(n ast.Node) bool {
	branch, ok := n.(*ast.BranchStmt)
	return ok && (branch.Tok == token.BREAK || branch.Tok == token.FALLTHROUGH)
}

// split lists the conditions that a condition is made of, with what they are where that is
// true or false. Of several each may be the one that counts. A variable of one value is
// that, and what is compared with a constant or nil stands first.
func (p *Package) split(cond ast.Expr, is bool) []fact {
	e := p.computed(cond)
	switch test := e.(type) {
	case *ast.UnaryExpr:
		if test.Op == token.NOT {
			return p.split(test.X, !is)
		}
	case *ast.BinaryExpr:
		if test.Op == token.LAND || test.Op == token.LOR {
			return append(p.split(test.X, is), p.split(test.Y, is)...)
		}
		if test.Op == token.EQL || test.Op == token.NEQ {
			return p.splitTest(test, is)
		}
	}
	return []fact{{e, is}}
}

// splitTest does so for a comparison, which may be one with true or false.
func (p *Package) splitTest(test *ast.BinaryExpr, is bool) []fact {
	if p.fixed(test.X) && !p.fixed(test.Y) {
		test = &ast.BinaryExpr{X: test.Y, Op: test.Op, Y: test.X}
	}
	if value := p.Pass.TypesInfo.Types[test.Y].Value; value != nil && value.Kind() == constant.Bool {
		return p.split(test.X, is == (constant.BoolVal(value) == (test.Op == token.EQL)))
	}
	return []fact{{test, is}}
}

// fixed says whether an expression is a constant, or nil.
func (p *Package) fixed(e ast.Expr) bool {
	tv := p.Pass.TypesInfo.Types[e]
	return tv.Value != nil || tv.IsNil()
}
