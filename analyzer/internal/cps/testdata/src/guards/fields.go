package guards

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// Flags that are fields, and guards that are tested by a variable of the if statement.

type pending struct {
	mu     sync.Mutex
	done   bool
	reused bool
	shared bool
	inner  struct{ told bool }
	next   *pending
}

func (p *pending) reuse() { p.reused = false }

func share(flag *bool) { *flag = false }

func inField(c Conn, k func(error)) { // want inField:"^k once at an unknown time$"
	p := &pending{}
	come := func(err error) {
		p.mu.Lock()
		if p.done {
			p.mu.Unlock()
			return
		}
		p.done = true
		p.mu.Unlock()
		k(err)
	}
	c.OnClose(come)
	time.AfterFunc(1, func() { come(errors.New("timeout")) })
}

func (p *pending) finish(c Conn, k func(error)) { // want finish:"^k once at an unknown time$"
	c.OnClose(func(err error) {
		if !p.done {
			p.done = true
			k(err)
		}
	})
}

func inInner(c Conn, k func(error)) { // want inInner:"^k once at an unknown time$"
	var p pending
	c.OnClose(func(err error) {
		if p.inner.told {
			return
		}
		p.inner.told = true
		k(err)
	})
}

func inReused(c Conn, k func(error)) { // want inReused:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	c.OnClose(func(err error) {
		if p.reused {
			return
		}
		p.reused = true
		k(err)
	})
	p.reuse()
}

func inShared(c Conn, k func(error)) { // want inShared:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	c.OnClose(func(err error) {
		if p.shared {
			return
		}
		p.shared = true
		k(err)
	})
	share(&p.shared)
}

func inNext(p *pending, c Conn, k func(error)) { // want inNext:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	c.OnClose(func(err error) {
		if p.next.done {
			return
		}
		p.next.done = true
		k(err)
		p.next = &pending{}
	})
}

func inAnother(c Conn, k func(error)) { // want inAnother:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	c.OnClose(func(err error) {
		if p.done {
			return
		}
		p.done = true
		k(err)
		p = &pending{}
	})
}

func inEach(list []*pending, c Conn, k func(error)) { // want inEach:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	for _, p := range list {
		c.OnClose(func(err error) {
			if !p.done {
				p.done = true
				k(err)
			}
		})
	}
}

type whole struct{ done bool }

func (w *whole) clear() { *w = whole{} }

func inWhole(c Conn, k func(error)) { // want inWhole:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	w := &whole{}
	c.OnClose(func(err error) {
		if w.done {
			return
		}
		w.done = true
		k(err)
	})
	w.clear()
}

// A Visible has a flag that others may set back.
type Visible struct{ Done bool }

func inVisible(v *Visible, c Conn, k func(error)) { // want inVisible:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	c.OnClose(func(err error) {
		if v.Done {
			return
		}
		v.Done = true
		k(err)
	})
}

func whileWaiting(ready chan int, c Conn, k func(error)) { // want whileWaiting:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	c.OnClose(func(err error) {
		if p.done {
			return
		}
		<-ready
		p.done = true
		k(err)
	})
}

func byVariable(c Conn, k func(error)) { // want byVariable:"^k once at an unknown time$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); first && err != nil {
			k(err)
		}
	})
}

func byVariableNot(c Conn, k func(error)) { // want byVariableNot:"^k once at an unknown time$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); !first {
			return
		}
		k(err)
	})
}

func byVariableTwice(c Conn, k func(error)) { // want byVariableTwice:"^k many: may be called twice on one path$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); first {
			k(err)
			if first {
				k(err)
			}
		}
	})
}

func byVariableFalse(c Conn, k func(error)) { // want byVariableFalse:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); !first {
			k(err)
		}
	})
}

func byVariableOfTimer(k func(error)) { // want byVariableOfTimer:"^k once later, parting$"
	t := time.AfterFunc(1, func() { k(errTimeout) })
	go func() {
		if stopped := t.Stop(); stopped {
			k(nil)
		}
	}()
}

type decoded struct{ Told bool }

func inDecoded(c Conn, k func(error)) { // want inDecoded:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	d := &decoded{}
	c.OnClose(func(err error) {
		if d.Told {
			return
		}
		d.Told = true
		k(err)
	})
}

// underLock holds a mutex that another function, which sets the flag, does not.
func underLock(c Conn, other func(), k func(error)) { // want underLock:"^other kept: is passed on to OnClose, where it is a handler by the name of the callee; k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	var mu sync.Mutex
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if p.done {
			return
		}
		other()
		p.done = true
		k(err)
	})
}

func inResult(c Conn, k func(error)) (p pending) { // want inResult:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	c.OnClose(func(err error) {
		if p.done {
			return
		}
		p.done = true
		k(err)
	})
	return pending{}
}

func onceInResult(c Conn, k func(error)) (once sync.Once) { // want onceInResult:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	c.OnClose(func(err error) { once.Do(func() { k(err) }) })
	return sync.Once{}
}

func behindPointers(c Conn, k func(error)) { // want behindPointers:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	p := &pending{}
	pp := &p
	c.OnClose(func(err error) {
		if (*pp).done {
			return
		}
		(*pp).done = true
		k(err)
		p = &pending{}
	})
}

type turnedOn bool

func (s *turnedOn) clear() { *s = false }

func inNamed(c Conn, k func(error)) { // want inNamed:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var p struct{ told turnedOn }
	c.OnClose(func(err error) {
		if p.told {
			return
		}
		p.told = true
		k(err)
	})
	p.told.clear()
}
