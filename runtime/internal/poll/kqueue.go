//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package poll

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// kqueue waits with kqueue(2). A descriptor has one filter for each direction,
// both with EV_CLEAR, that is edge-triggered, so Arm costs no system call.
// Closing a descriptor removes its filters.
type kqueue struct {
	table
	waker
	fd     int
	events []unix.Kevent_t // owned by who is in Wait
}

// batchSize is how many events one system call returns at most.
const batchSize = 512

func newKqueue() (Demultiplexer, error) {
	fd, err := unix.Kqueue()
	if err != nil {
		return nil, err
	}
	unix.CloseOnExec(fd)
	p := &kqueue{fd: fd, events: make([]unix.Kevent_t, batchSize)}
	if err := p.waker.open(); err != nil {
		unix.Close(fd) //nolint:errcheck // the first error counts
		return nil, err
	}
	if err := p.change(p.waker.r, unix.EV_ADD, unix.EVFILT_READ); err != nil {
		p.Close() //nolint:errcheck // the first error counts
		return nil, err
	}
	return p, nil
}

// change applies flags to filters of fd.
func (p *kqueue) change(fd, flags int, filters ...int) error {
	changes := make([]unix.Kevent_t, len(filters))
	for i, filter := range filters {
		unix.SetKevent(&changes[i], fd, filter, flags)
	}
	_, err := unix.Kevent(p.fd, changes, nil, nil)
	return err
}

func (p *kqueue) Add(d *Desc, fd uintptr, h Handler) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.enter(d, fd, h); err != nil {
		return err
	}
	err := p.change(int(fd), unix.EV_ADD|unix.EV_CLEAR, unix.EVFILT_READ, unix.EVFILT_WRITE)
	if err != nil {
		p.leave(d)
	}
	return err
}

func (p *kqueue) Arm(d *Desc, e Event) error {
	if p.armEdge(d, e) {
		return p.Wake()
	}
	return nil
}

func (p *kqueue) Remove(d *Desc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.leave(d) {
		return nil
	}
	err := p.change(int(d.fd), unix.EV_DELETE, unix.EVFILT_READ, unix.EVFILT_WRITE)
	if errors.Is(err, unix.ENOENT) {
		return nil // the filter of a direction that was shut down removes itself on some systems
	}
	return err
}

func (p *kqueue) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	into, block := p.begin(into, timeout != 0)
	n, err := unix.Kevent(p.fd, nil, p.events, timespec(block, timeout))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = false
	if err != nil {
		return into, ignoreInterrupt(err)
	}
	for i := range p.events[:n] {
		ev := &p.events[i]
		if int(ev.Ident) == p.waker.r {
			p.awake()
			continue
		}
		into = p.edge(uintptr(ev.Ident), eventOfKevent(ev), into)
	}
	return into, nil
}

// timespec is nil for a wait without limit.
func timespec(block bool, timeout time.Duration) *unix.Timespec {
	if block && timeout < 0 {
		return nil
	}
	if !block {
		timeout = 0
	}
	ts := unix.NsecToTimespec(int64(timeout))
	return &ts
}

func (p *kqueue) Close() error {
	p.table.close()
	p.waker.close()
	return unix.Close(p.fd)
}

func eventOfKevent(ev *unix.Kevent_t) Event {
	e := Readable
	if int(ev.Filter) == unix.EVFILT_WRITE {
		e = Writable
	}
	if ev.Flags&unix.EV_EOF != 0 {
		e |= HangUp
	}
	return e
}
