package timers

import (
	"time"

	"lib"
)

// Functions that are values, of which the package tells what they may be.

func each(ts []*time.Timer, f func(*time.Timer)) { // want each:"f many: is called in a loop"
	for _, t := range ts {
		f(t)
	}
}

type owner struct {
	stopped, kept, again, named, other, several []*time.Timer
	byKey                                       map[string]*time.Timer
}

func (o *owner) stop(k func()) { // want stop:"^k once later, spawned, parting$"
	t := time.AfterFunc(1, k)
	with(t, func(t *time.Timer) { t.Stop() })
}

func with(t *time.Timer, f func(*time.Timer)) { f(t) } // want with:"f once at once"

func (o *owner) stopOne(k func()) { // want stopOne:"^k once later, spawned, parting$"
	o.byKey["a"] = time.AfterFunc(1, k)
	walk(o.byKey, func(_ string, t *time.Timer) { t.Stop() })
}

func walk[K comparable, V any](m map[K]V, f func(K, V)) { // want walk:"f many: is called in a loop"
	for k, v := range m {
		f(k, v)
	}
}

func (o *owner) stopAll(k func()) { // want stopAll:"^k once later, spawned, parting$"
	o.stopped = append(o.stopped, time.AfterFunc(1, k))
	eachOf(o.stopped, func(t *time.Timer) { t.Stop() })
	eachOf(o.stopped, nil)
}

func eachOf(ts []*time.Timer, f func(*time.Timer)) { // want eachOf:"f many: "
	if f != nil {
		each(ts, f)
	}
}

func takenTwice(short bool, k func()) { // want takenTwice:"^k once later, spawned, parting$"
	stop := func(t *time.Timer) { t.Stop() }
	if short {
		stop = func(*time.Timer) {}
	}
	stop(time.AfterFunc(1, k))
}

func takenToReset(short bool, k func()) { // want takenToReset:"^k many: is passed to a timer that is set again$"
	take := func(t *time.Timer) { t.Stop() }
	if short {
		take = func(t *time.Timer) { t.Reset(1) }
	}
	take(time.AfterFunc(1, k))
}

func withAny(t *time.Timer, f func(*time.Timer)) { f(t) } // want withAny:"f once at once"

func takenByFunction(k func()) { // want takenByFunction:"^k many: is passed to a timer that is set again$"
	withAny(time.AfterFunc(1, k), resetAgain)
}

func resetAgain(t *time.Timer) { t.Reset(1) }

func withMade(t *time.Timer, f func(*time.Timer)) { f(t) } // want withMade:"f once at once"

func takenByMade(k func()) { // want takenByMade:"^k lost: is passed to a timer that may be set again$"
	withMade(time.AfterFunc(1, k), made())
}

func made() func(*time.Timer) { return lib.Take }

func withForeign(t *time.Timer, f func(*time.Timer)) { f(t) } // want withForeign:"f once at once"

func takenByForeign(k func()) { // want takenByForeign:"^k lost: is passed to a timer that may be set again$"
	withForeign(time.AfterFunc(1, k), lib.Take)
}

// With takes a function of anybody.
func With(t *time.Timer, f func(*time.Timer)) { f(t) } // want With:"f once at once"

func takenByAnybody(k func()) { // want takenByAnybody:"^k lost: is passed to a timer that may be set again$"
	With(time.AfterFunc(1, k), func(*time.Timer) {})
}

func withHanded(t *time.Timer, f func(*time.Timer)) { f(t) } // want withHanded:"f once at once"

var handed = withHanded

func takenByHanded(k func()) { // want takenByHanded:"^k lost: is passed to a timer that may be set again$"
	withHanded(time.AfterFunc(1, k), func(*time.Timer) {})
}

func (o *owner) visitAll(f func(*time.Timer)) { each(o.kept, f) } // want visitAll:"f many: "

func (o *owner) visited(k func()) { // want visited:"^k once later, spawned, parting$"
	o.kept = append(o.kept, time.AfterFunc(1, k))
	o.visitAll(func(t *time.Timer) { t.Stop() })
}

type walker interface{ walkAll(f func(*time.Timer)) }

func eachAgain(ts []*time.Timer, f func(*time.Timer)) { // want eachAgain:"f many: "
	for _, t := range ts {
		f(t)
	}
}

func (o *owner) walkAll(f func(*time.Timer)) { eachAgain(o.again, f) } // want walkAll:"f many: "

func (o *owner) walked(w walker, k func()) { // want walked:"^k lost: is passed to a timer that may be set again$"
	o.again = append(o.again, time.AfterFunc(1, k))
	o.walkAll(func(t *time.Timer) { t.Stop() })
	w.walkAll(func(t *time.Timer) { t.Reset(1) })
}

func takenBySwitch(v any, k func()) { // want takenBySwitch:"^k lost: is passed to a timer that may be set again, nil-tested$"
	switch f := v.(type) {
	case func(*time.Timer):
		if k == nil {
			f = func(*time.Timer) {}
		}
		f(time.AfterFunc(1, k))
	}
}

func pointed(k func()) { // want pointed:"^k lost: is passed to a timer that may be set again$"
	take := func(*time.Timer) {}
	lib.Replace(&take)
	take(time.AfterFunc(1, k))
}

// No other package has methods of such a name.

type watcher interface{ watch(*time.Timer) }

type silent struct{}

func (silent) watch(t *time.Timer) { t.Stop() }

func watched(w watcher, k func()) { // want watched:"^k once later, spawned, parting$"
	w.watch(time.AfterFunc(1, k))
}

type waker interface{ wake(*time.Timer) }

type loud struct{}

func (loud) wake(t *time.Timer) { t.Reset(1) }

func woken(w waker, k func()) { // want woken:"^k many: is passed to a timer that is set again$"
	w.wake(time.AfterFunc(1, k))
}

// No caller has the slice of several arguments.

func StopAll(ts ...*time.Timer) {
	for _, t := range ts {
		t.Stop()
	}
}

func stoppedOne(k func()) { // want stoppedOne:"^k once later, spawned, parting$"
	StopAll(nil, time.AfterFunc(1, k))
}

func (o *owner) stoppedAll(k func()) { // want stoppedAll:"^k lost: is passed to a timer that may be set again$"
	o.several = append(o.several, time.AfterFunc(1, k))
	StopEach(o.several...)
}

func StopEach(ts ...*time.Timer) {
	for _, t := range ts {
		t.Stop()
	}
}

func ResetAll(ts ...*time.Timer) {
	for _, t := range ts {
		t.Reset(1)
	}
}

func resetAll(k func()) { // want resetAll:"^k many: is passed to a timer that is set again$"
	ResetAll(time.AfterFunc(1, k))
}

func Collect(ts ...*time.Timer) []*time.Timer { return ts }

func collected(k func()) { // want collected:"^k lost: is passed to a timer that may be set again$"
	Collect(time.AfterFunc(1, k))
}
