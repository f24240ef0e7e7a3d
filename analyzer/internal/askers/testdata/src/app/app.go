package app

import (
	"logs"
	"runtime/pprof"
)

func near() { logs.Here() }

func far() { logs.Place(2) } // want far:"asks 2 up"

func printed() { logs.Log{}.Print() } // want printed:"asks 2 up"

func traced() { logs.Trace() }

func instance[T any](v T) { logs.Place(2) } // want instance:"asks 2 up"

func generic() { instance[int](0) } // want generic:"asks 1 up"

func deferred() { // want deferred:"asks 2 up"
	defer func() { logs.Place(3) }()
}

func within() {
	func() { logs.Place(1) }() // tells of within
}

var asks = far

func byVariable() { asks() } // want byVariable:"asks 1 up"

type printer interface{ print() }

type plain struct{}

func (plain) print() { logs.Place(3) } // want print:"asks 3 up"

func byInterface(p printer) { p.print() } // want byInterface:"asks 2 up"

func profiled(p *pprof.Profile) { p.Add(p, 1) }

func profiledAbove(p *pprof.Profile) { p.Add(p, 2) } // want profiledAbove:"asks 1 up"
