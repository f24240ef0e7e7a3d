package promise

import (
	"context"
	"errors"
	"os"
)

var (
	// ErrNilPromise rejects a promise whose handler returned a nil promise, and
	// the result of a combinator that was given one.
	ErrNilPromise = errors.New("promise: promise is nil")

	// ErrCycle rejects a promise that would have to wait for itself.
	ErrCycle = errors.New("promise: promise waits for itself")

	// ErrNilReason takes the place of a nil error given to Reject.
	ErrNilReason = errors.New("promise: rejected without a reason")

	// ErrEmpty rejects Any and Race of no promises.
	ErrEmpty = errors.New("promise: no promises to choose from")

	// ErrInside is returned by Await on the goroutine of the loop that has to
	// settle the promise: it would wait for itself.
	ErrInside = errors.New("promise: Await on the goroutine of the promise's own loop")

	// ErrTimeout rejects a promise whose time has run out. It is a net.Error that is a
	// time-out, and errors.Is finds it to be os.ErrDeadlineExceeded and
	// context.DeadlineExceeded.
	ErrTimeout error = timeout{}
)

type timeout struct{}

func (timeout) Error() string   { return "promise: timed out" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true } // as those of the standard library say

func (timeout) Is(target error) bool {
	return target == os.ErrDeadlineExceeded || target == context.DeadlineExceeded
}
