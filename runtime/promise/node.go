package promise

import (
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/micro"
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
type node[T, R any] struct{ own Promise[R] }

// derive makes n wait for p: at once, or when n is started if p is cold.
func (n *node[T, R]) derive(p *Promise[T], self kindred, missing bool) *Promise[R] {
	mustNotBeNil(missing)
	n.own.head.Kind = p.head.Kind.Like(self)
	if !tracing.Load() && p.slot.CompareAndSwap(nil, &n.own.head) {
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
		c := &coldNode[T]{src: p, k: &n.own.head}
		c.head.Kind = nowhere.Of(nil, c)
		n.own.slot.Store(&c.head)
	} else {
		p.subscribe(&n.own.head)
	}
	return &n.own
}

// skip passes a failure on over a step that does not run.
func (n *node[T, R]) skip(fail *failure, on *loop.Loop) ready {
	var zero R
	return n.own.settle(zero, fail, on)
}

// A coldNode is what a derived promise needs while it is cold.
type coldNode[T any] struct {
	head head
	src  *Promise[T]
	k    *head // the reaction on it
}

func (*coldNode[T]) Kind() kind { return micro.Launches(kind{Role: cold}, (*coldNode[T]).Launch) }

func (c *coldNode[T]) Launch() *head { return c.src.launchFor(c.k) }

// launchFor registers the reaction k of a promise that was cold and says what to
// launch next.
func (p *Promise[T]) launchFor(k *head) *head {
	next, late := p.attach(k)
	if late { // it has settled while the chain was cold
		p.deliver(k)
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

// A callNode is a derived promise that is settled by a continuation. Most are
// cold, so it has room for its source.
type callNode[T, R any] struct {
	node[T, R]
	oneShot
	src *Promise[T] // while it is cold
}

// derive is that of node.
func (n *callNode[T, R]) derive(p *Promise[T], self kindred, missing bool) *Promise[R] {
	mustNotBeNil(missing)
	if !p.isCold() || tracing.Load() {
		return n.node.derive(p, self, false)
	}
	n.own.head.Kind = p.head.Kind.Like(self)
	n.src = p
	n.own.chill()
	return &n.own
}

func (n *callNode[T, R]) Launch() *head {
	src := n.src
	n.src = nil
	return src.launchFor(&n.own.head)
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
