package guards

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"
	"time"
)

// What happens between the test of a flag and the statement that sets it.

type client struct {
	onStop func(error)
	full   bool
}

func (c *client) Stop() { c.onStop(errors.New("stopped")) }

func (c *client) Store(v int, fail func(error)) { // want Store:"^fail once at once$"
	if c.full {
		fail(errors.New("full"))
	}
}

type resource interface{ Release() }

type failed struct{ tell func() }

func (f failed) Error() string {
	f.tell()
	return "failed"
}

func stopTells(c *client, k func(error)) { // want stopTells:"k many: may be called twice on one path: c.Stop may set fired after that is tested$"
	fired := false
	c.onStop = func(err error) {
		if !fired {
			fired = true
			k(err)
		}
	}
	time.AfterFunc(1, func() {
		if fired {
			return
		}
		c.Stop()
		fired = true
		k(nil)
	})
}

func storeFails(c *client, k func(error)) { // want storeFails:"k many: may be called twice on one path: c.Store may set fired after that is tested$"
	fired := false
	fail := func(err error) {
		if !fired {
			fired = true
			k(err)
		}
	}
	go func() {
		if fired {
			return
		}
		c.Store(1, fail)
		fired = true
		k(nil)
	}()
}

func released(r resource, c Conn, k func(error)) { // want released:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}

func errorTells(f failed, c Conn, k func(error)) { // want errorTells:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		_ = f.Error()
		fired = true
		k(err)
	})
}

func localTells(k func(error)) { // want localTells:"^k many: may be called twice on one path: Stop may set fired after that is tested$"
	fired := false
	Stop := func() {
		if !fired {
			fired = true
			k(errors.New("stopped"))
		}
	}
	go func() {
		if fired {
			return
		}
		Stop()
		fired = true
		k(nil)
	}()
}

func locked(mu *sync.Mutex, c Conn, k func(error)) { // want locked:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		mu.Lock()
		fired = true
		mu.Unlock()
		k(err)
	})
}

func logged(mu *sync.Mutex, l *log.Logger, c Conn, k func(error)) { // want logged:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			l.Print("twice")
			return
		}
		l.Print("closed: ", err != nil)
		fired = true
		k(err)
	})
}

func note(int) {}

func goArgument(k func(error)) { // want goArgument:"^k many: may be called twice on one path: fail may set fired after that is tested$"
	fired := false
	fail := func() int {
		if !fired {
			fired = true
			k(errors.New("bad"))
		}
		return 1
	}
	go func() {
		if fired {
			return
		}
		go note(fail())
		fired = true
		k(nil)
	}()
}

func deferArgument(k func(error)) { // want deferArgument:"^k many: may be called twice on one path: fail may set fired after that is tested$"
	fired := false
	fail := func() int {
		if !fired {
			fired = true
			k(errors.New("bad"))
		}
		return 1
	}
	go func() {
		if fired {
			return
		}
		defer note(fail())
		fired = true
		k(nil)
	}()
}

func deferred(c Conn, k func(error)) { // want deferred:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		defer note(1)
		go note(2)
		fired = true
		k(err)
	})
}

func rangedFunc(k func(error)) { // want rangedFunc:"^k many: may be called twice on one path: whoever runs during a wait may set fired after that is tested$"
	fired := false
	fail := func(yield func(int) bool) {
		if !fired {
			fired = true
			k(errors.New("bad"))
		}
	}
	go func() {
		if fired {
			return
		}
		n := 0
		for range fail {
			n++
		}
		fired = true
		k(nil)
	}()
}

func rangedChan(values chan int, k func(error)) { // want rangedChan:"^k many: may be called twice on one path: whoever runs during a wait may set fired after that is tested$"
	fired := false
	time.AfterFunc(1, func() {
		if !fired {
			fired = true
			k(errors.New("late"))
		}
	})
	go func() {
		if fired {
			return
		}
		v := 0
		for v = range values {
		}
		_ = v
		fired = true
		k(nil)
	}()
}

func rangedSlice(values []int, c Conn, k func(error)) { // want rangedSlice:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		n := 0
		for range values {
			n++
		}
		fired = true
		k(err)
	})
}

func parenthesized(c *client, k func(error)) { // want parenthesized:"k many: may be called twice on one path: c.Store may set fired after that is tested$"
	fired := false
	fail := func(err error) {
		if !fired {
			(fired) = true
			k(err)
		}
	}
	go func() {
		if fired {
			return
		}
		c.Store(1, fail)
		fired = true
		k(nil)
	}()
}

func cancelTells(k func(error)) { // want cancelTells:"^k many: may be called twice on one path: cancel may set fired after that is tested$"
	fired := false
	fail := func(err error) {
		if !fired {
			fired = true
			k(err)
		}
	}
	var cancel context.CancelFunc = func() { fail(errors.New("canceled")) }
	go func() {
		if fired {
			return
		}
		cancel()
		fired = true
		k(nil)
	}()
}

func givenCancel(cancel context.CancelFunc, c Conn, k func(error)) { // want givenCancel:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		cancel()
		fired = true
		k(err)
	})
}

// A Metrics is not what others call so.
type Metrics struct{ on func() }

// Inc tells who asked for it.
func (m *Metrics) Inc() { m.on() }

func ownMetrics(m *Metrics, k func(error)) { // want ownMetrics:"k many: may be called twice on one path: m.Inc may set fired after that is tested$"
	fired := false
	m.on = func() {
		if !fired {
			fired = true
			k(nil)
		}
	}
	go func() {
		if fired {
			return
		}
		m.Inc()
		fired = true
		k(nil)
	}()
}

type plain struct{ n int }

func (p plain) String() string { return fmt.Sprint(p.n) }

func printed(p plain, c Conn, k func(error)) { // want printed:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(p, []plain{p}, 3)
		fired = true
		k(err)
	})
}

func printTells(f *failed, c Conn, k func(error)) { // want printTells:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println("failed:", f)
		fired = true
		k(err)
	})
}

func printAnyTells(f []any, l *log.Logger, c Conn, k func(error)) { // want printAnyTells:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		l.Print(f...)
		fired = true
		k(err)
	})
}

type Logger struct{ tell func() }

func (l *Logger) Info(string) { l.tell() }

// What looks like a log is one of this package, in a variable of it, too.
var viaLogger = func(l *Logger, c Conn, k func(error)) {
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		l.Info("closed")
		fired = true
		k(err)
	})
}

func viaLoggerVariable(l *Logger, c Conn, k func(error)) { // want viaLoggerVariable:"k kept: is passed on to viaLogger, where it is passed on to OnClose"
	viaLogger(l, c, k)
}

func rangedParameter[Q ~func(func() bool)](seq Q, c Conn, k func(error)) { // want rangedParameter:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for range seq {
		}
		fired = true
		k(err)
	})
}
