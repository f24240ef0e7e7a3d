package promise

import (
	"context"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// Settle ends the chain: it starts the promise and calls f with value and error
// exactly as they are delivered.
func (p *Promise[T]) Settle(f func(T, error)) {
	s := &settler[T]{f: f}
	s.head.Kind = p.core.head.Kind.Like(s)
	p.core.subscribe(&s.head)
}

type settler[T any] struct {
	head head
	f    func(T, error)
}

func (*settler[T]) Kind() kind { return micro.Runs((*settler[T]).RunOn, (*settler[T]).Unwound) }

func (s *settler[T]) RunOn(_ *loop.Loop, p *Promise[T]) ready {
	v, fail := p.outcome()
	s.f(v, fail.reason())
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
	p.core.start()
	return p
}

func (p *core) start() {
	if s := p.slot.Load(); p.isColdIn(s) && p.slot.CompareAndSwap(s, nil) {
		start(s)
	}
}

// Await starts the promise and waits until it settles or ctx is done; if both, the
// outcome counts. The end of ctx is returned as its error, which is what is compared and
// tested for everywhere, and leaves the promise alone; [context.Cause] knows more. A
// handler cannot await a pending promise of the loop that it runs on; it gets ErrInside. That a
// promise of no loop is settled by that loop cannot be known: it would wait for ever.
func (p *Promise[T]) Await(ctx context.Context) (T, error) {
	root, err := p.core.await(ctx)
	if err != nil {
		var zero T
		return zero, err
	}
	return outcomeOf[T](root)
}

// await is Await; it returns the root of p, which has settled.
func (p *core) await(ctx context.Context) (root *core, err error) {
	root = p.root()
	if isSettled(root.slot.Load()) {
		p.observe()
		return root, nil
	}
	if l := root.loop(); l != nil && l.Inside() {
		return nil, ErrInside
	}
	w := &waiter{done: make(chan struct{})}
	w.head.Kind = nowhere.Of(nil, w)
	p.subscribe(&w.head)
	select {
	case <-w.done:
		return p.root(), nil
	case <-ctx.Done():
		p.detach(&w.head)
		if root = p.root(); isSettled(root.slot.Load()) {
			return root, nil // both have come
		}
		return nil, ctx.Err()
	}
}

type waiter struct {
	head head
	done chan struct{}
}

func (*waiter) Kind() kind { return micro.Runs((*waiter).RunOn, unwoundNot) }

func (w *waiter) RunOn(*loop.Loop, *head) ready {
	close(w.done)
	return ready{}
}

// unwoundNot is for reactions that always return.
func unwoundNot(*head, *loop.Loop, error) ready { return ready{} }
