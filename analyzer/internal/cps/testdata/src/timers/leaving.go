package timers

import (
	"sync"
	"time"

	"lib"
)

// Timers that other packages get, and may set again.

func foreignField(s *lib.Session, k func()) { // want foreignField:"^k lost: is passed to a timer that may be set again$"
	s.Idle = time.AfterFunc(1, k)
}

func foreignVariable(k func()) { // want foreignVariable:"^k lost: is passed to a timer that may be set again$"
	lib.Timer = time.AfterFunc(1, k)
}

func foreignLiteral(k func()) *lib.Session { // want foreignLiteral:"^k lost: is passed to a timer that may be set again$"
	return &lib.Session{Idle: time.AfterFunc(1, k)}
}

func foreignUnkeyed(k func()) *lib.Box[*time.Timer] { // want foreignUnkeyed:"^k lost: is passed to a timer that may be set again$"
	return &lib.Box[*time.Timer]{time.AfterFunc(1, k)}
}

func foreignTable(k func()) { // want foreignTable:"^k lost: is passed to a timer that may be set again$"
	lib.Table.Store(1, time.AfterFunc(1, k))
}

func foreignMap(k func()) lib.Timers { // want foreignMap:"^k lost: is passed to a timer that may be set again$"
	m := lib.Timers{"a": time.AfterFunc(1, k)}
	m.Touch()
	return m
}

type ownSession struct{ sessions }

type aliased = lib.Session

type sessions struct{ *aliased }

func foreignPromoted(s *ownSession, k func()) { // want foreignPromoted:"^k lost: is passed to a timer that may be set again$"
	s.Idle = time.AfterFunc(1, k)
}

// Fields and variables that others can name.

// A Peer has a timer for others.
type Peer struct{ Idle *time.Timer }

func (p *Peer) open(k func()) { // want open:"^k lost: is passed to a timer that may be set again$"
	p.Idle = time.AfterFunc(1, k)
}

var Current, current *time.Timer

func exportedVariable(k func()) { // want exportedVariable:"^k lost: is passed to a timer that may be set again$"
	Current = time.AfterFunc(1, k)
}

func ownVariable(k func()) { // want ownVariable:"^k once later, spawned, parting$"
	current = time.AfterFunc(1, k)
}

var Running = make(chan *time.Timer)

func exportedChannel(k func()) { // want exportedChannel:"^k lost: is passed to a timer that may be set again$"
	Running <- time.AfterFunc(1, k)
}

var Everything sync.Map

func exportedTable(k func()) { // want exportedTable:"^k lost: is passed to a timer that may be set again$"
	Everything.Store(1, time.AfterFunc(1, k))
}

var Anything any

func exportedAny(k func()) { // want exportedAny:"^k lost: is passed to a timer that may be set again$"
	Anything = time.AfterFunc(1, k)
}

type entry struct{ Timer *time.Timer }

func ownEntry(e *entry, k func()) { // want ownEntry:"^k once later, spawned, parting$"
	e.Timer = time.AfterFunc(1, k)
}

type shown struct{ Timer *time.Timer }

// Shown lets others name what it has.
func Shown() *shown { return nil }

func (s *shown) start(k func()) { // want start:"^k lost: is passed to a timer that may be set again$"
	s.Timer = time.AfterFunc(1, k)
}

type inner struct{ Timer *time.Timer }

// Outer has the field of what is in it.
type Outer struct{ inner }

func (o *Outer) start(k func()) { // want start:"^k lost: is passed to a timer that may be set again$"
	o.Timer = time.AfterFunc(1, k)
}

// Results.

type hidden struct{ timer *time.Timer }

// New gives others a type that they cannot name.
func New() *hidden { return new(hidden) }

func (h *hidden) start(k func()) { // want start:"^k lost: is passed to a timer that may be set again$"
	h.timer = time.AfterFunc(1, k)
}

func (h *hidden) Timer() *time.Timer { return h.timer }

type handle struct{ timer *time.Timer }

func (h *handle) Begin(k func()) *time.Timer { // want Begin:"^k once later, spawned, parting, by a timer that is returned$"
	h.timer = time.AfterFunc(1, k)
	return h.timer
}

func Begin(k func()) *time.Timer { return begin(k) } // want Begin:"^k once later, spawned, parting, by a timer that is returned$"

type earlier struct{ timer *time.Timer }

func (e *earlier) start(k func()) { // want start:"^k lost: is passed to a timer that may be set again$"
	e.timer = time.AfterFunc(1, k)
}

// Next returns the timer of another function.
func (e *earlier) Next(k func()) *time.Timer { // want Next:"^k never called$"
	return e.timer
}

// What functions are called with that may be anybody's.

var Hook = func(*time.Timer) {}

func hooked(k func()) { // want hooked:"^k lost: is passed to a timer that may be set again$"
	Hook(time.AfterFunc(1, k))
}

type visitor interface{ visit(*time.Timer) }

func visitedBy(v lib.Visitor, k func()) { // want visitedBy:"^k lost: is passed to a timer that may be set again$"
	v.Visit(time.AfterFunc(1, k))
}

type taker interface{ Take(*time.Timer) }

func takenBy(t taker, k func()) { // want takenBy:"^k lost: is passed to a timer that may be set again$"
	t.Take(time.AfterFunc(1, k))
}

func givenTo(f func(any), k func()) { // want givenTo:"^f once at once; k lost: is passed to a timer that may be set again$"
	f(time.AfterFunc(1, k))
}

func yielded(k func()) func(func(*time.Timer) bool) { // want yielded:"^k lost: is passed to a timer that may be set again$"
	t := time.AfterFunc(1, k)
	return func(yield func(*time.Timer) bool) { yield(t) }
}

func pair(k func()) (*time.Timer, int) { // want pair:"^k many: is passed to a timer that is set again$"
	return time.AfterFunc(1, k), 1
}

func both(t *time.Timer, n int) { t.Reset(1) }

func bothOf(k func()) { // want bothOf:"^k many: is passed on to pair, where it is passed to a timer that is set again$"
	both(pair(k))
}

// What callers give to have timers put into it.

func Fill(m map[string]*time.Timer, k func()) { // want Fill:"^k lost: is passed to a timer that may be set again$"
	m["a"] = time.AfterFunc(1, k)
}

func FillPointer(p **time.Timer, k func()) { // want FillPointer:"^k lost: is passed to a timer that may be set again$"
	*p = time.AfterFunc(1, k)
}

func fill(m map[string]*time.Timer, k func()) { // want fill:"^k once later, spawned, parting$"
	m["a"] = time.AfterFunc(1, k)
}

// Group is a map that callers make.
type Group map[string]*time.Timer

func (g Group) add(k func()) { // want add:"^k lost: is passed to a timer that may be set again$"
	g["a"] = time.AfterFunc(1, k)
}

type group map[string]*time.Timer

func (g group) Add(k func()) { // want Add:"^k once later, spawned, parting$"
	g["a"] = time.AfterFunc(1, k)
}

// A struct is used as another.

type lease struct{ timer *time.Timer }

type renewed struct{ timer *time.Timer }

func (l *lease) take(k func()) { // want take:"^k many: is passed to a timer that is set again$"
	l.timer = time.AfterFunc(1, k)
}

func (l *lease) renew() { (*renewed)(l).timer.Reset(1) }
