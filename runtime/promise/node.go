package promise

import (
	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A derived promise is itself the reaction on its source: one object, a node, is
// registered there and settled by its own handler. It does not know its source, which
// comes with the call of the reaction: a chain does not keep its past alive.
//
// In every type of node the promise is a field with a name. Embedded, it would give
// its methods to every kind of node, for every type of value: most of what is
// compiled where a chain is written.

// derive makes p, the promise of the node self, wait for src: at once, or when p is
// started if src is cold.
func (p *core) derive(src *core, self kindred, missing bool) {
	mustNotBeNil(missing)
	p.head.Kind = src.head.Kind.Like(self)
	// Most often p is the first to wait for a pending promise.
	if tracing.Load() || !src.slot.CompareAndSwap(nil, &p.head) {
		p.attachTo(src)
	}
}

// attachTo is derive in general.
func (p *core) attachTo(src *core) {
	p.record()
	if src.isCold() {
		c := &coldNode{src: src, k: &p.head}
		c.head.Kind = nowhere.Of(nil, c)
		preset(&p.slot, &c.head)
	} else {
		src.subscribe(&p.head)
	}
}

// A coldNode is what a derived promise needs while it is cold.
type coldNode struct {
	head head
	src  *core
	k    *head // the reaction on it
}

func (*coldNode) Kind() kind { return micro.Launches(kind{Role: cold}, (*coldNode).Launch) }

func (c *coldNode) Launch() *head { return c.src.launchFor(c.k) }

// launchFor registers the reaction k of a promise that was cold and says what to
// launch next.
func (p *core) launchFor(k *head) *head {
	next, late := p.attach(k)
	if late { // it has settled while the chain was cold
		p.deliver(k)
	}
	return next
}

// failedIn is the failure with which the handler f of p returned; nil for nil.
func (p *core) failedIn(f place, err error) *failure {
	if err == nil {
		return nil
	}
	return newFailure(err, f, p.trace())
}

// Unwound settles the promise of a handler that did not return. Whoever was to settle it,
// for the handler had it adopt another, may do so at the same time, so that the value is
// left alone.
func (p *core) Unwound(on *loop.Loop, cause error) ready {
	if isSettled(p.root().slot.Load()) {
		p.unwoundLate(cause)
		return ready{}
	}
	fail := newFailure(cause, handlerLeft(), p.trace())
	fail.bare = true
	return p.reject(fail, on)
}

// unwoundLate is Unwound for a promise that has settled. If it belongs to no loop the
// cause may be that of a handler further down, which ran inside: it is not lost.
func (p *core) unwoundLate(cause error) {
	if p.loop() == nil {
		failed(cause).checkpoint()
	}
}

// A callNode is a derived promise that is settled by a continuation. Most are
// cold, so it has room for its source.
type callNode[R any] struct {
	source[R]
	src *core // while it is cold
}

// derive is that of core.
func (n *callNode[R]) derive(src *core, self kindred, missing bool) {
	mustNotBeNil(missing)
	p := &n.own.core
	if !src.isCold() || tracing.Load() {
		p.derive(src, self, false)
		return
	}
	p.head.Kind = src.head.Kind.Like(self)
	n.src = src
	p.chill()
}

func (n *callNode[R]) Launch() *head {
	src := n.src
	n.src = nil
	return src.launchFor(&n.own.core.head)
}

// Unwound settles the promise unless the continuation has been called.
func (n *callNode[R]) Unwound(on *loop.Loop, cause error) ready {
	if n.called.Swap(true) {
		n.own.core.unwoundLate(cause)
		return ready{}
	}
	return n.own.core.Unwound(on, cause)
}
