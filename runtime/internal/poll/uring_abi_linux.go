package poll

import (
	"errors"
	"runtime"
	"sync/atomic"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// What follows is the kernel's interface, see io_uring(7) and
// include/uapi/linux/io_uring.h. Only what is used is named.

const (
	opNop         = 0
	opPollAdd     = 6
	opAsyncCancel = 14

	pollMulti = 1 << 0 // in sqe.length of opPollAdd: report every edge

	cqeMore = 1 << 1 // the request goes on

	enterGetEvents = 1 << 0
	enterExtArg    = 1 << 3

	setupCQSize      = 1 << 3
	setupClamp       = 1 << 4
	setupCoopTaskrun = 1 << 8

	featSingleMmap = 1 << 0
	featNoDrop     = 1 << 1
	featExtArg     = 1 << 8

	offSQRing = 0
	offSQEs   = 0x10000000
)

// An sqe is a request.
type sqe struct {
	opcode   uint8
	flags    uint8
	ioprio   uint16
	fd       int32
	off      uint64
	addr     uint64
	length   uint32
	opFlags  uint32 // for opPollAdd: the events
	userData uint64
	buf      uint16
	person   uint16
	file     uint32
	addr3    uint64
	_        uint64
}

// A cqe is what has become of a request.
type cqe struct {
	userData uint64
	res      int32
	flags    uint32
}

type sqOffsets struct {
	head, tail, mask, entries, flags, dropped, array, _ uint32
	_                                                   uint64
}

type cqOffsets struct {
	head, tail, mask, entries, overflow, cqes, flags, _ uint32
	_                                                   uint64
}

type ringParams struct {
	sqEntries, cqEntries, flags, sqThreadCPU, sqThreadIdle, features, wqFD uint32
	_                                                                      [3]uint32
	sq                                                                     sqOffsets
	cq                                                                     cqOffsets
}

type enterArg struct {
	sigmask   uint64
	sigmaskSz uint32
	_         uint32
	timespec  uint64
}

// A ringMemory is the memory shared with the kernel.
type ringMemory struct {
	fd             int
	features       uint32
	rings, entries []byte // to be unmapped

	sqHead, sqTail, cqHead, cqTail *uint32
	sqMask, cqMask                 uint32
	sqes                           []sqe
	cqes                           []cqe
}

// setup makes a ring for n requests under way and many more results.
//
// With setupCoopTaskrun the kernel does not interrupt the thread that has made a
// request, in order to report its result, but waits until that thread enters the
// kernel for another reason, as one that runs a loop does all the time.
func (m *ringMemory) setup(n uint32) error {
	p, fd, err := setupRing(n, setupCoopTaskrun)
	if errors.Is(err, unix.EINVAL) { // older than Linux 5.19
		p, fd, err = setupRing(n, 0)
	}
	if err != nil {
		return err
	}
	m.fd, m.features = fd, p.features
	const needed = featSingleMmap | featNoDrop | featExtArg
	if p.features&needed != needed {
		unix.Close(m.fd) //nolint:errcheck // the kernel is too old, that is the error
		return syscall.ENOSYS
	}
	if err := m.mmap(p); err != nil {
		unix.Close(m.fd) //nolint:errcheck // the first error counts
		return err
	}
	return nil
}

func setupRing(n, flags uint32) (*ringParams, int, error) {
	p := &ringParams{flags: setupCQSize | setupClamp | flags, cqEntries: 16 * n}
	fd, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, uintptr(n), uintptr(unsafe.Pointer(p)), 0)
	if errno != 0 {
		return nil, 0, errno
	}
	return p, int(fd), nil
}

func (m *ringMemory) mmap(p *ringParams) (err error) {
	const prot, flags = unix.PROT_READ | unix.PROT_WRITE, unix.MAP_SHARED | unix.MAP_POPULATE
	size := max(int(p.sq.array+p.sqEntries*4), int(p.cq.cqes)+int(p.cqEntries)*int(unsafe.Sizeof(cqe{})))
	if m.rings, err = unix.Mmap(m.fd, offSQRing, size, prot, flags); err != nil {
		return err
	}
	entriesSize := int(p.sqEntries) * int(unsafe.Sizeof(sqe{}))
	if m.entries, err = unix.Mmap(m.fd, offSQEs, entriesSize, prot, flags); err != nil {
		unix.Munmap(m.rings) //nolint:errcheck // the first error counts
		return err
	}
	word := func(off uint32) *uint32 { return (*uint32)(unsafe.Pointer(&m.rings[off])) }
	m.sqHead, m.sqTail, m.sqMask = word(p.sq.head), word(p.sq.tail), *word(p.sq.mask)
	m.cqHead, m.cqTail, m.cqMask = word(p.cq.head), word(p.cq.tail), *word(p.cq.mask)
	m.sqes = unsafe.Slice((*sqe)(unsafe.Pointer(&m.entries[0])), p.sqEntries)
	m.cqes = unsafe.Slice((*cqe)(unsafe.Pointer(&m.rings[p.cq.cqes])), p.cqEntries)
	for i, array := 0, unsafe.Slice(word(p.sq.array), p.sqEntries); i < len(array); i++ {
		array[i] = uint32(i) // requests are submitted in the order of their slots
	}
	return nil
}

func (m *ringMemory) close() error {
	unix.Munmap(m.rings)   //nolint:errcheck // nothing to be done about it
	unix.Munmap(m.entries) //nolint:errcheck // nothing to be done about it
	return unix.Close(m.fd)
}

// push adds a request; it reports false if there is no room before an enter.
func (m *ringMemory) push(s sqe) bool {
	tail := *m.sqTail
	if tail-atomic.LoadUint32(m.sqHead) == uint32(len(m.sqes)) {
		return false
	}
	m.sqes[tail&m.sqMask] = s
	atomic.StoreUint32(m.sqTail, tail+1)
	return true
}

// queued is how many requests the kernel has not taken yet.
func (m *ringMemory) queued() uint32 { return *m.sqTail - atomic.LoadUint32(m.sqHead) }

// enter hands what is queued to the kernel and waits for n results. With enterGetEvents
// the kernel posts the results that are due.
func (m *ringMemory) enter(n, flags uintptr) error {
	_, _, errno := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(m.fd), uintptr(m.queued()), n, flags, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// await waits for a result.
func (m *ringMemory) await(ts *unix.Timespec) error {
	arg := &enterArg{timespec: uint64(uintptr(unsafe.Pointer(ts)))}
	_, _, errno := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(m.fd), 0, 1,
		enterGetEvents|enterExtArg, uintptr(unsafe.Pointer(arg)), unsafe.Sizeof(*arg))
	runtime.KeepAlive(ts)
	if errno != 0 {
		return errno
	}
	return nil
}

// pop takes a result.
func (m *ringMemory) pop() (cqe, bool) {
	head := *m.cqHead
	if head == atomic.LoadUint32(m.cqTail) {
		return cqe{}, false
	}
	c := m.cqes[head&m.cqMask]
	atomic.StoreUint32(m.cqHead, head+1)
	return c, true
}

// ready reports whether there is a result.
func (m *ringMemory) ready() bool { return *m.cqHead != atomic.LoadUint32(m.cqTail) }
