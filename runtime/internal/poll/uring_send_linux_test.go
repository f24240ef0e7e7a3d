package poll

import (
	"bytes"
	"errors"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/unnest-go/unnest/runtime/internal/sock"
)

func TestSender(t *testing.T) {
	for _, c := range []struct {
		name string
		run  func(*bench, Sender)
	}{
		{"sent with the next wait", func(b *bench, s Sender) {
			x := b.pair()
			b.send(s, x, "a", true)
			b.send(s, x, "b", false) // what was sent before is not settled
			b.sent(s, x, "", false)
			b.run(0)
			b.sent(s, x, "", true)
			b.send(s, x, "c", true)
			b.run(0)
			x.peerGets("ac")
		}},
		{"a copy is sent", func(b *bench, s Sender) {
			x := b.pair()
			p := []byte("a")
			s.Send(&x.Desc, p)
			p[0] = 'b'
			b.run(0)
			x.peerGets("a")
		}},
		{"many at once", func(b *bench, s Sender) {
			var ends []*end
			for range 2 * ringEntries {
				x := b.pair()
				b.send(s, x, "a", true)
				ends = append(ends, x)
			}
			b.run(0)
			for _, x := range ends {
				b.sent(s, x, "", true)
				x.peerGets("a")
			}
		}},
		{"there is no room", func(b *bench, s Sender) {
			x := b.pair()
			x.fill()
			b.run(0)
			b.send(s, x, "a", true)
			b.expect(x, Writable)
			b.send(s, x, "b", false)
			b.sent(s, x, "a", true)
			b.sent(s, x, "", true)
		}},
		{"the peer is gone", func(b *bench, s Sender) {
			x := b.pair()
			_ = sock.Close(x.peer)
			b.run(0)
			b.send(s, x, "a", true)
			b.expect(x, Writable)
			b.sent(s, x, "a", true)
		}},
		{"removed before it is sent", func(b *bench, s Sender) {
			x := b.pair()
			x.fill()
			b.run(0)
			b.send(s, x, "a", true)
			b.remove(x)
			b.expect(x, 0)
			b.sent(s, x, "", true)
			b.send(s, x, "a", false)
		}},
		{"too long", func(b *bench, s Sender) {
			b.send(s, b.pair(), string(make([]byte, longestSend+1)), false)
		}},
		{"no room for the copy", func(b *bench, s Sender) {
			long := string(make([]byte, longestSend))
			for range arenaSize / longestSend {
				b.send(s, b.pair(), long, true)
			}
			x := b.pair()
			b.send(s, x, long, false)
			b.run(0)
			b.send(s, x, long, true)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := newRing()
			if err != nil {
				t.Fatal(err)
			}
			c.run(&bench{t: t, p: p}, p.(Sender))
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSendWhileWaiting checks that what would not be sent soon is refused.
func TestSendWhileWaiting(t *testing.T) {
	p, err := newRing()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, p: p}
	x := b.pair()
	b.run(0) // it is writable
	ended := make(chan struct{})
	go func() {
		b.wait(-1)
		close(ended)
	}()
	r := p.(*ring)
	for waiting := false; !waiting; {
		r.mu.Lock()
		waiting = r.waiting
		r.mu.Unlock()
	}
	b.send(r, x, "a", false)
	b.wake()
	<-ended
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func (b *bench) send(s Sender, x *end, p string, want bool) {
	b.t.Helper()
	if got := s.Send(&x.Desc, []byte(p)); got != want {
		b.t.Errorf("Send: %t", got)
	}
}

func (b *bench) sent(s Sender, x *end, rest string, want bool) {
	b.t.Helper()
	if got, ok := s.Sent(&x.Desc); ok != want || string(got) != rest {
		b.t.Errorf("Sent: %q, %t", got, ok)
	}
}

// peerGets checks what has arrived.
func (x *end) peerGets(want string) {
	x.t.Helper()
	buf := make([]byte, 16)
	n, err := sock.Read(x.peer, buf)
	if err != nil && !errors.Is(err, unix.EAGAIN) || !bytes.Equal(buf[:n], []byte(want)) {
		x.t.Errorf("the peer got %q, %v", buf[:n], err)
	}
}
