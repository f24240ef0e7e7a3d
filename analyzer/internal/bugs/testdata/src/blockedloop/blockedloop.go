package blockedloop

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

func tasks(l *loop.Loop, in chan int, wg *sync.WaitGroup) {
	l.Post(func() {
		time.Sleep(time.Second) // want `Sleep blocks the event loop, which runs this function of Post`
	})
	l.SetTimeout(time.Second, func() {
		println(<-in) // want `a receive blocks the event loop, which runs this function of SetTimeout`
	})
	l.Post(func() {
		for n := range in { // want `a receive blocks the event loop`
			println(n)
		}
	})
	l.Post(func() {
		func() { wg.Wait() }() // want `Wait blocks the event loop`
	})
	l.Post(func() {
		select { // want `a select blocks the event loop`
		case n := <-in:
			println(n)
		}
	})
	l.Post(named)
}

func named() {
	time.Sleep(time.Second) // want `Sleep blocks the event loop`
}

func operations(ctx context.Context, in chan int) {
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) {
		<-in // want `a receive blocks the event loop, which runs this function of ReadFileThen`
	})
	aio.ReadFile(ctx, "a").Do(func(data []byte) {
		aio.ReadFile(ctx, "b").Await(ctx) // want `Await blocks the event loop, which runs this function of Do`
	})
	p := aio.ReadFile(ctx, "a")
	p.Map(func(data []byte) (int, error) {
		time.Sleep(1) // want `Sleep blocks`
		return 0, nil
	})
	read(ctx).Do(func(data []byte) {
		time.Sleep(1) // want `Sleep blocks`
	})
}

func read(ctx context.Context) *promise.Promise[[]byte] { return aio.ReadFile(ctx, "a") }

// Elsewhere, one may block.
func elsewhere(ctx context.Context, l *loop.Loop, in chan int, wg *sync.WaitGroup) {
	l.Post(func() {
		go func() {
			time.Sleep(time.Second)
			wg.Wait()
		}()
		aio.ReadFile(ctx, "a").Do(func([]byte) {})
	})
	aio.ReadFile(ctx, "a").Await(ctx)
	<-in
}

// A cold promise runs its handlers where it is called back.
func launched(p *promise.Promise[int]) {
	promise.Call(func(k func(int, error)) { go k(1, nil) }).Do(func(int) { time.Sleep(1) }).Start()
	p.Do(func(int) { time.Sleep(1) })
}

func polls(l *loop.Loop, in chan int) {
	l.Post(func() {
		select {
		case n := <-in:
			println(n)
		default:
		}
	})
}

// The receive gives back what the send has taken.
func semaphore(ctx context.Context, sem chan struct{}) {
	sem <- struct{}{}
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) {
		<-sem
	})
}

// A closed channel has something to receive at once.
func closed(l *loop.Loop, in chan int) {
	ready := make(chan struct{})
	close(ready)
	l.Post(func() {
		<-ready
		done := make(chan int)
		close(done)
		<-done
		n, ok := <-done
		for n := range done {
			println(n)
		}
		select {
		case <-in:
		case <-done:
		}
		println(n, ok)
	})
}

func closedLater(l *loop.Loop, ready chan int, quit bool) {
	l.Post(func() {
		<-ready // want `a receive blocks the event loop`
		close(ready)
	})
	l.Post(func() {
		defer close(ready)
		<-ready // want `a receive blocks the event loop`
	})
	l.Post(func() {
		go func() { close(ready) }()
		<-ready // want `a receive blocks the event loop`
	})
	l.Post(func() {
		if quit {
			close(ready)
			return
		}
		<-ready // want `a receive blocks the event loop`
	})
}

// There is something to receive.
func drains(ctx context.Context, l *loop.Loop, in chan int) {
	l.Post(func() {
		for len(in) > 0 {
			println(<-in)
		}
		if len(in) > 1 {
			println(<-in, <-in)
		}
		one := make(chan int, 1)
		one <- 1
		println(<-one)
	})
	l.Post(func() {
		if len(in) == 0 {
			return
		}
		println(<-in)
	})
	l.Post(func() {
		timer := time.NewTimer(time.Second)
		if !timer.Stop() {
			<-timer.C // want `a receive blocks the event loop`
		}
		if timer.Reset(1) {
			<-timer.C // want `a receive blocks the event loop`
		}
		if ctx.Err() != nil {
			<-ctx.Done()
		}
		<-ctx.Done() // want `a receive blocks the event loop`
	})
	l.Post(func() {
		if cap(in) == 0 {
			return
		}
		println(<-in) // want `a receive blocks the event loop`
	})
}

type server struct{ sem, ended chan struct{} }

func (s *server) acquire() { s.sem <- struct{}{} }

// What is taken elsewhere is given back here.
func (s *server) limits(ctx context.Context) {
	s.acquire()
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) {
		defer func() { <-s.sem }()
		println(len(data))
	})
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) { <-s.sem })
	aio.ReadFileThen(ctx, "a", func(data []byte, err error) {
		<-s.ended // want `a receive blocks the event loop`
	})
}

// These have settled.
func settled(ctx context.Context) {
	a, b := aio.ReadFile(ctx, "a"), aio.ReadFile(ctx, "b")
	a.Do(func([]byte) {
		a.Await(ctx)
		loop.Default().Post(func() { a.Await(ctx) })
		if b.Settled() {
			b.Await(ctx)
		}
		b.Await(ctx) // want `Await blocks the event loop`
	})
	a.Map(func(data []byte) (int, error) { return len(data), nil }).Do(func(int) { a.Await(ctx) })
	a.Catch(func(error) *promise.Promise[[]byte] { return b }).Do(func([]byte) {
		if !b.Settled() {
			return
		}
		b.Await(ctx)
	})
	promise.All(a, b).On(loop.Default()).Do(func([][]byte) { b.Await(ctx) })
	promise.Race(a, b).On(loop.Default()).Do(func([]byte) {
		b.Await(ctx) // want `Await blocks the event loop`
	})
}

// With nil it belongs to no loop.
func ofNoLoop(l *loop.Loop, exec func(resolve func(int), reject func(error))) {
	promise.NewOn(nil, exec).Do(func(int) { time.Sleep(1) })
	promise.NewOn(l, exec).Do(func(int) {
		time.Sleep(1) // want `Sleep blocks the event loop`
	})
}

type bucket struct{ tokens, slots, sem chan struct{} }

// Who waits for a token takes one.
func takes(l *loop.Loop, b *bucket) {
	limiter := time.Tick(time.Second)
	l.Post(func() {
		<-limiter  // want `a receive blocks the event loop`
		<-b.tokens // want `a receive blocks the event loop`
		<-b.slots  // want `a receive blocks the event loop`
		<-b.sem    // want `a receive blocks the event loop`
	})
}

// It waits where there is nothing yet.
func waitsFor(ctx context.Context, l *loop.Loop, in chan int) {
	q := aio.ReadFile(ctx, "a")
	l.Post(func() {
		if !q.Settled() {
			q.Await(ctx) // want `Await blocks the event loop`
		}
		if len(in) == 0 {
			println(<-in) // want `a receive blocks the event loop`
		} else {
			println(<-in)
		}
		if ctx.Err() == nil {
			<-ctx.Done() // want `a receive blocks the event loop`
		}
		timer := time.NewTimer(time.Second)
		if timer.Stop() {
			<-timer.C // want `a receive blocks the event loop`
		}
	})
	l.Post(func() {
		if len(in) > 0 {
			return
		}
		println(<-in) // want `a receive blocks the event loop`
	})
}

// So do these conditions that there is something, or may be.
func mayHave(ctx context.Context, l *loop.Loop, in chan int, n int, ended bool) {
	l.Post(func() {
		if 1 <= len(in) && !ended {
			println(<-in)
		}
		if len(in) >= n || ended {
			println(<-in)
		}
		if len(in) != 0 && <-in > 0 || len(in) == 0 || <-in > 1 {
			return
		}
		if errors.Is(ctx.Err(), context.Canceled) || ctx.Err() == context.DeadlineExceeded {
			<-ctx.Done()
		}
	})
	l.Post(func() {
		if len(in) >= 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
}

// The name means something else within, and two calls make two promises.
func another(ctx context.Context, in chan int, q *promise.Promise[[]byte]) {
	q.Do(func([]byte) {
		q := aio.ReadFile(ctx, "a")
		aio.ReadFile(ctx, "b").Do(func([]byte) {
			q.Await(ctx) // want `Await blocks the event loop`
		})
	})
	aio.ReadFile(ctx, "a").Do(func([]byte) {
		aio.ReadFile(ctx, "a").Await(ctx) // want `Await blocks the event loop`
	})
	if len(in) > 0 {
		in := make(chan int)
		loop.Default().Post(func() {
			println(<-in) // want `a receive blocks the event loop`
		})
	}
}

func begun(l *loop.Loop, exec func(resolve func(int), reject func(error))) *promise.Promise[int] {
	return promise.NewOn(l, exec).Start()
}

// Start leaves a promise on its loop.
func started(l *loop.Loop, exec func(resolve func(int), reject func(error))) {
	promise.NewOn(l, exec).Start().Do(func(int) {
		time.Sleep(1) // want `Sleep blocks the event loop`
	})
	begun(l, exec).Do(func(int) {
		time.Sleep(1) // want `Sleep blocks the event loop`
	})
	promise.Call(func(k func(int, error)) { k(1, nil) }).Start().Do(func(int) { time.Sleep(1) })
}
