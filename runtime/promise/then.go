package promise

import "github.com/unnest-go/unnest/runtime/loop"

// Then runs f with the value, once p is fulfilled, and adopts the promise that
// f returns. An error of p skips f.
func (p *Promise[T]) Then[R any](f func(T) *Promise[R]) *Promise[R] {
	n := &thenNode[T, R]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// ThenCall runs f with the value and with the continuation that settles the
// returned promise: Then and Call in one.
func (p *Promise[T]) ThenCall[R any](f func(T, func(R, error))) *Promise[R] {
	n := &thenCallNode[T, R]{f: f}
	n.call.derive(&p.core, n, f == nil)
	return &n.call.own
}

// ThenTry is ThenCall for an operation whose launch may fail at once: Then and
// TryCall in one.
func (p *Promise[T]) ThenTry[R any](f func(T, func(R, error)) error) *Promise[R] {
	n := &thenTryNode[T, R]{f: f}
	n.call.derive(&p.core, n, f == nil)
	return &n.call.own
}

// Handle runs f with value and error exactly as they were delivered, and adopts
// the promise that f returns.
func (p *Promise[T]) Handle[R any](f func(T, error) *Promise[R]) *Promise[R] {
	n := &handleNode[T, R]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// HandleCall runs f with value and error exactly as they were delivered, and
// with the continuation that settles the returned promise.
func (p *Promise[T]) HandleCall[R any](f func(T, error, func(R, error))) *Promise[R] {
	n := &handleCallNode[T, R]{f: f}
	n.call.derive(&p.core, n, f == nil)
	return &n.call.own
}

// Map runs f with the value and settles the returned promise with the result.
// An error of p skips f.
func (p *Promise[T]) Map[R any](f func(T) (R, error)) *Promise[R] {
	n := &mapNode[T, R]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// Do runs f with the value and passes the value on. An error of p skips f.
func (p *Promise[T]) Do(f func(T)) *Promise[T] {
	n := &doNode[T]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// Keep stores the value in dst and passes it on. An error of p leaves dst
// alone. A nil dst panics.
func (p *Promise[T]) Keep(dst *T) *Promise[T] {
	n := &keepNode[T]{dst: dst}
	n.own.core.derive(&p.core, n, dst == nil)
	return &n.own
}

// Catch runs f with the error of p, if there is one, and adopts the promise
// that f returns; a value passes.
func (p *Promise[T]) Catch(f func(error) *Promise[T]) *Promise[T] {
	n := &catchNode[T]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// MapErr replaces the error of p by the one that f returns; a value passes. If
// f returns nil, the promise is fulfilled with the zero value.
func (p *Promise[T]) MapErr(f func(error) error) *Promise[T] {
	n := &mapErrNode[T]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// Finally runs f when p settles, either way, and passes value and error on as
// they were delivered.
func (p *Promise[T]) Finally(f func()) *Promise[T] {
	n := &finallyNode[T]{f: f}
	n.own.core.derive(&p.core, n, f == nil)
	return &n.own
}

// On returns a promise with the outcome of p whose handlers run on l: always
// later, as tasks of l have them, and one at a time. It moves the rest of a
// chain onto the loop. A nil loop panics.
func (p *Promise[T]) On(l *loop.Loop) *Promise[T] {
	mustNotBeNil(l == nil)
	n := &onNode[T]{}
	n.own.core.head.Kind = kindOn(l, n)
	n.own.core.attachTo(&p.core)
	return &n.own
}

func mustNotBeNil(isNil bool) {
	if isNil {
		panic("promise: nil handler")
	}
}
