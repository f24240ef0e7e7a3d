// Literals that run at most once without being continuations.
package runs

import "sync"

func literals(f func(func()), once *sync.Once, wg *sync.WaitGroup) {
	func() {}()        // want "runs once"
	(func() {})()      // want "runs once"
	go func() {}()     // want "runs once"
	defer func() {}()  // want "runs once"
	once.Do(func() {}) // want "runs once"
	f(func() {
		func() {}() // want "runs once"
	})
	f(func() {})
	g := func() {}
	g()
	for range 3 {
		go func() {
			func() {}() // want "runs once"
		}()
		once.Do(func() {})
	}
	scoped(func() {}) // want "runs once"
	looped(func() {})
	for func() bool { return true }() {
		return
	}
again:
	func() {}()
	if g != nil {
		goto again
	}
}

func scoped(f func()) { f() }

func looped(f func()) {
	for range 3 {
		f()
	}
}
