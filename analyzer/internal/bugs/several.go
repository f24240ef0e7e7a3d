package bugs

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"
)

// oneOfSeveral says whether a call of the function around a guard may be one of several that have the
// same completion. The first of them that fails puts the error in a place that they share, and tells,
// and the others only ask the guard whether there is one; the last tells of success, and until then
// it is not called at all on some way without a failure. What leads to the guard in a call is its own error.
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
	for fn := range guard.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		shared := func(from source) bool { return c.isShared(from, fn) }
		return slices.ContainsFunc(c.sourcesAt(guard, err), shared)
	}
	return false
}

// isShared says whether several calls of a function share the error in a place.
func (c *completion) isShared(from source, fn inspector.Cursor) bool {
	by, depth := c.at, 0
	if !c.isOthers(from.place) {
		by = fn // what those around put in their variable before is no failure of another call
		if v := c.named(from.place); v == nil || fn.Node().Pos() <= v.Pos() && v.Pos() < fn.Node().End() {
			return false
		}
	}
	if from.other {
		depth = 1
	}
	if c.isOwn(from, fn) {
		return false
	}
	shared := false
	for at := range by.Preorder() {
		shared = shared || c.putting(from.place, nil).puts(at.Node(), depth) && c.goesOnQuietly(at, fn)
	}
	return shared
}

// isOwn says whether what leads to where a function reads a place puts an error there.
func (c *completion) isOwn(from source, fn inspector.Cursor) bool {
	at, ok := fn.FindNode(from.read)
	if !ok {
		return false
	}
	put := c.putting(from.place, from.read)
	return slices.ContainsFunc(leading(at), func(code ast.Node) bool {
		return code != nil && spans(fn.Node(), code) && put.does(code, 0)
	})
}

// goesOnQuietly says whether a function has a way to its end on which one call is not the last. Where the
// error is put in a continuation of the function, that has such a way, or calls the function again.
func (c *completion) goesOnQuietly(put, fn inspector.Cursor) bool {
	_, body := function(fn.Node())
	for at := range put.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		typ, later := function(at.Node())
		if at == fn || !spans(body, later) {
			break
		}
		if typ.Params.NumFields() > 0 && !onTheSpot(at) {
			return c.endsQuietly(later) || contains(later, c.beginsAgain(later)) && c.endsQuietly(body)
		}
	}
	return c.endsQuietly(body)
}

// beginsAgain says of a node whether it calls a function around a body.
func (c *completion) beginsAgain(body *ast.BlockStmt) func(ast.Node) bool {
	return func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return false
		}
		called := c.Package.called(call)
		return called != nil && spans(called, body)
	}
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
