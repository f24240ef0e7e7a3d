package poll

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// ring waits with io_uring(7). A descriptor is one request that reports every
// edge, so Arm costs no system call, and what Add and Remove ask for goes to the
// kernel with the next wait.
//
// Tempting: a ring of one issuer, which is cheaper in the kernel. But a loop
// waits now on its own goroutine and now on its helper, and Go moves both from
// thread to thread.
type ring struct {
	table
	mem   ringMemory
	woken bool // a Wake is under way; guarded by mu
}

// ringEntries is how many requests go to the kernel at once.
const ringEntries = 1024

// Requests that concern no descriptor have a userData below 1<<32; those that do
// have the descriptor's seq in the upper half, which is never zero.
const (
	wakeData   = 1
	cancelData = 2
)

const edgeFlags = unix.POLLIN | unix.POLLOUT | unix.POLLRDHUP | unix.POLLPRI

func newRing() (Demultiplexer, error) {
	p := &ring{}
	if err := p.mem.setup(ringEntries); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *ring) Add(d *Desc, fd uintptr, h Handler) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.enter(d, fd, h); err != nil {
		return err
	}
	err := p.watch(d)
	if err != nil {
		p.leave(d)
	}
	return err
}

// watch asks for the edges of d; mu is held.
func (p *ring) watch(d *Desc) error {
	return p.request(sqe{
		opcode: opPollAdd, fd: int32(d.fd), length: pollMulti, opFlags: edgeFlags, userData: d.data(),
	})
}

func (d *Desc) data() uint64 { return uint64(d.seq)<<32 | uint64(d.fd) }

// request queues s for the next wait, or submits it if that has begun; mu is
// held.
func (p *ring) request(s sqe) error {
	for !p.mem.push(s) {
		if err := p.submit(); err != nil {
			return err
		}
	}
	if p.waiting {
		return p.submit()
	}
	return nil
}

func (p *ring) submit() error {
	for {
		err := p.mem.submit(p.mem.queued())
		if !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EBUSY) {
			return err
		}
	}
}

func (p *ring) Arm(d *Desc, e Event) error {
	if p.armEdge(d, e) {
		return p.Wake()
	}
	return nil
}

// Remove submits at once: until the request has ended the kernel keeps the file
// open, even if the descriptor is closed.
//
// Tempting: IORING_OP_POLL_REMOVE, which is made for it. But it gives up if an
// event is just being reported, and the file stays open for ever.
func (p *ring) Remove(d *Desc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.leave(d) {
		return nil
	}
	err := p.request(sqe{opcode: opAsyncCancel, fd: -1, addr: d.data(), userData: cancelData})
	if err != nil {
		return err
	}
	return p.submit()
}

func (p *ring) Wake() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.woken || p.closed {
		return nil
	}
	p.woken = true
	if err := p.request(sqe{opcode: opNop, fd: -1, userData: wakeData}); err != nil {
		return err
	}
	return p.submit()
}

func (p *ring) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	into, block := p.begin(into, timeout != 0)
	err := p.wait(block, timeout)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = false
	if err != nil && !errors.Is(err, unix.ETIME) && !errors.Is(err, unix.EBUSY) {
		return into, ignoreInterrupt(err)
	}
	for c, ok := p.mem.pop(); ok; c, ok = p.mem.pop() {
		into = p.result(c, into)
	}
	return into, nil
}

// wait enters the kernel: to submit, to let it finish what is due, to wait.
func (p *ring) wait(block bool, timeout time.Duration) error {
	p.mu.Lock()
	err := p.mem.flush(p.mem.queued())
	ready := p.mem.ready()
	p.mu.Unlock()
	if err != nil || ready || !block {
		return err
	}
	if timeout < 0 {
		return p.mem.await(nil)
	}
	ts := unix.NsecToTimespec(int64(timeout))
	return p.mem.await(&ts)
}

// result looks at what has become of a request; mu is held.
func (p *ring) result(c cqe, into []Completion) []Completion {
	if c.userData == wakeData {
		p.woken = false
		return into
	}
	d := p.lookup(uintptr(uint32(c.userData)))
	if d == nil || d.data() != c.userData {
		return into // removed meanwhile, or the end of a cancellation
	}
	e := Readable | Writable | HangUp // the request itself has failed: let the handler find out
	if c.res >= 0 {
		e = eventOfEpoll(uint32(c.res))
	}
	if c.flags&cqeMore == 0 && c.res >= 0 {
		if err := p.watch(d); err != nil { // results had overflowed
			e = Readable | Writable | HangUp
		}
	}
	return p.edge(d.fd, e, into)
}

func (p *ring) Close() error {
	p.close()
	return p.mem.close()
}
