//go:build race

package poll

import "golang.org/x/sys/unix"

// epollWait lets the race detector see that a wait orders memory.
func epollWait(fd int, events []unix.EpollEvent, msec int) (int, error) {
	return unix.EpollWait(fd, events, msec)
}
