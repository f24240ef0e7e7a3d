//go:build (unix && !aix) || windows

package poll

import (
	"bytes"
	"errors"
	"net/netip"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/sock"
)

// A bench is where a demultiplexer is tried.
type bench struct {
	t      *testing.T
	p      Demultiplexer
	others sync.WaitGroup
}

// An end is one of two connected sockets, and what was told about it.
type end struct {
	Desc
	t        *testing.T
	fd, peer uintptr
	got      Event // since the last expectation, without HangUp
	times    int
	closed   bool
}

// Ready implements Handler.
func (x *end) Ready(e Event) {
	x.got |= e &^ HangUp
	x.times++
}

func (b *bench) pair() *end {
	fd, peer, err := connected()
	if err != nil {
		b.t.Error(err)
		return nil
	}
	x := b.add(fd)
	x.peer = peer
	b.t.Cleanup(func() { _ = sock.Close(peer) })
	return x
}

// again returns a pair whose first end has the number fd, which is free.
func (b *bench) again(fd uintptr) *end {
	for range 1000 {
		if x := b.pair(); x.fd == fd {
			return x
		}
	}
	b.t.Fatalf("%d is not used again", fd)
	return nil
}

func (b *bench) add(fd uintptr) *end {
	x := &end{t: b.t, fd: fd}
	b.t.Cleanup(x.close)
	if err := b.p.Add(&x.Desc, fd, x); err != nil {
		b.t.Error(err)
	}
	return x
}

// loopback is a place for the system to choose.
var loopback = sock.Addr{Network: "tcp", IP: netip.MustParseAddrPort("127.0.0.1:0")}

// listen returns a listening socket and a function that connects to it.
func (b *bench) listen() (*end, func() (client uintptr)) {
	fd, err := sock.Listen(loopback)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.add(fd), func() uintptr { return b.connect(sock.Local(fd, "tcp")) }
}

func (b *bench) connect(to sock.Addr) (client uintptr) {
	client, _, err := sock.Connect(to)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = sock.Close(client) })
	return client
}

// refused returns a socket that connects to where nobody listens: to a number
// that a client has got.
func (b *bench) refused() *end {
	_, connect := b.listen()
	client, _, err := sock.Connect(sock.Local(connect(), "tcp"))
	if err != nil {
		b.t.Fatal(err)
	}
	return b.add(client)
}

func (b *bench) arm(x *end, e Event) {
	if err := b.p.Arm(&x.Desc, e); err != nil {
		b.t.Error(err)
	}
}

func (b *bench) remove(x *end) {
	if err := b.p.Remove(&x.Desc); err != nil {
		b.t.Error(err)
	}
}

func (b *bench) wake() {
	if err := b.p.Wake(); err != nil {
		b.t.Error(err)
	}
}

// beside runs f on a goroutine of its own, which ends before the poller is closed: a wait may end
// before f has.
func (b *bench) beside(f func()) { b.others.Go(f) }

func (b *bench) wait(timeout time.Duration) []Completion {
	batch, err := b.p.Wait(nil, timeout)
	if err != nil {
		b.t.Fatal(err)
	}
	return batch
}

func (b *bench) run(timeout time.Duration) {
	for _, c := range b.wait(timeout) {
		c.Complete()
	}
}

// expect waits until x is told what it wants, and checks that it is told nothing
// else. Where the system is another process it may take a moment.
func (b *bench) expect(x *end, want Event) {
	b.t.Helper()
	for x.got&want != want {
		b.run(-1)
	}
	b.run(0)
	b.run(0)
	if x.got != want {
		b.t.Errorf("told %b, want %b", x.got, want)
	}
	x.got, x.times = 0, 0
}

// settle runs what is ready and forgets it.
func (b *bench) settle(x *end) {
	b.run(0)
	b.run(0)
	x.got, x.times = 0, 0
}

func (x *end) send(s string) { x.put(x.peer, s) }

func (x *end) write(s string) { x.put(x.fd, s) }

func (x *end) put(fd uintptr, s string) {
	if _, err := sock.Write(fd, []byte(s)); err != nil {
		x.t.Error(err)
	}
}

// receive reads exactly want, or the end of the stream if that is empty.
func (x *end) receive(want string) {
	x.t.Helper()
	var got []byte
	buf := make([]byte, 16)
	for len(got) < len(want) || want == "" {
		n, err := patient(func() (int, error) { return sock.Read(x.fd, buf) })
		if got = append(got, buf[:n]...); err != nil {
			break
		}
	}
	if string(got) != want {
		x.t.Errorf("read %q, want %q", got, want)
	}
}

// patient repeats f until it need not be tried again.
func patient(f func() (int, error)) (n int, err error) {
	for n, err = f(); err != nil && sock.Again(err); n, err = f() {
		runtime.Gosched()
	}
	return n, err
}

// close closes this end, once.
func (x *end) close() {
	if !x.closed {
		x.closed = true
		_ = sock.Close(x.fd)
	}
}

func (x *end) closePeer() {
	if err := sock.CloseWrite(x.peer); err != nil {
		x.t.Error(err)
	}
}

// awaitEnd waits until the peer sees that this end is closed.
func (x *end) awaitEnd() {
	buf := make([]byte, 16)
	for {
		if _, err := patient(func() (int, error) { return sock.Read(x.peer, buf) }); err != nil {
			return
		}
	}
}

// fill writes until the buffers are full.
func (x *end) fill() (n int) {
	chunk := bytes.Repeat([]byte("x"), 4096)
	for {
		m, err := sock.Write(x.fd, chunk)
		if err != nil {
			return n
		}
		n += m
	}
}

// drain reads n bytes on the side of the peer.
func (x *end) drain(n int) {
	buf := make([]byte, 4096)
	for n > 0 {
		m, err := patient(func() (int, error) { return sock.Read(x.peer, buf) })
		if err != nil {
			x.t.Fatal(err)
		}
		n -= m
	}
}

// echoPeer sends back one byte after the other.
func (x *end) echoPeer(rounds int) error {
	buf := make([]byte, 1)
	for range rounds {
		_, err := patient(func() (int, error) { return sock.Read(x.peer, buf) })
		_, failed := sock.Write(x.peer, buf)
		if err := errors.Join(err, failed); err != nil {
			return err
		}
	}
	return nil
}
