//go:build linux

package aio_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/internal/poll"
)

var faultsFor = flag.Duration("faults", 0, "how long to repeat the fault tests, once if zero")

// TestFaults does what networks and programs do to each other. After each
// scenario nothing may be left: no goroutine, no descriptor, and Run has
// returned, so every operation has ended.
func TestFaults(t *testing.T) {
	scenarios := []struct {
		name string
		run  func(bench)
	}{
		{"peers reset", peersReset},
		{"peers are gone before they are accepted", peersGone},
		{"readers are slow", slowReaders},
		{"descriptors are exhausted", exhaustion},
		{"contexts are cancelled", cancelled},
		{"handlers panic", panicking},
		{"handlers end their goroutine", goexiting},
	}
	end := time.Now().Add(*faultsFor)
	for again := true; again; again = time.Now().Before(end) {
		for _, mux := range poll.Names() {
			for _, s := range scenarios {
				t.Run(mux+"/"+s.name, func(t *testing.T) {
					t.Setenv(poll.Variable, mux)
					on(t, s.run)
				})
			}
		}
	}
}

// clients dials n times and closes the listener when all have been given to f
// and f has called done for each.
func (b bench) clients(n int, ln *aio.Listener, f func(c *aio.Conn, done func())) {
	left := n
	done := func() {
		if left--; left == 0 {
			_ = ln.Close()
		}
	}
	for range n {
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				b.Error(err)
				done()
				return
			}
			f(c, done)
		})
	}
}

func peersReset(b bench) {
	ends := 0
	ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
		_ = c.Stream(func(_ []byte) {
			_, _ = c.Send(make([]byte, 1<<20)) // more than the peer will take
		}, func(error) {
			ends++
			_ = c.Close()
			c.Abort() // what was not sent never will be
		})
	})
	const n = 50
	b.clients(n, ln, func(c *aio.Conn, done func()) {
		_, _ = c.Send([]byte("x"))
		c.ReadThen(b.ctx, make([]byte, 100), func(int, error) {
			c.Abort()
			done()
		})
	})
	b.run()
	if ends != n {
		b.Errorf("%d of %d connections have ended", ends, n)
	}
}

func peersGone(b bench) {
	ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
		_ = c.Stream(func([]byte) {}, func(error) { _ = c.Close() })
	})
	b.clients(50, ln, func(c *aio.Conn, done func()) {
		c.Abort()
		done()
	})
	b.run()
}

// slowReaders ends by the idle timeout of a server whose clients do not read.
func slowReaders(b bench) {
	const n = 10
	failed := 0
	var stuck []*aio.Conn
	var ln *aio.Listener
	ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
		c.SetIdleTimeout(20 * time.Millisecond)
		c.WriteThen(b.ctx, make([]byte, 32<<20), func(sent int, err error) {
			if !errors.Is(err, os.ErrDeadlineExceeded) || sent == 32<<20 {
				b.Errorf("sent %d, %v", sent, err)
			}
			if failed++; failed == n {
				_ = ln.Close()
				for _, c := range stuck {
					_ = c.Close()
				}
			}
		})
	})
	for range n {
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				b.Error(err)
				return
			}
			stuck = append(stuck, c)
		})
	}
	b.run()
	if failed != n {
		b.Errorf("%d of %d writes have failed", failed, n)
	}
}

// exhaustion takes away all descriptors while clients connect, and gives them
// back.
func exhaustion(b bench) {
	served := 0
	ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
		served++
		echo(c)
	})
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		b.Fatal(err)
	}
	low := limit
	lowest, release := fillDescriptors()
	defer release()
	low.Cur = uint64(lowest + 12)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit) }()
	const n = 20
	var open []*aio.Conn
	refused, answered := 0, 0
	settle := func() {
		if refused+len(open) < n {
			return
		}
		_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
		for _, c := range open {
			pingPong(b, c, 1, func() {
				_ = c.Close()
				if answered++; answered == len(open) {
					_ = ln.Close()
				}
			})
		}
	}
	for range n {
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			switch {
			case err == nil:
				open = append(open, c)
			case errors.Is(err, syscall.EMFILE):
				refused++
			default:
				b.Error(err)
			}
			settle()
		})
	}
	b.run()
	if refused == 0 || len(open) == 0 || answered != len(open) || served != len(open) {
		b.Errorf("%d refused, %d open, %d served, %d answered", refused, len(open), served, answered)
	}
}

// fillDescriptors takes all free numbers between those in use and returns the
// lowest that is left.
func fillDescriptors() (lowest int, release func()) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if fd, err := strconv.Atoi(e.Name()); err == nil {
			lowest = max(lowest, fd+1)
		}
	}
	var taken []int
	for {
		fd, err := syscall.Dup(0)
		if err != nil {
			panic(err)
		}
		if fd >= lowest {
			_ = syscall.Close(fd)
			break
		}
		taken = append(taken, fd)
	}
	return lowest, func() {
		for _, fd := range taken {
			_ = syscall.Close(fd)
		}
	}
}

// cancelled ends contexts at arbitrary moments.
func cancelled(b bench) {
	const n = 100
	ln := b.listen("tcp", "127.0.0.1:0", echo)
	left := n
	ended := func(c *aio.Conn) {
		if c != nil {
			c.Abort()
		}
		if left--; left == 0 {
			_ = ln.Close()
		}
	}
	for range n {
		ctx, cancel := context.WithCancel(b.ctx)
		b.loop.SetTimeout(rand.N(4*time.Millisecond), cancel)
		aio.DialThen(ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				b.expect(err, context.Canceled)
				ended(nil)
				return
			}
			c.WriteThen(ctx, make([]byte, 100_000), func(_ int, err error) {
				b.expect(err, nil, context.Canceled)
				c.ReadThen(ctx, make([]byte, 10), func(_ int, err error) {
					b.expect(err, nil, context.Canceled, net.ErrClosed)
					ended(c)
				})
			})
		})
	}
	b.run()
	if left != 0 {
		b.Errorf("%d have not ended", left)
	}
}

// expect checks that err is one of those.
func (b bench) expect(err error, want ...error) {
	b.Helper()
	for _, w := range want {
		if errors.Is(err, w) {
			return
		}
	}
	b.Errorf("got %v", err)
}

// misbehave serves with handlers that call crash, and checks that each of them
// costs its connection and nothing else.
func misbehave(b bench, crash func()) {
	caught := 0
	b.loop.OnPanic(func(error) { caught++ })
	var accepted int
	ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
		accepted++
		if accepted%3 == 0 {
			crash()
		}
		_ = c.Stream(func(p []byte) {
			if string(p) == "crash" {
				crash()
			}
			_, _ = c.Send(p)
		}, func(error) {
			_ = c.Close()
			crash()
		})
	})
	const n = 30
	served := 0
	b.clients(n, ln, func(c *aio.Conn, done func()) {
		message := []byte("serve")
		if served%2 == 0 {
			message = []byte("crash")
		}
		served++
		_, _ = c.Send(message)
		c.ReadThen(b.ctx, make([]byte, 10), func(_ int, err error) {
			b.expect(err, nil, io.EOF, syscall.ECONNRESET)
			_ = c.Close()
			done()
		})
	})
	for b.runOnce() {
		// a handler has ended the goroutine
	}
	if accepted != n || caught < n/2 {
		b.Errorf("%d accepted, %d crashes", accepted, caught)
	}
}

// runOnce runs the loop on a goroutine of its own and reports whether that came
// to an early end.
func (b bench) runOnce() (early bool) {
	early = true
	over := make(chan struct{})
	go func() {
		defer close(over)
		err := b.loop.Run(b.ctx)
		early = false
		if err != nil {
			b.Error(err)
		}
	}()
	<-over
	return early
}

func panicking(b bench) { misbehave(b, func() { panic("handler") }) }

func goexiting(b bench) { misbehave(b, runtime.Goexit) }
