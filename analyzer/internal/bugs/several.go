package bugs

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"
)

// oneOfSeveral says whether a call of the function around a guard may be one of several that have the
// same completion. The first of them that fails puts the error in a place that they share and tells,
// and the others only ask the guard whether there is one; the last tells of success, and until then
// it is not called at all on some way without a failure.
//
//	if g.err != nil {
//		return // one has failed, and said so
//	}
//	if err != nil {
//		g.err = err
//		done(0, err)
//		return
//	}
//	if g.left--; g.left == 0 {
//		done(n, nil)
//	}
func (c *completion) oneOfSeveral(err ast.Expr, guard inspector.Cursor) bool {
	place, depth := c.source(err)
	for fn := range guard.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		by := c.at.Node()
		if !c.isOthers(place) {
			by = fn.Node() // what those around put in their variable before is no failure of another call
			if v := c.named(place); v == nil || by.Pos() <= v.Pos() && v.Pos() < by.End() {
				return false
			}
		}
		return c.putting(place, nil).does(by, depth) && c.endsQuietly(body)
	}
	return false
}

// source is the place that an expression stands for, or that a function of the package returns: so many
// calls deep.
func (p *Package) source(e ast.Expr) (place ast.Expr, depth int) {
	e = p.place(e)
	if call, ok := e.(*ast.CallExpr); ok {
		if body := p.called(call); body != nil {
			if all := returned(body); len(all) == 1 {
				return p.place(all[0].Results[0]), 1
			}
		}
	}
	return e, 0
}

// endsQuietly says whether a body has a way to its end on which nothing has failed, no context has
// ended, and the completion is neither called nor kept for later.
func (c *completion) endsQuietly(body *ast.BlockStmt) bool {
	graph := c.graph(body)
	if graph == nil {
		return false
	}
	tells := func(n ast.Node) bool { return c.settles(n) || c.keeps(n) }
	seen := make(map[*cfg.Block]bool)
	for work := graph.Blocks[:1]; len(work) > 0; {
		b := work[0]
		work = work[1:]
		if seen[b] || slices.ContainsFunc(b.Nodes, tells) || c.isCanceled(b) {
			continue
		}
		seen[b] = true
		if b.Return() != nil {
			return true
		}
		work = slices.Concat(work, c.quietWays(b))
	}
	return false
}

// isCanceled says whether a block is where the end of a context is received.
func (c *completion) isCanceled(b *cfg.Block) bool {
	clause, ok := b.Stmt.(*ast.CommClause)
	return ok && b.Kind == cfg.KindSelectCaseBody && clause.Comm != nil && c.asks(clause.Comm)
}

// quietWays lists the blocks behind a block, without those behind a condition that something has
// failed, or that there is no completion.
func (c *completion) quietWays(b *cfg.Block) []*cfg.Block {
	if len(b.Succs) != 2 || len(b.Nodes) == 0 {
		return b.Succs
	}
	cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	if !ok || !isBoolean(c.Pass.TypesInfo.TypeOf(cond)) {
		return b.Succs
	}
	var ways []*cfg.Block
	for i, next := range b.Succs {
		loud := func(f fact) bool { return c.Package.failed(f) != nil || c.isNone(f) }
		if !slices.ContainsFunc(c.split(cond, i == 0), loud) {
			ways = append(ways, next)
		}
	}
	return ways
}

// isNone says whether a fact is that there is no completion.
func (c *completion) isNone(f fact) bool {
	test, ok := f.cond.(*ast.BinaryExpr)
	return ok && c.is(test.X) && c.isNil(test.Y) && f.is == (test.Op == token.EQL)
}
