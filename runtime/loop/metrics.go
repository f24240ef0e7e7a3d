package loop

import (
	"sync"
	"time"
)

// Metrics is what a loop has done and what it has before it.
type Metrics struct {
	Turns, Tasks, Microtasks uint64 // run since the loop was made
	Timers                   uint64 // the same; those of the loop itself do not count

	Posted  int           // tasks that wait for the next turn
	Queued  int           // microtasks that wait, as of the end of the last turn
	Pending int           // timers that are set, of the same kind
	Holds   int           // operations that keep Run going
	Lag     time.Duration // how late the last timer fired
}

// counters are kept by the goroutine that runs the loop.
type counters struct {
	turns, tasks, microtasks, timers uint64

	fired int64 // tick of the last timer; zero if none fired in this turn
	lag   time.Duration
}

// metrics is the copy of the counters that others may read.
type metrics struct {
	mu     sync.Mutex
	last   counters
	queued int
}

// Metrics may be called from any goroutine. The counts are those of the end of
// the last turn.
func (l *Loop) Metrics() Metrics {
	l.metrics.mu.Lock()
	c, queued := l.metrics.last, l.metrics.queued
	l.metrics.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	return Metrics{
		Turns: c.turns, Tasks: c.tasks, Microtasks: c.microtasks, Timers: c.timers,
		Posted: l.posted.Len(), Queued: queued, Pending: l.timers(), Holds: l.holds, Lag: c.lag,
	}
}

// timers is how many are set by others than the loop itself; mu is held.
func (l *Loop) timers() int {
	n := l.wheel.Len()
	if l.reviewing != nil && l.reviewing.Held() {
		n--
	}
	return n
}

// publish ends a turn.
func (l *Loop) publish() {
	l.run.turns++
	if l.run.fired != 0 {
		l.run.lag = max(0, time.Since(l.epoch)-time.Duration(l.run.fired)*resolution)
		l.run.fired = 0
	}
	l.metrics.mu.Lock()
	defer l.metrics.mu.Unlock()
	l.metrics.last, l.metrics.queued = l.run, l.soon.Len()
}
