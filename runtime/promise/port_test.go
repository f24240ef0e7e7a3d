package promise_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A bench runs one case on a loop of its own and logs what happens.
type bench struct {
	l   *loop.Loop
	log []string
}

type (
	prom = *promise.Promise[string]
	res  = promise.Resolver[string]
)

func (b *bench) add(format string, args ...any) { b.log = append(b.log, fmt.Sprintf(format, args...)) }

func (b *bench) pending() (prom, res) { return promise.WithResolver[string](b.l) }

func (b *bench) value(v string) prom {
	p, r := b.pending()
	r.Fulfill(v)
	return p
}

func (b *bench) failure(text string) prom {
	p, r := b.pending()
	r.Reject(errors.New(text))
	return p
}

// tap logs the outcome of p under a name.
func (b *bench) tap(name string, p prom) {
	p.Settle(func(v string, err error) { b.add("%s", name+outcome(v, err)) })
}

func outcome(v string, err error) string {
	if err != nil {
		return "!" + short(err)
	}
	if v != "" {
		return "=" + v
	}
	return ""
}

func short(err error) string {
	if p, ok := errors.AsType[*loop.PanicError](err); ok {
		return fmt.Sprintf("panic(%v)", p.Value)
	}
	return strings.ReplaceAll(err.Error(), "\n", "+")
}

// ticks logs name0, name1, ... one microtask apart.
func (b *bench) ticks(name string, n int) {
	p := b.value("")
	for i := range n {
		p = p.Do(func(string) { b.add("%s%d", name, i) })
	}
}

func (b *bench) soon(f func()) { b.l.Soon(f) }

// empty is a handler for Map.
func empty(string) (string, error) { return "", nil }

func all(ps ...prom) prom {
	return promise.All(ps...).Map(func(vs []string) (string, error) { return strings.Join(vs, "+"), nil })
}

func allSettled(ps ...prom) prom {
	return promise.AllSettled(ps...).Map(func(os []promise.Outcome[string]) (string, error) {
		var parts []string
		for _, o := range os {
			parts = append(parts, outcome(o.Value, o.Err))
		}
		return strings.Join(parts, ""), nil
	})
}

// What every implementation of promises has to get right, in the order of the
// package documentation. The log of each case is what happened, in order; a
// rejection that nobody handles is logged as "unhandled".
var portList = []struct {
	name string
	run  func(b *bench)
	want string
}{
	// Order.
	{"1 handler on a fulfilled promise runs later", func(b *bench) {
		b.value("v").Do(func(string) { b.add("handler") })
		b.add("caller")
	}, "caller handler"},
	{"2 handler on a rejected promise runs later", func(b *bench) {
		b.tap("handler", b.failure("e"))
		b.add("caller")
	}, "caller handler!e"},
	{"3 pending, settled later in the same turn", func(b *bench) {
		p, r := b.pending()
		b.tap("handler", p)
		r.Fulfill("v")
		b.add("caller")
	}, "caller handler=v"},
	{"4 handlers run in order of registration", func(b *bench) {
		p, r := b.pending()
		b.tap("a", p)
		r.Fulfill("")
		b.tap("b", p)
	}, "a b"},
	{"4b the same on a derived promise", func(b *bench) {
		p := b.value("").Map(empty)
		b.tap("a", p)
		b.tap("b", p)
		b.tap("c", p)
	}, "a b c"},
	{"5 handler added in a handler runs after those queued", func(b *bench) {
		p := b.value("")
		p.Do(func(string) { b.add("a"); p.Do(func(string) { b.add("c") }) })
		p.Do(func(string) { b.add("b") })
	}, "a b c"},
	{"6 order of settling, not of creation", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		b.tap("p", p)
		b.tap("q", q)
		s.Fulfill("")
		r.Fulfill("")
	}, "q p"},
	{"7 two settled promises: order of registration", func(b *bench) {
		p, q := b.value(""), b.value("")
		b.tap("q", q)
		b.tap("p", p)
	}, "q p"},
	{"8 each link one step later", func(b *bench) {
		b.ticks("a", 3)
		b.ticks("b", 3)
	}, "a0 b0 a1 b1 a2 b2"},
	{"9 settled in a handler queues behind what was queued", func(b *bench) {
		p, r := b.pending()
		b.tap("p", p)
		b.soon(func() { r.Fulfill(""); b.add("settled") })
		b.soon(func() { b.add("queued before") })
	}, "settled queued before p"},
	{"10a 4 with errors", func(b *bench) {
		p, r := b.pending()
		b.tap("a", p)
		r.Reject(errors.New("e"))
		b.tap("b", p)
	}, "a!e b!e"},
	{"10b 5 with errors", func(b *bench) {
		p := b.failure("e")
		p.Catch(func(error) prom { b.add("a"); b.tap("c", p); return b.value("") })
		b.tap("b", p)
	}, "a b!e c!e"},
	{"10c 6 with errors", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		b.tap("p", p)
		b.tap("q", q)
		s.Reject(errors.New("e"))
		r.Reject(errors.New("f"))
	}, "q!e p!f"},

	// Executor.
	{"11 executor runs at once", func(b *bench) {
		promise.NewOn(b.l, func(func(string), func(error)) { b.add("executor") })
		b.add("caller")
	}, "executor caller"},
	{"12 resolver works after New has returned", func(b *bench) {
		var resolve func(string)
		p := promise.NewOn(b.l, func(f func(string), _ func(error)) { resolve = f })
		b.tap("p", p)
		resolve("v")
	}, "p=v"},
	{"13 panic before settling rejects", func(b *bench) {
		b.tap("p", promise.NewOn(b.l, func(func(string), func(error)) { panic("x") }))
	}, "p!panic(x)"},
	{"14 panic after settling is ignored", func(b *bench) {
		b.tap("p", promise.NewOn(b.l, func(resolve func(string), _ func(error)) {
			resolve("v")
			panic("x")
		}))
	}, "p=v"},
	{"15 panic before the continuation is called", func(b *bench) {
		q, r := b.pending()
		p := b.value("").ThenCall(func(_ string, k func(string, error)) {
			q.Settle(k)
			r.Fulfill("v")
			panic("x")
		})
		b.tap("p", p)
	}, "second(v) p!panic(x)"}, // for panics after adoption see 21
	{"16 Goexit in the executor", func(b *bench) {
		var p prom
		got := make(chan prom, 1)
		done := make(chan struct{})
		go func() {
			defer close(done)
			promise.NewOn(b.l, func(func(string), func(error)) {
				q, r := b.pending()
				got <- q
				defer r.Reject(errors.New("exited"))
				runtime.Goexit()
			})
		}()
		<-done
		p = <-got
		b.tap("p", p)
	}, "p!exited unhandled(handler called runtime.Goexit)"},
	{"17 nil executor panics", func(b *bench) {
		defer func() { b.add("%v", recover()) }()
		promise.NewOn[string](b.l, nil)
	}, "promise: nil handler"},

	// Once only.
	{"18 fulfil, fulfil", func(b *bench) {
		p, r := b.pending()
		r.Fulfill("a")
		r.Fulfill("b")
		b.tap("p", p)
	}, "p=a"},
	{"19 fulfil, reject", func(b *bench) {
		p, r := b.pending()
		r.Fulfill("a")
		r.Reject(errors.New("e"))
		b.tap("p", p)
	}, "p=a"},
	{"20 reject, fulfil", func(b *bench) {
		p, r := b.pending()
		r.Reject(errors.New("e"))
		r.Fulfill("a")
		b.tap("p", p)
	}, "p!e"},
	{"21 adopt, then settle is ignored", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		r.Fulfill("a")
		r.Reject(errors.New("e"))
		b.tap("p", p)
		s.Fulfill("q")
	}, "p=q"},
	{"22 the same from a later microtask", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		b.tap("p", p)
		b.soon(func() { r.Reject(errors.New("e")); s.Fulfill("q") })
	}, "p=q"},
	{"23 an error that holds a promise is not unwrapped", func(b *bench) {
		p, r := b.pending()
		r.Reject(promiseError{b.value("inner")})
		b.tap("p", p)
	}, "p!error with a promise"},

	// Adoption.
	{"24 adopt fulfilled", func(b *bench) {
		p, r := b.pending()
		r.Adopt(b.value("v"))
		b.tap("p", p)
	}, "p=v"},
	{"25 adopt rejected", func(b *bench) {
		p, r := b.pending()
		r.Adopt(b.failure("e"))
		b.tap("p", p)
	}, "p!e"},
	{"26a adopt pending, then fulfil", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		b.tap("p", p)
		s.Fulfill("v")
	}, "p=v"},
	{"26b adopt pending, then reject", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		r.Adopt(q)
		b.tap("p", p)
		s.Reject(errors.New("e"))
	}, "p!e"},
	{"27 chain of three adoptions", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		o, u := b.pending()
		b.tap("p", p)
		b.tap("o", o)
		s.Adopt(o)
		r.Adopt(q)
		b.tap("q", q)
		u.Fulfill("v")
	}, "p=v o=v q=v"},
	{"28 adopt itself", func(b *bench) {
		p, r := b.pending()
		r.Adopt(p)
		b.tap("p", p)
	}, "p!promise: promise waits for itself"},
	{"29 Then that returns its own promise", func(b *bench) {
		var p prom
		p = b.value("").Then(func(string) prom { return p })
		b.tap("p", p)
	}, "p!promise: promise waits for itself"},
	{"30 cycles of two and three", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		o, u := b.pending()
		b.tap("p", p)
		b.tap("q", q)
		b.tap("o", o)
		r.Adopt(q)
		s.Adopt(o)
		u.Adopt(p)
	}, cycle("p") + " " + cycle("q") + " " + cycle("o")},
	{"31a a promise that adopts q settles in the same step as q", func(b *bench) {
		q, s := b.pending()
		p := b.value("").Then(func(string) prom { return q })
		b.tap("p", p)
		b.soon(func() { b.ticks("t", 3); s.Fulfill("") })
	}, "t0 p t1 t2"},
	{"31b New, fulfil", func(b *bench) { b.tap("p", b.value("")); b.ticks("t", 3) }, "p t0 t1 t2"},
	{"31c New, adopt settled", func(b *bench) {
		p, r := b.pending()
		r.Adopt(b.value(""))
		b.tap("p", p)
		b.ticks("t", 3)
	}, "p t0 t1 t2"},
	{"31d Map", func(b *bench) { b.tap("p", b.value("").Map(empty)); b.ticks("t", 3) }, "t0 p t1 t2"},
	{"31e Then to a settled promise", func(b *bench) {
		b.tap("p", b.value("").Then(func(string) prom { return b.value("") }))
		b.ticks("t", 3)
	}, "t0 p t1 t2"},
	{"31f Catch on a value", func(b *bench) {
		b.tap("p", b.value("").Catch(func(error) prom { return nil }))
		b.ticks("t", 3)
	}, "t0 p t1 t2"},
	{"31g Finally", func(b *bench) {
		b.tap("p", b.value("").Finally(func() {}))
		b.ticks("t", 3)
	}, "t0 p t1 t2"},
	{"31h All and Race of one settled", func(b *bench) {
		b.tap("all", promise.All(b.value("")).Map(func([]string) (string, error) { return "", nil }))
		b.tap("race", promise.Race(b.value("")))
		b.ticks("t", 4)
	}, "t0 race t1 all t2 t3"},
	{"32 many adopters settle in order", func(b *bench) {
		q, s := b.pending()
		for i := range 4 {
			p, r := b.pending()
			r.Adopt(q)
			b.tap(fmt.Sprint(i), p)
		}
		s.Fulfill("")
	}, "0 1 2 3"},
	{"33 handler that returns nil", func(b *bench) {
		b.tap("p", b.value("").Then(func(string) prom { return nil }))
	}, "p!promise: promise is nil"},

	// Foreign sources: adopting a cold promise.
	{"34 starts at once when it is adopted", func(b *bench) {
		p, r := b.pending()
		r.Adopt(promise.Call(func(k func(string, error)) { b.add("launch"); k("v", nil) }))
		b.add("caller")
		b.tap("p", p)
	}, "launch caller p=v"},
	{"35 settles twice", func(b *bench) {
		p, r := b.pending()
		r.Adopt(promise.Call(func(k func(string, error)) { k("a", nil); k("b", nil) }))
		b.tap("p", p)
	}, "second(b) p=a"},
	{"36 fulfils, then rejects", func(b *bench) {
		p, r := b.pending()
		r.Adopt(promise.Call(func(k func(string, error)) { k("a", nil); k("", errors.New("e")) }))
		b.tap("p", p)
	}, "second() p=a"},
	{"37 fulfils, then panics", func(b *bench) {
		p := b.value("").ThenCall(func(_ string, k func(string, error)) { k("a", nil); panic("x") })
		b.tap("p", p)
	}, "p=a"},
	{"38 panics first", func(b *bench) {
		p := b.value("").Then(func(string) prom {
			return promise.Call(func(func(string, error)) { panic("x") })
		})
		b.tap("p", p)
	}, "p!panic(x)"},
	{"39 settles with another source", func(b *bench) {
		p, r := b.pending()
		r.Adopt(promise.Call(func(k func(string, error)) {
			promise.Call(func(k func(string, error)) { k("inner", nil) }).Settle(k)
		}))
		b.tap("p", p)
	}, "p=inner"},
	{"40 never calls", func(b *bench) {
		p, r := b.pending()
		r.Adopt(promise.Call(func(func(string, error)) {}))
		b.tap("p", p)
	}, ""},

	// Then, Handle, Catch.
	{"41 a value passes Catch", func(b *bench) {
		b.tap("p", b.value("v").Catch(func(error) prom { b.add("ran"); return nil }))
	}, "p=v"},
	{"42 an error passes Then, Map and Do", func(b *bench) {
		ran := func(string) { b.add("ran") }
		b.tap("p", b.failure("e").Do(ran).Map(empty).Then(func(string) prom { return nil }))
	}, "p!e"},
	{"43 a failing Handle does not see its own error", func(b *bench) {
		b.tap("p", b.value("v").Handle(func(v string, err error) prom {
			b.add("handle%s", outcome(v, err))
			return b.failure("e")
		}))
	}, "handle=v p!e"},
	{"44 Catch that returns makes a value", func(b *bench) {
		b.tap("p", b.failure("e").Catch(func(err error) prom { return b.value("was " + err.Error()) }))
	}, "p=was e"},
	{"45 Catch that panics: new reason", func(b *bench) {
		b.tap("p", b.failure("e").Catch(func(error) prom { panic("x") }))
	}, "p!panic(x)"},
	{"46 Then that panics: reason", func(b *bench) {
		b.tap("p", b.value("v").Then(func(string) prom { panic(errors.New("x")) }))
	}, "p!panic(x)"},
	{"47 never both arms", func(b *bench) {
		n := 0
		for _, p := range []prom{b.value("v"), b.failure("e")} {
			b.tap("p", p.Handle(func(string, error) prom { n++; return b.value(fmt.Sprint(n)) }))
		}
	}, "p=1 p=2"},
	{"48 Catch on a value costs one step", func(b *bench) {
		b.tap("p", b.value("").Catch(func(error) prom { return nil }).Catch(func(error) prom { return nil }))
		b.ticks("t", 3)
	}, "t0 t1 p t2"},
	{"49 each method returns a new promise", func(b *bench) {
		p := b.value("v")
		b.add("catch:%v finally:%v do:%v", p != p.Catch(func(error) prom { return nil }),
			p != p.Finally(func() {}), p != p.Do(func(string) {}))
	}, "catch:true finally:true do:true"},

	// Finally.
	{"50 value kept", func(b *bench) { b.tap("p", b.value("v").Finally(func() { b.add("f") })) }, "f p=v"},
	{"51 error kept", func(b *bench) { b.tap("p", b.failure("e").Finally(func() { b.add("f") })) }, "f p!e"},
	{"52 panic overrides a value", func(b *bench) {
		b.tap("p", b.value("v").Finally(func() { panic("x") }))
	}, "p!panic(x)"},
	{"53 panic overrides an error", func(b *bench) {
		b.tap("p", b.failure("e").Finally(func() { panic("x") }))
	}, "p!panic(x)"},
	{"54 waiting is what Handle does", func(b *bench) {
		q, s := b.pending()
		p := b.value("v")
		b.tap("p", p.Handle(func(string, error) prom { return q.Then(func(string) prom { return p }) }))
		b.soon(func() { b.add("waited"); s.Fulfill("") })
	}, "waited p=v"},
	{"55 and overriding", func(b *bench) {
		p := b.value("v")
		b.tap("p", p.Handle(func(string, error) prom {
			return b.failure("e").Then(func(string) prom { return p })
		}))
	}, "p!e"},
	{"56 order against a parallel chain", func(b *bench) {
		b.tap("p", b.value("").Finally(func() { b.add("f") }).Finally(func() { b.add("g") }))
		b.ticks("t", 4)
	}, "f t0 g t1 p t2 t3"},
	{"57 nil f panics at the call", func(b *bench) {
		defer func() { b.add("%v", recover()) }()
		b.value("v").Finally(nil)
	}, "promise: nil handler"},

	// All.
	{"58 empty: fulfilled, and async on a loop", func(b *bench) {
		b.tap("p", all().On(b.l))
		b.add("caller")
	}, "caller p"},
	{"59 order of inputs when completing in reverse", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		o, u := b.pending()
		b.tap("all", all(p, q, o))
		u.Fulfill("o")
		s.Fulfill("q")
		r.Fulfill("p")
	}, "all=p+q+o"},
	{"60 first error wins, later ones are handled", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		b.tap("all", all(p, q))
		s.Reject(errors.New("q"))
		r.Reject(errors.New("p"))
	}, "all!q"},
	{"61 error among values", func(b *bench) {
		b.tap("all", all(b.value("a"), b.failure("e"), b.value("b")))
	}, "all!e"},
	{"62 same promise twice", func(b *bench) {
		p := b.value("v")
		b.tap("all", all(p, p))
	}, "all=v+v"},
	{"63 one step after the last input", func(b *bench) {
		p := promise.All(b.value(""), b.value("").Map(empty))
		p.Do(func([]string) { b.add("all") })
		b.ticks("t", 4)
	}, "t0 t1 all t2 t3"},
	{"64 results are not shared", func(b *bench) {
		p := promise.All(b.value("a"), b.value("b"))
		q := promise.All(b.value("a"), b.value("b"))
		p.Do(func(vs []string) { vs[0] = "x" })
		q.Do(func(vs []string) { b.add("%s", vs[0]) })
	}, "a"},

	// AllSettled.
	{"65 empty", func(b *bench) { b.tap("p", allSettled()) }, "p"},
	{"66 mixed outcomes in order of inputs", func(b *bench) {
		p, r := b.pending()
		b.tap("p", allSettled(p, b.failure("e"), b.value("v")))
		r.Fulfill("late")
	}, "p==late!e=v"},
	{"67 never rejects", func(b *bench) { b.tap("p", allSettled(b.failure("e"), b.failure("f"))) }, "p=!e!f"},
	{"68 one step after the last input", func(b *bench) {
		p := promise.AllSettled(b.value(""), b.value("").Map(empty))
		p.Do(func([]promise.Outcome[string]) { b.add("all") })
		b.ticks("t", 4)
	}, "t0 t1 all t2 t3"},
	{"69 nine ways", func(b *bench) {
		nothing := func() {}
		recovers := func(error) prom { return b.value("r") }
		fails := func(string) prom { return b.failure("f") }
		b.tap("p", allSettled(
			b.value("a"), b.value("a").Then(fails),
			b.value("a").Catch(recovers), b.value("a").Finally(nothing),
			b.failure("e"), b.failure("e").Then(fails),
			b.failure("e").Catch(recovers), b.failure("e").Finally(nothing),
			b.value("a").Then(fails).Catch(recovers),
		))
	}, "p==a!f=a=a!e!e=r!e=r"},

	// Any.
	{"70 first value wins over earlier errors", func(b *bench) {
		b.tap("any", promise.Any(b.failure("e"), b.value("v"), b.value("w")))
	}, "any=v"},
	{"71 all errors in order of inputs", func(b *bench) {
		p, r := b.pending()
		b.tap("any", promise.Any(p, b.failure("f")))
		r.Reject(errors.New("e"))
	}, "any!e+f"},
	{"72 empty", func(b *bench) {
		b.tap("any", promise.Any[string]())
	}, "any!promise: no promises to choose from"},
	{"73 one step after the input", func(b *bench) {
		promise.Any(b.value("")).Do(func(string) { b.add("any") })
		b.ticks("t", 3)
	}, "t0 any t1 t2"},

	// Race.
	{"74a value first", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		b.tap("race", promise.Race(p, q))
		s.Fulfill("q")
		r.Fulfill("p")
	}, "race=q"},
	{"74b error first", func(b *bench) {
		p, r := b.pending()
		q, s := b.pending()
		b.tap("race", promise.Race(p, q))
		s.Reject(errors.New("q"))
		r.Fulfill("p")
	}, "race!q"},
	{"75 both settled: order of inputs", func(b *bench) {
		b.tap("race", promise.Race(b.value("a"), b.value("b")))
	}, "race=a"},
	{"76 empty", func(b *bench) {
		b.tap("race", promise.Race[string]())
	}, "race!promise: no promises to choose from"},
	{"77 the error of a loser is handled", func(b *bench) {
		p, r := b.pending()
		b.tap("race", promise.Race(b.value("v"), p))
		b.l.Post(func() { r.Reject(errors.New("late")) })
	}, "race=v"},
	{"78 late settling is ignored", func(b *bench) {
		p, r := b.pending()
		b.tap("race", promise.Race(p, b.value("v")))
		b.l.Post(func() { r.Fulfill("late") })
	}, "race=v"},
	{"79 one step after the input", func(b *bench) {
		promise.Race(b.value("")).Do(func(string) { b.add("race") })
		b.ticks("t", 3)
	}, "t0 race t1 t2"},
	{"80 pending input before a settled one", func(b *bench) {
		p, _ := b.pending()
		b.tap("race", promise.Race(p, b.value("v")))
	}, "race=v"},

	// Try and resolvers.
	{"81a what tries runs at once", func(b *bench) {
		b.tap("p", promise.NewOn(b.l, func(resolve func(string), _ func(error)) {
			b.add("runs")
			resolve("v")
		}))
		b.add("caller")
	}, "runs caller p=v"},
	{"82 a resolver works before and after handlers", func(b *bench) {
		p, r := b.pending()
		r.Fulfill("v")
		b.tap("p", p)
		q, s := b.pending()
		b.tap("q", q)
		s.Fulfill("w")
	}, "p=v q=w"},
}

func cycle(name string) string { return name + "!promise: promise waits for itself" }

type promiseError struct{ p prom }

func (promiseError) Error() string { return "error with a promise" }

func TestPortList(t *testing.T) {
	for _, test := range portList {
		t.Run(test.name, func(t *testing.T) {
			b := &bench{l: loop.New()}
			observeHooks(t, b)
			test.run(b)
			if err := b.l.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(b.log, " "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// observeHooks has the hooks of the package write to the log.
func observeHooks(t *testing.T, b *bench) {
	t.Helper()
	promise.OnUnhandled(func(u promise.Unhandled) { b.add("unhandled(%s)", short(u.Err)) })
	promise.OnSecondSettle(func(s promise.SecondSettle) { b.add("second(%v)", s.Value) })
	t.Cleanup(func() {
		promise.OnUnhandled(nil)
		promise.OnSecondSettle(nil)
	})
}
