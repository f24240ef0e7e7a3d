//go:build unix && !aix && !zos && !linux

package sock

import (
	"net/netip"
	"os"
	"syscall"
)

func socket(family, kind int) (int, error) {
	syscall.ForkLock.RLock() // no child may inherit it before it says so
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Socket(family, kind, 0)
	if err != nil {
		return -1, os.NewSyscallError("socket", err)
	}
	return ready(fd)
}

// Accept takes a connection, and tells where it comes from.
func Accept(listener uintptr) (fd uintptr, from netip.AddrPort, err error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	s, sa, err := syscall.Accept(int(listener))
	if err != nil {
		return 0, from, err
	}
	if s, err = ready(s); err != nil {
		return 0, from, err
	}
	prepare(s)
	keepAlive(s)
	return uintptr(s), addrOf(sa).IP, nil
}

func ready(fd int) (int, error) {
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		syscall.Close(fd) //nolint:errcheck // the first error counts
		return -1, err
	}
	return fd, nil
}
