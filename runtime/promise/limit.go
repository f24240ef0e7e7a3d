package promise

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// Timeout returns a promise with the outcome of p, or rejected with ErrTimeout
// if p has not settled d after its start. Whatever p stands for goes on.
func (p *Promise[T]) Timeout(d time.Duration) *Promise[T] {
	l := p.loop()
	if l == nil {
		l = loop.Default()
	}
	return p.limit(func(n *limitNode[T]) (disarm func() bool) {
		return l.SetTimeout(d, func() { n.expire(ErrTimeout) }).Stop
	})
}

// WithContext returns a promise with the outcome of p, or rejected with the
// cause of ctx if that is done before p has settled. Whatever p stands for goes
// on, unless it was given ctx, too.
func (p *Promise[T]) WithContext(ctx context.Context) *Promise[T] {
	return p.limit(func(n *limitNode[T]) (disarm func() bool) {
		return context.AfterFunc(ctx, func() { n.expire(context.Cause(ctx)) })
	})
}

func (p *Promise[T]) limit(arm func(*limitNode[T]) func() bool) *Promise[T] {
	n := &limitNode[T]{arm: arm, src: p}
	n.own.head.Kind = p.head.Kind.Like(n)
	if tracing.Load() {
		n.own.record()
	}
	if p.isCold() {
		n.own.chill()
	} else {
		start(n.Launch())
	}
	return &n.own
}

// A limitNode has the outcome of its source or an error, whichever comes first.
type limitNode[T any] struct {
	node[T, T]
	src     *Promise[T]
	arm     func(*limitNode[T]) (disarm func() bool)
	disarm  func() bool
	decided atomic.Bool
}

func (*limitNode[T]) Kind() kind {
	k := micro.Runs((*limitNode[T]).RunOn, (*limitNode[T]).Unwound)
	return micro.Launches(k, (*limitNode[T]).Launch)
}

// Launch arms before it registers, so that RunOn finds what to disarm.
func (n *limitNode[T]) Launch() *head {
	src := n.src // expire and RunOn, which may come at once, let go of it
	n.disarm = n.arm(n)
	next := src.launchFor(&n.own.head)
	if n.decided.Load() { // perhaps too early to be taken back
		src.detach(&n.own.head)
	}
	return next
}

func (n *limitNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	if n.decided.Swap(true) {
		return ready{}
	}
	n.disarm()
	n.src = nil
	return n.own.settle(src.val, src.failure(), on)
}

func (n *limitNode[T]) expire(cause error) {
	if n.decided.Swap(true) {
		return
	}
	src := n.src
	n.src = nil
	src.detach(&n.own.head)
	var zero T
	n.own.conclude(zero, newFailure(cause, 0, n.own.trace()))
}
