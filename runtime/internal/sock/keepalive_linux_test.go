package sock

import (
	"net/netip"
	"runtime"
	"syscall"
	"testing"
)

func TestConnectionsAreKeptAlive(t *testing.T) {
	ln, err := Listen(Addr{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	defer Close(ln) //nolint:errcheck // nothing is lost
	dialled, _, err := Connect(Local(ln, "tcp"))
	if err != nil {
		t.Fatal(err)
	}
	defer Close(dialled) //nolint:errcheck // nothing is lost
	accepted, _, err := Accept(ln)
	for err != nil && Again(err) {
		runtime.Gosched()
		accepted, _, err = Accept(ln)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer Close(accepted) //nolint:errcheck // nothing is lost
	for name, fd := range map[string]uintptr{"dialled": dialled, "accepted": accepted} {
		for _, o := range keepAliveOptions {
			if got, err := syscall.GetsockoptInt(int(fd), o.level, o.name); got != o.value || err != nil {
				t.Errorf("%s: option %v is %d, %v", name, o, got, err)
			}
		}
	}
}
