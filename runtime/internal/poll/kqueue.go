//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package poll

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// kqueue waits with kqueue(2). A descriptor has one filter for each direction,
// both with kevClear, that is edge-triggered, so Arm costs no system call.
// Closing a descriptor removes its filters.
//
// It is built for Linux so that its tests run there, over another kernelQueue.
type kqueue struct {
	table
	waker
	kernel kernelQueue
	events []kevent // owned by who is in Wait
}

// A kernelQueue is kevent(2): it applies changes up to the first that fails, and
// then waits, unless into is empty, for the events that fit into it. It waits
// without limit if timeout is nil.
type kernelQueue interface {
	kevent(changes, into []kevent, timeout *unix.Timespec) (int, error)
	close() error
}

// A kevent is a change to a filter of fd, or what the filter has seen.
type kevent struct {
	fd     int
	filter kevFilter
	flags  kevFlags
}

type kevFilter uint8

const (
	kevRead kevFilter = iota
	kevWrite
)

type kevFlags uint8

const (
	kevAdd    kevFlags = 1 << iota
	kevDelete          // fails with ENOENT if there is no such filter
	kevClear           // report edges
	kevEOF             // the other end is gone
)

// newQueue makes a demultiplexer of kernel, which it closes if that fails.
func newQueue(kernel kernelQueue) (Demultiplexer, error) {
	p := &kqueue{kernel: kernel, events: make([]kevent, queueBatch)}
	if err := p.open(); err != nil {
		kernel.close() //nolint:errcheck // the first error counts
		return nil, err
	}
	if err := p.change(p.r, kevAdd, kevRead); err != nil {
		p.Close() //nolint:errcheck // the first error counts
		return nil, err
	}
	return p, nil
}

// queueBatch is how many events one system call returns at most.
const queueBatch = 512

// change applies flags to filters of fd.
func (p *kqueue) change(fd int, flags kevFlags, filters ...kevFilter) error {
	changes := make([]kevent, len(filters))
	for i, filter := range filters {
		changes[i] = kevent{fd, filter, flags}
	}
	_, err := p.kernel.kevent(changes, nil, nil)
	return err
}

func (p *kqueue) Add(d *Desc, fd uintptr, h Handler) error {
	return p.add(d, fd, h, func() error { return p.change(int(fd), kevAdd|kevClear, kevRead, kevWrite) })
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
	// One after the other: the filter of a direction that was shut down removes
	// itself on some systems, and the other has to go nevertheless.
	return errors.Join(p.drop(d.fd, kevRead), p.drop(d.fd, kevWrite))
}

func (p *kqueue) drop(fd uintptr, filter kevFilter) error {
	err := p.change(int(fd), kevDelete, filter)
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	return err
}

func (p *kqueue) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	into, block := p.begin(into, timeout != 0)
	n, err := p.kernel.kevent(nil, p.events, timespec(block, timeout))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = false
	if err != nil {
		return into, ignoreInterrupt(err)
	}
	for _, ev := range p.events[:n] {
		if ev.fd == p.r {
			p.awake()
			continue
		}
		into = p.edge(uintptr(ev.fd), eventOfKevent(ev), into)
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
	return p.kernel.close()
}

func eventOfKevent(ev kevent) Event {
	e := Readable
	if ev.filter == kevWrite {
		e = Writable
	}
	if ev.flags&kevEOF != 0 {
		e |= HangUp
	}
	return e
}
