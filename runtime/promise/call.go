package promise

import "sync/atomic"

// Call adapts an operation that takes a continuation. The promise is cold:
// launch runs when the chain is complete, that is when the promise is started,
// settled into, awaited or adopted. Its outcome is the arguments of k, and its
// handlers run inside the call of k, on the goroutine that calls it.
//
// k is one-shot; a second call reaches the hook of [OnSecondSettle].
func Call[T any](launch func(k func(T, error))) *Promise[T] {
	if launch == nil {
		panic("promise: Call of a nil function")
	}
	p := &callPromise[T]{f: launch}
	p.cold = p
	return &p.Promise
}

// TryCall is Call for an operation whose launch may fail at once: an error
// that launch returns rejects the promise, and k is then not called.
func TryCall[T any](launch func(k func(T, error)) error) *Promise[T] {
	if launch == nil {
		panic("promise: TryCall of a nil function")
	}
	p := &tryPromise[T]{f: launch}
	p.cold = p
	return &p.Promise
}

// A oneShot is a promise settled by a continuation that must be called once.
type oneShot[T any] struct {
	Promise[T]
	called atomic.Bool
	place  place // of the function that was given the continuation
}

// k is the continuation.
func (p *oneShot[T]) k(v T, err error) {
	if p.called.Swap(true) {
		reportSecondSettle(p.place, v, err)
		return
	}
	p.settleExternal(v, err)
}

type callPromise[T any] struct {
	oneShot[T]
	f func(func(T, error))
}

func (p *callPromise[T]) launch() launcher {
	f := p.f
	p.f, p.place = nil, placeOf(f)
	f(p.k)
	return nil
}

type tryPromise[T any] struct {
	oneShot[T]
	f func(func(T, error)) error
}

func (p *tryPromise[T]) launch() launcher {
	f := p.f
	p.f, p.place = nil, placeOf(f)
	if err := f(p.k); err != nil {
		var zero T
		p.k(zero, err)
	}
	return nil
}
