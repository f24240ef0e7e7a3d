package loop_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

func Example() {
	l := loop.New()
	l.SetTimeout(2*time.Millisecond, func() { fmt.Println("timer") })
	l.Post(func() {
		l.Soon(func() { fmt.Println("microtask") })
		fmt.Println("first task")
	})
	l.Post(func() { fmt.Println("second task") })
	_ = l.Run(context.Background()) // until nothing is left to do
	// Output:
	// first task
	// microtask
	// second task
	// timer
}

// An operation on another goroutine keeps the loop running until its end is
// posted.
func ExampleLoop_Hold() {
	l := loop.New()
	l.Hold()
	go func() {
		sum := 1 + 2
		l.Post(func() { fmt.Println(sum); l.Release() })
	}()
	_ = l.Run(context.Background())
	// Output: 3
}

// The main loop of a host runs the loop when it is asked to.
func ExampleLoop_Drive() {
	l := loop.New()
	asked := make(chan struct{}, 1)
	l.Drive(func() { asked <- struct{}{} })
	go l.Post(func() { fmt.Println("on the thread of the host") })
	<-asked // where the host waits for its own events, too
	l.Pump()
	// Output: on the thread of the host
}
