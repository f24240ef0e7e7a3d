package loop

import "time"

// Drive hands the loop over to a host with a main loop of its own: a GUI
// toolkit, a game, a JavaScript engine. The loop calls wake when it has got
// something to do, from any goroutine and once until the next Pump; the host
// then has to call Pump on its thread. A loop that starts by itself does so no
// more; hand it over before it has anything to do, because it finishes that first.
func (l *Loop) Drive(wake func()) {
	l.mu.Lock()
	l.auto, l.host = false, wake
	w := nothing
	if l.state == stopped && l.wouldGoOn() {
		w = l.wake()
	}
	l.mu.Unlock()
	l.deliver(w)
}

// Pump runs what is ready now, on the calling goroutine, and does not wait. It
// returns when Pump wants to be called again for the sake of timers (negative:
// there are none), and whether Run would go on. If the panic of a handler leaves
// it, call it again for what is left. While another Pump or Run is under way, in a main loop
// inside of a handler for one, it does nothing and returns as if there were nothing to do.
func (l *Loop) Pump() (next time.Duration, more bool) {
	if l.begin() != nil {
		return -1, false // inside a handler, or shut down
	}
	running := true
	defer l.endIf(&running)
	l.own()
	l.collect()
	l.runAll()
	next, more, running = l.ahead()
	return next, more
}

// ahead stops the loop and says what is left, in one step: what comes later asks the
// host. It leaves to endIf a loop that was shut down meanwhile, or that starts by itself.
func (l *Loop) ahead() (next time.Duration, more, running bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.isAbandoned() {
		return -1, false, true
	}
	if running = l.auto; !running { // endIf has it start by itself
		l.stop()
	}
	if l.busy() {
		return 0, true, running
	}
	next = l.untilAlarm()
	if next != 0 {
		l.askPoller()
	}
	return next, l.wouldGoOn(), running
}
