package loop

import (
	"runtime/debug"
	"time"
	"unsafe"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/unwind"
)

// turn runs what is ready and then waits for more. It reports false when there
// is nothing left to wait for.
//
//	   ┌──────────────┐
//	┌─▶│ posted tasks │
//	│  └──────┬───────┘
//	│  ┌──────▼───────┐
//	│  │ completions  │   after every one of them: all microtasks
//	│  └──────┬───────┘
//	│  ┌──────▼───────┐
//	│  │  due timers  │
//	│  └──────┬───────┘
//	│  ┌──────▼───────┐
//	└──┤     park     │
//	   └──────────────┘
func (l *Loop) turn() bool {
	l.collect()
	l.runAll()
	return l.park()
}

// collect takes what is ready now. What the tasks of this turn bring about runs
// in the next one, so no phase can starve the others.
func (l *Loop) collect() {
	l.mu.Lock()
	l.batch.Take(&l.posted)
	if l.wheel.Len() > 0 {
		l.wheel.Advance(l.tick())
	}
	polling := l.holds > 0 && l.poller.here
	l.mu.Unlock()
	if polling {
		l.pollNow()
	}
}

// runAll runs the turn to its end, whatever its handlers do.
func (l *Loop) runAll() {
	for done := false; !done; {
		done = l.runReady()
	}
	l.publish()
}

// runReady runs the batch and the due timers. It reports false if a handler was
// left by a panic or by runtime.Goexit; what is left is then still to be run.
func (l *Loop) runReady() (done bool) {
	defer l.contain(&done)
	l.runMicrotasks()
	for l.batch.Len() > 0 {
		l.runTask(l.batch.Pop())
	}
	for l.next < len(l.ready) {
		c := l.ready[l.next]
		l.ready[l.next] = nil // do not keep it alive
		l.next++
		l.runTask(c)
	}
	for fire := l.nextDue(); fire != nil; fire = l.nextDue() {
		l.run.timers++
		l.watch.progress()
		fire()
		l.runMicrotasks()
	}
	return true
}

func (l *Loop) runTask(c poll.Completion) {
	l.run.tasks++
	l.watch.progress()
	c.Complete()
	if l.soon.Len() > 0 || l.arrived.Load() {
		l.runMicrotasks()
	}
}

// runMicrotasks runs microtasks until none is left, in the order in which they
// became ready. What a microtask makes ready runs right behind it, without going
// through the queue, if nothing stands before it there.
func (l *Loop) runMicrotasks() {
	var r ready // not a field, which would be written for each of them
	defer func() { l.current = r }()
	for {
		if l.arrived.Load() {
			l.takeArrivals() // they became ready before r did
		}
		if l.soon.Len() > 0 {
			if r.Task != nil {
				l.soon.Push(r)
			}
			r = l.soon.Pop()
		}
		if r.Task == nil {
			return
		}
		l.run.microtasks++
		l.watch.progress()
		r = r.Run(unsafe.Pointer(l))
	}
}

// takeArrivals moves to the queue what came from other goroutines.
func (l *Loop) takeArrivals() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, r := range l.arrivals {
		l.soon.Push(r)
		l.arrivals[i] = ready{}
	}
	l.arrivals = l.arrivals[:0]
	l.arrived.Store(false)
}

// contain deals with a handler that did not return. A microtask settles its
// promise with the cause. Tasks, and functions given to Soon, have no promise: their
// panic leaves Run, unless the loop has an OnPanic.
func (l *Loop) contain(done *bool) {
	if *done {
		return
	}
	m, handle := l.current, l.panicHandler()
	l.current = ready{}
	promised := m.Task != nil && m.Task.Kind.Unwound != nil
	if !promised && handle == nil {
		return
	}
	cause := ErrGoexit
	if v := recover(); v != nil || !unwind.ByGoexit() {
		cause = &PanicError{Value: v, Stack: debug.Stack()}
	}
	if !promised {
		handle(cause)
		return
	}
	if next := m.Unwound(unsafe.Pointer(l), cause); next.Task != nil {
		l.push(next)
	}
}

// park waits until there is something to do. It reports false, and stops the
// loop, when nothing is left to wait for.
func (l *Loop) park() bool {
	l.mu.Lock()
	if l.busy() || l.roused {
		l.roused = false
		l.mu.Unlock()
		return true
	}
	if l.finished() {
		if l.reviewLast() {
			return true
		}
		l.closed = l.closed || l.closing // in this step: what is accepted is not dropped
		l.stop()
		l.mu.Unlock()
		return false
	}
	wait := l.untilAlarm()
	if wait == 0 {
		l.mu.Unlock()
		return true
	}
	l.state = parked
	if l.wakeup == nil {
		l.wakeup = make(chan struct{}, 1)
	}
	l.mu.Unlock()
	l.sleep(wait)
	return true
}

// finished reports whether nothing is left to wait for; mu is held.
func (l *Loop) finished() bool {
	if l.err != nil || l.closed {
		return true
	}
	pending := l.timers() // reviewLast need not wait
	if l.auto {
		pending = l.wheel.Len()
	}
	if l.closing {
		pending -= l.repeats // they would never end
	}
	return pending == 0 && l.holds == 0
}

// wouldGoOn reports whether a loop that nobody runs has something to do or to wait for;
// mu is held.
func (l *Loop) wouldGoOn() bool { return l.busy() || l.reviewing != nil || !l.finished() }

// untilAlarm sets the alarm to the next timer and returns how long that is
// from now: negative without a timer; mu is held.
func (l *Loop) untilAlarm() time.Duration {
	l.alarm = never
	if l.wheel.Len() == 0 {
		return -1
	}
	tick, ok := l.wheel.Next()
	if !ok {
		return -1
	}
	l.alarm = tick
	return max(0, time.Duration(tick)*resolution-time.Since(l.epoch))
}

// busy reports whether there is something to run; mu is held.
func (l *Loop) busy() bool {
	return l.posted.Len() > 0 || len(l.arrivals) > 0 || l.batch.Len() > 0 ||
		l.next < len(l.ready) || l.soon.Len() > 0 || l.wheel.Due()
}

// sleep blocks in Go's scheduler, not in the kernel: waking the loop is then
// as cheap as waking any goroutine.
func (l *Loop) sleep(wait time.Duration) {
	l.watch.asleep.Store(true)
	defer l.watch.asleep.Store(false)
	l.pollMeanwhile()
	if wait < 0 {
		<-l.wakeup
		return
	}
	timeout := time.NewTimer(wait)
	defer timeout.Stop()
	select {
	case <-l.wakeup:
	case <-timeout.C:
		l.mu.Lock()
		woken := l.state == running
		l.state = running
		l.mu.Unlock()
		if woken {
			<-l.wakeup // the waker was a moment earlier
		}
	}
}

func (l *Loop) panicHandler() func(error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.onPanic
}
