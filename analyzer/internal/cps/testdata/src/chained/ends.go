package chained

import (
	"errors"
	"fmt"
	"log"
	"time"

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

func tryLater(k func(int, error)) error { // want tryLater:"^k once later, spawned, exclusive, parting$"
	if time.Now().IsZero() {
		return errors.New("zero")
	}
	go k(1, nil)
	return nil
}

func bareTested(k func(int, error)) { // want bareTested:"^k once sometimes at once, spawned, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		if err = tryLater(next); err != nil {
			return err
		}
		return
	}).
		Settle(k)
}

func bareLogged(k func(int, error)) { // want bareLogged:"^k once sometimes at once, spawned, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		if err = tryLater(next); err != nil {
			log.Print(err)
		}
		return
	}).
		Settle(k)
}

func heldLogged(k func(int, error)) { // want heldLogged:"^k once sometimes at once, spawned, exclusive$"
	promise.TryCall(func(next func(int, error)) error {
		err := tryLater(next)
		log.Print(err)
		return err
	}).
		Settle(k)
}

func bareSucceeded(k func(int, error)) { // want bareSucceeded:"^k once at once, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		if err = errors.Join(); err != nil {
			return
		}
		next(1, nil)
		return
	}).
		Settle(k)
}

func bareFailed(k func(int, error)) { // want bareFailed:"^k many: may be called twice on one path, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		if err = tryLater(next); err != nil {
			k(0, err)
		}
		return
	}).
		Settle(k)
}

func bareReplaced(k func(int, error)) { // want bareReplaced:"^k many: may be called twice on one path, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		if err = tryLater(next); err != nil {
			return err
		}
		err = errors.New("late")
		return
	}).
		Settle(k)
}

// What is deferred sets the result.

func annotated(k func(int, error)) { // want annotated:"^k once sometimes at once, spawned, exclusive$"
	promise.TryCall(func(next func(int, error)) (err error) {
		defer func() {
			if err != nil {
				err = fmt.Errorf("try: %w", err)
			}
		}()
		return tryLater(next)
	}).
		Settle(k)
}

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
