package promise_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// What has settled before its loop is shut down is told to those elsewhere who wait.
func TestShutdownTellsOfWhatHasSettled(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, waitedFor := range map[string]func(*promise.Promise[int]) *promise.Promise[int]{
		"awaited": func(p *promise.Promise[int]) *promise.Promise[int] { return p },
		"adopted by a promise of no loop": func(p *promise.Promise[int]) *promise.Promise[int] {
			q, r := promise.WithResolver[int](nil)
			r.Adopt(p)
			return q
		},
		"a turn of a loop of promises": func(p *promise.Promise[int]) *promise.Promise[int] {
			return promise.Loop(0, func(v int) *promise.Promise[int] {
				if v == 1 {
					return nil
				}
				return p
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := loop.New()
				p, r := promise.WithResolver[int](l)
				q := waitedFor(p)
				got := make(chan int)
				go func() {
					v, _ := q.Await(t.Context())
					got <- v
				}()
				synctest.Wait()
				r.Fulfill(1)
				_ = l.Shutdown(ended)
				if v := <-got; v != 1 {
					t.Errorf("got %d", v)
				}
			})
		})
	}
}
