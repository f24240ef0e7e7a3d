package poll

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	opSend = 26

	featSkipSuccess = 1 << 11

	sendFlags = unix.MSG_DONTWAIT | unix.MSG_NOSIGNAL | unix.MSG_WAITALL
)

const (
	longestSend = 4 << 10 // copying more costs as much as a system call saves
	arenaSize   = 256 << 10
	sendsAtOnce = 64 // more sockets than these do not stay in the cache
)

// sends is what is to be sent with the next wait. A request that does all that
// it should has no result, so when the kernel has taken all requests, what has
// no result is out. The copies are used again then.
type sends struct {
	batch  uint32 // the present one; never zero
	arena  []byte // whose rest is free
	all    []sending
	unsent map[*Desc][]byte // what the system did not take of earlier batches
}

type sending struct {
	desc *Desc
	data []byte
}

// Send implements Sender.
func (p *ring) Send(d *Desc, data []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &p.sends
	if !p.skips || p.waiting || p.lookup(d.fd) != d || d.batch == s.batch || s.unsent[d] != nil {
		return false
	}
	copied, ok := s.copy(data)
	if !ok {
		return false
	}
	err := p.request(sqe{
		opcode: opSend, flags: sqeNoSuccess, fd: int32(d.fd), userData: sendData + uint64(len(s.all)),
		addr:   uint64(uintptr(unsafe.Pointer(unsafe.SliceData(copied)))),
		length: uint32(len(copied)), opFlags: sendFlags,
	})
	if err != nil {
		return false
	}
	s.all = append(s.all, sending{d, copied})
	d.batch = s.batch
	if len(s.all)%sendsAtOnce == 0 {
		p.submit() //nolint:errcheck // the next wait does it
	}
	return true
}

// copy reports false if there is no room.
func (s *sends) copy(data []byte) ([]byte, bool) {
	if s.arena == nil {
		s.arena = make([]byte, 0, arenaSize)
	}
	from := len(s.arena)
	if len(data) > min(longestSend, cap(s.arena)-from) {
		return nil, false
	}
	s.arena = append(s.arena, data...)
	return s.arena[from:], true
}

// Sent implements Sender.
func (p *ring) Sent(d *Desc) (rest []byte, ok bool) {
	if d.batch == 0 {
		return nil, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if d.batch == p.sends.batch {
		return nil, false
	}
	d.batch = 0
	rest = p.sends.unsent[d]
	delete(p.sends.unsent, d)
	return rest, true
}

// notSent notes that the system has taken n bytes only of what was to be sent, or
// an error. The descriptor is reported as writable, so that its handler tries the
// rest, and finds out; mu is held.
func (s *sends) notSent(i, n int, into []Completion) []Completion {
	d, rest := s.all[i].desc, s.all[i].data[max(0, n):]
	if d.fired.Load()&gone != 0 {
		return into // removed meanwhile
	}
	if s.unsent == nil {
		s.unsent = map[*Desc][]byte{}
	}
	s.unsent[d] = append([]byte(nil), rest...)
	d.armed |= Writable
	d.ready |= Writable
	return d.report(into)
}

// settle begins another batch; all results of the present one have been seen; mu
// is held.
func (s *sends) settle() {
	clear(s.all) // do not keep them alive
	s.all, s.arena = s.all[:0], s.arena[:0]
	s.batch = max(1, s.batch+1)
}
