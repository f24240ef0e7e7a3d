package examples

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Then may be called on an operation that is under way, or over, already; and
// several times.
func Example_severalThen() {
	name, remove := file("hello")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	read := aio.ReadFile(ctx, name)
	length := read.Map(func(data []byte) (int, error) { return len(data), nil })
	read.Do(func(data []byte) { fmt.Println("first:", string(data)) })
	read.Do(func(data []byte) { fmt.Println("second:", string(data)) })
	length.Do(func(n int) {
		fmt.Println("length:", n)
		read.Do(func([]byte) { fmt.Println("late, but not too late") })
	})
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// first: hello
	// second: hello
	// length: 5
	// late, but not too late
}

// A handler that returns another operation is followed by what that operation
// yields: the pyramid is gone.
func Example_adoption() {
	name, remove := file("hello")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	aio.ReadFile(ctx, name).
		Then(func(data []byte) *promise.Promise[promise.Unit] {
			return aio.WriteFile(ctx, name+".copy", data, 0o600)
		}).
		Then(func(promise.Unit) *promise.Promise[fs.FileInfo] { return aio.Stat(ctx, name+".copy") }).
		Settle(func(info fs.FileInfo, err error) {
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println("the copy has", info.Size(), "bytes")
		})
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// the copy has 5 bytes
}
