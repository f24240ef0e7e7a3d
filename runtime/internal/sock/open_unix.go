//go:build unix && !aix && !zos && !linux

package sock

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func socket(family, kind int) (int, error) {
	syscall.ForkLock.RLock() // no child may inherit it before it says so
	defer syscall.ForkLock.RUnlock()
	fd, err := unix.Socket(family, kind, 0)
	if err != nil {
		return -1, err
	}
	return ready(fd)
}

// Accept takes a connection.
func Accept(listener uintptr) (uintptr, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, _, err := unix.Accept(int(listener))
	if err != nil {
		return 0, err
	}
	if fd, err = ready(fd); err != nil {
		return 0, err
	}
	prepare(fd)
	return uintptr(fd), nil
}

func ready(fd int) (int, error) {
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd) //nolint:errcheck // the first error counts
		return -1, err
	}
	return fd, nil
}
