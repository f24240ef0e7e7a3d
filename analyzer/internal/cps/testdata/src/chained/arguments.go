package chained

import (
	"context"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// What is no link is a call like any other.

func executed(k func(int, error)) { // want executed:"^k many: may be called twice on one path, exclusive$"
	promise.New(func(resolve func(int), reject func(error)) {
		resolve(1)
		k(1, nil)
	})
	go k(2, nil)
}

func executedOn(l *loop.Loop, k func(int, error)) { // want executedOn:"^k once at once, exclusive$"
	promise.NewOn(l, func(resolve func(int), reject func(error)) { k(1, nil) })
}

func adopted(l *loop.Loop, k func(int, error)) { // want adopted:"^k many: may be called twice on one path, exclusive$"
	_, r := promise.WithResolver[int](l)
	r.Adopt(promise.Call(func(k func(int, error)) { k(1, nil) }).Do(func(v int) { k(v, nil) }))
	go k(2, nil)
}

func valued(k func(int, error)) int { // want valued:"^k once later, spawned, exclusive, parting$"
	go k(1, nil)
	return 1
}

func fulfilled(l *loop.Loop, k func(int, error)) { // want fulfilled:"^k many: may be called twice on one path$"
	p, r := promise.WithResolver[int](l)
	r.Fulfill(valued(k))
	p.Settle(k)
}

// Links that take no handler: what yields their arguments runs when the chain is made.

func watched(ctx context.Context, k func(int, error)) context.Context { // want watched:"^k once later, spawned, exclusive, parting$"
	context.AfterFunc(ctx, func() { k(0, nil) })
	return ctx
}

func withContext(ctx context.Context, k func(int, error)) { // want withContext:"^k many: may be called twice on one path$"
	promised().WithContext(watched(ctx, k)).Settle(k)
}

func awaited(ctx context.Context, k func(int, error)) { // want awaited:"^k many: may be called twice on one path, exclusive$"
	promised().Do(func(v int) { k(v, nil) }).Await(watched(ctx, k))
}

func withTimeout(k func(int, error)) { // want withTimeout:"^k many: may be called twice on one path$"
	promised().Timeout(time.Duration(valued(k))).Settle(k)
}

func stored(k func(int, error)) *int { // want stored:"^k once later, spawned, exclusive, parting$"
	go k(1, nil)
	return new(int)
}

func keeping(k func(int, error)) { // want keeping:"^k many: may be called twice on one path, exclusive$"
	promised().Keep(stored(k)).Settle(k)
}

func onLoop(k func(int, error)) { // want onLoop:"^k many: may be called twice on one path$"
	home := func() *loop.Loop {
		k(1, nil)
		return loop.Default()
	}
	promised().On(home()).Settle(k)
}

// A handler that is made when the chain is.

func making(k func(int, error)) func(int, error) { // want making:"^k once later, spawned, exclusive, parting$"
	go k(1, nil)
	return func(int, error) {}
}

func made(k func(int, error)) { // want made:"^k once later, exclusive, parting$"
	promised().Settle(making(k))
}

func madeBesides(k func(int, error)) { // want madeBesides:"^k many: may be called twice on one path, exclusive$"
	promised().Settle(making(k))
	go k(1, nil)
}

func madeFirst(k func(int, error)) { // want madeFirst:"^k many: may be called twice on one path, exclusive$"
	promised().Handle(func(v int, _ error) *promise.Promise[int] { return promise.Resolve(valued(k)) }).Settle(k)
}

func signaled(done func(promise.Unit, error)) { // want signaled:"^done once sometimes at once$"
	promised().Finally(promise.Signal(done)).Settle(func(int, error) {})
}

// A method as a function, which is given the promise.

func expression(k func(int, error)) { // want expression:"^k many: may be called more than once$"
	(*promise.Promise[int]).Settle(promised().Do(func(v int) { k(v, nil) }), k)
}
