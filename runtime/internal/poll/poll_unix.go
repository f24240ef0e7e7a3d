//go:build unix && !aix

package poll

import (
	"time"

	"golang.org/x/sys/unix"
)

// levels waits with poll(2), which every Unix has. It looks at all armed
// descriptors on every wait, so it is for some tens of them.
type levels struct {
	table
	waker
	fds []unix.PollFd // owned by who is in Wait
}

func newLevels() (Demultiplexer, error) {
	p := &levels{}
	if err := p.open(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *levels) Add(d *Desc, fd uintptr, h Handler) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.enter(d, fd, h)
}

func (p *levels) Arm(d *Desc, e Event) error {
	p.mu.Lock()
	if p.lookup(d.fd) != d {
		p.mu.Unlock()
		return nil
	}
	d.armed |= e
	waiting := p.waiting
	p.mu.Unlock()
	if waiting {
		return p.Wake() // to be waited for from now on
	}
	return nil
}

func (p *levels) Remove(d *Desc) error {
	p.mu.Lock()
	known := p.leave(d)
	waiting := p.waiting
	p.mu.Unlock()
	if known && waiting {
		return p.Wake() // its number must not be waited for any more
	}
	return nil
}

func (p *levels) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	p.collect(timeout != 0)
	_, err := unix.Poll(p.fds, milliseconds(timeout))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = false
	if err != nil {
		return into, ignoreInterrupt(err)
	}
	if p.fds[0].Revents != 0 {
		p.awake()
	}
	for _, fd := range p.fds[1:] {
		if d := p.lookup(uintptr(fd.Fd)); d != nil && fd.Revents != 0 {
			d.ready = eventOfPoll(fd.Revents)
			into = d.report(into)
			d.ready = 0 // the next wait will tell again
		}
	}
	return into, nil
}

// collect lists what is to be waited for.
func (p *levels) collect(block bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = block
	p.fds = append(p.fds[:0], unix.PollFd{Fd: int32(p.r), Events: unix.POLLIN})
	for fd, d := range p.descs {
		if d != nil && d.armed != 0 {
			p.fds = append(p.fds, unix.PollFd{Fd: int32(fd), Events: pollFlags(d.armed)})
		}
	}
}

func (p *levels) Close() error {
	p.table.close()
	p.waker.close()
	return nil
}

func pollFlags(e Event) (flags int16) {
	if e&Readable != 0 {
		flags |= unix.POLLIN
	}
	if e&Writable != 0 {
		flags |= unix.POLLOUT
	}
	return flags
}

func eventOfPoll(flags int16) (e Event) {
	if flags&unix.POLLIN != 0 {
		e |= Readable
	}
	if flags&unix.POLLOUT != 0 {
		e |= Writable
	}
	if flags&(unix.POLLHUP|unix.POLLERR|unix.POLLNVAL) != 0 {
		e |= Readable | Writable | HangUp
	}
	return e
}
