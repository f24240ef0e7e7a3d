package bugs

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// An error is noticed, nothing but a log is told of it, and the function
// returns without having touched its completion on any way there, although on
// others it does call it. Other ways to end without a call may be right.
var neverSettled = &Rule{
	Name: "neversettled",
	Doc:  "find failures after which a function forgets to report an outcome",
	find: func(p *Package) {
		for _, c := range p.completions() {
			if c.single() && c.reportsBoth() {
				c.never(c.body)
			}
		}
	},
}

// reportsBoth says whether the completion is called, and not for failures only.
func (c *completion) reportsBoth() bool {
	found := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return !found
		}
		found = found || c.is(call.Fun) && len(call.Args) > c.err &&
			(len(call.Args) > 1 || c.empty(call.Args[c.err])) ||
			slices.ContainsFunc(c.Index.Launch(call), func(l cps.Launch) bool { return c.is(l.Arg) })
		return !found
	})
	return found
}

// never reports the returns of a body that forget the completion, and those of
// the continuations that alone have it once the body has launched them.
func (c *completion) never(body *ast.BlockStmt) {
	f := c.flow(body)
	if f.graph == nil || !c.mentioned(body) {
		return
	}
	c.forgets(f.graph)
	u := c.usage(f.graph)
	for _, b := range f.graph.Blocks {
		for _, n := range b.Nodes {
			if lit := c.successor(n); lit != nil && b.Live && !u.beside(b, n) {
				c.never(lit.Body)
			}
		}
	}
}

// successor is the continuation with the completion that a node launches, nil
// for none.
func (c *completion) successor(n ast.Node) *ast.FuncLit {
	call := callOf(n)
	if call == nil {
		return nil
	}
	for _, l := range c.Index.Launch(call) {
		given := l.Lit != nil && l.Lit == ast.Unparen(l.Arg) && l.Convention.Sig.Params().Len() > 0
		if given && c.mentioned(l.Lit) {
			return l.Lit
		}
	}
	return nil
}

// forgets reports the returns before which nothing mentions the completion.
func (c *completion) forgets(graph *cfg.CFG) {
	touched := c.touched(graph)
	for _, b := range graph.Blocks {
		if !b.Live || touched[b] || len(b.Nodes) == 0 {
			continue
		}
		ret, ok := b.Nodes[len(b.Nodes)-1].(*ast.ReturnStmt)
		if !ok {
			continue
		}
		if guard, ok := c.branches()[ret].(*ast.IfStmt); ok && c.dropped(guard, ret) && !c.results(ret) {
			c.Pass.ReportRangef(ret, "%s is not called on the way to this return", c.param.Name())
		}
	}
}

// touched is the set of blocks in or before which, on some way, the completion
// is mentioned.
func (c *completion) touched(graph *cfg.CFG) map[*cfg.Block]bool {
	set := make(map[*cfg.Block]bool)
	var mark func(b *cfg.Block)
	mark = func(b *cfg.Block) {
		if set[b] {
			return
		}
		set[b] = true
		for _, next := range b.Succs {
			mark(next)
		}
	}
	for _, b := range graph.Blocks {
		for _, n := range b.Nodes {
			if c.mentioned(n) {
				mark(b)
			}
		}
	}
	return set
}

// dropped says whether a branch for an error only logs and returns.
func (c *completion) dropped(guard *ast.IfStmt, ret *ast.ReturnStmt) bool {
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	list := guard.Body.List
	if !ok || test.Op != token.NEQ || !c.isNil(test.Y) {
		return false
	}
	if !inside(ret, guard.Body) || list[len(list)-1] != ret {
		return false
	}
	t := c.Pass.TypesInfo.TypeOf(test.X)
	if t == nil || !isFailure(t) || c.isOver(test.X) || c.kept(test.X, guard) {
		return false
	}
	for _, stmt := range list[:len(list)-1] {
		call := callOf(stmt)
		if call == nil || !logsOnly(call) || c.copiesBy(call, test.X, 0) {
			return false
		}
	}
	return true
}

// isOver says whether an error is that of a context which has ended, or was when it was
// assigned last above: who has canceled does not wait any more.
func (c *completion) isOver(err ast.Expr) bool {
	id, ok := ast.Unparen(err).(*ast.Ident)
	if !ok {
		return c.isEnd(err)
	}
	over := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Pos() > id.Pos() {
			return true
		}
		for i, lhs := range assign.Lhs {
			if c.stands(lhs, c.Pass.TypesInfo.Uses[id]) {
				over = len(assign.Rhs) == len(assign.Lhs) && c.isEnd(assign.Rhs[i])
			}
		}
		return true
	})
	return over
}
