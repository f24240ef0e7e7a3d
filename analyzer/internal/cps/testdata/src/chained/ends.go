package chained

import (
	"errors"

	"github.com/unnest-go/unnest/runtime/promise"
)

// Results with names, which a bare return returns.

func bare(k func(int, error)) { // want bare:"^k many: may be called twice on one path$"
	promised().
		Then(func(v int) (p *promise.Promise[int]) {
			k(v, nil)
			p = promise.Resolve(1)
			return
		}).
		Settle(k)
}

func bareHandle(k func(int, error)) { // want bareHandle:"^k many: may be called twice on one path$"
	promised().
		Handle(func(v int, err error) (p *promise.Promise[int]) {
			p = promise.Resolve(v)
			return
		}).
		Settle(k)
	go k(2, nil)
}

func bareCatch(k func(int, error)) { // want bareCatch:"^k many: may be called twice on one path$"
	promised().
		Catch(func(err error) (p *promise.Promise[int]) {
			k(0, err)
			p = promise.Resolve(1)
			return
		}).
		Settle(k)
}

func bareOnce(k func(int, error)) { // want bareOnce:"^k once sometimes at once$"
	promised().
		Then(func(v int) (p *promise.Promise[int]) {
			p = promise.Resolve(v)
			return
		}).
		Settle(k)
}

func bareError(k func(int, error)) { // want bareError:"^k many: may be called twice on one path, exclusive$"
	promised().
		ThenTry(func(v int, next func(int, error)) (err error) {
			if v == 1 {
				k(v, nil)
				err = errors.New("one")
				return
			}
			next(v, nil)
			return nil
		}).
		Settle(k)
}

func bareLaunch(a api, k func(order, error)) { // want bareLaunch:"^k once at an unknown time$"
	promise.Call(func(next func(user, error)) { a.Login("ann", next) }).
		ThenTry(func(u user, next func(order, error)) (err error) {
			err = a.Dial("b", next)
			return
		}).
		Settle(k)
}

func bareNil(a api, k func(order, error)) { // want bareNil:"^k once at an unknown time$"
	promise.Call(func(next func(user, error)) { a.Login("ann", next) }).
		ThenTry(func(u user, next func(order, error)) (err error) {
			a.GetOrder(u.id, next)
			return
		}).
		Settle(k)
}

// What is deferred sets the result.

func deferred(k func(int, error)) { // want deferred:"^k many: may be called twice on one path, exclusive$"
	promised().
		ThenTry(func(v int, next func(int, error)) (err error) {
			defer func() { err = errors.New("late") }()
			k(v, nil)
			return nil
		}).
		Settle(k)
}

func deferredPromise(k func(int, error)) { // want deferredPromise:"^k many: may be called twice on one path$"
	promised().
		Then(func(v int) (p *promise.Promise[int]) {
			defer func() {
				p.Start()
				p = promise.Resolve(1)
			}()
			return promise.Call(func(func(int, error)) { k(v, nil) })
		}).
		Settle(k)
}

func deferredOnce(k func(int, error)) { // want deferredOnce:"^k once sometimes at once$"
	promised().
		Then(func(v int) (p *promise.Promise[int]) {
			defer func() {
				if recover() != nil {
					p = promise.Resolve(1)
				}
			}()
			return promised()
		}).
		Settle(k)
}

func deferredBeside(k func(order, error)) { // want deferredBeside:"^k once sometimes at once$"
	promised().
		Map(func(v int) (o order, err error) {
			defer func() { err = errors.New("late") }()
			return order{v}, nil
		}).
		Settle(k)
}

// A launch that fails without having been one.

func refuse(k func(int, error)) error { // want refuse:"^k never called, exclusive$"
	return errors.New("refused")
}

func refused(k func(int, error)) { // want refused:"^k many: may be called twice on one path, exclusive$"
	promised().
		ThenTry(func(v int, next func(int, error)) error {
			k(v, nil)
			return refuse(next)
		}).
		Settle(k)
}
