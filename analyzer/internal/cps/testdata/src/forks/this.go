//go:build !other

package main

import (
	"sync/atomic"
	"time"
)

func finish(t *time.Timer) { t.Stop() }

func end(t *time.Timer) { t.Stop() }

func (c *helped) after() { finish(c.clock) }

const idle = true

func (c *idles) after() { c.fired.Store(idle) }

type held struct{ n int }

func (c *holder) after() {}

type conn struct{ closed atomic.Bool }
