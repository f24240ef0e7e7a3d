//go:build unix

package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// median takes each figure's own: a run with little memory need not be fast.
func median(all []usage) usage {
	return usage{
		middle(all, func(u usage) time.Duration { return u.processor }),
		middle(all, func(u usage) time.Duration { return u.elapsed }),
		middle(all, func(u usage) int64 { return u.memory }),
	}
}

func middle[T cmp.Ordered](all []usage, figure func(usage) T) T {
	var figures []T
	for _, u := range all {
		figures = append(figures, figure(u))
	}
	slices.Sort(figures)
	return figures[len(figures)/2]
}

// printTable prints what each needs, and which part of it unnest needs.
func printTable(all []*contender) {
	const mega = 1 << 20
	i := slices.IndexFunc(all, func(c *contender) bool { return c.name == itself })
	own := median(all[i].usages)
	fmt.Printf("%-14s %11s %11s %11s   %s\n", "", "processor", "elapsed", "memory", "unnest needs")
	for _, c := range all {
		u := median(c.usages)
		fmt.Printf("%-14s %9.2f s %9.2f s %8d MB",
			c.name, u.processor.Seconds(), u.elapsed.Seconds(), u.memory/mega)
		if c.name != itself {
			fmt.Printf("   %.2f × processor", own.processor.Seconds()/u.processor.Seconds())
		}
		if c.allowed > 0 {
			fmt.Printf("; this %.2f × that of unnest, at most %.2f",
				u.processor.Seconds()/own.processor.Seconds(), c.allowed)
		}
		if c.demand > 0 {
			fmt.Printf(", at most %.2f", c.demand)
		}
		if c.name == loader {
			fmt.Printf("; %.2f × memory", float64(own.memory)/float64(u.memory))
		}
		fmt.Println()
	}
}
