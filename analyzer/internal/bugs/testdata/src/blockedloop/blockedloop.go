package blockedloop

import (
	"context"
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
