package promise_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Defects that promise libraries are known for. Each is a program that went
// wrong somewhere; here it has to go right, on a loop and off it. That long
// chains overflow the stack is the subject of
// TestFiveMillionStepsInConstantStack, and that races leave something behind of
// TestRaceOverALongLivedPromiseDoesNotLeak.
func TestKnownDefects(t *testing.T) {
	tests := []struct {
		name string
		run  func(b *bench)
		want string
	}{
		{"the first of two handlers on a pending promise is lost", func(b *bench) {
			p, r := b.pending()
			b.tap("a", p)
			b.tap("b", p)
			r.Fulfill("v")
		}, "a=v b=v"},
		{"handlers run in reverse order", func(b *bench) {
			p, r := b.pending()
			for i := range 5 {
				b.tap(fmt.Sprint(i), p)
			}
			r.Fulfill("")
		}, "0 1 2 3 4"},
		{"registering in a handler deadlocks", func(b *bench) {
			p, r := b.pending()
			p.Do(func(string) { b.tap("inner", p) })
			r.Fulfill("v")
		}, "inner=v"},
		{"following a settled promise never returns", func(b *bench) {
			b.tap("p", b.value("v").Then(func(v string) prom { return b.value(v + v) }))
		}, "p=vv"},
		{"a wait that timed out settles the promise", func(b *bench) {
			p, r := b.pending()
			ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
			defer cancel()
			_, err := p.Await(ctx)
			b.add("%v", errors.Is(err, context.DeadlineExceeded))
			r.Fulfill("42")
			b.tap("p", p)
		}, "true p=42"},
		{"Catch cannot recover to a value", func(b *bench) {
			b.tap("p", b.failure("e").Catch(func(error) prom { return b.value("v") }))
		}, "p=v"},
		{"Catch is told a value", func(b *bench) {
			b.tap("p", b.value("v").Catch(func(error) prom { b.add("caught"); return b.value("") }))
		}, "p=v"},
		{"a value that is an error is taken for a failure", func(b *bench) {
			p, r := promise.WithResolver[error](b.l)
			p.Settle(func(v, err error) { b.add("%v|%v", v, err) })
			r.Fulfill(errors.New("a value"))
		}, "a value|<nil>"},
		{"a nil value of an interface type panics", func(b *bench) {
			p, r := promise.WithResolver[any](b.l)
			promise.All(p, p).Settle(func(vs []any, err error) { b.add("%v|%v", vs, err) })
			r.Fulfill(nil)
		}, "[<nil> <nil>]|<nil>"},
	}
	for place, home := range map[string]*loop.Loop{"on a loop": loop.New(), "off loops": nil} {
		for _, test := range tests {
			t.Run(place+"/"+test.name, func(t *testing.T) {
				b := &bench{l: home}
				observeHooks(t, b)
				test.run(b)
				if home != nil {
					run(t, home)
				}
				if got := strings.Join(b.log, " "); got != test.want {
					t.Errorf("got %s, want %s", got, test.want)
				}
			})
		}
	}
}

// Elsewhere each step takes a goroutine, which waits for the one before.
func TestPendingStepsTakeNoGoroutine(t *testing.T) {
	const steps = 1_000
	for name, l := range map[string]*loop.Loop{"on a loop": loop.New(), "off loops": nil} {
		before := runtime.NumGoroutine()
		p, r := promise.WithResolver[int](l)
		q := p
		for range steps {
			q = q.Map(func(v int) (int, error) { return v + 1, nil }).
				Then(func(v int) *promise.Promise[int] { return promise.Resolve(v) })
		}
		got := 0
		never, _ := promise.WithResolver[int](l)
		promise.Race(never, q).Settle(func(v int, _ error) { got = v })
		if n := runtime.NumGoroutine(); n > before {
			t.Errorf("%s: %d goroutines for %d pending steps", name, n-before, 2*steps)
		}
		r.Fulfill(0)
		if l != nil {
			run(t, l)
		}
		if got != steps {
			t.Errorf("%s: got %d, want %d", name, got, steps)
		}
	}
}

// Elsewhere it is silent. Off loops the report comes when the promise is
// garbage: see TestUnhandledOffLoopsWhenUnreachable.
func TestErrorWithoutHandlerIsReported(t *testing.T) {
	b := &bench{l: loop.New()}
	observeHooks(t, b)
	b.failure("e")
	run(t, b.l)
	if got := strings.Join(b.log, " "); got != "unhandled(e)" {
		t.Errorf("got %s", got)
	}
}

// A panic in a handler of a loop must not reach who settles the promise.
func TestPanicDoesNotUnwindTheResolver(t *testing.T) {
	l := loop.New()
	p, r := promise.WithResolver[int](l)
	caught := false
	p.Do(func(int) { panic("x") }).Catch(func(error) *promise.Promise[int] {
		caught = true
		return promise.Resolve(0)
	})
	r.Fulfill(1)
	run(t, l)
	if !caught {
		t.Error("the panic was lost")
	}
}

// Off loops a panic unwinds through the caller, and the other handlers still run.
func TestPanicOffLoopsLeavesTheOtherHandlersAlone(t *testing.T) {
	p, r := promise.WithResolver[int](nil)
	var log []string
	p.Do(func(int) { panic("x") })
	p.Settle(func(v int, _ error) { log = append(log, fmt.Sprint("second ", v)) })
	func() {
		defer func() { log = append(log, fmt.Sprint("recovered ", recover())) }()
		r.Fulfill(1)
	}()
	if got := strings.Join(log, ", "); got != "second 1, recovered x" {
		t.Errorf("got %s", got)
	}
}

func TestAllocations(t *testing.T) {
	if slowness > 1 {
		t.Log("the race detector allocates, too: nothing to see here")
		return
	}
	const steps = 10_000
	inc := func(v int) (int, error) { return v + 1, nil }
	incThen := func(v int) *promise.Promise[int] { return promise.Resolve(v + 1) }
	for _, test := range []struct {
		name   string
		step   func(*promise.Promise[int]) *promise.Promise[int]
		allocs float64
		bytes  int64
	}{
		{"Map", func(p *promise.Promise[int]) *promise.Promise[int] { return p.Map(inc) }, 1, 32},
		{"Then", func(p *promise.Promise[int]) *promise.Promise[int] { return p.Then(incThen) }, 2, 56},
	} {
		r := testing.Benchmark(func(b *testing.B) {
			b.Helper()
			b.ReportAllocs()
			for range b.N {
				l := loop.New()
				p, r := promise.WithResolver[int](l)
				q := p
				for range steps {
					q = test.step(q)
				}
				r.Fulfill(0)
				run(t, l)
			}
		})
		if allocs := float64(r.AllocsPerOp()) / steps; allocs > test.allocs*1.05 {
			t.Errorf("%s: %v allocations per step", test.name, allocs)
		}
		if bytes := r.AllocedBytesPerOp() / steps; bytes > test.bytes+6 {
			t.Errorf("%s: %d bytes per step", test.name, bytes)
		}
	}
}

func TestPendingOperationIsSmall(t *testing.T) {
	if slowness > 1 {
		t.Log("the race detector allocates, too: nothing to see here")
		return
	}
	l, f := loop.New(), func(int, error) {}
	r := testing.Benchmark(func(b *testing.B) {
		b.Helper()
		b.ReportAllocs()
		for range b.N {
			p, _ := promise.WithResolver[int](l)
			p.Settle(f)
		}
	})
	if bytes := r.AllocedBytesPerOp(); bytes > 48 {
		t.Errorf("a pending operation with its callback takes %d bytes", bytes)
	}
}
