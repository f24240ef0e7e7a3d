package aio

import (
	"context"
	"net"
	"net/netip"
	"sync"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A PacketConn is a UDP socket. It keeps its loop running until it is closed.
type PacketConn struct {
	desc     poll.Desc
	reactor  *reactor
	addr     net.Addr
	six      bool // a socket of IPv6, which may do for IPv4, too
	onPacket func(packet []byte, from netip.AddrPort)
	ctx      context.Context
	unwatch  func() bool

	mu     sync.Mutex
	out    []packet // for which the system had no room
	closed bool
}

// A packet is what is to be sent.
type packet struct {
	p  []byte
	to netip.AddrPort
	op *op[promise.Unit]
}

// ListenPacket receives packets at an address of the network udp, udp4 or udp6
// and calls onPacket with each of them on the loop, until Close is called or the
// context ends. A packet is valid until onPacket returns. To send only, listen
// at port zero. A name is looked up as by [Listen].
func ListenPacket(
	ctx context.Context, network, address string, onPacket func(packet []byte, from netip.AddrPort),
) (*PacketConn, error) {
	if onPacket == nil {
		panic("aio: nil handler")
	}
	r, fd, a, err := bound(ctx, network, address, true)
	if err != nil {
		return nil, unbound(network, a, err)
	}
	c := &PacketConn{
		reactor: r, ctx: ctx, onPacket: onPacket,
		addr: sock.Local(fd, a.Network).Net(), six: a.IP.Addr().Is6(),
	}
	if err := r.Add(&c.desc, fd, c); err != nil {
		sock.Close(fd) //nolint:errcheck // the first error counts
		return nil, &net.OpError{Op: "listen", Net: network, Err: err}
	}
	r.loop.Hold()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unwatch = context.AfterFunc(ctx, func() { _ = c.Close() }) // nobody is left who could be told
	return c, r.Arm(&c.desc, poll.Readable)
}

// LocalAddr is where it receives.
func (c *PacketConn) LocalAddr() net.Addr { return c.addr }

// Ready implements poll.Handler.
func (c *PacketConn) Ready(e poll.Event) {
	if e&poll.Writable != 0 {
		c.flush()
	}
	if e&poll.Readable != 0 {
		c.receive()
	}
}

// receive takes packets. Errors are those of packets sent before, which UDP does
// not promise to deliver.
func (c *PacketConn) receive() {
	returned := false
	defer func() {
		if !returned {
			c.reactor.loop.Post(c.receive) // the handler panicked: go on with the next
		}
	}()
	for range readBudget {
		if c.isOver() {
			returned = true
			return
		}
		n, from, err := sock.ReadFrom(c.desc.FD(), c.reactor.buf)
		if err != nil && sock.Again(err) {
			c.reactor.Arm(&c.desc, poll.Readable) //nolint:errcheck // it worked before
			returned = true
			return
		}
		if err == nil {
			c.reactor.loop.Inner().Progress()
			c.onPacket(c.reactor.buf[:n], from)
		}
	}
	// The budget is used up: others first. That is what the deferred function
	// does.
}

// isOver reports whether it is closed, or is about to be, by the end of its context.
func (c *PacketConn) isOver() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed || c.ctx.Err() != nil
}

// WriteTo sends a packet. It is fulfilled when the system has taken it, which
// does not mean that it arrives; until then p must not be changed.
func (c *PacketConn) WriteTo(
	ctx context.Context, p []byte, to netip.AddrPort,
) *promise.Promise[promise.Unit] {
	return promisedUnit(c.reactor.loop, func(k func(error)) { c.WriteToThen(ctx, p, to, k) })
}

// WriteToThen is [PacketConn.WriteTo] with a continuation.
//
//unnest:once k
func (c *PacketConn) WriteToThen(ctx context.Context, p []byte, to netip.AddrPort, k func(error)) {
	o := &op[promise.Unit]{}
	o.start(ctx, c.reactor.loop, unit(k))
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.over.Load() {
		return
	}
	if c.closed {
		o.end(promise.Unit{}, c.fault(net.ErrClosed))
		return
	}
	c.out = append(c.out, packet{p, to, o})
	o.watch(ctx, func() { c.withdraw(ctx, o) })
	if len(c.out) == 1 {
		c.sendAll()
	}
}

// mapped is to as an address of the family of the socket.
func (c *PacketConn) mapped(to netip.AddrPort) netip.AddrPort {
	ip := to.Addr().Unmap()
	if c.six && ip.Is4() {
		ip = netip.AddrFrom16(ip.As16())
	}
	return netip.AddrPortFrom(ip, to.Port())
}

func (c *PacketConn) flush() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.sendAll()
	}
}

// sendAll sends what there is room for; mu is held.
func (c *PacketConn) sendAll() {
	for len(c.out) > 0 {
		m := c.out[0]
		err := sock.WriteTo(c.desc.FD(), m.p, c.mapped(m.to))
		if err != nil && sock.Again(err) {
			c.reactor.Arm(&c.desc, poll.Writable) //nolint:errcheck // it worked before
			return
		}
		if err != nil {
			err = sock.Error("write", "udp", c.addr, net.UDPAddrFromAddrPort(m.to), "sendto", err)
		}
		m.op.end(promise.Unit{}, err)
		c.out[0] = packet{}
		c.out = c.out[1:]
	}
	c.out = nil
}

func (c *PacketConn) withdraw(ctx context.Context, o *op[promise.Unit]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, m := range c.out {
		if m.op == o {
			c.out = append(c.out[:i:i], c.out[i+1:]...)
			break
		}
	}
	o.cancel(ctx)
}

func (c *PacketConn) fault(err error) error {
	return &net.OpError{Op: "write", Net: "udp", Source: c.addr, Err: err}
}

// Close ends receiving and drops what was not sent.
func (c *PacketConn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return &net.OpError{Op: "close", Net: "udp", Addr: c.addr, Err: net.ErrClosed}
	}
	c.closed = true
	for _, m := range c.out {
		m.op.end(promise.Unit{}, c.fault(net.ErrClosed))
	}
	c.out = nil
	if !c.reactor.loop.Post(c.destroy) {
		c.destroy() // the loop was shut down
	}
	return nil
}

func (c *PacketConn) destroy() {
	c.unwatch()
	c.reactor.Remove(&c.desc) //nolint:errcheck // the descriptor ends in any case
	sock.Close(c.desc.FD())   //nolint:errcheck // nothing is lost
	c.reactor.loop.Release()
}
