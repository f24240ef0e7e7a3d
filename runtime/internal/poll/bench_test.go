//go:build unix && !aix

package poll

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A bench is where a demultiplexer is tried.
type bench struct {
	t *testing.T
	p Demultiplexer
}

// An end is one of two connected sockets, and what was told about it.
type end struct {
	Desc
	t        *testing.T
	fd, peer int
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
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		b.t.Error(err)
		return nil
	}
	x := b.add(fds[0])
	x.peer = fds[1]
	_ = unix.SetNonblock(x.peer, true)
	b.t.Cleanup(func() { _ = unix.Close(x.peer) })
	return x
}

func (b *bench) add(fd int) *end {
	x := &end{t: b.t, fd: fd}
	_ = unix.SetNonblock(fd, true)
	b.t.Cleanup(x.close)
	if err := b.p.Add(&x.Desc, uintptr(fd), x); err != nil {
		b.t.Error(err)
	}
	return x
}

// listen returns a listening socket and a function that connects to it.
func (b *bench) listen() (*end, func()) {
	fd, to := b.bound()
	if err := unix.Listen(fd, 1); err != nil {
		b.t.Fatal(err)
	}
	return b.add(fd), func() {
		client, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err != nil {
			b.t.Fatal(err)
		}
		b.t.Cleanup(func() { _ = unix.Close(client) })
		if err := unix.Connect(client, to); err != nil {
			b.t.Error(err)
		}
	}
}

// refused returns a socket that connects to where nobody listens.
func (b *bench) refused() *end {
	fd, to := b.bound()
	b.t.Cleanup(func() { _ = unix.Close(fd) })
	client, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = unix.SetNonblock(client, true)
	if err := unix.Connect(client, to); err != unix.EINPROGRESS && err != unix.ECONNREFUSED {
		b.t.Fatal(err)
	}
	return b.add(client)
}

func (b *bench) bound() (fd int, at unix.Sockaddr) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		b.t.Fatal(err)
	}
	at, err = unix.Getsockname(fd)
	if err != nil {
		b.t.Fatal(err)
	}
	return fd, at
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

// expect runs what is ready now and checks what x was told.
func (b *bench) expect(x *end, want Event) {
	b.t.Helper()
	b.run(0)
	b.run(0)
	b.check(x, want)
}

// expectLater waits until x is told something and checks what.
func (b *bench) expectLater(x *end, want Event) {
	b.t.Helper()
	for x.got == 0 {
		b.run(-1)
	}
	b.check(x, want)
}

func (b *bench) check(x *end, want Event) {
	b.t.Helper()
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

func (x *end) send(s string) {
	if _, err := unix.Write(x.peer, []byte(s)); err != nil && err != unix.EPIPE {
		x.t.Error(err)
	}
}

func (x *end) write(s string) {
	if _, err := unix.Write(x.fd, []byte(s)); err != nil {
		x.t.Error(err)
	}
}

func (x *end) receive(want string) {
	x.t.Helper()
	buf := make([]byte, 16)
	n, err := unix.Read(x.fd, buf)
	if err != nil || string(buf[:n]) != want {
		x.t.Errorf("read %q, %v, want %q", buf[:max(n, 0)], err, want)
	}
}

// close closes this end, once.
func (x *end) close() {
	if !x.closed {
		x.closed = true
		_ = unix.Close(x.fd)
	}
}

func (x *end) closePeer() {
	if err := unix.Shutdown(x.peer, unix.SHUT_RDWR); err != nil {
		x.t.Error(err)
	}
}

// awaitEnd waits until the peer sees that this end is closed.
func (x *end) awaitEnd() {
	for {
		fds := []unix.PollFd{{Fd: int32(x.peer), Events: unix.POLLIN}}
		_, _ = unix.Poll(fds, -1)
		if fds[0].Revents&(unix.POLLHUP|unix.POLLERR) != 0 {
			return
		}
	}
}

// fill writes until the buffers are full.
func (x *end) fill() (n int) {
	chunk := []byte(strings.Repeat("x", 4096))
	for {
		m, err := unix.Write(x.fd, chunk)
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
		m, err := unix.Read(x.peer, buf)
		if err != nil {
			x.t.Fatal(err)
		}
		n -= m
	}
}
