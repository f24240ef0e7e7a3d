package build

import (
	"cmp"
	"go/ast"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// beside lists for every chain the launches next to its head: those of the same
// list of statements that are no steps of chains, and what is launched inside of
// them.
func (f *forest) beside(chains []*chain.Chain) {
	steps := make(map[*chain.Step]bool)
	lists := make(map[ast.Node][]*chain.Step)
	for _, c := range chains {
		for _, s := range c.Steps {
			steps[s] = true
		}
		lists[c.Head().List] = nil
	}
	for _, n := range slices.Concat(f.nodes, f.named) {
		list := n.step.List
		if _, ok := lists[list]; ok && list != nil && !steps[n.step] {
			lists[list] = append(lists[list], n.all()...)
		}
	}
	for _, c := range chains {
		c.Beside = lists[c.Head().List]
		slices.SortStableFunc(c.Beside, func(a, b *chain.Step) int {
			return cmp.Compare(a.Call.Pos(), b.Call.Pos())
		})
	}
}

// all lists the launches of a tree.
func (n *node) all() []*chain.Step {
	steps := append([]*chain.Step{n.step}, n.tails...)
	for _, c := range n.children {
		steps = append(steps, c.all()...)
	}
	return steps
}
