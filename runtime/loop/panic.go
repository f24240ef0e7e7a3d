package loop

import (
	"errors"
	"fmt"
)

// ErrGoexit is the cause when a handler ended its goroutine with
// runtime.Goexit, as testing.T.FailNow does.
var ErrGoexit = errors.New("handler called runtime.Goexit")

// A PanicError is the panic of a handler that ran on a loop.
type PanicError struct {
	Value any    // the argument of panic
	Stack []byte // of the goroutine, from the handler down
}

// Error tells the value; it is followed by the stack.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v\n\n%s", e.Value, e.Stack) }

// Unwrap returns the value of the panic if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
