package aio

import (
	"context"
	"reflect"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

type loopKey struct{}

// On returns a context whose operations end on l.
func On(ctx context.Context, l *loop.Loop) context.Context {
	if l == nil {
		panic("aio: nil loop")
	}
	return context.WithValue(ctx, loopKey{}, l)
}

func loopOf(ctx context.Context) *loop.Loop {
	if l, ok := ctx.Value(loopKey{}).(*loop.Loop); ok {
		return l
	}
	return loop.Default()
}

// An op is an operation under way. It ends once: by itself or with its context.
//
// Invariant: it holds its loop until its continuation has returned.
type op[T any] struct {
	loop *loop.Loop
	k    func(T, error)
	stop func() bool // stops watching the context; nil: it has no end
	over atomic.Bool
	v    T // with err what k gets; set by who has set over
	err  error
}

// begin starts an operation that ends with k, or with ctx. It is over already
// if ctx is.
func begin[T any](ctx context.Context, k func(T, error)) *op[T] {
	o := &op[T]{}
	o.start(ctx, loopOf(ctx), k)
	o.watch(ctx, func() { o.cancel(ctx) })
	return o
}

// start is begin for an operation whose caller has to watch the context.
func (o *op[T]) start(ctx context.Context, l *loop.Loop, k func(T, error)) {
	if k == nil {
		panic("aio: nil continuation")
	}
	o.loop, o.k = l, k
	o.loop.Hold()
	if ctx.Err() != nil {
		o.cancel(ctx)
	}
}

// watch has f called at the end of the context, unless the operation ends first.
func (o *op[T]) watch(ctx context.Context, f func()) {
	if ctx.Done() != nil && !o.over.Load() {
		o.stop = context.AfterFunc(ctx, f)
	}
}

// cancel ends the operation because its context has.
func (o *op[T]) cancel(ctx context.Context) {
	if !o.over.Swap(true) {
		o.err = context.Cause(ctx)
		o.post()
	}
}

// end ends the operation by itself. It reports false if it was over before, or the loop
// was shut down: then nobody gets v.
func (o *op[T]) end(v T, err error) bool { return o.claim(v, err) && o.post() }

// claim is end without telling the loop.
func (o *op[T]) claim(v T, err error) bool {
	if o.over.Swap(true) {
		return false
	}
	if o.stop != nil {
		o.stop()
	}
	o.v, o.err = v, err
	return true
}

// post has the loop call k. It reports false if that was shut down.
func (o *op[T]) post() bool {
	accepted := o.loop.Inner().PostCompletions(o)
	if !accepted {
		o.loop.Release()
	}
	return accepted
}

// Complete implements poll.Completion: it is the task that ends the operation.
func (o *op[T]) Complete() {
	defer o.loop.Release()
	o.k(o.v, o.err)
}

// promised is the promise, on l, of an operation that start begins.
func promised[T any](l *loop.Loop, start func(k func(T, error))) *promise.Promise[T] {
	p, r := promise.WithResolver[T](l)
	start(func(v T, err error) {
		if err != nil {
			reject(r, v, err)
			return
		}
		r.Fulfill(v)
	})
	return p
}

// reject settles the promise of r with an error, and with what the operation has yielded
// beside it.
func reject[T any](r promise.Resolver[T], v T, err error) {
	if reflect.ValueOf(&v).Elem().IsZero() {
		r.Reject(err)
		return
	}
	r.Adopt(promise.Call(func(k func(T, error)) { k(v, err) }).Start())
}

// promisedUnit is promised for an operation that yields nothing but success.
func promisedUnit(l *loop.Loop, start func(k func(error))) *promise.Promise[promise.Unit] {
	return promised(l, func(k func(promise.Unit, error)) { start(promise.ErrorOnly(k)) })
}

// unit is k for an operation that has no value.
func unit(k func(error)) func(promise.Unit, error) {
	if k == nil {
		return nil
	}
	return func(_ promise.Unit, err error) { k(err) }
}
