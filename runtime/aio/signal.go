package aio

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Signal is fulfilled with the next of the signals that arrives, which then does
// not do what it does by default. Without signals it waits until ctx ends.
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
	c := catch(o.loop, 1, signals)
	go func() {
		defer c.release()
		select {
		case s := <-c.arrived:
			c.stop() // before anybody is told, who may send it again for what it does by default
			o.end(s, nil)
		case <-c.ended:
		case <-ctx.Done():
		}
	}()
}

// OnSignal calls f on the loop with each of the signals that arrives, none if there are none, until
// stop is called, the context ends or the loop is shut down. It does not keep the loop running,
// and takes the signals also while nobody runs that.
func OnSignal(ctx context.Context, f func(os.Signal), signals ...os.Signal) (stop func()) {
	if f == nil {
		panic("aio: nil handler")
	}
	l := loopOf(ctx)
	var stopped atomic.Bool // says so to what was posted before
	c := catch(l, 16, signals)
	go func() {
		defer c.release()
		for {
			select {
			case s := <-c.arrived:
				l.Post(func() {
					if !stopped.Load() && ctx.Err() == nil {
						f(s)
					}
				})
			case <-c.ended:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		stopped.Store(true)
		c.stop()
	}
}

// A catcher takes signals, which then do not do what they do by default.
type catcher struct {
	arrived chan os.Signal
	ended   chan struct{}
	stop    func() // gives the signals back, at once: the next does what it does by default
	forget  func()
}

// catch takes signals until stop is called or the loop is shut down.
func catch(l *loop.Loop, room int, signals []os.Signal) *catcher {
	c := &catcher{arrived: make(chan os.Signal, room), ended: make(chan struct{})}
	c.stop = sync.OnceFunc(func() {
		signal.Stop(c.arrived)
		close(c.ended)
	})
	if len(signals) > 0 { // for none it would take all
		signal.Notify(c.arrived, signals...)
	}
	c.forget = l.Inner().AtEnd(c.stop)
	return c
}

func (c *catcher) release() {
	c.stop()
	c.forget()
}
