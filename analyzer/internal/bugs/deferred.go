package bugs

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// deferred is the statement that has put off a call which settles until the function
// returns, on every way to a node, nil for none. All ways on from there have to come to
// a return: a program that exits runs nothing that is deferred.
func (c *completion) deferred(f *flow, b *cfg.Block, i int) ast.Node {
	if !returns(b) {
		return nil
	}
	for _, n := range b.Nodes[:i] {
		if c.defers(n) {
			return n
		}
	}
	for _, before := range f.graph.Blocks {
		at := slices.IndexFunc(before.Nodes, c.defers)
		if at < 0 || before == b || !before.Live || f.loops(before) {
			continue
		}
		if !around(f.graph.Blocks[0], before)[b] {
			return before.Nodes[at]
		}
	}
	return nil
}

// defers says whether a node is a defer statement that settles.
func (c *completion) defers(n ast.Node) bool {
	_, ok := n.(*ast.DeferStmt)
	return ok && c.settles(n)
}

// returns says whether all ways from a block that come to an end return, and there is
// one.
func returns(b *cfg.Block) bool {
	found := false
	blocks := reach(b)
	blocks[b] = true
	for end := range blocks {
		if len(end.Succs) > 0 {
			continue
		}
		if end.Return() == nil {
			return false
		}
		found = true
	}
	return found
}

// around is the set of the blocks that are reached from one without a certain other.
func around(from, without *cfg.Block) map[*cfg.Block]bool {
	return follow([]*cfg.Block{from}, map[*cfg.Block]bool{without: true})
}
