package promise

// Then runs f with the value, once p is fulfilled, and adopts the promise that
// f returns. An error of p skips f.
func (p *Promise[T]) Then[R any](f func(T) *Promise[R]) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &thenPromise[T, R]{f: f})
}

// ThenCall runs f with the value and with the continuation that settles the
// returned promise: Then and Call in one.
func (p *Promise[T]) ThenCall[R any](f func(T, func(R, error))) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &thenCallPromise[T, R]{f: f})
}

// ThenTry is ThenCall for an operation whose launch may fail at once: Then and
// TryCall in one.
func (p *Promise[T]) ThenTry[R any](f func(T, func(R, error)) error) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &thenTryPromise[T, R]{f: f})
}

// Handle runs f with value and error exactly as they were delivered, and adopts
// the promise that f returns.
func (p *Promise[T]) Handle[R any](f func(T, error) *Promise[R]) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &handlePromise[T, R]{f: f})
}

// HandleCall runs f with value and error exactly as they were delivered, and
// with the continuation that settles the returned promise.
func (p *Promise[T]) HandleCall[R any](f func(T, error, func(R, error))) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &handleCallPromise[T, R]{f: f})
}

// Map runs f with the value and settles the returned promise with the result.
// An error of p skips f.
func (p *Promise[T]) Map[R any](f func(T) (R, error)) *Promise[R] {
	mustNotBeNil(f == nil)
	return derive(p, &mapPromise[T, R]{f: f})
}

// Do runs f with the value and passes the value on. An error of p skips f.
func (p *Promise[T]) Do(f func(T)) *Promise[T] {
	mustNotBeNil(f == nil)
	return derive(p, &doPromise[T]{f: f})
}

// Keep stores the value in dst and passes it on. An error of p leaves dst
// alone.
func (p *Promise[T]) Keep(dst *T) *Promise[T] {
	mustNotBeNil(dst == nil)
	return derive(p, &keepPromise[T]{dst: dst})
}

// Catch runs f with the error of p, if there is one, and adopts the promise
// that f returns; a value passes.
func (p *Promise[T]) Catch(f func(error) *Promise[T]) *Promise[T] {
	mustNotBeNil(f == nil)
	return derive(p, &catchPromise[T]{f: f})
}

// MapErr replaces the error of p by the one that f returns; a value passes. If
// f returns nil, the promise is fulfilled with the zero value.
func (p *Promise[T]) MapErr(f func(error) error) *Promise[T] {
	mustNotBeNil(f == nil)
	return derive(p, &mapErrPromise[T]{f: f})
}

// Finally runs f when p settles, either way, and passes value and error on as
// they were delivered.
func (p *Promise[T]) Finally(f func()) *Promise[T] {
	mustNotBeNil(f == nil)
	return derive(p, &finallyPromise[T]{f: f})
}

func mustNotBeNil(isNil bool) {
	if isNil {
		panic("promise: nil handler")
	}
}
