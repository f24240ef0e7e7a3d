package promise_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Where one input is missing, the others no longer matter: their errors are handled.
func TestErrorsBesideAMissingInput(t *testing.T) {
	combinators := map[string]func(b *bench, p prom){
		"All":        func(b *bench, p prom) { tap(b, promise.All(nil, p, p)) },
		"AllSettled": func(b *bench, p prom) { tap(b, promise.AllSettled(p, nil)) },
		"Any":        func(b *bench, p prom) { tap(b, promise.Any(p, nil)) },
		"Race":       func(b *bench, p prom) { tap(b, promise.Race(nil, p)) },
		"Zip":        func(b *bench, p prom) { tap(b, promise.Zip(p, prom(nil))) },
		"Zip3":       func(b *bench, p prom) { tap(b, promise.Zip3(p, prom(nil), p)) },
	}
	inputs := map[string]func(b *bench) prom{
		"rejected": func(b *bench) prom { return b.failure("e") },
		"pending": func(b *bench) prom {
			p, r := b.pending()
			b.l.Post(func() { r.Reject(errors.New("e")) })
			return p
		},
		"pending, one waits": func(b *bench) prom {
			p, r := b.pending()
			p.Settle(func(string, error) {})
			b.l.Post(func() { r.Reject(errors.New("e")) })
			return p
		},
		"adopted": func(b *bench) prom {
			p, r := b.pending()
			adopter, a := b.pending()
			a.Adopt(p)
			adopter.Settle(func(string, error) {})
			b.l.Post(func() { r.Reject(errors.New("e")) })
			return p
		},
		"cold": func(b *bench) prom {
			return promise.Call(func(func(string, error)) { b.add("started") })
		},
	}
	for name, combine := range combinators {
		for state, input := range inputs {
			b := &bench{l: loop.New()}
			observeHooks(t, b)
			combine(b, input(b))
			run(t, b.l)
			if got := strings.Join(b.log, " "); got != "nil" {
				t.Errorf("%s, %s: got %q", name, state, got)
			}
		}
	}
}

// tap notes that p is rejected for a missing input.
func tap[T any](b *bench, p *promise.Promise[T]) {
	p.Settle(func(_ T, err error) {
		if errors.Is(err, promise.ErrNilPromise) {
			b.add("nil")
		}
	})
}
