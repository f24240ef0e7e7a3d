package aio

import (
	"context"
	"io/fs"
	"os"
	"runtime"
	"sync"

	"github.com/unnest-go/unnest/runtime/internal/queue"
	"github.com/unnest-go/unnest/runtime/internal/unwind"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A pool runs functions that block, on a few goroutines that exist while there
// is something to do. The zero value has no limit.
type pool struct {
	limit   int
	mu      sync.Mutex
	waiting queue.Pile[func()]
	workers int
}

// Name look-ups have a pool of their own: they may hang for seconds, and files
// must not wait for them.
var (
	filePool = pool{limit: max(4, runtime.GOMAXPROCS(0))}
	namePool = pool{limit: 16}
	freePool = pool{}
)

// A runner runs functions that block.
type runner interface{ run(f func()) }

// A named is the pool of files for one that has yet to be opened.
type named string

// run calls f as soon as a worker is free.
func (name named) run(f func()) {
	filePool.run(func() {
		if name.waits() {
			freePool.run(f)
			return
		}
		f()
	})
}

// waits reports whether to open the file takes until somebody else does: it is a pipe. Other
// files must not wait for that. On Windows nobody waits, and to look would be to connect.
func (name named) waits() bool {
	if runtime.GOOS == "windows" {
		return false
	}
	info, err := os.Stat(string(name))
	return err == nil && info.Mode()&fs.ModeNamedPipe != 0
}

// run calls f as soon as a worker is free.
func (p *pool) run(f func()) {
	if p.limit == 0 {
		go f()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting.Push(f)
	if p.workers < p.limit {
		p.workers++
		go p.work()
	}
}

func (p *pool) work() {
	defer p.leave() // even if f ends its goroutine
	for {
		p.mu.Lock()
		if p.waiting.Len() == 0 {
			p.mu.Unlock()
			return
		}
		f := p.waiting.Pop()
		p.mu.Unlock()
		f()
	}
}

func (p *pool) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.workers--
	if p.waiting.Len() > 0 && p.workers < p.limit { // they came when it was about to leave
		p.workers++
		go p.work()
	}
}

// work runs f on p and ends the operation with what f returns. If the operation is over
// by then, or its loop, late gets the value, to release it; nil: nothing to release.
func work[T any](ctx context.Context, p runner, f func() (T, error), late func(T), k func(T, error)) {
	o := begin(ctx, k)
	if o.over.Load() {
		return
	}
	p.run(func() {
		if o.over.Load() {
			return
		}
		var v T
		err, returned := loop.ErrGoexit, false
		defer func() {
			if !returned && !unwind.ByGoexit() {
				return // it panics: before that ends the program handlers are to know nothing of it
			}
			if !o.end(v, err) && err == nil && late != nil {
				late(v)
			}
		}()
		v, err = f()
		returned = true
		err = causeOf(ctx, err) // f had the same context and may have been the first to notice
	})
}

// Go runs f, which may block, on a goroutine of its own, and hands what it
// returns to the loop: the way in for everything that this package does not
// have. A panic of f is none of the loop: it ends the program, and no handler is told.
func Go[T any](ctx context.Context, f func() (T, error)) *promise.Promise[T] {
	return promised(loopOf(ctx), func(k func(T, error)) { GoThen(ctx, f, k) })
}

// GoThen is [Go] with a continuation.
//
//unnest:once k
func GoThen[T any](ctx context.Context, f func() (T, error), k func(T, error)) {
	if f == nil {
		panic("aio: nil function")
	}
	work(ctx, &freePool, f, nil, k)
}
