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

// A Timer is a pending call of a function by a loop.
type Timer struct{ node timers.Node[timer] }

// A timer is what the wheel holds for a Timer.
type timer struct {
	loop  *Loop
	f     func()
	every time.Duration // zero: fires once
}

// SetTimeout calls f as a task when d has passed, never earlier, and at most
// about a millisecond later if the loop is idle. Timers that are due at the
// same millisecond fire in the order in which they were set.
func (l *Loop) SetTimeout(d time.Duration, f func()) *Timer { return l.setTimer(d, 0, f) }

// SetInterval calls f as a task again and again, d after d, until the timer is
// stopped. An interval that the loop is too late for is skipped.
func (l *Loop) SetInterval(d time.Duration, f func()) *Timer {
	if d <= 0 {
		panic("loop: SetInterval of a duration that is not positive")
	}
	return l.setTimer(d, max(d, resolution), f)
}

func (l *Loop) setTimer(d, every time.Duration, f func()) *Timer {
	if f == nil {
		panic("loop: timer of a nil function")
	}
	t := &Timer{}
	t.node.Value = timer{loop: l, f: f, every: every}
	l.mu.Lock()
	if l.closed || l.closing && every > 0 {
		l.mu.Unlock()
		return t
	}
	if l.epoch.IsZero() {
		l.epoch = time.Now()
	}
	due := time.Since(l.epoch) + max(0, min(d, maxDelay))
	tick := int64((due + resolution - 1) / resolution)
	l.arm(&t.node, tick)
	w := nothing
	if l.state == stopped || tick < l.alarm {
		w = l.wake()
	}
	l.mu.Unlock()
	l.deliver(w)
	return t
}

// Stop prevents the timer from firing again. It reports whether there was
// something to prevent. After it has returned on the loop's own goroutine, f is
// not called any more; elsewhere, a call that has begun may still be running.
func (t *Timer) Stop() bool {
	l := t.node.Value.loop
	l.mu.Lock()
	defer l.mu.Unlock()
	v := &t.node.Value
	armed := t.node.Linked()
	repeating := v.every > 0
	if armed {
		t.node.Unlink()
		l.disarmed(v)
	}
	v.every, v.f = 0, nil
	return armed || repeating
}

// tick is the present tick; mu is held.
func (l *Loop) tick() int64 { return int64(time.Since(l.epoch) / resolution) }

// arm puts a timer into the wheel; mu is held.
func (l *Loop) arm(n *timers.Node[timer], tick int64) {
	l.wheel.Add(n, tick)
	l.pending++
	if n.Value.every > 0 {
		l.repeats++
	}
}

// disarmed counts a timer that has left the wheel; mu is held.
func (l *Loop) disarmed(t *timer) {
	l.pending--
	if t.every > 0 {
		l.repeats--
	}
}

// nextDue takes the next timer that is due; nil if there is none. Until then
// it can still be stopped, by the one before it for instance.
func (l *Loop) nextDue() *timers.Node[timer] {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.due.Pop()
	if n != nil {
		l.disarmed(&n.Value)
		l.run.fired = n.Tick()
	}
	return n
}

// fire calls the function of a timer, and sets an interval anew even if that
// panics.
func (l *Loop) fire(n *timers.Node[timer]) {
	if n.Value.every > 0 {
		defer l.repeat(n)
	}
	if f := n.Value.f; f != nil {
		f()
	}
}

// repeat arms an interval for its next multiple of the period that is ahead.
func (l *Loop) repeat(n *timers.Node[timer]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	every := int64(n.Value.every / resolution)
	if every == 0 || l.closing {
		return // stopped meanwhile
	}
	next := n.Tick() + every
	if now := l.tick(); next <= now {
		next = now + every - (now-n.Tick())%every
	}
	l.arm(n, next)
}
