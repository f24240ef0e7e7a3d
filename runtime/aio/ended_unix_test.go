//go:build unix

package aio_test

import (
	"errors"
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
