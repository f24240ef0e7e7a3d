package promise

import (
	"context"

	"github.com/unnest-go/unnest/runtime/loop"
)

// Settle ends the chain: it starts the promise and calls f with value and error
// exactly as they are delivered.
func (p *Promise[T]) Settle(f func(T, error)) {
	s := &settler[T]{f: f}
	s.r = s
	p.subscribe(&s.link)
}

type settler[T any] struct {
	link
	f func(T, error)
}

func (s *settler[T]) RunOn(_ *loop.Loop, about any) ready {
	s.f(about.(*Promise[T]).outcome())
	return ready{}
}

// Unwound has no promise to reject with the cause, which nobody can handle.
func (s *settler[T]) Unwound(_ *loop.Loop, cause error) ready {
	(&failure{err: cause, origin: placeOf(s.f)}).checkpoint()
	return ready{}
}

// Start launches the operation of a cold promise, and of those that it is
// derived from, and returns p. On a promise that was started it does nothing.
func (p *Promise[T]) Start() *Promise[T] {
	s := p.slot.Load()
	if s == nil || s == settled {
		return p
	}
	if c, ok := s.r.(*coldMark); ok && p.slot.CompareAndSwap(s, nil) {
		start(c.launcher)
	}
	return p
}

// Await starts the promise and waits until it settles or ctx is done. The end
// of ctx is returned as its error, which is what is compared and tested for
// everywhere, and leaves the promise alone; [context.Cause] knows more. A handler
// cannot await a promise of the loop that it runs on; it gets ErrInside.
func (p *Promise[T]) Await(ctx context.Context) (T, error) {
	w := &waiter{done: make(chan struct{})}
	w.r = w
	if !p.Settled() {
		if l := p.root().loop; l != nil && l.Inside() {
			var zero T
			return zero, ErrInside
		}
		p.subscribe(&w.link)
	} else {
		p.root().failure().observe()
		return p.root().outcome()
	}
	select {
	case <-w.done:
		return p.root().outcome()
	case <-ctx.Done():
		p.detach(&w.link)
		var zero T
		return zero, ctx.Err()
	}
}

type waiter struct {
	link
	done chan struct{}
}

func (w *waiter) RunOn(*loop.Loop, any) ready {
	close(w.done)
	return ready{}
}

func (*waiter) Unwound(*loop.Loop, error) ready { return ready{} }
