package bugs

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A flow is one body with what every way through it does.
type flow struct {
	graph   *cfg.CFG
	cycles  *cycles             // of the graph
	settles map[*cfg.Block]bool // every way from the start of the block to the end of the body settles
}

// flow examines a body: a block settles when a node of it does, or when all
// blocks after it do. What does not come to an end settles, too, so whoever
// asks has to see a call. A body that is being examined does not settle.
func (c *completion) flow(body *ast.BlockStmt) *flow {
	if f := c.flows[body]; f != nil {
		return f
	}
	f := &flow{graph: c.graph(body), settles: make(map[*cfg.Block]bool)}
	c.flows[body] = f
	if f.graph == nil {
		return f
	}
	f.cycles = findCycles(f.graph)
	doubtful := slices.DeleteFunc(slices.Clone(f.graph.Blocks), func(b *cfg.Block) bool {
		return slices.ContainsFunc(b.Nodes, c.settles)
	})
	for _, b := range f.graph.Blocks {
		f.settles[b] = true
	}
	for changed := true; changed; {
		changed = false
		for _, b := range doubtful {
			if f.settles[b] && !f.after(b) {
				f.settles[b], changed = false, true
			}
		}
	}
	return f
}

// after says whether every way from the end of a block settles.
func (f *flow) after(b *cfg.Block) bool {
	return len(b.Succs) > 0 &&
		!slices.ContainsFunc(b.Succs, func(next *cfg.Block) bool { return !f.settles[next] })
}

// reach is the set of blocks that follow a block: itself, too, when it is part
// of a loop.
func reach(b *cfg.Block) map[*cfg.Block]bool { return follow(b.Succs, make(map[*cfg.Block]bool)) }

// follow adds blocks, and those that follow them, to a set; not what follows a block that
// the set has.
func follow(blocks []*cfg.Block, seen map[*cfg.Block]bool) map[*cfg.Block]bool {
	for work := slices.Clone(blocks); len(work) > 0; {
		next := work[0]
		work = work[1:]
		if !seen[next] {
			seen[next] = true
			work = append(work, next.Succs...)
		}
	}
	return seen
}

// loops says whether a block may run again.
func (f *flow) loops(b *cfg.Block) bool { return f.cycles.number(b) > 0 }

// settles says whether a node calls the completion, or launches an operation
// with it or with a literal that calls it. An operation may return an error
// instead of calling back, but an outcome that is reported twice when it does
// not is one too many, too.
func (c *completion) settles(n ast.Node) bool {
	call := callOf(n)
	if call == nil || !c.mentioned(call) {
		return false
	}
	if _, ok := n.(*ast.GoStmt); ok && c.now {
		return false
	}
	return c.ends(call.Fun) || c.passes(call) || !c.now && c.launches(call)
}

// ends says whether calling a function settles: the completion itself, or
// a literal that does so on every way.
func (c *completion) ends(fn ast.Expr) bool {
	if c.is(fn) {
		return true
	}
	lit := c.wrapper(fn)
	if lit == nil {
		return false
	}
	f := c.flow(lit.Body)
	return f.graph != nil && f.settles[f.graph.Blocks[0]] && c.mentioned(lit.Body)
}

// passes says whether a call gives what settles to a function of this package
// that calls it on every way.
func (c *completion) passes(call *ast.CallExpr) bool {
	for i, arg := range call.Args {
		if !c.ends(arg) {
			continue
		}
		param, body := c.Index.Taker(call, i)
		if param == nil {
			continue
		}
		taker := c.completion(param, body)
		if taker == nil {
			continue
		}
		if c.now {
			taker = taker.immediate()
		}
		if f := taker.flow(body); f.graph != nil && f.settles[f.graph.Blocks[0]] {
			return true
		}
	}
	return false
}

// launches says whether a call hands the completion over.
func (c *completion) launches(call *ast.CallExpr) bool {
	for _, l := range c.Index.Launch(call) {
		if l.Convention.Sig.Params().Len() == 0 {
			continue // it may not be called at all
		}
		if c.ends(l.Arg) {
			return true
		}
	}
	return false
}
