package cps

import (
	"go/ast"
	"iter"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Declined yields the literals among the arguments of a call that have the shape
// of a completion, and still are no continuations.
func (x *Index) Declined(call *ast.CallExpr) iter.Seq[*chain.Declined] {
	return func(yield func(*chain.Declined) bool) {
		for g := range x.given(call) {
			if d := x.declined(g); d != nil {
				d.Call = call
				if !yield(d) {
					return
				}
			}
		}
	}
}

// declined judges one literal; nil for what else is given, and for continuations.
func (x *Index) declined(g gift) *chain.Declined {
	lit, ok := g.scope.literal(g.value)
	if !ok {
		return nil
	}
	conv, ok := conventionOf(g.slot.typ())
	if !ok || !errorLike(conv.Sig) || isTask(conv.Sig) {
		return nil
	}
	k := x.known(g.scope, g.slot)
	if k.qualifies(conv) {
		return nil
	}
	d := &chain.Declined{Lit: lit, Name: g.slot.callee.name(), Text: k.against(), Reasons: k.reasons}
	if k.verdict != Many {
		d.Remedy = g.slot.declare()
	}
	return d
}

// against says, of a callback, what speaks against a continuation.
func (k knowledge) against() string {
	switch {
	case k.verdict == Many || k.verdict == Kept:
		return k.why
	case k.veto != "":
		return k.veto
	case k.task:
		return "is the task, not what comes after it"
	case k.when == 0:
		return "is not called"
	}
	return "is always called before the call returns"
}
