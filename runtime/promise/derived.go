package promise

import (
	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// The types of derived promises, one for each method that makes one. RunOn is
// called when the source has settled.

type thenNode[T, R any] struct {
	own Promise[R]
	f   func(T) *Promise[R]
}

func (*thenNode[T, R]) Kind() kind {
	return micro.Runs((*thenNode[T, R]).RunOn, (*core).Unwound)
}

func (n *thenNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.core.failure(); fail != nil {
		return n.own.core.reject(fail, on)
	}
	return n.own.adopt(f(src.val), on)
}

type thenCallNode[T, R any] struct {
	call callNode[R]
	f    func(T, func(R, error))
}

func (*thenCallNode[T, R]) Kind() kind {
	k := micro.Runs((*thenCallNode[T, R]).RunOn, (*callNode[R]).Unwound)
	return micro.Launches(k, (*callNode[R]).Launch)
}

func (n *thenCallNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.core.failure(); fail != nil {
		return n.call.own.core.reject(fail, on)
	}
	n.call.place = placeOf(f)
	f(src.val, n.call.k)
	return ready{}
}

type thenTryNode[T, R any] struct {
	call callNode[R]
	f    func(T, func(R, error)) error
}

func (*thenTryNode[T, R]) Kind() kind {
	k := micro.Runs((*thenTryNode[T, R]).RunOn, (*callNode[R]).Unwound)
	return micro.Launches(k, (*callNode[R]).Launch)
}

func (n *thenTryNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.core.failure(); fail != nil {
		return n.call.own.core.reject(fail, on)
	}
	n.call.place = placeOf(f)
	if err := f(src.val, n.call.k); err != nil {
		var zero R
		n.call.k(zero, err)
	}
	return ready{}
}

type handleNode[T, R any] struct {
	own Promise[R]
	f   func(T, error) *Promise[R]
}

func (*handleNode[T, R]) Kind() kind {
	return micro.Runs((*handleNode[T, R]).RunOn, (*core).Unwound)
}

func (n *handleNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	v, fail := src.outcome()
	return n.own.adopt(f(v, fail.reason()), on)
}

type handleCallNode[T, R any] struct {
	call callNode[R]
	f    func(T, error, func(R, error))
}

func (*handleCallNode[T, R]) Kind() kind {
	k := micro.Runs((*handleCallNode[T, R]).RunOn, (*callNode[R]).Unwound)
	return micro.Launches(k, (*callNode[R]).Launch)
}

func (n *handleCallNode[T, R]) RunOn(_ *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f, n.call.place = nil, placeOf(f)
	v, fail := src.outcome()
	f(v, fail.reason(), n.call.k)
	return ready{}
}

type mapNode[T, R any] struct {
	own Promise[R]
	f   func(T) (R, error)
}

func (*mapNode[T, R]) Kind() kind {
	return micro.Runs((*mapNode[T, R]).RunOn, (*core).Unwound)
}

func (n *mapNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.core.failure(); fail != nil {
		return n.own.core.reject(fail, on)
	}
	v, err := f(src.val)
	if err != nil {
		return n.own.settle(v, n.own.core.failedIn(placeOf(f), err), on)
	}
	return n.own.settle(v, nil, on)
}

type doNode[T any] struct {
	own Promise[T]
	f   func(T)
}

func (*doNode[T]) Kind() kind { return micro.Runs((*doNode[T]).RunOn, (*core).Unwound) }

func (n *doNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.core.failure(); fail != nil {
		return n.own.core.reject(fail, on)
	}
	f(src.val)
	return n.own.settle(src.val, nil, on)
}

type keepNode[T any] struct {
	own Promise[T]
	dst *T
}

func (*keepNode[T]) Kind() kind { return micro.Runs((*keepNode[T]).RunOn, (*core).Unwound) }

func (n *keepNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	dst := n.dst
	n.dst = nil
	if fail := src.core.failure(); fail != nil {
		return n.own.core.reject(fail, on)
	}
	*dst = src.val
	return n.own.settle(src.val, nil, on)
}

type catchNode[T any] struct {
	own Promise[T]
	f   func(error) *Promise[T]
}

func (*catchNode[T]) Kind() kind { return micro.Runs((*catchNode[T]).RunOn, (*core).Unwound) }

func (n *catchNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	fail := src.core.failure()
	if fail == nil {
		return n.own.settle(src.val, nil, on)
	}
	return n.own.adopt(f(fail.err), on)
}

type mapErrNode[T any] struct {
	own Promise[T]
	f   func(error) error
}

func (*mapErrNode[T]) Kind() kind {
	return micro.Runs((*mapErrNode[T]).RunOn, (*core).Unwound)
}

func (n *mapErrNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	fail := src.core.failure()
	if fail == nil {
		return n.own.settle(src.val, nil, on)
	}
	return n.own.core.reject(n.own.core.failedIn(fail.origin, f(fail.err)), on)
}

type finallyNode[T any] struct {
	own Promise[T]
	f   func()
}

func (*finallyNode[T]) Kind() kind {
	return micro.Runs((*finallyNode[T]).RunOn, (*core).Unwound)
}

func (n *finallyNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	f()
	v, fail := src.outcome()
	return n.own.settle(v, fail, on)
}

type onNode[T any] struct{ own Promise[T] }

func (*onNode[T]) Kind() kind { return micro.Runs((*onNode[T]).RunOn, (*core).Unwound) }

func (n *onNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	v, fail := src.outcome()
	return n.own.settle(v, fail, on)
}
