package guards

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Guards that are not the same one each time, or that are set back.

var (
	busy bool

	_ = func(c Conn) {
		_ = func(k func(error)) {
			c.OnClose(func(err error) {
				if !busy {
					busy = true
					k(err)
				}
			})
		}
	}
)

type embedsOnce struct{ sync.Once }

func typeSwitch(xs []any, k func()) { // want typeSwitch:"^k many: is called in a loop$"
	for _, x := range xs {
		switch c := x.(type) {
		case *op:
			c.once.Do(k)
		}
	}
}

func typeSwitchOnce(x any, c Conn, k func(error)) { // want typeSwitchOnce:"^k once at an unknown time$"
	switch o := x.(type) {
	case *op:
		c.OnClose(func(err error) { o.once.Do(func() { k(err) }) })
	}
}

type toggle bool

func (t *toggle) reset() { *t = false }

func methodReset(c Conn, k func(error)) { // want methodReset:"^k kept: "
	var fired toggle
	c.OnClose(func(err error) {
		if !fired {
			fired = true
			k(err)
		}
		fired.reset()
	})
}

func embedded(e *embedsOnce, c Conn, k func(error)) { // want embedded:"^k once at an unknown time$"
	c.OnClose(func(err error) { e.Do(func() { k(err) }) })
}

type assigned struct{ sync.Once }

func embeddedAssigned(e *assigned, c Conn, k func(error)) { // want embeddedAssigned:"^k kept: "
	c.OnClose(func(err error) {
		e.Do(func() { k(err) })
		e.Once = sync.Once{}
	})
}

type restored struct{ sync.Once }

func (r *restored) restore() { *r = restored{} }

func embeddedRestored(r *restored, c Conn, k func(error)) { // want embeddedRestored:"^k kept: "
	c.OnClose(func(err error) { r.Do(func() { k(err) }) })
}

type base struct{ once sync.Once }

type replaced struct{ *base }

func embeddedReplaced(r *replaced, c Conn, k func(error)) { // want embeddedReplaced:"^k kept: "
	c.OnClose(func(err error) {
		r.once.Do(func() { k(err) })
		r.base = new(base)
	})
}

type stored struct{ atomic.Bool }

func (s *stored) reset() { s.Store(false) }

func embeddedStored(s *stored, c Conn, k func(error)) { // want embeddedStored:"^k kept: "
	c.OnClose(func(err error) {
		if s.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

type swappedOnly struct{ atomic.Bool }

func embeddedSwapped(s *swappedOnly, c Conn, k func(error)) { // want embeddedSwapped:"^k once at an unknown time$"
	c.OnClose(func(err error) {
		if s.CompareAndSwap(false, true) {
			k(err)
		}
	})
}

type generic struct{ once sync.Once }

func zero[T any](p *T) { *p = *new(T) }

func genericReset(g *generic, c Conn, k func(error)) { // want genericReset:"^k kept: "
	c.OnClose(func(err error) {
		g.once.Do(func() { k(err) })
		zero(g)
	})
}

type element struct{ once sync.Once }

func cleared(all []element, k func()) { // want cleared:"^k many: is called in a loop$"
	e := &all[0]
	for range 2 {
		e.once.Do(k)
		clear(all)
	}
}

type deleted struct{ once sync.Once }

func moved(all []deleted, k func()) { // want moved:"^k many: is called in a loop$"
	d := &all[0]
	for range 2 {
		d.once.Do(k)
		all = slices.Delete(all, 0, 1)
	}
}

type copied struct{ once sync.Once }

func copiedOver(all, others []copied, k func()) { // want copiedOver:"^k many: is called in a loop$"
	d := &all[0]
	for range 2 {
		d.once.Do(k)
		copy(all, others)
	}
}

type shifted struct{ once sync.Once }

func shiftedDown(all []shifted, k func()) { // want shiftedDown:"^k many: is called in a loop$"
	d := &all[0]
	for range 2 {
		d.once.Do(k)
		all = append(all[:0], all[1:]...)
	}
}

type grown struct{ once sync.Once }

func onlyGrown(all []grown, k func()) { // want onlyGrown:"^k once at once$"
	all = append(all, grown{})
	d := &all[0]
	for range 2 {
		d.once.Do(k)
	}
}

type inArray struct{ once sync.Once }

type holder struct{ all [1]inArray }

func arrayAssigned(h *holder, k func()) { // want arrayAssigned:"^k many: is called in a loop$"
	e := &h.all[0]
	for range 2 {
		e.once.Do(k)
		h.all = [1]inArray{}
	}
}

type byValue struct{ done atomic.Bool }

func methodValueReset(v *byValue, k func()) { // want methodValueReset:"^k many: is called in a loop$"
	reset := v.done.Store
	for range 2 {
		if v.done.CompareAndSwap(false, true) {
			k()
		}
		reset(false)
	}
}

type byExpression struct{ done atomic.Bool }

func methodExpressionReset(v *byExpression, k func()) { // want methodExpressionReset:"^k many: is called in a loop$"
	for range 2 {
		if v.done.CompareAndSwap(false, true) {
			k()
		}
		(*atomic.Bool).Store(&v.done, false)
	}
}

func switchedFalse(done *atomic.Bool, k func()) { // want switchedFalse:"^k many: is called in a loop$"
	for range 3 {
		switch false {
		case done.CompareAndSwap(false, true):
			k()
		}
	}
}

func switchedTrue(k func()) { // want switchedTrue:"^k once at once$"
	var done atomic.Bool
	for range 3 {
		switch {
		case done.CompareAndSwap(false, true):
			k()
		}
	}
}
