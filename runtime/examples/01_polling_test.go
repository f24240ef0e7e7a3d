package examples

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/unnest-go/unnest/runtime/aio"
)

// file makes a file that an example reads.
func file(content string) (name string, remove func()) {
	dir, err := os.MkdirTemp("", "examples")
	if err != nil {
		panic(err)
	}
	name = filepath.Join(dir, "file")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		panic(err)
	}
	return name, func() { _ = os.RemoveAll(dir) }
}

// A function that begins an operation returns at once. The operation can be
// asked whether it has finished, while the caller does something else.
func Example_polling() {
	name, remove := file("hello")
	defer remove()

	read := aio.ReadFile(context.Background(), name)
	for !read.Settled() {
		runtime.Gosched() // something useful
	}
	data, err, _ := read.Result()
	fmt.Println(string(data), err)

	// Output:
	// hello <nil>
}
