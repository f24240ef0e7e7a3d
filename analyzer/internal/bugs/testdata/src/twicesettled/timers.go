package twicesettled

import (
	"strconv"
	"time"
)

const pause = time.Second

// Nobody can stop the timer: it reports, too.
func delayed(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		time.AfterFunc(pause, func() { done(0, err) })
	}
	done(n, nil) // want `done is called a second time here, after it has reported an outcome`
}

func delayedBehind(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	time.AfterFunc(pause, func() { done(n, nil) }) // want `done is called a second time here`
}

func delayedByName(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	fail := func() { done(0, err) }
	if err != nil {
		time.AfterFunc(pause, fail)
	}
	done(n, nil) // want `done is called a second time here`
}

// What is told of an error reports it, or tries again later.
func (c *conn) replace(name string, again bool, done func(error)) {
	told := func(err error) {
		if err == nil {
			done(nil)
			return
		}
		switch {
		case again:
			time.AfterFunc(pause, func() {
				again = false
				c.replace(name, again, done)
			})
		default:
			done(err)
		}
	}
	if name == "" {
		told(errEmpty)
	}
	fetch(name, func(_ int, err error) { told(err) }) // want `done is called a second time here`
}

type conn struct{ closed bool }

// Somebody may stop the timer.
func delayedStopped(s string, done func(int, error)) *time.Timer {
	var t *time.Timer
	n, err := strconv.Atoi(s)
	if err != nil {
		t = time.AfterFunc(pause, func() { done(0, err) })
	}
	done(n, nil)
	return t
}

func delayedGuarded(s string, done func(int, error)) {
	fired := false
	n, err := strconv.Atoi(s)
	if err != nil {
		time.AfterFunc(pause, func() {
			if !fired {
				done(0, err)
			}
		})
	}
	fired = true
	done(n, nil)
}

func delayedEither(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		time.AfterFunc(pause, func() { done(0, err) })
		return
	}
	done(n, nil)
}

// A value comes first, and a better one later.
func delayedRefresh(s string, done func(int, error)) {
	if s == "" {
		time.AfterFunc(pause, func() { fetch(s, done) })
	}
	done(0, nil)
}

// It reports what fails, and goes on.
func (c *conn) poll(done func(int, error)) {
	n, err := strconv.Atoi("1")
	if err != nil {
		done(0, err)
	}
	if n > 9 {
		done(n, nil)
		return
	}
	time.AfterFunc(pause, func() { c.poll(done) })
}

func (c *conn) pollBy(done func(int, error)) {
	next := func() { time.AfterFunc(pause, func() { c.pollBy(done) }) }
	_, err := strconv.Atoi("1")
	if err != nil {
		done(0, err)
	}
	next()
}

// The timer may try something else, or not at all.
func (c *conn) tries(name string, done func(error)) {
	told := func(err error) {
		if err == nil {
			done(nil)
			return
		}
		time.AfterFunc(pause, func() {
			if !c.closed {
				c.tries(name, done)
			}
		})
	}
	if name == "" {
		told(errEmpty)
	}
	fetch(name, func(_ int, err error) { told(err) })
}
