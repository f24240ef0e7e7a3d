package loop

import "context"

// Shutdown ends the loop gracefully. It stops intervals, waits until all else has
// run that would keep Run going, and runs the loop itself if nobody else does.
// When ctx is done first, the cause is returned and what is pending is dropped,
// what waits for it included; what is ready still runs. Afterwards Post reports
// false, timers do not fire, and Run and Shutdown return ErrClosed.
//
// A handler cannot wait for the end of its own loop: it gets ErrRunning, and
// nothing happens.
func (l *Loop) Shutdown(ctx context.Context) error {
	if l.Inside() {
		return ErrRunning
	}
	l.mu.Lock()
	again := l.closed
	l.closing = true
	l.mu.Unlock()
	l.interrupt()
	defer l.giveBack()
	defer l.close()
	for {
		err := l.Run(ctx)
		switch {
		case err == ErrClosed && !again: //nolint:errorlint // compared with what Run itself returns
			return l.reason() // nil if whoever ran the loop has ended it for us
		case err != ErrRunning: //nolint:errorlint // the same
			return err
		}
		select {
		case <-l.whenStopped(): // perhaps too early, by Pump or the end of a context
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (l *Loop) whenStopped() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.done == nil {
		l.done = make(chan struct{})
	}
	done := l.done
	if l.state == stopped {
		close(l.done)
		l.done = nil
	}
	return done
}

// reason is why the loop had to stop; nil if it has come to its end.
func (l *Loop) reason() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// close makes the loop refuse work and stop when it has run what is ready. If it has
// come to its end, it has done so.
func (l *Loop) close() {
	if !l.refuse() {
		l.interrupt()
		return
	}
	l.own()
	l.drain()
}

// refuse is close without running anything. It reports true if what was accepted is
// left for the caller to run.
func (l *Loop) refuse() (left bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed, l.err = true, ErrClosed
	}
	l.postSuspects() // there is no time of grace any more
	if l.state != stopped {
		return false
	}
	if l.busy() {
		l.state = running
		return true
	}
	l.poller.close()
	return false
}

// giveBack calls who is to be told that the loop was shut down.
func (l *Loop) giveBack() {
	l.mu.Lock()
	endings := l.endings
	l.endings = nil
	l.mu.Unlock()
	for f := range endings {
		(*f)()
	}
}

// isAbandoned reports whether there is something to run that nobody else will run,
// because the loop was shut down; mu is held.
func (l *Loop) isAbandoned() bool { return l.closed && l.busy() }

// drain runs what is ready on a loop that was shut down and that nobody else runs:
// what was accepted is not dropped.
func (l *Loop) drain() {
	more := true
	defer l.endIf(&more)
	for more {
		more = l.turn()
	}
}
