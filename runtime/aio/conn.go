package aio

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
)

// A Conn is a stream connection on the demultiplexer of a loop: TCP or Unix. It
// keeps its loop running until it is closed. Of TCP it is kept alive as in package net: that
// a peer has vanished is noticed after some minutes. Its methods may be called from any
// goroutine; what it tells is told on the loop. Code that wants an io.Reader, and waits, is
// for another goroutine: see the example.
//
//	open --Close--> closing --all is sent--> closed
//	open, closing --Abort, reset by the peer--> closed
//
// Invariant: only the loop closes the descriptor, so the loop may read from it
// without a lock; who writes holds mu and has looked at closed.
type Conn struct {
	desc    poll.Desc
	reactor *reactor
	network string
	peer    netip.AddrPort // which the system forgets when the peer resets; not valid: no address of IP
	reading atomic.Uint32  // a readMode
	active  atomic.Bool    // something was read or written since the last check for idleness

	hangUp bool // a short read is not the last: the end is near, or urgent data; owned by the loop

	mu      sync.Mutex
	onData  func([]byte) // nil: no stream, or its end; changes on the loop while reading says streaming
	onEnd   func(error)
	surplus bool // there may be more to read, of which no edge will tell
	puller  *puller
	out     outbox
	closing bool       // Close has been called
	closed  bool       // the descriptor is closed, or is about to be
	ended   bool       // CloseWrite has been called
	idle    *idleCheck // nil: none
	broken  error      // why nothing can be written
}

// newConn makes a connection of a connected socket.
func (r *reactor) newConn(fd uintptr, network string, peer netip.AddrPort) (*Conn, error) {
	c := &Conn{reactor: r, network: network, peer: peer}
	if err := r.Add(&c.desc, fd, c); err != nil {
		sock.Close(fd) //nolint:errcheck // the first error counts
		c.closed = true
		return nil, c.fault("add", "poll", err)
	}
	r.loop.Hold()
	return c, nil
}

// Ready implements poll.Handler.
func (c *Conn) Ready(e poll.Event) {
	if e&poll.Writable != 0 {
		c.flush()
	}
	if e&poll.HangUp != 0 {
		c.hangUp = true
	}
	if e&poll.Readable != 0 {
		c.receive()
	}
}

// LocalAddr is the address of this end, until it is closed.
func (c *Conn) LocalAddr() net.Addr {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.local().Net()
}

// RemoteAddr is the address of the peer; of a Unix socket, until this end is closed.
func (c *Conn) RemoteAddr() net.Addr {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.remote().Net()
}

// local asks the system, so that a connection need not remember; mu is held.
func (c *Conn) local() sock.Addr {
	if c.closed {
		return sock.Addr{Network: c.network}
	}
	return sock.Local(c.desc.FD(), c.network)
}

// remote is like local, but knows an address of IP; mu is held.
func (c *Conn) remote() sock.Addr {
	if c.closed || c.peer.IsValid() {
		return sock.Addr{Network: c.network, IP: c.peer}
	}
	return sock.Remote(c.desc.FD(), c.network)
}

// fault is err as the standard library reports it; mu is held.
func (c *Conn) fault(op, syscall string, err error) error {
	if err == nil {
		return nil
	}
	var source net.Addr
	if !c.closed {
		source = c.local().Net()
	}
	return sock.Error(op, c.network, source, c.remote().Net(), syscall, err)
}

// Close ends reading at once, and the connection when everything has been sent
// that was written. If the peer does not take it, that is never, unless
// [Conn.SetIdleTimeout] has been called or Abort is.
func (c *Conn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing || c.closed {
		return c.fault("close", "", net.ErrClosed)
	}
	c.closing = true
	c.endReading(net.ErrClosed)
	if c.sentAll() {
		c.shut(nil)
	}
	return nil
}

// Abort ends the connection at once, drops what was not sent, and lets the peer
// see a reset.
func (c *Conn) Abort() { c.abort(net.ErrClosed) }

func (c *Conn) abort(cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut(cause)
}

// cut is abort; mu is held.
func (c *Conn) cut(cause error) {
	if c.closed {
		return
	}
	c.closing = true
	c.endReading(cause)
	sock.Reset(c.desc.FD()) //nolint:errcheck // then it is an ordinary end
	c.shut(cause)
}

// endReading ends what reads; mu is held.
func (c *Conn) endReading(cause error) {
	c.reading.Store(uint32(notReading))
	if c.puller != nil {
		c.puller.end(0, c.fault("read", "", cause))
		c.puller = nil
	}
}

// shut has the loop close the descriptor. What has not been sent fails with the
// cause; mu is held.
func (c *Conn) shut(cause error) {
	fault := c.fault("write", "", cause)
	if cause != nil {
		c.broken = fault
	}
	c.closed = true
	c.out.fail(fault)
	c.stopIdle()
	if !c.reactor.loop.Post(c.destroy) {
		c.destroy() // the loop was shut down
	}
}

func (c *Conn) destroy() {
	fd := c.desc.FD()
	c.reactor.Remove(&c.desc) //nolint:errcheck // the descriptor ends in any case
	sock.Close(fd)            //nolint:errcheck // what was sent has been sent
	c.reactor.loop.Release()
}

// guard aborts the connection if a handler did not return but panicked or ended
// its goroutine.
func (c *Conn) guard(returned *bool) {
	if !*returned {
		c.abort(errors.New("a handler of the connection panicked"))
	}
}
