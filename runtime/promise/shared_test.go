package promise_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Whoever handles the error of a derived promise once more does not speak for the one
// whose error it was at first.
func TestHandlingADerivedPromiseTwice(t *testing.T) {
	other := loop.New()
	for name, derive := range map[string]func(p prom) prom{
		"Finally": func(p prom) prom { return p.Finally(func() {}) },
		"Then":    func(p prom) prom { return p.Then(func(string) prom { return nil }) },
		"On":      func(p prom) prom { return p.On(other) },
		"Race":    func(p prom) prom { return promise.Race(p, p) },
		"Timeout": func(p prom) prom { return p.Timeout(time.Hour) },
		"Adopt": func(p prom) prom {
			q, r := promise.WithResolver[string](nil)
			r.Adopt(p)
			return q
		},
	} {
		for _, late := range []bool{false, true} {
			b := &bench{l: loop.New()}
			observeHooks(t, b)
			p, r := b.pending()
			_, adopter := b.pending()
			adopter.Adopt(p) // nobody handles the error of the adopter
			if late {
				r.Reject(errors.New("e"))
			}
			derived := derive(p)
			derived.Settle(func(string, error) {})
			if !late {
				r.Reject(errors.New("e"))
			}
			b.l.Pump()
			other.Pump()
			derived.Settle(func(string, error) {})
			run(t, b.l)
			if got := strings.Join(b.log, " "); got != "unhandled(e)" {
				t.Errorf("%s, late: %v: got %q", name, late, got)
			}
		}
	}
}
