package promise

import (
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A node is a derived promise. It is itself the reaction on its source: one
// object is registered there and settled by its own handler. It does not know
// its source, which comes with the call of the reaction: a chain does not keep
// its past alive.
//
// The promise is a field with a name. Embedded, it would give its methods to
// every kind of node, for every type of value: most of what is compiled where
// a chain is written.
type node[T, R any] struct {
	own Promise[R]
	link
}

// derive makes n wait for p: at once, or when n is started if p is cold.
func (n *node[T, R]) derive(p *Promise[T], self reaction) *Promise[R] {
	n.r, n.own.loop = self, p.loop
	if !tracing.Load() && p.slot.CompareAndSwap(nil, &n.link) {
		return &n.own // the most frequent case: the first to wait for a pending promise
	}
	return n.attachTo(p)
}

// attachTo is derive in general.
func (n *node[T, R]) attachTo(p *Promise[T]) *Promise[R] {
	if tracing.Load() {
		n.own.record()
	}
	if p.isCold() {
		n.chillBehind(p, &coldNode[T]{})
	} else {
		p.subscribe(&n.link)
	}
	return &n.own
}

// chillBehind makes n cold: it is registered with p when it is started.
func (n *node[T, R]) chillBehind(p *Promise[T], c *coldNode[T]) {
	c.src, c.k = p, &n.link
	n.own.chillWith(&c.coldMark, c)
}

// skip passes a failure on over a step that does not run.
func (n *node[T, R]) skip(fail *failure, on *loop.Loop) ready {
	var zero R
	return n.own.settle(zero, fail, on)
}

// A coldNode is what a derived promise needs while it is cold.
type coldNode[T any] struct {
	coldMark
	src *Promise[T]
	k   *link // the reaction on it
}

// launch registers the reaction and says what to launch next.
func (c *coldNode[T]) launch() launcher {
	src := c.src
	c.src = nil
	next, late := src.attach(c.k)
	if late { // it has settled while the chain was cold
		src.deliver(c.k.r)
	}
	return next
}

// failedIn is the failure with which the handler f returned; nil for nil.
func (n *node[T, R]) failedIn(f place, err error) *failure {
	if err == nil {
		return nil
	}
	return newFailure(err, f, n.own.trace())
}

// Unwound settles the promise of a handler that did not return.
func (n *node[T, R]) Unwound(on *loop.Loop, cause error) ready {
	return n.skip(newFailure(cause, 0, n.own.trace()), on)
}

// A callNode is a derived promise that is settled by a continuation.
type callNode[T, R any] struct {
	node[T, R]
	oneShot
	cold coldNode[T]
}

// derive is that of node; most call nodes are cold.
func (n *callNode[T, R]) derive(p *Promise[T], self reaction) *Promise[R] {
	if !p.isCold() || tracing.Load() {
		return n.node.derive(p, self)
	}
	n.r, n.own.loop = self, p.loop
	n.chillBehind(p, &n.cold)
	return &n.own
}

// k is the continuation. A second call is never passed over in silence.
func (n *callNode[T, R]) k(v R, err error) {
	if n.called.Swap(true) {
		reportSecondSettle(n.place, v, err)
		return
	}
	n.own.conclude(v, n.failedIn(n.place, err))
}

// Unwound settles the promise unless the continuation has been called.
func (n *callNode[T, R]) Unwound(on *loop.Loop, cause error) ready {
	if n.called.Swap(true) {
		return ready{}
	}
	return n.node.Unwound(on, cause)
}

// A oneShot makes sure that a continuation settles its promise once.
type oneShot struct {
	called atomic.Bool
	place  place // of the function that was given the continuation
}
