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
	sends sends
	skips bool // the kernel can leave out the results of what succeeds
	woken bool // a Wake is under way; guarded by mu
}

// ringEntries is how many requests go to the kernel at once.
const ringEntries = 1024

// Requests that concern no descriptor have a userData below 1<<32; those that do
// have the descriptor's seq in the upper half, which is never zero.
const (
	wakeData   = 1
	cancelData = 2
	sendData   = 1 << 31 // and more: the place in sends
)

const edgeFlags = unix.POLLIN | unix.POLLOUT | unix.POLLRDHUP | unix.POLLPRI

func newRing() (Demultiplexer, error) {
	p := &ring{sends: sends{batch: 1}}
	if err := p.mem.setup(ringEntries); err != nil {
		return nil, err
	}
	p.skips = p.mem.features&featSkipSuccess != 0
	return p, nil
}

func (p *ring) Add(d *Desc, fd uintptr, h Handler) error {
	return p.add(d, fd, h, func() error { return p.watch(d) })
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
		err := p.mem.enter(0, 0)
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
	delete(p.sends.unsent, d)
	err := p.request(sqe{opcode: opAsyncCancel, fd: -1, addr: d.data(), userData: cancelData})
	if err != nil {
		return err
	}
	return p.submit()
}

func (p *ring) Wake() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed, p.woken && p.mem.queued() == 0:
		return nil
	case p.woken:
		return p.submit()
	}
	p.woken = true
	if err := p.request(sqe{opcode: opNop, fd: -1, userData: wakeData}); err != nil {
		return err
	}
	return p.submit()
}

func (p *ring) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	into, block := p.begin(into, timeout != 0)
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() { p.waiting = false }()
	err := p.mem.enter(0, enterGetEvents)
	if err != nil && !errors.Is(err, unix.EBUSY) {
		return into, ignoreInterrupt(err)
	}
	into, some := p.take(into)
	if block && !some && p.mem.queued() == 0 {
		if err := p.await(timeout); err != nil {
			return into, ignoreInterrupt(err)
		}
		into, _ = p.take(into)
	}
	return into, nil
}

// take takes the results and reports whether there are any; mu is held.
func (p *ring) take(into []Completion) (_ []Completion, some bool) {
	for c, ok := p.mem.pop(); ok; c, ok = p.mem.pop() {
		into = p.result(c, into)
		some = true
	}
	if p.mem.queued() == 0 {
		p.sends.settle()
	}
	return into, some
}

// await waits for a result. Meanwhile mu, which is held, is not.
func (p *ring) await(timeout time.Duration) error {
	p.mu.Unlock()
	defer p.mu.Lock()
	var ts *unix.Timespec
	if timeout >= 0 {
		limit := unix.NsecToTimespec(int64(timeout))
		ts = &limit
	}
	err := p.mem.await(ts)
	if errors.Is(err, unix.ETIME) || errors.Is(err, unix.EBUSY) {
		return nil
	}
	return err
}

// result looks at what has become of a request; mu is held.
func (p *ring) result(c cqe, into []Completion) []Completion {
	if c.userData == wakeData {
		p.woken = false
		return into
	}
	if i := c.userData - sendData; i < uint64(len(p.sends.all)) {
		return p.sends.notSent(int(i), int(c.res), into)
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
