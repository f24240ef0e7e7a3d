package bugs

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A usage is where a graph uses a completion.
type usage struct {
	*completion
	uses map[*cfg.Block][]ast.Node   // without blocks that do not
	into map[*cfg.Block][]*cfg.Block // the blocks right before a block
}

func (c *completion) usage(graph *cfg.CFG) *usage {
	u := &usage{c, make(map[*cfg.Block][]ast.Node), make(map[*cfg.Block][]*cfg.Block)}
	for _, b := range graph.Blocks {
		for _, n := range b.Nodes {
			if c.mentioned(n) {
				u.uses[b] = append(u.uses[b], n)
			}
		}
		for _, next := range b.Succs {
			u.into[next] = append(u.into[next], b)
		}
	}
	return u
}

// beside says whether the completion is used on a way to a launch or on one from there:
// that may see to what the continuation leaves undone. What is done when the launch
// returns an error is no such use.
func (u *usage) beside(at *cfg.Block, launch ast.Node) bool {
	failed := u.failed(launch)
	counts := func(n ast.Node) bool { return n != launch && !inside(n, failed) }
	if slices.ContainsFunc(u.uses[at], counts) {
		return true
	}
	behind, before := reach(at), u.before(at)
	for b, nodes := range u.uses {
		if (behind[b] || before[b]) && slices.ContainsFunc(nodes, counts) {
			return true
		}
	}
	return false
}

// before is the set of blocks that lead to a block.
func (u *usage) before(at *cfg.Block) map[*cfg.Block]bool {
	seen := make(map[*cfg.Block]bool)
	for work := slices.Clone(u.into[at]); len(work) > 0; {
		next := work[0]
		work = work[1:]
		if !seen[next] {
			seen[next] = true
			work = append(work, u.into[next]...)
		}
	}
	return seen
}

// failed is the branch for the error that a launch returns, nil for none.
func (c *completion) failed(launch ast.Node) *ast.BlockStmt {
	at, ok := c.at.FindNode(launch)
	if !ok {
		return nil
	}
	if guard, ok := at.Parent().Node().(*ast.IfStmt); ok && guard.Init == launch {
		return guard.Body // if err := launch(…); err != nil
	}
	next, ok := at.NextSibling()
	assign, isAssign := launch.(*ast.AssignStmt)
	if !ok || !isAssign {
		return nil
	}
	guard, ok := next.Node().(*ast.IfStmt)
	id, isName := assign.Lhs[len(assign.Lhs)-1].(*ast.Ident)
	if !ok || !isName || !mentions(c.Pass.TypesInfo, guard.Cond, c.Pass.TypesInfo.ObjectOf(id)) {
		return nil
	}
	return guard.Body
}

// inside says whether a node stands in a block.
func inside(n ast.Node, block *ast.BlockStmt) bool {
	return block != nil && block.Pos() <= n.Pos() && n.End() <= block.End()
}
