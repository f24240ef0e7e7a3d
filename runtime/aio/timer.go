package aio

import (
	"context"
	"time"

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
	o := begin(ctx, unit(k))
	if o.over.Load() {
		return
	}
	var unwatch func() bool
	t := l.SetTimeout(d, func() {
		unwatch()
		o.end(promise.Unit{}, nil)
	})
	// On the loop, which has to notice that it has no timer to wait for.
	unwatch = context.AfterFunc(ctx, func() { l.Post(func() { t.Stop() }) })
}
