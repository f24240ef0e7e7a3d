package loop

import (
	"math"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/timers"
)

const (
	resolution = time.Millisecond // of the wheel
	never      = math.MaxInt64
	maxDelay   = timers.MaxTicks * resolution / 8 // what a Duration can hold
)

// A Timer is a pending call of a function by a loop. The zero value is none: there
// is nothing to stop.
type Timer struct {
	loop   *Loop
	node   *node
	repeat *interval // nil: fires once
}

// A node is what the wheel holds for a timer: the function to call. There can be
// millions of them, so it has no word more.
type node = timers.Node[func()]

// An interval is what a timer that repeats has beside its node.
type interval struct {
	node  node
	loop  *Loop
	every time.Duration
	due   time.Duration // on the clock of the loop, to the nanosecond
	fire  func()        // nil once it is stopped
}

// SetTimeout calls f as a task when d has passed, never earlier, and at most
// about a millisecond later if the loop is idle. Timers that are due at the
// same millisecond fire in the order in which they were set. After Shutdown none does.
func (l *Loop) SetTimeout(d time.Duration, f func()) Timer {
	mustNotBeNil(f)
	t := Timer{loop: l, node: &node{Value: f}}
	l.set(t, d)
	return t
}

// SetInterval calls f as a task again and again, d after d, until the timer is
// stopped or Shutdown is called. An interval that the loop is too late for is skipped.
// A duration that is not positive is a panic.
func (l *Loop) SetInterval(d time.Duration, f func()) Timer {
	mustNotBeNil(f)
	if d <= 0 {
		panic("loop: SetInterval of a duration that is not positive")
	}
	v := &interval{loop: l, every: max(resolution, min(d, maxDelay))}
	v.fire = func() {
		if v.isOn() {
			defer v.again() // even if f panics
			f()
		}
	}
	v.node.Value = v.fire
	t := Timer{loop: l, node: &v.node, repeat: v}
	l.set(t, d)
	return t
}

func mustNotBeNil(f func()) {
	if f == nil {
		panic("loop: timer of a nil function")
	}
}

// set arms a new timer, unless the loop takes no more of its kind.
func (l *Loop) set(t Timer, d time.Duration) {
	l.mu.Lock()
	w := l.arm(t, d)
	l.mu.Unlock()
	l.deliver(w)
}

// arm is set, and says how to wake the loop; mu is held.
func (l *Loop) arm(t Timer, d time.Duration) waking {
	v := t.repeat
	if l.closed || v != nil && l.closing {
		if v != nil {
			v.fire = nil // as if it had been stopped
		}
		return nothing
	}
	if l.epoch.IsZero() {
		l.epoch = time.Now()
	}
	due := time.Since(l.epoch) + max(0, min(d, maxDelay))
	if v != nil {
		l.repeats++
		v.due = due
	}
	tick := tickAt(due)
	l.wheel.Add(t.node, tick)
	if l.state == stopped || tick < l.alarm {
		return l.wake()
	}
	return nothing
}

// Stop prevents the timer from firing again. It reports whether there was
// something to prevent. After it has returned on the loop's own goroutine, f is
// not called any more; elsewhere, a call that has begun may still be running.
func (t Timer) Stop() bool {
	l := t.loop
	if l == nil {
		return false
	}
	l.mu.Lock()
	stopped := l.unset(t)
	w := l.wakeLast()
	l.mu.Unlock()
	l.deliver(w)
	return stopped
}

// unset is Stop; mu is held.
func (l *Loop) unset(t Timer) bool {
	armed := t.node.Held()
	if armed {
		l.wheel.Remove(t.node)
	}
	t.node.Value = nil // do not keep it alive
	if v := t.repeat; v != nil && v.fire != nil {
		v.end()
		return true
	}
	return armed
}

// end takes an interval out of the count; mu is held.
func (v *interval) end() {
	v.fire = nil
	v.loop.repeats--
}

// tick is the present tick; mu is held.
func (l *Loop) tick() int64 { return int64(time.Since(l.epoch) / resolution) }

// tickAt is the first tick that is not before due.
func tickAt(due time.Duration) int64 { return int64((due + resolution - 1) / resolution) }

// nextDue takes the function of the next timer that is due; nil if there is none.
// Until then it can still be stopped, by the one before it for instance.
func (l *Loop) nextDue() func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.wheel.Pop()
	if n == nil {
		return nil
	}
	l.run.fired = n.Tick()
	f := n.Value
	n.Value = nil // do not keep it alive
	return f
}

// isOn reports whether an interval is to fire.
func (v *interval) isOn() bool {
	v.loop.mu.Lock()
	defer v.loop.mu.Unlock()
	return v.goesOn()
}

// goesOn reports whether an interval is to go on, and ends one that Shutdown has stopped; mu is held.
func (v *interval) goesOn() bool {
	if v.fire != nil && v.loop.closing {
		v.end()
	}
	return v.fire != nil
}

// again arms an interval that has fired for its next multiple of the period that
// is ahead.
func (v *interval) again() {
	l := v.loop
	l.mu.Lock()
	defer l.mu.Unlock()
	if !v.goesOn() {
		return // stopped meanwhile
	}
	missed := max(0, (time.Since(l.epoch)-v.due)/v.every)
	v.due += (missed + 1) * v.every
	v.node.Value = v.fire
	l.wheel.Add(&v.node, tickAt(v.due))
}
