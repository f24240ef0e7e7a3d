package poll

import (
	"os"
	"sync"
	"sync/atomic"
)

// A Desc is a descriptor that a Demultiplexer watches. It stands in the object
// it belongs to, so that to watch allocates nothing.
//
//	armed --an event of armed--> fired --Complete--> told
//
// Invariant: armed, ready and seq are guarded by the table's mu; fired is not
// zero exactly while d is in a batch, except that Remove leaves gone there.
type Desc struct {
	fd      uintptr
	handler Handler
	armed   Event         // asked for
	ready   Event         // seen, but not asked for yet; HangUp stays
	batch   uint32        // of Sender.Send; guarded by who owns d
	seq     uint32        // tells it from earlier descriptors of the same number
	fired   atomic.Uint32 // to be told by Complete
}

// gone in Desc.fired says that d has been removed.
const gone = 1 << 31

// Complete implements Completion.
func (d *Desc) Complete() {
	if e := d.fired.Swap(0); e&gone == 0 {
		d.handler.Ready(Event(e))
	}
}

// FD returns the descriptor.
func (d *Desc) FD() uintptr { return d.fd }

// A table knows the descriptors of a demultiplexer by number. Numbers are small,
// because systems reuse them.
//
// A number may be closed and reused between a wait and the look into the table.
// That is harmless: the successor gets a report that turns out to be wrong, as
// any report may.
type table struct {
	mu      sync.Mutex
	descs   []*Desc
	early   []Completion // ready before they were armed
	waiting bool         // somebody is, or is about to be, blocked in Wait
	closed  bool         // nothing is known, and nothing can be entered
	seq     uint32
}

// enter records d; mu is held.
func (t *table) enter(d *Desc, fd uintptr, h Handler) error {
	if t.closed {
		return os.ErrClosed
	}
	for uintptr(len(t.descs)) <= fd {
		t.descs = append(t.descs, nil)
	}
	t.seq++
	d.fd, d.handler, d.seq = fd, h, t.seq
	t.descs[fd] = d
	return nil
}

// add is Add where watch asks the system for what becomes of fd; mu is held meanwhile.
func (t *table) add(d *Desc, fd uintptr, h Handler, watch func() error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.enter(d, fd, h); err != nil {
		return err
	}
	err := watch()
	if err != nil {
		t.leave(d)
	}
	return err
}

// close forgets everything. Those who hold descriptors may not know yet.
func (t *table) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.descs, t.closed = nil, true
}

// leave forgets d and reports whether it was known; mu is held.
func (t *table) leave(d *Desc) bool {
	if t.lookup(d.fd) != d {
		return false
	}
	t.descs[d.fd] = nil
	d.armed = 0
	d.fired.Or(gone)
	return true
}

// lookup finds the descriptor with a number; nil if there is none; mu is held.
func (t *table) lookup(fd uintptr) *Desc {
	if fd >= uintptr(len(t.descs)) {
		return nil
	}
	return t.descs[fd]
}

// edge notes that fd has become ready for e; mu is held.
func (t *table) edge(fd uintptr, e Event, into []Completion) []Completion {
	d := t.lookup(fd)
	if d == nil {
		return into // removed meanwhile
	}
	d.ready |= e
	return d.report(into)
}

// report appends d to the batch if something has happened that was asked for.
func (d *Desc) report(into []Completion) []Completion {
	hit := d.ready & d.armed
	if hit == 0 {
		return into
	}
	d.armed &^= hit
	d.ready &^= hit
	if d.fired.Or(uint32(hit|d.ready&HangUp)) == 0 {
		into = append(into, d)
	}
	return into
}

// armEdge is Arm where the kernel reports every edge without being asked again.
// It reports whether somebody who waits has to be woken.
func (t *table) armEdge(d *Desc, e Event) (wake bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lookup(d.fd) != d {
		return false
	}
	d.armed |= e
	before := len(t.early)
	t.early = d.report(t.early)
	return t.waiting && len(t.early) > before
}

// begin starts a Wait: it takes what is ready already and reports whether the
// caller may block.
func (t *table) begin(into []Completion, block bool) ([]Completion, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.early) > 0 {
		into = append(into, t.early...)
		clear(t.early)
		t.early = t.early[:0]
		block = false
	}
	t.waiting = block
	return into, block
}
