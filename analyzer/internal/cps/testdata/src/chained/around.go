package chained

import "github.com/unnest-go/unnest/runtime/promise"

// Parameters that are given what is made of a literal around them, or have it by another name.

func around(k func(error)) { // want around:"^k many: may be called twice on one path$"
	old := k
	k = promise.ErrorOnly(func(_ promise.Unit, err error) {
		old(err)
		old(err)
	})
	go k(nil)
}

func aroundOnce(k func(error)) { // want aroundOnce:"^k once later, spawned$"
	old := k
	k = promise.ErrorOnly(func(_ promise.Unit, err error) { old(err) })
	go k(nil)
}

func byAnother(k, f func(int, error)) { // want byAnother:"^k many: may be called twice on one path; f many: may be called twice on one path$"
	old := k
	f = func(v int, err error) {
		old(v, err)
		old(v, err)
	}
	k = f
	go k(1, nil)
}

func byItself(k, f func(int, error)) { // want byItself:"^k once later, spawned; f once later, spawned$"
	f = k
	k = f
	go k(1, nil)
}
