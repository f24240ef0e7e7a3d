package lostpromise

import (
	"sync"

	"github.com/unnest-go/unnest/runtime/promise"
)

func saved() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		save(n) // want `this promise is dropped`
		return nil
	})
}

func recovered() *promise.Promise[int] {
	return login("ann").Handle(func(n int, err error) *promise.Promise[int] {
		if err != nil {
			save(n) /* at last */ // want `this promise is dropped`
			return nil
		}
		return login("bob")
	})
}

// Comments stay with what they are about.
func notedBetween() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		save(n) // want `this promise is dropped`
		// There is nothing to tell of.
		return nil
	})
}

func notedBehind() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		save(n)    // want `this promise is dropped`
		return nil // nothing
	})
}

// Whoever calls it knows what nil means.
func perhaps(n int) *promise.Promise[int] {
	save(n) // want `this promise is dropped`
	return nil
}

func variableOf() func(int) *promise.Promise[int] {
	next := func(n int) *promise.Promise[int] {
		save(n) // want `this promise is dropped`
		return nil
	}
	if next(1) == nil {
		return nil
	}
	return next
}

// Here nil says that it is over.
func repeated() *promise.Promise[int] {
	return promise.Loop(1, func(n int) *promise.Promise[int] {
		if n > 9 {
			save(n) // want `this promise is dropped`
			return nil
		}
		return login("ann")
	})
}

// Of another type it cannot be returned.
func otherType() *promise.Promise[string] {
	return login("ann").Then(func(n int) *promise.Promise[string] {
		save(n) // want `this promise is dropped`
		return nil
	})
}

// The handler returns before the mutex is given back, as it did.
func locked(mu *sync.Mutex) *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		mu.Lock()
		defer mu.Unlock()
		save(n) // want `this promise is dropped`
		return nil
	})
}

// The name means something else there.
func hidden() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		nil := save(n)
		save(n) // want `this promise is dropped`
		return nil
	})
}
