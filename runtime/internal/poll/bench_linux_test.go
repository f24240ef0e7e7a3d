package poll

import (
	"errors"
	"slices"

	"golang.org/x/sys/unix"
)

// demultiplexers are those of the system, and that of the BSDs on a queue made
// of what there is.
func demultiplexers() []facility {
	return append(slices.Clip(facilities), facility{"kqueue", newShim})
}

// A shim is kevent(2) on Linux: an epoll for each filter, so that the edges of one
// direction say nothing of the other, and a timerfd for the limit of a wait.
//
// A read filter without kevClear reports levels.
type shim struct {
	filters [2]int // an epoll for each kevFilter
	timer   int
	events  []unix.EpollEvent
}

func newShim() (Demultiplexer, error) {
	timer, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK)
	if err != nil {
		return nil, err
	}
	s := &shim{timer: timer, events: make([]unix.EpollEvent, queueBatch)}
	for i := range s.filters {
		if s.filters[i], err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
			return nil, err
		}
	}
	return newQueue(s)
}

func (s *shim) kevent(changes, into []kevent, timeout *unix.Timespec) (int, error) {
	for _, c := range changes {
		if err := s.change(c); err != nil {
			return 0, err
		}
	}
	if len(into) == 0 {
		return 0, nil
	}
	if err := s.await(timeout); err != nil {
		return 0, err
	}
	n := 0
	for filter, fd := range s.filters {
		m, err := unix.EpollWait(fd, s.events[:len(into)-n], 0)
		if err != nil {
			return 0, err
		}
		for _, ev := range s.events[:m] {
			into[n] = kevent{fd: int(ev.Fd), filter: kevFilter(filter), flags: eof(ev.Events)}
			n++
		}
		if n == len(into) {
			break // the rest stays ready
		}
	}
	return n, nil
}

func (s *shim) change(c kevent) error {
	if c.flags&kevDelete != 0 {
		return unix.EpollCtl(s.filters[c.filter], unix.EPOLL_CTL_DEL, c.fd, nil)
	}
	bits := uint32(unix.EPOLLIN | unix.EPOLLRDHUP)
	if c.filter == kevWrite {
		bits = unix.EPOLLOUT
	}
	if c.flags&kevClear != 0 {
		bits |= unix.EPOLLET
	}
	ev := unix.EpollEvent{Events: bits, Fd: int32(c.fd)}
	return unix.EpollCtl(s.filters[c.filter], unix.EPOLL_CTL_ADD, c.fd, &ev)
}

// await waits until a filter has something to report, or the time is over.
func (s *shim) await(timeout *unix.Timespec) error {
	limit := 0
	var at unix.ItimerSpec // zero: never
	if timeout == nil || *timeout != (unix.Timespec{}) {
		limit = -1
	}
	if timeout != nil {
		at.Value = *timeout
	}
	if err := unix.TimerfdSettime(s.timer, 0, &at, nil); err != nil {
		return err
	}
	fds := []unix.PollFd{
		{Fd: int32(s.filters[kevRead]), Events: unix.POLLIN},
		{Fd: int32(s.filters[kevWrite]), Events: unix.POLLIN},
		{Fd: int32(s.timer), Events: unix.POLLIN},
	}
	_, err := unix.Poll(fds, limit)
	return err
}

func eof(events uint32) kevFlags {
	if events&(unix.EPOLLRDHUP|unix.EPOLLHUP|unix.EPOLLERR) != 0 {
		return kevEOF
	}
	return 0
}

func (s *shim) close() error {
	return errors.Join(unix.Close(s.filters[kevRead]), unix.Close(s.filters[kevWrite]), unix.Close(s.timer))
}
