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
//	settled  &settled   val and fail hold the outcome, for ever
//
//	cold → pending     the first who waits takes the launcher
//	pending → settled  settle
//	pending → alias    another promise adopts it
//
// Transitions are made by compare-and-swap of the slot. Invariant: val and fail
// are written before the slot becomes settled, by the only one who may settle
// the promise, and not read before.
type Promise[T any] struct {
	slot atomic.Pointer[link]
	loop *loop.Loop // where handlers run; nil: where the promise is settled
	fail *failure   // why the promise was rejected; nil if it was fulfilled
	val  T          // kept beside a failure, exactly as delivered
}

// A reaction is what a promise does to one who waits for it. RunOn is called
// once, after the promise has settled, with the loop it runs on (nil: none),
// and returns the reaction that became ready thereby, for the caller to run.
type reaction = loop.Microtask

// A link is what the slot of a promise points to. It stands in the reaction
// itself, so that to wait for a promise allocates nothing.
type link struct{ r reaction }

// settled is the slot of all settled promises.
var settled = &link{}

// A launcher starts a cold promise and returns the launcher that has to run
// next: that of the source, up to the promise that launches an operation.
// Returning it instead of calling it keeps long chains off the stack.
type launcher interface{ launch() launcher }

// A coldMark is the slot of a cold promise.
type coldMark struct {
	link
	launcher launcher
}

func (*coldMark) RunOn(*loop.Loop) reaction          { panic("promise: cold promise was settled") }
func (*coldMark) Unwound(*loop.Loop, error) reaction { return nil }

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
func (p *Promise[T]) Settled() bool { return p.root().slot.Load() == settled }

// Result returns the outcome if there is one already, without waiting. To look
// at it counts as handling the error.
//
//nolint:revive // ok comes after value and error, which stand together everywhere else
func (p *Promise[T]) Result() (v T, err error, ok bool) {
	root := p.root()
	if root.slot.Load() != settled {
		return v, nil, false
	}
	root.fail.observe()
	v, err = root.outcome()
	return v, err, true
}

// outcome is what the settled promise was settled with.
func (p *Promise[T]) outcome() (T, error) { return p.val, p.fail.reason() }
