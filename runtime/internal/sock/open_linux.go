package sock

import (
	"net/netip"

	"golang.org/x/sys/unix"
)

func socket(family, kind int) (int, error) {
	return unix.Socket(family, kind|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
}

// Accept takes a connection, and tells where it comes from.
func Accept(listener uintptr) (fd uintptr, from netip.AddrPort, err error) {
	s, sa, err := unix.Accept4(int(listener), unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
	if err != nil {
		return 0, from, err
	}
	prepare(s)
	return uintptr(s), addrOf(sa).IP, nil
}
