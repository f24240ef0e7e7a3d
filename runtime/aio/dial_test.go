package aio

import (
	"context"
	"errors"
	"net/netip"
	"testing"

	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
)

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
	fd, err := sock.Listen(sock.Addr{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	a := &attempt{dialer: d} // of which nothing is heard
	if err := d.reactor.Add(&a.desc, fd, a); err != nil {
		t.Fatal(err)
	}
	d.current = a
	cancel()
	if err := d.op.loop.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
