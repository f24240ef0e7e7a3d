package promise

import (
	"runtime/debug"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/unwind"
	"github.com/unnest-go/unnest/runtime/loop"
)

// Resolve returns a promise that is fulfilled with v. It belongs to no loop:
// its handlers run at once. Follow it with On to have them run on a loop.
//
// Resolve does not look into v: a promise of a promise is a promise of a
// promise.
func Resolve[T any](v T) *Promise[T] {
	return settledWith(v, nil)
}

// Reject returns a promise that is rejected with err. It belongs to no loop.
func Reject[T any](err error) *Promise[T] {
	if err == nil {
		err = ErrNilReason
	}
	var zero T
	return settledWith(zero, failed(err))
}

// settledWith is a settled promise that belongs to no loop.
func settledWith[T any](v T, fail *failure) *Promise[T] {
	p := &Promise[T]{core: core{head: head{Kind: nowhere.Plain(nil)}}, val: v}
	preset(&p.core.slot, slotOf(fail))
	return p
}

// New returns a promise of the default loop that exec settles: it is called at
// once with the two functions to do so. The first call counts, later ones are
// ignored; both may be called from any goroutine. A panic of exec rejects the
// promise unless it was settled before.
func New[T any](exec func(resolve func(T), reject func(error))) *Promise[T] {
	return NewOn(loop.Default(), exec)
}

// NewOn is New for a promise of the loop l, or of no loop if l is nil.
func NewOn[T any](l *loop.Loop, exec func(resolve func(T), reject func(error))) *Promise[T] {
	mustNotBeNil(exec == nil)
	p, r := WithResolver[T](l)
	r.execute(func() { exec(r.Fulfill, r.Reject) })
	return p
}

// execute runs exec. If it does not return it rejects the promise.
func (r Resolver[T]) execute(exec func()) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if v := recover(); v != nil || !unwind.ByGoexit() {
			r.Reject(&loop.PanicError{Value: v, Stack: debug.Stack()})
			return
		}
		r.Reject(loop.ErrGoexit)
	}()
	exec()
	returned = true
}

// A Resolver settles a promise, from any goroutine. Its first call counts,
// later ones are ignored.
type Resolver[T any] struct{ p *resolvable[T] }

// A resolvable is the promise of a Resolver.
type resolvable[T any] struct {
	own    Promise[T]
	called atomic.Bool
}

// WithResolver returns a pending promise of the loop l and what settles it. If
// l is nil the promise belongs to no loop: its handlers run inside the call that
// settles it.
func WithResolver[T any](l *loop.Loop) (*Promise[T], Resolver[T]) {
	p := &resolvable[T]{}
	p.own.core.head.Kind = plainOn(l)
	p.own.core.record()
	return &p.own, Resolver[T]{p}
}

// Fulfill settles the promise with a value.
func (r Resolver[T]) Fulfill(v T) {
	if !r.p.called.Swap(true) {
		r.p.own.conclude(v, nil)
	}
}

// Reject settles the promise with an error.
func (r Resolver[T]) Reject(err error) {
	if err == nil {
		err = ErrNilReason
	}
	if !r.p.called.Swap(true) {
		r.p.own.core.refuse(newFailure(err, 0, r.p.own.core.trace()))
	}
}

// Adopt makes the promise follow q, and starts q if it is cold.
func (r Resolver[T]) Adopt(q *Promise[T]) {
	if !r.p.called.Swap(true) {
		perform(r.p.own.adopt(q, nil))
	}
}
