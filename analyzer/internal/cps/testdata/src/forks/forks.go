// Guards and timers of which builds do something, each in its way: what they declare has the same names.
package main

import (
	"sync/atomic"
	"time"
)

func main() {}

// twice calls a function twice.
func twice(f func()) { // want twice:"^f many: may be called twice on one path$"
	go f()
	go f()
}

type helped struct{ clock *time.Timer }

func (c *helped) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.clock = time.AfterFunc(time.Second, k)
}

type common struct{ pulse *time.Timer }

// after calls what each build has.
func (c *common) after() { end(c.pulse) }

func (c *common) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.pulse = time.AfterFunc(time.Second, k)
}

type idles struct{ fired atomic.Bool }

func (c *idles) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.fired.CompareAndSwap(false, true) {
			k()
		}
	})
}

type holder struct{ ended atomic.Bool }

func (c *holder) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.ended.CompareAndSwap(false, true) {
			k()
		}
	})
}

// conn has fields that each build declares.
func (c *conn) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.closed.CompareAndSwap(false, true) {
			k()
		}
	})
}

type shuts struct{ shut atomic.Bool }

func (c *shuts) get(k func()) { // want get:"^k once at an unknown time, parting$"
	twice(func() {
		if c.shut.CompareAndSwap(false, true) {
			k()
		}
	})
}

// watched has fields of the names that two other builds have in a type of theirs.
type watched struct {
	fd    *time.Timer
	timer *time.Timer
}

func (c *watched) get(k func()) { // want get:"^k once later, spawned, parting$"
	c.timer = time.AfterFunc(time.Second, k)
}

func (c *watched) last(k func()) { // want last:"^k once later, spawned, parting$"
	c.fd = time.AfterFunc(time.Second, k)
}

type job struct{ limit *time.Timer }

func (c *job) get(k func()) { // want get:"^k once later, spawned, parting$"
	c.limit = time.AfterFunc(time.Second, k)
}
