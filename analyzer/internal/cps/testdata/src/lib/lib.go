// Package lib is a dependency with bodies.
package lib

import (
	"sync"
	"sync/atomic"
	"time"
)

type Client[T any] struct {
	last T
	err  error
}

type Result[T any] func(T, error)

func (c *Client[T]) Get(key string, k func(T, error)) {
	go func() {
		time.Sleep(1)
		k(c.last, c.err)
	}()
}

func (c *Client[T]) Named(key string, k Result[T]) { c.Get(key, k) }

func (c *Client[T]) As[R any](f func(T) R, k func(R, error)) {
	c.Get("", func(v T, err error) { k(f(v), err) })
}

func (c *Client[T]) Each(f func(T)) {
	for range 3 {
		f(c.last)
	}
}

type Getter interface {
	// Fetch gets a value.
	//
	//unnest:once k
	Fetch(key string, k func(int, error))

	Pull(key string, k func(int, error))
}

type Options struct {
	Each func(int)
	Done func(error) //unnest:once
}

//unnest:once
type Completion func(int)

// Strict delivers no value beside an error.
func (c *Client[T]) Strict(k func(T, error)) {
	go func() {
		if c.err != nil {
			var zero T
			k(zero, c.err)
			return
		}
		k(c.last, nil)
	}()
}

// Loose may.
func (c *Client[T]) Loose(k func(T, error)) { go k(c.last, c.err) }

// An Errno is an error without a pointer.
type Errno int

func (Errno) Error() string { return "errno" }

// Beside may call k and return an error.
func Beside(n int, k func(int, error)) error {
	go k(n, nil)
	if n > 0 {
		return Errno(n)
	}
	return nil
}

// After starts a timer.
func After(d time.Duration, k func()) *time.Timer { return after(d, k) }

func after(d time.Duration, k func()) *time.Timer { return time.AfterFunc(d, k) }

// Keep keeps a timer.
func Keep(*time.Timer) {}

// A Session has a timer that others may set.
type Session struct {
	Idle  *time.Timer
	Done  stopper
	Value any
	Once  sync.Once
	Flag  atomic.Bool
}

type stopper interface{ Stop() bool }

func (s *Session) Touch() { s.Idle.Reset(1) }

func (s *Session) Renew() { s.Once = sync.Once{} }

// A Box holds anything.
type Box[T any] struct{ Value T }

// Timer is the one that there is.
var Timer *time.Timer

// Table has some.
var Table sync.Map

// Timers are some.
type Timers map[string]*time.Timer

func (t Timers) Touch() {
	for _, timer := range t {
		timer.Reset(1)
	}
}

// Visitor visits timers.
type Visitor interface{ Visit(*time.Timer) }

// A Failure tells when it is written.
type Failure struct{ Tell func() }

func (f *Failure) Error() string {
	f.Tell()
	return "failure"
}

// A Code does not.
type Code int

func (c *Code) Error() string { return "code" }

// A Sight of something tells whoever asked for it.
type Sight struct{ seer seer }

type seer interface{ see() string }

func (s Sight) String() string { return s.seer.see() }

// Take may do anything with a timer.
func Take(*time.Timer) {}

// Replace may put another function in place of one.
func Replace(f *func(*time.Timer)) {}

// An Onlooker is who tells.
type Onlooker struct{ tell func() }

func (o Onlooker) see() string {
	o.tell()
	return "seen"
}

// A Backlog is no log.
type Backlog struct{ Full func() }

func (b *Backlog) Print() { b.Full() }

// An EventLog is one.
type EventLog struct{}

func (*EventLog) Print() {}

type runtime struct{ Stopped func() }

// Stop is not that of the runtime of Go.
func (r *runtime) Stop() { r.Stopped() }

// Runtime has a type that is called as a package is.
var Runtime runtime
