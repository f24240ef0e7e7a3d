package sock

import (
	"net/netip"
	"os"
	"syscall"
)

func socket(family, kind int) (int, error) {
	fd, err := syscall.Socket(family, kind|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
	return fd, os.NewSyscallError("socket", err)
}

// Accept takes a connection, and tells where it comes from.
func Accept(listener uintptr) (fd uintptr, from netip.AddrPort, err error) {
	s, sa, err := syscall.Accept4(int(listener), syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
	if err != nil {
		return 0, from, err
	}
	prepare(s)
	return uintptr(s), addrOf(sa).IP, nil
}
