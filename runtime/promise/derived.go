package promise

import (
	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// The types of derived promises, one for each method that makes one. RunOn is
// called when the source has settled.

type thenNode[T, R any] struct {
	node[T, R]
	f func(T) *Promise[R]
}

func (*thenNode[T, R]) Kind() kind {
	return micro.Runs((*thenNode[T, R]).RunOn, (*thenNode[T, R]).Unwound)
}

func (n *thenNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	return n.own.adopt(f(src.val), on)
}

type thenCallNode[T, R any] struct {
	callNode[T, R]
	f func(T, func(R, error))
}

func (*thenCallNode[T, R]) Kind() kind {
	k := micro.Runs((*thenCallNode[T, R]).RunOn, (*thenCallNode[T, R]).Unwound)
	return micro.Launches(k, (*thenCallNode[T, R]).Launch)
}

func (n *thenCallNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	n.place = placeOf(f)
	f(src.val, n.k)
	return ready{}
}

type thenTryNode[T, R any] struct {
	callNode[T, R]
	f func(T, func(R, error)) error
}

func (*thenTryNode[T, R]) Kind() kind {
	k := micro.Runs((*thenTryNode[T, R]).RunOn, (*thenTryNode[T, R]).Unwound)
	return micro.Launches(k, (*thenTryNode[T, R]).Launch)
}

func (n *thenTryNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	n.place = placeOf(f)
	if err := f(src.val, n.k); err != nil {
		var zero R
		n.k(zero, err)
	}
	return ready{}
}

type handleNode[T, R any] struct {
	node[T, R]
	f func(T, error) *Promise[R]
}

func (*handleNode[T, R]) Kind() kind {
	return micro.Runs((*handleNode[T, R]).RunOn, (*handleNode[T, R]).Unwound)
}

func (n *handleNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	return n.own.adopt(f(src.outcome()), on)
}

type handleCallNode[T, R any] struct {
	callNode[T, R]
	f func(T, error, func(R, error))
}

func (*handleCallNode[T, R]) Kind() kind {
	k := micro.Runs((*handleCallNode[T, R]).RunOn, (*handleCallNode[T, R]).Unwound)
	return micro.Launches(k, (*handleCallNode[T, R]).Launch)
}

func (n *handleCallNode[T, R]) RunOn(_ *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f, n.place = nil, placeOf(f)
	f(src.val, src.failure().reason(), n.k)
	return ready{}
}

type mapNode[T, R any] struct {
	node[T, R]
	f func(T) (R, error)
}

func (*mapNode[T, R]) Kind() kind {
	return micro.Runs((*mapNode[T, R]).RunOn, (*mapNode[T, R]).Unwound)
}

func (n *mapNode[T, R]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	v, err := f(src.val)
	if err != nil {
		return n.own.settle(v, n.failedIn(placeOf(f), err), on)
	}
	return n.own.settle(v, nil, on)
}

type doNode[T any] struct {
	node[T, T]
	f func(T)
}

func (*doNode[T]) Kind() kind { return micro.Runs((*doNode[T]).RunOn, (*doNode[T]).Unwound) }

func (n *doNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	f(src.val)
	return n.own.settle(src.val, nil, on)
}

type keepNode[T any] struct {
	node[T, T]
	dst *T
}

func (*keepNode[T]) Kind() kind { return micro.Runs((*keepNode[T]).RunOn, (*keepNode[T]).Unwound) }

func (n *keepNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	dst := n.dst
	n.dst = nil
	if fail := src.failure(); fail != nil {
		return n.skip(fail, on)
	}
	*dst = src.val
	return n.own.settle(src.val, nil, on)
}

type catchNode[T any] struct {
	node[T, T]
	f func(error) *Promise[T]
}

func (*catchNode[T]) Kind() kind { return micro.Runs((*catchNode[T]).RunOn, (*catchNode[T]).Unwound) }

func (n *catchNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	fail := src.failure()
	if fail == nil {
		return n.own.settle(src.val, nil, on)
	}
	return n.own.adopt(f(fail.err), on)
}

type mapErrNode[T any] struct {
	node[T, T]
	f func(error) error
}

func (*mapErrNode[T]) Kind() kind {
	return micro.Runs((*mapErrNode[T]).RunOn, (*mapErrNode[T]).Unwound)
}

func (n *mapErrNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	fail := src.failure()
	if fail == nil {
		return n.own.settle(src.val, nil, on)
	}
	return n.skip(n.failedIn(fail.origin, f(fail.err)), on)
}

type finallyNode[T any] struct {
	node[T, T]
	f func()
}

func (*finallyNode[T]) Kind() kind {
	return micro.Runs((*finallyNode[T]).RunOn, (*finallyNode[T]).Unwound)
}

func (n *finallyNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	f := n.f
	n.f = nil
	f()
	return n.own.settle(src.val, src.failure(), on)
}

type onNode[T any] struct{ node[T, T] }

func (*onNode[T]) Kind() kind { return micro.Runs((*onNode[T]).RunOn, (*onNode[T]).Unwound) }

func (n *onNode[T]) RunOn(on *loop.Loop, src *Promise[T]) ready {
	return n.own.settle(src.val, src.failure(), on)
}
