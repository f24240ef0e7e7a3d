package cps

import (
	"go/types"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// conventionOf returns how a callback is told of the outcome; ok is false
// when the type is not that of a callback without results and of fixed arity.
func conventionOf(t types.Type) (c chain.Convention, ok bool) {
	if t == nil {
		return c, false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 0 || sig.Variadic() {
		return c, false
	}
	c = chain.Convention{Sig: sig, Error: -1}
	for i := range sig.Params().Len() {
		if isError(sig.Params().At(i).Type()) {
			c.Error = i
		}
	}
	return c, true
}

// isAny says whether a type is an interface that every value has.
func isAny(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

// errorInterface is what the type error stands for.
var errorInterface = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// isDefined says whether a type has a name of its own.
func isDefined(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Named)
	return ok
}

// isError says whether a type is the interface error itself.
func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// errorLike says whether a callback is told of failure: by an error, by a
// pointer type that implements error, or by a pointer to what is called an
// error without being one.
func errorLike(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		t := v.Type()
		_, pointer := types.Unalias(t).(*types.Pointer)
		if isFailure(t) || pointer && types.Implements(t, errorInterface) {
			return true
		}
	}
	return false
}

// completes says whether, among the callbacks of a call, this one is told of
// the outcome. Beside one that gets value and error, those that get only
// values are told of progress.
func completes(sig *types.Signature, index int) bool {
	c, ok := conventionOf(sig.Params().At(index).Type())
	if !ok {
		return false
	}
	if errorLike(c.Sig) {
		return true
	}
	for i := range sig.Params().Len() {
		other, ok := conventionOf(sig.Params().At(i).Type())
		if ok && i != index && errorLike(other.Sig) && other.Sig.Params().Len() > 1 {
			return false
		}
	}
	return true
}

// signatureOf is the signature of a function type.
func signatureOf(t types.Type) *types.Signature {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return types.NewSignatureType(nil, nil, nil, nil, nil, false)
	}
	return sig
}

// isTask says whether a callback is given what a task or test needs to run,
// rather than an outcome: nothing but a context, or a *testing.T.
func isTask(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		t := v.Type()
		if strings.HasPrefix(strings.TrimPrefix(t.String(), "*"), "testing.") {
			return true
		}
	}
	return sig.Params().Len() == 1 && sig.Params().At(0).Type().String() == "context.Context"
}
