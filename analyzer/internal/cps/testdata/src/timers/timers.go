// Timers that are set again, and others.
package timers

import (
	"container/list"
	"sync"
	"sync/atomic"
	"time"

	"lib"
)

func dropped(k func()) { // want dropped:"^k once later, spawned, parting$"
	time.AfterFunc(1, k)
}

func stopped(k func()) func() bool { // want stopped:"^k once later, spawned, parting$"
	t := time.AfterFunc(1, k)
	return t.Stop
}

func variable(k func()) { // want variable:"^k many: is passed to a timer that is set again$"
	t := time.AfterFunc(1, k)
	t.Reset(1)
}

func atOnce(k func()) { // want atOnce:"^k many: is passed to a timer that is set again$"
	time.AfterFunc(1, k).Reset(1)
}

func methodValue(k func()) { // want methodValue:"^k many: is passed to a timer that is set again$"
	reset := time.AfterFunc(1, k).Reset
	reset(1)
}

func methodExpression(k func()) { // want methodExpression:"^k many: is passed to a timer that is set again$"
	t := time.AfterFunc(1, k)
	((*time.Timer).Reset)(t, 1)
}

func expressionValue(k func()) { // want expressionValue:"^k lost: is passed to a timer that may be set again$"
	t := time.AfterFunc(1, k)
	reset := (*time.Timer).Reset
	reset(t, 1)
}

func functionValue(k func()) { // want functionValue:"^k many: is passed to a timer that is set again$"
	start := time.AfterFunc
	t := start(1, k)
	t.Reset(1)
}

func beside(k func()) { // want beside:"^k many: is passed to a timer that is set again$"
	t, n := time.AfterFunc(1, k), 1
	_ = n
	t.Reset(1)
}

func alias(k func()) { // want alias:"^k many: is passed to a timer that is set again$"
	var it struct{ t *time.Timer }
	t := time.AfterFunc(1, k)
	it.t = t
	it.t.Reset(1)
}

// A new timer may be set as often as one likes.
func ticking(k func()) { // want ticking:"^k once later, spawned, parting$"
	t := time.AfterFunc(1, k)
	stop(t)
	other := time.NewTimer(1)
	stop(other)
	other.Reset(1)
}

func stop(t *time.Timer) { t.Stop() }

type debouncer struct{ timers map[string]*time.Timer }

func (d *debouncer) touched(key string, k func()) { // want touched:"^k many: is passed to a timer that is set again$"
	if t, ok := d.timers[key]; ok {
		t.Reset(1)
		return
	}
	d.timers[key] = time.AfterFunc(1, k)
}

type pending struct{ timers map[string]*time.Timer }

func (p *pending) add(key string, k func()) { // want add:"^k once later, spawned, parting$"
	p.timers[key] = time.AfterFunc(1, k)
}

func (p *pending) done(key string) {
	p.timers[key].Stop()
	delete(p.timers, key)
}

func sameMap(key string, k func()) { // want sameMap:"^k many: is passed to a timer that is set again$"
	timers := make(map[string]*time.Timer)
	same := timers
	same[key] = time.AfterFunc(1, k)
	timers[key].Reset(1)
}

func inSlice(k func()) { // want inSlice:"^k many: is passed to a timer that is set again$"
	timers := []*time.Timer{time.AfterFunc(1, k)}
	for _, t := range timers {
		t.Reset(1)
	}
}

func appended(k func()) { // want appended:"^k many: is passed to a timer that is set again$"
	var timers []*time.Timer
	timers = append(timers, time.AfterFunc(1, k))
	timers[0].Reset(1)
}

func sent(c chan *time.Timer, k func()) { // want sent:"^k many: is passed to a timer that is set again$"
	c <- time.AfterFunc(1, k)
	(<-c).Reset(1)
}

type embeds struct{ *time.Timer }

func embedded(k func()) { // want embedded:"^k many: is passed to a timer that is set again$"
	var e embeds
	e.Timer = time.AfterFunc(1, k)
	e.Reset(1)
}

type embedsToo struct{ *time.Timer }

func embeddedExpression(k func()) { // want embeddedExpression:"^k many: is passed to a timer that is set again$"
	e := embedsToo{time.AfterFunc(1, k)}
	embedsToo.Reset(e, 1)
}

type embedsOnly struct{ *time.Timer }

func embeddedOnly(k func()) { // want embeddedOnly:"^k lost: is passed to a timer that may be set again$"
	e := embedsOnly{time.AfterFunc(1, k)}
	var r interface{ Reset(time.Duration) bool } = e
	r.Reset(1)
}

func start(k func()) *time.Timer { // want start:"^k many: is passed to a timer that is set again$"
	return time.AfterFunc(1, k)
}

func returned(k func()) { // want returned:"^k many: is passed on to start, where it is passed to a timer that is set again$"
	start(k).Reset(1)
}

func begin(k func()) (t *time.Timer) { // want begin:"^k once later, spawned, parting, by a timer that is returned$"
	t = time.AfterFunc(1, k)
	return
}

func begun(k func()) { // want begun:"^k once later, spawned, parting$"
	defer begin(k).Stop()
}

type stopper interface{ Stop() bool }

func stopping(k func()) stopper { // want stopping:"^k once later, spawned, parting$"
	return time.AfterFunc(1, k)
}

type clock interface {
	Stop() bool
	Reset(time.Duration) bool
}

func clocked(k func()) clock { // want clocked:"^k many: is passed to a timer that is set again$"
	return time.AfterFunc(1, k)
}

func viaClock(k func()) { // want viaClock:"^k many: is passed on to clocked, where it is passed to a timer that is set again$"
	c := clocked(k)
	c.Reset(1)
}

func passed(k func()) { // want passed:"^k many: is passed to a timer that is set again$"
	again(time.AfterFunc(1, k))
}

func again(t *time.Timer) { t.Reset(1) }

func viaLiteral(k func()) { // want viaLiteral:"^k many: is passed to a timer that is set again$"
	again := func(t *time.Timer) { t.Reset(1) }
	again(time.AfterFunc(1, k))
}

func switched(k func()) { // want switched:"^k many: is passed to a timer that is set again$"
	var v any = time.AfterFunc(1, k)
	switch t := v.(type) {
	case *time.Timer:
		t.Reset(1)
	}
}

func inSyncMap(m *sync.Map, k func()) { // want inSyncMap:"^k many: is passed to a timer that is set again$"
	m.Store(1, time.AfterFunc(1, k))
	t, _ := m.Load(1)
	t.(*time.Timer).Reset(1)
}

func visited(m *sync.Map, k func()) { // want visited:"^k many: is passed to a timer that is set again$"
	m.Store(1, time.AfterFunc(1, k))
	m.Range(func(_, t any) bool { return t.(*time.Timer).Reset(1) })
}

var pool sync.Pool

func pooled() *time.Timer {
	t := pool.Get().(*time.Timer)
	t.Reset(1)
	return t
}

type waiting struct {
	timer atomic.Value
	other atomic.Pointer[time.Timer]
}

func (w *waiting) set(t *time.Timer) { w.timer.Store(t) }

func (w *waiting) stop() {
	if t, ok := w.timer.Load().(*time.Timer); ok {
		t.Stop()
	}
}

func (w *waiting) value(k func()) { // want value:"^k once later, spawned, parting$"
	w.set(time.AfterFunc(1, k))
}

func (w *waiting) pointer(k func()) { // want pointer:"^k many: is passed to a timer that is set again$"
	w.other.Store(time.AfterFunc(1, k))
	w.other.Load().Reset(1)
}

func listed(l *list.List, k func()) { // want listed:"^k lost: is passed to a timer that may be set again$"
	l.PushBack(time.AfterFunc(1, k))
	l.Front().Value.(*time.Timer).Reset(1)
}

func handedAbroad(k func()) { // want handedAbroad:"^k lost: is passed to a timer that may be set again$"
	lib.Keep(time.AfterFunc(1, k))
}

func fromAbroad(k func()) { // want fromAbroad:"^k many: is passed to a timer that is set again$"
	t := lib.After(1, k)
	t.Reset(1)
}

func fromAbroadOnce(k func()) { // want fromAbroadOnce:"^k once later, spawned, parting$"
	t := lib.After(1, k)
	t.Stop()
}

func onward(k func()) *time.Timer { // want onward:"^k once later, spawned, parting, by a timer that is returned$"
	return lib.After(1, k)
}

type Conn struct{ timer *time.Timer }

func (c *Conn) watch(k func()) { // want watch:"^k lost: is passed to a timer that may be set again$"
	c.timer = time.AfterFunc(1, k)
}

// Timer is for others, who may do with it what they like.
func (c *Conn) Timer() *time.Timer { return c.timer }

type conn struct{ timer *time.Timer }

func (c *conn) watch(k func()) { // want watch:"^k once later, spawned, parting$"
	c.timer = time.AfterFunc(1, k)
}

func (c *conn) current() *time.Timer { return c.timer }

type wide interface {
	Stop() bool
	Reset(time.Duration) bool
	C() <-chan time.Time
}

type wrapper struct{ *time.Timer }

func (w wrapper) C() <-chan time.Time { return w.Timer.C }

// Whoever gets it may set it again.
func wrapped(k func()) wide { // want wrapped:"^k lost: is passed to a timer that may be set again$"
	return wrapper{time.AfterFunc(1, k)}
}
