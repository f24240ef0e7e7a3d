package seeds

import (
	"context"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

var (
	gate  = make(chan int)
	group sync.WaitGroup
	ready = promise.Resolve(1)
)

func userPromise(ctx context.Context, name string) *promise.Promise[*user] {
	return promise.Call(func(k func(*user, error)) { findUser(ctx, name, k) })
}

func orderPromise(ctx context.Context, id int) *promise.Promise[*order] {
	return promise.Call(func(k func(*order, error)) { findOrder(ctx, id, k) })
}

func payPromise(o *order) *promise.Promise[string] {
	return promise.Call(func(k func(string, error)) { pay(o, k) })
}

func buyPromise(ctx context.Context, name string) *promise.Promise[string] {
	return userPromise(ctx, name).
		Then(func(u *user) *promise.Promise[*order] {
			return orderPromise(ctx, u.id)
		}).
		Then(func(o *order) *promise.Promise[string] {
			return payPromise(o)
		})
}

func buySettled(ctx context.Context, name string, done func(string, error)) {
	userPromise(ctx, name).
		Then(func(u *user) *promise.Promise[*order] {
			return orderPromise(ctx, u.id)
		}).
		Then(func(o *order) *promise.Promise[string] {
			return payPromise(o)
		}).
		Settle(done)
}

func fallback(ctx context.Context, name string) *promise.Promise[*user] {
	return userPromise(ctx, name).Catch(func(error) *promise.Promise[*user] {
		return userPromise(ctx, "nobody")
	})
}

func both(ctx context.Context, name string, done func(*order, error)) {
	userPromise(ctx, name).
		Handle(func(u *user, err error) *promise.Promise[*order] {
			if err != nil {
				return orderPromise(ctx, 0)
			}
			return orderPromise(ctx, u.id)
		}).
		Settle(done)
}

func started(ctx context.Context, name string) {
	userPromise(ctx, name).Do(func(u *user) { println(u.name) }).Start()
	buyPromise(ctx, name).Start()
	_ = payPromise(&order{})
}

func awaited(ctx context.Context, name string) {
	userPromise(ctx, name).Await(ctx)
	orderPromise(ctx, 7).Do(func(o *order) { println(o.total) }).Await(ctx)
}

func inVariable(ctx context.Context, name string, done func(*user, error)) {
	p := userPromise(ctx, name)
	p.Do(func(u *user) { println(u.name) })
	p.Settle(done)
}

func file(ctx context.Context, name string) *promise.Promise[int] {
	return aio.ReadFile(ctx, name).Map(func(data []byte) (int, error) { return len(data), nil })
}

func files(ctx context.Context, names []string) *promise.Promise[int] {
	p := aio.ReadFile(ctx, names[0])
	return p.Then(func(data []byte) *promise.Promise[int] {
		return file(ctx, string(data))
	})
}

func fileUser(ctx context.Context, name string) *promise.Promise[*user] {
	return aio.ReadFile(ctx, name).Then(func(data []byte) *promise.Promise[*user] {
		return userPromise(ctx, string(data))
	})
}

func written(ctx context.Context, name string) *promise.Promise[promise.Unit] {
	return aio.WriteFile(ctx, name, nil, 0o600).Then(func(promise.Unit) *promise.Promise[promise.Unit] {
		return aio.WriteFile(ctx, name+".done", nil, 0o600)
	})
}

func tasks(l *loop.Loop) {
	l.Post(func() { println("one") })
	l.Post(func() {
		l.Post(func() { println("two") })
	})
	l.SetTimeout(time.Second, func() { println("three") })
	l.SetInterval(time.Second, func() { println("four") })
	l.Soon(func() { println("five") })
	loop.Default().Post(func() {
		for i := range 3 {
			println(i)
		}
	})
	tick := func() { println("tick") }
	l.SetTimeout(time.Minute, tick)
}

func reads(ctx context.Context, done func(int, error)) {
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) {
		if err != nil {
			done(0, err)
			return
		}
		aio.ReadFileThen(ctx, string(data), func(more []byte, err error) {
			if err != nil {
				done(0, err)
				return
			}
			done(len(data)+len(more), nil)
		})
	})
	aio.ReadFile(ctx, "a").Do(func(data []byte) { println(len(data)) })
	aio.ReadFile(ctx, "b").Settle(func(data []byte, err error) { println(len(data)) })
	aio.ReadFile(ctx, "c").Catch(func(err error) *promise.Promise[[]byte] {
		return aio.ReadFile(ctx, "d")
	}).Do(func(data []byte) { println(len(data)) })
	aio.ReadFile(ctx, "e").HandleCall(func(data []byte, err error, k func(int, error)) {
		k(len(data), err)
	}).Do(func(n int) { println(n) })
	file(ctx, "f").Finally(func() { println("end") })
}

func waits(l *loop.Loop) *promise.Promise[int] {
	return promise.NewOn(l, func(resolve func(int), reject func(error)) {
		l.SetTimeout(time.Second, func() { resolve(1) })
	}).Map(func(n int) (int, error) { return n + 1, nil })
}

func orders(ctx context.Context, name string) *promise.Promise[string] {
	p := userPromise(ctx, name)
	paid := p.Then(func(u *user) *promise.Promise[string] {
		return orderPromise(ctx, u.id).Then(func(o *order) *promise.Promise[string] {
			return payPromise(o)
		})
	})
	return paid.Catch(func(error) *promise.Promise[string] {
		return promise.Resolve("none")
	})
}

func fileOrder(ctx context.Context, name string, done func(*order, error)) {
	aio.ReadFile(ctx, name).Then(func(data []byte) *promise.Promise[*order] {
		return orderPromise(ctx, len(data))
	}).Settle(done)
	aio.ReadFile(ctx, name).MapErr(func(err error) error { return err }).Start()
	aio.ReadFile(ctx, name).Map(func(data []byte) (int, error) { return len(data), nil }).Start()
	aio.ReadFileThen(ctx, name, func(data []byte, err error) { println(len(data), err) })
	buyPromise(ctx, name).Do(func(receipt string) { println(receipt) }).Start()
	_ = orderPromise(ctx, 1)
}
