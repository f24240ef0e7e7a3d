package chained

import "github.com/unnest-go/unnest/runtime/promise"

// Operations and steps by their names, which may well call back later.

func first(k func(int, error)) { go k(1, nil) } // want first:"^k once later, spawned, exclusive, parting$"

func second(v int, k func(int, error)) { go k(v, nil) } // want second:"^k once later, spawned, exclusive, parting$"

func attempt(v int, k func(int, error)) error { // want attempt:"^k once later, spawned, exclusive, parting$"
	go k(v, nil)
	return nil
}

func third(v int) *promise.Promise[int] {
	return promise.Call(func(k func(int, error)) { second(v, k) })
}

func byName(k func(int, error)) { // want byName:"^k once sometimes at once$"
	promise.Call(first).Settle(k)
}

func byNames(k func(int, error)) { // want byNames:"^k once sometimes at once$"
	promise.Call(first).ThenCall(second).ThenTry(attempt).Settle(k)
}

func byPromise(k func(int, error)) { // want byPromise:"^k once sometimes at once$"
	promise.Call(func(k func(int, error)) { k(1, nil) }).Handle(func(v int, _ error) *promise.Promise[int] {
		return third(v)
	}).Settle(k)
}

func byNamedPromise(k func(int, error)) { // want byNamedPromise:"^k once sometimes at once$"
	promise.Call(func(k func(int, error)) { k(1, nil) }).Catch(failed).Then(third).Settle(k)
}

func failed(err error) *promise.Promise[int] { return third(0) }

func byNameTwice(k func(int, error)) { // want byNameTwice:"^k many: may be called twice on one path$"
	promise.Call(first).Settle(k)
	go k(2, nil)
}
