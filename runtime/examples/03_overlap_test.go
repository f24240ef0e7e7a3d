package examples

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// slowRead stands for a disk that takes 50 ms.
func slowRead(ctx context.Context, name string) *promise.Promise[string] {
	return aio.Sleep(ctx, 50*time.Millisecond).
		Map(func(promise.Unit) (string, error) { return "contents of " + name, nil })
}

// Operations that do not depend on each other are begun together and waited for
// together.
func Example_overlap() {
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	promise.All(slowRead(ctx, "a"), slowRead(ctx, "b")).Settle(func(contents []string, err error) {
		fmt.Println(contents, err)
	})
	fmt.Println("both have begun")
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// both have begun
	// [contents of a contents of b] <nil>
}

// TestOverlap measures it, by a virtual clock: two reads of 50 ms take 50 ms.
func TestOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		ctx := aio.On(t.Context(), l)
		begin := time.Now()
		promise.All(slowRead(ctx, "a"), slowRead(ctx, "b")).Settle(func([]string, error) {})
		if err := l.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 50*time.Millisecond {
			t.Errorf("two reads of 50 ms took %v", took)
		}
	})
}
