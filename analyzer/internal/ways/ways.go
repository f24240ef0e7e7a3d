// Package ways follows what holds on every way through a function, as the mutexes that are held.
package ways

import (
	"maps"

	"golang.org/x/tools/go/cfg"
)

// Every tells what holds at the start of each block of a graph that is reached, whichever way
// leads there. Nothing holds at the start of the function; through tells what holds behind a
// block of what holds before it, which it leaves as it is.
func Every[M ~map[K]V, K comparable, V any](
	graph *cfg.CFG, through func(b *cfg.Block, before M) (behind M),
) map[*cfg.Block]M {
	at := map[*cfg.Block]M{graph.Blocks[0]: {}}
	for work := []*cfg.Block{graph.Blocks[0]}; len(work) > 0; {
		b := work[0]
		work = work[1:]
		behind := through(b, at[b])
		for _, next := range b.Succs {
			if old, reached := at[next]; !reached {
				at[next] = maps.Clone(behind)
			} else if !meet(old, behind) {
				continue
			}
			work = append(work, next)
		}
	}
	return at
}

// meet keeps what holds on another way, too, and reports whether that is less.
func meet[M ~map[K]V, K comparable, V any](m, other M) bool {
	before := len(m)
	maps.DeleteFunc(m, func(key K, _ V) bool {
		_, holds := other[key]
		return !holds
	})
	return len(m) < before
}
