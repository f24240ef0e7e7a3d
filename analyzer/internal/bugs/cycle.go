package bugs

import "golang.org/x/tools/go/cfg"

// A cycles knows which blocks of a graph may run again after themselves. It finds the
// strongly connected components as Tarjan does (SIAM J. Comput. 1 (1972), 146): by one
// walk, in which a block learns of the earliest one on its way that it leads back to.
type cycles struct {
	of    []int // by the index of a block: the number of its cycle, 0 for none
	count int

	// Derived, during the walk:
	order []int        // when a block was first seen, 0 for not yet
	back  []int        // the earliest block on the way that a block leads back to
	way   []*cfg.Block // those that are seen, and not known to be of a cycle or none
	seen  int
}

// findCycles walks a graph.
func findCycles(graph *cfg.CFG) *cycles {
	n := len(graph.Blocks)
	c := &cycles{of: make([]int, n), order: make([]int, n), back: make([]int, n)}
	for _, b := range graph.Blocks {
		if c.order[b.Index] == 0 {
			c.walk(b)
		}
	}
	return c
}

// number is that of the cycle of a block, 0 for none.
func (c *cycles) number(b *cfg.Block) int { return c.of[b.Index] }

// over stands for a block that has been told of its cycle.
const over = int(^uint(0) >> 1)

func (c *cycles) walk(b *cfg.Block) {
	c.seen++
	at := len(c.way)
	c.way = append(c.way, b)
	c.order[b.Index], c.back[b.Index] = c.seen, c.seen
	self := false
	for _, next := range b.Succs {
		if c.order[next.Index] == 0 {
			c.walk(next)
		}
		self = self || next == b
		c.back[b.Index] = min(c.back[b.Index], c.back[next.Index])
	}
	if c.back[b.Index] < c.order[b.Index] {
		return // it is one of the cycle of an earlier one
	}
	cycle := c.way[at:]
	c.way = c.way[:at]
	number := 0
	if self || len(cycle) > 1 {
		c.count++
		number = c.count
	}
	for _, member := range cycle {
		c.of[member.Index], c.back[member.Index] = number, over
	}
}
