package examples

import (
	"context"
	"fmt"

	"github.com/unnest-go/unnest/runtime/aio"
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
