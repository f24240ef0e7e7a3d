package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// severalName is what those are called that may be told of one thing after another, or
// for which it does not matter how often they are called. So may those called pieceName, unless
// it is the end that they are told of: something with chunks, a writer, and what writes or appends, if
// nothing follows in the name but what that is, or that it is a function.
var (
	severalName = regexp.MustCompile(`(?i)err|warn|report|log|trace|print|emit|yield|visit|send|push|` +
		`publish|notif|update|progress|observ|listen|event|message|diag|issue|problem|cancel`)
	pieceName = regexp.MustCompile(`^(?i:(on)?_?(write|append)s?(_?(next|` +
		`row|line|chunk|block|frame|byte|data|record|entry|entries|item|part|piece|packet|batch|page|` +
		`segment|element|node|token|string|char|rune|word|column|cell|field|value|doc|document|point|` +
		`sample|span|metric|key|pair|tuple|text)s?)*_?(f|fn|func)?)$|` +
		`((^|_)[wW]|[a-z0-9]W)riter$|((^|_)[aA]|[a-z0-9]A)ppender$|` +
		`((^(on)?|_)[cC]|[a-z0-9]C)hunks?([A-Z0-9_]|$)`)
	lastName = regexp.MustCompile(`(D|_d)one$|(E|_e)nd(ed)?$|(F|_f)inish(ed)?$|` +
		`(C|_c)omplet(e|ed|ion)$|(R|_r)eady$|(C|_c)losed?$`)
)

// manyName says whether a name is that of what may be called more than once.
func manyName(name string) bool {
	return severalName.MatchString(name) || pieceName.MatchString(name) && !lastName.MatchString(name)
}

// single says whether the completion is to be called once: neither its name nor its
// type is that of something else, and it is told of an outcome. Who is only told of
// failures may well be told of several, unless it is called like a completion.
func (c *completion) single() bool {
	name := c.param.Name()
	if manyName(name) || isOf(c.param.Type(), "context", "CancelCauseFunc") {
		return false
	}
	if name != "k" && !completionName.MatchString(name) && !c.reportsBoth() {
		return false
	}
	return !c.successive() && !slices.ContainsFunc(c.bodies(), c.repeated)
}

// successive says whether one list of statements tells the completion of success more
// than once: it is told of one thing after another.
func (c *completion) successive() bool {
	found := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		count := 0
		list := syntax.List(n)
		for i, stmt := range list {
			if c.concludes(stmt) || c.succeeds(stmt) && !c.toldBefore(callOf(stmt), list[:i]) {
				count++
			}
		}
		found = found || count > 1
		return !found
	})
	return found
}

// concludes says whether a statement tells the completion of an outcome in each of its branches, of
// success in one that goes on behind it: who writes that has forgotten no return, unless it is called
// like what is told once.
func (c *completion) concludes(stmt ast.Stmt) bool {
	if completionName.MatchString(c.param.Name()) {
		return false
	}
	goesOn := false
	for _, list := range choices(stmt) {
		if !slices.ContainsFunc(nodes(list), c.answers) {
			return false
		}
		goesOn = goesOn || !departs(list, true) && slices.ContainsFunc(nodes(list), c.succeeds)
	}
	return goesOn
}

// choices lists the branches of a statement of which one is taken in any case, none for others.
func choices(stmt ast.Stmt) [][]ast.Stmt {
	var body *ast.BlockStmt
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		if last, ok := stmt.Else.(*ast.BlockStmt); ok {
			return [][]ast.Stmt{stmt.Body.List, last.List}
		}
		if others := choices(stmt.Else); others != nil {
			return append(others, stmt.Body.List)
		}
		return nil
	case *ast.SwitchStmt:
		body = stmt.Body
	case *ast.TypeSwitchStmt:
		body = stmt.Body
	default:
		return nil
	}
	var all [][]ast.Stmt
	complete := false
	for _, clause := range body.List {
		clause := clause.(*ast.CaseClause)
		all = append(all, clause.Body)
		complete = complete || clause.List == nil
	}
	if !complete {
		return nil
	}
	return all
}

// toldBefore says whether a call tells what a branch before has told already, of several that conclude.
// Constants alone may well be told again: the end of a line.
func (c *completion) toldBefore(call *ast.CallExpr, before []ast.Stmt) bool {
	if !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !c.fixed(e) }) {
		return false
	}
	for i, stmt := range before {
		again := func(n ast.Node) bool {
			other, ok := n.(*ast.CallExpr)
			return ok && c.is(other.Fun) && slices.EqualFunc(call.Args, other.Args, func(a, b ast.Expr) bool {
				return c.same(a, b) && c.stays(a, before[i:])
			})
		}
		if c.concludes(stmt) && contains(stmt, again) {
			return true
		}
	}
	return false
}

// stays says whether an expression is a constant, or a variable that statements leave as it is.
func (c *completion) stays(e ast.Expr, stmts []ast.Stmt) bool {
	if c.fixed(e) {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.Pass.TypesInfo.Uses[id].(*types.Var)
	return ok && !slices.ContainsFunc(stmts, func(stmt ast.Stmt) bool { return c.rewrites(stmt, v) })
}

// answers says whether a statement tells the completion of an outcome.
func (c *completion) answers(n ast.Node) bool {
	stmt, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	return ok && c.ends(call.Fun)
}

// repeated says whether a loop of a body tells the completion of success each time, or
// makes a literal that does.
func (c *completion) repeated(body *ast.BlockStmt) bool {
	f := c.flow(body)
	if f.graph == nil {
		return false
	}
	for _, b := range f.graph.Blocks {
		if f.loops(b) && slices.ContainsFunc(b.Nodes, c.tells) {
			return true
		}
	}
	return false
}

// tells says whether a node tells the completion of success, or makes a literal that does
// on every way.
func (c *completion) tells(n ast.Node) bool {
	found := c.succeeds(n)
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		found = found || ok && c.ends(lit) && !c.failing(lit)
		return !found && !ok
	})
	return found
}

// succeeds says whether a statement tells the completion of more than a failure.
func (c *completion) succeeds(n ast.Node) bool {
	return c.answers(n) && !c.fails(callOf(n))
}
