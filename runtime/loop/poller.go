package loop

import (
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
)

// A poller is the demultiplexer of a loop and the baton that says who waits in
// it.
//
// Invariant: whoever holds the baton, and only he, may call Wait: the goroutine
// that runs the loop while here is true, else the helper.
type poller struct {
	p     poll.Poller
	here  bool          // the baton is with the loop; guarded by Loop.mu
	baton chan struct{} // hands it to the helper; closed to end the helper, then nil
}

// attach gives the loop its demultiplexer, and starts the helper; mu is held.
func (l *Loop) attach(p poll.Poller) {
	l.poller = poller{p: p, here: true, baton: make(chan struct{}, 1)}
	// Go's timers open a poller, too, and end the program if there are no descriptors
	// left when the loop needs the first.
	time.AfterFunc(time.Hour, func() {}).Stop()
	go l.help(p, l.poller.baton)
	if l.isAsleep() {
		l.askPoller()
	}
}

// isAsleep reports whether work would wake the loop; mu is held.
func (l *Loop) isAsleep() bool {
	return l.state == parked || l.state == stopped && (l.auto || l.host != nil)
}

// pollNow adds the completions that are ready to the batch.
func (l *Loop) pollNow() {
	if l.next == len(l.ready) {
		l.ready, l.next = l.ready[:0], 0
	}
	ready, err := l.poller.p.Wait(l.ready, 0)
	l.ready = ready
	if err != nil {
		l.fail(err)
	}
}

// pollMeanwhile leaves the poller to the helper while the loop is parked.
func (l *Loop) pollMeanwhile() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.askPoller()
}

// askPoller hands the baton to the helper; mu is held.
func (l *Loop) askPoller() {
	if l.poller.here && l.holds > 0 && !l.closed {
		l.poller.here = false
		l.poller.baton <- struct{}{}
	}
}

// help waits in the poller and passes what it gets to the loop, together with
// the baton.
func (l *Loop) help(p poll.Poller, baton <-chan struct{}) {
	var batch []poll.Completion
	for range baton {
		var err error
		batch, err = p.Wait(batch[:0], -1)
		if err != nil {
			l.fail(err)
		}
		l.deliver(l.takeBack(batch))
		clear(batch)
	}
	p.Close() //nolint:errcheck // nobody is left who could be told
}

// takeBack gives the loop the baton and what has come, unless it has closed the poller.
func (l *Loop) takeBack(batch []poll.Completion) waking {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.poller.baton == nil {
		return nothing
	}
	for _, c := range batch {
		l.posted.Push(c)
	}
	l.poller.here = true
	return l.wake()
}

// flushPoller has the poller do what it has put off until the next Wait, which
// may never come.
func (l *Loop) flushPoller() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.poller.p != nil && l.poller.here && !l.closed {
		l.poller.p.Wake() //nolint:errcheck // the next Wait will tell
	}
}

// fail stops the loop.
func (l *Loop) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
}

// close ends the helper, which closes the poller. Nobody runs the loop any more;
// Loop.mu is held.
func (p *poller) close() {
	if p.baton == nil {
		return
	}
	// In this order: when the baton is closed, the helper closes the poller.
	p.p.Wake() //nolint:errcheck // if it fails the helper ends with the next completion
	close(p.baton)
	p.baton, p.here = nil, false
}
