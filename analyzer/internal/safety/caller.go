package safety

import (
	"fmt"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// asksCaller refuses text that asks by whom its own function is called.
//
//	Pattern: f(func(v V) { t.Helper(); … }) => refused
//	So long as: the call is not inside of another literal. It may be of a function of the
//	package that asks for the caller of its caller.
//	Because: a handler is called by its promise, and a test that fails in it would be said
//	to fail there.
func (k *Checker) asksCaller(p part) *chain.Refusal {
	at := k.callIn(p, k.Callers.Ask)
	if at == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: at.Pos(),
		Text: fmt.Sprintf("%s is called on line %d, and would tell of another caller",
			typeutil.Callee(k.Info, at).Name(), k.line(at.Pos())),
		Remedy: "call it outside of the callbacks",
	}
}
