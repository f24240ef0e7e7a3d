//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package poll

import "golang.org/x/sys/unix"

// bsdQueue is the kernelQueue of the system.
type bsdQueue struct {
	fd     int
	events []unix.Kevent_t // owned by who waits
}

func newKqueue() (Demultiplexer, error) {
	fd, err := unix.Kqueue()
	if err != nil {
		return nil, err
	}
	unix.CloseOnExec(fd)
	return newQueue(&bsdQueue{fd: fd, events: make([]unix.Kevent_t, queueBatch)})
}

func (q *bsdQueue) kevent(changes, into []kevent, timeout *unix.Timespec) (int, error) {
	var list [2]unix.Kevent_t // one for each direction
	for i, c := range changes {
		unix.SetKevent(&list[i], c.fd, filterNumber(c.filter), flagBits(c.flags))
	}
	n, err := unix.Kevent(q.fd, list[:len(changes)], q.events[:len(into)], timeout)
	for i := range max(n, 0) {
		ev := &q.events[i]
		into[i] = kevent{fd: int(ev.Ident), filter: kevRead}
		if int(ev.Filter) == unix.EVFILT_WRITE {
			into[i].filter = kevWrite
		}
		if ev.Flags&unix.EV_EOF != 0 {
			into[i].flags = kevEOF
		}
	}
	return max(n, 0), err
}

func filterNumber(f kevFilter) int {
	if f == kevWrite {
		return unix.EVFILT_WRITE
	}
	return unix.EVFILT_READ
}

func flagBits(f kevFlags) (bits int) {
	if f&kevAdd != 0 {
		bits |= unix.EV_ADD
	}
	if f&kevDelete != 0 {
		bits |= unix.EV_DELETE
	}
	if f&kevClear != 0 {
		bits |= unix.EV_CLEAR
	}
	return bits
}

func (q *bsdQueue) close() error { return unix.Close(q.fd) }
