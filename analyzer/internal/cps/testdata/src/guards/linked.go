package guards

import (
	"sync/atomic"
	_ "unsafe" // for go:linkname
)

// What another package reaches by its name may be set back there.

//go:linkname pulled
var pulled atomic.Bool

var own atomic.Bool

// A function without a body here says nothing.
//
//go:linkname elsewhere guards/other.elsewhere
func elsewhere(k func(error))

func guardedByPulled(c Conn, k func(error)) { // want guardedByPulled:"k kept: "
	c.OnClose(func(err error) {
		if pulled.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

func guardedByOwn(c Conn, k func(error)) { // want guardedByOwn:"^k once at an unknown time$"
	c.OnClose(func(err error) {
		if own.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

func passesOn(k func(error)) { // want passesOn:"^k lost: "
	elsewhere(k)
}
