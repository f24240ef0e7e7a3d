package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// launches are calls that take a continuation.
type launches map[*ast.CallExpr]*chain.Step

// atMostOnce reports whether a function with this body calls a function value
// at most once, itself or by launches that are known to be one-shot, and uses
// it for nothing else.
func (src *Source) atMostOnce(body []ast.Stmt, f types.Object, known launches) bool {
	c := &calls{src: src, f: f, known: known}
	c.lost = slices.ContainsFunc(body, goesBack)
	c.list(body, 0)
	return !c.lost && c.most <= 1
}

// goesBack reports whether a statement contains a goto, by which what was done
// may be done again.
func goesBack(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		found = found || ok && branch.Tok == token.GOTO
		return !found
	})
	return found
}

// calls counts the calls of f along the paths through a body.
type calls struct {
	src   *Source
	f     types.Object
	known launches
	most  int  // on any path that was followed
	lost  bool // f is used in a way that is not followed
}

// none is the count of a path that has left the body.
const none = -1

// list follows a list of statements, before which f was called n times, and
// returns the greatest count behind it.
func (c *calls) list(list []ast.Stmt, n int) int {
	for _, stmt := range list {
		if n == none {
			c.lost = c.lost || c.uses(stmt) // behind a return: a label may lead there
			continue
		}
		n = c.stmt(stmt, n)
	}
	return n
}

func (c *calls) stmt(stmt ast.Stmt, n int) int {
	if sent := c.src.sending(stmt); sent != nil && c.src.is(sent.call.Fun, c.f) {
		return c.call(stmt, sent.call, n)
	}
	switch s := stmt.(type) {
	case *ast.ReturnStmt:
		c.lost = c.lost || c.uses(s)
		return none
	case *ast.ExprStmt:
		return c.expr(s, n)
	case *ast.DeferStmt:
		return c.call(s, s.Call, n)
	case *ast.BlockStmt:
		return c.list(s.List, n)
	case *ast.IfStmt:
		return c.branch(s, n)
	case *ast.SwitchStmt:
		c.lost = c.lost || c.uses(s.Init) || c.uses(s.Tag)
		return c.cases(s.Body, n)
	case *ast.TypeSwitchStmt:
		c.lost = c.lost || c.uses(s.Init) || c.uses(s.Assign)
		return c.cases(s.Body, n)
	}
	c.lost = c.lost || c.uses(stmt)
	return n
}

// expr counts a statement that is a call.
func (c *calls) expr(s *ast.ExprStmt, n int) int {
	call, ok := s.X.(*ast.CallExpr)
	if !ok {
		c.lost = c.lost || c.uses(s)
		return n
	}
	if step := c.known[call]; step != nil && step.Evidence != chain.Assumed {
		return c.launch(step, n)
	}
	return c.call(s, call, n)
}

// call counts a statement that is, or defers, a call of f.
func (c *calls) call(s ast.Stmt, call *ast.CallExpr, n int) int {
	if !c.src.isFunc(call.Fun, c.f) {
		c.lost = c.lost || c.uses(s)
		return n
	}
	c.lost = c.lost || slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return c.uses(e) })
	c.most = max(c.most, n+1)
	return n + 1
}

// launch counts the calls that an operation makes, which may come at once.
func (c *calls) launch(step *chain.Step, n int) int {
	own := c.src.countIn(c.f, step.Call) - c.src.countIn(c.f, step.Arg)
	switch {
	case own > 0:
		c.lost = true
	case c.src.isFunc(step.Arg, c.f):
		c.most = max(c.most, n+1)
		return n + 1
	case step.Lit != nil && ast.Unparen(step.Arg) == step.Lit:
		before := c.most
		c.most = n
		c.list(step.Lit.Body.List, n)
		n, c.most = c.most, max(before, c.most)
	default:
		c.lost = c.lost || c.uses(step.Call)
	}
	return n
}

func (c *calls) branch(s *ast.IfStmt, n int) int {
	c.lost = c.lost || c.uses(s.Init) || c.uses(s.Cond)
	then, otherwise := c.list(s.Body.List, n), n
	if s.Else != nil {
		otherwise = c.stmt(s.Else, n)
	}
	return max(then, otherwise)
}

// cases follows the clauses of a switch, one of which may fall through to the
// next, or break.
func (c *calls) cases(body *ast.BlockStmt, n int) int {
	most := n
	for _, stmt := range body.List {
		clause := stmt.(*ast.CaseClause)
		c.lost = c.lost || c.jumps(clause) ||
			slices.ContainsFunc(clause.List, func(e ast.Expr) bool { return c.uses(e) })
		most = max(most, c.list(clause.Body, n))
	}
	return most
}

// jumps reports whether a clause that uses f contains a statement that goes
// elsewhere.
func (c *calls) jumps(clause *ast.CaseClause) bool {
	found := false
	ast.Inspect(clause, func(n ast.Node) bool {
		_, ok := n.(*ast.BranchStmt)
		found = found || ok
		return !found
	})
	return found && c.uses(clause)
}

// uses reports whether a node, which may be nil, mentions f.
func (c *calls) uses(n ast.Node) bool { return n != nil && c.src.usedIn(c.f, n, nil) }
