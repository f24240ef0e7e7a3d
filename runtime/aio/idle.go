package aio

import (
	"os"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

// An idleCheck looks again and again whether a connection is used.
//
// Tempting: an interval of the loop. But those end with Shutdown, which waits for the
// connection.
type idleCheck struct {
	conn  *Conn
	every time.Duration
	timer loop.Timer
}

// SetIdleTimeout aborts the connection, and ends what waits for it with
// os.ErrDeadlineExceeded, if nothing is read or written for a time between d and
// twice d. Zero is no limit.
func (c *Conn) SetIdleTimeout(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopIdle()
	if d <= 0 || c.closed {
		return
	}
	c.active.Store(false)
	c.idle = &idleCheck{conn: c, every: d}
	c.idle.arm()
}

// stopIdle ends the check for idleness, if there is one; mu is held.
func (c *Conn) stopIdle() {
	if c.idle != nil {
		c.idle.timer.Stop()
		c.idle = nil
	}
}

// arm has the connection looked at later; its mu is held.
func (i *idleCheck) arm() { i.timer = i.conn.reactor.loop.SetTimeout(i.every, i.run) }

func (i *idleCheck) run() {
	i.conn.tellEnd(i.look())
}

// look aborts the connection if it was not used, and returns whom to tell why.
func (i *idleCheck) look() (onEnd func(error), why error) {
	c := i.conn
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.idle != i: // lifted when the timer had fired
	case c.active.Swap(false):
		i.arm()
	default:
		why = c.fault("read", "", os.ErrDeadlineExceeded)
		onEnd = c.releaseReader(why)
		c.cut(os.ErrDeadlineExceeded)
	}
	return onEnd, why
}
