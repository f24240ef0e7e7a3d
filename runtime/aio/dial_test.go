package aio

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"

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

// silent is an address that does not answer.
var silent = sock.Addr{Network: "tcp", IP: netip.MustParseAddrPort("192.0.2.1:80")}

// attemptAt has a Dial try silent before other addresses.
func attemptAt(ctx context.Context, t *testing.T, others []sock.Addr, k func(*Conn, error)) *attempt {
	t.Helper()
	d := newDialer(ctx, "tcp", k)
	var err error
	if d.reactor, err = reactorOf(d.op.loop); err != nil {
		t.Fatal(err)
	}
	d.addrs = others
	a := &attempt{dialer: d, addr: silent}
	fd, _ := unheard(t)
	if err := a.wait(fd); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestCancelledDialLeavesNoAttempt(t *testing.T) {
	ctx, cancel := context.WithCancel(On(t.Context(), loop.New()))
	const want = "dial tcp 192.0.2.1:80: context canceled"
	var a *attempt
	a = attemptAt(ctx, t, nil, func(_ *Conn, err error) {
		if a.dialer.current != nil || !errors.Is(err, context.Canceled) || err.Error() != want {
			t.Errorf("got %v, attempt: %v", err, a.dialer.current)
		}
	})
	cancel()
	if err := loopOf(ctx).Shutdown(t.Context()); err != nil {
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
	a := &attempt{dialer: d, addr: silent}
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

// An address that does not answer keeps Dial from the next for its share of the time.
func TestDialGoesOnToTheNextAddress(t *testing.T) {
	ctx, cancel := context.WithTimeout(On(t.Context(), loop.New()), time.Hour)
	defer cancel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close() //nolint:errcheck // nothing is lost
	answers := []sock.Addr{{Network: "tcp", IP: ln.Addr().(*net.TCPAddr).AddrPort()}}
	a := attemptAt(ctx, t, answers, func(c *Conn, err error) {
		if err != nil || c.RemoteAddr().String() != ln.Addr().String() {
			t.Errorf("got %v", err)
			return
		}
		c.Abort()
	})
	l := loopOf(ctx)
	if n := l.Metrics().Pending; n != 1 {
		t.Errorf("%d timers", n)
	}
	l.Post(a.giveUp)
	if err := l.Shutdown(t.Context()); err != nil { // which would wait for the timer
		t.Error(err)
	}
}

// What is wrong with the first address says more than what is wrong with the others.
func TestDialFailsAsItsFirstAddress(t *testing.T) {
	ctx := On(t.Context(), loop.New())
	others := []sock.Addr{
		{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:1")},
		{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:2")},
	}
	a := attemptAt(ctx, t, others, func(_ *Conn, err error) {
		if err == nil || err.Error() != "dial tcp 192.0.2.1:80: i/o timeout" {
			t.Errorf("got %v", err)
		}
	})
	loopOf(ctx).Post(a.giveUp)
	if err := loopOf(ctx).Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

var errGivenUp = errors.New("given up")

// failsAsDial reports whether an error is one of a Dial that tries no address, and tells why its
// context has ended.
func failsAsDial(err error) bool {
	failed, ok := errors.AsType[*net.OpError](err)
	return ok && failed.Op == "dial" && failed.Net == "tcp" && failed.Addr == nil &&
		errors.Is(err, errGivenUp) && err.Error() == "dial tcp: given up"
}

// A Dial whose context ends before there is an address fails as others do.
func TestCancelledDialWithoutAnAddress(t *testing.T) {
	for name, start := range map[string]func(ctx context.Context, k func(*Conn, error)) *dialer{
		"during the look-up": func(ctx context.Context, k func(*Conn, error)) *dialer {
			return newDialer(ctx, "tcp", k)
		},
		"before it": func(ctx context.Context, k func(*Conn, error)) *dialer {
			ended, cancel := context.WithCancelCause(ctx)
			cancel(errGivenUp)
			return newDialer(ended, "tcp", k)
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(On(t.Context(), loop.New()))
			start(ctx, func(_ *Conn, err error) {
				if !failsAsDial(err) {
					t.Errorf("got %v", err)
				}
			})
			cancel(errGivenUp)
			if err := loopOf(ctx).Shutdown(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// The look-up may be the first to notice that the context has ended.
func TestCancelledDialWhoseLookUpNotices(t *testing.T) {
	l := loop.New()
	d := newDialer(On(t.Context(), l), "tcp", func(_ *Conn, err error) {
		if !failsAsDial(err) {
			t.Errorf("got %v", err)
		}
	})
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(errGivenUp)
	d.found(ended, nil, errors.New("lookup host: operation was canceled"))
	if err := l.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// The last address may take all the time that is left, and without an end of the context
// all may take as long as the system lets them.
func TestDialHasNoLimitWhereNothingIsToBeShared(t *testing.T) {
	limited, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	others := map[context.Context][]sock.Addr{limited: nil, t.Context(): {silent}}
	for ctx, addrs := range others {
		l := loop.New()
		a := attemptAt(On(ctx, l), t, addrs, func(_ *Conn, err error) {
			if err == nil || err.Error() != "dial tcp 192.0.2.1:80: i/o timeout" {
				t.Errorf("got %v", err)
			}
		})
		if n := l.Metrics().Pending; n != 0 {
			t.Errorf("%d timers", n)
		}
		a.dialer.addrs = nil
		l.Post(a.giveUp)
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestShare(t *testing.T) {
	cases := []struct {
		left  time.Duration
		addrs int
		want  time.Duration
	}{
		{time.Minute, 2, 30 * time.Second},
		{time.Minute, 3, 20 * time.Second},
		{5 * time.Second, 5, 2 * time.Second},
		{-time.Second, 2, 2 * time.Second},
	}
	for _, c := range cases {
		if got := share(c.left, c.addrs); got != c.want {
			t.Errorf("of %v, for one of %d addresses: %v, want %v", c.left, c.addrs, got, c.want)
		}
	}
}
