package loop

import "time"

// grace is how long a rejected promise may wait for its handler. The handler
// can be registered on another goroutine than the one that rejects, so there is
// no moment at which it is certainly too late.
const grace = 100 * time.Millisecond

// Suspect asks for a rejected promise that nobody handles yet to be looked at
// when the time of grace has passed, or when the loop has nothing left to do;
// from any goroutine.
func (l *Loop) Suspect(look func()) {
	l.mu.Lock()
	l.suspects = append(l.suspects, look)
	first := !l.reviewing
	l.reviewing = true
	closed := l.closed
	l.mu.Unlock()
	switch {
	case closed:
		l.reviewAll()
	case first:
		l.SetTimeout(grace, l.review)
	}
}

// reviewAll looks at all suspects, when there is no time of grace any more.
func (l *Loop) reviewAll() {
	l.review()
	l.review() // those of the period that the first has ended
}

// review looks at the suspects of the period before the last.
func (l *Loop) review() {
	l.mu.Lock()
	due := l.overdue
	l.overdue, l.suspects = l.suspects, nil
	l.reviewing = len(l.overdue) > 0
	again := l.reviewing
	l.mu.Unlock()
	if again {
		l.SetTimeout(grace, l.review)
	}
	for _, look := range due {
		look()
	}
}

// reviewLast makes the review a task of its own if there are suspects left and
// the loop is about to stop. It reports whether it did; if so it has unlocked
// mu.
func (l *Loop) reviewLast() bool {
	if len(l.suspects)+len(l.overdue) == 0 || l.err != nil {
		return false
	}
	last := append(l.overdue, l.suspects...)
	l.overdue, l.suspects = nil, nil
	for _, look := range last {
		l.posted.Push(task(look))
	}
	l.mu.Unlock()
	return true
}
