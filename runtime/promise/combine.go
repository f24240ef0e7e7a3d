package promise

import "errors"

// All is fulfilled with the values of all inputs, in the order of the inputs,
// and rejected with the first error. With no inputs it is fulfilled at once.
func All[T any](inputs ...*Promise[T]) *Promise[[]T] {
	if len(inputs) == 0 {
		return Resolve([]T{})
	}
	return gatherOver(inputs, rule[T, []T]{firstError: true, outcome: valuesOf[T]})
}

func valuesOf[T any](all []*Promise[T], src *Promise[T]) ([]T, *failure) {
	if fail := src.core.failure(); fail != nil {
		return nil, fail
	}
	values := make([]T, len(all))
	for i, p := range all {
		if p.core.slot.Load() != settled { // it has become one with another
			p = promiseOf[T](p.core.root())
		}
		values[i] = p.val
	}
	return values, nil
}

// An Outcome is what a promise was settled with.
type Outcome[T any] struct {
	Value T
	Err   error
}

// AllSettled is fulfilled with the outcomes of all inputs, in the order of the
// inputs, once all have settled. It is rejected only if an input is nil.
func AllSettled[T any](inputs ...*Promise[T]) *Promise[[]Outcome[T]] {
	if len(inputs) == 0 {
		return Resolve([]Outcome[T]{})
	}
	return gatherOver(inputs, rule[T, []Outcome[T]]{outcome: outcomesOf[T]})
}

//nolint:unparam // other outcomes may be failures
func outcomesOf[T any](all []*Promise[T], _ *Promise[T]) ([]Outcome[T], *failure) {
	outcomes := make([]Outcome[T], len(all))
	for i, p := range all {
		outcomes[i].Value, outcomes[i].Err = outcomeOf[T](p.core.root())
	}
	return outcomes, nil
}

// Any is fulfilled with the first value. If there is none it is rejected with
// the errors of all inputs, joined in the order of the inputs, or with ErrEmpty.
func Any[T any](inputs ...*Promise[T]) *Promise[T] {
	if len(inputs) == 0 {
		return Reject[T](ErrEmpty)
	}
	return gatherOver(inputs, rule[T, T]{first: true, outcome: valueOrErrors[T]})
}

func valueOrErrors[T any](all []*Promise[T], src *Promise[T]) (T, *failure) {
	if src.core.failure() == nil {
		return src.val, nil
	}
	errs := make([]error, len(all))
	for i, p := range all {
		errs[i] = p.core.root().failure().reason()
	}
	var zero T
	return zero, failed(errors.Join(errs...))
}

// Race has the outcome of the input that settles first. With no inputs it is
// rejected with ErrEmpty: in Go a promise that can never settle is a goroutine
// that waits for ever.
func Race[T any](inputs ...*Promise[T]) *Promise[T] {
	if len(inputs) == 0 {
		return Reject[T](ErrEmpty)
	}
	return gatherOver(inputs, rule[T, T]{first: true, firstError: true, outcome: sameOutcome[T]})
}

func sameOutcome[T any](_ []*Promise[T], src *Promise[T]) (T, *failure) {
	return src.outcome()
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
