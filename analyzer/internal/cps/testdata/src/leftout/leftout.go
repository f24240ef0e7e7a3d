// Guards and timers of which files do something that another build has.
package leftout

import (
	"sync/atomic"
	"time"
)

// twice calls a function twice.
func twice(f func()) { // want twice:"^f many: may be called twice on one path$"
	go f()
	go f()
}

type same struct{ closed atomic.Bool }

func (c *same) get(k func()) { // want get:"^k once at an unknown time, parting$"
	twice(func() {
		if c.closed.CompareAndSwap(false, true) {
			k()
		}
	})
}

type asked struct{ state atomic.Int32 }

func (c *asked) get(k func()) { // want get:"^k once at an unknown time, parting$"
	twice(func() {
		if c.state.CompareAndSwap(0, 1) {
			k()
		}
	})
}

type namesake struct{ done atomic.Bool }

func (c *namesake) get(k func()) { // want get:"^k once at an unknown time, parting$"
	twice(func() {
		if c.done.CompareAndSwap(false, true) {
			k()
		}
	})
}

type replaced struct{ fired atomic.Bool }

func (c *replaced) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.fired.CompareAndSwap(false, true) {
			k()
		}
	})
}

type generic struct{ fired atomic.Bool }

func (c *generic) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.fired.CompareAndSwap(false, true) {
			k()
		}
	})
}

type promoted struct{ atomic.Bool }

func (c *promoted) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.CompareAndSwap(false, true) {
			k()
		}
	})
}

type unknown struct{ ended atomic.Bool }

func (c *unknown) get(k func()) { // want get:"^k many: is passed on to twice, where it may be called twice on one path$"
	twice(func() {
		if c.ended.CompareAndSwap(false, true) {
			k()
		}
	})
}

type stopped struct{ timer *time.Timer }

func (c *stopped) get(k func()) { // want get:"^k once later, spawned, parting$"
	c.timer = time.AfterFunc(time.Second, k)
}

type local struct{ wait *time.Timer }

func (c *local) get(k func()) { // want get:"^k once later, spawned, parting$"
	c.wait = time.AfterFunc(time.Second, k)
}

type got struct{ tick *time.Timer }

func (c *got) current() *time.Timer { return c.tick }

func (c *got) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.tick = time.AfterFunc(time.Second, k)
}

type embedding struct{ *time.Timer }

func (c *embedding) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.Timer = time.AfterFunc(time.Second, k)
}

type given struct{ alarm *time.Timer }

func (c *given) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.alarm = time.AfterFunc(time.Second, k)
}

type helped struct{ clock *time.Timer }

func (c *helped) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.clock = time.AfterFunc(time.Second, k)
}

type kept struct{ watch *time.Timer }

func (c *kept) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.watch = time.AfterFunc(time.Second, k)
}

type lent struct{ pulse *time.Timer }

func (c *lent) current() *time.Timer { return c.pulse }

func (c *lent) get(k func()) { // want get:"^k many: is passed to a timer that is set again$"
	c.pulse = time.AfterFunc(time.Second, k)
}
