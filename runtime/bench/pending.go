package main

import (
	"context"
	"runtime"

	"github.com/jizhuozhi/go-future"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// pending builds many chains, measures what they hold, and settles them.
func pending(m *meter, step func(p *promise.Promise[int]) *promise.Promise[int]) {
	l := loop.New()
	rs := make([]promise.Resolver[int], pendings)
	left := pendings
	l.Post(func() {
		m.start()
		for i := range rs {
			p, r := promise.WithResolver[int](l)
			rs[i] = r
			for range six {
				p = step(p)
			}
			p.Settle(func(v int, _ error) { check(v == six); left-- })
		}
		m.holds()
		for _, r := range rs {
			r.Fulfill(0)
		}
	})
	if err := l.Run(context.Background()); err != nil {
		panic(err)
	}
	m.stop()
	check(left == 0)
}

func pendingMap(m *meter) {
	pending(m, func(p *promise.Promise[int]) *promise.Promise[int] { return p.Map(inc) })
}

func pendingThen(m *meter) {
	pending(m, func(p *promise.Promise[int]) *promise.Promise[int] { return p.Then(incThen) })
}

func pendingJizhuozhi(m *meter) {
	ps := make([]*future.Promise[int], pendings)
	m.start()
	fs := make([]*future.Future[int], pendings)
	for i := range ps {
		ps[i] = future.NewPromise[int]()
		f := ps[i].Future()
		for range six {
			f = future.Then(f, func(v int, _ error) (int, error) { return inc(v) })
		}
		fs[i] = f
	}
	m.holds()
	for i, p := range ps {
		p.Set(0, nil)
		v, _ := fs[i].Get()
		check(v == six)
	}
	m.stop()
}

func pendingGoroutine(m *meter) {
	cs := make([]chan int, pendings)
	out := make(chan int, pendings)
	m.start()
	for i := range cs {
		c := make(chan int, 1)
		cs[i] = c
		go func() {
			v := <-c
			for range six {
				v, _ = inc(v)
			}
			out <- v
		}()
	}
	for range 100 {
		runtime.Gosched()
	}
	m.holds()
	for _, c := range cs {
		c <- 0
	}
	for range cs {
		check(<-out == six)
	}
	m.stop()
}

func operation(m *meter) {
	l := loop.New()
	rs := make([]promise.Resolver[int], million)
	n := 0
	f := func(int, error) { n++ }
	l.Post(func() {
		m.start()
		for i := range rs {
			p, r := promise.WithResolver[int](l)
			p.Settle(f)
			rs[i] = r
		}
		m.holds()
		for _, r := range rs {
			r.Fulfill(1)
		}
	})
	if err := l.Run(context.Background()); err != nil {
		panic(err)
	}
	m.stop()
	check(n == million)
}

func operationGoroutine(m *meter) {
	c := make(chan int)
	out := make(chan int, 1024)
	m.start()
	for range million {
		go func() { out <- <-c }()
	}
	m.holds()
	for range million {
		c <- 1
		<-out
	}
	m.stop()
}
