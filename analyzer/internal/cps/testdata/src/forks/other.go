//go:build other

package main

import (
	"sync/atomic"
	"time"
)

func finish(t *time.Timer) { t.Reset(time.Second) }

func end(t *time.Timer) { t.Reset(time.Second) }

func (c *helped) after() { finish(c.clock) }

const idle = false

func (c *idles) after() { c.fired.Store(idle) }

type held struct{ c *holder }

func (c *holder) after() {
	h := held{c}
	h.reset()
}

func (h held) reset() { *h.c = holder{} }

type conn struct {
	fd     uintptr
	closed atomic.Bool
}

func (c *conn) open() { c.closed.Store(false) }

func (c *shuts) close() {
	if c.shut.CompareAndSwap(false, true) {
		finish(nil)
	}
}
