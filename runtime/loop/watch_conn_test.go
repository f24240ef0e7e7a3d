//go:build !js

package loop_test

import (
	"net"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

// So is the handler of a connection.
func TestWatchNamesHandlersOfConnections(t *testing.T) {
	l := loop.New()
	handler := watched(t, l, l, func(block func()) { listen(t, l, block) })
	if !strings.Contains(handler, "loop_test.") {
		t.Errorf("the handler is %q", handler)
	}
}

// listen accepts one connection, with block.
func listen(t *testing.T, l *loop.Loop, block func()) {
	t.Helper()
	var listener *aio.Listener
	listener, err := aio.Listen(aio.On(t.Context(), l), "tcp", "127.0.0.1:0", func(c *aio.Conn) {
		_ = c.Close()
		_ = listener.Close()
		block()
	})
	if err != nil {
		t.Fatal(err)
	}
	peer, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = peer.Close()
}
