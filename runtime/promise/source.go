package promise

// Resolve returns a promise that is fulfilled with v.
func Resolve[T any](v T) *Promise[T] { return &Promise[T]{settled: true, val: v} }

// Reject returns a promise that is rejected with err.
func Reject[T any](err error) *Promise[T] {
	if err == nil {
		err = ErrNilReason
	}
	return &Promise[T]{settled: true, err: err}
}

// Never returns a promise that does not settle: what a handler returns on a
// path where the story ends.
func Never[T any]() *Promise[T] { return &Promise[T]{} }

// New calls exec at once with the two functions that settle the promise. The
// first call counts; later calls of either are ignored.
func New[T any](exec func(resolve func(T), reject func(error))) *Promise[T] {
	p := &oneShot[T]{}
	exec(func(v T) {
		if !p.called.Swap(true) {
			p.settleExternal(v, nil)
		}
	}, func(err error) {
		if err == nil {
			err = ErrNilReason
		}
		if !p.called.Swap(true) {
			var zero T
			p.settleExternal(zero, err)
		}
	})
	return &p.Promise
}
