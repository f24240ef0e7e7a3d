package promise

import (
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A rule says what the outcome of several inputs is.
type rule[T, R any] interface {
	// decides reports whether the outcome of an input decides the whole. It may
	// be called by several goroutines at once, and even after the decision.
	decides(src *Promise[T]) bool

	// outcome is that of the whole: src is the input that was decisive or, if
	// none was, the last. Then all of the inputs have settled.
	outcome(inputs inputs[T], src *Promise[T]) (R, *failure)
}

// A gather is a promise of the outcome of several inputs, and the one reaction
// on all of them: which one has settled comes with the call. It is cold if one of
// them is, and starts them in order. When it is decided, it and the inputs that no
// longer matter forget each other.
type gather[T, R any] struct {
	own Promise[R]
	link
	rule    rule[T, R]
	inputs  inputs[T]
	left    int          // inputs that have not settled, if all are of one loop
	missing atomic.Int64 // the same, if not
	decided atomic.Bool
}

type inputs[T any] []*Promise[T]

// at is the promise that input i has become one with.
func (in inputs[T]) at(i int) *Promise[T] { return in[i].root() }

func gatherOver[T, R any](promises []*Promise[T], rule rule[T, R]) *Promise[R] {
	g := &gather[T, R]{rule: rule, left: len(promises)}
	g.r = g
	g.missing.Store(int64(len(promises)))
	if tracing.Load() {
		g.own.record()
	}
	for i, p := range promises {
		if p == nil {
			g.own.reject(failed(fmt.Errorf("input %d: %w", i, ErrNilPromise)), nil)
			return &g.own
		}
	}
	g.inputs = slices.Clone(promises)
	if g.home() {
		g.own.chill(g)
	} else {
		g.launch()
	}
	return &g.own
}

// home says where the handlers of the whole run: on the loop of all
// inputs, or, if they have not the same, where the deciding one is settled. It
// reports whether one of the inputs is cold.
func (g *gather[T, R]) home() (cold bool) {
	g.own.loop = g.inputs[0].loop
	for _, p := range g.inputs {
		cold = cold || p.isCold()
		if p.loop != g.own.loop {
			g.own.loop = nil
		}
	}
	return cold
}

func (g *gather[T, R]) launch() launcher {
	for _, p := range g.inputs {
		p.subscribe(&g.link)
		if g.decided.Load() { // perhaps too early to forget this one
			p.detach(&g.link)
		}
	}
	return nil
}

func (g *gather[T, R]) RunOn(on *loop.Loop, about any) ready {
	src := about.(*Promise[T])
	decisive := g.rule.decides(src)
	if !decisive && !g.isLast() || g.decided.Swap(true) {
		return ready{}
	}
	v, fail := g.rule.outcome(g.inputs, src)
	if decisive {
		g.forget()
	}
	g.inputs = nil // launch, which may still be at it, has the list from before
	return g.own.settle(v, fail, on)
}

// isLast counts an input that has settled.
func (g *gather[T, R]) isLast() bool {
	if g.own.loop == nil {
		return g.missing.Add(-1) == 0
	}
	g.left-- // only on the goroutine of the loop
	return g.left == 0
}

// forget takes the reaction back from the inputs that have not settled: the
// promise of a long-lived operation must not collect those of every race.
func (g *gather[T, R]) forget() {
	for _, p := range g.inputs {
		p.detach(&g.link)
	}
}

func (*gather[T, R]) Unwound(*loop.Loop, error) ready { return ready{} }
