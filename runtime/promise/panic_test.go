package promise_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A promise of a handler on a loop adopts one whose launch panics: it is settled
// once, with what comes first, whatever becomes of the continuation.
func TestLaunchThatPanicsInAHandler(t *testing.T) {
	var k func(string, error) // what the launch has got
	keeping := func() prom {
		return promise.Call(func(given func(string, error)) { k = given; panic("x") })
	}
	const panicked = "p!panic(x) later p!panic(x)"
	tests := []struct {
		name string
		run  func(l *loop.Loop) prom // what the handler returns
		want string
	}{
		{"off loops", func(*loop.Loop) prom { return keeping() }, panicked},
		{"moved to the loop", func(l *loop.Loop) prom { return keeping().On(l) }, panicked},
		{"with a limit", func(*loop.Loop) prom { return keeping().Timeout(time.Millisecond) }, panicked},
		{"one of several", func(*loop.Loop) prom { return promise.Race(keeping(), keeping()) }, panicked},
		{"a turn", func(*loop.Loop) prom {
			return promise.Loop("", func(string) prom { return keeping() })
		}, panicked},
		{"a turn that is not the first", func(l *loop.Loop) prom {
			turns := 0
			return promise.Recurse("", func(string) prom {
				if turns++; turns == 2 {
					return keeping()
				}
				return promise.Resolve("").On(l)
			})
		}, panicked},
		{"behind its end", func(*loop.Loop) prom {
			return promise.Call(func(given func(string, error)) { given("v", nil); panic("x") })
		}, "p=v later p=v"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := &bench{l: loop.New()}
			k = func(string, error) {}
			observeHooks(t, b)
			p := b.value("").Then(func(string) prom { return test.run(b.l) })
			b.tap("p", p)
			run(t, b.l)
			b.l.Post(func() { k("late", nil) })
			run(t, b.l)
			b.add("later")
			b.tap("p", p)
			run(t, b.l)
			if got := strings.Join(b.log, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A chain of no loop goes on inside of the call that a handler makes, also where that
// runs on a loop.
func TestPanicFurtherDownIsNotLost(t *testing.T) {
	calling := func(v string, k func(string, error)) { k(v, nil) }
	for name, step := range map[string]func(prom) prom{
		"ThenCall": func(p prom) prom { return p.ThenCall(calling) },
		"Then": func(p prom) prom {
			return p.Then(func(v string) prom {
				return promise.Call(func(k func(string, error)) { calling(v, k) })
			})
		},
	} {
		b := &bench{l: loop.New()}
		observeHooks(t, b)
		turns := promise.Loop("", func(v string) prom {
			if v != "" {
				return nil
			}
			return b.value("v")
		})
		b.tap("p", step(turns).Do(func(string) { panic("x") }))
		run(t, b.l)
		if got := strings.Join(b.log, " "); got != "unhandled(panic(x))" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// Whoever settles the promise of a launch that panics, on another goroutine, does so before
// the panic or not at all: the outcome is one of both, and not a mixture.
func TestLaunchThatPanicsWhileAnotherGoroutineSettles(t *testing.T) {
	promise.OnUnhandled(func(promise.Unhandled) {}) // if it comes too late to reject
	defer promise.OnUnhandled(nil)
	for range 100 {
		l := loop.New()
		var wg sync.WaitGroup
		all := promise.AllSettled(promise.Resolve(0).On(l).Then(func(int) prom {
			return promise.Call(func(k func(string, error)) {
				wg.Go(func() { k("v", nil) })
				panic("x")
			})
		}))
		all.Settle(func(outcomes []promise.Outcome[string], _ error) {
			if o := outcomes[0]; (o.Value == "v") != (o.Err == nil) {
				t.Errorf("got %q, %v", o.Value, o.Err)
			}
		})
		run(t, l)
		wg.Wait()
		run(t, l)
	}
}

// A panic may have the value nil: who handles it, and who executes, is told of a panic.
func TestPanicOfNil(t *testing.T) {
	t.Setenv("GODEBUG", "panicnil=1")
	for name, start := range map[string]func(l *loop.Loop) prom{
		"handler": func(l *loop.Loop) prom {
			return promise.Resolve("").On(l).Do(func(string) { panic(any(nil)) })
		},
		"executor": func(l *loop.Loop) prom {
			return promise.NewOn(l, func(func(string), func(error)) { panic(any(nil)) })
		},
	} {
		l := loop.New()
		var got error
		start(l).Settle(func(_ string, err error) { got = err })
		run(t, l)
		if failed, ok := errors.AsType[*loop.PanicError](got); !ok || failed.Value != nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// panics is a handler.
func panics[T any](string) T { panic("x") }

// ends is a handler that others call.
func ends(string, func(string, error)) { runtime.Goexit() }

// misuses is left by a panic of this package.
func misuses(v string) { promise.Resolve(v).Do(nil) }

// descends is left far down.
func descends(string) { descend(1000) }

func descend(n int) {
	if n == 0 {
		panic("x")
	}
	descend(n - 1)
}

func TestOriginOfWhatLeavesAHandler(t *testing.T) {
	for name, chain := range map[string]func(p prom){
		"panics":   func(p prom) { p.Then(panics[prom]) },
		"ends":     func(p prom) { p.ThenCall(ends) },
		"misuses":  func(p prom) { p.Do(misuses) },
		"descends": func(p prom) { p.Do(descends) },
	} {
		var origins []string
		promise.OnUnhandled(func(u promise.Unhandled) { origins = append(origins, u.Origin) })
		l := loop.New()
		chain(promise.Resolve("").On(l))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = l.Run(t.Context())
		}()
		<-ended
		run(t, l) // what is left behind the end of a goroutine
		promise.OnUnhandled(nil)
		_, at, _ := strings.Cut(strings.Join(origins, " and "), "promise_test."+name)
		if len(origins) != 1 || !strings.Contains(at, "panic_test.go:") {
			t.Errorf("%s: got %q", name, origins)
		}
	}
}
