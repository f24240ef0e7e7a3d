package conformance

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// programs is how many random programs run; a failure names the seed.
const programs = 3_000

// TestAgainstNativePromises runs random programs on goja's promises and on ours
// and compares the traces: the same handlers in the same order with the same
// arguments.
//
// Adoption takes two microtasks in JavaScript and none here. The programs
// therefore adopt by hand, in two steps; what adoption itself does is the
// subject of TestOutcomesAgainstNativePromises and of the tests of the package.
func TestAgainstNativePromises(t *testing.T) {
	compare(t, exact)
}

// TestOutcomesAgainstNativePromises lets our promises adopt by themselves. Then
// the order may differ, and with it who wins a race; so the programs have no
// races and no handlers that settle other promises, and the outcomes of all
// promises are compared, not their order.
func TestOutcomesAgainstNativePromises(t *testing.T) {
	compare(t, outcomes)
}

type mode int

const (
	exact mode = iota
	outcomes
)

func compare(t *testing.T, m mode) {
	t.Helper()
	promise.OnUnhandled(func(promise.Unhandled) {})
	promise.OnSecondSettle(func(promise.SecondSettle) {})
	defer promise.OnUnhandled(nil)
	defer promise.OnSecondSettle(nil)
	handlers, cycles := 0, 0
	for seed := range uint64(programs) {
		p := generate(rand.New(rand.NewPCG(seed, uint64(m))))
		if m == outcomes {
			p = p.withoutTiming()
		}
		want, got := native(t, p), ours(p, m)
		handlers += len(want)
		if m == outcomes {
			want, got = settled(want), settled(got)
			if len(got) > len(want) && closesCycle(want, got) {
				cycles++
				got = common(want, got)
			}
		}
		if w, g := strings.Join(want, " "), strings.Join(got, " "); w != g {
			t.Fatalf("seed %d\n%s\nnative %s\nours   %s", seed, p.javaScript(), w, g)
		}
	}
	if handlers < 5*programs {
		t.Errorf("only %d handlers ran in %d programs", handlers, programs)
	}
	if cycles > programs/100 {
		t.Errorf("%d programs closed a cycle of adoptions", cycles)
	}
}

// closesCycle reports whether a cycle was rejected that hangs in JavaScript,
// which finds only promises that adopt themselves.
func closesCycle(want, got []string) bool {
	for _, entry := range got {
		if strings.HasSuffix(entry, "!cycle") && !slices.Contains(want, entry) {
			return true
		}
	}
	return false
}

func common(want, got []string) []string {
	return slices.DeleteFunc(slices.Clone(got), func(entry string) bool {
		return !slices.Contains(want, entry)
	})
}

// withoutTiming drops what depends on who comes first.
func (p program) withoutTiming() program {
	for i := range p {
		s := &p[i]
		if s.op == opRace || s.op == opAny || s.op == opAll {
			s.op = opAllSettled // All is rejected by whoever comes first
		}
		for _, r := range []*reaction{s.onF, s.onR} {
			if r != nil {
				r.settle = -1
			}
		}
	}
	return p
}

// settled keeps the outcomes of a trace, sorted by promise.
func settled(trace []string) []string {
	byPromise := map[int]string{}
	most := -1
	for _, entry := range trace {
		number, _, ok := strings.Cut(strings.ReplaceAll(entry, "!", "="), "=")
		if i, err := strconv.Atoi(number); ok && err == nil {
			byPromise[i] = entry
			most = max(most, i)
		}
	}
	var out []string
	for i := range most + 1 {
		if s := byPromise[i]; s != "" {
			out = append(out, s)
		}
	}
	return out
}

func native(t *testing.T, p program) []string {
	t.Helper()
	vm := goja.New()
	if _, err := vm.RunString(p.javaScript()); err != nil {
		t.Fatalf("%v in\n%s", err, p.javaScript())
	}
	var log []string
	if err := vm.ExportTo(vm.Get("log"), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

// A machine runs a program on our promises. Values are strings, as the trace
// shows them.
type machine struct {
	mode      mode
	l         *loop.Loop
	promises  []*promise.Promise[string]
	resolvers map[int]promise.Resolver[string]
	log       []string
}

func ours(p program, m mode) []string {
	x := &machine{mode: m, l: loop.New(), resolvers: map[int]promise.Resolver[string]{}}
	x.l.Post(func() {
		for _, s := range p {
			x.execute(s)
		}
	})
	x.l.Pump()
	return x.log
}

func (x *machine) add(p *promise.Promise[string]) {
	i := len(x.promises)
	x.promises = append(x.promises, p)
	p.Settle(func(v string, err error) {
		if err != nil {
			x.log = append(x.log, fmt.Sprintf("%d!%s", i, show(err)))
			return
		}
		x.log = append(x.log, fmt.Sprintf("%d=%s", i, v))
	})
}

func show(err error) string {
	var many interface{ Unwrap() []error }
	var one *loop.PanicError
	switch {
	case errors.As(err, &many):
		return "agg " + joined(many.Unwrap(), show)
	case errors.Is(err, promise.ErrCycle):
		return "cycle"
	case errors.As(err, &one):
		return fmt.Sprint(one.Value)
	}
	return err.Error()
}

func joined[T any](xs []T, show func(T) string) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = show(x)
	}
	return strings.Join(parts, "+")
}

//nolint:exhaustive // what is left are the combinators
func (x *machine) execute(s statement) {
	value := strconv.Itoa(s.value)
	switch s.op {
	case opDeferred:
		p, r := promise.WithResolver[string](x.l)
		x.resolvers[len(x.promises)] = r
		x.add(p)
	case opResolved:
		p, r := promise.WithResolver[string](x.l)
		r.Fulfill(value)
		x.add(p)
	case opRejected:
		p, r := promise.WithResolver[string](x.l)
		r.Reject(errors.New(value))
		x.add(p)
	case opThen:
		x.add(x.then(x.promises[s.target], s.onF, s.onR))
	case opResolve:
		x.resolvers[s.target].Fulfill(value)
	case opReject:
		x.resolvers[s.target].Reject(errors.New(value))
	case opAdopt:
		x.adopt(s.target, s.value)
	case opExecutor:
		x.add(promise.NewOn(x.l, func(resolve func(string), reject func(error)) {
			switch s.value % 3 {
			case 1:
				resolve("1")
			case 2:
				reject(errors.New("2"))
			}
			panic(value)
		}))
	default:
		x.add(x.combine(s))
	}
}

//nolint:exhaustive // Race is left
func (x *machine) combine(s statement) *promise.Promise[string] {
	inputs := make([]*promise.Promise[string], len(s.inputs))
	for i, input := range s.inputs {
		inputs[i] = x.promises[input]
	}
	switch s.op {
	case opAll:
		return named(promise.All(inputs...), func(vs []string) string {
			return joined(vs, func(v string) string { return v })
		})
	case opAllSettled:
		return named(promise.AllSettled(inputs...), func(os []promise.Outcome[string]) string {
			return joined(os, func(o promise.Outcome[string]) string {
				if o.Err != nil {
					return "!" + show(o.Err)
				}
				return "=" + o.Value
			})
		})
	case opAny:
		return promise.Any(inputs...)
	}
	return promise.Race(inputs...)
}

func named[T any](p *promise.Promise[T], name func(T) string) *promise.Promise[string] {
	return p.Map(func(v T) (string, error) { return name(v), nil })
}

// adopt settles a resolver with a promise.
func (x *machine) adopt(resolver, target int) {
	r := x.resolvers[resolver]
	switch {
	case x.mode == outcomes:
		r.Adopt(x.promises[target])
	case resolver == target:
		r.Reject(promise.ErrCycle)
	default:
		r.Adopt(x.inTwoSteps(x.promises[target]))
	}
}

// inTwoSteps is p as JavaScript adopts it: one microtask subscribes, and its
// handler, another one, settles.
func (x *machine) inTwoSteps(p *promise.Promise[string]) *promise.Promise[string] {
	return promise.Call(func(k func(string, error)) { x.l.Soon(func() { p.Settle(k) }) })
}

// then registers the handlers, by the method that fits them best.
func (x *machine) then(p *promise.Promise[string], onF, onR *reaction) *promise.Promise[string] {
	self := len(x.promises)
	switch {
	case onF != nil && onR == nil && onF.kind == returnsValue:
		return p.Map(func(v string) (string, error) { return x.react("F", onF, v), nil })
	case onF != nil && onR == nil && onF.kind == throws:
		return p.Do(func(v string) { panic(x.react("F", onF, v)) })
	case onF != nil && onR == nil:
		return p.Then(func(v string) *promise.Promise[string] { return x.follow(self, "F", onF, v) })
	case onF == nil && onR != nil && onR.kind == throws:
		return p.MapErr(func(err error) error { return errors.New(x.react("R", onR, show(err))) })
	case onF == nil && onR != nil:
		return p.Catch(func(err error) *promise.Promise[string] {
			return x.follow(self, "R", onR, show(err))
		})
	}
	return p.Handle(func(v string, err error) *promise.Promise[string] {
		switch {
		case err == nil && onF != nil:
			return x.follow(self, "F", onF, v)
		case err != nil && onR != nil:
			return x.follow(self, "R", onR, show(err))
		}
		return p
	})
}

// react is the part of a handler before it ends; it returns the value.
func (x *machine) react(arm string, r *reaction, v string) string {
	x.log = append(x.log, fmt.Sprintf("%s%d(%s)", arm, r.id, v))
	if r.settle >= 0 {
		x.resolvers[r.settle].Fulfill(strconv.Itoa(r.id))
	}
	return strconv.Itoa(r.value)
}

// follow is a handler that returns a promise; self is the one it settles.
func (x *machine) follow(self int, arm string, r *reaction, v string) *promise.Promise[string] {
	value := x.react(arm, r, v)
	switch {
	case r.kind == returnsValue:
		return promise.Resolve(value)
	case r.kind == throws:
		return promise.Reject[string](errors.New(value))
	case x.mode == outcomes:
		return x.promises[r.value]
	case r.value == self:
		return promise.Reject[string](promise.ErrCycle)
	}
	return x.inTwoSteps(x.promises[r.value])
}
