package timers

import (
	"time"

	"lib"
)

// A struct with a timer may go as another type, without a conversion.

type heldTimer struct{ timer1 *time.Timer }

var keptTimer struct{ timer1 *time.Timer }

func keptAlike(k func()) { // want keptAlike:"^k many: is passed to a timer that is set again$"
	h := heldTimer{time.AfterFunc(1, k)}
	keptTimer = h
}

func resetKept() { keptTimer.timer1.Reset(1) }

type sentTimer struct{ timer2 *time.Timer }

func sentAlike(k func(), all chan any) { // want sentAlike:"^k many: is passed to a timer that is set again$"
	all <- struct{ timer2 *time.Timer }{time.AfterFunc(1, k)}
	(<-all).(struct{ timer2 *time.Timer }).timer2.Reset(1)
}

type apartTimer struct{ timer3 *time.Timer }

type otherTimer struct{ timer3 *time.Timer }

func (t otherTimer) again() { t.timer3.Reset(1) }

func apart(k func()) { // want apart:"^k once later, spawned, parting$"
	t := &apartTimer{time.AfterFunc(1, k)}
	t.timer3.Stop()
}

type boxedTimer[T any] struct {
	timer4 *time.Timer
	value  T
}

func (b boxedTimer[T]) again(other struct {
	timer4 *time.Timer
	value  T
}) {
	other.timer4.Reset(1)
}

func boxed(k func()) { // want boxed:"^k many: is passed to a timer that is set again$"
	b := boxedTimer[int]{timer4: time.AfterFunc(1, k)}
	b.again(b)
}

// Other packages may have them, too.
type timerLib struct{ in struct{ LibTimer *time.Timer } }

func timerAbroad(t *timerLib, k func()) { // want timerAbroad:"^k lost: is passed to a timer that may be set again$"
	t.in.LibTimer = time.AfterFunc(1, k)
	lib.Rearm(t.in)
}
