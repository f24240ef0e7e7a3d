package aio

import (
	"context"
	"net"
	"net/netip"
	"os"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
)

const (
	acceptBudget = 128                    // connections that are accepted before others get their turn
	minRest      = 5 * time.Millisecond   // when there are too many descriptors
	maxRest      = 500 * time.Millisecond // doubled up to this
)

// A Listener accepts stream connections. It keeps its loop running until it is
// closed.
type Listener struct {
	desc    poll.Desc
	reactor *reactor
	network string
	addr    net.Addr
	onConn  func(*Conn)
	ctx     context.Context
	rest    time.Duration // the last pause for want of descriptors; owned by the loop
	unwatch func() bool

	mu     sync.Mutex
	closed bool
}

// Listen accepts connections at an address of the network tcp, tcp4, tcp6 or
// unix, and calls onConn with each of them on the loop, until Close is called or
// the context ends. If the host is a name, Listen waits until that has been looked up, as
// net.Listen does.
func Listen(ctx context.Context, network, address string, onConn func(*Conn)) (*Listener, error) {
	if onConn == nil {
		panic("aio: nil handler")
	}
	r, fd, a, err := bound(ctx, network, address, false)
	if err != nil {
		return nil, unbound(network, a, err)
	}
	l := &Listener{
		reactor: r, network: a.Network, addr: sock.Local(fd, a.Network).Net(), onConn: onConn, ctx: ctx,
	}
	if err := r.Add(&l.desc, fd, l); err != nil {
		sock.Close(fd) //nolint:errcheck // the first error counts
		return nil, &net.OpError{Op: "listen", Net: network, Err: err}
	}
	r.loop.Hold()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.unwatch = context.AfterFunc(ctx, func() { _ = l.Close() }) // nobody is left who could be told
	return l, l.arm()
}

// bound returns a socket at the first of the addresses that it can be bound to, or the last
// one with the error.
func bound(
	ctx context.Context, network, address string, packets bool,
) (*reactor, uintptr, sock.Addr, error) {
	r, err := reactorOf(loopOf(ctx))
	if err != nil {
		return nil, 0, sock.Addr{}, err
	}
	addrs, err := resolve(ctx, network, address, packets)
	if err != nil {
		return nil, 0, sock.Addr{}, err
	}
	var a sock.Addr
	for _, a = range addrs {
		var fd uintptr
		if fd, err = sock.Listen(a); err == nil {
			return r, fd, a, nil
		}
	}
	return nil, 0, a, err
}

// unbound is why an address cannot be listened at, none if it has not come to that.
func unbound(network string, a sock.Addr, err error) error {
	e := &net.OpError{Op: "listen", Net: network, Err: err}
	if a != (sock.Addr{}) {
		e.Addr = a.Net()
	}
	return e
}

// Addr is where it listens.
func (l *Listener) Addr() net.Addr { return l.addr }

func (l *Listener) arm() error { return l.reactor.Arm(&l.desc, poll.Readable) }

// Ready implements poll.Handler.
func (l *Listener) Ready(poll.Event) {
	for range acceptBudget {
		if l.isOver() {
			return
		}
		fd, from, err := sock.Accept(l.desc.FD())
		switch {
		case err == nil:
			l.rest = 0
			l.accepted(fd, from)
		case sock.Aborted(err):
		case sock.Again(err):
			l.arm() //nolint:errcheck // it worked before
			return
		default:
			l.pause()
			return
		}
	}
	l.reactor.loop.Post(func() { l.Ready(poll.Readable) }) // others first
}

// accepted hands a connection over. If the handler does not return, the
// connection is dropped and accepting goes on.
func (l *Listener) accepted(fd uintptr, from netip.AddrPort) {
	c, err := l.reactor.newConn(fd, l.network, from)
	if err != nil {
		return // no memory for another; it is closed
	}
	returned := false
	defer func() {
		if !returned {
			c.Abort()
			l.reactor.loop.Post(func() { l.Ready(poll.Readable) })
		}
	}()
	l.reactor.loop.Inner().Progress()
	l.onConn(c)
	returned = true
}

// pause lets some time pass: there may be no descriptors left, or the error may be one of
// the network, after which accept(2) advises to try again.
func (l *Listener) pause() {
	l.rest = min(max(2*l.rest, minRest), maxRest)
	l.reactor.loop.SetTimeout(l.rest, func() { l.Ready(poll.Readable) })
}

// isOver reports whether it is closed, or is about to be, by the end of its context.
func (l *Listener) isOver() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closed || l.ctx.Err() != nil
}

// Close ends accepting and removes the file of a Unix socket. Connections live on.
func (l *Listener) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return &net.OpError{Op: "close", Net: l.network, Addr: l.addr, Err: net.ErrClosed}
	}
	l.closed = true
	if a, ok := l.addr.(*net.UnixAddr); ok && !isAbstract(a.Name) {
		os.Remove(a.Name) //nolint:errcheck // somebody was faster
	}
	if !l.reactor.loop.Post(l.destroy) {
		l.destroy() // the loop was shut down
	}
	return nil
}

// isAbstract reports whether the name of a Unix socket is not that of a file.
func isAbstract(name string) bool { return name == "" || name[0] == '@' }

func (l *Listener) destroy() {
	l.unwatch()
	l.reactor.Remove(&l.desc) //nolint:errcheck // the descriptor ends in any case
	sock.Close(l.desc.FD())   //nolint:errcheck // nothing is lost
	l.reactor.loop.Release()
}
