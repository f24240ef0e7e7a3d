package promise_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/unnest-go/unnest/runtime/promise"
)

// An api is a foreign callback API: it calls k with (v, err) in its own way and
// logs around that call.
type api struct {
	name string
	call func(log *trace, v int, err error, k func(int, error))
}

// A trace is the log of a program, each entry with the goroutine it came from.
type trace struct {
	mu      sync.Mutex
	entries []string
	homes   map[string]string // goroutine -> stable name
}

func (t *trace) add(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.homes == nil {
		t.homes = map[string]string{}
	}
	id := goroutine()
	if t.homes[id] == "" {
		t.homes[id] = fmt.Sprintf("g%d", len(t.homes))
	}
	t.entries = append(t.entries, t.homes[id]+": "+fmt.Sprintf(format, args...))
}

func (t *trace) String() string { return strings.Join(t.entries, "\n") }

// same reports whether the very error was delivered, not one that wraps it.
func same(got, want error) bool { return any(got) == any(want) }

func goroutine() string {
	buf := make([]byte, 64)
	return strings.Fields(string(buf[:runtime.Stack(buf, false)]))[1]
}

var apis = []api{
	{"synchronous", func(log *trace, v int, err error, k func(int, error)) {
		log.add("launch %d", v)
		k(v, err)
		log.add("launch %d returns", v)
	}},
	{"goroutine", func(log *trace, v int, err error, k func(int, error)) {
		log.add("launch %d", v)
		done := make(chan struct{})
		go func() {
			defer close(done)
			k(v, err)
			log.add("k %d returned", v)
		}()
		<-done // keeps the trace deterministic
	}},
	{"locked", func(log *trace, v int, err error, k func(int, error)) {
		var mu sync.Mutex
		mu.Lock()
		k(v, err)
		log.add("locked %v", !mu.TryLock())
		mu.Unlock()
	}},
	{"deferred", func(log *trace, v int, err error, k func(int, error)) {
		defer log.add("outer defer %d", v)
		defer k(v, err)
		log.add("launch %d returns", v)
	}},
	{"recovering", func(log *trace, v int, err error, k func(int, error)) {
		defer func() {
			if r := recover(); r != nil {
				log.add("recovered %v", r)
			}
		}()
		k(v, err)
	}},
	{"never", func(log *trace, v int, _ error, _ func(int, error)) {
		log.add("launch %d, no call", v)
	}},
}

// The chain must leave the same trace as the nest, on the same goroutines,
// whatever the APIs do.
func TestChainEqualsNest(t *testing.T) {
	for _, a := range apis {
		for _, b := range apis {
			for _, failing := range []string{"", "a", "b", "panic"} {
				t.Run(a.name+"/"+b.name+"/"+failing, func(t *testing.T) {
					want, got := program(a, b, failing, nest), program(a, b, failing, chain)
					if got != want {
						t.Errorf("trace of the chain:\n%s\nof the nest:\n%s", got, want)
					}
				})
			}
		}
	}
}

type op func(v int, k func(int, error))

type shape func(log *trace, a, b op, last func(int, error))

func program(a, b api, failing string, run shape) string {
	log := &trace{}
	launch := func(x api, errName string) op {
		var err error
		if failing == errName {
			err = errors.New(errName + " failed")
		}
		return func(v int, k func(int, error)) { x.call(log, v, err, k) }
	}
	func() {
		defer func() {
			if r := recover(); r != nil {
				log.add("main recovers %v", r)
			}
		}()
		run(log, launch(a, "a"), launch(b, "b"), func(v int, err error) {
			log.add("done %d %v", v, err)
			if failing == "panic" && a.name != "goroutine" && b.name != "goroutine" {
				panic("handler")
			}
		})
		log.add("main goes on")
	}()
	return log.String()
}

func nest(log *trace, a, b op, last func(int, error)) {
	a(1, func(v int, err error) {
		if err != nil {
			last(0, err)
			return
		}
		log.add("got %d", v)
		b(v+1, func(w int, err error) {
			if err != nil {
				last(0, err)
				return
			}
			last(v+w, nil)
		})
		log.add("after launching b")
	})
	log.add("after launching a")
}

func chain(log *trace, a, b op, last func(int, error)) {
	var v int
	promise.Call(func(k func(int, error)) { a(1, k) }).
		Keep(&v).
		ThenCall(func(v int, k func(int, error)) {
			log.add("got %d", v)
			b(v+1, k)
			log.add("after launching b")
		}).
		Map(func(w int) (int, error) { return v + w, nil }).
		Settle(last)
	log.add("after launching a")
}

func TestCallIsCold(t *testing.T) {
	launched := 0
	p := promise.Call(func(k func(int, error)) { launched++; k(1, nil) })
	q := p.Map(func(v int) (int, error) { return v + 1, nil })
	if launched != 0 {
		t.Fatal("launched before the chain was complete")
	}
	q.Settle(func(v int, err error) {
		if v != 2 || err != nil {
			t.Errorf("got %d, %v", v, err)
		}
	})
	p.Settle(func(int, error) {})
	p.Start()
	if launched != 1 {
		t.Errorf("launched %d times", launched)
	}
}

func TestValueBesideError(t *testing.T) {
	eof := errors.New("eof")
	partial := func() *promise.Promise[int] {
		return promise.Call(func(k func(int, error)) { k(7, eof) })
	}
	skipped := func(int) *promise.Promise[int] { t.Error("handler ran"); return nil }
	tests := []struct {
		name string
		p    *promise.Promise[int]
		want int
	}{
		{"Settle", partial(), 7},
		{"Handle", partial().Handle(func(v int, err error) *promise.Promise[int] {
			return promise.Call(func(k func(int, error)) { k(v+1, err) })
		}), 8},
		{"HandleCall", partial().HandleCall(func(v int, err error, k func(int, error)) { k(v+2, err) }), 9},
		{"Finally", partial().Finally(func() {}), 7},
		{"adopted", promise.Resolve(0).Then(func(int) *promise.Promise[int] { return partial() }), 7},
		{"Then", partial().Then(skipped), 0},
		{"ThenCall", partial().ThenCall(func(int, func(int, error)) { t.Error("handler ran") }), 0},
		{"Map", partial().Map(func(int) (int, error) { t.Error("handler ran"); return 1, nil }), 0},
		{"Do", partial().Do(func(int) { t.Error("handler ran") }), 0},
		{"Keep", partial().Keep(new(int)), 0},
		{"MapErr", partial().MapErr(func(err error) error { return err }), 0},
		{"Map with a value", promise.Resolve(0).Map(func(int) (int, error) { return 5, eof }), 5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			test.p.Settle(func(v int, err error) {
				calls++
				if v != test.want || !same(err, eof) {
					t.Errorf("got %d, %v; want %d, %v", v, err, test.want, eof)
				}
			})
			if calls != 1 {
				t.Errorf("settled %d times", calls)
			}
		})
	}
}

func TestTryCall(t *testing.T) {
	refused := errors.New("refused")
	var got error
	promise.TryCall(func(func(int, error)) error { return refused }).
		Settle(func(_ int, err error) { got = err })
	if !same(got, refused) {
		t.Errorf("TryCall: %v", got)
	}
	got = nil
	promise.Resolve(1).
		ThenTry(func(int, func(int, error)) error { return refused }).
		Settle(func(_ int, err error) { got = err })
	if !same(got, refused) {
		t.Errorf("ThenTry: %v", got)
	}
}

func TestAdapters(t *testing.T) {
	var log []string
	record := func(k any) { log = append(log, fmt.Sprint(k)) }
	failed := errors.New("failed")
	promise.Call(func(k func(promise.Unit, error)) { promise.ErrorOnly(k)(failed) }).
		Settle(func(_ promise.Unit, err error) { record(err) })
	promise.Call(func(k func(int, error)) { promise.ValueOnly(k)(3) }).
		Settle(func(v int, err error) { record(v); record(err) })
	promise.Call(func(k func(promise.Unit, error)) { promise.Signal(k)() }).
		Settle(func(_ promise.Unit, err error) { record(err) })
	promise.Call(func(k func(string, error)) { promise.ErrorFirst(k)(failed, "v") }).
		Settle(func(v string, err error) { record(v); record(err) })
	want := "[failed 3 <nil> <nil> v failed]"
	if got := fmt.Sprint(log); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An opError is an error as some operations have it: a type of its own.
type opError struct{ code int }

func (e *opError) Error() string { return fmt.Sprint("code ", e.code) }

func TestConcrete(t *testing.T) {
	for _, own := range []*opError{nil, {7}} {
		op := func(k func(int, *opError)) { k(3, own) }
		var want error
		if own != nil {
			want = own
		}
		calls := 0
		promise.Call(func(k func(int, error)) { op(promise.Concrete[*opError](k)) }).
			Settle(func(v int, err error) {
				calls++
				if v != 3 || !same(err, want) {
					t.Errorf("settled with (%v, %v), want (3, %v)", v, err, want)
				}
			})
		if calls != 1 {
			t.Errorf("settled %d times", calls)
		}
	}
}

func TestSecondSettle(t *testing.T) {
	var got []promise.SecondSettle
	promise.OnSecondSettle(func(s promise.SecondSettle) { got = append(got, s) })
	defer promise.OnSecondSettle(nil)
	late := errors.New("late")
	calls := 0
	twice := func(k func(int, error)) { k(1, nil); k(2, late) }
	count := func(int, error) { calls++ }
	promise.Call(twice).Settle(count)
	promise.Resolve(0).ThenCall(func(_ int, k func(int, error)) { twice(k) }).Settle(count)
	promise.Resolve(0).HandleCall(func(_ int, _ error, k func(int, error)) { twice(k) }).Settle(count)
	promise.TryCall(func(k func(int, error)) error { k(1, nil); return late }).Settle(count)
	if calls != 4 || len(got) != 4 {
		t.Fatalf("%d settled, %d reports", calls, len(got))
	}
	for i, s := range got {
		if !same(s.Err, late) || !strings.Contains(s.Launch, "exact_test.go:") {
			t.Errorf("report %d: %v", i, s)
		}
	}
	if s := got[0]; s.Value != 2 || !strings.Contains(s.Caller, "TestSecondSettle") {
		t.Errorf("report: %v", s)
	}
}

func TestGoexitInAdaptedHandler(t *testing.T) {
	var log []string
	done := make(chan struct{})
	go func() {
		defer close(done)
		func() {
			defer func() { log = append(log, fmt.Sprint("api unwinds ", recover())) }()
			promise.Call(func(k func(int, error)) { k(1, nil) }).
				Do(func(int) { runtime.Goexit() }).
				Settle(func(int, error) { log = append(log, "settled") })
		}()
		log = append(log, "not reached")
	}()
	<-done
	if got := strings.Join(log, ", "); got != "api unwinds <nil>" {
		t.Errorf("got %s", got)
	}
}

func TestSettleNil(t *testing.T) {
	var k func(int, error)
	var late func(int, error)
	p := promise.Call(func(k func(int, error)) { late = k })
	p.Settle(k)
	defer func() {
		if err, ok := recover().(runtime.Error); !ok || !strings.Contains(err.Error(), "nil pointer") {
			t.Errorf("got %v", err)
		}
	}()
	late(1, nil)
	t.Error("settling into a nil function did not panic")
}

func TestOutcomeIsRemembered(t *testing.T) {
	var settle func(int, error)
	p := promise.Call(func(k func(int, error)) { settle = k }).Start()
	var log []string
	add := func(name string) func(int, error) {
		return func(v int, _ error) { log = append(log, fmt.Sprint(name, v)) }
	}
	p.Settle(add("a"))
	p.Map(func(v int) (int, error) { return v * 10, nil }).Settle(add("b"))
	settle(1, nil)
	p.Settle(add("c"))
	if got := strings.Join(log, " "); got != "a1 b10 c1" {
		t.Errorf("got %s", got)
	}
}

func TestLongColdChain(t *testing.T) {
	p := promise.Call(func(k func(int, error)) { k(0, nil) })
	const steps = 100_000
	for range steps {
		p = p.Map(func(v int) (int, error) { return v + 1, nil })
	}
	p.Settle(func(v int, err error) {
		if v != steps || err != nil {
			t.Errorf("got %d, %v", v, err)
		}
	})
}
