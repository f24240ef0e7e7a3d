package unreaderror

import (
	"bufio"
	"context"
	"errors"
	"strconv"
	"sync"
)

type link struct {
	sync.Mutex
	err    error
	errs   []error
	state  int
	closed bool
}

func (l *link) fail(err error) {
	l.Lock()
	defer l.Unlock()
	l.err = err
}

func (l *link) failed() bool { return l.err != nil }

func (l *link) try(n int) (bool, error) { return n > 0, nil }

func (l *link) check(err error) bool {
	l.err = err
	return err == nil
}

// Where something has failed, what stands in a place of others is a failure.
func (l *link) isLed(done func(*user, error), end func(error)) {
	if l.err != nil {
		done(nil, l.err)
		return
	}
	get("ann", func(u *user, err error) {
		if err != nil {
			l.fail(err)
			removeAll(func(removeErr error) { done(nil, l.err) })
			removeAll(func(removeErr error) { end(l.err) })
			return
		}
		removeAll(func(removeErr error) { end(l.err) }) // want `the error removeErr of a callback is never looked at`
	})
	get("bob", func(u *user, err error) {
		if !l.check(err) {
			why := l.err
			removeAll(func(removeErr error) { end(why) })
		}
	})
}

// Flags may say so, and other conditions where nothing stands beside it.
func (l *link) isLedByFlags(n int, done func(*user, error), end func(error)) {
	ok := false
	if ok, l.err = l.try(n); !ok {
		removeAll(func(removeErr error) { done(nil, l.err) })
		removeAll(func(removeErr error) { end(l.err) })
		return
	}
	if l.failed() {
		removeAll(func(removeErr error) { end(l.err) })
		return
	}
	if len(l.errs) > 0 {
		removeAll(func(removeErr error) { end(l.errs[0]) })
		removeAll(func(removeErr error) { end(l.err) }) // want `the error removeErr of a callback is never looked at`
	}
	if n > 3 {
		removeAll(func(removeErr error) { done(nil, l.err) })
		removeAll(func(removeErr error) { end(l.err) }) // want `the error removeErr of a callback is never looked at`
	}
	switch {
	case l.closed:
		removeAll(func(removeErr error) { end(l.err) })
	}
}

// So may its name, and all who call it.
func (l *link) abort(done func(*user, error), end func(error)) {
	removeAll(func(removeErr error) { done(nil, l.err) })
	reject := func() {
		removeAll(func(removeErr error) { end(l.err) })
	}
	reject()
}

func (l *link) giveUp(end func(error)) {
	removeAll(func(removeErr error) { end(l.err) })
}

func (l *link) finish(end func(error)) {
	removeAll(func(removeErr error) { end(l.err) }) // want `the error removeErr of a callback is never looked at`
}

func (l *link) calls(end func(error)) {
	get("ann", func(u *user, err error) {
		if err != nil {
			l.err = err
			l.giveUp(end)
			l.finish(end)
			return
		}
		l.finish(end)
	})
}

// What was put there last counts.
func (l *link) isPut(text string, p *error, end func(error)) {
	l.err = errBad
	l.state, l.err = strconv.Atoi(text)
	removeAll(func(err error) { end(l.err) }) // want `the error err of a callback is never looked at`
	l.err = errBad
	removeAll(func(err error) { end(l.err) })
	l.check(nil)
	removeAll(func(err error) { end(l.err) }) // want `the error err of a callback is never looked at`
	l.err = errBad
	p = &l.err
	removeAll(func(err error) { end(l.err) }) // want `the error err of a callback is never looked at`
	l.err = errBad
	if l.state, l.err = strconv.Atoi(text); l.state > 0 {
		removeAll(func(err error) { end(l.err) }) // want `the error err of a callback is never looked at`
	}
	var err error
	if _, err = strconv.Atoi(text); err != nil {
		removeAll(func(removeErr error) { end(err) })
		return
	}
	err = errBad
	removeAll(func(removeErr error) { end(err) })
}

type closedError string

func (closedError) Error() string { return "closed" }

const errClosed = closedError("closed")

var (
	errCodes  = map[int]error{1: errBad}
	errStates = [...]error{errBad, errClosed}
	errGroup  = struct{ closed, open error }{errBad, errBad}
	errOthers = struct{ closed error }{errBad}
	errLinks  = &link{err: errBad}
)

func putOthers(err error) { errOthers.closed = err }

// A table, a group and a value are failures.
func tellsOfSentinels(code int, state closedError, end func(error)) {
	removeAll(func(err error) { end(errClosed) })
	removeAll(func(err error) { end(state) })
	removeAll(func(err error) { end(errCodes[code]) })
	removeAll(func(err error) { end(errStates[code]) })
	removeAll(func(err error) { end(errGroup.closed) })
	removeAll(func(err error) { end(errOthers.closed) }) // want `the error err of a callback is never looked at`
	removeAll(func(err error) { end(errLinks.err) })     // want `the error err of a callback is never looked at`
}

type rows interface {
	Err() error
	Close(k func(error))
}

func (l *link) Err() error {
	l.Lock()
	defer l.Unlock()
	return l.err
}

func (l *link) closeErr() error {
	if l.err != nil {
		return l.err
	}
	return errClosed
}

func (l *link) flush(k func(error)) {
	removeAll(func(err error) {
		l.err = err
		k(err)
	})
}

// What a function returns may stand in a place of others.
func tellsOfResults(l *link, r rows, end func(error)) {
	removeAll(func(err error) { end(l.Err()) }) // want `the error err of a callback is never looked at`
	removeAll(func(err error) { end(r.Err()) }) // want `the error err of a callback is never looked at`
	removeAll(func(err error) { end(l.closeErr()) })
	removeAll(func(err error) { end(errors.Join(l.Err(), errBad)) })
	r.Close(func(err error) { end(r.Err()) })
	l.flush(func(err error) { end(l.err) })
	last := r.Err()
	removeAll(func(err error) { end(last) }) // want `the error err of a callback is never looked at`
	if r.Err() != nil {
		removeAll(func(err error) { end(r.Err()) })
	}
}

// What is asked until there is no more tells whether that is a failure.
func tellsOfScan(scanner *bufio.Scanner, done func(int, error), end func(error)) {
	removeAll(func(err error) { end(scanner.Err()) }) // want `the error err of a callback is never looked at`
	n := 0
	for scanner.Scan() {
		n++
	}
	removeAll(func(err error) { done(n, scanner.Err()) })
	removeAll(func(err error) { end(scanner.Err()) })
}

// Where the end of a context is received, there is its error.
func tellsOfEnds(ctx, other context.Context, ticks chan int, end func(error)) {
	select {
	case <-ctx.Done():
		removeAll(func(err error) { end(ctx.Err()) })
		removeAll(func(err error) { end(other.Err()) }) // want `the error err of a callback is never looked at`
	case <-ticks:
		removeAll(func(err error) { end(ctx.Err()) }) // want `the error err of a callback is never looked at`
	}
	context.AfterFunc(ctx, func() {
		removeAll(func(err error) { end(context.Cause(ctx)) })
	})
	<-ctx.Done()
	removeAll(func(err error) { end(ctx.Err()) })
	why := context.Cause(ctx)
	removeAll(func(err error) { end(why) })
}

// Of what type an error is says that there is one.
func tellsOfTypes(try func() error, end func(error)) {
	switch err := try().(type) {
	case nil:
		removeAll(func(removeErr error) { end(err) }) // want `the error removeErr of a callback is never looked at`
	case closedError, *strconv.NumError:
		removeAll(func(removeErr error) { end(err) })
	default:
		removeAll(func(removeErr error) { end(err) })
	}
	switch err := try().(type) {
	case *strconv.NumError:
		removeAll(func(removeErr error) { end(err) })
	default:
		removeAll(func(removeErr error) { end(err) }) // want `the error removeErr of a callback is never looked at`
	}
}
