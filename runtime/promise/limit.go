package promise

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// Timeout returns a promise with the outcome of p, or rejected with ErrTimeout
// if p has not settled d after the call of Timeout or, if that is later, the launch of p.
// Whatever p stands for goes on, and nobody gets what it yields in the end: a connection or
// a file stays open, so limit those by a context. If p is of no loop, it is the default loop
// that tells of the time: put [Promise.On] before it if the handlers belong to another.
func (p *Promise[T]) Timeout(d time.Duration) *Promise[T] {
	l := p.core.loop()
	if l == nil {
		l = loop.Default()
	}
	return p.limit(func(expire func(error)) (disarm func() bool) {
		return l.SetTimeout(d, func() { expire(ErrTimeout) }).Stop
	})
}

// WithContext returns a promise with the outcome of p, or rejected with the
// cause of ctx if that is done before p has settled. Whatever p stands for goes
// on, unless it was given ctx, too. If p is of no loop, the handlers then run on a goroutine
// of their own: put [Promise.On] before it if they belong to a loop.
func (p *Promise[T]) WithContext(ctx context.Context) *Promise[T] {
	return p.limit(func(expire func(error)) (disarm func() bool) {
		if ctx.Err() != nil {
			expire(context.Cause(ctx))
			return nil
		}
		return context.AfterFunc(ctx, func() { expire(context.Cause(ctx)) })
	})
}

func (p *Promise[T]) limit(arm func(expire func(error)) func() bool) *Promise[T] {
	n := &limitNode[T]{}
	n.limit.own, n.limit.src, n.limit.arm = &n.own.core, &p.core, arm
	n.limit.begin(n, n.expire)
	return &n.own
}

// A limitNode has the outcome of its source or an error, whichever comes first.
type limitNode[T any] struct {
	own   Promise[T]
	limit limit
}

func (*limitNode[T]) Kind() kind {
	k := micro.Runs((*limitNode[T]).RunOn, (*core).Unwound)
	return micro.Launches(k, (*limitNode[T]).Launch)
}

func (n *limitNode[T]) Launch() *head { return n.limit.launch(n.expire) }

func (n *limitNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	if !n.limit.isMet() {
		return ready{}
	}
	v, fail := src.outcome()
	return n.own.settle(v, fail, on)
}

// expire rejects the promise unless its source has settled. What has may still be on its
// way here.
func (n *limitNode[T]) expire(cause error) {
	src := n.limit.exceed()
	if src == nil {
		return
	}
	if root := src.root(); isSettled(root.slot.Load()) {
		n.own.conclude(promiseOf[T](root).outcome())
		return
	}
	n.own.core.refuse(newFailure(cause, 0, n.own.core.trace()))
}

// A limit is what a limitNode is beside a promise.
type limit struct {
	own     *core
	src     *core
	arm     func(expire func(error)) (disarm func() bool)
	disarm  atomic.Pointer[func() bool]
	decided atomic.Bool
}

// begin launches self, the node, unless its source is cold.
func (n *limit) begin(self kindred, expire func(error)) {
	n.own.head.Kind = n.src.head.Kind.Like(self)
	n.own.record()
	if n.src.isCold() {
		n.own.chill()
	} else {
		start(n.launch(expire))
	}
}

// launch arms before it registers, so that RunOn finds what to disarm. There is no limit
// to what has settled.
func (n *limit) launch(expire func(error)) *head {
	src := n.src // exceed and isMet, which may come at once, let go of it
	if !isSettled(src.root().slot.Load()) {
		disarm := n.arm(expire)
		n.disarm.Store(&disarm)
	}
	next := src.launchFor(&n.own.head)
	if n.decided.Load() { // perhaps too early to be taken back, or to let go of it
		src.detach(&n.own.head)
		n.disarm.Store(nil)
	}
	return next
}

// isMet reports whether the source has settled first.
func (n *limit) isMet() bool {
	if n.decided.Swap(true) {
		return false
	}
	if disarm := n.disarm.Swap(nil); disarm != nil && *disarm != nil {
		(*disarm)()
	}
	n.src, n.arm = nil, nil
	return true
}

// exceed says that the limit is exceeded, and returns the source; nil if that has settled
// first.
func (n *limit) exceed() (src *core) {
	if n.decided.Swap(true) {
		return nil
	}
	src, n.src, n.arm = n.src, nil, nil
	n.disarm.Store(nil)
	src.detach(&n.own.head)
	return src
}
