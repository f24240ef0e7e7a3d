package promise_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

func run(t *testing.T, l *loop.Loop) {
	t.Helper()
	if err := l.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// scaled is n, or less under the race detector.
func scaled(n int) int { return n / slowness }

func TestNewRunsOnTheDefaultLoop(t *testing.T) {
	p := promise.New(func(resolve func(int), _ func(error)) { go resolve(20) })
	var inside bool
	v, err := p.Map(func(v int) (int, error) {
		inside = loop.Default().Inside()
		return v + 1, nil
	}).Await(t.Context())
	if v != 21 || err != nil || !inside {
		t.Errorf("got %d, %v, inside %v", v, err, inside)
	}
}

func TestOnMovesAChain(t *testing.T) {
	l := loop.New()
	var log []string
	promise.Call(func(k func(int, error)) { log = append(log, "launch"); k(1, nil) }).
		Do(func(int) { log = append(log, fmt.Sprint("adapted ", l.Inside())) }).
		On(l).
		Do(func(int) { log = append(log, fmt.Sprint("on loop ", l.Inside())) }).
		Settle(func(int, error) { log = append(log, "done") })
	log = append(log, "caller")
	run(t, l)
	want := "launch, adapted false, caller, on loop true, done"
	if got := strings.Join(log, ", "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAdoptionAcrossPlaces(t *testing.T) {
	l, m := loop.New(), loop.New()
	p, r := promise.WithResolver[int](m)
	inside := false
	promise.Resolve(1).On(l).
		Then(func(int) *promise.Promise[int] { return p }).
		Settle(func(v int, err error) { inside = l.Inside() && v == 7 && err == nil })
	run(t, l)
	r.Fulfill(7)
	run(t, m)
	run(t, l)
	if !inside {
		t.Error("the handler did not run on the loop of its chain")
	}
}

func TestPanicErrorHasValueAndStack(t *testing.T) {
	l := loop.New()
	reason := errors.New("reason")
	var got error
	promise.Resolve(0).On(l).Do(func(int) { panic(reason) }).Settle(func(_ int, err error) { got = err })
	run(t, l)
	var p *loop.PanicError
	if !errors.As(got, &p) || !errors.Is(got, reason) {
		t.Fatalf("got %v", got)
	}
	if !strings.Contains(string(p.Stack), "TestPanicErrorHasValueAndStack") {
		t.Errorf("stack %s", p.Stack)
	}
}

func TestGoexitInAHandlerOfALoop(t *testing.T) {
	l := loop.New()
	var got error
	after := false
	promise.Resolve(0).On(l).Do(func(int) { runtime.Goexit() }).Settle(func(_ int, err error) { got = err })
	promise.Resolve(0).On(l).Do(func(int) { after = true })
	var wg sync.WaitGroup
	wg.Go(func() { _ = l.Run(context.Background()) }) // this goroutine ends
	wg.Wait()
	run(t, l)
	if !errors.Is(got, loop.ErrGoexit) || !after {
		t.Errorf("got %v, after %v", got, after)
	}
}

func TestPanicWithoutPromiseIsReported(t *testing.T) {
	l := loop.New()
	b := &bench{l: l}
	observeHooks(t, b)
	promise.Resolve(0).On(l).Settle(func(int, error) { panic("x") })
	run(t, l)
	if got := strings.Join(b.log, " "); got != "unhandled(panic(x))" {
		t.Errorf("got %s", got)
	}
}

func TestDefaultReportOfAPanicCrashes(t *testing.T) {
	l := loop.New()
	promise.Resolve(0).On(l).Do(func(int) { panic("x") })
	defer func() {
		if p, ok := recover().(*loop.PanicError); !ok || p.Value != "x" {
			t.Errorf("recovered %v", p)
		}
	}()
	run(t, l)
	t.Error("the panic was swallowed")
}

func TestAwaitInside(t *testing.T) {
	l := loop.New()
	p, r := promise.WithResolver[int](l)
	var inside, elsewhere error
	l.Post(func() {
		_, inside = p.Await(t.Context())
		r.Fulfill(1)
		_, elsewhere = promise.Resolve(2).Await(t.Context())
	})
	run(t, l)
	if !errors.Is(inside, promise.ErrInside) || elsewhere != nil {
		t.Errorf("got %v and %v", inside, elsewhere)
	}
}

func TestAwaitGivesUpAndLeavesThePromiseAlone(t *testing.T) {
	p, r := promise.WithResolver[int](nil)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("stop"))
	if _, err := p.Await(ctx); !same(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	r.Fulfill(42)
	if v, err := p.Await(t.Context()); v != 42 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
}

// Handlers of a loop that was shut down are dropped, but not those who wait elsewhere.
func TestAwaitAfterShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		p, r := promise.WithResolver[int](l)
		q, follows := promise.WithResolver[int](nil)
		follows.Adopt(p)
		p.Do(func(int) { t.Error("a handler has run") })
		waits := make(chan int)
		for _, p := range []*promise.Promise[int]{p, q} {
			go func() {
				v, _ := p.Await(t.Context())
				waits <- v
			}()
		}
		synctest.Wait()
		if err := l.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		go r.Fulfill(1)
		if a, b := <-waits, <-waits; a != 1 || b != 1 {
			t.Errorf("got %d and %d", a, b)
		}
	})
}

func TestSettledAndResult(t *testing.T) {
	launched := false
	p := promise.Call(func(k func(int, error)) { launched = true; k(1, nil) })
	if _, _, ok := p.Result(); ok || p.Settled() || launched {
		t.Error("a cold promise was started, or has a result")
	}
	p.Start()
	if v, err, ok := p.Result(); v != 1 || err != nil || !ok || !p.Settled() {
		t.Error("no result")
	}
}

// Who handles what: a promise that was adopted is handled by its adopter, and
// by nobody else's handlers.
var unhandledCases = []struct {
	name string
	run  func(b *bench)
	want string
}{
	{"nobody", func(b *bench) { b.failure("e") }, "unhandled(e)"},
	{"end of a chain, once", func(b *bench) {
		b.failure("e").Map(empty).Do(func(string) {})
	}, "unhandled(e)"},
	{"two ends", func(b *bench) {
		p := b.failure("e")
		p.Map(empty)
		p.Do(func(string) {})
	}, twice("unhandled(e)")},
	{"handled late, from a later task", func(b *bench) {
		p := b.failure("e")
		b.l.Post(func() { p.Settle(func(string, error) {}) })
	}, ""},
	{"looked at", func(b *bench) { _, _, _ = b.failure("e").Result() }, ""},
	{"adopted pending", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		s.Reject(errors.New("e"))
		_ = p
	}, "unhandled(e)"},
	{"adopted settled", func(b *bench) {
		p, r := b.pending()
		r.Adopt(b.failure("e"))
		p.Settle(func(string, error) {})
	}, ""},
	{"adopter handled", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		p.Settle(func(string, error) {})
		s.Reject(errors.New("e"))
	}, ""},
	{"only the adopted is handled", func(b *bench) {
		_, r := b.pending()
		q, s := b.pending()
		q.Settle(func(string, error) {})
		r.Adopt(q)
		s.Reject(errors.New("e"))
	}, "unhandled(e)"},
	{"the adopted is handled after adoption", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		q.Settle(func(string, error) {})
		s.Reject(errors.New("e"))
		_ = p
	}, "unhandled(e)"},
	{"the adopted is handled after its end", func(b *bench) {
		_, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		s.Reject(errors.New("e"))
		q.Settle(func(string, error) {})
	}, "unhandled(e)"},
	{"the adopted is looked at, and awaited, after its end", func(b *bench) {
		_, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		s.Reject(errors.New("e"))
		_, _, _ = q.Result()
		_, _ = q.Await(context.Background())
	}, "unhandled(e)"},
	{"the adopted is adopted again after its end", func(b *bench) {
		_, r := b.pending()
		p, u := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		s.Reject(errors.New("e"))
		u.Adopt(q)
		p.Settle(func(string, error) {})
	}, "unhandled(e)"},
	{"the adopter is handled after its end", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		s.Reject(errors.New("e"))
		p.Settle(func(string, error) {})
	}, ""},
	{"both handled", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		q.Settle(func(string, error) {})
		r.Adopt(q)
		p.Settle(func(string, error) {})
		s.Reject(errors.New("e"))
	}, ""},
	{"two adopters, one handled", func(b *bench) {
		p, r := b.pending()
		_, u := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		u.Adopt(q)
		p.Settle(func(string, error) {})
		s.Reject(errors.New("e"))
	}, "unhandled(e)"},
	{"two adopters, both handled", func(b *bench) {
		p, r := b.pending()
		o, u := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		u.Adopt(q)
		p.Settle(func(string, error) {})
		o.Settle(func(string, error) {})
		s.Reject(errors.New("e"))
	}, ""},
	{"two adopters, none handled", func(b *bench) {
		_, r := b.pending()
		_, u := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		u.Adopt(q)
		s.Reject(errors.New("e"))
	}, twice("unhandled(e)")},
	{"losers of Race and Any", func(b *bench) {
		promise.Race(b.value("v"), b.failure("e"))
		promise.Any(b.failure("e"), b.value("v"))
		p, r := b.pending()
		promise.Race(b.value("v"), p)
		b.l.Post(func() { r.Reject(errors.New("late")) })
	}, ""},
	{"given up by Await", func(b *bench) {
		p, r := b.pending()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, _ = p.Await(ctx)
		r.Reject(errors.New("e"))
	}, ""},
}

func twice(s string) string { return s + " " + s }

func TestUnhandled(t *testing.T) {
	for _, test := range unhandledCases {
		t.Run(test.name, func(t *testing.T) {
			b := &bench{l: loop.New()}
			observeHooks(t, b)
			test.run(b)
			run(t, b.l)
			if got := strings.Join(b.log, " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestUnhandledOnTheDefaultLoopAfterATimeOfGrace(t *testing.T) {
	reports := make(chan promise.Unhandled, 2)
	promise.OnUnhandled(func(u promise.Unhandled) { reports <- u })
	defer promise.OnUnhandled(nil)
	e, f := errors.New("e"), errors.New("f")
	late := promise.New(func(_ func(int), reject func(error)) { reject(e) })
	promise.New(func(_ func(int), reject func(error)) { reject(f) }).Do(func(int) {})
	done := make(chan struct{})
	loop.Default().SetTimeout(5*time.Millisecond, func() { close(done) })
	<-done
	late.Settle(func(int, error) {})
	if u := <-reports; !same(u.Err, f) {
		t.Errorf("got %v", u)
	}
	if len(reports) != 0 {
		t.Errorf("also %v", <-reports)
	}
}

func TestUnhandledOffLoopsWhenUnreachable(t *testing.T) {
	reports := make(chan promise.Unhandled, 2)
	promise.OnUnhandled(func(u promise.Unhandled) { reports <- u })
	defer promise.OnUnhandled(nil)
	e, f := errors.New("e"), errors.New("f")
	kept := promise.Call(func(k func(int, error)) { k(0, e) }).Start()
	promise.Call(func(k func(int, error)) { k(0, f) }).Start()
	for len(reports) == 0 {
		runtime.GC()
	}
	u := <-reports
	if !same(u.Err, f) || !strings.Contains(u.Origin, "TestUnhandledOffLoopsWhenUnreachable") {
		t.Errorf("got %v", u)
	}
	kept.Settle(func(int, error) {})
}

func TestTraceTellsWhereAPromiseWasMade(t *testing.T) {
	promise.Trace(true)
	defer promise.Trace(false)
	b := &bench{l: loop.New()}
	var created string
	promise.OnUnhandled(func(u promise.Unhandled) { created = u.Created })
	defer promise.OnUnhandled(nil)
	b.value("v").Map(func(string) (string, error) { return "", errors.New("e") })
	run(t, b.l)
	if !strings.Contains(created, "TestTraceTellsWhereAPromiseWasMade (") {
		t.Errorf("created at %q", created)
	}
}

func TestMillionTurnsInConstantMemory(t *testing.T) {
	turns := scaled(1_000_000)
	next := func(i int) *promise.Promise[int] {
		switch {
		case i == turns:
			return nil
		case i%2 == 0:
			return promise.Resolve(i + 1)
		default: // completes inside its launch
			return promise.Call(func(k func(int, error)) { k(i+1, nil) })
		}
	}
	if v, err := promise.Loop(0, next).Await(t.Context()); v != turns || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
}

func TestLoopOnALoop(t *testing.T) {
	l := loop.New()
	const turns = 10_000
	var got int
	promise.Loop(0, func(i int) *promise.Promise[int] {
		if i == turns {
			return nil
		}
		p, r := promise.WithResolver[int](l)
		l.Post(func() { r.Fulfill(i + 1) })
		return p
	}).Settle(func(v int, _ error) { got = v })
	run(t, l)
	if got != turns {
		t.Errorf("got %d", got)
	}
}

func TestEach(t *testing.T) {
	var log []string
	stop := errors.New("stop")
	visit := func(s string) *promise.Promise[int] {
		log = append(log, s)
		if s == "c" {
			return promise.Reject[int](stop)
		}
		return promise.Resolve(1)
	}
	if _, err := promise.Each([]string{"a", "b", "c", "d"}, visit).Await(t.Context()); !same(err, stop) {
		t.Errorf("got %v", err)
	}
	if got := strings.Join(log, " "); got != "a b c" {
		t.Errorf("visited %s", got)
	}
	if _, err := promise.Each([]string{}, visit).Await(t.Context()); err != nil {
		t.Error(err)
	}
}

// A loop written as a recursion: each turn adopts the next.
func TestDeepAdoption(t *testing.T) {
	turns := scaled(1_000_000)
	l := loop.New()
	var step func(i int) *promise.Promise[int]
	step = func(i int) *promise.Promise[int] {
		if i == turns {
			return promise.Resolve(i)
		}
		return promise.Resolve(i + 1).On(l).Then(step)
	}
	got := 0
	step(0).Settle(func(v int, _ error) { got = v })
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run(t, l)
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys) - int64(before.HeapSys); got != turns || grown > 64<<20 {
		t.Errorf("got %d, heap grew by %d MB", got, grown>>20)
	}
}

// A chain grown from its head: each new promise adopts the one before.
func TestHeadGrownChain(t *testing.T) {
	l := loop.New()
	first, r := promise.WithResolver[int](l)
	p := first
	for range 100_000 {
		q, s := promise.WithResolver[int](l)
		s.Adopt(p)
		p = q
	}
	got := 0
	p.Settle(func(int, error) { got++ })
	first.Settle(func(int, error) { got++ })
	r.Fulfill(1)
	run(t, l)
	if got != 2 {
		t.Errorf("%d handlers ran", got)
	}
}

func TestFiveMillionStepsInConstantStack(t *testing.T) {
	steps := scaled(5_000_000)
	l := loop.New()
	p, r := promise.WithResolver[int](l)
	q := p
	for range steps {
		q = q.Map(func(v int) (int, error) { return v + 1, nil })
	}
	got := 0
	q.Settle(func(v int, _ error) { got = v })
	r.Fulfill(0)
	run(t, l)
	if got != steps {
		t.Errorf("got %d", got)
	}
}

func TestRaceOverALongLivedPromiseDoesNotLeak(t *testing.T) {
	l := loop.New()
	p, _ := promise.WithResolver[int](l)
	goroutines := runtime.NumGoroutine()
	var before, after runtime.MemStats
	race := func(n int) {
		for range n {
			promise.Race(p, promise.Resolve(1).On(l)).Settle(func(int, error) {})
			run(t, l)
		}
		runtime.GC()
	}
	race(100)
	runtime.ReadMemStats(&before)
	race(5_000)
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("5,000 races left %d bytes", grown)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, %d before", n, goroutines)
	}
	runtime.KeepAlive(p)
}

func TestRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		start := time.Now()
		var log []string
		flaky := errors.New("flaky")
		op := func() *promise.Promise[int] {
			log = append(log, time.Since(start).String())
			return promise.Call(func(k func(int, error)) {
				if len(log) == 4 {
					k(42, nil)
					return
				}
				k(len(log), flaky)
			})
		}
		b := promise.Backoff{Attempts: 5, Delay: 10 * time.Millisecond, Max: 30 * time.Millisecond, Loop: l}
		var got []string
		promise.Retry(b, op).Settle(func(v int, err error) { got = append(got, fmt.Sprint(v, err)) })
		run(t, l)
		if s := strings.Join(log, " "); s != "0s 10ms 30ms 60ms" {
			t.Errorf("attempts at %s", s)
		}
		log = nil
		b.Attempts = 2
		promise.Retry(b, op).Settle(func(v int, err error) { got = append(got, fmt.Sprint(v, err)) })
		run(t, l)
		log = nil
		b.If = func(err error) bool { return !same(err, flaky) }
		promise.Retry(b, op).Settle(func(v int, err error) { got = append(got, fmt.Sprint(v, err)) })
		run(t, l)
		if s := strings.Join(got, ", "); s != "42 <nil>, 2 flaky, 1 flaky" {
			t.Errorf("got %s", s)
		}
	})
}

// Whatever the attempts belong to, and whoever ends the wait for them, a handler of Retry
// runs on the loop that was named.
func TestRetryTellsOnItsLoop(t *testing.T) {
	l := loop.New()
	b := promise.Backoff{Attempts: 1, Loop: l}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	once := promise.Retry(b, func() *promise.Promise[int] { return promise.Resolve(1) })
	never := promise.Retry(b, func() *promise.Promise[int] {
		return promise.Call(func(func(int, error)) { cancel() })
	})
	pending := promise.Call(func(func(int, error)) {})
	limited := promise.Retry(b, func() *promise.Promise[int] { return pending })
	told := 0
	for name, p := range map[string]*promise.Promise[int]{
		"outcome": once, "context": never.WithContext(ctx), "time": limited.Timeout(time.Millisecond),
	} {
		l.Hold()
		p.Settle(func(int, error) {
			told++
			l.Release()
			if !l.Inside() {
				t.Errorf("the %s is told elsewhere", name)
			}
		})
	}
	run(t, l)
	if told != 3 {
		t.Errorf("told %d times", told)
	}
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		p, r := promise.WithResolver[int](l)
		var log []string
		add := func(name string) func(int, error) {
			return func(v int, err error) { log = append(log, fmt.Sprint(name, v, err)) }
		}
		p.Timeout(10 * time.Millisecond).Settle(add("short"))
		p.Timeout(30 * time.Millisecond).Settle(add("long"))
		l.SetTimeout(20*time.Millisecond, func() { r.Fulfill(1) })
		start := time.Now()
		run(t, l)
		if took := time.Since(start); took != 20*time.Millisecond {
			t.Errorf("the timer of the second was not disarmed: %v", took)
		}
		if got := strings.Join(log, ", "); got != "short0 promise: timed out, long1 <nil>" {
			t.Errorf("got %s", got)
		}
	})
}

func TestWithContext(t *testing.T) {
	p, r := promise.WithResolver[int](nil)
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	q := p.WithContext(ctx)
	cancel(stop)
	if _, err := q.Await(t.Context()); !same(err, stop) {
		t.Errorf("got %v", err)
	}
	r.Fulfill(1)
	if v, err := p.WithContext(t.Context()).Await(t.Context()); v != 1 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
}

func TestZip(t *testing.T) {
	pair, err := promise.Zip(promise.Resolve(1), promise.Resolve("a")).Await(t.Context())
	if pair.First != 1 || pair.Second != "a" || err != nil {
		t.Errorf("got %v, %v", pair, err)
	}
	three := promise.Zip3(promise.Resolve(1), promise.Resolve("a"), promise.Resolve(true))
	triple, err := three.Await(t.Context())
	if triple.First != 1 || triple.Second != "a" || !triple.Third || err != nil {
		t.Errorf("got %v, %v", triple, err)
	}
	e := errors.New("e")
	_, err = promise.Zip(promise.Resolve(1), promise.Reject[string](e)).Await(t.Context())
	if !same(err, e) {
		t.Errorf("got %v", err)
	}
	_, err = promise.Zip[int, string](promise.Resolve(1), nil).Await(t.Context())
	if !errors.Is(err, promise.ErrNilPromise) {
		t.Errorf("got %v", err)
	}
}

func TestCombinatorsStartColdInputs(t *testing.T) {
	var log []string
	op := func(name string) *promise.Promise[string] {
		return promise.Call(func(k func(string, error)) {
			log = append(log, "launch "+name)
			k(name, nil)
			log = append(log, "return "+name)
		})
	}
	p := promise.All(op("a"), op("b"))
	log = append(log, "complete")
	p.Settle(func(vs []string, _ error) { log = append(log, strings.Join(vs, "+")) })
	want := "complete, launch a, return a, launch b, a+b, return b"
	if got := strings.Join(log, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
