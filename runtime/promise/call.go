package promise

import (
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/micro"
)

// Call adapts an operation that takes a continuation. The promise is cold:
// launch runs when the chain is complete, that is when the promise is started,
// settled into, awaited or adopted. Its outcome is the arguments of k, and its
// handlers run inside the call of k, on the goroutine that calls it.
//
// k is one-shot; a second call reaches the hook of [OnSecondSettle].
func Call[T any](launch func(k func(T, error))) *Promise[T] {
	mustNotBeNil(launch == nil)
	p := &callPromise[T]{f: launch}
	p.src.own.core.prepare(p)
	return &p.src.own
}

// TryCall is Call for an operation whose launch may fail at once: an error
// that launch returns rejects the promise, and k is then not called.
func TryCall[T any](launch func(k func(T, error)) error) *Promise[T] {
	mustNotBeNil(launch == nil)
	p := &tryPromise[T]{f: launch}
	p.src.own.core.prepare(p)
	return &p.src.own
}

// A source is a promise that is settled by a continuation.
type source[T any] struct {
	own    Promise[T]
	called atomic.Bool // the continuation has been
	place  place       // of the function that was given the continuation
}

// k is the continuation. A second call is never passed over in silence.
func (p *source[T]) k(v T, err error) {
	if p.called.Swap(true) {
		reportSecondSettle(p.place, v, err)
		return
	}
	p.own.conclude(v, p.own.core.failedIn(p.place, err))
}

type callPromise[T any] struct {
	src source[T]
	f   func(func(T, error))
}

func (*callPromise[T]) Kind() kind { return micro.Launches(kind{}, (*callPromise[T]).Launch) }

func (p *callPromise[T]) Launch() *head {
	f := p.f
	p.f, p.src.place = nil, placeOf(f)
	f(p.src.k)
	return nil
}

type tryPromise[T any] struct {
	src source[T]
	f   func(func(T, error)) error
}

func (*tryPromise[T]) Kind() kind { return micro.Launches(kind{}, (*tryPromise[T]).Launch) }

func (p *tryPromise[T]) Launch() *head {
	f := p.f
	p.f, p.src.place = nil, placeOf(f)
	if err := f(p.src.k); err != nil {
		var zero T
		p.src.k(zero, err)
	}
	return nil
}
