package promise

// A Promise is the eventual outcome of an operation: a value or an error.
//
// Promises are made by Call, New and the other functions of this package, and
// by the methods of other promises. All methods may be called from any
// goroutine.
type Promise[T any] struct {
	core core
	val  T // kept beside a failure, exactly as delivered
}

// Settled reports whether the promise has an outcome. It does not start a cold
// promise.
func (p *Promise[T]) Settled() bool { return isSettled(p.core.root().slot.Load()) }

// Result returns the outcome if there is one already, without waiting. To look
// at it counts as handling the error.
//
//nolint:revive // ok comes after value and error, which stand together everywhere else
func (p *Promise[T]) Result() (v T, err error, ok bool) {
	root := p.core.root()
	if !isSettled(root.slot.Load()) {
		return v, nil, false
	}
	p.core.observe()
	v, err = outcomeOf[T](root)
	return v, err, true
}

// promiseOf is the promise that c is the core of.
func promiseOf[T any](c *core) *Promise[T] { return as[Promise[T]](&c.head) }

// outcomeOf is what the promise was settled with that c, which has settled, is the
// core of.
func outcomeOf[T any](c *core) (T, error) {
	v, fail := promiseOf[T](c).outcome()
	return v, fail.reason()
}

// outcome is what p, which is a root, was settled with.
func (p *Promise[T]) outcome() (v T, fail *failure) {
	if fail = p.core.failure(); fail != nil && fail.bare {
		return v, fail
	}
	return p.val, fail
}
