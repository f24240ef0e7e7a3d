package examples

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// An error skips the handlers of values, up to a handler of errors.
func Example_errors() {
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	aio.ReadFile(ctx, "/does/not/exist").
		Do(func([]byte) { fmt.Println("not reached") }).
		Catch(func(err error) *promise.Promise[[]byte] {
			fmt.Println("missing:", errors.Is(err, fs.ErrNotExist))
			return promise.Resolve([]byte("default"))
		}).
		Do(func(data []byte) { fmt.Println(string(data)) }).
		Finally(func() { fmt.Println("in any case") })
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// missing: true
	// default
	// in any case
}

// An operation can fail in a way that has an answer, and in one that has not:
// MapErr gives the error another meaning, and Handle gets whatever there is.
func Example_rejection() {
	errNoUser := errors.New("no such user")
	l := loop.New()

	promise.Reject[string](fs.ErrNotExist).On(l).
		MapErr(func(err error) error { return fmt.Errorf("%w: %w", errNoUser, err) }).
		Handle(func(_ string, err error) *promise.Promise[string] {
			fmt.Println(errors.Is(err, errNoUser), errors.Is(err, fs.ErrNotExist))
			return promise.Resolve("guest")
		}).
		Do(func(name string) { fmt.Println("hello", name) })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// true true
	// hello guest
}

// A handler that panics rejects its promise; the loop lives on.
func Example_panic() {
	l := loop.New()

	promise.Resolve(0).On(l).
		Map(func(divisor int) (int, error) { return 1 / divisor, nil }).
		Settle(func(_ int, err error) {
			var p *loop.PanicError
			fmt.Println(errors.As(err, &p), p.Value)
		})
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// true runtime error: integer divide by zero
}

// An error that nobody handles is not lost: it is printed, or given to a hook,
// when the loop has nothing left to do.
func Example_unhandled() {
	promise.OnUnhandled(func(u promise.Unhandled) { fmt.Println("nobody cares about:", u.Err) })
	defer promise.OnUnhandled(nil)
	l := loop.New()

	promise.Resolve("hello").On(l).
		Map(func(string) (int, error) { return 0, errors.New("not a number") }).
		Do(func(int) { fmt.Println("not reached") })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// nobody cares about: not a number
}

// The end of a context ends the operations that were given it, with its cause.
func Example_cancellation() {
	l := loop.New()
	ctx, cancel := context.WithCancelCause(aio.On(context.Background(), l))

	aio.Sleep(ctx, time.Hour).Settle(func(_ promise.Unit, err error) { fmt.Println("sleep:", err) })
	l.Post(func() { cancel(errors.New("the user has left")) })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// sleep: the user has left
}

// Timeout and WithContext limit how long one waits for a promise. What it
// stands for goes on: here it is still there when the wait is over.
func Example_timeout() {
	l := loop.New()
	slow, resolver := promise.WithResolver[string](l)

	slow.Timeout(time.Millisecond).Settle(func(_ string, err error) {
		fmt.Println("waited:", errors.Is(err, promise.ErrTimeout))
		resolver.Fulfill("here it is")
	})
	slow.Do(func(s string) { fmt.Println("all the same:", s) })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// waited: true
	// all the same: here it is
}
