package aio

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A link is a connection of a loop with a peer, for a test.
type link struct {
	*testing.T
	*Conn
	ctx  context.Context
	peer net.Conn
}

// linked runs f, with each demultiplexer of the system, on a loop, and then the loop to
// its end.
func linked(t *testing.T, f func(l link)) {
	t.Helper()
	for _, name := range poll.Names() {
		t.Run(name, func(t *testing.T) {
			t.Setenv(poll.Variable, name)
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer ln.Close() //nolint:errcheck // it is open
			ctx := On(t.Context(), loop.New())
			DialThen(ctx, "tcp", ln.Addr().String(), func(c *Conn, failed error) {
				peer, err := ln.Accept()
				if failed != nil || err != nil {
					t.Error(failed, err)
					return
				}
				t.Cleanup(func() { _ = peer.Close() })
				f(link{t, c, ctx, peer})
			})
			if err := loopOf(ctx).Shutdown(t.Context()); err != nil && !errors.Is(err, loop.ErrClosed) {
				t.Error(err)
			}
		})
	}
}

// A gap is a context whose cause is looked up where others may use the connection,
// if there is such a place: then it does so.
type gap struct {
	context.Context
	c *Conn
}

func (g gap) Value(key any) any {
	if g.c.mu.TryLock() {
		g.c.mu.Unlock()
		g.c.flush()
	}
	return g.Context.Value(key)
}

func TestNothingIsSentBehindATornMessage(t *testing.T) {
	linked(t, func(l link) {
		l.WriteThen(l.ctx, make([]byte, 64<<20), func(n int, err error) {
			if n == 0 || !errors.Is(err, context.Canceled) {
				l.Errorf("torn: %d, %v", n, err)
			}
		})
		l.WriteThen(l.ctx, []byte("next"), func(n int, err error) {
			if n > 0 || err == nil {
				l.Errorf("next: %d, %v", n, err)
			}
		})
		torn := l.out.parts[l.out.first]
		if _, err := io.CopyN(io.Discard, l.peer, int64(torn.sent)); err != nil { // so that there is room
			l.Error(err)
		}
		cancelled, cancel := context.WithCancel(l.ctx)
		cancel()
		l.withdraw(gap{cancelled, l.Conn}, torn.op)
	})
}

// TestCloseWhenWhatWasLeftIsWithdrawn has a peer who does not read.
func TestCloseWhenWhatWasLeftIsWithdrawn(t *testing.T) {
	linked(t, func(l link) {
		l.fill()
		ctx, cancel := context.WithCancel(l.ctx)
		l.WriteThen(ctx, []byte("x"), func(n int, err error) {
			l.mu.Lock()
			closed := l.closed
			l.mu.Unlock()
			if n > 0 || err == nil || !closed {
				l.Errorf("%d, %v, closed: %v", n, err, closed)
			}
			l.Abort() // or there will be no end
		})
		_ = l.Close()
		cancel()
	})
}

// fill leaves the system no room for what is written next.
func (l link) fill() {
	var err error
	for p := make([]byte, 1<<20); err == nil; {
		_, err = sock.Write(l.desc.FD(), p)
	}
}

// TestPeerIsToldOfTheEndThatNobodyWaitsFor ends the wait for it, before the call and while
// something is left to be sent.
func TestPeerIsToldOfTheEndThatNobodyWaitsFor(t *testing.T) {
	linked(t, func(l link) {
		l.fill()
		if _, err := l.Send([]byte("last")); err != nil {
			l.Error(err)
		}
		ctx, cancel := context.WithCancel(l.ctx)
		l.CloseWriteThen(ctx, func(err error) {
			if !errors.Is(err, context.Canceled) {
				l.Error(err)
			}
			go l.readToTheEnd("last")
		})
		cancel()
	})
	linked(t, func(l link) {
		ctx, cancel := context.WithCancel(l.ctx)
		cancel()
		l.CloseWriteThen(ctx, func(err error) {
			if !errors.Is(err, context.Canceled) {
				l.Error(err)
			}
			go l.readToTheEnd("")
		})
	})
}

// readToTheEnd has the peer read what was sent, which has to end with last.
func (l link) readToTheEnd(last string) {
	defer l.Abort()
	got, err := io.ReadAll(l.peer)
	if err != nil || !strings.HasSuffix(string(got), last) {
		l.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestOutboxFromWhichAllIsWithdrawnIsEmpty(t *testing.T) {
	o := &outbox{}
	first, last := &op[int]{}, &op[int]{}
	o.add(part{rest: []byte("first"), op: first})
	o.add(part{rest: []byte("middle")})
	o.add(part{rest: []byte("last"), op: last})
	o.take(last)
	o.take(first)
	if o.empty() || o.bytes != len("middle") || string(o.parts[o.first].rest) != "middle" {
		t.Errorf("%d bytes in %d parts are left", o.bytes, len(o.parts)-o.first)
	}
	o.sent(len("middle"))
	if !o.empty() || o.bytes != 0 {
		t.Errorf("%d bytes are left", o.bytes)
	}
}
