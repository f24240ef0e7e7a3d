package guards

import (
	"sync"
	"sync/atomic"

	"lib"
)

// Structs without a name are what is identical to them, without a conversion.

type nested struct{ in struct{ inFired atomic.Bool } }

func renewNested(p *struct{ inFired atomic.Bool }) { *p = struct{ inFired atomic.Bool }{} }

func nestedGuard(n *nested, k func()) { // want nestedGuard:"^k many: is called in a loop$"
	for range 2 {
		if n.in.inFired.CompareAndSwap(false, true) {
			k()
		}
		renewNested(&n.in)
	}
}

type plainNumber struct{ passed int32 }

func setNumbers() {
	var all []struct{ passed int32 }
	for i := range all {
		all[i].passed = 0
	}
}

func namedByNumber(n *plainNumber, k func()) { // want namedByNumber:"^k many: is called in a loop$"
	for range 2 {
		if atomic.CompareAndSwapInt32(&n.passed, 0, 1) {
			k()
		}
	}
}

type sized[T any] struct {
	sizedBy atomic.Int32
	value   T
}

func resized[T any](s *struct {
	sizedBy atomic.Int32
	value   T
}) {
	s.sizedBy.Store(0)
}

func genericGuard(s *sized[int], k func()) { // want genericGuard:"^k many: is called in a loop$"
	for range 2 {
		if s.sizedBy.CompareAndSwap(0, 1) {
			k()
		}
	}
}

// One of the two has type parameters.
type topped[T any] struct {
	toppedBy atomic.Int32
	value    T
}

func topUp(f *struct {
	toppedBy atomic.Int32
	value    int
}) {
	f.toppedBy.Store(0)
}

func genericName(f *topped[int], k func()) { // want genericName:"^k many: is called in a loop$"
	for range 2 {
		if f.toppedBy.CompareAndSwap(0, 1) {
			k()
		}
	}
}

type heldOut struct {
	heldBy atomic.Int32
	value  int
}

func reheld[T any](h *struct {
	heldBy atomic.Int32
	value  T
}) {
	h.heldBy.Store(0)
}

func genericOther(h *heldOut, k func()) { // want genericOther:"^k many: is called in a loop$"
	for range 2 {
		if h.heldBy.CompareAndSwap(0, 1) {
			k()
		}
	}
}

// Those with names of their own need a conversion.
type oneName struct{ nameOnce sync.Once }

type otherName struct{ nameOnce sync.Once }

func renewOther(o *otherName) { *o = otherName{} }

func namesApart(o *oneName, k func()) { // want namesApart:"^k once at once$"
	for range 2 {
		o.nameOnce.Do(k)
	}
}

// Fields of other types are others.
type wide struct{ width sync.Once }

func setWidth(narrow *struct{ width int }) { narrow.width = 1 }

func typesApart(w *wide, k func()) { // want typesApart:"^k once at once$"
	for range 2 {
		w.width.Do(k)
	}
}

// Other packages may have them, too.
type nestedLib struct{ in struct{ LibFired atomic.Bool } }

func nestedAbroad(n *nestedLib, k func()) { // want nestedAbroad:"^k many: is called in a loop$"
	for range 2 {
		if n.in.LibFired.CompareAndSwap(false, true) {
			k()
		}
		lib.Wipe(&n.in)
	}
}

type unusedLib struct{ LibUnused atomic.Bool }

func unusedAbroad(u *unusedLib, k func()) { // want unusedAbroad:"^k once at once$"
	for range 2 {
		if u.LibUnused.CompareAndSwap(false, true) {
			k()
		}
	}
}
