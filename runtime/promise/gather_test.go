package promise_test

import (
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
			for waiting := true; waiting; runtime.GC() {
				select {
				case <-collected:
					waiting = false
				default:
				}
			}
			runtime.KeepAlive(result)
		})
	}
}
