// Continuations that run through chains of promises.
package chained

import (
	"context"
	"errors"
	"time"

	"github.com/unnest-go/unnest/runtime/promise"
)

type user struct{ id int }

type order struct{ id int }

type api interface {
	//unnest:once k exclusive
	Login(name string, k func(user, error)) // want Login:"declared"

	//unnest:once k
	GetOrder(id int, k func(order, error)) // want GetOrder:"declared"

	//unnest:once k
	Dial(name string, k func(order, error)) error // want Dial:"declared"
}

func settled(a api, done func(order, error)) { // want settled:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) { a.GetOrder(u.id, k) }).
		Settle(done)
}

func early(a api, done func(order, error)) { // want early:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			if u.id == 0 {
				done(order{}, nil)
				return
			}
			a.GetOrder(u.id, k)
		}).
		Settle(done)
}

func noReturn(a api, done func(order, error)) { // want noReturn:"^done many: may be called twice on one path$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			if u.id == 0 {
				done(order{}, nil)
			}
			a.GetOrder(u.id, k)
		}).
		Settle(done)
}

func both(a api, done func(order, error)) { // want both:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		HandleCall(func(u user, err error, k func(order, error)) {
			if err != nil {
				done(order{}, err)
				return
			}
			a.GetOrder(u.id, k)
		}).
		Settle(func(o order, err error) { done(o, err) })
}

func atTheHead(a api, done func(order, error)) { // want atTheHead:"^done once sometimes at once$"
	promise.Call(func(k func(order, error)) {
		if a == nil {
			done(order{}, nil)
			return
		}
		a.GetOrder(1, k)
	}).
		Settle(done)
}

func held(a api, done func(order, error)) { // want held:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			end := func(o order, err error) { k(o, err) }
			if u.id == 0 {
				end(order{}, nil)
				return
			}
			a.GetOrder(u.id, end)
		}).
		Settle(done)
}

func twice(a api, done func(order, error)) { // want twice:"^done many: may be called twice on one path, exclusive$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			end := func(o order, err error) { k(o, err) }
			end(order{}, nil)
			done(order{}, nil)
		}).
		Settle(done)
}

func mapped(a api, done func(order, error)) { // want mapped:"^done once at an unknown time, exclusive$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		MapErr(func(err error) error { return errors.New("login") }).
		Map(func(u user) (order, error) { return order{u.id}, nil }).
		Settle(done)
}

func mappedTwice(a api, done func(order, error)) { // want mappedTwice:"^done many: may be called more than once, exclusive$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		Map(func(u user) (order, error) {
			done(order{}, nil)
			return order{u.id}, nil
		}).
		Settle(done)
}

func nested(a api, done func(order, error)) { // want nested:"^done once at an unknown time, exclusive$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		Then(func(u user) *promise.Promise[order] {
			return promise.Call(func(k func(order, error)) {
				if u.id == 0 {
					done(order{}, nil)
					return
				}
				a.GetOrder(u.id, k)
			}).MapErr(func(err error) error { return errors.New("order") })
		}).
		Settle(done)
}

func nestedTwice(a api, done func(order, error)) { // want nestedTwice:"^done many: may be called twice on one path$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		Then(func(u user) *promise.Promise[order] {
			if u.id == 0 {
				done(order{}, nil)
			}
			return promise.Call(func(k func(order, error)) { a.GetOrder(u.id, k) })
		}).
		Settle(done)
}

func resolved(a api, done func(order, error)) { // want resolved:"^done many: may be called twice on one path, exclusive$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		Then(func(u user) *promise.Promise[order] {
			done(order{}, nil)
			return promise.Resolve(order{})
		}).
		Settle(done)
}

func tried(a api, done func(order, error)) { // want tried:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenTry(func(u user, k func(order, error)) error {
			if u.id == 0 {
				done(order{}, nil)
				return nil
			}
			return a.Dial("b", k)
		}).
		Settle(done)
}

func triedTwice(a api, done func(order, error)) { // want triedTwice:"^done many: may be called twice on one path$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenTry(func(u user, k func(order, error)) error {
			if u.id == 0 {
				done(order{}, nil)
				return errors.New("none")
			}
			return a.Dial("b", k)
		}).
		Settle(done)
}

func inLoop(a api, done func(order, error)) { // want inLoop:"^done many: is called in a loop$"
	for range 3 {
		promise.Call(func(k func(order, error)) { a.GetOrder(1, k) }).Settle(done)
	}
}

func kept(a api, done func(order, error)) { // want kept:"^done kept: is stored in pending$"
	promise.Call(func(k func(order, error)) { pending = k }).Settle(done)
}

var pending func(order, error)

func ofVariable(a api, done func(order, error)) { // want ofVariable:"^done once sometimes at once$"
	p := promise.Call(func(k func(order, error)) { a.GetOrder(1, k) })
	p.Settle(done)
}

func variableTwice(a api, done func(order, error)) { // want variableTwice:"^done many: may be called twice on one path$"
	p := promise.Call(func(k func(order, error)) { done(order{}, nil) })
	p.Settle(done)
}

func named(a api, done func(order, error)) { // want named:"^done many: may be called more than once$"
	step := func(u user, k func(order, error)) {
		done(order{}, nil)
		k(order{}, nil)
	}
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(step).
		Settle(done)
}

// Links that do not wait.

func timeout(a api, done func(order, error)) { // want timeout:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) { a.GetOrder(u.id, k) }).
		Timeout(time.Second).
		Settle(done)
}

func earlyTimeout(a api, done func(order, error)) { // want earlyTimeout:"^done many: may be called more than once$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			if u.id == 0 {
				done(order{}, nil)
				return
			}
			a.GetOrder(u.id, k)
		}).
		Timeout(time.Second).
		Settle(done)
}

func earlyContext(ctx context.Context, a api, done func(order, error)) { // want earlyContext:"^done many: may be called more than once$"
	fail := func() { done(order{}, nil) }
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		ThenCall(func(u user, k func(order, error)) {
			if u.id == 0 {
				fail()
				return
			}
			a.GetOrder(u.id, k)
		}).
		WithContext(ctx).
		Settle(done)
}

func timeoutBefore(a api, done func(order, error)) { // want timeoutBefore:"^done once at an unknown time$"
	promise.Call(func(k func(user, error)) { a.Login("ann", k) }).
		Timeout(time.Second).
		ThenCall(func(u user, k func(order, error)) {
			if u.id == 0 {
				done(order{}, nil)
				return
			}
			a.GetOrder(u.id, k)
		}).
		Settle(done)
}

// Values beside errors.

func exclusive(a api, done func(user, error)) { // want exclusive:"^done once at an unknown time, exclusive$"
	promise.Call(func(k func(order, error)) { a.GetOrder(1, k) }).
		ThenCall(func(o order, k func(user, error)) { a.Login("ann", k) }).
		Settle(done)
}

func exclusiveMap(a api, done func(user, error)) { // want exclusiveMap:"^done once at an unknown time, exclusive$"
	promise.Call(func(k func(order, error)) { a.GetOrder(1, k) }).
		Map(func(o order) (user, error) {
			if o.id == 0 {
				return user{}, errors.New("none")
			}
			return user{o.id}, nil
		}).
		Settle(done)
}

func besideMap(a api, done func(user, error)) { // want besideMap:"^done once at an unknown time$"
	promise.Call(func(k func(order, error)) { a.GetOrder(1, k) }).
		Map(func(o order) (user, error) { return user{o.id}, errors.New("none") }).
		Settle(done)
}

func exclusiveThen(a api, done func(user, error)) { // want exclusiveThen:"^done once at an unknown time, exclusive$"
	promise.Call(func(k func(order, error)) { a.GetOrder(1, k) }).
		Then(func(o order) *promise.Promise[user] {
			return promise.Call(func(k func(user, error)) { a.Login("ann", k) })
		}).
		Settle(done)
}

// Shims.

func promised() *promise.Promise[int] {
	return promise.Call(func(k func(int, error)) { k(1, nil) })
}

func shim(k func(int)) { // want shim:"^k once sometimes at once$"
	promised().Settle(func(v int, _ error) { k(v) })
}

func shimOfTwo(k func(int, int)) { // want shimOfTwo:"^k once sometimes at once$"
	promised().Map(func(v int) (int, error) { return v + 1, nil }).
		Settle(func(v int, _ error) { k(v, v) })
}

// Repetitions.

func delivered(a api, k func(user, error)) { // want delivered:"^k many: may be called twice on one path, exclusive$"
	promise.Recurse(0, func(i int) *promise.Promise[int] {
		if i == 3 {
			return nil
		}
		return promise.Call(func(next func(int, error)) {
			a.Login("ann", func(u user, err error) {
				k(u, err)
				next(i+1, nil)
			})
		})
	}).Settle(func(int, error) {})
}

// deliveredLast is told in the turn behind which no other comes, or behind the loop.
func deliveredLast(a api, k func(user, error)) { // want deliveredLast:"^k once sometimes at once, exclusive$"
	promise.Recurse(0, func(i int) *promise.Promise[int] {
		return promise.Call(func(next func(user, error)) { a.Login("ann", next) }).
			ThenCall(func(u user, next func(int, error)) {
				if u.id == i {
					k(u, nil)
					return
				}
				next(i+1, nil)
			})
	}).Settle(func(_ int, err error) { k(user{}, err) })
}

// deliveredTwice is told in a turn that ends the loop, and behind it.
func deliveredTwice(a api, k func(user, error)) { // want deliveredTwice:"^k many: may be called twice on one path, exclusive$"
	promise.Recurse(0, func(i int) *promise.Promise[int] {
		if i == 3 {
			k(user{}, nil)
			return nil
		}
		return promise.Call(func(next func(int, error)) { a.Login("ann", func(user, error) { next(i+1, nil) }) })
	}).Settle(func(_ int, err error) { k(user{}, err) })
}

// deliveredByName is told by a function that nobody looks into.
func deliveredByName(a api, k func(int, error)) { // want deliveredByName:"^k many: is passed to Recurse, which calls it turn after turn, exclusive$"
	turn := func(i int) *promise.Promise[int] {
		k(i, nil)
		return nil
	}
	promise.Recurse(0, turn).Settle(func(int, error) {})
}

func deliveredAfter(a api, done func(int, error)) { // want deliveredAfter:"^done once sometimes at once$"
	promise.Loop(0, func(i int) *promise.Promise[int] {
		return promise.Call(func(next func(int, error)) {
			a.Login("ann", func(user, error) { next(i+1, nil) })
		})
	}).Settle(done)
}

// Callbacks that are made of continuations.

func put(n int, k func(error)) { // want put:"^k once at once$"
	k(nil)
}

func wrapped(done func(error)) { // want wrapped:"^done once at once$"
	promise.Call(func(k func(promise.Unit, error)) { put(1, promise.ErrorOnly(k)) }).
		ThenCall(func(_ promise.Unit, k func(promise.Unit, error)) { put(2, promise.ErrorOnly(k)) }).
		Settle(func(_ promise.Unit, err error) { done(err) })
}

func wrappedInVariable(done func(promise.Unit, error)) { // want wrappedInVariable:"^done once at once$"
	k := promise.ErrorOnly(done)
	put(1, k)
}

func wrappedTwice(done func(int, error)) { // want wrappedTwice:"^done many: may be called twice on one path"
	k := promise.ValueOnly(done)
	k(1)
	k(2)
}
