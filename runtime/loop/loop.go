package loop

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/queue"
	"github.com/unnest-go/unnest/runtime/internal/timers"
)

var (
	// ErrRunning is returned by Run while another goroutine runs the loop.
	ErrRunning = errors.New("loop: already running")

	// ErrClosed is returned by Run after Shutdown.
	ErrClosed = errors.New("loop: shut down")
)

// A Loop is an event loop: it runs tasks, timers and microtasks one at a time,
// on the goroutine that is in Run. The zero value is ready to use.
//
// Invariant: the fields of the first group are guarded by mu, those of the last
// are touched only by the goroutine that runs the loop; it holds no lock while
// it runs code of the user.
type Loop struct {
	// What a post touches comes first, in one line of the cache.
	mu        sync.Mutex
	state     state
	auto      bool                        // starts by itself when there is something to do
	notified  bool                        // the host has been asked already
	roused    bool                        // is to look around before it parks
	closing   bool                        // Shutdown has been called
	closed    bool                        // Shutdown has ended: nothing is accepted any more
	posted    queue.Pile[poll.Completion] // tasks
	host      func()                      // host-driven: asks the host to call Pump
	arrivals  []ready                     // microtasks from other goroutines
	suspects  []func()                    // to be looked at when a review comes
	overdue   []func()                    // those that the next review looks at
	holds     int                         // pending operations that keep Run going
	repeats   int                         // intervals that are not stopped
	reviewing *node                       // the timer of the next review; nil: there is nothing to look at
	alarm     int64                       // the tick that a parked loop sleeps until
	wheel     timers.Wheel[func()]
	epoch     time.Time // tick 0 of the wheel
	wakeup    chan struct{}
	done      chan struct{} // closed when the loop stops; nil unless asked for
	onPanic   func(error)
	err       error // why the loop has to stop
	poller    poller
	endings   map[*func()]struct{} // to be called by Shutdown

	arrived   atomic.Bool    // arrivals is not empty
	owner     atomic.Uintptr // the goroutine that runs the loop; zero if there is none
	goroutine atomic.Uint64  // the same, by the number that it has in stack traces
	kinds     micro.Family
	metrics   metrics
	watch     watch

	// Owned by the goroutine that runs the loop.
	soon    queue.Pile[ready]           // microtasks
	batch   queue.Pile[poll.Completion] // tasks of this turn
	ready   []poll.Completion           // what the poller gave for this turn
	next    int                         // the first of ready that has not run
	current ready                       // the microtask that did not return
	run     counters
}

// A state is what a loop is doing.
//
//	stopped → running  Run, Pump, or work for a loop that starts by itself
//	running → parked   nothing to do, but something pending
//	parked → running   whoever brings work, or the alarm
//	running → stopped  nothing pending
//
// Only the goroutine that runs the loop leaves running.
type state uint8

const (
	stopped state = iota
	running
	parked
)

// New returns a loop that runs when Run or Pump is called. Shutdown gives back what it
// has taken from the system.
func New() *Loop { return &Loop{} }

var defaultLoop = Loop{auto: true}

// Default returns the loop of the program. It starts by itself, on a goroutine
// of its own, whenever there is something to do, and that goroutine ends when
// there is nothing left to wait for.
func Default() *Loop { return &defaultLoop }

// Run runs the loop on the calling goroutine until nothing is left to do: no
// task, no timer, no pending operation. It returns early, with the cause, when
// ctx is done; the loop may be run again. A loop that starts by itself then goes on by
// itself, and a host is asked.
func (l *Loop) Run(ctx context.Context) error {
	if err := l.begin(); err != nil {
		return err
	}
	more := true
	defer l.endIf(&more)
	l.own()
	defer context.AfterFunc(ctx, l.interrupt)()
	for more && ctx.Err() == nil {
		more = l.turn()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return l.err
	}
	return context.Cause(ctx)
}

func (l *Loop) begin() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.state != stopped:
		return ErrRunning
	case l.closed:
		return ErrClosed
	}
	l.state, l.notified = running, false
	return nil
}

// endIf is deferred, so that a loop whose goroutine dies can be run by another.
// After a turn that has stopped the loop, another one may be running it already.
func (l *Loop) endIf(running *bool) {
	if !*running {
		return
	}
	abandoned, w := l.end()
	if abandoned {
		l.drain()
	}
	l.flushPoller()
	l.deliver(w)
}

// end stops the loop and says how to wake who goes on with what is left. It does not
// stop it if it was shut down meanwhile: then the caller has to drain it.
func (l *Loop) end() (abandoned bool, w waking) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.isAbandoned() {
		return true, nothing
	}
	l.stop()
	if l.closing || !l.wouldGoOn() {
		return false, nothing // Shutdown goes on by itself
	}
	return false, l.wake()
}

// stop says that nobody runs the loop any more; mu is held.
func (l *Loop) stop() {
	l.state = stopped
	l.disown()
	if l.closed {
		l.poller.close()
	}
	if l.done != nil {
		close(l.done)
		l.done = nil
	}
}

// own makes the calling goroutine the one that runs the loop.
func (l *Loop) own() {
	l.goroutine.Store(goroutineID())
	l.owner.Store(self())
}

// disown is called before the goroutine ends: another one may get its identity.
func (l *Loop) disown() {
	l.goroutine.Store(0)
	l.owner.Store(0)
}

// runAuto is the goroutine of a loop that starts by itself.
func (l *Loop) runAuto() {
	more := true
	defer l.restartIf(&more)
	l.own()
	for more {
		more = l.turn()
	}
}

// restartIf carries on when a task has ended the goroutine with runtime.Goexit.
func (l *Loop) restartIf(running *bool) {
	if *running {
		l.disown()
		go l.runAuto()
	}
}

// OnPanic sets the function that is told when a task panics, with a
// *PanicError, or calls runtime.Goexit, with ErrGoexit. Without it the panic
// leaves Run and ends the program.
func (l *Loop) OnPanic(f func(cause error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.onPanic = f
}
