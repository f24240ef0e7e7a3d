package aio_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

func TestUnixListenerRemovesItsSocket(t *testing.T) {
	if !slices.Contains(networks, "unix") {
		return
	}
	on(t, func(b bench) {
		path := filepath.Join(tempDir(t), "socket")
		for range 2 { // the second finds the address free
			if err := b.listen("unix", path, echo).Close(); err != nil {
				t.Error(err)
			}
			b.run()
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the socket is still there: %v", err)
			}
		}
	})
}

func TestNetworksThatAreNotMeant(t *testing.T) {
	on(t, func(b bench) {
		var unknown net.UnknownNetworkError
		for _, network := range []string{"udp", "udp4", "ip", ""} {
			_, err := aio.Listen(b.ctx, network, "127.0.0.1:0", echo)
			if !errors.As(err, &unknown) {
				t.Errorf("Listen %q: %v", network, err)
			}
			_, err = await(b, aio.Dial(b.ctx, network, "127.0.0.1:1"))
			if !errors.As(err, &unknown) {
				t.Errorf("Dial %q: %v", network, err)
			}
		}
		for _, network := range []string{"tcp", "tcp6", "unix", ""} {
			_, err := aio.ListenPacket(b.ctx, network, "127.0.0.1:0", func([]byte, netip.AddrPort) {})
			if !errors.As(err, &unknown) {
				t.Errorf("ListenPacket %q: %v", network, err)
			}
		}
	})
}

func TestDialWithoutAHost(t *testing.T) {
	on(t, func(b bench) {
		for _, host := range []string{"127.0.0.1", "[::1]"} {
			ln, err := net.Listen("tcp", host+":0")
			if err != nil {
				continue // a system without IPv6
			}
			port := fmt.Sprint(":", ln.Addr().(*net.TCPAddr).Port)
			if _, err := await(b, aio.Dial(b.ctx, "tcp", port).Do((*aio.Conn).Abort)); err != nil {
				t.Errorf("%s: %v", host, err)
			}
			_ = ln.Close()
		}
	})
}

func TestListenToIPv6Only(t *testing.T) {
	on(t, func(b bench) {
		six, err := aio.Listen(b.ctx, "tcp6", ":0", echo)
		if err != nil {
			return // a system without IPv6
		}
		four := b.listen("tcp4", fmt.Sprint(":", six.Addr().(*net.TCPAddr).Port), echo)
		_ = four.Close()
		_ = six.Close()
		b.run()
	})
}

// TestListenersAfterTheEndOfTheirContext has more come than is waited for, and a context
// whose end closes nothing yet.
func TestListenersAfterTheEndOfTheirContext(t *testing.T) {
	listeners := map[string]func(b bench, ctx context.Context, end func()) (ln io.Closer, come func()){
		"tcp": func(b bench, ctx context.Context, end func()) (io.Closer, func()) {
			ln := bench{b.T, b.loop, ctx}.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) { c.Abort(); end() })
			return ln, func() {
				peer, err := net.Dial("tcp", ln.Addr().String())
				if err != nil {
					b.Fatal(err)
				}
				_ = peer.Close()
			}
		},
		"udp": func(b bench, ctx context.Context, end func()) (io.Closer, func()) {
			c, err := aio.ListenPacket(ctx, "udp", "127.0.0.1:0", func([]byte, netip.AddrPort) { end() })
			if err != nil {
				b.Fatal(err)
			}
			itself := c.LocalAddr().(*net.UDPAddr).AddrPort()
			return c, func() { c.WriteTo(b.ctx, []byte("x"), itself) }
		},
	}
	for network, listen := range listeners {
		onEach(t, func(b bench) {
			ctx, cancel := context.WithCancel(b.ctx)
			n := 0
			var ln io.Closer
			ln, come := listen(b, &favouring{ctx, true}, func() {
				n++
				cancel()
				b.loop.Post(func() { _ = ln.Close() })
			})
			for range 3 {
				come()
			}
			b.run()
			if n != 1 {
				b.Errorf("%s: called %d times", network, n)
			}
		})
	}
}

func TestListenOnTheDefaultLoop(t *testing.T) {
	accepted := make(chan struct{})
	l, err := aio.Listen(t.Context(), "tcp", "127.0.0.1:0", func(c *aio.Conn) {
		_ = c.Close()
		close(accepted)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // it is open
	peer, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close() //nolint:errcheck // its other end is closed
	<-accepted
}

// An address that is taken stands in the error, as in one of package net.
func TestErrorOfListenHasTheAddress(t *testing.T) {
	on(t, func(b bench) {
		taken, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		defer taken.Close() //nolint:errcheck // it has done its work
		_, err = aio.Listen(b.ctx, "tcp", taken.Addr().String(), func(*aio.Conn) {})
		failed, ok := errors.AsType[*net.OpError](err)
		if !ok || failed.Addr.String() != taken.Addr().String() {
			b.Errorf("got %v", err)
		}
	})
}
