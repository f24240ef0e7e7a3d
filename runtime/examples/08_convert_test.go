package examples

import (
	"context"
	"fmt"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// greet is a function with a callback, as there are many.
func greet(l *loop.Loop, name string, done func(greeting string)) {
	l.SetTimeout(time.Millisecond, func() { done("hello " + name) })
}

// New makes a chainable operation of anything that calls back, whenever that
// is.
func Example_convert() {
	l := loop.New()
	greeting := promise.NewOn(l, func(resolve func(string), _ func(error)) { greet(l, "gopher", resolve) })
	greeting.Do(func(s string) { fmt.Println(s) })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// hello gopher
}
