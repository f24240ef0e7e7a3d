package promise

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// Loop calls step with state, then with the value of the promise that step has
// returned, and so on, until step returns nil: then it is fulfilled with the
// last value. The first error ends it. However many turns it takes, it uses the
// memory of one.
//
// The promise is cold: step is called first where it is started. An operation that
// completes before its launch returns is continued when the launch has returned, so that
// the stack does not grow.
func Loop[T any](state T, step func(T) *Promise[T]) *Promise[T] {
	return repeat(&repeater[T]{state: state, step: step})
}

// Recurse is Loop as a function makes it that calls itself in its callback: the
// next turn runs inside the call that completes the operation of the one before,
// and on its goroutine, even before the launch of that operation has returned.
// It uses the memory of one turn as well, unless operations complete at once: then
// the stack grows, as that of the function would, but by some ten times as much, 1 or 2 KB
// a turn.
func Recurse[T any](state T, step func(T) *Promise[T]) *Promise[T] {
	return repeat(&repeater[T]{state: state, step: step, inside: true})
}

// repeat makes the promise of a repeater.
func repeat[T any](r *repeater[T]) *Promise[T] {
	mustNotBeNil(r.step == nil)
	r.own.core.prepare(r)
	return &r.own
}

// Each calls f for one item after the other, each time when the promise that f
// returned for the one before has been fulfilled. The first error ends it. The promise is
// cold: f is called first where it is started.
func Each[T, R any](items []T, f func(T) *Promise[R]) *Promise[Unit] {
	mustNotBeNil(f == nil)
	step := func(i int) *Promise[int] {
		if i == len(items) {
			return nil
		}
		p := f(items[i])
		if p == nil {
			return Reject[int](ErrNilPromise)
		}
		return p.Map(func(R) (int, error) { return i + 1, nil })
	}
	return Loop(0, step).Map(func(int) (Unit, error) { return Unit{}, nil })
}

// A repeater is the promise of a Loop.
type repeater[T any] struct {
	own    Promise[T]
	step   func(T) *Promise[T]
	state  T
	inside bool // a turn goes on inside the call that completes the one before
	phase  atomic.Int32
}

// Who goes on when the promise of a turn settles: whoever makes the second of
// the two steps, launching the operation and its arrival.
const (
	launching = iota
	waiting
	arrived
)

func (*repeater[T]) Kind() kind {
	k := micro.Runs((*repeater[T]).RunOn, (*core).Unwound)
	return micro.Launches(k, (*repeater[T]).Launch)
}

func (r *repeater[T]) Launch() *head {
	perform(r.next(nil))
	return nil
}

// next makes turns until one has to be waited for.
func (r *repeater[T]) next(on *loop.Loop) ready {
	for {
		q := r.step(r.state)
		if q == nil {
			return r.finish(r.state, nil, on)
		}
		if !r.begin(q, on) {
			return ready{}
		}
		v, fail := promiseOf[T](q.core.root()).outcome()
		if fail != nil {
			return r.finish(v, fail, on)
		}
		r.state = v
	}
}

// begin starts a turn and reports whether it is over already.
func (r *repeater[T]) begin(q *Promise[T], on *loop.Loop) bool {
	if !r.inside {
		r.phase.Store(launching)
	}
	cold, late := q.core.attach(&r.own.core.head)
	if late {
		root := q.core.root()
		home := root.loop()
		if home == nil || home == on {
			return true
		}
		r.phase.Store(waiting)
		enqueue(home, ready{Task: &r.own.core.head, About: &root.head})
		return false
	}
	start(cold)
	return !r.inside && !r.phase.CompareAndSwap(launching, waiting)
}

func (r *repeater[T]) RunOn(on *loop.Loop, q *Promise[T]) ready {
	if !r.inside && r.phase.CompareAndSwap(launching, arrived) {
		return ready{} // the launcher goes on
	}
	if r.inside && r.own.Settled() {
		return ready{} // the launch has panicked
	}
	v, fail := q.outcome()
	if fail != nil {
		return r.finish(v, fail, on)
	}
	r.state = v
	return r.next(on)
}

func (r *repeater[T]) finish(v T, fail *failure, on *loop.Loop) ready {
	var none T
	r.step, r.state = nil, none // do not keep it alive
	return r.own.settle(v, fail, on)
}

// A Backoff says when to try again. The zero value tries once.
type Backoff struct {
	Attempts int              // how often in all
	Delay    time.Duration    // before the second attempt
	Factor   float64          // by which the delay grows; less than 1 means 2
	Max      time.Duration    // longest delay; zero: no limit
	If       func(error) bool // which errors are worth another attempt; nil: all
	Loop     *loop.Loop       // whose timers to use, and where the outcome is told; nil: see Retry
	Context  context.Context  // whose end is that of all attempts and delays; nil: none
}

// Retry calls op until its promise is fulfilled, as often and with such delays
// as b says. Otherwise it has the outcome of the last attempt or, if b.Context has ended
// before there can be another, the cause of that. The promise is cold: op is called first
// where it is started. It is of b.Loop. Without that the delays are those of the default
// loop, and the promise is of none: it is told its outcome where the last attempt is.
func Retry[T any](b Backoff, op func() *Promise[T]) *Promise[T] {
	mustNotBeNil(op == nil)
	if b.Context == nil {
		b.Context = context.Background()
	}
	p := Call(func(k func(T, error)) { b.attempt(op).Settle(k) })
	if b.Loop == nil {
		return p
	}
	return p.On(b.Loop)
}

// attempt makes one attempt and, if need be, those that follow.
func (b Backoff) attempt[T any](op func() *Promise[T]) *Promise[T] {
	if b.Context.Err() != nil {
		return Reject[T](context.Cause(b.Context))
	}
	p := op()
	if p == nil {
		return Reject[T](ErrNilPromise)
	}
	b.Attempts--
	return p.Handle(func(v T, err error) *Promise[T] {
		if err == nil || b.Attempts <= 0 || b.If != nil && !b.If(err) {
			return settledWith(v, failed(err))
		}
		return b.wait().Then(func(Unit) *Promise[T] { return b.grown().attempt(op) })
	})
}

// wait is fulfilled when it is time for the next attempt.
func (b Backoff) wait() *Promise[Unit] {
	l := b.Loop
	if l == nil {
		l = loop.Default()
	}
	p, r := WithResolver[Unit](l)
	timer := l.SetTimeout(b.pause(), func() { r.Fulfill(Unit{}) })
	stop := context.AfterFunc(b.Context, func() {
		r.Reject(context.Cause(b.Context)) // before the loop may take nothing to be left
		timer.Stop()
	})
	return p.Finally(func() { stop() })
}

// pause is how long to wait before the next attempt.
func (b Backoff) pause() time.Duration {
	if b.Max > 0 {
		return min(b.Delay, b.Max)
	}
	return b.Delay
}

// grown is the backoff for the attempts after the next.
func (b Backoff) grown() Backoff {
	const longest = 1 << 62 // more than a century, and no overflow
	factor := b.Factor
	if factor < 1 {
		factor = 2
	}
	b.Delay = time.Duration(min(float64(b.pause())*factor, longest))
	return b
}
