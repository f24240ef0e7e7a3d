package examples

import (
	"context"
	"fmt"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

// If every operation brings the function to go on with, the event loop is the
// same in all programs, and nobody has to write it any more.
func Example_boundCallbacks() {
	name, remove := file("hello")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	const operations = 10_000
	done := 0
	for range operations {
		aio.ReadFileThen(ctx, name, func(_ []byte, err error) {
			if err == nil {
				done++
			}
		})
	}
	if err := l.Run(ctx); err != nil { // until nothing is left to wait for
		fmt.Println(err)
	}
	fmt.Println(done, "operations, one handler")

	// Output:
	// 10000 operations, one handler
}

// The loop of the program starts by itself, as soon as there is something to
// wait for. This is all there is to write.
func Example_defaultLoop() {
	name, remove := file("hello")
	defer remove()

	finished := make(chan struct{})
	aio.ReadFileThen(context.Background(), name, func(data []byte, err error) {
		fmt.Println(string(data), err)
		close(finished)
	})
	<-finished

	// Output:
	// hello <nil>
}
