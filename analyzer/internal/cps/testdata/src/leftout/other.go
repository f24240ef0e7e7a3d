//go:build other

package leftout

import (
	"sync/atomic"
	"time"

	"elsewhere"
)

func (c *same) shut() {
	if c.closed.CompareAndSwap(false, true) {
		elsewhere.Close(0)
	}
}

func (c *same) mark() { c.closed.Store(true) }

func (c *asked) busy() bool { return c.state.Load() == 1 }

type own struct {
	done  bool
	clock int
}

func (o *own) open() {
	o.done = false
	o.clock++
}

func (c *replaced) recycle() { *c = replaced{} }

func reset[T any](p *T) {
	var zero T
	*p = zero
}

func (c *generic) recycle() { reset(c) }

func (c *promoted) recycle() { c.Store(false) }

func recycle() { elsewhere.Current().ended.Store(false) }

func (c *stopped) shut() {
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
}

func (c *local) shut() {
	if t := c.wait; t != nil {
		t.Stop()
	}
}

func (c *got) again() { c.current().Reset(time.Second) }

func (c *embedding) again() { c.Reset(time.Second) }

func (c *given) again() { elsewhere.Again(c.alarm) }

func rearm(t *time.Timer) { t.Reset(time.Second) }

func (c *helped) again() { rearm(c.clock) }

func (c *kept) keep() { elsewhere.Current().timer = c.watch }

func (c *lent) again() { elsewhere.Again(c.current()) }

var _ atomic.Bool
