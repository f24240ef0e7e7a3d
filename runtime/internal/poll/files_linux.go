package poll

import (
	"errors"
	"runtime"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	opOpenat = 18
	opClose  = 19
	opRead   = 22

	sqeFixedFile = 1 << 0
	sqeLink      = 1 << 2
	sqeHardLink  = 1 << 3 // goes on after an error
	sqeNoSuccess = 1 << 6 // only a failure has a result

	registerFiles2 = 13
	registerSparse = 1
)

// fileSlots is how many files are read at once.
const fileSlots = 64

// slotSize is the size of the largest file that is read this way, plus one.
const slotSize = 16 << 10

// Files reads small files through io_uring: open, read, read to find the end,
// and close are one chain of requests, and many files share a system call. The
// goroutine that does it exists while there is something to read.
type Files struct {
	mem     ringMemory
	buf     []byte
	slots   [fileSlots]fileRead // of those that are under way
	mu      sync.Mutex
	waiting []fileRead
	running bool
}

// A fileRead is a file that is to be read.
type fileRead struct {
	path   []byte // ends with a zero
	done   func(data []byte, ok bool)
	n      int32 // that the first read got
	failed bool
}

// The requests of a chain.
const (
	stageOpen = iota
	stageRead
	stageEnd
	stageClose
)

// OpenFiles makes a Files, if the kernel lets us have one.
func OpenFiles() (*Files, error) {
	f := &Files{buf: make([]byte, fileSlots*slotSize)}
	if err := f.mem.setup(4 * fileSlots); err != nil {
		return nil, err
	}
	sparse := struct {
		n, flags   uint32
		_          uint64
		data, tags uint64
	}{n: fileSlots, flags: registerSparse}
	_, _, errno := unix.Syscall6(unix.SYS_IO_URING_REGISTER, uintptr(f.mem.fd), registerFiles2,
		uintptr(unsafe.Pointer(&sparse)), unsafe.Sizeof(sparse), 0, 0)
	if errno != 0 {
		f.mem.close() //nolint:errcheck // the first error counts
		return nil, errno
	}
	return f, nil
}

// Read reads a file and calls done, on another goroutine, with its contents. If
// ok is false it has to be read in another way: it is large, or missing, or the
// kernel will not do it.
func (f *Files) Read(name string, done func(data []byte, ok bool)) {
	path := make([]byte, len(name)+1)
	copy(path, name)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waiting = append(f.waiting, fileRead{path: path, done: done})
	if !f.running {
		f.running = true
		go f.run()
	}
}

// run reads until nothing is waiting. One slot is used by one file at a time.
func (f *Files) run() {
	runtime.LockOSThread() // the kernel completes requests on the thread that has made them
	defer runtime.UnlockOSThread()
	free := make([]int, fileSlots)
	for i := range free {
		free[i] = i
	}
	for {
		batch := f.take(len(free), len(free) == fileSlots)
		if len(batch) == 0 && len(free) == fileSlots {
			return
		}
		for _, r := range batch {
			slot := free[len(free)-1]
			free = free[:len(free)-1]
			f.slots[slot] = r
			f.begin(slot)
		}
		if err := f.mem.submitAndWait(); err != nil {
			panic(err) // the kernel has accepted such requests before
		}
		for c, ok := f.mem.pop(); ok; c, ok = f.mem.pop() {
			slot := int(c.userData >> 2)
			if f.slots[slot].result(int(c.userData&3), c.res) {
				f.end(slot)
				free = append(free, slot)
			}
		}
	}
}

// take takes at most n files that are waiting. If there are none, and last says
// that none is under way either, the goroutine ends.
func (f *Files) take(n int, last bool) []fileRead {
	f.mu.Lock()
	defer f.mu.Unlock()
	n = min(n, len(f.waiting))
	batch := f.waiting[:n:n]
	f.waiting = f.waiting[n:]
	if len(f.waiting) == 0 {
		f.waiting = nil
	}
	f.running = n > 0 || !last
	return batch
}

// begin queues the chain of a file.
func (f *Files) begin(slot int) {
	r := &f.slots[slot]
	data := func(stage int) uint64 { return uint64(slot)<<2 | uint64(stage) }
	at := func(i int) uint64 { return uint64(uintptr(unsafe.Pointer(&f.buf[slot*slotSize+i]))) }
	const current = ^uint64(0) // offset: where the last read has ended
	f.mem.push(sqe{
		opcode: opOpenat, flags: sqeLink | sqeNoSuccess, fd: unix.AT_FDCWD, userData: data(stageOpen),
		addr: uint64(uintptr(unsafe.Pointer(&r.path[0]))), file: uint32(slot + 1),
	})
	f.mem.push(sqe{
		opcode: opRead, flags: sqeFixedFile | sqeHardLink, fd: int32(slot), userData: data(stageRead),
		addr: at(0), length: slotSize - 1, off: current,
	})
	f.mem.push(sqe{
		opcode: opRead, flags: sqeFixedFile | sqeHardLink, fd: int32(slot), userData: data(stageEnd),
		addr: at(slotSize - 1), length: 1, off: current,
	})
	f.mem.push(sqe{opcode: opClose, userData: data(stageClose), file: uint32(slot + 1)})
}

// result notes what has become of a stage and reports whether it was the last.
// That open has a result says that it has failed; then the others have none,
// since open had asked to be left out.
func (r *fileRead) result(stage int, res int32) (over bool) {
	switch stage {
	case stageOpen:
		r.failed = true
	case stageRead:
		r.n = res
		r.failed = r.failed || res < 0
	case stageEnd:
		r.failed = r.failed || res != 0 // there is more
	}
	return stage == stageClose || stage == stageOpen
}

// end hands over what was read.
func (f *Files) end(slot int) {
	r := f.slots[slot]
	f.slots[slot] = fileRead{}
	if r.failed {
		r.done(nil, false)
		return
	}
	data := make([]byte, r.n)
	copy(data, f.buf[slot*slotSize:])
	r.done(data, true)
}

// submitAndWait submits what is queued and waits for a result.
func (m *ringMemory) submitAndWait() error {
	for {
		_, _, errno := unix.Syscall6(unix.SYS_IO_URING_ENTER,
			uintptr(m.fd), uintptr(m.queued()), 1, enterGetEvents, 0, 0)
		if errno == 0 {
			return nil
		}
		if !errors.Is(errno, unix.EINTR) && !errors.Is(errno, unix.EAGAIN) && !errors.Is(errno, unix.EBUSY) {
			return errno
		}
	}
}
