package promise

import (
	"sync/atomic"
	"unsafe"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A core is a promise without its value, which it need not know the type of: what does is
// compiled again for every type of value.
//
// The slot says in one word what state the promise is in:
//
//	cold     its own head, or a coldNode   nothing was launched yet
//	pending  nil          nobody waits
//	         a reaction   one waits
//	         *fan         several wait
//	alias    *alias       it has been adopted and is one with another promise
//	settled  &settled     fulfilled with val, for ever
//	         *failure     rejected, for ever; val is kept beside the error
//
//	cold → pending     the first who waits launches it
//	pending → settled  settle
//	pending → alias    another promise adopts it
//
// Transitions are made by compare-and-swap of the slot. Invariant: val is
// written before the slot becomes settled, by the only one who may settle the
// promise, and not read before. If a handler did not return, it is not read at all:
// what its promise has adopted may still write it.
//
// There is one promise for each step of a chain, so every word of it counts: a
// step that is small is quick to make and little work for the garbage collector.
type core struct {
	head head // its Kind knows the loop of the handlers; nil: they run where the promise is settled
	slot atomic.Pointer[head]
}

// loop is where handlers run; nil: where the promise is settled.
func (p *core) loop() *loop.Loop { return (*loop.Loop)(p.head.Kind.Loop) }

// settled is the slot of all fulfilled promises.
var settled = &head{Kind: &kind{Role: value}}

// isSettled reports whether s is the slot of a promise that has an outcome.
func isSettled(s *head) bool { return s != nil && s.Kind.Role >= value }

// failureIn is why the promise with the slot s was rejected; nil if it was not.
func failureIn(s *head) *failure {
	if s.Kind.Role != rejection {
		return nil
	}
	return as[failure](s)
}

// failure is why the settled promise p was rejected; nil if it was fulfilled.
func (p *core) failure() *failure { return failureIn(p.slot.Load()) }

// isCold reports whether p waits for somebody to start it.
func (p *core) isCold() bool { return p.isColdIn(p.slot.Load()) }

// isColdIn is isCold where s is the slot of p.
func (p *core) isColdIn(s *head) bool {
	return s == &p.head || s != nil && s.Kind.Role == cold
}

// prepare makes p, that of self, cold and of no loop.
func (p *core) prepare(self kindred) {
	p.head.Kind = nowhere.Of(nil, self)
	p.record()
	p.chill()
}

// chill makes p, which nobody else has yet, cold. The kind of p launches it.
func (p *core) chill() { preset(&p.slot, &p.head) }

// preset stores v where nobody else can look yet. That need not be atomic, which
// would take a good part of the time that a step takes.
func preset[X any](p *atomic.Pointer[X], v *X) { *(**X)(unsafe.Pointer(p)) = v }
