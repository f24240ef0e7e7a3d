// Nobody imports a program: what it has no other package can name.
package main

import (
	"sync/atomic"
	"time"

	"lib"
)

type Conn struct {
	Idle *time.Timer
	Busy atomic.Bool
}

var Timers = make(map[string]*time.Timer)

func (c *Conn) open(k func()) { // want open:"^k once later, spawned, parting$"
	c.Idle = time.AfterFunc(1, k)
}

func (c *Conn) Timer() *time.Timer { return c.Idle }

func (c *Conn) use(k func()) { // want use:"^k once at once$"
	for range 2 {
		if c.Busy.CompareAndSwap(false, true) {
			k()
		}
	}
}

func fill(k func()) { // want fill:"^k once later, spawned, parting$"
	Timers["a"] = time.AfterFunc(1, k)
}

func Add(m map[string]*time.Timer, k func()) { // want Add:"^k once later, spawned, parting$"
	m["a"] = time.AfterFunc(1, k)
}

func given(f func(any), k func()) { // want given:"^f once at once; k once later, spawned, parting$"
	f(time.AfterFunc(1, k))
}

// A function that is a value may be one of another package.
func handed(f func(*time.Timer), k func()) { // want handed:"^f once at once; k lost: is passed to a timer that may be set again$"
	f(time.AfterFunc(1, k))
}

// What can only be stopped, and what is trusted to keep what it gets.

func foreignStopped(s *lib.Session, k func()) { // want foreignStopped:"^k once later, spawned, parting$"
	s.Done = time.AfterFunc(1, k)
}

func foreignAny(s *lib.Session, k func()) { // want foreignAny:"^k once later, spawned, parting$"
	s.Value = time.AfterFunc(1, k)
}

func main() {}
