package promise

import "github.com/unnest-go/unnest/runtime/loop"

// The kinds of derived promises, one for each method that makes one. RunOn is
// called when the source has settled.

type thenNode[T, R any] struct {
	node[T, R]
	f func(T) *Promise[R]
}

func (n *thenNode[T, R]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *thenCallNode[T, R]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *thenTryNode[T, R]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *handleNode[T, R]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
	n.f = nil
	return n.own.adopt(f(src.outcome()), on)
}

type handleCallNode[T, R any] struct {
	callNode[T, R]
	f func(T, error, func(R, error))
}

func (n *handleCallNode[T, R]) RunOn(_ *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
	n.f, n.place = nil, placeOf(f)
	f(src.val, src.failure().reason(), n.k)
	return ready{}
}

type mapNode[T, R any] struct {
	node[T, R]
	f func(T) (R, error)
}

func (n *mapNode[T, R]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *doNode[T]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *keepNode[T]) RunOn(on *loop.Loop, about any) ready {
	src, dst := about.(*Promise[T]), n.dst
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

func (n *catchNode[T]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *mapErrNode[T]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
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

func (n *finallyNode[T]) RunOn(on *loop.Loop, about any) ready {
	src, f := about.(*Promise[T]), n.f
	n.f = nil
	f()
	return n.own.settle(src.val, src.failure(), on)
}

type onNode[T any] struct{ node[T, T] }

func (n *onNode[T]) RunOn(on *loop.Loop, about any) ready {
	src := about.(*Promise[T])
	return n.own.settle(src.val, src.failure(), on)
}
