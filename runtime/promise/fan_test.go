package promise_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// TestHandlersKeepTheirOrderWhenOthersGiveUp has races between handlers, which are
// decided in any order before the promise settles.
func TestHandlersKeepTheirOrderWhenOthersGiveUp(t *testing.T) {
	const handlers = 300
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, seed))
		p, settle := promise.WithResolver[int](nil)
		var log, want []int
		var decide []func()
		race := func() {
			other, settled := promise.WithResolver[int](nil)
			promise.Race(p, other, p).Settle(func(v int, _ error) { log = append(log, v) })
			decide = append(decide, func() {
				want = append(want, -1)
				settled.Fulfill(-1)
			})
		}
		for i := range handlers {
			if i > 0 || seed%2 == 0 {
				race()
			}
			p.Settle(func(int, error) { log = append(log, i) })
			for len(decide) > r.IntN(handlers) {
				j := r.IntN(len(decide))
				decide[j]()
				decide = slices.Delete(decide, j, j+1)
			}
		}
		for len(decide) > 0 {
			decide[0]()
			decide = decide[1:]
		}
		for i := range handlers {
			want = append(want, i)
		}
		if settle.Fulfill(0); !slices.Equal(log, want) {
			t.Fatalf("seed %d: got %v, want %v", seed, log, want)
		}
	}
}

// What it costs to wait for a promise, or to give up, does not depend on how many
// others wait for it.
func TestManyWaitForOne(t *testing.T) {
	l := loop.New()
	p, r := promise.WithResolver[int](l)
	n := scaled(200_000)
	called := 0
	for range n {
		p.Settle(func(int, error) { called++ })
	}
	races := make([]promise.Resolver[int], scaled(8_000))
	for i := range races {
		var q *promise.Promise[int]
		q, races[i] = promise.WithResolver[int](l)
		promise.Race(p, q)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, race := range races {
		race.Fulfill(1)
	}
	run(t, l)
	runtime.ReadMemStats(&after)
	if per := int(after.TotalAlloc-before.TotalAlloc) / len(races); per > 1<<12 {
		t.Errorf("to give up takes %d bytes", per)
	}
	r.Fulfill(1)
	if run(t, l); called != n {
		t.Errorf("%d of %d were called", called, n)
	}
}
