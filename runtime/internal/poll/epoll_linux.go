package poll

import (
	"time"

	"golang.org/x/sys/unix"
)

// epoll waits with epoll(7). Descriptors are registered once, for both
// directions and edge-triggered, so Arm costs no system call.
type epoll struct {
	table
	waker
	fd     int
	events []unix.EpollEvent // owned by who is in Wait
}

// batchSize is how many events one system call returns at most.
const batchSize = 512

func newEpoll() (Demultiplexer, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	p := &epoll{fd: fd, events: make([]unix.EpollEvent, batchSize)}
	if err := p.open(); err != nil {
		unix.Close(fd) //nolint:errcheck // the first error counts
		return nil, err
	}
	ev := unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(p.r)}
	if err := unix.EpollCtl(fd, unix.EPOLL_CTL_ADD, p.r, &ev); err != nil {
		p.Close() //nolint:errcheck // the first error counts
		return nil, err
	}
	return p, nil
}

func (p *epoll) Add(d *Desc, fd uintptr, h Handler) error {
	const edges = unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLOUT | unix.EPOLLRDHUP | unix.EPOLLET
	return p.add(d, fd, h, func() error {
		ev := unix.EpollEvent{Events: edges, Fd: int32(fd)}
		return unix.EpollCtl(p.fd, unix.EPOLL_CTL_ADD, int(fd), &ev)
	})
}

func (p *epoll) Arm(d *Desc, e Event) error {
	if p.armEdge(d, e) {
		return p.Wake()
	}
	return nil
}

func (p *epoll) Remove(d *Desc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.leave(d) {
		return nil
	}
	return unix.EpollCtl(p.fd, unix.EPOLL_CTL_DEL, int(d.fd), nil)
}

func (p *epoll) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	into, block := p.begin(into, timeout != 0)
	if !block {
		timeout = 0
	}
	n, err := epollWait(p.fd, p.events, milliseconds(timeout))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = false
	if err != nil {
		return into, ignoreInterrupt(err)
	}
	for _, ev := range p.events[:n] {
		if int(ev.Fd) == p.r {
			p.awake()
			continue
		}
		into = p.edge(uintptr(ev.Fd), eventOfEpoll(ev.Events), into)
	}
	return into, nil
}

func (p *epoll) Close() error {
	p.table.close()
	p.waker.close()
	return unix.Close(p.fd)
}

// eventOfEpoll also serves io_uring, whose flags are the same.
func eventOfEpoll(flags uint32) (e Event) {
	if flags&unix.EPOLLIN != 0 {
		e |= Readable
	}
	if flags&unix.EPOLLOUT != 0 {
		e |= Writable
	}
	if flags&(unix.EPOLLHUP|unix.EPOLLERR) != 0 {
		e |= Readable | Writable | HangUp
	}
	if flags&(unix.EPOLLRDHUP|unix.EPOLLPRI) != 0 {
		e |= Readable | HangUp
	}
	return e
}
