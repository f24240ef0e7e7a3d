package promise

import (
	"fmt"
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
	outcome(inputs inputs[T, R], src *Promise[T]) (R, *failure)
}

// A gather is a promise of the outcome of several inputs. It is cold if one of
// them is, and starts them in order. Inputs that no longer matter forget it.
type gather[T, R any] struct {
	own     Promise[R]
	rule    rule[T, R]
	arms    inputs[T, R]
	left    int          // inputs that have not settled, if all are of one loop
	missing atomic.Int64 // the same, if not
	decided atomic.Bool
}

// An arm is the reaction of a gather on one of its inputs.
type arm[T, R any] struct {
	link
	g   *gather[T, R]
	src *Promise[T]
}

type inputs[T, R any] []arm[T, R]

// at is the promise that input i has become one with.
func (in inputs[T, R]) at(i int) *Promise[T] { return in[i].src.root() }

func gatherOver[T, R any](promises []*Promise[T], rule rule[T, R]) *Promise[R] {
	g := &gather[T, R]{rule: rule, left: len(promises)}
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
	if g.extend(promises) {
		g.own.chill(g)
	} else {
		g.launch()
	}
	return &g.own
}

// extend makes the arms and reports whether one of the inputs is cold. It
// settles where the handlers of the whole run: on the loop of all inputs, or, if
// they have not the same, where the deciding one is settled.
func (g *gather[T, R]) extend(promises []*Promise[T]) (cold bool) {
	g.own.loop = promises[0].loop
	g.arms = make([]arm[T, R], len(promises))
	for i, p := range promises {
		a := &g.arms[i]
		a.r, a.g, a.src = a, g, p
		cold = cold || p.isCold()
		if p.loop != g.own.loop {
			g.own.loop = nil
		}
	}
	return cold
}

func (g *gather[T, R]) launch() launcher {
	for i := range g.arms {
		a := &g.arms[i]
		src := a.src
		src.subscribe(&a.link)
		if g.decided.Load() { // perhaps too early to forget this one
			src.detach(&a.link)
		}
	}
	return nil
}

func (a *arm[T, R]) RunOn(on *loop.Loop, about any) ready {
	g, src := a.g, about.(*Promise[T])
	decisive := g.rule.decides(src)
	if !decisive && !g.isLast() || g.decided.Swap(true) {
		return ready{}
	}
	v, fail := g.rule.outcome(g.arms, src)
	if decisive {
		g.forget(a)
	}
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

// forget takes the reactions back from the inputs that have not settled: the
// promise of a long-lived operation must not collect those of every race.
func (g *gather[T, R]) forget(winner *arm[T, R]) {
	for i := range g.arms {
		if a := &g.arms[i]; a != winner {
			a.src.detach(&a.link)
		}
	}
}

func (*arm[T, R]) Unwound(*loop.Loop, error) ready { return ready{} }
