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
//	cold     *coldMark  nothing was launched; it holds what to launch
//	pending  nil        nobody waits
//	         reaction   one waits
//	         *fan       several wait
//	alias    *alias     it has been adopted and is one with another promise
//	settled  &settled   fulfilled with val, for ever
//	         *failure   rejected, for ever; val is kept beside the error
//
//	cold → pending     the first who waits takes the launcher
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
	slot atomic.Pointer[link]
	loop *loop.Loop // where handlers run; nil: where the promise is settled
	val  T          // kept beside a failure, exactly as delivered
}

// A reaction is what a promise does to one who waits for it. RunOn is called
// once, after the promise has settled, with the loop it runs on (nil: none) and
// the promise that it waited for, or what that has become one with. It returns
// the reaction that became ready thereby, for the caller to run.
type reaction = loop.Microtask

// ready is the reaction to a promise that has settled, and that promise; the
// zero value is nothing.
type ready = loop.Ready

// A link is what the slot of a promise points to. It stands in the reaction
// itself, so that to wait for a promise allocates nothing.
type link struct{ r reaction }

// settled is the slot of all fulfilled promises.
var settled = &link{}

// isSettled reports whether s is the slot of a promise that has an outcome.
func isSettled(s *link) bool { return s == settled || s != nil && failureIn(s) != nil }

// failureIn is why the promise with the slot s was rejected; nil if it was not.
func failureIn(s *link) *failure {
	fail, _ := s.r.(*failure)
	return fail
}

// failure is why the settled promise p was rejected; nil if it was fulfilled.
func (p *Promise[T]) failure() *failure {
	s := p.slot.Load()
	if s == settled {
		return nil
	}
	return failureIn(s)
}

// A launcher starts a cold promise and returns the launcher that has to run
// next: that of the source, up to the promise that launches an operation.
// Returning it instead of calling it keeps long chains off the stack.
type launcher interface{ launch() launcher }

// A coldMark is the slot of a cold promise.
type coldMark struct {
	link
	launcher launcher
}

func (*coldMark) RunOn(*loop.Loop, any) ready     { panic("promise: cold promise was settled") }
func (*coldMark) Unwound(*loop.Loop, error) ready { return ready{} }

// chill makes p cold: launcher runs when p is started.
func (p *Promise[T]) chill(launcher launcher) { p.chillWith(&coldMark{}, launcher) }

// chillWith is chill with a mark that stands in the promise itself, where most
// are cold.
func (p *Promise[T]) chillWith(c *coldMark, launcher launcher) {
	c.launcher = launcher
	c.r = c
	p.slot.Store(&c.link)
}

// isCold reports whether p waits for somebody to start it.
func (p *Promise[T]) isCold() bool {
	s := p.slot.Load()
	if s == nil || s == settled {
		return false
	}
	_, cold := s.r.(*coldMark)
	return cold
}

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
