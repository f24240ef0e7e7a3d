package aio

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/promise"
)

// Signal is fulfilled with the next of the signals that arrives, which then does
// not do what it does by default.
func Signal(ctx context.Context, signals ...os.Signal) *promise.Promise[os.Signal] {
	return promised(loopOf(ctx), func(k func(os.Signal, error)) { SignalThen(ctx, k, signals...) })
}

// SignalThen is [Signal] with a continuation.
//
//unnest:once k
func SignalThen(ctx context.Context, k func(os.Signal, error), signals ...os.Signal) {
	o := begin(ctx, k)
	if o.over.Load() {
		return
	}
	arrived := make(chan os.Signal, 1)
	signal.Notify(arrived, signals...)
	go func() {
		defer signal.Stop(arrived)
		select {
		case s := <-arrived:
			o.end(s, nil)
		case <-ctx.Done():
		}
	}()
}

// OnSignal calls f on the loop with each of the signals that arrives until stop
// is called or the context ends. It does not keep the loop running.
func OnSignal(ctx context.Context, f func(os.Signal), signals ...os.Signal) (stop func()) {
	if f == nil {
		panic("aio: nil handler")
	}
	l := loopOf(ctx)
	arrived := make(chan os.Signal, 16)
	ended := make(chan struct{})
	var stopped atomic.Bool // says so to what was posted before
	signal.Notify(arrived, signals...)
	go func() {
		defer signal.Stop(arrived)
		for {
			select {
			case s := <-arrived:
				if !l.Post(func() {
					if !stopped.Load() && ctx.Err() == nil {
						f(s)
					}
				}) {
					return // the loop was shut down
				}
			case <-ended:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		if !stopped.Swap(true) {
			signal.Stop(arrived) // not later: the next does what it does by default
			close(ended)
		}
	}
}
