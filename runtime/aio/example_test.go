package aio_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/unnest-go/unnest/runtime/aio"
)

// A stream is a connection for code that wants an io.ReadWriter and may wait: on a
// goroutine of its own, as the loop must not.
type stream struct {
	ctx context.Context // ends what is waited for, and gives the buffer back
	*aio.Conn
}

func (s stream) Read(p []byte) (int, error) {
	return s.Conn.Read(s.ctx, p).Await(context.Background())
}

func (s stream) Write(p []byte) (int, error) {
	return s.Conn.Write(s.ctx, p).Await(context.Background())
}

// shout answers lines.
func shout(s io.ReadWriter) error {
	lines := bufio.NewScanner(s)
	for lines.Scan() {
		if _, err := fmt.Fprintln(s, strings.ToUpper(lines.Text())); err != nil {
			return err
		}
	}
	return lines.Err()
}

// A connection as an io.Reader and io.Writer.
func ExampleConn() {
	ctx := context.Background()
	ln, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", func(c *aio.Conn) {
		aio.GoThen(ctx, func() (int, error) { return 0, shout(stream{ctx, c}) }, func(int, error) {
			_ = c.Close()
		})
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ln.Close() //nolint:errcheck // the program ends
	c, err := aio.Dial(ctx, "tcp", ln.Addr().String()).Await(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := stream{ctx, c}
	_, _ = fmt.Fprintln(s, "hello")
	answer, err := bufio.NewReader(s).ReadString('\n')
	fmt.Print(answer, err, c.Close())
	// Output:
	// HELLO
	// <nil> <nil>
}
