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

type printer interface{ print() } // want print:"asks 3 up"

type plain struct{}

func (plain) print() { logs.Place(3) } // want print:"asks 3 up"

func byInterface(p printer) { p.print() } // want byInterface:"asks 2 up"

func profiled(p *pprof.Profile) { p.Add(p, 1) }

func profiledAbove(p *pprof.Profile) { p.Add(p, 2) } // want profiledAbove:"asks 1 up"

type doer[T any] interface{ do(T) } // want do:"asks 3 up"

type plainDoer struct{}

func (plainDoer) do(int) { logs.Place(3) } // want do:"asks 3 up"

func byGenericInterface[T any](d doer[T], v T) { d.do(v) } // want byGenericInterface:"asks 2 up"

func byInstance(d doer[int]) { d.do(1) } // want byInstance:"asks 2 up"

func byConstraint[T any, D interface{ do(T) }](d D, v T) { d.do(v) } // want do:"asks 3 up" byConstraint:"asks 2 up"

// Interfaces without a name are as many.

func otherWithoutName(d interface{ do(string) }) { d.do("") }

func withoutName(d interface{ do(int) }) { d.do(1) } // want do:"asks 3 up" withoutName:"asks 2 up"

func both() { logs.Both() } // want both:"asks 1 up"

func byOther() { logs.Default.Put(2, "") } // want byOther:"asks 1 up"
