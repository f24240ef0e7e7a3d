package aio_test

import (
	"errors"
	"io"
	"net"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

// dial connects to a listener of package net, and returns what gives the peer.
func (b bench) dial(onConn func(*aio.Conn)) (accept func() *net.TCPConn) {
	b.Helper()
	ln, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		b.Fatal(err)
	}
	aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
		if err != nil {
			b.Error(err)
			return
		}
		onConn(c)
	})
	return func() *net.TCPConn {
		defer ln.Close() //nolint:errcheck // it has done its work
		peer, err := ln.AcceptTCP()
		if err != nil {
			b.Error(err)
		}
		return peer
	}
}

// What is written behind CloseWrite is refused, whether or not the peer has been told.
func TestNothingIsWrittenBehindCloseWrite(t *testing.T) {
	on(t, func(b bench) {
		var sent, written, told error
		accept := b.dial(func(c *aio.Conn) {
			_, err := c.Send([]byte("all"))
			c.CloseWriteThen(b.ctx, func(end error) { told = errors.Join(err, end, c.Close()) })
			_, sent = c.Send([]byte("more"))
			c.WriteThen(b.ctx, []byte("more"), func(_ int, err error) { written = err })
		})
		b.run()
		if !errors.Is(sent, net.ErrClosed) || !errors.Is(written, net.ErrClosed) || told != nil {
			b.Errorf("Send: %v, Write: %v, CloseWrite: %v", sent, written, told)
		}
		peer := accept()
		if got, err := io.ReadAll(peer); string(got) != "all" || err != nil {
			b.Errorf("the peer got %q, %v", got, err)
		}
		_ = peer.Close()
	})
}

// A reset of which a write was told is no orderly end for who reads.
func TestResetThatAWriteWasToldOfEndsReading(t *testing.T) {
	on(t, func(b bench) {
		var ended, again error
		begun := make(chan bool)
		accept := b.dial(func(c *aio.Conn) {
			onEnd := func(err error) {
				ended = err
				c.ReadThen(b.ctx, make([]byte, 1), func(_ int, err error) {
					again = errors.Join(err, c.Close())
				})
			}
			stream := func(int, error) { _ = c.Stream(func([]byte) {}, onEnd) }
			c.WriteThen(b.ctx, make([]byte, 64<<20), stream) // more than the system takes
			close(begun)
		})
		go func() {
			peer := accept()
			<-begun
			_, _ = peer.SetLinger(0), peer.Close()
		}()
		b.run()
		if ended == nil || again == nil || errors.Is(again, io.EOF) {
			b.Errorf("the stream ended with %v, then %v", ended, again)
		}
	})
}
