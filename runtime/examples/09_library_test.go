package examples

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// With a library whose operations are all chainable, a program reads in the
// order in which things happen.
func Example_library() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s", r.Method, body)
	}))
	defer server.Close()
	name, remove := file("")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)

	aio.HTTPGet(ctx, server.URL).
		Then(func(page *aio.Response) *promise.Promise[promise.Unit] {
			return aio.WriteFile(ctx, name, page.Body, 0o600)
		}).
		Then(func(promise.Unit) *promise.Promise[promise.Unit] { return aio.Sleep(ctx, time.Millisecond) }).
		Then(func(promise.Unit) *promise.Promise[[]byte] { return aio.ReadFile(ctx, name) }).
		Then(func(saved []byte) *promise.Promise[*aio.Response] {
			fmt.Printf("saved: %q\n", saved)
			return aio.HTTPPost(ctx, server.URL, "text/plain", strings.NewReader("thanks"))
		}).
		Settle(func(answer *aio.Response, err error) {
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Printf("answer: %q\n", answer.Body)
		})
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// saved: "GET "
	// answer: "POST thanks"
}

// Sockets are part of it: a connection reads and writes by promises, too.
func Example_sockets() {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	listener, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", func(c *aio.Conn) {
		buf := make([]byte, 64)
		c.Read(ctx, buf).
			Then(func(n int) *promise.Promise[int] { return c.Write(ctx, buf[:n]) }).
			Finally(func() { _ = c.Close() })
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	buf := make([]byte, 64)
	aio.Dial(ctx, "tcp", listener.Addr().String()).
		Then(func(c *aio.Conn) *promise.Promise[int] {
			return c.Write(ctx, []byte("hello")).
				Then(func(int) *promise.Promise[int] { return c.Read(ctx, buf) }).
				Finally(func() { _ = c.Close() })
		}).
		Finally(func() { _ = listener.Close() }).
		Settle(func(n int, err error) { fmt.Printf("echo: %s, %v\n", buf[:n], err) })
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// echo: hello, <nil>
}
