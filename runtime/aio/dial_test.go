package aio

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
)

// unheard is a socket of which an attempt never hears, and where it can be seen.
func unheard(t *testing.T) (fd uintptr, address string) {
	t.Helper()
	fd, err := sock.Listen(sock.Addr{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	return fd, sock.Local(fd, "tcp").IP.String()
}

func TestCancelledDialLeavesNoAttempt(t *testing.T) {
	ctx, cancel := context.WithCancel(On(t.Context(), loop.New()))
	var d *dialer
	d = newDialer(ctx, "tcp", func(_ *Conn, err error) {
		if d.current != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, attempt: %v", err, d.current)
		}
	})
	var err error
	if d.reactor, err = reactorOf(d.op.loop); err != nil {
		t.Fatal(err)
	}
	a := &attempt{dialer: d}
	fd, _ := unheard(t)
	if err := a.wait(fd); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := d.op.loop.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// A closing is a demultiplexer that says when it has been closed.
type closing struct {
	poll.Demultiplexer
	closed chan struct{}
}

func (c closing) Close() error {
	defer close(c.closed)
	return c.Demultiplexer.Close()
}

func TestShutdownThatGivesUpLeavesNoAttempt(t *testing.T) {
	l := loop.New()
	d := newDialer(On(t.Context(), l), "tcp", func(*Conn, error) { t.Error("the loop goes on") })
	closed := make(chan struct{})
	_, err := l.Inner().Poller(func() (poll.Poller, error) {
		mux, err := poll.Open()
		d.reactor = newReactor(closing{mux, closed}, l)
		return d.reactor, err
	})
	if err != nil {
		t.Fatal(err)
	}
	a := &attempt{dialer: d}
	fd, address := unheard(t)
	if err := a.wait(fd); err != nil {
		t.Fatal(err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Shutdown(over); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	<-closed
	if c, err := net.Dial("tcp", address); err == nil {
		_ = c.Close()
		t.Error("the socket is open")
	}
}

// What comes when the loop has ended is released: nobody else will.
func TestWhatComesAfterTheLoopIsReleased(t *testing.T) {
	l := loop.New()
	opening, opened, closed := make(chan struct{}), make(chan struct{}), make(chan *os.File)
	open := func() (*os.File, error) {
		close(opening)
		<-opened
		return os.Open(os.Args[0])
	}
	late := func(f *os.File) { closed <- f }
	work(On(t.Context(), l), &freePool, open, late, func(*os.File, error) { t.Error("the loop goes on") })
	<-opening
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Shutdown(over); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(opened)
	if err := (<-closed).Close(); err != nil {
		t.Error(err)
	}
}
