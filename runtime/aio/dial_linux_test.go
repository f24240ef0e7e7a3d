package aio

import (
	"errors"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
)

// TestDialToItself has the first attempt connect to its own port.
func TestDialToItself(t *testing.T) {
	l := loop.New()
	d := newDialer(On(t.Context(), l), "tcp", func(c *Conn, err error) {
		if !errors.Is(err, unix.ECONNREFUSED) {
			t.Errorf("got %v", err)
			c.Abort()
		}
	})
	var err error
	if d.reactor, err = reactorOf(l); err != nil {
		t.Fatal(err)
	}
	fd, addr := connectedToItself(t)
	a := &attempt{dialer: d, addr: addr}
	if err := a.wait(fd); err != nil {
		t.Fatal(err)
	}
	l.Post(func() { a.Ready(poll.Writable) })
	if err := l.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func connectedToItself(t *testing.T) (uintptr, sock.Addr) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	loopback := netip.MustParseAddr("127.0.0.1")
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: loopback.As4()}); err != nil {
		t.Fatal(err)
	}
	addr := sock.Local(uintptr(fd), "tcp")
	itself := &unix.SockaddrInet4{Port: int(addr.IP.Port()), Addr: loopback.As4()}
	if err := unix.Connect(fd, itself); err != nil {
		t.Fatal(err)
	}
	return uintptr(fd), addr
}
