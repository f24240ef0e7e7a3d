package aio

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A readMode says who gets what the peer sends.
type readMode uint32

const (
	notReading readMode = iota // nobody: the peer will have to wait
	pulling                    // a Read
	streaming                  // the handler of Stream
)

// readBudget is how often a connection may read before others get their turn.
const readBudget = 16

// ErrReading is returned for a second reader of a connection.
var ErrReading = errors.New("aio: connection is being read already")

// A puller is a Read that is under way.
type puller struct {
	op[int]
	p []byte
}

// Stream calls onData with what the peer sends, as it comes, until the stream
// ends; then onEnd is called with the reason, nil if the peer has ended it.
// Who reads on after the end, or streams again, meets it again.
// Neither is called after Close or Abort on the goroutine of the loop; elsewhere, a
// call may be about to begin. The piece is valid until onData returns.
func (c *Conn) Stream(onData func(piece []byte), onEnd func(error)) error {
	if onData == nil || onEnd == nil {
		panic("aio: nil handler")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closing || c.closed:
		return c.fault("read", "", net.ErrClosed)
	case c.puller != nil || c.onData != nil:
		return c.fault("read", "", ErrReading)
	}
	c.onData, c.onEnd = onData, onEnd
	return c.startReading(streaming)
}

// startReading asks for what there is to read; mu is held.
func (c *Conn) startReading(mode readMode) error {
	c.reading.Store(uint32(mode))
	if c.surplus {
		c.surplus = false
		c.reactor.loop.Post(c.receive)
		return nil
	}
	return c.fault("read", "poll", c.reactor.Arm(&c.desc, poll.Readable))
}

// Pause makes a stream stop, so that the peer has to wait once the buffers of
// the system are full. The piece under way is the last. Where there is no stream yet there
// is nothing to stop: the peer waits until somebody reads. A stream that is to begin later
// can be paused by the handler that asks for it.
func (c *Conn) Pause() { c.reading.CompareAndSwap(uint32(streaming), uint32(notReading)) }

// Resume makes a paused stream go on.
func (c *Conn) Resume() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.onData == nil || c.closing || c.closed {
		return nil
	}
	return c.startReading(streaming)
}

// Read reads into p once. The end of the stream is io.EOF, again and again. If
// nobody reads, the peer has to wait.
func (c *Conn) Read(ctx context.Context, p []byte) *promise.Promise[int] {
	return promised(c.reactor.loop, func(k func(int, error)) { c.ReadThen(ctx, p, k) })
}

// ReadThen is [Conn.Read] with a continuation.
//
//unnest:once k
func (c *Conn) ReadThen(ctx context.Context, p []byte, k func(int, error)) {
	r := &puller{p: p}
	r.start(ctx, c.reactor.loop, k)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case r.over.Load():
		return
	case c.closing || c.closed:
		r.end(0, c.fault("read", "", net.ErrClosed))
		return
	case c.puller != nil || c.onData != nil:
		r.end(0, c.fault("read", "", ErrReading))
		return
	case len(p) == 0:
		r.end(0, nil)
		return
	}
	c.puller = r
	r.watch(ctx, func() { c.cancelRead(ctx, r) })
	if err := c.startReading(pulling); err != nil {
		c.puller = nil
		r.end(0, err)
	}
}

// cancelRead gives the buffer of r back.
func (c *Conn) cancelRead(ctx context.Context, r *puller) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.puller == r {
		c.puller = nil
		c.reading.Store(uint32(notReading))
	}
	r.cancel(ctx)
}

// receive reads what has arrived. An edge has been used up when the system says
// so; a piece that does not fill the buffer says it, too, unless the end of the
// stream is near, which may have come together with it, or there is urgent data, behind
// which the next piece begins.
func (c *Conn) receive() {
	for range readBudget {
		var n, room int
		var err error
		switch readMode(c.reading.Load()) {
		case notReading:
			if c.leaveRest() {
				return
			}
			continue
		case pulling:
			n, room, err = c.pull()
		case streaming:
			n, room, err = c.push()
		}
		if err != nil && !sock.Again(err) {
			c.finishReading(c.endOf(err))
			return
		}
		if err != nil || n < room && !c.hangUp {
			c.await()
			return
		}
	}
	c.reactor.loop.Post(c.receive) // others first
}

// leaveRest notes that there may be more to read, of which no edge will tell. It
// reports false if somebody has begun to read meanwhile.
func (c *Conn) leaveRest() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if readMode(c.reading.Load()) != notReading {
		return false
	}
	c.surplus = true
	return true
}

// await waits for more, if anybody wants it.
func (c *Conn) await() {
	if readMode(c.reading.Load()) == notReading {
		return
	}
	if err := c.reactor.Arm(&c.desc, poll.Readable); err != nil {
		c.mu.Lock()
		err = c.fault("read", "poll", err)
		c.mu.Unlock()
		c.finishReading(err)
	}
}

// push reads for the handler of the stream.
func (c *Conn) push() (n, room int, err error) {
	buf := c.reactor.buf
	n, err = sock.Read(c.desc.FD(), buf)
	if err != nil {
		return 0, len(buf), err
	}
	c.active.Store(true)
	returned := false
	defer c.guard(&returned)
	c.reactor.loop.Inner().Progress()
	c.onData(buf[:n])
	returned = true
	return n, len(buf), nil
}

// pull reads for a Read.
func (c *Conn) pull() (n, room int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.puller
	if r == nil {
		return 0, 0, nil // cancelled
	}
	n, err = sock.Read(c.desc.FD(), r.p)
	if err != nil {
		return 0, len(r.p), err
	}
	c.active.Store(true)
	c.puller = nil
	c.reading.Store(uint32(notReading))
	r.end(n, nil)
	return n, len(r.p), nil
}

// endOf is the error that ends reading.
func (c *Conn) endOf(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sock.WasReset(err) && c.broken == nil {
		c.broken = c.fault("write", "write", err)
	}
	// The system tells of a reset once: for whoever comes next, reading ends like a stream
	// that is whole.
	told, ok := errors.AsType[*os.SyscallError](c.broken)
	switch {
	case err != io.EOF: //nolint:errorlint // what sock.Read returns
		return c.fault("read", "read", err)
	case ok && sock.WasReset(told):
		return c.fault("read", "read", told.Err)
	}
	return io.EOF
}

// finishReading tells whoever reads that nothing more will come.
func (c *Conn) finishReading(err error) {
	c.mu.Lock()
	onEnd := c.releaseReader(err)
	c.mu.Unlock()
	c.tellEnd(onEnd, err)
}

// releaseReader ends a Read with err. It returns who else has to be told; mu is held.
func (c *Conn) releaseReader(err error) (onEnd func(error)) {
	c.reading.Store(uint32(notReading))
	c.surplus = true // the end, of which no edge will tell again
	if c.puller != nil {
		c.puller.end(0, err)
		c.puller = nil
	}
	onEnd, c.onData, c.onEnd = c.onEnd, nil, nil
	if c.closing || c.closed {
		return nil
	}
	return onEnd
}

// tellEnd tells the handler of a stream, nil if there is none, why that has ended.
func (c *Conn) tellEnd(onEnd func(error), err error) {
	if onEnd == nil {
		return
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	returned := false
	defer c.guard(&returned)
	c.reactor.loop.Inner().Progress()
	onEnd(err)
	returned = true
}
