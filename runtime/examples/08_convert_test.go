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

// Call does so for an operation that need not begin at once: it begins when the
// chain is complete, and whoever calls back runs the handlers. If the callback
// has another form, an adapter makes it one of a value and an error.
func Example_call() {
	l := loop.New()
	promise.Call(func(k func(string, error)) { greet(l, "gopher", promise.ValueOnly(k)) }).
		ThenCall(func(s string, k func(string, error)) { greet(l, s, promise.ValueOnly(k)) }).
		Settle(func(s string, err error) { fmt.Println(s, err) })
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}

	// Output:
	// hello hello gopher <nil>
}
