package main

import (
	"context"

	chebyrash "github.com/chebyrash/promise"
	"github.com/jizhuozhi/go-future"
	"github.com/samber/mo"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

func inc(v int) (int, error) { return v + 1, nil }

func incThen(v int) *promise.Promise[int] { return promise.Resolve(v + 1) }

func check(ok bool) {
	if !ok {
		panic("wrong result")
	}
}

// onLoop does n rounds as tasks of one loop: round gets what to call at its end.
// As many rounds before that warm up and do not count.
func onLoop(m *meter, n int, round func(l *loop.Loop, done func())) {
	l := loop.New()
	turn := -n
	var next func()
	next = func() {
		switch turn++; turn {
		case 1:
			m.start()
		case n + 1:
			m.stop()
			return
		}
		round(l, func() { l.Post(next) })
	}
	l.Post(next)
	if err := l.Run(context.Background()); err != nil {
		panic(err)
	}
}

func chainMap(m *meter) {
	onLoop(m, chains, func(l *loop.Loop, done func()) {
		p, r := promise.WithResolver[int](l)
		for range length {
			p = p.Map(inc)
		}
		p.Settle(func(v int, _ error) { check(v == length); done() })
		r.Fulfill(0)
	})
}

func chainThen(m *meter) {
	onLoop(m, chains, func(l *loop.Loop, done func()) {
		p, r := promise.WithResolver[int](l)
		for range length {
			p = p.Then(incThen)
		}
		p.Settle(func(v int, _ error) { check(v == length); done() })
		r.Fulfill(0)
	})
}

//go:noinline
func incCall(v int, k func(int)) { k(v + 1) }

func chainNest(m *meter) {
	warm(m, chains, func() {
		var step func(v int)
		step = func(v int) {
			if v < length {
				incCall(v, func(v int) { step(v) })
			}
		}
		step(0)
	})
}

func chainGoroutine(m *meter) {
	warm(m, slowChains, func() {
		c := make(chan int, 1)
		first := c
		for range length {
			next := make(chan int, 1)
			go func(in <-chan int) { v, _ := inc(<-in); next <- v }(c)
			c = next
		}
		first <- 0
		check(<-c == length)
	})
}

func chainJizhuozhi(m *meter) {
	warm(m, chains, func() {
		p := future.NewPromise[int]()
		f := p.Future()
		for range length {
			f = future.Then(f, func(v int, _ error) (int, error) { return inc(v) })
		}
		p.Set(0, nil)
		v, _ := f.Get()
		check(v == length)
	})
}

func chainMo(m *meter) {
	warm(m, slowChains, func() {
		var resolve func(int)
		ready := make(chan struct{})
		f := mo.NewFuture(func(r func(int), _ func(error)) { resolve = r; close(ready) })
		<-ready
		for range length {
			f = f.Then(inc)
		}
		done := make(chan int, 1)
		f.Then(func(v int) (int, error) { done <- v; return v, nil })
		resolve(0)
		check(<-done == length)
	})
}

func chainChebyrash(m *meter) {
	ctx := context.Background()
	warm(m, slowChains, func() {
		c := make(chan int)
		p := chebyrash.New(func(resolve func(int), _ func(error)) { resolve(<-c) })
		for range length {
			p = chebyrash.Then(p, ctx, inc)
		}
		c <- 0
		v, _ := p.Await(ctx)
		check(*v == length)
	})
}

func all(m *meter) {
	onLoop(m, alls, func(l *loop.Loop, done func()) {
		ps := make([]*promise.Promise[int], length)
		rs := make([]promise.Resolver[int], length)
		for i := range ps {
			ps[i], rs[i] = promise.WithResolver[int](l)
		}
		promise.All(ps...).Settle(func(vs []int, _ error) { check(vs[length-1] == length-1); done() })
		for i, r := range rs {
			r.Fulfill(i)
		}
	})
}

// warm does n rounds twice; the second time counts.
func warm(m *meter, n int, round func()) {
	for range n {
		round()
	}
	m.start()
	for range n {
		round()
	}
	m.stop()
}

// api is a foreign function with a callback, for chains of six.
//
//go:noinline
func api(v int, k func(int, error)) { k(v+1, nil) }

var sink int

func adaptedThenCall(m *meter) {
	warm(m, adapted, func() {
		promise.Call(func(k func(int, error)) { api(0, k) }).
			ThenCall(api).ThenCall(api).ThenCall(api).ThenCall(api).ThenCall(api).
			Settle(func(v int, _ error) { sink += v })
	})
	check(sink == 2*adapted*six)
}

func adaptedNest(m *meter) {
	warm(m, adapted, func() {
		api(0, func(v int, _ error) {
			api(v, func(v int, _ error) {
				api(v, func(v int, _ error) {
					api(v, func(v int, _ error) {
						api(v, func(v int, _ error) {
							api(v, func(v int, _ error) { sink += v })
						})
					})
				})
			})
		})
	})
	check(sink == 2*adapted*six)
}

func adaptedGoroutine(m *meter) {
	warm(m, adapted, func() {
		v := 0
		for range six {
			c := make(chan int, 1)
			go api(v, func(v int, _ error) { c <- v })
			v = <-c
		}
		sink += v
	})
	check(sink == 2*adapted*six)
}
