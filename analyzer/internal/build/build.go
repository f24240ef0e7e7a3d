package build

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Least is what a chain must have to be a pyramid. A nest of executor hops is
// deep without being a sequence of operations, so outcomes count as well.
type Least struct{ Depth, Outcomes int }

// A Package is what the chains of a package are built from.
type Package struct {
	Info    *types.Info
	Index   *cps.Index
	Callers *syntax.Callers // which functions ask by whom they are called
	Least   Least
}

// Chains returns the pyramids of a file, in source order. Pyramids inside the
// bodies of others are the Inner chains of those.
func (p *Package) Chains(file inspector.Cursor) []*chain.Chain {
	f, b := p.plant(file, p.Index.Launch), p.builder(file)
	var chains []*chain.Chain
	for _, root := range f.roots {
		chains = append(chains, b.chains(root)...)
	}
	f.beside(chains)
	return nest(chains)
}

// builder is one for a file.
func (p *Package) builder(file inspector.Cursor) *builder {
	return &builder{file: file.Node().(*ast.File), info: p.Info, index: p.Index, least: p.Least}
}

// A builder turns trees of launches into chains.
type builder struct {
	file  *ast.File
	info  *types.Info
	index *cps.Index
	least Least
}

// chains returns the pyramids in the tree below n.
func (b *builder) chains(n *node) []*chain.Chain {
	c := &chain.Chain{File: b.file}
	var found []*chain.Chain
	for n != nil {
		c.Steps = append(c.Steps, n.step)
		next := onward(n.children)
		if next != nil && next.forgets() && b.suffices(c) {
			next = nil
		}
		for _, child := range n.children {
			if child != next {
				found = append(found, b.chains(child)...)
			}
		}
		if next == nil {
			c.Tail = tail(n)
			c.Round = round(n, c)
			c.Recursion = b.recursion(n, c)
		}
		n = next
	}
	if !b.suffices(c) {
		return found
	}
	findCaptures(b.info, c)
	return append([]*chain.Chain{c}, found...)
}

// suffices reports whether a chain is a pyramid.
func (b *builder) suffices(c *chain.Chain) bool {
	return c.Depth() >= b.least.Depth && c.Outcomes() >= b.least.Outcomes
}

// forgets reports whether a launch, and nothing in it, is told of an outcome and does nothing
// then.
//
//	conn.Close(func(error) {})
//
// A pyramid without it leaves it where it is: as the last step it would take the end of the
// chain from what stands beside it, and say nothing there.
func (n *node) forgets() bool { return len(n.step.Lit.Body.List) == 0 }

// onward chooses the launch that continues a chain: one that does not handle a failure,
// of these the deepest, and among equals the last, since early exits stand before the main
// path.
func onward(nodes []*node) *node {
	var best *node
	for _, n := range nodes {
		if best == nil || n.compare(best) >= 0 {
			best = n
		}
	}
	return best
}

// compare orders two launches by how well they continue a chain.
func (n *node) compare(o *node) int {
	return cmp.Or(cmp.Compare(btoi(o.aside), btoi(n.aside)), cmp.Compare(n.depth(), o.depth()))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tail is the launch that ends the literal of n by passing on a named
// continuation, or nil.
func tail(n *node) *chain.Step {
	body := n.step.Lit.Body.List
	if len(body) == 0 || len(n.children) > 0 {
		return nil
	}
	for _, t := range n.tails {
		if t.Stmt == body[len(body)-1] {
			return t
		}
	}
	return nil
}

// nest makes every chain that stands inside another one an inner chain of the
// innermost chain around it.
func nest(chains []*chain.Chain) []*chain.Chain {
	slices.SortStableFunc(chains, func(a, b *chain.Chain) int { return int(start(a) - start(b)) })
	var outer []*chain.Chain
	for i, c := range chains {
		if around := innermost(chains[:i], c.Head().Call); around != nil {
			around.Inner = append(around.Inner, c)
		} else {
			outer = append(outer, c)
		}
	}
	return outer
}

// start is where the text of a chain begins: a literal that is held in
// a variable stands before the launch that takes it.
func start(c *chain.Chain) token.Pos {
	first := c.Head().Call.Pos()
	for _, s := range c.Steps {
		first = min(first, s.Lit.Pos())
	}
	return first
}

// innermost is the last chain, in source order, with a literal around a call, or nil. What
// else stands in a launch is a part of the same statement.
func innermost(chains []*chain.Chain, call *ast.CallExpr) *chain.Chain {
	for _, c := range slices.Backward(chains) {
		for _, s := range c.Steps {
			if within(call.Pos(), s.Lit) {
				return c
			}
		}
	}
	return nil
}
