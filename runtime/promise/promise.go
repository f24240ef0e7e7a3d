package promise

import (
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A Promise is the eventual outcome of an operation: a value or an error.
//
// Promises are made by Call, New and the other functions of this package, and
// by the methods of other promises. All methods may be called from any
// goroutine.
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
// promise, and not read before.
//
// There is one promise for each step of a chain, so every word of it counts: a
// step that is small is quick to make and little work for the garbage collector.
type Promise[T any] struct {
	head head // its Kind knows the loop of the handlers; nil: they run where the promise is settled
	slot atomic.Pointer[head]
	val  T // kept beside a failure, exactly as delivered
}

// loop is where handlers run; nil: where the promise is settled.
func (p *Promise[T]) loop() *loop.Loop { return (*loop.Loop)(p.head.Kind.Loop) }

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
func (p *Promise[T]) failure() *failure { return failureIn(p.slot.Load()) }

// isCold reports whether p waits for somebody to start it.
func (p *Promise[T]) isCold() bool { return p.isColdIn(p.slot.Load()) }

// isColdIn is isCold where s is the slot of p.
func (p *Promise[T]) isColdIn(s *head) bool {
	return s == &p.head || s != nil && s.Kind.Role == cold
}

// chill makes p cold. The kind of p launches it.
func (p *Promise[T]) chill() { p.slot.Store(&p.head) }

// Settled reports whether the promise has an outcome. It does not start a cold
// promise.
func (p *Promise[T]) Settled() bool { return isSettled(p.root().slot.Load()) }

// Result returns the outcome if there is one already, without waiting. To look
// at it counts as handling the error.
//
//nolint:revive // ok comes after value and error, which stand together everywhere else
func (p *Promise[T]) Result() (v T, err error, ok bool) {
	root := p.root()
	if !isSettled(root.slot.Load()) {
		return v, nil, false
	}
	root.failure().observe()
	v, err = root.outcome()
	return v, err, true
}

// outcome is what the settled promise was settled with.
func (p *Promise[T]) outcome() (T, error) { return p.val, p.failure().reason() }
