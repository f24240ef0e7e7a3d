package unreaderror

import (
	"errors"
	"fmt"
	"sync"
)

// The first error is the one to tell of.
func putsAway(done func(*user, error)) {
	get("ann", func(u *user, err error) {
		if err != nil {
			closeUser(u, func(failed error) { done(nil, err) })
			return
		}
		done(u, nil)
	})
}

func cancelOrder(u *user, k func(error)) { go k(nil) }

// Success is told of although it was not looked at.
func tellsSuccess(done func(*user, error)) {
	cancelOrder(&user{}, func(err error) { // want `the error err of a callback is never looked at`
		fmt.Println("canceled")
		done(nil, nil)
	})
	closeUser(&user{}, func(err error) { get("ann", done) }) // want `the error err of a callback is never looked at`
	get("ann", func(u *user, err error) {
		if err != nil {
			closeUser(u, func(failed error) { done(nil, nil) }) // want `the error failed of a callback is never looked at`
			return
		}
		if err == nil {
			closeUser(u, func(failed error) { done(u, err) }) // want `the error failed of a callback is never looked at`
		}
	})
}

// No element, and none that could be had, are told of alike.
func tellsOfNone(done func(string), end func(*user, error)) {
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n == 0 {
			done("none")
			return
		}
		done("some")
	})
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		if len(all) == 0 {
			end(nil, nil)
			return
		}
		end(all[0], nil)
	})
	list(func(all []*user, err error) {
		if len(all) == 0 {
			end(nil, fmt.Errorf("no user"))
			return
		}
		end(all[0], nil)
	})
	get("ann", func(u *user, err error) {
		if u == nil {
			done("none")
			return
		}
		done(u.name)
	})
}

var errBad = errors.New("bad")

func removeAll(k func(error)) { go k(nil) }

// What failed may be known by any condition, and may be told in other words.
func putsAwayOtherwise(done func(*user, error)) {
	fail := func(err error) { done(nil, err) }
	get("ann", func(u *user, err error) {
		if u.name == "" {
			removeAll(func(failed error) { done(nil, fmt.Errorf("no name")) })
			return
		}
		if err == nil {
			done(u, nil)
			return
		}
		removeAll(func(failed error) { done(nil, err) })
	})
	get("ann", func(u *user, err error) {
		if err != nil {
			wrapped := fmt.Errorf("get: %w", err)
			removeAll(func(failed error) { done(nil, wrapped) })
			return
		}
		done(u, nil)
	})
	get("ann", func(u *user, err error) {
		switch {
		case err != nil:
			removeAll(func(failed error) { fail(err) })
		default:
			removeAll(func(failed error) { fail(err) }) // want `the error failed of a callback is never looked at`
		}
	})
	get("ann", func(u *user, err error) {
		if errors.Is(err, errBad) {
			removeAll(func(failed error) { fail(err) })
			return
		}
		if nil != err || u == nil {
			removeAll(func(failed error) {
				fmt.Println("removed")
				fail(err)
			})
			return
		}
		if err == nil {
			done(u, nil)
		} else {
			removeAll(func(failed error) { fail(err) })
		}
	})
}

// Not all that is told is a failure, or is known to be one.
func putsAwayAlways(done func(*user, error), end func(error)) {
	none := func() { done(nil, errBad) }
	removeAll(func(failed error) { done(nil, errBad) })
	removeAll(func(failed error) { none() })
	removeAll(func(failed error) { // want `the error failed of a callback is never looked at`
		if done == nil {
			none()
			return
		}
		done(&user{}, nil)
	})
	get("ann", func(u *user, err error) {
		removeAll(func(failed error) { end(err) })     // want `the error failed of a callback is never looked at`
		removeAll(func(failed error) { done(u, err) }) // want `the error failed of a callback is never looked at`
		removeAll(func(failed error) {                 // want `the error failed of a callback is never looked at`
			get("ann", func(u *user, err error) { done(nil, err) })
		})
		removeAll(func(failed error) { // want `the error failed of a callback is never looked at`
			none()
			get("ann", done)
		})
	})
}

// Who is told of a failure, or nothing, is not told of none.
func tellsNobody(done func(*user, error), failed func(string), end func()) {
	fail := func(text string) { done(nil, errors.New(text)) }
	succeed := func() { done(&user{}, nil) }
	count(func(n int, err error) {
		if n == 0 {
			fail("none")
			return
		}
		succeed()
	})
	count(func(n int, err error) {
		if n == 0 {
			failed("none")
			return
		}
		succeed()
	})
	count(func(n int, err error) {
		if n == 0 {
			end()
			return
		}
		succeed()
	})
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n == 0 {
			succeed()
			return
		}
		fail("some")
	})
}

func polls(done func(int)) {
	var again func()
	again = func() {
		count(func(n int, err error) {
			if n == 0 {
				again()
				return
			}
			done(n)
		})
	}
	again()
}

type page struct{ done func(string) }

// However none is asked for, it is told of.
func tellsOfNoneOtherwise(done func(string), end func(*user, error), p page) {
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n > 0 {
			done("some")
			return
		}
		done("none")
	})
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		if len(all) != 0 {
			end(all[0], nil)
		} else {
			end(nil, nil)
		}
	})
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		switch {
		case len(all) == 0:
			end(nil, nil)
		default:
			end(all[0], nil)
		}
	})
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n == 0 {
			p.done("none")
			return
		}
		p.done("some")
	})
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n < 1 {
			done("none")
			return
		}
		done("some")
	})
	count(func(n int, err error) {
		if n < 1 {
			return
		}
		done("some")
	})
	count(func(n int, err error) {
		if 0 != n {
			done("some")
		}
	})
}

type store struct {
	lastErr error
	errs    []error
}

var (
	lastErr  error
	firstErr = errors.New("first")
)

func putFirst(err error) { firstErr = err }

// What others may change, or nobody, may be no failure.
func tellsOfOthers(s *store, p *error, done func(*user, error), end func(error)) {
	var first error
	removeAll(func(err error) { done(nil, s.lastErr) }) // want `the error err of a callback is never looked at`
	removeAll(func(err error) { done(nil, s.errs[0]) }) // want `the error err of a callback is never looked at`
	removeAll(func(err error) { done(nil, *p) })        // want `the error err of a callback is never looked at`
	removeAll(func(err error) { end(lastErr) })         // want `the error err of a callback is never looked at`
	removeAll(func(err error) { end(firstErr) })        // want `the error err of a callback is never looked at`
	removeAll(func(err error) { done(nil, first) })     // want `the error err of a callback is never looked at`
	if s.lastErr != nil {
		removeAll(func(err error) { done(nil, s.lastErr) })
	}
	s.lastErr = errBad
	removeAll(func(err error) { end(s.lastErr) })
	lastErr = nil
	removeAll(func(err error) { done(nil, lastErr) }) // want `the error err of a callback is never looked at`
	get("ann", func(u *user, err error) {
		if err == nil {
			return
		}
		lastErr = err
		removeAll(func(failed error) { done(nil, lastErr) })
	})
}

// A completion that is told nothing is told that all went well, unless it is so whatever happens.
func tellsNothing(done func(), failover func(string), onFailure, failf func(string), show func([]*user)) {
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		if len(all) == 0 {
			done()
			return
		}
		show(all)
	})
	list(func(all []*user, err error) {
		if len(all) == 0 {
			done()
			return
		}
		show(all)
		done()
	})
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		if len(all) == 0 {
			failover("none")
			return
		}
		failover("some")
	})
	list(func(all []*user, err error) {
		if len(all) == 0 {
			onFailure("none")
			return
		}
		done()
	})
	list(func(all []*user, err error) {
		if len(all) == 0 {
			failf("none")
			return
		}
		show(all)
	})
}

// Who can be told of an error is told that there is none. A group is told nothing.
func tellsAlike(end func(*user, error), show func([]*user)) {
	list(func(all []*user, err error) { // want `the error err of a callback is never looked at`
		if len(all) == 0 {
			end(nil, nil)
			return
		}
		show(all)
		end(nil, nil)
	})
	var group sync.WaitGroup
	done := group.Done
	list(func(all []*user, err error) {
		if len(all) == 0 {
			done()
			return
		}
		show(all)
	})
}
