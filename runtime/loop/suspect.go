package loop

import "time"

// grace is how long a rejected promise may wait for its handler. The handler
// can be registered on another goroutine than the one that rejects, so there is
// no moment at which it is certainly too late.
const grace = 100 * time.Millisecond

// suspect is inner.Suspect for a loop that may still run, and says how to wake it; mu is held.
func (l *Loop) suspect(look func()) waking {
	switch {
	case l.closed:
		l.posted.Push(task(look))
		return l.wake()
	case l.reviewing != nil:
		l.suspects = append(l.suspects, look)
		return nothing
	}
	l.suspects = append(l.suspects, look)
	return l.armReview()
}

// armReview sets the timer of the next review; mu is held.
func (l *Loop) armReview() waking {
	l.reviewing = &node{Value: l.review}
	return l.arm(Timer{loop: l, node: l.reviewing}, grace)
}

// review has the suspects of the period before the last looked at, by a task for each:
// one may panic.
func (l *Loop) review() {
	l.run.timers-- // it is nobody's
	l.mu.Lock()
	defer l.mu.Unlock()
	l.post(l.overdue)
	l.overdue, l.suspects = l.suspects, nil
	l.reviewing = nil
	if len(l.overdue) > 0 {
		l.armReview() // does not wake the loop, which runs this
	}
}

// post makes tasks of looks; mu is held.
func (l *Loop) post(looks []func()) {
	for _, look := range looks {
		l.posted.Push(task(look))
	}
}

// reviewLast has all suspects looked at if there are some left and the loop is about to
// stop. It reports whether it did; if so it has unlocked mu.
func (l *Loop) reviewLast() bool {
	if len(l.suspects)+len(l.overdue) == 0 || l.err != nil {
		return false
	}
	l.postSuspects()
	l.mu.Unlock()
	return true
}

// postSuspects has all suspects looked at by tasks, and no review; mu is held.
func (l *Loop) postSuspects() {
	l.post(l.overdue)
	l.post(l.suspects)
	l.overdue, l.suspects = nil, nil
	if l.reviewing != nil {
		l.unset(Timer{loop: l, node: l.reviewing})
		l.reviewing = nil
	}
}
