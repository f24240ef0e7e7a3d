package promise

import "context"

// Settle ends the chain: it starts the promise and calls f with value and error
// exactly as they are delivered.
func (p *Promise[T]) Settle(f func(T, error)) {
	p.subscribe(&settler[T]{src: p, f: f})
}

type settler[T any] struct {
	src *Promise[T]
	f   func(T, error)
}

func (s *settler[T]) run() []reaction {
	s.f(s.src.val, s.src.err)
	return nil
}

// Start launches the operation of a cold promise, and of those that it is
// derived from, and returns p. On a promise that was started it does nothing.
func (p *Promise[T]) Start() *Promise[T] {
	p.mu.Lock()
	next := p.cold
	p.cold = nil
	p.mu.Unlock()
	start(next)
	return p
}

// Await starts the promise and waits until it settles or ctx is done. The end
// of ctx is returned as the error and leaves the promise alone.
func (p *Promise[T]) Await(ctx context.Context) (T, error) {
	w := waiter(make(chan struct{}))
	p.subscribe(w)
	select {
	case <-w:
		return p.val, p.err
	case <-ctx.Done():
		var zero T
		return zero, context.Cause(ctx)
	}
}

type waiter chan struct{}

func (w waiter) run() []reaction {
	close(w)
	return nil
}
