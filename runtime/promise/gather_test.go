package promise_test

import (
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
