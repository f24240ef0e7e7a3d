package loop

import (
	"unsafe"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/internal/poll"
)

type ready = micro.Ready

type task func()

// Complete implements poll.Completion.
func (t task) Complete() { t() }

// Post queues f as a task, from any goroutine. Tasks run in the order in which
// they were posted. It reports false, and drops f, after Shutdown.
func (l *Loop) Post(f func()) bool {
	if f == nil {
		panic("loop: Post of a nil function")
	}
	return l.postAll(task(f))
}

// postAll is Post for several.
func (l *Loop) postAll(cs ...poll.Completion) bool {
	l.lock()
	if l.closed {
		l.mu.Unlock()
		return false
	}
	for _, c := range cs {
		l.posted.Push(c)
	}
	if l.state == running {
		l.mu.Unlock()
		return true
	}
	w := l.wake()
	l.mu.Unlock()
	l.deliver(w)
	return true
}

// Soon queues f as a microtask, from any goroutine: it runs before the next
// task. After Shutdown f is dropped.
func (l *Loop) Soon(f func()) {
	if f == nil {
		panic("loop: Soon of a nil function")
	}
	m := &microtask{f: f}
	m.head.Kind = l.kinds.Of(unsafe.Pointer(l), m)
	l.enqueue(ready{Task: &m.head})
}

// enqueue queues a microtask from any goroutine. It reports false, and drops it, after
// Shutdown.
func (l *Loop) enqueue(r ready) bool {
	if l.Inside() {
		l.push(r)
		return true
	}
	l.lock()
	if l.closed && l.state == stopped {
		l.mu.Unlock()
		return false // nobody will run it
	}
	l.arrivals = append(l.arrivals, r)
	if len(l.arrivals) == 1 {
		l.arrived.Store(true)
	}
	if l.state == running {
		l.mu.Unlock()
		return true
	}
	w := l.wake()
	l.mu.Unlock()
	l.deliver(w)
	return true
}

// push is enqueue from inside a task or microtask that runs on l.
func (l *Loop) push(r ready) {
	if l.arrived.Load() {
		l.takeArrivals() // they were queued before
	}
	l.soon.Push(r)
}

// A microtask is one that is no promise.
type microtask struct {
	head micro.Head
	f    func()
}

// Kind has no Unwound: there is no promise to reject.
func (*microtask) Kind() micro.Kind {
	return micro.Runs((*microtask).RunOn, (func(*microtask, *Loop, error) ready)(nil))
}

func (m *microtask) RunOn(*Loop, *micro.Head) ready {
	m.f()
	return ready{}
}

// A waking is what has to be done, without the lock, to wake the loop.
type waking uint8

const (
	nothing waking = iota
	signal         // the parked goroutine
	spawn          // a goroutine for a loop that starts by itself
	notify         // the host
)

// wake says how to wake the loop; mu is held. Only the first of a batch that
// finds the loop asleep has to do anything.
func (l *Loop) wake() waking {
	switch {
	case l.state == running, l.closed && l.state == stopped:
		return nothing
	case l.state == parked:
		l.state = running
		return signal
	case l.auto:
		l.state = running
		return spawn
	case l.host != nil && !l.notified:
		l.notified = true
		return notify
	}
	return nothing
}

// wakeLast is wake for who has taken away what the loop, or its host, may have waited
// for alone; mu is held.
func (l *Loop) wakeLast() waking {
	if (l.state == parked || l.host != nil) && l.finished() {
		return l.wake()
	}
	return nothing
}

func (l *Loop) deliver(w waking) {
	switch w {
	case nothing:
	case signal:
		l.wakeup <- struct{}{}
	case spawn:
		go l.runAuto()
	case notify:
		l.host()
	}
}

// interrupt makes a loop look around that is parked, or about to park. It leaves nothing
// behind on one that nobody runs.
func (l *Loop) interrupt() {
	l.mu.Lock()
	w := nothing
	switch l.state {
	case stopped:
	case running:
		l.roused = true
	case parked:
		w = l.wake()
	}
	l.mu.Unlock()
	l.deliver(w)
}

// Hold keeps Run going until Release is called: there is a pending operation
// whose end will be posted. Both may be called from any goroutine.
func (l *Loop) Hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.holds++
	if l.isAsleep() {
		l.askPoller() // nobody waits for completions yet
	}
}

// Release ends one Hold.
func (l *Loop) Release() {
	l.mu.Lock()
	held := l.holds > 0
	w := nothing
	if held {
		l.holds--
		w = l.wakeLast()
	}
	l.mu.Unlock()
	if !held {
		panic("loop: Release without Hold")
	}
	l.deliver(w)
}
