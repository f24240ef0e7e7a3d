package promise

import "errors"

var (
	// ErrNilPromise rejects a promise whose handler returned a nil promise.
	ErrNilPromise = errors.New("promise: handler returned a nil promise")

	// ErrCycle rejects a promise that would have to wait for itself.
	ErrCycle = errors.New("promise: promise waits for itself")

	// ErrNilReason takes the place of a nil error given to Reject.
	ErrNilReason = errors.New("promise: rejected without a reason")
)
