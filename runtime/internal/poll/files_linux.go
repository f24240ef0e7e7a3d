package poll

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/unnest-go/unnest/runtime/internal/queue"
)

const (
	opOpenat = 18
	opRead   = 22

	sqeFixedFile = 1 << 0
	sqeNoSuccess = 1 << 6 // only a failure has a result

	registerFilesUpdate = 6
	registerFiles2      = 13
	registerSparse      = 1
)

// fileSlots is how many files are read at once.
const fileSlots = 128

// slotSize is the size of the largest file that is read at once, plus one.
const slotSize = 16 << 10

// Files reads small files through io_uring: many share the system calls that open
// them, read, and read to find the end. What is larger, or comes in pieces, is read
// on until the end: a pipe cannot be read again. A file is closed when another is
// opened in its slot, or there is none. The goroutine that does it exists while
// there is something to read.
//
// Tempting: one chain of requests for a file. But the kernel puts off what is
// behind the first of a chain, and that takes more time than to ask for it later.
type Files struct {
	mem     ringMemory
	waker   waker // for files that come while all others take long
	armed   bool  // the waker is waited for
	buf     []byte
	slots   [fileSlots]fileRead // of those that are under way
	free    queue.Pile[int]     // slots; that of the oldest file is used first
	open    bool                // files may be open in free slots
	results []Completion        // to be posted to where
	where   Queue
	mu      sync.Mutex
	waiting queue.Pile[FileReader]
	running bool
	blocked bool // run waits, and does not know what is waiting
}

// A fileRead is a file that is being read.
type fileRead struct {
	path   []byte // ends with a zero; its memory serves the next file, too
	reader FileReader
	n      int    // that the first read got
	data   []byte // of a file that is read on
}

// The requests of a file, one after the other.
const (
	stageOpen = iota
	stageRead
	stageEnd
	stageMore // of a file that is read on
)

// fileData is the userData of a request.
func fileData(slot, stage int) uint64 { return uint64(slot)<<2 | uint64(stage) }

// wakeFiles is the userData of the waker; those of files are smaller.
const wakeFiles = 1 << 32

// OpenFiles makes a Files, if the kernel lets us have one.
func OpenFiles() (*Files, error) {
	f := &Files{buf: make([]byte, fileSlots*slotSize)}
	for slot := range fileSlots {
		f.free.Push(slot)
	}
	if err := f.mem.setup(2 * fileSlots); err != nil {
		return nil, err
	}
	if err := f.waker.open(); err != nil {
		f.mem.close() //nolint:errcheck // the first error counts
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
		f.waker.close()
		f.mem.close() //nolint:errcheck // the first error counts
		return nil, errno
	}
	return f, nil
}

// Read reads the file of r.
func (f *Files) Read(r FileReader) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waiting.Push(r)
	switch {
	case !f.running:
		f.running = true
		go f.run()
	case f.blocked:
		f.blocked = false
		f.waker.Wake() //nolint:errcheck // a pipe of our own
	}
}

// run reads until nothing is waiting. One slot is used by one file at a time.
func (f *Files) run() {
	runtime.LockOSThread() // the kernel completes requests on the thread that has made them
	defer runtime.UnlockOSThread()
	var batch []FileReader
	for {
		idle := f.free.Len() == fileSlots
		last := idle && !f.open
		batch = f.take(batch[:0], f.free.Len(), last)
		switch {
		case len(batch) > 0 || !idle:
		case last:
			return // another goroutine may be at it already
		default:
			f.closeAll()
			continue
		}
		for _, r := range batch {
			f.begin(f.free.Pop(), r)
		}
		clear(batch) // do not keep them alive
		if err := f.await(); err != nil {
			panic(err) // the kernel has accepted such requests before
		}
		for c, ok := f.mem.pop(); ok; c, ok = f.mem.pop() {
			f.ended(c)
		}
		f.post()
	}
}

// await submits what is queued and waits for a result. As a rule there is one at
// once; if not, a file that takes long must not hold up those that come.
func (f *Files) await() error {
	err := f.mem.submitAndWait(0)
	if err != nil || f.mem.ready() || !f.block() {
		return err
	}
	if !f.armed {
		f.armed = true
		f.mem.push(sqe{opcode: opPollAdd, fd: int32(f.waker.r), opFlags: unix.POLLIN, userData: wakeFiles})
	}
	err = f.mem.submitAndWait(1)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.blocked = false
	return err
}

// block reports whether there is nothing to be done but to wait.
func (f *Files) block() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.blocked = f.waiting.Len() == 0 || f.free.Len() == 0
	return f.blocked
}

// closeAll closes the files that were read last.
func (f *Files) closeAll() {
	f.open = false
	none := slices.Repeat([]int32{-1}, fileSlots)
	update := struct {
		offset, _ uint32
		fds       uint64
	}{fds: uint64(uintptr(unsafe.Pointer(&none[0])))}
	_, _, errno := unix.Syscall6(unix.SYS_IO_URING_REGISTER, uintptr(f.mem.fd), registerFilesUpdate,
		uintptr(unsafe.Pointer(&update)), fileSlots, 0, 0)
	runtime.KeepAlive(none)
	if errno != 0 {
		panic(errno) // it cannot fail for want of anything
	}
}

// take appends at most n files that are waiting to batch. If there are none, and
// last says that none is under way either, the goroutine ends.
func (f *Files) take(batch []FileReader, n int, last bool) []FileReader {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range min(n, f.waiting.Len()) {
		batch = append(batch, f.waiting.Pop())
	}
	f.running = len(batch) > 0 || !last
	return batch
}

// current is an offset: where the last read has ended.
const current = ^uint64(0)

// begin queues the opening of a file.
func (f *Files) begin(slot int, reader FileReader) {
	r := &f.slots[slot]
	r.reader = reader
	r.path = append(append(r.path[:0], reader.Name()...), 0)
	f.mem.push(sqe{
		opcode: opOpenat, fd: unix.AT_FDCWD, userData: fileData(slot, stageOpen),
		addr: uint64(uintptr(unsafe.Pointer(&r.path[0]))), file: uint32(slot + 1),
	})
}

// read queues the next read of a file, into p.
func (f *Files) read(slot, stage int, p []byte) {
	f.mem.push(sqe{
		opcode: opRead, flags: sqeFixedFile, fd: int32(slot), userData: fileData(slot, stage),
		addr: uint64(uintptr(unsafe.Pointer(unsafe.SliceData(p)))), off: current,
		length: uint32(min(len(p), 1<<30)),
	})
}

// ended notes the end of a request, and queues the next of the file.
func (f *Files) ended(c cqe) {
	if c.userData == wakeFiles {
		f.armed = false
		f.waker.awake()
		return
	}
	slot, stage := int(c.userData>>2), int(c.userData&3)
	r, buf := &f.slots[slot], f.buf[slot*slotSize:][:slotSize]
	switch {
	case c.res < 0:
		f.end(slot, nil, false)
	case stage == stageOpen:
		f.read(slot, stageRead, buf[:slotSize-1])
	case stage == stageRead && c.res > 0:
		r.n = int(c.res)
		f.read(slot, stageEnd, buf[r.n:][:1])
	case stage == stageEnd && c.res > 0:
		r.data = append(r.data, buf[:r.n+1]...)
		f.readOn(slot)
	case stage == stageMore && c.res > 0:
		r.data = r.data[:len(r.data)+int(c.res)]
		f.readOn(slot)
	case r.data == nil:
		f.end(slot, bytes.Clone(buf[:r.n]), true)
	default:
		f.end(slot, r.data, true)
	}
}

// readOn queues the next read of a file that is not small.
func (f *Files) readOn(slot int) {
	r := &f.slots[slot]
	if r.reader.Over() {
		f.end(slot, nil, true)
		return
	}
	r.data = slices.Grow(r.data, max(slotSize, len(r.data)))
	f.read(slot, stageMore, r.data[len(r.data):cap(r.data)])
}

// end hands over what was read.
func (f *Files) end(slot int, data []byte, ok bool) {
	r := f.slots[slot]
	f.slots[slot] = fileRead{path: r.path}
	f.free.Push(slot)
	f.open = true
	q, c := r.reader.Read(data, ok)
	if c == nil {
		return
	}
	if q != f.where {
		f.post()
		f.where = q
	}
	f.results = append(f.results, c)
}

// post posts what has come for one queue.
func (f *Files) post() {
	if len(f.results) > 0 {
		f.where.PostCompletions(f.results...)
	}
	clear(f.results)
	f.results, f.where = f.results[:0], nil
}

// submitAndWait submits what is queued and waits for n results.
func (m *ringMemory) submitAndWait(n uintptr) error {
	for {
		err := m.enter(n, enterGetEvents)
		if !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EBUSY) {
			return err
		}
	}
}
