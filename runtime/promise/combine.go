package promise

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// All is fulfilled with the values of all inputs, in the order of the inputs,
// and rejected with the first error. With no inputs it is fulfilled at once.
func All[T any](inputs ...*Promise[T]) *Promise[[]T] {
	if len(inputs) == 0 {
		return Resolve([]T{})
	}
	g := &gather[T, []T]{values: make([]T, len(inputs)), arrive: arriveAll[T]}
	return g.over(inputs)
}

func arriveAll[T any](g *gather[T, []T], i int, src *Promise[T]) verdict[[]T] {
	if src.fail != nil {
		return verdict[[]T]{fail: src.fail, decided: true}
	}
	g.values[i] = src.val
	return verdict[[]T]{val: g.values, decided: g.left.Add(-1) == 0, last: true}
}

// An Outcome is what a promise was settled with.
type Outcome[T any] struct {
	Value T
	Err   error
}

// AllSettled is fulfilled with the outcomes of all inputs, in the order of the
// inputs, once all have settled. It is never rejected.
func AllSettled[T any](inputs ...*Promise[T]) *Promise[[]Outcome[T]] {
	if len(inputs) == 0 {
		return Resolve([]Outcome[T]{})
	}
	outcomes := make([]Outcome[T], len(inputs))
	g := &gather[T, []Outcome[T]]{}
	g.arrive = func(g *gather[T, []Outcome[T]], i int, src *Promise[T]) verdict[[]Outcome[T]] {
		outcomes[i].Value, outcomes[i].Err = src.outcome()
		return verdict[[]Outcome[T]]{val: outcomes, decided: g.left.Add(-1) == 0, last: true}
	}
	return g.over(inputs)
}

// Any is fulfilled with the first value. If there is none it is rejected with
// the errors of all inputs, joined in the order of the inputs, or with ErrEmpty.
func Any[T any](inputs ...*Promise[T]) *Promise[T] {
	if len(inputs) == 0 {
		return Reject[T](ErrEmpty)
	}
	errs := make([]error, len(inputs))
	g := &gather[T, T]{}
	g.arrive = func(g *gather[T, T], i int, src *Promise[T]) verdict[T] {
		if src.fail == nil {
			return verdict[T]{val: src.val, decided: true}
		}
		errs[i] = src.fail.err
		if g.left.Add(-1) > 0 {
			return verdict[T]{}
		}
		return verdict[T]{fail: failed(errors.Join(errs...)), decided: true, last: true}
	}
	return g.over(inputs)
}

// Race has the outcome of the input that settles first. With no inputs it is
// rejected with ErrEmpty: in Go a promise that can never settle is a goroutine
// that waits for ever.
func Race[T any](inputs ...*Promise[T]) *Promise[T] {
	if len(inputs) == 0 {
		return Reject[T](ErrEmpty)
	}
	g := &gather[T, T]{}
	g.arrive = func(_ *gather[T, T], _ int, src *Promise[T]) verdict[T] {
		return verdict[T]{val: src.val, fail: src.fail, decided: true}
	}
	return g.over(inputs)
}

// Zip is fulfilled with the values of both, or rejected with the first error.
func Zip[A, B any](a *Promise[A], b *Promise[B]) *Promise[Pair[A, B]] {
	pair := &Pair[A, B]{}
	return All(put(a, &pair.First), put(b, &pair.Second)).
		Map(func([]Unit) (Pair[A, B], error) { return *pair, nil })
}

// Zip3 is Zip for three.
func Zip3[A, B, C any](a *Promise[A], b *Promise[B], c *Promise[C]) *Promise[Triple[A, B, C]] {
	triple := &Triple[A, B, C]{}
	return All(put(a, &triple.First), put(b, &triple.Second), put(c, &triple.Third)).
		Map(func([]Unit) (Triple[A, B, C], error) { return *triple, nil })
}

func put[T any](p *Promise[T], dst *T) *Promise[Unit] {
	if p == nil {
		return nil
	}
	return p.Map(func(v T) (Unit, error) {
		*dst = v
		return Unit{}, nil
	})
}

// A gather is a promise of the outcome of several inputs. It is cold if one of
// them is, and starts them in order. Inputs that no longer matter forget it.
type gather[T, R any] struct {
	Promise[R]
	arms    []arm[T, R]
	values  []T          // of the inputs; used by All
	left    atomic.Int64 // inputs that have not settled
	decided atomic.Bool
	arrive  func(g *gather[T, R], i int, src *Promise[T]) verdict[R]
}

// A verdict is what the arrival of an input means for the whole.
type verdict[R any] struct {
	val     R
	fail    *failure
	decided bool
	last    bool // nobody is left who could have to forget
}

// An arm is the reaction of a gather on one of its inputs.
type arm[T, R any] struct {
	link
	g   *gather[T, R]
	src *Promise[T]
	i   int
}

func (g *gather[T, R]) over(inputs []*Promise[T]) *Promise[R] {
	g.loop = commonLoop(inputs)
	if tracing.Load() {
		g.record()
	}
	g.arms = make([]arm[T, R], len(inputs))
	g.left.Store(int64(len(inputs)))
	cold := false
	for i, p := range inputs {
		if p == nil {
			g.reject(failed(fmt.Errorf("input %d: %w", i, ErrNilPromise)), nil)
			return &g.Promise
		}
		a := &g.arms[i]
		a.g, a.src, a.i = g, p, i
		a.r = a
		cold = cold || p.isCold()
	}
	if cold {
		g.chill(g)
	} else {
		g.launch()
	}
	return &g.Promise
}

// commonLoop is the loop of all inputs; nil if they have not the same.
func commonLoop[T any](inputs []*Promise[T]) *loop.Loop {
	for _, p := range inputs {
		if p == nil || p.loop != inputs[0].loop {
			return nil
		}
	}
	return inputs[0].loop
}

func (g *gather[T, R]) launch() launcher {
	for i := range g.arms {
		a := &g.arms[i]
		src := a.src
		src.subscribe(&a.link)
		if g.decided.Load() { // perhaps too early to forget this one
			src.detach(&a.link)
		}
	}
	return nil
}

func (a *arm[T, R]) RunOn(on *loop.Loop) reaction {
	g := a.g
	if g.decided.Load() {
		return nil
	}
	v := g.arrive(g, a.i, a.src.root())
	if !v.decided || g.decided.Swap(true) {
		return nil
	}
	if !v.last {
		g.forget(a)
	}
	return g.settle(v.val, v.fail, on)
}

// forget takes the reactions back from the inputs that have not settled: the
// promise of a long-lived operation must not collect those of every race.
func (g *gather[T, R]) forget(winner *arm[T, R]) {
	for i := range g.arms {
		if a := &g.arms[i]; a != winner {
			a.src.detach(&a.link)
		}
	}
}

func (*arm[T, R]) Unwound(*loop.Loop, error) reaction { return nil }
