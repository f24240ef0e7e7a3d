package aio

import (
	"context"
	"net"
	"slices"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/promise"
)

// An outbox is what is to be sent, in order.
type outbox struct {
	parts []part
	first int // of parts, the one to be sent next
	bytes int // that are left
	drain []*op[promise.Unit]
}

// A part is what one write has left.
type part struct {
	rest []byte
	sent int
	op   *op[int] // nil: nobody waits
}

func (o *outbox) empty() bool { return o.first == len(o.parts) }

// putBack adds a part to be sent before all others.
func (o *outbox) putBack(p part) {
	o.parts = slices.Insert(o.parts, o.first, p)
	o.bytes += len(p.rest)
}

func (o *outbox) add(p part) {
	if o.first > len(o.parts)/2 { // it may never be empty
		o.parts, o.first = slices.Delete(o.parts, 0, o.first), 0
	}
	o.parts = append(o.parts, p)
	o.bytes += len(p.rest)
}

// maxJoined is how long a part is that others have been joined to.
const maxJoined = 64 << 10

// addCopy adds p, for which nobody waits. Small ones share a part: many would take more room
// than what they hold, and a system call each.
func (o *outbox) addCopy(p []byte) {
	if !o.empty() {
		last := &o.parts[len(o.parts)-1]
		if last.op == nil && len(last.rest)+len(p) <= maxJoined {
			last.rest = append(last.rest, p...)
			o.bytes += len(p)
			return
		}
	}
	o.add(part{rest: append([]byte(nil), p...)})
}

// sent notes that n bytes of the first part are out.
func (o *outbox) sent(n int) {
	p := &o.parts[o.first]
	p.rest = p.rest[n:]
	p.sent += n
	o.bytes -= n
	if len(p.rest) > 0 {
		return
	}
	if p.op != nil {
		p.op.end(p.sent, nil)
	}
	*p = part{}
	o.first++
	if o.empty() {
		o.parts, o.first = o.parts[:0], 0
		if cap(o.parts) > 16 {
			o.parts = nil
		}
		o.drained(nil)
	}
}

// take takes out what op has left and returns how much of it was sent. It reports false
// if there is nothing left.
func (o *outbox) take(op *op[int]) (sent int, ok bool) {
	for i := o.first; i < len(o.parts); i++ {
		if p := o.parts[i]; p.op == op {
			o.bytes -= len(p.rest)
			o.parts = slices.Delete(o.parts, i, i+1)
			return p.sent, true
		}
	}
	return 0, false
}

func (o *outbox) drained(err error) {
	for _, op := range o.drain {
		op.end(promise.Unit{}, err)
	}
	o.drain = nil
}

// fail ends all that is left.
func (o *outbox) fail(err error) {
	for _, p := range o.parts[o.first:] {
		if p.op != nil {
			p.op.end(p.sent, err)
		}
	}
	o.parts, o.first, o.bytes = nil, 0, 0
	o.drained(err)
}

// Write sends all of p, after what was written before. It is fulfilled when the
// system has taken it; until then p must not be changed. Waiting for it before
// the next Write is all it takes not to outrun the peer. If the context ends
// when a part of p has been sent, the connection is aborted.
func (c *Conn) Write(ctx context.Context, p []byte) *promise.Promise[int] {
	return promised(c.reactor.loop, func(k func(int, error)) { c.WriteThen(ctx, p, k) })
}

// WriteThen is [Conn.Write] with a continuation, which gets how much was sent
// even beside an error.
//
//unnest:once k
func (c *Conn) WriteThen(ctx context.Context, p []byte, k func(int, error)) {
	o := &op[int]{}
	o.start(ctx, c.reactor.loop, k)
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.over.Load() {
		return
	}
	n, err := c.send(p)
	if err != nil || n == len(p) {
		o.end(n, err)
		return
	}
	c.out.add(part{rest: p[n:], sent: n, op: o})
	o.watch(ctx, func() { c.withdraw(ctx, o) })
}

// Send sends p, after what was written before, and does not say when: the turn of
// the loop may end first, so a handler that ends the process may lose it, unless
// it waits for [Conn.Drained]. Send copies what the system does not take at once
// and returns how many bytes are waiting: if they are too many, [Conn.Pause]
// whoever they come from until Drained.
func (c *Conn) Send(p []byte) (waiting int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sendTogether(p) {
		return 0, nil
	}
	n, err := c.send(p)
	if err == nil && n < len(p) {
		c.out.addCopy(p[n:])
	}
	return c.out.bytes, err
}

// send writes what can be written now. If that is not all, the loop will be told
// when it can go on; mu is held.
func (c *Conn) send(p []byte) (n int, err error) {
	switch {
	case c.closing || c.closed || c.ended:
		return 0, c.fault("write", "", net.ErrClosed)
	case c.broken != nil:
		return 0, c.broken
	case !c.sentAll():
		return 0, nil
	}
	c.active.Store(true)
	n, err = sock.Write(c.desc.FD(), p)
	if err != nil && !sock.Again(err) {
		c.broken = c.fault("write", "write", err)
		return n, c.broken
	}
	if n < len(p) {
		err = c.reactor.Arm(&c.desc, poll.Writable)
		return n, c.fault("write", "poll", err)
	}
	return n, nil
}

// sendTogether sends p with what others send in this turn, if nothing else is to
// be sent before and the demultiplexer can do that; mu is held.
func (c *Conn) sendTogether(p []byte) bool {
	if c.reactor.sender == nil || c.closing || c.closed || c.ended || c.broken != nil || !c.out.empty() ||
		!c.reactor.loop.Inside() || !c.reactor.sender.Send(&c.desc, p) {
		return false
	}
	c.active.Store(true)
	return true
}

// settle reports whether sendTogether has no effect any more, and moves to the
// outbox what the system did not take. If it has, flush is called when that ends;
// mu is held.
func (c *Conn) settle() bool {
	if c.reactor.sender == nil {
		return true
	}
	rest, ok := c.reactor.sender.Sent(&c.desc)
	if len(rest) > 0 {
		c.out.putBack(part{rest: rest})
	}
	if !ok {
		c.reactor.loop.Post(c.flush)
	}
	return ok
}

// sentAll reports whether nothing is left. If something is, flush will be called;
// mu is held.
func (c *Conn) sentAll() bool { return c.out.empty() && c.settle() && c.out.empty() }

// sendBudget is how often a connection may send before others get their turn.
const sendBudget = 16

// flush sends what is left.
func (c *Conn) flush() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || !c.settle() {
		return
	}
	for times := 0; !c.out.empty(); times++ {
		if times >= sendBudget && c.reactor.loop.Post(c.flush) {
			return // others first; on a loop that was shut down there are none
		}
		if !c.sendNext() {
			return
		}
	}
	c.allSent()
}

// sendNext sends what the system takes of the first part. It reports false if flush will be
// called when there is room for more; mu is held.
func (c *Conn) sendNext() bool {
	n, err := sock.Write(c.desc.FD(), c.out.parts[c.out.first].rest)
	if n > 0 || err == nil {
		c.active.Store(true)
		c.out.sent(n)
	}
	if err == nil {
		return true
	}
	if sock.Again(err) {
		err = c.reactor.Arm(&c.desc, poll.Writable)
	}
	if err != nil {
		c.breakDown(c.fault("write", "write", err))
	}
	return err != nil
}

// allSent tells those who wait for it, and ends a connection that is closing; mu is
// held.
func (c *Conn) allSent() {
	c.out.drained(nil)
	if c.closing {
		c.shut(nil)
	}
}

// breakDown fails what was not sent and all that will be; mu is held. The reader
// finds out for itself.
func (c *Conn) breakDown(err error) {
	c.broken = err
	c.out.fail(err)
}

// withdraw takes back a write that was cancelled. A message that was begun
// cannot be taken back, nor continued: its buffer is not ours any more. Nothing may
// be sent behind it either, so the connection ends before anybody else can send.
func (c *Conn) withdraw(ctx context.Context, o *op[int]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	sent, ok := c.out.take(o)
	if !ok {
		return // it has ended meanwhile
	}
	cause := context.Cause(ctx)
	o.end(sent, cause)
	switch {
	case sent > 0:
		c.cut(cause)
	case c.sentAll():
		c.allSent()
	}
}

// Drained is fulfilled when everything that was written has been sent.
func (c *Conn) Drained(ctx context.Context) *promise.Promise[promise.Unit] {
	return promisedUnit(c.reactor.loop, func(k func(error)) { c.DrainedThen(ctx, k) })
}

// DrainedThen is [Conn.Drained] with a continuation.
//
//unnest:once k
func (c *Conn) DrainedThen(ctx context.Context, k func(error)) {
	o := &op[promise.Unit]{}
	o.start(ctx, c.reactor.loop, unit(k))
	o.watch(ctx, func() { o.cancel(ctx) })
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.sentAll() {
		o.end(promise.Unit{}, c.broken)
		return
	}
	c.out.drain = append(c.out.drain, o)
}

// CloseWrite tells the peer, when everything has been sent, that nothing more
// will come: from the call on, to write is an error. Reading goes on. The context is for
// the wait alone: the peer is told all the same.
func (c *Conn) CloseWrite(ctx context.Context) *promise.Promise[promise.Unit] {
	return promisedUnit(c.reactor.loop, func(k func(error)) { c.CloseWriteThen(ctx, k) })
}

// CloseWriteThen is [Conn.CloseWrite] with a continuation.
//
//unnest:once k
func (c *Conn) CloseWriteThen(ctx context.Context, k func(error)) {
	o := &op[promise.Unit]{}
	o.start(ctx, c.reactor.loop, unit(k))
	o.watch(ctx, func() { o.cancel(ctx) })
	c.mu.Lock()
	c.ended = true
	c.mu.Unlock()
	c.DrainedThen(context.WithoutCancel(ctx), func(err error) {
		if err == nil {
			err = c.shutWrite()
		}
		o.end(promise.Unit{}, err)
	})
}

func (c *Conn) shutWrite() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return c.fault("close", "", net.ErrClosed)
	}
	return c.fault("close", "shutdown", sock.CloseWrite(c.desc.FD()))
}
