package cps

import (
	"go/token"
	"go/types"
	"maps"
)

// A weight is what running a piece of code once means for one function value:
// how often it is called at most, when, and where else it goes.
//
// Weights only grow while a package is examined: n, guarded, when, verdict and
// the flags each move in one direction, which is why the examination ends.
type weight struct {
	n         int                  // calls on the fullest path: 0, 1, or 2 for more
	guarded   map[types.Object]int // calls that a guard lets happen only once, by guard
	when      moments              // of the calls, seen from the start of the code
	verdict   Verdict
	why       string    // the use that led to the verdict
	pos       token.Pos // its place
	nilTested bool
	relies    bool // it goes, as it is, where no code tells what becomes of it
	busy      bool // the code does something else before a call
	worked    bool // an operation, or work on another goroutine, precedes a call
	reports   bool // an error may be returned although there is a call
}

// direct is the weight of a call.
func direct() weight { return weight{n: 1, when: atOnce} }

// most is the greatest number of calls on a path.
func (w weight) most() int {
	n := w.n
	for _, k := range w.guarded {
		n += k
	}
	return min(n, 2)
}

// worsen raises the verdict, keeping the first use that led to it.
func (w *weight) worsen(v Verdict, pos token.Pos, why string) {
	if v > w.verdict {
		w.verdict, w.pos, w.why = v, pos, why
	}
}

// grow takes over what is greater in v and says whether anything was.
func (w *weight) grow(v weight) bool {
	old := *w
	old.guarded = maps.Clone(w.guarded)
	w.n = max(w.n, v.n)
	w.guarded = mostGuarded(w.guarded, v.guarded)
	w.when |= v.when
	w.worsen(v.verdict, v.pos, v.why)
	w.nilTested = w.nilTested || v.nilTested
	w.relies = w.relies || v.relies
	w.busy = w.busy || v.busy
	w.worked = w.worked || v.worked
	w.reports = w.reports || v.reports
	return w.n != old.n || w.when != old.when || w.verdict != old.verdict ||
		w.nilTested != old.nilTested || w.busy != old.busy || w.worked != old.worked ||
		w.reports != old.reports || w.relies != old.relies || !maps.Equal(w.guarded, old.guarded)
}

// mostGuarded is the greater count of each guard.
func mostGuarded(a, b map[types.Object]int) map[types.Object]int {
	if len(b) == 0 {
		return a
	}
	all := maps.Clone(a)
	if all == nil {
		all = make(map[types.Object]int)
	}
	for guard, n := range b {
		all[guard] = max(all[guard], n)
	}
	return all
}

// release turns the guards that are declared between two places into plain
// calls: each run of that code has its own, so they guard nothing outside.
func (w *weight) release(from, to token.Pos) {
	kept := make(map[types.Object]int)
	for guard, n := range w.guarded {
		if from <= guard.Pos() && guard.Pos() < to {
			w.n = min(w.n+n, 2)
			continue // declared inside
		}
		kept[guard] = n
	}
	w.guarded = kept
}
