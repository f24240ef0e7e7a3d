package promise

import (
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A rule says what the outcome of several inputs is.
type rule[T, R any] struct {
	first, firstError bool // a value, an error of one input decides the whole

	// outcome is that of the whole: src is the input that was decisive or, if
	// none was, the last. Then all of the inputs have settled.
	outcome func(inputs []*Promise[T], src *Promise[T]) (R, *failure)
}

// decides reports whether the outcome of an input decides the whole.
func (r *rule[T, R]) decides(src *Promise[T]) bool {
	if src.core.failure() == nil {
		return r.first
	}
	return r.firstError
}

// A gather is a promise of the outcome of several inputs, and the one reaction
// on all of them: which one has settled comes with the call. It is cold if one of
// them is, and starts them in order. When it is decided, it and the inputs that no
// longer matter forget each other.
type gather[T, R any] struct {
	own     Promise[R]
	rule    rule[T, R]
	decide  decision[T, R]
	inputs  []*Promise[T]
	missing int32 // inputs that have not settled
	decided atomic.Bool
}

func gatherOver[T, R any](promises []*Promise[T], rule rule[T, R]) *Promise[R] {
	g := &gather[T, R]{rule: rule, missing: int32(len(promises))}
	g.own.core.record()
	home, cold, missing := homeOf(promises)
	if missing != nil {
		g.own.core.head.Kind = nowhere.Plain(nil)
		g.own.core.reject(failed(missing), nil)
		leaveAlone(promises)
		return &g.own
	}
	g.inputs = slices.Clone(promises)
	g.own.core.head.Kind = kindOn(home, g)
	g.decide.head.Kind, g.decide.g = kindOn(home, &g.decide), g
	if cold {
		g.own.core.chill()
	} else {
		g.Launch()
	}
	return &g.own
}

// leaveAlone is for inputs that do not matter. Those that are cold are not started, for
// which nobody waits.
func leaveAlone[T any](inputs []*Promise[T]) {
	for _, p := range inputs {
		if p != nil && !p.core.isCold() {
			p.core.disregard()
		}
	}
}

// homeOf says where the handlers of the whole run: on the loop of all inputs, or,
// if they have not the same, where the deciding one is settled. It also reports
// whether one of the inputs is cold, and if one is missing.
func homeOf[T any](inputs []*Promise[T]) (home *loop.Loop, cold bool, missing error) {
	for i, p := range inputs {
		switch {
		case p == nil:
			return nil, false, fmt.Errorf("input %d: %w", i, ErrNilPromise)
		case i == 0:
			home = p.core.loop()
		case p.core.loop() != home:
			home = nil
		}
		cold = cold || p.core.isCold()
	}
	return home, cold, nil
}

func (*gather[T, R]) Kind() kind {
	k := micro.Tallies(kind{Role: tallied}, (*gather[T, R]).Tally)
	return micro.Launches(k, (*gather[T, R]).Launch)
}

func (g *gather[T, R]) Launch() *head {
	inputs := g.inputs
	for _, p := range inputs {
		if !p.core.slot.CompareAndSwap(nil, &g.own.core.head) { // the first to wait, mostly
			p.core.subscribe(&g.own.core.head)
		}
	}
	if g.decided.Load() { // perhaps too early to forget all of them
		g.forget(inputs)
	}
	return nil
}

// Tally counts an input that has settled, at once: to queue what decides nothing
// would change the order of nothing.
func (g *gather[T, R]) Tally(src *Promise[T]) *head {
	if g.rule.decides(src) || atomic.AddInt32(&g.missing, -1) == 0 {
		return &g.decide.head
	}
	return nil
}

// A decision is the reaction of a gather on the input that decides.
type decision[T, R any] struct {
	head head
	g    *gather[T, R]
}

func (*decision[T, R]) Kind() kind {
	return micro.Runs((*decision[T, R]).RunOn, unwoundNot)
}

func (d *decision[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	g := d.g
	if g.decided.Swap(true) {
		return ready{}
	}
	v, fail := g.rule.outcome(g.inputs, src)
	if g.rule.decides(src) {
		g.forget(g.inputs)
	}
	g.inputs = nil // launch, which may still be at it, has the list from before
	return g.own.settle(v, fail, on)
}

// forget takes the reaction back from the inputs that have not settled: the
// promise of a long-lived operation must not collect those of every race.
func (g *gather[T, R]) forget(inputs []*Promise[T]) {
	for _, p := range inputs {
		p.core.detach(&g.own.core.head)
	}
}
