package adapt

import (
	"fmt"
	"go/types"
	"strings"
)

// armed says why an operation that has two callbacks, of which it calls one or the
// other, is not adapted; nil when it is.
//
//	func Find(id int, found func(int), failed func(error))
//
// What is told of failures only is no continuation there: a promise of it alone would
// stay pending after a success. Whether the other callback is told of that, or of
// progress, no type says. Where the operation passes nil as the error, somewhere, the
// continuation is told of the success as well.
func (a *adapter) armed() error {
	if a.op.Succeeds || !a.outcome.failureOnly() {
		return nil
	}
	for _, p := range a.params {
		if mayBeTold(p.typ) {
			return fmt.Errorf("%s may be told of the success in place of %s, which is told of failures;"+
				" write the adapter by hand, beside it", p.name, a.callback())
		}
	}
	return nil
}

// callback is the continuation in messages.
func (a *adapter) callback() string {
	if blank(a.done) {
		return "the callback"
	}
	return a.done
}

// failureOnly reports whether the continuation gets nothing but an error, or what is
// called one.
func (o *outcome) failureOnly() bool {
	if len(o.params) != 1 {
		return false
	}
	pointer, ok := types.Unalias(o.params[0].typ).(*types.Pointer)
	if o.failure == 0 || !ok {
		return o.failure == 0
	}
	named, ok := types.Unalias(pointer.Elem()).(*types.Named)
	return ok && strings.Contains(strings.ToLower(named.Obj().Name()), "err")
}

// mayBeTold reports whether a parameter is a callback that may be told of an outcome,
// other than by an error.
func mayBeTold(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 0 || sig.Variadic() {
		return false
	}
	for v := range sig.Params().Variables() {
		if failureOf(v.Type()) != noFailure {
			return false
		}
	}
	return true
}
