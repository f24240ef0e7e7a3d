package aio

import (
	"context"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Sleep is fulfilled when d has passed.
func Sleep(ctx context.Context, d time.Duration) *promise.Promise[promise.Unit] {
	return promisedUnit(loopOf(ctx), func(k func(error)) { SleepThen(ctx, d, k) })
}

// SleepThen is [Sleep] with a continuation.
//
//unnest:once k
func SleepThen(ctx context.Context, d time.Duration, k func(error)) {
	if k == nil {
		panic("aio: nil continuation")
	}
	l := loopOf(ctx)
	if ctx.Done() == nil {
		l.SetTimeout(d, func() { k(nil) })
		return
	}
	o := &op[promise.Unit]{}
	o.start(ctx, l, unit(k))
	if o.over.Load() {
		return
	}
	var mu sync.Mutex // the context may end before there is a timer to stop
	var timer loop.Timer
	mu.Lock()
	defer mu.Unlock()
	o.watch(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		timer.Stop()
		o.cancel(ctx)
	})
	timer = l.SetTimeout(d, func() { o.end(promise.Unit{}, nil) })
}
