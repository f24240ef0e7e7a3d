package guards

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Functions that are started later, and what stops them.

var errTimeout = errors.New("timeout")

func byTimer(k func(error)) { // want byTimer:"^k once later, parting$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	go func() {
		if !t.Stop() {
			return
		}
		k(nil)
	}()
}

func byContext(ctx context.Context, k func(error)) { // want byContext:"^k once later, parting$"
	stop := context.AfterFunc(ctx, func() { k(ctx.Err()) })
	go func() {
		if stop() {
			k(nil)
		}
	}()
}

func byBoth(ctx context.Context, k func(error)) { // want byBoth:"^k once later, parting$"
	var t = time.AfterFunc(1, func() { k(errTimeout) })
	stop := context.AfterFunc(ctx, func() {
		if t.Stop() {
			k(ctx.Err())
		}
	})
	go func() {
		if stop() && t.Stop() {
			k(nil)
		}
	}()
}

// notBoth: the timer may have come although the context has not ended.
func notBoth(ctx context.Context, k func(error)) { // want notBoth:"^k many: may be called twice on one path$"
	time.AfterFunc(1, func() { k(errTimeout) })
	stop := context.AfterFunc(ctx, func() { k(ctx.Err()) })
	go func() {
		if stop() {
			k(nil)
		}
	}()
}

// otherSide calls where the timer could not be stopped.
func otherSide(k func(error)) { // want otherSide:"^k many: may be called twice on one path$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	go func() {
		if !t.Stop() {
			k(nil)
		}
	}()
}

func notAsked(k func(error)) { // want notAsked:"^k many: may be called twice on one path$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	go func() {
		t.Stop()
		k(nil)
	}()
}

func startedAgain(k func(error)) { // want startedAgain:"^k many: is passed to a timer that is set again$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	go func() {
		if t.Stop() {
			k(nil)
			t.Reset(1)
		}
	}()
}

// anotherTimer has the name in the end.
func anotherTimer(k func(error)) { // want anotherTimer:"^k many: may be called twice on one path$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	t = time.AfterFunc(2, func() {})
	go func() {
		if t.Stop() {
			k(nil)
		}
	}()
}

func eachTurn(k func(error)) { // want eachTurn:"^k many: may be called twice on one path$"
	for range 2 {
		t := time.AfterFunc(1, func() { k(errTimeout) })
		go func() {
			if t.Stop() {
				k(nil)
			}
		}()
	}
}

func eachCall(k func(error)) { // want eachCall:"^k many: may be called twice on one path$"
	attempt := func() {
		t := time.AfterFunc(1, func() { k(errTimeout) })
		go func() {
			if t.Stop() {
				k(nil)
			}
		}()
	}
	attempt()
	attempt()
}

// startedTwice has one variable for two timers.
func startedTwice(k func(error)) { // want startedTwice:"^k many: may be called twice on one path$"
	var t *time.Timer
	start := func() { t = time.AfterFunc(1, func() { k(errTimeout) }) }
	start()
	start()
	if t.Stop() {
		k(nil)
	}
}

func twoSides(k func(error)) { // want twoSides:"^k once at an unknown time$"
	fire := sync.OnceFunc(func() { k(nil) })
	go fire()
	time.AfterFunc(1, fire)
}

func onceOnEachSide(k func(error)) { // want onceOnEachSide:"^k many: may be called twice on one path$"
	go sync.OnceFunc(func() { k(nil) })()
	time.AfterFunc(1, sync.OnceFunc(func() { k(errTimeout) }))
}

func valueOnce(k func(int)) { // want valueOnce:"^k once at an unknown time$"
	get := sync.OnceValue(func() int { k(1); return 1 })
	go get()
	go get()
}

func directOnce(k func()) { // want directOnce:"^k once at an unknown time$"
	fire := sync.OnceFunc(k)
	go fire()
	go fire()
}

func onceEach(k func()) { // want onceEach:"^k many: is called in a loop$"
	for range 2 {
		go sync.OnceFunc(k)()
	}
}
