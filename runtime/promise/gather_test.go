package promise_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// The place of All in the queue is that of the input that settled last, whatever
// stands before it there.
func TestAllKeepsItsPlaceInTheQueue(t *testing.T) {
	for _, queued := range []bool{false, true} {
		l := loop.New()
		var log []string
		note := func(s string) func(int) { return func(int) { log = append(log, s) } }
		before, resolveBefore := promise.WithResolver[int](l)
		a, resolveA := promise.WithResolver[int](l)
		between, resolveBetween := promise.WithResolver[int](l)
		b, resolveB := promise.WithResolver[int](l)
		before.Settle(func(v int, _ error) { note("before")(v) })
		between.Do(note("between")).Settle(func(v int, _ error) { note("then")(v) })
		promise.All(a, b).Settle(func([]int, error) { note("all")(0) })
		l.Post(func() {
			if queued {
				resolveBefore.Fulfill(0)
			}
			resolveA.Fulfill(1)
			resolveBetween.Fulfill(2)
			resolveB.Fulfill(3)
		})
		run(t, l)
		want := "between then all"
		if queued {
			want = "before between then all"
		}
		if got := strings.Join(log, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// What has been decided is not to keep alive what it was decided by.
func TestCombinatorsForgetTheirInputs(t *testing.T) {
	combinators := map[string]func(...*promise.Promise[int]) any{
		"All":        func(ps ...*promise.Promise[int]) any { return promise.All(ps...) },
		"AllSettled": func(ps ...*promise.Promise[int]) any { return promise.AllSettled(ps...) },
		"Any":        func(ps ...*promise.Promise[int]) any { return promise.Any(ps...) },
		"Race":       func(ps ...*promise.Promise[int]) any { return promise.Race(ps...) },
	}
	for name, combine := range combinators {
		t.Run(name, func(t *testing.T) {
			l := loop.New()
			collected := make(chan struct{})
			input := func() *promise.Promise[int] {
				p, r := promise.WithResolver[int](l)
				runtime.AddCleanup(p, func(c chan struct{}) { close(c) }, collected)
				l.Post(func() { r.Fulfill(1) })
				return p
			}
			result := combine(input())
			run(t, l)
			awaitCollection(collected)
			runtime.KeepAlive(result)
		})
	}
}

// awaitCollection waits until what closes a channel when it is collected has been.
func awaitCollection(collected <-chan struct{}) {
	for {
		select {
		case <-collected:
			return
		default:
			runtime.GC()
		}
	}
}

// What has settled is not to keep alive what it could have ended by, or has come from.
func TestSettledPromisesForget(t *testing.T) {
	type large [1000]byte
	type key struct{}
	for name, settle := range map[string]func(l *loop.Loop, v *large) any{
		"WithContext": func(l *loop.Loop, v *large) any {
			p, r := promise.WithResolver[int](l)
			l.Post(func() { r.Fulfill(1) })
			return p.WithContext(context.WithValue(t.Context(), key{}, v)).Start()
		},
		"a context that has ended": func(l *loop.Loop, v *large) any {
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, v))
			p, _ := promise.WithResolver[int](l)
			limited := p.WithContext(ctx)
			limited.Settle(func(int, error) {})
			cancel()
			return limited
		},
		"Loop": func(l *loop.Loop, v *large) any {
			p := promise.Loop(v, func(*large) *promise.Promise[*large] {
				return promise.Reject[*large](errors.New("no"))
			})
			p.On(l).Settle(func(*large, error) {})
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, v, collected := loop.New(), new(large), make(chan struct{})
			runtime.AddCleanup(v, func(c chan struct{}) { close(c) }, collected)
			result := settle(l, v)
			run(t, l)
			awaitCollection(collected)
			runtime.KeepAlive(result)
		})
	}
}
