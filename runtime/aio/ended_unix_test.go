//go:build unix

package aio_test

import (
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

// A reset is no orderly end for whoever reads again either. (Wine tells a reader of none.)
func TestResetThatAReadWasToldOfEndsReading(t *testing.T) {
	on(t, func(b bench) {
		var first, second, ended error
		sent := make(chan bool)
		accept := b.dial(func(c *aio.Conn) {
			p := make([]byte, 1)
			onEnd := func(err error) { ended = errors.Join(err, c.Close()) }
			again := func(_ int, err error) { second = err; _ = c.Stream(func([]byte) {}, onEnd) }
			c.ReadThen(b.ctx, p, func(_ int, err error) { first = err; c.ReadThen(b.ctx, p, again) })
			c.WriteThen(b.ctx, p, func(int, error) { close(sent) })
		})
		go func() {
			peer := accept()
			<-sent // and not read
			_, _ = peer.SetLinger(0), peer.Close()
		}()
		b.run()
		if !errors.Is(first, syscall.ECONNRESET) || !errors.Is(second, syscall.ECONNRESET) || ended == nil {
			b.Errorf("got %v, %v and %v", first, second, ended)
		}
	})
}

// Who is told of a reset is told whose, although the system has forgotten.
func TestErrorOfAConnectionHasItsAddresses(t *testing.T) {
	on(t, func(b bench) {
		resets, reading := 0, make(chan bool)
		read := func(c *aio.Conn) {
			peer := c.RemoteAddr().String()
			want := fmt.Sprintf("read tcp %s->%s: read: connection reset by peer", c.LocalAddr(), peer)
			c.ReadThen(b.ctx, make([]byte, 1), func(_ int, err error) {
				resets++
				if err == nil || err.Error() != want {
					b.Errorf("got %v, want %s", err, want)
				}
				if err := c.Close(); err != nil || c.RemoteAddr().String() != peer {
					b.Errorf("closed: %v, %v", c.RemoteAddr(), err)
				}
			})
			reading <- true
		}
		var peers [2]net.Conn
		var ln *aio.Listener
		ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			if c.RemoteAddr().String() != peers[0].LocalAddr().String() {
				b.Errorf("accepted from %v", c.RemoteAddr())
			}
			read(c)
			_ = ln.Close()
		})
		var err error
		if peers[0], err = net.Dial("tcp", ln.Addr().String()); err != nil {
			b.Fatal(err)
		}
		accept := b.dial(read)
		go func() {
			peers[1] = accept()
			<-reading
			<-reading
			for _, peer := range peers {
				_, _ = peer.(*net.TCPConn).SetLinger(0), peer.Close()
			}
		}()
		b.run()
		if resets != len(peers) {
			b.Errorf("%d resets", resets)
		}
	})
}
