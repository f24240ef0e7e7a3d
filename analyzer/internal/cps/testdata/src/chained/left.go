package chained

import (
	"log"
	"os"
	"runtime"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A loop rejects the promise of a handler that does not return.

func panics(k func(int, error)) { // want panics:"^k many: may be called twice on one path$"
	promised().On(loop.Default()).
		Handle(func(v int, err error) *promise.Promise[int] {
			k(v, err)
			panic("handled")
		}).
		Settle(k)
}

func panicsOnOneWay(k func(int, error)) { // want panicsOnOneWay:"^k many: may be called twice on one path, exclusive$"
	promised().On(loop.Default()).
		Then(func(v int) *promise.Promise[int] {
			if v == 1 {
				k(v, nil)
				panic("one")
			}
			return promise.Resolve(v)
		}).
		Settle(k)
}

func panicsBeside(k func(int, error)) { // want panicsBeside:"^k many: may be called twice on one path$"
	promised().On(loop.Default()).
		HandleCall(func(v int, err error, next func(int, error)) {
			if err != nil {
				k(v, err)
				log.Panic("failed")
			}
			next(v, nil)
		}).
		Settle(k)
}

func panicsUnnamed(k func(int, error)) { // want panicsUnnamed:"^k many: may be called twice on one path"
	promised().On(loop.Default()).
		ThenCall(func(v int, _ func(int, error)) {
			k(v, nil)
			panic("called")
		}).
		Settle(k)
}

func panicsInside(k func(int, error)) { // want panicsInside:"^k many: may be called twice on one path"
	promised().On(loop.Default()).
		ThenCall(func(v int, _ func(int, error)) {
			func() {
				k(v, nil)
				panic("inside")
			}()
		}).
		Settle(k)
}

func panicsLaunching(k func(int, error)) { // want panicsLaunching:"^k many: may be called twice on one path"
	promised().On(loop.Default()).
		Then(func(v int) *promise.Promise[int] {
			return promise.Call(func(func(int, error)) {
				k(v, nil)
				panic("launched")
			})
		}).
		Settle(k)
}

func panicsTried(k func(int, error)) { // want panicsTried:"^k many: may be called twice on one path"
	promised().On(loop.Default()).
		ThenTry(func(v int, next func(int, error)) error {
			k(v, nil)
			panic("tried")
		}).
		Settle(k)
}

func exits(k func(int, error)) { // want exits:"^k many: may be called twice on one path"
	promised().On(loop.Default()).
		ThenCall(func(v int, _ func(int, error)) {
			k(v, nil)
			runtime.Goexit()
		}).
		Settle(k)
}

func recovers(k func(int, error)) { // want recovers:"^k many: may be called twice on one path"
	promised().
		Handle(func(v int, err error) *promise.Promise[int] {
			defer func() { recover() }()
			k(v, err)
			panic("handled")
		}).
		Settle(k)
}

// A panic before anything is called, on a goroutine of its own, and the end of the process.

func panicsFirst(k func(int, error)) { // want panicsFirst:"^k once sometimes at once$"
	promised().
		HandleCall(func(v int, err error, next func(int, error)) {
			if err != nil {
				k(v, err)
				return
			}
			if v < 0 {
				panic("negative")
			}
			next(v, nil)
		}).
		Settle(k)
}

func panicsElsewhere(k func(int, error)) { // want panicsElsewhere:"^k once sometimes at once"
	promised().
		ThenCall(func(v int, next func(int, error)) {
			k(v, nil)
			go func() { panic("elsewhere") }()
		}).
		Settle(k)
}

func exitsProcess(k func(int, error)) { // want exitsProcess:"^k once sometimes at once"
	promised().
		ThenCall(func(v int, next func(int, error)) {
			k(v, nil)
			if v == 1 {
				log.Fatal("one")
			}
			os.Exit(1)
		}).
		Settle(k)
}
