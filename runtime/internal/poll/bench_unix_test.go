//go:build unix && !aix

package poll

import (
	"errors"

	"golang.org/x/sys/unix"
)

// effort is how thorough the tests are.
const effort = 10

const connectionRefused = unix.ECONNREFUSED

// connected returns two sockets that do not block. Unlike those of TCP their
// buffers have a fixed size, and nothing is ever on its way.
func connected() (a, b uintptr, err error) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		return 0, 0, err
	}
	err = errors.Join(unix.SetNonblock(fds[0], true), unix.SetNonblock(fds[1], true))
	return uintptr(fds[0]), uintptr(fds[1]), err
}
