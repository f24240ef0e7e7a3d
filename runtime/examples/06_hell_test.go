package examples

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

// One operation after the other: each stands inside the callback of the one
// before. This is the pyramid that unnest flattens; since the functions of aio
// declare their continuations, it does so without being told anything.
func Example_callbackHell() {
	name, remove := file("hello")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	done := func(info fs.FileInfo, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("the copy has", info.Size(), "bytes")
	}

	aio.ReadFileThen(ctx, name, func(data []byte, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		aio.WriteFileThen(ctx, name+".copy", data, 0o600, func(err error) {
			if err != nil {
				done(nil, err)
				return
			}
			aio.StatThen(ctx, name+".copy", done)
		})
	})
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// the copy has 5 bytes
}
