package traps

import "errors"

// What local functions are given, and what is stored around them, where others call it.

func canceled() {
	var cancel func()
	get := func(id int, done func(int, error)) {
		cancel = func() { done(0, errors.New("canceled")) }
		go func() { done(id, nil) }()
	}
	get(1, func(int, error) {})
	cancel()
}

func resumed() {
	var saved func(int, error)
	get := func(done func(int, error)) {
		saved = done
		go func() { saved(1, nil) }()
	}
	get(func(int, error) {})
	saved(2, nil)
}

// Two calls share the variable.
func overtaken() {
	var saved func(int, error)
	get := func(id int, done func(int, error)) {
		fire := func(n int) { done(n, nil) }
		saved = func(n int, _ error) { fire(n) }
		go func() { saved(id, nil) }()
	}
	get(1, func(int, error) {})
	get(2, func(int, error) {})
}

func deeper(first bool) {
	var saved func(int, error)
	func(k func(int, error)) {
		if first {
			keep := k
			saved = keep
		}
		go func() { k(1, nil) }()
	}(func(int, error) {})
	saved(2, nil)
}

// The parameter of the function around is a variable like any other.
func parameter(saved func(int, error)) {
	get := func(done func(int, error)) {
		saved = done
		go func() { done(1, nil) }()
	}
	get(func(int, error) {})
	saved(2, nil)
}

func asAnything() {
	var saved any
	get := func(done func(int, error)) {
		saved = done
		go func() { done(1, nil) }()
	}
	get(func(int, error) {})
	saved.(func(int, error))(2, nil)
}

func inField() {
	var saved struct{ done func(int, error) }
	get := func(done func(int, error)) {
		saved.done = done
		go func() { done(1, nil) }()
	}
	get(func(int, error) {})
	saved.done(2, nil)
}

type around struct{ done func(int, error) }

func fieldAround() {
	var saved func(int, error)
	get := func(o around) {
		saved = o.done
		go func() { o.done(1, nil) }()
	}
	get(around{done: func(int, error) {}})
	saved(2, nil)
}

var get = func(k func(int, error)) {
	var saved func(int, error)
	start := func(done func(int, error)) {
		saved = done
		go func() { done(1, nil) }()
	}
	start(k)
	saved(2, nil)
}
