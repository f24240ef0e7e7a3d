package promise_test

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

func TestBackoffNeverWaitsLongerThanMax(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		for _, b := range []promise.Backoff{
			{Delay: time.Hour, Max: time.Second},
			{Delay: time.Second, Max: time.Second, Factor: 1e12},
			{Delay: time.Second, Max: time.Second, Factor: math.Inf(1)},
		} {
			b.Attempts, b.Loop = 4, l
			start := time.Now()
			var log []string
			promise.Retry(b, func() *promise.Promise[int] {
				log = append(log, time.Since(start).String())
				return promise.Reject[int](errors.New("no"))
			}).Settle(func(int, error) {})
			run(t, l)
			if got := strings.Join(log, " "); got != "0s 1s 2s 3s" {
				t.Errorf("%+v: attempts at %s", b, got)
			}
		}
	})
}

// Without a limit the delay grows until it is the longest that there is.
func TestBackoffDoesNotOverflow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		attempts := 0
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		b := promise.Backoff{Attempts: 9, Delay: time.Second, Factor: 1e12, Loop: l}
		promise.Retry(b, func() *promise.Promise[int] {
			attempts++
			return promise.Reject[int](errors.New("no"))
		}).Settle(func(int, error) {})
		_ = l.Run(ctx)
		if attempts != 2 {
			t.Errorf("%d attempts in a day", attempts)
		}
	})
}

// The end of the context ends the wait for the next attempt, and there is none.
func TestRetryEndsWithItsContext(t *testing.T) {
	cause := errors.New("changed my mind")
	for _, attempts := range []int{0, 1} { // when the context ends
		synctest.Test(t, func(t *testing.T) {
			l := loop.New()
			ctx, cancel := context.WithCancelCause(t.Context())
			if attempts == 0 {
				cancel(cause)
			}
			l.SetTimeout(time.Second, func() { cancel(cause) })
			b := promise.Backoff{Attempts: 9, Delay: time.Hour, Loop: l, Context: ctx}
			start, made := time.Now(), 0
			var got error
			promise.Retry(b, func() *promise.Promise[int] {
				made++
				return promise.Reject[int](errors.New("no"))
			}).Settle(func(_ int, err error) { got = err })
			run(t, l)
			if made != attempts || !errors.Is(got, cause) || time.Since(start) != time.Second {
				t.Errorf("%d attempts, %v after %s", made, got, time.Since(start))
			}
		})
	}
}

// A promise that has timed out does not keep what it waited for.
func TestTimedOutPromiseForgetsItsSource(t *testing.T) {
	l := loop.New()
	p, _ := promise.WithResolver[[64]int](l)
	q := p.Timeout(time.Millisecond)
	source := weak.Make(p)
	p = nil
	run(t, l)
	for range 10 {
		runtime.GC()
	}
	if source.Value() != nil {
		t.Error("the source is still there")
	}
	if _, err, _ := q.Result(); !errors.Is(err, promise.ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

// A context that has ended before the start ends the wait, whatever the launch does at once.
func TestContextThatHasEndedBeforeTheStart(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		launched := false
		p := promise.Call(func(k func(int, error)) { launched = true; k(1, nil) }).WithContext(ctx)
		p.Settle(func(v int, err error) {
			if v != 0 || !errors.Is(err, context.Canceled) {
				t.Fatalf("got %d, %v", v, err)
			}
		})
		if !p.Settled() || !launched {
			t.Fatalf("settled %v, launched %v", p.Settled(), launched)
		}
	}
}

func TestContextThatIsDoneLeavesNothingBehind(t *testing.T) {
	p, r := promise.WithResolver[int](nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var before, after runtime.MemStats
	const n = 100_000
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range n / slowness {
		if _, err := p.WithContext(ctx).Await(t.Context()); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	for range 100 { // what is garbage may have a cleanup, on another goroutine
		runtime.GC()
		runtime.ReadMemStats(&after)
		if after.HeapAlloc <= before.HeapAlloc+n/slowness*16 {
			break
		}
	}
	if after.HeapAlloc > before.HeapAlloc+n/slowness*16 {
		t.Errorf("%d bytes more", after.HeapAlloc-before.HeapAlloc)
	}
	r.Fulfill(1)
}

// An outcome that was there before the end of the context counts, though the loop, which
// is busy, has not told of it yet.
func TestContextThatEndsBehindTheOutcome(t *testing.T) {
	for name, order := range map[string]func(settle, limit func()){
		"a limit of what has settled": func(settle, limit func()) { settle(); limit() },
		"a limit of what settles":     func(settle, limit func()) { limit(); settle() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := loop.New()
				p, r := promise.WithResolver[int](l)
				ctx, cancel := context.WithCancel(t.Context())
				l.Post(func() {
					order(func() { r.Fulfill(1); cancel() }, func() {
						p.WithContext(ctx).Settle(func(v int, err error) {
							if v != 1 || err != nil {
								t.Errorf("got %d, %v", v, err)
							}
						})
					})
					synctest.Wait() // the end of the context is told
				})
				run(t, l)
			})
		})
	}
}

func TestAwaitPrefersTheOutcome(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		p := promise.Call(func(k func(int, error)) { k(1, nil) })
		if v, err := p.Await(ended); v != 1 || err != nil {
			t.Fatalf("got %d, %v", v, err)
		}
	}
}
