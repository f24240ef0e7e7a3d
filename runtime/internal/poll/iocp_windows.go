package poll

import (
	"errors"
	"math"
	"os"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// port waits at an I/O completion port for poll requests to AFD, at most one for
// each descriptor.
//
//	idle --Arm--> under way --completion--> idle, and reported or asked again
//	under way --Arm of more, Remove--> cancelled --completion--> as above
type port struct {
	mu       sync.Mutex
	port     windows.Handle
	afd      windows.Handle
	watches  map[*Desc]*watch
	requests map[*request]*watch // the driver may still write to them
	woken    atomic.Bool
	entries  []entry // owned by who is in Wait
}

// A watch is what the port knows of a descriptor.
type watch struct {
	socket  windows.Handle
	request *request // under way; nil: none
	asked   Event    // by the request
}

// An entry is a completion as the system tells it: OVERLAPPED_ENTRY.
type entry struct {
	key        uintptr
	overlapped *request
	internal   uintptr
	bytes      uint32
}

// batchSize is how many completions one system call returns at most.
const batchSize = 512

// wakeKey tells a wake-up from the completion of a request.
const wakeKey = 1

var procGetQueuedCompletionStatusEx = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetQueuedCompletionStatusEx")

func newPort() (Demultiplexer, error) {
	h, err := windows.CreateIoCompletionPort(windows.InvalidHandle, 0, 0, 0)
	if err != nil {
		return nil, err
	}
	afd, err := openAFD(h)
	if err != nil {
		windows.CloseHandle(h) //nolint:errcheck // the first error counts
		return nil, err
	}
	return &port{
		port: h, afd: afd, entries: make([]entry, batchSize),
		watches: make(map[*Desc]*watch), requests: make(map[*request]*watch),
	}, nil
}

func (p *port) Add(d *Desc, fd uintptr, h Handler) error {
	base, err := baseSocket(windows.Handle(fd))
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	d.fd, d.handler = fd, h
	if p.watches == nil {
		return os.ErrClosed
	}
	p.watches[d] = &watch{socket: base}
	return nil
}

func (p *port) Arm(d *Desc, e Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.watches[d]
	if w == nil {
		return nil // removed
	}
	d.armed |= e
	switch {
	case w.request == nil:
		return p.ask(d, w)
	case w.asked&d.armed == d.armed:
		return nil
	}
	return w.request.cancel(p.afd) // to be asked again for more
}

// ask starts a request for what is armed; mu is held.
func (p *port) ask(d *Desc, w *watch) error {
	r := &request{desc: d}
	w.request, w.asked = r, d.armed
	p.requests[r] = w
	err := r.start(p.afd, w.socket, d.armed)
	if err != nil {
		w.request = nil
		delete(p.requests, r)
	}
	return err
}

func (p *port) Remove(d *Desc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.watches[d]
	if w == nil {
		return nil
	}
	delete(p.watches, d)
	d.armed = 0
	d.fired.Or(gone)
	if w.request == nil {
		return nil
	}
	return w.request.cancel(p.afd)
}

func (p *port) Wake() error {
	if p.woken.Swap(true) {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.watches == nil { // closed: the number of the port may be that of something else by now
		return nil
	}
	return windows.PostQueuedCompletionStatus(p.port, 0, wakeKey, nil)
}

func (p *port) Wait(into []Completion, timeout time.Duration) ([]Completion, error) {
	n, err := p.dequeue(timeout)
	if errors.Is(err, windows.WAIT_TIMEOUT) {
		return into, nil
	}
	if err != nil {
		return into, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.entries[:n] {
		e := &p.entries[i]
		if e.key == wakeKey {
			p.woken.Store(false)
			continue
		}
		if into, err = p.ended(e.overlapped, into); err != nil {
			return into, err
		}
		e.overlapped = nil // do not keep it alive
	}
	return into, nil
}

// ended looks at what a request has ended with; mu is held.
func (p *port) ended(r *request, into []Completion) ([]Completion, error) {
	w := p.requests[r]
	delete(p.requests, r)
	d := r.desc
	if p.watches[d] != w {
		return into, nil // removed
	}
	w.request = nil
	d.ready = r.event()
	into = d.report(into)
	d.ready = 0
	if d.armed == 0 {
		return into, nil
	}
	return into, p.ask(d, w)
}

func (p *port) dequeue(timeout time.Duration) (n uint32, err error) {
	wait := uint32(windows.INFINITE)
	if timeout >= 0 {
		wait = uint32(min((timeout+time.Millisecond-1)/time.Millisecond, math.MaxInt32))
	}
	ok, _, err := procGetQueuedCompletionStatusEx.Call(uintptr(p.port), uintptr(unsafe.Pointer(&p.entries[0])),
		uintptr(len(p.entries)), uintptr(unsafe.Pointer(&n)), uintptr(wait), 0)
	if ok == 0 {
		return 0, err
	}
	return n, nil
}

func (p *port) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watches = nil
	return errors.Join(windows.CloseHandle(p.afd), windows.CloseHandle(p.port))
}
