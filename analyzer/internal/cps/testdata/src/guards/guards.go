// Guards that let a function be called only once.
package guards

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

type Conn interface {
	OnClose(f func(error))
	OnData(f func([]byte))
}

type op struct {
	once sync.Once
	done atomic.Bool
	gone int32
}

func onceDo(c Conn, k func(error)) { // want onceDo:"^k once at an unknown time$"
	var once sync.Once
	c.OnClose(func(err error) { once.Do(func() { k(err) }) })
	time.AfterFunc(time.Second, func() {
		once.Do(func() { k(errors.New("timeout")) })
	})
}

func onceDirect(k func()) { // want onceDirect:"^k once at once$"
	var once sync.Once
	for range 3 {
		once.Do(k)
	}
}

func onceField(o *op, c Conn, k func(error)) { // want onceField:"^k once at an unknown time$"
	c.OnClose(func(err error) { o.once.Do(func() { k(err) }) })
}

func onceClosure(c Conn, k func(error)) { // want onceClosure:"^k once sometimes at once$"
	var once sync.Once
	finish := func(err error) {
		once.Do(func() { k(err) })
	}
	c.OnClose(finish)
	finish(nil)
	finish(nil)
}

func onceInside(c Conn, k func(error)) { // want onceInside:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	c.OnClose(func(err error) {
		var once sync.Once // each event has its own
		once.Do(func() { k(err) })
	})
}

func twoOnces(k func()) { // want twoOnces:"^k many: may be called twice on one path$"
	var a, b sync.Once
	a.Do(k)
	b.Do(k)
}

func onceTwice(k func()) { // want onceTwice:"^k many: "
	var once sync.Once
	once.Do(func() {
		k()
		k()
	})
}

func swapped(c Conn, k func(error)) { // want swapped:"^k once at an unknown time$"
	var done atomic.Bool
	c.OnClose(func(err error) {
		if done.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

func swappedReturn(c Conn, k func(error)) { // want swappedReturn:"^k once at an unknown time$"
	var done atomic.Bool
	c.OnClose(func(err error) {
		if done.Swap(true) {
			return
		}
		k(err)
	})
}

func swappedOld(o *op, c Conn, k func(error)) { // want swappedOld:"^k once at an unknown time$"
	c.OnClose(func(err error) {
		if err == nil || !atomic.CompareAndSwapInt32(&o.gone, 0, 1) {
			return
		}
		k(err)
	})
}

func swappedLoop(done *atomic.Bool, k func()) { // want swappedLoop:"^k once at once$"
	for {
		if done.CompareAndSwap(false, true) {
			k()
		}
	}
}

func swappedTwice(done *atomic.Bool, k func()) { // want swappedTwice:"^k many: may be called twice on one path$"
	if done.CompareAndSwap(false, true) {
		k()
		k()
	}
}

func otherArm(c Conn, k func(error)) { // want otherArm:"^k kept: "
	var done atomic.Bool
	c.OnClose(func(err error) {
		if done.CompareAndSwap(false, true) {
			return
		}
		k(err)
	})
}

func eitherWay(c Conn, k func(error)) { // want eitherWay:"^k kept: "
	var done atomic.Bool
	c.OnClose(func(err error) {
		if err != nil || done.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

func loaded(c Conn, k func(error)) { // want loaded:"^k kept: "
	var done atomic.Bool
	c.OnClose(func(err error) {
		if !done.Load() {
			k(err)
		}
	})
}

func flag(c Conn, k func(error)) { // want flag:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if !fired {
			fired = true
			k(err)
		}
	})
}

func flagReturn(c Conn, mu *sync.Mutex, k func(error)) { // want flagReturn:"^k once sometimes at once$"
	var fired bool
	finish := func(err error) {
		mu.Lock()
		if fired {
			mu.Unlock()
			return
		}
		fired = true
		mu.Unlock()
		k(err)
	}
	c.OnClose(finish)
	finish(nil)
}

func flagNotSet(c Conn, k func(error)) { // want flagNotSet:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if !fired {
			k(err)
		}
	})
}

func flagCleared(c Conn, k func(error)) { // want flagCleared:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if !fired {
			fired = true
			k(err)
			return
		}
		fired = false
	})
}

func flagTooLate(c Conn, k func(error)) { // want flagTooLate:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if !fired {
			k(err)
			fired = true
		}
	})
}

func flagWrongArm(c Conn, k func(error)) { // want flagWrongArm:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			fired = true
			k(err)
		}
	})
}

func flagInside(c Conn, k func(error)) { // want flagInside:"^k kept: "
	c.OnClose(func(err error) {
		fired := false
		if !fired {
			fired = true
			k(err)
		}
	})
}

func flagTwice(k func(error)) { // want flagTwice:"^k many: may be called twice on one path$"
	fired := false
	if !fired {
		fired = true
		k(nil)
		k(nil)
	}
}
