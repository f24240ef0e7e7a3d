package safety

import (
	"fmt"
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// asksCaller refuses text that asks by whom its own function is called.
//
//	Pattern: f(func(v V) { t.Helper(); … }) => refused
//	So long as: the call is not inside of another literal, unless that is called on the spot.
//	It may be of a function that asks for the caller of its caller.
//	Because: a handler is called by its promise, and a test that fails in it would be said
//	to fail there.
func (k *Checker) asksCaller(p part) *chain.Refusal {
	at := k.callIn(p, func(call *ast.CallExpr) bool { return k.Callers.Ask(k.Info, call) })
	if at == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: at.Pos(),
		Text: fmt.Sprintf("%s is called on line %d, and would tell of another caller",
			syntax.NameOf(at), k.line(at.Pos())),
		Remedy: "call it outside of the callbacks",
	}
}
