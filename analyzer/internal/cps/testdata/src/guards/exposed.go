package guards // want package:"outspoken: asked, charted, failed, guarded, peculiar, queued, shown, told, turned, whose"

import (
	"sync"
	"sync/atomic"

	"lib"
)

// Guards that others can name, and set.

func foreignOnce(s *lib.Session, k func()) { // want foreignOnce:"^k many: may be called twice on one path$"
	s.Once.Do(k)
	s.Renew()
	s.Once.Do(k)
}

func foreignFlag(s *lib.Session, k func()) { // want foreignFlag:"^k many: is called in a loop$"
	for range 2 {
		if s.Flag.CompareAndSwap(false, true) {
			k()
		}
	}
}

type withSession struct{ *lib.Session }

func foreignPromoted(s *withSession, k func()) { // want foreignPromoted:"^k many: may be called twice on one path$"
	s.Once.Do(k)
	s.Renew()
	s.Once.Do(k)
}

type inBox struct{ once sync.Once }

func foreignWay(b *lib.Box[*inBox], k func()) { // want foreignWay:"^k many: may be called twice on one path$"
	b.Value.once.Do(k)
	b.Value.once.Do(k)
}

// An Opened has a guard for others.
type Opened struct {
	Once  sync.Once
	once  sync.Once
	Inner *inner
	inner
}

type inner struct {
	Busy atomic.Bool
	busy atomic.Bool
}

func exportedField(o *Opened, k func()) { // want exportedField:"^k many: may be called twice on one path$"
	o.Once.Do(k)
	o.Once.Do(k)
}

func ownField(o *Opened, k func()) { // want ownField:"^k once at once$"
	o.once.Do(k)
	o.once.Do(k)
}

func exportedInner(o *Opened, k func()) { // want exportedInner:"^k many: is called in a loop$"
	for range 2 {
		if o.Busy.CompareAndSwap(false, true) {
			k()
		}
	}
}

func ownInner(o *Opened, k func()) { // want ownInner:"^k once at once$"
	for range 2 {
		if o.busy.CompareAndSwap(false, true) {
			k()
		}
	}
}

func exportedWay(o *Opened, k func()) { // want exportedWay:"^k many: is called in a loop$"
	for range 2 {
		if o.Inner.busy.CompareAndSwap(false, true) {
			k()
		}
	}
}

var Opening, opening sync.Once

func exportedGuard(k func()) { // want exportedGuard:"^k many: may be called twice on one path$"
	Opening.Do(k)
	Opening.Do(k)
}

func ownGuard(k func()) { // want ownGuard:"^k once at once$"
	opening.Do(k)
	opening.Do(k)
}

type kept struct{ Once sync.Once }

func ownType(o *kept, k func()) { // want ownType:"^k once at once$"
	o.Once.Do(k)
	o.Once.Do(k)
}
