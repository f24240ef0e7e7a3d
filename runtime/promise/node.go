package promise

import (
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A node is a derived promise. It is itself the reaction on its source: one
// object is registered there and settled by its own handler.
//
// Invariant: src is nil once the handler has begun, so that a chain does not
// keep its past alive.
type node[T, R any] struct {
	Promise[R]
	link
	src *Promise[T]
}

// derive makes n wait for p: at once, or when n is started if p is cold.
func (n *node[T, R]) derive(p *Promise[T], self reaction) *Promise[R] {
	n.r, n.src, n.loop = self, p, p.loop
	if !tracing.Load() && p.slot.CompareAndSwap(nil, &n.link) {
		return &n.Promise // the most frequent case: the first to wait for a pending promise
	}
	return n.attachTo(p)
}

// attachTo is derive in general.
func (n *node[T, R]) attachTo(p *Promise[T]) *Promise[R] {
	if tracing.Load() {
		n.record()
	}
	if p.isCold() {
		n.chill(n)
	} else {
		p.subscribe(&n.link)
	}
	return &n.Promise
}

// launch registers n with its source and says what to launch next.
func (n *node[T, R]) launch() launcher {
	src := n.src
	next, ready := src.attach(&n.link)
	if ready { // it has settled while the chain was cold
		src.deliver(n.r)
	}
	return next
}

// take returns the source, which has settled, and forgets it.
func (n *node[T, R]) take() *Promise[T] {
	src := n.src
	n.src = nil
	if src.slot.Load() == settled {
		return src
	}
	return src.root()
}

// skip passes a failure on over a step that does not run.
func (n *node[T, R]) skip(fail *failure, on *loop.Loop) reaction {
	var zero R
	return n.settle(zero, fail, on)
}

// fail is the failure with which the handler f returned; nil for nil.
func (n *node[T, R]) failedIn(f place, err error) *failure {
	if err == nil {
		return nil
	}
	return &failure{err: err, origin: f, trace: n.trace()}
}

// Unwound settles the promise of a handler that did not return.
func (n *node[T, R]) Unwound(on *loop.Loop, cause error) reaction {
	return n.skip(&failure{err: cause, trace: n.trace()}, on)
}

// A callNode is a derived promise that is settled by a continuation.
type callNode[T, R any] struct {
	node[T, R]
	oneShot
	mark coldMark
}

// derive is that of node; most call nodes are cold.
func (n *callNode[T, R]) derive(p *Promise[T], self reaction) *Promise[R] {
	if !p.isCold() || tracing.Load() {
		return n.node.derive(p, self)
	}
	n.r, n.src, n.loop = self, p, p.loop
	n.chillWith(&n.mark, &n.node)
	return &n.Promise
}

// k is the continuation. A second call is never passed over in silence.
func (n *callNode[T, R]) k(v R, err error) {
	if n.called.Swap(true) {
		reportSecondSettle(n.place, v, err)
		return
	}
	n.conclude(v, n.failedIn(n.place, err))
}

// Unwound settles the promise unless the continuation has been called.
func (n *callNode[T, R]) Unwound(on *loop.Loop, cause error) reaction {
	if n.called.Swap(true) {
		return nil
	}
	return n.node.Unwound(on, cause)
}

// A oneShot makes sure that a continuation settles its promise once.
type oneShot struct {
	called atomic.Bool
	place  place // of the function that was given the continuation
}
