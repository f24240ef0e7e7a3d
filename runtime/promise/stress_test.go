package promise_test

import (
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Goroutines build a graph of promises, settle and adopt at the same time.
// Every handler must run exactly once and nothing may be lost, whatever the
// interleaving.
func TestConcurrentUse(t *testing.T) {
	for name, l := range map[string]*loop.Loop{"adapted": nil, "loop": loop.Default()} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(100) {
				storm(t, l, seed)
			}
		})
	}
}

func storm(t *testing.T, l *loop.Loop, seed uint64) {
	t.Helper()
	const size, goroutines = 12, 4
	promises := make([]*promise.Promise[int], size)
	resolvers := make([]promise.Resolver[int], size)
	for i := range promises {
		promises[i], resolvers[i] = promise.WithResolver[int](l)
	}
	var handlers sync.WaitGroup
	var ran atomic.Int64
	count := func(int, error) { ran.Add(1); handlers.Done() }
	registered := int64(0)
	var workers sync.WaitGroup
	for g := range goroutines {
		const each = 40
		registered += each
		handlers.Add(each)
		workers.Go(func() {
			rnd := rand.New(rand.NewPCG(seed, uint64(g)))
			for i := range each {
				p := promises[rnd.IntN(size)]
				switch i % 4 {
				case 0:
					p.Settle(count)
				case 1:
					p.Map(func(v int) (int, error) { return v + 1, nil }).Settle(count)
				case 2:
					q := promises[rnd.IntN(size)]
					p.Handle(func(int, error) *promise.Promise[int] { return q }).Settle(count)
				default:
					promise.Race(p, promises[rnd.IntN(size)]).Settle(count)
				}
				// Each promise is settled in one of three ways, perhaps while others wait for it.
				if k := rnd.IntN(3 * size); k < size {
					settleSomehow(rnd, k, promises, resolvers)
				}
			}
		})
	}
	workers.Wait()
	for _, r := range resolvers {
		r.Fulfill(0)
	}
	handlers.Wait()
	if ran.Load() != registered {
		t.Fatalf("seed %d: %d handlers ran, %d registered", seed, ran.Load(), registered)
	}
}

func settleSomehow(
	rnd *rand.Rand, k int, promises []*promise.Promise[int], resolvers []promise.Resolver[int],
) {
	switch rnd.IntN(4) {
	case 0:
		resolvers[k].Fulfill(k)
	case 1:
		resolvers[k].Reject(errors.New("e"))
	default: // may close a cycle, even from two goroutines at once
		resolvers[k].Adopt(promises[rnd.IntN(len(promises))])
	}
}
