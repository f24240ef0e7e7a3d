package examples

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Asking again and again takes a processor. Await suspends the goroutine until
// the operation has finished.
func Example_waiting() {
	name, remove := file("hello")
	defer remove()

	read := aio.ReadFile(context.Background(), name)
	data, err := read.Await(context.Background())
	fmt.Println(string(data), err)

	// Output:
	// hello <nil>
}

// On the goroutine of the loop, which is the one that would have to finish the
// operation, waiting is an error and not a deadlock.
func Example_waitingInside() {
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	sleep := aio.Sleep(ctx, time.Millisecond)
	l.Post(func() {
		_, err := sleep.Await(ctx)
		fmt.Println(errors.Is(err, promise.ErrInside), err)
	})
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// true promise: Await on the goroutine of the promise's own loop
}
